#include "cluster/slm.h"

#include "base/buffer.h"
#include "cluster/answer_meaning.h"
#include "cluster/cluster_private.h"
#include "cluster/cron.h"
#include "cluster/duration.h"
#include "cluster/policy_check.h"
#include "cluster/timezone.h"

#include <stdlib.h>

enum { METADATA_BYTES_MAX = 1024 }; /* snapshots.md 2.2 */

#define SPEC(member) offsetof(struct snapshot_policy_spec, member)

static const struct json_field top_fields[] = {
    {"name", JSON_TEXT, SPEC(snapshot_name)}, {"schedule", JSON_TEXT, SPEC(cron)}, {"repository", JSON_TEXT, SPEC(repository)}};
static const struct json_field config_fields[] = {
    {"indices", JSON_LIST, SPEC(indices)},
    {"ignore_unavailable", JSON_FLAG, SPEC(ignore_unavailable)},
    {"include_global_state", JSON_FLAG, SPEC(include_global_state)},
    {"partial", JSON_FLAG, SPEC(partial)},
    {"feature_states", JSON_LIST, SPEC(feature_states)},
    {"expand_wildcards", JSON_LIST, SPEC(expand_wildcards)},
    {"metadata", JSON_MAP, SPEC(metadata)},
};
static const struct json_field retention_fields[] = {
    {"expire_after", JSON_TEXT, SPEC(expire_after)}, {"min_count", JSON_NUMBER, SPEC(min_count)}, {"max_count", JSON_NUMBER, SPEC(max_count)}};

static const struct json_section sections[] = {
    /* snapshots.md 2.2 */
    {"", top_fields, ARRAY_LENGTH(top_fields)},
    {"config", config_fields, ARRAY_LENGTH(config_fields)},
    {"retention", retention_fields, ARRAY_LENGTH(retention_fields)},
};

static const char retention_is_shared[] = "Elasticsearch runs retention of all policies at one time of the whole cluster, the cluster setting "
                                          "slm.retention_schedule. Leave the schedule of "
                                          "retention out.";
static const char only_sm[] = "Only OpenSearch's Snapshot Management knows this. Leave the attribute out.";

static const struct policy_unsupported unsupported[] = {
    {JSON_TEXT, SPEC(retention_cron), "retention", "schedule", retention_is_shared},
    {JSON_TEXT, SPEC(description), "description", NULL,
     "A policy of Elasticsearch has no description. Use metadata, which every snapshot then carries."},
    {JSON_TEXT, SPEC(notification.channel_id), "notification", NULL, only_sm},
    {JSON_TEXT, SPEC(creation_time_limit), "creation_time_limit", NULL, only_sm},
    {JSON_TEXT, SPEC(deletion_time_limit), "deletion_time_limit", NULL, only_sm},
    {JSON_TEXT, SPEC(snapshot_pattern), "snapshot_pattern", NULL, only_sm},
    {JSON_TEXT, SPEC(date_format_timezone), "date_format_timezone", NULL, only_sm},
};

static const struct error_meaning meanings[] = {
    /* snapshots.md 2.1 */
    {404, "resource_not_found_exception", "snapshot lifecycle policy or policies [*", MEANS_ABSENT},
    {404, "resource_not_found_exception", "snapshot lifecycle policy not found: *", MEANS_ABSENT},
};

static enum answer_meaning meaning_of(const struct cluster_answer *answer)
{
    return answer_meaning(answer, meanings, ARRAY_LENGTH(meanings));
}

struct str slm_default_snapshot_name(struct arena *arena, struct str policy)
{
    return arena_format(arena, "<%.*s-{now/d}>", STR_ARGS(policy));
}

static struct str schedule_of(struct arena *memory, const struct snapshot_policy_spec *spec)
{
    struct cron cron;
    struct str quartz, problem;
    if (spec->interval.ptr)
        return spec->interval;
    if (cron_parse(memory, spec->cron, &cron, &problem) && cron_to_quartz(memory, &cron, &quartz, &problem))
        return quartz;
    return spec->cron;
}

json_t *slm_build_policy(struct arena *memory, const struct snapshot_policy_spec *spec)
{
    struct snapshot_policy_spec sent = *spec;
    json_t *body = json_object();
    sent.cron = schedule_of(memory, spec);
    if (!spec->snapshot_name.ptr)
        sent.snapshot_name = slm_default_snapshot_name(memory, spec->name);
    json_write_sections(body, sections, ARRAY_LENGTH(sections), &sent);
    return body;
}

static void take_schedule(struct arena *arena, struct snapshot_policy_spec *spec)
{
    struct str written = spec->cron, neutral;
    int64_t ms;
    if (duration_parse(written, &ms)) {
        spec->interval = written;
        spec->cron = (struct str){0};
        return;
    }
    if (cron_from_quartz(arena, written, &neutral))
        spec->cron = neutral;
}

bool slm_parse_policy(struct arena *arena, const json_t *policy, struct snapshot_policy_spec *spec, const char **wrong)
{
    *spec = (struct snapshot_policy_spec){.enabled = {true, true}};
    *wrong = "policy";
    GUARD(json_is_object(policy));
    GUARD(json_read_sections(arena, policy, sections, ARRAY_LENGTH(sections), spec, wrong));
    *wrong = "schedule or repository";
    GUARD(spec->cron.ptr && spec->repository.ptr);
    take_schedule(arena, spec);
    if (spec->cron.ptr)
        spec->timezone = STR("UTC");
    return true;
}

void slm_keep_unknown(json_t *body, const json_t *stored)
{
    json_keep_unknown(body, stored, sections, ARRAY_LENGTH(sections));
}

static bool check_gap(struct request *rq, struct path at, struct str schedule, int64_t gap_ms, const struct engine *engine)
{
    if (!engine || gap_ms >= engine->slm_minimum_interval_ms)
        return true;
    return diag_error(
        rq, at, "Schedule too frequent",
        "\"%.*s\" runs every %.*s at times, and this cluster allows no more than one run in %.*s (cluster setting slm.minimum_interval).",
        STR_ARGS(schedule), STR_ARGS(duration_format(rq->arena, gap_ms)), STR_ARGS(duration_format(rq->arena, engine->slm_minimum_interval_ms)));
}

static bool check_cron(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    struct path at = AT2("schedule", "cron");
    struct cron cron;
    struct str quartz, problem;
    if (!spec->cron.ptr)
        return spec->interval.ptr || diag_error(rq, AT("schedule"), "No schedule", "The policy needs a schedule with cron or interval.");
    if (!cron_parse(rq->arena, spec->cron, &cron, &problem))
        return diag_error(rq, at, "Invalid schedule", "\"%.*s\" %.*s.", STR_ARGS(spec->cron), STR_ARGS(problem));
    if (!cron_to_quartz(rq->arena, &cron, &quartz, &problem))
        return diag_error(rq, at, "The scheduler cannot express this", "\"%.*s\" %.*s.", STR_ARGS(spec->cron), STR_ARGS(problem));
    return check_gap(rq, at, spec->cron, cron_shortest_gap_ms(&cron), engine);
}

static bool check_interval(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    struct path at = AT2("schedule", "interval");
    int64_t ms;
    GUARD(policy_check_duration(rq, at, spec->interval));
    if (!spec->interval.ptr || !duration_parse(spec->interval, &ms))
        return true;
    if (spec->cron.ptr)
        return diag_error(rq, at, "Two schedules", "Write either cron or interval.");
    if (engine && !engine_at_least(engine, 8, 16, 0))
        return diag_error(rq, at, "The scheduler cannot express this",
                          "Intervals need Elasticsearch 8.16 or later; the cluster runs %.*s. Write cron instead.", STR_ARGS(engine->version));
    return check_gap(rq, at, spec->interval, ms, engine);
}

static bool check_timezone(struct request *rq, const struct snapshot_policy_spec *spec)
{
    return !spec->timezone.ptr || timezone_is_utc(spec->timezone) ||
           diag_error(rq, AT2("schedule", "timezone"), "The scheduler cannot express this",
                      "Elasticsearch's schedules are in UTC; \"%.*s\" is another zone, or one that changes twice a year. Write the time in UTC.",
                      STR_ARGS(spec->timezone));
}

static bool check_enabled(struct request *rq, const struct snapshot_policy_spec *spec)
{
    return !spec->enabled.set || spec->enabled.value ||
           diag_error(rq, AT("enabled"), "The scheduler cannot express this",
                      "Elasticsearch cannot stop one policy, only all of them together (POST /_slm/stop). Remove the policy to stop it; its "
                      "snapshots stay.");
}

static void free_text(char **text)
{
    free(*text);
}

static bool check_metadata(struct request *rq, const struct snapshot_policy_spec *spec)
{
    AUTO_JSON *config = json_object();
    for (size_t i = 0; i < spec->metadata.count; i++) {
        if (str_equal(spec->metadata.pairs[i].key, STR("policy")))
            return diag_error(rq, path_key(AT("metadata"), STR("policy")), "Reserved key",
                              "Elasticsearch writes the policy's own name under \"policy\". Choose another key.");
        json_object_setn_new(config, spec->metadata.pairs[i].key.ptr, spec->metadata.pairs[i].key.len,
                             json_stringn(spec->metadata.pairs[i].value.ptr, spec->metadata.pairs[i].value.len));
    }
    AUTO(free_text) char *text = json_dumps(config, JSON_COMPACT);
    size_t bytes = str_from(text).len;
    return bytes <= METADATA_BYTES_MAX || diag_error(rq, AT("metadata"), "Metadata too long",
                                                     "The metadata has %zu bytes; Elasticsearch takes at most %d.", bytes, (int)METADATA_BYTES_MAX);
}

/* Outside of <...{date math}...> the resolved name is what is written, and has to be lower case. */
static bool check_snapshot_name(struct request *rq, const struct snapshot_policy_spec *spec)
{
    int braces = 0;
    for (size_t i = 0; i < spec->snapshot_name.len; i++) {
        char byte = spec->snapshot_name.ptr[i];
        braces += (byte == '{') - (byte == '}');
        if (braces == 0 && ((byte >= 'A' && byte <= 'Z') || byte == ' ' || byte == ',' || byte == '#'))
            return diag_error(rq, AT("snapshot_name"), "Invalid snapshot name",
                              "\"%.*s\" has a capital, a blank, a comma or a # outside of its date. Names of snapshots are lower case.",
                              STR_ARGS(spec->snapshot_name));
    }
    return !spec->snapshot_name.ptr || (spec->snapshot_name.len > 0 && braces == 0) ||
           diag_error(rq, AT("snapshot_name"), "Invalid snapshot name", "\"%.*s\" is empty or has a brace without its counterpart.",
                      STR_ARGS(spec->snapshot_name));
}

static bool check_feature_states(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    return !spec->feature_states.set || !engine || engine_at_least(engine, 7, 12, 0) ||
           diag_error(rq, AT("feature_states"), "The scheduler cannot express this",
                      "feature_states needs Elasticsearch 7.12 or later; the cluster runs %.*s.", STR_ARGS(engine->version));
}

static bool check(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    const bool results[] = {
        policy_check_name(rq, spec->name),
        policy_check_unsupported(rq, spec, unsupported, ARRAY_LENGTH(unsupported)),
        check_cron(rq, spec, engine),
        check_interval(rq, spec, engine),
        check_timezone(rq, spec),
        check_enabled(rq, spec),
        check_metadata(rq, spec),
        check_snapshot_name(rq, spec),
        check_feature_states(rq, spec, engine),
        policy_check_duration(rq, AT2("retention", "expire_after"), spec->expire_after),
        policy_check_counts(rq, spec, true),
    };
    for (size_t i = 0; i < ARRAY_LENGTH(results); i++)
        GUARD(results[i]);
    return true;
}

static struct cluster_request about(struct request *rq, const char *method, struct str name)
{
    return (struct cluster_request){.method = method, .path = cluster_path(rq, "/_slm/policy/%", name), .repeatable = true};
}

/* `entry` is what GET tells of the policy, and belongs to the answer. */
static bool read_entry(struct request *rq, struct cluster *cluster, struct str name, struct cluster_answer *answer, const json_t **entry, bool *gone)
{
    struct cluster_request request = about(rq, "GET", name);
    GUARD(policy_check_name(rq, name));
    GUARD(cluster_send(rq, cluster, &request, answer));
    enum answer_meaning meaning = meaning_of(answer);
    *gone = meaning == MEANS_ABSENT;
    if (*gone)
        return true;
    if (meaning != MEANS_SUCCESS)
        return cluster_refused(rq, &request, answer, "Cannot read the policy");
    *entry = json_object_getn(answer->json, name.ptr, name.len);
    return json_is_object(json_object_get(*entry, "policy")) || cluster_malformed(rq, &request, "it does not describe the policy that was asked for");
}

static bool put(struct request *rq, struct cluster *cluster, struct str name, const json_t *body)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = about(rq, "PUT", name);
    request.body = body;
    GUARD(cluster_send(rq, cluster, &request, &answer));
    return cluster_answer_is_success(&answer) || cluster_refused(rq, &request, &answer, "Cannot write the policy");
}

/* A PUT would overwrite silently. */
static bool create(struct request *rq, struct cluster *cluster, const struct snapshot_policy_spec *spec)
{
    AUTO_ANSWER answer = {0};
    AUTO_JSON *body = slm_build_policy(rq->arena, spec);
    const json_t *entry;
    bool gone;
    GUARD(read_entry(rq, cluster, spec->name, &answer, &entry, &gone));
    if (!gone)
        return diag_error(rq, AT("name"), "The policy exists already",
                          "The cluster has a snapshot policy \"%.*s\". To manage it, import it with the id \"%.*s\"; else choose another name.",
                          STR_ARGS(spec->name), STR_ARGS(spec->name));
    return put(rq, cluster, spec->name, body);
}

static bool read(struct request *rq, struct cluster *cluster, struct str name, struct snapshot_policy_spec *found, enum policy_presence *presence)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = about(rq, "GET", name);
    const json_t *entry;
    const char *wrong;
    bool gone;
    GUARD(read_entry(rq, cluster, name, &answer, &entry, &gone));
    *presence = gone ? POLICY_ABSENT : POLICY_PRESENT;
    *found = (struct snapshot_policy_spec){.name = name};
    if (gone)
        return true;
    if (!slm_parse_policy(rq->arena, json_object_get(entry, "policy"), found, &wrong))
        return cluster_malformed(rq, &request, arena_format(rq->arena, "the member %s of the policy is missing or has another type", wrong).ptr);
    found->name = arena_copy(rq->arena, name);
    return true;
}

static bool update(struct request *rq, struct cluster *cluster, const struct snapshot_policy_spec *spec)
{
    AUTO_ANSWER answer = {0};
    AUTO_JSON *body = slm_build_policy(rq->arena, spec);
    const json_t *entry;
    bool gone;
    GUARD(read_entry(rq, cluster, spec->name, &answer, &entry, &gone));
    if (gone)
        return diag_error(rq, AT("name"), "The policy is gone",
                          "Policy \"%.*s\" was deleted since the plan was made. Plan and apply again to create it.", STR_ARGS(spec->name));
    slm_keep_unknown(body, json_object_get(entry, "policy"));
    return put(rq, cluster, spec->name, body);
}

static bool delete (struct request *rq, struct cluster *cluster, struct str name)
{
    AUTO_ANSWER answer = {0}, after = {0};
    const json_t *entry;
    bool gone;
    struct cluster_request request = about(rq, "DELETE", name);
    GUARD(policy_check_name(rq, name));
    GUARD(cluster_send(rq, cluster, &request, &answer));
    enum answer_meaning meaning = meaning_of(&answer);
    if (meaning == MEANS_ABSENT)
        return true;
    if (meaning != MEANS_SUCCESS)
        return cluster_refused(rq, &request, &answer, "Cannot delete the policy");
    GUARD(read_entry(rq, cluster, name, &after, &entry, &gone));
    return gone || diag_error(rq, PATH_ROOT, "The policy is still there", "DELETE %.*s was accepted, and the policy can still be read. Try again.",
                              STR_ARGS(request.path));
}

static struct optional_int time_at(const json_t *object, const char *path)
{
    const json_t *value = json_at(object, path);
    return json_is_integer(value) ? (struct optional_int){true, json_integer_value(value)} : (struct optional_int){0};
}

bool slm_parse_status(struct arena *arena, const json_t *entry, struct policy_status *status)
{
    *status = (struct policy_status){
        .enabled = {true, true},
        .last_success_snapshot = json_as_text(arena, json_at(entry, "last_success.snapshot_name")),
        .last_success_ms = time_at(entry, "last_success.time"),
        .last_failure_snapshot = json_as_text(arena, json_at(entry, "last_failure.snapshot_name")),
        .last_failure_ms = time_at(entry, "last_failure.time"),
        .last_failure_reason = json_as_text(arena, json_at(entry, "last_failure.details")),
        .next_run_ms = time_at(entry, "next_execution_millis"),
        .in_progress = json_is_object(json_object_get(entry, "in_progress")),
    };
    return json_is_object(entry);
}

static bool status(struct request *rq, struct cluster *cluster, struct str name, struct policy_status *found, bool *gone)
{
    AUTO_ANSWER answer = {0};
    struct cluster_request request = about(rq, "GET", name);
    const json_t *entry;
    GUARD(read_entry(rq, cluster, name, &answer, &entry, gone));
    return *gone || slm_parse_status(rq->arena, entry, found) || cluster_malformed(rq, &request, "it does not describe the policy");
}

const struct policy_backend slm_backend = {
    .name = "slm",
    .check = check,
    .create = create,
    .read = read,
    .update = update,
    .delete = delete,
    .status = status,
};
