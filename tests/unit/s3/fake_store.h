/* tests/unit/s3/fake_store.h - a bucket's lifecycle document in memory, with the oddities of real stores. */
#ifndef ESDR_TESTS_S3_FAKE_STORE_H
#define ESDR_TESTS_S3_FAKE_STORE_H

#include "s3/lifecycle_writer.h"

#include <pthread.h>

struct fake_store {
    pthread_mutex_t mutex;
    struct arena arena;
    struct str xml; /* empty: no document */
    const char *transition_default;
    int gets, puts, removals;

    /* Oddities. Zero: none. */
    const char *drops;        /* element that is not kept, such as "ObjectSizeGreaterThan" */
    bool sorts;               /* answers the rules sorted by id, as Ceph does (s3.md 3.2) */
    int stale_gets;           /* after each write so many reads still answer the document before it */
    int fresh_gets;           /* but so many before those answer the new one */
    int fail_gets, fail_puts; /* so many calls fail with `failure` */
    struct s3_error failure;
    bool fails_after_writing;                     /* a failing PUT has nevertheless worked */
    const char *refuses;                          /* documents with this text are S3_REJECTED */
    void (*before_put)(struct fake_store *store); /* somebody else is at work; called with the lock held */
    void (*after_put)(struct fake_store *store);
    int rounds_left; /* for before_put and after_put */

    /* Inside. */
    struct str before;
    int fresh_left, stale_left;
    int calls_under_way;
    bool overlapped; /* two calls ran at the same time */
};

/* A store with this document; NULL: none. */
void fake_store_init(struct fake_store *store, const char *xml);
void fake_store_clean_up(struct fake_store *store);

/* Replaces the document, as somebody else. With the lock held. */
void fake_store_set(struct fake_store *store, const char *xml);

/* The ids of the stored rules, sorted, joined by blanks. */
struct str fake_store_ids(struct fake_store *store, struct arena *arena);

extern const struct lifecycle_store fake_lifecycle_store; /* its context is a struct fake_store */

#endif
