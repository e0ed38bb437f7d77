#include "base/expect.h"

static void text_grows_piece_by_piece(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer buffer = {.arena = &arena};
    buffer_append(&buffer, STR("ab"));
    buffer_append_byte(&buffer, '\0');
    buffer_format(&buffer, "%d", 42);
    buffer_append(&buffer, (struct str){0});
    assert_true(str_equal(buffer_str(&buffer), STR("ab\0"
                                                   "42")));
}

static void an_empty_buffer_is_an_empty_text(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer buffer = {.arena = &arena};
    assert_true(str_is_empty(buffer_str(&buffer)));
    assert_string_equal(buffer_c_string(&buffer), "");
}

static void appending_goes_on_after_a_c_string(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer buffer = {.arena = &arena};
    for (int at = 0; at < 1000; at++) {
        buffer_append_byte(&buffer, (char)('a' + at % 26));
        assert_int_equal(buffer_c_string(&buffer)[at + 1], '\0');
    }
    assert_int_equal(buffer_str(&buffer).len, 1000);
    assert_int_equal(buffer_str(&buffer).ptr[999], 'a' + 999 % 26);
}

static void a_buffer_can_be_appended_to_itself(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer buffer = {.arena = &arena};
    buffer_append(&buffer, STR("abc"));
    for (int doublings = 0; doublings < 8; doublings++)
        buffer_append(&buffer, buffer_str(&buffer));
    assert_int_equal(buffer.len, 3 * 256);
    EXPECT_TEXT(str_slice(buffer_str(&buffer), 765, 768), "abc");
}

static void bytes_become_hexadecimal_in_small_letters(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer buffer = {.arena = &arena};
    buffer_append_hex(&buffer, "\x00\x7f\xff\xa5", 4);
    EXPECT_TEXT(buffer_str(&buffer), "007fffa5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows_piece_by_piece),
        cmocka_unit_test(an_empty_buffer_is_an_empty_text),
        cmocka_unit_test(appending_goes_on_after_a_c_string),
        cmocka_unit_test(a_buffer_can_be_appended_to_itself),
        cmocka_unit_test(bytes_become_hexadecimal_in_small_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
