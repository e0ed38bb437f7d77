#include "cluster/engine.h"

#include "cluster/answer_meaning.h"
#include "cluster/cluster_private.h"
#include "cluster/duration.h"

#include <stdio.h>

static const int64_t slm_minimum_interval_ms = (int64_t)15 * 60 * 1000; /* snapshots.md 2.4 */

struct kind_name {
    struct str name;
    enum engine_kind kind;
};

static const struct kind_name kind_names[] = {{STR_INIT(""), ENGINE_AUTO},
                                              {STR_INIT("auto"), ENGINE_AUTO},
                                              {STR_INIT("elasticsearch"), ENGINE_ELASTICSEARCH},
                                              {STR_INIT("opensearch"), ENGINE_OPENSEARCH}};

bool engine_kind_parse(struct str text, enum engine_kind *kind)
{
    for (size_t i = 0; i < ARRAY_LENGTH(kind_names); i++) {
        if (!str_equal(text, kind_names[i].name))
            continue;
        *kind = kind_names[i].kind;
        return true;
    }
    return false;
}

const char *engine_product(const struct engine *engine)
{
    return engine->kind == ENGINE_OPENSEARCH ? "OpenSearch" : "Elasticsearch";
}

bool engine_at_least(const struct engine *engine, int major, int minor, int patch)
{
    if (engine->version.len == 0)
        return true;
    if (engine->major != major)
        return engine->major > major;
    if (engine->minor != minor)
        return engine->minor > minor;
    return engine->patch >= patch;
}

static void take_version(struct engine *engine, struct str version)
{
    int64_t parts[3] = {0};
    struct str rest = str_slice(version, 0, str_find_byte(version, '-', 0)), part;
    for (size_t i = 0; i < ARRAY_LENGTH(parts) && str_next_field(&rest, '.', &part); i++)
        if (!str_to_int64(part, &parts[i]) || parts[i] < 0 || parts[i] > 9999)
            return;
    engine->version = version;
    engine->major = (int)parts[0];
    engine->minor = (int)parts[1];
    engine->patch = (int)parts[2];
}

static bool is_older(const struct engine *a, const struct engine *b)
{
    if (a->major != b->major)
        return a->major < b->major;
    return a->minor != b->minor ? a->minor < b->minor : a->patch < b->patch;
}

static void take_kind(struct engine *engine, enum engine_kind kind)
{
    engine->kind = kind;
    engine->distribution = kind == ENGINE_OPENSEARCH ? STR("opensearch") : STR("elasticsearch");
}

/* The banner of GET /. Elasticsearch names no distribution. */
static bool read_banner(struct cluster *cluster, const json_t *json, struct engine *engine)
{
    struct str version = json_as_text(&cluster->arena, json_at(json, "version.number"));
    struct str distribution = json_as_text(&cluster->arena, json_at(json, "version.distribution"));
    if (!version.len)
        return false;
    take_kind(engine, str_equal(distribution, STR("opensearch")) ? ENGINE_OPENSEARCH : ENGINE_ELASTICSEARCH);
    take_version(engine, version);
    engine->cluster_name = json_as_text(&cluster->arena, json_object_get(json, "cluster_name"));
    engine->cluster_uuid = json_as_text(&cluster->arena, json_object_get(json, "cluster_uuid"));
    return true;
}

/* {"cluster_name": ..., "nodes": {"ID": {"version": ..., "build_flavor": ...}}}: only Elasticsearch has flavours. */
static bool read_nodes(struct cluster *cluster, const json_t *json, struct engine *engine)
{
    json_t *nodes = json_object_get(json, "nodes"), *node;
    const char *id;
    bool found = false;
    json_object_foreach (nodes, id, node) {
        struct engine one = {0};
        take_version(&one, json_as_text(&cluster->arena, json_object_get(node, "version")));
        take_kind(&one, json_object_get(node, "build_flavor") ? ENGINE_ELASTICSEARCH : ENGINE_OPENSEARCH);
        if (!found || is_older(&one, engine))
            *engine = one;
        found = found || one.version.len > 0;
    }
    engine->cluster_name = json_as_text(&cluster->arena, json_object_get(json, "cluster_name"));
    return found;
}

static struct cluster_request get(const char *path, const char *query)
{
    return (struct cluster_request){.method = "GET", .path = str_from(path), .query = str_from(query), .at = AT("endpoints")};
}

/* Errors of these calls are left out: they only add what is known already. */
static bool ask_uuid(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get("/_cluster/state/version", "filter_path=cluster_name,cluster_uuid");
    GUARD(cluster_try(rq, cluster, &request, &answer));
    if (cluster_answer_is_success(&answer))
        engine->cluster_uuid = json_as_text(&cluster->arena, json_object_get(answer.json, "cluster_uuid"));
    return true;
}

/* Where GET / is not served (test-lab.md 1), or tells another product's version for old clients. */
static bool ask_nodes(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get("/_nodes", "filter_path=cluster_name,nodes.*.version,nodes.*.build_flavor");
    GUARD(cluster_call(rq, cluster, &request, &answer));
    if (!read_nodes(cluster, answer.json, engine))
        return cluster_malformed(rq, &request, "no node tells its version");
    return ask_uuid(rq, cluster, engine);
}

static bool is_not_served(const struct cluster_answer *answer)
{
    return answer->status == 405 || (answer->status == 400 && str_starts_with(answer->reason, STR("no handler found")));
}

static bool accept_unknown(struct cluster *cluster, struct engine *engine)
{
    *engine = (struct engine){0};
    take_kind(engine, cluster->engine_choice);
    return true;
}

static bool ask_banner(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get("/", "");
    GUARD(cluster_send(rq, cluster, &request, &answer));
    if (is_not_served(&answer))
        return ask_nodes(rq, cluster, engine);
    if (answer.status == 403 && cluster->engine_choice != ENGINE_AUTO)
        return accept_unknown(cluster, engine);
    if (!cluster_answer_is_success(&answer))
        return cluster_refused(rq, &request, &answer, "Cannot find out what the cluster runs");
    if (!read_banner(cluster, answer.json, engine))
        return cluster_malformed(rq, &request, "it has no version.number, so this is neither Elasticsearch nor OpenSearch");
    return true;
}

/* An OpenSearch domain in compatibility mode says that it is Elasticsearch 7.10.2; `engine` of the provider then tells better. */
static bool correct_kind(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    if (cluster->engine_choice == ENGINE_AUTO || cluster->engine_choice == engine->kind)
        return true;
    struct engine nodes = {0};
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get("/_nodes", "filter_path=cluster_name,nodes.*.version,nodes.*.build_flavor");
    GUARD(cluster_try(rq, cluster, &request, &answer));
    if (cluster_answer_is_success(&answer) && read_nodes(cluster, answer.json, &nodes) && nodes.kind == cluster->engine_choice)
        take_version(engine, nodes.version);
    take_kind(engine, cluster->engine_choice);
    return true;
}

static const struct error_meaning probe_meanings[] = {
    /* snapshots.md 3.1: before 2.12 the list needs an index that the first policy makes; 3.6: one unreadable policy breaks it. */
    {404, NULL, "Snapshot management config index not found", MEANS_SUCCESS},
    {404, NULL, "Failed to parse snapshot management policy", MEANS_SUCCESS},
    {403, "security_exception", NULL, MEANS_SUCCESS},
    {401, NULL, NULL, MEANS_ABSENT},
    {403, NULL, NULL, MEANS_ABSENT},
    {400, NULL, NULL, MEANS_ABSENT},
    {404, NULL, NULL, MEANS_ABSENT},
    {405, NULL, NULL, MEANS_ABSENT},
};

static bool probe(struct request *rq, struct cluster *cluster, const char *path, const char *query, bool *exists)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get(path, query);
    GUARD(cluster_send(rq, cluster, &request, &answer));
    enum answer_meaning meaning = answer_meaning(&answer, probe_meanings, ARRAY_LENGTH(probe_meanings));
    *exists = meaning == MEANS_SUCCESS;
    return meaning != MEANS_FAILED || cluster_refused(rq, &request, &answer, "Cannot find out whether the cluster has a scheduler for snapshots");
}

static bool ask_minimum_interval(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    static const char *const scopes[] = {"transient", "persistent", "defaults"};
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get("/_cluster/settings", "include_defaults=true&flat_settings=true&filter_path=*.slm.minimum_interval");
    GUARD(cluster_try(rq, cluster, &request, &answer));
    if (!cluster_answer_is_success(&answer))
        return true;
    engine->slm_minimum_interval_ms = slm_minimum_interval_ms;
    for (size_t i = 0; i < ARRAY_LENGTH(scopes); i++) {
        const json_t *value = json_object_get(json_object_get(answer.json, scopes[i]), "slm.minimum_interval");
        if (value && duration_parse(json_as_text(rq->arena, value), &engine->slm_minimum_interval_ms))
            return true;
    }
    return true;
}

static bool ask_features(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    if (engine->kind == ENGINE_OPENSEARCH)
        return probe(rq, cluster, "/_plugins/_sm/policies", "size=1", &engine->has_sm);
    if (!engine_at_least(engine, 7, 4, 0))
        return true;
    GUARD(probe(rq, cluster, engine_at_least(engine, 7, 6, 0) ? "/_slm/status" : "/_slm/policy", "", &engine->has_slm));
    return !engine->has_slm || ask_minimum_interval(rq, cluster, engine);
}

static bool ask_node_count(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = get("/_cluster/health", "filter_path=number_of_nodes");
    GUARD(cluster_try(rq, cluster, &request, &answer));
    const json_t *count = json_object_get(answer.json, "number_of_nodes");
    if (json_is_integer(count))
        engine->node_count = (struct optional_int){true, json_integer_value(count)};
    return true;
}

static bool ask(struct request *rq, struct cluster *cluster, struct engine *engine)
{
    GUARD(ask_banner(rq, cluster, engine));
    GUARD(correct_kind(rq, cluster, engine));
    GUARD(ask_features(rq, cluster, engine));
    return ask_node_count(rq, cluster, engine);
}

bool engine_read(struct request *rq, struct cluster *cluster, const struct engine **engine)
{
    GUARD(cluster_lock(rq, &cluster->engine_lock, "waiting for the cluster to say what it runs"));
    AUTO_UNLOCK held = &cluster->engine_lock;
    struct engine found = {0};
    if (!cluster->engine_known) {
        GUARD(ask(rq, cluster, &found));
        cluster->engine = found;
        cluster->engine_known = true;
    }
    *engine = &cluster->engine;
    return true;
}
