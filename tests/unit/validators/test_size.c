#include "validators/size.h"

#include "base/expect.h"

static void sizes_count_in_powers_of_1024(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t bytes;
    } cases[] = {
        {"0", 0},
        {"-1", -1},
        {"0b", 0},
        {"7b", 7},
        {"1k", 1024},
        {"1kb", 1024},
        {"5MB", 5 * 1024 * 1024},
        {"5 mb", 5 * 1024 * 1024},
        {"1gb", 1024 * 1024 * 1024},
        {"1024mb", 1024 * 1024 * 1024},
        {"5tb", 5LL * 1024 * 1024 * 1024 * 1024},
        {"8191pb", 8191LL << 50},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        int64_t bytes = -2;
        if (!size_parse(str_from(cases[at].text), &bytes) || bytes != cases[at].bytes)
            fail_msg("\"%s\" should be %lld bytes, is %lld", cases[at].text, (long long)cases[at].bytes, (long long)bytes);
    }
}

static void what_is_no_whole_number_of_bytes_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", "b", "kb", "5", "-5mb", "-1mb", "-2", "1.5gb", "1,5gb", "+1mb", "1eb", "mb1", "1 m b", "8192pb", "99999999999999999999b"};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        int64_t bytes;
        if (size_parse(str_from(cases[at]), &bytes))
            fail_msg("\"%s\" should be refused, is %lld", cases[at], (long long)bytes);
    }
}

static void sizes_of_the_same_length_mean_the_same(void **state)
{
    (void)state;
    assert_true(size_same(STR("1gb"), STR("1024mb")));
    assert_true(size_same(STR("1GB"), STR("1g")));
    assert_true(size_same(STR("plenty"), STR("plenty")));
    assert_false(size_same(STR("1gb"), STR("1000mb")));
    assert_false(size_same(STR("plenty"), STR("1gb")));
}

static void the_error_says_what_to_write_instead_of_a_fraction(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct str problem = {0};
    assert_true(size_check(&arena, STR("100mb"), &problem));
    assert_false(size_check(&arena, STR("1.5gb"), &problem));
    assert_true(str_contains(problem, STR("1536mb")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_count_in_powers_of_1024),
        cmocka_unit_test(what_is_no_whole_number_of_bytes_is_refused),
        cmocka_unit_test(sizes_of_the_same_length_mean_the_same),
        cmocka_unit_test(the_error_says_what_to_write_instead_of_a_fraction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
