/* provider/schemas/s3_lifecycle_rule.h - generated from schemas/resources/s3_lifecycle_rule.json by make generate. */
#ifndef ESDR_SCHEMAS_S3_LIFECYCLE_RULE_H
#define ESDR_SCHEMAS_S3_LIFECYCLE_RULE_H

#include "framework/schema.h"

struct s3_lifecycle_rule_expiration {
    enum field_state state;
    struct string_field date;
    struct int_field days;
    struct bool_field expired_object_delete_marker;
};

struct s3_lifecycle_rule_filter {
    enum field_state state;
    struct int_field object_size_greater_than;
    struct int_field object_size_less_than;
    struct string_field prefix;
    struct map_field tags;
};

struct s3_lifecycle_rule_noncurrent_version_expiration {
    enum field_state state;
    struct int_field newer_noncurrent_versions;
    struct int_field noncurrent_days;
};

struct s3_lifecycle_rule_noncurrent_version_transitions {
    enum field_state state;
    struct int_field newer_noncurrent_versions;
    struct int_field noncurrent_days;
    struct string_field storage_class;
};

struct s3_lifecycle_rule_timeouts {
    enum field_state state;
    struct string_field create;
    struct string_field delete;
    struct string_field read;
    struct string_field update;
};

struct s3_lifecycle_rule_transitions {
    enum field_state state;
    struct string_field date;
    struct int_field days;
    struct string_field storage_class;
};

struct s3_lifecycle_rule {
    struct int_field abort_incomplete_multipart_upload_days;
    struct string_field bucket;
    struct bool_field enabled;
    struct string_field expected_bucket_owner;
    struct s3_lifecycle_rule_expiration expiration;
    struct s3_lifecycle_rule_filter filter;
    struct string_field id;
    struct s3_lifecycle_rule_noncurrent_version_expiration noncurrent_version_expiration;
    struct objects_field noncurrent_version_transitions;
    struct strings_field protected_prefixes;
    struct string_field rule_id;
    struct s3_lifecycle_rule_timeouts timeouts;
    struct objects_field transitions;
};

extern const struct schema s3_lifecycle_rule_schema;

#endif
