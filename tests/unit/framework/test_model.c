#include "framework/gadget.h"

#include "framework/model.h"

static void every_kind_of_value_survives_the_model(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "{}",
        "{\"alpha\":\"a\",\"enabled\":false,\"size\":-5,\"strings\":[\"x\",\"?\",null],\"strings_set\":[\"b\",\"a\",\"?\"],\"tags\":{\"k\":\"v\","
        "\"u\":\"?\"}}",
        "{\"alpha\":\"?\",\"enabled\":\"?\",\"size\":\"?\",\"strings\":\"?\",\"strings_set\":\"?\",\"tags\":\"?\"}",
        "{\"part_list\":\"?\",\"part_map\":\"?\",\"part_set\":\"?\",\"single\":\"?\",\"timeouts\":\"?\"}",
        "{\"part_list\":[],\"part_map\":{},\"part_set\":[],\"strings\":[],\"tags\":{},\"single\":{}}",
        "{\"part_list\":[{\"label\":\"a\"},{\"label\":\"?\"},null],\"part_map\":{\"m\":{\"bin\":\"1\"},\"n\":null},\"part_set\":[{\"label\":\"z\"},"
        "{\"label\":\"b\"}],\"single\":{\"bin\":\"x\",\"label\":\"?\"}}",
        "{\"size\":9223372036854775807}",
        "{\"size\":-9223372036854775808}",
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value value = gadget_value(rq.arena, cases[at]);
        void *model = model_new(rq.arena, &gadget_schema.root);
        assert_true(model_from_value(&rq, &gadget_schema.root, &value, model));
        struct value again = model_to_value(rq.arena, &gadget_schema.root, model);
        if (!value_equal(&value, &again))
            fail_msg("%s became %s", cases[at], gadget_text(rq.arena, &again).ptr);
    }
}

static void numbers_that_are_no_integers_are_refused_with_their_path(void **state)
{
    (void)state;
    static const char *const cases[] = {"{\"size\":1.5}", "{\"size\":9223372036854775808}", "{\"size\":1e-7}"};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value value = gadget_value(rq.arena, cases[at]);
        void *model = model_new(rq.arena, &gadget_schema.root);
        assert_false(model_from_value(&rq, &gadget_schema.root, &value, model));
        EXPECT_DIAGNOSTICS(rq, "error size: Not a whole number");
    }
}

static void a_new_model_is_all_null(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value value = model_to_value(&arena, &gadget_schema.root, model_new(&arena, &gadget_schema.root));
    EXPECT_TEXT(gadget_text(&arena, &value), "{}");
    assert_int_equal(value.count, gadget_schema.root.count);
}

static void a_copy_does_not_change_its_source(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct gadget *model = model_new(&arena, &gadget_schema.root);
    struct gadget *copy = model_copy(&arena, &gadget_schema.root, model);
    copy->name = known_string(STR("x"));
    assert_true(FIELD_IS_NULL(model->name));
}

static void only_what_a_configuration_can_say_has_to_be_known(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct gadget *model = model_new(&arena, &gadget_schema.root);
    assert_true(model_is_known(&arena, &gadget_schema.root, model));
    model->id = (struct string_field){.state = FIELD_UNKNOWN};
    assert_true(model_is_known(&arena, &gadget_schema.root, model));
    model->name = (struct string_field){.state = FIELD_UNKNOWN};
    assert_false(model_is_known(&arena, &gadget_schema.root, model));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_value_survives_the_model),
        cmocka_unit_test(numbers_that_are_no_integers_are_refused_with_their_path),
        cmocka_unit_test(a_new_model_is_all_null),
        cmocka_unit_test(a_copy_does_not_change_its_source),
        cmocka_unit_test(only_what_a_configuration_can_say_has_to_be_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
