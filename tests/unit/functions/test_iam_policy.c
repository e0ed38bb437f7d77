#include "base/expect.h"
#include "functions/iam_policy.h"

static void a_policy_lists_what_each_statement_allows(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const char *const actions[] = {"s3:GetObject", "s3:PutObject"};
    const struct str resources[] = {STR("arn:aws:s3:::b/\"x\"/*")};
    const struct iam_statement statements[] = {{"One", actions, 2, resources, 1}, {"Two", actions, 1, resources, 1}};
    EXPECT_TEXT(iam_policy(&arena, statements, 2),
                "{\"Statement\":[{\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Effect\":\"Allow\","
                "\"Resource\":[\"arn:aws:s3:::b/\\\"x\\\"/*\"],\"Sid\":\"One\"},"
                "{\"Action\":[\"s3:GetObject\"],\"Effect\":\"Allow\",\"Resource\":[\"arn:aws:s3:::b/\\\"x\\\"/*\"],\"Sid\":\"Two\"}],"
                "\"Version\":\"2012-10-17\"}");
}

static void characters_that_resources_give_a_meaning_are_written_as_variables(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(iam_literal(&arena, STR("logs/2026")), "logs/2026");
    EXPECT_TEXT(iam_literal(&arena, STR("a*b?c${d}")), "a${*}b${?}c${$}{d}");
    EXPECT_TEXT(iam_literal(&arena, STR("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_lists_what_each_statement_allows),
        cmocka_unit_test(characters_that_resources_give_a_meaning_are_written_as_variables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
