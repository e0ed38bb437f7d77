#include "base/expect.h"
#include "base/log.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void start_with(const char *provider_level, const char *level)
{
    provider_level ? setenv("TF_LOG_PROVIDER", provider_level, 1) : unsetenv("TF_LOG_PROVIDER");
    level ? setenv("TF_LOG", level, 1) : unsetenv("TF_LOG");
    log_start();
}

/* What `write_lines` puts on standard error. */
static struct str captured(struct arena *arena, void (*write_lines)(void))
{
    FILE *file = tmpfile();
    assert_non_null(file);
    int saved = dup(STDERR_FILENO);
    assert_int_equal(dup2(fileno(file), STDERR_FILENO), STDERR_FILENO);
    write_lines();
    dup2(saved, STDERR_FILENO);
    close(saved);
    size_t size = (size_t)lseek(fileno(file), 0, SEEK_END);
    char *text = arena_allocate(arena, size, 1);
    assert_int_equal(pread(fileno(file), text, size, 0), size);
    fclose(file);
    return (struct str){text, size};
}

static void write_odd_line(void)
{
    LOG(LOG_WARN, "http", "a \"quoted\"\nmessage\x01", {"method", STR("GET")}, {"body", STR("\xff\xc3\xa9\\")}, {"nothing", {0}});
}

static void an_entry_is_one_line_of_json_as_hclog_writes_it(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    start_with("debug", NULL);
    struct str line = captured(&arena, write_odd_line);
    assert_int_equal(str_find_byte(line, '\n', 0), line.len - 1);
    json_t *json = json_loadb(line.ptr, line.len, 0, NULL);
    assert_non_null(json);
    assert_int_equal(json_object_size(json), 7);
    assert_string_equal(json_string_value(json_object_get(json, "@level")), "warn");
    assert_string_equal(json_string_value(json_object_get(json, "@message")), "a \"quoted\"\nmessage\x01");
    assert_string_equal(json_string_value(json_object_get(json, "@module")), "http");
    assert_string_equal(json_string_value(json_object_get(json, "method")), "GET");
    assert_string_equal(json_string_value(json_object_get(json, "body")), "?\xc3\xa9\\");
    assert_string_equal(json_string_value(json_object_get(json, "nothing")), "");
    json_decref(json);
}

static void the_timestamp_has_six_digits_of_a_second_and_the_zone(void **state)
{
    (void)state;
    static const char shape[] = "dddd-dd-ddTdd:dd:dd.ddddddZ";
    AUTO_ARENA arena = {0};
    start_with("trace", NULL);
    struct str line = captured(&arena, write_odd_line);
    json_t *json = json_loadb(line.ptr, line.len, 0, NULL);
    const char *timestamp = json_string_value(json_object_get(json, "@timestamp"));
    assert_int_equal(strlen(timestamp), strlen(shape));
    for (size_t at = 0; shape[at]; at++)
        assert_true(shape[at] == 'd' ? timestamp[at] >= '0' && timestamp[at] <= '9' : timestamp[at] == shape[at]);
    json_decref(json);
}

static void write_each_level(void)
{
    for (enum log_level level = LOG_TRACE; level <= LOG_OFF; level++)
        log_write(level, "test", "line", NULL, 0);
}

static void the_environment_sets_the_level(void **state)
{
    (void)state;
    static const struct {
        const char *provider_level, *level;
        size_t lines;
    } cases[] = {
        {NULL, NULL, 0},  {"trace", NULL, 5}, {"DEBUG", NULL, 4}, {"Info", NULL, 3}, {"WARN", NULL, 2},     {"error", NULL, 1},
        {"off", NULL, 0}, {"json", NULL, 5},  {"loud", NULL, 0},  {NULL, "warn", 2}, {"error", "trace", 1}, {"", "info", 3},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        start_with(cases[at].provider_level, cases[at].level);
        struct str text = captured(&arena, write_each_level);
        size_t lines = 0;
        for (size_t byte = 0; byte < text.len; byte++)
            lines += text.ptr[byte] == '\n';
        if (lines != cases[at].lines)
            fail_msg("case %zu: %zu lines", at, lines);
    }
}

static void a_level_is_on_from_the_threshold_upwards(void **state)
{
    (void)state;
    start_with("warn", NULL);
    assert_false(log_is_on(LOG_INFO));
    assert_true(log_is_on(LOG_WARN) && log_is_on(LOG_ERROR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_one_line_of_json_as_hclog_writes_it),
        cmocka_unit_test(the_timestamp_has_six_digits_of_a_second_and_the_zone),
        cmocka_unit_test(the_environment_sets_the_level),
        cmocka_unit_test(a_level_is_on_from_the_threshold_upwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
