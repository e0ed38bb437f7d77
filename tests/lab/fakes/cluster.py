"""The cluster behind a fake, as the policies it runs see it."""
import http.client
import json
import urllib.parse


class Failure(Exception):
    """An answer that is no success; `kind` and `reason` are the server's."""

    def __init__(self, status, error):
        cause = error if isinstance(error, dict) else {"type": None, "reason": str(error)}
        super().__init__(cause.get("reason"))
        self.status, self.kind, self.reason = status, cause.get("type"), cause.get("reason")


class Cluster:
    def __init__(self, url, timeout=120):
        self.url = urllib.parse.urlsplit(url)
        self.timeout = timeout

    def call(self, method, path, body=None):
        kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
        connection = kind(self.url.hostname, self.url.port, timeout=self.timeout)
        try:
            payload = None if body is None else json.dumps(body).encode()
            connection.request(method, path, payload, {"content-type": "application/json"} if payload else {})
            response = connection.getresponse()
            status, raw = response.status, response.read()
        except (OSError, http.client.HTTPException) as problem:
            raise Failure(None, str(problem)) from problem
        finally:
            connection.close()
        return self.checked(status, raw)

    @staticmethod
    def checked(status, raw):
        try:
            value = json.loads(raw)
        except ValueError:
            value = {"error": raw.decode(errors="replace")}
        if status >= 300:
            raise Failure(status, value.get("error") if isinstance(value, dict) else value)
        return value

    @staticmethod
    def quoted(name):
        return urllib.parse.quote(name, safe="*,")

    def is_red(self):
        return self.call("GET", "/_cluster/health")["status"] == "red"

    def repository_exists(self, repository):
        try:
            self.call("GET", f"/_snapshot/{self.quoted(repository)}")
        except Failure as failure:
            if failure.kind == "repository_missing_exception":
                return False
            raise
        return True

    def snapshots(self, repository, pattern):
        """None of these names: an empty list."""
        try:
            return self.call("GET", f"/_snapshot/{self.quoted(repository)}/{self.quoted(pattern)}")["snapshots"]
        except Failure as failure:
            if failure.kind == "snapshot_missing_exception":
                return []
            raise

    def create_snapshot(self, repository, name, body):
        self.call("PUT", f"/_snapshot/{self.quoted(repository)}/{self.quoted(name)}?wait_for_completion=false", body)

    def delete_snapshots(self, repository, names):
        self.call("DELETE", f"/_snapshot/{self.quoted(repository)}/{','.join(self.quoted(name) for name in names)}")
