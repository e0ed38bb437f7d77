#include "aws/credential_fixture.h"
#include "aws/credentials.h"
#include "base/expect.h"

#include <pthread.h>
#include <stdlib.h>

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
        unsetenv(names[1 - i]);
        setenv(names[i], "x", 1);
        EXPECT_TEXT(found_with(&rq, (struct aws_credential_settings){0}), "nothing");
        EXPECT_DIAGNOSTICS(rq, "error aws: Half of the AWS credentials is missing");
        assert_true(str_contains(rq.first->detail, arena_format(rq.arena, "%s is set, %s is not", names[i], names[1 - i])));
    }
}

static const struct aws_role role = {.role_arn = STR_INIT("arn:aws:iam::1:role/r")};

static const char *const config =
    "[default]\naws_access_key_id=DEFAULT\naws_secret_access_key=SK\n[profile dr]\naws_access_key_id=DR\naws_secret_access_key=SK\n"
    "[profile empty]\nregion=r\n";

static void a_profile_of_the_configuration_comes_before_the_environment_and_that_before_another_profile(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    write_at_home(rq.arena, "config", config);
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "DEFAULT SK  from the shared configuration files");
    setenv("AWS_PROFILE", "dr", 1);
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "DR SK  from the shared configuration files");
    set_environment("ET");
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "EAK ESK ET from the environment");
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){.profile = STR("default")}),
                "DEFAULT SK  from the shared configuration files");
    struct aws_credential_settings both = given;
    both.profile = STR("dr");
    EXPECT_TEXT(credentials_found(&rq, both), "AK SK T from the provider's configuration");
}

static void a_profile_with_credentials_comes_before_a_web_identity(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", write_at_home(rq.arena, "token", "tok").ptr, 1);
    setenv("AWS_ROLE_ARN", "r", 1);
    write_at_home(rq.arena, "config", config);
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "DEFAULT SK  from the shared configuration files");
    setenv("AWS_PROFILE", "empty", 1);
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "AK1 SK1 T1 from a web identity");
}

static void shared_files_are_those_of_the_configuration_else_of_the_environment_else_at_home(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    write_at_home(rq.arena, "credentials", "[default]\naws_access_key_id=HOME\naws_secret_access_key=SK\n");
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "HOME SK  from the shared configuration files");
    struct str other = write_at_home(rq.arena, "other", "[default]\naws_access_key_id=OTHER\naws_secret_access_key=SK\n");
    setenv("AWS_SHARED_CREDENTIALS_FILE", other.ptr, 1);
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){0}), "OTHER SK  from the shared configuration files");
    struct str names[] = {other, write_at_home(rq.arena, "more", "[default]\naws_access_key_id=MORE\n")};
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){.credentials_files = names, .credentials_file_count = 2}),
                "MORE SK  from the shared configuration files");
}

static void what_the_configuration_names_must_be_there(void **state)
{
    (void)state;
    const struct str gone = STR("/does/not/exist");
    const struct {
        struct aws_credential_settings settings;
        const char *expected;
    } cases[] = {
        {{.profile = STR_INIT("dr")}, "error aws.profile: Profile does not exist"},
        {{.config_files = &gone, .config_file_count = 1}, "error aws.shared_config_files: Shared file cannot be used"},
        {{.credentials_files = &gone, .credentials_file_count = 1}, "error aws.shared_credentials_files: Shared file cannot be used"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        assert_null(aws_credential_chain_new(&rq, &cases[i].settings, AT("aws")));
        EXPECT_DIAGNOSTICS(rq, cases[i].expected);
    }
}

static void a_malformed_file_of_the_environment_is_named_when_credentials_are_missed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    write_at_home(rq.arena, "config", "[default]\nhush\n");
    struct str text = credentials_found(&rq, (struct aws_credential_settings){0});
    assert_true(str_contains(text, STR("/.aws/config: line 2")));
    assert_false(str_contains(text, STR("hush")));
}

static void when_nothing_is_found_each_source_and_its_reason_is_listed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct str text = credentials_found(&rq, (struct aws_credential_settings){0});
    static const char *const parts[] = {
        "the provider's configuration: ", "the environment: ", "the shared configuration files: ", "a web identity: ", "a container: ",
        "the profile is default"};
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
        assert_true(str_contains(text, str_from(parts[i])));
}

static void a_role_is_assumed_on_top_of_whatever_is_found(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    struct aws_credential_settings settings = given;
    settings.assume_role = &role;
    EXPECT_TEXT(credentials_found(&rq, settings), "AK1 SK1 T1 from assume_role");
    assert_true(str_contains(scripted_server_request(server, 1), STR("Credential=AK/")));
    write_at_home(rq.arena, "config", config);
    EXPECT_TEXT(credentials_found(&rq, (struct aws_credential_settings){.profile = STR("dr"), .assume_role = &role}), "AK2 SK2 T2 from assume_role");
    assert_true(str_contains(scripted_server_request(server, 2), STR("Credential=DR/")));
}

static void a_role_with_a_web_identity_is_the_base_of_another(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    struct aws_role base = {.role_arn = STR("base"), .web_identity_token_file = write_at_home(rq.arena, "token", "tok")};
    struct aws_credential_settings settings = {.assume_role = &role, .role_of_web_identity = &base};
    EXPECT_TEXT(credentials_found(&rq, settings), "AK2 SK2 T2 from assume_role");
    assert_true(str_contains(scripted_server_request(server, 1), STR("RoleArn=base")));
    assert_true(str_contains(scripted_server_request(server, 2), STR("Credential=AK1/")));
}

static struct aws_credential_chain *chain_of_role(struct request *rq)
{
    struct aws_credential_settings settings = given;
    settings.assume_role = &role;
    settings.now_ms = fixture_clock;
    return aws_credential_chain_new(rq, &settings, AT("aws"));
}

enum { MINUTE_MS = 60 * 1000 };

static void credentials_are_kept_and_renewed_before_they_expire(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    AUTO_CHAIN *chain = chain_of_role(&rq);
    static const struct {
        int64_t minutes_later;
        const char *expected;
    } steps[] = {{0, "AK1"}, {44, "AK1"}, {2, "AK2"}, {0, "AK2"}, {55, "AK3"}, {1000, "AK4"}};
    for (size_t i = 0; i < ARRAY_LENGTH(steps); i++) {
        fixture_now_ms += steps[i].minutes_later * MINUTE_MS;
        EXPECT_TEXT(str_slice(credentials_text(&rq, chain), 0, 3), steps[i].expected);
    }
    assert_int_equal(scripted_server_requests(server), 4);
}

static void a_renewal_that_fails_matters_only_when_it_is_due(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    AUTO_CHAIN *chain = chain_of_role(&rq);
    EXPECT_TEXT(str_slice(credentials_text(&rq, chain), 0, 3), "AK1");
    sts_status = 403;
    sts_body = "<E><Error><Code>AccessDenied</Code></Error></E>";
    fixture_now_ms += 47 * MINUTE_MS;
    EXPECT_TEXT(str_slice(credentials_text(&rq, chain), 0, 3), "AK1");
    EXPECT_DIAGNOSTICS(rq, "");
    fixture_now_ms += 4 * MINUTE_MS;
    assert_true(str_contains(credentials_text(&rq, chain), STR("AccessDenied")));
    EXPECT_DIAGNOSTICS(rq, "error : Role cannot be assumed");
    assert_int_equal(scripted_server_requests(server), 3);
}

static void *get_in_a_thread(void *context)
{
    struct aws_credential_chain *chain = context;
    FRESH_REQUEST(rq);
    EXPECT_TEXT(credentials_text(&rq, chain), "AK1 SK1 T1 from assume_role");
    return NULL;
}

static void callers_at_the_same_time_share_one_request(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    AUTO_CHAIN *chain = chain_of_role(&rq);
    pthread_t threads[8];
    for (size_t i = 0; i < ARRAY_LENGTH(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, get_in_a_thread, chain), 0);
    for (size_t i = 0; i < ARRAY_LENGTH(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(scripted_server_requests(server), 1);
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

#define RULE(name) cmocka_unit_test_setup_teardown(name, fresh_surroundings, remove_surroundings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(arguments_come_before_the_environment),
        RULE(sources_are_not_mixed),
        RULE(empty_variables_count_as_absent),
        RULE(no_credentials_are_no_error_until_they_are_needed),
        RULE(half_of_a_pair_is_an_error),
        RULE(half_of_a_pair_in_the_environment_is_an_error),
        RULE(a_profile_of_the_configuration_comes_before_the_environment_and_that_before_another_profile),
        RULE(a_profile_with_credentials_comes_before_a_web_identity),
        RULE(shared_files_are_those_of_the_configuration_else_of_the_environment_else_at_home),
        RULE(what_the_configuration_names_must_be_there),
        RULE(a_malformed_file_of_the_environment_is_named_when_credentials_are_missed),
        RULE(when_nothing_is_found_each_source_and_its_reason_is_listed),
        RULE(a_role_is_assumed_on_top_of_whatever_is_found),
        RULE(a_role_with_a_web_identity_is_the_base_of_another),
        RULE(credentials_are_kept_and_renewed_before_they_expire),
        RULE(a_renewal_that_fails_matters_only_when_it_is_due),
        RULE(callers_at_the_same_time_share_one_request),
        RULE(credentials_outlive_the_request_that_read_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
