#include "value/notation.h"

#include "value/json.h"

static void types_are_written_as_they_were_read(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "\"string\"",
        "\"number\"",
        "\"bool\"",
        "\"dynamic\"",
        "[\"list\",\"string\"]",
        "[\"set\",[\"map\",\"number\"]]",
        "[\"map\",\"dynamic\"]",
        "[\"tuple\",[]]",
        "[\"tuple\",[\"string\",[\"list\",\"bool\"]]]",
        "[\"object\",{}]",
        "[\"object\",{\"a\":\"string\",\"b\":[\"object\",{\"c\":\"number\"}]}]",
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        EXPECT_TEXT(type_to_json(&arena, type_of(&arena, cases[at])), cases[at]);
    }
}

static void white_space_and_the_order_of_attributes_do_not_matter(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct type *type = type_of(&arena, " [ \"object\" ,\n\t{ \"b\" : \"number\" , \"a\" : \"string\" } ] ");
    EXPECT_TEXT(type_to_json(&arena, type), "[\"object\",{\"a\":\"string\",\"b\":\"number\"}]");
}

static void optional_attributes_become_ordinary_ones(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct type *type = type_of(&arena, "[\"object\",{\"a\":\"string\",\"b\":\"number\"},[\"a\"]]");
    EXPECT_TEXT(type_to_json(&arena, type), "[\"object\",{\"a\":\"string\",\"b\":\"number\"}]");
}

static void attribute_names_are_escaped(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const char *json = "[\"object\",{\"a\\\"b\\\\\":\"string\"}]";
    EXPECT_TEXT(type_to_json(&arena, type_of(&arena, json)), json);
}

static void what_is_no_type_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "null",
        "1",
        "true",
        "{}",
        "[]",
        "\"text\"",
        "string",
        "\"list\"",
        "[\"list\"]",
        "[\"list\",\"string\",\"string\"]",
        "[\"list\",\"nothing\"]",
        "[\"list\",[]]",
        "[\"bag\",\"string\"]",
        "[1,\"string\"]",
        "[\"object\",[]]",
        "[\"object\",{\"a\":null}]",
        "[\"object\",{},[],[]]",
        "[\"tuple\",{}]",
        "[\"tuple\",[\"nothing\"]]",
        "[\"map\",\"string\"] \"string\"",
        "[\"map\",\"string\"",
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        if (type_from_json(&arena, str_from(cases[at])))
            fail_msg("%s was taken for a type", cases[at]);
    }
}

static struct str nested(struct arena *arena, int depth, const char *open, const char *close)
{
    struct buffer json = {.arena = arena};
    for (int at = 0; at < depth; at++)
        buffer_append(&json, str_from(open));
    buffer_append(&json, STR("\"string\""));
    for (int at = 0; at < depth; at++)
        buffer_append(&json, str_from(close));
    return buffer_str(&json);
}

static void types_nest_32_levels_and_no_deeper(void **state)
{
    (void)state;
    static const struct {
        const char *open, *close;
    } forms[] = {{"[\"list\",", "]"}, {"[\"object\",{\"a\":", "}]"}, {"[\"tuple\",[", "]]"}};
    for (size_t at = 0; at < ARRAY_LENGTH(forms); at++) {
        AUTO_ARENA arena = {0};
        assert_non_null(type_from_json(&arena, nested(&arena, 32, forms[at].open, forms[at].close)));
        assert_null(type_from_json(&arena, nested(&arena, 33, forms[at].open, forms[at].close)));
        assert_null(type_from_json(&arena, nested(&arena, 100000, forms[at].open, forms[at].close)));
    }
}

static void types_are_equal_when_every_part_is(void **state)
{
    (void)state;
    static const char *const different[] = {
        "\"string\"",
        "\"number\"",
        "[\"list\",\"string\"]",
        "[\"set\",\"string\"]",
        "[\"list\",\"number\"]",
        "[\"tuple\",[\"string\"]]",
        "[\"tuple\",[\"string\",\"string\"]]",
        "[\"object\",{\"a\":\"string\"}]",
        "[\"object\",{\"b\":\"string\"}]",
        "[\"object\",{\"a\":\"number\"}]",
        "[\"object\",{\"a\":\"string\",\"b\":\"string\"}]",
    };
    for (size_t left = 0; left < ARRAY_LENGTH(different); left++)
        for (size_t right = 0; right < ARRAY_LENGTH(different); right++) {
            AUTO_ARENA arena = {0};
            if (type_equal(type_of(&arena, different[left]), type_of(&arena, different[right])) != (left == right))
                fail_msg("%s and %s", different[left], different[right]);
        }
}

static void members_are_found_by_name(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct type *type = type_of(&arena, "[\"object\",{\"a\":\"string\",\"b\":\"number\",\"ba\":\"bool\"}]");
    assert_ptr_equal(type_member(type, STR("a")), &type_string);
    assert_ptr_equal(type_member(type, STR("b")), &type_number);
    assert_ptr_equal(type_member(type, STR("ba")), &type_bool);
    assert_null(type_member(type, STR("c")));
    assert_null(type_member(type, STR("")));
    assert_null(type_member(&type_string, STR("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_written_as_they_were_read),
        cmocka_unit_test(white_space_and_the_order_of_attributes_do_not_matter),
        cmocka_unit_test(optional_attributes_become_ordinary_ones),
        cmocka_unit_test(attribute_names_are_escaped),
        cmocka_unit_test(what_is_no_type_is_refused),
        cmocka_unit_test(types_nest_32_levels_and_no_deeper),
        cmocka_unit_test(types_are_equal_when_every_part_is),
        cmocka_unit_test(members_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
