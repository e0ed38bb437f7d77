/* provider/cluster/names.h - which names repositories, snapshots and policies may have.
 *
 * Pure, any thread. Each returns false with `problem` set to the rest of a sentence that begins with the name ("must not contain ..."). */
#ifndef ESDR_CLUSTER_NAMES_H
#define ESDR_CLUSTER_NAMES_H

#include "base/arena.h"

/* 1 byte at least; none of \ / * ? " < > | , # or blanks; not _all, . or .. (a server would expand or refuse them: DELETE /_snapshot/x unregisters
 * everything that x matches); not starting with cs-, which is Amazon's. Source: snapshots.md 1.1. */
WARN_UNUSED bool repository_name_check(struct arena *arena, struct str name, struct str *problem);

/* Names that exist on a server but that we may only read: Amazon's cs-automated passes here. Refuses what a server would expand or misread. */
WARN_UNUSED bool repository_name_check_to_read(struct arena *arena, struct str name, struct str *problem);

/* As a repository's, and lower case, not starting with _, at most 255 bytes. Source: snapshots.md 5.1. */
WARN_UNUSED bool snapshot_name_check(struct arena *arena, struct str name, struct str *problem);

/* What both schedulers take: lower case, no blanks, none of \ / * ? " < > | , #, not starting with _; at most 230 bytes, so that the document of
 * OpenSearch (NAME-sm-policy) and the names of the snapshots fit. Source: snapshots.md 2.2, 3.2. */
WARN_UNUSED bool policy_name_check(struct arena *arena, struct str name, struct str *problem);

#endif
