"""Model structs and attribute tables in C, for provider/schemas."""

import json

C_TYPES = {
    "string": "struct string_field",
    "bool": "struct bool_field",
    "integer": "struct int_field",
    "list(string)": "struct strings_field",
    "set(string)": "struct strings_field",
    "map(string)": "struct map_field",
    "list(object)": "struct objects_field",
    "set(object)": "struct objects_field",
    "map(object)": "struct objects_field",
}
KINDS = {
    "string": "ATTRIBUTE_STRING",
    "bool": "ATTRIBUTE_BOOL",
    "integer": "ATTRIBUTE_INTEGER",
    "list(string)": "ATTRIBUTE_STRING_LIST",
    "set(string)": "ATTRIBUTE_STRING_SET",
    "map(string)": "ATTRIBUTE_STRING_MAP",
    "object": "ATTRIBUTE_OBJECT",
    "list(object)": "ATTRIBUTE_OBJECT_LIST",
    "set(object)": "ATTRIBUTE_OBJECT_SET",
    "map(object)": "ATTRIBUTE_OBJECT_MAP",
    "block": "ATTRIBUTE_BLOCK",
}
MODE_FLAGS = {
    "required": ["ATTRIBUTE_REQUIRED"],
    "optional": ["ATTRIBUTE_OPTIONAL"],
    "computed": ["ATTRIBUTE_COMPUTED"],
    "optional+computed": ["ATTRIBUTE_OPTIONAL", "ATTRIBUTE_COMPUTED"],
}
RULE_KINDS = {
    "exactly_one_of": "RULE_EXACTLY_ONE",
    "at_most_one_of": "RULE_AT_MOST_ONE",
    "at_least_one_of": "RULE_AT_LEAST_ONE",
    "all_or_none": "RULE_ALL_OR_NONE",
}
# Names that a member of a struct cannot have; nested structs have a member `state` of their own.
C_KEYWORDS = set(
    "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed "
    "sizeof static struct switch typedef union unsigned void volatile while bool true false".split()
)
VALUE_TYPES = {"string": "type_string", "bool": "type_bool", "integer": "type_number"}
LINE = 150


class Naming:
    """What an object is called in C."""

    def __init__(self, kind, schema):
        name = schema["name"]
        self.terraform_name = "esdr" if kind == "provider" else f"esdr_{name}"
        self.file = {"provider": "provider", "resource": name, "data source": f"{name}_data"}[kind]
        self.struct = schema.get("struct") or {"provider": "provider_model"}.get(kind, self.file)
        self.schema = f"{self.file}_schema"
        self.guard = f"ESDR_SCHEMAS_{self.file.upper()}_H"


def generated_from(file):
    return f"generated from {file} by make generate"


def literal(text):
    return json.dumps(text).replace("??", "?\\?")


def literals(text, start, indent):
    """The text as literals behind `start`, each on a line of its own when it does not fit."""
    if len(start) + len(literal(text)) <= LINE - 2:
        return [start + literal(text)]
    room, lines, rest = LINE - 4 - len(indent), [start.rstrip()], text
    while len(literal(rest)) > room:
        cut = rest.rfind(" ", 0, room - 4) + 1 or room - 4
        lines.append(indent + literal(rest[:cut]))
        rest = rest[cut:]
    return [*lines, indent + literal(rest)]


def packed(items, start, indent):
    """Items with commas behind `start`, as many on a line as fit."""
    lines = [f"{start}{items[0]},"]
    for item in items[1:]:
        if len(lines[-1]) + len(item) + 2 > LINE:
            lines.append(f"{indent}{item},")
        else:
            lines[-1] += f" {item},"
    return lines


def described(items, description):
    """A row of a table: packed items, and the description behind them or on lines of its own."""
    lines = packed(items, "    {", "     ")
    if len(lines[-1]) + len(literal(description)) + len(" .description = },") <= LINE:
        return f"{chr(10).join(lines)} .description = {literal(description)}}},"
    return "\n".join(lines + literals(description, "     .description = ", "         ")) + "},"


def array(declaration, items):
    """A constant array of short initialisers."""
    lines = packed(items, f"{declaration} = {{", "    ")
    return "\n".join(lines).removesuffix(",") + "};\n"


def str_array(name, texts):
    return array(f"static const struct str {name}[]", [f"STR_INIT({literal(text)})" for text in texts])


def object_files(kind, schema):
    """The header and the table of one object, by file name."""
    naming = Naming(kind, schema)
    return {
        f"{naming.file}.h": header(naming, schema),
        f"{naming.file}.c": ObjectTables(naming, schema).text(),
    }


# ---- model structs ----


def member(name, is_root):
    """The struct's member for an attribute: its name, with an underscore where that is taken."""
    return f"{name}_" if name in C_KEYWORDS or (name == "state" and not is_root) else name


def field_type(struct, name, attribute):
    return C_TYPES.get(attribute["type"]) or f"struct {struct}_{name}"


def struct_texts(struct, attributes, is_root):
    """The nested structs before the one that holds them."""
    texts = []
    for name, attribute in attributes.items():
        if "attributes" in attribute:
            texts += struct_texts(f"{struct}_{name}", attribute["attributes"], False)
    state = [] if is_root else ["    enum field_state state;"]
    fields = [f"    {field_type(struct, name, attribute)} {member(name, is_root)};" for name, attribute in attributes.items()]
    return texts + ["\n".join([f"struct {struct} {{", *state, *fields, "};"])]


def header(naming, schema):
    structs = "\n\n".join(struct_texts(naming.struct, schema["attributes"], True))
    return f"""\
/* provider/schemas/{naming.file}.h - {generated_from(schema["file"])}. */
#ifndef {naming.guard}
#define {naming.guard}

#include "framework/schema.h"

{structs}

extern const struct schema {naming.schema};

#endif
"""


# ---- tables ----


class ObjectTables:
    def __init__(self, naming, schema):
        self.naming, self.schema = naming, schema
        self.parts = []
        self.validator_tables, self.validator_names = {}, set()
        self.uses_validators = False

    def text(self):
        root = self.object_text("root", self.naming.struct, self.schema)
        identity = self.schema.get("identity", [])
        if identity:
            self.parts.append(str_array("identity", identity))
        identity_lines = f"    .identity = identity,\n    .identity_count = {len(identity)},\n" if identity else ""
        include = '#include "validators/validators.h"\n\n' if self.uses_validators else ""
        return f"""\
/* {generated_from(self.schema["file"]).capitalize()}. */
#include "schemas/{self.naming.file}.h"

{include}/* clang-format off */

{chr(10).join(self.parts)}
const struct schema {self.naming.schema} = {{
    .name = STR_INIT("{self.naming.terraform_name}"),
    .version = {self.schema["version"]},
{chr(10).join(literals(self.schema["description"], "    .description = ", "        "))},
    .root = {{{', '.join(root)}}},
{identity_lines}}};
"""

    def object_text(self, prefix, struct, owner):
        """Adds the tables of an object and of all within it; returns the members of its initialiser."""
        rows = [self.attribute_text(prefix, struct, name, attribute) for name, attribute in owner["attributes"].items()]
        self.parts.append(f"static const struct attribute {prefix}_attributes[] = {{\n" + "\n".join(rows) + "\n};\n")
        items = [f".attributes = {prefix}_attributes", f".count = {len(rows)}", f".model_size = sizeof(struct {struct})"]
        return items + self.rule_items(prefix, owner["rules"])

    def attribute_text(self, prefix, struct, name, attribute):
        flags = list(MODE_FLAGS[attribute["mode"]])
        flags += [f"ATTRIBUTE_{flag.upper()}" for flag in ("sensitive", "replace", "stable", "unreadable") if attribute.get(flag)]
        items = [
            f'.name = STR_INIT("{name}")',
            f".kind = {KINDS[attribute['type']]}",
            f".flags = {' | '.join(flags)}",
            f".offset = offsetof(struct {struct}, {member(name, prefix == 'root')})",
            *self.value_items(attribute, [name] if prefix == "root" else [prefix, name]),
        ]
        if "attributes" in attribute:
            items.append(f".nested = &{self.nested_object(prefix, struct, name, attribute)}")
        if "wire_name" in attribute:
            items.append(f'.wire_name = "{attribute["wire_name"]}"')
        return described(items, attribute["description"])

    def nested_object(self, prefix, struct, name, attribute):
        nested_prefix = name if prefix == "root" else f"{prefix}_{name}"
        items = self.object_text(nested_prefix, f"{struct}_{name}", attribute)
        self.parts.append(f"static const struct object_schema {nested_prefix}_object = {{\n" + "\n".join(packed(items, "    ", "    ")) + "\n};\n")
        return f"{nested_prefix}_object"

    def value_items(self, attribute, path):
        items = []
        if "default" in attribute:
            default = attribute["default"]
            items.append(f".default_text = {literal(default if isinstance(default, str) else json.dumps(default))}")
        if "same_meaning" in attribute:
            self.uses_validators = True
            items.append(f".same_meaning = same_{attribute['same_meaning']}")
        if attribute["validators"]:
            items.append(f".validators = {self.validators_table(attribute['validators'], path)}")
            items.append(f".validator_count = {len(attribute['validators'])}")
        return items

    def validators_table(self, validators, path):
        """Attributes with the same checks share a table."""
        key = json.dumps(validators)
        if key in self.validator_tables:
            return self.validator_tables[key]
        name = self.validators_name(validators, path)
        rows = [self.validator_text(name, *next(iter(validator.items()))) for validator in validators]
        self.parts.append(array(f"static const struct validator {name}[]", rows))
        return self.validator_tables.setdefault(key, name)

    def validators_name(self, validators, path):
        """Named after the check where it says all, else after the first attribute that has it."""
        (check, arguments), *others = [item for validator in validators for item in validator.items()]
        limits = ["any" if limit is None else str(limit).replace("-", "minus_") for limit in arguments]
        by_check = "_".join(["check", check, *limits]) if not others and check != "one_of" else f"check_of_{path[-1]}"
        name = by_check if by_check not in self.validator_names else f"check_of_{'_'.join(path)}"
        self.validator_names.add(name)
        return name

    def validator_text(self, name, validator, arguments):
        if validator == "one_of":
            self.parts.append(str_array(f"{name}_choices", arguments))
            return f"{{.check = validate_one_of, .choices = {name}_choices, .choice_count = {len(arguments)}}}"
        if validator in ("length", "between"):
            low = "INT64_MIN" if arguments[0] is None else arguments[0]
            high = "INT64_MAX" if arguments[1] is None else arguments[1]
            return f"{{.check = validate_{validator}, .minimum = {low}, .maximum = {high}}}"
        self.uses_validators = self.uses_validators or validator != "not_empty"
        return f"{{.check = validate_{validator}}}"

    def rule_items(self, prefix, rules):
        if not rules:
            return []
        rows = []
        for number, (kind, names) in enumerate(rules, 1):
            table = f"{prefix}_rule_{number}_names"
            self.parts.append(str_array(table, names))
            rows.append(f"{{.kind = {RULE_KINDS[kind]}, .names = {table}, .count = {len(names)}}}")
        self.parts.append(array(f"static const struct attribute_rule {prefix}_rules[]", rows))
        return [f".rules = {prefix}_rules", f".rule_count = {len(rules)}"]


# ---- functions ----


def function_files(function):
    name, upper = function["name"], function["name"].upper()
    count = len(function["parameters"])
    rows = "\n".join(parameter_text(parameter) for parameter in function["parameters"])
    return {
        f"{name}_function.h": f"""\
/* provider/schemas/{name}_function.h - {generated_from(function["file"])}. */
#ifndef ESDR_SCHEMAS_{upper}_FUNCTION_H
#define ESDR_SCHEMAS_{upper}_FUNCTION_H

#include "framework/provider.h"

/* What stands in `struct function_type` beside the function itself: {{{upper}_SIGNATURE, .call = call}}. */
/* clang-format off */
#define {upper}_SIGNATURE                                                             \\
    .name = STR_INIT("{name}"), .summary = {name}_summary, .description = {name}_description, \\
    .parameters = {name}_parameters, .parameter_count = {count}, .result = &{VALUE_TYPES[function["result"]]}
/* clang-format on */

extern const char {name}_summary[], {name}_description[];
extern const struct function_parameter {name}_parameters[];

#endif
""",
        f"{name}_function.c": f"""\
/* {generated_from(function["file"]).capitalize()}. */
#include "schemas/{name}_function.h"

/* clang-format off */

{text_constant(f"{name}_summary", function["summary"])}

{text_constant(f"{name}_description", function["description"])}

const struct function_parameter {name}_parameters[] = {{
{rows}
}};
""",
    }


def text_constant(name, text):
    return "\n".join(literals(text, f"const char {name}[] = ", "    ")) + ";"


def parameter_text(parameter):
    items = [f'.name = STR_INIT("{parameter["name"]}")', f".type = &{VALUE_TYPES[parameter['type']]}"]
    items += [".allows_null = true"] if parameter.get("nullable") else []
    return described(items, parameter["description"])
