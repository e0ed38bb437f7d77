#include "cluster/names.h"

#include <string.h>

/* One rule about names; the first that is broken is told. */
struct rule {
    bool (*is_broken)(struct str name);
    const char *problem;
};

static bool is_blank_name(struct str name)
{
    return name.len == 0;
}

static bool has_bad_byte(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] <= ' ' || name.ptr[i] == 0x7f || memchr("\\/*?\"<>|,#", name.ptr[i], 10))
            return true;
    return !str_is_utf8(name);
}

static bool is_expanded(struct str name)
{
    return str_equal(name, STR("_all"));
}

static bool is_dots(struct str name)
{
    return str_equal(name, STR(".")) || str_equal(name, STR(".."));
}

static bool is_amazons(struct str name)
{
    return str_starts_with(name, STR("cs-"));
}

static bool has_upper_case(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            return true;
    return false;
}

static bool starts_with_underscore(struct str name)
{
    return str_starts_with(name, STR("_"));
}

static bool starts_with_dash(struct str name)
{
    return str_starts_with(name, STR("-"));
}

static bool is_over_255(struct str name)
{
    return name.len > 255;
}

static bool is_over_230(struct str name)
{
    return name.len > 230;
}

static const struct rule empty = {is_blank_name, "must not be empty"};
static const struct rule bytes = {has_bad_byte, "must not contain blanks, control characters or any of \\ / * ? \" < > | , #"};
static const struct rule expanded = {is_expanded, "must not be _all: servers take it for every repository there is"};
static const struct rule dots = {is_dots, "must not be . or .."};
static const struct rule amazons = {is_amazons, "must not start with cs-: such repositories belong to Amazon's service"};
static const struct rule lower = {has_upper_case, "must be lower case"};
static const struct rule underscore = {starts_with_underscore, "must not start with _"};
static const struct rule dash = {starts_with_dash, "must not start with -: servers take that for an exclusion"};
static const struct rule at_most_255 = {is_over_255, "must not be longer than 255 bytes"};
static const struct rule at_most_230 = {is_over_230, "must not be longer than 230 bytes"};

static const struct rule *const rules_to_read[] = {&empty, &bytes, &expanded, &dots, &dash};
static const struct rule *const repository_rules[] = {&empty, &bytes, &expanded, &dots, &dash, &amazons, &at_most_255};
static const struct rule *const snapshot_rules[] = {&empty, &bytes, &dots, &dash, &underscore, &lower, &at_most_255};
static const struct rule *const policy_rules[] = {&empty, &bytes, &dots, &underscore, &lower, &at_most_230};

static bool check(struct arena *arena, struct str name, const struct rule *const *rules, size_t count, struct str *problem)
{
    for (size_t i = 0; i < count; i++) {
        if (!rules[i]->is_broken(name))
            continue;
        *problem = arena_copy(arena, str_from(rules[i]->problem));
        return false;
    }
    return true;
}

bool repository_name_check(struct arena *arena, struct str name, struct str *problem)
{
    return check(arena, name, repository_rules, ARRAY_LENGTH(repository_rules), problem);
}

bool repository_name_check_to_read(struct arena *arena, struct str name, struct str *problem)
{
    return check(arena, name, rules_to_read, ARRAY_LENGTH(rules_to_read), problem);
}

bool snapshot_name_check(struct arena *arena, struct str name, struct str *problem)
{
    return check(arena, name, snapshot_rules, ARRAY_LENGTH(snapshot_rules), problem);
}

bool policy_name_check(struct arena *arena, struct str name, struct str *problem)
{
    return check(arena, name, policy_rules, ARRAY_LENGTH(policy_rules), problem);
}
