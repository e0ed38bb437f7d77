"""OpenSearch Snapshot Management (_plugins/_sm), in front of a real cluster. Source: snapshots.md 3, test-lab.md 5; what the recorded answers of a
real server show is repeated to the letter.

    python -m fakes.snapshot_management --listen PORT --control PORT --upstream URL
"""
import fnmatch
import re

from . import sm_document, sm_runner
from .api import Api, json_body
from .clock import SERVERS_GRAIN, Clock
from .cluster import Cluster, Failure
from .config_index import NAME, PRIMARY_TERM, ConfigIndex
from .errors import Refused, illegal_argument, refused
from .http import Answer
from .proxy import main
from .scheduler import Scheduler
from .tokens import Cursor

ROOT = "/_plugins/_sm"
POLICY, MEMORY = "-sm-policy", "-sm-metadata"
FORBIDDEN = set(' "*\\<|,>/?')
FORBIDDEN_TEXT = '[ , ", *, \\, <, |, ,, >, /, ?]'


def status_error(status, reason):
    return refused(status, "status_exception", reason)


def check_name(name):
    problems = []
    if " " in name:
        problems.append("Policy name must not contain whitespace.")
    if "," in name:
        problems.append("Policy name must not contain ','.")
    if "#" in name:
        problems.append("Policy name must not contain '#'.")
    if name.startswith("_"):
        problems.append("Policy name must not start with '_'.")
    if name.lower() != name:
        problems.append("Policy name must be lowercase.")
    if FORBIDDEN & set(name):
        problems.append(f"Policy name must not contain the following characters {FORBIDDEN_TEXT}.")
    if problems:
        raise illegal_argument("\n".join(problems))


class SnapshotManagement(Scheduler):
    def __init__(self, upstream, clock=None):
        super().__init__(clock)
        self.cluster = Cluster(upstream)
        self.index = ConfigIndex()

    # ---- requests ----

    def answers(self, path):
        return API.has(path)

    def answer(self, request):
        with self.lock:
            return API.answer(self, request)

    def create(self, request, name):
        check_name(name)
        document = self.read_body(request, name)
        stored = self.index.create(name + POLICY, document)
        return self.written(201, name, stored)

    def update(self, request, name):
        check_name(name)
        document = self.read_body(request, name)
        seq_no, primary_term = (self.number(request, key) for key in ("if_seq_no", "if_primary_term"))
        if seq_no is None or primary_term is None:
            raise refused(400, "action_request_validation_exception", "Validation Failed: 1: Sequence number and primary term must be provided when "
                                                                      "updating a snapshot management policy;")
        stored = self.index.replace(name + POLICY, document, seq_no, primary_term)
        return self.written(200, name, stored)

    @staticmethod
    def number(request, key):
        text = request.query.get(key)
        if text is None:
            return None
        if not re.fullmatch(r"-?\d+", text):
            raise illegal_argument(f"Failed to parse long parameter [{key}] with value [{text}]",
                                   {"type": "number_format_exception", "reason": f'For input string: "{text}"'})
        return int(text)

    def read_body(self, request, name):
        now = self.clock.now()
        document = sm_document.read(Cursor(json_body(request)), name, now) | {"last_updated_time": now}
        self.index.exists = True
        sm_document.refuse_unmapped(document)
        return document

    def written(self, status, name, stored):
        body = {"_id": name + POLICY, "_version": stored.version, "_seq_no": stored.seq_no, "_primary_term": PRIMARY_TERM, "sm_policy": stored.source}
        return Answer.of(status, body, headers=[("Location", f"{ROOT}/policies/{name}")])

    def read(self, stored, name):
        """What a stored document says; Refused when it cannot be read."""
        return sm_document.read(Cursor(stored.source), name, self.clock.now())

    def stored(self, name):
        """The document, for a caller that must be able to read it: all but GET of one and of all."""
        if not self.index.exists:
            raise status_error(404, "Snapshot management config index not found")
        stored = self.index.get(name + POLICY)
        if not stored:
            raise status_error(404, "Snapshot management policy not found")
        return stored

    def readable(self, name):
        stored = self.stored(name)
        try:
            self.read(stored, name)
        except Refused:
            raise status_error(500, "Snapshot management policy could not be parsed") from None
        return stored

    def get(self, _, name):
        stored = self.stored(name)
        try:
            policy = self.read(stored, name)
        except Refused:
            raise status_error(500, "Snapshot management policy not found") from None
        return Answer.of(200, {"_id": name + POLICY, "_version": stored.version, "_seq_no": stored.seq_no, "_primary_term": PRIMARY_TERM,
                               "sm_policy": policy})

    def list(self, request):
        query = {"from": "0", "size": "20", "sortField": "sm_policy.name", "sortOrder": "asc", "queryString": "*", **request.query}
        patterns = query["queryString"].split()
        found = [(stored.source["name"], stored) for _, stored in self.index.find(POLICY)
                 if all(fnmatch.fnmatchcase(stored.source["name"], pattern) for pattern in patterns)]
        found.sort(key=lambda entry: sort_key(entry[1].source, query["sortField"]), reverse=query["sortOrder"].lower() == "desc")
        first = int(query["from"])
        page = found[first:first + int(query["size"])]
        try:
            policies = [{"_id": name + POLICY, "_seq_no": stored.seq_no, "_primary_term": PRIMARY_TERM, "sm_policy": self.read(stored, name)}
                        for name, stored in page]
        except Refused:
            raise status_error(404, "Failed to parse snapshot management policy") from None
        return Answer.of(200, {"policies": policies, "total_policies": len(found)})

    def delete(self, _, name):
        self.readable(name)
        gone = self.index.delete(name + POLICY)
        return Answer.of(200, {"_index": NAME, "_id": name + POLICY, "_version": gone.version, "result": "deleted", "forced_refresh": True,
                               "_shards": {"total": 2, "successful": 1, "failed": 0}, "_seq_no": gone.seq_no, "_primary_term": PRIMARY_TERM})

    def start(self, _, name):
        return self.enable(name, True)

    def stop(self, _, name):
        return self.enable(name, False)

    def enable(self, name, enabled):
        stored = self.readable(name)
        if stored.source["enabled"] != enabled:
            now = self.clock.now()
            self.index.put(name + POLICY, stored.source | {"enabled": enabled, "enabled_time": now if enabled else None, "last_updated_time": now})
        return Answer.of(200, {"acknowledged": True})

    def explain(self, _, names):
        """Reads no more of a policy than its name and whether it is enabled, so an unreadable one does not hinder it."""
        if not self.index.exists:
            raise status_error(404, "Snapshot management config index not found")
        wanted = names.split(",")
        explained = [self.explained(stored.source) for _, stored in self.index.find(POLICY)
                     if any(fnmatch.fnmatchcase(stored.source["name"], pattern) for pattern in wanted)]
        return Answer.of(200, {"policies": explained})

    def explained(self, policy):
        memory = self.index.get(policy["name"] + MEMORY)
        parts = ("deletion", "policy_seq_no", "policy_primary_term", "creation")
        known = {part: memory.source[part] for part in parts if part in memory.source} if memory else {}
        return {"name": policy["name"], **known, "enabled": policy["enabled"]}

    # ---- running ----

    def runnable(self):
        """(name, document, its number) of every policy that the job scheduler can read and is told to run."""
        for identifier, stored in self.index.find(POLICY):
            name = identifier.removesuffix(POLICY)
            try:
                policy = self.read(stored, name)
            except Refused:
                continue
            if policy["enabled"]:
                yield name, policy, stored.seq_no

    def prepare(self):
        for name, policy, seq_no in self.runnable():
            memory = self.index.get(name + MEMORY)
            if memory is None:
                self.remember(name, sm_runner.initial(policy, seq_no, self.clock.now()))
            else:
                self.remember(name, sm_runner.follow_change(memory.source, policy, seq_no, self.clock.now()))

    def remember(self, name, remembered):
        """Whether there was something new."""
        memory = self.index.get(name + MEMORY)
        if memory and memory.source == remembered:
            return False
        self.index.put(name + MEMORY, remembered)
        return True

    def wake(self):
        try:
            if self.cluster.is_red():
                return False
        except Failure:
            return False
        again = False
        for name, policy, _ in list(self.runnable()):
            memory = self.index.get(name + MEMORY)
            if memory:
                remembered = sm_runner.Run(self.cluster, self.clock, policy, memory.source).perform()
                changed = self.remember(name, remembered)
                again |= changed or any("started" in remembered.get(part, {}) for part in ("creation", "deletion"))
        return again

    # ---- control port ----

    def state(self):
        policies = {}
        for identifier, stored in self.index.find(POLICY):
            name = identifier.removesuffix(POLICY)
            policies[name] = {"_version": stored.version, "_seq_no": stored.seq_no, "sm_policy": stored.source, "explain": self.explained(stored.source)}
        return {"now": self.clock.now(), "policies": policies}

    def poison(self, name):
        """A policy whose max_age came out as a fraction, as 36h does; an existing one is spoilt."""
        stored = self.index.get(name + POLICY)
        sound = {"creation": {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC"}}}, "deletion": {"condition": {"max_age": "36h"}},
                 "snapshot_config": {"repository": "none"}}
        source = stored.source if stored else sm_document.read(Cursor(sound), name, self.clock.now())
        condition = {"min_count": 1, **source.get("deletion", {}).get("condition", {}), "max_age": "1.5d"}
        schedule = (source.get("deletion") or source["creation"])["schedule"]
        self.index.put(name + POLICY, source | {"deletion": {**source.get("deletion", {}), "schedule": schedule, "condition": condition}})
        return self.state()["policies"][name]

    def reset(self):
        self.index.drop()


def sort_key(source, field):
    """By a dotted field of the document; policies that lack it come last."""
    value = {"sm_policy": source}
    for part in field.removesuffix(".keyword").split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return (value is None, value if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value))


WRITE_PARAMETERS = {"if_seq_no", "if_primary_term", "refresh"}
API = Api(ROOT, [
    (("policies",), {"GET": (SnapshotManagement.list, {"from", "size", "sortField", "sortOrder", "queryString"})}),
    (("policies", "{name}"), {
        "GET": (SnapshotManagement.get, set()),
        "POST": (SnapshotManagement.create, WRITE_PARAMETERS),
        "PUT": (SnapshotManagement.update, WRITE_PARAMETERS),
        "DELETE": (SnapshotManagement.delete, {"refresh"}),
    }),
    (("policies", "{name}", "_explain"), {"GET": (SnapshotManagement.explain, set())}),
    (("policies", "{name}", "_start"), {"POST": (SnapshotManagement.start, set())}),
    (("policies", "{name}", "_stop"), {"POST": (SnapshotManagement.stop, set())}),
])


def product(upstream):
    management = SnapshotManagement(upstream, Clock(grain=SERVERS_GRAIN))
    management.run_each_minute()
    return management


if __name__ == "__main__":
    main(product)
