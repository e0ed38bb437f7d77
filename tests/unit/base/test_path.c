#include "base/expect.h"

static void paths_read_as_people_write_them(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct path two = AT2("s3", "bucket"), element = path_attribute(path_index(AT("transitions"), 0), STR("days")),
                key = path_key(AT("tags"), STR("team"));
    struct path root = PATH_ROOT, first = path_index(PATH_ROOT, 2);
    EXPECT_TEXT(path_text(&arena, &two), "s3.bucket");
    EXPECT_TEXT(path_text(&arena, &element), "transitions[0].days");
    EXPECT_TEXT(path_text(&arena, &key), "tags[\"team\"]");
    EXPECT_TEXT(path_text(&arena, &root), "");
    EXPECT_TEXT(path_text(&arena, &first), "[2]");
}

static void paths_are_equal_step_by_step(void **state)
{
    (void)state;
    const struct path different[] = {
        PATH_ROOT, AT("a"), AT("b"), AT2("a", "b"), path_key(AT("a"), STR("b")), path_index(AT("a"), 0), path_index(AT("a"), 1)};
    for (size_t left = 0; left < ARRAY_LENGTH(different); left++)
        for (size_t right = 0; right < ARRAY_LENGTH(different); right++)
            assert_int_equal(path_equal(&different[left], &different[right]), left == right);
}

static void a_path_that_is_too_long_names_the_nearest_ancestor(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct path path = PATH_ROOT;
    for (int step = 0; step < PATH_STEPS_MAX + 5; step++)
        path = path_attribute(path, STR("a"));
    assert_int_equal(path.length, PATH_STEPS_MAX);
    EXPECT_TEXT(path_text(&arena, &path), "a.a.a.a.a.a.a.a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_read_as_people_write_them),
        cmocka_unit_test(paths_are_equal_step_by_step),
        cmocka_unit_test(a_path_that_is_too_long_names_the_nearest_ancestor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
