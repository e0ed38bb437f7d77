"""An apply that ends in the middle, by force or on request: what is left behind is known, and the next apply mends it.

Requests are held by faults of the fakes in front of the clusters, or by a proxy in front of the store; a test waits until the request is held."""
import os
import pathlib
import signal
import threading
import time

import pytest

import bucket_rules
import policies
from story import assert_stable
from terraform import unwrap

HELD_SECONDS = 60
LIMIT_SECONDS = 20


def until(condition, what, seconds=LIMIT_SECONDS):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.02)


def processes_of(group):
    """Ids and commands of what lives in a process group, zombies left out."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            state, _, process_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(process_group) == group and state != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_bytes().split(b"\0")[0].decode()
        except (OSError, ValueError):
            continue
    return found


def providers_of(group):
    return [process for process, command in processes_of(group).items() if "terraform-provider-esdr" in command]


def kill_provider(run):
    for process in providers_of(run.pid):
        os.kill(process, signal.SIGKILL)


def kill_terraform(run):
    run.kill()


def kill_all(run):
    os.killpg(run.pid, signal.SIGKILL)


KILLS = pytest.mark.parametrize("kill", [kill_provider, kill_terraform, kill_all])


@pytest.fixture
def apply(workspace):
    """Starts an apply; whatever it started is gone at the end of the test."""
    started = []

    def start():
        run = workspace.start("apply", "-no-color", "-input=false", "-auto-approve")
        started.append(run)
        return run

    yield start
    for run in started:
        until(lambda: not processes_of(run.pid), "nothing is left of the apply")


@pytest.fixture
def hold(lab):
    """Holds the next matching request at the front of a cluster, after `passed` that go on; the result waits until it is held."""
    def held(name, method, path, passed=0):
        control = lab.control(name)
        if passed:
            control.fault(method, path, count=passed)
        control.fault(method, path, hang=HELD_SECONDS, cut="before")
        return lambda: until(lambda: path not in [fault["path"] for fault in control.call("GET", "/fault")], f"{method} {path} comes")

    return held


def ended(run):
    output, _ = run.communicate(timeout=LIMIT_SECONDS)
    return unwrap(output.decode(errors="replace"))


# ---- killed ----

@KILLS
def test_killed_before_a_repository_is_written(lab, workspace, block, unique, hold, apply, kill):
    cluster = lab.cluster("primary")
    workspace.write(block() + f'resource "esdr_snapshot_repository" "it" {{\n  name = "{unique}"\n  fs = {{ location = "{cluster.repositories / unique}" }}\n}}\n')
    is_held = hold("primary", "PUT", f"/_snapshot/{unique}")
    run = apply()
    is_held()
    kill(run)
    ended(run)
    assert unique not in cluster.get("/_snapshot")
    assert workspace.plan().creates == ["esdr_snapshot_repository.it"]
    workspace.apply("plan.bin")
    assert unique in cluster.get("/_snapshot")
    assert_stable(workspace)


@KILLS
@pytest.mark.parametrize("name, method", [("primary", "POST"), ("elasticsearch", "PUT")])
def test_killed_while_a_policy_is_written(lab, workspace, block, unique, apply, kill, name, method):
    """The scheduler has the policy; the provider never learns it."""
    scheduler, control = policies.scheduler(lab, name), lab.control(name)
    there = policies.fs_repository(lab.cluster(name), unique)
    workspace.write(block(name) + policies.policy(unique, there, more='retention = { expire_after = "5d" }'))
    control.fault(method, f"/{unique}$", hang=3)
    run = apply()
    until(lambda: f"/{unique}$" not in [fault["path"] for fault in control.call("GET", "/fault")], "the policy is written")
    kill(run)
    ended(run)
    until(lambda: scheduler.stored(unique) is not None, "the request is carried out although nobody waits for it")
    assert workspace.plan().creates == ["esdr_snapshot_policy.it"]
    output = workspace.apply("plan.bin")
    assert "Object existed already" in output
    assert_stable(workspace)
    workspace.destroy()
    assert scheduler.stored(unique) is None


@KILLS
def test_killed_while_a_snapshot_is_waited_for(lab, workspace, block, unique, hold, apply, kill):
    """Before the snapshot is asked for, it is looked for twice."""
    cluster = lab.cluster("primary")
    there = policies.fs_repository(cluster, unique)
    cluster.fill(f"{unique}-orders", 3)
    workspace.write(block() + long_snapshot(there, unique))
    is_held = hold("primary", "GET", f"/_snapshot/{there}/it", passed=2)
    run = apply()
    is_held()
    assert cluster.snapshots(there) == ["it"]
    kill(run)
    ended(run)
    until(lambda: cluster.get(f"/_snapshot/{there}/it")["snapshots"][0]["state"] == "SUCCESS", "the snapshot is finished")
    uuid = cluster.get(f"/_snapshot/{there}/it")["snapshots"][0]["uuid"]
    assert workspace.plan().creates == ["esdr_snapshot.it"]
    assert "Object existed already" in workspace.apply("plan.bin")
    assert workspace.state["esdr_snapshot.it"]["uuid"] == uuid
    assert cluster.snapshots(there) == ["it"]
    assert_stable(workspace)


@KILLS
def test_killed_while_a_lifecycle_rule_is_written(lab, workspace, block, unique, fresh_bucket, witness, apply, kill):
    bucket = fresh_bucket()
    before = bucket_rules.put(lab, bucket, [bucket_rules.expiring("foreign", "logs/", 30)])
    workspace.write(block(endpoint=witness.endpoint) + f'''resource "esdr_s3_lifecycle_rule" "it" {{
  bucket = "{bucket}"
  rule_id = "ours"
  filter = {{ prefix = "auto-purge/" }}
  expiration = {{ days = 7 }}
}}
''')
    written, release = threading.Event(), threading.Event()

    def hold_answer(method, path):
        if method == "PUT" and "lifecycle" in path and not release.is_set():
            written.set()
            release.wait(HELD_SECONDS)

    witness.after = hold_answer
    run = apply()
    assert written.wait(LIMIT_SECONDS)
    kill(run)
    ended(run)
    release.set()
    assert sorted(bucket_rules.rules(lab, bucket)) == ["foreign", "ours"]
    assert workspace.plan().creates == ["esdr_s3_lifecycle_rule.it"]
    assert "Object existed already" in workspace.apply("plan.bin")
    assert_stable(workspace)
    workspace.destroy()
    assert bucket_rules.rules(lab, bucket) == before


# ---- asked to stop ----

def long_snapshot(repository, unique, more=""):
    return (f'resource "esdr_snapshot" "it" {{\n  repository = "{repository}"\n  name = "it"\n  indices = ["{unique}-orders"]\n'
            f"  include_global_state = false\n  {more}\n}}\n")


IN_PROGRESS = '{"snapshots":[{"snapshot":"it","uuid":"not-finished","version":"3.6.0","indices":["%I%"],"state":"IN_PROGRESS","include_global_state":false,' \
              '"start_time_in_millis":1700000000000,"end_time_in_millis":0,"failures":[],"shards":{"total":1,"failed":0,"successful":0}}]}'


def hold_wait(lab, repository):
    """Returns once the cluster was asked for the snapshot, and for its state."""
    control = lab.control("primary")

    def asked():
        own = [entry["method"] for entry in control.requests() if entry["path"].startswith(f"/_snapshot/{repository}/it")]
        return "PUT" in own and own[-1] == "GET"

    until(asked, "the snapshot is waited for")


@pytest.fixture
def endless(lab, unique):
    """A repository whose snapshot "it" never ends, as far as the provider can tell."""
    cluster, control = lab.cluster("primary"), lab.control("primary")
    there = policies.fs_repository(cluster, unique)
    cluster.fill(f"{unique}-orders", 3)

    def begin():
        control.fault("PUT", f"/_snapshot/{there}/it", status=200, body='{"accepted":true}')
        control.fault("GET", f"/_snapshot/{there}/it$", status=404, count=2,
                      body='{"error":{"type":"snapshot_missing_exception","reason":"[it] is missing"},"status":404}')
        control.fault("GET", f"/_snapshot/{there}/it$", status=200, count=100000, body=IN_PROGRESS.replace("%I%", f"{unique}-orders"))

    yield there, begin
    drain(control, there)


def drain(control, repository):
    """Takes the faults of this test away, and those of nobody else."""
    kept = [fault for fault in control.call("GET", "/fault") if f"/_snapshot/{repository}/" not in fault["path"]]
    control.call("DELETE", "/fault")
    for fault in kept:
        control.call("POST", "/fault", fault)


def test_an_interrupt_ends_a_long_wait_at_once_and_what_exists_stays_known(lab, workspace, block, unique, endless, apply):
    there, begin = endless
    workspace.write(block() + long_snapshot(there, unique))
    begin()
    run = apply()
    hold_wait(lab, there)
    os.killpg(run.pid, signal.SIGINT)
    asked = time.monotonic()
    output = ended(run)
    assert time.monotonic() - asked < 5
    assert run.returncode == 1 and "panic" not in output and "Plugin did not respond" not in output
    assert 'Stopped while waiting for snapshot "it" to be finished' in output
    assert workspace.state["esdr_snapshot.it"]["id"] == f"{there}/it"
    drain(lab.control("primary"), there)
    assert workspace.plan().creates == ["esdr_snapshot.it"]
    workspace.apply("plan.bin")
    assert lab.cluster("primary").snapshots(there) == ["it"]
    assert_stable(workspace)


def test_the_timeout_of_the_resource_ends_a_wait_and_says_so(lab, workspace, block, unique, endless):
    there, begin = endless
    workspace.write(block() + long_snapshot(there, unique, 'timeouts = { create = "2s" }'))
    begin()
    began = time.monotonic()
    output = workspace.fails("apply")
    assert 2 <= time.monotonic() - began < 15
    assert 'waiting for snapshot "it" to be finished' in output and "2s" in output
    assert workspace.state["esdr_snapshot.it"]["id"] == f"{there}/it"


def test_an_interrupt_while_a_cluster_does_not_answer_ends_at_once(lab, workspace, block, unique, hold, apply):
    workspace.write(block() + policies.policy(unique, unique))
    is_held = hold("primary", "POST", f"/policies/{unique}")
    run = apply()
    is_held()
    os.killpg(run.pid, signal.SIGINT)
    asked = time.monotonic()
    ended(run)
    assert time.monotonic() - asked < 5
    assert run.returncode == 1


# ---- nothing stays behind ----

@pytest.mark.parametrize("verb", ["validate", "plan", "apply"])
def test_no_provider_outlives_its_terraform(workspace, block, unique, lab, verb):
    there = policies.fs_repository(lab.cluster("primary"), unique)
    workspace.write(block() + policies.policy(unique, there))
    run = workspace.start(*{"validate": ["validate"], "plan": ["plan"], "apply": ["apply", "-auto-approve"]}[verb])
    run.communicate(timeout=60)
    assert run.returncode == 0
    until(lambda: not processes_of(run.pid), "the provider ends", 5)
