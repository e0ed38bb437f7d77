/* provider/framework/timeouts.h - the "timeouts" attribute: durations as Go writes them. */
#ifndef ESDR_FRAMEWORK_TIMEOUTS_H
#define ESDR_FRAMEWORK_TIMEOUTS_H

#include "framework/schema.h"

enum { TIMEOUT_DEFAULT_MS = 2 * 60 * 1000 };

/* Reads "20m", "1h30m", "90s", "500ms", "1.5h"; more than zero, at most 1,000 hours. False on anything else. */
WARN_UNUSED bool go_duration_parse(struct str text, int64_t *milliseconds);

/* Sets the request's deadline from timeouts.<operation> of an object, else from `otherwise_ms` (0: TIMEOUT_DEFAULT_MS). */
void request_set_timeout(struct request *rq, const struct value *object, struct str operation, int64_t otherwise_ms);

#endif
