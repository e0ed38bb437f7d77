#include "validators/expect_check.h"

static void names_are_those_a_server_neither_expands_nor_refuses(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_repository_name, "dr", NULL},
        {validate_repository_name, "cs-automated", "Amazon"},
        {validate_repository_name, "*", "any of"},
        {validate_repository_name, "", "empty"},
        {validate_repository_name_to_read, "cs-automated-enc", NULL},
        {validate_repository_name_to_read, "_all", "_all"},
        {validate_snapshot_name, "daily-initial", NULL},
        {validate_snapshot_name, "Daily", "lower case"},
        {validate_snapshot_name, "<daily-{now/d}>", "any of"},
        {validate_policy_name, "daily", NULL},
        {validate_policy_name, "_daily", "_"},
    };
    EXPECT_CHECKS(cases);
}

static void an_element_of_indices_is_one_pattern(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_index_pattern, "orders", NULL},
        {validate_index_pattern, "orders-*", NULL},
        {validate_index_pattern, "-orders-old", NULL},
        {validate_index_pattern, "*", NULL},
        {validate_index_pattern, "", "is no name or pattern"},
        {validate_index_pattern, "-", "is no name or pattern"},
        {validate_index_pattern, "a,b", "an element of its own"},
        {validate_index_pattern, "a b", "holds a blank"},
        {validate_index_pattern, "a\n", "holds a blank"},
    };
    EXPECT_CHECKS(cases);
}

static void lengths_of_time_have_the_engines_form_or_gos(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_duration, "5d", NULL},       {validate_duration, "1.5h", "is no duration"},    {validate_duration, "5", "write a whole number"},
        {validate_go_duration, "1h30m", NULL}, {validate_go_duration, "5d", "units h, m, s"},    {validate_go_duration, "0s", "is no duration"},
        {validate_go_duration, "1.5h", NULL},  {validate_go_duration, "1001h", "at most 1000h"},
    };
    EXPECT_CHECKS(cases);
}

static void schedules_zones_and_sizes_are_checked_while_planning(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_cron, "0 2 * * *", NULL},
        {validate_cron, "0 0 2 * * ?", "a schedule has five"},
        {validate_cron, "0 0 31 2 *", "never runs"},
        {validate_timezone, "Europe/Berlin", NULL},
        {validate_timezone, "Europe/Berlim", "\"Europe/Berlim\""},
        {validate_size, "100mb", NULL},
        {validate_size, "100", "is no size"},
    };
    EXPECT_CHECKS(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_a_server_neither_expands_nor_refuses),
        cmocka_unit_test(an_element_of_indices_is_one_pattern),
        cmocka_unit_test(lengths_of_time_have_the_engines_form_or_gos),
        cmocka_unit_test(schedules_zones_and_sizes_are_checked_while_planning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
