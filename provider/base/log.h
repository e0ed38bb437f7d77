/* provider/base/log.h - log lines on standard error, one JSON object a line, as go-hclog writes them (terraform-plugin-protocol.md 1.5).
 *
 * Never pass a secret, a request header or a body of credentials: nothing is redacted here. */
#ifndef ESDR_BASE_LOG_H
#define ESDR_BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_TRACE, LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_OFF };

struct log_field {
    const char *key;
    struct str value;
};

/* Reads the level from TF_LOG_PROVIDER, else TF_LOG; unset means LOG_OFF. Call once, before threads. */
void log_start(void);

/* Whether lines of this level are written: ask before computing costly fields. Any thread. */
bool log_is_on(enum log_level level);

/* Writes one line in one write(2). Values that are no UTF-8 have the offending bytes replaced. Any thread; never blocks on a lock. */
void log_write(enum log_level level, const char *module, const char *message, const struct log_field *fields, size_t count);

/* LOG(LOG_DEBUG, "http", "request sent", {"method", method}, {"status", status}) */
#define LOG(level, module, message, ...)                                                                                                             \
    do {                                                                                                                                             \
        if (log_is_on(level)) {                                                                                                                      \
            const struct log_field log_fields_[] = {__VA_ARGS__};                                                                                    \
            log_write(level, module, message, log_fields_, ARRAY_LENGTH(log_fields_));                                                               \
        }                                                                                                                                            \
    } while (0)

#endif
