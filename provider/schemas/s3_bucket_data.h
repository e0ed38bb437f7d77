/* provider/schemas/s3_bucket_data.h - generated from schemas/data_sources/s3_bucket.json by make generate. */
#ifndef ESDR_SCHEMAS_S3_BUCKET_DATA_H
#define ESDR_SCHEMAS_S3_BUCKET_DATA_H

#include "framework/schema.h"

struct s3_bucket_data_lifecycle_rules {
    enum field_state state;
    struct int_field abort_incomplete_multipart_upload_days;
    struct bool_field enabled;
    struct string_field expiration_date;
    struct int_field expiration_days;
    struct bool_field expired_object_delete_marker;
    struct string_field id;
    struct int_field newer_noncurrent_versions;
    struct int_field noncurrent_days;
    struct bool_field noncurrent_version_expiration;
    struct int_field object_size_greater_than;
    struct int_field object_size_less_than;
    struct string_field prefix;
    struct map_field tags;
    struct strings_field transition_storage_classes;
    struct strings_field unknown_parts;
};

struct s3_bucket_data_object_lock {
    enum field_state state;
    struct int_field days;
    struct string_field mode;
    struct int_field years;
};

struct s3_bucket_data_replication_rules {
    enum field_state state;
    struct bool_field copies_delete_markers;
    struct string_field covers_repository;
    struct string_field destination;
    struct bool_field enabled;
    struct bool_field has_tags;
    struct string_field id;
    struct string_field prefix;
    struct int_field priority;
};

struct s3_bucket_data {
    struct string_field base_path;
    struct string_field bucket;
    struct objects_field lifecycle_rules;
    struct s3_bucket_data_object_lock object_lock;
    struct string_field region;
    struct bool_field replicates_repository;
    struct objects_field replication_rules;
    struct string_field shard_path_type;
    struct string_field versioning;
};

extern const struct schema s3_bucket_data_schema;

#endif
