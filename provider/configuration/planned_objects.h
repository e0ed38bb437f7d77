/* provider/configuration/planned_objects.h - what this run intends: repositories and lifecycle rules that are planned but may not exist yet, so that
 * whichever of two that do not go together is planned second sees the first. Any thread. */
#ifndef ESDR_CONFIGURATION_PLANNED_OBJECTS_H
#define ESDR_CONFIGURATION_PLANNED_OBJECTS_H

#include "repository/location.h"

/* A repository in S3. */
struct planned_repository {
    struct str name, bucket;
    struct repository_location location;
    bool is_removed; /* it is planned to go */
};

struct planned_objects;

struct planned_objects *planned_objects_new(void);
void planned_objects_destroy(struct planned_objects *objects); /* NULL is allowed */

/* Notes a plan in place of a former one of the same name. Everything is copied. */
void planned_objects_add_repository(struct planned_objects *objects, const struct planned_repository *repository);

/* The plan for a repository of that name, copied to `arena`. False when there is none. */
bool planned_objects_find_repository(struct planned_objects *objects, struct arena *arena, struct str name, struct planned_repository *found);

/* All planned repositories of a bucket, removed ones left out, copied to `arena`. */
size_t planned_objects_repositories(struct planned_objects *objects, struct arena *arena, struct str bucket,
                                    const struct planned_repository **repositories);

/* Notes a plan for the rule `id` of a bucket in place of a former one: what it will say, or that it will go (`rule` is NULL). */
void planned_objects_add_rule(struct planned_objects *objects, struct str bucket, struct str id, const struct lifecycle_rule_view *rule);

/* The document as it will be once all planned rules of the bucket are written. A planned rule that cannot be put into it is left out: the write
 * itself will say why. */
struct lifecycle planned_objects_overlay(struct planned_objects *objects, struct arena *arena, struct str bucket, const struct lifecycle *document);

#endif
