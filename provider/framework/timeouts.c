#include "framework/timeouts.h"

#include "base/clock.h"

static const struct {
    struct str name;
    int64_t us;
} units[] = {
    {STR_INIT("ms"), 1000},
    {STR_INIT("s"), 1000000},
    {STR_INIT("m"), 60 * 1000000LL},
    {STR_INIT("h"), 3600 * 1000000LL},
};

static const int64_t longest_us = 1000 * 3600 * 1000000LL;

/* Cuts a number with an optional fraction; the fraction counts to millionths. */
static bool take_millionths(struct str *rest, int64_t *millionths)
{
    size_t at = 0;
    int64_t whole = 0, part = 0, weight = 100000;
    for (; at < rest->len && rest->ptr[at] >= '0' && rest->ptr[at] <= '9' && whole < 100000000000; at++)
        whole = whole * 10 + (rest->ptr[at] - '0');
    bool has_digits = at > 0;
    if (at < rest->len && rest->ptr[at] == '.')
        for (at++; at < rest->len && rest->ptr[at] >= '0' && rest->ptr[at] <= '9'; at++, weight /= 10)
            part += weight * (rest->ptr[at] - '0');
    *rest = str_slice(*rest, at, rest->len);
    *millionths = whole * 1000000 + part;
    return has_digits;
}

static bool take_unit(struct str *rest, int64_t *us)
{
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] >= 'a' && rest->ptr[end] <= 'z')
        end++;
    struct str name = str_slice(*rest, 0, end);
    for (size_t at = 0; at < ARRAY_LENGTH(units); at++) {
        if (!str_equal(units[at].name, name))
            continue;
        *us = units[at].us;
        *rest = str_slice(*rest, end, rest->len);
        return true;
    }
    return false;
}

bool go_duration_parse(struct str text, int64_t *milliseconds)
{
    int64_t total_us = 0;
    do {
        int64_t millionths, unit_us, part_us;
        if (!take_millionths(&text, &millionths) || !take_unit(&text, &unit_us) || __builtin_mul_overflow(millionths, unit_us, &part_us))
            return false;
        total_us += part_us / 1000000;
        if (total_us > longest_us)
            return false;
    } while (text.len > 0);
    *milliseconds = total_us / 1000;
    return *milliseconds > 0;
}

void request_set_timeout(struct request *rq, const struct value *object, struct str operation, int64_t otherwise_ms)
{
    struct value timeouts = value_member(object, STR("timeouts")), configured = value_member(&timeouts, operation);
    int64_t limit_ms = otherwise_ms > 0 ? otherwise_ms : TIMEOUT_DEFAULT_MS;
    if (configured.kind == VALUE_STRING)
        (void)!go_duration_parse(configured.text, &limit_ms);
    rq->deadline_ms = clock_monotonic_ms() + limit_ms;
}
