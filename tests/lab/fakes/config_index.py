"""The index in which the plugin keeps policies and what it remembers of their runs: versions, sequence numbers, optimistic concurrency."""
import dataclasses
import secrets

from .errors import refused

NAME = ".opendistro-ism-config"
PRIMARY_TERM = 1


@dataclasses.dataclass
class Document:
    version: int
    seq_no: int
    source: dict | None         # None: deleted; its version counts on when it comes back


class ConfigIndex:
    def __init__(self):
        self.drop()

    def drop(self):
        """As if it had never existed."""
        self.exists = False
        self.documents = {}
        self.next_seq_no = 0
        self.uuid = secrets.token_urlsafe(16)

    def get(self, identifier):
        document = self.documents.get(identifier)
        return document if document and document.source is not None else None

    def find(self, suffix):
        return [(identifier, document) for identifier, document in self.documents.items() if document.source is not None and identifier.endswith(suffix)]

    def create(self, identifier, source):
        present = self.get(identifier)
        if present:
            raise self.conflict(identifier, f"document already exists (current version [{present.version}])")
        return self.put(identifier, source)

    def replace(self, identifier, source, seq_no, primary_term):
        present = self.get(identifier)
        required = f"required seqNo [{seq_no}], primary term [{primary_term}]."
        if not present:
            raise self.conflict(identifier, f"{required} but no document was found")
        if (seq_no, primary_term) != (present.seq_no, PRIMARY_TERM):
            raise self.conflict(identifier, f"{required} current document has seqNo [{present.seq_no}] and primary term [{PRIMARY_TERM}]")
        return self.put(identifier, source)

    def put(self, identifier, source):
        self.exists = True
        former = self.documents.get(identifier)
        document = Document(former.version + 1 if former else 1, self.next_seq_no, source)
        self.documents[identifier] = document
        self.next_seq_no += 1
        return document

    def delete(self, identifier):
        return self.put(identifier, None)

    def conflict(self, identifier, reason):
        return refused(409, "version_conflict_engine_exception", f"[{identifier}]: version conflict, {reason}", index=NAME, shard="0",
                       index_uuid=self.uuid)
