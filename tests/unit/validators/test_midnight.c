#include "validators/midnight.h"

#include "base/expect.h"

static void a_day_is_its_midnight_in_utc(void **state)
{
    (void)state;
    int64_t time_ms;
    assert_true(date_parse(STR("1970-01-02"), &time_ms));
    assert_int_equal(time_ms, 86400000);
    assert_true(date_parse(STR("1970-01-02T00:00:00Z"), &time_ms));
    assert_int_equal(time_ms, 86400000);
    assert_true(date_parse(STR("2028-02-29"), &time_ms));
    assert_true(date_parse(STR("1970-01-01T02:00:00+02:00"), &time_ms));
    assert_int_equal(time_ms, 0);
}

static void what_no_calendar_has_is_no_date(void **state)
{
    (void)state;
    static const char *const cases[] = {"",           "2027",       "2027-1-31",  "2027-02-29", "2027-13-01",
                                        "2027-00-10", "31.01.2027", "2027/01/31", "tomorrow!!", "2027-01-31T"};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        int64_t time_ms;
        if (date_parse(str_from(cases[at]), &time_ms))
            fail_msg("\"%s\" should be refused", cases[at]);
    }
}

static void a_day_and_its_midnight_mean_the_same(void **state)
{
    (void)state;
    assert_true(date_same(STR("2027-01-31"), STR("2027-01-31T00:00:00.000Z")));
    assert_true(date_same(STR("2027-01-31"), STR("2027-01-31T01:00:00+01:00")));
    assert_true(date_same(STR("never"), STR("never")));
    assert_false(date_same(STR("2027-01-31"), STR("2027-02-01")));
    assert_false(date_same(STR("never"), STR("2027-01-31")));
}

static void a_time_within_a_day_is_refused_with_the_day_to_write(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct str problem = {0};
    assert_true(midnight_check(&arena, STR("2027-01-31"), &problem));
    assert_false(midnight_check(&arena, STR("2027-01-31T12:00:00Z"), &problem));
    assert_true(str_contains(problem, STR("\"2027-01-31\"")));
    assert_false(midnight_check(&arena, STR("2027-01-31T00:00:00+01:00"), &problem));
    assert_true(str_contains(problem, STR("\"2027-01-30\"")));
    assert_false(midnight_check(&arena, STR("soon"), &problem));
    assert_true(str_contains(problem, STR("is no date")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_its_midnight_in_utc),
        cmocka_unit_test(what_no_calendar_has_is_no_date),
        cmocka_unit_test(a_day_and_its_midnight_mean_the_same),
        cmocka_unit_test(a_time_within_a_day_is_refused_with_the_day_to_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
