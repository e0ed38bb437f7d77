#include "value/notation.h"

static int order_of(const char *a, const char *b)
{
    int order = number_compare(str_from(a), str_from(b));
    return (order > 0) - (order < 0);
}

static void numbers_that_look_different_but_are_the_same_compare_equal(void **state)
{
    (void)state;
    static const char *const equal[][2] = {
        {"1", "1.0"},     {"1", "1e0"},         {"10", "1e1"},
        {"10", "1E+1"},   {"0.1", "1e-1"},      {"0", "-0"},
        {"0", "0.000"},   {"0", "0e99"},        {"1e25", "10000000000000000000000000"},
        {"2.50", "2.5"},  {"-3", "-3.0"},       {"1e-7", "0.0000001"},
        {"120e-1", "12"}, {"0.00120", "12e-4"}, {"1e999999999999", "10e999999999998"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(equal); at++) {
        if (order_of(equal[at][0], equal[at][1]) != 0 || order_of(equal[at][1], equal[at][0]) != 0)
            fail_msg("%s should equal %s", equal[at][0], equal[at][1]);
    }
}

static void numbers_are_ordered_by_their_exact_value(void **state)
{
    (void)state;
    static const char *const ascending[] = {
        "-1e999999999999",
        "-1e25",
        "-12",
        "-11.9999999999999999999999",
        "-0.1",
        "-1e-7",
        "0",
        "1e-999999999999",
        "1e-7",
        "0.1",
        "0.10000000000000000001",
        "1",
        "1.0000000000000000000000000000001",
        "9",
        "10",
        "9223372036854775807",
        "9223372036854775808",
        "12345678901234567890",
        "12345678901234567891",
        "123456789012345678901234567890.5",
        "123456789012345678901234567890.51",
        "1e999999999999",
    };
    for (size_t low = 0; low < ARRAY_LENGTH(ascending); low++)
        for (size_t high = 0; high < ARRAY_LENGTH(ascending); high++) {
            int expected = (low > high) - (low < high);
            if (order_of(ascending[low], ascending[high]) != expected)
                fail_msg("order of %s and %s should be %d", ascending[low], ascending[high], expected);
        }
}

static void only_the_numbers_of_json_are_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {
        {"0", true},
        {"-0", true},
        {"7", true},
        {"10.50", true},
        {"1e5", true},
        {"1E-5", true},
        {"1e+5", true},
        {"0.1e1", true},
        {"", false},
        {"-", false},
        {"+1", false},
        {"01", false},
        {"-01", false},
        {"1.", false},
        {".5", false},
        {"1e", false},
        {"1e+", false},
        {"1 ", false},
        {" 1", false},
        {"0x10", false},
        {"NaN", false},
        {"Inf", false},
        {"1_000", false},
        {"1,5", false},
        {"1e1.5", false},
        {"--1", false},
        {"1-1", false},
        {"1e999999999999999", true},
        {"1e9999999999999999", false},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++)
        if (number_is_valid(str_from(cases[at].text)) != cases[at].valid)
            fail_msg("\"%s\" should %sbe a number", cases[at].text, cases[at].valid ? "" : "not ");
}

static void whole_numbers_of_64_bits_become_integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t integer;
    } cases[] = {
        {"0", 0},
        {"-0", 0},
        {"0.0", 0},
        {"0e5", 0},
        {"42", 42},
        {"-3", -3},
        {"1.0", 1},
        {"1e2", 100},
        {"1.5e1", 15},
        {"120e-1", 12},
        {"0.5e1", 5},
        {"100e-2", 1},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
        {"9.223372036854775807e18", INT64_MAX},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        struct value number = {.kind = VALUE_NUMBER, .text = str_from(cases[at].text)};
        int64_t integer = 99;
        if (!value_to_int64(&number, &integer) || integer != cases[at].integer)
            fail_msg("%s became %lld", cases[at].text, (long long)integer);
    }
}

static void other_numbers_do_not_become_integers(void **state)
{
    (void)state;
    static const char *const cases[] = {"0.5",
                                        "-1.5",
                                        "1e-1",
                                        "1e-999999999999",
                                        "9223372036854775808",
                                        "-9223372036854775809",
                                        "18446744073709551615",
                                        "1e19",
                                        "1e20",
                                        "1e999999999999",
                                        "99999999999999999999",
                                        "123456789012345678901234567890.5"};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        struct value number = {.kind = VALUE_NUMBER, .text = str_from(cases[at])};
        int64_t integer;
        if (value_to_int64(&number, &integer))
            fail_msg("%s became %lld", cases[at], (long long)integer);
    }
    struct value text = value_string(STR("1"));
    int64_t integer;
    assert_false(value_to_int64(&text, &integer));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_that_look_different_but_are_the_same_compare_equal),
        cmocka_unit_test(numbers_are_ordered_by_their_exact_value),
        cmocka_unit_test(only_the_numbers_of_json_are_numbers),
        cmocka_unit_test(whole_numbers_of_64_bits_become_integers),
        cmocka_unit_test(other_numbers_do_not_become_integers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
