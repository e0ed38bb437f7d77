/* provider/schemas/quartz_function.h - generated from schemas/functions/quartz.json by make generate. */
#ifndef ESDR_SCHEMAS_QUARTZ_FUNCTION_H
#define ESDR_SCHEMAS_QUARTZ_FUNCTION_H

#include "framework/provider.h"

/* What stands in `struct function_type` beside the function itself: {QUARTZ_SIGNATURE, .call = call}. */
/* clang-format off */
#define QUARTZ_SIGNATURE                                                             \
    .name = STR_INIT("quartz"), .summary = quartz_summary, .description = quartz_description, \
    .parameters = quartz_parameters, .parameter_count = 1, .result = &type_string
/* clang-format on */

extern const char quartz_summary[], quartz_description[];
extern const struct function_parameter quartz_parameters[];

#endif
