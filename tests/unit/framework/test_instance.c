#include "framework/gadget.h"

#include "framework/instance.h"

#include <pthread.h>
#include <sched.h>

static void configure(struct server *server)
{
    FRESH_REQUEST(rq);
    struct value config = VALUE_OF_NULL;
    server_configure(&rq, server, &config);
}

static void a_new_configuration_releases_the_former(void **state)
{
    (void)state;
    struct server *server = configured_server();
    assert_int_equal(atomic_load(&gadget.live_instances), 1);
    configure(server);
    assert_int_equal(atomic_load(&gadget.live_instances), 1);
    server_destroy(server);
    assert_int_equal(atomic_load(&gadget.live_instances), 0);
}

static void a_configuration_that_fails_keeps_the_former(void **state)
{
    (void)state;
    AUTO_SERVER server = configured_server();
    struct instance *before = instance_acquire(server);
    gadget.configure = FAILS;
    configure(server);
    struct instance *after = instance_acquire(server);
    assert_ptr_equal(before, after);
    instance_release(before);
    instance_release(after);
}

static void an_acquired_instance_outlives_its_server(void **state)
{
    (void)state;
    struct server *server = configured_server();
    struct instance *instance = instance_acquire(server);
    server_destroy(server);
    assert_int_equal(atomic_load(&gadget.live_instances), 1);
    assert_non_null(instance_provider(instance));
    instance_release(instance);
    assert_int_equal(atomic_load(&gadget.live_instances), 0);
}

static void without_a_configuration_there_is_no_instance(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER server = server_new(&gadget_provider);
    AUTO_INSTANCE instance = instance_acquire(server);
    assert_null(instance);
    assert_null(instance_provider(NULL));
    assert_false(instance_require(&rq, NULL));
    EXPECT_DIAGNOSTICS(rq, "error : Provider is not configured");
    server_destroy(NULL);
}

static void *read_gadget(void *server)
{
    FRESH_REQUEST(rq);
    struct value prior = gadget_value(rq.arena, "{\"name\":\"ab\"}"), now;
    struct str private_out;
    server_read_resource(&rq, server, &gadget_resource, &prior, (struct str){0}, &now, &private_out);
    return NULL;
}

static void a_running_request_keeps_the_instance_it_began_with(void **state)
{
    (void)state;
    AUTO_SERVER server = configured_server();
    pthread_t reader;
    atomic_store(&gadget.hold, true);
    assert_int_equal(pthread_create(&reader, NULL, read_gadget, server), 0);
    while (!atomic_load(&gadget.held))
        sched_yield();
    configure(server);
    assert_int_equal(atomic_load(&gadget.live_instances), 2);
    atomic_store(&gadget.hold, false);
    pthread_join(reader, NULL);
    assert_int_equal(atomic_load(&gadget.live_instances), 1);
}

static void *acquire_often(void *server)
{
    for (int round = 0; round < 2000; round++) {
        AUTO_INSTANCE instance = instance_acquire(server);
        assert_non_null(instance_provider(instance));
    }
    return NULL;
}

static void instances_are_counted_across_threads(void **state)
{
    (void)state;
    struct server *server = configured_server();
    pthread_t threads[4];
    for (size_t at = 0; at < ARRAY_LENGTH(threads); at++)
        assert_int_equal(pthread_create(&threads[at], NULL, acquire_often, server), 0);
    for (int round = 0; round < 200; round++)
        configure(server);
    for (size_t at = 0; at < ARRAY_LENGTH(threads); at++)
        pthread_join(threads[at], NULL);
    assert_int_equal(atomic_load(&gadget.live_instances), 1);
    server_destroy(server);
    assert_int_equal(atomic_load(&gadget.live_instances), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_configuration_releases_the_former),
        cmocka_unit_test(a_configuration_that_fails_keeps_the_former),
        cmocka_unit_test(an_acquired_instance_outlives_its_server),
        cmocka_unit_test(without_a_configuration_there_is_no_instance),
        cmocka_unit_test(a_running_request_keeps_the_instance_it_began_with),
        cmocka_unit_test(instances_are_counted_across_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
