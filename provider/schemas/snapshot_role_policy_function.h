/* provider/schemas/snapshot_role_policy_function.h - generated from schemas/functions/snapshot_role_policy.json by make generate. */
#ifndef ESDR_SCHEMAS_SNAPSHOT_ROLE_POLICY_FUNCTION_H
#define ESDR_SCHEMAS_SNAPSHOT_ROLE_POLICY_FUNCTION_H

#include "framework/provider.h"

/* What stands in `struct function_type` beside the function itself: {SNAPSHOT_ROLE_POLICY_SIGNATURE, .call = call}. */
/* clang-format off */
#define SNAPSHOT_ROLE_POLICY_SIGNATURE                                                             \
    .name = STR_INIT("snapshot_role_policy"), .summary = snapshot_role_policy_summary, .description = snapshot_role_policy_description, \
    .parameters = snapshot_role_policy_parameters, .parameter_count = 3, .result = &type_string
/* clang-format on */

extern const char snapshot_role_policy_summary[], snapshot_role_policy_description[];
extern const struct function_parameter snapshot_role_policy_parameters[];

#endif
