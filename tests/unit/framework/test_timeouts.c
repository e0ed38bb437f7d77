#include "framework/gadget.h"

#include "base/clock.h"
#include "framework/timeouts.h"

static void durations_are_read_as_go_writes_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t milliseconds; /* 0: refused */
    } cases[] = {
        {"20m", 20 * 60000},
        {"1h30m", 90 * 60000},
        {"90s", 90000},
        {"500ms", 500},
        {"1.5h", 90 * 60000},
        {"1h1m1s1ms", 3661001},
        {"0.001s", 1},
        {"1000h", 3600000000},
        {"3600000000ms", 3600000000},
        {"1001h", 0},
        {"1000h1s", 0},
        {"3600000001ms", 0},
        {"99999999999999999999h", 0},
        {"0s", 0},
        {"0.0001ms", 0},
        {"", 0},
        {"5", 0},
        {"m", 0},
        {"5 m", 0},
        {"-5m", 0},
        {"+5m", 0},
        {"5d", 0},
        {"5M", 0},
        {"5m3", 0},
        {".5h", 0},
        {"5mm", 0},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        int64_t milliseconds = 0;
        bool read = go_duration_parse(str_from(cases[at].text), &milliseconds);
        if (read != (cases[at].milliseconds > 0) || (read && milliseconds != cases[at].milliseconds))
            fail_msg("\"%s\": %d, %lld", cases[at].text, read, (long long)milliseconds);
    }
}

/* Without a clock that stands still the deadline is known to the second. */
static void expect_limit(const char *object, struct str operation, int64_t otherwise_ms, int64_t expected_ms)
{
    FRESH_REQUEST(rq);
    struct value value = gadget_value(rq.arena, object);
    int64_t before = clock_monotonic_ms();
    request_set_timeout(&rq, &value, operation, otherwise_ms);
    assert_true(rq.deadline_ms >= before + expected_ms && rq.deadline_ms <= clock_monotonic_ms() + expected_ms);
}

static void the_object_the_resource_and_the_framework_set_the_limit_in_this_order(void **state)
{
    (void)state;
    expect_limit("{\"timeouts\":{\"create\":\"5s\"}}", STR("create"), 7000, 5000);
    expect_limit("{\"timeouts\":{\"create\":\"5s\"}}", STR("delete"), 7000, 7000);
    expect_limit("{\"timeouts\":{\"create\":\"?\"}}", STR("create"), 7000, 7000);
    expect_limit("{\"timeouts\":{\"create\":\"soon\"}}", STR("create"), 7000, 7000);
    expect_limit("{}", STR("create"), 0, TIMEOUT_DEFAULT_MS);
    expect_limit("null", STR("create"), 0, TIMEOUT_DEFAULT_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_as_go_writes_them),
        cmocka_unit_test(the_object_the_resource_and_the_framework_set_the_limit_in_this_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
