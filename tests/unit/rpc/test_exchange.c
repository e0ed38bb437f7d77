#include "rpc/calls.h"

#include "rpc/exchange.h"

static void texts_that_are_no_utf8_never_leave(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    assert_string_equal(message_text(&arena, STR("a\xff\xc3z")), "a??z");
    assert_string_equal(message_text(&arena, (struct str){0}), "");
    struct exchange exchange = {.call = &(struct plugin_call){.arena = &arena}, .rq = {.arena = &arena}};
    diag_error(&exchange.rq, path_key(AT("tags"), STR("k\xfe")), "Bad \xff", "Body: %s", "\x80\x81");
    Tfplugin6__Diagnostic **diagnostics;
    size_t count = message_diagnostics(&exchange, &diagnostics);
    EXPECT_TEXT(messages_text(&arena, count, diagnostics), "error tags[\"k?\"]: Bad ?");
    assert_string_equal(diagnostics[0]->detail, "Body: ??");
}

static void every_diagnostic_has_its_severity_and_path(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct exchange exchange = {.call = &(struct plugin_call){.arena = &arena}, .rq = {.arena = &arena}};
    diag_warning(&exchange.rq, AT2("s", "b"), "Odd", "Detail.");
    diag_error(&exchange.rq, path_attribute(path_index(AT("list"), 3), STR("x")), "Wrong", "Detail.");
    diag_error(&exchange.rq, PATH_ROOT, "All wrong", "Detail.");
    Tfplugin6__Diagnostic **diagnostics;
    size_t count = message_diagnostics(&exchange, &diagnostics);
    EXPECT_TEXT(messages_text(&arena, count, diagnostics), "warning s.b: Odd\nerror list[3].x: Wrong\nerror : All wrong");
    assert_null(diagnostics[2]->attribute);
}

/* Terraform and OpenTofu find a key in an attribute's value, and no attribute of a nested attribute: they would point at the whole resource. */
static void a_member_of_a_nested_attribute_is_named_as_a_key(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct exchange exchange = {.call = &(struct plugin_call){.arena = &arena}, .rq = {.arena = &arena, .object_type = "esdr_thing"}};
    diag_error(&exchange.rq, AT("name"), "One", "Detail.");
    diag_error(&exchange.rq, AT2("retention", "min_count"), "Two", "Detail.");
    diag_error(&exchange.rq, path_attribute(AT2("retention", "schedule"), STR("cron")), "Three", "Detail.");
    diag_error(&exchange.rq, path_index(AT("indices"), 1), "Four", "Detail.");
    Tfplugin6__Diagnostic **diagnostics;
    size_t count = message_diagnostics(&exchange, &diagnostics);
    EXPECT_TEXT(messages_text(&arena, count, diagnostics),
                "error name: One\nerror retention[\"min_count\"]: Two\nerror retention[\"schedule\"]: Three\nerror indices[1]: Four");
}

static void an_absent_or_empty_value_is_null(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value value;
    Tfplugin6__DynamicValue empty;
    tfplugin6__dynamic_value__init(&empty);
    assert_true(value_from_message(&rq, &type_string, NULL, &value));
    assert_int_equal(value.kind, VALUE_NULL);
    assert_true(value_from_message(&rq, &type_string, &empty, &value));
    assert_int_equal(value.kind, VALUE_NULL);
}

static void values_come_as_msgpack_or_as_json(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value value;
    Tfplugin6__DynamicValue both;
    tfplugin6__dynamic_value__init(&both);
    both.json = message_bytes(STR("\"from json\""));
    assert_true(value_from_message(&rq, &type_string, &both, &value));
    EXPECT_TEXT(value.text, "from json");
    both.msgpack = message_bytes(STR("\xa2mp"));
    assert_true(value_from_message(&rq, &type_string, &both, &value));
    EXPECT_TEXT(value.text, "mp");
    both.msgpack = message_bytes(STR("\xa2m"));
    assert_false(value_from_message(&rq, &type_string, &both, &value));
    EXPECT_DIAGNOSTICS(rq, "error : Value cannot be decoded");
}

static void a_value_is_always_sent_null_included(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__DynamicValue *message = message_value(&arena, &type_string, &VALUE_OF_NULL);
    assert_int_equal(message->msgpack.len, 1);
    assert_int_equal(message->msgpack.data[0], 0xc0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_no_utf8_never_leave),
        cmocka_unit_test(every_diagnostic_has_its_severity_and_path),
        cmocka_unit_test(a_member_of_a_nested_attribute_is_named_as_a_key),
        cmocka_unit_test(an_absent_or_empty_value_is_null),
        cmocka_unit_test(values_come_as_msgpack_or_as_json),
        cmocka_unit_test(a_value_is_always_sent_null_included),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
