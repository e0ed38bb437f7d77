/* provider/schemas/snapshot_repository_data.h - generated from schemas/data_sources/snapshot_repository.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOT_REPOSITORY_DATA_H
#define ESDR_SCHEMAS_SNAPSHOT_REPOSITORY_DATA_H

#include "framework/schema.h"

struct snapshot_repository_data_s3 {
    enum field_state state;
    struct string_field base_path;
    struct string_field bucket;
    struct string_field endpoint;
    struct strings_field key_patterns;
    struct string_field region;
    struct string_field role_arn;
    struct string_field shard_path_type;
};

struct snapshot_repository_data {
    struct string_field name;
    struct bool_field readonly;
    struct snapshot_repository_data_s3 s3;
    struct map_field settings;
    struct string_field type;
    struct string_field uuid;
};

extern const struct schema snapshot_repository_data_schema;

#endif
