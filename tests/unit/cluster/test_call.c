#include "cluster/fake_server.h"

#include "base/clock.h"
#include "http/http.h"

#include <string.h>

static const struct cluster_request get_x = {.method = "GET", .path = STR_INIT("/x"), .query = STR_INIT("a=1")};
static const struct cluster_request post_x = {.method = "POST", .path = STR_INIT("/x")};

static void an_unexpected_status_names_method_path_status_and_reason(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /x?a=1", 404, "{\"error\":{\"type\":\"some_exception\",\"reason\":\"it is not here\"}}"));
    AUTO_ANSWER answer = {0};
    assert_false(cluster_call(&fake.rq, fake.cluster, &get_x, &answer));
    EXPECT_ERROR(fake.rq, "", "GET /x was answered with status 404: some_exception: it is not here.");
}

static void a_page_of_a_proxy_becomes_a_clear_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("POST /x", 502, "<html>\n<head><title>502 Bad Gateway</title></head></html>"));
    AUTO_ANSWER answer = {0};
    assert_false(cluster_call(&fake.rq, fake.cluster, &post_x, &answer));
    EXPECT_ERROR(fake.rq, "",
                 "POST /x was answered with status 502: The answer is no JSON, so it may come from a proxy or load balancer: 502 Bad Gateway.");
}

static void a_page_with_status_200_is_no_success(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /x?a=1", 200, "<html>Please log in</html>"));
    AUTO_ANSWER answer = {0};
    assert_false(cluster_call(&fake.rq, fake.cluster, &get_x, &answer));
    EXPECT_ERROR(fake.rq, "", "status 200: The answer is no JSON, so it may come from a proxy or load balancer: Please log in.");
}

static void refused_permissions_are_explained(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /x?a=1", 401, "{\"error\":\"Unauthorized\"}"),
             ON("GET /x?a=1", 403, "{\"Message\":\"User: anonymous is not authorized to perform: es:ESHttpGet\"}"));
    AUTO_ANSWER answer = {0};
    struct request other = {.arena = &fake.arena};
    assert_false(cluster_call(&fake.rq, fake.cluster, &get_x, &answer));
    EXPECT_ERROR(fake.rq, "", "does not know who asks");
    assert_false(cluster_call(&other, fake.cluster, &get_x, &answer));
    EXPECT_ERROR(other, "", "has to be signed");
}

static void a_busy_cluster_is_asked_again_when_that_does_no_harm(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /x?a=1", 503, "{}"), ON("GET /x?a=1", 429, "{}"), ON("GET /x?a=1", 200, "{\"ok\":1}"),
             ON("POST /x", 503, "{\"error\":\"down\"}"));
    AUTO_ANSWER answer = {0};
    assert_true(cluster_call(&fake.rq, fake.cluster, &get_x, &answer));
    assert_int_equal(json_integer_value(json_object_get(answer.json, "ok")), 1);
    EXPECT_NO_DIAGNOSTICS(fake.rq);
    assert_false(cluster_call(&fake.rq, fake.cluster, &post_x, &answer));
    EXPECT_ERROR(fake.rq, "", "status 503: down.");
}

static void a_write_that_may_have_been_carried_out_is_not_repeated(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("POST /x", 0, ""));
    AUTO_ANSWER answer = {0};
    assert_true(cluster_try(&fake.rq, fake.cluster, &post_x, &answer));
    assert_int_equal(answer.status, 0);
    assert_true(str_contains(answer.reason, STR("http://127.0.0.1:")));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_body_is_sent_as_json(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("POST /x", 200, "{}", .contains = "{\"a\":\"\xc3\xbc\"}", .headers = "Content-Type: application/json\r\n"));
    AUTO_JSON *body = json_pack("{s:s}", "a", "\xc3\xbc");
    AUTO_ANSWER answer = {0};
    struct cluster_request request = post_x;
    request.body = body;
    assert_true(cluster_call(&fake.rq, fake.cluster, &request, &answer));
}

static void diagnostics_stand_at_the_attribute_of_the_request(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /y", 400, "{\"error\":\"bad\"}"));
    AUTO_ANSWER answer = {0};
    const struct cluster_request request = {.method = "GET", .path = STR("/y"), .at = AT("repository")};
    assert_false(cluster_call(&fake.rq, fake.cluster, &request, &answer));
    EXPECT_ERROR(fake.rq, "repository", "bad");
}

static struct cluster *cluster_of(struct request *rq, const struct str *endpoints, size_t count)
{
    struct cluster *cluster = NULL;
    static const struct http_options once = {.max_retries = {true, 0}};
    const struct cluster_options options = {.endpoints = endpoints, .endpoint_count = count, .http = &once};
    assert_true(cluster_new(rq, &options, &cluster));
    return cluster;
}

/* A port that was free a moment ago, so nobody answers there. */
static const char *dead_endpoint(struct arena *arena)
{
    struct fake_server *server = fake_server_start(NULL, 0);
    const char *url = arena_c_string(arena, str_from(fake_server_url(server)));
    fake_server_stop(server);
    return url;
}

static void the_next_endpoint_is_asked_when_one_cannot_be_reached(void **state)
{
    (void)state;
    static const struct exchange script[] = {ON("GET /x?a=1", 200, "{}"), ON("GET /x?a=1", 200, "{}")};
    FRESH_REQUEST(rq);
    struct fake_server *server = fake_server_start(script, ARRAY_LENGTH(script));
    const struct str endpoints[] = {str_from(dead_endpoint(&rq_arena)), str_from(fake_server_url(server))};
    struct cluster *cluster = cluster_of(&rq, endpoints, 2);
    AUTO_ANSWER answer = {0};
    assert_true(cluster_call(&rq, cluster, &get_x, &answer));
    assert_true(cluster_call(&rq, cluster, &get_x, &answer));
    EXPECT_NO_DIAGNOSTICS(rq);
    cluster_destroy(cluster);
    fake_server_stop(server);
}

static void when_no_endpoint_answers_each_is_listed_with_its_reason(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    const struct str endpoints[] = {str_from(dead_endpoint(&rq_arena)), str_from(dead_endpoint(&rq_arena))};
    struct cluster *cluster = cluster_of(&rq, endpoints, 2);
    AUTO_ANSWER answer = {0};
    assert_false(cluster_call(&rq, cluster, &get_x, &answer));
    EXPECT_ERROR(rq, "", endpoints[0].ptr);
    EXPECT_ERROR(rq, "", endpoints[1].ptr);
    EXPECT_ERROR(rq, "", "The cluster does not answer");
    cluster_destroy(cluster);
}

static void an_interrupt_ends_the_request_with_one_error(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    atomic_bool cancelled = true;
    rq.cancelled = &cancelled;
    const struct str endpoint = str_from(dead_endpoint(&rq_arena));
    struct cluster *cluster = cluster_of(&rq, &endpoint, 1);
    AUTO_ANSWER answer = {0};
    assert_false(cluster_call(&rq, cluster, &get_x, &answer));
    EXPECT_ERROR(rq, "", "Interrupted");
    cluster_destroy(cluster);
}

static void a_deadline_that_has_passed_is_an_error(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    rq.deadline_ms = clock_monotonic_ms();
    const struct str endpoint = STR("http://127.0.0.1:1");
    struct cluster *cluster = cluster_of(&rq, &endpoint, 1);
    AUTO_ANSWER answer = {0};
    assert_false(cluster_try(&rq, cluster, &get_x, &answer));
    EXPECT_ERROR(rq, "", "Timed out");
    cluster_destroy(cluster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unexpected_status_names_method_path_status_and_reason),
        cmocka_unit_test(a_page_of_a_proxy_becomes_a_clear_error),
        cmocka_unit_test(a_page_with_status_200_is_no_success),
        cmocka_unit_test(refused_permissions_are_explained),
        cmocka_unit_test(a_busy_cluster_is_asked_again_when_that_does_no_harm),
        cmocka_unit_test(a_write_that_may_have_been_carried_out_is_not_repeated),
        cmocka_unit_test(a_body_is_sent_as_json),
        cmocka_unit_test(diagnostics_stand_at_the_attribute_of_the_request),
        cmocka_unit_test(the_next_endpoint_is_asked_when_one_cannot_be_reached),
        cmocka_unit_test(when_no_endpoint_answers_each_is_listed_with_its_reason),
        cmocka_unit_test(an_interrupt_ends_the_request_with_one_error),
        cmocka_unit_test(a_deadline_that_has_passed_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
