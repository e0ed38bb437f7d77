#include "validators/size.h"

/* Tried in this order: "kb" ends with "b" too. */
static const struct {
    struct str suffix;
    int power; /* of 1,024 */
} units[] = {
    {STR_INIT("kb"), 1}, {STR_INIT("mb"), 2}, {STR_INIT("gb"), 3}, {STR_INIT("tb"), 4}, {STR_INIT("pb"), 5}, {STR_INIT("k"), 1},
    {STR_INIT("m"), 2},  {STR_INIT("g"), 3},  {STR_INIT("t"), 4},  {STR_INIT("p"), 5},  {STR_INIT("b"), 0},
};

static bool ends_with(struct str text, struct str suffix)
{
    return text.len >= suffix.len && str_equal_ignoring_case(str_slice(text, text.len - suffix.len, text.len), suffix);
}

static bool scale(struct str digits, int power, int64_t *bytes)
{
    GUARD(digits.len > 0 && digits.ptr[0] != '-' && str_to_int64(digits, bytes));
    for (; power > 0; power--)
        GUARD(!__builtin_mul_overflow(*bytes, 1024, bytes));
    return true;
}

bool size_parse(struct str text, int64_t *bytes)
{
    for (size_t at = 0; at < ARRAY_LENGTH(units); at++)
        if (ends_with(text, units[at].suffix))
            return scale(str_trim(str_slice(text, 0, text.len - units[at].suffix.len)), units[at].power, bytes);
    return str_to_int64(text, bytes) && (*bytes == 0 || *bytes == -1);
}

bool size_same(struct str a, struct str b)
{
    int64_t a_bytes, b_bytes;
    if (size_parse(a, &a_bytes) && size_parse(b, &b_bytes))
        return a_bytes == b_bytes;
    return str_equal(a, b);
}

bool size_check(struct arena *arena, struct str text, struct str *problem)
{
    int64_t bytes;
    if (size_parse(text, &bytes))
        return true;
    *problem = arena_format(arena, "is no size: write a whole number and a unit (b, kb, mb, gb, tb or pb), such as \"100mb\"; instead of \"1.5gb\" "
                                   "write \"1536mb\"");
    return false;
}
