#include "base/clock.h"
#include "base/expect.h"

static void times_are_read_in_rfc_3339(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t time_ms;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-11-22T20:19:17Z", 1795378757000},
        {"2026-11-22T20:19:17z", 1795378757000},
        {"2026-11-22T20:19:17.5Z", 1795378757500},
        {"2026-11-22T20:19:17.123456789Z", 1795378757123},
        {"2026-11-22T20:19:17.0009Z", 1795378757000},
        {"2026-11-22T21:19:17+01:00", 1795378757000},
        {"2026-11-22T14:49:17-05:30", 1795378757000},
        {"2026-11-22T20:19:17+00:00", 1795378757000},
        {"1969-12-31T23:59:59.999Z", -1},
        {"2024-02-29T00:00:00Z", 1709164800000},
        {"2000-02-29T00:00:00Z", 951782400000},
        {"9999-12-31T23:59:59Z", 253402300799000},
        {"0001-01-01T00:00:00Z", -62135596800000},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        int64_t time_ms = 42;
        if (!clock_parse_rfc3339(str_from(cases[at].text), &time_ms) || time_ms != cases[at].time_ms)
            fail_msg("%s: %lld", cases[at].text, (long long)time_ms);
    }
}

static void anything_else_is_no_time(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "2026",
        "2026-11-22",
        "2026-11-22T20:19Z",
        "2026-11-22T20:19:17",
        "2026-11-22 20:19:17Z",
        "2026-11-22T20:19:17Zx",
        "26-11-22T20:19:17Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T20:60:00Z",
        "2026-11-22T20:19:60Z",
        "2026-11-22T20:19:17.Z",
        "2026-11-22T20:19:17,5Z",
        "2026-11-22T20:19:17+0100",
        "2026-11-22T20:19:17+01",
        "2026-11-22T20:19:17+24:00",
        "2026-11-22T20:19:17+01:60",
        "2026-11-22T20:19:17+01:00x",
        "2026-11-22T-1:19:17Z",
        "2026-11-22T-0:19:17Z",
        "2026-11-22T20:-0:17Z",
        "-000-11-22T20:19:17Z",
        "2026-11-22T20:19:17+-0:00",
        "2026-11-22T 0:19:17Z",
        "+026-11-22T20:19:17Z",
        "2026-1-22T20:19:17Z",
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        int64_t time_ms;
        if (clock_parse_rfc3339(str_from(cases[at]), &time_ms))
            fail_msg("%s was read", cases[at]);
    }
}

static void times_are_written_in_utc(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    char text[28];
    clock_format_us(1795378757123456, text);
    assert_string_equal(text, "2026-11-22T20:19:17.123456Z");
    clock_format_us(1795378757000007, text);
    assert_string_equal(text, "2026-11-22T20:19:17.000007Z");
    EXPECT_TEXT(clock_format_rfc3339(&arena, 1795378757999), "2026-11-22T20:19:17Z");
    EXPECT_TEXT(clock_format_basic(&arena, 1795378757999), "20261122T201917Z");
    EXPECT_TEXT(clock_format_rfc3339(&arena, 0), "1970-01-01T00:00:00Z");
}

static void times_before_1970_are_written_too(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    char text[28];
    clock_format_us(-1, text);
    assert_string_equal(text, "1969-12-31T23:59:59.999999Z");
    EXPECT_TEXT(clock_format_rfc3339(&arena, -1), "1969-12-31T23:59:59Z");
}

static void the_clocks_run(void **state)
{
    (void)state;
    int64_t monotonic = clock_monotonic_ms();
    assert_true(clock_now_ms() > 1700000000000);
    assert_true(clock_now_us() / 1000 >= 1700000000000);
    assert_true(clock_monotonic_ms() >= monotonic);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_in_rfc_3339),        cmocka_unit_test(anything_else_is_no_time), cmocka_unit_test(times_are_written_in_utc),
        cmocka_unit_test(times_before_1970_are_written_too), cmocka_unit_test(the_clocks_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
