/* provider/cluster/cron.h - the neutral schedule of five fields (minute, hour, day of month, month, day of week), and Elasticsearch's form of it.
 *
 * Everything here is pure and may run in any thread. Sources: snapshots.md 2.3 (Quartz), 3.3 (five fields), test-lab.md 5 (what is refused). */
#ifndef ESDR_CLUSTER_CRON_H
#define ESDR_CLUSTER_CRON_H

#include "base/arena.h"

enum cron_field { CRON_MINUTE, CRON_HOUR, CRON_DAY, CRON_MONTH, CRON_WEEKDAY, CRON_FIELDS };

/* One schedule. Bit n of values[field] says that the schedule runs at n; weekdays count from Sunday, 0 to 6. The texts are views of what was read. */
struct cron {
    uint64_t values[CRON_FIELDS];
    struct str texts[CRON_FIELDS];
};

/* Reads five fields separated by blanks. Each is a comma list of `*`, numbers, names (JAN to DEC, SUN to SAT, any case), ranges a-b, and steps
 * (a range or `*` followed by /n). Weekdays are 0 to 7, both 0 and 7 being Sunday. When it is no such schedule, or one that never runs (31 February),
 * false, and `problem` says which field and why, as the rest of a sentence. What Quartz or others add (L, W, #, ?, six fields, @daily) is refused:
 * OpenSearch refuses it too (test-lab.md 5). */
WARN_UNUSED bool cron_parse(struct arena *arena, struct str text, struct cron *cron, struct str *problem);

/* Whether the text is such a schedule; else `problem` as in cron_parse. */
WARN_UNUSED bool cron_check(struct arena *arena, struct str text, struct str *problem);

/* The same schedule with six Quartz fields, as Snapshot Lifecycle Management wants it ("0 30 1 * * ?"). Weekdays are renumbered: Sunday is 1. False
 * when both days of the month and days of the week are restricted, which Quartz has no way to say; `problem` tells so. */
WARN_UNUSED bool cron_to_quartz(struct arena *arena, const struct cron *cron, struct str *quartz, struct str *problem);

/* The five fields of a Quartz expression, when it has such a form: seconds 0, no year, no L, W or #. False otherwise. */
WARN_UNUSED bool cron_from_quartz(struct arena *arena, struct str quartz, struct str *text);

/* Milliseconds between the two runs that are closest to each other, at most a day. */
int64_t cron_shortest_gap_ms(const struct cron *cron);

/* Whether two texts are the same schedule ("0 2 * * 0", "0 2 * * SUN"). Texts that are no schedules are the same only when they are equal. */
bool cron_same(struct str a, struct str b);

#endif
