#include "base/expect.h"

#include "resources/optional_fields.h"

static void only_known_fields_are_there(void **state)
{
    (void)state;
    assert_null(text_of((struct string_field){0}).ptr);
    assert_null(text_of((struct string_field){.state = FIELD_UNKNOWN}).ptr);
    assert_non_null(text_of(known_string((struct str){0})).ptr);
    assert_false(optional_bool_of((struct bool_field){.state = FIELD_UNKNOWN}).set);
    assert_true(optional_bool_of(known_bool(false)).set);
    assert_int_equal(optional_int_of(known_int(-3)).value, -3);
}

static void absent_values_are_null(void **state)
{
    (void)state;
    assert_true(FIELD_IS_NULL(text_field((struct str){0})));
    assert_true(FIELD_IS_KNOWN(text_field(STR(""))));
    assert_true(FIELD_IS_NULL(bool_field((struct optional_bool){0})));
    assert_true(FIELD_IS_NULL(int_field((struct optional_int){0})));
}

static void an_empty_collection_stays_as_it_was_written(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct strings_field nothing = {0}, empty = {.state = FIELD_KNOWN};
    struct map_field no_map = {0}, empty_map = {.state = FIELD_KNOWN};
    assert_true(FIELD_IS_NULL(texts_field(&arena, (struct optional_strings){.set = true}, &nothing)));
    assert_true(FIELD_IS_KNOWN(texts_field(&arena, (struct optional_strings){0}, &empty)));
    assert_true(FIELD_IS_NULL(map_field_of(&arena, (struct optional_map){.set = true}, &no_map)));
    assert_true(FIELD_IS_KNOWN(map_field_of(&arena, (struct optional_map){0}, &empty_map)));
}

static void collections_go_both_ways(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct str items[] = {STR_INIT("b"), STR_INIT("a")};
    static const struct string_pair pairs[] = {{STR_INIT("k"), STR_INIT("v")}};
    struct strings_field none = {0};
    struct map_field no_map = {0};
    struct strings_field texts = texts_field(&arena, (struct optional_strings){true, items, 2}, &none);
    struct map_field map = map_field_of(&arena, (struct optional_map){true, pairs, 1}, &no_map);
    struct optional_strings again = texts_of(&arena, &texts);
    struct optional_map pairs_again = map_of(&arena, &map);
    assert_true(again.set && again.count == 2);
    EXPECT_TEXT(again.items[0], "b");
    assert_true(pairs_again.set);
    EXPECT_TEXT(pairs_again.pairs[0].value, "v");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_known_fields_are_there),
        cmocka_unit_test(absent_values_are_null),
        cmocka_unit_test(an_empty_collection_stays_as_it_was_written),
        cmocka_unit_test(collections_go_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
