/* The signatures of functions. */
#include "base/expect.h"
#include "schemas/prefixes_overlap_function.h"
#include "schemas/quartz_function.h"

static const struct function_type prefixes_overlap = {PREFIXES_OVERLAP_SIGNATURE};
static const struct function_type quartz = {QUARTZ_SIGNATURE};

static void prefixes_overlap_takes_two_texts_and_says_yes_or_no(void **state)
{
    (void)state;
    EXPECT_TEXT(prefixes_overlap.name, "prefixes_overlap");
    assert_int_equal(prefixes_overlap.parameter_count, 2);
    EXPECT_TEXT(prefixes_overlap.parameters[0].name, "a");
    EXPECT_TEXT(prefixes_overlap.parameters[1].name, "b");
    assert_ptr_equal(prefixes_overlap.parameters[1].type, &type_string);
    assert_ptr_equal(prefixes_overlap.result, &type_bool);
    assert_false(prefixes_overlap.parameters[0].allows_null);
}

static void quartz_takes_a_text_and_gives_one(void **state)
{
    (void)state;
    EXPECT_TEXT(quartz.name, "quartz");
    assert_int_equal(quartz.parameter_count, 1);
    EXPECT_TEXT(quartz.parameters[0].name, "cron");
    assert_ptr_equal(quartz.result, &type_string);
    assert_true(str_ends_with(str_from(quartz.description), STR(".")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prefixes_overlap_takes_two_texts_and_says_yes_or_no),
        cmocka_unit_test(quartz_takes_a_text_and_gives_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
