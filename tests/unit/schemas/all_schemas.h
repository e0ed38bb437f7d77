/* tests/unit/schemas/all_schemas.h - every schema there is, for tests that walk them all. */
#ifndef ESDR_TESTS_SCHEMAS_ALL_SCHEMAS_H
#define ESDR_TESTS_SCHEMAS_ALL_SCHEMAS_H

#include "base/expect.h"
#include "framework/schema.h"

enum { SCHEMA_COUNT = 10 };

extern const struct schema *const all_schemas[SCHEMA_COUNT];

/* Called for each object: the root of each schema, and everything nested. `name` is dotted: "esdr_snapshot_policy.retention". */
typedef void visit_object(struct str name, const struct object_schema *object);

void visit_all_objects(visit_object *visit);

/* The attribute at a dotted path below a schema's root, or NULL. */
const struct attribute *attribute_at(const struct schema *schema, struct str path);

#endif
