#include "cluster/sm.h"
#include "base/clock.h"
#include "cluster/answer_meaning.h"
#include "cluster/cluster_private.h"
#include "cluster/cron.h"
#include "cluster/duration.h"
#include "cluster/policy_check.h"

#define SPEC(member) offsetof(struct snapshot_policy_spec, member)

static const struct json_field top_fields[] = {{"description", JSON_TEXT, SPEC(description)}, {"enabled", JSON_FLAG, SPEC(enabled)}};
static const struct json_field creation_fields[] = {{"time_limit", JSON_TEXT, SPEC(creation_time_limit)}};
static const struct json_field creation_cron_fields[] = {{"expression", JSON_TEXT, SPEC(cron)}, {"timezone", JSON_TEXT, SPEC(timezone)}};
static const struct json_field deletion_fields[] = {{"time_limit", JSON_TEXT, SPEC(deletion_time_limit)},
                                                    {"snapshot_pattern", JSON_TEXT, SPEC(snapshot_pattern)}};
static const struct json_field deletion_cron_fields[] = {{"expression", JSON_TEXT, SPEC(retention_cron)},
                                                         {"timezone", JSON_TEXT, SPEC(retention_timezone)}};
static const struct json_field condition_fields[] = {
    {"max_age", JSON_TEXT, SPEC(expire_after)}, {"max_count", JSON_NUMBER, SPEC(max_count)}, {"min_count", JSON_NUMBER, SPEC(min_count)}};
static const struct json_field config_fields[] = {
    {"repository", JSON_TEXT, SPEC(repository)},
    {"date_format", JSON_TEXT, SPEC(snapshot_name)},
    {"date_format_timezone", JSON_TEXT, SPEC(date_format_timezone)},
    {"indices", JSON_LIST, SPEC(indices)},
    {"ignore_unavailable", JSON_FLAG, SPEC(ignore_unavailable)},
    {"include_global_state", JSON_FLAG, SPEC(include_global_state)},
    {"partial", JSON_FLAG, SPEC(partial)},
    {"metadata", JSON_MAP, SPEC(metadata)},
};
static const struct json_field channel_fields[] = {{"id", JSON_TEXT, SPEC(notification.channel_id)}};
static const struct json_field notification_fields[] = {
    {"creation", JSON_FLAG, SPEC(notification.creation)},
    {"deletion", JSON_FLAG, SPEC(notification.deletion)},
    {"failure", JSON_FLAG, SPEC(notification.failure)},
    {"time_limit_exceeded", JSON_FLAG, SPEC(notification.time_limit_exceeded)},
};

#define SECTION(path, fields)                                                                                                                        \
    {                                                                                                                                                \
        path, fields, ARRAY_LENGTH(fields)                                                                                                           \
    }
static const struct json_section sections[] = {
    /* snapshots.md 3.3 */
    SECTION("", top_fields),
    SECTION("creation", creation_fields),
    SECTION("creation.schedule.cron", creation_cron_fields),
    SECTION("deletion", deletion_fields),
    SECTION("deletion.schedule.cron", deletion_cron_fields),
    SECTION("deletion.condition", condition_fields),
    SECTION("snapshot_config", config_fields),
    SECTION("notification.channel", channel_fields),
    SECTION("notification.conditions", notification_fields),
};

static const struct policy_unsupported unsupported[] = {
    {JSON_TEXT, SPEC(interval), "schedule", "interval", "Snapshot Management knows no intervals. Write the schedule as cron with a time zone."},
    {JSON_LIST, SPEC(feature_states), "feature_states", NULL, "Feature states are Elasticsearch's; OpenSearch has none. Leave feature_states out."},
    {JSON_LIST, SPEC(expand_wildcards), "expand_wildcards", NULL,
     "Snapshot Management always expands wildcards in the same way. Leave expand_wildcards out."},
};

static const struct error_meaning meanings[] = {
    /* snapshots.md 3.6 */
    {404, NULL, "Snapshot management policy not found", MEANS_ABSENT},
    {404, NULL, "Snapshot management config index not found", MEANS_ABSENT},
    {404, NULL, "Failed to retrieve Snapshot management policy.", MEANS_FAILED},
    {404, NULL, "Failed to parse snapshot management policy", MEANS_UNREADABLE},
    {500, NULL, "Snapshot management policy not found", MEANS_UNREADABLE},
    {500, NULL, "Snapshot management policy could not be parsed", MEANS_UNREADABLE},
    {500, NULL, "Failed while trying to delete SM Policy due to a concurrent update, please try again", MEANS_BUSY},
    {409, NULL, NULL, MEANS_CONFLICT},
};

static enum answer_meaning meaning_of(const struct cluster_answer *answer)
{
    return answer_meaning(answer, meanings, ARRAY_LENGTH(meanings));
}

json_t *sm_build_policy(const struct snapshot_policy_spec *spec)
{
    struct snapshot_policy_spec sent = *spec;
    json_t *body = json_object();
    /* Left out, a PUT would start a stopped policy again, and a missing zone is answered with status 500 (snapshots.md 3.2, test-lab.md 5). */
    sent.enabled = (struct optional_bool){true, spec->enabled.set ? spec->enabled.value : true};
    if (spec->cron.ptr && !spec->timezone.ptr)
        sent.timezone = STR("UTC");
    if (spec->retention_cron.ptr && !spec->retention_timezone.ptr)
        sent.retention_timezone = STR("UTC");
    json_write_sections(body, sections, ARRAY_LENGTH(sections), &sent);
    return body;
}

bool sm_parse_policy(struct arena *arena, const json_t *policy, struct snapshot_policy_spec *spec, const char **wrong)
{
    *spec = (struct snapshot_policy_spec){.name = json_as_text(arena, json_object_get(policy, "name"))};
    *wrong = "sm_policy";
    GUARD(json_is_object(policy));
    GUARD(json_read_sections(arena, policy, sections, ARRAY_LENGTH(sections), spec, wrong));
    spec->notification.set = spec->notification.channel_id.ptr != NULL;
    *wrong = "snapshot_config.repository";
    return spec->repository.ptr;
}

bool sm_read_conflict(struct str reason, int64_t *seq_no, int64_t *primary_term)
{
    static const struct str before = STR_INIT("current document has seqNo ["), between = STR_INIT("] and primary term [");
    for (size_t at = 0; at + before.len <= reason.len; at++) {
        struct str sequence = str_slice(reason, at, reason.len);
        if (!str_starts_with(sequence, before))
            continue;
        sequence = str_slice(sequence, before.len, sequence.len);
        size_t end = str_find_byte(sequence, ']', 0);
        struct str term = str_slice(sequence, end, sequence.len);
        if (!str_starts_with(term, between))
            return false;
        term = str_slice(term, between.len, term.len);
        return str_to_int64(str_slice(sequence, 0, end), seq_no) && str_to_int64(str_slice(term, 0, str_find_byte(term, ']', 0)), primary_term);
    }
    return false;
}

/* * stands for any text; the list is separated by commas (snapshots.md 3.3). */
static bool glob_matches(struct str pattern, struct str name)
{
    if (pattern.len == 0)
        return name.len == 0;
    if (pattern.ptr[0] != '*')
        return name.len > 0 && name.ptr[0] == pattern.ptr[0] && glob_matches(str_slice(pattern, 1, pattern.len), str_slice(name, 1, name.len));
    for (size_t skipped = 0; skipped <= name.len; skipped++)
        if (glob_matches(str_slice(pattern, 1, pattern.len), str_slice(name, skipped, name.len)))
            return true;
    return false;
}

static bool check_pattern(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    struct path at = AT("snapshot_pattern");
    struct str initial = arena_format(rq->arena, "%.*s-initial", STR_ARGS(spec->name)), rest = spec->snapshot_pattern, pattern;
    if (!spec->snapshot_pattern.ptr)
        return true;
    if (engine && !engine_at_least(engine, 3, 3, 0))
        return diag_error(rq, at, "The scheduler cannot express this", "snapshot_pattern needs OpenSearch 3.3 or later; the cluster runs %.*s.",
                          STR_ARGS(engine->version));
    while (str_next_field(&rest, ',', &pattern))
        if (glob_matches(str_trim(pattern), initial))
            return diag_error(
                rq, at, "Retention would delete the initial snapshot",
                "The pattern \"%.*s\" matches \"%.*s\", and retention deletes whatever a pattern matches. Write one that does not match it.",
                STR_ARGS(str_trim(pattern)), STR_ARGS(initial));
    return true;
}

static bool check_whole_duration(struct request *rq, struct path at, struct str duration)
{
    struct str problem;
    GUARD(policy_check_duration(rq, at, duration));
    return !duration.ptr || duration_check_whole(rq->arena, duration, &problem) ||
           diag_error(rq, at, "The scheduler cannot express this", "\"%.*s\" %.*s.", STR_ARGS(duration), STR_ARGS(problem));
}

static bool check_schedule(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    if (spec->cron.ptr || spec->interval.ptr)
        return true;
    if (spec->retention_cron.ptr && (!engine || engine_at_least(engine, 3, 3, 0)))
        return true;
    return diag_error(rq, AT("schedule"), "No schedule",
                      "The policy needs a schedule with cron. Policies that only delete need OpenSearch 3.3 or later and a "
                      "retention schedule.");
}

static bool check_retention(struct request *rq, const struct snapshot_policy_spec *spec)
{
    if (!policy_has_retention(spec))
        return true;
    if (!spec->expire_after.ptr && !spec->max_count.set)
        return diag_error(rq, AT("retention"), "Retention without a limit",
                          "Snapshot Management wants expire_after, max_count, or both: it would delete nothing.");
    return policy_check_counts(rq, spec, false);
}

static bool check_retention_schedule(struct request *rq, const struct snapshot_policy_spec *spec)
{
    struct path schedule = AT2("retention", "schedule");
    bool cron = policy_check_cron(rq, path_attribute(schedule, STR("cron")), spec->retention_cron);
    return policy_check_timezone(rq, path_attribute(schedule, STR("timezone")), spec->retention_timezone) && cron;
}

static bool check_notification(struct request *rq, const struct snapshot_policy_spec *spec)
{
    return !spec->notification.set || spec->notification.channel_id.len > 0 ||
           diag_error(rq, AT2("notification", "channel_id"), "No channel", "A notification needs the id of a channel of the Notifications plugin.");
}

static bool check(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine)
{
    const bool results[] = {
        policy_check_name(rq, spec->name),
        policy_check_unsupported(rq, spec, unsupported, ARRAY_LENGTH(unsupported)),
        check_schedule(rq, spec, engine),
        policy_check_cron(rq, AT2("schedule", "cron"), spec->cron),
        policy_check_timezone(rq, AT2("schedule", "timezone"), spec->timezone),
        check_retention(rq, spec),
        check_retention_schedule(rq, spec),
        check_whole_duration(rq, AT2("retention", "expire_after"), spec->expire_after),
        check_whole_duration(rq, AT("creation_time_limit"), spec->creation_time_limit),
        check_whole_duration(rq, AT("deletion_time_limit"), spec->deletion_time_limit),
        check_pattern(rq, spec, engine),
        policy_check_timezone(rq, AT("date_format_timezone"), spec->date_format_timezone),
        check_notification(rq, spec),
    };
    for (size_t i = 0; i < ARRAY_LENGTH(results); i++)
        GUARD(results[i]);
    return true;
}

/* What GET tells. The policy belongs to the answer. */
struct stored {
    struct cluster_answer answer;
    const json_t *policy;
    int64_t seq_no, primary_term;
    enum policy_presence presence;
};

static void release_stored(struct stored *stored)
{
    cluster_answer_clean_up(&stored->answer);
}
#define AUTO_STORED AUTO(release_stored) struct stored

static struct cluster_request about(struct request *rq, const char *method, struct str name)
{
    return (struct cluster_request){.method = method, .path = cluster_path(rq, "/_plugins/_sm/policies/%", name)};
}

static bool read_stored(struct request *rq, struct cluster *cluster, struct str name, struct stored *stored)
{
    struct cluster_request request = about(rq, "GET", name);
    GUARD(policy_check_name(rq, name));
    GUARD(cluster_send(rq, cluster, &request, &stored->answer));
    enum answer_meaning meaning = meaning_of(&stored->answer);
    stored->presence = meaning == MEANS_ABSENT ? POLICY_ABSENT : meaning == MEANS_UNREADABLE ? POLICY_UNREADABLE : POLICY_PRESENT;
    if (stored->presence != POLICY_PRESENT)
        return true;
    if (meaning != MEANS_SUCCESS)
        return cluster_refused(rq, &request, &stored->answer, "Cannot read the policy");
    const json_t *seq_no = json_object_get(stored->answer.json, "_seq_no"), *term = json_object_get(stored->answer.json, "_primary_term");
    stored->policy = json_object_get(stored->answer.json, "sm_policy");
    stored->seq_no = json_integer_value(seq_no);
    stored->primary_term = json_integer_value(term);
    return (json_is_object(stored->policy) && json_is_integer(seq_no) && json_is_integer(term)) ||
           cluster_malformed(rq, &request, "it lacks sm_policy, _seq_no or _primary_term");
}

static bool taken(struct request *rq, const struct snapshot_policy_spec *spec)
{
    return diag_error(rq, AT("name"), "The policy exists already",
                      "The cluster has a snapshot policy \"%.*s\". To manage it, import it with the id \"%.*s\"; else choose another name.",
                      STR_ARGS(spec->name), STR_ARGS(spec->name));
}

static bool is_uncertain(const struct cluster_answer *answer)
{
    return answer->status == 0 || (!answer->json && answer->status >= 500);
}

static bool create(struct request *rq, struct cluster *cluster, const struct snapshot_policy_spec *spec)
{
    AUTO_ANSWER answer = {0};
    AUTO_STORED stored = {0};
    AUTO_JSON *body = sm_build_policy(spec);
    struct cluster_request request = about(rq, "POST", spec->name);
    request.body = body;
    GUARD(read_stored(rq, cluster, spec->name, &stored));
    if (stored.presence != POLICY_ABSENT)
        return taken(rq, spec);
    GUARD(cluster_try(rq, cluster, &request, &answer));
    if (meaning_of(&answer) == MEANS_CONFLICT)
        return taken(rq, spec);
    if (is_uncertain(&answer)) {
        GUARD(read_stored(rq, cluster, spec->name, &stored));
        if (stored.presence == POLICY_PRESENT)
            return true;
    }
    return cluster_answer_is_success(&answer) || cluster_refused(rq, &request, &answer, "Cannot create the policy");
}

static bool warn_unreadable(struct request *rq, struct str name)
{
    return diag_warning(
        rq, PATH_ROOT, "The policy is stored in a form that OpenSearch cannot read",
        "GET /_plugins/_sm/policies/%.*s fails although the policy is there: a duration such as \"1.5h\" was stored (OpenSearch makes it of "
        "\"90m\"). It does not run, and no policy of the cluster can be listed. Applying this configuration writes it anew; destroying it "
        "works too.",
        STR_ARGS(name));
}

static bool read(struct request *rq, struct cluster *cluster, struct str name, struct snapshot_policy_spec *found, enum policy_presence *presence)
{
    AUTO_STORED stored = {0};
    struct cluster_request request = about(rq, "GET", name);
    const char *wrong;
    GUARD(read_stored(rq, cluster, name, &stored));
    *presence = stored.presence;
    *found = (struct snapshot_policy_spec){.name = name};
    if (stored.presence == POLICY_UNREADABLE)
        return warn_unreadable(rq, name);
    if (stored.presence == POLICY_ABSENT)
        return true;
    if (!sm_parse_policy(rq->arena, stored.policy, found, &wrong))
        return cluster_malformed(rq, &request, arena_format(rq->arena, "the member %s of the policy is missing or has another type", wrong).ptr);
    found->name = arena_copy(rq->arena, name);
    return true;
}

static bool send_put(struct request *rq, struct cluster *cluster, struct str name, const json_t *body, int64_t seq_no, int64_t primary_term,
                     struct cluster_answer *answer)
{
    struct cluster_request request = about(rq, "PUT", name);
    request.query = arena_format(rq->arena, "if_seq_no=%lld&if_primary_term=%lld", (long long)seq_no, (long long)primary_term);
    request.body = body;
    GUARD(cluster_send(rq, cluster, &request, answer));
    return cluster_answer_is_success(answer) || meaning_of(answer) == MEANS_CONFLICT ||
           cluster_refused(rq, &request, answer, "Cannot change the policy");
}

static bool changed_meanwhile(struct request *rq, struct str name, const struct cluster_answer *answer)
{
    return diag_error(
        rq, PATH_ROOT, "Somebody else changed the policy at the same moment",
        "PUT /_plugins/_sm/policies/%.*s was answered with status %d: %.*s. Nothing was overwritten. Plan again, look at what changed, and apply.",
        STR_ARGS(name), answer->status, STR_ARGS(answer->reason));
}

/* A PUT does not read the stored document; the sequence number that GET cannot tell stands in the refusal of a wrong one (snapshots.md 3.5). */
static bool overwrite_unreadable(struct request *rq, struct cluster *cluster, struct str name, const json_t *body)
{
    AUTO_ANSWER answer = {0};
    int64_t seq_no, primary_term;
    GUARD(send_put(rq, cluster, name, body, 0, 1, &answer));
    if (cluster_answer_is_success(&answer))
        return true;
    if (!sm_read_conflict(answer.reason, &seq_no, &primary_term))
        return changed_meanwhile(rq, name, &answer);
    GUARD(send_put(rq, cluster, name, body, seq_no, primary_term, &answer));
    return cluster_answer_is_success(&answer) || changed_meanwhile(rq, name, &answer);
}

bool sm_same_policy(const json_t *a, const json_t *b)
{
    static const char *const of_the_server[] = {"schema_version", "schedule", "last_updated_time", "enabled_time"}; /* snapshots.md 3.4 */
    AUTO_JSON *one = json_copy((json_t *)(uintptr_t)a);
    AUTO_JSON *other = json_copy((json_t *)(uintptr_t)b);
    for (size_t i = 0; i < ARRAY_LENGTH(of_the_server); i++) {
        json_object_del(one, of_the_server[i]);
        json_object_del(other, of_the_server[i]);
    }
    return json_equal(one, other);
}

static bool repeat_if_unchanged(struct request *rq, struct cluster *cluster, struct str name, const json_t *body, const struct stored *before,
                                struct cluster_answer *answer)
{
    AUTO_STORED now = {0};
    GUARD(read_stored(rq, cluster, name, &now));
    if (now.presence != POLICY_PRESENT || !sm_same_policy(before->policy, now.policy))
        return changed_meanwhile(rq, name, answer);
    GUARD(send_put(rq, cluster, name, body, now.seq_no, now.primary_term, answer));
    return cluster_answer_is_success(answer) || changed_meanwhile(rq, name, answer);
}

static bool update(struct request *rq, struct cluster *cluster, const struct snapshot_policy_spec *spec)
{
    AUTO_STORED stored = {0};
    AUTO_ANSWER answer = {0};
    AUTO_JSON *body = sm_build_policy(spec);
    GUARD(read_stored(rq, cluster, spec->name, &stored));
    if (stored.presence == POLICY_ABSENT)
        return diag_error(rq, AT("name"), "The policy is gone",
                          "Policy \"%.*s\" was deleted since the plan was made. Plan and apply again to create it.", STR_ARGS(spec->name));
    if (stored.presence == POLICY_UNREADABLE)
        return overwrite_unreadable(rq, cluster, spec->name, body);
    GUARD(send_put(rq, cluster, spec->name, body, stored.seq_no, stored.primary_term, &answer));
    return cluster_answer_is_success(&answer) || repeat_if_unchanged(rq, cluster, spec->name, body, &stored, &answer);
}

/* A policy that does nothing, only to be deleted. */
static bool make_readable(struct request *rq, struct cluster *cluster, struct str name)
{
    const struct snapshot_policy_spec harmless = {
        .name = name, .repository = STR("none"), .cron = STR("0 0 1 1 *"), .timezone = STR("UTC"), .enabled = {true, false}};
    AUTO_JSON *body = sm_build_policy(&harmless);
    return overwrite_unreadable(rq, cluster, name, body);
}

static bool judge_deletion(struct request *rq, struct cluster *cluster, struct str name, const struct cluster_answer *answer, bool *gone)
{
    AUTO_STORED stored = {0};
    struct cluster_request request = about(rq, "DELETE", name);
    enum answer_meaning meaning = meaning_of(answer);
    if (meaning == MEANS_UNREADABLE)
        return make_readable(rq, cluster, name);
    if (meaning == MEANS_FAILED && !is_uncertain(answer))
        return cluster_refused(rq, &request, answer, "Cannot delete the policy");
    GUARD(read_stored(rq, cluster, name, &stored));
    *gone = stored.presence == POLICY_ABSENT;
    return true;
}

static bool delete (struct request *rq, struct cluster *cluster, struct str name)
{
    AUTO_ANSWER answer = {0};
    struct cluster_patience patience = {0};
    struct cluster_request request = about(rq, "DELETE", name);
    bool gone = false;
    GUARD(policy_check_name(rq, name));
    for (;;) {
        GUARD(cluster_try(rq, cluster, &request, &answer));
        GUARD(judge_deletion(rq, cluster, name, &answer, &gone));
        if (gone)
            return true;
        if (!cluster_wait_for_others(rq, &patience, "waiting for the policy to be deleted"))
            return rq->has_error ? false : cluster_refused(rq, &request, &answer, "The policy is still there");
    }
}

static struct optional_int time_at(const json_t *object, const char *path)
{
    const json_t *value = json_at(object, path);
    return json_is_integer(value) ? (struct optional_int){true, json_integer_value(value)} : (struct optional_int){0};
}

bool sm_parse_status(struct arena *arena, const json_t *explanation, struct policy_status *status)
{
    const json_t *policy = json_array_get(json_object_get(explanation, "policies"), 0);
    struct str last = json_as_text(arena, json_at(policy, "creation.latest_execution.status"));
    *status = (struct policy_status){.next_run_ms = time_at(policy, "creation.trigger.time")};
    const json_t *enabled = json_object_get(policy, "enabled");
    status->enabled = (struct optional_bool){json_is_boolean(enabled), json_is_true(enabled)};
    status->in_progress = str_equal(last, STR("IN_PROGRESS")) || str_equal(last, STR("RETRYING"));
    if (str_equal(last, STR("SUCCESS")))
        status->last_success_ms = time_at(policy, "creation.latest_execution.end_time");
    if (!str_equal(last, STR("FAILED")) && !str_equal(last, STR("TIME_LIMIT_EXCEEDED")))
        return json_is_object(policy);
    status->last_failure_ms = time_at(policy, "creation.latest_execution.end_time");
    if (!status->last_failure_ms.set)
        status->last_failure_ms = time_at(policy, "creation.latest_execution.start_time"); /* one that never began to snapshot has no end */
    status->last_failure_reason = json_as_text(arena, json_at(policy, "creation.latest_execution.info.cause"));
    if (!status->last_failure_reason.len)
        status->last_failure_reason = json_as_text(arena, json_at(policy, "creation.latest_execution.info.message"));
    return json_is_object(policy);
}

static bool status(struct request *rq, struct cluster *cluster, struct str name, struct policy_status *found, bool *gone)
{
    AUTO_ANSWER answer = {0};
    GUARD(policy_check_name(rq, name));
    struct cluster_request request = {.method = "GET", .path = cluster_path(rq, "/_plugins/_sm/policies/%/_explain", name)};
    GUARD(cluster_send(rq, cluster, &request, &answer));
    const json_t *policies = json_object_get(answer.json, "policies");
    *gone = meaning_of(&answer) == MEANS_ABSENT || (answer.status == 200 && json_is_array(policies) && json_array_size(policies) == 0);
    if (*gone)
        return true;
    if (!cluster_answer_is_success(&answer))
        return cluster_refused(rq, &request, &answer, "Cannot read the runs of the policy");
    return sm_parse_status(rq->arena, answer.json, found) || cluster_malformed(rq, &request, "it has no list of policies");
}

const struct policy_backend sm_backend = {
    .name = "sm",
    .check = check,
    .create = create,
    .read = read,
    .update = update,
    .delete = delete,
    .status = status,
};
