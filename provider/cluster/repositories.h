/* provider/cluster/repositories.h - snapshot repositories as a cluster has registered them. Source of all wire facts: snapshots.md 1. */
#ifndef ESDR_CLUSTER_REPOSITORIES_H
#define ESDR_CLUSTER_REPOSITORIES_H

#include "cluster/cluster.h"
#include "cluster/names.h"

/* One registration. `settings` are flat ("throttled_delete_retry.maximum_delay"), all values text, sorted by key, as snapshots.md 1.5 has them. */
struct repository {
    struct str name;
    struct str type; /* "s3", "fs", ... */
    struct str uuid; /* Elasticsearch only, and only after the first write; else empty */
    struct optional_map settings;
};

struct repository_list {
    const struct repository *items; /* sorted by name */
    size_t count;
};

/* All repositories of the cluster, Amazon's own included. One request for all callers until a write of this process drops the answer: design 6.4.
 * Concurrent callers wait for the first. A failure is reported and not kept. The list is copied to rq->arena. Blocks; any thread. */
WARN_UNUSED bool repositories_list(struct request *rq, struct cluster *cluster, struct repository_list *list);

/* Has the next repositories_list ask anew: for decisions that must not rest on what was true when the walk began. Any thread. */
void repositories_forget(struct cluster *cluster);

/* One repository out of repositories_list; where the user may not list (403), of GET /_snapshot/NAME. `gone` is set when it is not registered. */
WARN_UNUSED bool repository_read(struct request *rq, struct cluster *cluster, struct str name, struct repository *found, bool *gone);

/* The same, always asked anew: GET /_snapshot/NAME?flat_settings=true. Only 404 with type repository_missing_exception means gone. */
WARN_UNUSED bool repository_read_now(struct request *rq, struct cluster *cluster, struct str name, struct repository *found, bool *gone);

/* Registers a repository, or replaces type and all settings of one. Never verifies (verify=false): a cluster keeps what fails verification, so that
 * is a step of its own. While the repository is in use it is tried again until the deadline, or for a minute when there is none. A no-op when nothing
 * changes. `repository->uuid` is not looked at. Errors: at "name" for a name that a server would expand. */
WARN_UNUSED bool repository_put(struct request *rq, struct cluster *cluster, const struct repository *repository);

/* repository_put for one that is registered, until the cluster holds just these settings: OpenSearch 3.6 keeps a rate limit
 * (max_snapshot_bytes_per_sec and its like) that a PUT leaves out when nothing else changes, so such a change is made together with a setting of no
 * meaning, which then goes again. */
WARN_UNUSED bool repository_update(struct request *rq, struct cluster *cluster, const struct repository *repository);

/* Has every node reach the repository's storage. When one cannot: an error that names the nodes and what each said. `nodes` (may be NULL) is how many
 * took part. */
WARN_UNUSED bool repository_verify(struct request *rq, struct cluster *cluster, struct str name, size_t *nodes);

/* Unregisters; the data stays. Gone already is success. In use: as repository_put. Names that a server would expand are refused before anything is
 * sent. */
WARN_UNUSED bool repository_delete(struct request *rq, struct cluster *cluster, struct str name);

/* The text of one setting; absent (ptr NULL) when it is not set. */
struct str repository_setting(const struct repository *repository, const char *key);

/* Pure: reads {"NAME": {"type": ..., "settings": {...}}, ...}, flat or nested. False when it has another form; texts go to the arena. */
WARN_UNUSED bool repositories_parse(struct arena *arena, const json_t *json, struct repository_list *list);

/* Pure: the body of PUT. The caller owns it. */
json_t *repository_build(const struct repository *repository);

#endif
