#include "value/value.h"

#include <stdlib.h>
#include <string.h>

struct value value_string(struct str text)
{
    return (struct value){.kind = VALUE_STRING, .text = text};
}

struct value value_bool(bool boolean)
{
    return (struct value){.kind = VALUE_BOOL, .boolean = boolean};
}

struct value value_integer(struct arena *arena, int64_t number)
{
    return (struct value){.kind = VALUE_NUMBER, .text = arena_format(arena, "%lld", (long long)number)};
}

struct value value_sequence(const struct value *items, size_t count)
{
    return (struct value){.kind = VALUE_SEQUENCE, .items = items, .count = count};
}

static bool is_sorted(const struct value_member *members, size_t count)
{
    for (size_t at = 1; at < count; at++)
        if (str_compare(members[at - 1].name, members[at].name) >= 0)
            return false;
    return true;
}

/* Merges the sorted halves [from, middle) and [middle, to); of equal names the earlier stays in front. */
static void merge_halves(const struct value_member *source, struct value_member *target, size_t from, size_t middle, size_t to)
{
    size_t left = from, right = middle;
    for (size_t at = from; at < to; at++) {
        bool take_left = left < middle && (right >= to || str_compare(source[left].name, source[right].name) <= 0);
        target[at] = take_left ? source[left++] : source[right++];
    }
}

/* A stable sort, so that of equal names the later one stays behind the earlier; qsort promises no such thing. */
static void sort_members(struct value_member *members, size_t count)
{
    AUTO_ARENA scratch = {0};
    struct value_member *source = members, *target = ARENA_ARRAY(&scratch, struct value_member, count);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t middle = from + width < count ? from + width : count, to = middle + width < count ? middle + width : count;
            merge_halves(source, target, from, middle, to);
        }
        struct value_member *merged = target;
        target = source;
        source = merged;
    }
    if (source != members)
        memcpy(members, source, count * sizeof(*members));
}

struct value value_mapping(struct value_member *members, size_t count)
{
    if (!is_sorted(members, count))
        sort_members(members, count);
    size_t kept = 0;
    for (size_t at = 0; at < count; at++) {
        if (kept > 0 && str_equal(members[kept - 1].name, members[at].name))
            kept--;
        members[kept++] = members[at];
    }
    return (struct value){.kind = VALUE_MAPPING, .members = members, .count = kept};
}

static int compare_items(const void *a, const void *b)
{
    return value_compare(a, b);
}

struct value value_set(struct value *items, size_t count)
{
    if (count > 1)
        qsort(items, count, sizeof(*items), compare_items);
    size_t kept = 0;
    for (size_t at = 0; at < count; at++)
        if (kept == 0 || !value_equal(&items[kept - 1], &items[at]) || !value_is_wholly_known(&items[at]))
            items[kept++] = items[at];
    return value_sequence(items, kept);
}

struct value value_member(const struct value *mapping, struct str name)
{
    size_t low = 0, high = mapping->kind == VALUE_MAPPING ? mapping->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(mapping->members[middle].name, name);
        if (order == 0)
            return mapping->members[middle].value;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return VALUE_OF_NULL;
}

struct value value_with_member(struct arena *arena, const struct value *mapping, struct str name, struct value member)
{
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, mapping->count + 1);
    for (size_t at = 0; at < mapping->count; at++)
        members[at] = mapping->members[at];
    members[mapping->count] = (struct value_member){name, member};
    return value_mapping(members, mapping->count + 1);
}

static int compare_sequences(const struct value *a, const struct value *b)
{
    for (size_t at = 0; at < a->count && at < b->count; at++) {
        int order = value_compare(&a->items[at], &b->items[at]);
        if (order != 0)
            return order;
    }
    return (a->count > b->count) - (a->count < b->count);
}

static int compare_mappings(const struct value *a, const struct value *b)
{
    for (size_t at = 0; at < a->count && at < b->count; at++) {
        int order = str_compare(a->members[at].name, b->members[at].name);
        if (order == 0)
            order = value_compare(&a->members[at].value, &b->members[at].value);
        if (order != 0)
            return order;
    }
    return (a->count > b->count) - (a->count < b->count);
}

int value_compare(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    switch (a->kind) {
    case VALUE_NULL:
    case VALUE_UNKNOWN:
        return 0;
    case VALUE_BOOL:
        return (int)a->boolean - (int)b->boolean;
    case VALUE_NUMBER:
        return number_compare(a->text, b->text);
    case VALUE_STRING:
        return str_compare(a->text, b->text);
    case VALUE_SEQUENCE:
        return compare_sequences(a, b);
    case VALUE_MAPPING:
        return compare_mappings(a, b);
    }
    return 0;
}

bool value_equal(const struct value *a, const struct value *b)
{
    return value_compare(a, b) == 0;
}

bool value_is_wholly_known(const struct value *value)
{
    if (value->kind == VALUE_UNKNOWN)
        return false;
    for (size_t at = 0; at < value->count; at++) {
        const struct value *part = value->kind == VALUE_MAPPING ? &value->members[at].value : &value->items[at];
        if (!value_is_wholly_known(part))
            return false;
    }
    return true;
}

struct value value_without_unknowns(struct arena *arena, const struct value *value)
{
    struct value known = *value;
    if (value->kind == VALUE_UNKNOWN)
        return (struct value){.kind = VALUE_NULL, .dynamic_type = value->dynamic_type};
    if (value_is_wholly_known(value))
        return known;
    if (value->kind == VALUE_MAPPING) {
        struct value_member *members = ARENA_ARRAY(arena, struct value_member, value->count);
        for (size_t at = 0; at < value->count; at++)
            members[at] = (struct value_member){value->members[at].name, value_without_unknowns(arena, &value->members[at].value)};
        known.members = members;
    } else {
        struct value *items = ARENA_ARRAY(arena, struct value, value->count);
        for (size_t at = 0; at < value->count; at++)
            items[at] = value_without_unknowns(arena, &value->items[at]);
        known.items = items;
    }
    return known;
}
