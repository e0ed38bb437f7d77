#include "cluster/engine.h"

#include "cluster/fake_server.h"

#include <pthread.h>

#define NO_HANDLER(path) "{\"error\":\"no handler found for uri [" path "] and method [GET]\"}"
#define HEALTH ON("GET /_cluster/health?filter_path=number_of_nodes", 200, "{\"number_of_nodes\":3}")
#define MINIMUM "GET /_cluster/settings?include_defaults=true&flat_settings=true&filter_path=*.slm.minimum_interval"
#define NODES "GET /_nodes?filter_path=cluster_name,nodes.*.version,nodes.*.build_flavor"
#define UUID "GET /_cluster/state/version?filter_path=cluster_name,cluster_uuid"

static void opensearch_with_snapshot_management_is_recognised(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /", 200, "@banner_opensearch"), ON("GET /_plugins/_sm/policies?size=1", 200, "{\"policies\":[],\"total_policies\":0}"),
             HEALTH);
    const struct engine *engine;
    assert_true(engine_read(&fake.rq, fake.cluster, &engine));
    assert_int_equal(engine->kind, ENGINE_OPENSEARCH);
    assert_true(engine->has_sm && !engine->has_slm);
    assert_int_equal(engine->major * 100 + engine->minor * 10 + engine->patch, 360);
    assert_int_equal(engine->node_count.value, 3);
    EXPECT_TEXT(engine->distribution, "opensearch");
    EXPECT_TEXT(engine->cluster_uuid, "d_-Jl8NNShSlb0Dm-hFgdg");
}

static void elasticsearch_with_lifecycle_management_tells_its_shortest_interval(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /", 200, "@banner_elasticsearch"), ON("GET /_slm/status", 200, "{\"operation_mode\":\"RUNNING\"}"),
             ON(MINIMUM, 200, "{\"persistent\":{\"slm.minimum_interval\":\"1m\"},\"defaults\":{\"slm.minimum_interval\":\"15m\"}}"), HEALTH);
    const struct engine *engine;
    assert_true(engine_read(&fake.rq, fake.cluster, &engine));
    assert_int_equal(engine->kind, ENGINE_ELASTICSEARCH);
    assert_true(engine->has_slm && !engine->has_sm);
    assert_int_equal(engine->slm_minimum_interval_ms, 60000);
    EXPECT_TEXT(engine->version, "8.19.4-SNAPSHOT");
}

static void a_core_node_that_serves_no_banner_is_recognised_by_its_nodes(void **state)
{
    (void)state;
    SCRIPTED(
        fake, ON("GET /", 405, "{\"error\":\"Incorrect HTTP method for uri [/] and method [GET], allowed: [DELETE]\",\"status\":405}"),
        ON(NODES, 200,
           "{\"cluster_name\":\"es\",\"nodes\":{\"a\":{\"version\":\"8.19.4\",\"build_flavor\":\"default\"},\"b\":{\"version\":\"8.18.0\",\"build_"
           "flavor\":\"default\"}}}"),
        ON(UUID, 200, "{\"cluster_name\":\"es\",\"cluster_uuid\":\"u\"}"),
        ON("GET /_slm/status", 405, "{\"error\":\"Incorrect HTTP method for uri [/_slm/status] and method [GET], allowed: [POST]\",\"status\":405}"),
        HEALTH);
    const struct engine *engine;
    assert_true(engine_read(&fake.rq, fake.cluster, &engine));
    assert_int_equal(engine->kind, ENGINE_ELASTICSEARCH);
    assert_false(engine->has_slm);
    EXPECT_TEXT(engine->version, "8.18.0");
    EXPECT_TEXT(engine->cluster_uuid, "u");
}

static void the_probe_tells_a_missing_plugin_from_one_without_policies(void **state)
{
    (void)state;
    static const struct {
        struct exchange probe;
        bool has_sm;
    } cases[] = {
        {ON("GET /_plugins/_sm/policies?size=1", 400, NO_HANDLER("/_plugins/_sm/policies")), false},
        {ON("GET /_plugins/_sm/policies?size=1", 404,
            "{\"error\":{\"type\":\"status_exception\",\"reason\":\"Snapshot management config index not found\"},\"status\":404}"),
         true},
        {ON("GET /_plugins/_sm/policies?size=1", 404, "@sm_failed_to_parse"), true},
        {ON("GET /_plugins/_sm/policies?size=1", 403, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"no permissions\"},\"status\":403}"),
         true},
        {ON("GET /_plugins/_sm/policies?size=1", 401, "{\"Message\":\"Your request: '/_plugins/_sm/policies' is not allowed.\"}"), false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        const struct exchange script[] = {ON("GET /", 200, "@banner_opensearch"), cases[i].probe, HEALTH};
        AUTO(scripted_stop) struct scripted fake = {0};
        const struct engine *engine;
        scripted_start(&fake, script, ARRAY_LENGTH(script));
        assert_true(engine_read(&fake.rq, fake.cluster, &engine));
        if (engine->has_sm != cases[i].has_sm)
            fail_msg("case %zu", i);
    }
}

static void a_probe_that_fails_is_an_error_and_is_asked_again(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /", 200, "@banner_opensearch"), ON("GET /_plugins/_sm/policies?size=1", 500, "{\"error\":\"broken\"}"),
             ON("GET /", 200, "@banner_opensearch"), ON("GET /_plugins/_sm/policies?size=1", 200, "{}"),
             ON("GET /_cluster/health?filter_path=number_of_nodes", 403, "{}"));
    const struct engine *engine;
    assert_false(engine_read(&fake.rq, fake.cluster, &engine));
    EXPECT_ERROR(fake.rq, "endpoints", "status 500: broken");
    assert_true(engine_read(&fake.rq, fake.cluster, &engine));
    assert_true(engine->has_sm);
    assert_false(engine->node_count.set);
}

static void something_else_behind_the_endpoint_is_an_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /", 200, "{\"hello\":\"world\"}"), ON("GET /", 404, "<h1>Not here</h1>"));
    const struct engine *engine;
    struct request other = {.arena = &fake.arena};
    assert_false(engine_read(&fake.rq, fake.cluster, &engine));
    EXPECT_ERROR(fake.rq, "endpoints", "neither Elasticsearch nor OpenSearch");
    assert_false(engine_read(&other, fake.cluster, &engine));
    EXPECT_ERROR(other, "endpoints", "Not here");
}

static void a_domain_in_compatibility_mode_is_what_the_provider_says(void **state)
{
    (void)state;
    static const struct exchange script[] = {ON("GET /", 200, "@banner_compatibility"),
                                             ON(NODES, 200, "{\"cluster_name\":\"c\",\"nodes\":{\"a\":{\"version\":\"2.11.0\"}}}"),
                                             ON("GET /_plugins/_sm/policies?size=1", 200, "{}"), HEALTH};
    FRESH_REQUEST(rq);
    struct fake_server *server = fake_server_start(script, ARRAY_LENGTH(script));
    const struct str endpoint = str_from(fake_server_url(server));
    const struct cluster_options options = {.endpoints = &endpoint, .endpoint_count = 1, .engine = ENGINE_OPENSEARCH};
    struct cluster *cluster;
    const struct engine *engine;
    assert_true(cluster_new(&rq, &options, &cluster));
    assert_true(engine_read(&rq, cluster, &engine));
    assert_int_equal(engine->kind, ENGINE_OPENSEARCH);
    EXPECT_TEXT(engine->version, "2.11.0");
    cluster_destroy(cluster);
    fake_server_stop(server);
}

static void *ask_engine(void *argument)
{
    FRESH_REQUEST(rq);
    const struct engine *engine;
    return engine_read(&rq, argument, &engine) && engine->has_sm ? argument : NULL;
}

static void many_callers_at_once_share_one_question(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /", 200, "@banner_opensearch"), ON("GET /_plugins/_sm/policies?size=1", 200, "{}"), HEALTH);
    pthread_t threads[8];
    for (size_t i = 0; i < ARRAY_LENGTH(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_engine, fake.cluster), 0);
    for (size_t i = 0; i < ARRAY_LENGTH(threads); i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_non_null(result);
    }
}

static void versions_are_compared_number_by_number(void **state)
{
    (void)state;
    const struct engine engine = {.major = 8, .minor = 16, .patch = 1, .version = STR("8.16.1")}, unknown = {0};
    assert_true(engine_at_least(&engine, 8, 16, 1));
    assert_true(engine_at_least(&engine, 8, 9, 9));
    assert_true(engine_at_least(&engine, 7, 99, 0));
    assert_false(engine_at_least(&engine, 8, 16, 2));
    assert_false(engine_at_least(&engine, 8, 17, 0));
    assert_false(engine_at_least(&engine, 9, 0, 0));
    assert_true(engine_at_least(&unknown, 99, 0, 0));
}

static void the_engine_of_the_configuration_is_one_of_three(void **state)
{
    (void)state;
    enum engine_kind kind;
    assert_true(engine_kind_parse(STR(""), &kind) && kind == ENGINE_AUTO);
    assert_true(engine_kind_parse(STR("auto"), &kind) && kind == ENGINE_AUTO);
    assert_true(engine_kind_parse(STR("elasticsearch"), &kind) && kind == ENGINE_ELASTICSEARCH);
    assert_true(engine_kind_parse(STR("opensearch"), &kind) && kind == ENGINE_OPENSEARCH);
    assert_false(engine_kind_parse(STR("OpenSearch"), &kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opensearch_with_snapshot_management_is_recognised),
        cmocka_unit_test(elasticsearch_with_lifecycle_management_tells_its_shortest_interval),
        cmocka_unit_test(a_core_node_that_serves_no_banner_is_recognised_by_its_nodes),
        cmocka_unit_test(the_probe_tells_a_missing_plugin_from_one_without_policies),
        cmocka_unit_test(a_probe_that_fails_is_an_error_and_is_asked_again),
        cmocka_unit_test(something_else_behind_the_endpoint_is_an_error),
        cmocka_unit_test(a_domain_in_compatibility_mode_is_what_the_provider_says),
        cmocka_unit_test(many_callers_at_once_share_one_question),
        cmocka_unit_test(versions_are_compared_number_by_number),
        cmocka_unit_test(the_engine_of_the_configuration_is_one_of_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
