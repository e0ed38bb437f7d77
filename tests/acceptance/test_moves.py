"""Objects that another provider managed, brought over by a `moved` block: nothing is made anew and nothing is changed."""
import json

import pytest

import policies
import repositories
from policies import policy
from repositories import repository
from terraform import SOURCE_ADDRESS

STAND_INS = {"opensearch": "opensearch-project/opensearch", "elasticstack": "elastic/elasticstack"}


@pytest.fixture
def moving_workspace(workspace, provider_folder, tmp_path):
    """A working directory in which the other providers are installed: Terraform starts the providers of a state, but asks them nothing about what moves
    away. This provider's own binary stands in for them."""
    overrides = [f'"{SOURCE_ADDRESS}" = "{provider_folder}"', f'"registry.opentofu.org/esdr/esdr" = "{provider_folder}"']
    for name, address in STAND_INS.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"terraform-provider-{name}").symlink_to(provider_folder / "terraform-provider-esdr")
        overrides += [f'"{host}/{address}" = "{folder}"' for host in ("registry.terraform.io", "registry.opentofu.org")]
    rows = "\n".join(f"    {row}" for row in overrides)
    (workspace.folder / "terraform.rc").write_text(f"provider_installation {{\n  dev_overrides {{\n{rows}\n  }}\n  direct {{}}\n}}\n")
    return workspace


def foreign_state(workspace, provider, kind, attributes, version=0):
    instance = {"schema_version": version, "attributes": attributes, "sensitive_attributes": []}
    resource = {"mode": "managed", "type": kind, "name": "old", "provider": f'provider["registry.terraform.io/{provider}"]', "instances": [instance]}
    state = {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "0a7b4f6e-97a1-4e8f-8f6f-0d6c6a1d4a55", "outputs": {}, "resources": [resource]}
    (workspace.folder / "terraform.tfstate").write_text(json.dumps(state))


def moved(kind, target):
    return f"moved {{\n  from = {kind}.old\n  to = {target}\n}}\n"


def assert_moves(workspace, source, target):
    plan = workspace.plan()
    assert plan.is_empty, plan.output
    [change] = [each for each in plan.document["resource_changes"] if each["address"] == target]
    assert change["previous_address"] == f"{source}.old"
    workspace.run("apply", "-no-color", "-input=false", "plan.bin")
    assert workspace.plan().is_empty


@pytest.mark.parametrize("name, provider, source", [
    ("primary", "opensearch-project/opensearch", "opensearch_snapshot_repository"),
    ("elasticsearch", "elastic/elasticstack", "elasticstack_elasticsearch_snapshot_repository"),
])
def test_a_repository_moves_without_a_change(lab, moving_workspace, block, unique, name, provider, source):
    cluster = lab.cluster(name)
    place = {"location": repositories.folder(cluster, unique)}
    repositories.register(cluster, unique, "fs", place)
    before = repositories.registered(cluster, unique)
    foreign_state(moving_workspace, provider, source, {"id": unique, "name": unique, "type": "fs", "settings": place})
    moving_workspace.write(block(name) + repository(unique, fs=place) + moved(source, repositories.ADDRESS))
    assert_moves(moving_workspace, source, repositories.ADDRESS)
    assert repositories.registered(cluster, unique) == before


def test_a_snapshot_management_policy_moves_without_a_change(lab, moving_workspace, block, unique):
    source, target = "opensearch_sm_policy", "esdr_snapshot_policy.it"
    configuration = block() + policy(unique, policies.fs_repository(lab.cluster("primary"), unique))
    moving_workspace.write(configuration)
    moving_workspace.run("apply", "-no-color", "-input=false", "-auto-approve")
    before = policies.scheduler(lab, "primary").stored(unique)
    foreign_state(moving_workspace, "opensearch-project/opensearch", source, {"id": f"{unique}-sm-policy", "policy_name": unique, "body": "{}"})
    moving_workspace.write(configuration + moved(source, target))
    assert_moves(moving_workspace, source, target)
    assert policies.scheduler(lab, "primary").stored(unique) == before


def test_a_type_that_nothing_is_known_of_is_not_moved(lab, moving_workspace, block, unique):
    place = {"location": repositories.folder(lab.cluster("primary"), unique)}
    foreign_state(moving_workspace, "opensearch-project/opensearch", "opensearch_index", {"id": unique, "name": unique})
    moving_workspace.write(block() + repository(unique, fs=place) + moved("opensearch_index", repositories.ADDRESS))
    assert "Object cannot be moved" in moving_workspace.run("plan", "-no-color", "-input=false", codes=(1,))
