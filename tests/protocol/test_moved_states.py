"""Objects of other providers that a `moved` block brings here, in the words of their own states (peer-providers.md 1.1 to 1.5)."""

import json

import pytest

from client import Provider
from core import Core, ProviderError

OPENSEARCH, ELASTICSTACK = "opensearch-project/opensearch", "elastic/elasticstack"
STATES = {
    "opensearch_snapshot_repository": (OPENSEARCH, "esdr_snapshot_repository", {
        "id": "dr", "name": "dr", "type": "s3", "settings": {"bucket": "acme-backups", "base_path": "dr", "region": "eu-central-1"}}),
    "opensearch_sm_policy": (OPENSEARCH, "esdr_snapshot_policy", {
        "id": "daily-sm-policy", "policy_name": "daily", "body": json.dumps({"enabled": True, "snapshot_config": {"repository": "dr"}}), "primary_term": 1,
        "seq_no": 4}),
    "elasticstack_elasticsearch_snapshot_repository": (ELASTICSTACK, "esdr_snapshot_repository", {
        "id": "jDC8BGdIR5-x/dr", "name": "dr", "verify": True, "s3": {"bucket": "acme-backups", "base_path": "dr", "client": "default"}, "fs": None,
        "elasticsearch_connection": []}),
    "elasticstack_elasticsearch_snapshot_lifecycle": (ELASTICSTACK, "esdr_snapshot_policy", {
        "id": "jDC8BGdIR5-x/daily", "name": "daily", "schedule": "0 30 1 * * ?", "repository": "dr", "snapshot_name": "<snap-{now/d}>",
        "expire_after": "30d", "elasticsearch_connection": []}),
}
EACH = pytest.mark.parametrize("source", STATES)


@pytest.fixture
def core(provider_binary):
    """Not configured: clients move before they configure."""
    with Provider.start(provider_binary) as provider:
        yield Core(provider)


def move(core, source, host="registry.terraform.io", **changes):
    provider, target, state = STATES[source]
    asked = {"source_provider_address": f"{host}/{provider}", "source_type_name": source, "target_type_name": target} | changes
    state = asked.pop("state", state)
    return core.ask("MoveResourceState", source_state=core.messages.RawState(json=json.dumps(state).encode()), **asked)


@EACH
@pytest.mark.parametrize("host", ["registry.terraform.io", "registry.opentofu.org"])
def test_a_moved_object_is_what_an_import_of_it_would_be(core, source, host):
    _, target, state = STATES[source]
    name = state.get("policy_name") or state["name"]
    moved = move(core, source, host)
    core.ask("ConfigureProvider", config=core.messages.DynamicValue())
    imported = core.ask("ImportResourceState", type_name=target, id=name).imported_resources[0]
    assert core.value(core.attributes(target), moved.target_state, "move")["name"] == name
    assert (moved.target_state, moved.target_private, moved.target_identity) == (imported.state, imported.private, imported.identity)
    assert core.warnings == []


@EACH
def test_nothing_moves_into_the_other_type_or_from_another_provider(core, source):
    other = {"esdr_snapshot_repository": "esdr_snapshot_policy", "esdr_snapshot_policy": "esdr_snapshot_repository"}[STATES[source][1]]
    for changes in ({"target_type_name": other}, {"source_provider_address": "registry.terraform.io/acme/tools"}):
        with pytest.raises(ProviderError, match="cannot be moved"):
            move(core, source, **changes)


@EACH
def test_a_state_without_the_name_is_not_moved(core, source):
    with pytest.raises(ProviderError, match="cannot be read"):
        move(core, source, state={"id": "x"})


@pytest.mark.parametrize("source", [source for source in STATES if source.startswith("elasticstack")])
def test_a_connection_of_its_own_is_not_carried_over_without_a_word(core, source):
    move(core, source, state=STATES[source][2] | {"elasticsearch_connection": [{"endpoints": ["https://other:9200"]}]})
    assert core.warnings == ["Attribute was not carried over"]


def test_the_capability_is_told(core):
    assert core.schema.server_capabilities.move_resource_state
