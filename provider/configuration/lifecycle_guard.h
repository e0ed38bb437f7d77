/* provider/configuration/lifecycle_guard.h - keeps lifecycle rules and snapshot repositories apart: no rule may expire, hide or archive the files of
 * a repository, whichever of the two is written first.
 *
 * Snapshots are incremental: the oldest files are the ones that every later snapshot needs. */
#ifndef ESDR_CONFIGURATION_LIFECYCLE_GUARD_H
#define ESDR_CONFIGURATION_LIFECYCLE_GUARD_H

#include "cluster/repositories.h"
#include "configuration/provider.h"

enum guard_mode { GUARD_OFF, GUARD_WARN, GUARD_ERROR };

/* Where the files of an s3 registration are. `engine` may be NULL: then the shard paths are judged as fixed, unless the registration says otherwise.
 * A registration that leaves shard_path_type unset on OpenSearch 3 or later has hashed prefixes (test-lab.md 5, repository-format.md 6). */
struct repository_location repository_location_of(const struct repository *repository, const struct engine *engine);

/* Judges a repository against the rules of its bucket: those that are there, changed by those planned in this run. Reads the document and the
 * bucket's versioning. In GUARD_ERROR a rule that can do harm is an error at `at`, in GUARD_WARN a warning; harm that is only doubtful is always a
 * warning, and so is a bucket that cannot be read. False when an error was added. */
WARN_UNUSED bool guard_repository(struct request *rq, struct provider *provider, const struct planned_repository *repository, enum guard_mode mode,
                                  struct path at);

/* Judges a rule against what it must never touch: the protected prefixes, and the repositories of the bucket that the cluster has registered, changed
 * by those planned in this run. Errors at "filter". A rule that can do no harm anywhere needs no cluster; for any other, no configured cluster is a
 * warning and an unreachable one an error. False when an error was added. */
WARN_UNUSED bool guard_rule(struct request *rq, struct provider *provider, const struct s3_bucket *bucket, const struct lifecycle_rule_view *rule,
                            const struct str *protected_prefixes, size_t protected_count);

#endif
