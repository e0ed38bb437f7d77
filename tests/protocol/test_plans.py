"""The provider's schemas and creation plans against the rules of Terraform's core. Nothing is asked of a server: what a plan would look up is unknown."""

import json
import re
from decimal import Decimal

import pytest

from client import Provider
from core import Core, ProviderError, State, complete
from values import UNKNOWN

CREATIONS = {
    "esdr_s3_lifecycle_rule": {"bucket": UNKNOWN, "rule_id": "sweep", "filter": {"prefix": "auto-purge/"}, "expiration": {"days": Decimal(7)}},
    "esdr_snapshot_policy": {"name": UNKNOWN, "repository": UNKNOWN, "schedule": {"cron": "0 2 * * *"}, "retention": {"expire_after": "5d"}},
    "esdr_snapshot_repository": {"name": UNKNOWN, "s3": {"bucket": UNKNOWN, "base_path": "dr"}},
    "esdr_snapshot": {"repository": UNKNOWN, "name": "daily-initial"},
}


def without_unknowns(value):
    if isinstance(value, dict):
        return {name: without_unknowns(item) for name, item in value.items()}
    return None if value is UNKNOWN else value


@pytest.fixture(scope="module")
def walk(provider_binary):
    with Provider.start(provider_binary) as provider:
        yield Core(provider, {"endpoints": UNKNOWN})


def attribute_faults(attribute, path, in_set=False):
    """What InternalValidate refuses (terraform-plugin-protocol.md 2.3)."""
    path = f"{path}.{attribute.name}"
    flags = (attribute.required, attribute.optional, attribute.computed)
    has_nested = attribute.HasField("nested_type")
    faults = [
        (not re.fullmatch("[a-z0-9_]+", attribute.name), "name"),
        (flags not in ((1, 0, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1)), "required, optional, computed"),
        (bool(attribute.type) == has_nested, "type or nested_type"),
        (attribute.write_only and in_set, "write-only in a set"),
        (has_nested and attribute.nested_type.nesting == 0, "nesting"),
    ]
    found = [f"{path}: {what}" for wrong, what in faults if wrong]
    if attribute.type:
        json.loads(attribute.type)
    inside_set = in_set or (has_nested and attribute.nested_type.nesting == 3)
    return found + [fault for nested in attribute.nested_type.attributes for fault in attribute_faults(nested, path, inside_set)]


def block_faults(block, path):
    faults = [fault for attribute in block.attributes for fault in attribute_faults(attribute, path)]
    for nested in block.block_types:
        if nested.nesting == 1 and nested.min_items != nested.max_items:
            faults.append(f"{path}.{nested.type_name}: a single block's numbers of items")
        faults += block_faults(nested.block, f"{path}.{nested.type_name}")
    return faults


def test_terraform_accepts_every_schema(walk):
    schemas = {"provider": walk.schema.provider} | dict(walk.schema.resource_schemas) | dict(walk.schema.data_source_schemas)
    assert [fault for name, schema in schemas.items() for fault in block_faults(schema.block, name)] == []
    assert all(schema.HasField("block") and schema.version >= 0 for schema in schemas.values())


def test_no_resource_takes_the_name_of_a_meta_argument(walk):
    taken = {"count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection"}
    for name, schema in walk.schema.resource_schemas.items():
        assert not taken & {attribute.name for attribute in schema.block.attributes}, name


@pytest.mark.parametrize("type_name", CREATIONS)
def test_a_creation_is_planned_as_core_allows(walk, type_name):
    plan = walk.plan(type_name, None, CREATIONS[type_name])
    assert plan.action == "create"
    assert plan.planned["id"] is UNKNOWN


@pytest.mark.parametrize("type_name", CREATIONS)
def test_a_stored_state_survives_the_upgrade(walk, type_name):
    attributes = walk.attributes(type_name)
    known = without_unknowns(CREATIONS[type_name])
    walk.upgrade(State(type_name, {name: complete(attribute, known.get(name)) for name, attribute in attributes.items()}))


@pytest.mark.parametrize("type_name", CREATIONS)
def test_an_empty_configuration_is_an_error_of_the_user(walk, type_name):
    with pytest.raises(ProviderError):
        walk.plan(type_name, None, {})
