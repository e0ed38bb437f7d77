#include "aws/credential_fixture.h"
#include "base/expect.h"

#include <stdlib.h>

#define ANSWER "{\"AccessKeyId\":\"IAK\",\"SecretAccessKey\":\"hush\",\"Token\":\"IT\",\"Expiration\":\"2026-01-01T01:00:00Z\"}"

/* What the service says to each of the three requests. */
static int statuses[3];
static const char *bodies[3];

static void answer(struct visit *visit)
{
    int at = visit->number - 1;
    visit_answer(visit, statuses[at], "", bodies[at]);
}

static struct scripted_server *metadata_new(void)
{
    AUTO_ARENA arena = {0};
    struct scripted_server *server = scripted_server_new(answer, NULL);
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", scripted_server_url(&arena, server, NULL, "/").ptr, 1);
    for (size_t i = 0; i < ARRAY_LENGTH(statuses); i++)
        statuses[i] = 200;
    bodies[0] = "session-hush";
    bodies[1] = "my role\n";
    bodies[2] = ANSWER;
    return server;
}

static struct str found(struct request *rq)
{
    write_at_home(rq->arena, "config", "[default]\nrole_arn=r\ncredential_source=Ec2InstanceMetadata\n");
    return credentials_found(rq, (struct aws_credential_settings){0});
}

static void a_role_may_start_from_the_instance_which_is_asked_in_a_session(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = metadata_new();
    AUTO_SERVER *service = sts_service_new();
    EXPECT_TEXT(found(&rq), "AK1 SK1 T1 from the shared configuration files");
    assert_true(str_contains(scripted_server_request(service, 1), STR("Credential=IAK/")));
    struct str first = scripted_server_request(server, 1);
    assert_true(str_starts_with(first, STR("PUT /latest/api/token HTTP/1.1\r\n")));
    assert_true(str_contains(first, STR("x-aws-ec2-metadata-token-ttl-seconds: 21600\r\n")));
    assert_true(str_starts_with(scripted_server_request(server, 2), STR("GET /latest/meta-data/iam/security-credentials/ HTTP/1.1\r\n")));
    struct str third = scripted_server_request(server, 3);
    assert_true(str_starts_with(third, STR("GET /latest/meta-data/iam/security-credentials/my%20role HTTP/1.1\r\n")));
    assert_true(str_contains(third, STR("x-aws-ec2-metadata-token: session-hush\r\n")));
}

static void an_instance_is_not_asked_when_that_is_forbidden(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = metadata_new();
    setenv("AWS_EC2_METADATA_DISABLED", "True", 1);
    assert_true(str_contains(found(&rq), STR("AWS_EC2_METADATA_DISABLED is true")));
    assert_int_equal(scripted_server_requests(server), 0);
}

static void a_useless_answer_ends_the_questions_and_is_not_quoted(void **state)
{
    (void)state;
    static const struct {
        int number, status;
        const char *body, *reason;
    } cases[] = {
        {1, 403, "hush", "token answered 403"},
        {1, 200, "", "token of the session is empty"},
        {1, 200, "a\r\nb", "no text for a header"},
        {2, 404, "hush", "answered 404"},
        {2, 200, "\n", "has no role"},
        {3, 500, "hush", "answered 500"},
        {3, 200, "hush", "no JSON object"},
        {3, 200, "{\"Code\":\"Failed\"}", "access key is missing"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = metadata_new();
        statuses[cases[i].number - 1] = cases[i].status;
        bodies[cases[i].number - 1] = cases[i].body;
        struct str text = found(&rq);
        if (!str_contains(text, str_from(cases[i].reason)) || str_contains(text, STR("hush")))
            fail_msg("%d: %.*s", (int)i, STR_ARGS(text));
        assert_int_equal(scripted_server_requests(server), cases[i].number);
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, fresh_surroundings, remove_surroundings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(a_role_may_start_from_the_instance_which_is_asked_in_a_session),
        RULE(an_instance_is_not_asked_when_that_is_forbidden),
        RULE(a_useless_answer_ends_the_questions_and_is_not_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
