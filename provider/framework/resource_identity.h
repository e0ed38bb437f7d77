/* provider/framework/resource_identity.h - what tells an object from all others of its type, apart from its state (tfplugin6 6.9).
 *
 * An identity is an object of the texts that the schema lists. It has the version 0; nothing is kept outside the arena. All functions may run at
 * once.
 */
#ifndef ESDR_FRAMEWORK_RESOURCE_IDENTITY_H
#define ESDR_FRAMEWORK_RESOURCE_IDENTITY_H

#include "framework/schema.h"

/* The type of identities. It lives in the arena. */
const struct type *resource_identity_type(struct arena *arena, const struct schema *schema);

/* The identity of the object that `state` describes; parts that a plan does not know yet are unknown. Null when the state is null, lacks a part, or
 * the type has no identity: clients take a partial identity for another object. */
struct value resource_identity_of(struct arena *arena, const struct schema *schema, const struct value *state);

/* The import id of the object that an identity names. False after an error: a part is missing, empty, or would be read as two. */
WARN_UNUSED bool resource_identity_import_id(struct request *rq, const struct schema *schema, const struct value *identity, struct str *id);

/* An identity as it was stored with `version`, in the present form. False after an error: a newer version, no JSON, a part is missing. */
WARN_UNUSED bool resource_identity_upgrade(struct request *rq, const struct schema *schema, int64_t version, struct str json, struct value *identity);

#endif
