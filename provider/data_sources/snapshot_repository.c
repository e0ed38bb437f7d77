#include "cluster/repositories.h"
#include "configuration/lifecycle_guard.h"
#include "data_sources/data_sources.h"
#include "schemas/snapshot_repository_data.h"

static struct string_field setting_field(const struct repository *repository, const char *key)
{
    struct str text = repository_setting(repository, key);
    return text.len > 0 ? known_string(text) : (struct string_field){0};
}

static bool is_read_only(const struct repository *repository)
{
    return str_equal(repository->type, STR("url")) || str_equal(repository_setting(repository, "readonly"), STR("true")) ||
           str_equal(repository_setting(repository, "read_only"), STR("true"));
}

static struct map_field settings_of(struct arena *arena, const struct repository *repository)
{
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, repository->settings.count);
    for (size_t at = 0; at < repository->settings.count; at++)
        entries[at] = (struct map_entry){repository->settings.pairs[at].key, known_string(repository->settings.pairs[at].value)};
    return (struct map_field){FIELD_KNOWN, entries, repository->settings.count};
}

static struct strings_field key_patterns_of(struct arena *arena, const struct repository_location *location)
{
    struct str patterns[2];
    size_t count = location_key_patterns(arena, location, patterns);
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, count);
    for (size_t at = 0; at < count; at++)
        items[at] = known_string(patterns[at]);
    return (struct strings_field){FIELD_KNOWN, items, count};
}

static struct snapshot_repository_data_s3 s3_of(struct arena *arena, const struct repository *repository, const struct engine *engine)
{
    static const char *const layouts[] = {
        [SHARD_PATHS_FIXED] = "fixed", [SHARD_PATHS_HASHED_PREFIX] = "hashed_prefix", [SHARD_PATHS_HASHED_INFIX] = "hashed_infix"};
    struct repository_location location = repository_location_of(repository, engine);
    return (struct snapshot_repository_data_s3){
        .state = FIELD_KNOWN,
        .bucket = setting_field(repository, "bucket"),
        .base_path = setting_field(repository, "base_path"),
        .region = setting_field(repository, "region"),
        .endpoint = setting_field(repository, "endpoint"),
        .role_arn = setting_field(repository, "role_arn"),
        .shard_path_type = known_string(str_from(layouts[location.shard_paths])),
        .key_patterns = key_patterns_of(arena, &location),
    };
}

static bool find(struct request *rq, struct cluster *cluster, struct str name, struct repository *repository)
{
    bool is_gone;
    GUARD(repository_read(rq, cluster, name, repository, &is_gone));
    if (!is_gone)
        return true;
    struct str endpoint = cluster_endpoint(cluster);
    return diag_error(rq, AT("name"), "No such repository", "The cluster at %.*s has no snapshot repository \"%.*s\".", STR_ARGS(endpoint),
                      STR_ARGS(name));
}

static bool read(struct request *rq, struct provider *provider, const void *config, void *found_model)
{
    const struct snapshot_repository_data *asked = config;
    struct snapshot_repository_data *found = found_model;
    struct cluster *cluster;
    const struct engine *engine;
    struct repository repository;
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(engine_read(rq, cluster, &engine));
    GUARD(find(rq, cluster, asked->name.value, &repository));
    found->type = known_string(repository.type);
    found->uuid = repository.uuid.len > 0 ? known_string(repository.uuid) : (struct string_field){0};
    found->readonly = known_bool(is_read_only(&repository));
    found->settings = settings_of(rq->arena, &repository);
    if (str_equal(repository.type, STR("s3")))
        found->s3 = s3_of(rq->arena, &repository, engine);
    return true;
}

const struct data_source_type snapshot_repository_data_source = {
    .schema = &snapshot_repository_data_schema,
    .read = read,
};
