#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/served_plugin.h"

enum { MANY = 12, DEADLINE_EXCEEDED = 4 };

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

/* A client on a thread of its own that calls Wait. */
struct waiting_client {
    struct served_plugin *served;
    struct arena arena;
    struct grpc_answer answer;
    pthread_t thread;
};

static void *call_wait(void *argument)
{
    struct waiting_client *waiting = argument;
    struct grpc_client client;
    grpc_client_init(&client, waiting->served->address);
    waiting->answer = grpc_client_call(&client, &waiting->arena, "/t.T/Wait", STR(""), 60 * 1000);
    grpc_client_clean_up(&client);
    return NULL;
}

static void begin_waiting(struct waiting_client *waiting, size_t count, struct served_plugin *served)
{
    for (size_t at = 0; at < count; at++) {
        waiting[at] = (struct waiting_client){.served = served};
        pthread_create(&waiting[at].thread, NULL, call_wait, &waiting[at]);
    }
    for (size_t at = 0; at < count; at++)
        sem_wait(&served->waiting);
}

static void expect_cancelled(struct waiting_client *waiting, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        pthread_join(waiting[at].thread, NULL);
        assert_int_equal(waiting[at].answer.status, PLUGIN_OK);
        assert_true(str_equal(waiting[at].answer.message, STR("cancelled")));
        arena_clean_up(&waiting[at].arena);
    }
}

static void messages_of_any_length_pass(void **state)
{
    static const size_t lengths[] = {0, 1, 5, 16384, 300000, 5 << 20};
    struct served_plugin *served = *state;
    for (size_t at = 0; at < ARRAY_LENGTH(lengths); at++) {
        struct str request = {arena_allocate(&served->arena, lengths[at] + 1, 1), lengths[at]};
        struct grpc_answer answer = served_plugin_call(served, "/t.T/Echo", request);
        assert_int_equal(answer.status, PLUGIN_OK);
        assert_true(str_equal(answer.message, request));
    }
}

static void a_failed_call_sends_its_reason_and_no_message(void **state)
{
    struct grpc_answer answer = served_plugin_call(*state, "/t.T/Fail", STR(""));
    assert_int_equal(answer.status, PLUGIN_NOT_FOUND);
    assert_true(str_equal(answer.details, STR("no such thing")));
    assert_int_equal(answer.message.len, 0);
}

static void stop_gets_through_when_all_are_busy(void **state)
{
    struct served_plugin *served = *state;
    struct waiting_client waiting[MANY];
    begin_waiting(waiting, MANY, served);
    assert_true(str_equal(served_plugin_call(served, "/t.T/Stop", STR("")).message, STR("stopping")));
    expect_cancelled(waiting, MANY);
}

static void a_call_whose_deadline_passes_is_cancelled(void **state)
{
    struct served_plugin *served = *state;
    struct grpc_answer answer = grpc_client_call(&served->client, &served->arena, "/t.T/Wait", STR(""), 50);
    assert_int_equal(answer.status, DEADLINE_EXCEEDED);
    while (calls_count(&served->server.calls) > 0)
        sched_yield();
}

static void stopping_the_server_cancels_what_runs(void **state)
{
    struct served_plugin *served = *state;
    struct waiting_client waiting[2];
    begin_waiting(waiting, 2, served);
    plugin_server_stop(&served->server);
    expect_cancelled(waiting, 2);
}

static void a_finished_call_is_released(void **state)
{
    struct served_plugin *served = *state;
    for (int at = 0; at < 50; at++)
        served_plugin_call(served, "/t.T/Echo", STR("x"));
    while (calls_count(&served->server.calls) > 0)
        sched_yield();
    assert_null(served->server.calls.first);
}

static void a_call_that_never_arrives_can_be_discarded(void **state)
{
    struct workers workers;
    struct calls calls;
    (void)state;
    workers_init(&workers);
    calls_init(&calls, &workers);
    call_discard(call_new(&calls));
    assert_int_equal(calls_count(&calls), 0);
    calls_clean_up(&calls);
    workers_clean_up(&workers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(messages_of_any_length_pass, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_call_sends_its_reason_and_no_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stop_gets_through_when_all_are_busy, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_call_whose_deadline_passes_is_cancelled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stopping_the_server_cancels_what_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_finished_call_is_released, set_up, tear_down),
        cmocka_unit_test(a_call_that_never_arrives_can_be_discarded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
