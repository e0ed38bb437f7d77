/* provider/repository/catalogue.h - whether a folder holds a snapshot repository, and whether a cluster would find its snapshots.
 * Source: repository-format.md 1, 2, 7, 8. */
#ifndef ESDR_REPOSITORY_CATALOGUE_H
#define ESDR_REPOSITORY_CATALOGUE_H

#include "base/request.h"

enum catalogue_state {
    CATALOGUE_EMPTY,   /* no file of a repository; other files may be there */
    CATALOGUE_PRESENT, /* the newest index-N is readable */
    CATALOGUE_LOST,    /* files of a repository, but a cluster that registers it would see none of its snapshots, or fail */
};

/* Reads one object by its name below the base path. False with `reason` (no trailing dot) when it cannot be read or is not there. */
struct catalogue_source {
    bool (*fetch)(void *context, struct request *rq, struct str name, struct str *bytes, struct str *reason);
    void *context;
};

struct catalogue {
    enum catalogue_state state;
    bool has_generation;
    int64_t generation;    /* N of the highest index-N, readable or not; valid with has_generation */
    size_t snapshot_count; /* of a readable catalogue */
    bool rolled_back;      /* index.latest names a newer generation than any index-N: the newest catalogue was lost (repository-format.md 8) */
    int64_t latest;        /* that newer generation; valid with rolled_back */
    struct str reason;     /* CATALOGUE_LOST: "there is no index-N", "index-7 cannot be read: ..."; no trailing dot */
    struct str example;    /* CATALOGUE_LOST: one file that shows a repository was here, such as "snap-abc.dat" */
};

/* The N of "index-N": a decimal number without sign or leading zeros that fits 63 bits. False for any other name. */
WARN_UNUSED bool catalogue_generation(struct str name, int64_t *generation);

/* Judges a folder by the names in it, relative to the base path, one level deep: "index-3", "snap-x.dat", "indices/" (a common prefix with its
 * slash). Fetches at most two objects. Never fails: what cannot be read counts as lost, with the reason. Texts live in rq->arena. Blocks as `fetch`
 * does. */
void catalogue_assess(struct request *rq, const struct catalogue_source *source, const struct str *names, size_t count, struct catalogue *out);

#endif
