/* provider/base/request.h - what every operation of one request shares: its memory, the diagnostics it has gathered, and when it has to end. */
#ifndef ESDR_BASE_REQUEST_H
#define ESDR_BASE_REQUEST_H

#include "base/path.h"

#include <stdatomic.h>

struct private_state;

enum severity { SEVERITY_ERROR = 1, SEVERITY_WARNING = 2 };

struct diagnostic {
    const struct diagnostic *next;
    enum severity severity;
    struct path path;   /* empty: the whole object */
    struct str summary; /* one line, no trailing dot */
    struct str detail;  /* what was tried, what is true now, what to do */
};

/* One request. Belongs to one thread. Initialise with {.arena = ...}; the other fields may stay zero. */
struct request {
    struct arena *arena;
    const struct diagnostic *first; /* in the order they were added */
    struct diagnostic *last;
    bool has_error;
    const atomic_bool *cancelled;        /* set by others when the request should end soon; NULL: never */
    int64_t deadline_ms;                 /* on clock_monotonic_ms; 0: none */
    const char *rpc;                     /* for log lines; may be NULL */
    const char *object_type;             /* for log lines, such as "esdr_snapshot"; may be NULL */
    uint64_t id;                         /* for log lines */
    struct private_state *private_state; /* of the resource at hand; NULL elsewhere */
};

/* Adds an error or a warning. The texts are copied. diag_error returns false, so that it can be returned; diag_warning returns true. */
bool diag_error(struct request *rq, struct path at, const char *summary, const char *format, ...) PRINTF_LIKE(4, 5);
bool diag_warning(struct request *rq, struct path at, const char *summary, const char *format, ...) PRINTF_LIKE(4, 5);

/* False, with an error at the root, when the request was cancelled or its deadline has passed: what was going on is in `doing` ("waiting for snapshot
 * x"). */
WARN_UNUSED bool request_continue(struct request *rq, const char *doing);

/* Whether it should end soon, without saying so to the user. Cheap; any thread that runs the request. */
bool request_is_cancelled(const struct request *rq);
bool request_is_late(const struct request *rq);

/* Milliseconds until the deadline, at most `limit_ms` and at least 0. Without a deadline: `limit_ms`. */
int64_t request_remaining_ms(const struct request *rq, int64_t limit_ms);

/* Sleeps, at most until the deadline; wakes within 50 ms of a cancellation. False, with an error, as request_continue. */
WARN_UNUSED bool request_wait(struct request *rq, int64_t milliseconds, const char *doing);

#endif
