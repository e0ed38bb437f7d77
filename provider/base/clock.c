#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_us(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_now_us(void)
{
    return read_us(CLOCK_REALTIME);
}

int64_t clock_now_ms(void)
{
    return clock_now_us() / 1000;
}

int64_t clock_monotonic_ms(void)
{
    return read_us(CLOCK_MONOTONIC) / 1000;
}

/* The calendar of a time in units of a second's `parts`, rounded down. */
static struct tm calendar(int64_t units, int64_t parts)
{
    struct tm fields = {0};
    time_t time = (time_t)(units / parts - (units % parts < 0));
    gmtime_r(&time, &fields);
    return fields;
}

void clock_format_us(int64_t time_us, char out[28])
{
    struct tm at = calendar(time_us, 1000000);
    snprintf(out, 28, "%04u-%02u-%02uT%02u:%02u:%02u.%06uZ", (unsigned)(at.tm_year + 1900) % 10000, (unsigned)(at.tm_mon + 1) % 100,
             (unsigned)at.tm_mday % 100, (unsigned)at.tm_hour % 100, (unsigned)at.tm_min % 100, (unsigned)at.tm_sec % 100,
             (unsigned)((time_us % 1000000 + 1000000) % 1000000));
}

struct str clock_format_rfc3339(struct arena *arena, int64_t time_ms)
{
    struct tm at = calendar(time_ms, 1000);
    return arena_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec);
}

struct str clock_format_basic(struct arena *arena, int64_t time_ms)
{
    struct tm at = calendar(time_ms, 1000);
    return arena_format(arena, "%04d%02d%02dT%02d%02d%02dZ", at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec);
}

/* Cuts `width` digits and, when it is not NUL, the byte that must follow them. */
static bool take_number(struct str *rest, size_t width, char follower, int *number)
{
    int64_t value;
    bool has_sign = rest->len > 0 && rest->ptr[0] == '-';
    if (rest->len < width || has_sign || !str_to_int64(str_slice(*rest, 0, width), &value))
        return false;
    *rest = str_slice(*rest, width, rest->len);
    *number = (int)value;
    if (follower == '\0')
        return true;
    if (rest->len == 0 || rest->ptr[0] != follower)
        return false;
    *rest = str_slice(*rest, 1, rest->len);
    return true;
}

static bool take_fraction(struct str *rest, int *milliseconds)
{
    *milliseconds = 0;
    if (rest->len == 0 || rest->ptr[0] != '.')
        return true;
    size_t end = 1;
    for (int unit = 100; end < rest->len && rest->ptr[end] >= '0' && rest->ptr[end] <= '9'; end++, unit /= 10)
        *milliseconds += (rest->ptr[end] - '0') * unit;
    *rest = str_slice(*rest, end, rest->len);
    return end > 1;
}

static bool take_zone(struct str rest, int *minutes)
{
    *minutes = 0;
    if (str_equal(rest, STR("Z")) || str_equal(rest, STR("z")))
        return true;
    if (rest.len != 6 || (rest.ptr[0] != '+' && rest.ptr[0] != '-'))
        return false;
    int sign = rest.ptr[0] == '-' ? -1 : 1, hours, part;
    rest = str_slice(rest, 1, rest.len);
    if (!take_number(&rest, 2, ':', &hours) || !take_number(&rest, 2, '\0', &part) || hours > 23 || part > 59)
        return false;
    *minutes = sign * (hours * 60 + part);
    return true;
}

bool clock_parse_rfc3339(struct str text, int64_t *time_ms)
{
    struct tm at = {0};
    int milliseconds, zone_minutes;
    bool well_formed = take_number(&text, 4, '-', &at.tm_year) && take_number(&text, 2, '-', &at.tm_mon) && take_number(&text, 2, 'T', &at.tm_mday) &&
                       take_number(&text, 2, ':', &at.tm_hour) && take_number(&text, 2, ':', &at.tm_min) && take_number(&text, 2, '\0', &at.tm_sec) &&
                       take_fraction(&text, &milliseconds) && take_zone(text, &zone_minutes);
    if (!well_formed)
        return false;
    at.tm_year -= 1900;
    at.tm_mon -= 1;
    struct tm asked = at;
    int64_t seconds = (int64_t)timegm(&at);
    if (at.tm_mon != asked.tm_mon || at.tm_mday != asked.tm_mday || at.tm_hour != asked.tm_hour || at.tm_min != asked.tm_min ||
        at.tm_sec != asked.tm_sec)
        return false;
    *time_ms = (seconds - (int64_t)zone_minutes * 60) * 1000 + milliseconds;
    return true;
}
