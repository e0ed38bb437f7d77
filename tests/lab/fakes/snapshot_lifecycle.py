"""Elasticsearch SLM (_slm), in front of a real cluster. Source: snapshots.md 2. There is no recording of a real one.

    python -m fakes.snapshot_lifecycle --listen PORT --control PORT --upstream URL

The control port has one more: POST /settings {"slm.retention_schedule": .., "slm.minimum_interval": ..}, since the node behind does not know them.
"""
import dataclasses
import datetime
import json
import threading

from . import quartz_cron, slm_document, slm_retention, time_value
from .api import Api, json_body
from .clock import SERVERS_GRAIN, Clock
from .cluster import Cluster, Failure
from .errors import illegal_argument, refused
from .http import Answer
from .proxy import main
from .scheduler import Scheduler

ROOT = "/_slm"
SETTINGS = {"slm.retention_schedule": "0 30 1 * * ?", "slm.minimum_interval": slm_document.MINIMUM_INTERVAL}
RUNS = ("retention_runs", "retention_failed", "retention_timed_out")
COUNTS = ("snapshots_taken", "snapshots_failed", "snapshots_deleted", "snapshot_deletion_failures")


@dataclasses.dataclass
class Policy:
    document: dict
    authorization: str | None           # it runs as the user that wrote it
    version: int
    modified: int
    due: int | None = None              # when it runs next
    due_for: int = 0                    # the version for which that was computed
    running: list = dataclasses.field(default_factory=list)
    last_success: dict | None = None
    last_failure: dict | None = None
    counts: dict = dataclasses.field(default_factory=lambda: dict.fromkeys(COUNTS, 0))


def missing(reason):
    return refused(404, "resource_not_found_exception", reason)


def iso(moment):
    return datetime.datetime.fromtimestamp(moment / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def when(name, human_name, moment, human):
    """A moment as the servers show it: in milliseconds, and with ?human as text too."""
    return ({human_name: iso(moment)} if human else {}) | {name: moment}


class SnapshotLifecycle(Scheduler):
    def __init__(self, upstream, clock=None):
        super().__init__(clock)
        self.cluster = Cluster(upstream)
        self.settings = dict(SETTINGS)
        self.reset()

    def reset(self):
        self.policies = {}
        self.configured = False         # whether there ever was a policy
        self.mode = "RUNNING"
        self.runs = dict.fromkeys(RUNS, 0)
        self.deletion_milliseconds = 0
        self.retention_due = None

    # ---- requests ----

    def answers(self, path):
        return API.has(path)

    def answer(self, request):
        with self.lock:
            return API.answer(self, request)

    def put(self, request, identifier):
        now = self.clock.now()
        document = slm_document.read(json_body(request))
        problems = slm_document.problems(identifier, document, now)
        if problems:
            listed = "".join(f"{number}: {problem};" for number, problem in enumerate(problems, 1))
            raise refused(400, "action_request_validation_exception", f"Validation Failed: {listed}")
        if not self.cluster.repository_exists(document["repository"]):
            raise illegal_argument(f"no such repository [{document['repository']}]")
        slm_document.check_interval(document, now, self.settings["slm.minimum_interval"])
        self.store(identifier, document, request.header("authorization"), now)
        return Answer.of(200, {"acknowledged": True})

    def store(self, identifier, document, authorization, now):
        """Writing the same policy again as the same user changes nothing."""
        former = self.policies.get(identifier)
        self.configured = True
        if former is None:
            self.policies[identifier] = Policy(document, authorization, 1, now)
        elif not (slm_document.same(former.document, document) and former.authorization == authorization):
            self.policies[identifier] = dataclasses.replace(former, document=document, authorization=authorization, version=former.version + 1,
                                                            modified=now)

    def get(self, request, names=""):
        wanted = [name for name in names.split(",") if name]
        found = {identifier: policy for identifier, policy in sorted(self.policies.items()) if not wanted or identifier in wanted}
        if wanted and not found:
            listed = f"[{', '.join(wanted)}]"
            raise missing(f"snapshot lifecycle policy or policies {listed} not found" + ("" if self.configured else ", no policies are configured"))
        human = request.query.get("human") in ("", "true")
        return Answer.of(200, {identifier: self.shown(identifier, policy, human) for identifier, policy in found.items()})

    def shown(self, identifier, policy, human):
        next_run = slm_document.next_run(policy.document, policy.modified, self.clock.now())
        shown = {"version": policy.version, **when("modified_date_millis", "modified_date", policy.modified, human), "policy": policy.document}
        if policy.last_success:
            shown["last_success"] = policy.last_success
        if policy.last_failure:
            shown["last_failure"] = policy.last_failure
        shown |= when("next_execution_millis", "next_execution", -1 if next_run is None else next_run, human)
        current = self.in_progress(identifier, policy, human)
        if current:
            shown["in_progress"] = current
        return shown | {"stats": {"policy": identifier, **policy.counts}}

    def in_progress(self, identifier, policy, human):
        try:
            current = self.cluster.snapshots(policy.document["repository"], "_current")
        except Failure:
            return None
        for snapshot in current:
            if (snapshot.get("metadata") or {}).get("policy") == identifier:
                return {"name": snapshot["snapshot"], "uuid": snapshot["uuid"], "state": "STARTED",
                        **when("start_time_millis", "start_time", self.clock.seen(snapshot["start_time_in_millis"]), human)}
        return None

    def delete(self, _, identifier):
        if identifier not in self.policies:
            raise missing(f"snapshot lifecycle policy not found: {identifier}")
        del self.policies[identifier]
        return Answer.of(200, {"acknowledged": True})

    def execute(self, _, identifier):
        if identifier not in self.policies:
            raise illegal_argument(f"no such snapshot lifecycle policy [{identifier}]")
        return Answer.of(200, {"snapshot_name": self.take(identifier, self.policies[identifier])})

    def execute_retention(self, _):
        """Answered before it is done, as on the real server; also while SLM is stopped."""
        threading.Thread(target=self.locked_retention, daemon=True).start()
        return Answer.of(200, {"acknowledged": True})

    def locked_retention(self):
        with self.lock:
            self.retain()

    def stats(self, _):
        totals = {f"total_{name}": sum(policy.counts[name] for policy in self.policies.values()) for name in COUNTS}
        each = [{"policy": identifier, **policy.counts} for identifier, policy in sorted(self.policies.items()) if any(policy.counts.values())]
        return Answer.of(200, {**self.runs, "retention_deletion_time": time_value.written(self.deletion_milliseconds * 10**6),
                               "retention_deletion_time_millis": self.deletion_milliseconds, **totals, "policy_stats": each})

    def status(self, _):
        return Answer.of(200, {"operation_mode": self.mode})

    def start(self, _):
        return self.set_mode("RUNNING")

    def stop(self, _):
        return self.set_mode("STOPPED")

    def set_mode(self, mode):
        self.mode = mode
        return Answer.of(200, {"acknowledged": True})

    # ---- running ----

    def prepare(self):
        now = self.clock.now()
        for policy in self.policies.values():
            if policy.due_for != policy.version:
                policy.due, policy.due_for = slm_document.next_run(policy.document, policy.modified, now), policy.version
        if self.retention_due is None:
            self.retention_due = self.next_retention(now)

    def next_retention(self, now):
        schedule = self.settings["slm.retention_schedule"]
        return quartz_cron.moments(schedule).after(now) if schedule else None

    def wake(self):
        now, acted = self.clock.now(), False
        if self.mode == "RUNNING":
            acted = self.take_what_is_due(now)
        running = [self.follow(policy) for policy in self.policies.values()]
        if any(running):
            return True             # what is being made is finished before retention looks
        if self.mode == "RUNNING" and self.retention_due is not None and now >= self.retention_due:
            self.retention_due = self.next_retention(now)
            self.retain()
            return True
        return acted

    def take_what_is_due(self, now):
        acted = False
        for identifier, policy in list(self.policies.items()):
            if policy.due is not None and policy.due_for == policy.version and now >= policy.due:
                policy.due = slm_document.next_run(policy.document, policy.modified, now)
                self.take(identifier, policy)
                acted = True
        return acted

    def take(self, identifier, policy):
        """Starts a snapshot; its name, also when it cannot be made: that shows later, as the last failure."""
        now = self.clock.now()
        name = slm_document.snapshot_name(policy.document["name"], now)
        config = policy.document.get("config", {})
        body = {**config, "metadata": {**config.get("metadata", {}), "policy": identifier}}
        try:
            self.cluster.create_snapshot(policy.document["repository"], name, body)
            policy.running.append((name, now))
        except Failure as failure:
            self.fail(policy, name, {"type": failure.kind, "reason": failure.reason, "stack_trace": None})
        return name

    def follow(self, policy):
        """Looks after the snapshots that a policy has started; whether some are still being made."""
        for name, began in list(policy.running):
            try:
                found = self.cluster.snapshots(policy.document["repository"], name)
            except Failure as failure:
                found = [{"state": "FAILED", "uuid": None, "shards": {}, "reason": failure.reason}]
            if found and found[0]["state"] == "IN_PROGRESS":
                continue
            policy.running.remove((name, began))
            self.settle(policy, name, began, found[0] if found else {"state": "FAILED", "shards": {}, "reason": "it is gone"})
        return bool(policy.running)

    def settle(self, policy, name, began, snapshot):
        if snapshot["state"] == "SUCCESS":
            policy.last_success = {"snapshot_name": name, "start_time": began, "time": self.clock.now()}
            policy.counts["snapshots_taken"] += 1
            return
        shards = snapshot["shards"]
        reason = f"[{policy.document['repository']}:{name}/{snapshot.get('uuid')}] failed to create successful snapshot, " \
                 f"{shards.get('failed')} out of {shards.get('total')} total shards failed"
        self.fail(policy, name, {"type": "snapshot_exception", "reason": snapshot.get("reason") or reason, "stack_trace": None})

    def fail(self, policy, name, details):
        policy.last_failure = {"snapshot_name": name, "time": self.clock.now(), "details": json.dumps(details)}
        policy.counts["snapshots_failed"] += 1

    def retain(self):
        self.runs["retention_runs"] += 1
        for identifier, policy in self.policies.items():
            if policy.document.get("retention"):
                try:
                    self.retain_of(identifier, policy)
                except Failure:
                    self.runs["retention_failed"] += 1

    def retain_of(self, identifier, policy):
        repository, began = policy.document["repository"], self.clock.now()
        candidates = [(self.clock.seen(snapshot["start_time_in_millis"]), snapshot["state"], snapshot["snapshot"])
                      for snapshot in self.cluster.snapshots(repository, "_all") if (snapshot.get("metadata") or {}).get("policy") == identifier]
        for name in slm_retention.expired(candidates, policy.document["retention"], began):
            try:
                self.cluster.delete_snapshots(repository, [name])
                policy.counts["snapshots_deleted"] += 1
            except Failure:
                policy.counts["snapshot_deletion_failures"] += 1
        self.deletion_milliseconds += self.clock.now() - began

    # ---- control port ----

    def control(self, request):
        if (request.method, request.path) == ("POST", "/settings"):
            return self.change_settings(request.json())
        return super().control(request)

    def change_settings(self, wanted):
        with self.lock:
            unknown = set(wanted) - set(SETTINGS)
            if unknown:
                raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
            self.settings |= {name: SETTINGS[name] if value is None else value for name, value in wanted.items()}
            self.retention_due = self.next_retention(self.clock.now())
            return Answer.of(200, self.settings)

    def state(self):
        policies = {identifier: self.shown(identifier, policy, human=True) for identifier, policy in sorted(self.policies.items())}
        return {"now": self.clock.now(), "operation_mode": self.mode, "policies": policies}

    def poison(self, name):
        raise ValueError("SLM never stores what it cannot read")


TIMEOUTS = {"timeout", "master_timeout"}
API = Api(ROOT, [
    (("policy",), {"GET": (SnapshotLifecycle.get, TIMEOUTS)}),
    (("policy", "{name}"), {
        "GET": (SnapshotLifecycle.get, TIMEOUTS), "PUT": (SnapshotLifecycle.put, TIMEOUTS), "DELETE": (SnapshotLifecycle.delete, TIMEOUTS)}),
    (("policy", "{name}", "_execute"), {"PUT": (SnapshotLifecycle.execute, TIMEOUTS), "POST": (SnapshotLifecycle.execute, TIMEOUTS)}),
    (("_execute_retention",), {"POST": (SnapshotLifecycle.execute_retention, TIMEOUTS)}),
    (("stats",), {"GET": (SnapshotLifecycle.stats, TIMEOUTS)}),
    (("status",), {"GET": (SnapshotLifecycle.status, TIMEOUTS)}),
    (("start",), {"POST": (SnapshotLifecycle.start, TIMEOUTS)}),
    (("stop",), {"POST": (SnapshotLifecycle.stop, TIMEOUTS)}),
], content_type="application/json", headers=[("X-elastic-product", "Elasticsearch")])


def product(upstream):
    lifecycle = SnapshotLifecycle(upstream, Clock(grain=SERVERS_GRAIN))
    lifecycle.run_each_minute()
    return lifecycle


if __name__ == "__main__":
    main(product)
