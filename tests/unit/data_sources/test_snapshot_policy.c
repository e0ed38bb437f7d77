#include "cluster/cluster_private.h"
#include "cluster/fake_server.h"
#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "schemas/snapshot_policy_data.h"

#define SLM "GET /_slm/policy/daily"
#define SM "GET /_plugins/_sm/policies/daily"

static const struct engine elasticsearch = {.kind = ENGINE_ELASTICSEARCH, .major = 8, .has_slm = true};
static const struct engine opensearch = {.kind = ENGINE_OPENSEARCH, .major = 3, .has_sm = true};

static bool read(struct scripted *fake, const struct engine *engine, struct snapshot_policy_data *found)
{
    struct provider provider = {.cluster = fake->cluster};
    fake->cluster->engine_known = true;
    fake->cluster->engine = *engine;
    *found = (struct snapshot_policy_data){.name = known_string(STR("daily"))};
    const struct snapshot_policy_data asked = *found;
    return snapshot_policy_data_source.read(&fake->rq, &provider, &asked, found);
}

static void a_policy_of_elasticsearch_tells_contents_runs_and_reasons(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(SLM, 200,
                      "{\"daily\":{\"version\":1,\"policy\":{\"name\":\"<daily-{now/d}>\",\"schedule\":\"0 30 1 * * ?\",\"repository\":\"dr\","
                      "\"config\":{\"indices\":[\"logs-*\"],\"partial\":true},\"retention\":{\"expire_after\":\"5d\",\"min_count\":2}},"
                      "\"last_success\":{\"snapshot_name\":\"a\",\"time\":1000},\"last_failure\":{\"snapshot_name\":\"b\",\"time\":2000,"
                      "\"details\":\"no space\"},\"next_execution_millis\":3000}}",
                      .again = true));
    struct snapshot_policy_data found;
    assert_true(read(&fake, &elasticsearch, &found));
    EXPECT_TEXT(found.backend_used.value, "slm");
    EXPECT_TEXT(found.repository.value, "dr");
    EXPECT_TEXT(found.schedule.cron.value, "30 1 * * *");
    EXPECT_TEXT(found.indices.items[0].value, "logs-*");
    assert_true(found.partial.value && found.enabled.value && !found.in_progress.value);
    EXPECT_TEXT(found.retention.expire_after.value, "5d");
    assert_int_equal(found.retention.min_count.value, 2);
    EXPECT_TEXT(found.last_success.snapshot.value, "a");
    EXPECT_TEXT(found.last_success.time.value, "1970-01-01T00:00:01Z");
    EXPECT_TEXT(found.last_failure.snapshot.value, "b");
    EXPECT_TEXT(found.last_failure.reason.value, "no space");
    EXPECT_TEXT(found.next_run.value, "1970-01-01T00:00:03Z");
    assert_true(FIELD_IS_NULL(found.notification) && FIELD_IS_NULL(found.metadata) && FIELD_IS_NULL(found.retention.schedule));
}

static void what_never_happened_is_null(void **state)
{
    (void)state;
    SCRIPTED(fake,
             ON(SLM, 200, "{\"daily\":{\"version\":1,\"policy\":{\"name\":\"<daily-{now/d}>\",\"schedule\":\"0 30 1 * * ?\",\"repository\":\"dr\"}}}",
                .again = true));
    struct snapshot_policy_data found;
    assert_true(read(&fake, &elasticsearch, &found));
    assert_true(FIELD_IS_NULL(found.last_success) && FIELD_IS_NULL(found.last_failure) && FIELD_IS_NULL(found.next_run));
    assert_true(FIELD_IS_NULL(found.retention) && FIELD_IS_NULL(found.indices));
}

static void a_policy_of_opensearch_tells_contents_and_its_last_run(void **state)
{
    (void)state;
    SCRIPTED(fake,
             ON(SM, 200,
                "{\"_id\":\"daily-sm-policy\",\"_seq_no\":1,\"_primary_term\":1,\"sm_policy\":{\"name\":\"daily\",\"enabled\":false,"
                "\"description\":\"d\",\"creation\":{\"schedule\":{\"cron\":{\"expression\":\"0 2 * * *\",\"timezone\":\"UTC\"}}},"
                "\"snapshot_config\":{\"repository\":\"dr\"}}}"),
             ON(SM "/_explain", 200,
                "{\"policies\":[{\"name\":\"daily\",\"enabled\":false,\"creation\":{\"trigger\":{\"time\":3000},\"latest_execution\":"
                "{\"status\":\"FAILED\",\"end_time\":2000,\"info\":{\"cause\":\"no space\"}}}}]}"));
    struct snapshot_policy_data found;
    assert_true(read(&fake, &opensearch, &found));
    EXPECT_TEXT(found.backend_used.value, "sm");
    EXPECT_TEXT(found.schedule.cron.value, "0 2 * * *");
    assert_false(found.enabled.value);
    EXPECT_TEXT(found.description.value, "d");
    assert_true(FIELD_IS_NULL(found.last_success));
    EXPECT_TEXT(found.last_failure.time.value, "1970-01-01T00:00:02Z");
    EXPECT_TEXT(found.last_failure.reason.value, "no space");
    assert_true(FIELD_IS_NULL(found.last_failure.snapshot));
}

static void a_run_that_failed_before_it_began_has_the_time_of_its_start(void **state)
{
    (void)state;
    SCRIPTED(fake,
             ON(SM, 200,
                "{\"_id\":\"daily-sm-policy\",\"_seq_no\":1,\"_primary_term\":1,\"sm_policy\":{\"name\":\"daily\",\"enabled\":true,"
                "\"creation\":{\"schedule\":{\"cron\":{\"expression\":\"0 2 * * *\",\"timezone\":\"UTC\"}}},"
                "\"snapshot_config\":{\"repository\":\"dr\"}}}"),
             ON(SM "/_explain", 200,
                "{\"policies\":[{\"name\":\"daily\",\"enabled\":true,\"creation\":{\"latest_execution\":"
                "{\"status\":\"FAILED\",\"start_time\":2000,\"info\":{}}}}]}"));
    struct snapshot_policy_data found;
    assert_true(read(&fake, &opensearch, &found));
    EXPECT_TEXT(found.last_failure.time.value, "1970-01-01T00:00:02Z");
    assert_true(FIELD_IS_NULL(found.last_failure.reason) && FIELD_IS_NULL(found.next_run));
}

static void a_policy_that_is_not_there_is_an_error_at_its_name(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(SLM, 404, "@slm_not_found"));
    struct snapshot_policy_data found;
    assert_false(read(&fake, &elasticsearch, &found));
    EXPECT_ERROR(fake.rq, "name", "has no snapshot policy \"daily\"");
}

static void a_cluster_without_a_scheduler_is_an_error(void **state)
{
    (void)state;
    static const struct engine none = {.kind = ENGINE_OPENSEARCH, .major = 1};
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct cluster cluster = {.engine_known = true, .engine = none, .engine_lock = PTHREAD_MUTEX_INITIALIZER};
    struct provider provider = {.cluster = &cluster};
    struct snapshot_policy_data found = {.name = known_string(STR("daily"))};
    assert_false(snapshot_policy_data_source.read(&rq, &provider, &found, &found));
    assert_true(rq.has_error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_of_elasticsearch_tells_contents_runs_and_reasons),
        cmocka_unit_test(what_never_happened_is_null),
        cmocka_unit_test(a_policy_of_opensearch_tells_contents_and_its_last_run),
        cmocka_unit_test(a_run_that_failed_before_it_began_has_the_time_of_its_start),
        cmocka_unit_test(a_policy_that_is_not_there_is_an_error_at_its_name),
        cmocka_unit_test(a_cluster_without_a_scheduler_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
