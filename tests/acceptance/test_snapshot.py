"""esdr_snapshot: one snapshot, taken on a real cluster, that no retention touches."""
import pytest

import diagnostics
import policies
from story import assert_stable

ADDRESS = "esdr_snapshot.it"
BOTH_ENGINES = pytest.mark.parametrize("name", ["primary", "elasticsearch"])


def snapshot(repository, name, more="", label="it"):
    return f'resource "esdr_snapshot" "{label}" {{\n  repository = "{repository}"\n  name = "{name}"\n  {more}\n}}\n'


@pytest.fixture
def repository(lab, unique):
    return lambda name="primary": policies.fs_repository(lab.cluster(name), unique)


def held(cluster, repository, name):
    """The snapshot as the cluster tells it; None when there is none."""
    answer = cluster.call("GET", f"/_snapshot/{repository}/{name}")
    return answer.json()["snapshots"][0] if answer.status_code == 200 else None


def break_index(cluster, name):
    """An index whose only shard is on no node, so that no snapshot can hold it."""
    cluster.put(f"/{name}?wait_for_active_shards=0", {"settings": {
        "number_of_shards": 1, "number_of_replicas": 0, "index.routing.allocation.require._name": "nowhere"}})


# ---- taking one ----

@BOTH_ENGINES
def test_a_snapshot_is_taken_and_told_as_the_cluster_holds_it(lab, workspace, block, unique, repository, name):
    cluster, there = lab.cluster(name), repository(name)
    for index in ("orders-1", "orders-2", "orders-old", "other"):
        cluster.fill(f"{unique}-{index}", 5)
    workspace.write(block(name) + snapshot(there, "daily-initial", f'''indices = ["{unique}-orders-*", "-{unique}-orders-old"]
  include_global_state = false
  ignore_unavailable = true
  metadata = {{ purpose = "kept for ever" }}'''))
    assert workspace.plan().creates == [ADDRESS]
    workspace.apply("plan.bin")
    found, state = held(cluster, there, "daily-initial"), workspace.state[ADDRESS]
    assert found["state"] == "SUCCESS" and sorted(found["indices"]) == [f"{unique}-orders-1", f"{unique}-orders-2"]
    assert found["include_global_state"] is False and found["metadata"] == {"purpose": "kept for ever"}
    assert state["uuid"] == found["uuid"] and state["state"] == "SUCCESS" and state["version"] == found["version"]
    assert state["snapshot_indices"] == sorted(found["indices"])
    assert state["shards"] == found["shards"] == {"total": 2, "failed": 0, "successful": 2}
    assert state["start_time"].rstrip("Z").split(".")[0] == found["start_time"].rstrip("Z").split(".")[0]
    assert state["id"] == f"{there}/daily-initial" and state["on_destroy"] == "keep"
    assert_stable(workspace)


def test_a_snapshot_is_asked_for_without_waiting_and_then_polled(lab, workspace, block, unique, repository):
    control, there = lab.control("primary"), repository()
    workspace.write(block() + snapshot(there, "polled", f'indices = ["{unique}-*"]'))
    workspace.apply()
    own = [(entry["method"], entry["path"]) for entry in control.requests() if entry["path"].startswith(f"/_snapshot/{there}/")]
    assert ("PUT", f"/_snapshot/{there}/polled?wait_for_completion=false") in own
    assert own[-1][0] == "GET" and not [path for method, path in own if "wait_for_completion=true" in path]


@BOTH_ENGINES
def test_restoring_it_brings_the_documents_back(lab, workspace, block, unique, repository, name):
    cluster, there = lab.cluster(name), repository(name)
    cluster.fill(f"{unique}-orders", 37)
    workspace.write(block(name) + snapshot(there, "initial", f'indices = ["{unique}-orders"]'))
    workspace.apply()
    cluster.delete(f"/{unique}-orders")
    cluster.post(f"/_snapshot/{there}/initial/_restore?wait_for_completion=true", {"indices": f"{unique}-orders"})
    assert cluster.count(f"{unique}-orders") == 37


# ---- changing one ----

@pytest.mark.parametrize("attribute, first, second", [
    ("name", '"a"', '"b"'),
    ("indices", '["%T%-a"]', '["%T%-b"]'),
    ("ignore_unavailable", "true", "false"),
    ("include_global_state", "false", "true"),
    ("partial", "true", "false"),
    ("metadata", '{ k = "1" }', '{ k = "2" }'),
])
def test_every_change_is_a_replacement_and_the_former_snapshot_makes_room(lab, workspace, block, unique, repository, attribute, first, second):
    cluster, there = lab.cluster("primary"), repository()
    for index in "ab":
        cluster.fill(f"{unique}-{index}", 2)

    def configure(value):
        values = {"name": '"it"', "indices": '["%T%-a"]', attribute: value}
        lines = "\n".join(f"  {key} = {text.replace('%T%', unique)}" for key, text in values.items())
        workspace.write(block() + f'resource "esdr_snapshot" "it" {{\n  repository = "{there}"\n{lines}\n  on_destroy = "delete"\n}}\n')
        return workspace.plan()

    configure(first)
    workspace.apply("plan.bin")
    before = workspace.state[ADDRESS]["uuid"]
    plan = configure(second)
    assert plan.replaces == [ADDRESS]
    workspace.apply("plan.bin")
    assert workspace.state[ADDRESS]["uuid"] != before
    assert len(cluster.snapshots(there)) == 1
    assert_stable(workspace)


def test_what_only_terraform_knows_is_changed_in_place(lab, workspace, block, unique, repository):
    there = repository()
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-*"]'))
    workspace.apply()
    before = workspace.state[ADDRESS]["uuid"]
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-*"]\non_destroy = "delete"\ntimeouts = {{ create = "5m" }}'))
    assert workspace.plan().updates == [ADDRESS]
    workspace.apply("plan.bin")
    assert workspace.state[ADDRESS]["uuid"] == before
    workspace.destroy()
    assert lab.cluster("primary").snapshots(there) == []


@pytest.mark.parametrize("on_destroy, left", [("keep", ["it"]), ("delete", [])])
def test_destroying_keeps_the_snapshot_unless_told_otherwise(lab, workspace, block, unique, repository, on_destroy, left):
    there = repository()
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-*"]\non_destroy = "{on_destroy}"'))
    workspace.apply()
    workspace.destroy()
    assert lab.cluster("primary").snapshots(there) == left


def test_a_snapshot_that_was_deleted_is_taken_again(lab, workspace, block, unique, repository):
    cluster, there = lab.cluster("primary"), repository()
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-*"]'))
    workspace.apply()
    before = workspace.state[ADDRESS]["uuid"]
    cluster.delete(f"/_snapshot/{there}/it")
    assert workspace.plan().creates == [ADDRESS]
    workspace.apply("plan.bin")
    assert held(cluster, there, "it")["uuid"] == workspace.state[ADDRESS]["uuid"] != before


def test_a_repository_that_is_gone_takes_its_snapshots_along(lab, workspace, block, unique, repository):
    cluster, there = lab.cluster("primary"), repository()
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-*"]'))
    workspace.apply()
    cluster.delete(f"/_snapshot/{there}")
    assert workspace.plan().creates == [ADDRESS]
    [error] = diagnostics.errors(diagnostics.applied(workspace, "plan.bin"))
    assert there in error.detail and "missing" in error.detail


# ---- names that are taken ----

def test_a_name_that_holds_something_else_is_refused(lab, workspace, block, unique, repository):
    cluster, there = lab.cluster("primary"), repository()
    for index in "ab":
        cluster.fill(f"{unique}-{index}", 2)
    foreign = cluster.snapshot(there, "it", indices=f"{unique}-b", include_global_state=False)
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-a"]'))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert "exists already" in error.summary and f"{there}/it" in error.detail and "mport" in error.detail
    assert held(cluster, there, "it")["uuid"] == foreign["uuid"]
    assert workspace.state == {}


# ---- snapshots that miss something ----

@BOTH_ENGINES
def test_a_snapshot_that_is_not_whole_is_an_error_and_its_remains_are_replaced(lab, workspace, block, unique, repository, name):
    cluster, there = lab.cluster(name), repository(name)
    cluster.fill(f"{unique}-orders", 3)
    cluster.snapshot(there, "former", indices=f"{unique}-orders", include_global_state=False)
    [shard] = (cluster.repositories / there).glob("**/indices/*/0")
    shard.chmod(0o555)
    cluster.post(f"/{unique}-orders/_doc?refresh=true", {"n": 4})
    workspace.write(block(name) + snapshot(there, "it", f'indices = ["{unique}-orders"]\ninclude_global_state = false\non_destroy = "delete"'))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    shard.chmod(0o755)
    remains = held(cluster, there, "it")
    assert error.summary == "The snapshot cannot be relied on"
    assert f"ended in state {remains['state']}: 1 of 1 shards failed" in error.detail and f"{unique}-orders" in error.detail
    assert workspace.state[ADDRESS]["state"] == remains["state"] != "SUCCESS" and workspace.state[ADDRESS]["shards"]["failed"] == 1
    assert workspace.plan().replaces == [ADDRESS]
    workspace.apply("plan.bin")
    assert held(cluster, there, "it")["state"] == "SUCCESS" and held(cluster, there, "it")["uuid"] != remains["uuid"]
    assert_stable(workspace)


@BOTH_ENGINES
def test_an_index_without_its_shards_is_refused_unless_a_partial_snapshot_will_do(lab, workspace, block, unique, repository, name):
    there = repository(name)
    break_index(lab.cluster(name), f"{unique}-broken")
    workspace.write(block(name) + snapshot(there, "it", f'indices = ["{unique}-broken"]'))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert error.summary == "Cannot take the snapshot" and f"{unique}-broken" in error.detail
    assert workspace.state == {} and held(lab.cluster(name), there, "it") is None


@BOTH_ENGINES
def test_a_partial_snapshot_is_accepted_with_a_warning_where_the_configuration_allows_it(lab, workspace, block, unique, repository, name):
    cluster, there = lab.cluster(name), repository(name)
    cluster.fill(f"{unique}-whole", 3)
    break_index(cluster, f"{unique}-broken")
    workspace.write(block(name) + snapshot(there, "it", f'indices = ["{unique}-*"]\npartial = true'))
    warnings = diagnostics.applied(workspace)
    assert not diagnostics.errors(warnings)
    [warning] = [found for found in warnings if found.summary == "The snapshot is incomplete"]
    assert "1 of 2 shards" in warning.detail and f"{unique}-broken" in warning.detail
    assert workspace.state[ADDRESS]["state"] == "PARTIAL"
    assert workspace.state[ADDRESS]["shards"] == {"total": 2, "failed": 1, "successful": 1}
    assert_stable(workspace)


def test_an_index_that_is_not_there_is_an_error_unless_it_may_be_unavailable(lab, workspace, block, unique, repository):
    there = repository()
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-absent"]'))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert error.summary == "Cannot take the snapshot" and f"{unique}-absent" in error.detail and "404" in error.detail
    assert workspace.state == {}
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-absent"]\nignore_unavailable = true'))
    workspace.apply()
    assert workspace.state[ADDRESS]["snapshot_indices"] == []


def test_an_alias_stands_for_its_indices(lab, workspace, block, unique, repository):
    cluster, there = lab.cluster("primary"), repository()
    cluster.fill(f"{unique}-orders-1", 2)
    cluster.put(f"/{unique}-orders-1/_alias/{unique}-current", {})
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-current"]'))
    workspace.apply()
    assert workspace.state[ADDRESS]["snapshot_indices"] == [f"{unique}-orders-1"]
    assert_stable(workspace)


def test_another_snapshot_under_the_same_name_is_seen(lab, workspace, block, unique, repository):
    cluster, there = lab.cluster("primary"), repository()
    for index in "ab":
        cluster.fill(f"{unique}-{index}", 2)
    workspace.write(block() + snapshot(there, "it", f'indices = ["{unique}-a"]'))
    workspace.apply()
    cluster.delete(f"/_snapshot/{there}/it")
    cluster.snapshot(there, "it", indices=f"{unique}-b")
    assert workspace.plan().replaces == [ADDRESS]


def test_feature_states_belong_to_elasticsearch(lab, workspace, block, unique, repository):
    there = repository("elasticsearch")
    more = f'indices = ["{unique}-*"]\ninclude_global_state = false\nfeature_states = ["none"]'
    workspace.write(block("elasticsearch") + snapshot(there, "it", more))
    workspace.apply()
    assert_stable(workspace)


def test_opensearch_refuses_feature_states(lab, workspace, block, unique, repository):
    workspace.write(block() + snapshot(repository(), "it", 'feature_states = ["none"]'))
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.code == 'feature_states = ["none"]'
    assert "Elasticsearch 7.12" in error.detail and "OpenSearch" in error.detail


# ---- names that no server takes ----

@pytest.mark.parametrize("name", ["Upper", "_under", "with blank", "a,b", "a*", "a#b", ""])
def test_names_are_checked_without_a_cluster(workspace, name):
    workspace.write(snapshot("r", name))
    [error] = diagnostics.errors(diagnostics.validated(workspace))
    assert error.code == f'name = "{name}"'


# ---- import ----

@pytest.fixture
def foreign(lab, unique, repository):
    """A snapshot of two indices that somebody took by hand: (cluster, repository)."""
    cluster, there = lab.cluster("primary"), repository()
    for index in "ab":
        cluster.fill(f"{unique}-{index}", 2)
    cluster.snapshot(there, "initial", indices=f"{unique}-*", include_global_state=False, metadata={"by": "hand"})
    return cluster, there


@pytest.mark.parametrize("more", [
    'indices = ["%T%-*"]\ninclude_global_state = false\nmetadata = { by = "hand" }',
    'indices = ["%T%-a", "%T%-b"]\ninclude_global_state = false\nmetadata = { by = "hand" }',
    'indices = ["%T%-b", "%T%-a*"]\ninclude_global_state = false\nmetadata = { by = "hand" }',
    'include_global_state = false\nmetadata = { by = "hand" }',
])
def test_after_an_import_every_wording_of_the_same_indices_is_no_difference(workspace, block, unique, foreign, more):
    _, there = foreign
    text = block() + snapshot(there, "initial", more.replace("%T%", unique))
    workspace.write(text)
    workspace.import_(ADDRESS, f"{there}/initial")
    assert workspace.state[ADDRESS]["indices"] == [f"{unique}-a", f"{unique}-b"]
    workspace.write(f'import {{\n  to = {ADDRESS}\n  id = "{there}/initial"\n}}\n', "import.tf")
    plan = workspace.plan()
    assert set(plan.changed_attributes(ADDRESS)) <= {"on_destroy"} and not plan.replaces, plan.output
    workspace.apply("plan.bin")
    assert_stable(workspace)


def test_after_an_import_other_indices_are_a_replacement(workspace, block, unique, foreign):
    _, there = foreign
    workspace.write(block() + snapshot(there, "initial", f'indices = ["{unique}-a"]\ninclude_global_state = false\nmetadata = {{ by = "hand" }}'))
    workspace.import_(ADDRESS, f"{there}/initial")
    assert workspace.plan().replaces == [ADDRESS]


def test_an_import_block_writes_a_configuration_whose_plan_is_empty(workspace, block, foreign):
    cluster, there = foreign
    before = held(cluster, there, "initial")
    workspace.write(block() + f'import {{\n  to = {ADDRESS}\n  id = "{there}/initial"\n}}\n')
    workspace.run("plan", "-no-color", "-input=false", "-generate-config-out=generated.tf")
    plan = workspace.plan()
    assert plan.changes[ADDRESS]["importing"] == {"id": f"{there}/initial"} and not plan.replaces, plan.output
    assert set(plan.changed_attributes(ADDRESS)) <= {"on_destroy"}, plan.output
    workspace.apply("plan.bin")
    assert held(cluster, there, "initial") == before
    assert workspace.state[ADDRESS]["metadata"] == {"by": "hand"}
    assert_stable(workspace)


@pytest.mark.parametrize("identifier, summary", [
    ("initial", "Import id has another form"), ("/initial", "Import id has another form"), ("%R%/", "Import id has another form"),
    ("%R%/absent", "Cannot import non-existent remote object"), ("absent-repository/initial", "Cannot import non-existent remote object"),
])
def test_only_a_snapshot_that_is_there_can_be_imported(workspace, block, foreign, identifier, summary):
    _, there = foreign
    workspace.write(block() + snapshot(there, "initial"))
    output = workspace.run("import", "-no-color", "-input=false", ADDRESS, identifier.replace("%R%", there), codes=(1,))
    assert summary in output
