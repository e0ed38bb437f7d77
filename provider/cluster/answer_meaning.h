/* provider/cluster/answer_meaning.h - what an answer says about the object that was asked for, by status, type and exact reason. Private. */
#ifndef ESDR_CLUSTER_ANSWER_MEANING_H
#define ESDR_CLUSTER_ANSWER_MEANING_H

#include "cluster/cluster.h"

enum answer_meaning {
    MEANS_SUCCESS,
    MEANS_FAILED, /* anything that no table lists */
    MEANS_ABSENT,
    MEANS_UNREADABLE,
    MEANS_CONFLICT, /* somebody else changed or made it */
    MEANS_BUSY,     /* try again later */
    MEANS_TAKEN,    /* the name is in use */
};

/* One row of a table (snapshots.md 3.6): all that is given has to match. */
struct error_meaning {
    int status;         /* 0: any */
    const char *type;   /* NULL: any */
    const char *reason; /* the whole text; with * at its end or beginning: how it begins or ends; NULL: any */
    enum answer_meaning meaning;
};

/* MEANS_SUCCESS for a status of 200 to 299 with JSON; else the first row that matches; else MEANS_FAILED. */
enum answer_meaning answer_meaning(const struct cluster_answer *answer, const struct error_meaning *rows, size_t count);

#endif
