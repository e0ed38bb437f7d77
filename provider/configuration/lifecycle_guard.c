#include "configuration/lifecycle_guard.h"

struct repository_location repository_location_of(const struct repository *repository, const struct engine *engine)
{
    struct repository_location location = {.base_path = repository_setting(repository, "base_path")};
    struct str setting = repository_setting(repository, "shard_path_type");
    if (setting.ptr && shard_paths_parse(setting, &location.shard_paths))
        return location;
    bool hashes_by_default = engine && engine->kind == ENGINE_OPENSEARCH && engine->major >= 3;
    location.shard_paths = hashes_by_default ? SHARD_PATHS_HASHED_PREFIX : SHARD_PATHS_FIXED;
    return location;
}

static struct str prefix_text(struct arena *arena, struct str prefix)
{
    return prefix.len > 0 ? arena_format(arena, "under \"%.*s\"", STR_ARGS(prefix)) : STR("in the whole bucket");
}

/* What is wrong with a rule and a repository, whichever of them is being planned. */
static struct str conflict_text(struct request *rq, const struct str rule_id, const struct planned_repository *repository,
                                const struct lifecycle_threat *threat)
{
    struct str narrow = threat->only_some ? STR(" (its tags or sizes narrow it, but it may match)") : STR("");
    struct str repair = threat->ends_repair ? STR(" It also removes noncurrent versions, so the damage could not be mended for long.") : STR("");
    return arena_format(
        rq->arena,
        "Rule \"%.*s\" of bucket %.*s %.*s, %.*s%.*s. Repository \"%.*s\" keeps its files under %.*s. Snapshots are incremental: the oldest "
        "files are the ones that every later snapshot needs, so no snapshot could be restored.%.*s Give the rule a prefix of its own, such "
        "as \"auto-purge/\", or move the repository.",
        STR_ARGS(rule_id), STR_ARGS(repository->bucket), STR_ARGS(threat->action), STR_ARGS(prefix_text(rq->arena, threat->prefix)), STR_ARGS(narrow),
        STR_ARGS(repository->name), STR_ARGS(location_text(rq->arena, &repository->location)), STR_ARGS(repair));
}

/* False when the conflict is an error. */
static bool report_conflict(struct request *rq, struct path at, enum guard_mode mode, struct str rule_id, const struct planned_repository *repository,
                            const struct lifecycle_threat *threat)
{
    if (threat->kind == THREAT_NONE)
        return true;
    struct str text = conflict_text(rq, rule_id, repository, threat);
    if (threat->kind == THREAT_DOUBTFUL)
        return diag_warning(rq, at, "Lifecycle rule may harm snapshot data", "%.*s", STR_ARGS(text));
    if (mode == GUARD_WARN)
        return diag_warning(rq, at, "Lifecycle rule would destroy snapshot data", "%.*s", STR_ARGS(text));
    return diag_error(rq, at, "Lifecycle rule would destroy snapshot data", "%.*s", STR_ARGS(text));
}

static bool warn_unchecked(struct request *rq, struct path at, const struct planned_repository *repository, struct str why)
{
    return diag_warning(
        rq, at, "Lifecycle rules were not checked",
        "%.*s So nobody has checked whether a lifecycle rule of bucket %.*s can destroy the files of repository \"%.*s\". Give the provider "
        "access to the bucket (s3:GetLifecycleConfiguration and s3:GetBucketVersioning), or set lifecycle_guard = \"off\".",
        STR_ARGS(why), STR_ARGS(repository->bucket), STR_ARGS(repository->name));
}

bool guard_repository(struct request *rq, struct provider *provider, const struct planned_repository *repository, enum guard_mode mode,
                      struct path at)
{
    struct s3_bucket bucket = {.name = repository->bucket, .at = at};
    struct lifecycle document;
    struct s3_error error = {0};
    enum bucket_versioning versioning = VERSIONING_UNKNOWN;
    if (mode == GUARD_OFF || provider->s3_is_unknown)
        return true;
    if (!provider_has_s3(provider))
        return warn_unchecked(rq, at, repository, STR("There are no credentials for S3."));
    if (!s3_get_lifecycle(rq, provider->s3, &bucket, &document, &error))
        return warn_unchecked(rq, at, repository, s3_error_text(rq->arena, &bucket, &error));
    document = planned_objects_overlay(provider->planned, rq->arena, bucket.name, &document);
    if (document.count > 0 && !s3_get_versioning(rq, provider->s3, &bucket, &versioning, &error))
        versioning = VERSIONING_UNKNOWN;
    bool passed = true;
    for (size_t at_rule = 0; at_rule < document.count; at_rule++) {
        const struct lifecycle_rule_view *rule = &document.rules[at_rule].view;
        struct lifecycle_threat threat = location_threat(rq->arena, &repository->location, rule, versioning);
        passed = report_conflict(rq, at, mode, rule->id, repository, &threat) && passed;
    }
    return passed;
}

/* ---- rules ---- */

struct repositories {
    struct planned_repository *items;
    size_t count;
};

static void add_registered(struct request *rq, struct provider *provider, const struct repository *repository, const struct engine *engine,
                           struct repositories *found)
{
    struct planned_repository planned;
    if (planned_objects_find_repository(provider->planned, rq->arena, repository->name, &planned))
        return;
    found->items[found->count++] = (struct planned_repository){
        .name = repository->name,
        .bucket = repository_setting(repository, "bucket"),
        .location = repository_location_of(repository, engine),
    };
}

/* The repositories of a bucket as they will be: registered ones that no plan speaks of, and planned ones. */
static bool repositories_of_bucket(struct request *rq, struct provider *provider, struct str bucket, struct repositories *found)
{
    struct cluster *cluster;
    struct repository_list registered = {0};
    const struct engine *engine = NULL;
    if (provider_has_cluster(provider)) {
        GUARD(provider_cluster(rq, provider, &cluster));
        GUARD(repositories_list(rq, cluster, &registered));
        GUARD(engine_read(rq, cluster, &engine));
    }
    const struct planned_repository *planned;
    size_t planned_count = planned_objects_repositories(provider->planned, rq->arena, bucket, &planned);
    found->items = ARENA_ARRAY(rq->arena, struct planned_repository, registered.count + planned_count);
    for (size_t at = 0; at < registered.count; at++) {
        const struct repository *repository = &registered.items[at];
        if (str_equal(repository->type, STR("s3")) && str_equal(repository_setting(repository, "bucket"), bucket))
            add_registered(rq, provider, repository, engine, found);
    }
    for (size_t at = 0; at < planned_count; at++)
        found->items[found->count++] = planned[at];
    return true;
}

static bool check_protected(struct request *rq, const struct s3_bucket *bucket, const struct lifecycle_rule_view *rule, struct str prefix,
                            enum bucket_versioning versioning)
{
    struct lifecycle_threat threat = lifecycle_rule_threat(rq->arena, rule, &prefix, 1, versioning);
    if (threat.kind <= THREAT_DOUBTFUL)
        return true;
    return diag_error(rq, AT("filter"), "Lifecycle rule touches a protected prefix",
                      "Rule \"%.*s\" of bucket %.*s %.*s, %.*s, and \"%.*s\" is among its protected_prefixes. Narrow the rule's prefix.",
                      STR_ARGS(rule->id), STR_ARGS(bucket->name), STR_ARGS(threat.action), STR_ARGS(prefix_text(rq->arena, threat.prefix)),
                      STR_ARGS(prefix));
}

static bool check_repositories(struct request *rq, struct provider *provider, const struct s3_bucket *bucket, const struct lifecycle_rule_view *rule,
                               enum bucket_versioning versioning)
{
    struct repositories found = {0};
    if (!provider_has_cluster(provider) && !provider->cluster_is_unknown)
        diag_warning(
            rq, AT("filter"), "Lifecycle rule was not checked against the registered repositories",
            "The provider has no endpoints, so only repositories declared in the same configuration were looked at. Rule \"%.*s\" must not match "
            "the files of a snapshot repository in bucket %.*s.",
            STR_ARGS(rule->id), STR_ARGS(bucket->name));
    GUARD(repositories_of_bucket(rq, provider, bucket->name, &found));
    bool passed = true;
    for (size_t at = 0; at < found.count; at++) {
        struct lifecycle_threat threat = location_threat(rq->arena, &found.items[at].location, rule, versioning);
        passed = report_conflict(rq, AT("filter"), GUARD_ERROR, rule->id, &found.items[at], &threat) && passed;
    }
    return passed;
}

bool guard_rule(struct request *rq, struct provider *provider, const struct s3_bucket *bucket, const struct lifecycle_rule_view *rule,
                const struct str *protected_prefixes, size_t protected_count)
{
    enum bucket_versioning versioning = VERSIONING_UNKNOWN;
    struct s3_error error = {0};
    struct lifecycle_threat effect = lifecycle_rule_effect(rq->arena, rule, VERSIONING_UNKNOWN);
    if (effect.kind == THREAT_NONE)
        return true;
    if (provider_has_s3(provider) && !s3_get_versioning(rq, provider->s3, bucket, &versioning, &error))
        versioning = VERSIONING_UNKNOWN;
    bool passed = true;
    for (size_t at = 0; at < protected_count; at++)
        passed = check_protected(rq, bucket, rule, protected_prefixes[at], versioning) && passed;
    return check_repositories(rq, provider, bucket, rule, versioning) && passed;
}
