/* Generated from schemas/resources/snapshot_repository.json by make generate. */
#include "schemas/snapshot_repository.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_base_path[] = {{.check = validate_base_path}};

static const struct validator check_size[] = {{.check = validate_size}};

static const struct validator check_not_empty[] = {{.check = validate_not_empty}};

static const struct validator check_between_1_256[] = {{.check = validate_between, .minimum = 1, .maximum = 256}};

static const struct str check_of_location_mode_choices[] = {STR_INIT("primary_only"), STR_INIT("secondary_only")};

static const struct validator check_of_location_mode[] = {{.check = validate_one_of, .choices = check_of_location_mode_choices, .choice_count = 2}};

static const struct validator check_between_1_any[] = {{.check = validate_between, .minimum = 1, .maximum = INT64_MAX}};

static const struct str check_of_shard_path_type_choices[] = {STR_INIT("fixed"), STR_INIT("hashed_prefix"), STR_INIT("hashed_infix")};

static const struct validator check_of_shard_path_type[] = {{.check = validate_one_of, .choices = check_of_shard_path_type_choices, .choice_count = 3}};

static const struct attribute azure_attributes[] = {
    {.name = STR_INIT("allow_concurrent_modifications"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, allow_concurrent_modifications),
     .description = "OpenSearch, deprecated: whether other clusters may write to the repository too. They must not."},
    {.name = STR_INIT("base_path"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_azure, base_path), .validators = check_base_path, .validator_count = 1,
     .description = "Where in the container the repository is, without a slash at either end. The whole container when it is left out."},
    {.name = STR_INIT("cache_repository_data"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, cache_repository_data),
     .description = "OpenSearch: whether the catalogue of the repository is cached. The server's default is true."},
    {.name = STR_INIT("chunk_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, chunk_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are stored in pieces, such as `\"1gb\"`."},
    {.name = STR_INIT("client"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_azure, client),
     .validators = check_not_empty, .validator_count = 1,
     .description = "Name of the client in the nodes' settings and keystore. The server's default is `default`."},
    {.name = STR_INIT("compress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, compress),
     .description = "Whether metadata files are compressed. The server's default is true on Elasticsearch and false on OpenSearch."},
    {.name = STR_INIT("compression_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, compression_type), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch: how metadata files are compressed: `deflate`, or what a plugin adds, such as `zstd`."},
    {.name = STR_INIT("container"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_azure, container), .validators = check_not_empty, .validator_count = 1,
     .description = "Name of the container. The server's default is `elasticsearch-snapshots`."},
    {.name = STR_INIT("delete_objects_max_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, delete_objects_max_size), .validators = check_between_1_256, .validator_count = 1,
     .description = "Elasticsearch: how many files one request deletes. The server's default is 256."},
    {.name = STR_INIT("io_buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, io_buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "OpenSearch: size of the buffer between the store and the disk. The server's default is `128kb`."},
    {.name = STR_INIT("location_mode"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, location_mode), .same_meaning = same_letter_case, .validators = check_of_location_mode,
     .validator_count = 1,
     .description = "Which location is used. With `secondary_only` the cluster only reads. The server's default is `primary_only`."},
    {.name = STR_INIT("max_concurrent_batch_deletes"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_concurrent_batch_deletes), .validators = check_between_1_any, .validator_count = 1,
     .description = "Elasticsearch: how many deletions run at a time. The server's default is 10."},
    {.name = STR_INIT("max_remote_download_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_remote_download_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of downloads for each node and second."},
    {.name = STR_INIT("max_remote_low_priority_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_remote_low_priority_upload_bytes_per_sec), .same_meaning = same_size,
     .validators = check_size, .validator_count = 1,
     .description = "OpenSearch, remote store: limit of uploads with low priority for each node and second."},
    {.name = STR_INIT("max_remote_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_remote_upload_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of uploads for each node and second."},
    {.name = STR_INIT("max_restore_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_restore_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1,
     .description = "Limit of what a node reads from the repository in a second, such as `\"80mb\"`. The server has no limit by default."},
    {.name = STR_INIT("max_snapshot_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_snapshot_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "Limit of what a node writes to the repository in a second. The server's default is `40mb`."},
    {.name = STR_INIT("max_snapshot_shard_blob_delete_batch_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, max_snapshot_shard_blob_delete_batch_size), .validators = check_between_1_any,
     .validator_count = 1, .description = "OpenSearch: how many files of a shard are deleted at a time. The server's default is 1000."},
    {.name = STR_INIT("prefix_mode_verification"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, prefix_mode_verification),
     .description = "OpenSearch: whether the verification writes below hashed prefixes too. The server's default is false."},
    {.name = STR_INIT("readonly"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, readonly),
     .description = "Whether the cluster only reads. Of all clusters that register the same place only one may write."},
    {.name = STR_INIT("remote_store_index_shallow_copy"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, remote_store_index_shallow_copy),
     .description =
         "OpenSearch, remote store: whether snapshots only refer to the files in the remote store. Such snapshots cannot be restored from a "
         "replica of the snapshot bucket alone."},
    {.name = STR_INIT("shallow_snapshot_v2"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, shallow_snapshot_v2),
     .description =
         "OpenSearch 2.17 and later, remote store: whether snapshots only refer to files in the remote store, in their second format. Such "
         "snapshots cannot be restored from a replica of the snapshot bucket alone."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, shard_path_type), .same_meaning = same_letter_case, .validators = check_of_shard_path_type,
     .validator_count = 1,
     .description =
         "OpenSearch: where the files of shards are kept. `fixed` and `hashed_infix` keep them below the base path; `hashed_prefix`, which "
         "OpenSearch 3 uses when nothing is written here, puts them outside: lifecycle rules, IAM policies and replication filters for the "
         "base path then miss them."},
    {.name = STR_INIT("support_url_repo"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, support_url_repo),
     .description = "OpenSearch: whether the file that `url` repositories read is written. The server's default is true."},
    {.name = STR_INIT("system_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_azure, system_repository),
     .description = "OpenSearch: whether this is a repository of the remote store. The server's default is false."},
};

static const struct object_schema azure_object = {
    .attributes = azure_attributes, .count = 25, .model_size = sizeof(struct snapshot_repository_azure),
};

static const struct attribute fs_attributes[] = {
    {.name = STR_INIT("allow_concurrent_modifications"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, allow_concurrent_modifications),
     .description = "OpenSearch, deprecated: whether other clusters may write to the repository too. They must not."},
    {.name = STR_INIT("cache_repository_data"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, cache_repository_data),
     .description = "OpenSearch: whether the catalogue of the repository is cached. The server's default is true."},
    {.name = STR_INIT("chunk_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, chunk_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are stored in pieces, such as `\"1gb\"`."},
    {.name = STR_INIT("compress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_fs, compress),
     .description = "Whether metadata files are compressed. The server's default is true on Elasticsearch and false on OpenSearch."},
    {.name = STR_INIT("compression_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, compression_type), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch: how metadata files are compressed: `deflate`, or what a plugin adds, such as `zstd`."},
    {.name = STR_INIT("io_buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, io_buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "OpenSearch: size of the buffer between the store and the disk. The server's default is `128kb`."},
    {.name = STR_INIT("location"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_fs, location), .validators = check_not_empty, .validator_count = 1,
     .description = "Path of the folder. It must lie below one of `path.repo` in the nodes' settings."},
    {.name = STR_INIT("max_number_of_snapshots"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_number_of_snapshots), .validators = check_between_1_any, .validator_count = 1,
     .description = "Elasticsearch: how many snapshots the repository may hold."},
    {.name = STR_INIT("max_remote_download_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_remote_download_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of downloads for each node and second."},
    {.name = STR_INIT("max_remote_low_priority_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_remote_low_priority_upload_bytes_per_sec), .same_meaning = same_size,
     .validators = check_size, .validator_count = 1,
     .description = "OpenSearch, remote store: limit of uploads with low priority for each node and second."},
    {.name = STR_INIT("max_remote_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_remote_upload_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of uploads for each node and second."},
    {.name = STR_INIT("max_restore_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_restore_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1,
     .description = "Limit of what a node reads from the repository in a second, such as `\"80mb\"`. The server has no limit by default."},
    {.name = STR_INIT("max_snapshot_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_snapshot_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "Limit of what a node writes to the repository in a second. The server's default is `40mb`."},
    {.name = STR_INIT("max_snapshot_shard_blob_delete_batch_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, max_snapshot_shard_blob_delete_batch_size), .validators = check_between_1_any,
     .validator_count = 1, .description = "OpenSearch: how many files of a shard are deleted at a time. The server's default is 1000."},
    {.name = STR_INIT("prefix_mode_verification"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, prefix_mode_verification),
     .description = "OpenSearch: whether the verification writes below hashed prefixes too. The server's default is false."},
    {.name = STR_INIT("readonly"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_fs, readonly),
     .description = "Whether the cluster only reads. Of all clusters that register the same place only one may write."},
    {.name = STR_INIT("remote_store_index_shallow_copy"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, remote_store_index_shallow_copy),
     .description =
         "OpenSearch, remote store: whether snapshots only refer to the files in the remote store. Such snapshots cannot be restored from a "
         "replica of the snapshot bucket alone."},
    {.name = STR_INIT("shallow_snapshot_v2"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, shallow_snapshot_v2),
     .description =
         "OpenSearch 2.17 and later, remote store: whether snapshots only refer to files in the remote store, in their second format. Such "
         "snapshots cannot be restored from a replica of the snapshot bucket alone."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, shard_path_type), .same_meaning = same_letter_case, .validators = check_of_shard_path_type,
     .validator_count = 1,
     .description =
         "OpenSearch: where the files of shards are kept. `fixed` and `hashed_infix` keep them below the base path; `hashed_prefix`, which "
         "OpenSearch 3 uses when nothing is written here, puts them outside: lifecycle rules, IAM policies and replication filters for the "
         "base path then miss them."},
    {.name = STR_INIT("support_url_repo"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, support_url_repo),
     .description = "OpenSearch: whether the file that `url` repositories read is written. The server's default is true."},
    {.name = STR_INIT("system_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_fs, system_repository),
     .description = "OpenSearch: whether this is a repository of the remote store. The server's default is false."},
};

static const struct object_schema fs_object = {
    .attributes = fs_attributes, .count = 21, .model_size = sizeof(struct snapshot_repository_fs),
};

static const struct attribute gcs_attributes[] = {
    {.name = STR_INIT("allow_concurrent_modifications"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, allow_concurrent_modifications),
     .description = "OpenSearch, deprecated: whether other clusters may write to the repository too. They must not."},
    {.name = STR_INIT("application_name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, application_name), .validators = check_not_empty, .validator_count = 1,
     .description = "Deprecated: name by which the client calls itself."},
    {.name = STR_INIT("base_path"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_gcs, base_path), .validators = check_base_path, .validator_count = 1,
     .description = "Where in the bucket the repository is, without a slash at either end. The whole bucket when it is left out."},
    {.name = STR_INIT("bucket"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_gcs, bucket), .validators = check_not_empty, .validator_count = 1,
     .description = "Name of the bucket."},
    {.name = STR_INIT("cache_repository_data"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, cache_repository_data),
     .description = "OpenSearch: whether the catalogue of the repository is cached. The server's default is true."},
    {.name = STR_INIT("chunk_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, chunk_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are stored in pieces, such as `\"1gb\"`."},
    {.name = STR_INIT("client"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_gcs, client),
     .validators = check_not_empty, .validator_count = 1,
     .description = "Name of the client in the nodes' settings and keystore. The server's default is `default`."},
    {.name = STR_INIT("compress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_gcs, compress),
     .description = "Whether metadata files are compressed. The server's default is true on Elasticsearch and false on OpenSearch."},
    {.name = STR_INIT("compression_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, compression_type), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch: how metadata files are compressed: `deflate`, or what a plugin adds, such as `zstd`."},
    {.name = STR_INIT("io_buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, io_buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "OpenSearch: size of the buffer between the store and the disk. The server's default is `128kb`."},
    {.name = STR_INIT("max_remote_download_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, max_remote_download_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of downloads for each node and second."},
    {.name = STR_INIT("max_remote_low_priority_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, max_remote_low_priority_upload_bytes_per_sec), .same_meaning = same_size,
     .validators = check_size, .validator_count = 1,
     .description = "OpenSearch, remote store: limit of uploads with low priority for each node and second."},
    {.name = STR_INIT("max_remote_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, max_remote_upload_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of uploads for each node and second."},
    {.name = STR_INIT("max_restore_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, max_restore_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1,
     .description = "Limit of what a node reads from the repository in a second, such as `\"80mb\"`. The server has no limit by default."},
    {.name = STR_INIT("max_snapshot_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, max_snapshot_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "Limit of what a node writes to the repository in a second. The server's default is `40mb`."},
    {.name = STR_INIT("max_snapshot_shard_blob_delete_batch_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, max_snapshot_shard_blob_delete_batch_size), .validators = check_between_1_any,
     .validator_count = 1, .description = "OpenSearch: how many files of a shard are deleted at a time. The server's default is 1000."},
    {.name = STR_INIT("prefix_mode_verification"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, prefix_mode_verification),
     .description = "OpenSearch: whether the verification writes below hashed prefixes too. The server's default is false."},
    {.name = STR_INIT("readonly"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_gcs, readonly),
     .description = "Whether the cluster only reads. Of all clusters that register the same place only one may write."},
    {.name = STR_INIT("remote_store_index_shallow_copy"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, remote_store_index_shallow_copy),
     .description =
         "OpenSearch, remote store: whether snapshots only refer to the files in the remote store. Such snapshots cannot be restored from a "
         "replica of the snapshot bucket alone."},
    {.name = STR_INIT("shallow_snapshot_v2"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, shallow_snapshot_v2),
     .description =
         "OpenSearch 2.17 and later, remote store: whether snapshots only refer to files in the remote store, in their second format. Such "
         "snapshots cannot be restored from a replica of the snapshot bucket alone."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, shard_path_type), .same_meaning = same_letter_case, .validators = check_of_shard_path_type,
     .validator_count = 1,
     .description =
         "OpenSearch: where the files of shards are kept. `fixed` and `hashed_infix` keep them below the base path; `hashed_prefix`, which "
         "OpenSearch 3 uses when nothing is written here, puts them outside: lifecycle rules, IAM policies and replication filters for the "
         "base path then miss them."},
    {.name = STR_INIT("support_url_repo"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, support_url_repo),
     .description = "OpenSearch: whether the file that `url` repositories read is written. The server's default is true."},
    {.name = STR_INIT("system_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_gcs, system_repository),
     .description = "OpenSearch: whether this is a repository of the remote store. The server's default is false."},
};

static const struct object_schema gcs_object = {
    .attributes = gcs_attributes, .count = 23, .model_size = sizeof(struct snapshot_repository_gcs),
};

static const struct validator check_between_1_32767[] = {{.check = validate_between, .minimum = 1, .maximum = 32767}};

static const struct validator check_hdfs_uri[] = {{.check = validate_hdfs_uri}};

static const struct attribute hdfs_attributes[] = {
    {.name = STR_INIT("allow_concurrent_modifications"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, allow_concurrent_modifications),
     .description = "OpenSearch, deprecated: whether other clusters may write to the repository too. They must not."},
    {.name = STR_INIT("cache_repository_data"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, cache_repository_data),
     .description = "OpenSearch: whether the catalogue of the repository is cached. The server's default is true."},
    {.name = STR_INIT("chunk_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, chunk_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are stored in pieces, such as `\"1gb\"`."},
    {.name = STR_INIT("compress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_hdfs, compress),
     .description = "Whether metadata files are compressed. The server's default is true on Elasticsearch and false on OpenSearch."},
    {.name = STR_INIT("compression_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, compression_type), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch: how metadata files are compressed: `deflate`, or what a plugin adds, such as `zstd`."},
    {.name = STR_INIT("conf"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_hdfs, conf),
     .description =
         "Hadoop's own settings: `conf = { \"dfs.client.read.shortcircuit\" = \"true\" }` is sent as `conf.dfs.client.read.shortcircuit`."},
    {.name = STR_INIT("io_buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, io_buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "OpenSearch: size of the buffer between the store and the disk. The server's default is `128kb`."},
    {.name = STR_INIT("load_defaults"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, load_defaults),
     .description = "Whether Hadoop's default settings are loaded. The server's default is true."},
    {.name = STR_INIT("max_remote_download_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, max_remote_download_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of downloads for each node and second."},
    {.name = STR_INIT("max_remote_low_priority_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, max_remote_low_priority_upload_bytes_per_sec), .same_meaning = same_size,
     .validators = check_size, .validator_count = 1,
     .description = "OpenSearch, remote store: limit of uploads with low priority for each node and second."},
    {.name = STR_INIT("max_remote_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, max_remote_upload_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of uploads for each node and second."},
    {.name = STR_INIT("max_restore_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, max_restore_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1,
     .description = "Limit of what a node reads from the repository in a second, such as `\"80mb\"`. The server has no limit by default."},
    {.name = STR_INIT("max_snapshot_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, max_snapshot_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "Limit of what a node writes to the repository in a second. The server's default is `40mb`."},
    {.name = STR_INIT("max_snapshot_shard_blob_delete_batch_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, max_snapshot_shard_blob_delete_batch_size), .validators = check_between_1_any,
     .validator_count = 1, .description = "OpenSearch: how many files of a shard are deleted at a time. The server's default is 1000."},
    {.name = STR_INIT("path"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_hdfs, path), .validators = check_not_empty, .validator_count = 1,
     .description = "Path of the folder."},
    {.name = STR_INIT("prefix_mode_verification"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, prefix_mode_verification),
     .description = "OpenSearch: whether the verification writes below hashed prefixes too. The server's default is false."},
    {.name = STR_INIT("readonly"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_hdfs, readonly),
     .description = "Whether the cluster only reads. Of all clusters that register the same place only one may write."},
    {.name = STR_INIT("remote_store_index_shallow_copy"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, remote_store_index_shallow_copy),
     .description =
         "OpenSearch, remote store: whether snapshots only refer to the files in the remote store. Such snapshots cannot be restored from a "
         "replica of the snapshot bucket alone."},
    {.name = STR_INIT("replication_factor"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, replication_factor), .validators = check_between_1_32767, .validator_count = 1,
     .description = "How many copies Hadoop keeps."},
    {.name = STR_INIT("security_principal"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, security_principal), .validators = check_not_empty, .validator_count = 1,
     .wire_name = "security.principal", .description = "Kerberos principal, such as `elasticsearch/_HOST@EXAMPLE.COM`."},
    {.name = STR_INIT("shallow_snapshot_v2"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, shallow_snapshot_v2),
     .description =
         "OpenSearch 2.17 and later, remote store: whether snapshots only refer to files in the remote store, in their second format. Such "
         "snapshots cannot be restored from a replica of the snapshot bucket alone."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, shard_path_type), .same_meaning = same_letter_case, .validators = check_of_shard_path_type,
     .validator_count = 1,
     .description =
         "OpenSearch: where the files of shards are kept. `fixed` and `hashed_infix` keep them below the base path; `hashed_prefix`, which "
         "OpenSearch 3 uses when nothing is written here, puts them outside: lifecycle rules, IAM policies and replication filters for the "
         "base path then miss them."},
    {.name = STR_INIT("support_url_repo"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, support_url_repo),
     .description = "OpenSearch: whether the file that `url` repositories read is written. The server's default is true."},
    {.name = STR_INIT("system_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_hdfs, system_repository),
     .description = "OpenSearch: whether this is a repository of the remote store. The server's default is false."},
    {.name = STR_INIT("uri"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_hdfs, uri), .validators = check_hdfs_uri, .validator_count = 1,
     .description = "Address of the file system, such as `hdfs://namenode:8020/`."},
};

static const struct object_schema hdfs_object = {
    .attributes = hdfs_attributes, .count = 25, .model_size = sizeof(struct snapshot_repository_hdfs),
};

static const struct str check_of_lifecycle_guard_choices[] = {STR_INIT("error"), STR_INIT("warn"), STR_INIT("off")};

static const struct validator check_of_lifecycle_guard[] = {{.check = validate_one_of, .choices = check_of_lifecycle_guard_choices, .choice_count = 3}};

static const struct validator check_repository_name[] = {{.check = validate_repository_name}};

static const struct validator check_bucket_name[] = {{.check = validate_bucket_name}};

static const struct validator check_between_1_1000[] = {{.check = validate_between, .minimum = 1, .maximum = 1000}};

static const struct str check_of_canned_acl_choices[] = {STR_INIT("private"), STR_INIT("public-read"), STR_INIT("public-read-write"),
    STR_INIT("authenticated-read"), STR_INIT("log-delivery-write"), STR_INIT("bucket-owner-read"), STR_INIT("bucket-owner-full-control")};

static const struct validator check_of_canned_acl[] = {{.check = validate_one_of, .choices = check_of_canned_acl_choices, .choice_count = 7}};

static const struct validator check_account_id[] = {{.check = validate_account_id}};

static const struct validator check_duration[] = {{.check = validate_duration}};

static const struct validator check_between_1_10000[] = {{.check = validate_between, .minimum = 1, .maximum = 10000}};

static const struct validator check_between_0_any[] = {{.check = validate_between, .minimum = 0, .maximum = INT64_MAX}};

static const struct str check_of_protocol_choices[] = {STR_INIT("http"), STR_INIT("https")};

static const struct validator check_of_protocol[] = {{.check = validate_one_of, .choices = check_of_protocol_choices, .choice_count = 2}};

static const struct validator check_between_0_65535[] = {{.check = validate_between, .minimum = 0, .maximum = 65535}};

static const struct validator check_role_arn[] = {{.check = validate_role_arn}};

static const struct str check_of_server_side_encryption_type_choices[] = {STR_INIT("AES256"), STR_INIT("aws:kms"), STR_INIT("bucket_default")};

static const struct validator check_of_server_side_encryption_type[] = {{.check = validate_one_of, .choices = check_of_server_side_encryption_type_choices, .choice_count = 3}};

static const struct str check_of_storage_class_choices[] = {STR_INIT("standard"), STR_INIT("reduced_redundancy"), STR_INIT("standard_ia"),
    STR_INIT("onezone_ia"), STR_INIT("intelligent_tiering")};

static const struct validator check_of_storage_class[] = {{.check = validate_one_of, .choices = check_of_storage_class_choices, .choice_count = 5}};

static const struct attribute s3_attributes[] = {
    {.name = STR_INIT("allow_concurrent_modifications"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, allow_concurrent_modifications),
     .description = "OpenSearch, deprecated: whether other clusters may write to the repository too. They must not."},
    {.name = STR_INIT("base_path"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_s3, base_path), .validators = check_base_path, .validator_count = 1,
     .description = "Where in the bucket the repository is, without a slash at either end. The whole bucket when it is left out."},
    {.name = STR_INIT("bucket"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_s3, bucket), .validators = check_bucket_name, .validator_count = 1,
     .description = "Name of the bucket."},
    {.name = STR_INIT("buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are uploaded in parts of this size, `5mb` to `5gb`."},
    {.name = STR_INIT("bulk_delete_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, bulk_delete_size), .validators = check_between_1_1000, .validator_count = 1,
     .description = "OpenSearch: how many objects one request deletes. The server's default is 1000."},
    {.name = STR_INIT("cache_repository_data"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, cache_repository_data),
     .description = "OpenSearch: whether the catalogue of the repository is cached. The server's default is true."},
    {.name = STR_INIT("canned_acl"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, canned_acl), .same_meaning = same_letter_case, .validators = check_of_canned_acl,
     .validator_count = 1, .description = "Access control list that new objects get. The server's default is `private`."},
    {.name = STR_INIT("chunk_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, chunk_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are stored in pieces, such as `\"1gb\"`."},
    {.name = STR_INIT("client"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, client),
     .validators = check_not_empty, .validator_count = 1,
     .description = "Name of the S3 client in the nodes' settings and keystore. The server's default is `default`."},
    {.name = STR_INIT("compress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, compress),
     .description = "Whether metadata files are compressed. The server's default is true on Elasticsearch and false on OpenSearch."},
    {.name = STR_INIT("compression_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, compression_type), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch: how metadata files are compressed: `deflate`, or what a plugin adds, such as `zstd`."},
    {.name = STR_INIT("delete_objects_max_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, delete_objects_max_size), .validators = check_between_1_1000, .validator_count = 1,
     .description = "Elasticsearch: how many objects one request deletes. The server's default is 1000."},
    {.name = STR_INIT("disable_chunked_encoding"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, disable_chunked_encoding),
     .description = "Whether uploads are sent without chunked encoding, for stores that do not know it."},
    {.name = STR_INIT("endpoint"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, endpoint),
     .same_meaning = same_letter_case, .validators = check_not_empty, .validator_count = 1,
     .description = "Host, or URL, of the store when it is not Amazon's of the region."},
    {.name = STR_INIT("expected_bucket_owner"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, expected_bucket_owner), .validators = check_account_id, .validator_count = 1,
     .description = "OpenSearch: account that has to own the bucket, else requests fail."},
    {.name = STR_INIT("get_register_retry_delay"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, get_register_retry_delay), .same_meaning = same_duration, .validators = check_duration,
     .validator_count = 1, .description = "Elasticsearch: how long to wait before reading a register again. The server's default is `5s`."},
    {.name = STR_INIT("io_buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, io_buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "OpenSearch: size of the buffer between the store and the disk. The server's default is `128kb`."},
    {.name = STR_INIT("max_connections"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_connections), .validators = check_between_1_any, .validator_count = 1,
     .description = "How many connections a node opens to the store."},
    {.name = STR_INIT("max_multipart_parts"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_multipart_parts), .validators = check_between_1_10000, .validator_count = 1,
     .description = "Elasticsearch: how many parts an upload has at most. The server's default is 10000."},
    {.name = STR_INIT("max_multipart_upload_cleanup_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_multipart_upload_cleanup_size), .validators = check_between_0_any, .validator_count = 1,
     .description = "Elasticsearch: how many abandoned uploads one clean-up removes. The server's default is 1000."},
    {.name = STR_INIT("max_remote_download_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_remote_download_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of downloads for each node and second."},
    {.name = STR_INIT("max_remote_low_priority_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_remote_low_priority_upload_bytes_per_sec), .same_meaning = same_size,
     .validators = check_size, .validator_count = 1,
     .description = "OpenSearch, remote store: limit of uploads with low priority for each node and second."},
    {.name = STR_INIT("max_remote_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_remote_upload_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of uploads for each node and second."},
    {.name = STR_INIT("max_restore_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_restore_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1,
     .description = "Limit of what a node reads from the repository in a second, such as `\"80mb\"`. The server has no limit by default."},
    {.name = STR_INIT("max_retries"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_retries), .validators = check_between_0_any, .validator_count = 1,
     .description = "How often a failed request is sent again."},
    {.name = STR_INIT("max_snapshot_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_snapshot_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "Limit of what a node writes to the repository in a second. The server's default is `40mb`."},
    {.name = STR_INIT("max_snapshot_shard_blob_delete_batch_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, max_snapshot_shard_blob_delete_batch_size), .validators = check_between_1_any,
     .validator_count = 1, .description = "OpenSearch: how many files of a shard are deleted at a time. The server's default is 1000."},
    {.name = STR_INIT("path_style_access"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, path_style_access),
     .description = "Whether the bucket stands in the path of URLs instead of the host name."},
    {.name = STR_INIT("prefix_mode_verification"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, prefix_mode_verification),
     .description = "OpenSearch: whether the verification writes below hashed prefixes too. The server's default is false."},
    {.name = STR_INIT("protocol"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, protocol),
     .same_meaning = same_letter_case, .validators = check_of_protocol, .validator_count = 1,
     .description = "How the store is reached: `http` or `https`. Deprecated since Elasticsearch 8.19: write an `endpoint` with a scheme."},
    {.name = STR_INIT("proxy_host"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, proxy_host), .validators = check_not_empty, .validator_count = 1, .wire_name = "proxy.host",
     .description = "Host of the proxy through which the store is reached."},
    {.name = STR_INIT("proxy_port"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, proxy_port), .validators = check_between_0_65535, .validator_count = 1,
     .wire_name = "proxy.port", .description = "Port of the proxy."},
    {.name = STR_INIT("proxy_scheme"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, proxy_scheme), .same_meaning = same_letter_case, .validators = check_of_protocol,
     .validator_count = 1, .wire_name = "proxy.scheme", .description = "How the proxy is reached: `http` or `https`."},
    {.name = STR_INIT("read_timeout"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, read_timeout), .same_meaning = same_duration, .validators = check_duration,
     .validator_count = 1, .description = "How long to wait for data of the store. The server's default is `50s`."},
    {.name = STR_INIT("readonly"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, readonly),
     .description =
         "Whether the cluster only reads. Of all clusters that register the same place only one may write; all others, such as those of a "
         "recovery region, need `true`."},
    {.name = STR_INIT("region"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, region),
     .validators = check_not_empty, .validator_count = 1, .description = "Region of the bucket."},
    {.name = STR_INIT("remote_store_index_shallow_copy"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, remote_store_index_shallow_copy),
     .description =
         "OpenSearch, remote store: whether snapshots only refer to the files in the remote store. Such snapshots cannot be restored from a "
         "replica of the snapshot bucket alone."},
    {.name = STR_INIT("role_arn"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_s3, role_arn),
     .validators = check_role_arn, .validator_count = 1,
     .description = "Amazon OpenSearch Service: role that the domain takes on to reach the bucket."},
    {.name = STR_INIT("server_side_encryption"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, server_side_encryption),
     .description = "Whether objects are encrypted with AES256. Not on OpenSearch 3.1 and later: see `server_side_encryption_type`."},
    {.name = STR_INIT("server_side_encryption_bucket_key_enabled"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, server_side_encryption_bucket_key_enabled),
     .description = "OpenSearch 3.1 and later: whether the bucket's own key is used between the objects and KMS. The server's default is true."},
    {.name = STR_INIT("server_side_encryption_encryption_context"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, server_side_encryption_encryption_context), .validators = check_not_empty,
     .validator_count = 1, .description = "OpenSearch 3.1 and later: encryption context for KMS, as JSON."},
    {.name = STR_INIT("server_side_encryption_kms_key_id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, server_side_encryption_kms_key_id), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch 3.1 and later: key of KMS."},
    {.name = STR_INIT("server_side_encryption_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, server_side_encryption_type), .validators = check_of_server_side_encryption_type,
     .validator_count = 1,
     .description =
         "OpenSearch 3.1 and later: how objects are encrypted. The server's default is `bucket_default`, and `AES256` since 3.8, which some "
         "other stores refuse."},
    {.name = STR_INIT("shallow_snapshot_v2"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, shallow_snapshot_v2),
     .description =
         "OpenSearch 2.17 and later, remote store: whether snapshots only refer to files in the remote store, in their second format. Such "
         "snapshots cannot be restored from a replica of the snapshot bucket alone."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, shard_path_type), .same_meaning = same_letter_case, .validators = check_of_shard_path_type,
     .validator_count = 1,
     .description =
         "OpenSearch: where the files of shards are kept. `fixed` and `hashed_infix` keep them below the base path; `hashed_prefix`, which "
         "OpenSearch 3 uses when nothing is written here, puts them outside: lifecycle rules, IAM policies and replication filters for the "
         "base path then miss them."},
    {.name = STR_INIT("signer_override"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, signer_override), .validators = check_not_empty, .validator_count = 1,
     .description = "Name of the signing algorithm, for stores that need another."},
    {.name = STR_INIT("storage_class"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, storage_class), .same_meaning = same_letter_case, .validators = check_of_storage_class,
     .validator_count = 1,
     .description =
         "Storage class of new objects. Archive classes cannot be used: snapshots are read all the time. The server's default is `standard`."},
    {.name = STR_INIT("support_url_repo"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, support_url_repo),
     .description = "OpenSearch: whether the file that `url` repositories read is written. The server's default is true."},
    {.name = STR_INIT("system_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, system_repository),
     .description = "OpenSearch: whether this is a repository of the remote store. The server's default is false."},
    {.name = STR_INIT("throttled_delete_retry_delay_increment"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, throttled_delete_retry_delay_increment), .same_meaning = same_duration,
     .validators = check_duration, .validator_count = 1, .wire_name = "throttled_delete_retry.delay_increment",
     .description =
         "Elasticsearch: by how much the pause grows between retries of deletions that the store throttles. The server's default is `50ms`."},
    {.name = STR_INIT("throttled_delete_retry_maximum_delay"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, throttled_delete_retry_maximum_delay), .same_meaning = same_duration,
     .validators = check_duration, .validator_count = 1, .wire_name = "throttled_delete_retry.maximum_delay",
     .description = "Elasticsearch: the longest of these pauses. The server's default is `5s`."},
    {.name = STR_INIT("throttled_delete_retry_maximum_number_of_retries"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, throttled_delete_retry_maximum_number_of_retries), .validators = check_between_0_any,
     .validator_count = 1, .wire_name = "throttled_delete_retry.maximum_number_of_retries",
     .description = "Elasticsearch: how often such deletions are retried. The server's default is 10."},
    {.name = STR_INIT("use_throttle_retries"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_s3, use_throttle_retries),
     .description = "Whether retries are throttled when many requests fail."},
};

static const struct object_schema s3_object = {
    .attributes = s3_attributes, .count = 53, .model_size = sizeof(struct snapshot_repository_s3),
};

static const struct validator check_go_duration[] = {{.check = validate_go_duration}};

static const struct attribute timeouts_attributes[] = {
    {.name = STR_INIT("create"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_timeouts, create), .validators = check_go_duration, .validator_count = 1,
     .description = "How long creating may take."},
    {.name = STR_INIT("delete"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_timeouts, delete), .validators = check_go_duration, .validator_count = 1,
     .description = "How long deleting may take."},
    {.name = STR_INIT("read"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_timeouts, read),
     .validators = check_go_duration, .validator_count = 1, .description = "How long reading may take."},
    {.name = STR_INIT("update"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_timeouts, update), .validators = check_go_duration, .validator_count = 1,
     .description = "How long changing may take."},
};

static const struct object_schema timeouts_object = {
    .attributes = timeouts_attributes, .count = 4, .model_size = sizeof(struct snapshot_repository_timeouts),
};

static const struct validator check_repository_url[] = {{.check = validate_repository_url}};

static const struct attribute url_attributes[] = {
    {.name = STR_INIT("allow_concurrent_modifications"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, allow_concurrent_modifications),
     .description = "OpenSearch, deprecated: whether other clusters may write to the repository too. They must not."},
    {.name = STR_INIT("cache_repository_data"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, cache_repository_data),
     .description = "OpenSearch: whether the catalogue of the repository is cached. The server's default is true."},
    {.name = STR_INIT("chunk_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, chunk_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "Files larger than this are stored in pieces, such as `\"1gb\"`."},
    {.name = STR_INIT("compress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository_url, compress),
     .description = "Whether metadata files are compressed. The server's default is true on Elasticsearch and false on OpenSearch."},
    {.name = STR_INIT("compression_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, compression_type), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch: how metadata files are compressed: `deflate`, or what a plugin adds, such as `zstd`."},
    {.name = STR_INIT("http_max_retries"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, http_max_retries), .validators = check_between_0_any, .validator_count = 1,
     .description = "How often a failed request is sent again. The server's default is 5."},
    {.name = STR_INIT("http_socket_timeout"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, http_socket_timeout), .same_meaning = same_duration, .validators = check_duration,
     .validator_count = 1, .description = "How long to wait for data. The server's default is `50s`."},
    {.name = STR_INIT("io_buffer_size"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, io_buffer_size), .same_meaning = same_size, .validators = check_size, .validator_count = 1,
     .description = "OpenSearch: size of the buffer between the store and the disk. The server's default is `128kb`."},
    {.name = STR_INIT("max_number_of_snapshots"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_number_of_snapshots), .validators = check_between_1_any, .validator_count = 1,
     .description = "Elasticsearch: how many snapshots the repository may hold."},
    {.name = STR_INIT("max_remote_download_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_remote_download_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of downloads for each node and second."},
    {.name = STR_INIT("max_remote_low_priority_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_remote_low_priority_upload_bytes_per_sec), .same_meaning = same_size,
     .validators = check_size, .validator_count = 1,
     .description = "OpenSearch, remote store: limit of uploads with low priority for each node and second."},
    {.name = STR_INIT("max_remote_upload_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_remote_upload_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "OpenSearch, remote store: limit of uploads for each node and second."},
    {.name = STR_INIT("max_restore_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_restore_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1,
     .description = "Limit of what a node reads from the repository in a second, such as `\"80mb\"`. The server has no limit by default."},
    {.name = STR_INIT("max_snapshot_bytes_per_sec"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_snapshot_bytes_per_sec), .same_meaning = same_size, .validators = check_size,
     .validator_count = 1, .description = "Limit of what a node writes to the repository in a second. The server's default is `40mb`."},
    {.name = STR_INIT("max_snapshot_shard_blob_delete_batch_size"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, max_snapshot_shard_blob_delete_batch_size), .validators = check_between_1_any,
     .validator_count = 1, .description = "OpenSearch: how many files of a shard are deleted at a time. The server's default is 1000."},
    {.name = STR_INIT("prefix_mode_verification"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, prefix_mode_verification),
     .description = "OpenSearch: whether the verification writes below hashed prefixes too. The server's default is false."},
    {.name = STR_INIT("remote_store_index_shallow_copy"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, remote_store_index_shallow_copy),
     .description =
         "OpenSearch, remote store: whether snapshots only refer to the files in the remote store. Such snapshots cannot be restored from a "
         "replica of the snapshot bucket alone."},
    {.name = STR_INIT("shallow_snapshot_v2"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, shallow_snapshot_v2),
     .description =
         "OpenSearch 2.17 and later, remote store: whether snapshots only refer to files in the remote store, in their second format. Such "
         "snapshots cannot be restored from a replica of the snapshot bucket alone."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, shard_path_type), .same_meaning = same_letter_case, .validators = check_of_shard_path_type,
     .validator_count = 1,
     .description =
         "OpenSearch: where the files of shards are kept. `fixed` and `hashed_infix` keep them below the base path; `hashed_prefix`, which "
         "OpenSearch 3 uses when nothing is written here, puts them outside: lifecycle rules, IAM policies and replication filters for the "
         "base path then miss them."},
    {.name = STR_INIT("support_url_repo"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, support_url_repo),
     .description = "OpenSearch: whether the file that `url` repositories read is written. The server's default is true."},
    {.name = STR_INIT("system_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository_url, system_repository),
     .description = "OpenSearch: whether this is a repository of the remote store. The server's default is false."},
    {.name = STR_INIT("url"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository_url, url), .validators = check_repository_url, .validator_count = 1,
     .description =
         "Address of the repository: `http`, `https`, `ftp`, `file` or `jar`. All but files have to be allowed by "
         "`repositories.url.allowed_urls` in the nodes' settings."},
};

static const struct object_schema url_object = {
    .attributes = url_attributes, .count = 22, .model_size = sizeof(struct snapshot_repository_url),
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("azure"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, azure),
     .nested = &azure_object, .description = "A container of Azure Blob Storage. The account belongs into the keystore of the nodes."},
    {.name = STR_INIT("fs"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, fs),
     .nested = &fs_object, .description = "A folder on a file system that all nodes share."},
    {.name = STR_INIT("gcs"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, gcs),
     .nested = &gcs_object, .description = "A bucket of Google Cloud Storage. The service account belongs into the keystore of the nodes."},
    {.name = STR_INIT("hdfs"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, hdfs),
     .nested = &hdfs_object, .description = "A folder in Hadoop's file system. The nodes need the plugin `repository-hdfs`."},
    {.name = STR_INIT("id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE,
     .offset = offsetof(struct snapshot_repository, id), .description = "The name of the repository."},
    {.name = STR_INIT("lifecycle_guard"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository, lifecycle_guard), .default_text = "error", .validators = check_of_lifecycle_guard,
     .validator_count = 1,
     .description =
         "What happens when a lifecycle rule of the bucket would destroy the repository's files: `error`, `warn` or `off`. Only for `s3`."},
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_repository, name), .validators = check_repository_name, .validator_count = 1,
     .description =
         "Name of the repository in the cluster. None of ``\\ / * ? \" < > | , #`` or blanks; not beginning with `cs-`, which belongs to Amazon."},
    {.name = STR_INIT("s3"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, s3),
     .nested = &s3_object,
     .description =
         "A bucket of Amazon S3 or of a store that speaks its protocol. Access keys belong into the keystore of the nodes "
         "(`s3.client.NAME.access_key` and so on)."},
    {.name = STR_INIT("settings"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_repository, settings),
     .description =
         "Further settings, sent as they are, for plugins and settings that have no attribute here. Settings that have an attribute of their "
         "own, and secrets, are refused."},
    {.name = STR_INIT("timeouts"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, timeouts),
     .nested = &timeouts_object, .description = "How long operations may take, as durations such as `20m` or `1h30m`."},
    {.name = STR_INIT("url"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, url),
     .nested = &url_object, .description = "A repository behind a URL, which can only be read."},
    {.name = STR_INIT("uuid"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_repository, uuid),
     .description =
         "Elasticsearch: the identity of the repository's contents. It is stored in the repository itself, so a replica has the same one. Null "
         "until something was written."},
    {.name = STR_INIT("verify"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_repository, verify),
     .default_text = "true",
     .description = "Whether all nodes have to prove, whenever the repository is registered or changed, that they can reach it."},
};

static const struct str root_rule_1_names[] = {STR_INIT("s3"), STR_INIT("fs"), STR_INIT("url"), STR_INIT("gcs"), STR_INIT("azure"), STR_INIT("hdfs")};

static const struct attribute_rule root_rules[] = {{.kind = RULE_EXACTLY_ONE, .names = root_rule_1_names, .count = 6}};

static const struct str identity[] = {STR_INIT("name")};

const struct schema snapshot_repository_schema = {
    .name = STR_INIT("esdr_snapshot_repository"),
    .version = 0,
    .description =
        "A snapshot repository: the place where an Elasticsearch or OpenSearch cluster keeps its snapshots.\n\nWhile planning, the lifecycle "
        "rules of the bucket are read, and a repository whose files a rule would expire, archive or hide is refused: snapshots are "
        "incremental, so the oldest files are the ones that every later snapshot needs. After it is registered the repository is verified; "
        "when that fails it is unregistered again. Deleting the resource unregisters the repository and never deletes data.\n\nExactly one of "
        "`s3`, `fs`, `url`, `gcs`, `azure` and `hdfs` says what kind of repository it is. An attribute that is left out is left to the "
        "server's default.",
    .root = {.attributes = root_attributes, .count = 13, .model_size = sizeof(struct snapshot_repository), .rules = root_rules, .rule_count = 1},
    .identity = identity,
    .identity_count = 1,
};
