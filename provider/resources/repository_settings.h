/* provider/resources/repository_settings.h - a repository's typed attributes as the flat settings that a cluster keeps, and back. By the schema's
 * table: a setting has the attribute's wire name, or its name. Pure. Source: snapshots.md 1.2, 1.3, 1.5. */
#ifndef ESDR_RESOURCES_REPOSITORY_SETTINGS_H
#define ESDR_RESOURCES_REPOSITORY_SETTINGS_H

#include "cluster/repositories.h"
#include "schemas/snapshot_repository.h"

/* The attribute of the storage that a repository has ("s3", "fs", ...), or NULL when none is known. Its name is the registration's type. */
const struct attribute *repository_storage(const struct snapshot_repository *model);

/* The storage attribute of that name, NULL for other types. */
const struct attribute *repository_storage_named(struct str type);

/* The registration of a wholly known model: the typed settings and those of the attribute "settings". Values that are null are not sent. */
struct repository repository_from_model(struct arena *arena, const struct snapshot_repository *model);

/* Puts what a cluster has registered into the storage attributes and "settings" of a model. A setting that no typed attribute covers, or whose text
 * does not fit its attribute, goes to "settings"; so does everything of a storage type that the schema does not know. `model` holds the prior state:
 * empty collections in it stay empty instead of null. */
void repository_to_model(struct arena *arena, const struct repository *repository, struct snapshot_repository *model);

/* Refuses keys in "settings" that belong to a typed attribute of the storage, or hold secrets. */
WARN_UNUSED bool repository_settings_check(struct request *rq, const struct snapshot_repository *model);

#endif
