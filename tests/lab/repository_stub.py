"""Just enough of the _snapshot API for tests of the fakes: one repository, snapshots that finish when they are told to."""
import fnmatch
import json
import threading
import urllib.parse

from fakes.http import Answer, Handler, Server


class RepositoryStub:
    """A snapshot is in progress when it is first looked at, and has the state `outcome` from then on."""

    def __init__(self, now):
        self.now = now                  # milliseconds
        self.repositories = {"r"}
        self.snapshots = {}
        self.outcome = "SUCCESS"
        self.health = "green"
        self.failure = None             # (status, error) that every creation and deletion is answered with
        self.bodies = {}
        handler = type("StubHandler", (StubHandler,), {"stub": self})
        self.server = Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def add(self, name, metadata=None, state="SUCCESS", start=None):
        start = start or self.now()
        self.snapshots[name] = {"snapshot": name, "uuid": f"uuid-{name}", "state": state, "metadata": metadata, "start_time_in_millis": start,
                                "end_time_in_millis": start + 1, "failures": [], "shards": {"total": 1, "failed": 0, "successful": 1}}

    # ---- answers ----

    def answer(self, method, path, body):
        parts = [urllib.parse.unquote(part) for part in path.partition("?")[0].strip("/").split("/")]
        if parts == ["_cluster", "health"]:
            return 200, {"status": self.health}
        if parts[0] != "_snapshot" or parts[1] not in self.repositories:
            return error(404, "repository_missing_exception", f"[{parts[1]}] missing")
        if len(parts) == 2:
            return 200, {parts[1]: {"type": "fs", "settings": {}}}
        return getattr(self, method.lower())(parts[2], body)

    def get(self, pattern, _):
        found = [snapshot for name, snapshot in self.snapshots.items() if self.is_meant(pattern, name, snapshot)]
        if not found and "*" not in pattern and pattern not in ("_all", "_current"):
            return error(404, "snapshot_missing_exception", f"[r:{pattern}] is missing")
        shown = [dict(snapshot) for snapshot in found]
        for snapshot in found:
            if snapshot["state"] == "IN_PROGRESS":
                snapshot["state"] = self.outcome
        return 200, {"snapshots": shown}

    @staticmethod
    def is_meant(pattern, name, snapshot):
        if pattern == "_current":
            return snapshot["state"] == "IN_PROGRESS"
        return pattern == "_all" or any(fnmatch.fnmatchcase(name, part) for part in pattern.split(","))

    def put(self, name, body):
        if self.failure:
            return self.failure
        self.bodies[name] = body
        self.add(name, body.get("metadata"), "IN_PROGRESS")
        return 200, {"accepted": True}

    def delete(self, names, _):
        if self.failure:
            return self.failure
        for name in names.split(","):
            self.snapshots.pop(name, None)
        return 200, {"acknowledged": True}


def error(status, kind, reason):
    return status, {"error": {"root_cause": [], "type": kind, "reason": reason}, "status": status}


class StubHandler(Handler):
    stub = None

    def serve(self):
        body = b"".join(self.body_chunks())
        self.send(Answer.of(*self.stub.answer(self.command, self.target, json.loads(body) if body else None)))
