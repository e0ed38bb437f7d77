/* provider/schemas/snapshot_policy.h - generated from schemas/resources/snapshot_policy.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOT_POLICY_H
#define ESDR_SCHEMAS_SNAPSHOT_POLICY_H

#include "framework/schema.h"

struct snapshot_policy_notification {
    enum field_state state;
    struct string_field channel_id;
    struct bool_field creation;
    struct bool_field deletion;
    struct bool_field failure;
    struct bool_field time_limit_exceeded;
};

struct snapshot_policy_retention_schedule {
    enum field_state state;
    struct string_field cron;
    struct string_field timezone;
};

struct snapshot_policy_retention {
    enum field_state state;
    struct string_field expire_after;
    struct int_field max_count;
    struct int_field min_count;
    struct snapshot_policy_retention_schedule schedule;
};

struct snapshot_policy_schedule {
    enum field_state state;
    struct string_field cron;
    struct string_field interval;
    struct string_field timezone;
};

struct snapshot_policy_timeouts {
    enum field_state state;
    struct string_field create;
    struct string_field delete;
    struct string_field read;
    struct string_field update;
};

struct snapshot_policy {
    struct string_field backend;
    struct string_field backend_used;
    struct string_field creation_time_limit;
    struct string_field date_format_timezone;
    struct string_field deletion_time_limit;
    struct string_field description;
    struct bool_field enabled;
    struct strings_field expand_wildcards;
    struct strings_field feature_states;
    struct string_field id;
    struct bool_field ignore_unavailable;
    struct bool_field include_global_state;
    struct strings_field indices;
    struct map_field metadata;
    struct string_field name;
    struct snapshot_policy_notification notification;
    struct bool_field partial;
    struct string_field repository;
    struct snapshot_policy_retention retention;
    struct snapshot_policy_schedule schedule;
    struct string_field snapshot_name;
    struct string_field snapshot_pattern;
    struct snapshot_policy_timeouts timeouts;
};

extern const struct schema snapshot_policy_schema;

#endif
