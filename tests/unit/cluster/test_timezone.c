#include "cluster/timezone.h"

#include "base/expect.h"

static void zones_that_the_servers_know_are_accepted(void **state)
{
    (void)state;
    static const char *const cases[] = {"UTC",
                                        "Z",
                                        "Europe/Berlin",
                                        "America/Los_Angeles",
                                        "CET",
                                        "GMT",
                                        "+02:00",
                                        "-03:30",
                                        "+2",
                                        "+0530",
                                        "UTC+2",
                                        "GMT-03:00",
                                        "UT+1",
                                        "Etc/GMT+5",
                                        "America/Argentina/Buenos_Aires",
                                        "+18:00",
                                        "Asia/Kolkata"};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str problem;
        if (!timezone_check(&arena, str_from(cases[i]), &problem))
            fail_msg("\"%s\" should pass: %.*s", cases[i], STR_ARGS(problem));
    }
}

static void zones_that_java_does_not_know_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",          "EST",       "MST",        "HST",     "Nowhere/X", "Europe",   "Europe/",        "../../../etc/passwd",
        "right/UTC", "posix/UTC", "posixrules", "Factory", "tzdata.zi", "zone.tab", "+19:00",         "+18:01",
        "02:00",     "+2:0",      "+:00",       "+",       "UTC2",      "UTC+",     "Europe/Berlin ", "+0260"};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str problem = {0};
        if (timezone_check(&arena, str_from(cases[i]), &problem))
            fail_msg("\"%s\" should be refused", cases[i]);
        assert_true(str_starts_with(problem, STR("is no time zone")));
    }
}

static void only_zones_that_are_utc_for_ever_count_as_utc(void **state)
{
    (void)state;
    static const char *const utc[] = {"UTC", "Z", "Etc/UTC", "GMT", "+00:00", "-00:00", "UTC+0", "Zulu", "GMT0", "Etc/GMT-0"};
    static const char *const other[] = {"", "Europe/London", "CET", "+01:00", "UTC+2", "utc", "Africa/Abidjan"};
    for (size_t i = 0; i < ARRAY_LENGTH(utc); i++)
        if (!timezone_is_utc(str_from(utc[i])))
            fail_msg("\"%s\" should be UTC", utc[i]);
    for (size_t i = 0; i < ARRAY_LENGTH(other); i++)
        if (timezone_is_utc(str_from(other[i])))
            fail_msg("\"%s\" should not be UTC", other[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_that_the_servers_know_are_accepted),
        cmocka_unit_test(zones_that_java_does_not_know_are_refused),
        cmocka_unit_test(only_zones_that_are_utc_for_ever_count_as_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
