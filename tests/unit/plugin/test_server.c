#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/served_plugin.h"

static int set_up(void **state)
{
    static struct served_plugin served;
    served_plugin_init(&served);
    *state = &served;
    return 0;
}

static int tear_down(void **state)
{
    served_plugin_clean_up(*state);
    return 0;
}

static void a_call_finds_its_method_by_path(void **state)
{
    struct grpc_answer answer = served_plugin_call(*state, "/t.T/Echo", STR("hello"));
    assert_int_equal(answer.status, PLUGIN_OK);
    assert_true(str_equal(answer.message, STR("hello")));
}

static void a_path_that_nobody_serves_is_unimplemented(void **state)
{
    static const char *const paths[] = {"/t.T/Ech", "/t.T/EchoX", "/t.t/Echo", "/u.U/Echo", "/"};
    for (size_t at = 0; at < ARRAY_LENGTH(paths); at++)
        assert_int_equal(served_plugin_call(*state, paths[at], STR("")).status, PLUGIN_UNIMPLEMENTED);
}

static void side_services_are_served_beside_the_plugin(void **state)
{
    struct grpc_answer answer = served_plugin_call(*state, "/grpc.health.v1.Health/Check", STR(""));
    assert_int_equal(answer.status, PLUGIN_OK);
    assert_true(str_equal(answer.message, STR("\x08\x01")));
}

static void calls_are_numbered_as_they_come(void **state)
{
    assert_true(str_equal(served_plugin_call(*state, "/t.T/Describe", STR("")).message, STR("1 /t.T/Describe")));
    assert_true(str_equal(served_plugin_call(*state, "/t.T/Describe", STR("")).message, STR("2 /t.T/Describe")));
}

static void a_server_that_never_started_can_be_cleaned_up(void **state)
{
    static const struct plugin nothing = {.name = "t", .version = "1"};
    struct plugin_server server;
    (void)state;
    plugin_server_init(&server, &nothing);
    plugin_server_clean_up(&server);
}

static void an_address_that_cannot_be_had_gives_port_zero(void **state)
{
    static const struct plugin nothing = {.name = "t", .version = "1"};
    struct plugin_server server;
    (void)state;
    plugin_server_init(&server, &nothing);
    assert_int_equal(plugin_server_bind(&server, "unix:/nonexistent/s"), 0);
    assert_int_equal(plugin_server_bind(&server, "no address at all"), 0);
    plugin_server_clean_up(&server);
}

static void a_client_certificate_that_is_none_gives_port_zero(void **state)
{
    static const struct plugin nothing = {.name = "t", .version = "1"};
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct identity identity;
    struct plugin_server server;
    (void)state;
    plugin_server_init(&server, &nothing);
    assert_true(identity_make(&rq, "t", &identity));
    plugin_server_secure(&server, (struct plugin_server_security){&identity, "no certificate"});
    assert_int_equal(plugin_server_bind(&server, "127.0.0.1:0"), 0);
    plugin_server_clean_up(&server);
}

static void stopping_twice_is_stopping_once(void **state)
{
    struct served_plugin *served = *state;
    plugin_server_stop(&served->server);
    plugin_server_stop(&served->server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_call_finds_its_method_by_path, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_path_that_nobody_serves_is_unimplemented, set_up, tear_down),
        cmocka_unit_test_setup_teardown(side_services_are_served_beside_the_plugin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(calls_are_numbered_as_they_come, set_up, tear_down),
        cmocka_unit_test(a_server_that_never_started_can_be_cleaned_up),
        cmocka_unit_test(an_address_that_cannot_be_had_gives_port_zero),
        cmocka_unit_test(a_client_certificate_that_is_none_gives_port_zero),
        cmocka_unit_test_setup_teardown(stopping_twice_is_stopping_once, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
