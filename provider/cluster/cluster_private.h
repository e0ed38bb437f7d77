/* provider/cluster/cluster_private.h - what a cluster object is made of, for the files of this layer that keep something in it. Private. */
#ifndef ESDR_CLUSTER_CLUSTER_PRIVATE_H
#define ESDR_CLUSTER_CLUSTER_PRIVATE_H

#include "aws/signed_http.h"
#include "cluster/cluster.h"

#include <pthread.h>
#include <stdatomic.h>

struct cluster {
    struct arena arena; /* written by cluster_new, and for the engine under engine_lock; never freed before the cluster */
    const struct str *endpoints;
    size_t endpoint_count;
    atomic_size_t preferred; /* the endpoint that answered last */
    struct http_client *http;
    struct aws_signer *signer;
    const struct http_header *headers;
    size_t header_count;
    enum engine_kind engine_choice;

    pthread_mutex_t engine_lock;
    bool engine_known;
    struct engine engine;

    pthread_mutex_t repositories_lock;
    json_t *repositories;             /* the last answer of GET /_snapshot */
    unsigned repositories_generation; /* repository_writes when that was asked for */
    atomic_uint repository_writes;
};

/* Waits for the lock, but no longer than the request lasts: then false, with a diagnostic. */
WARN_UNUSED bool cluster_lock(struct request *rq, pthread_mutex_t *lock, const char *doing);

/* Unlocks at the end of a scope: AUTO_UNLOCK held = &cluster->engine_lock; */
void cluster_unlock(pthread_mutex_t **lock);
#define AUTO_UNLOCK AUTO(cluster_unlock) pthread_mutex_t *

/* Fills status, json, type, reason and causes from a response. Pure. */
void cluster_answer_read(struct arena *arena, int status, struct str body, struct cluster_answer *answer);

/* `text` with "(secret)" wherever `secret` stood: servers quote what they refuse. A secret of less than 6 bytes is left alone, as it would stand in
 * ordinary words too. The result is `text` itself, or lives as long as `arena`. Pure. */
struct str redact(struct arena *arena, struct str text, struct str secret);

/* How long an operation that others block is tried again when the request has no deadline, and the pause between two tries. */
enum { CLUSTER_BUSY_LIMIT_MS = 60000, CLUSTER_BUSY_PAUSE_MS = 500, CLUSTER_BUSY_PAUSE_MAX_MS = 10000 };

/* One wait for an operation of others to end. {0} at first. False when it is not worth waiting any longer. */
struct cluster_patience {
    int64_t started_ms, pause_ms;
};
WARN_UNUSED bool cluster_wait_for_others(struct request *rq, struct cluster_patience *patience, const char *doing);

#endif
