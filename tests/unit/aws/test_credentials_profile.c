#include "aws/credential_fixture.h"
#include "base/expect.h"

#include <stdlib.h>

static struct str found_in(struct request *rq, const char *config, const char *profile)
{
    write_at_home(rq->arena, "config", config);
    return credentials_found(rq, (struct aws_credential_settings){.profile = str_from(profile), .region = STR("us-east-1")});
}

#define KEYS(name) "aws_access_key_id=" name "\naws_secret_access_key=SK\n"

static void a_profile_gives_its_keys_or_those_its_program_prints(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *expected;
    } cases[] = {
        {"keys", "A SK T from the shared configuration files"},
        {"both", "B SK  from the shared configuration files"},
        {"program", "P SK  from the shared configuration files"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(found_in(&rq,
                             "[profile keys]\n" KEYS("A") "aws_session_token=T\n[profile both]\n" KEYS(
                                 "B") "credential_process=false\n[profile program]\n"
                                      "credential_process=echo '{\"Version\":1,\"AccessKeyId\":\"P\",\"SecretAccessKey\":\"SK\"}'\n",
                             cases[i].profile),
                    cases[i].expected);
    }
}

static void a_role_is_assumed_with_the_source_it_names(void **state)
{
    (void)state;
    static const struct {
        const char *config, *signer;
        int requests;
    } cases[] = {
        {"[profile x]\nrole_arn=r\nsource_profile=base\n[profile base]\n" KEYS("BASE"), "BASE", 1},
        {"[profile x]\nrole_arn=r\nsource_profile=x\n" KEYS("OWN"), "OWN", 1},
        {"[profile x]\nrole_arn=r\ncredential_source=Environment\n", "ENVIRONMENT", 1},
        {"[profile x]\nrole_arn=r\nsource_profile=y\n[profile y]\nrole_arn=q\nsource_profile=base\n[profile base]\n" KEYS("BASE"), "AK1", 2},
        {"[profile x]\nrole_arn=r\nsource_profile=y\n[profile y]\nrole_arn=q\nsource_profile=y\n" KEYS("OWN"), "AK1", 2},
    };
    setenv("AWS_ACCESS_KEY_ID", "ENVIRONMENT", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = sts_service_new();
        assert_true(str_starts_with(found_in(&rq, cases[i].config, "x"), arena_format(rq.arena, "AK%d ", cases[i].requests)));
        assert_int_equal(scripted_server_requests(server), cases[i].requests);
        struct str last = scripted_server_request(server, cases[i].requests);
        assert_true(str_contains(last, arena_format(rq.arena, "Credential=%s/", cases[i].signer)));
    }
}

static void the_settings_of_a_role_go_out_with_the_request(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    found_in(&rq, "[profile x]\nrole_arn=r\nsource_profile=x\nexternal_id=e\nrole_session_name=s\nduration_seconds=1000\n" KEYS("A"), "x");
    assert_true(str_ends_with(scripted_server_request(server, 1), STR("RoleArn=r&RoleSessionName=s&DurationSeconds=1000&ExternalId=e")));
}

static void a_web_identity_needs_no_source(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = sts_service_new();
    struct str token = write_at_home(rq.arena, "token", "tok");
    struct str config = arena_format(rq.arena, "[profile x]\nrole_arn=r\nweb_identity_token_file=%.*s\n", STR_ARGS(token));
    EXPECT_TEXT(found_in(&rq, config.ptr, "x"), "AK1 SK1 T1 from the shared configuration files");
    assert_true(str_ends_with(scripted_server_request(server, 1), STR("WebIdentityToken=tok")));
}

static void a_profile_that_leads_nowhere_is_an_error_that_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *config, *reason;
    } cases[] = {
        {"[profile x]\nrole_arn=r\nsource_profile=y\n[profile y]\nrole_arn=r\nsource_profile=x\n",
         "x of the shared configuration files: its source_profile leads back"},
        {"[profile x]\nrole_arn=r\nsource_profile=x\n", "access key is missing"},
        {"[profile x]\nrole_arn=r\nsource_profile=gone\n", "gone of the shared configuration files: there is no such profile"},
        {"[profile x]\nrole_arn=r\nsource_profile=y\n[profile y]\nregion=r\n", "y of the shared configuration files: it has neither"},
        {"[profile x]\nrole_arn=r\n", "needs one of"},
        {"[profile x]\nrole_arn=r\nsource_profile=x\ncredential_source=Environment\n", "needs one of"},
        {"[profile x]\nrole_arn=r\ncredential_source=Environment\n", "not both set"},
        {"[profile x]\nrole_arn=r\ncredential_source=Nowhere\n", "none of Environment"},
        {"[profile x]\nrole_arn=r\ncredential_source=EcsContainer\n", "AWS_CONTAINER_CREDENTIALS_FULL_URI is set"},
        {"[profile x]\nrole_arn=r\nsource_profile=x\nmfa_serial=m\n" KEYS("hush"), "mfa_serial"},
        {"[profile x]\nrole_arn=r\nsource_profile=x\nduration_seconds=899\n" KEYS("hush"), "duration_seconds"},
        {"[profile x]\nrole_arn=r\nsource_profile=x\nduration_seconds=1h\n" KEYS("hush"), "duration_seconds"},
        {"[profile x]\naws_access_key_id=hush\n", "secret key is missing"},
        {"[profile x]\naws_secret_access_key=hush\n", "access key is missing"},
        {"[profile x]\nsso_session=s\n", "export-credentials"},
        {"[profile x]\ncredential_process=false\n", "status 1"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct str text = found_in(&rq, cases[i].config, "x");
        if (!str_contains(text, str_from(cases[i].reason)) || str_contains(text, STR("hush")) || !rq.has_error)
            fail_msg("%s: %.*s", cases[i].config, STR_ARGS(text));
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, fresh_surroundings, remove_surroundings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(a_profile_gives_its_keys_or_those_its_program_prints),   RULE(a_role_is_assumed_with_the_source_it_names),
        RULE(the_settings_of_a_role_go_out_with_the_request),         RULE(a_web_identity_needs_no_source),
        RULE(a_profile_that_leads_nowhere_is_an_error_that_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
