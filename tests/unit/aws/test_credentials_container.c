#include "aws/credential_fixture.h"
#include "base/expect.h"

#include <stdlib.h>

#define ANSWER(expiration) "{\"AccessKeyId\":\"CAK\",\"SecretAccessKey\":\"hush\",\"Token\":\"CT\",\"Expiration\":\"" expiration "\"}"

static int status;
static const char *body;

static void answer(struct visit *visit)
{
    visit_answer(visit, status, "", body);
}

static struct scripted_server *agent_new(void)
{
    AUTO_ARENA arena = {0};
    struct scripted_server *server = scripted_server_new(answer, NULL);
    setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", scripted_server_url(&arena, server, NULL, "/role").ptr, 1);
    status = 200;
    body = ANSWER("2026-01-01T01:00:00Z");
    return server;
}

static struct str found(struct request *rq)
{
    return credentials_found(rq, (struct aws_credential_settings){0});
}

static void the_agent_gives_credentials(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = agent_new();
    EXPECT_TEXT(found(&rq), "CAK hush CT from a container");
    assert_true(str_starts_with(scripted_server_request(server, 1), STR("GET /role HTTP/1.1\r\n")));
    assert_false(str_contains(scripted_server_request(server, 1), STR("Authorization")));
}

static void a_token_of_a_file_comes_before_one_of_the_environment(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = agent_new();
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic one", 1);
    found(&rq);
    assert_true(str_contains(scripted_server_request(server, 1), STR("Authorization: Basic one\r\n")));
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", write_at_home(rq.arena, "token", "two").ptr, 1);
    found(&rq);
    assert_true(str_contains(scripted_server_request(server, 2), STR("Authorization: two\r\n")));
}

static void a_web_identity_comes_before_the_container(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *agent = agent_new();
    AUTO_SERVER *service = sts_service_new();
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", write_at_home(rq.arena, "token", "tok").ptr, 1);
    setenv("AWS_ROLE_ARN", "r", 1);
    EXPECT_TEXT(found(&rq), "AK1 SK1 T1 from a web identity");
    assert_int_equal(scripted_server_requests(agent), 0);
}

static void a_role_of_a_profile_may_start_from_the_container(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *agent = agent_new();
    AUTO_SERVER *service = sts_service_new();
    write_at_home(rq.arena, "config", "[default]\nrole_arn=r\ncredential_source=EcsContainer\n");
    EXPECT_TEXT(found(&rq), "AK1 SK1 T1 from the shared configuration files");
    assert_true(str_contains(scripted_server_request(service, 1), STR("Credential=CAK/")));
}

static void other_hosts_get_no_request(void **state)
{
    (void)state;
    static const char *const urls[] = {"http://example.com/",   "http://127.0.0.1.example.com/", "http://127.0.0/",
                                       "http://169.254.170.3/", "http://[fd00:ec2::24]/",        "http://128.0.0.1/",
                                       "http://127.0.0.256/"};
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hush", 1);
    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        FRESH_REQUEST(rq);
        setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", urls[i], 1);
        struct str text = found(&rq);
        if (!str_contains(text, STR("neither reached by https")) || str_contains(text, STR("hush")))
            fail_msg("%s: %.*s", urls[i], STR_ARGS(text));
    }
}

static void settings_that_cannot_be_used_are_an_error_that_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *reason;
    } cases[] = {
        {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "hush\r\nX: y", "line end"},
        {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "hush\n", "line end"},
        {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/does/not/exist", "No such file"},
        {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "role", "no absolute URL"},
        {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@example.com/", "begin with a slash"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = agent_new();
        setenv(cases[i].name, cases[i].value, 1);
        struct str text = found(&rq);
        unsetenv(cases[i].name);
        if (!str_contains(text, str_from(cases[i].reason)) || str_contains(text, STR("hush")))
            fail_msg("%s: %.*s", cases[i].value, STR_ARGS(text));
        assert_int_equal(scripted_server_requests(server), 0);
    }
}

static void a_useless_answer_is_an_error_without_its_text(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body, *reason;
    } cases[] = {
        {403, "hush", "answered 403"},
        {200, "hush", "no JSON object"},
        {200, "{\"AccessKeyId\":\"hush\"}", "secret key is missing"},
        {200, ANSWER("2025-12-31T00:00:00Z"), "expired"},
        {200, ANSWER("soon"), "Expiration"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = agent_new();
        status = cases[i].status;
        body = cases[i].body;
        struct str text = found(&rq);
        if (!str_contains(text, str_from(cases[i].reason)) || str_contains(text, STR("hush")))
            fail_msg("%s: %.*s", cases[i].body, STR_ARGS(text));
        assert_int_equal(scripted_server_requests(server), 1);
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, fresh_surroundings, remove_surroundings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(the_agent_gives_credentials),
        RULE(a_token_of_a_file_comes_before_one_of_the_environment),
        RULE(a_web_identity_comes_before_the_container),
        RULE(a_role_of_a_profile_may_start_from_the_container),
        RULE(other_hosts_get_no_request),
        RULE(settings_that_cannot_be_used_are_an_error_that_says_why),
        RULE(a_useless_answer_is_an_error_without_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
