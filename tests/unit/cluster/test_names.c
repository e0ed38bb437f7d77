#include "cluster/names.h"

#include "base/expect.h"

#include <string.h>

typedef bool name_check(struct arena *arena, struct str name, struct str *problem);

static void expect_passes(name_check *check, const char *const *names, size_t count)
{
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < count; i++) {
        struct str problem;
        if (!check(&arena, str_from(names[i]), &problem))
            fail_msg("\"%s\" should pass: %.*s", names[i], STR_ARGS(problem));
    }
}

struct refusal {
    const char *name, *reason;
};

static void expect_refusals(name_check *check, const struct refusal *refusals, size_t count)
{
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < count; i++) {
        struct str problem = {0};
        if (check(&arena, str_from(refusals[i].name), &problem))
            fail_msg("\"%s\" should be refused", refusals[i].name);
        if (!str_contains(problem, str_from(refusals[i].reason)))
            fail_msg("\"%s\" should be refused because of \"%s\": %.*s", refusals[i].name, refusals[i].reason, STR_ARGS(problem));
    }
}

static void repository_names_that_a_server_would_expand_are_refused(void **state)
{
    (void)state;
    static const char *const fine[] = {"dr", "DR", "dr-1", "my_repository", "r.1", "ü", "_x", "all", "csx"};
    static const struct refusal refused[] = {
        {"", "empty"},        {"*", "any of"},    {"d*", "any of"},  {"a,b", "any of"},   {"_all", "_all"},           {"a b", "blanks"},
        {"a/b", "any of"},    {"a\\b", "any of"}, {"a#b", "any of"}, {"a?b", "any of"},   {"a\"b", "any of"},         {"a<b", "any of"},
        {"a|b", "any of"},    {".", ". or .."},   {"..", ". or .."}, {"-x", "exclusion"}, {"cs-automated", "Amazon"}, {"a\tb", "control"},
        {"a\x7f", "control"}, {"\xff", "any of"},
    };
    expect_passes(repository_name_check, fine, ARRAY_LENGTH(fine));
    expect_refusals(repository_name_check, refused, ARRAY_LENGTH(refused));
}

static void amazons_repositories_may_be_read_but_not_managed(void **state)
{
    (void)state;
    static const char *const fine[] = {"cs-automated", "cs-automated-enc", "dr"};
    static const struct refusal refused[] = {{"cs-*", "any of"}, {"_all", "_all"}, {"", "empty"}, {"a,b", "any of"}};
    expect_passes(repository_name_check_to_read, fine, ARRAY_LENGTH(fine));
    expect_refusals(repository_name_check_to_read, refused, ARRAY_LENGTH(refused));
}

static void snapshot_names_are_lower_case_and_one_name_only(void **state)
{
    (void)state;
    static const char *const fine[] = {"daily-initial", "2026.11.22", "ü", "a:b", "daily-2022-06-28t08:00:00-k1z3x9q0"};
    static const struct refusal refused[] = {{"Daily", "lower case"}, {"_x", "start with _"}, {"a,b", "any of"},  {"*", "any of"},
                                             {"a b", "blanks"},       {"", "empty"},          {"-x", "exclusion"}};
    expect_passes(snapshot_name_check, fine, ARRAY_LENGTH(fine));
    expect_refusals(snapshot_name_check, refused, ARRAY_LENGTH(refused));
}

static void policy_names_follow_the_rules_of_snapshot_management(void **state)
{
    (void)state;
    static const char *const fine[] = {"daily", "-a", ".a", "a:b", "ü"};
    static const struct refusal refused[] = {{"a b", "blanks"}, {"a,b", "any of"}, {"a#b", "any of"},  {"_a", "start with _"}, {"A", "lower case"},
                                             {"a*b", "any of"}, {"a/b", "any of"}, {"a\"b", "any of"}, {"", "empty"}};
    expect_passes(policy_name_check, fine, ARRAY_LENGTH(fine));
    expect_refusals(policy_name_check, refused, ARRAY_LENGTH(refused));
}

static void names_have_a_greatest_length(void **state)
{
    (void)state;
    char name[257] = {0};
    AUTO_ARENA arena = {0};
    struct str problem;
    memset(name, 'a', 256);
    assert_false(repository_name_check(&arena, (struct str){name, 256}, &problem));
    assert_true(repository_name_check(&arena, (struct str){name, 255}, &problem));
    assert_false(snapshot_name_check(&arena, (struct str){name, 256}, &problem));
    assert_true(snapshot_name_check(&arena, (struct str){name, 255}, &problem));
    assert_false(policy_name_check(&arena, (struct str){name, 231}, &problem));
    assert_true(policy_name_check(&arena, (struct str){name, 230}, &problem));
    assert_false(policy_name_check(&arena, (struct str){"a\0b", 3}, &problem));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repository_names_that_a_server_would_expand_are_refused),
        cmocka_unit_test(amazons_repositories_may_be_read_but_not_managed),
        cmocka_unit_test(snapshot_names_are_lower_case_and_one_name_only),
        cmocka_unit_test(policy_names_follow_the_rules_of_snapshot_management),
        cmocka_unit_test(names_have_a_greatest_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
