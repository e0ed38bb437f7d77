#include "cluster/duration.h"

struct unit {
    struct str suffix;
    int64_t per_ms; /* how many make a millisecond, for units shorter than one */
    int64_t ms;
    bool case_sensitive;
};

/* Tried in this order: "5ms" ends with "s" too. */
static const struct unit units[] = {
    {STR_INIT("nanos"), 1000000, 0, false}, {STR_INIT("micros"), 1000, 0, false}, {STR_INIT("ms"), 0, 1, false},
    {STR_INIT("s"), 0, 1000, false},        {STR_INIT("m"), 0, 60000, true},      {STR_INIT("h"), 0, 3600000, false},
    {STR_INIT("d"), 0, 86400000, false},
};

struct named_unit {
    int64_t ms;
    const char *suffix;
};

static const struct named_unit largest_first[] = {{86400000, "d"}, {3600000, "h"}, {60000, "m"}, {1000, "s"}, {1, "ms"}};

static bool ends_with_unit(struct str text, const struct unit *unit)
{
    if (text.len < unit->suffix.len)
        return false;
    struct str end = str_slice(text, text.len - unit->suffix.len, text.len);
    return unit->case_sensitive ? str_equal(end, unit->suffix) : str_equal_ignoring_case(end, unit->suffix);
}

static bool only_digits(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0;
}

static bool to_ms(int64_t number, const struct unit *unit, int64_t *ms)
{
    if (unit->per_ms) {
        *ms = number / unit->per_ms;
        return number % unit->per_ms == 0;
    }
    return !__builtin_mul_overflow(number, unit->ms, ms);
}

bool duration_parse(struct str text, int64_t *ms)
{
    struct str trimmed = str_trim(text);
    for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
        if (!ends_with_unit(trimmed, &units[i]))
            continue;
        struct str digits = str_trim(str_slice(trimmed, 0, trimmed.len - units[i].suffix.len));
        int64_t number;
        return only_digits(digits) && str_to_int64(digits, &number) && to_ms(number, &units[i], ms) && *ms <= DURATION_MAX_MS;
    }
    *ms = 0;
    int64_t zero;
    return only_digits(trimmed) && str_to_int64(trimmed, &zero) && zero == 0;
}

struct str duration_format(struct arena *arena, int64_t ms)
{
    size_t i = 0;
    while (ms == 0 ? i + 1 < ARRAY_LENGTH(largest_first) : ms % largest_first[i].ms != 0)
        i++;
    return arena_format(arena, "%lld%s", (long long)(ms / largest_first[i].ms), largest_first[i].suffix);
}

bool duration_same(struct str a, struct str b)
{
    int64_t a_ms, b_ms;
    if (duration_parse(a, &a_ms) && duration_parse(b, &b_ms))
        return a_ms == b_ms;
    return str_equal(a, b);
}

bool duration_check(struct arena *arena, struct str text, struct str *problem)
{
    int64_t ms;
    if (duration_parse(text, &ms))
        return true;
    *problem =
        arena_format(arena, "is no duration: write a whole number and a unit (d, h, m, s or ms), such as \"5d\" or \"90m\", of at most 106751d");
    return false;
}

bool duration_check_whole(struct arena *arena, struct str text, struct str *problem)
{
    int64_t ms;
    if (!duration_check(arena, text, problem))
        return false;
    if (!duration_parse(text, &ms) || ms == 0)
        return true;
    size_t i = 0;
    while (ms < largest_first[i].ms)
        i++;
    const struct named_unit *unit = &largest_first[i];
    if (ms % unit->ms == 0)
        return true;
    *problem =
        arena_format(arena,
                     "cannot be kept by Snapshot Management, which stores one digit after the point of the largest unit and cannot read that back: "
                     "write \"%lld%s\" or \"%lld%s\"",
                     (long long)(ms / unit->ms), unit->suffix, (long long)(ms / unit->ms + 1), unit->suffix);
    return false;
}
