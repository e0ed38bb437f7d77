"""What Snapshot Management does with a policy each minute: two workflows, creation and deletion, whose state is kept in a document of its own.
Source: snapshots.md 3.7, test-lab.md 5, and the plugin's state machine (opensearch-project/index-management, engine/)."""
import copy
import datetime
import random
import string

from . import date_pattern, sm_document, time_value, zones
from .cluster import Failure

RETRIES = 3
DEFAULT_FORMAT = "yyyy-MM-dd'T'HH:mm:ss"
CONCURRENT = "Concurrent snapshot exception happened, retrying..."


class Stay(Exception):
    """The state has not been passed; it is tried again at the next run."""


class Fail(Exception):
    """The state failed; it is tried again, three times. With `reset` the workflow begins anew at once."""

    def __init__(self, reset=False):
        super().__init__()
        self.reset = reset


def initial(policy, seq_no, now):
    """What is remembered of a policy that has not run yet."""
    remembered = {"policy_seq_no": seq_no, "policy_primary_term": 1}
    for part in ("creation", "deletion"):
        if part in policy:
            remembered[part] = beginning(part, policy, now)
    return remembered


def beginning(part, policy, now):
    return {"current_state": f"{part.upper()}_START", "trigger": {"time": sm_document.next_run(policy[part]["schedule"], now)}}


def follow_change(remembered, policy, seq_no, now):
    """After a policy was written again its next runs are computed anew."""
    if seq_no <= remembered["policy_seq_no"]:
        return remembered
    remembered = {**copy.deepcopy(remembered), "policy_seq_no": seq_no}
    for part in ("creation", "deletion"):
        if part in policy:
            former = remembered.get(part) or beginning(part, policy, now)
            remembered[part] = {**former, "trigger": {"time": sm_document.next_run(policy[part]["schedule"], now)}}
    return remembered


class Run:
    """One run of one policy."""

    def __init__(self, cluster, clock, policy, remembered):
        self.cluster, self.clock, self.policy = cluster, clock, policy
        self.remembered = copy.deepcopy(remembered)
        self.repository = policy["snapshot_config"]["repository"]
        self.name = policy["name"]

    def perform(self):
        """What is to be remembered afterwards."""
        for part in (Creation, Deletion):
            if self.remembered.get(part.name):
                part(self).advance()
        return self.remembered

    def snapshots(self, pattern):
        """Those of this policy, and those that match what else is asked for: the snapshot pattern, one name."""
        found = self.cluster.snapshots(self.repository, pattern)
        others = [part for part in pattern.split(",") if part.strip() != f"{self.name}*"]
        return [snapshot for snapshot in found
                if (snapshot.get("metadata") or {}).get("sm_policy") == self.name or any(matches(part, snapshot["snapshot"]) for part in others)]

    def born(self, snapshot):
        return self.clock.seen(snapshot["start_time_in_millis"])


def matches(pattern, name):
    """`*` stands for anything; nothing else is special."""
    first, *rest = pattern.strip().split("*")
    if not rest:
        return first == name
    if not name.startswith(first):
        return False
    at = len(first)
    for piece in rest[:-1]:
        at = name.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return name.endswith(rest[-1]) and len(name) - len(rest[-1]) >= at


class Workflow:
    name = None             # "creation" or "deletion"
    transitions = {}        # state -> (next state, what it does, whether the one after it follows at once)

    def __init__(self, run):
        self.run = run
        self.state = run.remembered[self.name]

    def advance(self):
        follows = True
        while follows:
            before = self.state["current_state"]
            state, action, follows = self.transitions[before]
            try:
                getattr(self, action)()
                self.state["current_state"] = state
                self.state.pop("retry", None)
            except Stay:
                self.state["current_state"] = before
                self.state.pop("retry", None)
                return
            except Fail as failure:
                self.retry(before, failure.reset)
                return

    def retry(self, state, reset):
        left = self.state["retry"]["count"] - 1 if "retry" in self.state else RETRIES
        if reset:
            self.reset()
        elif left > 0:
            self.state |= {"current_state": state, "retry": {"count": left}}
        else:
            self.note("FAILED", end=True)
            self.reset()

    def reset(self):
        self.state["current_state"] = f"{self.name.upper()}_START"
        self.state.pop("started", None)
        self.state.pop("retry", None)

    def note(self, status, message=None, cause=None, end=False):
        """What _explain shows of the latest execution. It is a new one when nothing was under way."""
        now = self.run.clock.now()
        info = {key: stamped(text, now) for key, text in (("message", message), ("cause", cause)) if text is not None}
        began = self.state["latest_execution"]["start_time"] if "started" in self.state else now
        latest = {"status": status, "start_time": began}
        if end and "started" in self.state:
            latest["end_time"] = now
        self.state["latest_execution"] = {**latest, "info": info}

    def begin(self):
        pass

    def pass_trigger(self):
        """When the time has come, the next time is computed from now: what was missed is not made up for."""
        now = self.run.clock.now()
        if now < self.state["trigger"]["time"]:
            return False
        self.state["trigger"]["time"] = sm_document.next_run(self.run.policy[self.name]["schedule"], now)
        return True

    def wait_for_trigger(self):
        if self.name not in self.run.policy:
            del self.run.remembered[self.name]
            raise Fail(reset=True)
        if not self.pass_trigger():
            raise Stay

    def within_time_limit(self):
        limit = self.run.policy[self.name].get("time_limit")
        if limit and self.run.clock.now() - self.state["latest_execution"]["start_time"] > time_value.milliseconds(limit):
            self.note("TIME_LIMIT_EXCEEDED", cause=f"Time limit {limit} exceeded during snapshot {self.name} step", end=True)
            raise Fail(reset=True)

    def ask(self, question, what, *arguments):
        """A call to the cluster; a failure is noted with `what` was tried."""
        try:
            return question(*arguments)
        except Failure as failure:
            if failure.kind == "concurrent_snapshot_execution_exception":
                self.note("RETRYING", CONCURRENT)
                raise Stay from failure
            self.note("RETRYING", what, failure.reason)
            raise Fail from failure


def stamped(text, now):
    return f"[{datetime.datetime.fromtimestamp(now // 1000, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}]: {text}"


class Creation(Workflow):
    name = "creation"
    transitions = {
        "CREATION_START": ("CREATION_CONDITION_MET", "wait_for_trigger", True),
        "CREATION_CONDITION_MET": ("CREATING", "create", False),
        "CREATING": ("CREATION_FINISHED", "finish", True),
        "CREATION_FINISHED": ("CREATION_START", "begin", True),
    }

    def create(self):
        present = self.ask(self.run.snapshots, "Caught exception while getting snapshots to decide if snapshot has been created in previous "
                           "execution period.", f"{self.run.name}*")
        period = sm_document.moments(self.run.policy["creation"]["schedule"]).before(self.run.clock.now())
        if present and period is not None and self.run.born(present[-1]) >= period:
            self.note("IN_PROGRESS")
            self.state["started"] = [present[-1]["snapshot"]]
            return
        name = snapshot_name(self.run.policy, self.run.clock.now())
        config = self.run.policy["snapshot_config"]
        body = {**config, "metadata": {**(config.get("metadata") or {}), "sm_policy": self.run.name}}
        self.ask(self.run.cluster.create_snapshot, f"Caught exception while creating snapshot {name}.", self.run.repository, name, body)
        self.note("IN_PROGRESS", f"Snapshot {name} creation has been started and waiting for completion.")
        self.state["started"] = [name]

    def finish(self):
        if "started" not in self.state:
            return
        name = self.state["started"][0]
        found = self.ask(self.run.snapshots, f"Caught exception while getting started creation snapshot [{name}].", name)
        if not found:       # somebody deleted it
            self.note("SUCCESS", f"Snapshot {name} not found while checking if it has been created.", end=True)
            self.reset()
            return
        self.judge(name, found[0])
        self.pass_trigger()
        if "started" in self.state:
            raise Stay

    def judge(self, name, snapshot):
        if snapshot["state"] == "IN_PROGRESS":
            self.within_time_limit()
        elif snapshot["state"] == "SUCCESS":
            self.note("SUCCESS", f"Snapshot {name} creation has finished successfully.", end=True)
            del self.state["started"]
        else:
            self.note("FAILED", f"Snapshot {name} creation failed as the snapshot is in the {snapshot['state']} state.", snapshot.get("reason"), end=True)
            del self.state["started"]
            raise Fail(reset=True)


class Deletion(Workflow):
    name = "deletion"
    transitions = {
        "DELETION_START": ("DELETION_CONDITION_MET", "wait_for_trigger", True),
        "DELETION_CONDITION_MET": ("DELETING", "delete", False),
        "DELETING": ("DELETION_FINISHED", "finish", True),
        "DELETION_FINISHED": ("DELETION_START", "begin", True),
    }

    def candidates(self, what):
        extra = self.run.policy["deletion"].get("snapshot_pattern")
        found = self.ask(self.run.snapshots, what, f"{self.run.name}*" + (f",{extra}" if extra else ""))
        return sorted({snapshot["snapshot"]: snapshot for snapshot in found}.values(), key=self.run.born)

    def delete(self):
        found = self.candidates("Caught exception while getting snapshots to decide which snapshots to delete.")
        finished = [snapshot for snapshot in found if snapshot["state"] != "IN_PROGRESS"]
        names = [snapshot["snapshot"] for snapshot in expired(finished, self.run.policy["deletion"]["condition"], self.run)]
        if not names:
            return
        listed = f"[{', '.join(names)}]"
        self.ask(self.run.cluster.delete_snapshots, f"Caught exception while deleting snapshot {listed}.", self.run.repository, names)
        self.note("IN_PROGRESS", f"Snapshots {listed} deletion has been started and waiting for completion.")
        self.state["started"] = names

    def finish(self):
        if "started" not in self.state:
            return
        listed = f"[{', '.join(self.state['started'])}]"
        found = self.candidates(f"Caught exception while getting snapshots to decide if snapshots [{listed}] has been deleted.")
        if {snapshot["snapshot"] for snapshot in found} & set(self.state["started"]):
            self.within_time_limit()
        else:
            self.note("SUCCESS", f"Snapshot(s) {listed} deletion has finished.", end=True)
            del self.state["started"]
        self.pass_trigger()
        if "started" in self.state:
            raise Stay


def expired(snapshots, condition, run):
    """The oldest of `snapshots` (oldest first) that are to go: by age as far as min_count stays, by number as far as max_count demands."""
    count = 0
    if "max_age" in condition:
        oldest = run.clock.now() - time_value.nanoseconds(condition["max_age"], "max_age") // 10**9 * 1000
        count = sum(1 for snapshot in snapshots if run.born(snapshot) < oldest)
        count = min(count, max(len(snapshots) - condition["min_count"], 0))
    if "max_count" in condition:
        count = max(count, len(snapshots) - condition["max_count"])
    return snapshots[:count]


def snapshot_name(policy, now):
    config = policy["snapshot_config"]
    zone = zones.zone(config.get("date_format_timezone") or "UTC")[1]
    moment = datetime.datetime.fromtimestamp(now / 1000, zone)
    date = date_pattern.written(config.get("date_format") or DEFAULT_FORMAT, moment).lower()
    return f"{policy['name']}-{date}-{''.join(random.choices(string.ascii_lowercase + string.digits, k=8))}"
