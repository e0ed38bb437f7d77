#include "rpc/calls.h"
#include "rpc/methods.h"

#include <string.h>

static const char *name_of(const struct plugin_method *method)
{
    return strrchr(method->path, '/') + 1;
}

static void every_method_is_one_of_the_protocol_and_listed_once(void **state)
{
    (void)state;
    for (size_t at = 0; at < rpc_method_count; at++) {
        assert_int_equal(strncmp(rpc_methods[at].path, "/tfplugin6.Provider/", 20), 0);
        assert_non_null(protobuf_c_service_descriptor_get_method_by_name(&tfplugin6__provider__descriptor, name_of(&rpc_methods[at])));
        for (size_t other = 0; other < at; other++)
            assert_string_not_equal(rpc_methods[other].path, rpc_methods[at].path);
    }
}

static void only_stopping_runs_inline_and_cancels(void **state)
{
    (void)state;
    for (size_t at = 0; at < rpc_method_count; at++) {
        bool stops = strcmp(name_of(&rpc_methods[at]), "StopProvider") == 0;
        assert_int_equal(rpc_methods[at].flags, stops ? PLUGIN_INLINE | PLUGIN_CANCELS_CALLS : 0);
    }
}

static void bytes_that_are_no_message_are_an_invalid_argument(void **state)
{
    (void)state;
    static const char garbage[] = "\xff\xff\xff\xff\xff\xff\xff\xff";
    for (size_t at = 0; at < rpc_method_count; at++) {
        AUTO_ARENA arena = {0};
        AUTO_SERVER server = configured_server();
        struct plugin_call call = call_bytes(&arena, server, name_of(&rpc_methods[at]), str_from(garbage));
        if (call.status != PLUGIN_INVALID_ARGUMENT || str_is_empty(call.status_details) || !str_is_utf8(call.status_details))
            fail_msg("%s: %d", rpc_methods[at].path, call.status);
    }
}

static void empty_messages_are_answered(void **state)
{
    (void)state;
    for (size_t at = 0; at < rpc_method_count; at++) {
        AUTO_ARENA arena = {0};
        AUTO_SERVER server = configured_server();
        struct plugin_call call = call_bytes(&arena, server, name_of(&rpc_methods[at]), (struct str){0});
        assert_int_equal(call.status, PLUGIN_OK);
    }
}

static void damaged_messages_are_refused_or_answered(void **state)
{
    (void)state;
    AUTO_ARENA outer = {0};
    Tfplugin6__PlanResourceChange__Request request;
    tfplugin6__plan_resource_change__request__init(&request);
    request.type_name = (char *)(uintptr_t) "test_gadget";
    request.prior_state = gadget_message(&outer, "{\"name\":\"ab\",\"part_list\":[{\"label\":\"x\"}]}");
    request.proposed_new_state = gadget_message(&outer, "{\"name\":\"ab\",\"part_map\":{\"k\":{\"label\":\"x\"}}}");
    request.config = request.proposed_new_state;
    size_t size = protobuf_c_message_get_packed_size(&request.base);
    char *whole = arena_allocate(&outer, size, 1);
    protobuf_c_message_pack(&request.base, (uint8_t *)whole);
    AUTO_SERVER server = configured_server();
    uint32_t random = 99;
    for (int round = 0; round < 2000; round++) {
        AUTO_ARENA arena = {0};
        char *bytes = arena_allocate(&arena, size, 1);
        memcpy(bytes, whole, size);
        bytes[next_random(&random) % size] ^= (char)(1u << next_random(&random) % 8);
        struct plugin_call call = call_bytes(&arena, server, "PlanResourceChange", (struct str){bytes, size});
        assert_true(call.status == PLUGIN_OK || call.status == PLUGIN_INVALID_ARGUMENT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_is_one_of_the_protocol_and_listed_once),
        cmocka_unit_test(only_stopping_runs_inline_and_cancels),
        cmocka_unit_test(bytes_that_are_no_message_are_an_invalid_argument),
        cmocka_unit_test(empty_messages_are_answered),
        cmocka_unit_test(damaged_messages_are_refused_or_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
