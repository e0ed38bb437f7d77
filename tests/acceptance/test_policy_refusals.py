"""What a snapshot policy may not be: refused before anything is written, with the reason, at the line that has to change."""
import pytest

import diagnostics
from policies import policy
from refused_policies import EVERYWHERE, PLAN, REFUSALS, VALIDATE


def write(workspace, provider, refusals, unique):
    workspace.write(provider + "".join(
        policy(refusal.name or f"{unique}-{refusal.label}", unique, refusal.schedule, refusal.more, refusal.label) for refusal in refusals))


def problems_of(refusal, found, unique):
    """What is wrong with the errors that this refusal got; nothing when they are right."""
    own = diagnostics.about(diagnostics.errors(found), f"esdr_snapshot_policy.{refusal.label}")
    if len(own) != 1:
        return [f"{len(own)} errors: {own}"]
    [error] = own
    missing = [fact for fact in refusal.facts if fact.replace("%NAME%", f"{unique}-{refusal.label}") not in error.detail]
    wrong = [] if not refusal.summary or error.summary == refusal.summary else [error.summary]
    return wrong + ([f"{missing} not in {error.detail!r}"] if missing else []) + ([] if error.code.startswith(refusal.points_at) else [f"at {error.code!r}"])


def assert_refused(refusals, found, unique):
    wrong = {refusal.label: problems for refusal in refusals if (problems := problems_of(refusal, found, unique))}
    assert not wrong, "\n".join(f"{label}: {problems}" for label, problems in wrong.items())


def test_what_no_scheduler_can_carry_out_is_refused_without_a_cluster(workspace, unique):
    assert all(refusal.when == VALIDATE for refusal in EVERYWHERE)
    write(workspace, "", EVERYWHERE, unique)
    assert_refused(EVERYWHERE, diagnostics.validated(workspace), unique)


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_what_the_scheduler_of_the_cluster_cannot_express_is_refused_while_planning(workspace, block, unique, name):
    refusals = REFUSALS[name]
    assert all(refusal.when == PLAN for refusal in refusals)
    write(workspace, block(name), refusals, unique)
    assert_refused(refusals, diagnostics.planned(workspace), unique)
