#include "schemas/all_schemas.h"

#include "schemas/cluster_data.h"
#include "schemas/provider.h"
#include "schemas/s3_bucket_data.h"
#include "schemas/s3_lifecycle_rule.h"
#include "schemas/snapshot.h"
#include "schemas/snapshot_policy.h"
#include "schemas/snapshot_policy_data.h"
#include "schemas/snapshot_repository.h"
#include "schemas/snapshot_repository_data.h"
#include "schemas/snapshots_data.h"

const struct schema *const all_schemas[SCHEMA_COUNT] = {
    &provider_schema,        &s3_lifecycle_rule_schema,    &snapshot_schema,
    &snapshot_policy_schema, &snapshot_repository_schema,  &cluster_data_schema,
    &snapshots_data_schema,  &snapshot_policy_data_schema, &snapshot_repository_data_schema,
    &s3_bucket_data_schema,
};

static void visit_nested(struct arena *arena, struct str name, const struct object_schema *object, visit_object *visit)
{
    visit(name, object);
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        if (attribute->nested)
            visit_nested(arena, arena_format(arena, "%.*s.%.*s", STR_ARGS(name), STR_ARGS(attribute->name)), attribute->nested, visit);
    }
}

void visit_all_objects(visit_object *visit)
{
    AUTO_ARENA arena = {0};
    for (size_t at = 0; at < SCHEMA_COUNT; at++)
        visit_nested(&arena, all_schemas[at]->name, &all_schemas[at]->root, visit);
}

const struct attribute *attribute_at(const struct schema *schema, struct str path)
{
    const struct object_schema *object = &schema->root;
    const struct attribute *attribute = NULL;
    struct str step;
    while (str_next_field(&path, '.', &step)) {
        attribute = object ? schema_attribute(object, step) : NULL;
        object = attribute ? attribute->nested : NULL;
        if (!attribute)
            return NULL;
    }
    return attribute;
}
