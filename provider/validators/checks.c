#include "validators/checks.h"

bool check_text(struct request *rq, struct path at, const char *summary, text_check *check, struct str text)
{
    struct str problem = {0};
    if (check(rq->arena, text, &problem))
        return true;
    return diag_error(rq, at, summary, "\"%.*s\" %.*s.", STR_ARGS(text), STR_ARGS(problem));
}

bool problem_is(struct arena *arena, struct str *problem, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    *problem = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return false;
}
