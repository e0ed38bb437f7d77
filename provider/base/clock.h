/* provider/base/clock.h - time. Calendar text is always UTC and needs no locale. */
#ifndef ESDR_BASE_CLOCK_H
#define ESDR_BASE_CLOCK_H

#include "base/arena.h"

/* Milliseconds since 1970-01-01T00:00:00Z. Any thread. */
int64_t clock_now_ms(void);

/* Milliseconds of a clock that never jumps; only differences mean anything. Any thread. */
int64_t clock_monotonic_ms(void);

/* "2026-11-22T20:19:17.123456Z" of a time in microseconds since 1970, the form hclog wants (terraform-plugin-protocol.md 1.5).
 * `out` has room for at least 28 bytes. */
void clock_format_us(int64_t time_us, char out[28]);

/* "2026-11-22T20:19:17Z" and "20261122T201917Z" (Amazon's basic form) of a time in milliseconds. */
struct str clock_format_rfc3339(struct arena *arena, int64_t time_ms);
struct str clock_format_basic(struct arena *arena, int64_t time_ms);

/* Reads "2026-11-22T20:19:17Z", with optional fraction, and "Z" or "+hh:mm". False on anything else, impossible dates included. */
WARN_UNUSED bool clock_parse_rfc3339(struct str text, int64_t *time_ms);

/* Microseconds since 1970. */
int64_t clock_now_us(void);

#endif
