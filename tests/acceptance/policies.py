"""Snapshot policies as the schedulers themselves store them, and as somebody else changes them."""
import copy

ABSENT = object()


class SnapshotManagement:
    """OpenSearch: the document is `sm_policy` of the answer."""
    backend, root = "sm", "/_plugins/_sm/policies"

    def __init__(self, cluster):
        self.cluster = cluster

    def answer(self, name):
        return self.cluster.call("GET", f"{self.root}/{name}", through_front=True)

    def stored(self, name):
        """None when the scheduler says that there is none."""
        answer = self.answer(name)
        if answer.status_code == 404:
            return None
        assert answer.status_code == 200, answer.text
        return answer.json()["sm_policy"]

    def create(self, name, document):
        self.cluster.post(f"{self.root}/{name}", document, through_front=True)

    def edit(self, name, changes):
        answer = self.answer(name).json()
        at = f"if_seq_no={answer['_seq_no']}&if_primary_term={answer['_primary_term']}"
        self.cluster.put(f"{self.root}/{name}?{at}", edited(answer["sm_policy"], changes), through_front=True)

    def delete(self, name):
        self.cluster.delete(f"{self.root}/{name}", through_front=True)


class SnapshotLifecycle:
    """Elasticsearch: the document is `policy` of the entry."""
    backend, root = "slm", "/_slm/policy"

    def __init__(self, cluster):
        self.cluster = cluster

    def stored(self, name):
        answer = self.cluster.call("GET", f"{self.root}/{name}", through_front=True)
        if answer.status_code == 404:
            return None
        assert answer.status_code == 200, answer.text
        return answer.json()[name]["policy"]

    def create(self, name, document):
        self.cluster.put(f"{self.root}/{name}", document, through_front=True)

    def edit(self, name, changes):
        self.create(name, edited(self.stored(name), changes))

    def delete(self, name):
        self.cluster.delete(f"{self.root}/{name}", through_front=True)


def scheduler(lab, name):
    cluster = lab.cluster(name)
    return (SnapshotLifecycle if cluster.engine == "elasticsearch" else SnapshotManagement)(cluster)


def edited(document, changes):
    """A copy in which {"creation.time_limit": value} is set; ABSENT removes."""
    document = copy.deepcopy(document)
    for path, value in changes.items():
        *outer, last = path.split(".")
        holder = document
        for step in outer:
            holder = holder.setdefault(step, {})
        if value is ABSENT:
            holder.pop(last, None)
        else:
            holder[last] = value
    return document


def at(document, path):
    """The value at "creation.time_limit", or ABSENT."""
    for step in path.split("."):
        if not isinstance(document, dict) or step not in document:
            return ABSENT
        document = document[step]
    return document


def fs_repository(cluster, name):
    """A repository that the cluster itself registers; its name."""
    cluster.put(f"/_snapshot/{name}", {"type": "fs", "settings": {"location": str(cluster.repositories / name)}})
    return name


def policy(name, repository, schedule='{ cron = "0 2 * * *" }', more="", label="it"):
    """The resource, as configuration."""
    return (
        f'resource "esdr_snapshot_policy" "{label}" {{\n  name = "{name}"\n  repository = "{repository}"\n'
        + (f"  schedule = {schedule}\n" if schedule else "")
        + f"  {more}\n}}\n"
    )
