#include "base/request.h"

#include "base/clock.h"

#include <time.h>

enum { NAP_MS = 50 };

static void add(struct request *rq, enum severity severity, struct path at, const char *summary, const char *format, va_list arguments)
{
    struct diagnostic *diagnostic = ARENA_NEW(rq->arena, struct diagnostic);
    diagnostic->severity = severity;
    diagnostic->path = at;
    diagnostic->summary = arena_utf8(rq->arena, arena_copy(rq->arena, str_from(summary)));
    diagnostic->detail = arena_utf8(rq->arena, arena_format_list(rq->arena, format, arguments));
    if (rq->last)
        rq->last->next = diagnostic;
    else
        rq->first = diagnostic;
    rq->last = diagnostic;
}

bool diag_error(struct request *rq, struct path at, const char *summary, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(rq, SEVERITY_ERROR, at, summary, format, arguments);
    va_end(arguments);
    rq->has_error = true;
    return false;
}

bool diag_warning(struct request *rq, struct path at, const char *summary, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(rq, SEVERITY_WARNING, at, summary, format, arguments);
    va_end(arguments);
    return true;
}

bool request_is_cancelled(const struct request *rq)
{
    return rq->cancelled && atomic_load(rq->cancelled);
}

bool request_is_late(const struct request *rq)
{
    return rq->deadline_ms != 0 && clock_monotonic_ms() >= rq->deadline_ms;
}

bool request_continue(struct request *rq, const char *doing)
{
    if (request_is_cancelled(rq))
        return diag_error(rq, PATH_ROOT, "Interrupted", "Stopped while %s, because an interrupt was requested. What exists by now is in the state.",
                          doing);
    if (request_is_late(rq))
        return diag_error(rq, PATH_ROOT, "Timed out", "The time limit passed while %s. It can be raised with the timeouts attribute.", doing);
    return true;
}

int64_t request_remaining_ms(const struct request *rq, int64_t limit_ms)
{
    if (rq->deadline_ms == 0)
        return limit_ms;
    int64_t left = rq->deadline_ms - clock_monotonic_ms();
    if (left < 0)
        return 0;
    return left < limit_ms ? left : limit_ms;
}

bool request_wait(struct request *rq, int64_t milliseconds, const char *doing)
{
    int64_t end = clock_monotonic_ms() + request_remaining_ms(rq, milliseconds);
    for (;;) {
        GUARD(request_continue(rq, doing));
        int64_t left = end - clock_monotonic_ms();
        if (left <= 0)
            return true;
        int64_t nap = left < NAP_MS ? left : NAP_MS;
        struct timespec pause = {.tv_sec = 0, .tv_nsec = nap * 1000000};
        nanosleep(&pause, NULL);
    }
}
