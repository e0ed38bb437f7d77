#include "framework/model.h"

#include <string.h>

void *model_new(struct arena *arena, const struct object_schema *object)
{
    return arena_allocate(arena, 1, object->model_size);
}

void *model_copy(struct arena *arena, const struct object_schema *object, const void *model)
{
    void *copy = model_new(arena, object);
    memcpy(copy, model, object->model_size);
    return copy;
}

static enum field_state state_of(const struct value *value)
{
    if (value->kind == VALUE_NULL)
        return FIELD_NULL;
    return value->kind == VALUE_UNKNOWN ? FIELD_UNKNOWN : FIELD_KNOWN;
}

/* ---- values to fields ---- */

static bool read_nested(struct request *rq, struct path at, const struct object_schema *object, const struct value *value, void *model);

static struct string_field string_field_of(const struct value *value)
{
    return (struct string_field){state_of(value), value->kind == VALUE_STRING ? value->text : (struct str){0}};
}

static bool read_string(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    (void)rq, (void)at, (void)attribute;
    *(struct string_field *)field = string_field_of(value);
    return true;
}

static bool read_bool(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    (void)rq, (void)at, (void)attribute;
    *(struct bool_field *)field = (struct bool_field){state_of(value), value->boolean};
    return true;
}

static bool read_integer(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    struct int_field integer = {.state = state_of(value)};
    if (FIELD_IS_KNOWN(integer) && !value_to_int64(value, &integer.value))
        return diag_error(rq, at, "Not a whole number", "%.*s must be a whole number; %.*s is none, or is too large.", STR_ARGS(attribute->name),
                          STR_ARGS(value->text));
    *(struct int_field *)field = integer;
    return true;
}

static bool read_strings(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    (void)at, (void)attribute;
    struct string_field *items = ARENA_ARRAY(rq->arena, struct string_field, value->count);
    for (size_t index = 0; index < value->count; index++)
        items[index] = string_field_of(&value->items[index]);
    *(struct strings_field *)field = (struct strings_field){state_of(value), items, value->count};
    return true;
}

static bool read_map(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    (void)at, (void)attribute;
    struct map_entry *entries = ARENA_ARRAY(rq->arena, struct map_entry, value->count);
    for (size_t index = 0; index < value->count; index++)
        entries[index] = (struct map_entry){value->members[index].name, string_field_of(&value->members[index].value)};
    *(struct map_field *)field = (struct map_field){state_of(value), entries, value->count};
    return true;
}

static bool read_object(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    *(enum field_state *)field = state_of(value);
    return value->kind != VALUE_MAPPING || read_nested(rq, at, attribute->nested, value, field);
}

static bool read_objects(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field)
{
    bool is_map = value->kind == VALUE_MAPPING;
    size_t size = attribute->nested->model_size;
    char *items = arena_allocate(rq->arena, value->count, size);
    struct str *keys = ARENA_ARRAY(rq->arena, struct str, is_map ? value->count : 0);
    for (size_t index = 0; index < value->count; index++) {
        struct path item_at = is_map                                    ? path_key(at, value->members[index].name)
                              : attribute->kind == ATTRIBUTE_OBJECT_SET ? at
                                                                        : path_index(at, index);
        const struct value *item = is_map ? &value->members[index].value : &value->items[index];
        if (is_map)
            keys[index] = value->members[index].name;
        GUARD(read_object(rq, item_at, attribute, item, items + index * size));
    }
    *(struct objects_field *)field = (struct objects_field){state_of(value), items, is_map ? keys : NULL, value->count};
    return true;
}

/* ---- fields to values ---- */

static struct value stateless(enum field_state state)
{
    return state == FIELD_UNKNOWN ? VALUE_OF_UNKNOWN : VALUE_OF_NULL;
}

static struct value string_value_of(const struct string_field *field)
{
    return FIELD_IS_KNOWN(*field) ? value_string(field->value) : stateless(field->state);
}

static struct value write_string(struct arena *arena, const struct attribute *attribute, const void *field)
{
    (void)arena, (void)attribute;
    return string_value_of(field);
}

static struct value write_bool(struct arena *arena, const struct attribute *attribute, const void *field)
{
    (void)arena, (void)attribute;
    const struct bool_field *boolean = field;
    return FIELD_IS_KNOWN(*boolean) ? value_bool(boolean->value) : stateless(boolean->state);
}

static struct value write_integer(struct arena *arena, const struct attribute *attribute, const void *field)
{
    (void)attribute;
    const struct int_field *integer = field;
    return FIELD_IS_KNOWN(*integer) ? value_integer(arena, integer->value) : stateless(integer->state);
}

static struct value write_strings(struct arena *arena, const struct attribute *attribute, const void *field)
{
    const struct strings_field *strings = field;
    if (!FIELD_IS_KNOWN(*strings))
        return stateless(strings->state);
    struct value *items = ARENA_ARRAY(arena, struct value, strings->count);
    for (size_t index = 0; index < strings->count; index++)
        items[index] = string_value_of(&strings->items[index]);
    return attribute->kind == ATTRIBUTE_STRING_SET ? value_set(items, strings->count) : value_sequence(items, strings->count);
}

static struct value write_map(struct arena *arena, const struct attribute *attribute, const void *field)
{
    (void)attribute;
    const struct map_field *map = field;
    if (!FIELD_IS_KNOWN(*map))
        return stateless(map->state);
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, map->count);
    for (size_t index = 0; index < map->count; index++)
        members[index] = (struct value_member){map->entries[index].key, string_value_of(&map->entries[index].value)};
    return value_mapping(members, map->count);
}

static struct value write_object(struct arena *arena, const struct attribute *attribute, const void *field)
{
    enum field_state state = *(const enum field_state *)field;
    return state == FIELD_KNOWN ? model_to_value(arena, attribute->nested, field) : stateless(state);
}

static struct value write_objects(struct arena *arena, const struct attribute *attribute, const void *field)
{
    const struct objects_field *objects = field;
    if (!FIELD_IS_KNOWN(*objects))
        return stateless(objects->state);
    struct value *items = ARENA_ARRAY(arena, struct value, objects->count);
    for (size_t index = 0; index < objects->count; index++)
        items[index] = write_object(arena, attribute, (const char *)objects->items + index * attribute->nested->model_size);
    if (attribute->kind == ATTRIBUTE_OBJECT_SET)
        return value_set(items, objects->count);
    if (attribute->kind == ATTRIBUTE_OBJECT_LIST)
        return value_sequence(items, objects->count);
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, objects->count);
    for (size_t index = 0; index < objects->count; index++)
        members[index] = (struct value_member){objects->keys[index], items[index]};
    return value_mapping(members, objects->count);
}

/* ---- by table ---- */

static const struct {
    bool (*read)(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, void *field);
    struct value (*write)(struct arena *arena, const struct attribute *attribute, const void *field);
} codecs[] = {
    [ATTRIBUTE_STRING] = {read_string, write_string},       [ATTRIBUTE_BOOL] = {read_bool, write_bool},
    [ATTRIBUTE_INTEGER] = {read_integer, write_integer},    [ATTRIBUTE_STRING_LIST] = {read_strings, write_strings},
    [ATTRIBUTE_STRING_SET] = {read_strings, write_strings}, [ATTRIBUTE_STRING_MAP] = {read_map, write_map},
    [ATTRIBUTE_OBJECT] = {read_object, write_object},       [ATTRIBUTE_OBJECT_LIST] = {read_objects, write_objects},
    [ATTRIBUTE_OBJECT_SET] = {read_objects, write_objects}, [ATTRIBUTE_OBJECT_MAP] = {read_objects, write_objects},
    [ATTRIBUTE_BLOCK] = {read_object, write_object},
};

static bool read_nested(struct request *rq, struct path at, const struct object_schema *object, const struct value *value, void *model)
{
    for (size_t index = 0; index < object->count; index++) {
        const struct attribute *attribute = &object->attributes[index];
        struct value member = value_member(value, attribute->name);
        void *field = (char *)model + attribute->offset;
        GUARD(codecs[attribute->kind].read(rq, path_attribute(at, attribute->name), attribute, &member, field));
    }
    return true;
}

bool model_from_value(struct request *rq, const struct object_schema *object, const struct value *value, void *model)
{
    return read_nested(rq, PATH_ROOT, object, value, model);
}

struct value model_to_value(struct arena *arena, const struct object_schema *object, const void *model)
{
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, object->count);
    for (size_t index = 0; index < object->count; index++) {
        const struct attribute *attribute = &object->attributes[index];
        members[index].name = attribute->name;
        members[index].value = codecs[attribute->kind].write(arena, attribute, (const char *)model + attribute->offset);
    }
    return value_mapping(members, object->count);
}

bool model_is_known(struct arena *arena, const struct object_schema *object, const void *model)
{
    for (size_t index = 0; index < object->count; index++) {
        const struct attribute *attribute = &object->attributes[index];
        bool is_configurable = (attribute->flags & (ATTRIBUTE_REQUIRED | ATTRIBUTE_OPTIONAL)) != 0;
        struct value value = codecs[attribute->kind].write(arena, attribute, (const char *)model + attribute->offset);
        if (is_configurable && !value_is_wholly_known(&value))
            return false;
    }
    return true;
}
