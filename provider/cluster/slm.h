/* provider/cluster/slm.h - the pure parts of Snapshot Lifecycle Management (Elasticsearch). Private, for slm.c and its tests. Source: snapshots.md 2.
 */
#ifndef ESDR_CLUSTER_SLM_H
#define ESDR_CLUSTER_SLM_H

#include "cluster/policy.h"

/* The body of PUT for a policy that passed the backend's check. The caller owns it. `memory` is only used meanwhile. */
json_t *slm_build_policy(struct arena *memory, const struct snapshot_policy_spec *spec);

/* Reads the member "policy" of what GET tells of one policy. A schedule that has no neutral form stays as it is, in `cron`. False when a part is
 * missing or has another type: `wrong` says which. */
WARN_UNUSED bool slm_parse_policy(struct arena *arena, const json_t *policy, struct snapshot_policy_spec *spec, const char **wrong);

/* Adds to `body` what the stored policy has and we have no name for (unhealthy_if_no_snapshot_within, newer settings): a PUT replaces everything. */
void slm_keep_unknown(json_t *body, const json_t *stored);

/* Reads what GET tells of one policy. False when it has another form. */
WARN_UNUSED bool slm_parse_status(struct arena *arena, const json_t *entry, struct policy_status *status);

/* The name of the snapshots when the policy gives none: <NAME-{now/d}>. */
struct str slm_default_snapshot_name(struct arena *arena, struct str policy);

#endif
