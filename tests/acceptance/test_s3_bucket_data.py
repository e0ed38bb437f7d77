"""data.esdr_s3_bucket beside what the store itself says."""
import pytest

import diagnostics

READ = 'data "esdr_s3_bucket" "it" {{\n  bucket = "{}"\n  {}\n}}\noutput "it" {{ value = data.esdr_s3_bucket.it }}\n'
RULES = [
    {"ID": "purge", "Status": "Enabled", "Filter": {"And": {"Prefix": "auto-purge/", "Tags": [{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}]}},
     "Expiration": {"Days": 7}, "NoncurrentVersionExpiration": {"NoncurrentDays": 30}},
    {"ID": "tidy", "Status": "Disabled", "Filter": {"Prefix": ""}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 3}},
]


def told(workspace, block, bucket, more=""):
    workspace.write(block(cluster=False) + READ.format(bucket, more))
    workspace.apply()
    return workspace.outputs["it"]


def test_a_new_bucket_has_no_versions_no_rules_and_no_lock(workspace, block, fresh_bucket):
    found = told(workspace, block, fresh_bucket())
    assert (found["versioning"], found["lifecycle_rules"], found["replication_rules"], found["object_lock"]) == ("Disabled", [], [], None)
    assert found["replicates_repository"] is None


@pytest.mark.parametrize("status", ["Enabled", "Suspended"])
def test_versioning_is_told_as_the_store_has_it(lab, workspace, block, fresh_bucket, status):
    bucket = fresh_bucket(versioning=True)
    lab.s3().put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})
    assert told(workspace, block, bucket)["versioning"] == status


def test_lifecycle_rules_are_told_one_by_one(lab, workspace, block, fresh_bucket):
    bucket = fresh_bucket()
    lab.s3().put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": RULES})
    rules = {rule["id"]: rule for rule in told(workspace, block, bucket)["lifecycle_rules"]}
    assert set(rules) == {"purge", "tidy"}
    purge, tidy = rules["purge"], rules["tidy"]
    assert (purge["enabled"], purge["prefix"], purge["tags"], purge["expiration_days"]) == (True, "auto-purge/", {"a": "1", "b": "2"}, 7)
    assert (purge["noncurrent_version_expiration"], purge["noncurrent_days"], purge["abort_incomplete_multipart_upload_days"]) == (True, 30, None)
    assert (tidy["enabled"], tidy["prefix"], tidy["tags"], tidy["expiration_days"]) == (False, "", {}, None)
    assert (tidy["noncurrent_version_expiration"], tidy["abort_incomplete_multipart_upload_days"]) == (False, 3)


def test_a_lock_is_told(lab, workspace, block, unique):
    client, bucket = lab.s3(), f"{unique}-lock"
    client.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    try:
        assert told(workspace, block, bucket)["object_lock"] == {"mode": None, "days": None, "years": None}
        client.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 5}}})
        assert told(workspace, block, bucket)["object_lock"] == {"mode": "GOVERNANCE", "days": 5, "years": None}
    finally:
        client.delete_bucket(Bucket=bucket)


def test_a_repository_without_replication_is_told_so(workspace, block, fresh_bucket):
    found = told(workspace, block, fresh_bucket(versioning=True), 'base_path = "logs"\n  shard_path_type = "fixed"')
    assert found["replicates_repository"] is False


def test_a_bucket_that_is_not_there_is_an_error_at_its_name(workspace, block, unique):
    workspace.write(block(cluster=False) + READ.format(f"{unique}-absent", ""))
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == "Bucket does not exist" and error.code.startswith("bucket")


def test_a_base_path_needs_its_layout(workspace, block):
    workspace.write('data "esdr_s3_bucket" "it" {\n  bucket = "acme"\n  base_path = "logs"\n}\n')
    assert diagnostics.errors(diagnostics.validated(workspace))
