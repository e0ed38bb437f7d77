#include "aws/sts.h"

#include "aws/credential_fixture.h"
#include "base/expect.h"

#include <stdlib.h>

static const struct aws_credentials keys = {.access_key = STR_INIT("AK"), .secret_key = STR_INIT("hush"), .session_token = STR_INIT("TT")};
static const struct aws_role role = {.role_arn = STR_INIT("arn:aws:iam::1:role/r"),
                                     .session_name = STR_INIT("me"),
                                     .external_id = STR_INIT("a b&c"),
                                     .source_identity = STR_INIT("who"),
                                     .duration_seconds = 900};

static struct aws_credential_settings settings = {.now_ms = fixture_clock};

static struct credential_search search_in(struct str region)
{
    return (struct credential_search){.settings = &settings, .profile = STR("default"), .region = region};
}

static void the_role_is_asked_for_in_a_signed_form(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    struct credential_search search = search_in(STR("eu-west-1"));
    struct aws_credentials found;
    assert_true(sts_assume_role(&rq, &search, &role, &keys, &found));
    EXPECT_TEXT(found.session_token, "T1");
    assert_true(found.expires_ms == fixture_now_ms + 3600000);
    struct str sent = scripted_server_request(server, 1);
    assert_true(str_ends_with(sent, STR("\r\n\r\nAction=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=me"
                                        "&DurationSeconds=900&ExternalId=a%20b%26c&SourceIdentity=who")));
    assert_true(str_contains(sent, STR("Credential=AK/20260101/eu-west-1/sts/aws4_request")));
    assert_true(str_contains(sent, STR("TT\r\n")));
    assert_false(str_contains(sent, STR("hush")));
}

static void a_web_identity_is_sent_unsigned_and_read_again_each_time(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    struct credential_search search = search_in(STR(""));
    struct aws_role with_token = {.role_arn = STR("r"), .web_identity_token_file = write_at_home(rq.arena, "token", "one\n")};
    struct aws_credentials found;
    assert_true(sts_assume_role_with_web_identity(&rq, &search, &with_token, &found));
    write_at_home(rq.arena, "token", "two");
    assert_true(sts_assume_role_with_web_identity(&rq, &search, &with_token, &found));
    struct str first = scripted_server_request(server, 1);
    assert_true(
        str_ends_with(first, STR("\r\n\r\nAction=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r&RoleSessionName=esdr&WebIdentityToken=one")));
    assert_false(str_contains(first, STR("uthorization")));
    assert_true(str_ends_with(scripted_server_request(server, 2), STR("WebIdentityToken=two")));
}

static void a_token_file_that_cannot_be_used_is_an_error_with_its_name(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {{NULL, "No such file"}, {"", "is empty"}, {" \n", "is empty"}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct credential_search search = search_in(STR(""));
        struct aws_role with_token = {.role_arn = STR("r"), .web_identity_token_file = STR("/does/not/exist")};
        struct aws_credentials found;
        if (cases[i].text)
            with_token.web_identity_token_file = write_at_home(rq.arena, "token", cases[i].text);
        assert_false(sts_assume_role_with_web_identity(&rq, &search, &with_token, &found));
        assert_true(str_contains(rq.first->detail, with_token.web_identity_token_file));
        assert_true(str_contains(rq.first->detail, str_from(cases[i].reason)));
    }
}

static void what_the_service_refuses_is_said_in_its_words(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    struct credential_search search = search_in(STR(""));
    struct aws_credentials found;
    sts_status = 403;
    sts_body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>You may not.</Message></Error></ErrorResponse>";
    assert_false(sts_assume_role(&rq, &search, &role, &keys, &found));
    EXPECT_DIAGNOSTICS(rq, "error : Role cannot be assumed");
    assert_true(str_contains(rq.first->detail, STR("403 AccessDenied: You may not.")));
    assert_true(str_contains(rq.first->detail, role.role_arn));
    assert_int_equal(scripted_server_requests(server), 1);
}

static void an_answer_without_usable_credentials_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *body, *reason;
    } cases[] = {
        {"", "no XML"},
        {"{}", "no XML"},
        {"<R><Credentials><AccessKeyId>hush</AccessKeyId><SecretAccessKey>hush</SecretAccessKey></Credentials></R>", "no XML"},
        {"<R><Credentials><AccessKeyId>hush</AccessKeyId><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></R>", "secret key is missing"},
        {"<R><Credentials><AccessKeyId>hush</AccessKeyId><SecretAccessKey>hush</SecretAccessKey><Expiration>2020-01-01T00:00:00Z</Expiration>"
         "</Credentials></R>",
         "expired"},
        {"<R><Credentials><AccessKeyId>a&#10;b</AccessKeyId><SecretAccessKey>hush</SecretAccessKey><Expiration>2030-01-01T00:00:00Z</Expiration>"
         "</Credentials></R>",
         "line ends"},
    };
    AUTO_SERVER *server = sts_service_new();
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct credential_search search = search_in(STR(""));
        struct aws_credentials found;
        sts_body = cases[i].body;
        assert_false(sts_assume_role(&rq, &search, &role, &keys, &found));
        if (!str_contains(rq.first->detail, str_from(cases[i].reason)) || str_contains(rq.first->detail, STR("hush")))
            fail_msg("%s: %.*s", cases[i].body, STR_ARGS(rq.first->detail));
    }
    assert_int_equal(scripted_server_requests(server), ARRAY_LENGTH(cases));
}

static void the_service_is_the_nearest_that_is_configured(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct credential_search search = search_in(STR("cn-north-1"));
    size_t bad_line;
    EXPECT_TEXT(sts_url(rq.arena, &search), "https://sts.cn-north-1.amazonaws.com.cn/");
    search.region = STR("");
    EXPECT_TEXT(sts_url(rq.arena, &search), "https://sts.amazonaws.com/");
    EXPECT_TEXT(sts_signing_region(&search), "us-east-1");
    assert_true(profile_files_parse(rq.arena, STR("[default]\nendpoint_url=http://p\n"), PROFILE_FILE_CONFIG, &search.files, &bad_line));
    EXPECT_TEXT(sts_url(rq.arena, &search), "http://p/");
    assert_true(profile_files_parse(rq.arena, STR("[default]\nservices=s\n[services s]\nsts=\n endpoint_url=http://s/x/\n"), PROFILE_FILE_CONFIG,
                                    &search.files, &bad_line));
    EXPECT_TEXT(sts_url(rq.arena, &search), "http://s/x/");
    setenv("AWS_ENDPOINT_URL", "http://e", 1);
    EXPECT_TEXT(sts_url(rq.arena, &search), "http://e/");
    setenv("AWS_ENDPOINT_URL_STS", "http://es", 1);
    EXPECT_TEXT(sts_url(rq.arena, &search), "http://es/");
    setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True", 1);
    EXPECT_TEXT(sts_url(rq.arena, &search), "https://sts.amazonaws.com/");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, fresh_surroundings, remove_surroundings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(the_role_is_asked_for_in_a_signed_form),
        RULE(a_web_identity_is_sent_unsigned_and_read_again_each_time),
        RULE(a_token_file_that_cannot_be_used_is_an_error_with_its_name),
        RULE(what_the_service_refuses_is_said_in_its_words),
        RULE(an_answer_without_usable_credentials_is_an_error),
        RULE(the_service_is_the_nearest_that_is_configured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
