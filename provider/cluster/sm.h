/* provider/cluster/sm.h - the pure parts of Snapshot Management (OpenSearch). Private, for sm.c and its tests. Source: snapshots.md 3. */
#ifndef ESDR_CLUSTER_SM_H
#define ESDR_CLUSTER_SM_H

#include "cluster/policy.h"

/* The body of POST and PUT. `enabled` and the time zones are always there. The caller owns it. */
json_t *sm_build_policy(const struct snapshot_policy_spec *spec);

/* Reads the member sm_policy of an answer. False when a part is missing or has another type: `wrong` says which. */
WARN_UNUSED bool sm_parse_policy(struct arena *arena, const json_t *policy, struct snapshot_policy_spec *spec, const char **wrong);

/* The numbers of the stored document out of a refusal: "... current document has seqNo [91] and primary term [1]". False when it names none. */
WARN_UNUSED bool sm_read_conflict(struct str reason, int64_t *seq_no, int64_t *primary_term);

/* Whether two members sm_policy are the same but for what the server writes by itself. */
bool sm_same_policy(const json_t *a, const json_t *b);

/* Reads the answer of _explain for one policy. False when it has another form or lists none. */
WARN_UNUSED bool sm_parse_status(struct arena *arena, const json_t *explanation, struct policy_status *status);

#endif
