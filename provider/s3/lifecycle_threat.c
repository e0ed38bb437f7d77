#include "s3/lifecycle_threat.h"

bool prefixes_overlap(struct str a, struct str b)
{
    return str_starts_with(a, b) || str_starts_with(b, a);
}

/* What moving to a storage class does to files that a cluster reads at any time (snapshots.md 5.5). */
static const struct {
    const char *storage_class;
    enum lifecycle_threat_kind kind;
} storage_classes[] = {
    {"STANDARD", THREAT_NONE},       {"STANDARD_IA", THREAT_NONE}, {"ONEZONE_IA", THREAT_NONE},       {"INTELLIGENT_TIERING", THREAT_NONE},
    {"GLACIER_IR", THREAT_DOUBTFUL}, {"GLACIER", THREAT_ARCHIVES}, {"DEEP_ARCHIVE", THREAT_ARCHIVES},
};

static enum lifecycle_threat_kind threat_of_class(struct str storage_class)
{
    for (size_t row = 0; row < ARRAY_LENGTH(storage_classes); row++)
        if (str_equal(str_from(storage_classes[row].storage_class), storage_class))
            return storage_classes[row].kind;
    return THREAT_DOUBTFUL;
}

static void worsen(struct lifecycle_threat *threat, enum lifecycle_threat_kind kind, struct str action)
{
    if (kind <= threat->kind)
        return;
    threat->kind = kind;
    threat->action = action;
}

static struct str when(struct arena *arena, struct optional_int days, struct str date)
{
    if (days.set)
        return arena_format(arena, "after %lld day%s", (long long)days.value, days.value == 1 ? "" : "s");
    if (!str_is_empty(date))
        return arena_format(arena, "on %.*s", STR_ARGS(date));
    return STR("at a time that cannot be read");
}

static bool has_unknown(const struct lifecycle_rule_view *rule, struct str prefix)
{
    for (size_t at = 0; at < rule->unknown_count; at++)
        if (str_starts_with(rule->unknown[at], prefix))
            return true;
    return false;
}

static void judge_expiration(struct arena *arena, const struct lifecycle_rule_view *rule, enum bucket_versioning versioning,
                             struct lifecycle_threat *threat)
{
    bool unreadable = (has_unknown(rule, STR("Expiration/Days")) || has_unknown(rule, STR("Expiration/Date")));
    if (!rule->expiration_days.set && str_is_empty(rule->expiration_date) && !unreadable)
        return;
    struct str time = when(arena, rule->expiration_days, rule->expiration_date);
    if (versioning == VERSIONING_ENABLED)
        worsen(threat, THREAT_MARKS_DELETED, arena_format(arena, "hides objects behind delete markers %.*s", STR_ARGS(time)));
    else
        worsen(threat, THREAT_EXPIRES, arena_format(arena, "expires objects %.*s", STR_ARGS(time)));
}

static void judge_transitions(struct arena *arena, const struct lifecycle_rule_view *rule, struct lifecycle_threat *threat)
{
    for (size_t at = 0; at < rule->transition_count; at++) {
        const struct lifecycle_transition *transition = &rule->transitions[at];
        struct str time = when(arena, transition->days, transition->date);
        worsen(threat, threat_of_class(transition->storage_class),
               arena_format(arena, "moves objects to the storage class \"%.*s\" %.*s", STR_ARGS(transition->storage_class), STR_ARGS(time)));
    }
}

static void judge_unknown(struct arena *arena, const struct lifecycle_rule_view *rule, struct lifecycle_threat *threat)
{
    for (size_t at = 0; at < rule->unknown_count; at++)
        worsen(threat, THREAT_DOUBTFUL, arena_format(arena, "has a part that cannot be judged (%.*s)", STR_ARGS(rule->unknown[at])));
}

struct lifecycle_threat lifecycle_rule_effect(struct arena *arena, const struct lifecycle_rule_view *rule, enum bucket_versioning versioning)
{
    const struct lifecycle_filter *filter = &rule->filter;
    struct lifecycle_threat threat = {.prefix = filter->prefix, .action = STR("")};
    if (!rule->enabled)
        return threat;
    judge_expiration(arena, rule, versioning, &threat);
    judge_transitions(arena, rule, &threat);
    judge_unknown(arena, rule, &threat);
    bool all_versions = rule->noncurrent_expiration || has_unknown(rule, STR("Expiration/"));
    threat.ends_repair = threat.kind == THREAT_MARKS_DELETED && all_versions;
    threat.only_some = filter->tag_count > 0 || filter->object_size_greater_than.set || filter->object_size_less_than.set;
    return threat;
}

struct lifecycle_threat lifecycle_rule_threat(struct arena *arena, const struct lifecycle_rule_view *rule, const struct str *key_prefixes,
                                              size_t count, enum bucket_versioning versioning)
{
    for (size_t at = 0; at < count; at++)
        if (prefixes_overlap(rule->filter.prefix, key_prefixes[at]))
            return lifecycle_rule_effect(arena, rule, versioning);
    return (struct lifecycle_threat){.kind = THREAT_NONE, .action = STR(""), .prefix = rule->filter.prefix};
}
