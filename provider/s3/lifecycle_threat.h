/* provider/s3/lifecycle_threat.h - what a lifecycle rule can do to objects that must stay. Sources: s3.md 1.5 (5), 2.5; snapshots.md 5.5. */
#ifndef ESDR_S3_LIFECYCLE_THREAT_H
#define ESDR_S3_LIFECYCLE_THREAT_H

#include "s3/lifecycle.h"

enum bucket_versioning { VERSIONING_UNKNOWN, VERSIONING_NEVER, VERSIONING_ENABLED, VERSIONING_SUSPENDED };

/* Growing severity. Everything above THREAT_DOUBTFUL must be refused for the files of a repository, THREAT_DOUBTFUL deserves a warning. */
enum lifecycle_threat_kind {
    THREAT_NONE,
    THREAT_DOUBTFUL,      /* GLACIER_IR, a storage class or a part of the rule nobody here knows */
    THREAT_ARCHIVES,      /* GLACIER, DEEP_ARCHIVE: cannot be read until restored by hand */
    THREAT_MARKS_DELETED, /* versioned bucket: hidden behind delete markers, can be brought back until noncurrent versions expire */
    THREAT_EXPIRES,       /* gone for good */
};

struct lifecycle_threat {
    enum lifecycle_threat_kind kind;
    struct str action; /* "expires objects after 7 days", for the middle of a sentence; empty for THREAT_NONE */
    bool ends_repair;  /* the same rule also removes noncurrent versions, or may (MinIO's ExpiredObjectAllVersions): markers cannot be undone for long
                        */
    bool only_some;    /* tags or sizes narrow the rule: it may match. No reason to call it safe */
    struct str prefix; /* of the rule; empty: the whole bucket */
};

/* What the rule does to a current object that it matches, wherever that is. Disabled rules do nothing. Of several actions the worst counts.
 * VERSIONING_UNKNOWN is judged as an unversioned bucket, VERSIONING_SUSPENDED too (the null version is removed for good). */
struct lifecycle_threat lifecycle_rule_effect(struct arena *arena, const struct lifecycle_rule_view *rule, enum bucket_versioning versioning);

/* The same for objects whose keys begin with one of `key_prefixes`; THREAT_NONE when the rule can match none of them. */
struct lifecycle_threat lifecycle_rule_threat(struct arena *arena, const struct lifecycle_rule_view *rule, const struct str *key_prefixes,
                                              size_t count, enum bucket_versioning versioning);

/* Whether some key can begin with both. The empty prefix overlaps everything. */
bool prefixes_overlap(struct str a, struct str b);

#endif
