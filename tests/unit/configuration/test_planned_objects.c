#include "base/expect.h"

#include "configuration/planned_objects.h"

static void destroy(struct planned_objects **objects)
{
    planned_objects_destroy(*objects);
}

#define FRESH_OBJECTS(name) AUTO(destroy) struct planned_objects *name = planned_objects_new()

static void the_last_plan_of_a_repository_counts(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    FRESH_OBJECTS(objects);
    planned_objects_add_repository(objects, &(struct planned_repository){.name = STR("dr"), .bucket = STR("old")});
    planned_objects_add_repository(objects,
                                   &(struct planned_repository){.name = STR("dr"), .bucket = STR("new"), .location = {.base_path = STR("x")}});
    const struct planned_repository *found;
    assert_int_equal(planned_objects_repositories(objects, &arena, STR("old"), &found), 0);
    assert_int_equal(planned_objects_repositories(objects, &arena, STR("new"), &found), 1);
    EXPECT_TEXT(found[0].location.base_path, "x");
}

static void a_repository_that_goes_is_known_but_not_listed(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    FRESH_OBJECTS(objects);
    planned_objects_add_repository(objects, &(struct planned_repository){.name = STR("dr"), .bucket = STR("b"), .is_removed = true});
    const struct planned_repository *listed;
    struct planned_repository found;
    assert_int_equal(planned_objects_repositories(objects, &arena, STR("b"), &listed), 0);
    assert_true(planned_objects_find_repository(objects, &arena, STR("dr"), &found) && found.is_removed);
    assert_false(planned_objects_find_repository(objects, &arena, STR("other"), &found));
}

static struct lifecycle document_of(struct arena *arena, const char *xml)
{
    struct lifecycle document;
    struct str reason;
    assert_true(lifecycle_parse(arena, str_from(xml), &document, &reason));
    return document;
}

static void planned_rules_lie_over_those_that_are_there(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    FRESH_OBJECTS(objects);
    struct lifecycle there = document_of(
        &arena, "<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter><Prefix>a/</Prefix></Filter><Expiration><Days>1</Days>"
                "</Expiration></Rule><Rule><ID>b</ID><Status>Enabled</Status><Filter><Prefix>b/</Prefix></Filter><Expiration><Days>1</Days>"
                "</Expiration></Rule></LifecycleConfiguration>");
    struct lifecycle_rule_view changed = {.id = STR("a"), .enabled = true, .filter = {.prefix = STR("z/")}, .expiration_days = {true, 3}};
    struct lifecycle_rule_view added = {.id = STR("c"), .enabled = true, .filter = {.prefix = STR("c/")}, .expiration_days = {true, 3}};
    planned_objects_add_rule(objects, STR("bucket"), STR("a"), &changed);
    planned_objects_add_rule(objects, STR("bucket"), STR("b"), NULL);
    planned_objects_add_rule(objects, STR("bucket"), STR("c"), &added);
    planned_objects_add_rule(objects, STR("another"), STR("d"), &added);
    struct lifecycle planned = planned_objects_overlay(objects, &arena, STR("bucket"), &there);
    assert_int_equal(planned.count, 2);
    EXPECT_TEXT(lifecycle_find(&planned, STR("a"))->view.filter.prefix, "z/");
    assert_null(lifecycle_find(&planned, STR("b")));
    assert_non_null(lifecycle_find(&planned, STR("c")));
}

static void a_bucket_without_a_document_shows_what_is_planned(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    FRESH_OBJECTS(objects);
    struct lifecycle nothing = {0};
    struct lifecycle_rule_view rule = {.id = STR("a"), .enabled = true, .filter = {.prefix = STR("")}, .expiration_days = {true, 7}};
    assert_int_equal(planned_objects_overlay(objects, &arena, STR("b"), &nothing).count, 0);
    planned_objects_add_rule(objects, STR("b"), STR("a"), &rule);
    assert_int_equal(planned_objects_overlay(objects, &arena, STR("b"), &nothing).count, 1);
    planned_objects_add_rule(objects, STR("b"), STR("a"), NULL);
    assert_int_equal(planned_objects_overlay(objects, &arena, STR("b"), &nothing).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_plan_of_a_repository_counts),
        cmocka_unit_test(a_repository_that_goes_is_known_but_not_listed),
        cmocka_unit_test(planned_rules_lie_over_those_that_are_there),
        cmocka_unit_test(a_bucket_without_a_document_shows_what_is_planned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
