#include "cluster/policy_check.h"

#include "cluster/cron.h"
#include "cluster/duration.h"
#include "cluster/timezone.h"

static bool is_set(enum json_kind kind, const void *field)
{
    switch (kind) {
    case JSON_TEXT:
        return ((const struct str *)field)->ptr != NULL;
    case JSON_FLAG:
        return ((const struct optional_bool *)field)->set;
    case JSON_NUMBER:
        return ((const struct optional_int *)field)->set;
    case JSON_LIST:
        return ((const struct optional_strings *)field)->set;
    case JSON_MAP:
        return ((const struct optional_map *)field)->set;
    }
    return false;
}

static struct path attribute_of(const struct policy_unsupported *field)
{
    struct path outer = path_attribute(PATH_ROOT, str_from(field->outer));
    return field->inner ? path_attribute(outer, str_from(field->inner)) : outer;
}

bool policy_check_unsupported(struct request *rq, const struct snapshot_policy_spec *spec, const struct policy_unsupported *fields, size_t count)
{
    bool fine = true;
    for (size_t i = 0; i < count; i++)
        if (is_set(fields[i].kind, (const char *)spec + fields[i].offset))
            fine = diag_error(rq, attribute_of(&fields[i]), "The scheduler cannot express this", "%s", fields[i].why);
    return fine;
}

bool policy_check_name(struct request *rq, struct str name)
{
    struct str problem;
    return policy_name_check(rq->arena, name, &problem) ||
           diag_error(rq, AT("name"), "Invalid policy name", "\"%.*s\" %.*s.", STR_ARGS(name), STR_ARGS(problem));
}

bool policy_check_cron(struct request *rq, struct path at, struct str cron)
{
    struct str problem;
    return !cron.ptr || cron_check(rq->arena, cron, &problem) ||
           diag_error(rq, at, "Invalid schedule", "\"%.*s\" %.*s.", STR_ARGS(cron), STR_ARGS(problem));
}

bool policy_check_timezone(struct request *rq, struct path at, struct str timezone)
{
    struct str problem;
    return !timezone.ptr || timezone_check(rq->arena, timezone, &problem) ||
           diag_error(rq, at, "Unknown time zone", "\"%.*s\" %.*s.", STR_ARGS(timezone), STR_ARGS(problem));
}

bool policy_check_duration(struct request *rq, struct path at, struct str duration)
{
    struct str problem;
    int64_t ms;
    if (!duration.ptr)
        return true;
    if (!duration_check(rq->arena, duration, &problem))
        return diag_error(rq, at, "Invalid duration", "\"%.*s\" %.*s.", STR_ARGS(duration), STR_ARGS(problem));
    return (duration_parse(duration, &ms) && ms > 0) ||
           diag_error(rq, at, "Duration of nothing", "\"%.*s\" is no time at all. Write a longer duration, or leave the attribute out.",
                      STR_ARGS(duration));
}

bool policy_check_counts(struct request *rq, const struct snapshot_policy_spec *spec, bool equal_is_allowed)
{
    int64_t least = spec->min_count.set ? spec->min_count.value : 1;
    if (least < 1)
        return diag_error(rq, AT2("retention", "min_count"), "Count out of range", "min_count is %lld; at least 1 snapshot has to be kept.",
                          (long long)least);
    if (!spec->max_count.set || spec->max_count.value > least || (equal_is_allowed && spec->max_count.value == least))
        return true;
    return diag_error(rq, AT2("retention", "max_count"), "Counts contradict each other",
                      "max_count is %lld and min_count %lld%s; max_count has to be %s.", (long long)spec->max_count.value, (long long)least,
                      spec->min_count.set ? "" : " (the default)", equal_is_allowed ? "at least min_count" : "greater than min_count");
}

bool policy_has_retention(const struct snapshot_policy_spec *spec)
{
    return spec->expire_after.ptr || spec->min_count.set || spec->max_count.set || spec->retention_cron.ptr || spec->snapshot_pattern.ptr ||
           spec->deletion_time_limit.ptr;
}
