#include "base/expect.h"

#include <string.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    for (size_t size = 0; size < 200; size++) {
        char *memory = arena_allocate(&arena, 1, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t at = 0; at < size; at++)
            assert_int_equal(memory[at], 0);
        memset(memory, 0xaa, size);
    }
}

static void large_blocks_fit(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    char *large = ARENA_ARRAY(&arena, char, 1024 * 1024);
    int64_t *numbers = ARENA_ARRAY(&arena, int64_t, 100);
    memset(large, 'x', 1024 * 1024);
    assert_true(numbers[0] == 0 && numbers[99] == 0);
}

static void an_arena_can_be_used_again(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_clean_up(&arena);
    EXPECT_TEXT(arena_copy(&arena, STR("first")), "first");
    arena_clean_up(&arena);
    EXPECT_TEXT(arena_copy(&arena, STR("second")), "second");
    arena_clean_up(&arena);
}

static void copies_end_with_a_nul(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct str copy = arena_copy(&arena, str_slice(STR("abcdef"), 0, 3));
    assert_int_equal(copy.ptr[3], '\0');
    assert_string_equal(arena_c_string(&arena, str_slice(STR("abcdef"), 2, 4)), "cd");
    assert_string_equal(arena_c_string(&arena, (struct str){0}), "");
    struct str formatted = arena_format(&arena, "%s-%d-%.*s", "a", 7, STR_ARGS(STR("xy")));
    assert_string_equal(formatted.ptr, "a-7-xy");
    assert_int_equal(formatted.len, 6);
}

static void bytes_that_are_no_utf8_are_replaced_one_by_one(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"\xc3\xa9", "\xc3\xa9"},
        {"\xff", "?"},
        {"a\xff"
         "b",
         "a?b"},
        {"\xc3", "?"},
        {"\xc3z", "?z"},
        {"\xe2\x82", "?"
                     "?"},
        {"\xe2\x82\xac\xe2\x82", "\xe2\x82\xac?"
                                 "?"},
        {"\xed\xa0\x80", "?"
                         "?"
                         "?"},
        {"\xf0\x9f\x98\x80\x80", "\xf0\x9f\x98\x80?"},
        {"\xf0\x9f\x98", "?"
                         "?"
                         "?"},
        {"\xc3\xa9\xfe\xc3\xa9", "\xc3\xa9?\xc3\xa9"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        EXPECT_TEXT(arena_utf8(&arena, str_from(cases[at][0])), cases[at][1]);
    }
}

static void whatever_comes_in_utf8_goes_out(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 2000; round++) {
        AUTO_ARENA arena = {0};
        char bytes[12];
        for (size_t at = 0; at < sizeof(bytes); at++)
            bytes[at] = (char)next_random(&random);
        struct str repaired = arena_utf8(&arena, (struct str){bytes, sizeof(bytes)});
        assert_true(str_is_utf8(repaired));
        assert_int_equal(repaired.len, sizeof(bytes));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(large_blocks_fit),
        cmocka_unit_test(an_arena_can_be_used_again),
        cmocka_unit_test(copies_end_with_a_nul),
        cmocka_unit_test(bytes_that_are_no_utf8_are_replaced_one_by_one),
        cmocka_unit_test(whatever_comes_in_utf8_goes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
