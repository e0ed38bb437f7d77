/* provider/value/type.h - the types of Terraform's values (terraform-plugin-protocol.md 3.2, 3.3). */
#ifndef ESDR_VALUE_TYPE_H
#define ESDR_VALUE_TYPE_H

#include "base/request.h"

enum type_kind { TYPE_STRING, TYPE_NUMBER, TYPE_BOOL, TYPE_DYNAMIC, TYPE_LIST, TYPE_SET, TYPE_MAP, TYPE_TUPLE, TYPE_OBJECT };

struct type_member {
    struct str name; /* empty in tuples */
    const struct type *type;
};

/* Types are immutable and shared; they live as long as the arena or static storage they were built in. */
struct type {
    enum type_kind kind;
    const struct type *element;        /* list, set, map */
    const struct type_member *members; /* object: sorted by name, bytewise; tuple: in order */
    size_t count;                      /* of members */
};

extern const struct type type_string, type_number, type_bool, type_dynamic;

/* The member of an object type, or NULL. */
const struct type *type_member(const struct type *object, struct str name);

bool type_equal(const struct type *a, const struct type *b);

/* The type as cty's JSON, compact: "string", ["list","number"], ["object",{"a":"bool"}]. */
struct str type_to_json(struct arena *arena, const struct type *type);

/* Reads cty's type JSON, optional attributes included (they become ordinary ones). NULL when the text is no type or nests deeper than 32 levels. */
WARN_UNUSED const struct type *type_from_json(struct arena *arena, struct str json);

#endif
