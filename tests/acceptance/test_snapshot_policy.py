"""esdr_snapshot_policy on real clusters, behind a Snapshot Management or Snapshot Lifecycle Management that is as strict as the real one."""
import json

import pytest

import policies
from policies import ABSENT, policy
from policy_cases import CASES
from story import Drift, Story, assert_stable, tell

BOTH_ENGINES = pytest.mark.parametrize("name", ["primary", "elasticsearch"])
ADDRESS = "esdr_snapshot_policy.it"


@pytest.fixture
def repository(lab, unique):
    """Makes a repository of this test on a cluster: repository("primary")."""
    return lambda name: policies.fs_repository(lab.cluster(name), unique)


# ---- the life of a policy ----

@pytest.mark.parametrize("name", ["primary", "dr"])
def test_a_policy_lives_its_whole_life_in_snapshot_management(lab, workspace, block, unique, repository, name):
    management, there = policies.scheduler(lab, name), repository(name)
    daily = f"{unique}-daily"

    def edited(changes):
        return lambda: management.edit(daily, changes)

    tell(workspace, Story(
        address=ADDRESS,
        import_id=daily,
        first=block(name) + policy(f"{unique}-first", there),
        updated=block(name) + policy(f"{unique}-first", there, '{ cron = "30 1 * * *", timezone = "Europe/Berlin" }'),
        replaced=block(name) + policy(daily, there, more='retention = { expire_after = "5d", min_count = 1 }'),
        updates=["schedule.cron", "schedule.timezone"],
        exists=lambda: management.stored(daily) is not None,
        delete_outside=lambda: management.delete(daily),
        drifts=[
            Drift(edited({"creation.schedule.cron.expression": "0 3 * * *"}), ["retention.schedule", "schedule.cron"]),
            Drift(edited({"deletion.condition.max_age": "1d"}), ["retention.expire_after"]),
            Drift(edited({"enabled": False}), ["enabled"]),
            Drift(edited({"snapshot_config.repository": "elsewhere"}), ["repository"]),
        ],
        filled_in=["schedule", "retention"],
    ))


def test_a_policy_lives_its_whole_life_in_snapshot_lifecycle_management(lab, workspace, block, unique, repository):
    lifecycle, there = policies.scheduler(lab, "elasticsearch"), repository("elasticsearch")
    daily = f"{unique}-daily"

    def edited(changes):
        return lambda: lifecycle.edit(daily, changes)

    tell(workspace, Story(
        address=ADDRESS,
        import_id=daily,
        first=block("elasticsearch") + policy(f"{unique}-first", there),
        updated=block("elasticsearch") + policy(f"{unique}-first", there, '{ interval = "6h" }'),
        replaced=block("elasticsearch") + policy(daily, there, more='retention = { expire_after = "5d", min_count = 1 }'),
        updates=["schedule.cron", "schedule.interval"],
        exists=lambda: lifecycle.stored(daily) is not None,
        delete_outside=lambda: lifecycle.delete(daily),
        drifts=[
            Drift(edited({"schedule": "0 0 3 * * ?"}), ["schedule.cron"]),
            Drift(edited({"retention.expire_after": "1d"}), ["retention.expire_after"]),
        ],
        filled_in=["schedule", "snapshot_name"],
    ))


@BOTH_ENGINES
def test_every_attribute_is_set_changed_removed_and_seen_when_somebody_else_writes_it(lab, workspace, block, unique, repository, name):
    scheduler, there = policies.scheduler(lab, name), repository(name)
    cases = CASES[scheduler.backend]
    names = {case.name: f"{unique}-{case.name}" for case in cases}
    addresses = {case.name: f"esdr_snapshot_policy.{case.name}" for case in cases}

    def planned(attributes_of):
        text = ""
        for case in cases:
            attributes = attributes_of(case)
            schedule = None if attributes.startswith("schedule") else '{ cron = "0 2 * * *" }'
            text += policy(names[case.name], there, schedule, attributes, case.name)
        workspace.write(block(name) + text)
        return workspace.plan()

    def assert_stored(meaning_of):
        for case in cases:
            document = scheduler.stored(names[case.name])
            expected = {path: named(value, names[case.name]) for path, value in meaning_of(case).items()}
            assert {path: policies.at(document, path) for path in expected} == expected, case.name
        assert_stable(workspace)

    def assert_changes(plan, attributes_of, changed=cases):
        assert plan.updates == sorted(addresses[case.name] for case in changed), plan.output
        shown = {case.name: plan.changed_attributes(addresses[case.name]) for case in changed}
        assert shown == {case.name: sorted(attributes_of(case)) for case in changed}

    def somebody_writes(changes_of):
        changed = [case for case in cases if changes_of(case)]
        for case in changed:
            scheduler.edit(names[case.name], changes_of(case))
        return changed

    assert planned(lambda case: case.first).creates == sorted(addresses.values())
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.stored)

    assert_changes(planned(lambda case: case.second), lambda case: case.changes)
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.then_stored)

    changed = somebody_writes(lambda case: case.drift)
    assert_changes(workspace.plan(), lambda case: case.changes if case.drifted is None else case.drifted, changed)
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.then_stored)

    removed = planned(lambda case: "")
    assert set(removed.updates) <= set(addresses.values()) and not removed.creates + removed.deletes + removed.replaces
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.removed)

    changed = somebody_writes(lambda case: case.added)
    assert_changes(workspace.plan(), lambda case: case.seen, changed)
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.removed)


def named(value, name):
    return value.replace("%NAME%", name) if isinstance(value, str) else value
