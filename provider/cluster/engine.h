/* provider/cluster/engine.h - which product and version a cluster runs, and what it can do. */
#ifndef ESDR_CLUSTER_ENGINE_H
#define ESDR_CLUSTER_ENGINE_H

#include "base/optional.h"
#include "base/request.h"

struct cluster;

enum engine_kind { ENGINE_AUTO, ENGINE_ELASTICSEARCH, ENGINE_OPENSEARCH };

struct engine {
    enum engine_kind kind;           /* never ENGINE_AUTO */
    int major, minor, patch;         /* of the oldest answer we could get; 0.0.0 when the cluster would not say */
    struct str version;              /* "3.6.0", "8.19.4-SNAPSHOT"; empty when unknown */
    struct str distribution;         /* "opensearch", "elasticsearch" */
    struct str cluster_name;         /* may be empty when not permitted to read it */
    struct str cluster_uuid;         /* may be empty, likewise */
    struct optional_int node_count;  /* absent when the user may not read cluster health */
    bool has_sm;                     /* OpenSearch's Snapshot Management answers (snapshots.md 3.1) */
    bool has_slm;                    /* Elasticsearch's Snapshot Lifecycle Management answers (snapshots.md 2.1) */
    int64_t slm_minimum_interval_ms; /* slm.minimum_interval; 0 when it cannot be read: then the server is left to judge */
};

/* The engine of the cluster. Asked for once (GET /, else /_nodes/_local where GET / answers 405; then one request a feature) and kept as long as the
 * cluster object; concurrent callers wait for the first. A failure is reported to each and not kept. What `engine` points to lives as long as the
 * cluster object. Blocks; any thread. Source: test-lab.md 1, snapshots.md 3.1. */
WARN_UNUSED bool engine_read(struct request *rq, struct cluster *cluster, const struct engine **engine);

/* Whether the version is at least this one. An unknown version is at least everything: the server then judges. */
bool engine_at_least(const struct engine *engine, int major, int minor, int patch);

/* "Elasticsearch" or "OpenSearch", for sentences. */
const char *engine_product(const struct engine *engine);

/* ENGINE_AUTO, ENGINE_ELASTICSEARCH or ENGINE_OPENSEARCH of "auto" (or empty), "elasticsearch", "opensearch". False on other text. */
WARN_UNUSED bool engine_kind_parse(struct str text, enum engine_kind *kind);

#endif
