"""The fake of SLM against the documentation of the real one (snapshots.md 2)."""
import datetime
import re
import time

import pytest

from caller import Caller
from fakes import date_math, quartz_cron
from fakes.snapshot_lifecycle import SnapshotLifecycle

POLICY = "/_slm/policy"
DAILY = {"schedule": "0 30 1 * * ?", "name": "<daily-snap-{now/d}>", "repository": "r",
         "config": {"indices": ["data-*", "important"], "ignore_unavailable": False, "include_global_state": False},
         "retention": {"expire_after": "30d", "min_count": 5, "max_count": 50}}


def policy(**changes):
    return {key: value for key, value in {**DAILY, **changes}.items() if value is not None}


def moment(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp() * 1000)


@pytest.fixture
def lifecycle(stub, clock):
    return SnapshotLifecycle(stub.url, clock)


@pytest.fixture
def call(lifecycle):
    return Caller(lifecycle)


def reason(answer):
    return answer[1]["error"]["reason"]


# ---- documents ----

def test_a_policy_is_shown_as_documented(call):
    call.control("POST", "/clock", {"set": moment("2099-05-06T01:30:00")})
    assert call("PUT", f"{POLICY}/daily-snapshots", DAILY) == (200, {"acknowledged": True})
    shown = call("GET", f"{POLICY}/daily-snapshots?human")[1]["daily-snapshots"]
    assert shown.pop("modified_date").startswith("2099-05-06T01:30:0")
    assert 0 <= shown.pop("modified_date_millis") - moment("2099-05-06T01:30:00") < 10_000
    assert shown == {
        "version": 1, "policy": DAILY, "next_execution": "2099-05-07T01:30:00.000Z", "next_execution_millis": moment("2099-05-07T01:30:00"),
        "stats": {"policy": "daily-snapshots", "snapshots_taken": 0, "snapshots_failed": 0, "snapshots_deleted": 0, "snapshot_deletion_failures": 0}}


def test_dates_in_words_come_only_with_human(call):
    call("PUT", f"{POLICY}/x", DAILY)
    assert "next_execution" not in call("GET", f"{POLICY}/x")[1]["x"]
    assert call("GET", f"{POLICY}/x?human")[1]["x"]["next_execution"].endswith("T01:30:00.000Z")


def test_what_is_written_comes_back_as_it_was_written(call):
    config = {"indices": "a,b", "ignore_unavailable": "true", "partial": False, "feature_states": ["none"], "metadata": {"owner": {"a": 1}}}
    written = policy(config=config, retention={"expire_after": "120h"}, unhealthy_if_no_snapshot_within="2d")
    call("PUT", f"{POLICY}/x", written)
    assert call("GET", f"{POLICY}/x")[1]["x"]["policy"] == written


def test_unknown_fields_are_dropped(call):
    call("PUT", f"{POLICY}/x", policy(enabled=False, retention={"expire_after": "5d", "keep": 1}))
    shown = call("GET", f"{POLICY}/x")[1]["x"]["policy"]
    assert "enabled" not in shown and shown["retention"] == {"expire_after": "5d"}


def test_an_identical_policy_is_no_new_version_and_equal_durations_are_identical(call):
    version = lambda: call("GET", f"{POLICY}/x")[1]["x"]["version"]
    call("PUT", f"{POLICY}/x", policy(retention={"expire_after": "5d"}))
    call("PUT", f"{POLICY}/x", policy(retention={"expire_after": "5d"}))
    assert version() == 1
    call("PUT", f"{POLICY}/x", policy(retention={"expire_after": "120h"}))
    assert version() == 1
    call("PUT", f"{POLICY}/x", policy(retention={"expire_after": "6d"}))
    assert version() == 2


def test_an_unknown_policy_is_not_found_and_none_at_all_is_an_empty_object(call):
    assert call("GET", POLICY) == (200, {})
    status, body = call("GET", f"{POLICY}/x")
    assert status == 404 and body["error"]["type"] == "resource_not_found_exception"
    assert body["error"]["reason"] == "snapshot lifecycle policy or policies [x] not found, no policies are configured"
    call("PUT", f"{POLICY}/y", DAILY)
    assert reason(call("GET", f"{POLICY}/x,z")) == "snapshot lifecycle policy or policies [x, z] not found"
    assert list(call("GET", f"{POLICY}/x,y")[1]) == ["y"]
    assert call("DELETE", f"{POLICY}/x")[0] == 404 and reason(call("DELETE", f"{POLICY}/x")) == "snapshot lifecycle policy not found: x"
    assert call("DELETE", f"{POLICY}/y") == (200, {"acknowledged": True})
    assert call("GET", POLICY) == (200, {})


REFUSED = {
    "a repository that does not exist": (policy(repository="none"), "no such repository [none]"),
    "a missing field": ({"name": "x"}, "Required [schedule, repository]"),
    "five fields": (policy(schedule="30 1 * * ?"), "invalid schedule [30 1 * * ?]: must be a valid cron expression or time unit"),
    "two question marks": (policy(schedule="0 30 1 ? * ?"), "must be a valid cron expression or time unit"),
    "no question mark": (policy(schedule="0 30 1 * * *"), "must be a valid cron expression or time unit"),
    "an empty schedule": (policy(schedule=" "), "schedule must not be empty"),
    "a schedule of nothing": (policy(schedule="0ms"), "time unit must be at least 1 millisecond"),
    "a fractional interval": (policy(schedule="1.5h"), "must be a valid cron expression or time unit"),
    "too often, by cron": (policy(schedule="0 0/10 * * * ?"),
                           "invalid schedule [0 0/10 * * * ?]: schedule would be too frequent, executing more than every [15m]"),
    "too often, by interval": (policy(schedule="14m"), "invalid schedule [14m]: schedule would be too frequent, executing more than every [15m]"),
    "upper case": (policy(name="Daily"), "invalid snapshot name [Daily]: must be lowercase"),
    "a space": (policy(name="a b"), "invalid snapshot name [a b]: must not contain contain the following characters"),
    "an open placeholder": (policy(name="<a-{now/d>"), "date math placeholder is open ended"),
    "reserved metadata": (policy(config={"metadata": {"policy": "x"}}), "field name [policy] is reserved"),
    "too much metadata": (policy(config={"metadata": {"k": "v" * 1100}}), "must be smaller than"),
    "metadata that is no object": (policy(config={"metadata": "x"}), "must be an object if present"),
    "health sooner than the schedule": (policy(schedule="1d", unhealthy_if_no_snapshot_within="12h"),
                                        "invalid unhealthy_if_no_snapshot_within [12h]: time is too short, expecting at least more than the interval "
                                        "between snapshots [1d] for schedule [1d]"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_policy_that_cannot_be_is_refused(call, case):
    body, expected = REFUSED[case]
    answer = call("PUT", f"{POLICY}/x", body)
    assert answer[0] == 400 and expected in reason(answer)
    assert call("GET", POLICY) == (200, {})


@pytest.mark.parametrize("retention, expected", [
    ({"min_count": 0}, "minimum snapshot count must be at least 1, but was: 0"),
    ({"max_count": 0}, "maximum snapshot count must be at least 1, but was: 0"),
    ({"min_count": 3, "max_count": 2}, "minimum snapshot count 3 cannot be larger than maximum snapshot count 2"),
    ({"expire_after": "1.5d"}, "failed to parse [1.5d], fractional time values are not supported"),
    ({"expire_after": "5"}, "failed to parse setting [expire_after] with value [5] as a time value: unit is missing or unrecognized")])
def test_a_retention_that_cannot_be_is_refused_with_the_reason_inside(call, retention, expected):
    status, body = call("PUT", f"{POLICY}/x", policy(retention=retention))
    assert status == 400 and body["error"]["type"] == "x_content_parse_exception"
    assert body["error"]["caused_by"]["caused_by"]["reason"] == expected


@pytest.mark.parametrize("identifier, expected", [("_x", "must not start with '_'"), ("a%20b", "must not contain the following characters"),
                                                  ("a,b", "must not contain the following characters"), ("x" * 256, "name is too long, (256 > 255 bytes)")])
def test_an_id_must_be_a_file_name(call, identifier, expected):
    assert expected in reason(call("PUT", f"{POLICY}/{identifier}", DAILY))


def test_an_id_may_have_capitals_and_255_bytes(call):
    assert call("PUT", f"{POLICY}/{'X' * 255}", DAILY)[0] == 200


def test_equal_counts_are_allowed(call):
    assert call("PUT", f"{POLICY}/x", policy(retention={"min_count": 2, "max_count": 2}))[0] == 200


def test_a_shorter_minimum_interval_allows_more_frequent_runs(call):
    call.control("POST", "/settings", {"slm.minimum_interval": "1m"})
    assert call("PUT", f"{POLICY}/x", policy(schedule="0 0/10 * * * ?"))[0] == 200


@pytest.mark.parametrize("method, path, status", [("POST", f"{POLICY}/x", 405), ("DELETE", POLICY, 405), ("GET", "/_slm/other", 400),
                                                  ("GET", f"{POLICY}?verbose", 400), ("GET", "/_slm/_execute_retention", 405), ("PUT", f"{POLICY}/x", 400)])
def test_what_the_api_does_not_have_is_refused(call, method, path, status):
    assert call(method, path)[0] == status


# ---- schedules and names ----

@pytest.mark.parametrize("expression, after, expected", [
    ("0 30 1 * * ?", "2026-11-22T01:30:00", "2026-11-23T01:30:00"),
    ("0 0 12 ? * MON-FRI", "2026-11-20T12:00:00", "2026-11-23T12:00:00"),
    ("0 0 22-2 * * ?", "2026-11-22T23:30:00", "2026-11-23T00:00:00"),
    ("0 0 0 L * ?", "2026-02-01T00:00:00", "2026-02-28T00:00:00"),
    ("0 0 0 L-2 * ?", "2026-02-01T00:00:00", "2026-02-26T00:00:00"),
    ("0 0 0 LW * ?", "2026-02-01T00:00:00", "2026-02-27T00:00:00"),
    ("0 0 0 15W * ?", "2026-08-01T00:00:00", "2026-08-14T00:00:00"),
    ("0 0 0 1W * ?", "2026-07-31T12:00:00", "2026-08-03T00:00:00"),
    ("0 0 0 ? * 6L", "2026-11-01T00:00:00", "2026-11-27T00:00:00"),
    ("0 0 0 ? * 7L", "2026-10-01T00:00:00", "2026-10-31T00:00:00"),
    ("0 0 0 ? * 6#3", "2026-11-01T00:00:00", "2026-11-20T00:00:00"),
    ("0 0 0 ? * L", "2026-11-22T00:00:00", "2026-11-28T00:00:00"),
    ("0 0 0 29 2 ? 2028", "2026-11-22T00:00:00", "2028-02-29T00:00:00"),
    ("15 5/20 3 1 JAN,JUL ?", "2026-11-22T00:00:00", "2027-01-01T03:05:15"),
])
def test_a_schedule_runs_when_quartz_says(expression, after, expected):
    assert quartz_cron.moments(expression).after(moment(after)) == moment(expected)


def test_a_schedule_in_the_past_never_runs(call):
    call("PUT", f"{POLICY}/x", policy(schedule="0 0 0 1 1 ? 2020"))
    assert call("GET", f"{POLICY}/x")[1]["x"]["next_execution_millis"] == -1


@pytest.mark.parametrize("expression", ["60 0 0 * * ?", "0 60 0 * * ?", "0 0 24 * * ?", "0 0 0 32 * ?", "0 0 0 * 13 ?", "0 0 0 ? * 8", "0 0 0 ? * 6#6",
                                        "0 0 0 ? * MOON", "0/60 0 0 * * ?", "? 0 0 * * ?", "0 0 0 * * ? 2026 1", "0 0 0 L-31 * ?", "@daily", "0 0 0 1,, * x"])
def test_what_is_no_quartz_expression_is_refused(expression):
    with pytest.raises(quartz_cron.BadCron):
        quartz_cron.moments(expression)


def test_an_interval_is_counted_from_the_last_change(call):
    call("PUT", f"{POLICY}/x", policy(schedule="1h"))
    shown = call("GET", f"{POLICY}/x")[1]["x"]
    assert shown["next_execution_millis"] == shown["modified_date_millis"] + 3_600_000
    call.control("POST", "/clock", {"advance": "90m"})
    shown = call("GET", f"{POLICY}/x")[1]["x"]
    assert shown["next_execution_millis"] == shown["modified_date_millis"] + 2 * 3_600_000


@pytest.mark.parametrize("name, expected", [
    ("plain", "plain"), ("<daily-{now/d}>", "daily-2026.11.22"), ("<m-{now/M}>", "m-2026.11.01"), ("<y-{now-1d/d{yyyy-MM-dd}}>", "y-2026-11-21"),
    ("<z-{now/d{yyyy.MM.dd|+12:00}}>", "z-2026.11.23"), ("<e-\\{x\\}>", "e-{x}"), ("<h-{now/h{yyyyMMddHH}}-x>", "h-2026112215-x")])
def test_names_are_made_by_date_math(name, expected):
    assert date_math.resolve(name, moment("2026-11-22T15:16:17")) == expected


# ---- runs ----

def later(call, duration):
    call.control("POST", "/clock", {"advance": duration})
    return call.control("POST", "/tick")


def test_a_due_policy_makes_a_snapshot_marked_with_its_id(call, stub):
    call("PUT", f"{POLICY}/x", policy(config={"indices": ["a-*"], "metadata": {"k": "v"}}, retention=None))
    later(call, "1d")
    [name] = stub.snapshots
    assert re.fullmatch(r"daily-snap-\d{4}\.\d\d\.\d\d-[a-z0-9_-]{22}", name)
    assert stub.bodies[name] == {"indices": ["a-*"], "metadata": {"k": "v", "policy": "x"}}
    shown = call("GET", f"{POLICY}/x")[1]["x"]
    assert shown["last_success"]["snapshot_name"] == name and shown["stats"]["snapshots_taken"] == 1


def test_nothing_is_made_before_the_time_has_come_or_while_slm_is_stopped(call, stub):
    call("PUT", f"{POLICY}/x", policy(schedule="1d"))
    later(call, "23h")
    assert stub.snapshots == {}
    call("POST", "/_slm/stop")
    assert call("GET", "/_slm/status") == (200, {"operation_mode": "STOPPED"})
    later(call, "2d")
    assert stub.snapshots == {}
    call("POST", "/_slm/start")
    assert call("GET", "/_slm/status") == (200, {"operation_mode": "RUNNING"})
    later(call, "1d")
    assert len(stub.snapshots) == 1


def test_execute_makes_one_at_once_and_tells_its_name(call, stub):
    call("PUT", f"{POLICY}/x", DAILY)
    status, body = call("POST", f"{POLICY}/x/_execute")
    assert status == 200 and list(stub.snapshots) == [body["snapshot_name"]]
    assert call("GET", f"{POLICY}/x")[1]["x"]["in_progress"]["name"] == body["snapshot_name"]
    assert reason(call("POST", f"{POLICY}/y/_execute")) == "no such snapshot lifecycle policy [y]"


@pytest.mark.parametrize("outcome", ["FAILED", "PARTIAL"])
def test_a_snapshot_without_success_is_a_failure(call, stub, outcome):
    stub.outcome = outcome
    call("PUT", f"{POLICY}/x", DAILY)
    later(call, "1d")
    shown = call("GET", f"{POLICY}/x")[1]["x"]
    assert "last_success" not in shown and "failed to create successful snapshot" in shown["last_failure"]["details"]
    assert shown["stats"]["snapshots_failed"] == 1 and shown["stats"]["snapshots_taken"] == 0


def test_a_refused_snapshot_is_a_failure_with_the_servers_reason(call, stub):
    call("PUT", f"{POLICY}/x", DAILY)
    stub.failure = (503, {"error": {"type": "concurrent_snapshot_execution_exception", "reason": "another one runs"}})
    later(call, "1d")
    assert "another one runs" in call("GET", f"{POLICY}/x")[1]["x"]["last_failure"]["details"]


def aged(stub, name, days, state="SUCCESS", identifier="x"):
    stub.add(name, {"policy": identifier}, state, start=stub.now() - days * 86_400_000)


def retained(call, stub, retention):
    """The names that are left after a run of retention by hand."""
    call("PUT", f"{POLICY}/x", policy(retention=retention))
    call("POST", "/_slm/_execute_retention")
    deadline = time.monotonic() + 10
    while call("GET", "/_slm/stats")[1]["retention_runs"] == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    return set(stub.snapshots)


def test_retention_deletes_what_is_older_than_expire_after(call, stub):
    for days in (1, 4, 6):
        aged(stub, f"s{days}", days)
    assert retained(call, stub, {"expire_after": "5d"}) == {"s1", "s4"}
    stats = call("GET", "/_slm/stats")[1]
    assert stats["total_snapshots_deleted"] == 1 and stats["policy_stats"][0]["policy"] == "x"


def test_min_count_keeps_the_newest_although_they_are_expired(call, stub):
    for days in (6, 7, 8):
        aged(stub, f"s{days}", days)
    assert retained(call, stub, {"expire_after": "5d", "min_count": 2}) == {"s6", "s7"}


def test_max_count_deletes_the_oldest_although_they_are_young(call, stub):
    for days in (1, 2, 3):
        aged(stub, f"s{days}", days)
    assert retained(call, stub, {"expire_after": "30d", "max_count": 2}) == {"s1", "s2"}


def test_only_successful_snapshots_count(call, stub):
    aged(stub, "good", 8)
    aged(stub, "failed", 1, "FAILED")
    aged(stub, "partial", 2, "PARTIAL")
    assert retained(call, stub, {"expire_after": "5d", "min_count": 1, "max_count": 1}) == {"good", "failed", "partial"}


def test_a_failed_snapshot_goes_when_it_expires_whatever_the_counts_say(call, stub):
    aged(stub, "failed", 8, "FAILED")
    aged(stub, "good", 1)
    assert retained(call, stub, {"expire_after": "5d", "min_count": 5}) == {"good"}


def test_without_expire_after_failed_ones_go_after_a_newer_success(call, stub):
    aged(stub, "before", 3, "FAILED")
    aged(stub, "good", 2)
    aged(stub, "since", 1, "FAILED")
    assert retained(call, stub, {"max_count": 5}) == {"good", "since"}


def test_snapshots_of_others_are_never_touched(call, stub):
    stub.add("daily-snap-initial", None, start=1)
    aged(stub, "other", 100, identifier="y")
    aged(stub, "running", 100, "IN_PROGRESS")
    assert retained(call, stub, {"expire_after": "1d"}) == {"daily-snap-initial", "other", "running"}


def test_deletion_waits_for_the_one_retention_schedule_of_the_cluster(call, stub):
    call.control("POST", "/clock", {"set": moment("2099-05-06T02:00:00")})
    call("PUT", f"{POLICY}/x", policy(schedule="0 0 3 * * ?", retention={"expire_after": "1h"}))
    later(call, "90m")
    assert len(stub.snapshots) == 1
    later(call, "2h")
    assert len(stub.snapshots) == 1, "expired, but 01:30 has not come"
    later(call, "20h")
    assert stub.snapshots == {}


def test_a_policy_deleted_leaves_its_snapshots(call, stub):
    call("PUT", f"{POLICY}/x", policy(retention={"expire_after": "1d"}))
    later(call, "1d")
    call("DELETE", f"{POLICY}/x")
    later(call, "30d")
    assert len(stub.snapshots) == 1
