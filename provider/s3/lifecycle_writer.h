/* provider/s3/lifecycle_writer.h - changes single rules of a bucket's lifecycle document, which S3 can only replace as a whole.
 *
 * One writer at a time per bucket in the process; changes that arrive while another one is under way go out together in one PUT. S3 offers no
 * conditional write (s3.md 1.5), so the document is read, spliced, read once more right before it is written, and read back until two answers agree;
 * every rule is compared, ours and theirs. */
#ifndef ESDR_S3_LIFECYCLE_WRITER_H
#define ESDR_S3_LIFECYCLE_WRITER_H

#include "s3/bucket.h"
#include "s3/lifecycle_difference.h"

/* The three operations on a document. Seam for tests; s3_lifecycle_store gives the real ones. Called from any thread, for one bucket one call at a
 * time. Same contracts as s3_get_lifecycle, s3_put_lifecycle, s3_delete_lifecycle. */
struct lifecycle_store {
    bool (*get)(void *context, struct request *rq, const struct s3_bucket *bucket, struct lifecycle *out, struct s3_error *error);
    bool (*put)(void *context, struct request *rq, const struct s3_bucket *bucket, const struct lifecycle *document, struct s3_error *error);
    bool (*remove)(void *context, struct request *rq, const struct s3_bucket *bucket, struct s3_error *error);
};

/* Who writes. Changes are put together when `store`, `context` and the bucket are the same. Zero times mean the defaults. Plain data, to be kept as
 * long as changes are under way. */
struct lifecycle_writer {
    const struct lifecycle_store *store;
    void *context;     /* of the store's functions: a struct s3_client * for s3_lifecycle_store */
    int64_t pause_ms;  /* first pause between two reads that do not agree; doubles up to eight times that. Default 250 */
    int64_t settle_ms; /* how long Amazon's store may go on answering the old document; others at most 2,000. Default 60,000 */
};

extern const struct lifecycle_store s3_lifecycle_store;

/* Asked before every PUT with the document just read and the one about to be written; false, with an error in rq, refuses this change alone. `rq` is
 * the request of the change; it may run on the thread of another change while the caller waits. `now` and `planned` live until it returns. */
typedef bool lifecycle_guard_fn(void *context, struct request *rq, const struct lifecycle *now, const struct lifecycle *planned);

struct lifecycle_change {
    struct str rule_id;
    const struct lifecycle_rule_view *rule; /* what the rule shall say; NULL: remove it */
    bool must_be_new;                       /* refuse when the bucket has a rule of that id: create uses it, and says how to import */
    lifecycle_guard_fn *guard;              /* may be NULL */
    void *guard_context;
};

/* Carries out one change and returns when the store has shown it twice. Blocks until then, at most until rq's deadline; a cancellation ends the wait
 * within a second, but for one last look at what was written, and unless rules have to be put back: that may take 10
 * seconds more. `stored` (may be NULL) becomes the rule as the store keeps it, in
 * rq->arena; untouched for a removal. Removing a rule that is not there is no error. The last rule's removal deletes the document.
 *
 * False, with errors at bucket->at or "rule_id": the rule exists already; the guard refused; more than 1,000 rules; the store refused the document;
 * the store kept less than it was given (the old rule is put back then, and the error says which part was lost); somebody else keeps changing the
 * rules; the bucket cannot be read or written. Changes of other callers in the same PUT are not affected. */
WARN_UNUSED bool lifecycle_change(struct request *rq, const struct lifecycle_writer *writer, const struct s3_bucket *bucket,
                                  const struct lifecycle_change *change, struct lifecycle_rule *stored);

#endif
