#include "base/expect.h"

#include "configuration/endpoint_settings.h"

#include <stdlib.h>

static const char *const variables[] = {"ESDR_ENDPOINTS",    "ESDR_USERNAME", "ESDR_PASSWORD",     "ESDR_API_KEY",
                                        "ESDR_BEARER_TOKEN", "AWS_REGION",    "AWS_DEFAULT_REGION"};

static int without_variables(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(variables); at++)
        unsetenv(variables[at]);
    return 0;
}

static struct strings_field endpoints_of(const struct string_field *items, size_t count)
{
    return (struct strings_field){FIELD_KNOWN, items, count};
}

static void without_endpoints_there_is_no_cluster(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct provider_model model = {0};
    struct endpoint_settings settings;
    assert_true(endpoint_settings_read(&rq, &model, &settings));
    assert_int_equal(settings.endpoint_count, 0);
    assert_false(settings.is_unknown || settings.is_signed);
}

static void the_environment_counts_where_the_block_is_silent(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct provider_model model = {0};
    struct endpoint_settings settings;
    setenv("ESDR_ENDPOINTS", " https://a:9200 ,,https://b", 1);
    setenv("ESDR_USERNAME", "elastic", 1);
    setenv("ESDR_PASSWORD", "pw", 1);
    assert_true(endpoint_settings_read(&rq, &model, &settings));
    assert_int_equal(settings.endpoint_count, 2);
    EXPECT_TEXT(settings.endpoints[0], "https://a:9200");
    EXPECT_TEXT(settings.endpoints[1], "https://b");
    EXPECT_TEXT(settings.username, "elastic");
}

static void the_block_beats_the_environment(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct string_field endpoint = known_string(STR("https://configured"));
    struct provider_model model = {.endpoints = endpoints_of(&endpoint, 1), .api_key = known_string(STR("key"))};
    struct endpoint_settings settings;
    setenv("ESDR_ENDPOINTS", "https://environment", 1);
    setenv("ESDR_USERNAME", "elastic", 1);
    setenv("ESDR_PASSWORD", "pw", 1);
    assert_true(endpoint_settings_read(&rq, &model, &settings));
    assert_int_equal(settings.endpoint_count, 1);
    EXPECT_TEXT(settings.endpoints[0], "https://configured");
    EXPECT_TEXT(settings.api_key, "key");
    EXPECT_TEXT(settings.username, "");
}

static void half_a_scheme_and_two_schemes_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *username, *password, *api_key, *diagnostics;
    } cases[] = {
        {"elastic", "", "", "error password: Password is missing"},
        {"", "pw", "", "error username: Username is missing"},
        {"elastic", "pw", "key", "error : Two ways of authentication"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct provider_model model = {0};
        struct endpoint_settings settings;
        setenv("ESDR_USERNAME", cases[at].username, 1);
        setenv("ESDR_PASSWORD", cases[at].password, 1);
        setenv("ESDR_API_KEY", cases[at].api_key, 1);
        assert_false(endpoint_settings_read(&rq, &model, &settings));
        EXPECT_DIAGNOSTICS(rq, cases[at].diagnostics);
    }
}

static void parts_that_are_not_known_yet_leave_the_cluster_unknown(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct string_field endpoint = {.state = FIELD_UNKNOWN};
    struct provider_model in_list = {.endpoints = endpoints_of(&endpoint, 1)}, password = {.password = {.state = FIELD_UNKNOWN}};
    struct endpoint_settings settings;
    assert_true(endpoint_settings_read(&rq, &in_list, &settings) && settings.is_unknown);
    assert_true(endpoint_settings_read(&rq, &password, &settings) && settings.is_unknown);
}

static void amazon_s_domains_are_signed_unless_somebody_logs_in(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct string_field endpoint = known_string(STR("https://search-x.eu-west-1.es.amazonaws.com"));
    struct provider_model model = {.endpoints = endpoints_of(&endpoint, 1)};
    struct endpoint_settings settings;
    assert_true(endpoint_settings_read(&rq, &model, &settings) && settings.is_signed);
    EXPECT_TEXT(settings.signing_region, "eu-west-1");
    EXPECT_TEXT(settings.signing_service, "es");
    model.api_key = known_string(STR("key"));
    assert_true(endpoint_settings_read(&rq, &model, &settings));
    assert_false(settings.is_signed);
}

static void signing_needs_a_region_and_no_other_scheme(void **state)
{
    (void)state;
    struct string_field endpoint = known_string(STR("https://search.example.com"));
    struct provider_model model = {.endpoints = endpoints_of(&endpoint, 1)};
    model.aws.state = FIELD_KNOWN;
    model.aws.sign_requests = known_bool(true);
    struct endpoint_settings settings;
    FRESH_REQUEST(no_region);
    assert_false(endpoint_settings_read(&no_region, &model, &settings));
    EXPECT_DIAGNOSTICS(no_region, "error aws.region: Region is missing");
    FRESH_REQUEST(both);
    model.bearer_token = known_string(STR("token"));
    assert_false(endpoint_settings_read(&both, &model, &settings));
    EXPECT_DIAGNOSTICS(both, "error aws.sign_requests: Two ways of authentication");
}

static void limits_hold_where_they_are_known(void **state)
{
    (void)state;
    struct provider_model model = {.max_retries = known_int(0), .request_timeout = known_string(STR("90s"))};
    struct http_options http = {0};
    http_limits_read(&model, &http);
    assert_true(http.max_retries.set && http.max_retries.value == 0);
    assert_int_equal(http.request_timeout_ms, 90000);
    struct http_options silent = {0};
    http_limits_read(&(struct provider_model){0}, &silent);
    assert_false(silent.max_retries.set);
    assert_int_equal(silent.request_timeout_ms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_endpoints_there_is_no_cluster, without_variables),
        cmocka_unit_test_setup(the_environment_counts_where_the_block_is_silent, without_variables),
        cmocka_unit_test_setup(the_block_beats_the_environment, without_variables),
        cmocka_unit_test_setup(half_a_scheme_and_two_schemes_are_refused, without_variables),
        cmocka_unit_test_setup(parts_that_are_not_known_yet_leave_the_cluster_unknown, without_variables),
        cmocka_unit_test_setup(amazon_s_domains_are_signed_unless_somebody_logs_in, without_variables),
        cmocka_unit_test_setup(signing_needs_a_region_and_no_other_scheme, without_variables),
        cmocka_unit_test_setup(limits_hold_where_they_are_known, without_variables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
