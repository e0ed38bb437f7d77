"""A Terraform (or OpenTofu) working directory that tests write configurations into.

Assertions read exit codes and the JSON of saved plans, never the text meant for people, except for diagnostics, which are that text.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
SOURCE_ADDRESS = "registry.terraform.io/esdr/esdr"
FOREIGN_VARIABLES = re.compile(r"^(AWS_|ESDR_|TF_|.*_proxy$|.*_PROXY$)")


def program():
    """Terraform or OpenTofu, whichever is on PATH; ESDR_TEST_TERRAFORM chooses."""
    name = os.environ.get("ESDR_TEST_TERRAFORM") or shutil.which("terraform") or shutil.which("tofu")
    assert name, "neither terraform nor tofu is on PATH"
    return name


def clean_environment(home):
    """The machine's environment without what could leak into a test."""
    environment = {name: value for name, value in os.environ.items() if not FOREIGN_VARIABLES.match(name)}
    environment.update(HOME=str(home), CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1", TF_CLI_CONFIG_FILE=str(home / "terraform.rc"))
    return environment


class CommandFailed(AssertionError):
    def __init__(self, command, code, output):
        super().__init__(f"{' '.join(command)} ended with {code}:\n{output}")
        self.code, self.output = code, output


class Plan:
    """What a saved plan would do, from `terraform show -json`."""

    def __init__(self, document, output):
        self.document, self.output = document, output
        self.changes = {change["address"]: change["change"] for change in document.get("resource_changes", []) if change["mode"] == "managed"}
        self.drift = {change["address"]: change["change"] for change in document.get("resource_drift", [])}

    def with_actions(self, *actions):
        return sorted(address for address, change in self.changes.items() if change["actions"] == list(actions))

    @property
    def creates(self):
        return self.with_actions("create")

    @property
    def updates(self):
        return self.with_actions("update")

    @property
    def deletes(self):
        return self.with_actions("delete")

    @property
    def replaces(self):
        return sorted(self.with_actions("delete", "create") + self.with_actions("create", "delete"))

    @property
    def is_empty(self):
        return all(change["actions"] in (["no-op"], ["read"]) for change in self.changes.values()) and not self.output_changes

    @property
    def output_changes(self):
        return {name for name, change in self.document.get("output_changes", {}).items() if change["actions"] != ["no-op"]}

    def changed_attributes(self, address):
        """Paths ("s3.compress") whose planned value differs from the state, unknown ones included."""
        change = self.changes[address]
        return sorted(differences(change["before"], change["after"], change.get("after_unknown", {})))


def differences(before, after, unknown, path=""):
    if unknown is True:
        yield path
    elif isinstance(before, dict) and isinstance(after, dict):
        unknown = unknown if isinstance(unknown, dict) else {}
        for name in sorted(set(before) | set(after) | set(unknown)):
            yield from differences(before.get(name), after.get(name), unknown.get(name, False), f"{path}.{name}" if path else name)
    elif before != after:
        yield path


class Workspace:
    def __init__(self, folder, provider_folder=BUILD):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.environment = clean_environment(self.folder)
        (self.folder / "terraform.rc").write_text(
            "provider_installation {\n  dev_overrides {\n"
            f'    "{SOURCE_ADDRESS}" = "{provider_folder}"\n    "registry.opentofu.org/esdr/esdr" = "{provider_folder}"\n'
            "  }\n  direct {}\n}\n"
        )
        self.log = self.folder / "provider.log"

    def write(self, text, name="main.tf"):
        required = "terraform {\n  required_providers {\n    esdr = { source = \"esdr/esdr\" }\n  }\n}\n"
        (self.folder / "terraform.tf").write_text(required)
        (self.folder / name).write_text(text)

    def command(self, *arguments):
        return [program(), *arguments]

    def run(self, *arguments, codes=(0,), timeout=300):
        command = self.command(*arguments)
        environment = {"TF_LOG_PROVIDER": "DEBUG", "TF_LOG_PATH": str(self.log), **self.environment}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout
        )
        output = done.stdout.decode(errors="replace")
        if done.returncode not in codes:
            raise CommandFailed(command, done.returncode, output)
        return output

    def start(self, *arguments):
        """A command in the background, in its own process group, for tests that interrupt or kill it."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=dict(self.environment, TF_LOG_PROVIDER="DEBUG", TF_LOG_PATH=str(self.log)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def validate(self, **options):
        return self.run("validate", "-no-color", **options)

    def plan(self, *arguments):
        output = self.run("plan", "-no-color", "-input=false", "-detailed-exitcode", "-out=plan.bin", *arguments, codes=(0, 2))
        return Plan(json.loads(self.show("plan.bin")), output)

    def show(self, *arguments):
        done = subprocess.run(self.command("show", "-json", *arguments), cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode()

    def apply(self, *arguments, **options):
        return self.run("apply", "-no-color", "-input=false", "-auto-approve", *arguments, **options)

    def destroy(self, *arguments, **options):
        return self.run("destroy", "-no-color", "-input=false", "-auto-approve", *arguments, **options)

    def import_(self, address, identifier, **options):
        return self.run("import", "-no-color", "-input=false", address, identifier, **options)

    def fails(self, verb, *arguments):
        """The output of a command that must fail, unwrapped: Terraform breaks lines and draws boxes around diagnostics."""
        verbs = {"plan": ["plan"], "apply": ["apply", "-auto-approve"], "destroy": ["destroy", "-auto-approve"], "validate": ["validate"]}
        inputs = [] if verb == "validate" else ["-input=false"]
        return unwrap(self.run(*verbs[verb], "-no-color", *inputs, *arguments, codes=(1,)))

    @property
    def state(self):
        """The attributes of every resource in the state, by address."""
        document = json.loads(self.show())
        return dict(resources_of(document.get("values", {}).get("root_module", {})))

    @property
    def outputs(self):
        return {name: output["value"] for name, output in json.loads(self.show()).get("values", {}).get("outputs", {}).items()}


def resources_of(module):
    for resource in module.get("resources", []):
        yield resource["address"], resource["values"]
    for child in module.get("child_modules", []):
        yield from resources_of(child)


def points_at(output, attribute):
    """Whether an unwrapped diagnostic shows a line of the configuration that begins with `attribute`."""
    return re.search(rf'line \d+, in resource "\w+" "\w+": \d+: {attribute}\b', output) is not None


def unwrap(output):
    return re.sub(r"\s+", " ", re.sub(r"[│╷╵]", " ", output))
