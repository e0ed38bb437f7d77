#include "resources/snapshot_indices.h"

#include <stdlib.h>

#include "base/pattern.h"

static bool asks_for_all(struct optional_strings asked)
{
    return asked.count == 0 || (asked.count == 1 && (str_equal(asked.items[0], STR("_all")) || str_equal(asked.items[0], STR("*"))));
}

static bool is_exclusion(struct str pattern)
{
    return str_starts_with(pattern, STR("-"));
}

/* The last pattern that matches decides. */
static bool is_asked_for(struct optional_strings asked, struct str name)
{
    bool is_in = false;
    for (size_t at = 0; at < asked.count; at++) {
        bool excludes = is_exclusion(asked.items[at]);
        struct str pattern = excludes ? str_slice(asked.items[at], 1, asked.items[at].len) : asked.items[at];
        if (pattern_matches(pattern, name))
            is_in = !excludes;
    }
    return is_in;
}

static bool matches_any(struct str pattern, struct optional_strings names)
{
    for (size_t at = 0; at < names.count; at++)
        if (pattern_matches(pattern, names.items[at]))
            return true;
    return false;
}

bool snapshot_indices_match(struct optional_strings asked, struct optional_strings resolved)
{
    if (asks_for_all(asked))
        return true;
    for (size_t at = 0; at < resolved.count; at++)
        if (!is_asked_for(asked, resolved.items[at]))
            return false;
    for (size_t at = 0; at < asked.count; at++) {
        bool is_pattern = str_contains(asked.items[at], STR("*"));
        if (!is_exclusion(asked.items[at]) && !is_pattern && !matches_any(asked.items[at], resolved))
            return false;
    }
    return true;
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct optional_strings snapshot_indices_sorted(struct arena *arena, struct optional_strings indices)
{
    struct str *items = ARENA_ARRAY(arena, struct str, indices.count);
    for (size_t at = 0; at < indices.count; at++)
        items[at] = indices.items[at];
    if (indices.count > 1)
        qsort(items, indices.count, sizeof(*items), compare_texts);
    return (struct optional_strings){indices.set, items, indices.count};
}
