#include "configuration/lifecycle_guard.h"
#include "repository/catalogue.h"
#include "resources/repository_settings.h"
#include "resources/resources.h"

enum { CATALOGUE_BYTES_MAX = 256 * 1024 * 1024 };

/* ---- what a model says ---- */

static bool is_in_s3(const struct snapshot_repository *model)
{
    return model->s3.state == FIELD_KNOWN;
}

static bool is_read_only(const struct repository *registration)
{
    return str_equal(repository_setting(registration, "readonly"), STR("true"));
}

static enum guard_mode guard_mode_of(const struct snapshot_repository *model)
{
    struct str mode = string_or(model->lifecycle_guard, STR("error"));
    if (str_equal(mode, STR("off")))
        return GUARD_OFF;
    return str_equal(mode, STR("warn")) ? GUARD_WARN : GUARD_ERROR;
}

static bool validate(struct request *rq, const void *config)
{
    return repository_settings_check(rq, config);
}

/* ---- planning ---- */

/* The engine, when there is a cluster to ask; NULL with true when there is none yet. */
static bool engine_of(struct request *rq, struct provider *provider, const struct engine **engine)
{
    struct cluster *cluster;
    *engine = NULL;
    if (!provider_has_cluster(provider))
        return true;
    return provider_cluster(rq, provider, &cluster) && engine_read(rq, cluster, engine);
}

static struct planned_repository planned_repository_of(const struct repository *registration, const struct engine *engine)
{
    return (struct planned_repository){
        .name = registration->name,
        .bucket = repository_setting(registration, "bucket"),
        .location = repository_location_of(registration, engine),
    };
}

static bool warn_of_hashed_paths(struct request *rq, const struct repository *registration, const struct planned_repository *planned)
{
    bool is_chosen = repository_setting(registration, "shard_path_type").ptr != NULL;
    if (is_chosen || is_read_only(registration) || planned->location.shard_paths != SHARD_PATHS_HASHED_PREFIX)
        return true;
    return diag_warning(
        rq, AT("s3"), "Shard data will lie outside the base path",
        "This version of OpenSearch keeps the files of the repository under %.*s, unless it is told otherwise. Lifecycle rules, IAM policies and "
        "replication filters for the base path alone miss the data. Write s3.shard_path_type = \"fixed\" to keep everything under the base path, "
        "or \"hashed_prefix\" to confirm this layout.",
        STR_ARGS(location_text(rq->arena, &planned->location)));
}

static bool plan_in_s3(struct request *rq, struct provider *provider, const struct snapshot_repository *model, bool changes)
{
    const struct engine *engine;
    struct repository registration = repository_from_model(rq->arena, model);
    GUARD(engine_of(rq, provider, &engine));
    struct planned_repository planned = planned_repository_of(&registration, engine);
    planned_objects_add_repository(provider->planned, &planned);
    if (changes)
        warn_of_hashed_paths(rq, &registration, &planned);
    return guard_repository(rq, provider, &planned, guard_mode_of(model), AT2("s3", "bucket"));
}

static bool differs(struct arena *arena, const struct snapshot_repository *prior, const struct snapshot_repository *planned)
{
    if (!prior)
        return true;
    struct value before = model_to_value(arena, &snapshot_repository_schema.root, prior);
    struct value after = model_to_value(arena, &snapshot_repository_schema.root, planned);
    return !value_equal(&before, &after);
}

/* The uuid is kept in the repository itself: once there it stays, and OpenSearch has none (snapshots.md 1.5). */
static bool plan_uuid(struct request *rq, struct provider *provider, const struct snapshot_repository *prior, struct snapshot_repository *planned)
{
    const struct engine *engine;
    if (!prior || !FIELD_IS_UNKNOWN(planned->uuid))
        return true;
    GUARD(engine_of(rq, provider, &engine));
    if (FIELD_IS_KNOWN(prior->uuid) || (engine && engine->kind == ENGINE_OPENSEARCH))
        planned->uuid = prior->uuid;
    return true;
}

static bool plan(struct request *rq, struct provider *provider, const struct resource_plan *plan)
{
    const struct snapshot_repository *prior = plan->prior;
    struct snapshot_repository *planned = plan->planned;
    if (!planned) {
        struct planned_repository removed = {.name = prior->name.value, .is_removed = true};
        if (provider)
            planned_objects_add_repository(provider->planned, &removed);
        return true;
    }
    if (FIELD_IS_KNOWN(planned->name))
        planned->id = planned->name;
    GUARD(plan_uuid(rq, provider, prior, planned));
    if (!provider || !is_in_s3(planned) || !model_is_known(rq->arena, &snapshot_repository_schema.root, planned))
        return true;
    return plan_in_s3(rq, provider, planned, differs(rq->arena, prior, planned));
}

/* ---- the files that are in the bucket already ---- */

struct bucket_folder {
    struct s3_client *s3;
    struct s3_bucket bucket;
    struct str prefix; /* the base path with a slash at its end, or empty */
};

static bool fetch(void *context, struct request *rq, struct str name, struct str *bytes, struct str *reason)
{
    const struct bucket_folder *folder = context;
    struct s3_error error = {0};
    struct str key = arena_format(rq->arena, "%.*s%.*s", STR_ARGS(folder->prefix), STR_ARGS(name));
    if (s3_get_object(rq, folder->s3, &folder->bucket, key, CATALOGUE_BYTES_MAX, bytes, &error))
        return true;
    *reason = s3_error_text(rq->arena, &folder->bucket, &error);
    return false;
}

struct names {
    struct str *items;
    size_t count;
};

static void add_names(struct arena *arena, const struct bucket_folder *folder, const struct s3_listing *page, struct names *names)
{
    struct str *grown = ARENA_ARRAY(arena, struct str, names->count + page->object_count + page->common_prefix_count);
    size_t count = 0;
    for (size_t at = 0; at < names->count; at++)
        grown[count++] = names->items[at];
    for (size_t at = 0; at < page->object_count; at++)
        grown[count++] = str_slice(page->objects[at].key, folder->prefix.len, page->objects[at].key.len);
    for (size_t at = 0; at < page->common_prefix_count; at++)
        grown[count++] = str_slice(page->common_prefixes[at], folder->prefix.len, page->common_prefixes[at].len);
    *names = (struct names){grown, count};
}

/* What lies directly below the base path. */
static bool list_folder(struct request *rq, const struct bucket_folder *folder, struct names *names, struct s3_error *error)
{
    struct s3_list_options options = {.prefix = folder->prefix, .delimiter = STR("/")};
    do {
        struct s3_listing page;
        GUARD(s3_list_objects(rq, folder->s3, &folder->bucket, &options, &page, error));
        add_names(rq->arena, folder, &page, names);
        options.token = page.next_token;
    } while (options.token.len > 0);
    return true;
}

/* A cluster that registers a folder without its catalogue starts an empty one there; the next deletion or clean-up then erases all old data
 * (repository-format.md 7). */
static bool refuse_lost_catalogue(struct request *rq, struct provider *provider, const struct repository *registration)
{
    struct names names = {0};
    struct s3_error error = {0};
    struct catalogue catalogue = {0};
    struct str base_path = repository_setting(registration, "base_path");
    struct bucket_folder folder = {
        .s3 = provider->s3,
        .bucket = {.name = repository_setting(registration, "bucket"), .at = AT2("s3", "bucket")},
        .prefix = base_path.len > 0 ? arena_format(rq->arena, "%.*s/", STR_ARGS(base_path)) : STR(""),
    };
    struct catalogue_source source = {.fetch = fetch, .context = &folder};
    if (!provider_has_s3(provider) || !list_folder(rq, &folder, &names, &error))
        return diag_warning(
            rq, AT2("s3", "base_path"), "Existing files were not checked",
            "The bucket could not be listed (%.*s), so nobody has checked whether files of an older repository lie under the base path.",
            STR_ARGS(error.kind == S3_ERROR_NONE ? STR("there are no credentials for S3") : s3_error_text(rq->arena, &folder.bucket, &error)));
    catalogue_assess(rq, &source, names.items, names.count, &catalogue);
    if (catalogue.state != CATALOGUE_LOST)
        return true;
    return diag_error(
        rq, AT2("s3", "base_path"), "Files of a repository without its catalogue",
        "Bucket %.*s holds files of a snapshot repository under \"%.*s\" (such as %.*s), but %.*s. A cluster that may write there would start an "
        "empty catalogue, and the next deletion or clean-up would erase all of the old data. Bring the catalogue back first (on a versioned bucket: "
        "remove the delete markers), register it with readonly = true, or choose another base_path.",
        STR_ARGS(folder.bucket.name), STR_ARGS(folder.prefix), STR_ARGS(catalogue.example), STR_ARGS(catalogue.reason));
}

static bool check_before_writing(struct request *rq, struct provider *provider, const struct snapshot_repository *model,
                                 const struct repository *registration, bool becomes_writer)
{
    const struct engine *engine;
    if (!is_in_s3(model))
        return true;
    GUARD(engine_of(rq, provider, &engine));
    struct planned_repository planned = planned_repository_of(registration, engine);
    GUARD(guard_repository(rq, provider, &planned, guard_mode_of(model), AT2("s3", "bucket")));
    return !becomes_writer || is_read_only(registration) || refuse_lost_catalogue(rq, provider, registration);
}

/* ---- operations ---- */

static bool wants_verification(const struct snapshot_repository *model)
{
    return bool_or(model->verify, true);
}

static bool create(struct request *rq, struct provider *provider, const void *planned_model, void *made_model)
{
    const struct snapshot_repository *planned = planned_model;
    struct snapshot_repository *made = made_model;
    struct cluster *cluster;
    struct repository registration = repository_from_model(rq->arena, planned);
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(check_before_writing(rq, provider, planned, &registration, true));
    GUARD(repository_put(rq, cluster, &registration));
    made->id = known_string(registration.name);
    if (!wants_verification(planned) || repository_verify(rq, cluster, registration.name, NULL))
        return true;
    if (repository_delete(rq, cluster, registration.name))
        made->id = (struct string_field){.state = FIELD_UNKNOWN};
    return false;
}

static bool update(struct request *rq, struct provider *provider, const void *prior_model, const void *planned_model, void *made_model)
{
    (void)made_model;
    const struct snapshot_repository *planned = planned_model;
    struct cluster *cluster;
    struct repository former = repository_from_model(rq->arena, prior_model), registration = repository_from_model(rq->arena, planned);
    bool becomes_writer = is_read_only(&former) && !is_read_only(&registration);
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(check_before_writing(rq, provider, planned, &registration, becomes_writer));
    GUARD(repository_update(rq, cluster, &registration));
    if (!wants_verification(planned) || repository_verify(rq, cluster, registration.name, NULL))
        return true;
    if (repository_update(rq, cluster, &former))
        diag_warning(rq, PATH_ROOT, "Former settings were put back",
                     "Repository \"%.*s\" failed its verification with the new settings, and has the former ones again.",
                     STR_ARGS(registration.name));
    return false;
}

static bool read(struct request *rq, struct provider *provider, const void *prior_model, void *now_model, bool *gone)
{
    const struct snapshot_repository *prior = prior_model;
    struct snapshot_repository *now = now_model;
    struct cluster *cluster;
    struct repository found;
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(repository_read(rq, cluster, prior->name.value, &found, gone));
    if (*gone)
        return true;
    repository_to_model(rq->arena, &found, now);
    now->id = known_string(found.name);
    now->uuid = found.uuid.len > 0 ? known_string(found.uuid) : (struct string_field){0};
    return true;
}

static bool destroy(struct request *rq, struct provider *provider, const void *prior_model)
{
    const struct snapshot_repository *prior = prior_model;
    struct cluster *cluster;
    return provider_cluster(rq, provider, &cluster) && repository_delete(rq, cluster, prior->name.value);
}

static bool import(struct request *rq, struct str id, void *start_model)
{
    struct snapshot_repository *start = start_model;
    struct str problem;
    if (!repository_name_check(rq->arena, id, &problem))
        return diag_error(rq, PATH_ROOT, "Import id is no repository name", "\"%.*s\" %.*s.", STR_ARGS(id), STR_ARGS(problem));
    start->name = known_string(id);
    return true;
}

/* peer-providers.md 1.1 to 1.5 */
static const struct str dropped_by_elasticstack[] = {STR_INIT("elasticsearch_connection")};

static const struct resource_move moves[] = {
    {.provider = STR_INIT("/opensearch-project/opensearch"), .type = STR_INIT("opensearch_snapshot_repository"), .name = STR_INIT("name")},
    {.provider = STR_INIT("/elastic/elasticstack"),
     .type = STR_INIT("elasticstack_elasticsearch_snapshot_repository"),
     .name = STR_INIT("name"),
     .dropped = dropped_by_elasticstack,
     .dropped_count = ARRAY_LENGTH(dropped_by_elasticstack)},
};

const struct resource_type snapshot_repository_resource = {
    .schema = &snapshot_repository_schema,
    .timeouts = {.create_ms = 5 * 60 * 1000, .read_ms = 2 * 60 * 1000, .update_ms = 5 * 60 * 1000, .delete_ms = 5 * 60 * 1000},
    .validate = validate,
    .plan = plan,
    .create = create,
    .read = read,
    .update = update,
    .destroy = destroy,
    .import = import,
    .moves = moves,
    .move_count = ARRAY_LENGTH(moves),
};
