/* provider/validators/size.h - numbers of bytes as Elasticsearch and OpenSearch write them: "100mb", "1gb". Pure, any thread. */
#ifndef ESDR_VALIDATORS_SIZE_H
#define ESDR_VALIDATORS_SIZE_H

#include "base/arena.h"

/* Reads a whole number and a unit: b, or k, m, g, t, p with or without a b behind it, in any case; each is 1,024 of the one before. "0" and "-1"
 * (which stands for no limit) need no unit. False on anything else, fractions and more than INT64_MAX bytes included: the servers deprecate
 * fractions. */
WARN_UNUSED bool size_parse(struct str text, int64_t *bytes);

/* Whether both are the same number of bytes ("1gb", "1024mb"). Texts that are no sizes are the same only when they are equal. */
bool size_same(struct str a, struct str b);

/* Whether the text is a size; else `problem` is the rest of a sentence that begins with it. */
WARN_UNUSED bool size_check(struct arena *arena, struct str text, struct str *problem);

#endif
