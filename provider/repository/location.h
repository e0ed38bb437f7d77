/* provider/repository/location.h - under which keys of a bucket the files of a repository are. Pure; any thread. Source: repository-format.md 1, 6.
 */
#ifndef ESDR_REPOSITORY_LOCATION_H
#define ESDR_REPOSITORY_LOCATION_H

#include "s3/lifecycle_threat.h"

enum shard_paths {
    SHARD_PATHS_FIXED,         /* <base>/indices/...: Elasticsearch, OpenSearch 2 */
    SHARD_PATHS_HASHED_PREFIX, /* [p]H/<base>/indices/...: the default of OpenSearch 3, outside the base path */
    SHARD_PATHS_HASHED_INFIX,  /* <base>/[p]H/indices/... */
};

struct repository_location {
    struct str base_path; /* without slashes at its ends (they are ignored); empty: the whole bucket */
    enum shard_paths shard_paths;
    struct str shard_prefix; /* the cluster's setting cluster.snapshot.shard.path.prefix; usually empty */
};

/* Reads the setting shard_path_type: "fixed", "hashed_prefix", "hashed_infix", in any case. False on anything else. */
WARN_UNUSED bool shard_paths_parse(struct str setting, enum shard_paths *out);

/* Whether some key of the repository can begin with `prefix`. The empty prefix overlaps everything. Shard data in hashed folders is recognised by its
 * shape: [p], one character of A-Za-z0-9_-, fourteen of 0 and 1, "/<base>/indices/". */
bool location_overlaps_prefix(const struct repository_location *location, struct str prefix);

/* Whether two repositories can have keys in common, or one lies inside the other. */
bool locations_overlap(const struct repository_location *a, const struct repository_location *b);

/* What the rule can do to files of the repository; THREAT_NONE when it can match none of them. */
struct lifecycle_threat location_threat(struct arena *arena, const struct repository_location *location, const struct lifecycle_rule_view *rule,
                                        enum bucket_versioning versioning);

/* The keys as patterns of IAM policies, where "?" stands for one character and "*" for any: "base/" with a star; for hashed prefixes also fifteen
 * question marks, "/base/indices/" and a star. `out` has room for 2; returns how many. */
size_t location_key_patterns(struct arena *arena, const struct repository_location *location, struct str out[2]);

/* For the middle of a sentence: `"dr/"`, or `"dr/", and its shard data under "H/dr/indices/", where H is 15 characters that differ from shard to
 * shard`. */
struct str location_text(struct arena *arena, const struct repository_location *location);

#endif
