"""The lab as tests and the demo see it: independent witnesses of what the product did, and the levers of the fakes.

    lab = Lab.load()
    lab.cluster("primary").put("/_snapshot/dr", {...})
    lab.control("primary").advance("5d"); lab.control("primary").tick()
"""
import json
import os
import pathlib

import boto3
import botocore.config
import requests

RUN = pathlib.Path(os.environ.get("ESDR_LAB_RUN") or "/tmp/esdr-lab")


class NotRunning(Exception):
    """There is no lab; tests/lab/up.sh brings it up."""


class Cluster:
    """Calls to the real server, past the fake: what it answers owes nothing to the product or the proxy. With `through_front`, the way the product goes."""

    def __init__(self, description):
        self.url = description["url"]
        self.direct_url = description["direct_url"]
        self.repositories = pathlib.Path(description["repositories"])
        self.shared_repositories = pathlib.Path(description["shared_repositories"])
        self.version = description["version"]
        self.engine = description["engine"]

    def call(self, method, path, body=None, through_front=False, timeout=120):
        """The response of `requests`, whatever its status. A body may be JSON, or text for _bulk."""
        kind = "application/x-ndjson" if isinstance(body, str) else "application/json"
        data = None if body is None else body if isinstance(body, str) else json.dumps(body)
        base = self.url if through_front else self.direct_url
        with requests.Session() as session:
            session.trust_env = False           # no proxy of the machine may stand between
            return session.request(method, base + path, data=data, headers={"content-type": kind} if data else {}, timeout=timeout)

    def ok(self, method, path, body=None, **more):
        """The JSON of a successful answer; otherwise an AssertionError that shows it."""
        response = self.call(method, path, body, **more)
        assert response.status_code < 300, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def get(self, path, **more):
        return self.ok("GET", path, **more)

    def put(self, path, body=None, **more):
        return self.ok("PUT", path, body, **more)

    def post(self, path, body=None, **more):
        return self.ok("POST", path, body, **more)

    def delete(self, path, **more):
        return self.ok("DELETE", path, **more)

    # ---- what tests do often ----

    def fill(self, index, documents, shards=1):
        """An index with documents {"n": 0..}, made anew."""
        self.call("DELETE", f"/{index}")
        self.put(f"/{index}", {"settings": {"number_of_shards": shards, "number_of_replicas": 0}})
        lines = "".join(f'{{"index":{{"_id":"{n}"}}}}\n{{"n":{n},"text":"document number {n}"}}\n' for n in range(documents))
        answer = self.post(f"/{index}/_bulk?refresh=true", lines)
        assert not answer["errors"], answer

    def count(self, index):
        self.post(f"/{index}/_refresh")
        return self.get(f"/{index}/_count")["count"]

    def snapshot(self, repository, name, **body):
        """Takes a snapshot and waits for it."""
        return self.put(f"/_snapshot/{repository}/{name}?wait_for_completion=true", body)["snapshot"]

    def snapshots(self, repository):
        """Names, oldest first; none when the repository has none or is not there."""
        response = self.call("GET", f"/_snapshot/{repository}/_all")
        if response.status_code == 404:
            return []
        found = sorted(response.json()["snapshots"], key=lambda snapshot: snapshot["start_time_in_millis"])
        return [snapshot["snapshot"] for snapshot in found]

    def forget(self):
        """No snapshots, repositories and indices of tests: a cluster as new, but for what its fake remembers."""
        for repository, known in self.get("/_snapshot").items():
            if known["settings"].get("readonly") != "true":
                for name in self.snapshots(repository):
                    self.call("DELETE", f"/_snapshot/{repository}/{name}")
            self.call("DELETE", f"/_snapshot/{repository}")
        for index in self.get("/_cat/indices?format=json&h=index"):
            if not index["index"].startswith("."):
                self.call("DELETE", f"/{index['index']}")


class Control:
    """The control port of a front. Before a product that is real it has no clock and no policies, only requests and faults."""

    def __init__(self, description):
        self.url = description["control_url"]
        self.is_real = description["sm_is_real"] or description["slm_is_real"]

    def call(self, method, path, body=None):
        with requests.Session() as session:
            session.trust_env = False
            response = session.request(method, self.url + path, json=body, timeout=180)
        assert response.status_code < 300, f"{method} {path}: {response.status_code} {response.text}"
        return response.json()

    def clock(self):
        """{"now", "offset", "automatic"}"""
        return self.call("GET", "/clock")

    def advance(self, duration):
        return self.call("POST", "/clock", {"advance": duration})

    def set_clock(self, milliseconds):
        return self.call("POST", "/clock", {"set": milliseconds})

    def automatic(self, wanted):
        """Whether policies also run each real minute; tests that move the clock switch it off."""
        return self.call("POST", "/clock", {"automatic": wanted})

    def tick(self):
        return self.call("POST", "/tick")

    def policies(self):
        return self.call("GET", "/policies")["policies"]

    def poison(self, name):
        return self.call("POST", "/poison", {"name": name})

    def fault(self, method=".*", path=".*", **how):
        """The next request that matches suffers: status=, body=, content_type=, headers=, hang= (seconds), cut= ("before", "half"), count=."""
        return self.call("POST", "/fault", {"method": method, "path": path, **how})

    def requests(self):
        return self.call("GET", "/requests")

    def forget_requests(self):
        return self.call("DELETE", "/requests")

    def reset(self):
        """No policies, real time, no faults, no recorded requests."""
        if not self.is_real:
            self.call("POST", "/reset")
            self.call("POST", "/clock", {"reset": True, "automatic": True})
        self.call("DELETE", "/fault")
        self.call("DELETE", "/requests")


class Lab:
    def __init__(self, description):
        self.description = description
        self.day_seconds = description["s3"]["day_seconds"]
        self.endpoint = description["s3"]["endpoint"]

    @classmethod
    def load(cls):
        try:
            return cls(json.loads((RUN / "lab.json").read_text()))
        except OSError:
            raise NotRunning("no lab; tests/lab/up.sh brings it up") from None

    def cluster(self, name):
        """primary, dr or elasticsearch"""
        return Cluster(self.description[name])

    def control(self, name):
        return Control(self.description[name])

    def bucket(self, user):
        return self.description["s3"]["users"][user]["bucket"]

    def s3(self, user="primary"):
        """A boto3 client with the keys of primary or dr."""
        keys = self.description["s3"]["users"][user]
        return self.client("s3", keys["region"], keys["access_key"], keys["secret_key"])

    def client(self, service, region, access_key, secret_key, session_token=None):
        settings = botocore.config.Config(s3={"addressing_style": "path"}, proxies={}, retries={"max_attempts": 1},
                                          request_checksum_calculation="when_required", response_checksum_validation="when_required")
        return boto3.client(service, endpoint_url=self.endpoint, region_name=region, aws_access_key_id=access_key,
                            aws_secret_access_key=secret_key, aws_session_token=session_token, config=settings)

    def sts(self, user="primary"):
        keys = self.description["s3"]["users"][user]
        return self.client("sts", keys["region"], keys["access_key"], keys["secret_key"])

    def keys(self, user="primary", prefix="", bucket=None):
        """The keys that a listing shows."""
        pages = self.s3(user).get_paginator("list_objects_v2").paginate(Bucket=bucket or self.bucket(user), Prefix=prefix)
        return [entry["Key"] for page in pages for entry in page.get("Contents", [])]

    def versions(self, user="primary", prefix="", bucket=None):
        """(kind, key, version, is latest) of all versions and delete markers; kind is "Versions" or "DeleteMarkers"."""
        pages = self.s3(user).get_paginator("list_object_versions").paginate(Bucket=bucket or self.bucket(user), Prefix=prefix)
        return [(kind, entry["Key"], entry["VersionId"], entry["IsLatest"])
                for page in pages for kind in ("Versions", "DeleteMarkers") for entry in page.get(kind, [])]

    def replicate(self, source="primary", target="dr", prefix="", source_bucket=None, target_bucket=None, delete_markers=False):
        """Copies objects as S3 replication would: what is new or changed; deletions by a lifecycle rule never; delete markers only when asked.
        The keys that were copied, in order."""
        reader, writer = self.s3(source), self.s3(target)
        from_bucket, to_bucket = source_bucket or self.bucket(source), target_bucket or self.bucket(target)
        present = self.tags(writer, to_bucket, prefix)
        copied = []
        for key, tag in self.tags(reader, from_bucket, prefix).items():
            if present.get(key) != tag:
                given = reader.get_object(Bucket=from_bucket, Key=key)
                writer.put_object(Bucket=to_bucket, Key=key, Body=given["Body"].read(), Metadata=given["Metadata"], ContentType=given["ContentType"])
                copied.append(key)
        if delete_markers:
            hidden = {key for kind, key, _, latest in self.versions(source, prefix, from_bucket) if kind == "DeleteMarkers" and latest}
            for key in sorted(hidden & set(present)):
                writer.delete_object(Bucket=to_bucket, Key=key)
        return copied

    @staticmethod
    def tags(client, bucket, prefix):
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return {entry["Key"]: entry["ETag"] for page in pages for entry in page.get("Contents", [])}

    def empty_bucket(self, user="primary", prefix="", bucket=None):
        """Every version and marker, and the bucket's lifecycle document."""
        client, name = self.s3(user), bucket or self.bucket(user)
        if not prefix:
            client.delete_bucket_lifecycle(Bucket=name)
        found = [{"Key": key, "VersionId": version} for _, key, version, _ in self.versions(user, prefix, name)]
        for start in range(0, len(found), 1000):
            client.delete_objects(Bucket=name, Delete={"Objects": found[start:start + 1000], "Quiet": True})

    def forget_policies(self, name):
        """Those of a real product; a fake's reset has dropped its own."""
        cluster, about = self.cluster(name), self.description[name]
        if about["sm_is_real"]:
            for policy in cluster.get("/_plugins/_sm/policies?size=1000")["policies"]:
                cluster.delete(f"/_plugins/_sm/policies/{policy['sm_policy']['name']}")
        if about["slm_is_real"]:
            for identifier in cluster.get("/_slm/policy"):
                cluster.delete(f"/_slm/policy/{identifier}")

    def reset(self):
        """Everything as after up.sh, without starting anything anew."""
        for name in ("primary", "dr", "elasticsearch"):
            self.control(name).reset()
            self.forget_policies(name)
            self.cluster(name).forget()
        for user in ("primary", "dr"):
            self.empty_bucket(user)
