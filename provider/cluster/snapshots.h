/* provider/cluster/snapshots.h - single snapshots: taking, waiting, reading, removing. Source of all wire facts: snapshots.md 5.1, 1.4. */
#ifndef ESDR_CLUSTER_SNAPSHOTS_H
#define ESDR_CLUSTER_SNAPSHOTS_H

#include "cluster/cluster.h"
#include "cluster/names.h"

/* What a snapshot shall hold. Absent fields are left to the server's defaults. */
struct snapshot_spec {
    struct str repository, name;
    struct optional_strings indices; /* names and patterns, exclusions with - */
    struct optional_bool ignore_unavailable, include_global_state, partial;
    struct optional_strings feature_states; /* Elasticsearch 7.12 and later */
    struct optional_map metadata;
};

struct snapshot_failure {
    struct str index, node, reason;
    int64_t shard;
};

/* A snapshot as the cluster describes it. */
struct snapshot {
    struct str name, uuid;
    struct str state; /* SUCCESS, PARTIAL, FAILED, IN_PROGRESS, INCOMPATIBLE */
    struct str version, reason;
    const struct str *indices; /* resolved names, in the server's order */
    size_t index_count;
    const struct str *feature_states;
    size_t feature_state_count;
    struct optional_bool include_global_state;
    struct optional_map metadata;         /* values that are no strings as JSON text; absent when there is none */
    struct optional_int start_ms, end_ms; /* since 1970; end is absent while in progress */
    int64_t shards_total, shards_failed, shards_successful;
    const struct snapshot_failure *failures;
    size_t failure_count;
};

struct snapshot_list {
    const struct snapshot *items; /* oldest first */
    size_t count;
};

/* Asks the cluster to take a snapshot, and returns when it is under way (wait_for_completion=false). Refused when the name is taken: the error says
 * how to import it. While another operation excludes this one it is tried again until the deadline, or for a minute when there is none. When no
 * answer comes, the cluster is asked whether it has begun before anything is repeated. */
WARN_UNUSED bool snapshot_start(struct request *rq, struct cluster *cluster, const struct snapshot_spec *spec);

/* Polls with growing pauses (0.25 s to 10 s) until the snapshot is in progress no more; progress goes to the log. Ends at the deadline or on
 * cancellation with an error; `snapshot` then holds the last answer. A snapshot that vanishes meanwhile is an error. True whatever its final state
 * is: see snapshot_check. */
WARN_UNUSED bool snapshot_wait(struct request *rq, struct cluster *cluster, struct str repository, struct str name, struct snapshot *snapshot);

/* Whether it can be relied on: an error for FAILED, INCOMPATIBLE, and PARTIAL, naming the shards and their reasons. A PARTIAL one is a warning when
 * `partial_allowed`. No network. */
WARN_UNUSED bool snapshot_check(struct request *rq, const struct snapshot *snapshot, bool partial_allowed);

/* One snapshot. `gone` only for 404 with snapshot_missing_exception or, for a repository that is no longer registered, repository_missing_exception.
 */
WARN_UNUSED bool snapshot_read(struct request *rq, struct cluster *cluster, struct str repository, struct str name, struct snapshot *snapshot,
                               bool *gone);

/* All snapshots of a repository with all details. A repository that is not registered is an error. */
WARN_UNUSED bool snapshots_list(struct request *rq, struct cluster *cluster, struct str repository, struct snapshot_list *list);

/* Removes a snapshot and waits until it is gone. Gone already is success. Other operations under way: as snapshot_start. */
WARN_UNUSED bool snapshot_delete(struct request *rq, struct cluster *cluster, struct str repository, struct str name);

/* Pure: the body of a request to take it. The caller owns it. */
json_t *snapshot_build(const struct snapshot_spec *spec);

/* Pure: reads {"snapshots": [...]} (and Elasticsearch 7's {"responses": [{"snapshots": [...]}]}). False when it has another form. */
WARN_UNUSED bool snapshots_parse(struct arena *arena, const json_t *json, struct snapshot_list *list);

#endif
