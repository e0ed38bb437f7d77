/* provider/schemas/snapshot_policy_data.h - generated from schemas/data_sources/snapshot_policy.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOT_POLICY_DATA_H
#define ESDR_SCHEMAS_SNAPSHOT_POLICY_DATA_H

#include "framework/schema.h"

struct snapshot_policy_data_last_failure {
    enum field_state state;
    struct string_field reason;
    struct string_field snapshot;
    struct string_field time;
};

struct snapshot_policy_data_last_success {
    enum field_state state;
    struct string_field snapshot;
    struct string_field time;
};

struct snapshot_policy_data_notification {
    enum field_state state;
    struct string_field channel_id;
    struct bool_field creation;
    struct bool_field deletion;
    struct bool_field failure;
    struct bool_field time_limit_exceeded;
};

struct snapshot_policy_data_retention_schedule {
    enum field_state state;
    struct string_field cron;
    struct string_field timezone;
};

struct snapshot_policy_data_retention {
    enum field_state state;
    struct string_field expire_after;
    struct int_field max_count;
    struct int_field min_count;
    struct snapshot_policy_data_retention_schedule schedule;
};

struct snapshot_policy_data_schedule {
    enum field_state state;
    struct string_field cron;
    struct string_field interval;
    struct string_field timezone;
};

struct snapshot_policy_data {
    struct string_field backend;
    struct string_field backend_used;
    struct string_field creation_time_limit;
    struct string_field date_format_timezone;
    struct string_field deletion_time_limit;
    struct string_field description;
    struct bool_field enabled;
    struct strings_field expand_wildcards;
    struct strings_field feature_states;
    struct bool_field ignore_unavailable;
    struct bool_field in_progress;
    struct bool_field include_global_state;
    struct strings_field indices;
    struct snapshot_policy_data_last_failure last_failure;
    struct snapshot_policy_data_last_success last_success;
    struct map_field metadata;
    struct string_field name;
    struct string_field next_run;
    struct snapshot_policy_data_notification notification;
    struct bool_field partial;
    struct string_field repository;
    struct snapshot_policy_data_retention retention;
    struct snapshot_policy_data_schedule schedule;
    struct string_field snapshot_name;
    struct string_field snapshot_pattern;
};

extern const struct schema snapshot_policy_data_schema;

#endif
