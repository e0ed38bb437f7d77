#include "cluster/cron.h"
#include "functions/functions.h"
#include "schemas/quartz_function.h"

static bool call(struct request *rq, const struct value *arguments, struct value *result)
{
    struct cron cron;
    struct str quartz, problem;
    if (!cron_parse(rq->arena, arguments[0].text, &cron, &problem) || !cron_to_quartz(rq->arena, &cron, &quartz, &problem))
        return diag_error(rq, path_index(PATH_ROOT, 0), "No such schedule", "\"%.*s\" %.*s.", STR_ARGS(arguments[0].text), STR_ARGS(problem));
    *result = value_string(quartz);
    return true;
}

const struct function_type quartz_function = {
    QUARTZ_SIGNATURE,
    .call = call,
};
