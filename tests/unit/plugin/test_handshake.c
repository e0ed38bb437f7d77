#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/handshake.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COOKIE "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

static const struct endpoint socket_endpoint = {"unix", "/tmp/x/s"};

static int clear_environment(void **state)
{
    static const char *const names[] = {"TF_PLUGIN_MAGIC_COOKIE", "PLUGIN_PROTOCOL_VERSIONS", "PLUGIN_CLIENT_CERT", "PLUGIN_MULTIPLEX_GRPC"};
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(names); at++)
        unsetenv(names[at]);
    return 0;
}

static struct handshake read_with(const char *name, const char *value)
{
    struct handshake handshake;
    setenv(name, value, 1);
    handshake_read(&handshake);
    return handshake;
}

static void an_empty_environment_is_no_client(void **state)
{
    (void)state;
    struct handshake handshake;
    handshake_read(&handshake);
    assert_false(handshake.started_by_client);
    assert_false(handshake.version_offered);
    assert_false(handshake.wants_multiplexing);
    assert_null(handshake.client_certificate);
}

static void the_cookie_must_be_exactly_terraforms(void **state)
{
    (void)state;
    assert_true(read_with("TF_PLUGIN_MAGIC_COOKIE", COOKIE).started_by_client);
    assert_false(read_with("TF_PLUGIN_MAGIC_COOKIE", COOKIE "0").started_by_client);
    assert_false(read_with("TF_PLUGIN_MAGIC_COOKIE", "").started_by_client);
}

static void version_6_is_found_in_any_list(void **state)
{
    static const struct {
        const char *versions;
        bool offered;
    } cases[] = {{"6", true}, {"5,6", true}, {"6,5", true}, {" 6 ,5", true}, {"5", false}, {"66", false}, {"", false}, {"6x", false}, {",,", false}};
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++)
        assert_int_equal(read_with("PLUGIN_PROTOCOL_VERSIONS", cases[at].versions).version_offered, cases[at].offered);
}

static void an_empty_certificate_means_plaintext(void **state)
{
    (void)state;
    assert_null(read_with("PLUGIN_CLIENT_CERT", "").client_certificate);
    assert_string_equal(read_with("PLUGIN_CLIENT_CERT", "pem").client_certificate, "pem");
}

static void the_line_has_six_fields(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct handshake handshake = {0};
    assert_string_equal(handshake_line(&arena, &handshake, socket_endpoint, STR("CERT")).ptr, "1|6|unix|/tmp/x/s|grpc|CERT\n");
    assert_string_equal(handshake_line(&arena, &handshake, socket_endpoint, STR("")).ptr, "1|6|unix|/tmp/x/s|grpc|\n");
}

static void the_seventh_field_is_only_for_those_who_know_it(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct handshake handshake = read_with("PLUGIN_MULTIPLEX_GRPC", "true");
    assert_string_equal(handshake_line(&arena, &handshake, socket_endpoint, STR("C")).ptr, "1|6|unix|/tmp/x/s|grpc|C|false\n");
}

static void reattaching_names_each_address(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const char *const two[2] = {"a/b/c", "d/e/f"};
    const char *const one[2] = {"a/b/c", NULL};
#define ENTRY "{\"Protocol\":\"grpc\",\"ProtocolVersion\":6,\"Pid\":7,\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\"/tmp/x/s\"}}"
    assert_string_equal(handshake_reattach(&arena, one, socket_endpoint, 7).ptr, "TF_REATTACH_PROVIDERS='{\"a/b/c\":" ENTRY "}'");
    assert_string_equal(handshake_reattach(&arena, two, socket_endpoint, 7).ptr, "TF_REATTACH_PROVIDERS='{\"a/b/c\":" ENTRY ",\"d/e/f\":" ENTRY "}'");
}

static void quotes_in_a_path_stay_json(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const char *const one[2] = {"a", NULL};
    struct str text = handshake_reattach(&arena, one, (struct endpoint){"unix", "/tmp/\"\\"}, 7);
    assert_true(str_contains(text, STR("\"String\":\"/tmp/\\\"\\\\\"")));
}

/* Points standard output elsewhere while a function runs. Returns what it returned. */
static bool with_output(int descriptor, bool (*act)(struct request *rq), struct request *rq)
{
    int before = dup(STDOUT_FILENO);
    dup2(descriptor, STDOUT_FILENO);
    bool worked = act(rq);
    dup2(before, STDOUT_FILENO);
    close(before);
    return worked;
}

static bool write_hello(struct request *rq)
{
    return handshake_write(rq, STR("hello\n"));
}

static void output_that_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    assert_false(with_output(full, write_hello, &rq));
    assert_true(rq.has_error);
    close(full);
}

static bool write_seal_write(struct request *rq)
{
    bool worked = handshake_write(rq, STR("line\n"));
    handshake_seal_output();
    return worked && handshake_write(rq, STR("more\n"));
}

static void nothing_is_read_after_the_seal(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    int ends[2];
    char text[32] = "";
    assert_int_equal(pipe(ends), 0);
    assert_true(with_output(ends[1], write_seal_write, &rq));
    close(ends[1]);
    assert_int_equal(read(ends[0], text, sizeof text - 1), 5);
    assert_string_equal(text, "line\n");
    assert_int_equal(read(ends[0], text, sizeof text), 0);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_empty_environment_is_no_client, clear_environment),
        cmocka_unit_test_setup(the_cookie_must_be_exactly_terraforms, clear_environment),
        cmocka_unit_test_setup(version_6_is_found_in_any_list, clear_environment),
        cmocka_unit_test_setup(an_empty_certificate_means_plaintext, clear_environment),
        cmocka_unit_test_setup(the_line_has_six_fields, clear_environment),
        cmocka_unit_test_setup(the_seventh_field_is_only_for_those_who_know_it, clear_environment),
        cmocka_unit_test(reattaching_names_each_address),
        cmocka_unit_test(quotes_in_a_path_stay_json),
        cmocka_unit_test(output_that_cannot_be_written_is_an_error),
        cmocka_unit_test(nothing_is_read_after_the_seal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
