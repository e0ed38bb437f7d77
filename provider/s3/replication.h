/* provider/s3/replication.h - what a bucket copies to other buckets, whether its objects can be locked. Sources: s3.md 2.7. */
#ifndef ESDR_S3_REPLICATION_H
#define ESDR_S3_REPLICATION_H

#include "base/optional.h"
#include "s3/bucket.h"

struct replication_rule {
    struct str id; /* may be empty */
    bool enabled;
    struct optional_int priority;
    struct str prefix;          /* empty: every key */
    bool has_tags;              /* only objects with certain tags */
    struct str destination;     /* ARN of the bucket */
    bool copies_delete_markers; /* DeleteMarkerReplication is enabled */
};

struct replication {
    struct str role; /* ARN; may be empty */
    const struct replication_rule *rules;
    size_t count;
};

/* The replication document; {0} for a bucket without one, whether the store says so with 404 (Amazon) or an empty document (Ceph). Blocks, any
 * thread, results in rq->arena; a failure fills `error` and adds no diagnostic. */
WARN_UNUSED bool s3_get_replication(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct replication *out,
                                    struct s3_error *error);

struct object_lock {
    bool enabled;
    struct str mode; /* GOVERNANCE, COMPLIANCE; empty: no retention by default */
    struct optional_int days, years;
};

/* The object lock; {0} for a bucket without one. As s3_get_replication. */
WARN_UNUSED bool s3_get_object_lock(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct object_lock *out,
                                    struct s3_error *error);

#endif
