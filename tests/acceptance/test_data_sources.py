"""esdr_cluster and esdr_snapshots: what is read, beside what the cluster itself says."""
import socket

import pytest

import diagnostics
import policies

BOTH_ENGINES = pytest.mark.parametrize("name", ["primary", "elasticsearch"])


# ---- esdr_cluster ----

@pytest.mark.parametrize("name, scheduler, feature", [
    ("primary", "sm", "searchable_snapshots"), ("dr", "sm", "searchable_snapshots"), ("elasticsearch", "slm", "repository_analysis")])
def test_a_cluster_is_what_it_says_it_is(lab, workspace, block, name, scheduler, feature):
    cluster = lab.cluster(name)
    health, state = cluster.get("/_cluster/health"), cluster.get("/_cluster/state/version")
    workspace.write(block(name) + 'data "esdr_cluster" "it" {}\noutput "it" { value = data.esdr_cluster.it }\n')
    workspace.apply()
    told = workspace.outputs["it"]
    assert told["engine"] == cluster.engine and told["version"] == cluster.version
    assert told["name"] == health["cluster_name"] and told["node_count"] == health["number_of_nodes"] and told["uuid"] == state["cluster_uuid"]
    assert (told["sm"], told["slm"]) == (scheduler == "sm", scheduler == "slm")
    assert {scheduler, feature} <= set(told["features"]) and not {"sm", "slm"} - {scheduler} & set(told["features"])


def test_an_engine_that_is_named_is_believed_when_the_cluster_does_not_say(lab, workspace, block):
    workspace.write(block("elasticsearch", more='engine = "elasticsearch"') + 'data "esdr_cluster" "it" {}\noutput "it" { value = data.esdr_cluster.it.slm }\n')
    workspace.apply()
    assert workspace.outputs["it"] is True


def test_a_cluster_that_does_not_answer_is_an_error_with_its_address(workspace, free_port):
    workspace.write(f'provider "esdr" {{\n  endpoints = ["http://127.0.0.1:{free_port}"]\n  max_retries = 0\n}}\ndata "esdr_cluster" "it" {{}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert f"127.0.0.1:{free_port}" in error.detail


@pytest.fixture
def free_port():
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        return reserved.getsockname()[1]


# ---- esdr_snapshots ----

@pytest.fixture(params=["primary", "elasticsearch"])
def repository(request, lab, unique):
    """Snapshots taken by hand, by a policy, and one that misses a shard: (cluster's name, repository)."""
    cluster = lab.cluster(request.param)
    there = policies.fs_repository(cluster, unique)
    key = "policy" if cluster.engine == "elasticsearch" else "sm_policy"
    cluster.fill(f"{unique}-a", 2)
    cluster.snapshot(there, "daily-initial", indices=f"{unique}-a", include_global_state=False)
    cluster.snapshot(there, "daily-1", indices=f"{unique}-a", include_global_state=False, metadata={key: "daily", "number": 7})
    cluster.snapshot(there, "weekly-1", indices=f"{unique}-a", include_global_state=True, metadata={key: "weekly"})
    cluster.put(f"/{unique}-b?wait_for_active_shards=0", {"settings": {"number_of_replicas": 0, "index.routing.allocation.require._name": "nowhere"}})
    cluster.snapshot(there, "daily-2", indices=f"{unique}-*", partial=True, metadata={key: "daily"})
    return request.param, there


@pytest.mark.parametrize("filters, names", [
    ("", ["daily-initial", "daily-1", "weekly-1", "daily-2"]),
    ('name_pattern = "daily-*"', ["daily-initial", "daily-1", "daily-2"]),
    ('name_pattern = "*-1"', ["daily-1", "weekly-1"]),
    ('name_pattern = "daily-1"', ["daily-1"]),
    ('policy = "daily"', ["daily-1", "daily-2"]),
    ('state = "PARTIAL"', ["daily-2"]),
    ('policy = "daily"\nstate = "SUCCESS"\nname_pattern = "d*"', ["daily-1"]),
    ('policy = "nobody"', []),
])
def test_filters_choose_snapshots_oldest_first(lab, workspace, block, repository, filters, names):
    name, there = repository
    began = {entry["snapshot"]: entry["start_time_in_millis"] for entry in lab.cluster(name).get(f"/_snapshot/{there}/_all")["snapshots"]}
    workspace.write(block(name) + f'data "esdr_snapshots" "it" {{\n  repository = "{there}"\n  {filters}\n}}\n'
                                  'output "it" { value = data.esdr_snapshots.it.snapshots[*].name }\n')
    workspace.apply()
    assert workspace.outputs["it"] == sorted(names, key=lambda snapshot: (began[snapshot], snapshot))


def test_every_snapshot_is_told_as_the_cluster_holds_it(lab, workspace, block, unique, repository):
    name, there = repository
    workspace.write(block(name) + f'data "esdr_snapshots" "it" {{ repository = "{there}" }}\noutput "it" {{ value = data.esdr_snapshots.it.snapshots }}\n')
    workspace.apply()
    told = {entry["name"]: entry for entry in workspace.outputs["it"]}
    held = {entry["snapshot"]: entry for entry in lab.cluster(name).get(f"/_snapshot/{there}/_all")["snapshots"]}
    assert set(told) == set(held)
    for snapshot, entry in told.items():
        real = held[snapshot]
        assert (entry["uuid"], entry["state"], entry["version"]) == (real["uuid"], real["state"], real["version"])
        assert entry["indices"] == real["indices"] and entry["include_global_state"] == real["include_global_state"]
        assert entry["shards"] == real["shards"]
        assert entry["start_time"][:19] == real["start_time"][:19] and entry["end_time"][:19] == real["end_time"][:19]
    assert told["daily-initial"]["policy"] is None and told["daily-1"]["policy"] == "daily"
    assert told["daily-1"]["metadata"]["number"] == "7"
    assert told["daily-2"]["shards"]["failed"] == 1


def test_a_repository_that_is_not_there_is_an_error_at_its_name(workspace, block, unique):
    workspace.write(block() + f'data "esdr_snapshots" "it" {{\n  repository = "{unique}-absent"\n}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == "Cannot list the snapshots" and error.code.startswith("repository")
    assert f"[{unique}-absent] missing" in error.detail and f"GET /_snapshot/{unique}-absent/_all" in error.detail


def test_repositories_of_amazon_may_be_read(workspace, block):
    workspace.write(block() + 'data "esdr_snapshots" "it" {\n  repository = "cs-automated-enc"\n}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "[cs-automated-enc] missing" in error.detail


@pytest.mark.parametrize("repository_name", ["*", "_all", "a,b"])
def test_names_that_a_server_would_expand_are_refused(workspace, repository_name):
    workspace.write(f'data "esdr_snapshots" "it" {{\n  repository = "{repository_name}"\n}}\n')
    [error] = diagnostics.errors(diagnostics.validated(workspace))
    assert error.code == f'repository = "{repository_name}"'
