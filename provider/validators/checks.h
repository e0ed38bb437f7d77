/* provider/validators/checks.h - how a pure check of a text becomes a check for the tables. Private. */
#ifndef ESDR_VALIDATORS_CHECKS_H
#define ESDR_VALIDATORS_CHECKS_H

#include "validators/validators.h"

/* Whether the text passes. When not, `problem` is the rest of a sentence that begins with the text, without the full stop. */
typedef bool text_check(struct arena *arena, struct str text, struct str *problem);

/* False, with an error, when the text does not pass. */
bool check_text(struct request *rq, struct path at, const char *summary, text_check *check, struct str text);

/* False, with `problem` set. For the end of a text_check. */
bool problem_is(struct arena *arena, struct str *problem, const char *format, ...) PRINTF_LIKE(3, 4);

/* Defines a validate_fn. */
#define DEFINE_VALIDATOR(name, summary, check)                                                                                                       \
    bool name(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)                                \
    {                                                                                                                                                \
        (void)validator, (void)number;                                                                                                               \
        return check_text(rq, at, summary, check, text);                                                                                             \
    }

#endif
