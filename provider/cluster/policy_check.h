/* provider/cluster/policy_check.h - checks of policies that more than one scheduler makes. Private. */
#ifndef ESDR_CLUSTER_POLICY_CHECK_H
#define ESDR_CLUSTER_POLICY_CHECK_H

#include "cluster/policy.h"

/* A field that a scheduler has no counterpart for. */
struct policy_unsupported {
    enum json_kind kind;
    size_t offset;             /* in struct snapshot_policy_spec */
    const char *outer, *inner; /* the attribute; `inner` may be NULL */
    const char *why;
};

/* Each adds an error at the attribute for what is wrong, and returns false. Absent fields pass. */
WARN_UNUSED bool policy_check_unsupported(struct request *rq, const struct snapshot_policy_spec *spec, const struct policy_unsupported *fields,
                                          size_t count);
WARN_UNUSED bool policy_check_name(struct request *rq, struct str name);
WARN_UNUSED bool policy_check_cron(struct request *rq, struct path at, struct str cron);
WARN_UNUSED bool policy_check_timezone(struct request *rq, struct path at, struct str timezone);
WARN_UNUSED bool policy_check_duration(struct request *rq, struct path at, struct str duration);
WARN_UNUSED bool policy_check_counts(struct request *rq, const struct snapshot_policy_spec *spec, bool equal_is_allowed);

/* Whether the policy retains anything: some part of `retention` is set. */
bool policy_has_retention(const struct snapshot_policy_spec *spec);

#endif
