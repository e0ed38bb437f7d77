/* provider/schemas/prefixes_overlap_function.h - generated from schemas/functions/prefixes_overlap.json by make generate. */
#ifndef ESDR_SCHEMAS_PREFIXES_OVERLAP_FUNCTION_H
#define ESDR_SCHEMAS_PREFIXES_OVERLAP_FUNCTION_H

#include "framework/provider.h"

/* What stands in `struct function_type` beside the function itself: {PREFIXES_OVERLAP_SIGNATURE, .call = call}. */
/* clang-format off */
#define PREFIXES_OVERLAP_SIGNATURE                                                             \
    .name = STR_INIT("prefixes_overlap"), .summary = prefixes_overlap_summary, .description = prefixes_overlap_description, \
    .parameters = prefixes_overlap_parameters, .parameter_count = 2, .result = &type_bool
/* clang-format on */

extern const char prefixes_overlap_summary[], prefixes_overlap_description[];
extern const struct function_parameter prefixes_overlap_parameters[];

#endif
