#include "aws/credentials.h"
#include "base/expect.h"

#include <stdlib.h>

static int clear_environment(void **state)
{
    (void)state;
    unsetenv("AWS_ACCESS_KEY_ID");
    unsetenv("AWS_SECRET_ACCESS_KEY");
    unsetenv("AWS_SESSION_TOKEN");
    return 0;
}

static void destroy_chain(struct aws_credential_chain **chain)
{
    aws_credential_chain_destroy(*chain);
}

#define AUTO_CHAIN AUTO(destroy_chain) struct aws_credential_chain

static struct str found_with(struct request *rq, struct aws_credential_settings settings)
{
    AUTO_CHAIN *chain = aws_credential_chain_new(rq, &settings, AT("aws"));
    struct aws_credentials found;
    if (!chain || !aws_credentials_get(rq, chain, &found))
        return STR("nothing");
    assert_true(aws_credential_chain_has_any(chain));
    assert_int_equal(found.expires_ms, 0);
    return arena_format(rq->arena, "%.*s %.*s %.*s from %s", STR_ARGS(found.access_key), STR_ARGS(found.secret_key), STR_ARGS(found.session_token),
                        found.source);
}

static const struct aws_credential_settings given = {.access_key = STR_INIT("AK"), .secret_key = STR_INIT("SK"), .session_token = STR_INIT("T")};

static void set_environment(const char *token)
{
    setenv("AWS_ACCESS_KEY_ID", "EAK", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "ESK", 1);
    setenv("AWS_SESSION_TOKEN", token, 1);
}

static void arguments_come_before_the_environment(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    set_environment("ET");
    EXPECT_TEXT(found_with(&rq, given), "AK SK T from the provider's configuration");
    EXPECT_TEXT(found_with(&rq, (struct aws_credential_settings){0}), "EAK ESK ET from the environment");
}

static void sources_are_not_mixed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    set_environment("ET");
    EXPECT_TEXT(found_with(&rq, (struct aws_credential_settings){.access_key = STR("AK"), .secret_key = STR("SK")}),
                "AK SK  from the provider's configuration");
}

static void empty_variables_count_as_absent(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    setenv("AWS_ACCESS_KEY_ID", "", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "", 1);
    EXPECT_TEXT(found_with(&rq, (struct aws_credential_settings){0}), "nothing");
    EXPECT_DIAGNOSTICS(rq, "error : No AWS credentials");
}

static void no_credentials_are_no_error_until_they_are_needed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CHAIN *chain = aws_credential_chain_new(&rq, &(struct aws_credential_settings){0}, AT("aws"));
    assert_non_null(chain);
    assert_false(aws_credential_chain_has_any(chain));
    EXPECT_DIAGNOSTICS(rq, "");
    struct aws_credentials found;
    assert_false(aws_credentials_get(&rq, chain, &found));
    assert_true(str_contains(rq.first->detail, STR("AWS_SECRET_ACCESS_KEY")));
}

static void half_of_a_pair_is_an_error(void **state)
{
    (void)state;
    static const struct {
        struct aws_credential_settings settings;
        const char *expected;
    } cases[] = {
        {{.access_key = STR_INIT("AK")}, "error aws.secret_key: Secret key is missing"},
        {{.secret_key = STR_INIT("hush")}, "error aws.access_key: Access key is missing"},
        {{.session_token = STR_INIT("hush")}, "error aws.access_key: Access key is missing"},
        {{.access_key = STR_INIT("AK"), .session_token = STR_INIT("hush")}, "error aws.secret_key: Secret key is missing"},
    };
    set_environment("ET");
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(found_with(&rq, cases[i].settings), "nothing");
        EXPECT_DIAGNOSTICS(rq, cases[i].expected);
        assert_false(str_contains(rq.first->detail, STR("hush")));
    }
}

static void half_of_a_pair_in_the_environment_is_an_error(void **state)
{
    (void)state;
    static const char *const names[] = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        FRESH_REQUEST(rq);
        clear_environment(state);
        setenv(names[i], "x", 1);
        EXPECT_TEXT(found_with(&rq, (struct aws_credential_settings){0}), "nothing");
        EXPECT_DIAGNOSTICS(rq, "error aws: Half of the AWS credentials is missing");
        assert_true(str_contains(rq.first->detail, arena_format(rq.arena, "%s is set, %s is not", names[i], names[1 - i])));
    }
}

static void what_is_not_supported_is_refused_not_ignored(void **state)
{
    (void)state;
    static const struct {
        struct aws_credential_settings settings;
        const char *expected;
    } cases[] = {
        {{.profile = STR_INIT("dr")}, "error aws.profile: Not supported yet"},
        {{.shared_config_files = true}, "error aws.shared_config_files: Not supported yet"},
        {{.shared_credentials_files = true}, "error aws.shared_credentials_files: Not supported yet"},
        {{.assume_role = true, .access_key = STR_INIT("AK"), .secret_key = STR_INIT("SK")}, "error aws.assume_role: Not supported yet"},
        {{.assume_role_with_web_identity = true, .profile = STR_INIT("dr")},
         "error aws.profile: Not supported yet\nerror aws.assume_role_with_web_identity: Not supported yet"},
    };
    set_environment("ET");
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(found_with(&rq, cases[i].settings), "nothing");
        EXPECT_DIAGNOSTICS(rq, cases[i].expected);
    }
}

static void credentials_outlive_the_request_that_read_them(void **state)
{
    (void)state;
    struct aws_credential_chain *chain;
    {
        FRESH_REQUEST(first);
        struct aws_credential_settings settings = {.access_key = arena_copy(first.arena, STR("AK")),
                                                   .secret_key = arena_copy(first.arena, STR("SK"))};
        chain = aws_credential_chain_new(&first, &settings, AT("aws"));
    }
    FRESH_REQUEST(rq);
    struct aws_credentials found;
    assert_true(aws_credentials_get(&rq, chain, &found));
    EXPECT_TEXT(found.secret_key, "SK");
    aws_credential_chain_destroy(chain);
    aws_credential_chain_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(arguments_come_before_the_environment, clear_environment),
        cmocka_unit_test_setup(sources_are_not_mixed, clear_environment),
        cmocka_unit_test_setup(empty_variables_count_as_absent, clear_environment),
        cmocka_unit_test_setup(no_credentials_are_no_error_until_they_are_needed, clear_environment),
        cmocka_unit_test_setup(half_of_a_pair_is_an_error, clear_environment),
        cmocka_unit_test_setup(half_of_a_pair_in_the_environment_is_an_error, clear_environment),
        cmocka_unit_test_setup(what_is_not_supported_is_refused_not_ignored, clear_environment),
        cmocka_unit_test_setup(credentials_outlive_the_request_that_read_them, clear_environment),
    };
    return cmocka_run_group_tests(tests, NULL, clear_environment);
}
