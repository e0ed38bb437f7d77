"""data.esdr_snapshot_policy: contents and runs, beside what the schedulers say."""
import pytest

import diagnostics
import policies

BOTH_ENGINES = pytest.mark.parametrize("name", ["primary", "elasticsearch"])
READ = 'data "esdr_snapshot_policy" "it" {\n  name = %s\n}\noutput "it" { value = data.esdr_snapshot_policy.it }\n'


DAYS_MAX = 10
TICKS_A_DAY = 6      # OpenSearch tries a failed run again three times before it calls it failed


@pytest.fixture
def told_after_days(lab, workspace):
    """Lets days of a cluster's scheduler pass until the data source tells an attribute; real time again afterwards."""
    moved = []

    def told(name, attribute):
        control = lab.control(name)
        moved.append(control)
        for _ in range(DAYS_MAX):
            control.advance("1d")
            for _ in range(TICKS_A_DAY):
                control.tick()
            workspace.apply()
            if workspace.outputs["it"][attribute]:
                return workspace.outputs["it"]
        raise AssertionError(f"{attribute} is still not there: {workspace.outputs['it']}")

    yield told
    for control in moved:
        control.call("POST", "/clock", {"reset": True})


@BOTH_ENGINES
def test_a_policy_is_told_in_the_form_of_the_resource(lab, workspace, block, unique, name):
    repository = policies.fs_repository(lab.cluster(name), unique)
    more = f'indices = ["{unique}-*", "-{unique}-x"]\npartial = true\nretention = {{ expire_after = "5d", min_count = 2, max_count = 9 }}'
    workspace.write(block(name) + policies.policy(f"{unique}-p", repository, more=more) + READ % "esdr_snapshot_policy.it.name")
    workspace.apply()
    told = workspace.outputs["it"]
    assert told["backend_used"] == ("slm" if name == "elasticsearch" else "sm")
    assert (told["repository"], told["schedule"]["cron"], told["partial"], told["enabled"]) == (repository, "0 2 * * *", True, True)
    assert told["indices"] == [f"{unique}-*", f"-{unique}-x"]
    assert {key: told["retention"][key] for key in ("expire_after", "min_count", "max_count")} == {"expire_after": "5d", "min_count": 2, "max_count": 9}


@BOTH_ENGINES
def test_a_run_that_succeeded_and_one_that_failed_are_told(lab, workspace, block, unique, told_after_days, name):
    cluster = lab.cluster(name)
    repository = policies.fs_repository(cluster, unique)
    cluster.fill(f"{unique}-a", 2)
    workspace.write(block(name) + policies.policy(f"{unique}-p", repository, more=f'indices = ["{unique}-a"]') + READ % "esdr_snapshot_policy.it.name")
    workspace.apply()
    told = told_after_days(name, "last_success")
    assert told["last_success"]["time"] and told["last_failure"] is None and told["next_run"]
    if name == "elasticsearch":
        assert told["last_success"]["snapshot"] in cluster.snapshots(repository)
    cluster.delete(f"/{unique}-a")
    told = told_after_days(name, "last_failure")
    assert told["last_failure"]["time"]
    if name == "elasticsearch":
        assert f"{unique}-a" in told["last_failure"]["reason"]


@BOTH_ENGINES
def test_a_policy_that_is_not_there_is_an_error_at_its_name(workspace, block, unique, name):
    workspace.write(block(name) + f'data "esdr_snapshot_policy" "it" {{\n  name = "{unique}-absent"\n}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == "No such policy" and f"{unique}-absent" in error.detail and error.code.startswith("name")


def test_a_scheduler_that_the_cluster_does_not_have_is_an_error(workspace, block, unique):
    workspace.write(block() + f'data "esdr_snapshot_policy" "it" {{\n  name = "{unique}"\n  backend = "slm"\n}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.code.startswith("backend")
