"""Pages for the registry, in its layout (terraform-plugin-protocol.md 5.5)."""

from generator.schema_files import SchemaError

TYPE_NAMES = {
    "string": "String",
    "bool": "Boolean",
    "integer": "Number",
    "list(string)": "List of String",
    "set(string)": "Set of String",
    "map(string)": "Map of String",
    "object": "Attributes",
    "list(object)": "Attributes List",
    "set(object)": "Attributes Set",
    "map(object)": "Attributes Map",
    "block": "Block",
}
SIGNATURE_TYPES = {"string": "string", "bool": "bool", "integer": "number"}
SECTIONS = (("Required", ("required",)), ("Optional", ("optional", "optional+computed")), ("Read-Only", ("computed",)))
GROUPS = {"resource": ("resources", "resource.tf", "Resource"), "data source": ("data-sources", "data-source.tf", "Data Source")}


def page_files(schemas, examples):
    """All pages, by their path below docs/."""
    files = {"index.md": provider_page(schemas.provider, examples)}
    for kind, group in (("resource", schemas.resources), ("data source", schemas.data_sources)):
        for schema in group:
            files[f"{GROUPS[kind][0]}/{schema['name']}.md"] = object_page(kind, schema, examples)
    for function in schemas.functions:
        files[f"functions/{function['name']}.md"] = function_page(function, examples)
    return files


def read_example(examples, path):
    file = examples / path
    if not file.is_file():
        raise SchemaError(f"examples/{path} is missing")
    return file.read_text(encoding="utf-8").strip()


def front_matter(title, subcategory, description, source):
    first_paragraph = description.split("\n\n")[0]
    lines = ["---", f'page_title: "{title}"', *(['subcategory: ""'] if subcategory else []), "description: |-", f"  {first_paragraph}", "---"]
    return "\n".join(lines) + f"\n\n<!-- Generated from {source} by make generate. -->"


def fenced(language, text):
    return f"```{language}\n{text}\n```"


def page(*parts):
    return "\n\n".join(part for part in parts if part) + "\n"


def provider_page(schema, examples):
    return page(
        front_matter("Provider: esdr", False, schema["description"], schema["file"]),
        "# esdr Provider",
        schema["description"],
        "## Example Usage",
        fenced("terraform", read_example(examples, "provider/provider.tf")),
        schema_section(schema),
    )


def object_page(kind, schema, examples):
    folder, example, title = GROUPS[kind]
    name = f"esdr_{schema['name']}"
    return page(
        front_matter(f"{name} {title} - esdr", True, schema["description"], schema["file"]),
        f"# {name} ({title})",
        schema["description"],
        "## Example Usage",
        fenced("terraform", read_example(examples, f"{folder}/{name}/{example}")),
        schema_section(schema),
        import_section(name, schema, examples) if kind == "resource" else "",
    )


def import_section(name, schema, examples):
    command = read_example(examples, f"resources/{name}/import.sh")
    names = " and ".join(f"`{name}`" for name in schema["identity"])
    identity = f"From Terraform 1.12 on, an `import` block may have `identity` instead of `id`: an object with {names}."
    return page("## Import", schema["import"], fenced("shell", command), identity).rstrip("\n")


def function_page(function, examples):
    name = function["name"]
    parameters = ", ".join(f"{parameter['name']} {SIGNATURE_TYPES[parameter['type']]}" for parameter in function["parameters"])
    arguments = [f"{number}. {argument_text(parameter)}" for number, parameter in enumerate(function["parameters"], 1)]
    return page(
        front_matter(f"{name} function - esdr", True, f"{function['summary']}.", function["file"]),
        f"# function: {name}",
        function["description"],
        "## Example Usage",
        fenced("terraform", read_example(examples, f"functions/{name}/function.tf")),
        "## Signature",
        fenced("text", f"{name}({parameters}) {SIGNATURE_TYPES[function['result']]}"),
        "## Arguments",
        "\n".join(arguments),
    )


def argument_text(parameter):
    nullable = ", Nullable" if parameter.get("nullable") else ""
    return f"`{parameter['name']}` ({TYPE_NAMES[parameter['type']]}{nullable}) {parameter['description']}"


# ---- the schema ----


def schema_section(schema):
    sections = [f"### {title}\n\n{listing}" for title, listing in listings([], schema["attributes"])]
    return page("## Schema", *sections, *rule_texts(schema["rules"]), *nested_sections([], schema["attributes"])).rstrip("\n")


def listings(path, attributes):
    """Title and list for each kind of attribute that there is."""
    for title, modes in SECTIONS:
        rows = [attribute_text(path, name, attribute) for name, attribute in attributes.items() if attribute["mode"] in modes]
        if rows:
            yield title, "\n".join(rows)


def attribute_text(path, name, attribute):
    kind = TYPE_NAMES[attribute["type"]] + (", Sensitive" if attribute.get("sensitive") else "")
    text = f"- `{name}` ({kind}) {attribute['description']}"
    if "default" in attribute:
        text += f" Default: `{default_text(attribute['default'])}`."
    if attribute.get("replace"):
        text += " A change replaces the object."
    if "attributes" in attribute:
        text += f" (see [below for nested schema](#{anchor([*path, (name, attribute)])}))"
    return text.replace("\n\n", " ")


def default_text(default):
    return str(default).lower() if isinstance(default, bool) else default


def anchor(path):
    kind = "nestedblock" if path[-1][1]["type"] == "block" else "nestedatt"
    return "--".join([kind, *(name for name, _ in path)])


RULE_TEXTS = {
    "exactly_one_of": "Exactly one of {} must be set.",
    "at_most_one_of": "At most one of {} may be set.",
    "at_least_one_of": "At least one of {} must be set.",
    "all_or_none": "{} must be set together, or none of them.",
}


def rule_texts(rules):
    for kind, names in rules:
        quoted = [f"`{name}`" for name in names]
        yield RULE_TEXTS[kind].format(f"{', '.join(quoted[:-1])} and {quoted[-1]}")


def nested_sections(path, attributes):
    for name, attribute in attributes.items():
        if "attributes" not in attribute:
            continue
        here = [*path, (name, attribute)]
        dotted = ".".join(step for step, _ in here)
        rows = [f"{title}:\n\n{listing}" for title, listing in listings(here, attribute["attributes"])]
        yield page(f'<a id="{anchor(here)}"></a>\n### Nested Schema for `{dotted}`', *rows, *rule_texts(attribute["rules"])).rstrip("\n")
        yield from nested_sections(here, attribute["attributes"])
