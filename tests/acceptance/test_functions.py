"""Provider functions, as expressions of a configuration. They need neither a cluster nor a provider block."""
import pytest

import diagnostics


def evaluated(workspace, expression):
    workspace.write(f"output \"it\" {{\n  value = {expression}\n}}\n")
    workspace.apply()
    return workspace.outputs["it"]


@pytest.mark.parametrize("first, second, overlap", [
    ("auto-purge/", "auto-purge/", True), ("auto-purge/", "auto-purge/daily/", True), ("a/b/", "a/", True), ("", "anything", True), ("", "", True),
    ("auto-purge/", "snapshots/", False), ("snap", "snapshots/", True), ("snapshots/", "snapshots2/", False), ("Ä/", "ä/", False),
])
def test_prefixes_overlap_when_one_begins_with_the_other(workspace, first, second, overlap):
    assert evaluated(workspace, f'provider::esdr::prefixes_overlap("{first}", "{second}")') is overlap


@pytest.mark.parametrize("cron, quartz", [
    ("0 2 * * *", "0 0 2 * * ?"), ("30 1 * * *", "0 30 1 * * ?"), ("0 2 * * 0", "0 0 2 ? * 1"), ("0 2 * * 7", "0 0 2 ? * 1"),
    ("0 2 * * MON-FRI", "0 0 2 ? * 2-6"), ("*/15 * 1 * *", "0 */15 * 1 * ?"),
])
def test_quartz_is_the_schedule_in_the_form_of_elasticsearch(workspace, cron, quartz):
    assert evaluated(workspace, f'provider::esdr::quartz("{cron}")') == quartz


def test_what_a_function_is_not_told_yet_stays_unknown(workspace):
    workspace.write('resource "terraform_data" "it" { input = "auto-purge/" }\n'
                    'output "it" { value = provider::esdr::prefixes_overlap(terraform_data.it.output, "x") }\n')
    assert workspace.plan().document["output_changes"]["it"]["after_unknown"] is True
    workspace.apply()
    assert workspace.outputs["it"] is False


@pytest.mark.parametrize("cron, facts", [
    ("0 2 1 * 1", ["restricts both the day of the month and the day of the week"]),
    ("0 0 2 * * *", ["has 6 fields"]),
    ("0 25 * * *", ['"25" in the field for the hour']),
    ("", ["has 0 fields"]),
])
def test_a_schedule_without_such_a_form_is_an_error_at_the_argument(workspace, cron, facts):
    workspace.write(f'output "it" {{\n  value = provider::esdr::quartz("{cron}")\n}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "function" in error.summary.lower() and all(fact in error.detail for fact in facts)
    assert error.code == f'value = provider::esdr::quartz("{cron}")'
    assert '"cron"' in error.detail


@pytest.mark.parametrize("call", ["prefixes_overlap(null, \"a\")", "quartz(null)", "quartz()", "prefixes_overlap(\"a\")"])
def test_missing_and_null_arguments_are_refused(workspace, call):
    workspace.write(f'output "it" {{\n  value = provider::esdr::{call}\n}}\n')
    assert diagnostics.errors(diagnostics.validated(workspace))
