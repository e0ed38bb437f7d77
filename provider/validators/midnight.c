#include "validators/midnight.h"

#include <string.h>

#include "base/clock.h"

enum { DAY_LENGTH = 10, DAY_MS = 24 * 60 * 60 * 1000 };

bool date_parse(struct str text, int64_t *time_ms)
{
    static const char midnight[] = "T00:00:00Z";
    char whole[DAY_LENGTH + sizeof(midnight)];
    if (text.len != DAY_LENGTH)
        return clock_parse_rfc3339(text, time_ms);
    memcpy(whole, text.ptr, DAY_LENGTH);
    memcpy(whole + DAY_LENGTH, midnight, sizeof(midnight));
    return clock_parse_rfc3339(str_from(whole), time_ms);
}

bool date_same(struct str a, struct str b)
{
    int64_t a_ms, b_ms;
    if (date_parse(a, &a_ms) && date_parse(b, &b_ms))
        return a_ms == b_ms;
    return str_equal(a, b);
}

bool midnight_check(struct arena *arena, struct str text, struct str *problem)
{
    int64_t time_ms;
    if (!date_parse(text, &time_ms)) {
        *problem = STR("is no date: write a day, such as \"2027-01-31\"");
        return false;
    }
    if (time_ms % DAY_MS == 0)
        return true;
    struct str day = str_slice(clock_format_rfc3339(arena, time_ms), 0, DAY_LENGTH);
    *problem = arena_format(arena, "is not at midnight UTC, and S3 takes nothing else: write \"%.*s\"", STR_ARGS(day));
    return false;
}
