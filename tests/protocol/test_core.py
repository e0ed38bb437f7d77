"""core.py and values.py must catch what Terraform's core catches, and nothing else."""

import decimal
import json

import pytest

import core
from client import load_protocol
from core import Attribute, Breach, Core, ProviderError
from values import UNKNOWN, Misfit, decode, encode, same

NAME = Attribute("name", required=True, type="string")
SIZE = Attribute("size", optional=True, type="number")
MODE = Attribute("mode", optional=True, computed=True, type="string")
ID = Attribute("id", computed=True, type="string")
SECRET = Attribute("secret", optional=True, write_only=True, type="string")
HIDDEN = Attribute("hidden", optional=True, sensitive=True, type="string")
TAGS = Attribute("tags", optional=True, type=["set", "string"])
LABELS = Attribute("labels", optional=True, type=["map", "string"])
PART = {"label": Attribute("label", required=True, type="string"), "serial": Attribute("serial", computed=True, type="string")}
LISTED = Attribute("listed", optional=True, nesting="LIST", attributes=PART)
MAPPED = Attribute("mapped", optional=True, nesting="MAP", attributes=PART)
CHOSEN = Attribute("chosen", optional=True, nesting="SET", attributes=PART)
SINGLE = Attribute("single", optional=True, nesting="SINGLE", attributes=PART)
ATTRIBUTES = {attribute.name: attribute for attribute in (NAME, SIZE, MODE, ID, SECRET, HIDDEN, TAGS, LABELS, LISTED, MAPPED, CHOSEN, SINGLE)}


def whole(**values):
    return {name: core.complete(attribute, values.get(name)) for name, attribute in ATTRIBUTES.items()}


def part(label, serial=None):
    return {"label": label, "serial": serial}


# ---- values


@pytest.mark.parametrize("kind, wire, value", [
    ("string", "a568656c6c6f", "hello"), ("string", "c0", None), ("string", "d40000", UNKNOWN), ("string", "c7090c8201c202a47072652d", UNKNOWN),
    (["object", {"x": "string"}], "81a178a26869", {"x": "hi"}), ("dynamic", "92c40822737472696e6722a178", "x"),
    ("number", "a3302e31", decimal.Decimal("0.1")), ("number", "cb3ff8000000000000", decimal.Decimal("1.5")), ("number", "fd", decimal.Decimal(-3)),
    ("number", "cfffffffffffffffff", decimal.Decimal(2**64 - 1)), (["tuple", ["string", "bool"]], "92a178c3", ["x", True]),
    (["map", "number"], "82a16101a16102", {"a": decimal.Decimal(2)}), (["list", "bool"], "dc0001c2", [False]),
])
def test_values_are_decoded_as_the_wire_has_them(kind, wire, value):
    assert decode(kind, bytes.fromhex(wire)) == value


@pytest.mark.parametrize("kind, wire", [
    ("string", "01"), ("bool", "01"), ("number", "c3"), ("string", "a568"), ("string", "c0c0"), (["list", "string"], "80"), ("string", "c1"),
    (["object", {"x": "string"}], "80"), (["object", {"x": "string"}], "82a178c0a179c0"), (["tuple", ["string"]], "90"), ("dynamic", "01"),
])
def test_values_that_do_not_conform_are_refused(kind, wire):
    with pytest.raises(Misfit):
        decode(kind, bytes.fromhex(wire))


def test_encoded_values_decode_to_themselves():
    kind = core.object_kind(ATTRIBUTES)
    value = whole(name="x" * 70000, size=decimal.Decimal("123456789012345678901234567890.5"), tags=["b", "a"], labels={"k": UNKNOWN},
                  listed=[part("l")], mapped={"k": part("m", "1")}, chosen=[part("s")], single=part("o", UNKNOWN), mode=UNKNOWN)
    assert same(kind, decode(kind, encode(kind, value)), value)
    for number in ("0", "-1", "9223372036854775807", "9223372036854775808", "0.1", "1.5", "1E-7"):
        assert decode("number", encode("number", decimal.Decimal(number))) == decimal.Decimal(number)


def test_sets_have_no_order_and_numbers_are_exact():
    assert same(["set", "string"], ["a", "b"], ["b", "a"])
    assert not same(["list", "string"], ["a", "b"], ["b", "a"])
    assert not same(["set", "string"], ["a", "b"], ["a"])
    assert same("number", decimal.Decimal("1.0"), decimal.Decimal(1))
    assert not same("number", decimal.Decimal("0.1"), decimal.Decimal("0.10000000000000000001"))
    assert not same("string", UNKNOWN, None)


# ---- ProposedNew


def test_computed_attributes_keep_their_prior_value():
    prior = whole(name="ab", id="i", mode="m", listed=[part("a", "1"), part("b", "2")], mapped={"k": part("a", "3")}, single=part("a", "4"))
    config = whole(name="cd", listed=[part("c")], mapped={"k": part("b"), "n": part("b")}, single=part("z"))
    assert core.proposed_new(ATTRIBUTES, prior, config) == whole(name="cd", id="i", mode="m", listed=[part("c", "1")],
                                                                 mapped={"k": part("b", "3"), "n": part("b")}, single=part("z", "4"))


def test_nothing_is_proposed_for_computed_attributes_of_a_new_object():
    assert core.proposed_new(ATTRIBUTES, None, whole(name="ab", listed=[part("a")])) == whole(name="ab", listed=[part("a")])


def test_elements_of_sets_are_recognised_by_what_is_configured():
    prior = whole(name="ab", chosen=[part("a", "1"), part("b", "2")])
    proposed = core.proposed_new(ATTRIBUTES, prior, whole(name="ab", chosen=[part("b"), part("c")]))
    assert proposed["chosen"] == [part("b", "2"), part("c")]


def test_a_computed_object_with_configured_parts_goes_with_its_configuration():
    leaf = Attribute("leaf", optional=True, type="string")
    attributes = {"box": Attribute("box", optional=True, computed=True, nesting="SINGLE", attributes={"leaf": leaf})}
    assert core.proposed_new(attributes, {"box": {"leaf": "x"}}, {"box": None}) == {"box": None}
    assert core.proposed_new(attributes, {"box": {"leaf": None}}, {"box": None}) == {"box": {"leaf": None}}


def test_unknown_collections_pass_through():
    assert core.proposed_new(ATTRIBUTES, whole(listed=[part("a", "1")]), whole(listed=UNKNOWN))["listed"] is UNKNOWN


# ---- AssertPlanValid


@pytest.mark.parametrize("prior, config, planned", [
    (None, whole(name="ab"), whole(name="ab", id=UNKNOWN, mode=UNKNOWN)),
    (None, whole(name="ab"), whole(name="ab", id="known", mode="default")),
    (whole(name="ONE"), whole(name="one"), whole(name="ONE")),
    (None, whole(name="ab", secret="x"), whole(name="ab")),
    (None, whole(name="ab", tags=["a", "b"]), whole(name="ab", tags=["b", "a"])),
    (None, whole(name="ab", listed=[part("a")]), whole(name="ab", listed=[part("a", UNKNOWN)])),
    (None, whole(name="ab", chosen=[part("a")]), whole(name="ab", chosen=[part("a", UNKNOWN)])),
    (whole(name="ab", mapped={"k": part("A", "1")}), whole(name="ab", mapped={"k": part("a")}), whole(name="ab", mapped={"k": part("A", "1")})),
    (None, whole(name=UNKNOWN, listed=UNKNOWN), whole(name=UNKNOWN, listed=UNKNOWN)),
])
def test_plans_that_core_allows(prior, config, planned):
    assert core.plan_errors(ATTRIBUTES, prior, config, planned) == []


@pytest.mark.parametrize("prior, config, planned, path", [
    (None, whole(name="ab"), whole(name="cd"), ".name"),
    (None, whole(name="ab"), whole(name=UNKNOWN), ".name"),
    (None, whole(name="ab"), whole(), ".name"),
    (None, whole(name=UNKNOWN), whole(name="guessed"), ".name"),
    (whole(name="ab"), whole(name="cd"), whole(name="ef"), ".name"),
    (None, whole(name="ab"), whole(name="ab", size=decimal.Decimal(1)), ".size"),
    (whole(name="ab", size=decimal.Decimal(1)), whole(name="ab"), whole(name="ab", size=decimal.Decimal(1)), ".size"),
    (None, whole(name="ab", mode="a"), whole(name="ab", mode="b"), ".mode"),
    (None, whole(name="ab", mode="a"), whole(name="ab", mode=UNKNOWN), ".mode"),
    (None, whole(name="ab", secret="x"), whole(name="ab", secret="x"), ".secret"),
    (None, whole(name="ab", tags=["A", "b"]), whole(name="ab", tags=["a", "b"]), ".tags"),
    (None, whole(name="ab", listed=[part("a")]), whole(name="ab", listed=[]), ".listed"),
    (None, whole(name="ab", listed=[part("a")]), whole(name="ab"), ".listed"),
    (None, whole(name="ab", listed=[part("a")]), whole(name="ab", listed=UNKNOWN), ".listed"),
    (None, whole(name="ab", listed=[part("a")]), whole(name="ab", listed=[part("b")]), ".listed[0].label"),
    (None, whole(name="ab"), whole(name="ab", listed=[part("a")]), ".listed"),
    (None, whole(name="ab", mapped={"k": part("a")}), whole(name="ab", mapped={"j": part("a")}), ".mapped"),
    (None, whole(name="ab", chosen=[part("a"), part("b")]), whole(name="ab", chosen=[part("a")]), ".chosen"),
    (None, whole(name="ab", single=part("a")), whole(name="ab", single=part("b")), ".single.label"),
    (None, whole(name="ab", single=UNKNOWN), whole(name="ab", single=part("b")), ".single"),
])
def test_plans_that_core_refuses(prior, config, planned, path):
    errors = core.plan_errors(ATTRIBUTES, prior, config, planned)
    assert len(errors) == 1 and errors[0].startswith(path + ":")


# ---- AssertObjectCompatible


@pytest.mark.parametrize("planned, actual", [
    (whole(name="ab", id=UNKNOWN), whole(name="ab", id="i")),
    (whole(name="ab", id=UNKNOWN), whole(name="ab")),
    (whole(tags=["a", UNKNOWN]), whole(tags=["b", "a"])),
    (whole(tags=[UNKNOWN, "a"]), whole(tags=["a"])),
    (whole(listed=[part("a", UNKNOWN)]), whole(listed=[part("a", "1")])),
    (whole(chosen=[part("a", UNKNOWN)]), whole(chosen=[part("a", "1")])),
    (whole(labels={"k": UNKNOWN}), whole(labels={"k": "v"})),
])
def test_results_that_keep_the_promise(planned, actual):
    assert core.result_errors(ATTRIBUTES, planned, actual) == []


@pytest.mark.parametrize("planned, actual, path", [
    (whole(name="ab"), whole(name="cd"), ".name"),
    (whole(name="ab"), whole(), ".name"),
    (whole(), whole(mode="m"), ".mode"),
    (whole(hidden="x"), whole(hidden="y"), ".hidden"),
    (whole(tags=["a"]), whole(tags=["b"]), ".tags"),
    (whole(tags=["a", UNKNOWN]), whole(tags=["a", "b", "c"]), ".tags"),
    (whole(labels={"k": "v"}), whole(labels={}), ".labels"),
    (whole(labels={}), whole(labels={"k": "v"}), ".labels"),
    (whole(labels={"k": "v"}), whole(labels={"k": "w"}), ".labels"),
    (whole(listed=[part("a")]), whole(listed=[]), ".listed"),
    (whole(listed=[part("a")]), whole(listed=[part("b")]), ".listed[0].label"),
    (whole(chosen=[part("a", UNKNOWN)]), whole(chosen=[part("b", "1")]), ".chosen"),
    (whole(single=part("a", "1")), whole(single=part("a", "2")), ".single.serial"),
])
def test_results_that_break_the_promise(planned, actual, path):
    errors = core.result_errors(ATTRIBUTES, planned, actual)
    assert errors and all(error.startswith(path) for error in errors)


def test_sensitive_values_are_not_told():
    assert core.result_errors(ATTRIBUTES, whole(hidden="xyz"), whole(hidden="uvw")) == [".hidden: inconsistent values for sensitive attribute"]


# ---- the walk, against a provider that keeps one object


class Box:
    """A provider of "box": name (replaces), size, and a computed id. `spoil` changes its responses."""

    def __init__(self):
        self.messages = load_protocol("tfplugin6")
        self.spoil = {}
        self.kind = ["object", {"id": "string", "name": "string", "size": "number"}]
        self.object = None

    def call(self, method, request=None):
        response = getattr(self, method)(request)
        self.spoil.get(method, lambda _: None)(response)
        return response

    def dynamic(self, value):
        return self.messages.DynamicValue(msgpack=encode(self.kind, value))

    def read(self, message):
        return decode(self.kind, message.msgpack)

    def GetProviderSchema(self, _):
        response = self.messages.GetProviderSchema.Response()
        attributes = response.resource_schemas["box"].block.attributes
        attributes.add(name="id", type=b'"string"', computed=True)
        attributes.add(name="name", type=b'"string"', required=True)
        attributes.add(name="size", type=b'"number"', optional=True)
        return response

    def ValidateProviderConfig(self, _):
        return self.messages.ValidateProviderConfig.Response()

    def ConfigureProvider(self, _):
        return self.messages.ConfigureProvider.Response()

    def ValidateResourceConfig(self, _):
        return self.messages.ValidateResourceConfig.Response()

    def PlanResourceChange(self, request):
        planned = self.read(request.proposed_new_state)
        if planned and not planned["id"]:
            planned["id"] = UNKNOWN
        response = self.messages.PlanResourceChange.Response(planned_state=self.dynamic(planned))
        if planned:
            response.requires_replace.add().steps.add(attribute_name="name")
        return response

    def ApplyResourceChange(self, request):
        self.object = self.read(request.planned_state)
        if self.object:
            self.object["id"] = "i-1"
        return self.messages.ApplyResourceChange.Response(new_state=self.dynamic(self.object), private=b"p")

    def UpgradeResourceState(self, request):
        state = json.loads(request.raw_state.json, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
        return self.messages.UpgradeResourceState.Response(upgraded_state=self.dynamic(state))

    def ReadResource(self, request):
        return self.messages.ReadResource.Response(new_state=self.dynamic(self.object), private=request.private)

    def ImportResourceState(self, request):
        response = self.messages.ImportResourceState.Response()
        response.imported_resources.add(type_name="box", state=self.dynamic({"id": request.id}))
        return response


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def walk(box):
    return Core(box, {})


def test_an_object_is_made_changed_replaced_and_destroyed(walk, box):
    config = {"name": "ab", "size": decimal.Decimal("1.5")}
    plan = walk.plan("box", None, config)
    assert plan.action == "create"
    state = walk.apply(plan)
    assert (state.value["id"], state.private) == ("i-1", b"p")
    state = walk.expect_no_changes(state, config)
    assert walk.plan("box", state, config).action == "no-op"
    changed = walk.plan("box", state, {"name": "ab"})
    assert changed.action == "update"
    state = walk.apply(changed)
    replaced = walk.plan("box", state, {"name": "cd"})
    assert (replaced.action, replaced.replaces) == ("replace", ["name"])
    state = walk.apply(replaced)
    assert walk.import_("box", "i-1").value == state.value
    walk.destroy(state)
    assert walk.refresh(state) is None


def test_parts_that_were_unknown_are_known_when_a_plan_is_applied(walk):
    plan = walk.plan("box", None, {"name": UNKNOWN})
    assert walk.apply(plan, {"name": "ab"}).value["name"] == "ab"


def fail(response):
    response.diagnostics.add(severity=1, summary="No", detail="Never")


def test_errors_of_the_provider_are_no_breach(walk, box):
    plan = walk.plan("box", None, {"name": "ab"})
    box.spoil["ApplyResourceChange"] = fail
    with pytest.raises(ProviderError) as caught:
        walk.apply(plan)
    assert caught.value.remains.value["id"] == "i-1"
    box.spoil = {"ValidateResourceConfig": fail}
    with pytest.raises(ProviderError):
        walk.plan("box", None, {"name": "ab"})


def set_value(field, value):
    def spoil(response):
        getattr(response, field).msgpack = encode(["object", {"id": "string", "name": "string", "size": "number"}], value)
    return spoil


def forget_severity(response):
    response.diagnostics.add(severity=0, summary="Odd")


def use_legacy_types(response):
    response.legacy_type_system = True


def name_a_wrong_path(response):
    response.requires_replace.add().steps.add(attribute_name="nothing")


def count_up():
    numbers = iter(range(100))
    return lambda response: set_value("planned_state", {"id": f"random-{next(numbers)}", "name": "ab"})(response)


@pytest.mark.parametrize("spoil", [
    set_value("planned_state", None), set_value("planned_state", {"id": "i", "name": "AB"}), set_value("planned_state", {"id": "i"}),
    forget_severity, use_legacy_types, count_up(), lambda response: response.ClearField("planned_state"),
    lambda response: setattr(response.planned_state, "msgpack", b"\x80"),
])
def test_wrong_plans_are_breaches(walk, box, spoil):
    box.spoil["PlanResourceChange"] = spoil
    with pytest.raises(Breach):
        walk.plan("box", None, {"name": "ab"})


def test_paths_that_do_not_exist_are_breaches(walk, box):
    state = walk.apply(walk.plan("box", None, {"name": "ab"}))
    box.spoil["PlanResourceChange"] = name_a_wrong_path
    with pytest.raises(Breach):
        walk.plan("box", state, {"name": "ab"})


@pytest.mark.parametrize("spoil", [
    set_value("new_state", None), set_value("new_state", {"id": "i", "name": "cd"}), set_value("new_state", {"id": UNKNOWN, "name": "ab"}),
    set_value("new_state", {"id": "i", "name": "ab", "size": decimal.Decimal(3)}), lambda response: response.ClearField("new_state"),
])
def test_wrong_results_are_breaches(walk, box, spoil):
    plan = walk.plan("box", None, {"name": "ab"})
    box.spoil["ApplyResourceChange"] = spoil
    with pytest.raises(Breach):
        walk.apply(plan)


@pytest.mark.parametrize("method, spoil", [
    ("ReadResource", set_value("new_state", {"id": "i-1", "name": "AB"})), ("ReadResource", set_value("new_state", {"id": UNKNOWN, "name": "ab"})),
    ("ReadResource", lambda response: response.ClearField("new_state")), ("UpgradeResourceState", lambda response: response.ClearField("upgraded_state")),
    ("UpgradeResourceState", set_value("upgraded_state", {"id": "i-1"})),
])
def test_a_state_that_does_not_stay_is_a_breach(walk, box, method, spoil):
    state = walk.apply(walk.plan("box", None, {"name": "ab"}))
    box.spoil[method] = spoil
    with pytest.raises(Breach):
        walk.expect_no_changes(state, {"name": "ab"})


def test_wrong_imports_are_breaches(walk, box):
    box.spoil["ImportResourceState"] = lambda response: response.ClearField("imported_resources")
    with pytest.raises(Breach):
        walk.import_("box", "i-1")


def test_destructions_that_leave_something_are_breaches(walk, box):
    state = walk.apply(walk.plan("box", None, {"name": "ab"}))
    for method, field in (("PlanResourceChange", "planned_state"), ("ApplyResourceChange", "new_state")):
        box.spoil = {method: set_value(field, {"id": "i-1", "name": "ab"})}
        with pytest.raises(Breach):
            walk.destroy(state)


def test_a_write_only_value_anywhere_in_a_state_is_found():
    nested = Attribute("box", optional=True, nesting="LIST", attributes={"secret": SECRET})
    assert core.write_only_errors({"box": nested}, {"box": [{"secret": None}, {"secret": "x"}]}) == [".box[1].secret: write-only attribute has a value"]
    assert core.write_only_errors({"secret": SECRET}, {"secret": None}) == []
