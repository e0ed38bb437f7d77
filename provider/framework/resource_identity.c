#include "framework/resource_identity.h"

#include "base/buffer.h"
#include "value/json.h"

#include <stdlib.h>

static int by_name(const void *a, const void *b)
{
    const struct type_member *left = a, *right = b;
    return str_compare(left->name, right->name);
}

const struct type *resource_identity_type(struct arena *arena, const struct schema *schema)
{
    struct type_member *members = ARENA_ARRAY(arena, struct type_member, schema->identity_count);
    for (size_t at = 0; at < schema->identity_count; at++)
        members[at] = (struct type_member){schema->identity[at], &type_string};
    if (schema->identity_count > 1)
        qsort(members, schema->identity_count, sizeof(*members), by_name);
    struct type *type = ARENA_NEW(arena, struct type);
    type->kind = TYPE_OBJECT;
    type->members = members;
    type->count = schema->identity_count;
    return type;
}

struct value resource_identity_of(struct arena *arena, const struct schema *schema, const struct value *state)
{
    if (state->kind != VALUE_MAPPING || schema->identity_count == 0)
        return VALUE_OF_NULL;
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, schema->identity_count);
    for (size_t at = 0; at < schema->identity_count; at++) {
        members[at] = (struct value_member){schema->identity[at], value_member(state, schema->identity[at])};
        if (members[at].value.kind == VALUE_NULL)
            return VALUE_OF_NULL;
    }
    return value_mapping(members, schema->identity_count);
}

static bool check_parts(struct request *rq, const struct schema *schema, const struct value *identity)
{
    for (size_t at = 0; at < schema->identity_count; at++) {
        struct value part = value_member(identity, schema->identity[at]);
        if (part.kind != VALUE_STRING || str_is_empty(part.text))
            return diag_error(rq, PATH_ROOT, "Identity is incomplete", "The identity of a %.*s needs the attribute \"%.*s\".", STR_ARGS(schema->name),
                              STR_ARGS(schema->identity[at]));
    }
    return true;
}

bool resource_identity_import_id(struct request *rq, const struct schema *schema, const struct value *identity, struct str *id)
{
    if (schema->identity_count == 0)
        return diag_error(rq, PATH_ROOT, "Cannot be imported by identity", "A %.*s has no identity. Import it by its id.", STR_ARGS(schema->name));
    GUARD(check_parts(rq, schema, identity));
    struct buffer joined = {.arena = rq->arena};
    for (size_t at = 0; at < schema->identity_count; at++) {
        struct str part = value_member(identity, schema->identity[at]).text;
        if (at + 1 < schema->identity_count && str_find_byte(part, '/', 0) < part.len)
            return diag_error(rq, PATH_ROOT, "Identity cannot exist", "The attribute \"%.*s\" of a %.*s has no \"/\": \"%.*s\".",
                              STR_ARGS(schema->identity[at]), STR_ARGS(schema->name), STR_ARGS(part));
        buffer_append(&joined, at > 0 ? STR("/") : STR(""));
        buffer_append(&joined, part);
    }
    *id = buffer_str(&joined);
    return true;
}

bool resource_identity_upgrade(struct request *rq, const struct schema *schema, int64_t version, struct str json, struct value *identity)
{
    if (version != 0)
        return diag_error(rq, PATH_ROOT, "Identity was written by a newer version",
                          "The state has identity version %lld of %.*s; this version knows only 0. Use the newer provider.", (long long)version,
                          STR_ARGS(schema->name));
    GUARD(json_decode(rq, resource_identity_type(rq->arena, schema), json, identity));
    return check_parts(rq, schema, identity);
}
