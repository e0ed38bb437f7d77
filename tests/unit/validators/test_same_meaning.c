#include "base/expect.h"
#include "validators/validators.h"

static const struct {
    same_meaning_fn *same;
    struct str a, b;
    bool expected;
} cases[] = {
    {same_duration, STR_INIT("168h"), STR_INIT("7d"), true},
    {same_duration, STR_INIT("168h"), STR_INIT("8d"), false},
    {same_duration, STR_INIT("1gb"), STR_INIT("1024mb"), false},
    {same_size, STR_INIT("1gb"), STR_INIT("1024mb"), true},
    {same_size, STR_INIT("1gb"), STR_INIT("1025mb"), false},
    {same_size, STR_INIT("168h"), STR_INIT("7d"), false},
    {same_cron, STR_INIT("0 2 * * 0"), STR_INIT("0 2 * * SUN"), true},
    {same_cron, STR_INIT("0 2 * * 0"), STR_INIT("0 2 * * 1"), false},
    {same_date, STR_INIT("2027-01-31"), STR_INIT("2027-01-31T00:00:00Z"), true},
    {same_date, STR_INIT("2027-01-31"), STR_INIT("2027-01-30"), false},
    {same_letter_case, STR_INIT("STANDARD_IA"), STR_INIT("standard_ia"), true},
    {same_letter_case, STR_INIT("standard_ia"), STR_INIT("standard-ia"), false},
};

static void each_meaning_is_its_own(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        bool forth = cases[at].same(cases[at].a, cases[at].b), back = cases[at].same(cases[at].b, cases[at].a);
        if (forth != cases[at].expected || back != cases[at].expected)
            fail_msg("\"%.*s\" and \"%.*s\" should %smean the same", STR_ARGS(cases[at].a), STR_ARGS(cases[at].b), cases[at].expected ? "" : "not ");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_meaning_is_its_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
