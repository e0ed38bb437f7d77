/* provider/functions/iam_policy.h - IAM policies as JSON. Pure; any thread. */
#ifndef ESDR_FUNCTIONS_IAM_POLICY_H
#define ESDR_FUNCTIONS_IAM_POLICY_H

#include "value/value.h"

/* One statement that allows something. */
struct iam_statement {
    const char *sid; /* letters and digits */
    const char *const *actions;
    size_t action_count;
    const struct str *resources; /* ARNs, in which * and ? are wildcards and ${...} is a variable */
    size_t resource_count;
};

/* The policy of these statements, version 2012-10-17, as compact JSON whose members are in alphabetical order. In `arena`. */
struct str iam_policy(struct arena *arena, const struct iam_statement *statements, size_t count);

/* Text that a resource is to hold literally: *, ? and $ as ${*}, ${?} and ${$}. In `arena`, or the text itself. */
struct str iam_literal(struct arena *arena, struct str text);

#endif
