/* provider/schemas/snapshot_repository.h - generated from schemas/resources/snapshot_repository.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOT_REPOSITORY_H
#define ESDR_SCHEMAS_SNAPSHOT_REPOSITORY_H

#include "framework/schema.h"

struct snapshot_repository_azure {
    enum field_state state;
    struct bool_field allow_concurrent_modifications;
    struct string_field base_path;
    struct bool_field cache_repository_data;
    struct string_field chunk_size;
    struct string_field client;
    struct bool_field compress;
    struct string_field compression_type;
    struct string_field container;
    struct int_field delete_objects_max_size;
    struct string_field io_buffer_size;
    struct string_field location_mode;
    struct int_field max_concurrent_batch_deletes;
    struct string_field max_remote_download_bytes_per_sec;
    struct string_field max_remote_low_priority_upload_bytes_per_sec;
    struct string_field max_remote_upload_bytes_per_sec;
    struct string_field max_restore_bytes_per_sec;
    struct string_field max_snapshot_bytes_per_sec;
    struct int_field max_snapshot_shard_blob_delete_batch_size;
    struct bool_field prefix_mode_verification;
    struct bool_field readonly;
    struct bool_field remote_store_index_shallow_copy;
    struct bool_field shallow_snapshot_v2;
    struct string_field shard_path_type;
    struct bool_field support_url_repo;
    struct bool_field system_repository;
};

struct snapshot_repository_fs {
    enum field_state state;
    struct bool_field allow_concurrent_modifications;
    struct bool_field cache_repository_data;
    struct string_field chunk_size;
    struct bool_field compress;
    struct string_field compression_type;
    struct string_field io_buffer_size;
    struct string_field location;
    struct int_field max_number_of_snapshots;
    struct string_field max_remote_download_bytes_per_sec;
    struct string_field max_remote_low_priority_upload_bytes_per_sec;
    struct string_field max_remote_upload_bytes_per_sec;
    struct string_field max_restore_bytes_per_sec;
    struct string_field max_snapshot_bytes_per_sec;
    struct int_field max_snapshot_shard_blob_delete_batch_size;
    struct bool_field prefix_mode_verification;
    struct bool_field readonly;
    struct bool_field remote_store_index_shallow_copy;
    struct bool_field shallow_snapshot_v2;
    struct string_field shard_path_type;
    struct bool_field support_url_repo;
    struct bool_field system_repository;
};

struct snapshot_repository_gcs {
    enum field_state state;
    struct bool_field allow_concurrent_modifications;
    struct string_field application_name;
    struct string_field base_path;
    struct string_field bucket;
    struct bool_field cache_repository_data;
    struct string_field chunk_size;
    struct string_field client;
    struct bool_field compress;
    struct string_field compression_type;
    struct string_field io_buffer_size;
    struct string_field max_remote_download_bytes_per_sec;
    struct string_field max_remote_low_priority_upload_bytes_per_sec;
    struct string_field max_remote_upload_bytes_per_sec;
    struct string_field max_restore_bytes_per_sec;
    struct string_field max_snapshot_bytes_per_sec;
    struct int_field max_snapshot_shard_blob_delete_batch_size;
    struct bool_field prefix_mode_verification;
    struct bool_field readonly;
    struct bool_field remote_store_index_shallow_copy;
    struct bool_field shallow_snapshot_v2;
    struct string_field shard_path_type;
    struct bool_field support_url_repo;
    struct bool_field system_repository;
};

struct snapshot_repository_hdfs {
    enum field_state state;
    struct bool_field allow_concurrent_modifications;
    struct bool_field cache_repository_data;
    struct string_field chunk_size;
    struct bool_field compress;
    struct string_field compression_type;
    struct map_field conf;
    struct string_field io_buffer_size;
    struct bool_field load_defaults;
    struct string_field max_remote_download_bytes_per_sec;
    struct string_field max_remote_low_priority_upload_bytes_per_sec;
    struct string_field max_remote_upload_bytes_per_sec;
    struct string_field max_restore_bytes_per_sec;
    struct string_field max_snapshot_bytes_per_sec;
    struct int_field max_snapshot_shard_blob_delete_batch_size;
    struct string_field path;
    struct bool_field prefix_mode_verification;
    struct bool_field readonly;
    struct bool_field remote_store_index_shallow_copy;
    struct int_field replication_factor;
    struct string_field security_principal;
    struct bool_field shallow_snapshot_v2;
    struct string_field shard_path_type;
    struct bool_field support_url_repo;
    struct bool_field system_repository;
    struct string_field uri;
};

struct snapshot_repository_s3 {
    enum field_state state;
    struct bool_field allow_concurrent_modifications;
    struct string_field base_path;
    struct string_field bucket;
    struct string_field buffer_size;
    struct int_field bulk_delete_size;
    struct bool_field cache_repository_data;
    struct string_field canned_acl;
    struct string_field chunk_size;
    struct string_field client;
    struct bool_field compress;
    struct string_field compression_type;
    struct int_field delete_objects_max_size;
    struct bool_field disable_chunked_encoding;
    struct string_field endpoint;
    struct string_field expected_bucket_owner;
    struct string_field get_register_retry_delay;
    struct string_field io_buffer_size;
    struct int_field max_connections;
    struct int_field max_multipart_parts;
    struct int_field max_multipart_upload_cleanup_size;
    struct string_field max_remote_download_bytes_per_sec;
    struct string_field max_remote_low_priority_upload_bytes_per_sec;
    struct string_field max_remote_upload_bytes_per_sec;
    struct string_field max_restore_bytes_per_sec;
    struct int_field max_retries;
    struct string_field max_snapshot_bytes_per_sec;
    struct int_field max_snapshot_shard_blob_delete_batch_size;
    struct bool_field path_style_access;
    struct bool_field prefix_mode_verification;
    struct string_field protocol;
    struct string_field proxy_host;
    struct int_field proxy_port;
    struct string_field proxy_scheme;
    struct string_field read_timeout;
    struct bool_field readonly;
    struct string_field region;
    struct bool_field remote_store_index_shallow_copy;
    struct string_field role_arn;
    struct bool_field server_side_encryption;
    struct bool_field server_side_encryption_bucket_key_enabled;
    struct string_field server_side_encryption_encryption_context;
    struct string_field server_side_encryption_kms_key_id;
    struct string_field server_side_encryption_type;
    struct bool_field shallow_snapshot_v2;
    struct string_field shard_path_type;
    struct string_field signer_override;
    struct string_field storage_class;
    struct bool_field support_url_repo;
    struct bool_field system_repository;
    struct string_field throttled_delete_retry_delay_increment;
    struct string_field throttled_delete_retry_maximum_delay;
    struct int_field throttled_delete_retry_maximum_number_of_retries;
    struct bool_field use_throttle_retries;
};

struct snapshot_repository_timeouts {
    enum field_state state;
    struct string_field create;
    struct string_field delete;
    struct string_field read;
    struct string_field update;
};

struct snapshot_repository_url {
    enum field_state state;
    struct bool_field allow_concurrent_modifications;
    struct bool_field cache_repository_data;
    struct string_field chunk_size;
    struct bool_field compress;
    struct string_field compression_type;
    struct int_field http_max_retries;
    struct string_field http_socket_timeout;
    struct string_field io_buffer_size;
    struct int_field max_number_of_snapshots;
    struct string_field max_remote_download_bytes_per_sec;
    struct string_field max_remote_low_priority_upload_bytes_per_sec;
    struct string_field max_remote_upload_bytes_per_sec;
    struct string_field max_restore_bytes_per_sec;
    struct string_field max_snapshot_bytes_per_sec;
    struct int_field max_snapshot_shard_blob_delete_batch_size;
    struct bool_field prefix_mode_verification;
    struct bool_field remote_store_index_shallow_copy;
    struct bool_field shallow_snapshot_v2;
    struct string_field shard_path_type;
    struct bool_field support_url_repo;
    struct bool_field system_repository;
    struct string_field url;
};

struct snapshot_repository {
    struct snapshot_repository_azure azure;
    struct snapshot_repository_fs fs;
    struct snapshot_repository_gcs gcs;
    struct snapshot_repository_hdfs hdfs;
    struct string_field id;
    struct string_field lifecycle_guard;
    struct string_field name;
    struct snapshot_repository_s3 s3;
    struct map_field settings;
    struct snapshot_repository_timeouts timeouts;
    struct snapshot_repository_url url;
    struct string_field uuid;
    struct bool_field verify;
};

extern const struct schema snapshot_repository_schema;

#endif
