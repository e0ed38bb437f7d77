#include "rpc/calls.h"

#include "value/msgpack.h"

static void functions_are_described(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__GetFunctions__Request request;
    tfplugin6__get_functions__request__init(&request);
    const Tfplugin6__GetFunctions__Response *answer = CALL(&arena, server, "GetFunctions", GetFunctions, get_functions, &request.base);
    assert_int_equal(answer->n_functions, 1);
    assert_string_equal(answer->functions[0]->key, "join");
    const Tfplugin6__Function *function = answer->functions[0]->value;
    assert_int_equal(function->n_parameters, 2);
    assert_string_equal(function->parameters[1]->name, "b");
    assert_false(function->parameters[0]->allow_null_value);
    assert_true(function->parameters[1]->allow_null_value);
    assert_int_equal(function->parameters[0]->type.len, 8);
    assert_int_equal(function->return_->type.len, 8);
}

/* Calls join with arguments as msgpack; the count is of those given. */
static const Tfplugin6__CallFunction__Response *call(struct arena *arena, const char *name, const struct str *arguments, size_t count)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__CallFunction__Request request;
    tfplugin6__call_function__request__init(&request);
    request.name = (char *)(uintptr_t)name;
    request.arguments = ARENA_ARRAY(arena, Tfplugin6__DynamicValue *, count);
    for (size_t at = 0; at < count; at++) {
        Tfplugin6__DynamicValue *value = ARENA_NEW(arena, Tfplugin6__DynamicValue);
        tfplugin6__dynamic_value__init(value);
        value->msgpack = (ProtobufCBinaryData){.len = arguments[at].len, .data = (uint8_t *)(uintptr_t)arguments[at].ptr};
        request.arguments[request.n_arguments++] = value;
    }
    return CALL(arena, server, "CallFunction", CallFunction, call_function, &request.base);
}

static void expect_result(const Tfplugin6__CallFunction__Response *answer, struct str wire)
{
    assert_null(answer->error);
    assert_non_null(answer->result);
    assert_true(str_equal((struct str){(const char *)answer->result->msgpack.data, answer->result->msgpack.len}, wire));
}

static void a_function_gives_its_result(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    expect_result(call(&arena, "join", (struct str[]){STR("\xa1x"), STR("\xa1y")}, 2), STR("\xa2xy"));
}

static void unknown_arguments_give_an_unknown_result(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    expect_result(call(&arena, "join", (struct str[]){STR("\xa1x"), STR("\xd4\x00\x00")}, 2), STR("\xd4\x00\x00"));
}

static void the_error_is_told_with_its_argument_and_warnings_are_not_taken_for_it(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__CallFunction__Response *answer = call(&arena, "join", (struct str[]){STR("\xa1x"), STR("\xc0")}, 2);
    assert_null(answer->result);
    assert_string_equal(answer->error->text, "Text is null: It must be set.");
    assert_int_equal(answer->error->optional_function_argument_case, TFPLUGIN6__FUNCTION_ERROR__OPTIONAL_FUNCTION_ARGUMENT_FUNCTION_ARGUMENT);
    assert_int_equal(answer->error->function_argument, 1);
}

static void wrong_calls_are_errors(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct str arguments[] = {STR("\xa1x"), STR("\xa1y"), STR("\xa1z")}, wrong[] = {STR("\xa1x"), STR("\xc3")};
    assert_non_null(call(&arena, "nothing", arguments, 2)->error);
    assert_non_null(call(&arena, "", arguments, 0)->error);
    assert_non_null(call(&arena, "join", arguments, 1)->error);
    assert_non_null(call(&arena, "join", arguments, 3)->error);
    assert_non_null(call(&arena, "join", wrong, 2)->error);
    assert_int_equal(call(&arena, "nothing", arguments, 2)->error->optional_function_argument_case,
                     TFPLUGIN6__FUNCTION_ERROR__OPTIONAL_FUNCTION_ARGUMENT__NOT_SET);
}

static void a_name_that_is_no_utf8_comes_back_as_utf8(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    assert_true(str_is_utf8(str_from(call(&arena, "no\xff", NULL, 0)->error->text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_described),
        cmocka_unit_test(a_function_gives_its_result),
        cmocka_unit_test(unknown_arguments_give_an_unknown_result),
        cmocka_unit_test(the_error_is_told_with_its_argument_and_warnings_are_not_taken_for_it),
        cmocka_unit_test(wrong_calls_are_errors),
        cmocka_unit_test(a_name_that_is_no_utf8_comes_back_as_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
