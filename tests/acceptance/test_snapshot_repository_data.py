"""data.esdr_snapshot_repository beside what the cluster has registered."""
import pytest

import diagnostics
import repositories

BOTH_ENGINES = pytest.mark.parametrize("name", ["primary", "elasticsearch"])


def told(workspace, block, name, repository):
    workspace.write(block(name) + f'data "esdr_snapshot_repository" "it" {{\n  name = "{repository}"\n}}\n'
                                  'output "it" { value = data.esdr_snapshot_repository.it }\n')
    workspace.apply()
    return workspace.outputs["it"]


@BOTH_ENGINES
def test_a_repository_is_told_as_the_cluster_holds_it(lab, workspace, block, unique, name):
    cluster = lab.cluster(name)
    settings = {"location": repositories.folder(cluster, unique), "readonly": "true", "chunk_size": "1gb"}
    repositories.register(cluster, unique, "fs", settings)
    found = told(workspace, block, name, unique)
    assert (found["type"], found["readonly"], found["s3"]) == ("fs", True, None)
    assert found["settings"] == repositories.settings_of(cluster, unique)


@pytest.mark.parametrize("layout", [None, "fixed", "hashed_infix"])
def test_an_s3_repository_tells_its_bucket_and_its_keys(lab, workspace, block, unique, layout):
    cluster = lab.cluster("primary")
    chosen = {"shard_path_type": layout} if layout else {}
    repositories.register(cluster, unique, "s3", {"bucket": lab.bucket("primary"), "base_path": f"{unique}/x", **chosen})
    found = told(workspace, block, "primary", unique)["s3"]
    assert (found["bucket"], found["base_path"]) == (lab.bucket("primary"), f"{unique}/x")
    assert found["shard_path_type"] == (layout or "hashed_prefix")
    assert found["key_patterns"] == [f"{unique}/x/*"] + ([] if layout else [15 * "?" + f"/{unique}/x/indices/*"])


def test_the_identity_of_contents_is_told_once_there_are_some(lab, workspace, block, unique):
    cluster = lab.cluster("elasticsearch")
    repositories.register(cluster, unique, "fs", {"location": repositories.folder(cluster, unique)})
    assert told(workspace, block, "elasticsearch", unique)["uuid"] is None
    cluster.fill(f"{unique}-a", 2)
    cluster.snapshot(unique, "one", indices=f"{unique}-a")
    assert told(workspace, block, "elasticsearch", unique)["uuid"] == cluster.get(f"/_snapshot/{unique}")[unique]["uuid"]


@pytest.mark.parametrize("repository", ["absent", "cs-automated-enc"])
def test_a_repository_that_is_not_registered_is_an_error_at_its_name(workspace, block, unique, repository):
    name = f"{unique}-absent" if repository == "absent" else repository
    workspace.write(block() + f'data "esdr_snapshot_repository" "it" {{\n  name = "{name}"\n}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == "No such repository" and f'no snapshot repository "{name}"' in error.detail and error.code.startswith("name")


def test_names_that_a_server_would_expand_are_refused(workspace):
    workspace.write('data "esdr_snapshot_repository" "it" {\n  name = "*"\n}\n')
    [error] = diagnostics.errors(diagnostics.validated(workspace))
    assert error.code == 'name = "*"'
