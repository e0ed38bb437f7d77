"""The two buckets of the story, versioned, each with its own owner."""
import boto3
import botocore.config

from .settings import BUCKETS, REGIONS, S3_USERS


def client(endpoint, user):
    keys = S3_USERS[user]
    return boto3.client("s3", endpoint_url=endpoint, region_name=REGIONS[user], aws_access_key_id=keys["access_key"],
                        aws_secret_access_key=keys["secret_key"],
                        config=botocore.config.Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required",
                                                      response_checksum_validation="when_required"))


def create(endpoint):
    for user, bucket in BUCKETS.items():
        s3 = client(endpoint, user)
        s3.create_bucket(Bucket=bucket)
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
