#include "framework/gadget.h"

static void configurations_are_checked_attribute_by_attribute(void **state)
{
    (void)state;
    static const struct {
        const char *config, *expected;
    } cases[] = {
        {"{\"name\":\"ab\"}", ""},
        {"{\"name\":\"abcdefghij\",\"size\":1,\"tags\":{\"k\":\"v\"},\"single\":{\"label\":\"x\",\"colour\":\"blue\"}}", ""},
        {"{}", "error name: Attribute is required"},
        {"{\"name\":\"\"}", "error name: Text is empty"},
        {"{\"name\":\"a\"}", "error name: Text is too short or too long"},
        {"{\"name\":\"abcdefghijk\"}", "error name: Text is too short or too long"},
        {"{\"name\":\"ab\",\"size\":0}", "error size: Number is out of range"},
        {"{\"name\":\"ab\",\"size\":101}", "error size: Number is out of range"},
        {"{\"name\":\"ab\",\"size\":1.5}", "error size: Not a whole number"},
        {"{\"name\":\"ab\",\"size\":1.0}", ""},
        {"{\"name\":\"ab\",\"single\":{}}", "error single.label: Attribute is required"},
        {"{\"name\":\"ab\",\"single\":{\"label\":\"x\",\"colour\":\"green\"}}", "error single.colour: Value is not one of those allowed"},
        {"{\"name\":\"ab\",\"part_list\":[{\"label\":\"x\"},{\"label\":\"y\",\"colour\":\"green\"}]}",
         "error part_list[1].colour: Value is not one of those allowed"},
        {"{\"name\":\"ab\",\"part_map\":{\"k\":{}}}", "error part_map[\"k\"].label: Attribute is required"},
        {"{\"name\":\"ab\",\"part_set\":[{}]}", "error part_set.label: Attribute is required"},
        {"{\"name\":\"ab\",\"strings\":[\"x\",\"\"]}", "error strings[1]: Text is empty"},
        {"{\"name\":\"ab\",\"strings\":[null]}", "error strings[0]: Element is null"},
        {"{\"name\":\"ab\",\"strings_set\":[\"\"]}", "error strings_set: Text is empty"},
        {"{\"name\":\"ab\",\"tags\":{\"k\":\"\"}}", "error tags[\"k\"]: Text is empty"},
        {"{\"name\":\"ab\",\"tags\":{\"k\":null}}", "error tags[\"k\"]: Element is null"},
        {"{\"name\":\"ab\",\"part_list\":[null]}", "error part_list[0]: Element is null"},
        {"{\"name\":\"ab\",\"alpha\":\"a\",\"beta\":\"b\"}", "error beta: Only one of these attributes may be set"},
        {"{\"name\":\"ab\",\"alpha\":\"a\",\"beta\":\"?\"}", ""},
        {"{\"size\":0,\"strings\":[\"\"]}", "error name: Attribute is required\nerror size: Number is out of range\nerror strings[0]: Text is empty"},
        /* unknown parts are passed over */
        {"{\"name\":\"?\",\"size\":\"?\",\"single\":\"?\",\"part_list\":\"?\",\"strings\":[\"?\"],\"tags\":{\"k\":\"?\"}}", ""},
        {"{\"name\":\"ab\",\"single\":{\"label\":\"?\",\"colour\":\"?\"}}", ""},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value config = gadget_value(rq.arena, cases[at].config);
        bool passed = schema_validate(&rq, &gadget_schema.root, &config, true);
        if (!str_equal(diagnostics_text(&rq), str_from(cases[at].expected)))
            fail_msg("%s: %.*s", cases[at].config, STR_ARGS(diagnostics_text(&rq)));
        assert_int_equal(passed, cases[at].expected[0] == '\0');
    }
}

static void write_only_attributes_need_a_client_that_keeps_them_out_of_the_state(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value with = gadget_value(rq.arena, "{\"name\":\"ab\",\"password\":\"x\"}"), without = gadget_value(rq.arena, "{\"name\":\"ab\"}");
    assert_true(schema_validate(&rq, &gadget_schema.root, &with, true));
    assert_true(schema_validate(&rq, &gadget_schema.root, &without, false));
    assert_false(schema_validate(&rq, &gadget_schema.root, &with, false));
    EXPECT_DIAGNOSTICS(rq, "error password: Write-only attribute is not supported by this client");
}

static void rules_count_what_is_set_and_what_may_be(void **state)
{
    (void)state;
    enum { EXACTLY, AT_MOST, AT_LEAST, ALL };
    static const struct {
        const char *config;
        const char *expected[4];
    } cases[] = {
        {"{}", {"error : One of these attributes must be set", "", "error : One of these attributes must be set", ""}},
        {"{\"alpha\":\"a\"}", {"", "", "", "error alpha: These attributes belong together"}},
        {"{\"alpha\":\"a\",\"beta\":\"b\"}",
         {"error beta: Only one of these attributes may be set", "error beta: Only one of these attributes may be set", "", ""}},
        {"{\"alpha\":\"?\"}", {"", "", "", ""}},
        {"{\"alpha\":\"?\",\"beta\":\"?\"}", {"", "", "", ""}},
        {"{\"alpha\":\"a\",\"beta\":\"?\"}", {"", "", "", ""}},
    };
    static const struct str names[] = {STR_INIT("alpha"), STR_INIT("beta")};
    static const enum attribute_rule_kind kinds[] = {RULE_EXACTLY_ONE, RULE_AT_MOST_ONE, RULE_AT_LEAST_ONE, RULE_ALL_OR_NONE};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++)
        for (size_t kind = 0; kind < ARRAY_LENGTH(kinds); kind++) {
            FRESH_REQUEST(rq);
            struct attribute_rule rule = {kinds[kind], names, 2};
            struct object_schema object = gadget_schema.root;
            struct attribute optional[2] = {object.attributes[0], object.attributes[1]};
            object.attributes = optional;
            object.count = 2;
            object.rules = &rule;
            struct value config = gadget_value(rq.arena, cases[at].config);
            schema_validate(&rq, &object, &config, true);
            if (!str_equal(diagnostics_text(&rq), str_from(cases[at].expected[kind])))
                fail_msg("%s, rule %zu: %.*s", cases[at].config, kind, STR_ARGS(diagnostics_text(&rq)));
        }
}

static void a_block_that_is_absent_is_not_missing(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value_member members[] = {{STR("aws"), VALUE_OF_NULL}, {STR("endpoint"), VALUE_OF_NULL}};
    struct value config = value_mapping(members, 2);
    assert_true(schema_validate(&rq, &gadget_provider.schema->root, &config, true));
    struct value_member region[] = {{STR("region"), VALUE_OF_NULL}};
    members[0].value = value_mapping(region, 1);
    assert_false(schema_validate(&rq, &gadget_provider.schema->root, &config, true));
    EXPECT_DIAGNOSTICS(rq, "error aws.region: Attribute is required");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(configurations_are_checked_attribute_by_attribute),
        cmocka_unit_test(write_only_attributes_need_a_client_that_keeps_them_out_of_the_state),
        cmocka_unit_test(rules_count_what_is_set_and_what_may_be),
        cmocka_unit_test(a_block_that_is_absent_is_not_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
