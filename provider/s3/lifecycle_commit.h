/* provider/s3/lifecycle_commit.h - one group of changes to one bucket, carried out by one thread. Private to provider/s3. */
#ifndef ESDR_S3_LIFECYCLE_COMMIT_H
#define ESDR_S3_LIFECYCLE_COMMIT_H

#include "s3/lifecycle_writer.h"

enum change_state { CHANGE_WAITING, CHANGE_TAKEN, CHANGE_DECIDED };

enum change_outcome {
    OUTCOME_OPEN,
    OUTCOME_DONE,
    OUTCOME_FAILED,    /* the reason is in its request */
    OUTCOME_ABANDONED, /* not decided: another attempt, perhaps by another thread, has to be made */
};

/* One caller's change and what became of it. */
struct pending_change {
    struct request *rq; /* the caller's; its thread waits, so the committing thread may use it */
    const struct lifecycle_writer *writer;
    const struct s3_bucket *bucket;
    const struct lifecycle_change *change;
    struct lifecycle_rule *stored;
    struct pending_change *next;
    enum change_state state; /* guarded by the queue's lock; the rest belongs to the committing thread while it is CHANGE_TAKEN */
    enum change_outcome outcome;
    bool alone;                /* the store refused a document with this and other changes: tell which by committing it by itself */
    bool accepted;             /* checked against the rules that were there at first */
    struct str kept_otherwise; /* which parts the store changed; empty: none. Lives until the commit ends */
};

/* Carries out changes of the same bucket and writer. Time and cancellation are those of `leader`, except while rules are put back. Afterwards no
 * outcome is OUTCOME_OPEN. */
void lifecycle_commit(struct request *leader, struct pending_change *const *changes, size_t count);

#endif
