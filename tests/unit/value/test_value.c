#include "value/notation.h"

#include "value/json.h"

static struct value parsed(struct arena *arena, const char *json)
{
    struct value value;
    assert_true(json_parse(arena, str_from(json), &value));
    return value;
}

static void of_equal_names_the_last_wins(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value_member members[] = {
        {STR("b"), value_integer(&arena, 1)}, {STR("a"), value_integer(&arena, 2)}, {STR("b"), value_integer(&arena, 3)},
        {STR("a"), value_integer(&arena, 4)}, {STR("b"), value_integer(&arena, 5)},
    };
    struct value mapping = value_mapping(members, ARRAY_LENGTH(members));
    EXPECT_TEXT(value_text(&arena, &mapping), "{a:4,b:5}");
}

static void large_mappings_in_any_order_are_sorted(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    AUTO_ARENA arena = {0};
    struct value_member *members = ARENA_ARRAY(&arena, struct value_member, COUNT);
    struct buffer names = {.arena = &arena};
    for (int at = 0; at < COUNT; at++)
        buffer_format(&names, "%06d", (COUNT - 1 - at) / 2);
    for (size_t at = 0; at < COUNT; at++)
        members[at] = (struct value_member){str_slice(buffer_str(&names), at * 6, at * 6 + 6), value_bool(at % 2 == 1)};
    struct value mapping = value_mapping(members, COUNT);
    assert_int_equal(mapping.count, COUNT / 2);
    for (size_t at = 0; at < mapping.count; at++) {
        assert_true(at == 0 || str_compare(mapping.members[at - 1].name, mapping.members[at].name) < 0);
        assert_true(mapping.members[at].value.boolean);
    }
}

static void members_are_found_by_name(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value mapping = parsed(&arena, "{\"b\":1,\"a\":2,\"ab\":3}");
    struct value found = value_member(&mapping, STR("ab")), missing = value_member(&mapping, STR("c"));
    EXPECT_TEXT(found.text, "3");
    assert_int_equal(missing.kind, VALUE_NULL);
    struct value text = value_string(STR("a")), none = value_member(&text, STR("a"));
    assert_int_equal(none.kind, VALUE_NULL);
}

static void a_member_is_replaced_or_added(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value before = parsed(&arena, "{\"a\":1,\"c\":3}");
    struct value replaced = value_with_member(&arena, &before, STR("a"), value_bool(true));
    struct value added = value_with_member(&arena, &before, STR("b"), value_bool(false));
    EXPECT_TEXT(value_text(&arena, &replaced), "{a:true,c:3}");
    EXPECT_TEXT(value_text(&arena, &added), "{a:1,b:false,c:3}");
    EXPECT_TEXT(value_text(&arena, &before), "{a:1,c:3}");
}

static void sets_are_sorted_and_equal_elements_coalesce(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value items[] = {value_string(STR("z")), value_string(STR("a")), value_string(STR("m")), value_string(STR("a")), value_string(STR("z"))};
    struct value set = value_set(items, ARRAY_LENGTH(items));
    EXPECT_TEXT(value_text(&arena, &set), "[\"a\",\"m\",\"z\"]");
}

static void equal_numbers_in_a_set_coalesce(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value items[3] = {
        {.kind = VALUE_NUMBER, .text = STR("1.0")}, {.kind = VALUE_NUMBER, .text = STR("2")}, {.kind = VALUE_NUMBER, .text = STR("1")}};
    assert_int_equal(value_set(items, 3).count, 2);
}

static void unknown_elements_of_a_set_do_not_coalesce(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value inner[] = {VALUE_OF_UNKNOWN};
    struct value items[] = {VALUE_OF_UNKNOWN, value_string(STR("a")), VALUE_OF_UNKNOWN, value_sequence(inner, 1), value_sequence(inner, 1)};
    struct value set = value_set(items, ARRAY_LENGTH(items));
    EXPECT_TEXT(value_text(&arena, &set), "[?,?,\"a\",[?],[?]]");
}

static void values_are_equal_when_every_part_is(void **state)
{
    (void)state;
    static const char *const different[] = {"null",
                                            "true",
                                            "false",
                                            "1",
                                            "1.5",
                                            "\"1\"",
                                            "\"\"",
                                            "[]",
                                            "[1]",
                                            "[1,2]",
                                            "[2,1]",
                                            "[null]",
                                            "{}",
                                            "{\"a\":1}",
                                            "{\"a\":2}",
                                            "{\"b\":1}",
                                            "{\"a\":1,\"b\":1}",
                                            "{\"a\":null}"};
    for (size_t left = 0; left < ARRAY_LENGTH(different); left++)
        for (size_t right = 0; right < ARRAY_LENGTH(different); right++) {
            AUTO_ARENA arena = {0};
            struct value a = parsed(&arena, different[left]), b = parsed(&arena, different[right]);
            int order = value_compare(&a, &b), reverse = value_compare(&b, &a);
            if (value_equal(&a, &b) != (left == right) || (order > 0) != (reverse < 0))
                fail_msg("%s and %s", different[left], different[right]);
        }
}

static void an_unknown_anywhere_makes_a_value_not_wholly_known(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value known = parsed(&arena, "{\"a\":[1,{\"b\":null}]}");
    assert_true(value_is_wholly_known(&known));
    struct value items[] = {value_bool(true), VALUE_OF_UNKNOWN};
    struct value_member members[] = {{STR("a"), value_sequence(items, 2)}};
    struct value partly = value_mapping(members, 1);
    assert_false(value_is_wholly_known(&partly));
}

static void unknown_parts_become_null_and_the_rest_stays(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value items[] = {value_bool(true), VALUE_OF_UNKNOWN};
    struct value_member members[] = {{STR("a"), value_sequence(items, 2)}, {STR("b"), VALUE_OF_UNKNOWN}, {STR("c"), value_string(STR("x"))}};
    struct value partly = value_mapping(members, 3);
    struct value known = value_without_unknowns(&arena, &partly);
    EXPECT_TEXT(value_text(&arena, &known), "{a:[true,null],b:null,c:\"x\"}");
    EXPECT_TEXT(value_text(&arena, &partly), "{a:[true,?],b:?,c:\"x\"}");
}

static void an_unknown_of_a_known_type_becomes_a_null_of_that_type(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value unknown = {.kind = VALUE_UNKNOWN, .dynamic_type = &type_number};
    struct value known = value_without_unknowns(&arena, &unknown);
    EXPECT_TEXT(value_text(&arena, &known), "<\"number\">null");
}

static void integers_of_64_bits_are_written_in_full(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(value_integer(&arena, INT64_MIN).text, "-9223372036854775808");
    EXPECT_TEXT(value_integer(&arena, INT64_MAX).text, "9223372036854775807");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_equal_names_the_last_wins),
        cmocka_unit_test(large_mappings_in_any_order_are_sorted),
        cmocka_unit_test(members_are_found_by_name),
        cmocka_unit_test(a_member_is_replaced_or_added),
        cmocka_unit_test(sets_are_sorted_and_equal_elements_coalesce),
        cmocka_unit_test(equal_numbers_in_a_set_coalesce),
        cmocka_unit_test(unknown_elements_of_a_set_do_not_coalesce),
        cmocka_unit_test(values_are_equal_when_every_part_is),
        cmocka_unit_test(an_unknown_anywhere_makes_a_value_not_wholly_known),
        cmocka_unit_test(unknown_parts_become_null_and_the_rest_stays),
        cmocka_unit_test(an_unknown_of_a_known_type_becomes_a_null_of_that_type),
        cmocka_unit_test(integers_of_64_bits_are_written_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
