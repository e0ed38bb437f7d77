#include "base/clock.h"
#include "cluster/policy.h"
#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "schemas/snapshot_policy_data.h"

/* ---- optional values as fields: absent and empty is null ---- */

static struct string_field text_field(struct str text)
{
    return text.len > 0 ? known_string(text) : (struct string_field){0};
}

static struct bool_field bool_field(struct optional_bool value)
{
    return value.set ? known_bool(value.value) : (struct bool_field){0};
}

static struct int_field int_field(struct optional_int value)
{
    return value.set ? known_int(value.value) : (struct int_field){0};
}

static struct string_field time_field(struct arena *arena, struct optional_int time_ms)
{
    return time_ms.set ? known_string(clock_format_rfc3339(arena, time_ms.value)) : (struct string_field){0};
}

static struct strings_field texts_field(struct arena *arena, struct optional_strings texts)
{
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, texts.count);
    for (size_t at = 0; at < texts.count; at++)
        items[at] = known_string(texts.items[at]);
    return (struct strings_field){texts.count > 0 ? FIELD_KNOWN : FIELD_NULL, items, texts.count};
}

static struct map_field map_field(struct arena *arena, struct optional_map map)
{
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, map.count);
    for (size_t at = 0; at < map.count; at++)
        entries[at] = (struct map_entry){map.pairs[at].key, known_string(map.pairs[at].value)};
    return (struct map_field){map.count > 0 ? FIELD_KNOWN : FIELD_NULL, entries, map.count};
}

static enum field_state state_of(bool is_there)
{
    return is_there ? FIELD_KNOWN : FIELD_NULL;
}

/* ---- the policy ---- */

static struct snapshot_policy_data_schedule schedule_of(const struct snapshot_policy_spec *spec)
{
    return (struct snapshot_policy_data_schedule){
        .state = state_of(spec->cron.ptr || spec->interval.ptr),
        .cron = text_field(spec->cron),
        .interval = text_field(spec->interval),
        .timezone = text_field(spec->timezone),
    };
}

static struct snapshot_policy_data_retention retention_of(const struct snapshot_policy_spec *spec)
{
    bool has_schedule = spec->retention_cron.ptr != NULL;
    return (struct snapshot_policy_data_retention){
        .state = state_of(has_schedule || spec->expire_after.ptr || spec->min_count.set || spec->max_count.set),
        .expire_after = text_field(spec->expire_after),
        .min_count = int_field(spec->min_count),
        .max_count = int_field(spec->max_count),
        .schedule =
            {
                .state = state_of(has_schedule),
                .cron = text_field(spec->retention_cron),
                .timezone = text_field(spec->retention_timezone),
            },
    };
}

static struct snapshot_policy_data_notification notification_of(const struct policy_notification *notification)
{
    return (struct snapshot_policy_data_notification){
        .state = state_of(notification->set),
        .channel_id = text_field(notification->channel_id),
        .creation = bool_field(notification->creation),
        .deletion = bool_field(notification->deletion),
        .failure = bool_field(notification->failure),
        .time_limit_exceeded = bool_field(notification->time_limit_exceeded),
    };
}

static void write_contents(struct arena *arena, const struct snapshot_policy_spec *spec, struct snapshot_policy_data *found)
{
    found->repository = text_field(spec->repository);
    found->schedule = schedule_of(spec);
    found->retention = retention_of(spec);
    found->notification = notification_of(&spec->notification);
    found->snapshot_name = text_field(spec->snapshot_name);
    found->indices = texts_field(arena, spec->indices);
    found->ignore_unavailable = bool_field(spec->ignore_unavailable);
    found->include_global_state = bool_field(spec->include_global_state);
    found->partial = bool_field(spec->partial);
    found->feature_states = texts_field(arena, spec->feature_states);
    found->expand_wildcards = texts_field(arena, spec->expand_wildcards);
    found->metadata = map_field(arena, spec->metadata);
    found->enabled = known_bool(!spec->enabled.set || spec->enabled.value);
    found->description = text_field(spec->description);
    found->creation_time_limit = text_field(spec->creation_time_limit);
    found->deletion_time_limit = text_field(spec->deletion_time_limit);
    found->snapshot_pattern = text_field(spec->snapshot_pattern);
    found->date_format_timezone = text_field(spec->date_format_timezone);
}

static void write_status(struct arena *arena, const struct policy_status *status, struct snapshot_policy_data *found)
{
    found->in_progress = known_bool(status->in_progress);
    found->next_run = time_field(arena, status->next_run_ms);
    found->last_success = (struct snapshot_policy_data_last_success){
        .state = state_of(status->last_success_snapshot.len > 0 || status->last_success_ms.set),
        .snapshot = text_field(status->last_success_snapshot),
        .time = time_field(arena, status->last_success_ms),
    };
    found->last_failure = (struct snapshot_policy_data_last_failure){
        .state = state_of(status->last_failure_snapshot.len > 0 || status->last_failure_ms.set || status->last_failure_reason.len > 0),
        .snapshot = text_field(status->last_failure_snapshot),
        .time = time_field(arena, status->last_failure_ms),
        .reason = text_field(status->last_failure_reason),
    };
}

/* ---- reading ---- */

static bool no_such_policy(struct request *rq, struct cluster *cluster, struct str name)
{
    struct str endpoint = cluster_endpoint(cluster);
    return diag_error(rq, AT("name"), "No such policy", "The scheduler of the cluster at %.*s has no snapshot policy \"%.*s\".", STR_ARGS(endpoint),
                      STR_ARGS(name));
}

static bool read_contents(struct request *rq, struct cluster *cluster, const struct policy_backend *backend, struct str name,
                          struct snapshot_policy_data *found)
{
    struct snapshot_policy_spec spec;
    enum policy_presence presence;
    GUARD(backend->read(rq, cluster, name, &spec, &presence));
    if (presence == POLICY_ABSENT)
        return no_such_policy(rq, cluster, name);
    if (presence == POLICY_UNREADABLE)
        return diag_error(rq, AT("name"), "Policy cannot be read",
                          "The server holds policy \"%.*s\" in a form that it cannot read back itself. Applying the resource writes it anew.",
                          STR_ARGS(name));
    write_contents(rq->arena, &spec, found);
    return true;
}

static bool read_status(struct request *rq, struct cluster *cluster, const struct policy_backend *backend, struct str name,
                        struct snapshot_policy_data *found)
{
    struct policy_status status = {0};
    bool is_gone;
    GUARD(backend->status(rq, cluster, name, &status, &is_gone));
    if (is_gone)
        return no_such_policy(rq, cluster, name);
    write_status(rq->arena, &status, found);
    return true;
}

static bool read(struct request *rq, struct provider *provider, const void *config, void *found_model)
{
    const struct snapshot_policy_data *asked = config;
    struct snapshot_policy_data *found = found_model;
    struct cluster *cluster;
    const struct engine *engine;
    const struct policy_backend *backend;
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(engine_read(rq, cluster, &engine));
    GUARD(policy_backend_choose(rq, string_or(asked->backend, STR("auto")), engine, &backend));
    found->backend_used = known_string(str_from(backend->name));
    return read_contents(rq, cluster, backend, asked->name.value, found) && read_status(rq, cluster, backend, asked->name.value, found);
}

const struct data_source_type snapshot_policy_data_source = {
    .schema = &snapshot_policy_data_schema,
    .read = read,
};
