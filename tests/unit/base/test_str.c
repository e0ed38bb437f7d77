#include "base/expect.h"

static void texts_are_compared_bytewise(void **state)
{
    (void)state;
    assert_true(str_equal(STR(""), (struct str){0}));
    assert_true(str_equal(STR("a\0b"), STR("a\0b")));
    assert_false(str_equal(STR("a\0b"), STR("a\0c")));
    assert_false(str_equal(STR("a"), STR("A")));
    assert_true(str_equal_ignoring_case(STR("aBc"), STR("AbC")));
    assert_false(str_equal_ignoring_case(STR("abc"), STR("abcd")));
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_compare(STR("b"), STR("ab")) > 0);
    assert_true(str_compare(STR("\xc3\xa9"), STR("z")) > 0);
    assert_int_equal(str_compare((struct str){0}, STR("")), 0);
    assert_true(str_is_empty(str_from(NULL)));
}

static void parts_are_found(void **state)
{
    (void)state;
    assert_true(str_starts_with(STR("abc"), STR("ab")) && str_starts_with(STR("abc"), STR("")));
    assert_false(str_starts_with(STR("a"), STR("ab")));
    assert_true(str_ends_with(STR("abc"), STR("bc")) && str_ends_with(STR("abc"), STR("")));
    assert_false(str_ends_with(STR("c"), STR("bc")));
    assert_true(str_contains(STR("abc"), STR("b")) && str_contains(STR("abc"), STR("abc")) && str_contains(STR(""), STR("")));
    assert_false(str_contains(STR("ab"), STR("abc")));
    assert_int_equal(str_find_byte(STR("abca"), 'a', 1), 3);
    assert_int_equal(str_find_byte(STR("abc"), 'x', 0), 3);
    assert_int_equal(str_find_byte(STR("abc"), 'a', 9), 3);
    assert_int_equal(str_find_byte((struct str){0}, 'a', 0), 0);
}

static void slices_stay_inside_the_text(void **state)
{
    (void)state;
    EXPECT_TEXT(str_slice(STR("abcd"), 1, 3), "bc");
    EXPECT_TEXT(str_slice(STR("abcd"), 1, 99), "bcd");
    EXPECT_TEXT(str_slice(STR("abcd"), 3, 1), "");
    EXPECT_TEXT(str_slice(STR("abcd"), 9, 12), "");
    EXPECT_TEXT(str_slice(STR("abcd"), SIZE_MAX, SIZE_MAX), "");
    EXPECT_TEXT(str_trim(STR(" \t\r\na b\n ")), "a b");
    EXPECT_TEXT(str_trim(STR(" \n")), "");
}

static void fields_are_cut_off_one_by_one(void **state)
{
    (void)state;
    static const struct {
        const char *text, *fields;
    } cases[] = {{"a,b,c", "[a][b][c]"}, {"a,", "[a][]"}, {",", "[][]"}, {"", "[]"}, {"abc", "[abc]"}, {",,a", "[][][a]"}};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        struct buffer fields = {.arena = &arena};
        struct str rest = str_from(cases[at].text), field;
        while (str_next_field(&rest, ',', &field))
            buffer_format(&fields, "[%.*s]", STR_ARGS(field));
        EXPECT_TEXT(buffer_str(&fields), cases[at].fields);
    }
}

static void integers_of_64_bits_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t number;
    } good[] = {{"0", 0}, {"-0", 0}, {"007", 7}, {"-12", -12}, {"9223372036854775807", INT64_MAX}, {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {
        "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "--1", "9223372036854775808", "-9223372036854775809", "99999999999999999999"};
    for (size_t at = 0; at < ARRAY_LENGTH(good); at++) {
        int64_t number = 99;
        assert_true(str_to_int64(str_from(good[at].text), &number));
        assert_true(number == good[at].number);
    }
    for (size_t at = 0; at < ARRAY_LENGTH(bad); at++) {
        int64_t number;
        if (str_to_int64(str_from(bad[at]), &number))
            fail_msg("\"%s\" was read", bad[at]);
    }
}

static void only_well_formed_sequences_are_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {"",
                                       "a",
                                       "\x7f",
                                       "\xc2\x80",
                                       "\xdf\xbf",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xef\xbf\xbf",
                                       "\xf0\x90\x80\x80",
                                       "\xf4\x8f\xbf\xbf",
                                       "a\xc3\xa9z"};
    static const char *const bad[] = {"\x80",
                                      "\xbf",
                                      "\xc0\x80",
                                      "\xc1\xbf",
                                      "\xc3",
                                      "\xc3z",
                                      "\xe0\x9f\xbf",
                                      "\xe2\x82",
                                      "\xe2\x82z",
                                      "\xed\xa0\x80",
                                      "\xed\xbf\xbf",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xff",
                                      "a\xc3\xa9\xfe",
                                      "\xf0\x9f\x98"};
    for (size_t at = 0; at < ARRAY_LENGTH(good); at++)
        assert_true(str_is_utf8(str_from(good[at])));
    for (size_t at = 0; at < ARRAY_LENGTH(bad); at++)
        if (str_is_utf8(str_from(bad[at])))
            fail_msg("case %zu", at);
    assert_true(str_is_utf8(STR("a\0b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_compared_bytewise),  cmocka_unit_test(parts_are_found),
        cmocka_unit_test(slices_stay_inside_the_text),  cmocka_unit_test(fields_are_cut_off_one_by_one),
        cmocka_unit_test(integers_of_64_bits_are_read), cmocka_unit_test(only_well_formed_sequences_are_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
