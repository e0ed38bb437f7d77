"""What Terraform's core does around a provider's answers, and what it refuses (terraform-plugin-protocol.md 4).

    core = Core(provider, {"endpoints": [...]})
    plan = core.plan("esdr_snapshot_policy", None, {"name": "daily", ...})
    state = core.apply(plan)
    core.expect_no_changes(state, plan.config)

A diagnostic of the provider is raised as ProviderError, a breach of core's rules as Breach: the second is always an error of the provider. Nested
blocks are not looked at: the resources of this provider have none.
"""

import dataclasses
import decimal
import json

from values import UNKNOWN, Misfit, decode, encode, same, unknown_paths


class ProviderError(Exception):
    """Errors that the provider reported."""

    def __init__(self, diagnostics):
        self.diagnostics = [d for d in diagnostics if d.severity == 1]
        super().__init__("\n".join(f"{path_text(d.attribute)}: {d.summary}: {d.detail}" for d in self.diagnostics))


class Breach(AssertionError):
    """Rules of core that an answer breaks, one a line."""


def check(errors):
    if errors:
        raise Breach("\n".join(errors))


def path_text(path):
    steps = (step.attribute_name or step.element_key_string or str(step.element_key_int) for step in path.steps)
    return ".".join(steps)


# ---- schemas


@dataclasses.dataclass(frozen=True)
class Attribute:
    name: str
    required: bool = False
    optional: bool = False
    computed: bool = False
    write_only: bool = False
    sensitive: bool = False
    type: object = None
    nesting: str = ""       # SINGLE, LIST, MAP or SET: then `attributes` instead of a type
    attributes: dict = None

    @property
    def kind(self):
        """The type of its value."""
        if not self.nesting:
            return self.type
        element = object_kind(self.attributes)
        return element if self.nesting == "SINGLE" else [self.nesting.lower(), element]


def object_kind(attributes):
    return ["object", {name: attribute.kind for name, attribute in attributes.items()}]


def attributes_of(messages):
    return {message.name: attribute_of(message) for message in messages}


def attribute_of(message):
    flags = {name: getattr(message, name) for name in ("required", "optional", "computed", "write_only", "sensitive")}
    if message.HasField("nested_type"):
        nested = message.nested_type
        mode = type(nested).NestingMode.Name(nested.nesting)
        return Attribute(message.name, nesting=mode, attributes=attributes_of(nested.attributes), **flags)
    return Attribute(message.name, type=json.loads(message.type), **flags)


def config_kind(block):
    """The type of a configuration, its single blocks included."""
    members = {name: attribute.kind for name, attribute in attributes_of(block.attributes).items()}
    for nested in block.block_types:
        assert type(nested).NestingMode.Name(nested.nesting) == "SINGLE", f"block {nested.type_name}: only single blocks are known here"
        members[nested.type_name] = config_kind(nested.block)
    return ["object", members]


def elements(attribute, value):
    """(path step, element) of a nested attribute's value that is known."""
    if attribute.nesting == "SINGLE":
        return [("", value)]
    if attribute.nesting == "MAP":
        return [(f'["{key}"]', value[key]) for key in sorted(value)]
    return [(f"[{at}]", item) for at, item in enumerate(value)]


def partner(attribute, value, step):
    """The element of another value that belongs to the same place; null when there is none."""
    if value is None or value is UNKNOWN:
        return None
    return dict(elements(attribute, value)).get(step)


# ---- 4.1 ProposedNew


def proposed_new(attributes, prior, config):
    return {name: proposed_attribute(attribute, (prior or {}).get(name), config.get(name)) for name, attribute in attributes.items()}


def proposed_attribute(attribute, prior, config):
    if attribute.computed and config is None:
        return config if attribute.optional and attribute.nesting and has_configured_leaf(attribute, prior) else prior
    if not attribute.nesting or config is None or config is UNKNOWN:
        return config
    return proposed_nested(attribute, prior, config)


def proposed_nested(attribute, prior, config):
    if attribute.nesting == "SET":
        return proposed_set(attribute, prior, config)
    made = {step: proposed_object(attribute, partner(attribute, prior, step), item) for step, item in elements(attribute, config)}
    if attribute.nesting == "SINGLE":
        return made[""]
    if attribute.nesting == "LIST":
        return list(made.values())
    return {key: made[f'["{key}"]'] for key in config}


def proposed_object(attribute, prior, config):
    return config if config is None or config is UNKNOWN else proposed_new(attribute.attributes, prior, config)


def proposed_set(attribute, prior, config):
    left = list(prior) if isinstance(prior, list) else []
    result = []
    for item in config:
        found = next((at for at, before in enumerate(left) if differs_only_in_computed(attribute.attributes, before, item)), None)
        result.append(proposed_object(attribute, left.pop(found) if found is not None else None, item))
    return result


def differs_only_in_computed(attributes, prior, config):
    if not isinstance(prior, dict) or not isinstance(config, dict):
        return False
    return all(same(attribute.kind, prior.get(name), config.get(name)) or (attribute.computed and config.get(name) is None)
               for name, attribute in attributes.items())


def has_configured_leaf(attribute, value):
    """Whether part of a computed object can only have come from a configuration."""
    if value is None or value is UNKNOWN:
        return False
    if not attribute.nesting:
        return not attribute.computed
    return any(has_configured_leaf(nested, item.get(name)) for _, item in elements(attribute, value) if isinstance(item, dict)
               for name, nested in attribute.attributes.items())


# ---- 4.2 AssertPlanValid


def plan_errors(attributes, prior, config, planned, path=""):
    """What is wrong with a planned object that is not null."""
    return [error for name, attribute in attributes.items()
            for error in attribute_errors(attribute, (prior or {}).get(name), config.get(name), planned.get(name), f"{path}.{name}")]


def attribute_errors(attribute, prior, config, planned, path):
    kind = attribute.kind
    if attribute.write_only:
        return [f"{path}: planned a value for a write-only attribute"] if planned is not None else []
    if same(kind, planned, config) or (prior is not None and config is not None and same(kind, planned, prior)):
        return []
    if attribute.computed and (not attribute.optional or config is None):
        return []
    if config is None:
        return [f"{path}: planned value {planned!r} for a non-computed attribute"]
    if attribute.nesting:
        return nested_errors(attribute, prior, config, planned, path)
    return [f"{path}: planned value {planned!r} does not match config value {config!r} nor prior value {prior!r}"]


def nested_errors(attribute, prior, config, planned, path):
    if planned is UNKNOWN:
        return [f"{path}: planned unknown for configured value"]
    if planned is None:
        return [f"{path}: planned for absence but config wants existence"]
    if config is UNKNOWN:
        return [f"{path}: planned {planned!r} for an unknown configuration"]
    configured = dict(elements(attribute, config))
    wanted = dict(elements(attribute, planned))
    if len(configured) != len(wanted) or set(configured) != set(wanted):
        return [f"{path}: count in plan ({len(wanted)}) disagrees with count in config ({len(configured)})"]
    if attribute.nesting == "SET":
        return []
    return [error for step, item in wanted.items()
            for error in element_errors(attribute, partner(attribute, prior, step), configured[step], item, path + step)]


def element_errors(attribute, prior, config, planned, path):
    if same(object_kind(attribute.attributes), planned, config):
        return []
    if not isinstance(planned, dict) or not isinstance(config, dict):
        return [f"{path}: planned {planned!r} does not match config {config!r}"]
    return plan_errors(attribute.attributes, prior if isinstance(prior, dict) else None, config, planned, path)


# ---- 4.3 AssertObjectCompatible


def compatible_errors(kind, planned, actual, path="", hidden=False):
    """How `actual` breaks the promise of `planned`."""
    if planned is UNKNOWN or same(kind, planned, actual):
        return []
    if planned is None or actual is None or actual is UNKNOWN or isinstance(kind, str):
        return [f"{path or 'root'}: " + ("inconsistent values for sensitive attribute" if hidden else f"was {planned!r}, but now {actual!r}")]
    if kind[0] == "set":
        return set_errors(kind, planned, actual, path)
    parts = {"object": lambda: kind[1], "map": lambda: dict.fromkeys(planned, kind[1])}
    if kind[0] in parts:
        found = [f"{path}: element {key!r} has {what}" for what, keys in
                 (("vanished", planned.keys() - actual.keys()), ("appeared", actual.keys() - planned.keys())) for key in sorted(keys)]
        return found + [error for name, part in parts[kind[0]]().items() if name in planned and name in actual
                        for error in compatible_errors(part, planned[name], actual[name], f"{path}.{name}", hidden)]
    if len(planned) != len(actual):
        return [f"{path}: had {len(planned)} elements, but now {len(actual)}"]
    kinds = kind[1] if kind[0] == "tuple" else [kind[1]] * len(planned)
    return [error for at, (part, left, right) in enumerate(zip(kinds, planned, actual))
            for error in compatible_errors(part, left, right, f"{path}[{at}]", hidden)]


def set_errors(kind, planned, actual, path):
    def fits(left, right):
        return not compatible_errors(kind[1], left, right)
    errors = [f"{path}: planned set element {item!r} does not correlate with any element in actual"
              for item in planned if not any(fits(item, other) for other in actual)]
    errors += [f"{path}: actual set element {other!r} does not correlate with any element in plan"
               for other in actual if not any(fits(item, other) for item in planned)]
    return errors if errors or len(actual) <= len(planned) else [f"{path}: length changed from {len(planned)} to {len(actual)}"]


def result_errors(attributes, planned, actual):
    return [error for name, attribute in attributes.items()
            for error in compatible_errors(attribute.kind, planned[name], actual[name], f".{name}", attribute.sensitive)]


def write_only_errors(attributes, value, path=""):
    errors = []
    for name, attribute in attributes.items():
        part = value.get(name)
        if attribute.write_only and part is not None:
            errors.append(f"{path}.{name}: write-only attribute has a value")
        elif attribute.nesting and part is not None and part is not UNKNOWN:
            for step, item in elements(attribute, part):
                if isinstance(item, dict):
                    errors += write_only_errors(attribute.attributes, item, f"{path}.{name}{step}")
    return errors


# ---- requires_replace


def at_path(value, path):
    """(exists, value) at an AttributePath."""
    for step in path.steps:
        selector = step.WhichOneof("selector")
        key = getattr(step, selector)
        if value is UNKNOWN:
            return True, UNKNOWN
        if selector == "element_key_int":
            if not isinstance(value, list) or not 0 <= key < len(value):
                return False, None
        elif not isinstance(value, dict) or key not in value:
            return False, None
        value = value[key]
    return True, value


def replacing_paths(paths, prior, planned):
    """The paths whose value really differs; a path that neither object has is an error."""
    found = []
    for path in paths:
        (in_prior, before), (in_planned, after) = at_path(prior, path), at_path(planned, path)
        if not in_prior and not in_planned:
            raise Breach(f"indicated requires replacement on {path_text(path)} for a non-existent attribute path")
        if before != after or after is UNKNOWN:
            found.append(path_text(path))
    return found


# ---- the walk


@dataclasses.dataclass(frozen=True)
class State:
    type_name: str
    value: dict
    private: bytes = b""


@dataclasses.dataclass(frozen=True)
class Plan:
    type_name: str
    prior: State
    config: dict
    planned: dict
    private: bytes
    replaces: list

    @property
    def action(self):
        if self.prior is None:
            return "create"
        if self.replaces:
            return "replace"
        return "update" if self.planned != self.prior.value else "no-op"


class Core:
    def __init__(self, provider, config=None):
        """Loads the schemas, then checks and sets the configuration. Without one the provider stays unconfigured."""
        self.provider = provider
        self.messages = provider.messages
        self.schema = provider.call("GetProviderSchema")
        self.raise_errors(self.schema)
        self.warnings = []
        if config is not None:
            message = self.dynamic(config_kind(self.schema.provider.block), config)
            self.ask("ValidateProviderConfig", config=message)
            self.ask("ConfigureProvider", terraform_version="1.11.4", config=message)

    def attributes(self, type_name):
        block = self.schema.resource_schemas[type_name].block
        assert not block.block_types, f"{type_name} has blocks, which are not known here"
        return attributes_of(block.attributes)

    def dynamic(self, kind, value):
        return self.messages.DynamicValue(msgpack=encode(kind, value))

    def raise_errors(self, response):
        for diagnostic in response.diagnostics:
            if diagnostic.severity not in (1, 2):
                raise Breach(f"diagnostic without severity: {diagnostic.summary}")
        if any(diagnostic.severity == 1 for diagnostic in response.diagnostics):
            raise ProviderError(response.diagnostics)

    def ask(self, method, **fields):
        response = self.send(method, **fields)
        self.raise_errors(response)
        return response

    def send(self, method, **fields):
        response = self.provider.call(method, getattr(self.messages, method).Request(**fields))
        self.warnings += [diagnostic.summary for diagnostic in response.diagnostics if diagnostic.severity == 2]
        return response

    def value(self, attributes, message, what):
        try:
            return decode(object_kind(attributes), message.msgpack)
        except Misfit as misfit:
            raise Breach(f"{what}: {misfit}") from None

    def known_value(self, attributes, message, what):
        value = self.value(attributes, message, what)
        check([f"{what}: {path} is unknown" for path in unknown_paths(value)] + (write_only_errors(attributes, value) if value else []))
        return value

    def completed(self, attributes, config):
        unknown_names = set(config) - set(attributes)
        assert not unknown_names, f"the test configures {unknown_names}, which the schema does not have"
        return {name: complete(attribute, config.get(name)) for name, attribute in attributes.items()}

    # ---- what a test calls

    def plan(self, type_name, prior, config):
        """Plans a configuration against a State or None, twice, and checks the answers. Attributes left out of `config` are null."""
        attributes = self.attributes(type_name)
        config = self.completed(attributes, config)
        capabilities = self.messages.ClientCapabilities(write_only_attributes_allowed=True)
        self.ask("ValidateResourceConfig", type_name=type_name, config=self.dynamic(object_kind(attributes), config), client_capabilities=capabilities)
        first, again = (self.ask_plan(type_name, attributes, prior, config) for _ in range(2))
        if not same(object_kind(attributes), first.planned, again.planned):
            raise Breach(f"a second plan of the same differs: {first.planned!r}, then {again.planned!r}")
        return first

    def ask_plan(self, type_name, attributes, prior, config):
        kind = object_kind(attributes)
        before = prior.value if prior else None
        proposed = proposed_new(attributes, before, config)
        response = self.ask("PlanResourceChange", type_name=type_name, prior_state=self.dynamic(kind, before), config=self.dynamic(kind, config),
                            proposed_new_state=self.dynamic(kind, proposed), prior_private=prior.private if prior else b"")
        if response.legacy_type_system:
            raise Breach("legacy_type_system is set")
        planned = self.value(attributes, response.planned_state, "plan")
        if planned is None or planned is UNKNOWN:
            raise Breach(f"the planned object is {planned!r}")
        check(plan_errors(attributes, before, config, planned))
        replaces = replacing_paths(response.requires_replace, before, planned) if prior else []
        return Plan(type_name, prior, config, planned, response.planned_private, replaces)

    def apply(self, plan, config=None):
        """Carries a plan out. `config`: the final configuration, where the plan's had unknown parts. Returns the State."""
        attributes = self.attributes(plan.type_name)
        config = self.completed(attributes, config) if config is not None else plan.config
        check([f"the test applies an unknown value: {path}" for path in unknown_paths(config)])
        prior = plan.prior
        if plan.action == "replace":
            self.destroy(prior)
            prior = None
        final = self.ask_plan(plan.type_name, attributes, prior, config)
        if plan.action != "replace":
            check(result_errors(attributes, plan.planned, final.planned))
        if final.action == "no-op":
            return prior
        return self.ask_apply(attributes, final)

    def ask_apply(self, attributes, plan):
        kind = object_kind(attributes)
        response = self.send("ApplyResourceChange", type_name=plan.type_name, prior_state=self.dynamic(kind, plan.prior.value if plan.prior else None),
                             planned_state=self.dynamic(kind, plan.planned), config=self.dynamic(kind, plan.config), planned_private=plan.private)
        made = self.known_value(attributes, response.new_state, "apply")
        try:
            self.raise_errors(response)
        except ProviderError as error:
            error.remains = State(plan.type_name, made, response.private) if made else plan.prior
            raise
        if made is None:
            raise Breach("root object was present, but now absent")
        check(result_errors(attributes, plan.planned, made))
        return State(plan.type_name, made, response.private)

    def refresh(self, state):
        """Reads a State as a plan begins: upgrade, then read. None when the object is gone."""
        attributes = self.attributes(state.type_name)
        kind = object_kind(attributes)
        upgraded = self.upgrade(state)
        response = self.ask("ReadResource", type_name=state.type_name, current_state=self.dynamic(kind, upgraded), private=state.private)
        value = self.known_value(attributes, response.new_state, "read")
        return State(state.type_name, value, response.private) if value is not None else None

    def upgrade(self, state):
        attributes = self.attributes(state.type_name)
        raw = self.messages.RawState(json=state_json(state.value).encode())
        version = self.schema.resource_schemas[state.type_name].version
        response = self.ask("UpgradeResourceState", type_name=state.type_name, version=version, raw_state=raw)
        upgraded = self.known_value(attributes, response.upgraded_state, "upgrade")
        if not same(object_kind(attributes), upgraded, state.value):
            raise Breach(f"upgrading a state of the same version changed it: {state.value!r}, now {upgraded!r}")
        return upgraded

    def import_(self, type_name, identifier):
        """Imports and reads an object, as an import block does."""
        attributes = self.attributes(type_name)
        response = self.ask("ImportResourceState", type_name=type_name, id=identifier)
        if len(response.imported_resources) != 1 or response.imported_resources[0].type_name != type_name:
            raise Breach(f"import returned {[imported.type_name for imported in response.imported_resources]}")
        imported = response.imported_resources[0]
        value = self.known_value(attributes, imported.state, "import")
        if value is None:
            raise Breach("import returned a null object")
        message = self.dynamic(object_kind(attributes), value)
        read = self.ask("ReadResource", type_name=type_name, current_state=message, private=imported.private)
        now = self.known_value(attributes, read.new_state, "read after import")
        if now is None:
            raise LookupError(f"cannot import non-existent remote object {identifier}")
        return State(type_name, now, read.private)

    def destroy(self, state):
        """Plans and applies a destruction."""
        attributes = self.attributes(state.type_name)
        kind = object_kind(attributes)
        prior, none = self.dynamic(kind, state.value), self.dynamic(kind, None)
        plan = self.ask("PlanResourceChange", type_name=state.type_name, prior_state=prior, proposed_new_state=none, config=none,
                        prior_private=state.private)
        if self.value(attributes, plan.planned_state, "destroy plan") is not None:
            raise Breach("planned a non-null destroy value")
        response = self.send("ApplyResourceChange", type_name=state.type_name, prior_state=prior, planned_state=none, config=none,
                             planned_private=plan.planned_private)
        left = self.known_value(attributes, response.new_state, "destroy")
        self.raise_errors(response)
        if left is not None:
            raise Breach("an object is left after its destruction")

    def expect_no_changes(self, state, config):
        """The plan after an apply is empty, without and with a refresh. Returns the refreshed State."""
        fresh = self.refresh(state)
        if fresh is None:
            raise Breach("the object is gone right after the apply")
        kind = object_kind(self.attributes(state.type_name))
        for each in (state, fresh):
            plan = self.plan(state.type_name, each, config)
            if not same(kind, plan.planned, each.value):
                check(compatible_errors(kind, each.value, plan.planned) or ["the plan after apply is not empty"])
        return fresh


def state_json(value):
    """A value as a state file has it, numbers in full."""
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"  {json.dumps(name)}: {state_json(item)}" for name, item in value.items()) + "\n}"
    if isinstance(value, list):
        return "[" + ", ".join(state_json(item) for item in value) + "]"
    return json.dumps(value)


def complete(attribute, config):
    """A configuration with the attributes that a test left out."""
    if not attribute.nesting or config is None or config is UNKNOWN:
        return config
    def filled(item):
        return item if item is None or item is UNKNOWN else {name: complete(nested, item.get(name)) for name, nested in attribute.attributes.items()}
    if attribute.nesting == "SINGLE":
        return filled(config)
    return {key: filled(item) for key, item in config.items()} if attribute.nesting == "MAP" else [filled(item) for item in config]
