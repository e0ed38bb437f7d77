#include "s3/lifecycle_commit.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { NAP_MS = 100 };

/* Every change of the process that is not decided yet, in the order they came. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct pending_change *first;
} queue = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static bool same_bucket(const struct pending_change *a, const struct pending_change *b)
{
    return str_equal(a->bucket->name, b->bucket->name);
}

/* Two stores may have buckets of the same name: they take turns, which costs little, but are never written together. */
static bool same_document(const struct pending_change *a, const struct pending_change *b)
{
    return same_bucket(a, b) && a->writer->store == b->writer->store && a->writer->context == b->writer->context &&
           str_equal(a->bucket->expected_owner, b->bucket->expected_owner);
}

static void append(struct pending_change *pending)
{
    struct pending_change **end = &queue.first;
    while (*end)
        end = &(*end)->next;
    *end = pending;
}

static void take_out(struct pending_change *pending)
{
    struct pending_change **at = &queue.first;
    while (*at != pending)
        at = &(*at)->next;
    *at = pending->next;
}

static bool bucket_is_busy(const struct pending_change *pending)
{
    for (const struct pending_change *other = queue.first; other; other = other->next)
        if (other->state == CHANGE_TAKEN && same_bucket(other, pending))
            return true;
    return false;
}

static bool goes_along(const struct pending_change *leader, const struct pending_change *other)
{
    if (other == leader)
        return true;
    return other->state == CHANGE_WAITING && !leader->alone && !other->alone && same_document(leader, other);
}

static size_t take_group(struct pending_change *leader, struct arena *arena, struct pending_change ***group)
{
    size_t count = 0;
    for (struct pending_change *other = queue.first; other; other = other->next)
        count += goes_along(leader, other);
    *group = ARENA_ARRAY(arena, struct pending_change *, count);
    count = 0;
    for (struct pending_change *other = queue.first; other; other = other->next)
        if (goes_along(leader, other))
            (*group)[count++] = other;
    for (size_t at = 0; at < count; at++) {
        (*group)[at]->state = CHANGE_TAKEN;
        (*group)[at]->outcome = OUTCOME_OPEN;
    }
    return count;
}

/* Called and returns with the queue locked. */
static void lead(struct pending_change *leader)
{
    AUTO_ARENA arena = {0};
    struct pending_change **group;
    size_t count = take_group(leader, &arena, &group);
    pthread_mutex_unlock(&queue.mutex);
    lifecycle_commit(leader->rq, group, count);
    pthread_mutex_lock(&queue.mutex);
    for (size_t at = 0; at < count; at++)
        group[at]->state = group[at]->outcome == OUTCOME_ABANDONED ? CHANGE_WAITING : CHANGE_DECIDED;
    pthread_cond_broadcast(&queue.changed);
}

static void nap(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += NAP_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&queue.changed, &queue.mutex, &until);
}

/* Waits until the change is decided, and decides it where nobody else does. Called and returns with the queue locked. */
static void await(struct pending_change *pending)
{
    while (pending->state != CHANGE_DECIDED) {
        bool waiting = pending->state == CHANGE_WAITING;
        if (waiting && !request_continue(pending->rq, "waiting for other changes of the bucket's lifecycle rules"))
            pending->state = CHANGE_DECIDED;
        else if (waiting && !bucket_is_busy(pending))
            lead(pending);
        else
            nap();
    }
}

bool lifecycle_change(struct request *rq, const struct lifecycle_writer *writer, const struct s3_bucket *bucket,
                      const struct lifecycle_change *change, struct lifecycle_rule *stored)
{
    struct pending_change pending = {.rq = rq, .writer = writer, .bucket = bucket, .change = change, .stored = stored};
    pthread_mutex_lock(&queue.mutex);
    append(&pending);
    await(&pending);
    take_out(&pending);
    pthread_mutex_unlock(&queue.mutex);
    return pending.outcome == OUTCOME_DONE;
}
