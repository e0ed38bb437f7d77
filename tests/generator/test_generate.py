"""The generator: what it refuses in schemas/, and that its output is the same every time."""

import contextlib
import copy
import io
import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import generate  # noqa: E402
from generator.schema_files import SchemaError  # noqa: E402

DESCRIPTION = {"description": "What it is."}
TEXT = {"type": "string", "mode": "optional", **DESCRIPTION}
RESOURCE = {
    "name": "thing",
    "version": 0,
    "description": "A thing.",
    "import": "The import id is its name.",
    "identity": ["name"],
    "timeouts": ["create", "delete"],
    "attributes": {
        "id": {"type": "string", "mode": "computed", "stable": True, **DESCRIPTION},
        "name": {"type": "string", "mode": "required", "replace": True, "validators": [{"length": [1, 9]}], **DESCRIPTION},
        "size": {"type": "integer", "mode": "optional", "default": 3, "validators": [{"between": [1, None]}], **DESCRIPTION},
        "loud": {"type": "bool", "mode": "optional", "default": True, **DESCRIPTION},
        "place": {"type": "object", "mode": "optional", "include": ["both"], "attributes": {"wire": {**TEXT, "wire_name": "the.wire"}}, **DESCRIPTION},
        "parts": {"type": "set(object)", "mode": "optional", "attributes": {"state": TEXT}, **DESCRIPTION},
        "choice": {**TEXT, "validators": [{"one_of": ["a", "b"]}], "same_meaning": "duration"},
    },
    "rules": [{"exactly_one_of": ["place", "parts"]}],
}
PROVIDER = {
    "name": "esdr", "version": 0, "description": "The provider.",
    "attributes": {"key": {**TEXT, "sensitive": True}, "aws": {"type": "block", "mode": "optional", "attributes": {"region": TEXT}, **DESCRIPTION}},
}
DATA_SOURCE = {"name": "seen", "version": 0, "description": "What is seen.", "attributes": {"count_": {"type": "integer", "mode": "computed", **DESCRIPTION}}}
FUNCTION = {
    "name": "turn", "summary": "Turns a text", "description": "It turns.", "result": "bool",
    "parameters": [{"name": "text", "type": "string", "nullable": True, "description": "The text."}],
}
EXAMPLES = (
    "provider/provider.tf", "resources/esdr_thing/resource.tf", "resources/esdr_thing/import.sh", "data-sources/esdr_seen/data-source.tf",
    "functions/turn/function.tf",
)


class Workshop(unittest.TestCase):
    """A small repository of its own for each test."""

    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.files = {
            "attributes/both.json": {"shared": copy.deepcopy(TEXT)},
            "provider.json": copy.deepcopy(PROVIDER),
            "resources/thing.json": copy.deepcopy(RESOURCE),
            "data_sources/seen.json": copy.deepcopy(DATA_SOURCE),
            "functions/turn.json": copy.deepcopy(FUNCTION),
        }
        self.resource = self.files["resources/thing.json"]
        self.attributes = self.resource["attributes"]
        self.provider = self.files["provider.json"]
        self.function = self.files["functions/turn.json"]
        for example in EXAMPLES:
            self.write_text(f"examples/{example}", f"# {example}\n")

    def write_text(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def write_schemas(self):
        for name, content in self.files.items():
            self.write_text(f"schemas/{name}", json.dumps(content))

    def generated(self):
        self.write_schemas()
        return generate.wanted_files(self.root)

    def refuses(self, says):
        with self.assertRaises(SchemaError) as caught:
            self.generated()
        self.assertIn(says, str(caught.exception))

    def run_generator(self, *arguments):
        self.write_schemas()
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            code = generate.main(["--root", str(self.root), *arguments])
        return code, errors.getvalue()


class WhatIsRefused(Workshop):
    def test_the_small_repository_itself_is_fine(self):
        self.generated()

    def test_unknown_key_of_an_object(self):
        self.resource["colour"] = "red"
        self.refuses("schemas/resources/thing.json: unknown key colour")

    def test_unknown_key_of_an_attribute_with_its_path(self):
        self.attributes["place"]["attributes"]["wire"]["colour"] = "red"
        self.refuses("schemas/resources/thing.json: place.wire: unknown key colour")

    def test_key_of_a_resource_in_a_data_source(self):
        self.files["data_sources/seen.json"]["timeouts"] = ["read"]
        self.refuses("unknown key timeouts")

    def test_missing_key(self):
        del self.resource["import"]
        self.refuses("missing key import")

    def test_key_written_twice(self):
        self.write_schemas()
        self.write_text("schemas/functions/turn.json", '{"name": "turn", "name": "turn"}')
        with self.assertRaisesRegex(SchemaError, "name is written twice"):
            generate.wanted_files(self.root)

    def test_text_that_is_no_json(self):
        self.write_schemas()
        self.write_text("schemas/provider.json", "{")
        with self.assertRaisesRegex(SchemaError, "schemas/provider.json"):
            generate.wanted_files(self.root)

    def test_name_other_than_the_files(self):
        self.resource["name"] = "other"
        self.refuses('the name must be "thing"')

    def test_version_that_is_no_whole_number(self):
        for version in (-1, "0", True, 1.5):
            with self.subTest(version=version):
                self.resource["version"] = version
                self.refuses("the version must be a whole number")

    def test_attribute_without_description(self):
        del self.attributes["name"]["description"]
        self.refuses("name: missing key description")

    def test_description_that_says_nothing(self):
        for description, why in (("", "is empty"), ("No full stop", "full stop"), ("Gr\u00fc\u00dfe.", "ASCII"), ("x" * 5000 + ".", "longer")):
            with self.subTest(why=why):
                self.attributes["name"]["description"] = description
                self.refuses(why)

    def test_name_that_is_no_identifier(self):
        for name in ("Name", "a-b", "1st", ""):
            with self.subTest(name=name):
                self.attributes[name] = copy.deepcopy(TEXT)
                self.refuses("lower-case letters")
                del self.attributes[name]

    def test_arguments_that_terraform_takes_for_itself(self):
        for name in ("count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection"):
            with self.subTest(name=name):
                self.attributes[name] = copy.deepcopy(TEXT)
                self.refuses(f"{name} is an argument that Terraform takes for itself")
                del self.attributes[name]
        for name in ("version", "alias"):
            with self.subTest(name=name):
                self.provider["attributes"][name] = copy.deepcopy(TEXT)
                self.refuses(f"{name} is an argument that Terraform takes for itself")
                del self.provider["attributes"][name]

    def test_timeouts_as_an_attribute(self):
        self.attributes["timeouts"] = copy.deepcopy(TEXT)
        self.refuses("timeouts are declared as")

    def test_unknown_operation_in_timeouts(self):
        self.resource["timeouts"] = ["create", "delte"]
        self.refuses("timeouts are among")

    def test_unknown_type_or_mode(self):
        for key, value, says in (("type", "float", "there is no type"), ("mode", "required+computed", "the mode is one of"), ("mode", "maybe", "the mode is one of")):
            with self.subTest(value=value):
                self.attributes["name"][key], before = value, self.attributes["name"][key]
                self.refuses(says)
                self.attributes["name"][key] = before

    def test_resource_without_a_computed_stable_id(self):
        identity = self.attributes.pop("id")
        self.refuses("needs the attribute id")
        self.attributes["id"] = {**identity, "mode": "optional+computed"}
        self.refuses("id must be a computed, stable string")
        del identity["stable"]
        self.attributes["id"] = identity
        self.refuses("id must be a computed, stable string")

    def test_identity_that_does_not_last_or_is_no_list_of_names(self):
        cases = {
            "the identity is a list of different names": ([], "name", ["name", "name"], [1], None),
            "the identity names weight, which is no attribute here": (["weight"],),
            "the identity names size, which is no required string whose change replaces the object": (["size"],),
            "the identity names id, which is no required string whose change replaces the object": (["name", "id"],),
        }
        for says, identities in cases.items():
            for self.resource["identity"] in identities:
                self.refuses(says)

    def test_identity_that_is_missing_or_changes_in_place(self):
        del self.attributes["name"]["replace"]
        self.refuses("the identity names name, which is no required string")
        del self.resource["identity"]
        self.refuses("missing key identity")

    def test_default_in_an_element_of_a_set(self):
        self.attributes["parts"]["attributes"]["state"]["default"] = "x"
        self.refuses("parts.state: an element of a set cannot have defaults")

    def test_default_deeper_in_an_element_of_a_set(self):
        inner = {"type": "object", "mode": "optional", "attributes": {"deep": {**TEXT, "default": "x"}}, **DESCRIPTION}
        self.attributes["parts"]["attributes"]["inner"] = inner
        self.refuses("parts.inner.deep: an element of a set cannot have defaults")

    def test_default_of_another_type(self):
        for name, default in (("loud", "true"), ("loud", 1), ("size", True), ("size", "3"), ("choice", 1)):
            with self.subTest(name=name, default=default):
                self.attributes[name]["default"], before = default, self.attributes[name].get("default", "a")
                self.refuses("the default is no")
                self.attributes[name]["default"] = before

    def test_default_that_its_own_validators_refuse(self):
        self.attributes["size"]["default"] = 0
        self.refuses("the default is out of range")
        self.attributes["size"]["default"] = 3
        self.attributes["choice"]["default"] = "c"
        self.refuses("the default is not one of the choices")

    def test_default_of_a_required_or_computed_attribute(self):
        self.attributes["name"]["default"] = "x"
        self.refuses("only an optional attribute has a default")

    def test_default_of_a_collection(self):
        self.attributes["tags"] = {"type": "list(string)", "mode": "optional", "default": "x", **DESCRIPTION}
        self.refuses("has no default")

    def test_default_outside_of_resources(self):
        self.provider["attributes"]["key"]["default"] = "x"
        self.refuses("only a resource has defaults")

    def test_unknown_validator(self):
        self.attributes["choice"]["validators"] = [{"prime": {}}]
        self.refuses('there is no validator "prime"')

    def test_validator_with_wrong_arguments(self):
        cases = ({"one_of": []}, {"one_of": ["a", "a"]}, {"one_of": [1]}, {"length": [9, 1]}, {"length": [1]}, {"length": [None, None]}, {"duration": 1}, {})
        for validator in cases:
            with self.subTest(validator=validator):
                self.attributes["choice"]["validators"] = [validator]
                with self.assertRaises(SchemaError):
                    self.generated()

    def test_validator_for_another_type(self):
        self.attributes["size"]["validators"] = [{"duration": {}}]
        self.refuses("duration is for the type string")
        self.attributes["size"]["validators"] = []
        self.attributes["choice"]["validators"] = [{"between": [1, 2]}]
        self.refuses("between is for the type integer")

    def test_validator_of_a_computed_attribute(self):
        self.attributes["id"]["validators"] = [{"not_empty": {}}]
        self.refuses("nothing validates a computed attribute")

    def test_meaning_that_is_unknown_or_of_no_text(self):
        self.attributes["choice"]["same_meaning"] = "colour"
        self.refuses('there is no meaning "colour"')
        del self.attributes["choice"]["same_meaning"]
        self.attributes["size"]["same_meaning"] = "size"
        self.refuses("only texts have a meaning")

    def test_replace_where_nobody_looks_at_it(self):
        self.attributes["id"]["replace"] = True
        self.refuses("a computed attribute has no change")
        del self.attributes["id"]["replace"]
        self.attributes["parts"]["attributes"]["state"]["replace"] = True
        self.refuses("replace is not looked at in elements")
        del self.attributes["parts"]["attributes"]["state"]["replace"]
        self.provider["attributes"]["key"]["replace"] = True
        self.refuses("only a resource can be replaced")

    def test_stable_attribute_that_is_not_computed(self):
        self.attributes["name"]["stable"] = True
        self.refuses("only a computed attribute is stable")

    def test_flag_that_is_false(self):
        self.attributes["name"]["replace"] = False
        self.refuses("replace is true or left out")

    def test_computed_attribute_in_a_provider_block(self):
        self.provider["attributes"]["key"]["mode"] = "computed"
        self.refuses("nothing is computed in a provider block")

    def test_computed_attribute_in_a_configured_set(self):
        self.attributes["parts"]["attributes"]["state"]["mode"] = "computed"
        self.refuses("nothing in an element of a configured set may be computed")

    def test_configured_attribute_in_a_computed_object(self):
        self.resource["rules"] = []
        self.attributes["place"]["mode"] = "computed"
        self.refuses("everything in a computed object is computed")

    def test_block_outside_of_the_provider(self):
        self.attributes["place"]["type"] = "block"
        self.refuses("blocks are for the provider")

    def test_block_that_is_required_or_in_an_object(self):
        self.provider["attributes"]["aws"]["mode"] = "required"
        self.refuses("a block is optional")
        self.provider["attributes"]["aws"]["mode"] = "optional"
        block = {"type": "block", "mode": "optional", "attributes": {"a": copy.deepcopy(TEXT)}, **DESCRIPTION}
        self.provider["attributes"]["box"] = {"type": "object", "mode": "optional", "attributes": {"inner": block}, **DESCRIPTION}
        self.refuses("a block may only stand in a block")

    def test_object_without_attributes_and_text_with_some(self):
        self.attributes["choice"]["attributes"] = {"a": copy.deepcopy(TEXT)}
        self.refuses("only objects have attributes")
        del self.attributes["choice"]["attributes"]
        self.attributes["parts"]["attributes"] = {}
        self.refuses("an object needs attributes")

    def test_included_attributes_that_are_missing_or_there_already(self):
        self.attributes["place"]["include"] = ["none"]
        self.refuses("there is no schemas/attributes/none.json")
        self.attributes["place"]["include"] = ["both"]
        self.attributes["place"]["attributes"]["shared"] = copy.deepcopy(TEXT)
        self.refuses("shared is both here and in both")

    def test_unknown_rule(self):
        self.resource["rules"] = [{"two_of": ["place", "parts"]}]
        self.refuses('there is no rule "two_of"')

    def test_rule_about_attributes_it_cannot_be_about(self):
        for names, says in (
            (["place"], "two or more"),
            (["place", "place"], "two or more"),
            (["place", "wire"], "is no attribute here"),
            (["place", "name"], "is not optional"),
            (["place", "size"], "has a default"),
        ):
            with self.subTest(names=names):
                self.resource["rules"] = [{"at_most_one_of": names}]
                self.refuses(says)

    def test_function_with_parameters_it_cannot_have(self):
        parameter = self.function["parameters"][0]
        self.function["parameters"] = [parameter, copy.deepcopy(parameter)]
        self.refuses("a parameter is written twice")
        self.function["parameters"] = [{**parameter, "name": "a-b"}]
        self.refuses("the name is no identifier")
        self.function["parameters"] = [{**parameter, "type": "float"}]
        self.refuses("the type is one of")
        self.function["parameters"] = []
        self.refuses("there must be parameters")

    def test_object_without_an_example(self):
        (self.root / "examples/resources/esdr_thing/import.sh").unlink()
        self.refuses("examples/resources/esdr_thing/import.sh is missing")


class WhatIsWritten(Workshop):
    def test_the_order_in_the_schema_does_not_matter(self):
        before = self.generated()
        self.resource["attributes"] = dict(reversed(self.attributes.items()))
        self.files["resources/thing.json"] = dict(reversed(self.resource.items()))
        self.assertEqual(before, self.generated())

    def test_twice_gives_the_same(self):
        self.assertEqual(self.generated(), self.generated())

    def test_the_struct_has_a_member_for_each_attribute_in_order(self):
        header = self.generated()["provider/schemas/thing.h"]
        members = header[header.index("struct thing {"):]
        self.assertEqual(
            members[: members.index("};")].split("\n")[1:-1],
            ["    struct string_field choice;", "    struct string_field id;", "    struct bool_field loud;", "    struct string_field name;",
             "    struct objects_field parts;", "    struct thing_place place;", "    struct int_field size;", "    struct thing_timeouts timeouts;"],
        )

    def test_an_attribute_called_state_in_an_element_gets_an_underscore(self):
        files = self.generated()
        self.assertIn("    enum field_state state;\n    struct string_field state_;", files["provider/schemas/thing.h"])
        self.assertIn('.name = STR_INIT("state"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct thing_parts, state_)',
                      files["provider/schemas/thing.c"])

    def test_a_struct_may_have_another_name(self):
        self.resource["struct"] = "thing_model"
        header = self.generated()["provider/schemas/thing.h"]
        self.assertIn("struct thing_model_place place;", header)
        self.assertIn("extern const struct schema thing_schema;", header)

    def test_flags_defaults_and_wire_names_reach_the_table(self):
        table = self.generated()["provider/schemas/thing.c"]
        self.assertIn('.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE', table)
        self.assertIn("ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE", table)
        self.assertIn('.default_text = "true"', table)
        self.assertIn('.default_text = "3"', table)
        self.assertIn('.wire_name = "the.wire"', table)
        self.assertIn(".same_meaning = same_duration", table)
        self.assertIn(".check = validate_between, .minimum = 1, .maximum = INT64_MAX", table)
        self.assertIn(".kind = RULE_EXACTLY_ONE, .names = root_rule_1_names, .count = 2", table)

    def test_included_attributes_are_in_the_struct(self):
        self.assertIn("struct string_field shared;", self.generated()["provider/schemas/thing.h"])

    def test_texts_are_safe_in_c(self):
        self.attributes["name"]["description"] = 'A "quoted" \\ text, really??! ' + "long " * 60 + "."
        table = self.generated()["provider/schemas/thing.c"]
        self.assertIn('A \\"quoted\\" \\\\ text, really?\\?!', table)
        self.assertNotIn("??", table)

    def test_a_page_tells_default_replacement_rules_and_nested_attributes(self):
        page = self.generated()["docs/resources/thing.md"]
        self.assertTrue(page.startswith('---\npage_title: "esdr_thing Resource - esdr"\nsubcategory: ""\ndescription: |-\n  A thing.\n---\n'))
        self.assertIn("- `name` (String) What it is. A change replaces the object.\n", page)
        self.assertIn("- `loud` (Boolean) What it is. Default: `true`.\n", page)
        self.assertIn("- `parts` (Attributes Set) What it is. (see [below for nested schema](#nestedatt--parts))\n", page)
        self.assertIn('<a id="nestedatt--parts"></a>\n### Nested Schema for `parts`\n\nOptional:\n\n- `state`', page)
        self.assertIn("Exactly one of `place` and `parts` must be set.", page)
        self.assertIn("```shell\n# resources/esdr_thing/import.sh\n```", page)

    def test_a_page_of_the_provider_has_blocks_and_secrets(self):
        page = self.generated()["docs/index.md"]
        self.assertIn("- `key` (String, Sensitive) What it is.", page)
        self.assertIn('<a id="nestedblock--aws"></a>', page)
        self.assertNotIn("subcategory", page)

    def test_a_page_of_a_function_has_its_signature(self):
        page = self.generated()["docs/functions/turn.md"]
        self.assertIn("```text\nturn(text string) bool\n```", page)
        self.assertIn("1. `text` (String, Nullable) The text.", page)


class TheCommand(Workshop):
    def test_check_finds_nothing_after_writing(self):
        self.assertEqual(self.run_generator(), (0, ""))
        self.assertEqual(self.run_generator("--check"), (0, ""))

    def test_check_names_what_would_change_and_writes_nothing(self):
        self.run_generator()
        self.attributes["name"]["description"] = "Another text."
        code, errors = self.run_generator("--check")
        self.assertEqual(code, 1)
        self.assertIn("provider/schemas/thing.c is not what", errors)
        self.assertIn("docs/resources/thing.md is not what", errors)
        self.assertNotIn("Another text.", (self.root / "docs/resources/thing.md").read_text())

    def test_files_without_a_source_are_found_and_removed(self):
        self.run_generator()
        self.write_text("docs/resources/gone.md", "old\n")
        self.assertEqual(self.run_generator("--check")[0], 1)
        self.assertEqual(self.run_generator()[0], 0)
        self.assertFalse((self.root / "docs/resources/gone.md").exists())

    def test_guides_are_left_alone(self):
        self.run_generator()
        self.write_text("docs/guides/two-regions.md", "by hand\n")
        self.assertEqual(self.run_generator("--check"), (0, ""))
        self.run_generator()
        self.assertTrue((self.root / "docs/guides/two-regions.md").exists())

    def test_a_refusal_is_one_line_and_writes_nothing(self):
        self.resource["colour"] = "red"
        code, errors = self.run_generator()
        self.assertEqual(code, 1)
        self.assertEqual(errors, "schemas/resources/thing.json: unknown key colour\n")
        self.assertFalse((self.root / "docs").exists())


class TheRepositoryItself(unittest.TestCase):
    def test_what_is_generated_is_what_the_sources_say(self):
        self.assertEqual(generate.differences(REPOSITORY), ({}, []))


if __name__ == "__main__":
    unittest.main()
