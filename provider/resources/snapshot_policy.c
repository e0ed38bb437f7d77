#include "schemas/snapshot_policy.h"
#include "cluster/policy.h"
#include "configuration/provider.h"
#include "resources/optional_fields.h"
#include "resources/resources.h"

#include <string.h>

/* ---- between the model and the neutral policy ---- */

static struct snapshot_policy_spec spec_of(struct arena *arena, const struct snapshot_policy *model)
{
    const struct snapshot_policy_retention *retention = &model->retention;
    const struct snapshot_policy_notification *notification = &model->notification;
    return (struct snapshot_policy_spec){
        .name = model->name.value,
        .repository = text_of(model->repository),
        .cron = text_of(model->schedule.cron),
        .timezone = text_of(model->schedule.timezone),
        .interval = text_of(model->schedule.interval),
        .snapshot_name = text_of(model->snapshot_name),
        .indices = texts_of(arena, &model->indices),
        .ignore_unavailable = optional_bool_of(model->ignore_unavailable),
        .include_global_state = optional_bool_of(model->include_global_state),
        .partial = optional_bool_of(model->partial),
        .feature_states = texts_of(arena, &model->feature_states),
        .expand_wildcards = texts_of(arena, &model->expand_wildcards),
        .metadata = map_of(arena, &model->metadata),
        .expire_after = text_of(retention->expire_after),
        .min_count = optional_int_of(retention->min_count),
        .max_count = optional_int_of(retention->max_count),
        .retention_cron = text_of(retention->schedule.cron),
        .retention_timezone = text_of(retention->schedule.timezone),
        .enabled = optional_bool_of(model->enabled),
        .description = text_of(model->description),
        .notification =
            {
                .set = notification->state == FIELD_KNOWN,
                .channel_id = text_of(notification->channel_id),
                .creation = optional_bool_of(notification->creation),
                .deletion = optional_bool_of(notification->deletion),
                .failure = optional_bool_of(notification->failure),
                .time_limit_exceeded = optional_bool_of(notification->time_limit_exceeded),
            },
        .creation_time_limit = text_of(model->creation_time_limit),
        .deletion_time_limit = text_of(model->deletion_time_limit),
        .snapshot_pattern = text_of(model->snapshot_pattern),
        .date_format_timezone = text_of(model->date_format_timezone),
    };
}

static void write_schedule(const struct snapshot_policy_spec *spec, struct snapshot_policy *model)
{
    bool is_there = spec->cron.ptr || spec->interval.ptr;
    model->schedule = (struct snapshot_policy_schedule){
        .state = is_there ? FIELD_KNOWN : FIELD_NULL,
        .cron = text_field(spec->cron),
        .timezone = text_field(spec->timezone),
        .interval = text_field(spec->interval),
    };
}

static void write_retention(const struct snapshot_policy_spec *spec, struct snapshot_policy *model)
{
    bool has_schedule = spec->retention_cron.ptr != NULL;
    bool is_there = has_schedule || spec->expire_after.ptr || spec->min_count.set || spec->max_count.set;
    model->retention = (struct snapshot_policy_retention){
        .state = is_there ? FIELD_KNOWN : FIELD_NULL,
        .expire_after = text_field(spec->expire_after),
        .min_count = int_field(spec->min_count),
        .max_count = int_field(spec->max_count),
        .schedule =
            {
                .state = has_schedule ? FIELD_KNOWN : FIELD_NULL,
                .cron = text_field(spec->retention_cron),
                .timezone = text_field(spec->retention_timezone),
            },
    };
}

static void write_notification(const struct snapshot_policy_spec *spec, struct snapshot_policy *model)
{
    model->notification = (struct snapshot_policy_notification){
        .state = spec->notification.set ? FIELD_KNOWN : FIELD_NULL,
        .channel_id = text_field(spec->notification.channel_id),
        .creation = bool_field(spec->notification.creation),
        .deletion = bool_field(spec->notification.deletion),
        .failure = bool_field(spec->notification.failure),
        .time_limit_exceeded = bool_field(spec->notification.time_limit_exceeded),
    };
}

static void write_model(struct arena *arena, const struct snapshot_policy_spec *spec, struct snapshot_policy *model)
{
    model->repository = text_field(spec->repository);
    write_schedule(spec, model);
    write_retention(spec, model);
    write_notification(spec, model);
    model->snapshot_name = text_field(spec->snapshot_name);
    model->indices = texts_field(arena, spec->indices, &model->indices);
    model->ignore_unavailable = bool_field(spec->ignore_unavailable);
    model->include_global_state = bool_field(spec->include_global_state);
    model->partial = bool_field(spec->partial);
    model->feature_states = texts_field(arena, spec->feature_states, &model->feature_states);
    model->expand_wildcards = texts_field(arena, spec->expand_wildcards, &model->expand_wildcards);
    model->metadata = map_field_of(arena, spec->metadata, &model->metadata);
    model->enabled = known_bool(!spec->enabled.set || spec->enabled.value);
    model->description = text_field(spec->description);
    model->creation_time_limit = text_field(spec->creation_time_limit);
    model->deletion_time_limit = text_field(spec->deletion_time_limit);
    model->snapshot_pattern = text_field(spec->snapshot_pattern);
    model->date_format_timezone = text_field(spec->date_format_timezone);
}

/* ---- planning ---- */

/* Attributes that a scheduler fills in by itself; an object comes before its members. Every field begins with its state. */
#define FILLED_IN(member)                                                                                                                            \
    {                                                                                                                                                \
        offsetof(struct snapshot_policy, member), sizeof(((struct snapshot_policy *)0)->member)                                                      \
    }
static const struct {
    size_t offset, size;
} filled_in[] = {
    FILLED_IN(schedule.timezone),
    FILLED_IN(snapshot_name),
    FILLED_IN(retention.min_count),
    FILLED_IN(retention.schedule),
    FILLED_IN(retention.schedule.timezone),
    FILLED_IN(notification.creation),
    FILLED_IN(notification.deletion),
    FILLED_IN(notification.failure),
    FILLED_IN(notification.time_limit_exceeded),
};

static bool is_null_at(const struct snapshot_policy *model, size_t offset)
{
    enum field_state state;
    memcpy(&state, (const char *)model + offset, sizeof state);
    return state == FIELD_NULL;
}

static void copy_filled_in(size_t at, const struct snapshot_policy *from, struct snapshot_policy *to)
{
    memcpy((char *)to + filled_in[at].offset, (const char *)from + filled_in[at].offset, filled_in[at].size);
}

static bool runs_at_other_times(const struct snapshot_policy *one, const struct snapshot_policy *other)
{
    return !str_equal(string_or(one->schedule.cron, STR("")), string_or(other->schedule.cron, STR(""))) ||
           !str_equal(string_or(one->schedule.timezone, STR("UTC")), string_or(other->schedule.timezone, STR("UTC")));
}

/* The prior state without what the scheduler filled in by itself: so it differs from an imported one. A retention schedule is filled in only as long
 * as it goes with the schedule. */
static struct snapshot_policy without_defaults(struct arena *arena, const struct snapshot_policy *prior, const struct snapshot_policy *planned)
{
    struct snapshot_policy bare = *prior;
    struct snapshot_policy_spec before = spec_of(arena, prior), wanted = spec_of(arena, planned);
    policy_drop_defaults(&before, &wanted);
    write_model(arena, &before, &bare);
    if (runs_at_other_times(prior, planned))
        bare.retention.schedule = prior->retention.schedule;
    return bare;
}

/* Where the configuration is silent: nothing, or what the prior state holds and the scheduler filled in. */
static void settle_silent(struct arena *arena, const struct snapshot_policy *config, const struct snapshot_policy *prior,
                          struct snapshot_policy *planned)
{
    for (size_t at = 0; at < ARRAY_LENGTH(filled_in); at++)
        if (is_null_at(config, filled_in[at].offset))
            copy_filled_in(at, config, planned);
    if (!prior)
        return;
    struct snapshot_policy bare = without_defaults(arena, prior, planned);
    for (size_t at = 0; at < ARRAY_LENGTH(filled_in); at++)
        if (is_null_at(config, filled_in[at].offset) && is_null_at(&bare, filled_in[at].offset))
            copy_filled_in(at, prior, planned);
}

/* The scheduler and the engine, when either can be known by now; NULL otherwise. */
static bool find_backend(struct request *rq, struct provider *provider, struct str choice, const struct policy_backend **backend,
                         const struct engine **engine)
{
    struct cluster *cluster;
    *engine = NULL;
    *backend = policy_backend_named(choice);
    if (!provider_has_cluster(provider))
        return true;
    return provider_cluster(rq, provider, &cluster) && engine_read(rq, cluster, engine) && policy_backend_choose(rq, choice, *engine, backend);
}

static bool plan(struct request *rq, struct provider *provider, const struct resource_plan *plan)
{
    const struct snapshot_policy *config = plan->config, *prior = plan->prior;
    struct snapshot_policy *planned = plan->planned;
    const struct policy_backend *backend;
    const struct engine *engine;
    if (!planned)
        return true;
    settle_silent(rq->arena, config, prior, planned);
    if (FIELD_IS_KNOWN(planned->name))
        planned->id = planned->name;
    if (!provider || !model_is_known(rq->arena, &snapshot_policy_schema.root, planned))
        return true;
    GUARD(find_backend(rq, provider, string_or(planned->backend, STR("auto")), &backend, &engine));
    if (!backend)
        return true;
    if (FIELD_IS_UNKNOWN(planned->backend_used))
        planned->backend_used = known_string(str_from(backend->name));
    struct snapshot_policy_spec spec = spec_of(rq->arena, planned);
    return backend->check(rq, &spec, engine);
}

/* ---- operations ---- */

static bool open_backend(struct request *rq, struct provider *provider, const struct snapshot_policy *model, struct cluster **cluster,
                         const struct policy_backend **backend)
{
    const struct engine *engine;
    struct str choice = string_or(model->backend_used, string_or(model->backend, STR("auto")));
    GUARD(provider_cluster(rq, provider, cluster));
    GUARD(engine_read(rq, *cluster, &engine));
    return policy_backend_choose(rq, choice, engine, backend);
}

static bool check_now(struct request *rq, struct cluster *cluster, const struct policy_backend *backend, const struct snapshot_policy_spec *spec)
{
    const struct engine *engine;
    return engine_read(rq, cluster, &engine) && backend->check(rq, spec, engine);
}

static bool create(struct request *rq, struct provider *provider, const void *planned_model, void *made_model)
{
    const struct snapshot_policy *planned = planned_model;
    struct snapshot_policy *made = made_model;
    struct cluster *cluster;
    const struct policy_backend *backend;
    struct snapshot_policy_spec spec = spec_of(rq->arena, planned);
    GUARD(open_backend(rq, provider, planned, &cluster, &backend));
    GUARD(check_now(rq, cluster, backend, &spec));
    GUARD(backend->create(rq, cluster, &spec));
    made->id = planned->name;
    made->backend_used = known_string(str_from(backend->name));
    return true;
}

static bool update(struct request *rq, struct provider *provider, const void *prior_model, const void *planned_model, void *made_model)
{
    (void)prior_model;
    const struct snapshot_policy *planned = planned_model;
    struct snapshot_policy *made = made_model;
    struct cluster *cluster;
    const struct policy_backend *backend;
    struct snapshot_policy_spec spec = spec_of(rq->arena, planned);
    GUARD(open_backend(rq, provider, planned, &cluster, &backend));
    GUARD(check_now(rq, cluster, backend, &spec));
    GUARD(backend->update(rq, cluster, &spec));
    made->backend_used = known_string(str_from(backend->name));
    return true;
}

/* A stored policy that the server cannot read back shows as one without schedule and retention, so that the next apply writes it anew. */
static void forget_contents(struct snapshot_policy *now)
{
    now->schedule = (struct snapshot_policy_schedule){0};
    now->retention = (struct snapshot_policy_retention){0};
}

static bool read(struct request *rq, struct provider *provider, const void *prior_model, void *now_model, bool *gone)
{
    const struct snapshot_policy *prior = prior_model;
    struct snapshot_policy *now = now_model;
    struct cluster *cluster;
    const struct policy_backend *backend;
    struct snapshot_policy_spec found, before = spec_of(rq->arena, prior);
    enum policy_presence presence;
    GUARD(open_backend(rq, provider, prior, &cluster, &backend));
    GUARD(backend->read(rq, cluster, prior->name.value, &found, &presence));
    *gone = presence == POLICY_ABSENT;
    now->id = prior->name;
    now->backend_used = known_string(str_from(backend->name));
    if (presence == POLICY_UNREADABLE)
        forget_contents(now);
    if (presence != POLICY_PRESENT)
        return true;
    bool is_import = FIELD_IS_NULL(prior->repository);
    if (!is_import)
        policy_drop_defaults(&found, &before);
    write_model(rq->arena, &found, now);
    return true;
}

static bool destroy(struct request *rq, struct provider *provider, const void *prior_model)
{
    const struct snapshot_policy *prior = prior_model;
    struct cluster *cluster;
    const struct policy_backend *backend;
    return open_backend(rq, provider, prior, &cluster, &backend) && backend->delete (rq, cluster, prior->name.value);
}

static bool import(struct request *rq, struct str id, void *start_model)
{
    struct snapshot_policy *start = start_model;
    struct str problem;
    if (!policy_name_check(rq->arena, id, &problem))
        return diag_error(rq, PATH_ROOT, "Import id is no policy name", "\"%.*s\" %.*s.", STR_ARGS(id), STR_ARGS(problem));
    start->name = known_string(id);
    return true;
}

/* peer-providers.md 1.1 to 1.5 */
static const struct str dropped_by_elasticstack[] = {STR_INIT("elasticsearch_connection")};

static const struct resource_move moves[] = {
    {.provider = STR_INIT("/opensearch-project/opensearch"), .type = STR_INIT("opensearch_sm_policy"), .name = STR_INIT("policy_name")},
    {.provider = STR_INIT("/elastic/elasticstack"),
     .type = STR_INIT("elasticstack_elasticsearch_snapshot_lifecycle"),
     .name = STR_INIT("name"),
     .dropped = dropped_by_elasticstack,
     .dropped_count = ARRAY_LENGTH(dropped_by_elasticstack)},
};

const struct resource_type snapshot_policy_resource = {
    .schema = &snapshot_policy_schema,
    .timeouts = {.create_ms = 2 * 60 * 1000, .read_ms = 2 * 60 * 1000, .update_ms = 2 * 60 * 1000, .delete_ms = 2 * 60 * 1000},
    .plan = plan,
    .create = create,
    .read = read,
    .update = update,
    .destroy = destroy,
    .import = import,
    .moves = moves,
    .move_count = ARRAY_LENGTH(moves),
};
