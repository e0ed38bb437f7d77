#include "cluster/cluster_private.h"
#include "cluster/fake_server.h"
#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "schemas/snapshot_repository_data.h"

#define LIST "GET /_snapshot?flat_settings=true"

static bool read(struct scripted *fake, int major, const char *name, struct snapshot_repository_data *found)
{
    struct provider provider = {.cluster = fake->cluster};
    fake->cluster->engine_known = true;
    fake->cluster->engine = (struct engine){.kind = ENGINE_OPENSEARCH, .major = major, .version = STR("")};
    *found = (struct snapshot_repository_data){.name = known_string(str_from(name))};
    const struct snapshot_repository_data asked = *found;
    return snapshot_repository_data_source.read(&fake->rq, &provider, &asked, found);
}

static void an_s3_repository_tells_where_its_objects_are(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 200,
                      "{\"dr\":{\"type\":\"s3\",\"uuid\":\"u\",\"settings\":{\"bucket\":\"b\",\"base_path\":\"logs\",\"readonly\":\"true\","
                      "\"shard_path_type\":\"hashed_infix\",\"role_arn\":\"r\"}}}"));
    struct snapshot_repository_data found;
    assert_true(read(&fake, 3, "dr", &found));
    EXPECT_TEXT(found.type.value, "s3");
    EXPECT_TEXT(found.uuid.value, "u");
    assert_true(found.readonly.value);
    assert_int_equal(found.settings.count, 5);
    EXPECT_TEXT(found.s3.bucket.value, "b");
    EXPECT_TEXT(found.s3.base_path.value, "logs");
    EXPECT_TEXT(found.s3.role_arn.value, "r");
    EXPECT_TEXT(found.s3.shard_path_type.value, "hashed_infix");
    assert_int_equal(found.s3.key_patterns.count, 1);
    EXPECT_TEXT(found.s3.key_patterns.items[0].value, "logs/*");
    assert_true(FIELD_IS_NULL(found.s3.region));
}

static void a_repository_without_a_layout_has_that_of_the_clusters_version(void **state)
{
    (void)state;
    static const struct {
        int major;
        const char *layout;
        size_t patterns;
    } cases[] = {{2, "fixed", 1}, {3, "hashed_prefix", 2}};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        SCRIPTED(fake, ON(LIST, 200, "{\"dr\":{\"type\":\"s3\",\"settings\":{\"bucket\":\"b\",\"base_path\":\"logs\"}}}"));
        struct snapshot_repository_data found;
        assert_true(read(&fake, cases[at].major, "dr", &found));
        EXPECT_TEXT(found.s3.shard_path_type.value, cases[at].layout);
        assert_int_equal(found.s3.key_patterns.count, cases[at].patterns);
        assert_true(!found.readonly.value && FIELD_IS_NULL(found.uuid));
    }
}

static void other_types_have_settings_only(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 200,
                      "{\"cs-automated\":{\"type\":\"s3\"},\"disk\":{\"type\":\"fs\",\"settings\":{\"location\":\"/r\"}},"
                      "\"web\":{\"type\":\"url\",\"settings\":{\"url\":\"http://x\"}}}"));
    struct snapshot_repository_data found;
    assert_true(read(&fake, 3, "disk", &found));
    assert_true(FIELD_IS_NULL(found.s3) && !found.readonly.value);
    EXPECT_TEXT(found.settings.entries[0].value.value, "/r");
    assert_true(read(&fake, 3, "web", &found));
    assert_true(found.readonly.value);
    assert_true(read(&fake, 3, "cs-automated", &found));
    assert_true(FIELD_IS_KNOWN(found.s3) && FIELD_IS_NULL(found.s3.bucket));
}

static void a_repository_that_is_not_there_is_an_error_at_its_name(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 200, "{\"dr\":{\"type\":\"fs\",\"settings\":{}}}"));
    struct snapshot_repository_data found;
    assert_false(read(&fake, 3, "other", &found));
    EXPECT_ERROR(fake.rq, "name", "has no snapshot repository \"other\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_s3_repository_tells_where_its_objects_are),
        cmocka_unit_test(a_repository_without_a_layout_has_that_of_the_clusters_version),
        cmocka_unit_test(other_types_have_settings_only),
        cmocka_unit_test(a_repository_that_is_not_there_is_an_error_at_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
