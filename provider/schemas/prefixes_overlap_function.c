/* Generated from schemas/functions/prefixes_overlap.json by make generate. */
#include "schemas/prefixes_overlap_function.h"

/* clang-format off */

const char prefixes_overlap_summary[] = "Whether two prefixes of object keys can match the same key";

const char prefixes_overlap_description[] =
    "True when one of the two texts begins with the other: then there are keys that both match. Use it in a `check` or `precondition` to keep "
    "rules and repositories apart. The empty prefix matches every key.";

const struct function_parameter prefixes_overlap_parameters[] = {
    {.name = STR_INIT("a"), .type = &type_string, .description = "A prefix, such as `auto-purge/`."},
    {.name = STR_INIT("b"), .type = &type_string, .description = "Another prefix, such as the base path of a repository and a slash."},
};
