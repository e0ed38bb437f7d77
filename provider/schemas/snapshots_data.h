/* provider/schemas/snapshots_data.h - generated from schemas/data_sources/snapshots.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOTS_DATA_H
#define ESDR_SCHEMAS_SNAPSHOTS_DATA_H

#include "framework/schema.h"

struct snapshots_data_snapshots_shards {
    enum field_state state;
    struct int_field failed;
    struct int_field successful;
    struct int_field total;
};

struct snapshots_data_snapshots {
    enum field_state state;
    struct string_field end_time;
    struct strings_field feature_states;
    struct bool_field include_global_state;
    struct strings_field indices;
    struct map_field metadata;
    struct string_field name;
    struct string_field policy;
    struct string_field reason;
    struct snapshots_data_snapshots_shards shards;
    struct string_field start_time;
    struct string_field state_;
    struct string_field uuid;
    struct string_field version;
};

struct snapshots_data {
    struct string_field name_pattern;
    struct string_field policy;
    struct string_field repository;
    struct objects_field snapshots;
    struct string_field state;
};

extern const struct schema snapshots_data_schema;

#endif
