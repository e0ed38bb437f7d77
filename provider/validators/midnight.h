/* provider/validators/midnight.h - the dates that lifecycle rules take: days. Pure, any thread. Source: s3.md 2.2, 2.4. */
#ifndef ESDR_VALIDATORS_MIDNIGHT_H
#define ESDR_VALIDATORS_MIDNIGHT_H

#include "base/arena.h"

/* Reads "2027-01-31" or RFC 3339 ("2027-01-31T00:00:00Z"), as milliseconds since 1970; a day alone is its midnight in UTC. False when it is neither.
 */
WARN_UNUSED bool date_parse(struct str text, int64_t *time_ms);

/* Whether both are the same time. Texts that are no dates are the same only when they are equal. */
bool date_same(struct str a, struct str b);

/* Whether the text is the midnight in UTC that a day begins with; else `problem` is the rest of a sentence that begins with it. */
WARN_UNUSED bool midnight_check(struct arena *arena, struct str text, struct str *problem);

#endif
