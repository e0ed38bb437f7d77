"""The settings of repositories: each as somebody sets it, changes it, and as somebody else changes it."""
import dataclasses


@dataclasses.dataclass
class Setting:
    attribute: str
    first: object       # as configuration
    second: object
    drift: str          # as somebody else writes it
    wire_name: str = ""

    @property
    def key(self):
        return self.wire_name or self.attribute


def text_of(value):
    """A server keeps every setting as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


EVERYWHERE = [
    Setting("chunk_size", "500mb", "1gb", "2gb"),
    Setting("compress", True, False, "true"),
    Setting("max_restore_bytes_per_sec", "50mb", "60mb", "70mb"),
    Setting("max_snapshot_bytes_per_sec", "30mb", "35mb", "1b"),
    Setting("readonly", True, False, "true"),
]

OPENSEARCH = [
    Setting("allow_concurrent_modifications", True, False, "true"),
    Setting("cache_repository_data", False, True, "false"),
    Setting("compression_type", "deflate", "zstd", "deflate"),
    Setting("io_buffer_size", "256kb", "512kb", "1mb"),
    Setting("max_remote_download_bytes_per_sec", "10mb", "11mb", "12mb"),
    Setting("max_remote_low_priority_upload_bytes_per_sec", "13mb", "14mb", "15mb"),
    Setting("max_remote_upload_bytes_per_sec", "16mb", "17mb", "18mb"),
    Setting("max_snapshot_shard_blob_delete_batch_size", 100, 200, "300"),
    Setting("prefix_mode_verification", True, False, "true"),
    Setting("remote_store_index_shallow_copy", True, False, "true"),
    Setting("shard_path_type", "fixed", "hashed_infix", "hashed_prefix"),
    Setting("support_url_repo", False, True, "false"),
]

FS = [
    Setting("max_number_of_snapshots", 50, 60, "70"),
]

S3 = [
    Setting("buffer_size", "10mb", "20mb", "30mb"),
    Setting("bulk_delete_size", 500, 600, "700"),
    Setting("canned_acl", "private", "bucket-owner-read", "public-read"),
    Setting("client", "primary", "default", "dr"),
    Setting("delete_objects_max_size", 500, 600, "700"),
    Setting("disable_chunked_encoding", True, False, "true"),
    Setting("endpoint", "http://127.0.0.1:9480", "127.0.0.1:9480", "other.example.com"),
    Setting("expected_bucket_owner", "123456789012", "210987654321", "000000000000"),
    Setting("get_register_retry_delay", "3s", "4s", "5m"),
    Setting("max_connections", 20, 30, "40"),
    Setting("max_multipart_parts", 500, 600, "700"),
    Setting("max_multipart_upload_cleanup_size", 10, 0, "30"),
    Setting("max_retries", 4, 0, "6"),
    Setting("path_style_access", True, False, "true"),
    Setting("protocol", "http", "https", "http"),
    Setting("proxy_host", "localhost", "127.0.0.1", "proxy.example.com", "proxy.host"),
    Setting("proxy_port", 80, 8080, "3128", "proxy.port"),
    Setting("proxy_scheme", "http", "https", "http", "proxy.scheme"),
    Setting("read_timeout", "40s", "50s", "1m"),
    Setting("region", "us-east-1", "us-west-2", "eu-west-1"),
    Setting("role_arn", "arn:aws:iam::123456789012:role/one", "arn:aws:iam::123456789012:role/two", "arn:aws:iam::210987654321:role/one"),
    Setting("server_side_encryption", True, False, "true"),
    Setting("server_side_encryption_bucket_key_enabled", True, False, "true"),
    Setting("server_side_encryption_encryption_context", '{"a":"b"}', '{"a":"c"}', "{}"),
    Setting("server_side_encryption_kms_key_id", "one", "two", "three"),
    Setting("server_side_encryption_type", "AES256", "bucket_default", "aws:kms"),
    Setting("signer_override", "AWSS3V4SignerType", "S3SignerType", "NoOpSignerType"),
    Setting("storage_class", "standard_ia", "standard", "intelligent_tiering"),
    Setting("throttled_delete_retry_delay_increment", "60ms", "70ms", "1s", "throttled_delete_retry.delay_increment"),
    Setting("throttled_delete_retry_maximum_delay", "6s", "7s", "1m", "throttled_delete_retry.maximum_delay"),
    Setting("throttled_delete_retry_maximum_number_of_retries", 9, 0, "11", "throttled_delete_retry.maximum_number_of_retries"),
    Setting("use_throttle_retries", False, True, "false"),
]

# What a server has to be told: (cluster, type of the repository) -> settings.
CASES = {
    ("primary", "s3"): EVERYWHERE + OPENSEARCH + S3,
    ("primary", "fs"): EVERYWHERE + OPENSEARCH + FS,
    ("elasticsearch", "fs"): EVERYWHERE + FS,
}

# No attribute of esdr's, because the server of the lab refuses them: shallow_snapshot_v2 (it has no remote store), system_repository (its own).
NOT_ACCEPTED = {"shallow_snapshot_v2", "system_repository"}

# Where a repository is: changing them replaces it.
IDENTITY = {"s3": {"bucket", "base_path"}, "fs": {"location"}}
