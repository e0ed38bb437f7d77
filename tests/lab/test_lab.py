"""The lab itself, on its real servers: what acceptance tests and the demo rely on. Every test has names of its own and cleans up after itself, so that
others may use the lab meanwhile."""
import datetime
import time
import uuid

import pytest

from lab import Lab

SM = "/_plugins/_sm/policies"
CLUSTERS = ("primary", "dr", "elasticsearch")


@pytest.fixture(scope="module")
def lab():
    return Lab.load()


@pytest.fixture
def primary(lab):
    return lab.cluster("primary")


@pytest.fixture
def dr(lab):
    return lab.cluster("dr")


@pytest.fixture
def token(lab):
    """A word that nothing else in the lab has in its name; repositories, policies and indices that have it are gone afterwards."""
    token = f"lab-{uuid.uuid4().hex[:8]}"
    yield token
    for name in CLUSTERS:
        cluster = lab.cluster(name)
        for repository in [repository for repository in cluster.get("/_snapshot") if repository.startswith(token)]:
            cluster.delete(f"/_snapshot/{repository}")
        for index in cluster.get(f"/_cat/indices/{token}*?format=json&h=index"):
            cluster.delete(f"/{index['index']}")
    lab.cluster("primary").call("DELETE", f"{SM}/{token}", through_front=True)
    lab.cluster("elasticsearch").call("DELETE", f"/_slm/policy/{token}", through_front=True)


@pytest.fixture
def buckets(lab, token):
    """A bucket with versions for each user: user -> name."""
    made = {user: f"{token}-{user}" for user in ("primary", "dr")}
    for user, bucket in made.items():
        lab.s3(user).create_bucket(Bucket=bucket)
        lab.s3(user).put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    yield made
    for user, bucket in made.items():
        lab.empty_bucket(user, bucket=bucket)
        lab.s3(user).delete_bucket(Bucket=bucket)


@pytest.fixture
def moving(lab):
    """control = moving("primary"): policies there run only when told to, until the test is over."""
    moved = []

    def take(name):
        control = lab.control(name)
        control.automatic(False)
        moved.append(control)
        return control
    yield take
    for control in moved:
        control.call("POST", "/clock", {"reset": True, "automatic": True})


def twelve_hours_from_now():
    """An hour of the day: no test moves a clock to where it is just that."""
    return (datetime.datetime.now(datetime.timezone.utc).hour + 12) % 24


def until(reached, seconds=120):
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def s3_repository(bucket, **more):
    return {"type": "s3", "settings": {"bucket": bucket, "base_path": "snapshots", "shard_path_type": "fixed", **more}}


def fs_repository(cluster, token):
    return {"type": "fs", "settings": {"location": str(cluster.repositories / token)}}


def test_a_snapshot_is_restored_in_the_other_region_from_the_replicated_bucket(lab, primary, dr, token, buckets):
    primary.fill(token, 500, shards=2)
    primary.put(f"/_snapshot/{token}", s3_repository(buckets["primary"]), through_front=True)
    taken = primary.put(f"/_snapshot/{token}/one?wait_for_completion=true", {"indices": token}, through_front=True)["snapshot"]
    assert taken["state"] == "SUCCESS" and taken["shards"]["successful"] == 2
    both = {"source_bucket": buckets["primary"], "target_bucket": buckets["dr"], "prefix": "snapshots/"}
    copied = lab.replicate(**both)
    assert copied and copied == lab.keys("primary", "snapshots/", buckets["primary"]) and lab.replicate(**both) == []
    dr.put(f"/_snapshot/{token}", s3_repository(buckets["dr"], readonly=True))
    assert dr.snapshots(token) == ["one"]
    dr.post(f"/_snapshot/{token}/one/_restore?wait_for_completion=true", {"indices": token})
    assert dr.count(token) == 500
    seen = [entry for entry in lab.control("primary").requests() if token in entry["path"]]
    assert [(entry["method"], entry["status"], entry["origin"]) for entry in seen] == [("PUT", 200, "forwarded")] * 2


def test_each_region_has_its_own_keys(primary, token, buckets):
    assert primary.call("PUT", f"/_snapshot/{token}", s3_repository(buckets["dr"])).status_code == 500
    primary.delete(f"/_snapshot/{token}")
    primary.put(f"/_snapshot/{token}", s3_repository(buckets["dr"], client="dr"))


def test_the_buckets_of_the_story_are_there_with_versions(lab):
    for user, bucket in (("primary", "acme-backups-us-east-1"), ("dr", "acme-backups-us-west-2")):
        assert lab.bucket(user) == bucket
        assert lab.s3(user).get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"


def test_a_policy_makes_and_deletes_real_snapshots_while_the_clock_moves(primary, moving, token):
    control = moving("primary")
    primary.fill(token, 10)
    primary.put(f"/_snapshot/{token}", fs_repository(primary, token))
    primary.snapshot(token, f"{token}-initial", indices=token)
    schedule = {"cron": {"expression": f"0 {twelve_hours_from_now()} * * *", "timezone": "UTC"}}
    body = {"creation": {"schedule": schedule}, "deletion": {"condition": {"max_age": "2d"}}, "snapshot_config": {"repository": token, "indices": token}}
    primary.post(f"{SM}/{token}", body, through_front=True)
    made = []
    for _ in range(5):
        control.advance("1d")
        control.tick()
        made.append([name for name in primary.snapshots(token) if name != f"{token}-initial"])
    assert [len(names) for names in made] == [1, 2, 2, 2, 2]
    assert made[0][0] not in made[-1], "what is older than two days is really gone"
    assert primary.get(f"/_snapshot/{token}/{made[-1][0]}")["snapshots"][0]["metadata"] == {"sm_policy": token}
    assert f"{token}-initial" in primary.snapshots(token)


def test_a_lifecycle_rule_expires_its_prefix_within_a_few_short_days_and_nothing_else(lab, buckets):
    s3, bucket = lab.s3("primary"), buckets["primary"]
    for key in ("auto-purge/one", "auto-purge/two", "kept/one"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    rule = {"ID": "auto-purge", "Filter": {"Prefix": "auto-purge/"}, "Status": "Enabled", "Expiration": {"Days": 1}}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})
    until(lambda: not lab.keys("primary", "auto-purge/", bucket))
    assert lab.keys("primary", bucket=bucket) == ["kept/one"]
    hidden = [key for kind, key, _, latest in lab.versions("primary", bucket=bucket) if kind == "DeleteMarkers" and latest]
    assert sorted(hidden) == ["auto-purge/one", "auto-purge/two"]


def test_replication_leaves_deletions_behind_unless_told_otherwise(lab, buckets):
    both = {"source_bucket": buckets["primary"], "target_bucket": buckets["dr"]}
    s3 = lab.s3("primary")
    s3.put_object(Bucket=buckets["primary"], Key="a", Body=b"1")
    lab.replicate(**both)
    s3.delete_object(Bucket=buckets["primary"], Key="a")
    lab.replicate(**both)
    assert lab.keys("dr", bucket=buckets["dr"]) == ["a"]
    lab.replicate(**both, delete_markers=True)
    assert lab.keys("dr", bucket=buckets["dr"]) == []


def test_the_primary_user_may_assume_the_role(lab, buckets):
    keys = lab.sts().assume_role(RoleArn=lab.description["s3"]["role_arn"], RoleSessionName="test")["Credentials"]
    session = lab.client("s3", "us-east-1", keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    session.put_object(Bucket=buckets["primary"], Key="assumed", Body=b"x")
    assert lab.keys("primary", bucket=buckets["primary"]) == ["assumed"]


def test_elasticsearch_answers_no_banner(lab):
    response = lab.cluster("elasticsearch").call("GET", "/", through_front=True)
    assert (response.status_code, response.headers["X-elastic-product"]) == (405, "Elasticsearch")


def test_a_lifecycle_policy_makes_and_deletes_real_snapshots_on_elasticsearch(lab, moving, token):
    elasticsearch, control, hour = lab.cluster("elasticsearch"), moving("elasticsearch"), twelve_hours_from_now()
    control.call("POST", "/settings", {"slm.retention_schedule": f"0 30 {hour} * * ?"})
    elasticsearch.fill(token, 10)
    elasticsearch.put(f"/_snapshot/{token}", fs_repository(elasticsearch, token))
    elasticsearch.snapshot(token, f"{token}-initial", indices=token)
    body = {"name": f"<{token}-{{now/d}}>", "schedule": f"0 0 {hour} * * ?", "repository": token, "config": {"indices": [token]},
            "retention": {"expire_after": "2d", "min_count": 1}}
    elasticsearch.put(f"/_slm/policy/{token}", body, through_front=True)
    for _ in range(5):
        control.advance("1d")
        control.tick()
    control.call("POST", "/settings", {"slm.retention_schedule": None})
    left = elasticsearch.snapshots(token)
    assert f"{token}-initial" in left and len(left) == 3
    shown = elasticsearch.get(f"/_slm/policy/{token}", through_front=True)[token]
    assert (shown["stats"]["snapshots_taken"], shown["stats"]["snapshots_deleted"]) == (5, 3)
    newest = elasticsearch.get(f"/_snapshot/{token}/{shown['last_success']['snapshot_name']}")["snapshots"][0]
    assert newest["state"] == "SUCCESS" and newest["metadata"] == {"policy": token}


def test_the_second_cluster_reads_a_shared_folder(primary, dr, token):
    primary.fill(token, 10)
    location = str(primary.shared_repositories / token)
    primary.put(f"/_snapshot/{token}", {"type": "fs", "settings": {"location": location}})
    primary.snapshot(token, "one", indices=token)
    dr.put(f"/_snapshot/{token}", {"type": "fs", "settings": {"location": location, "readonly": True}})
    assert dr.snapshots(token) == ["one"]


def test_a_fault_hits_the_front_and_leaves_the_witness_alone(lab, primary, token):
    path = f"/_snapshot/{token}"
    lab.control("primary").fault(path=f"^{path}$", status=502, body="<html></html>", content_type="text/html")
    assert primary.call("GET", path).status_code == 404
    assert primary.call("GET", path, through_front=True).status_code == 502
    assert primary.call("GET", path, through_front=True).status_code == 404
