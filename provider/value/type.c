#include "value/type.h"

#include "base/buffer.h"
#include "value/json.h"

enum { TYPE_DEPTH_MAX = 32 };

const struct type type_string = {.kind = TYPE_STRING};
const struct type type_number = {.kind = TYPE_NUMBER};
const struct type type_bool = {.kind = TYPE_BOOL};
const struct type type_dynamic = {.kind = TYPE_DYNAMIC};

static const struct {
    struct str name;
    const struct type *type;
} primitive_names[] = {
    {STR_INIT("string"), &type_string},
    {STR_INIT("number"), &type_number},
    {STR_INIT("bool"), &type_bool},
    {STR_INIT("dynamic"), &type_dynamic},
};

static const struct {
    struct str name;
    enum type_kind kind;
} collection_names[] = {
    {STR_INIT("list"), TYPE_LIST},   {STR_INIT("set"), TYPE_SET},       {STR_INIT("map"), TYPE_MAP},
    {STR_INIT("tuple"), TYPE_TUPLE}, {STR_INIT("object"), TYPE_OBJECT},
};

const struct type *type_member(const struct type *object, struct str name)
{
    size_t low = 0, high = object->kind == TYPE_OBJECT ? object->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(object->members[middle].name, name);
        if (order == 0)
            return object->members[middle].type;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool type_equal(const struct type *a, const struct type *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->count != b->count)
        return false;
    if (a->element && !type_equal(a->element, b->element))
        return false;
    for (size_t at = 0; at < a->count; at++)
        if (!str_equal(a->members[at].name, b->members[at].name) || !type_equal(a->members[at].type, b->members[at].type))
            return false;
    return true;
}

static struct str name_of(enum type_kind kind)
{
    for (size_t at = 0; at < ARRAY_LENGTH(primitive_names); at++)
        if (primitive_names[at].type->kind == kind)
            return primitive_names[at].name;
    for (size_t at = 0; at < ARRAY_LENGTH(collection_names); at++)
        if (collection_names[at].kind == kind)
            return collection_names[at].name;
    return STR("");
}

static void append_type(struct buffer *json, const struct type *type);

static void append_members(struct buffer *json, const struct type *type)
{
    bool is_object = type->kind == TYPE_OBJECT;
    buffer_append_byte(json, is_object ? '{' : '[');
    for (size_t at = 0; at < type->count; at++) {
        buffer_append(json, at > 0 ? STR(",") : STR(""));
        if (is_object) {
            buffer_append_json_string(json, type->members[at].name);
            buffer_append_byte(json, ':');
        }
        append_type(json, type->members[at].type);
    }
    buffer_append_byte(json, is_object ? '}' : ']');
}

static void append_type(struct buffer *json, const struct type *type)
{
    bool is_collection = type->element || type->kind == TYPE_OBJECT || type->kind == TYPE_TUPLE;
    buffer_format(json, is_collection ? "[\"%.*s\"," : "\"%.*s\"", STR_ARGS(name_of(type->kind)));
    if (!is_collection)
        return;
    if (type->element)
        append_type(json, type->element);
    else
        append_members(json, type);
    buffer_append_byte(json, ']');
}

struct str type_to_json(struct arena *arena, const struct type *type)
{
    struct buffer json = {.arena = arena};
    append_type(&json, type);
    return buffer_str(&json);
}

static const struct type *type_from_value(struct arena *arena, const struct value *json, int depth);

static const struct type *primitive_from_name(struct str name)
{
    for (size_t at = 0; at < ARRAY_LENGTH(primitive_names); at++)
        if (str_equal(primitive_names[at].name, name))
            return primitive_names[at].type;
    return NULL;
}

static bool read_members(struct arena *arena, const struct value *json, int depth, struct type *type)
{
    bool is_object = type->kind == TYPE_OBJECT;
    if (json->kind != (is_object ? VALUE_MAPPING : VALUE_SEQUENCE))
        return false;
    struct type_member *members = ARENA_ARRAY(arena, struct type_member, json->count);
    for (size_t at = 0; at < json->count; at++) {
        const struct value *member = is_object ? &json->members[at].value : &json->items[at];
        members[at].name = is_object ? json->members[at].name : STR("");
        members[at].type = type_from_value(arena, member, depth + 1);
        GUARD(members[at].type != NULL);
    }
    type->members = members;
    type->count = json->count;
    return true;
}

static const struct type *collection_from_value(struct arena *arena, const struct value *json, int depth)
{
    if (json->count < 2 || json->items[0].kind != VALUE_STRING)
        return NULL;
    struct type *type = ARENA_NEW(arena, struct type);
    size_t at = 0;
    while (at < ARRAY_LENGTH(collection_names) && !str_equal(collection_names[at].name, json->items[0].text))
        at++;
    if (at == ARRAY_LENGTH(collection_names))
        return NULL;
    type->kind = collection_names[at].kind;
    bool has_optional_names = type->kind == TYPE_OBJECT && json->count == 3;
    if (json->count != 2 && !has_optional_names)
        return NULL;
    if (type->kind == TYPE_OBJECT || type->kind == TYPE_TUPLE)
        return read_members(arena, &json->items[1], depth, type) ? type : NULL;
    type->element = type_from_value(arena, &json->items[1], depth + 1);
    return type->element ? type : NULL;
}

static const struct type *type_from_value(struct arena *arena, const struct value *json, int depth)
{
    if (depth > TYPE_DEPTH_MAX)
        return NULL;
    if (json->kind == VALUE_STRING)
        return primitive_from_name(json->text);
    if (json->kind == VALUE_SEQUENCE)
        return collection_from_value(arena, json, depth);
    return NULL;
}

const struct type *type_from_json(struct arena *arena, struct str json)
{
    struct value parsed;
    if (!json_parse(arena, json, &parsed))
        return NULL;
    return type_from_value(arena, &parsed, 0);
}
