#include "schemas/snapshot.h"
#include "base/clock.h"
#include "cluster/snapshots.h"
#include "configuration/provider.h"
#include "resources/optional_fields.h"
#include "resources/resources.h"
#include "resources/snapshot_indices.h"

/* ---- between the model and the cluster ---- */

static struct snapshot_spec spec_of(struct arena *arena, const struct snapshot_model *model)
{
    return (struct snapshot_spec){
        .repository = model->repository.value,
        .name = model->name.value,
        .indices = texts_of(arena, &model->indices),
        .ignore_unavailable = optional_bool_of(model->ignore_unavailable),
        .include_global_state = optional_bool_of(model->include_global_state),
        .partial = optional_bool_of(model->partial),
        .feature_states = texts_of(arena, &model->feature_states),
        .metadata = map_of(arena, &model->metadata),
    };
}

static struct string_field time_field(struct arena *arena, struct optional_int time_ms)
{
    return time_ms.set ? known_string(clock_format_rfc3339(arena, time_ms.value)) : (struct string_field){0};
}

static struct str id_of(struct arena *arena, const struct snapshot_model *model)
{
    return arena_format(arena, "%.*s/%.*s", STR_ARGS(model->repository.value), STR_ARGS(model->name.value));
}

/* What only the cluster decides. */
static void write_results(struct arena *arena, const struct snapshot *snapshot, struct snapshot_model *model)
{
    struct strings_field none = {.state = FIELD_KNOWN};
    struct optional_strings indices = {true, snapshot->indices, snapshot->index_count};
    model->id = known_string(id_of(arena, model));
    model->uuid = known_string(snapshot->uuid);
    model->state = known_string(snapshot->state);
    model->version = text_field(snapshot->version);
    model->start_time = time_field(arena, snapshot->start_ms);
    model->end_time = time_field(arena, snapshot->end_ms);
    model->snapshot_indices = texts_field(arena, snapshot_indices_sorted(arena, indices), &none);
    model->shards.state = FIELD_KNOWN;
    model->shards.total = known_int(snapshot->shards_total);
    model->shards.failed = known_int(snapshot->shards_failed);
    model->shards.successful = known_int(snapshot->shards_successful);
}

/* What was asked for, as far as a finished snapshot still tells. The server's default, true, is no difference from nothing. The names asked for may
 * be those of aliases and data streams, or of nothing: they are only compared with what a snapshot holds that is not the one they were asked for. */
static void write_request(struct arena *arena, const struct snapshot *snapshot, bool imported, struct snapshot_model *model)
{
    bool is_another = !FIELD_IS_KNOWN(model->uuid) || !str_equal(model->uuid.value, snapshot->uuid);
    struct optional_strings resolved = {true, snapshot->indices, snapshot->index_count};
    struct optional_strings asked = texts_of(arena, &model->indices);
    bool is_default = !snapshot->include_global_state.set || snapshot->include_global_state.value;
    bool is_silent = is_default && FIELD_IS_NULL(model->include_global_state) && !imported;
    if (is_another && asked.set && !snapshot_indices_match(asked, resolved))
        model->indices = texts_field(arena, resolved, &model->indices);
    if (!is_silent)
        model->include_global_state = bool_field(snapshot->include_global_state);
    model->metadata = map_field_of(arena, snapshot->metadata, &model->metadata);
}

/* ---- planning ---- */

/* What the snapshot holds is kept where the configuration asks for the same in other words: patterns that give its indices, or nothing for an import.
 */
static void keep_held(struct request *rq, const struct snapshot_model *config, const struct snapshot_model *prior, struct snapshot_model *planned)
{
    struct optional_strings asked = texts_of(rq->arena, &config->indices), held = texts_of(rq->arena, &prior->snapshot_indices);
    bool imported = private_state_is_imported(rq);
    bool means_the_same = FIELD_IS_KNOWN(config->indices) && FIELD_IS_KNOWN(prior->indices) && snapshot_indices_match(asked, held);
    if (means_the_same || (FIELD_IS_NULL(config->indices) && imported))
        planned->indices = prior->indices;
    if (FIELD_IS_NULL(config->include_global_state) && imported && bool_or(prior->include_global_state, false))
        planned->include_global_state = prior->include_global_state;
}

/* OpenSearch takes feature states without a word, and does nothing with them. */
static bool check_feature_states(struct request *rq, struct provider *provider, const struct snapshot_model *planned)
{
    struct cluster *cluster;
    const struct engine *engine;
    if (FIELD_IS_NULL(planned->feature_states) || !provider_has_cluster(provider))
        return true;
    GUARD(provider_cluster(rq, provider, &cluster) && engine_read(rq, cluster, &engine));
    return (engine->kind == ENGINE_ELASTICSEARCH && engine_at_least(engine, 7, 12, 0)) ||
           diag_error(rq, AT("feature_states"), "The cluster has no feature states",
                      "Feature states need Elasticsearch 7.12 or later; the cluster runs %s %.*s. Leave feature_states out.", engine_product(engine),
                      STR_ARGS(engine->version));
}

static bool plan(struct request *rq, struct provider *provider, const struct resource_plan *plan)
{
    const struct snapshot_model *config = plan->config, *prior = plan->prior;
    struct snapshot_model *planned = plan->planned;
    if (!planned)
        return true;
    planned->indices = config->indices;
    planned->include_global_state = config->include_global_state;
    if (prior)
        keep_held(rq, config, prior, planned);
    if (FIELD_IS_KNOWN(planned->repository) && FIELD_IS_KNOWN(planned->name))
        planned->id = known_string(id_of(rq->arena, planned));
    return check_feature_states(rq, provider, planned);
}

/* ---- operations ---- */

static bool wait_for_end(struct request *rq, struct cluster *cluster, const struct snapshot_model *planned, struct snapshot_model *made)
{
    struct snapshot snapshot = {0};
    GUARD(snapshot_wait(rq, cluster, planned->repository.value, planned->name.value, &snapshot));
    write_results(rq->arena, &snapshot, made);
    return snapshot_check(rq, &snapshot, bool_or(planned->partial, false));
}

static bool create(struct request *rq, struct provider *provider, const void *planned_model, void *made_model)
{
    const struct snapshot_model *planned = planned_model;
    struct snapshot_model *made = made_model;
    struct cluster *cluster;
    struct snapshot_spec spec = spec_of(rq->arena, planned);
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(snapshot_start(rq, cluster, &spec));
    made->id = known_string(id_of(rq->arena, planned));
    return wait_for_end(rq, cluster, planned, made);
}

/* Nothing of a finished snapshot can be changed: what is left are attributes of Terraform's own. One that is still being taken is waited for. */
static bool update(struct request *rq, struct provider *provider, const void *prior_model, const void *planned_model, void *made_model)
{
    (void)prior_model;
    struct cluster *cluster;
    return provider_cluster(rq, provider, &cluster) && wait_for_end(rq, cluster, planned_model, made_model);
}

static bool read(struct request *rq, struct provider *provider, const void *prior_model, void *now_model, bool *gone)
{
    const struct snapshot_model *prior = prior_model;
    struct snapshot_model *now = now_model;
    struct cluster *cluster;
    struct snapshot snapshot;
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(snapshot_read(rq, cluster, prior->repository.value, prior->name.value, &snapshot, gone));
    if (*gone)
        return true;
    write_request(rq->arena, &snapshot, private_state_is_imported(rq), now);
    write_results(rq->arena, &snapshot, now);
    if (FIELD_IS_NULL(now->indices) && private_state_is_imported(rq))
        now->indices = now->snapshot_indices;
    return true;
}

static bool destroy(struct request *rq, struct provider *provider, const void *prior_model)
{
    const struct snapshot_model *prior = prior_model;
    struct cluster *cluster;
    if (!str_equal(string_or(prior->on_destroy, STR("keep")), STR("delete")))
        return true;
    return provider_cluster(rq, provider, &cluster) && snapshot_delete(rq, cluster, prior->repository.value, prior->name.value);
}

static bool import(struct request *rq, struct str id, void *start_model)
{
    struct snapshot_model *start = start_model;
    size_t slash = str_find_byte(id, '/', 0);
    if (slash == 0 || slash + 1 >= id.len)
        return diag_error(rq, PATH_ROOT, "Import id has another form", "\"%.*s\" is no REPOSITORY/NAME, such as \"dr/daily-initial\".", STR_ARGS(id));
    start->repository = known_string(str_slice(id, 0, slash));
    start->name = known_string(str_slice(id, slash + 1, id.len));
    return true;
}

const struct resource_type snapshot_resource = {
    .schema = &snapshot_schema,
    .timeouts = {.create_ms = 60 * 60 * 1000, .read_ms = 2 * 60 * 1000, .update_ms = 60 * 60 * 1000, .delete_ms = 30 * 60 * 1000},
    .plan = plan,
    .create = create,
    .read = read,
    .update = update,
    .destroy = destroy,
    .import = import,
};
