#include "cluster/repositories.h"

#include "base/buffer.h"
#include "cluster/answer_meaning.h"
#include "cluster/cluster_private.h"

#include <stdlib.h>

static const struct error_meaning meanings[] = {
    /* snapshots.md 1.1. Older servers and OpenSearch: 500 for a repository in use. */
    {404, "repository_missing_exception", NULL, MEANS_ABSENT},
    {409, "repository_conflict_exception", NULL, MEANS_BUSY},
    {0, "illegal_state_exception", "trying to modify or unregister repository that is currently used*", MEANS_BUSY},
    {0, "concurrent_snapshot_execution_exception", NULL, MEANS_BUSY},
    {503, "process_cluster_event_timeout_exception", NULL, MEANS_BUSY},
};

static enum answer_meaning meaning_of(const struct cluster_answer *answer)
{
    return answer_meaning(answer, meanings, ARRAY_LENGTH(meanings));
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct repository *)a)->name, ((const struct repository *)b)->name);
}

static bool parse_one(struct arena *arena, struct str name, const json_t *json, struct repository *repository)
{
    const json_t *settings = json_object_get(json, "settings");
    *repository = (struct repository){.name = name, .uuid = json_as_text(arena, json_object_get(json, "uuid"))};
    repository->type = json_as_text(arena, json_object_get(json, "type"));
    json_read_settings(arena, settings, &repository->settings);
    return json_is_string(json_object_get(json, "type")) && (!settings || json_is_object(settings));
}

bool repositories_parse(struct arena *arena, const json_t *json, struct repository_list *list)
{
    if (!json_is_object(json))
        return false;
    struct repository *items = ARENA_ARRAY(arena, struct repository, json_object_size(json));
    json_t *copy = (json_t *)(uintptr_t)json, *value;
    const char *key;
    size_t count = 0;
    json_object_foreach (copy, key, value) {
        if (!parse_one(arena, arena_copy(arena, str_from(key)), value, &items[count++]))
            return false;
    }
    qsort(items, count, sizeof *items, by_name);
    *list = (struct repository_list){items, count};
    return true;
}

json_t *repository_build(const struct repository *repository)
{
    json_t *body = json_object(), *settings = json_object();
    json_set_text(body, "type", repository->type);
    for (size_t i = 0; i < repository->settings.count; i++) {
        const struct string_pair *pair = &repository->settings.pairs[i];
        json_object_setn_new(settings, pair->key.ptr, pair->key.len, json_stringn(pair->value.ptr, pair->value.len));
    }
    json_object_set_new(body, "settings", settings);
    return body;
}

struct str repository_setting(const struct repository *repository, const char *key)
{
    for (size_t i = 0; i < repository->settings.count; i++)
        if (str_equal(repository->settings.pairs[i].key, str_from(key)))
            return repository->settings.pairs[i].value;
    return (struct str){0};
}

static bool check_name(struct request *rq, struct str name)
{
    struct str problem;
    return repository_name_check(rq->arena, name, &problem) ||
           diag_error(rq, AT("name"), "Invalid repository name", "\"%.*s\" %.*s.", STR_ARGS(name), STR_ARGS(problem));
}

static bool check_name_to_read(struct request *rq, struct str name)
{
    struct str problem;
    return repository_name_check_to_read(rq->arena, name, &problem) ||
           diag_error(rq, AT("name"), "Invalid repository name", "\"%.*s\" %.*s.", STR_ARGS(name), STR_ARGS(problem));
}

static const struct cluster_request list_request = {
    .method = "GET", .path = STR_INIT("/_snapshot"), .query = STR_INIT("flat_settings=true"), .repeatable = true};

/* Under repositories_lock. `forbidden` is set where the user may not list. */
static bool refresh(struct request *rq, struct cluster *cluster, bool *forbidden)
{
    unsigned generation = atomic_load(&cluster->repository_writes);
    if (cluster->repositories && cluster->repositories_generation == generation)
        return true;
    AUTO_ANSWER answer = {0};
    GUARD(cluster_send(rq, cluster, &list_request, &answer));
    *forbidden = answer.status == 403;
    if (*forbidden)
        return true;
    if (!cluster_answer_is_success(&answer))
        return cluster_refused(rq, &list_request, &answer, "Cannot list the snapshot repositories");
    json_decref(cluster->repositories);
    cluster->repositories = json_incref(answer.json);
    cluster->repositories_generation = generation;
    return true;
}

static bool list_where_permitted(struct request *rq, struct cluster *cluster, struct repository_list *list, bool *forbidden)
{
    GUARD(cluster_lock(rq, &cluster->repositories_lock, "waiting for the list of repositories"));
    AUTO_UNLOCK held = &cluster->repositories_lock;
    GUARD(refresh(rq, cluster, forbidden));
    if (*forbidden)
        return true;
    return repositories_parse(rq->arena, cluster->repositories, list) ||
           cluster_malformed(rq, &list_request, "it is no object of repositories with type and settings");
}

void repositories_forget(struct cluster *cluster)
{
    atomic_fetch_add(&cluster->repository_writes, 1);
}

bool repositories_list(struct request *rq, struct cluster *cluster, struct repository_list *list)
{
    bool forbidden = false;
    GUARD(list_where_permitted(rq, cluster, list, &forbidden));
    return !forbidden ||
           diag_error(rq, PATH_ROOT, "Cannot list the snapshot repositories",
                      "GET /_snapshot was answered with status 403: this user may not list repositories. It needs cluster:admin/repository/get "
                      "for all of them (manage_snapshots, or the cluster privilege monitor_snapshot).");
}

static const struct repository *find(const struct repository_list *list, struct str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].name, name))
            return &list->items[i];
    return NULL;
}

bool repository_read_now(struct request *rq, struct cluster *cluster, struct str name, struct repository *found, bool *gone)
{
    AUTO_ANSWER answer = {0};
    struct repository_list list;
    GUARD(check_name_to_read(rq, name));
    struct cluster_request request = {.method = "GET", .path = cluster_path(rq, "/_snapshot/%", name), .query = STR("flat_settings=true")};
    GUARD(cluster_send(rq, cluster, &request, &answer));
    enum answer_meaning meaning = meaning_of(&answer);
    *gone = meaning == MEANS_ABSENT;
    if (*gone)
        return true;
    if (meaning != MEANS_SUCCESS)
        return cluster_refused(rq, &request, &answer, "Cannot read the repository");
    const struct repository *one = repositories_parse(rq->arena, answer.json, &list) ? find(&list, name) : NULL;
    if (!one)
        return cluster_malformed(rq, &request, "it does not describe the repository that was asked for");
    *found = *one;
    return true;
}

bool repository_read(struct request *rq, struct cluster *cluster, struct str name, struct repository *found, bool *gone)
{
    struct repository_list list = {0};
    bool forbidden = false;
    GUARD(check_name_to_read(rq, name));
    GUARD(list_where_permitted(rq, cluster, &list, &forbidden));
    if (forbidden)
        return repository_read_now(rq, cluster, name, found, gone);
    const struct repository *one = find(&list, name);
    *gone = !one;
    if (one)
        *found = *one;
    return true;
}

/* Sends a write until the repository is not in use. `answer` is the last one. */
static bool send_until_free(struct request *rq, struct cluster *cluster, const struct cluster_request *request, const char *doing,
                            struct cluster_answer *answer, enum answer_meaning *meaning)
{
    struct cluster_patience patience = {0};
    for (;;) {
        bool sent = cluster_send(rq, cluster, request, answer);
        repositories_forget(cluster);
        GUARD(sent);
        *meaning = meaning_of(answer);
        if (*meaning != MEANS_BUSY || !cluster_wait_for_others(rq, &patience, doing))
            return !request_is_cancelled(rq) || request_continue(rq, doing);
    }
}

bool repository_put(struct request *rq, struct cluster *cluster, const struct repository *repository)
{
    AUTO_ANSWER answer = {0};
    AUTO_JSON *body = repository_build(repository);
    enum answer_meaning meaning;
    GUARD(check_name(rq, repository->name));
    struct cluster_request request = {
        .method = "PUT", .path = cluster_path(rq, "/_snapshot/%", repository->name), .query = STR("verify=false"), .body = body, .repeatable = true};
    GUARD(send_until_free(rq, cluster, &request, "waiting for the repository to be free", &answer, &meaning));
    if (meaning == MEANS_BUSY)
        return cluster_refused(rq, &request, &answer, "The repository stays in use");
    return meaning == MEANS_SUCCESS || cluster_refused(rq, &request, &answer, "Cannot register the repository");
}

static bool same_settings(const struct optional_map *a, const struct optional_map *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!str_equal(a->pairs[i].key, b->pairs[i].key) || !str_equal(a->pairs[i].value, b->pairs[i].value))
            return false;
    return true;
}

/* The same registration with one more setting, in its place. */
static struct repository with_setting(struct arena *arena, const struct repository *repository, struct string_pair added)
{
    struct repository changed = *repository;
    struct string_pair *pairs = ARENA_ARRAY(arena, struct string_pair, repository->settings.count + 1);
    size_t count = 0, i = 0;
    while (i < repository->settings.count && str_compare(repository->settings.pairs[i].key, added.key) < 0)
        pairs[count++] = repository->settings.pairs[i++];
    pairs[count++] = added;
    while (i < repository->settings.count)
        pairs[count++] = repository->settings.pairs[i++];
    changed.settings = (struct optional_map){true, pairs, count};
    return changed;
}

bool repository_update(struct request *rq, struct cluster *cluster, const struct repository *repository)
{
    struct repository stored;
    bool gone;
    GUARD(repository_put(rq, cluster, repository));
    GUARD(repository_read_now(rq, cluster, repository->name, &stored, &gone));
    if (gone || same_settings(&stored.settings, &repository->settings))
        return true;
    struct repository marked = with_setting(rq->arena, repository, (struct string_pair){STR("rewritten"), STR("true")});
    return repository_put(rq, cluster, &marked) && repository_put(rq, cluster, repository);
}

static bool verification_failed(struct request *rq, const struct cluster_request *request, const struct cluster_answer *answer, struct str name)
{
    struct str detail =
        answer->causes.len ? arena_format(rq->arena, "%.*s (%.*s)", STR_ARGS(answer->reason), STR_ARGS(answer->causes)) : answer->reason;
    return diag_error(
        rq, request->at, "The cluster's nodes cannot use the repository",
        "POST %.*s was answered with status %d, %.*s: %.*s. Every node has to reach the storage of \"%.*s\": check the bucket or path, the "
        "region, the credentials or role that the nodes use, and their network.",
        STR_ARGS(request->path), answer->status, STR_ARGS(answer->type), STR_ARGS(detail), STR_ARGS(name));
}

bool repository_verify(struct request *rq, struct cluster *cluster, struct str name, size_t *nodes)
{
    AUTO_ANSWER answer = {0};
    GUARD(check_name_to_read(rq, name));
    struct cluster_request request = {.method = "POST", .path = cluster_path(rq, "/_snapshot/%/_verify", name), .repeatable = true};
    GUARD(cluster_send(rq, cluster, &request, &answer));
    if (answer.json && answer.status == 500)
        return verification_failed(rq, &request, &answer, name);
    if (!cluster_answer_is_success(&answer))
        return cluster_refused(rq, &request, &answer, "Cannot verify the repository");
    const json_t *found = json_object_get(answer.json, "nodes");
    if (nodes)
        *nodes = json_object_size(found);
    return json_is_object(found) || cluster_malformed(rq, &request, "it has no member nodes");
}

bool repository_delete(struct request *rq, struct cluster *cluster, struct str name)
{
    AUTO_ANSWER answer = {0};
    enum answer_meaning meaning;
    GUARD(check_name(rq, name));
    struct cluster_request request = {.method = "DELETE", .path = cluster_path(rq, "/_snapshot/%", name), .repeatable = true};
    GUARD(send_until_free(rq, cluster, &request, "waiting for the repository to be free", &answer, &meaning));
    if (meaning == MEANS_BUSY)
        return cluster_refused(rq, &request, &answer, "The repository stays in use");
    return meaning == MEANS_SUCCESS || meaning == MEANS_ABSENT || cluster_refused(rq, &request, &answer, "Cannot unregister the repository");
}
