#include "validators/expect_check.h"

static const struct validator no_arguments;

struct str first_detail(const struct request *rq)
{
    return rq->first ? rq->first->detail : STR("");
}

static void expect_error(const struct check_case *expected, const struct request *rq, struct path at)
{
    const struct diagnostic *only = rq->first;
    if (!only || only->next || only->severity != SEVERITY_ERROR || !path_equal(&only->path, &at))
        fail_msg("\"%s\" should give one error at its attribute", expected->text);
    if (!str_contains(only->detail, str_from(expected->says)))
        fail_msg("\"%s\" should be refused with \"%s\", and was with: %.*s", expected->text, expected->says, STR_ARGS(only->detail));
    if (!str_ends_with(only->detail, STR(".")) || str_ends_with(only->summary, STR(".")))
        fail_msg("\"%s\": a detail ends with a full stop, a summary does not", expected->text);
}

void expect_checks(const struct check_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        FRESH_REQUEST(rq);
        struct path path = AT2("outer", "inner");
        bool passed = cases[at].check(&rq, path, &no_arguments, str_from(cases[at].text), 0);
        if (passed != (cases[at].says == NULL))
            fail_msg("\"%s\" should %s: %.*s", cases[at].text, passed ? "be refused" : "pass", STR_ARGS(first_detail(&rq)));
        if (passed && rq.first)
            fail_msg("\"%s\" passes, but not in silence: %.*s", cases[at].text, STR_ARGS(rq.first->detail));
        if (!passed)
            expect_error(&cases[at], &rq, path);
    }
}
