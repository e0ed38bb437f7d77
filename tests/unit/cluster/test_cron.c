#include "cluster/cron.h"

#include "base/expect.h"

static void schedules_that_all_schedulers_know_are_accepted(void **state)
{
    (void)state;
    static const char *const cases[] = {"0 2 * * *",    "* * * * *",    "*/5 * * * *",      "0 2 * * SUN",        "0 2 * * 7",       "0 0 29 2 *",
                                        "0 0 1,15 * *", "5-10 2 * * *", "10-50/20 2 * * *", "0 2 * jan-mar *",    "0 2 * * mon-fri", " 0  2 * *\t* ",
                                        "0 2 31 1,2 *", "0 2 30 2 MON", "59 23 31 12 6",    "0 0-23/6 * * 1-5/2", "0 2 * * 5-7"};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str problem;
        if (!cron_check(&arena, str_from(cases[i]), &problem))
            fail_msg("\"%s\" should pass: %.*s", cases[i], STR_ARGS(problem));
    }
}

static void what_opensearch_refuses_is_refused_before(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"0 2 * * * *", "has 6 fields"},
        {"0 0 2 * * ?", "has 6 fields"},
        {"0 2 * *", "has 4 fields"},
        {"", "has 0 fields"},
        {"@daily", "has 1 fields"},
        {"61 2 * * *", "minute"},
        {"60 2 * * *", "minute"},
        {"0 24 * * *", "hour"},
        {"0 2 0 * *", "day of the month"},
        {"0 2 32 * *", "day of the month"},
        {"0 2 L * *", "day of the month"},
        {"0 2 ? * *", "day of the month"},
        {"0 2 15W * *", "day of the month"},
        {"0 2 * 13 *", "month"},
        {"0 2 * 0 *", "month"},
        {"0 2 * FOO *", "month"},
        {"0 2 * * 8", "day of the week"},
        {"0 2 * * 5#3", "day of the week"},
        {"0 2 * * SAT-SUN", "day of the week"},
        {"0 2 31 2 *", "never runs"},
        {"0 2 30 2 *", "never runs"},
        {"0 2 31 4,6,9,11 *", "never runs"},
        {"10-5 2 * * *", "backwards"},
        {"5/15 2 * * *", "step without a range"},
        {"*/0 2 * * *", "step"},
        {"*/60 2 * * *", "step"},
        {"*/-1 2 * * *", "step"},
        {"1,,2 2 * * *", "minute"},
        {"1, 2 * * *", "minute"},
        {"-1 2 * * *", "minute"},
        {"1-2-3 2 * * *", "minute"},
        {"+1 2 * * *", "minute"},
        {"*/5/2 2 * * *", "step"},
        {"001 2 * * *", "minute"},
        {"1*  2 * * *", "minute"},
        {"JAN 2 * * *", "minute"},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str problem = {0};
        if (cron_check(&arena, str_from(cases[i].text), &problem))
            fail_msg("\"%s\" should be refused", cases[i].text);
        if (!str_contains(problem, str_from(cases[i].reason)))
            fail_msg("\"%s\" should be refused because of %s: %.*s", cases[i].text, cases[i].reason, STR_ARGS(problem));
    }
}

static void schedules_are_translated_to_quartz(void **state)
{
    (void)state;
    static const struct {
        const char *cron, *quartz;
    } cases[] = {
        {"30 1 * * *", "0 30 1 * * ?"},     {"0 2 * * 0", "0 0 2 ? * 1"},       {"0 2 * * 7", "0 0 2 ? * 1"},
        {"0 2 * * SUN", "0 0 2 ? * 1"},     {"0 2 * * 1-5", "0 0 2 ? * 2-6"},   {"0 2 * * mon-fri", "0 0 2 ? * 2-6"},
        {"0 2 * * 6", "0 0 2 ? * 7"},       {"0 2 * * 5-7", "0 0 2 ? * 1,6,7"}, {"0 2 * * */2", "0 0 2 ? * 1,3,5,7"},
        {"*/15 * * * *", "0 */15 * * * ?"}, {"0 0 1,15 * *", "0 0 0 1,15 * ?"}, {"0 3 * jan,Jul *", "0 0 3 * JAN,JUL ?"},
        {"5 4 31 12 *", "0 5 4 31 12 ?"},   {"0 2 * * 0-7", "0 0 2 ? * 1-7"},   {"0 2 * * 0,1,3", "0 0 2 ? * 1,2,4"},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct cron cron;
        struct str quartz = {0}, problem = {0};
        assert_true(cron_parse(&arena, str_from(cases[i].cron), &cron, &problem));
        assert_true(cron_to_quartz(&arena, &cron, &quartz, &problem));
        EXPECT_TEXT(quartz, cases[i].quartz);
    }
}

static void a_schedule_that_restricts_both_kinds_of_days_has_no_quartz_form(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct cron cron;
    struct str quartz, problem;
    assert_true(cron_parse(&arena, STR("0 2 1 * MON"), &cron, &problem));
    assert_false(cron_to_quartz(&arena, &cron, &quartz, &problem));
    assert_true(str_contains(problem, STR("both the day of the month and the day of the week")));
}

static void quartz_is_read_back_where_it_has_a_neutral_form(void **state)
{
    (void)state;
    static const struct {
        const char *quartz, *cron; /* NULL: none */
    } cases[] = {
        {"0 30 1 * * ?", "30 1 * * *"},
        {"0 0 2 ? * 1", "0 2 * * 0"},
        {"0 0 2 ? * 2-6", "0 2 * * 1-5"},
        {"0 0 2 ? * MON-FRI", "0 2 * * MON-FRI"},
        {"0 0 2 ? * 1,3,7", "0 2 * * 0,2,6"},
        {"0 */15 * * * ?", "*/15 * * * *"},
        {"0 0 2 * * *", "0 2 * * *"},
        {"30 0 2 * * ?", NULL},
        {"0 0 2 L * ?", NULL},
        {"0 0 2 ? * 6L", NULL},
        {"0 0 2 ? * 6#3", NULL},
        {"0 0 2 * * ? 2027", NULL},
        {"0 2 * * *", NULL},
        {"0 0 2 ? * 1/2", NULL},
        {"0 0 2 ? * 0", NULL},
        {"0 0 2 ? * 8", NULL},
        {"0 0 2 ? * 12", NULL},
        {"0 0 2 15W * ?", NULL},
        {"0 0 22-2 * * ?", NULL},
        {"", NULL},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str cron = {0};
        bool has_form = cron_from_quartz(&arena, str_from(cases[i].quartz), &cron);
        if (has_form != (cases[i].cron != NULL))
            fail_msg("\"%s\" should %shave a neutral form", cases[i].quartz, cases[i].cron ? "" : "not ");
        if (has_form)
            EXPECT_TEXT(cron, cases[i].cron);
    }
}

static void the_shortest_gap_between_two_runs_counts(void **state)
{
    (void)state;
    static const struct {
        const char *cron;
        int64_t minutes;
    } cases[] = {
        {"* * * * *", 1},          {"*/5 * * * *", 5},      {"0,50 * * * *", 10},      {"0 * * * *", 60},          {"0 2 * * *", 1440},
        {"0,5 2 * * *", 5},        {"0 23,0 * * *", 60},    {"50 23 * * *", 1440},     {"0 0,12 1 * *", 720},      {"50,0 0,23 1 * *", 50},
        {"50,0 0,23 1,2 * *", 10}, {"50,0 0,23 * * 1", 50}, {"50,0 0,23 * * 6,0", 10}, {"50,0 0,23 31,1 * *", 10}, {"50,0 0,23 1 * MON", 10},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct cron cron;
        struct str problem;
        assert_true(cron_parse(&arena, str_from(cases[i].cron), &cron, &problem));
        if (cron_shortest_gap_ms(&cron) != cases[i].minutes * 60000)
            fail_msg("\"%s\" should have a gap of %lld minutes, has %lld ms", cases[i].cron, (long long)cases[i].minutes,
                     (long long)cron_shortest_gap_ms(&cron));
    }
}

static void schedules_are_compared_by_their_meaning(void **state)
{
    (void)state;
    assert_true(cron_same(STR("0 2 * * 0"), STR("00 2 * * SUN")));
    assert_true(cron_same(STR("0 2 * * 1-5"), STR("0  2 * * MON,TUE,WED,THU,FRI")));
    assert_true(cron_same(STR("*/30 2 * * *"), STR("0,30 2 * * *")));
    assert_false(cron_same(STR("0 2 * * *"), STR("0 3 * * *")));
    assert_false(cron_same(STR("0 2 1-31 * 1"), STR("0 2 * * 1")));
    assert_true(cron_same(STR("0 0 2 L * ?"), STR("0 0 2 L * ?")));
    assert_false(cron_same(STR("0 0 2 L * ?"), STR("0 2 * * *")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules_that_all_schedulers_know_are_accepted),
        cmocka_unit_test(what_opensearch_refuses_is_refused_before),
        cmocka_unit_test(schedules_are_translated_to_quartz),
        cmocka_unit_test(a_schedule_that_restricts_both_kinds_of_days_has_no_quartz_form),
        cmocka_unit_test(quartz_is_read_back_where_it_has_a_neutral_form),
        cmocka_unit_test(the_shortest_gap_between_two_runs_counts),
        cmocka_unit_test(schedules_are_compared_by_their_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
