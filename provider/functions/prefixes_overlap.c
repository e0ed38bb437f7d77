#include "functions/functions.h"
#include "s3/lifecycle_threat.h"
#include "schemas/prefixes_overlap_function.h"

static bool call(struct request *rq, const struct value *arguments, struct value *result)
{
    (void)rq;
    *result = value_bool(prefixes_overlap(arguments[0].text, arguments[1].text));
    return true;
}

const struct function_type prefixes_overlap_function = {
    PREFIXES_OVERLAP_SIGNATURE,
    .call = call,
};
