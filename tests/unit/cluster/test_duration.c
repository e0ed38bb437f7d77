#include "cluster/duration.h"

#include "base/expect.h"

enum { DAY = 86400000 };

static void durations_are_read_to_the_millisecond(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"5d", 5 * (int64_t)DAY},
        {"7D", 7 * (int64_t)DAY},
        {"168h", 7 * (int64_t)DAY},
        {"90m", 5400000},
        {"90s", 90000},
        {"5400000ms", 5400000},
        {"1500MS", 1500},
        {"2000micros", 2},
        {"3000000nanos", 3},
        {"0", 0},
        {"000", 0},
        {"0ms", 0},
        {"0d", 0},
        {" 7 d ", 7 * (int64_t)DAY},
        {"007d", 7 * (int64_t)DAY},
        {"106751d", DURATION_MAX_MS},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        int64_t ms = -1;
        if (!duration_parse(str_from(cases[i].text), &ms) || ms != cases[i].ms)
            fail_msg("\"%s\" should be %lld ms, is %lld", cases[i].text, (long long)cases[i].ms, (long long)ms);
    }
}

static void what_is_no_exact_duration_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"",
                                        "d",
                                        "5",
                                        "-1",
                                        "-5d",
                                        "1.5h",
                                        "5M",
                                        "5w",
                                        "5 days",
                                        "5d5h",
                                        "1e3s",
                                        "+5d",
                                        "0x5d",
                                        "1500micros",
                                        "1nanos",
                                        "106752d",
                                        "99999999999999999999d",
                                        "9223372036854775807d",
                                        "5 d d",
                                        "ms",
                                        " "};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        int64_t ms;
        if (duration_parse(str_from(cases[i]), &ms))
            fail_msg("\"%s\" should be refused", cases[i]);
    }
}

static void the_canonical_form_is_in_the_largest_unit_that_divides(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {{604800000, "7d"}, {5400000, "90m"}, {90000000, "25h"}, {90000, "90s"},
                 {1500, "1500ms"},  {1, "1ms"},       {0, "0ms"},        {DURATION_MAX_MS, "106751d"}};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        EXPECT_TEXT(duration_format(&arena, cases[i].ms), cases[i].text);
}

static void durations_are_compared_by_their_length(void **state)
{
    (void)state;
    assert_true(duration_same(STR("7d"), STR("168h")));
    assert_true(duration_same(STR("24h"), STR("1D")));
    assert_false(duration_same(STR("24h"), STR("25h")));
    assert_true(duration_same(STR("soon"), STR("soon")));
    assert_false(duration_same(STR("soon"), STR("later")));
    assert_false(duration_same(STR("5d"), STR("soon")));
}

static void a_duration_that_snapshot_management_would_write_as_a_fraction_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *advice;
    } cases[] = {{"90m", "\"1h\" or \"2h\""}, {"25h", "\"1d\" or \"2d\""},       {"36h", "\"1d\" or \"2d\""},
                 {"90s", "\"1m\" or \"2m\""}, {"5400000ms", "\"1h\" or \"2h\""}, {"1001ms", "\"1s\" or \"2s\""}};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str problem = {0};
        if (duration_check_whole(&arena, str_from(cases[i].text), &problem))
            fail_msg("\"%s\" should be refused", cases[i].text);
        if (!str_contains(problem, str_from(cases[i].advice)))
            fail_msg("the advice about \"%s\" should name %s: %.*s", cases[i].text, cases[i].advice, STR_ARGS(problem));
    }
}

static void a_duration_that_snapshot_management_keeps_passes(void **state)
{
    (void)state;
    static const char *const cases[] = {"1h", "60m", "168h", "24h", "5d", "7D", "1ms", "999ms", "23h", "59m", "0", "120s"};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str problem;
        if (!duration_check_whole(&arena, str_from(cases[i]), &problem))
            fail_msg("\"%s\" should pass: %.*s", cases[i], STR_ARGS(problem));
    }
}

static void no_duration_at_all_is_no_whole_one_either(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct str problem;
    assert_false(duration_check_whole(&arena, STR("1.5h"), &problem));
    assert_true(str_starts_with(problem, STR("is no duration")));
    assert_true(duration_check(&arena, STR("90m"), &problem));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_to_the_millisecond),
        cmocka_unit_test(what_is_no_exact_duration_is_refused),
        cmocka_unit_test(the_canonical_form_is_in_the_largest_unit_that_divides),
        cmocka_unit_test(durations_are_compared_by_their_length),
        cmocka_unit_test(a_duration_that_snapshot_management_would_write_as_a_fraction_is_refused),
        cmocka_unit_test(a_duration_that_snapshot_management_keeps_passes),
        cmocka_unit_test(no_duration_at_all_is_no_whole_one_either),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
