/* provider/schemas/snapshot.h - generated from schemas/resources/snapshot.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOT_H
#define ESDR_SCHEMAS_SNAPSHOT_H

#include "framework/schema.h"

struct snapshot_model_shards {
    enum field_state state;
    struct int_field failed;
    struct int_field successful;
    struct int_field total;
};

struct snapshot_model_timeouts {
    enum field_state state;
    struct string_field create;
    struct string_field delete;
    struct string_field read;
    struct string_field update;
};

struct snapshot_model {
    struct string_field end_time;
    struct strings_field feature_states;
    struct string_field id;
    struct bool_field ignore_unavailable;
    struct bool_field include_global_state;
    struct strings_field indices;
    struct map_field metadata;
    struct string_field name;
    struct string_field on_destroy;
    struct bool_field partial;
    struct string_field repository;
    struct snapshot_model_shards shards;
    struct strings_field snapshot_indices;
    struct string_field start_time;
    struct string_field state;
    struct snapshot_model_timeouts timeouts;
    struct string_field uuid;
    struct string_field version;
};

extern const struct schema snapshot_schema;

#endif
