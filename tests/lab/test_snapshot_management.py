"""The fake of Snapshot Management against what a real server answered, and against its documented rules."""
import datetime
import json
import pathlib
import re

import pytest

from caller import Caller
from fakes.config_index import Document
from fakes.snapshot_management import SnapshotManagement

TRANSCRIPT = pathlib.Path(__file__).parent.parent / "data/snapshot-management/transcript.jsonl"
POLICIES = "/_plugins/_sm/policies"
DAILY = {"creation": {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC"}}}, "snapshot_config": {"repository": "r"}}


def policy(**changes):
    return {**DAILY, **changes}


def deletion(**condition):
    return {"condition": condition}


@pytest.fixture
def management(stub, clock):
    return SnapshotManagement(stub.url, clock)


@pytest.fixture
def call(management):
    return Caller(management)


# ---- the recording ----

VOLATILE = {"start_time", "last_updated_time", "enabled_time", "index_uuid"}


def comparable(value):
    if isinstance(value, dict):
        return {key: (item is not None) if key in VOLATILE else comparable(item) for key, item in value.items()}
    return [comparable(item) for item in value] if isinstance(value, list) else value


def recording():
    return [json.loads(line) for line in TRANSCRIPT.read_text().splitlines()]


def restore_what_was_there_before(index, entries):
    """The recording starts on a server that had seen these policies: one exists, of the deleted ones only the version is left."""
    first = next(entry["response"]["policies"] for entry in entries if entry["path"] == POLICIES)
    existing = next(policy for policy in first if policy["_id"] == "m1-sm-policy")
    for entry in entries:
        if entry["method"] == "POST" and entry["status"] == 201 and entry["response"]["_id"] not in index.documents:
            index.documents[entry["response"]["_id"]] = Document(entry["response"]["_version"] - 1, 0, None)
    index.documents[existing["_id"]] = Document(2, existing["_seq_no"], existing["sm_policy"])
    index.next_seq_no = next(entry["response"]["_seq_no"] for entry in entries if entry["method"] == "POST")
    index.exists = True


def test_every_recorded_request_is_answered_as_the_real_server_answered_it(management, call):
    entries = [entry for entry in recording() if entry["path"].startswith(POLICIES)]
    assert len(entries) == 229
    restore_what_was_there_before(management.index, entries)
    for number, entry in enumerate(entries):
        status, body = call(entry["method"], entry["path"], entry["body"])
        wanted = (entry["status"], comparable(entry["response"]))
        assert (status, comparable(body)) == wanted, f"request {number}: {entry['method']} {entry['path']} {entry['body']}"


# ---- documents ----

def test_before_the_first_policy_there_is_no_index(call):
    assert call("GET", f"{POLICIES}/x")[1]["error"]["reason"] == "Snapshot management config index not found"
    assert call("DELETE", f"{POLICIES}/x")[0] == 404
    assert call("GET", POLICIES) == (200, {"policies": [], "total_policies": 0})


def test_what_follows_an_unknown_object_is_lost_and_its_members_count_as_the_policys_own(call):
    body = {**DAILY, "bar": {"enabled": False}, "description": "lost"}
    document = call("POST", f"{POLICIES}/x", body)[1]["sm_policy"]
    assert document["enabled"] is False and "description" not in document


@pytest.mark.parametrize("body, status, expected", [
    ({**DAILY, "creation": None}, 400, "expecting token of type [START_OBJECT] but found [VALUE_NULL]"),
    ([], 400, "expecting token of type [START_OBJECT] but found [START_ARRAY]"),
    ({**DAILY, "enabled": "yes"}, 400, "Failed to parse value [yes] as only [true] or [false] are allowed."),
    ({**DAILY, "deletion": deletion(max_count="many")}, 400, 'For input string: "many"'),
    ({**DAILY, "creation": {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC", "zone": "x"}}}}, 400, "Unknown cron field zone"),
    ({**DAILY, "notification": {"channel": {"id": "x"}, "when": 1}}, 400, "Invalid field: [when] found in Snapshot Management notification config."),
    ({**DAILY, "bar": {"enabled": {}}}, 500, "Can't get text on a START_OBJECT")])
def test_what_a_policy_cannot_say_is_refused(call, body, status, expected):
    answer = call("POST", f"{POLICIES}/x", body)
    assert answer[0] == status and expected in answer[1]["error"]["reason"]


def test_an_update_without_enabled_starts_a_stopped_policy(call):
    call("POST", f"{POLICIES}/x", policy(enabled=False))
    made = call("GET", f"{POLICIES}/x")[1]
    assert made["sm_policy"]["enabled"] is False
    call("PUT", f"{POLICIES}/x?if_seq_no={made['_seq_no']}&if_primary_term=1", DAILY)
    assert call("GET", f"{POLICIES}/x")[1]["sm_policy"]["enabled"] is True


def test_one_unreadable_policy_spoils_the_list_and_a_sound_body_mends_it(call):
    call("POST", f"{POLICIES}/sound", DAILY)
    status, spoilt = call("POST", f"{POLICIES}/spoilt", policy(deletion=deletion(max_age="36h")))
    assert status == 201
    assert call("GET", f"{POLICIES}/spoilt")[0] == 500
    assert call("GET", POLICIES)[0] == 404
    assert call("DELETE", f"{POLICIES}/spoilt")[0] == 500
    assert call("POST", f"{POLICIES}/spoilt/_stop")[0] == 500
    assert call("GET", f"{POLICIES}/sound")[0] == 200
    stale = call("PUT", f"{POLICIES}/spoilt?if_seq_no=99&if_primary_term=1", DAILY)[1]["error"]["reason"]
    seq_no = re.search(r"current document has seqNo \[(\d+)\]", stale)[1]
    assert seq_no == str(spoilt["_seq_no"])
    assert call("PUT", f"{POLICIES}/spoilt?if_seq_no={seq_no}&if_primary_term=1", DAILY)[0] == 200
    assert call("GET", POLICIES)[1]["total_policies"] == 2


def test_the_control_port_can_store_an_unreadable_policy_and_forget_all(call):
    call("POST", f"{POLICIES}/x", DAILY)
    call.control("POST", "/poison", {"name": "x"})
    assert call("GET", f"{POLICIES}/x")[0] == 500
    call.control("POST", "/reset")
    assert call("GET", f"{POLICIES}/x")[1]["error"]["reason"] == "Snapshot management config index not found"


def test_the_list_comes_in_pages_of_twenty_by_name(call):
    for number in range(25):
        call("POST", f"{POLICIES}/p{number:02}", DAILY)
    names = lambda path: [entry["sm_policy"]["name"] for entry in call("GET", path)[1]["policies"]]
    assert names(POLICIES) == [f"p{number:02}" for number in range(20)]
    assert names(f"{POLICIES}?from=20") == [f"p{number:02}" for number in range(20, 25)]
    assert names(f"{POLICIES}?size=2&sortOrder=desc") == ["p24", "p23"]
    assert names(f"{POLICIES}?queryString=p1*&size=3&from=1") == ["p11", "p12", "p13"]
    assert "_version" not in call("GET", POLICIES)[1]["policies"][0]


@pytest.mark.parametrize("method, path, status", [
    ("PUT", POLICIES, 405), ("PATCH", f"{POLICIES}/x", 405), ("GET", f"{POLICIES}/x/_start", 405), ("GET", "/_plugins/_sm/other", 400),
    ("GET", f"{POLICIES}/x?verbose=true", 400), ("POST", f"{POLICIES}/x", 400)])
def test_what_the_api_does_not_have_is_refused(call, method, path, status):
    assert call(method, path)[0] == status


def test_only_json_is_taken(call):
    assert call("POST", f"{POLICIES}/x", b"{}", content_type="text/plain")[0] == 406
    assert call("POST", f"{POLICIES}/x", b"{")[0] == 400


# ---- runs ----

def explained(call, name="daily"):
    return call("GET", f"{POLICIES}/{name}/_explain")[1]["policies"][0]


def later(call, duration):
    call.control("POST", "/clock", {"advance": duration})
    return call.control("POST", "/tick")


def test_nothing_is_done_before_the_time_has_come(call, stub):
    call("POST", f"{POLICIES}/daily", DAILY)
    call.control("POST", "/tick")
    assert stub.snapshots == {}
    assert explained(call)["creation"]["current_state"] == "CREATION_START"


def test_a_snapshot_is_named_and_marked_by_the_policy_that_made_it(call, stub):
    call("POST", f"{POLICIES}/daily", policy(snapshot_config={"repository": "r", "indices": "a-*", "metadata": {"k": "v"}, "date_format": "yyyy-MM-dd"}))
    later(call, "1d")
    [name] = stub.snapshots
    assert re.fullmatch("daily-2026-11-23-[a-z0-9]{8}", name)
    assert stub.bodies[name]["metadata"] == {"k": "v", "sm_policy": "daily"} and stub.bodies[name]["indices"] == "a-*"
    creation = explained(call)["creation"]
    assert creation["latest_execution"]["status"] == "SUCCESS" and "started" not in creation


def test_without_a_format_the_name_has_date_and_time_in_lower_case(call, stub):
    call("POST", f"{POLICIES}/daily", DAILY)
    later(call, "1d")
    assert re.fullmatch(r"daily-\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d-[a-z0-9]{8}", next(iter(stub.snapshots)))


def test_max_age_deletes_what_is_older_and_min_count_keeps_the_newest(call, stub):
    call("POST", f"{POLICIES}/daily", policy(deletion=deletion(max_age="5d", min_count=2)))
    for _ in range(4):
        later(call, "1d")
    made = list(stub.snapshots)
    assert len(made) == 4
    later(call, "3d")           # day 7: one more is made; those of days 1 and 2 are 6 and 5 days old
    assert made[0] not in stub.snapshots and set(made[2:]) <= set(stub.snapshots)
    call("POST", f"{POLICIES}/daily/_stop")
    later(call, "30d")
    assert len(stub.snapshots) > 2, "a stopped policy deletes nothing"
    call("POST", f"{POLICIES}/daily/_start")
    later(call, "1d")
    assert len(stub.snapshots) == 3, "two are kept, and one was made in the same run"


def test_max_count_deletes_the_oldest_although_they_are_young(call, stub):
    call("POST", f"{POLICIES}/daily", policy(deletion=deletion(max_count=2)))
    for _ in range(5):
        later(call, "1d")
    made = list(stub.snapshots)
    assert len(made) == 3, "the newest is not counted while it is being made"
    later(call, "1d")
    assert made[0] not in stub.snapshots


def test_snapshots_made_by_hand_survive_whatever_they_are_called(call, stub):
    for name, metadata in (("daily-initial", None), ("daily-x", {"sm_policy": "other"}), ("other", None)):
        stub.add(name, metadata, start=1)
    call("POST", f"{POLICIES}/daily", policy(deletion=deletion(max_age="1d")))
    later(call, "10d")
    later(call, "10d")
    assert {"daily-initial", "daily-x", "other"} <= set(stub.snapshots)


def test_the_snapshot_pattern_deletes_what_others_made(call, stub):
    stub.add("ext-1", start=1)
    stub.add("daily-initial", start=1)
    call("POST", f"{POLICIES}/daily", policy(deletion={**deletion(max_age="1d"), "snapshot_pattern": "ext-*"}))
    later(call, "10d")
    later(call, "10d")
    assert "ext-1" not in stub.snapshots and "daily-initial" in stub.snapshots


def test_a_failing_policy_is_retried_and_then_counted_as_failed(call, management, stub):
    call("POST", f"{POLICIES}/daily", policy(snapshot_config={"repository": "none"}))
    call.control("POST", "/clock", {"advance": "1d"})
    seen = []
    for _ in range(4):
        management.wake()
        creation = explained(call)["creation"]
        latest = creation["latest_execution"]
        seen.append((latest["status"], creation.get("retry", {}).get("count"), "[none] missing" in latest["info"].get("cause", "")))
    assert seen == [("RETRYING", 3, True), ("RETRYING", 2, True), ("RETRYING", 1, True), ("FAILED", None, False)]


def test_a_partial_snapshot_counts_as_a_failed_execution(call, stub):
    stub.outcome = "PARTIAL"
    call("POST", f"{POLICIES}/daily", DAILY)
    later(call, "1d")
    execution = explained(call)["creation"]["latest_execution"]
    assert execution["status"] == "FAILED" and "PARTIAL state" in execution["info"]["message"]


def test_a_snapshot_that_takes_too_long_exceeds_the_time_limit(call, management, stub):
    stub.outcome = "IN_PROGRESS"
    call("POST", f"{POLICIES}/daily", policy(creation={**DAILY["creation"], "time_limit": "1h"}))
    call.control("POST", "/clock", {"advance": "1d"})
    management.wake()
    management.wake()
    assert explained(call)["creation"]["latest_execution"]["status"] == "IN_PROGRESS"
    call.control("POST", "/clock", {"advance": "2h"})
    management.wake()
    assert explained(call)["creation"]["latest_execution"]["status"] == "TIME_LIMIT_EXCEEDED"


def test_a_red_cluster_is_left_alone(call, stub):
    stub.health = "red"
    call("POST", f"{POLICIES}/daily", DAILY)
    later(call, "1d")
    assert stub.snapshots == {}


def test_schedules_follow_their_zone(call):
    call("POST", f"{POLICIES}/daily", policy(creation={"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "America/Los_Angeles"}}}))
    call.control("POST", "/tick")
    run = datetime.datetime.fromtimestamp(explained(call)["creation"]["trigger"]["time"] / 1000, datetime.timezone.utc)
    assert (run.hour, run.minute) == (10, 0)


def test_a_policy_made_again_under_the_same_name_remembers_its_former_runs(call):
    call("POST", f"{POLICIES}/daily", DAILY)
    later(call, "1d")
    call("DELETE", f"{POLICIES}/daily")
    call("POST", f"{POLICIES}/daily", DAILY)
    assert explained(call)["creation"]["latest_execution"]["status"] == "SUCCESS"
