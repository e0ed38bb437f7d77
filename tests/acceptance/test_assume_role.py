"""Credentials from elsewhere than the provider block: a role of the token service, a profile, a program. Each then writes a real lifecycle rule."""
import json

import pytest

import bucket_rules

RULE = """
resource "esdr_s3_lifecycle_rule" "purge" {
  bucket     = "%s"
  rule_id    = "auto-purge"
  filter     = { prefix = "auto-purge/" }
  expiration = { days = 7 }
}
"""


def block(lab, aws):
    return f'provider "esdr" {{\n  aws {{\n    region = "us-east-1"\n{aws}\n  }}\n  s3 {{\n    endpoint = "{lab.endpoint}"\n  }}\n}}\n'


@pytest.fixture
def user(lab):
    return lab.description["s3"]["users"]["primary"]


@pytest.fixture
def service(lab, workspace):
    """The workspace knows the token service."""
    workspace.environment["AWS_ENDPOINT_URL_STS"] = lab.description["s3"]["sts_endpoint"]


def keys(user):
    return f'    access_key = "{user["access_key"]}"\n    secret_key = "{user["secret_key"]}"'


def role(lab):
    return f'    assume_role {{\n      role_arn = "{lab.description["s3"]["role_arn"]}"\n      session_name = "acceptance"\n      duration = "15m"\n    }}'


def shared_file(workspace, name, text):
    folder = workspace.folder / "shared"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def assert_writes(lab, workspace, bucket, provider):
    workspace.write(provider + RULE % bucket)
    workspace.apply()
    assert list(bucket_rules.rules(lab, bucket)) == ["auto-purge"]
    assert workspace.plan().is_empty
    workspace.destroy()
    assert bucket_rules.rules(lab, bucket) == {}


def test_a_role_on_top_of_static_keys_writes_a_rule(lab, workspace, fresh_bucket, user, service):
    assert_writes(lab, workspace, fresh_bucket(), block(lab, keys(user) + "\n" + role(lab)))


def test_a_role_of_a_profile_writes_a_rule(lab, workspace, fresh_bucket, user, service):
    path = shared_file(workspace, "config", (
        f"[profile keys]\naws_access_key_id = {user['access_key']}\naws_secret_access_key = {user['secret_key']}\n"
        f"[profile backups]\nrole_arn = {lab.description['s3']['role_arn']}\nsource_profile = keys\n"
    ))
    assert_writes(lab, workspace, fresh_bucket(), block(lab, f'    profile = "backups"\n    shared_config_files = ["{path}"]'))


def test_a_program_of_a_profile_gives_keys_that_write_a_rule(lab, workspace, fresh_bucket, user):
    answer = shared_file(workspace, "answer.json", json.dumps(
        {"Version": 1, "AccessKeyId": user["access_key"], "SecretAccessKey": user["secret_key"]}
    ))
    path = shared_file(workspace, "config", f"[profile program]\ncredential_process = cat '{answer}'\n")
    workspace.environment.update(AWS_CONFIG_FILE=str(path), AWS_PROFILE="program")
    assert_writes(lab, workspace, fresh_bucket(), block(lab, ""))


def test_a_role_that_may_not_be_assumed_is_an_error_without_secrets(lab, workspace, fresh_bucket, user, service):
    refused = role(lab).replace("role/", "role/no-such-")
    workspace.write(block(lab, keys(user) + "\n" + refused) + RULE % fresh_bucket())
    output = workspace.fails("apply")
    assert "role/no-such-snapshots could not be assumed" in output and "NoSuchEntity" in output
    assert user["secret_key"] not in output


def test_a_profile_that_does_not_exist_is_an_error_at_its_attribute(lab, workspace):
    workspace.write(block(lab, '    profile = "no-such-profile"') + RULE % "any-bucket")
    output = workspace.fails("plan")
    assert "Profile does not exist" in output
    assert 'profile = "no-such-profile"' in output
