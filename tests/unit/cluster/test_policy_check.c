#include "cluster/policy_check.h"

#include "base/expect.h"

#define SPEC(member) offsetof(struct snapshot_policy_spec, member)

static void every_field_that_is_set_and_unsupported_gets_its_own_error(void **state)
{
    (void)state;
    static const struct policy_unsupported fields[] = {
        {JSON_TEXT, SPEC(description), "description", NULL, "no"},
        {JSON_FLAG, SPEC(partial), "partial", NULL, "no"},
        {JSON_NUMBER, SPEC(max_count), "retention", "max_count", "no"},
        {JSON_LIST, SPEC(indices), "indices", NULL, "no"},
        {JSON_MAP, SPEC(metadata), "metadata", NULL, "no"},
    };
    const struct snapshot_policy_spec none = {0};
    const struct snapshot_policy_spec all = {
        .description = STR(""), .partial = {true, false}, .max_count = {true, 0}, .indices = {true, NULL, 0}, .metadata = {true, NULL, 0}};
    FRESH_REQUEST(rq);
    assert_true(policy_check_unsupported(&rq, &none, fields, ARRAY_LENGTH(fields)));
    EXPECT_DIAGNOSTICS(rq, "");
    assert_false(policy_check_unsupported(&rq, &all, fields, ARRAY_LENGTH(fields)));
    EXPECT_DIAGNOSTICS(rq, "error description: The scheduler cannot express this\nerror partial: The scheduler cannot express this\n"
                           "error retention.max_count: The scheduler cannot express this\nerror indices: The scheduler cannot express this\n"
                           "error metadata: The scheduler cannot express this");
}

static void absent_fields_pass(void **state)
{
    (void)state;
    const struct snapshot_policy_spec none = {0};
    FRESH_REQUEST(rq);
    assert_true(policy_check_cron(&rq, PATH_ROOT, (struct str){0}));
    assert_true(policy_check_timezone(&rq, PATH_ROOT, (struct str){0}));
    assert_true(policy_check_duration(&rq, PATH_ROOT, (struct str){0}));
    assert_true(policy_check_counts(&rq, &none, false));
    assert_false(policy_has_retention(&none));
    EXPECT_DIAGNOSTICS(rq, "");
}

static void an_empty_text_is_not_absent(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_false(policy_check_cron(&rq, AT("a"), STR("")));
    assert_false(policy_check_timezone(&rq, AT("b"), STR("")));
    assert_false(policy_check_duration(&rq, AT("c"), STR("")));
    assert_false(policy_check_name(&rq, STR("")));
    EXPECT_DIAGNOSTICS(rq, "error a: Invalid schedule\nerror b: Unknown time zone\nerror c: Invalid duration\nerror name: Invalid policy name");
}

static void the_default_of_min_count_counts(void **state)
{
    (void)state;
    const struct snapshot_policy_spec one = {.max_count = {true, 1}}, two = {.max_count = {true, 2}}, zero = {.max_count = {true, 0}};
    FRESH_REQUEST(rq);
    assert_false(policy_check_counts(&rq, &one, false));
    assert_true(policy_check_counts(&rq, &one, true));
    assert_true(policy_check_counts(&rq, &two, false));
    assert_false(policy_check_counts(&rq, &zero, true));
    EXPECT_DIAGNOSTICS(rq, "error retention.max_count: Counts contradict each other\nerror retention.max_count: Counts contradict each other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_that_is_set_and_unsupported_gets_its_own_error),
        cmocka_unit_test(absent_fields_pass),
        cmocka_unit_test(an_empty_text_is_not_absent),
        cmocka_unit_test(the_default_of_min_count_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
