/* provider/cluster/timezone.h - names of time zones.
 *
 * Any thread. timezone_check looks at files in /usr/share/zoneinfo; the rest is pure. Sources: test-lab.md 5, snapshots.md 2.3, 3.3. */
#ifndef ESDR_CLUSTER_TIMEZONE_H
#define ESDR_CLUSTER_TIMEZONE_H

#include "base/arena.h"

/* Whether the servers know the zone: an IANA name (Europe/Berlin), "Z", an offset (+02:00), or UTC, GMT or UT with an offset (UTC+2). IANA names are
 * looked up in /usr/share/zoneinfo; on a machine without it every well-formed name passes. Java does not know EST, MST and HST, so they are refused.
 * When not, `problem` says why, as the rest of a sentence. */
WARN_UNUSED bool timezone_check(struct arena *arena, struct str name, struct str *problem);

/* Whether the zone is UTC for ever under one of its names (UTC, Z, Etc/UTC, GMT, +00:00, ...). */
bool timezone_is_utc(struct str name);

#endif
