#include "base/expect.h"
#include "functions/functions.h"

#define ROLE "arn:aws:iam::123456789012:role/snapshots"
#define DOMAIN "arn:aws:es:eu-west-1:123456789012:domain/logs"

static bool call(struct request *rq, const char *role, const char *domain, struct value *result)
{
    const struct value arguments[] = {value_string(str_from(role)), value_string(str_from(domain))};
    return snapshot_caller_policy_function.call(rq, arguments, result);
}

static void the_caller_may_pass_the_role_and_call_the_domain(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value result;
    assert_true(call(&rq, ROLE, DOMAIN, &result));
    EXPECT_TEXT(result.text,
                "{\"Statement\":[{\"Action\":[\"iam:PassRole\"],\"Effect\":\"Allow\",\"Resource\":[\"" ROLE "\"],\"Sid\":\"PassSnapshotRole\"},"
                "{\"Action\":[\"es:ESHttpDelete\",\"es:ESHttpGet\",\"es:ESHttpPost\",\"es:ESHttpPut\"],\"Effect\":\"Allow\","
                "\"Resource\":[\"" DOMAIN "/*\"],\"Sid\":\"CallDomain\"}],\"Version\":\"2012-10-17\"}");
}

static void expect_refused(const char *role, const char *domain, const char *diagnostics)
{
    FRESH_REQUEST(rq);
    struct value result;
    assert_false(call(&rq, role, domain, &result));
    EXPECT_DIAGNOSTICS(rq, diagnostics);
}

static void wrong_arguments_are_errors_at_their_place(void **state)
{
    (void)state;
    expect_refused("snapshots", DOMAIN, "error [0]: Not a role");
    expect_refused("arn:aws:iam::123456789012:user/somebody", DOMAIN, "error [0]: Not a role");
    expect_refused(ROLE, "logs", "error [1]: Not the ARN of a domain");
    expect_refused(ROLE, DOMAIN "/*", "error [1]: Not the ARN of a domain");
    expect_refused(ROLE, "arn:aws:es:eu-west-1:123456789012:domain/*", "error [1]: Not the ARN of a domain");
    expect_refused(ROLE, "arn:aws:es:eu-west-1:123456789012:domain/", "error [1]: Not the ARN of a domain");
    expect_refused(ROLE, "arn:aws:es:eu-west-1:123456789012", "error [1]: Not the ARN of a domain");
    expect_refused(ROLE, "arn:aws:aoss:eu-west-1:123456789012:collection/logs", "error [1]: Not the ARN of a domain");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_caller_may_pass_the_role_and_call_the_domain),
        cmocka_unit_test(wrong_arguments_are_errors_at_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
