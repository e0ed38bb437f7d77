"""Reads schemas/ and refuses what Terraform, the C tables or a reader could not use."""

import json
import re
from pathlib import Path

SCALARS = ("string", "bool", "integer")
COLLECTIONS = ("list(string)", "set(string)", "map(string)")
OBJECT_COLLECTIONS = ("list(object)", "set(object)", "map(object)")
NESTED = ("object", "block") + OBJECT_COLLECTIONS
TYPES = SCALARS + COLLECTIONS + NESTED
MODES = ("required", "optional", "computed", "optional+computed")
OPERATIONS = ("create", "read", "update", "delete")
RULES = ("exactly_one_of", "at_most_one_of", "at_least_one_of", "all_or_none")

# Checks that need arguments; every other one is a function of provider/validators without any.
VALIDATORS_WITH_ARGUMENTS = {"one_of": "string", "length": "string", "between": "integer"}
PLAIN_VALIDATORS = (
    "account_id", "aws_region", "base_path", "bucket_name", "cron", "duration", "go_duration", "hdfs_uri", "http_url", "index_pattern", "key_prefix",
    "midnight_date", "not_empty", "policy_name", "repository_name", "repository_name_to_read", "repository_url", "role_arn", "rule_prefix", "sha256",
    "size", "snapshot_name", "storage_class", "timezone",
)
SAME_MEANINGS = ("cron", "date", "duration", "letter_case", "size")

# terraform-plugin-protocol.md 2.3
META_ARGUMENTS = {
    "provider": {"version", "alias"},
    "resource": {"count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection"},
    "data source": {"count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection"},
}

OBJECT_KEYS = {"name", "version", "description", "attributes", "rules"}
ALLOWED_OBJECT_KEYS = {
    "provider": OBJECT_KEYS,
    "resource": OBJECT_KEYS | {"timeouts", "import", "identity", "struct"},
    "data source": OBJECT_KEYS,
}
ATTRIBUTE_KEYS = {
    "type", "mode", "description", "replace", "stable", "unreadable", "sensitive", "default", "wire_name", "same_meaning", "validators", "attributes", "include", "rules",
}
FUNCTION_KEYS = {"name", "summary", "description", "parameters", "result"}
PARAMETER_KEYS = {"name", "type", "description", "nullable"}

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
DESCRIPTION_LIMIT = 4000


class SchemaError(Exception):
    """Something in schemas/ that must be changed; the text says where and how."""


class Place:
    """Where in schemas/ something stands."""

    def __init__(self, kind, file, path=()):
        self.kind, self.file, self.path = kind, file, path

    def below(self, name):
        return Place(self.kind, self.file, self.path + (name,))

    def refuse(self, why):
        where = ".".join(self.path)
        raise SchemaError(f"{self.file}: {where + ': ' if where else ''}{why}")

    def require(self, holds, why):
        if not holds:
            self.refuse(why)


class Schemas:
    """All of schemas/, checked and expanded; attributes are sorted by name."""

    def __init__(self, root):
        root = Path(root)
        self.attribute_sets = {file.stem: read_json(file) for file in sorted((root / "attributes").glob("*.json"))}
        self.provider = self.object("provider", root / "provider.json")
        self.resources = [self.object("resource", file) for file in sorted((root / "resources").glob("*.json"))]
        self.data_sources = [self.object("data source", file) for file in sorted((root / "data_sources").glob("*.json"))]
        self.functions = [read_function(file) for file in sorted((root / "functions").glob("*.json"))]

    def object(self, kind, file):
        place = Place(kind, file_name(file))
        schema = read_json(file)
        check_keys(place, schema, ALLOWED_OBJECT_KEYS[kind], {"name", "version", "description", "attributes"} | ({"import", "identity"} if kind == "resource" else set()))
        name = "esdr" if kind == "provider" else file.stem
        place.require(schema["name"] == name, f'the name must be "{name}", as the file says')
        place.require(is_integer(schema["version"]) and schema["version"] >= 0, "the version must be a whole number from 0")
        place.require(isinstance(schema["attributes"], dict) and schema["attributes"], "there must be attributes")
        place.require(IDENTIFIER.fullmatch(schema.get("struct", "struct")), "the struct is an identifier")
        schema["file"] = place.file
        schema["description"] = read_description(place, schema["description"])
        check_top_level_names(place, schema["attributes"])
        self.finish_attributes(place, schema, None)
        add_timeouts(place, schema)
        if kind == "resource":
            check_id(place, schema["attributes"])
            check_identity(place, schema["identity"], schema["attributes"])
        return schema

    def finish_attributes(self, place, owner, parent):
        attributes = dict(owner["attributes"])
        for included in owner.get("include", []):
            place.require(included in self.attribute_sets, f"there is no schemas/attributes/{included}.json")
            for name, attribute in self.attribute_sets[included].items():
                place.require(name not in attributes, f"{name} is both here and in {included}")
                attributes[name] = json.loads(json.dumps(attribute))
        for name, attribute in attributes.items():
            self.finish_attribute(place.below(name), name, attribute, parent)
        owner["attributes"] = dict(sorted(attributes.items()))
        owner["rules"] = [read_rule(place, rule, attributes) for rule in owner.get("rules", [])]

    def finish_attribute(self, place, name, attribute, parent):
        check_keys(place, attribute, ATTRIBUTE_KEYS, {"type", "mode", "description"})
        place.require(IDENTIFIER.fullmatch(name), "a name is lower-case letters, digits and underscores")
        place.require(attribute["type"] in TYPES, f'there is no type "{attribute["type"]}"')
        place.require(attribute["mode"] in MODES, f'the mode is one of {", ".join(MODES)}')
        attribute["description"] = read_description(place, attribute["description"])
        check_mode(place, attribute, parent)
        check_flags(place, attribute, parent)
        check_values(place, attribute)
        check_default(place, attribute, parent)
        if attribute["type"] not in NESTED:
            place.require(not attribute.keys() & {"attributes", "include", "rules"}, "only objects have attributes, include and rules")
            return
        place.require(attribute.get("attributes"), "an object needs attributes")
        self.finish_attributes(place, attribute, Parent(attribute, parent))


class Parent:
    """What the objects around an attribute say."""

    def __init__(self, attribute, parent):
        self.kind = attribute["type"]
        self.in_set = self.kind == "set(object)" or bool(parent and parent.in_set)
        self.in_collection = self.kind in OBJECT_COLLECTIONS or bool(parent and parent.in_collection)
        self.computed = attribute["mode"] == "computed"


def file_name(file):
    parts = Path(file).parts
    return "/".join(parts[parts.index("schemas"):] if "schemas" in parts else parts[-2:])


def without_repetition(pairs):
    names = [name for name, _ in pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f'{", ".join(repeated)} is written twice')
    return dict(pairs)


def read_json(file):
    try:
        content = json.loads(Path(file).read_text(encoding="utf-8"), object_pairs_hook=without_repetition)
    except (OSError, ValueError) as error:
        raise SchemaError(f"{file_name(file)}: {error}") from error
    if not isinstance(content, dict):
        raise SchemaError(f"{file_name(file)}: it must be a JSON object")
    return content


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def check_keys(place, mapping, allowed, required):
    place.require(isinstance(mapping, dict), "it must be a JSON object")
    unknown, missing = sorted(mapping.keys() - allowed), sorted(required - mapping.keys())
    place.require(not unknown, f'unknown key {", ".join(unknown)}')
    place.require(not missing, f'missing key {", ".join(missing)}')


def read_description(place, description):
    text = "\n\n".join(description) if isinstance(description, list) else description
    place.require(isinstance(text, str) and text.strip(), "the description is empty")
    place.require(text.endswith("."), "the description does not end with a full stop")
    place.require(text.isascii(), "the description has letters outside ASCII")
    place.require(len(text) <= DESCRIPTION_LIMIT, f"the description is longer than {DESCRIPTION_LIMIT} bytes, which C compilers need not take")
    return text


def check_top_level_names(place, attributes):
    for name in attributes:
        place.require(name not in META_ARGUMENTS[place.kind], f"{name} is an argument that Terraform takes for itself")
        place.require(place.kind == "provider" or name != "timeouts", 'timeouts are declared as "timeouts": ["create", ...]')


def check_id(place, attributes):
    identity = attributes.get("id")
    place.require(identity, "a resource needs the attribute id")
    is_plain = identity["type"] == "string" and identity["mode"] == "computed" and identity.get("stable")
    place.require(is_plain, "id must be a computed, stable string")


def check_identity(place, names, attributes):
    is_list = isinstance(names, list) and names and all(isinstance(name, str) for name in names)
    place.require(is_list and len(set(names)) == len(names), "the identity is a list of different names")
    for name in names:
        place.require(name in attributes, f"the identity names {name}, which is no attribute here")
        attribute = attributes[name]
        is_lasting = attribute["type"] == "string" and attribute["mode"] == "required" and attribute.get("replace")
        place.require(is_lasting, f"the identity names {name}, which is no required string whose change replaces the object")


def check_mode(place, attribute, parent):
    kind, mode = attribute["type"], attribute["mode"]
    is_computed = "computed" in mode
    place.require(place.kind != "provider" or not is_computed, "nothing is computed in a provider block")
    place.require(not (parent and parent.computed) or mode == "computed", "everything in a computed object is computed")
    place.require(not (parent and parent.in_set and not parent.computed) or not is_computed, "nothing in an element of a configured set may be computed")
    if kind != "block":
        return
    place.require(place.kind == "provider", "blocks are for the provider; write an object")
    place.require(mode == "optional", "a block is optional")
    place.require(not parent or parent.kind == "block", "a block may only stand in a block")


def check_flags(place, attribute, parent):
    kind, mode = attribute["type"], attribute["mode"]
    for flag in ("replace", "stable", "unreadable", "sensitive"):
        place.require(attribute.get(flag, True) is True, f"{flag} is true or left out")
    if attribute.get("replace"):
        place.require(place.kind == "resource", "only a resource can be replaced")
        place.require(mode != "computed", "a computed attribute has no change that could replace anything")
        place.require(not (parent and parent.in_collection), "replace is not looked at in elements of collections")
    if attribute.get("stable"):
        place.require("computed" in mode, "only a computed attribute is stable")
        place.require(not (parent and parent.in_collection), "stable is not looked at in elements of collections")
    place.require(not attribute.get("sensitive") or kind != "block", "a block cannot be sensitive")
    if "wire_name" in attribute:
        place.require(isinstance(attribute["wire_name"], str) and attribute["wire_name"], "the wire name is empty")


def element_type(attribute):
    return "string" if attribute["type"] in COLLECTIONS else attribute["type"]


def check_values(place, attribute):
    if "same_meaning" in attribute:
        place.require(attribute["same_meaning"] in SAME_MEANINGS, f'there is no meaning "{attribute["same_meaning"]}"')
        place.require(element_type(attribute) == "string", "only texts have a meaning to compare")
    validators = attribute.setdefault("validators", [])
    place.require(isinstance(validators, list), "validators are a list")
    place.require(not validators or attribute["mode"] != "computed", "nothing validates a computed attribute")
    for validator in validators:
        place.require(isinstance(validator, dict) and len(validator) == 1, "a validator is an object with one key")
        check_validator(place, attribute, *next(iter(validator.items())))


def check_validator(place, attribute, name, arguments):
    place.require(name in VALIDATORS_WITH_ARGUMENTS or name in PLAIN_VALIDATORS, f'there is no validator "{name}"')
    wanted = VALIDATORS_WITH_ARGUMENTS.get(name, "string")
    place.require(element_type(attribute) == wanted, f"{name} is for the type {wanted}")
    if name == "one_of":
        is_list = isinstance(arguments, list) and arguments and all(isinstance(choice, str) for choice in arguments)
        place.require(is_list and len(set(arguments)) == len(arguments), "one_of takes a list of different texts")
    elif name in VALIDATORS_WITH_ARGUMENTS:
        check_range(place, name, arguments)
    else:
        place.require(arguments == {}, f"{name} takes {{}}")


def check_range(place, name, arguments):
    is_pair = isinstance(arguments, list) and len(arguments) == 2 and all(limit is None or is_integer(limit) for limit in arguments)
    place.require(is_pair and arguments != [None, None], f"{name} takes a minimum and a maximum, one of which may be null")
    place.require(None in arguments or arguments[0] <= arguments[1], f"the minimum of {name} is above its maximum")


def check_default(place, attribute, parent):
    if "default" not in attribute:
        return
    default, kind = attribute["default"], attribute["type"]
    place.require(place.kind == "resource", "only a resource has defaults: Terraform plans nothing else")
    place.require(attribute["mode"] == "optional", "only an optional attribute has a default")
    place.require(not (parent and parent.in_set), "an element of a set cannot have defaults: Terraform could not tell it from another element")
    fits = {"string": isinstance(default, str), "bool": isinstance(default, bool), "integer": is_integer(default)}
    place.require(kind in SCALARS, f"the type {kind} has no default")
    place.require(fits[kind], f"the default is no {kind}")
    for validator in attribute["validators"]:
        choices = validator.get("one_of", [default])
        low, high = validator.get("between", [None, None])
        place.require(default in choices, "the default is not one of the choices")
        place.require((low is None or low <= default) and (high is None or default <= high), "the default is out of range")


def read_rule(place, rule, attributes):
    place.require(isinstance(rule, dict) and len(rule) == 1, "a rule is an object with one key")
    kind, names = next(iter(rule.items()))
    place.require(kind in RULES, f'there is no rule "{kind}"')
    place.require(isinstance(names, list) and len(names) >= 2 and len(set(names)) == len(names), f"{kind} takes two or more different names")
    for name in names:
        place.require(name in attributes, f"{kind} names {name}, which is no attribute here")
        place.require(attributes[name]["mode"].startswith("optional"), f"{kind} names {name}, which is not optional")
        place.require("default" not in attributes[name], f"{kind} names {name}, which has a default")
    return kind, names


def add_timeouts(place, schema):
    operations = schema.get("timeouts", [])
    place.require(isinstance(operations, list) and set(operations) <= set(OPERATIONS), f'timeouts are among {", ".join(OPERATIONS)}')
    place.require(len(set(operations)) == len(operations), "an operation is written twice")
    if not operations:
        return
    durations = {operation: timeout_attribute(operation) for operation in sorted(operations)}
    schema["attributes"]["timeouts"] = {
        "type": "object", "mode": "optional", "attributes": durations, "rules": [], "validators": [],
        "description": "How long operations may take, as durations such as `20m` or `1h30m`.",
    }
    schema["attributes"] = dict(sorted(schema["attributes"].items()))


def timeout_attribute(operation):
    meaning = {"create": "creating", "read": "reading", "update": "changing", "delete": "deleting"}[operation]
    return {"type": "string", "mode": "optional", "validators": [{"go_duration": {}}], "description": f"How long {meaning} may take."}


def read_function(file):
    place = Place("function", file_name(file))
    function = read_json(file)
    check_keys(place, function, FUNCTION_KEYS, FUNCTION_KEYS)
    place.require(function["name"] == file.stem and IDENTIFIER.fullmatch(file.stem), "the name must be an identifier and that of the file")
    place.require(isinstance(function["summary"], str) and function["summary"] and not function["summary"].endswith("."), "the summary is a line without a full stop")
    place.require(function["result"] in SCALARS, f'the result is one of {", ".join(SCALARS)}')
    place.require(isinstance(function["parameters"], list) and function["parameters"], "there must be parameters")
    function["file"] = place.file
    function["description"] = read_description(place, function["description"])
    names = [read_parameter(place, parameter) for parameter in function["parameters"]]
    place.require(len(set(names)) == len(names), "a parameter is written twice")
    return function


def read_parameter(place, parameter):
    check_keys(place, parameter, PARAMETER_KEYS, {"name", "type", "description"})
    here = place.below(str(parameter["name"]))
    here.require(isinstance(parameter["name"], str) and IDENTIFIER.fullmatch(parameter["name"]), "the name is no identifier")
    here.require(parameter["type"] in SCALARS, f'the type is one of {", ".join(SCALARS)}')
    here.require(parameter.get("nullable", True) is True, "nullable is true or left out")
    parameter["description"] = read_description(here, parameter["description"])
    return parameter["name"]
