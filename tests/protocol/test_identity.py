"""Resource identity (tfplugin6 6.9), as clients that know it ask for it; only planning and importing, which need no server."""

import json
import re

import pytest

from client import Provider
from core import Core, ProviderError, object_kind, proposed_new
from values import UNKNOWN, decode

IDENTITIES = {
    "esdr_s3_lifecycle_rule": {"bucket": "acme-backups", "rule_id": "auto/purge"},
    "esdr_snapshot": {"repository": "dr", "name": "daily-initial"},
    "esdr_snapshot_policy": {"name": "daily"},
    "esdr_snapshot_repository": {"name": "dr"},
}
KINDS = {name: ["object", dict.fromkeys(identity, "string")] for name, identity in IDENTITIES.items()}


@pytest.fixture(scope="module")
def walk(provider_binary):
    with Provider.start(provider_binary) as provider:
        yield Core(provider, {"endpoints": UNKNOWN})


def identity_message(walk, type_name, identity):
    return walk.messages.ResourceIdentityData(identity_data=walk.dynamic(KINDS[type_name], identity))


def identity_of(type_name, message):
    return decode(KINDS[type_name], message.identity_data.msgpack)


def test_every_resource_has_an_identity_schema_that_clients_accept(walk):
    schemas = walk.ask("GetResourceIdentitySchemas").identity_schemas
    assert set(schemas) == set(walk.schema.resource_schemas) == set(IDENTITIES)
    for type_name, schema in schemas.items():
        assert schema.version == 0
        assert {each.name for each in schema.identity_attributes} == set(IDENTITIES[type_name])
        for each in schema.identity_attributes:
            assert json.loads(each.type) == "string" and re.fullmatch("[a-z_]+", each.name)
            assert each.required_for_import and not each.optional_for_import and each.description


@pytest.mark.parametrize("type_name", IDENTITIES)
def test_an_object_is_imported_by_identity_as_by_id(walk, type_name):
    identity = IDENTITIES[type_name]
    by_identity = walk.ask("ImportResourceState", type_name=type_name, identity=identity_message(walk, type_name, identity)).imported_resources[0]
    by_id = walk.ask("ImportResourceState", type_name=type_name, id="/".join(identity.values())).imported_resources[0]
    assert by_identity == by_id
    assert identity_of(type_name, by_identity.identity) == identity
    state = walk.value(walk.attributes(type_name), by_identity.state, "import")
    assert {name: state[name] for name in identity} == identity


@pytest.mark.parametrize("type_name", IDENTITIES)
def test_an_identity_without_a_part_imports_nothing(walk, type_name):
    for missing in IDENTITIES[type_name]:
        with pytest.raises(ProviderError, match=missing):
            walk.ask("ImportResourceState", type_name=type_name, identity=identity_message(walk, type_name, IDENTITIES[type_name] | {missing: None}))


@pytest.mark.parametrize("type_name, first", [("esdr_s3_lifecycle_rule", "bucket"), ("esdr_snapshot", "repository")])
def test_an_identity_does_not_import_another_object(walk, type_name, first):
    with pytest.raises(ProviderError, match="Identity cannot exist"):
        walk.ask("ImportResourceState", type_name=type_name, identity=identity_message(walk, type_name, IDENTITIES[type_name] | {first: "a/b"}))


@pytest.mark.parametrize("type_name", IDENTITIES)
def test_a_destruction_keeps_the_identity(walk, type_name):
    kind = object_kind(walk.attributes(type_name))
    prior = {name: None for name in walk.attributes(type_name)} | IDENTITIES[type_name] | {"id": "x"}
    none = walk.dynamic(kind, None)
    plan = walk.ask("PlanResourceChange", type_name=type_name, prior_state=walk.dynamic(kind, prior), proposed_new_state=none, config=none,
                    prior_identity=identity_message(walk, type_name, IDENTITIES[type_name]))
    assert identity_of(type_name, plan.planned_identity) == IDENTITIES[type_name]


def test_what_a_creation_does_not_know_yet_is_unknown(walk):
    type_name = "esdr_snapshot"
    attributes = walk.attributes(type_name)
    config = walk.completed(attributes, {"repository": UNKNOWN, "name": "daily-initial"})
    kind = object_kind(attributes)
    plan = walk.ask("PlanResourceChange", type_name=type_name, prior_state=walk.dynamic(kind, None), config=walk.dynamic(kind, config),
                    proposed_new_state=walk.dynamic(kind, proposed_new(attributes, None, config)))
    assert identity_of(type_name, plan.planned_identity) == {"repository": UNKNOWN, "name": "daily-initial"}


@pytest.mark.parametrize("type_name", IDENTITIES)
def test_a_stored_identity_survives_the_upgrade(walk, type_name):
    raw = walk.messages.RawState(json=json.dumps(IDENTITIES[type_name]).encode())
    answer = walk.ask("UpgradeResourceIdentity", type_name=type_name, version=0, raw_identity=raw)
    assert identity_of(type_name, answer.upgraded_identity) == IDENTITIES[type_name]
    with pytest.raises(ProviderError, match="newer version"):
        walk.ask("UpgradeResourceIdentity", type_name=type_name, version=1, raw_identity=raw)
