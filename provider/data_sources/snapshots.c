#include "cluster/snapshots.h"
#include "base/clock.h"
#include "base/pattern.h"
#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "schemas/snapshots_data.h"

/* The policy that took a snapshot, by the metadata that each scheduler leaves (snapshots.md 2.6, 3.7); absent for one taken by hand. */
static struct str policy_of(const struct snapshot *snapshot)
{
    for (size_t at = 0; at < snapshot->metadata.count; at++) {
        const struct string_pair *entry = &snapshot->metadata.pairs[at];
        if (str_equal(entry->key, STR("sm_policy")) || str_equal(entry->key, STR("policy")))
            return entry->value;
    }
    return (struct str){0};
}

static bool is_wanted(const struct snapshots_data *asked, const struct snapshot *snapshot)
{
    if (FIELD_IS_KNOWN(asked->name_pattern) && !pattern_matches(asked->name_pattern.value, snapshot->name))
        return false;
    if (FIELD_IS_KNOWN(asked->policy) && !str_equal(asked->policy.value, policy_of(snapshot)))
        return false;
    return !FIELD_IS_KNOWN(asked->state) || str_equal(asked->state.value, snapshot->state);
}

static struct string_field text_or_null(struct str text)
{
    return text.len > 0 ? known_string(text) : (struct string_field){0};
}

static struct string_field time_or_null(struct arena *arena, struct optional_int time_ms)
{
    return time_ms.set ? known_string(clock_format_rfc3339(arena, time_ms.value)) : (struct string_field){0};
}

static struct strings_field names_of(struct arena *arena, const struct str *names, size_t count)
{
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, count);
    for (size_t at = 0; at < count; at++)
        items[at] = known_string(names[at]);
    return (struct strings_field){FIELD_KNOWN, items, count};
}

static struct map_field metadata_of(struct arena *arena, const struct snapshot *snapshot)
{
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, snapshot->metadata.count);
    for (size_t at = 0; at < snapshot->metadata.count; at++)
        entries[at] = (struct map_entry){snapshot->metadata.pairs[at].key, known_string(snapshot->metadata.pairs[at].value)};
    return (struct map_field){snapshot->metadata.set ? FIELD_KNOWN : FIELD_NULL, entries, snapshot->metadata.count};
}

static struct snapshots_data_snapshots entry_of(struct arena *arena, const struct snapshot *snapshot)
{
    return (struct snapshots_data_snapshots){
        .state = FIELD_KNOWN,
        .name = known_string(snapshot->name),
        .uuid = text_or_null(snapshot->uuid),
        .state_ = known_string(snapshot->state),
        .policy = text_or_null(policy_of(snapshot)),
        .reason = text_or_null(snapshot->reason),
        .indices = names_of(arena, snapshot->indices, snapshot->index_count),
        .feature_states = names_of(arena, snapshot->feature_states, snapshot->feature_state_count),
        .include_global_state = {snapshot->include_global_state.set ? FIELD_KNOWN : FIELD_NULL, snapshot->include_global_state.value},
        .metadata = metadata_of(arena, snapshot),
        .start_time = time_or_null(arena, snapshot->start_ms),
        .end_time = time_or_null(arena, snapshot->end_ms),
        .version = text_or_null(snapshot->version),
        .shards =
            {
                .state = FIELD_KNOWN,
                .total = known_int(snapshot->shards_total),
                .failed = known_int(snapshot->shards_failed),
                .successful = known_int(snapshot->shards_successful),
            },
    };
}

static bool read(struct request *rq, struct provider *provider, const void *config, void *found_model)
{
    const struct snapshots_data *asked = config;
    struct snapshots_data *found = found_model;
    struct cluster *cluster;
    struct snapshot_list list;
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(snapshots_list(rq, cluster, asked->repository.value, &list));
    struct snapshots_data_snapshots *entries = ARENA_ARRAY(rq->arena, struct snapshots_data_snapshots, list.count);
    found->snapshots = (struct objects_field){.state = FIELD_KNOWN, .items = entries};
    for (size_t at = 0; at < list.count; at++)
        if (is_wanted(asked, &list.items[at]))
            entries[found->snapshots.count++] = entry_of(rq->arena, &list.items[at]);
    return true;
}

const struct data_source_type snapshots_data_source = {
    .schema = &snapshots_data_schema,
    .read = read,
};
