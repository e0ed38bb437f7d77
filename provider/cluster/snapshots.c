#include "cluster/snapshots.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/log.h"
#include "cluster/answer_meaning.h"
#include "cluster/cluster_private.h"

#include <stdlib.h>

enum { POLL_FIRST_MS = 250, POLL_LAST_MS = 10000, FAILURES_SHOWN = 5, MISSING_POLLS_ALLOWED = 3 };

static const struct error_meaning meanings[] = {
    /* snapshots.md 5.1 and 1.1 */
    {404, "snapshot_missing_exception", NULL, MEANS_ABSENT},
    {404, "repository_missing_exception", NULL, MEANS_ABSENT},
    {400, "invalid_snapshot_name_exception", "*snapshot with the same name already exists", MEANS_TAKEN},
    {400, "invalid_snapshot_name_exception", "*snapshot with the same name is already in-progress", MEANS_TAKEN},
    {0, "concurrent_snapshot_execution_exception", NULL, MEANS_BUSY},
};

static enum answer_meaning meaning_of(const struct cluster_answer *answer)
{
    return answer_meaning(answer, meanings, ARRAY_LENGTH(meanings));
}

static const struct json_field spec_fields[] = {
    {"indices", JSON_LIST, offsetof(struct snapshot_spec, indices)},
    {"ignore_unavailable", JSON_FLAG, offsetof(struct snapshot_spec, ignore_unavailable)},
    {"include_global_state", JSON_FLAG, offsetof(struct snapshot_spec, include_global_state)},
    {"partial", JSON_FLAG, offsetof(struct snapshot_spec, partial)},
    {"feature_states", JSON_LIST, offsetof(struct snapshot_spec, feature_states)},
    {"metadata", JSON_MAP, offsetof(struct snapshot_spec, metadata)},
};

json_t *snapshot_build(const struct snapshot_spec *spec)
{
    json_t *body = json_object();
    json_write_fields(body, spec_fields, ARRAY_LENGTH(spec_fields), spec);
    return body;
}

static const struct json_field snapshot_fields[] = {
    {"snapshot", JSON_TEXT, offsetof(struct snapshot, name)},
    {"uuid", JSON_TEXT, offsetof(struct snapshot, uuid)},
    {"state", JSON_TEXT, offsetof(struct snapshot, state)},
    {"version", JSON_TEXT, offsetof(struct snapshot, version)},
    {"reason", JSON_TEXT, offsetof(struct snapshot, reason)},
    {"include_global_state", JSON_FLAG, offsetof(struct snapshot, include_global_state)},
    {"metadata", JSON_MAP, offsetof(struct snapshot, metadata)},
    {"start_time_in_millis", JSON_NUMBER, offsetof(struct snapshot, start_ms)},
    {"end_time_in_millis", JSON_NUMBER, offsetof(struct snapshot, end_ms)},
};

static bool parse_names(struct arena *arena, const json_t *array, const char *member, const struct str **items, size_t *count)
{
    struct str *names = ARENA_ARRAY(arena, struct str, json_array_size(array));
    *items = names;
    *count = json_array_size(array);
    for (size_t i = 0; i < *count; i++) {
        const json_t *item = json_array_get(array, i);
        names[i] = json_as_text(arena, member ? json_object_get(item, member) : item);
        if (!names[i].ptr)
            return false;
    }
    return !array || json_is_null(array) || json_is_array(array);
}

static bool parse_failures(struct arena *arena, const json_t *array, struct snapshot *snapshot)
{
    snapshot->failure_count = json_array_size(array);
    struct snapshot_failure *failures = ARENA_ARRAY(arena, struct snapshot_failure, snapshot->failure_count);
    snapshot->failures = failures;
    for (size_t i = 0; i < snapshot->failure_count; i++) {
        const json_t *item = json_array_get(array, i);
        failures[i].index = json_as_text(arena, json_object_get(item, "index"));
        failures[i].node = json_as_text(arena, json_object_get(item, "node_id"));
        failures[i].reason = json_as_text(arena, json_object_get(item, "reason"));
        failures[i].shard = json_integer_value(json_object_get(item, "shard_id"));
    }
    return !array || json_is_array(array);
}

static bool parse_snapshot(struct arena *arena, const json_t *json, struct snapshot *snapshot)
{
    const char *wrong;
    const json_t *shards = json_object_get(json, "shards");
    *snapshot = (struct snapshot){0};
    GUARD(json_read_fields(arena, json, snapshot_fields, ARRAY_LENGTH(snapshot_fields), snapshot, &wrong));
    GUARD(parse_names(arena, json_object_get(json, "indices"), NULL, &snapshot->indices, &snapshot->index_count));
    GUARD(parse_names(arena, json_object_get(json, "feature_states"), "feature_name", &snapshot->feature_states, &snapshot->feature_state_count));
    GUARD(parse_failures(arena, json_object_get(json, "failures"), snapshot));
    snapshot->shards_total = json_integer_value(json_object_get(shards, "total"));
    snapshot->shards_failed = json_integer_value(json_object_get(shards, "failed"));
    snapshot->shards_successful = json_integer_value(json_object_get(shards, "successful"));
    if (str_equal(snapshot->state, STR("IN_PROGRESS")))
        snapshot->end_ms.set = false;
    return snapshot->name.ptr && snapshot->state.ptr;
}

static int by_start(const void *a, const void *b)
{
    const struct snapshot *one = a, *other = b;
    if (one->start_ms.value != other->start_ms.value)
        return one->start_ms.value < other->start_ms.value ? -1 : 1;
    return str_compare(one->name, other->name);
}

bool snapshots_parse(struct arena *arena, const json_t *json, struct snapshot_list *list)
{
    const json_t *array = json_object_get(json, "snapshots");
    if (!array)
        array = json_object_get(json_array_get(json_object_get(json, "responses"), 0), "snapshots");
    size_t count = json_array_size(array);
    struct snapshot *items = ARENA_ARRAY(arena, struct snapshot, count);
    for (size_t i = 0; i < count; i++)
        GUARD(parse_snapshot(arena, json_array_get(array, i), &items[i]));
    qsort(items, count, sizeof *items, by_start);
    *list = (struct snapshot_list){items, count};
    return json_is_array(array);
}

static bool check_repository(struct request *rq, struct str repository)
{
    struct str problem;
    return repository_name_check_to_read(rq->arena, repository, &problem) ||
           diag_error(rq, AT("repository"), "Invalid repository name", "\"%.*s\" %.*s.", STR_ARGS(repository), STR_ARGS(problem));
}

static bool check_names(struct request *rq, struct str repository, struct str name)
{
    struct str problem;
    GUARD(check_repository(rq, repository));
    return snapshot_name_check(rq->arena, name, &problem) ||
           diag_error(rq, AT("name"), "Invalid snapshot name", "\"%.*s\" %.*s.", STR_ARGS(name), STR_ARGS(problem));
}

static struct cluster_request about(struct request *rq, const char *method, struct str repository, struct str name)
{
    return (struct cluster_request){.method = method, .path = cluster_path(rq, "/_snapshot/%/%", repository, name)};
}

bool snapshot_read(struct request *rq, struct cluster *cluster, struct str repository, struct str name, struct snapshot *snapshot, bool *gone)
{
    AUTO_ANSWER answer = {0};
    struct snapshot_list list;
    GUARD(check_names(rq, repository, name));
    struct cluster_request request = about(rq, "GET", repository, name);
    GUARD(cluster_send(rq, cluster, &request, &answer));
    enum answer_meaning meaning = meaning_of(&answer);
    *gone = meaning == MEANS_ABSENT;
    if (*gone)
        return true;
    if (meaning != MEANS_SUCCESS)
        return cluster_refused(rq, &request, &answer, "Cannot read the snapshot");
    if (!snapshots_parse(rq->arena, answer.json, &list) || list.count != 1 || !str_equal(list.items[0].name, name))
        return cluster_malformed(rq, &request, "it does not describe the snapshot that was asked for");
    *snapshot = list.items[0];
    return true;
}

bool snapshots_list(struct request *rq, struct cluster *cluster, struct str repository, struct snapshot_list *list)
{
    AUTO_ANSWER answer = {0};
    GUARD(check_repository(rq, repository));
    struct cluster_request request = {.method = "GET", .path = cluster_path(rq, "/_snapshot/%/_all", repository), .at = AT("repository")};
    GUARD(cluster_send(rq, cluster, &request, &answer));
    if (!cluster_answer_is_success(&answer))
        return cluster_refused(rq, &request, &answer, "Cannot list the snapshots");
    return snapshots_parse(rq->arena, answer.json, list) || cluster_malformed(rq, &request, "it has no list of snapshots with name and state");
}

static bool taken(struct request *rq, const struct snapshot_spec *spec)
{
    return diag_error(rq, AT("name"), "The snapshot exists already",
                      "Repository \"%.*s\" has a snapshot \"%.*s\". To manage it, import it with the id \"%.*s/%.*s\"; else choose another name.",
                      STR_ARGS(spec->repository), STR_ARGS(spec->name), STR_ARGS(spec->repository), STR_ARGS(spec->name));
}

static bool refuse_existing(struct request *rq, struct cluster *cluster, const struct snapshot_spec *spec)
{
    struct snapshot there;
    bool gone;
    GUARD(snapshot_read(rq, cluster, spec->repository, spec->name, &there, &gone));
    return gone || taken(rq, spec);
}

/* No answer, or that of a load balancer, which says nothing about the cluster (snapshots.md 1.4). */
static bool is_uncertain(const struct cluster_answer *answer)
{
    return answer->status == 0 || (!answer->json && answer->status >= 500) || answer->status == 504;
}

enum start_outcome { STARTED, NOT_STARTED, MAYBE_LATER };

static bool judge_start(struct request *rq, struct cluster *cluster, const struct snapshot_spec *spec, const struct cluster_request *request,
                        const struct cluster_answer *answer, bool repeated, enum start_outcome *outcome)
{
    enum answer_meaning meaning = meaning_of(answer);
    struct snapshot there;
    bool gone;
    *outcome = meaning == MEANS_SUCCESS ? STARTED : MAYBE_LATER;
    if (meaning == MEANS_SUCCESS || meaning == MEANS_BUSY)
        return true;
    if (is_uncertain(answer) || (meaning == MEANS_TAKEN && repeated)) {
        GUARD(snapshot_read(rq, cluster, spec->repository, spec->name, &there, &gone));
        *outcome = gone ? NOT_STARTED : STARTED;
        return true;
    }
    return meaning == MEANS_TAKEN ? taken(rq, spec) : cluster_refused(rq, request, answer, "Cannot take the snapshot");
}

bool snapshot_start(struct request *rq, struct cluster *cluster, const struct snapshot_spec *spec)
{
    AUTO_ANSWER answer = {0};
    AUTO_JSON *body = snapshot_build(spec);
    struct cluster_patience patience = {0};
    enum start_outcome outcome = MAYBE_LATER;
    GUARD(check_names(rq, spec->repository, spec->name));
    GUARD(refuse_existing(rq, cluster, spec));
    struct cluster_request request = about(rq, "PUT", spec->repository, spec->name);
    request.query = STR("wait_for_completion=false");
    request.body = body;
    for (bool repeated = false;; repeated = repeated || outcome == NOT_STARTED) {
        GUARD(cluster_try(rq, cluster, &request, &answer));
        GUARD(judge_start(rq, cluster, spec, &request, &answer, repeated, &outcome));
        if (outcome == STARTED)
            return true;
        if (!cluster_wait_for_others(rq, &patience, "waiting to take the snapshot"))
            return rq->has_error ? false : cluster_refused(rq, &request, &answer, "Cannot take the snapshot");
    }
}

static void log_progress(struct request *rq, const struct snapshot *snapshot)
{
    struct str shards = arena_format(rq->arena, "%lld of %lld shards done, %lld failed", (long long)snapshot->shards_successful,
                                     (long long)snapshot->shards_total, (long long)snapshot->shards_failed);
    LOG(LOG_INFO, "cluster", "snapshot in progress", {"snapshot", snapshot->name}, {"state", snapshot->state}, {"progress", shards});
}

static bool vanished(struct request *rq, struct str repository, struct str name)
{
    return diag_error(
        rq, PATH_ROOT, "The snapshot vanished",
        "Snapshot \"%.*s\" of repository \"%.*s\" was under way and is not there any more: somebody deleted it, or the cluster could not keep it.",
        STR_ARGS(name), STR_ARGS(repository));
}

bool snapshot_wait(struct request *rq, struct cluster *cluster, struct str repository, struct str name, struct snapshot *snapshot)
{
    struct str doing = arena_format(rq->arena, "waiting for snapshot \"%.*s\" to be finished", STR_ARGS(name));
    int64_t pause = POLL_FIRST_MS;
    int missing = 0;
    for (;;) {
        bool gone;
        GUARD(snapshot_read(rq, cluster, repository, name, snapshot, &gone));
        missing = gone ? missing + 1 : 0;
        if (missing > MISSING_POLLS_ALLOWED)
            return vanished(rq, repository, name);
        if (!gone && !str_equal(snapshot->state, STR("IN_PROGRESS")) && !str_equal(snapshot->state, STR("STARTED")))
            return true;
        if (!gone)
            log_progress(rq, snapshot);
        GUARD(request_wait(rq, pause, doing.ptr));
        pause = pause * 3 / 2 < POLL_LAST_MS ? pause * 3 / 2 : POLL_LAST_MS;
    }
}

static struct str failures_text(struct request *rq, const struct snapshot *snapshot)
{
    struct buffer text = {.arena = rq->arena};
    for (size_t i = 0; i < snapshot->failure_count && i < FAILURES_SHOWN; i++) {
        const struct snapshot_failure *failure = &snapshot->failures[i];
        buffer_format(&text, " Shard %lld of index \"%.*s\" on node %.*s: %.*s.", (long long)failure->shard, STR_ARGS(failure->index),
                      STR_ARGS(failure->node), STR_ARGS(failure->reason));
    }
    if (snapshot->failure_count > FAILURES_SHOWN)
        buffer_format(&text, " And %zu more.", snapshot->failure_count - FAILURES_SHOWN);
    if (snapshot->reason.len)
        buffer_format(&text, " The cluster says: %.*s.", STR_ARGS(snapshot->reason));
    return buffer_str(&text);
}

bool snapshot_check(struct request *rq, const struct snapshot *snapshot, bool partial_allowed)
{
    if (str_equal(snapshot->state, STR("SUCCESS")))
        return true;
    struct str failures = failures_text(rq, snapshot);
    long long failed = snapshot->shards_failed, total = snapshot->shards_total;
    if (str_equal(snapshot->state, STR("PARTIAL")) && partial_allowed)
        return diag_warning(rq, PATH_ROOT, "The snapshot is incomplete",
                            "Snapshot \"%.*s\" holds all but %lld of %lld shards, as partial = true allows.%.*s", STR_ARGS(snapshot->name), failed,
                            total, STR_ARGS(failures));
    return diag_error(
        rq, PATH_ROOT, "The snapshot cannot be relied on",
        "Snapshot \"%.*s\" ended in state %.*s: %lld of %lld shards failed.%.*s What there is of it stays in the repository and in the state; "
        "after the cause is removed, replace it.",
        STR_ARGS(snapshot->name), STR_ARGS(snapshot->state), failed, total, STR_ARGS(failures));
}

/* Deleting can take longer than a load balancer or we wait for one answer; the cluster carries on meanwhile. */
static bool judge_deletion(struct request *rq, struct cluster *cluster, const struct cluster_request *request, const struct cluster_answer *answer,
                           struct str repository, struct str name, bool *gone)
{
    struct snapshot there;
    enum answer_meaning meaning = meaning_of(answer);
    *gone = meaning == MEANS_ABSENT;
    if (meaning == MEANS_ABSENT || meaning == MEANS_BUSY)
        return true;
    if (meaning != MEANS_SUCCESS && !is_uncertain(answer))
        return cluster_refused(rq, request, answer, "Cannot delete the snapshot");
    return snapshot_read(rq, cluster, repository, name, &there, gone);
}

bool snapshot_delete(struct request *rq, struct cluster *cluster, struct str repository, struct str name)
{
    AUTO_ANSWER answer = {0};
    struct cluster_patience patience = {0};
    bool gone = false;
    GUARD(check_names(rq, repository, name));
    struct cluster_request request = about(rq, "DELETE", repository, name);
    for (;;) {
        GUARD(cluster_try(rq, cluster, &request, &answer));
        GUARD(judge_deletion(rq, cluster, &request, &answer, repository, name, &gone));
        if (gone)
            return true;
        if (!cluster_wait_for_others(rq, &patience, "waiting for the snapshot to be deleted"))
            return rq->has_error ? false : cluster_refused(rq, &request, &answer, "The snapshot is still there");
    }
}
