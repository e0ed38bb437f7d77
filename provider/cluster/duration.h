/* provider/cluster/duration.h - lengths of time as Elasticsearch and OpenSearch write them: "5d", "90m", "500ms".
 *
 * Everything here is pure and may run in any thread. Sources: snapshots.md 3.5, test-lab.md 5. */
#ifndef ESDR_CLUSTER_DURATION_H
#define ESDR_CLUSTER_DURATION_H

#include "base/arena.h"

/* Longest length that both engines keep: above it they saturate at 106751.9d, which OpenSearch cannot read back (snapshots.md 3.5). */
#define DURATION_MAX_MS ((int64_t)106751 * 24 * 60 * 60 * 1000)

/* Reads a whole number and a unit: nanos, micros, ms, s, m, h, d. Upper-case units are read as the servers do (7D is 7d), except M, which means
 * months elsewhere; "0" needs no unit. False on anything else: fractions, negative numbers, lengths that are no whole milliseconds, and more than
 * DURATION_MAX_MS. */
WARN_UNUSED bool duration_parse(struct str text, int64_t *ms);

/* The same length in the largest unit that divides it: 604800000 is "7d", 5400000 is "90m", 0 is "0ms". `ms` is at least 0. */
struct str duration_format(struct arena *arena, int64_t ms);

/* Whether both are durations of the same length ("7d", "168h"). Texts that are no durations are the same only when they are equal. */
bool duration_same(struct str a, struct str b);

/* Whether the text is a duration. When not, `problem` says why and what to write, as the rest of a sentence: "is no ...". */
WARN_UNUSED bool duration_check(struct arena *arena, struct str text, struct str *problem);

/* Whether Snapshot Management stores this duration unchanged. It writes the largest unit with a value of at least 1 and one decimal: 25h becomes 1d,
 * and 90m becomes 1.5h, which it cannot read back (snapshots.md 3.5). When not, `problem` says so and names the nearest lengths that work. */
WARN_UNUSED bool duration_check_whole(struct arena *arena, struct str text, struct str *problem);

#endif
