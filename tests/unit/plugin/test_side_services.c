#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/served_plugin.h"
#include "plugin/side_services.h"

#define CHECK "/grpc.health.v1.Health/Check"

static const struct plugin_method *find(const char *path)
{
    for (size_t at = 0; at < side_service_count; at++)
        if (str_equal(str_from(side_services[at].path), str_from(path)))
            return &side_services[at];
    fail_msg("%s is not served", path);
    return NULL;
}

static void health_is_told_for_the_server_and_the_plugin_only(void **state)
{
    static const struct {
        struct str request;
        int status;
    } cases[] = {
        {STR_INIT(""), PLUGIN_OK},
        {STR_INIT("\x0a\x06plugin"), PLUGIN_OK},
        {STR_INIT("\x0a\x06plugim"), PLUGIN_NOT_FOUND},
        {STR_INIT("\x0a\x11tfplugin6.Provider"), PLUGIN_INTERNAL},
        {STR_INIT("\x0a"), PLUGIN_INTERNAL},
        {STR_INIT("\xff\xff\xff"), PLUGIN_INTERNAL},
    };
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        struct plugin_call call = {.arena = &arena, .request = cases[at].request};
        find(CHECK)->handle(NULL, &call);
        assert_int_equal(call.status, cases[at].status);
        assert_true(str_equal(call.response, call.status == PLUGIN_OK ? STR("\x08\x01") : STR("")));
    }
}

static void nothing_of_the_side_waits_for_a_worker(void **state)
{
    (void)state;
    for (size_t at = 0; at < side_service_count; at++)
        assert_true(side_services[at].flags & (PLUGIN_INLINE | CALL_STREAM));
}

static void streams_are_known_as_such(void **state)
{
    (void)state;
    assert_int_equal(find("/plugin.GRPCStdio/StreamStdio")->flags, CALL_STREAM);
    assert_int_equal(find("/plugin.GRPCBroker/StartStream")->flags, CALL_STREAM | CALL_ENDS_WITH_INPUT);
}

static void shutdown_is_answered_and_stops_the_server(void **state)
{
    struct served_plugin served;
    (void)state;
    served_plugin_init(&served);
    assert_int_equal(served_plugin_call(&served, "/plugin.GRPCController/Shutdown", STR("")).status, PLUGIN_OK);
    assert_true(atomic_load(&served.server.stopping));
    served_plugin_clean_up(&served);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(health_is_told_for_the_server_and_the_plugin_only),
        cmocka_unit_test(nothing_of_the_side_waits_for_a_worker),
        cmocka_unit_test(streams_are_known_as_such),
        cmocka_unit_test(shutdown_is_answered_and_stops_the_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
