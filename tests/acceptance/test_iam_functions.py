"""snapshot_role_policy and snapshot_caller_policy, as expressions; the first beside the keys that a real cluster writes."""
import json
import re

import pytest

import diagnostics
import repositories

ROLE = "arn:aws:iam::123456789012:role/snapshots"
DOMAIN = "arn:aws:es:eu-west-1:123456789012:domain/logs"


def policy_of(workspace, call):
    workspace.write(f'output "it" {{\n  value = provider::esdr::{call}\n}}\n')
    workspace.apply()
    return json.loads(workspace.outputs["it"])


def matches(pattern, text):
    """Amazon's wildcards: * is any text, ? any one character."""
    return re.fullmatch("".join({"*": ".*", "?": "."}.get(byte, re.escape(byte)) for byte in pattern), text) is not None


def resources_for(policy, action):
    return [resource for statement in policy["Statement"] if action in statement["Action"] for resource in statement["Resource"]]


@pytest.mark.parametrize("layout", ["fixed", "hashed_prefix", "hashed_infix"])
def test_the_role_reaches_every_object_of_the_repository_and_no_other_folder(lab, workspace, fresh_bucket, unique, layout):
    cluster, bucket, base = lab.cluster("primary"), fresh_bucket(), f"{unique}/deep"
    lab.s3("primary").put_object(Bucket=bucket, Key=f"{unique}/deeper/x", Body=b"x")
    repositories.register(cluster, unique, "s3", {"bucket": bucket, "base_path": base, "shard_path_type": layout})
    cluster.fill(f"{unique}-a", 20, shards=3)
    cluster.snapshot(unique, "one", indices=f"{unique}-a")
    keys = set(lab.keys("primary", bucket=bucket)) - {f"{unique}/deeper/x"}
    assert any("/indices/" in key for key in keys)
    assert any(not key.startswith(base) for key in keys) is (layout == "hashed_prefix")

    policy = policy_of(workspace, f'snapshot_role_policy("{bucket}", "{base}", "{layout}")')
    for action in ("s3:GetObject", "s3:PutObject", "s3:DeleteObject"):
        allowed = resources_for(policy, action)
        assert all(any(matches(pattern, f"arn:aws:s3:::{bucket}/{key}") for pattern in allowed) for key in keys), (allowed, keys)
        assert not any(matches(pattern, f"arn:aws:s3:::{bucket}/{unique}/deeper/x") for pattern in allowed)
    assert resources_for(policy, "s3:ListBucket") == [f"arn:aws:s3:::{bucket}"]
    repositories.unregister(cluster, unique)


def test_the_caller_may_pass_the_role_and_register_repositories(workspace):
    policy = policy_of(workspace, f'snapshot_caller_policy("{ROLE}", "{DOMAIN}")')
    assert policy["Version"] == "2012-10-17" and all(statement["Effect"] == "Allow" for statement in policy["Statement"])
    assert resources_for(policy, "iam:PassRole") == [ROLE]
    assert resources_for(policy, "es:ESHttpPut") == [f"{DOMAIN}/*"]


@pytest.mark.parametrize("call, fact", [
    ('snapshot_role_policy("s3://acme", "logs", "fixed")', "without \"s3://\""),
    ('snapshot_role_policy("acme", "/logs", "fixed")', 'write "logs"'),
    ('snapshot_role_policy("acme", "logs", "hash")', 'write "fixed", "hashed_prefix" or "hashed_infix"'),
    (f'snapshot_caller_policy("snapshots", "{DOMAIN}")', "is no ARN of a role"),
    (f'snapshot_caller_policy("{ROLE}", "logs")', "is no ARN of a domain"),
])
def test_a_wrong_argument_is_an_error_that_says_what_to_write(workspace, call, fact):
    workspace.write(f'output "it" {{\n  value = provider::esdr::{call}\n}}\n')
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert fact in error.detail
