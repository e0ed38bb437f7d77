"""What Terraform reports, from its machine-readable output: the summary, the detail, and the line of the configuration that it points at."""
import dataclasses
import json

from terraform import CommandFailed


@dataclasses.dataclass
class Diagnostic:
    severity: str
    summary: str
    detail: str
    address: str        # of the resource; empty when Terraform does not say
    code: str           # the line that is pointed at, without indentation
    context: str        # resource "type" "label"

    @classmethod
    def of(cls, found):
        snippet = found.get("snippet") or {}
        code = snippet.get("code") or ""
        return cls(found["severity"], found["summary"], " ".join(found["detail"].split()), found.get("address", ""), code.strip(),
                   snippet.get("context") or "")


def validated(workspace):
    """All diagnostics of `terraform validate`."""
    return [Diagnostic.of(found) for found in json.loads(only_json(output_of(workspace, "validate", "-json")))["diagnostics"]]


def planned(workspace):
    return streamed(output_of(workspace, "plan", "-input=false", "-json"))


def applied(workspace, *arguments):
    return streamed(output_of(workspace, "apply", "-input=false", "-auto-approve", "-json", *arguments))


def output_of(workspace, *arguments):
    try:
        return workspace.run(*arguments)
    except CommandFailed as failure:
        assert failure.code == 1, failure
        return failure.output


def only_json(output):
    return output[output.index("{"):]


def streamed(output):
    messages = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return [Diagnostic.of(message["diagnostic"]) for message in messages if message.get("type") == "diagnostic"]


def errors(diagnostics):
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]


def about(diagnostics, resource):
    """Those that point into, or name, resource "esdr_snapshot_policy.label"."""
    kind, label = resource.split(".")
    return [diagnostic for diagnostic in diagnostics if diagnostic.address == resource or diagnostic.context == f'resource "{kind}" "{label}"']
