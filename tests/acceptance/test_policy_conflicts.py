"""Snapshot policies that somebody else changes, removes or spoils, or that are there already."""
import time

import pytest

import diagnostics
import policies
from policies import policy
from story import assert_stable

ADDRESS = "esdr_snapshot_policy.it"
RETENTION = 'retention = { expire_after = "5d" }'
BOTH_ENGINES = pytest.mark.parametrize("name", ["primary", "elasticsearch"])


@pytest.fixture
def repository(lab, unique):
    return lambda name: policies.fs_repository(lab.cluster(name), unique)


def refusal(status, reason):
    """How OpenSearch's plugins refuse; the body of a fault."""
    cause = f'{{"type":"status_exception","reason":"{reason}"}}'
    return {"status": status, "body": f'{{"error":{{"root_cause":[{cause}],"type":"status_exception","reason":"{reason}"}},"status":{status}}}'}


def until(condition, what, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


# ---- equal, or nearly ----

@BOTH_ENGINES
@pytest.mark.parametrize("written, same", [("7d", "168h"), ("168h", "7d"), ("120m", "2h"), ("7200s", "2h")])
def test_durations_of_equal_length_are_no_change(lab, workspace, block, unique, repository, name, written, same):
    there = repository(name)
    workspace.write(block(name) + policy(unique, there, more=f'retention = {{ expire_after = "{written}" }}'))
    workspace.apply()
    assert_stable(workspace)
    workspace.write(block(name) + policy(unique, there, more=f'retention = {{ expire_after = "{same}" }}'))
    assert_stable(workspace)


@BOTH_ENGINES
def test_another_wording_of_the_same_schedule_is_no_change(workspace, block, unique, repository, name):
    there = repository(name)
    workspace.write(block(name) + policy(unique, there, '{ cron = "0 2 * * 1-5" }'))
    workspace.apply()
    workspace.write(block(name) + policy(unique, there, '{ cron = "00  2 * * MON-FRI", timezone = "UTC" }'))
    assert [path for path in workspace.plan().changed_attributes(ADDRESS) if path != "schedule.timezone"] == []


# ---- changed by somebody else ----

def test_a_policy_that_was_written_since_the_plan_converges(lab, workspace, block, unique, repository):
    management, there = policies.scheduler(lab, "primary"), repository("primary")
    workspace.write(block() + policy(unique, there, more=RETENTION))
    workspace.apply()
    workspace.write(block() + policy(unique, there, more=f"{RETENTION}\ndescription = \"ours\""))
    workspace.plan()
    before = management.answer(unique).json()["_seq_no"]
    lab.cluster("primary").post(f"{management.root}/{unique}/_stop", through_front=True)
    assert management.answer(unique).json()["_seq_no"] > before
    workspace.apply("plan.bin")
    assert management.stored(unique)["enabled"] is True
    assert management.stored(unique)["description"] == "ours"
    assert_stable(workspace)


def test_a_conflict_over_an_unchanged_policy_is_overcome(lab, workspace, block, unique, repository):
    management, there, control = policies.scheduler(lab, "primary"), repository("primary"), lab.control("primary")
    workspace.write(block() + policy(unique, there))
    workspace.apply()
    control.fault("PUT", f"/policies/{unique}", **refusal(409, "version conflict"))
    workspace.write(block() + policy(unique, there, more='description = "ours"'))
    workspace.apply()
    assert management.stored(unique)["description"] == "ours"


def test_what_somebody_writes_in_the_same_moment_is_not_overwritten(lab, workspace, block, unique, repository):
    management, there, control = policies.scheduler(lab, "primary"), repository("primary"), lab.control("primary")
    workspace.write(block() + policy(unique, there))
    workspace.apply()
    workspace.write(block() + policy(unique, there, more='description = "ours"'))
    control.fault("PUT", f"/policies/{unique}", hang=2)
    apply = workspace.start("apply", "-no-color", "-input=false", "-auto-approve")
    until(lambda: not any(unique in fault["path"] for fault in control.call("GET", "/fault")), "the provider writes")
    document = management.answer(unique).json()
    lab.cluster("primary").post(f"{management.root}/{unique}/_stop", through_front=True)
    output, _ = apply.communicate(timeout=60)
    assert apply.returncode == 1
    assert "Somebody else changed the policy at the same moment" in output.decode()
    assert management.stored(unique)["enabled"] is False
    assert "description" not in document["sm_policy"] or document["sm_policy"]["description"] != "ours"
    plan = workspace.plan()
    assert plan.changed_attributes(ADDRESS) == ["description", "enabled"]
    workspace.apply("plan.bin")
    assert_stable(workspace)


# ---- removed by somebody else ----

@BOTH_ENGINES
def test_a_policy_that_is_gone_is_made_again_and_gone_is_gone_when_destroyed(lab, workspace, block, unique, repository, name):
    scheduler, there = policies.scheduler(lab, name), repository(name)
    workspace.write(block(name) + policy(unique, there))
    workspace.apply()
    scheduler.delete(unique)
    assert workspace.plan().creates == [ADDRESS]
    workspace.apply("plan.bin")
    assert scheduler.stored(unique) is not None
    scheduler.delete(unique)
    workspace.destroy("-refresh=false")
    assert workspace.state == {}


def test_a_cluster_that_lost_its_policy_index_has_no_policy(lab, workspace, block, unique, repository):
    workspace.write(block() + policy(unique, repository("primary")))
    workspace.apply()
    lab.control("primary").fault("GET", f"/policies/{unique}", **refusal(404, "Snapshot management config index not found"))
    assert workspace.plan().creates == [ADDRESS]


@pytest.mark.parametrize("status, reason", [
    (404, "Failed to retrieve Snapshot management policy."),
    (404, "no such index [.opendistro-ism-config]"),
    (403, "no permissions for [cluster:admin/opensearch/snapshot_management/policy/get]"),
    (500, "all shards failed"),
])
def test_a_failure_is_not_taken_for_absence(lab, workspace, block, unique, repository, status, reason):
    control = lab.control("primary")
    workspace.write(block() + policy(unique, repository("primary")))
    workspace.apply()
    control.fault("GET", f"/policies/{unique}", **refusal(status, reason))
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == "Cannot read the policy"
    assert f"/_plugins/_sm/policies/{unique}" in error.detail and str(status) in error.detail and reason.rstrip(".") in error.detail
    assert ADDRESS in workspace.state
    assert_stable(workspace)


# ---- stored in a form that the scheduler cannot read ----

@pytest.fixture
def spoilt(lab, workspace, block, unique, repository):
    """A policy of ours whose document OpenSearch cannot read back. It hinders all listings, so it is repaired whatever happens."""
    management = policies.scheduler(lab, "primary")
    workspace.write(block() + policy(unique, repository("primary"), more=RETENTION))
    workspace.apply()
    lab.control("primary").poison(unique)
    assert management.answer(unique).status_code == 500
    yield management
    left = lab.control("primary").policies().get(unique)
    if left and management.answer(unique).status_code == 500:
        sound = {**left["sm_policy"], "deletion": None}
        lab.cluster("primary").put(f"{management.root}/{unique}?if_seq_no={left['_seq_no']}&if_primary_term=1",
                                   {key: value for key, value in sound.items() if value is not None}, through_front=True)


def test_an_unreadable_policy_is_reported_and_repaired(workspace, unique, spoilt):
    plan = workspace.plan()
    assert plan.updates == [ADDRESS]
    assert "The policy is stored in a form that OpenSearch cannot read" in plan.output
    workspace.apply("plan.bin")
    assert spoilt.stored(unique)["deletion"]["condition"]["max_age"] == "5d"
    assert_stable(workspace)


def test_an_unreadable_policy_can_be_destroyed(lab, workspace, unique, spoilt):
    workspace.destroy()
    assert spoilt.stored(unique) is None
    assert unique not in lab.control("primary").policies()


# ---- there already ----

@BOTH_ENGINES
def test_a_policy_of_somebody_else_is_not_overwritten_but_can_be_imported(lab, workspace, block, unique, repository, name):
    scheduler, there = policies.scheduler(lab, name), repository(name)
    workspace.write(block(name) + policy(unique, there, more=RETENTION))
    workspace.apply()
    workspace.run("state", "rm", ADDRESS)
    before = scheduler.stored(unique)
    workspace.write(block(name) + policy(unique, there, more='retention = { expire_after = "1d" }'))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert "exists" in error.summary
    assert f"terraform import ADDRESS {unique}" in error.detail or f'import it with the id "{unique}"' in error.detail
    assert scheduler.stored(unique) == before
    assert workspace.state == {}
    workspace.import_(ADDRESS, unique)
    assert workspace.plan().changed_attributes(ADDRESS) == ["retention.expire_after"]


@BOTH_ENGINES
def test_a_policy_that_is_just_as_configured_is_taken_over(lab, workspace, block, unique, repository, name):
    scheduler, there = policies.scheduler(lab, name), repository(name)
    workspace.write(block(name) + policy(unique, there, more=RETENTION))
    workspace.apply()
    before = scheduler.stored(unique)
    workspace.run("state", "rm", ADDRESS)
    assert workspace.plan().creates == [ADDRESS]
    warnings = diagnostics.applied(workspace, "plan.bin")
    assert "Object existed already" in [warning.summary for warning in warnings]
    assert untouched(scheduler.stored(unique)) == untouched(before)
    assert_stable(workspace)


def untouched(document):
    """Without what writing it again changes."""
    return {key: value for key, value in document.items() if key not in ("last_updated_time", "enabled_time", "schedule", "_seq_no")}


# ---- which scheduler ----

@pytest.mark.parametrize("name, backend", [("primary", "sm"), ("elasticsearch", "slm")])
def test_naming_the_scheduler_that_was_found_changes_nothing_on_the_server(lab, workspace, block, unique, repository, name, backend):
    scheduler, there = policies.scheduler(lab, name), repository(name)
    workspace.write(block(name) + policy(unique, there))
    workspace.apply()
    assert workspace.state[ADDRESS]["backend"] == "auto" and workspace.state[ADDRESS]["backend_used"] == backend
    before = untouched(scheduler.stored(unique))
    workspace.write(block(name) + policy(unique, there, more=f'backend = "{backend}"'))
    plan = workspace.plan()
    assert plan.updates == [ADDRESS] and plan.changed_attributes(ADDRESS) == ["backend"]
    workspace.apply("plan.bin")
    assert untouched(scheduler.stored(unique)) == before
    assert_stable(workspace)


def test_elasticsearch_wants_the_repository_first(workspace, block, unique):
    workspace.write(block("elasticsearch") + policy(unique, f"{unique}-missing"))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert error.summary == "Cannot write the policy"
    assert f"no such repository [{unique}-missing]" in error.detail and f"PUT /_slm/policy/{unique}" in error.detail
    assert workspace.state == {}


# ---- import ----

@pytest.mark.parametrize("name, backend, written", [
    ("primary", "sm", {"creation": {"schedule": {"cron": {"expression": "15 4 * * MON", "timezone": "Europe/Berlin"}}},
                       "deletion": {"condition": {"max_age": "168h", "max_count": 30}}, "description": "by hand", "enabled": False,
                       "snapshot_config": {"repository": "%R%", "indices": "a-*,b", "include_global_state": "false", "metadata": {"n": 1}}}),
    ("elasticsearch", "slm", {"schedule": "0 15 4 ? * 2", "name": "<hand-{now/d}>", "repository": "%R%",
                              "config": {"indices": "a-*,b", "ignore_unavailable": True, "metadata": {"n": 1}},
                              "retention": {"expire_after": "168h", "min_count": 2}}),
])
def test_a_policy_made_by_hand_becomes_a_configuration_with_an_empty_plan(lab, workspace, block, unique, repository, name, backend, written):
    scheduler, there = policies.scheduler(lab, name), repository(name)
    place = {"sm": "snapshot_config.repository", "slm": "repository"}[backend]
    scheduler.create(unique, policies.edited(written, {place: there}))
    before = scheduler.stored(unique)
    workspace.write(block(name) + f'import {{\n  to = {ADDRESS}\n  id = "{unique}"\n}}\n')
    workspace.run("plan", "-no-color", "-input=false", "-generate-config-out=generated.tf")
    plan = workspace.plan()
    assert plan.changes[ADDRESS]["importing"] == {"id": unique} and plan.changes[ADDRESS]["actions"] == ["no-op"], plan.output
    workspace.apply("plan.bin")
    assert scheduler.stored(unique) == before
    assert workspace.state[ADDRESS]["indices"] == ["a-*", "b"] and workspace.state[ADDRESS]["metadata"] == {"n": "1"}
    assert_stable(workspace)


@pytest.mark.parametrize("identifier, summary", [("Not-A-Policy", "Import id is no policy name"), ("absent-policy", "Cannot import non-existent remote object")])
def test_only_a_policy_that_is_there_can_be_imported(workspace, block, unique, identifier, summary):
    workspace.write(block() + policy(unique, unique))
    output = workspace.run("import", "-no-color", "-input=false", ADDRESS, identifier, codes=(1,))
    assert summary in output


def test_after_an_import_the_retention_still_follows_the_schedule(lab, workspace, block, unique, repository):
    management, there = policies.scheduler(lab, "primary"), repository("primary")
    workspace.write(block() + policy(unique, there, more=RETENTION))
    workspace.apply()
    workspace.run("state", "rm", ADDRESS)
    workspace.import_(ADDRESS, unique)
    assert workspace.state[ADDRESS]["retention"]["schedule"]["cron"] == "0 2 * * *"
    workspace.write(block() + policy(unique, there, '{ cron = "0 5 * * *" }', RETENTION))
    workspace.apply()
    assert management.stored(unique)["deletion"]["schedule"]["cron"]["expression"] == "0 5 * * *"
    assert_stable(workspace)
