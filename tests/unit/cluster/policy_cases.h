/* tests/unit/cluster/policy_cases.h - tables of policies that a scheduler has to refuse. */
#ifndef ESDR_TESTS_CLUSTER_POLICY_CASES_H
#define ESDR_TESTS_CLUSTER_POLICY_CASES_H

#include "base/expect.h"
#include "cluster/policy.h"

/* A policy that only differs in what the row sets, and the attribute and text of the one error. */
struct refused_policy {
    struct snapshot_policy_spec spec;
    const char *path, *problem;
};

static inline void expect_refusals(const struct policy_backend *backend, const struct engine *engine, const struct refused_policy *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        FRESH_REQUEST(rq);
        if (backend->check(&rq, &rows[i].spec, engine))
            fail_msg("row %zu should be refused: %s %s", i, rows[i].path, rows[i].problem);
        const struct diagnostic *first = rq.first;
        struct str path = path_text(rq.arena, &first->path);
        if (first->next || !str_equal(path, str_from(rows[i].path)) || !str_contains(first->detail, str_from(rows[i].problem)))
            fail_msg("row %zu should be refused at %s because of %s, got at %.*s: %.*s: %.*s%s", i, rows[i].path, rows[i].problem, STR_ARGS(path),
                     STR_ARGS(first->summary), STR_ARGS(first->detail), first->next ? " and more" : "");
    }
}

#endif
