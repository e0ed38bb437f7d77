#include "framework/gadget.h"

#include <pthread.h>

static void the_type_of_a_schema_has_every_attribute(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
#define PART "[\"object\",{\"bin\":\"string\",\"colour\":\"string\",\"label\":\"string\",\"serial\":\"string\"}]"
    EXPECT_TEXT(type_to_json(&arena, schema_type(&gadget_schema.root)),
                "[\"object\",{\"alpha\":\"string\",\"beta\":\"string\",\"enabled\":\"bool\",\"id\":\"string\",\"name\":\"string\","
                "\"part_list\":[\"list\"," PART "],\"part_map\":[\"map\"," PART "],"
                "\"part_set\":[\"set\",[\"object\",{\"bin\":\"string\",\"label\":\"string\"}]],"
                "\"password\":\"string\",\"secret\":\"string\",\"single\":" PART ",\"size\":\"number\",\"spelling\":\"string\","
                "\"stable_mark\":\"string\",\"strings\":[\"list\",\"string\"],\"strings_set\":[\"set\",\"string\"],"
                "\"tags\":[\"map\",\"string\"],"
                "\"timeouts\":[\"object\",{\"create\":\"string\",\"delete\":\"string\",\"read\":\"string\",\"update\":\"string\"}],"
                "\"version\":\"string\"}]");
}

static void *ask_type(void *object)
{
    return (void *)(uintptr_t)schema_type(object);
}

static void the_type_is_built_once_for_all_threads(void **state)
{
    (void)state;
    pthread_t threads[8];
    for (size_t at = 0; at < ARRAY_LENGTH(threads); at++)
        assert_int_equal(pthread_create(&threads[at], NULL, ask_type, (void *)(uintptr_t)&gadget_provider.schema->root), 0);
    for (size_t at = 0; at < ARRAY_LENGTH(threads); at++) {
        void *type;
        pthread_join(threads[at], &type);
        assert_ptr_equal(type, schema_type(&gadget_provider.schema->root));
    }
}

static void attributes_are_found_by_name(void **state)
{
    (void)state;
    assert_int_equal(schema_attribute(&gadget_schema.root, STR("size"))->kind, ATTRIBUTE_INTEGER);
    assert_null(schema_attribute(&gadget_schema.root, STR("sizes")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_type_of_a_schema_has_every_attribute),
        cmocka_unit_test(the_type_is_built_once_for_all_threads),
        cmocka_unit_test(attributes_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
