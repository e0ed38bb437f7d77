#include "framework/schema.h"

#include <pthread.h>

struct cached_type {
    const struct cached_type *next;
    const struct object_schema *object;
    const struct type *type;
};

static pthread_mutex_t types_lock = PTHREAD_MUTEX_INITIALIZER;
static const struct cached_type *types;
static struct arena types_arena; /* never released: types live as long as the process */

const struct attribute *schema_attribute(const struct object_schema *object, struct str name)
{
    for (size_t at = 0; at < object->count; at++)
        if (str_equal(object->attributes[at].name, name))
            return &object->attributes[at];
    return NULL;
}

static const struct type *build_type(const struct object_schema *object);

static const struct type *collection_of(enum type_kind kind, const struct type *element)
{
    struct type *type = ARENA_NEW(&types_arena, struct type);
    type->kind = kind;
    type->element = element;
    return type;
}

static const struct type *attribute_type(const struct attribute *attribute)
{
    switch (attribute->kind) {
    case ATTRIBUTE_STRING:
        return &type_string;
    case ATTRIBUTE_BOOL:
        return &type_bool;
    case ATTRIBUTE_INTEGER:
        return &type_number;
    case ATTRIBUTE_STRING_LIST:
        return collection_of(TYPE_LIST, &type_string);
    case ATTRIBUTE_STRING_SET:
        return collection_of(TYPE_SET, &type_string);
    case ATTRIBUTE_STRING_MAP:
        return collection_of(TYPE_MAP, &type_string);
    case ATTRIBUTE_OBJECT:
    case ATTRIBUTE_BLOCK:
        return build_type(attribute->nested);
    case ATTRIBUTE_OBJECT_LIST:
        return collection_of(TYPE_LIST, build_type(attribute->nested));
    case ATTRIBUTE_OBJECT_SET:
        return collection_of(TYPE_SET, build_type(attribute->nested));
    case ATTRIBUTE_OBJECT_MAP:
        return collection_of(TYPE_MAP, build_type(attribute->nested));
    }
    return &type_dynamic;
}

static const struct type *build_type(const struct object_schema *object)
{
    struct type_member *members = ARENA_ARRAY(&types_arena, struct type_member, object->count);
    for (size_t at = 0; at < object->count; at++)
        members[at] = (struct type_member){object->attributes[at].name, attribute_type(&object->attributes[at])};
    struct type *type = ARENA_NEW(&types_arena, struct type);
    type->kind = TYPE_OBJECT;
    type->members = members;
    type->count = object->count;
    return type;
}

static const struct type *find_or_build(const struct object_schema *object)
{
    for (const struct cached_type *cached = types; cached; cached = cached->next)
        if (cached->object == object)
            return cached->type;
    struct cached_type *added = ARENA_NEW(&types_arena, struct cached_type);
    added->object = object;
    added->type = build_type(object);
    added->next = types;
    types = added;
    return added->type;
}

const struct type *schema_type(const struct object_schema *object)
{
    pthread_mutex_lock(&types_lock);
    const struct type *type = find_or_build(object);
    pthread_mutex_unlock(&types_lock);
    return type;
}
