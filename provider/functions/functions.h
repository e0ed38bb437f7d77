/* provider/functions/functions.h - the descriptors of all functions. One file each; each ends with its descriptor. */
#ifndef ESDR_FUNCTIONS_FUNCTIONS_H
#define ESDR_FUNCTIONS_FUNCTIONS_H

#include "framework/provider.h"

extern const struct function_type prefixes_overlap_function;
extern const struct function_type quartz_function;
extern const struct function_type snapshot_caller_policy_function;
extern const struct function_type snapshot_role_policy_function;

#endif
