#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/socket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A server that only remembers what it was asked to bind. */
struct recorder {
    char addresses[8][128];
    size_t count;
    bool refuses_unix;
    int refused_ports; /* so many TCP addresses are refused first */
};

struct fixture {
    struct arena arena;
    struct request rq;
    struct recorder recorder;
    struct endpoint endpoint;
    char folder[64];
};

static int record(void *server, const char *address)
{
    struct recorder *recorder = server;
    const char *path = address + strlen("unix:");
    snprintf(recorder->addresses[recorder->count++ % 8], sizeof recorder->addresses[0], "%s", address);
    if (strncmp(address, "unix:", 5) != 0)
        return recorder->refused_ports-- > 0 ? 0 : 4321;
    FILE *file = recorder->refuses_unix ? NULL : fopen(path, "w");
    if (!file)
        return 0;
    fclose(file);
    return 1;
}

static int set_up(void **state)
{
    static struct fixture fixture;
    static const char *const names[] = {"PLUGIN_UNIX_SOCKET_DIR", "PLUGIN_UNIX_SOCKET_GROUP", "PLUGIN_MIN_PORT", "PLUGIN_MAX_PORT", "TMPDIR"};
    fixture = (struct fixture){.folder = "/tmp/esdr-test-XXXXXX"};
    fixture.rq = (struct request){.arena = &fixture.arena};
    for (size_t at = 0; at < ARRAY_LENGTH(names); at++)
        unsetenv(names[at]);
    *state = &fixture;
    return mkdtemp(fixture.folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    socket_remove();
    arena_clean_up(&fixture->arena);
    return rmdir(fixture->folder);
}

static bool listen_now(struct fixture *fixture)
{
    return socket_listen(&fixture->rq, "plugin", (struct socket_binder){record, &fixture->recorder}, &fixture->endpoint);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_mode & 07777 : 0;
}

static const char *folder_of(const struct fixture *fixture)
{
    static char folder[128];
    snprintf(folder, sizeof folder, "%s", fixture->endpoint.address);
    *strrchr(folder, '/') = '\0';
    return folder;
}

static void the_folder_is_made_in_tmpdir_for_this_user_only(void **state)
{
    struct fixture *fixture = *state;
    setenv("TMPDIR", fixture->folder, 1);
    assert_true(listen_now(fixture));
    assert_string_equal(fixture->endpoint.network, "unix");
    assert_memory_equal(fixture->endpoint.address, fixture->folder, strlen(fixture->folder));
    assert_int_equal(mode_of(folder_of(fixture)), 0700);
    assert_int_equal(mode_of(fixture->endpoint.address), 0600);
}

static void the_umask_is_put_back(void **state)
{
    struct fixture *fixture = *state;
    mode_t before = umask(027);
    assert_true(listen_now(fixture));
    assert_int_equal(umask(before), 027);
}

static void removing_leaves_nothing_and_may_be_repeated(void **state)
{
    struct fixture *fixture = *state;
    setenv("TMPDIR", fixture->folder, 1);
    assert_true(listen_now(fixture));
    socket_remove();
    socket_remove();
    assert_int_equal(access(folder_of(fixture), F_OK), -1);
}

static void a_given_folder_comes_before_tmpdir(void **state)
{
    struct fixture *fixture = *state;
    setenv("PLUGIN_UNIX_SOCKET_DIR", fixture->folder, 1);
    setenv("TMPDIR", "/var/tmp", 1);
    assert_true(listen_now(fixture));
    assert_memory_equal(fixture->endpoint.address, fixture->folder, strlen(fixture->folder));
}

static void a_tmpdir_that_cannot_be_used_is_passed_over(void **state)
{
    static const char *const unusable[] = {"/nonexistent", "relative", "/tmp/with|bar",
                                           "/tmp/a/very/long/path/a/very/long/path/a/very/long/path/"
                                           "a/very/long/path/a/very/long/path/a/very/long/path"};
    struct fixture *fixture = *state;
    for (size_t at = 0; at < ARRAY_LENGTH(unusable); at++) {
        setenv("TMPDIR", unusable[at], 1);
        assert_true(listen_now(fixture));
        assert_memory_equal(fixture->endpoint.address, "/tmp/plugin", 11);
        socket_remove();
    }
}

static void a_server_that_cannot_bind_leaves_no_folder(void **state)
{
    struct fixture *fixture = *state;
    fixture->recorder.refuses_unix = true;
    setenv("TMPDIR", fixture->folder, 1);
    assert_true(listen_now(fixture));
    assert_string_equal(fixture->endpoint.network, "tcp");
}

static void a_given_folder_that_is_missing_leads_to_tcp(void **state)
{
    struct fixture *fixture = *state;
    setenv("PLUGIN_UNIX_SOCKET_DIR", "/nonexistent", 1);
    assert_true(listen_now(fixture));
    assert_string_equal(fixture->recorder.addresses[0], "127.0.0.1:0");
    assert_string_equal(fixture->endpoint.address, "127.0.0.1:4321");
}

static void ports_are_tried_in_order(void **state)
{
    struct fixture *fixture = *state;
    setenv("PLUGIN_UNIX_SOCKET_DIR", "/nonexistent", 1);
    setenv("PLUGIN_MIN_PORT", "10000", 1);
    setenv("PLUGIN_MAX_PORT", "10002", 1);
    fixture->recorder.refused_ports = 2;
    assert_true(listen_now(fixture));
    assert_string_equal(fixture->recorder.addresses[0], "127.0.0.1:10000");
    assert_string_equal(fixture->recorder.addresses[2], "127.0.0.1:10002");
}

static void a_full_range_is_an_error_that_names_it(void **state)
{
    struct fixture *fixture = *state;
    setenv("PLUGIN_UNIX_SOCKET_DIR", "/nonexistent", 1);
    setenv("PLUGIN_MIN_PORT", "10000", 1);
    setenv("PLUGIN_MAX_PORT", "10002", 1);
    fixture->recorder.refused_ports = 100;
    assert_false(listen_now(fixture));
    assert_int_equal(fixture->recorder.count, 3);
    assert_true(str_contains(fixture->rq.first->detail, STR("10000 to 10002")));
}

static void senseless_ports_mean_any_port(void **state)
{
    static const char *const senseless[] = {"0", "-5", "65536", "port", ""};
    struct fixture *fixture = *state;
    setenv("PLUGIN_UNIX_SOCKET_DIR", "/nonexistent", 1);
    for (size_t at = 0; at < ARRAY_LENGTH(senseless); at++) {
        fixture->recorder.count = 0;
        setenv("PLUGIN_MIN_PORT", senseless[at], 1);
        assert_true(listen_now(fixture));
        assert_string_equal(fixture->recorder.addresses[0], "127.0.0.1:0");
    }
}

static void the_given_group_may_use_the_socket(void **state)
{
    struct fixture *fixture = *state;
    char group[16];
    snprintf(group, sizeof group, "%u", (unsigned)getgid());
    setenv("PLUGIN_UNIX_SOCKET_GROUP", group, 1);
    assert_true(listen_now(fixture));
    assert_int_equal(mode_of(folder_of(fixture)), 0710);
    assert_int_equal(mode_of(fixture->endpoint.address), 0660);
}

static void a_group_that_nobody_knows_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    setenv("PLUGIN_UNIX_SOCKET_GROUP", "no-such-group", 1);
    assert_false(listen_now(fixture));
    assert_true(str_contains(fixture->rq.first->detail, STR("no-such-group")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_folder_is_made_in_tmpdir_for_this_user_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_umask_is_put_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(removing_leaves_nothing_and_may_be_repeated, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_given_folder_comes_before_tmpdir, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_tmpdir_that_cannot_be_used_is_passed_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_server_that_cannot_bind_leaves_no_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_given_folder_that_is_missing_leads_to_tcp, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ports_are_tried_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_range_is_an_error_that_names_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(senseless_ports_mean_any_port, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_given_group_may_use_the_socket, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_group_that_nobody_knows_is_an_error, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
