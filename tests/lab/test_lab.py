"""The lab itself, on its real servers: what acceptance tests and the demo rely on."""
import time

import pytest

from lab import Lab

NOON = 1893499200000      # 2030-01-01T12:00:00Z
SM = "/_plugins/_sm/policies"
LIFECYCLE = [{"ID": "auto-purge", "Filter": {"Prefix": "auto-purge/"}, "Status": "Enabled", "Expiration": {"Days": 1}}]


@pytest.fixture(scope="module")
def lab():
    lab = Lab.load()
    lab.reset()
    yield lab
    lab.reset()


@pytest.fixture
def primary(lab):
    return lab.cluster("primary")


@pytest.fixture
def dr(lab):
    return lab.cluster("dr")


def still(lab, name):
    """The fake's levers, with nothing running by itself, at a noon: no schedule's moment is near."""
    control = lab.control(name)
    control.reset()
    control.automatic(False)
    control.set_clock(NOON)
    return control


def s3_repository(lab, user, **more):
    return {"type": "s3", "settings": {"bucket": lab.bucket(user), "base_path": "snapshots", "shard_path_type": "fixed", **more}}


def until(reached, seconds=120):
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def test_a_snapshot_is_restored_in_the_other_region_from_the_replicated_bucket(lab, primary, dr):
    primary.fill("orders", 500, shards=2)
    primary.put("/_snapshot/main", s3_repository(lab, "primary"), through_front=True)
    taken = primary.put("/_snapshot/main/one?wait_for_completion=true", {"indices": "orders"}, through_front=True)["snapshot"]
    assert taken["state"] == "SUCCESS" and taken["shards"]["successful"] == 2
    copied = lab.replicate(prefix="snapshots/")
    assert copied and copied == lab.keys("primary", "snapshots/") and lab.replicate(prefix="snapshots/") == []
    dr.put("/_snapshot/main", s3_repository(lab, "dr", readonly=True))
    assert dr.snapshots("main") == ["one"]
    dr.post("/_snapshot/main/one/_restore?wait_for_completion=true", {"indices": "orders"})
    assert dr.count("orders") == 500
    assert [entry["origin"] for entry in lab.control("primary").requests()][-2:] == ["forwarded", "forwarded"]


def test_each_region_has_its_own_keys(lab, primary):
    assert primary.call("PUT", "/_snapshot/foreign", {"type": "s3", "settings": {"bucket": lab.bucket("dr"), "base_path": "x"}}).status_code == 500
    primary.delete("/_snapshot/foreign")
    primary.put("/_snapshot/foreign", {"type": "s3", "settings": {"bucket": lab.bucket("dr"), "base_path": "x", "client": "dr"}})
    primary.delete("/_snapshot/foreign")


def test_a_policy_makes_and_deletes_real_snapshots_while_the_clock_moves(lab, primary):
    control = still(lab, "primary")
    primary.fill("docs", 10)
    primary.put("/_snapshot/policy", {"type": "fs", "settings": {"location": str(primary.repositories / "policy")}})
    primary.snapshot("policy", "daily-initial", indices="docs")
    body = {"creation": {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC"}}}, "deletion": {"condition": {"max_age": "2d"}},
            "snapshot_config": {"repository": "policy", "indices": "docs"}}
    primary.post(f"{SM}/daily", body, through_front=True)
    made = []
    for _ in range(5):
        control.advance("1d")
        control.tick()
        made.append([name for name in primary.snapshots("policy") if name != "daily-initial"])
    assert [len(names) for names in made] == [1, 2, 2, 2, 2]
    assert made[0][0] not in made[-1], "what is older than two days is really gone"
    metadata = primary.get(f"/_snapshot/policy/{made[-1][0]}")["snapshots"][0]["metadata"]
    assert metadata == {"sm_policy": "daily"}
    assert "daily-initial" in primary.snapshots("policy")


def test_a_lifecycle_rule_expires_its_prefix_within_a_few_short_days_and_nothing_else(lab):
    s3, bucket = lab.s3("primary"), lab.bucket("primary")
    for key in ("auto-purge/one", "auto-purge/two", "kept/one"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    others = set(lab.keys("primary")) - {"auto-purge/one", "auto-purge/two"}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": LIFECYCLE})
    until(lambda: not lab.keys("primary", "auto-purge/"))
    assert set(lab.keys("primary")) == others
    hidden = [key for kind, key, _, latest in lab.versions("primary", "auto-purge/") if kind == "DeleteMarkers" and latest]
    assert sorted(hidden) == ["auto-purge/one", "auto-purge/two"]
    s3.delete_bucket_lifecycle(Bucket=bucket)


def test_the_primary_user_may_assume_the_role(lab):
    keys = lab.sts().assume_role(RoleArn=lab.description["s3"]["role_arn"], RoleSessionName="test")["Credentials"]
    session = lab.client("s3", "us-east-1", keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    session.put_object(Bucket=lab.bucket("primary"), Key="assumed", Body=b"x")
    assert "assumed" in lab.keys("primary")


def test_elasticsearch_answers_no_banner(lab):
    response = lab.cluster("elasticsearch").call("GET", "/", through_front=True)
    assert (response.status_code, response.headers["X-elastic-product"]) == (405, "Elasticsearch")


def test_a_lifecycle_policy_makes_and_deletes_real_snapshots_on_elasticsearch(lab):
    elasticsearch, control = lab.cluster("elasticsearch"), still(lab, "elasticsearch")
    elasticsearch.fill("docs", 10)
    elasticsearch.put("/_snapshot/policy", {"type": "fs", "settings": {"location": str(elasticsearch.repositories / "policy")}})
    elasticsearch.snapshot("policy", "daily-initial", indices="docs")
    body = {"name": "<daily-{now/d}>", "schedule": "0 0 2 * * ?", "repository": "policy", "config": {"indices": ["docs"]},
            "retention": {"expire_after": "2d", "min_count": 1}}
    elasticsearch.put("/_slm/policy/daily", body, through_front=True)
    for _ in range(5):
        control.advance("1d")
        control.tick()
    left = elasticsearch.snapshots("policy")
    assert "daily-initial" in left and len(left) == 3
    shown = elasticsearch.get("/_slm/policy/daily", through_front=True)["daily"]
    assert shown["stats"]["snapshots_taken"] == 5 and shown["stats"]["snapshots_deleted"] == 3
    newest = elasticsearch.get(f"/_snapshot/policy/{shown['last_success']['snapshot_name']}")["snapshots"][0]
    assert newest["state"] == "SUCCESS" and newest["metadata"] == {"policy": "daily"}


def test_the_second_cluster_reads_a_shared_folder(lab, primary, dr):
    primary.fill("docs", 10)
    location = str(primary.shared_repositories / "shared")
    primary.put("/_snapshot/shared", {"type": "fs", "settings": {"location": location}})
    primary.snapshot("shared", "one", indices="docs")
    dr.put("/_snapshot/shared", {"type": "fs", "settings": {"location": location, "readonly": True}})
    assert dr.snapshots("shared") == ["one"]


def test_a_fault_hits_the_front_and_leaves_the_witness_alone(lab, primary):
    control = lab.control("primary")
    control.fault(path="^/_cluster/health", status=502, body="<html></html>", content_type="text/html")
    assert primary.call("GET", "/_cluster/health").status_code == 200
    assert primary.call("GET", "/_cluster/health", through_front=True).status_code == 502
    assert primary.call("GET", "/_cluster/health", through_front=True).status_code == 200
