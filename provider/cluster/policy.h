/* provider/cluster/policy.h - snapshot policies in one neutral form, and the schedulers that carry them out.
 *
 * sm.c: Snapshot Management of OpenSearch (snapshots.md 3). slm.c: Snapshot Lifecycle Management of Elasticsearch (snapshots.md 2). */
#ifndef ESDR_CLUSTER_POLICY_H
#define ESDR_CLUSTER_POLICY_H

#include "cluster/cluster.h"
#include "cluster/names.h"

struct policy_notification {
    bool set;
    struct str channel_id;
    struct optional_bool creation, deletion, failure, time_limit_exceeded;
};

/* One policy. Absent fields are not sent, and left to the server's defaults. Texts are absent when their ptr is NULL. */
struct snapshot_policy_spec {
    struct str name, repository;
    struct str cron, timezone; /* five fields (cron.h); the zone is UTC when absent */
    struct str interval;       /* instead of cron: a duration; Elasticsearch 8.16 and later */
    struct str snapshot_name;  /* slm: date math such as <daily-{now/d}>. sm: the date format of the names (NAME-DATE-RANDOM) */
    struct optional_strings indices;
    struct optional_bool ignore_unavailable, include_global_state, partial;
    struct optional_strings feature_states;   /* slm */
    struct optional_strings expand_wildcards; /* slm */
    struct optional_map metadata;             /* a value on the server that is no string reads as its JSON text */
    struct str expire_after;                  /* a duration */
    struct optional_int min_count, max_count;
    struct str retention_cron, retention_timezone;       /* sm; absent: when snapshots are taken */
    struct optional_bool enabled;                        /* absent means true, and true is sent */
    struct str description;                              /* sm */
    struct policy_notification notification;             /* sm */
    struct str creation_time_limit, deletion_time_limit; /* sm; durations */
    struct str snapshot_pattern;                         /* sm since 3.3: other snapshots that its retention may delete */
    struct str date_format_timezone;                     /* sm: of the date in the names */
};

enum policy_presence {
    POLICY_PRESENT,
    POLICY_ABSENT,
    POLICY_UNREADABLE, /* stored in a form that the server cannot read back (snapshots.md 3.5): update and delete repair it */
};

/* What a scheduler tells about the runs of a policy. Texts are absent when their ptr is NULL. Times are milliseconds since 1970. */
struct policy_status {
    struct optional_bool enabled;
    struct str last_success_snapshot, last_failure_snapshot, last_failure_reason;
    struct optional_int last_success_ms, last_failure_ms, next_run_ms;
    bool in_progress;
};

struct policy_backend {
    const char *name; /* "sm", "slm" */

    /* Pure. Adds an error, at its attribute, for everything that this scheduler cannot express, and says why. `engine` is NULL when it is not known
     * yet: what depends on versions is then not checked. The policy has to be wholly known. */
    bool (*check)(struct request *rq, const struct snapshot_policy_spec *spec, const struct engine *engine);

    /* Makes a policy that must not exist: else an error that says how to import it. */
    bool (*create)(struct request *rq, struct cluster *cluster, const struct snapshot_policy_spec *spec);

    /* Reads it as the server has it, defaults included (policy_drop_defaults). With POLICY_UNREADABLE there is a warning, and only the name is set.
     */
    bool (*read)(struct request *rq, struct cluster *cluster, struct str name, struct snapshot_policy_spec *found, enum policy_presence *presence);

    /* Replaces the policy of that name by `spec`. A policy that somebody changes at the same moment is an error; an unreadable one is repaired. */
    bool (*update)(struct request *rq, struct cluster *cluster, const struct snapshot_policy_spec *spec);

    /* Removes it, and makes sure that it is gone. Gone already is success. Its snapshots stay. */
    bool (*delete)(struct request *rq, struct cluster *cluster, struct str name);

    /* Last and next runs. */
    bool (*status)(struct request *rq, struct cluster *cluster, struct str name, struct policy_status *status, bool *gone);
};

extern const struct policy_backend sm_backend;
extern const struct policy_backend slm_backend;

/* The scheduler of that name; with "auto" (or empty text) the one that the cluster has. Errors at "backend". */
WARN_UNUSED bool policy_backend_choose(struct request *rq, struct str choice, const struct engine *engine, const struct policy_backend **backend);

/* "sm" or "slm" without asking a cluster; NULL for other text, "auto" included. */
const struct policy_backend *policy_backend_named(struct str name);

/* Makes absent what is absent in `prior` and on the server only a materialised default: enabled true, min_count 1, a retention schedule equal to the
 * creation's, the notification conditions, the zone UTC, Elasticsearch's snapshot name <NAME-{now/d}>. A schedule that means the same as the prior
 * one keeps the prior wording. Texts may then point into `prior`. Pure. */
void policy_drop_defaults(struct snapshot_policy_spec *spec, const struct snapshot_policy_spec *prior);

#endif
