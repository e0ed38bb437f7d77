"""What a policy does on a real cluster once it is there: the clock of its scheduler is moved, the snapshots are real."""
import pytest

import policies
from policies import policy
from story import assert_stable

DAYS = 8
KEPT_DAYS = 3


@pytest.fixture
def clock(lab):
    """Moves the clock of a cluster's scheduler; real time again afterwards."""
    moved = set()

    def days(name, number):
        moved.add(name)
        for _ in range(number):
            lab.control(name).advance("1d")
            lab.control(name).tick()

    yield days
    for name in moved:
        lab.control(name).call("POST", "/clock", {"reset": True})
        if name == "elasticsearch":
            reschedule_retention(lab.control(name))


def reschedule_retention(control):
    """The next retention was noted for a day that the clock, set back, has yet to reach; settings that are written are scheduled anew."""
    control.call("POST", "/settings", {})


def initial(repository, name, more=""):
    return f'resource "esdr_snapshot" "initial" {{\n  repository = "{repository}"\n  name = "{name}"\n  {more}\n}}\n'


@pytest.mark.parametrize("name", ["primary", "elasticsearch"])
def test_a_policy_takes_snapshots_and_deletes_old_ones_but_never_the_initial_or_a_foreign_one(lab, workspace, block, unique, clock, name):
    cluster, daily = lab.cluster(name), f"{unique}-daily"
    repository = policies.fs_repository(cluster, unique)
    cluster.fill(f"{unique}-orders", 20)
    more = f'indices = ["{unique}-*"]\nretention = {{ expire_after = "{KEPT_DAYS}d", min_count = 1 }}'
    workspace.write(block(name) + policy(daily, repository, more=more) + initial(repository, f"{daily}-initial", f'indices = ["{unique}-*"]'))
    workspace.apply()
    cluster.snapshot(repository, f"{daily}-foreign", indices=f"{unique}-orders")
    protected = {f"{daily}-initial", f"{daily}-foreign"}

    clock(name, 1)
    [first] = set(cluster.snapshots(repository)) - protected
    assert first.startswith(f"{daily}-")
    clock(name, DAYS - 1)
    present = set(cluster.snapshots(repository))
    assert protected < present
    assert first not in present
    assert KEPT_DAYS <= len(present - protected) <= KEPT_DAYS + 1
    assert_stable(workspace)

    workspace.destroy()
    assert set(cluster.snapshots(repository)) == present


def test_a_stopped_policy_takes_none(lab, workspace, block, unique, clock):
    cluster = lab.cluster("primary")
    repository = policies.fs_repository(cluster, unique)
    workspace.write(block() + policy(unique, repository, more="enabled = false"))
    workspace.apply()
    clock("primary", 2)
    assert cluster.snapshots(repository) == []
    workspace.write(block() + policy(unique, repository))
    workspace.apply()
    clock("primary", 1)
    assert len(cluster.snapshots(repository)) == 1


def test_what_the_policy_says_is_in_the_snapshots(lab, workspace, block, unique, clock):
    cluster = lab.cluster("primary")
    repository = policies.fs_repository(cluster, unique)
    for index in ("a-1", "a-2", "b"):
        cluster.fill(f"{unique}-{index}", 3)
    workspace.write(block() + policy(unique, repository, more=f'indices = ["{unique}-a-*"]\ninclude_global_state = false\nmetadata = {{ owner = "ops" }}\n'
                                                               'snapshot_name = "yyyy-MM-dd"'))
    workspace.apply()
    clock("primary", 1)
    [found] = cluster.get(f"/_snapshot/{repository}/_all")["snapshots"]
    assert sorted(found["indices"]) == [f"{unique}-a-1", f"{unique}-a-2"]
    assert found["include_global_state"] is False and found["metadata"] == {"owner": "ops", "sm_policy": unique}
    assert found["snapshot"].startswith(f"{unique}-20")
