#include "base/expect.h"

#include "framework/model.h"
#include "resources/repository_settings.h"

/* A model with every attribute of one storage type set to a value that survives the way to the cluster and back. */
static void fill(struct arena *arena, const struct attribute *storage, struct snapshot_repository *model)
{
    char *settings = (char *)model + storage->offset;
    *(enum field_state *)(void *)settings = FIELD_KNOWN;
    for (size_t at = 0; at < storage->nested->count; at++) {
        const struct attribute *attribute = &storage->nested->attributes[at];
        void *field = settings + attribute->offset;
        struct map_entry *entry = ARENA_NEW(arena, struct map_entry);
        *entry = (struct map_entry){STR("dfs.replication"), known_string(STR("2"))};
        if (attribute->kind == ATTRIBUTE_BOOL)
            *(struct bool_field *)field = known_bool(at % 2 == 0);
        else if (attribute->kind == ATTRIBUTE_INTEGER)
            *(struct int_field *)field = known_int((int64_t)at + 1);
        else if (attribute->kind == ATTRIBUTE_STRING_MAP)
            *(struct map_field *)field = (struct map_field){FIELD_KNOWN, entry, 1};
        else
            *(struct string_field *)field = known_string(arena_format(arena, "value %zu", at));
    }
}

static void every_attribute_of_every_storage_survives_the_cluster(void **state)
{
    (void)state;
    static const struct str types[] = {STR_INIT("s3"), STR_INIT("fs"), STR_INIT("url"), STR_INIT("gcs"), STR_INIT("azure"), STR_INIT("hdfs")};
    for (size_t at = 0; at < ARRAY_LENGTH(types); at++) {
        AUTO_ARENA arena = {0};
        struct snapshot_repository model = {.name = known_string(STR("dr"))}, back = {.name = known_string(STR("dr"))};
        const struct attribute *storage = repository_storage_named(types[at]);
        assert_non_null(storage);
        fill(&arena, storage, &model);
        assert_ptr_equal(repository_storage(&model), storage);
        struct repository registration = repository_from_model(&arena, &model);
        assert_true(str_equal(registration.type, types[at]));
        repository_to_model(&arena, &registration, &back);
        struct value before = model_to_value(&arena, &snapshot_repository_schema.root, &model);
        struct value after = model_to_value(&arena, &snapshot_repository_schema.root, &back);
        assert_true(value_equal(&before, &after));
    }
}

static void settings_are_sorted_and_nulls_are_not_sent(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct map_entry more[] = {{STR_INIT("a_setting"), {FIELD_KNOWN, STR_INIT("1")}}};
    struct snapshot_repository model = {.settings = {FIELD_KNOWN, more, 1}};
    model.s3.state = FIELD_KNOWN;
    model.s3.bucket = known_string(STR("acme"));
    model.s3.readonly = known_bool(false);
    struct repository registration = repository_from_model(&arena, &model);
    assert_int_equal(registration.settings.count, 3);
    EXPECT_TEXT(registration.settings.pairs[0].key, "a_setting");
    EXPECT_TEXT(registration.settings.pairs[1].key, "bucket");
    EXPECT_TEXT(registration.settings.pairs[2].value, "false");
}

static void what_does_not_fit_its_attribute_is_shown_among_the_settings(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct string_pair pairs[] = {{STR_INIT("bucket"), STR_INIT("acme")},
                                               {STR_INIT("max_retries"), STR_INIT("many")},
                                               {STR_INIT("readonly"), STR_INIT("maybe")},
                                               {STR_INIT("typo"), STR_INIT("x")}};
    struct repository registration = {.type = STR("s3"), .settings = {true, pairs, ARRAY_LENGTH(pairs)}};
    struct snapshot_repository model = {0};
    repository_to_model(&arena, &registration, &model);
    EXPECT_TEXT(model.s3.bucket.value, "acme");
    assert_int_equal(model.settings.count, 3);
    EXPECT_TEXT(model.settings.entries[0].key, "max_retries");
    EXPECT_TEXT(model.settings.entries[2].value.value, "x");
}

static void a_type_that_nobody_here_knows_shows_all_its_settings(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct string_pair pairs[] = {{STR_INIT("delegate_type"), STR_INIT("fs")}};
    struct repository registration = {.type = STR("source"), .settings = {true, pairs, 1}};
    struct snapshot_repository model = {0};
    model.fs.state = FIELD_KNOWN;
    repository_to_model(&arena, &registration, &model);
    assert_null(repository_storage(&model));
    assert_int_equal(model.settings.count, 1);
    assert_null(repository_storage_named(STR("timeouts")));
    assert_null(repository_storage_named(STR("name")));
}

static void an_empty_map_of_settings_stays_empty(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct repository registration = {.type = STR("fs"), .settings = {.set = true}};
    struct snapshot_repository model = {.settings = {.state = FIELD_KNOWN}};
    repository_to_model(&arena, &registration, &model);
    assert_true(FIELD_IS_KNOWN(model.settings));
    model.settings = (struct map_field){0};
    repository_to_model(&arena, &registration, &model);
    assert_true(FIELD_IS_NULL(model.settings));
}

static void secrets_and_typed_settings_are_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *key, *diagnostics;
    } cases[] = {
        {"some_plugin.limit", ""},
        {"max_keys", ""},
        {"access_key", "error settings[\"access_key\"]: Secrets do not belong into repository settings"},
        {"s3.client.default.Secret_Key", "error settings[\"s3.client.default.Secret_Key\"]: Secrets do not belong into repository settings"},
        {"bucket", "error settings[\"bucket\"]: Setting has an attribute of its own"},
        {"throttled_delete_retry.maximum_delay", "error settings[\"throttled_delete_retry.maximum_delay\"]: Setting has an attribute of its own"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct map_entry entry = {str_from(cases[at].key), known_string(STR("x"))};
        struct snapshot_repository model = {.settings = {FIELD_KNOWN, &entry, 1}};
        model.s3.state = FIELD_KNOWN;
        assert_int_equal(repository_settings_check(&rq, &model), cases[at].diagnostics[0] == '\0');
        EXPECT_DIAGNOSTICS(rq, cases[at].diagnostics);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_attribute_of_every_storage_survives_the_cluster),
        cmocka_unit_test(settings_are_sorted_and_nulls_are_not_sent),
        cmocka_unit_test(what_does_not_fit_its_attribute_is_shown_among_the_settings),
        cmocka_unit_test(a_type_that_nobody_here_knows_shows_all_its_settings),
        cmocka_unit_test(an_empty_map_of_settings_stays_empty),
        cmocka_unit_test(secrets_and_typed_settings_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
