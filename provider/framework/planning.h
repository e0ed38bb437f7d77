/* provider/framework/planning.h - what happens to a proposed state before a resource sees it, and what is compared afterwards. Pure. */
#ifndef ESDR_FRAMEWORK_PLANNING_H
#define ESDR_FRAMEWORK_PLANNING_H

#include "framework/schema.h"

/* The planned value of an object: proposed, with defaults where the configuration is null, write-only attributes null, texts of the prior state kept
 * where the configuration means the same, and, when anything differs from the prior state, computed attributes without configuration unknown (stable
 * ones as they were). `prior` is null for creation. Equal to `prior` when there is nothing to do. terraform-plugin-protocol.md 4.1, 4.2, 4.9. */
struct value plan_value(struct arena *arena, const struct object_schema *object, const struct value *prior, const struct value *proposed,
                        const struct value *config);

/* `proposed` with the default of every attribute that is null in `config` and has one, and without write-only attributes. An object that was read is
 * its own configuration here: so an imported one gets the defaults that no server knows of. */
struct value with_defaults(struct arena *arena, const struct object_schema *object, const struct value *proposed, const struct value *config);

/* The same object with every text replaced by the one of `reference` that means the same: so a server's spelling is no drift. */
struct value keep_meaning(struct arena *arena, const struct object_schema *object, const struct value *reference, const struct value *value);

/* Whether `found` has everything that is known of `planned`: unknown parts may have come to be anything. */
bool plan_satisfied(const struct value *planned, const struct value *found);

struct paths {
    struct path *items;
    size_t count;
};

/* The attributes marked "replace" that differ between two known objects. A path ends at the nearest ancestor that both have. */
struct paths paths_to_replace(struct arena *arena, const struct object_schema *object, const struct value *prior, const struct value *planned);

#endif
