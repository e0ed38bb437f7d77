/* provider/resources/snapshot_indices.h - whether a request for indices and a list of resolved names mean the same. Pure. */
#ifndef ESDR_RESOURCES_SNAPSHOT_INDICES_H
#define ESDR_RESOURCES_SNAPSHOT_INDICES_H

#include "base/arena.h"
#include "base/optional.h"

/* Whether `asked` (names and patterns with *, where a leading - takes away) can have given exactly `resolved`: each resolved name is asked for, and
 * each plain name was found. A pattern may match nothing. An empty list, "*" and "_all" ask for everything. */
bool snapshot_indices_match(struct optional_strings asked, struct optional_strings resolved);

/* The same names in bytewise order. */
struct optional_strings snapshot_indices_sorted(struct arena *arena, struct optional_strings indices);

#endif
