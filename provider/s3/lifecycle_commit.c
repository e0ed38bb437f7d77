#include "s3/lifecycle_commit.h"

#include "base/clock.h"
#include "s3/lifecycle_view.h"

enum {
    ROUNDS_MAX = 6,
    DEFAULT_PAUSE_MS = 250,
    PAUSE_GROWTH_MAX = 8,
    DEFAULT_SETTLE_MS = 60000,
    CONSISTENT_SETTLE_MS = 2000, /* stores that send no transition default are not Amazon's, and answer what they keep */
    PUT_BACK_MS = 10000,
};

struct commit {
    struct request work; /* scratch memory; deadline and cancellation of the leader */
    const struct lifecycle_writer *writer;
    const struct s3_bucket *bucket;
    struct pending_change *const *changes;
    size_t count;
    struct lifecycle current; /* what the store answered last */
    struct lifecycle base;    /* what the changes start from: current, but for rules that have to be put back */
    struct lifecycle planned;
    struct s3_error error; /* why the store cannot be used any further */
    bool written;          /* planned may be in the store */
};

static bool is_active(const struct pending_change *pending)
{
    return pending->outcome == OUTCOME_OPEN && str_is_empty(pending->kept_otherwise);
}

static size_t active_count(const struct commit *commit)
{
    size_t active = 0;
    for (size_t at = 0; at < commit->count; at++)
        active += is_active(commit->changes[at]);
    return active;
}

static struct arena *scratch(struct commit *commit)
{
    return commit->work.arena;
}

static bool fetch(struct commit *commit, struct lifecycle *out)
{
    commit->error = (struct s3_error){0};
    return commit->writer->store->get(commit->writer->context, &commit->work, commit->bucket, out, &commit->error);
}

/* --- reading until two answers agree --- */

struct patience {
    int64_t pause_ms, pause_max_ms, ends_ms;
};

static struct patience patience_of(const struct commit *commit)
{
    const struct lifecycle_writer *writer = commit->writer;
    int64_t pause = writer->pause_ms > 0 ? writer->pause_ms : DEFAULT_PAUSE_MS;
    int64_t settle = writer->settle_ms > 0 ? writer->settle_ms : DEFAULT_SETTLE_MS;
    if (!commit->current.transition_default.ptr && settle > CONSISTENT_SETTLE_MS)
        settle = CONSISTENT_SETTLE_MS;
    return (struct patience){.pause_ms = pause, .pause_max_ms = pause * PAUSE_GROWTH_MAX, .ends_ms = clock_monotonic_ms() + settle};
}

static bool pause_once(struct commit *commit, struct patience *patience)
{
    if (!request_wait(&commit->work, patience->pause_ms, "waiting for the store to show the lifecycle rules"))
        commit->error = (struct s3_error){.kind = S3_CANCELLED, .operation = STR("GET ?lifecycle"), .message = STR("there was no more time to wait")};
    patience->pause_ms = patience->pause_ms * 2 < patience->pause_max_ms ? patience->pause_ms * 2 : patience->pause_max_ms;
    return commit->error.kind != S3_CANCELLED;
}

/* Reads until two answers in a row agree, and are not `outdated` unless the store's time to settle is over. */
static bool fetch_settled(struct commit *commit, const struct lifecycle *outdated, struct lifecycle *out)
{
    struct patience patience = patience_of(commit);
    struct lifecycle before;
    GUARD(fetch(commit, &before));
    for (;;) {
        GUARD(pause_once(commit, &patience));
        GUARD(fetch(commit, out));
        bool over = clock_monotonic_ms() >= patience.ends_ms;
        bool agree = lifecycle_equal(scratch(commit), &before, out);
        bool fresh = !lifecycle_equal(scratch(commit), outdated, out);
        if (over || (agree && fresh))
            return true;
        before = *out;
    }
}

/* --- the document to write --- */

static void fail(struct pending_change *pending, struct path at, const char *summary, struct str detail)
{
    diag_error(pending->rq, at, summary, "%.*s", STR_ARGS(detail));
    pending->outcome = OUTCOME_FAILED;
}

static bool refuse_existing(struct commit *commit, struct pending_change *pending)
{
    struct str id = pending->change->rule_id, bucket = commit->bucket->name;
    fail(pending, AT("rule_id"), "Lifecycle rule exists already",
         arena_format(scratch(commit),
                      "Bucket %.*s has a lifecycle rule with the id \"%.*s\". To manage that rule here, import it with the id \"%.*s/%.*s\"; "
                      "otherwise choose another rule_id.",
                      STR_ARGS(bucket), STR_ARGS(id), STR_ARGS(bucket), STR_ARGS(id)));
    return false;
}

static bool refuse_form(struct commit *commit, struct pending_change *pending)
{
    fail(pending, AT("filter"), "Old and new forms of lifecycle rules cannot be mixed",
         arena_format(
             scratch(commit),
             "Every other rule of bucket %.*s names its prefix in the deprecated form (a <Prefix> outside of <Filter>), and S3 refuses documents "
             "that mix both forms. Rule \"%.*s\" cannot be written in the old form, because it has tags, object sizes or "
             "newer_noncurrent_versions. Rewrite the other rules with a <Filter> first, or leave these parts out.",
             STR_ARGS(commit->bucket->name), STR_ARGS(pending->change->rule_id)));
    return false;
}

static bool refuse_document(struct commit *commit, struct pending_change *pending, struct str reason)
{
    fail(pending, commit->bucket->at, "Lifecycle rules cannot be changed",
         arena_format(scratch(commit), "The lifecycle document of bucket %.*s cannot be changed: %.*s.", STR_ARGS(commit->bucket->name),
                      STR_ARGS(reason)));
    return false;
}

static bool put_rule(struct commit *commit, struct pending_change *pending, struct lifecycle *document)
{
    const struct lifecycle_change *change = pending->change;
    const struct lifecycle_rule *old = lifecycle_find(document, change->rule_id);
    if (old && change->must_be_new && !pending->accepted)
        return refuse_existing(commit, pending);
    enum lifecycle_form form = lifecycle_form_for(document, change->rule);
    if (form == LIFECYCLE_FORM_MIXED && document->transition_default.ptr)
        return refuse_form(commit, pending);
    struct str reason, xml = lifecycle_rule_xml(scratch(commit), change->rule, form);
    if (old && lifecycle_compare_rules(scratch(commit), xml, old->xml, NULL) == RULE_SAME)
        return true;
    struct lifecycle changed;
    if (!lifecycle_put(scratch(commit), document, change->rule_id, xml, &changed, &reason))
        return refuse_document(commit, pending, reason);
    *document = changed;
    return true;
}

static bool remove_rule(struct commit *commit, struct pending_change *pending, struct lifecycle *document)
{
    struct str reason;
    struct lifecycle changed;
    if (!lifecycle_remove(scratch(commit), document, pending->change->rule_id, &changed, &reason))
        return refuse_document(commit, pending, reason);
    *document = changed;
    return true;
}

static void splice_all(struct commit *commit)
{
    commit->planned = commit->base;
    for (size_t at = 0; at < commit->count; at++) {
        struct pending_change *pending = commit->changes[at];
        if (!is_active(pending))
            continue;
        bool put = pending->change->rule != NULL;
        pending->accepted = put ? put_rule(commit, pending, &commit->planned) : remove_rule(commit, pending, &commit->planned);
    }
}

/* Whether every guard agrees with the planned document; those that do not have failed. */
static bool ask_guards(struct commit *commit)
{
    bool agreed = true;
    for (size_t at = 0; at < commit->count; at++) {
        struct pending_change *pending = commit->changes[at];
        const struct lifecycle_change *change = pending->change;
        if (!is_active(pending) || !change->guard || change->guard(change->guard_context, pending->rq, &commit->current, &commit->planned))
            continue;
        pending->outcome = OUTCOME_FAILED;
        agreed = false;
    }
    return agreed;
}

static bool is_in_store(struct commit *commit)
{
    return lifecycle_equal(scratch(commit), &commit->planned, &commit->current);
}

static void plan(struct commit *commit)
{
    do
        splice_all(commit);
    while (!is_in_store(commit) && !ask_guards(commit));
}

/* --- writing --- */

static bool may_have_arrived(const struct s3_error *error)
{
    return error->kind == S3_UNREACHABLE || error->kind == S3_BROKEN;
}

/* A PUT whose answer was lost has worked when the store shows it. The first error is the one to report. */
static bool look_after_failure(struct commit *commit)
{
    struct s3_error first = commit->error;
    struct lifecycle seen;
    bool arrived = may_have_arrived(&first) && fetch(commit, &seen) && lifecycle_equal(scratch(commit), &commit->planned, &seen);
    commit->error = first;
    return arrived;
}

static bool write_planned(struct commit *commit)
{
    const struct lifecycle_store *store = commit->writer->store;
    commit->error = (struct s3_error){0};
    commit->written = true;
    bool done = commit->planned.count > 0 ? store->put(commit->writer->context, &commit->work, commit->bucket, &commit->planned, &commit->error)
                                          : store->remove(commit->writer->context, &commit->work, commit->bucket, &commit->error);
    return done || look_after_failure(commit);
}

static bool is_interrupted(const struct commit *commit)
{
    return commit->error.kind == S3_CANCELLED;
}

/* --- judging what the store shows --- */

/* Puts the rule back to what it was before: in the next planned document, not yet in the store. */
static bool put_back(struct commit *commit, struct str id, struct lifecycle *base)
{
    struct lifecycle changed;
    struct str reason;
    const struct lifecycle_rule *old = lifecycle_find(&commit->base, id);
    bool done =
        old ? lifecycle_put(scratch(commit), base, id, old->xml, &changed, &reason) : lifecycle_remove(scratch(commit), base, id, &changed, &reason);
    if (done)
        *base = changed;
    return done;
}

/* An outsider who read the rules before our write and wrote after it has brought the former rule back. */
static bool is_former_rule(struct commit *commit, const struct lifecycle_rule_difference *difference)
{
    const struct lifecycle_rule *former = lifecycle_find(&commit->base, difference->id);
    return former && difference->after && lifecycle_compare_rules(scratch(commit), former->xml, difference->after->xml, NULL) == RULE_SAME;
}

static bool concerns(const struct pending_change *pending, const struct lifecycle_rule_difference *difference)
{
    return difference->id.ptr && str_equal(pending->change->rule_id, difference->id);
}

static struct str damage_text(struct commit *commit, const struct lifecycle_rule_difference *difference)
{
    return arena_format(scratch(commit), "rule \"%.*s\": %.*s", STR_ARGS(difference->id), STR_ARGS(difference->text));
}

static void blame_own(struct commit *commit, const struct lifecycle_rule_difference *difference)
{
    for (size_t at = 0; at < commit->count; at++)
        if (is_active(commit->changes[at]) && concerns(commit->changes[at], difference))
            commit->changes[at]->kept_otherwise = damage_text(commit, difference);
}

/* Somebody else's rule suffers: then none of ours may stay. */
static void blame_all(struct commit *commit, const struct lifecycle_rule_difference *difference, struct lifecycle *base)
{
    for (size_t at = 0; at < commit->count; at++) {
        struct pending_change *pending = commit->changes[at];
        if (!is_active(pending))
            continue;
        pending->kept_otherwise = damage_text(commit, difference);
        put_back(commit, pending->change->rule_id, base);
    }
}

static bool is_ours(const struct commit *commit, const struct lifecycle_rule_difference *difference)
{
    for (size_t at = 0; at < commit->count; at++)
        if (commit->changes[at]->outcome == OUTCOME_OPEN && concerns(commit->changes[at], difference))
            return true;
    return false;
}

/* Whether the store keeps something else than it was given. Anything else is somebody else's doing, who wrote at the same time: a rule that is there
 * or not, the former one, or another rule that says something new. */
static bool is_damage(struct commit *commit, const struct lifecycle_rule_difference *difference, bool ours, bool unmoved)
{
    if (!difference->id.ptr || (!unmoved && is_former_rule(commit, difference)))
        return false;
    return difference->kind == RULE_LOST_PARTS || (ours && difference->kind == RULE_CHANGED);
}

/* What is to be put back must not be left undone because the leader's time is over. */
static void insist(struct commit *commit)
{
    int64_t least = clock_monotonic_ms() + PUT_BACK_MS;
    commit->work.cancelled = NULL;
    if (commit->work.deadline_ms != 0 && commit->work.deadline_ms < least)
        commit->work.deadline_ms = least;
}

static void judge_rule(struct commit *commit, const struct lifecycle_rule_difference *rule, bool unmoved, struct lifecycle *base)
{
    bool ours = is_ours(commit, rule);
    if (!is_damage(commit, rule, ours, unmoved) || !put_back(commit, rule->id, base))
        return;
    insist(commit);
    if (ours)
        blame_own(commit, rule);
    else
        blame_all(commit, rule, base);
}

/* `settled`: the store had its time, so that the document from before the write is what it keeps now. */
static void judge(struct commit *commit, const struct lifecycle *seen, bool settled)
{
    struct lifecycle_difference difference = lifecycle_compare(scratch(commit), &commit->planned, seen);
    bool unmoved = settled && lifecycle_equal(scratch(commit), &commit->current, seen);
    struct lifecycle base = *seen;
    for (size_t at = 0; at < difference.count; at++)
        judge_rule(commit, &difference.rules[at], unmoved, &base);
    commit->current = *seen;
    commit->base = base;
}

/* --- what the callers are told --- */

static void tell_done(struct commit *commit, struct pending_change *pending)
{
    const struct lifecycle_rule *rule = lifecycle_find(&commit->current, pending->change->rule_id);
    pending->outcome = OUTCOME_DONE;
    if (!pending->stored || !pending->change->rule)
        return;
    if (!rule || !lifecycle_rule_copy(pending->rq->arena, rule->xml, pending->stored))
        refuse_document(commit, pending, STR("the rule that was written cannot be read back"));
}

static struct str why_not_put_back(struct commit *commit)
{
    if (commit->error.kind == S3_ERROR_NONE)
        return STR("the store changes them again");
    return s3_error_text(scratch(commit), commit->bucket, &commit->error);
}

static void tell_kept_otherwise(struct commit *commit, struct pending_change *pending, bool restored)
{
    struct str after =
        restored ? STR("The former rules were put back.")
                 : arena_format(scratch(commit), "Putting the former rules back failed (%.*s): look at the rules of the bucket before they run.",
                                STR_ARGS(why_not_put_back(commit)));
    fail(pending, pending->bucket->at, "The store changed the rule",
         arena_format(
             scratch(commit),
             "Bucket %.*s accepted the lifecycle rules and then kept something else: %.*s. A rule that lost a part can match more objects than it "
             "was meant to. %.*s Leave out what this store does not keep, or use a store that keeps it.",
             STR_ARGS(commit->bucket->name), STR_ARGS(pending->kept_otherwise), STR_ARGS(after)));
}

static void finish_all(struct commit *commit)
{
    for (size_t at = 0; at < commit->count; at++) {
        struct pending_change *pending = commit->changes[at];
        if (pending->outcome != OUTCOME_OPEN)
            continue;
        if (!is_active(pending)) {
            tell_kept_otherwise(commit, pending, true);
            continue;
        }
        tell_done(commit, pending);
    }
}

static void give_up_all(struct commit *commit)
{
    struct lifecycle_difference difference = lifecycle_compare(scratch(commit), &commit->planned, &commit->current);
    struct str text = lifecycle_difference_text(scratch(commit), &difference);
    for (size_t at = 0; at < commit->count; at++) {
        struct pending_change *pending = commit->changes[at];
        if (pending->outcome != OUTCOME_OPEN)
            continue;
        if (!is_active(pending)) {
            tell_kept_otherwise(commit, pending, false);
            continue;
        }
        fail(
            pending, pending->bucket->at, "Lifecycle rules do not stay as written",
            arena_format(
                scratch(commit),
                "The lifecycle rules of bucket %.*s were written %d times and read back different each time; at last: %.*s. Somebody else is writing "
                "the rules of this bucket, or the store takes very long to show them. Find the other writer, then try again.",
                STR_ARGS(commit->bucket->name), ROUNDS_MAX, STR_ARGS(text)));
    }
}

/* A store that refuses the document may mean one change of several: each is tried by itself then. */
static bool may_be_one_of_many(const struct commit *commit)
{
    return commit->error.kind == S3_REJECTED && commit->written && active_count(commit) > 1;
}

static void tell_store_failed(struct commit *commit, struct request *leader, struct pending_change *pending, bool separate)
{
    if (!is_active(pending)) {
        tell_kept_otherwise(commit, pending, false);
        return;
    }
    pending->alone |= separate;
    bool others_time = is_interrupted(commit) && pending->rq != leader;
    pending->accepted = commit->written && !separate;
    pending->outcome = separate || others_time ? OUTCOME_ABANDONED : OUTCOME_FAILED;
    if (pending->outcome == OUTCOME_ABANDONED)
        return;
    if (is_interrupted(commit) && !request_continue(pending->rq, "changing the lifecycle rules of a bucket"))
        return;
    s3_report(pending->rq, pending->bucket, &commit->error);
}

static void fail_all(struct commit *commit, struct request *leader)
{
    bool separate = may_be_one_of_many(commit);
    for (size_t at = 0; at < commit->count; at++)
        if (commit->changes[at]->outcome == OUTCOME_OPEN)
            tell_store_failed(commit, leader, commit->changes[at], separate);
}

/* An interruption after the PUT leaves one look: what the store shows is done, or has to be put back. Anything else stays undecided. */
static bool judge_in_haste(struct commit *commit)
{
    struct s3_error interruption = commit->error;
    struct lifecycle seen;
    size_t active = active_count(commit);
    if (!is_interrupted(commit))
        return false;
    insist(commit);
    GUARD(fetch(commit, &seen));
    judge(commit, &seen, false);
    commit->error = interruption;
    return is_in_store(commit) || active_count(commit) < active;
}

/* One PUT and what came of it. `done` when the store has what was planned. The rules are read once more right before the PUT: that is as close as S3
 * lets us come to writing only what nobody else has changed. */
static bool one_round(struct commit *commit, bool *done)
{
    struct lifecycle before = commit->current, seen;
    plan(commit);
    *done = is_in_store(commit);
    if (*done)
        return true;
    GUARD(fetch(commit, &seen));
    if (!lifecycle_equal(scratch(commit), &before, &seen)) {
        commit->base = commit->current = seen;
        return true;
    }
    if (!write_planned(commit) || !fetch_settled(commit, &before, &seen))
        return judge_in_haste(commit);
    judge(commit, &seen, true);
    return true;
}

static bool run(struct commit *commit, bool *done)
{
    GUARD(fetch(commit, &commit->current));
    commit->base = commit->current;
    for (int round = 0; round < ROUNDS_MAX && !*done; round++)
        GUARD(one_round(commit, done));
    return true;
}

void lifecycle_commit(struct request *leader, struct pending_change *const *changes, size_t count)
{
    AUTO_ARENA arena = {0};
    bool done = false;
    struct commit commit = {
        .work = {.arena = &arena, .cancelled = leader->cancelled, .deadline_ms = leader->deadline_ms},
        .writer = changes[0]->writer,
        .bucket = changes[0]->bucket,
        .changes = changes,
        .count = count,
    };
    if (!run(&commit, &done))
        fail_all(&commit, leader);
    else if (done)
        finish_all(&commit);
    else
        give_up_all(&commit);
}
