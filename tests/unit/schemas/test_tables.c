/* What every generated table has to hold, and the names of the design. */
#include "schemas/all_schemas.h"

static size_t field_size(const struct attribute *attribute)
{
    static const size_t sizes[] = {
        [ATTRIBUTE_STRING] = sizeof(struct string_field),       [ATTRIBUTE_BOOL] = sizeof(struct bool_field),
        [ATTRIBUTE_INTEGER] = sizeof(struct int_field),         [ATTRIBUTE_STRING_LIST] = sizeof(struct strings_field),
        [ATTRIBUTE_STRING_SET] = sizeof(struct strings_field),  [ATTRIBUTE_STRING_MAP] = sizeof(struct map_field),
        [ATTRIBUTE_OBJECT_LIST] = sizeof(struct objects_field), [ATTRIBUTE_OBJECT_SET] = sizeof(struct objects_field),
        [ATTRIBUTE_OBJECT_MAP] = sizeof(struct objects_field),
    };
    bool is_nested = attribute->kind == ATTRIBUTE_OBJECT || attribute->kind == ATTRIBUTE_BLOCK;
    return is_nested ? attribute->nested->model_size : sizes[attribute->kind];
}

static void check_order(struct str name, const struct object_schema *object)
{
    for (size_t at = 1; at < object->count; at++)
        if (str_compare(object->attributes[at - 1].name, object->attributes[at].name) >= 0)
            fail_msg("%.*s: %.*s is out of order", STR_ARGS(name), STR_ARGS(object->attributes[at].name));
}

static void attributes_are_sorted_by_name(void **state)
{
    (void)state;
    visit_all_objects(check_order);
}

static void check_offsets(struct str name, const struct object_schema *object)
{
    size_t end = 0;
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        if (attribute->offset < end)
            fail_msg("%.*s: the field of %.*s overlaps the one before", STR_ARGS(name), STR_ARGS(attribute->name));
        end = attribute->offset + field_size(attribute);
    }
    if (end > object->model_size)
        fail_msg("%.*s: the last field ends behind the struct", STR_ARGS(name));
}

static void fields_lie_within_their_struct_one_behind_the_other(void **state)
{
    (void)state;
    visit_all_objects(check_offsets);
}

static void check_flags(struct str name, const struct object_schema *object)
{
    for (size_t at = 0; at < object->count; at++) {
        unsigned flags = object->attributes[at].flags;
        bool required = flags & ATTRIBUTE_REQUIRED, optional = flags & ATTRIBUTE_OPTIONAL, computed = flags & ATTRIBUTE_COMPUTED;
        bool fits = required ? !optional && !computed : optional || computed;
        if (!fits || ((flags & ATTRIBUTE_STABLE) && !computed) || (object->attributes[at].default_text && !optional))
            fail_msg("%.*s: the flags of %.*s contradict each other", STR_ARGS(name), STR_ARGS(object->attributes[at].name));
    }
}

static void modes_do_not_contradict_each_other(void **state)
{
    (void)state;
    visit_all_objects(check_flags);
}

static void check_texts(struct str name, const struct object_schema *object)
{
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        if (!attribute->description || !str_ends_with(str_from(attribute->description), STR(".")))
            fail_msg("%.*s: %.*s has no description", STR_ARGS(name), STR_ARGS(attribute->name));
        for (size_t index = 0; index < attribute->validator_count; index++)
            if (!attribute->validators[index].check)
                fail_msg("%.*s: a validator of %.*s checks nothing", STR_ARGS(name), STR_ARGS(attribute->name));
    }
}

static void everything_is_described(void **state)
{
    (void)state;
    visit_all_objects(check_texts);
    for (size_t at = 0; at < SCHEMA_COUNT; at++)
        assert_true(str_ends_with(str_from(all_schemas[at]->description), STR(".")));
}

static void check_wire_names(struct str name, const struct object_schema *object)
{
    for (size_t at = 0; at < object->count; at++)
        for (size_t other = 0; other < object->count; other++)
            if (object->attributes[at].wire_name && str_equal(object->attributes[other].name, str_from(object->attributes[at].wire_name)))
                fail_msg("%.*s: two attributes are called %s on the wire", STR_ARGS(name), object->attributes[at].wire_name);
}

static void no_two_attributes_have_one_name_on_the_wire(void **state)
{
    (void)state;
    visit_all_objects(check_wire_names);
}

static const struct contract {
    size_t schema; /* in all_schemas */
    const char *path;
    unsigned flags; /* all of these */
    const char *default_text;
} contract[] = {
    {0, "endpoints", ATTRIBUTE_OPTIONAL, NULL},
    {0, "password", ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE, NULL},
    {0, "api_key", ATTRIBUTE_SENSITIVE, NULL},
    {0, "bearer_token", ATTRIBUTE_SENSITIVE, NULL},
    {0, "headers", ATTRIBUTE_SENSITIVE, NULL},
    {0, "client_key_pem", ATTRIBUTE_SENSITIVE, NULL},
    {0, "aws.secret_key", ATTRIBUTE_SENSITIVE, NULL},
    {0, "aws.session_token", ATTRIBUTE_SENSITIVE, NULL},
    {0, "aws.assume_role.role_arn", ATTRIBUTE_REQUIRED, NULL},
    {0, "s3.secret_key", ATTRIBUTE_SENSITIVE, NULL},
    {0, "s3.path_style", ATTRIBUTE_OPTIONAL, NULL},
    {1, "id", ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE, NULL},
    {1, "bucket", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {1, "rule_id", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {1, "enabled", ATTRIBUTE_OPTIONAL, "true"},
    {1, "filter.tags", ATTRIBUTE_OPTIONAL, NULL},
    {1, "expiration.expired_object_delete_marker", ATTRIBUTE_OPTIONAL, NULL},
    {1, "transitions.storage_class", ATTRIBUTE_REQUIRED, NULL},
    {1, "noncurrent_version_transitions.noncurrent_days", ATTRIBUTE_REQUIRED, NULL},
    {1, "protected_prefixes", ATTRIBUTE_OPTIONAL, NULL},
    {1, "timeouts.delete", ATTRIBUTE_OPTIONAL, NULL},
    {2, "id", ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE, NULL},
    {2, "name", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {2, "metadata", ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE, NULL},
    {2, "on_destroy", ATTRIBUTE_OPTIONAL, "keep"},
    {2, "shards.successful", ATTRIBUTE_COMPUTED, NULL},
    {3, "id", ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE, NULL},
    {3, "name", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {3, "schedule.timezone", ATTRIBUTE_OPTIONAL, NULL},
    {3, "retention.schedule.cron", ATTRIBUTE_REQUIRED, NULL},
    {3, "notification.time_limit_exceeded", ATTRIBUTE_OPTIONAL, NULL},
    {3, "enabled", ATTRIBUTE_OPTIONAL, "true"},
    {3, "backend", ATTRIBUTE_OPTIONAL, "auto"},
    {3, "backend_used", ATTRIBUTE_COMPUTED, NULL},
    {4, "id", ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE, NULL},
    {4, "name", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "s3.bucket", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "s3.base_path", ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE, NULL},
    {4, "fs.location", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "url.url", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "gcs.bucket", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "azure.container", ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE, NULL},
    {4, "hdfs.uri", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "hdfs.path", ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, NULL},
    {4, "hdfs.conf", ATTRIBUTE_OPTIONAL, NULL},
    {4, "settings", ATTRIBUTE_OPTIONAL, NULL},
    {4, "verify", ATTRIBUTE_OPTIONAL, "true"},
    {4, "lifecycle_guard", ATTRIBUTE_OPTIONAL, "error"},
    {4, "uuid", ATTRIBUTE_COMPUTED, NULL},
    {5, "node_count", ATTRIBUTE_COMPUTED, NULL},
    {6, "repository", ATTRIBUTE_REQUIRED, NULL},
    {6, "snapshots.shards.failed", ATTRIBUTE_COMPUTED, NULL},
    {7, "name", ATTRIBUTE_REQUIRED, NULL},
    {7, "last_failure.reason", ATTRIBUTE_COMPUTED, NULL},
    {7, "next_run", ATTRIBUTE_COMPUTED, NULL},
    {8, "name", ATTRIBUTE_REQUIRED, NULL},
    {8, "s3.key_patterns", ATTRIBUTE_COMPUTED, NULL},
    {9, "bucket", ATTRIBUTE_REQUIRED, NULL},
    {9, "replication_rules.covers_repository", ATTRIBUTE_COMPUTED, NULL},
};

static void the_names_and_modes_of_the_design_are_there(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(contract); at++) {
        const struct attribute *attribute = attribute_at(all_schemas[contract[at].schema], str_from(contract[at].path));
        if (!attribute || (attribute->flags & contract[at].flags) != contract[at].flags)
            fail_msg("%.*s: %s is missing, or has another mode", STR_ARGS(all_schemas[contract[at].schema]->name), contract[at].path);
        if (!str_equal(str_from(attribute->default_text), str_from(contract[at].default_text)))
            fail_msg("%.*s: %s has another default", STR_ARGS(all_schemas[contract[at].schema]->name), contract[at].path);
    }
}

static void settings_with_dots_have_their_wire_name(void **state)
{
    (void)state;
    static const struct {
        const char *path, *wire_name;
    } cases[] = {
        {"s3.throttled_delete_retry_delay_increment", "throttled_delete_retry.delay_increment"},
        {"s3.throttled_delete_retry_maximum_delay", "throttled_delete_retry.maximum_delay"},
        {"s3.throttled_delete_retry_maximum_number_of_retries", "throttled_delete_retry.maximum_number_of_retries"},
        {"s3.proxy_host", "proxy.host"},
        {"s3.proxy_port", "proxy.port"},
        {"s3.proxy_scheme", "proxy.scheme"},
        {"hdfs.security_principal", "security.principal"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        const struct attribute *attribute = attribute_at(all_schemas[4], str_from(cases[at].path));
        assert_non_null(attribute);
        assert_string_equal(attribute->wire_name, cases[at].wire_name);
    }
}

static void all_storages_take_the_settings_of_both_engines(void **state)
{
    (void)state;
    static const char *const storages[] = {"s3", "fs", "url", "gcs", "azure", "hdfs"};
    static const char *const settings[] = {"chunk_size", "compress", "max_restore_bytes_per_sec", "max_snapshot_bytes_per_sec", "shard_path_type"};
    for (size_t at = 0; at < ARRAY_LENGTH(storages); at++)
        for (size_t setting = 0; setting < ARRAY_LENGTH(settings); setting++) {
            const struct attribute *storage = attribute_at(all_schemas[4], str_from(storages[at]));
            if (!storage || !schema_attribute(storage->nested, str_from(settings[setting])))
                fail_msg("%s has no %s", storages[at], settings[setting]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_are_sorted_by_name),
        cmocka_unit_test(fields_lie_within_their_struct_one_behind_the_other),
        cmocka_unit_test(modes_do_not_contradict_each_other),
        cmocka_unit_test(everything_is_described),
        cmocka_unit_test(no_two_attributes_have_one_name_on_the_wire),
        cmocka_unit_test(the_names_and_modes_of_the_design_are_there),
        cmocka_unit_test(settings_with_dots_have_their_wire_name),
        cmocka_unit_test(all_storages_take_the_settings_of_both_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
