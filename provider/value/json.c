#include "value/json.h"

#include "base/buffer.h"

/* In levels of values, the innermost included. An object type takes two levels of JSON, so type_from_json needs more. */
enum { VALUE_DEPTH_MAX = 33, JSON_DEPTH_MAX = 72 };

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    int depth, depth_max;
};

static bool read_value(struct reader *reader, struct value *out);

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->text.len) {
        char byte = reader->text.ptr[reader->at];
        if (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n')
            return;
        reader->at++;
    }
}

static bool take(struct reader *reader, char byte)
{
    if (reader->at >= reader->text.len || reader->text.ptr[reader->at] != byte)
        return false;
    reader->at++;
    return true;
}

static bool take_word(struct reader *reader, struct str word)
{
    if (!str_starts_with(str_slice(reader->text, reader->at, reader->text.len), word))
        return false;
    reader->at += word.len;
    return true;
}

static bool read_hex4(struct reader *reader, uint32_t *unit)
{
    *unit = 0;
    for (int digit = 0; digit < 4; digit++) {
        char byte = reader->at < reader->text.len ? reader->text.ptr[reader->at] : '\0';
        uint32_t nibble;
        if (byte >= '0' && byte <= '9')
            nibble = (uint32_t)(byte - '0');
        else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f')
            nibble = (uint32_t)((byte | 0x20) - 'a' + 10);
        else
            return false;
        *unit = *unit << 4 | nibble;
        reader->at++;
    }
    return true;
}

static void append_utf8(struct buffer *text, uint32_t point)
{
    if (point < 0x80) {
        buffer_append_byte(text, (char)point);
        return;
    }
    int continuations = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    uint32_t lead = continuations == 1 ? 0xC0 : continuations == 2 ? 0xE0 : 0xF0;
    buffer_append_byte(text, (char)(lead | point >> (6 * continuations)));
    while (continuations-- > 0)
        buffer_append_byte(text, (char)(0x80 | (point >> (6 * continuations) & 0x3F)));
}

/* A surrogate that has no partner becomes U+FFFD, as in Go's reader. */
static bool read_unicode_escape(struct reader *reader, struct buffer *text)
{
    uint32_t unit, low;
    GUARD(read_hex4(reader, &unit));
    if (unit >= 0xD800 && unit < 0xDC00 && take_word(reader, STR("\\u"))) {
        GUARD(read_hex4(reader, &low));
        if (low < 0xDC00 || low > 0xDFFF) {
            reader->at -= 6;
            unit = 0xFFFD;
        } else {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
    } else if (unit >= 0xD800 && unit <= 0xDFFF) {
        unit = 0xFFFD;
    }
    append_utf8(text, unit);
    return true;
}

static bool read_escape(struct reader *reader, struct buffer *text)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (take(reader, 'u'))
        return read_unicode_escape(reader, text);
    for (size_t at = 0; from[at]; at++) {
        if (take(reader, from[at])) {
            buffer_append_byte(text, to[at]);
            return true;
        }
    }
    return false;
}

static bool read_string(struct reader *reader, struct str *out)
{
    struct buffer text = {.arena = reader->arena};
    GUARD(take(reader, '"'));
    for (;;) {
        size_t from = reader->at;
        while (reader->at < reader->text.len && (unsigned char)reader->text.ptr[reader->at] >= 0x20 && reader->text.ptr[reader->at] != '"' &&
               reader->text.ptr[reader->at] != '\\')
            reader->at++;
        buffer_append(&text, str_slice(reader->text, from, reader->at));
        if (take(reader, '"'))
            break;
        GUARD(take(reader, '\\'));
        GUARD(read_escape(reader, &text));
    }
    *out = arena_utf8(reader->arena, buffer_str(&text));
    return true;
}

static bool read_number(struct reader *reader, struct value *out)
{
    size_t from = reader->at;
    while (reader->at < reader->text.len && str_find_byte(STR("+-.0123456789eE"), reader->text.ptr[reader->at], 0) < 15)
        reader->at++;
    struct str text = str_slice(reader->text, from, reader->at);
    *out = (struct value){.kind = VALUE_NUMBER, .text = arena_copy(reader->arena, text)};
    return number_is_valid(text);
}

struct growing {
    void *items;
    size_t count, capacity;
};

/* Room for one more element of `size` bytes at the end of the list. */
static void *grow(struct arena *arena, struct growing *list, size_t size)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity * 2 + 8;
        char *items = arena_allocate(arena, capacity, size);
        if (list->count > 0)
            __builtin_memcpy(items, list->items, list->count * size);
        list->items = items;
        list->capacity = capacity;
    }
    return (char *)list->items + size * list->count++;
}

static bool read_array(struct reader *reader, struct value *out)
{
    struct growing items = {0};
    skip_blanks(reader);
    if (!take(reader, ']')) {
        do {
            struct value item;
            GUARD(read_value(reader, &item));
            *(struct value *)grow(reader->arena, &items, sizeof(struct value)) = item;
        } while (take(reader, ','));
        GUARD(take(reader, ']'));
    }
    *out = value_sequence(items.items, items.count);
    return true;
}

static bool read_object(struct reader *reader, struct value *out)
{
    struct growing members = {0};
    skip_blanks(reader);
    if (!take(reader, '}')) {
        do {
            struct value_member member = {0};
            skip_blanks(reader);
            GUARD(read_string(reader, &member.name));
            skip_blanks(reader);
            GUARD(take(reader, ':'));
            GUARD(read_value(reader, &member.value));
            *(struct value_member *)grow(reader->arena, &members, sizeof(struct value_member)) = member;
        } while (take(reader, ','));
        GUARD(take(reader, '}'));
    }
    *out = value_mapping(members.items, members.count);
    return true;
}

static bool read_bare_value(struct reader *reader, struct value *out)
{
    if (reader->at < reader->text.len && reader->text.ptr[reader->at] == '"') {
        out->kind = VALUE_STRING;
        return read_string(reader, &out->text);
    }
    if (take(reader, '{'))
        return read_object(reader, out);
    if (take(reader, '['))
        return read_array(reader, out);
    if (take_word(reader, STR("null")))
        return true;
    bool is_true = take_word(reader, STR("true"));
    if (is_true || take_word(reader, STR("false"))) {
        *out = value_bool(is_true);
        return true;
    }
    return read_number(reader, out);
}

static bool read_value(struct reader *reader, struct value *out)
{
    *out = VALUE_OF_NULL;
    GUARD(++reader->depth <= reader->depth_max);
    skip_blanks(reader);
    GUARD(read_bare_value(reader, out));
    skip_blanks(reader);
    reader->depth--;
    return true;
}

bool json_parse(struct arena *arena, struct str text, struct value *out)
{
    struct reader reader = {.arena = arena, .text = text, .depth_max = JSON_DEPTH_MAX};
    return read_value(&reader, out) && reader.at == text.len;
}

/* ---- JSON of a known type ---- */

static bool misfit(struct request *rq, struct path at, const struct type *type)
{
    struct str name = type_to_json(rq->arena, type);
    return diag_error(rq, at, "Stored value does not fit the schema", "The stored JSON has no %.*s here.", STR_ARGS(name));
}

static bool convert(struct request *rq, struct path at, const struct type *type, const struct value *json, struct value *out);

static bool convert_primitive(struct request *rq, struct path at, const struct type *type, const struct value *json, struct value *out)
{
    *out = *json;
    if (type->kind == TYPE_STRING && (json->kind == VALUE_NUMBER || json->kind == VALUE_BOOL)) {
        *out = value_string(json->kind == VALUE_NUMBER ? json->text : json->boolean ? STR("true") : STR("false"));
        return true;
    }
    if (type->kind == TYPE_NUMBER && json->kind == VALUE_STRING && number_is_valid(json->text)) {
        out->kind = VALUE_NUMBER;
        return true;
    }
    bool is_true = str_equal(json->text, STR("true"));
    if (type->kind == TYPE_BOOL && json->kind == VALUE_STRING && (is_true || str_equal(json->text, STR("false")))) {
        *out = value_bool(is_true);
        return true;
    }
    enum value_kind wanted = type->kind == TYPE_STRING ? VALUE_STRING : type->kind == TYPE_NUMBER ? VALUE_NUMBER : VALUE_BOOL;
    return json->kind == wanted || misfit(rq, at, type);
}

static bool convert_items(struct request *rq, struct path at, const struct type *type, const struct value *json, struct value *out)
{
    if (json->kind != VALUE_SEQUENCE || (type->kind == TYPE_TUPLE && type->count != json->count))
        return misfit(rq, at, type);
    struct value *items = ARENA_ARRAY(rq->arena, struct value, json->count);
    for (size_t index = 0; index < json->count; index++) {
        const struct type *element = type->kind == TYPE_TUPLE ? type->members[index].type : type->element;
        struct path item_at = type->kind == TYPE_SET ? at : path_index(at, index);
        GUARD(convert(rq, item_at, element, &json->items[index], &items[index]));
    }
    *out = type->kind == TYPE_SET ? value_set(items, json->count) : value_sequence(items, json->count);
    return true;
}

static bool convert_map(struct request *rq, struct path at, const struct type *type, const struct value *json, struct value *out)
{
    if (json->kind != VALUE_MAPPING)
        return misfit(rq, at, type);
    struct value_member *members = ARENA_ARRAY(rq->arena, struct value_member, json->count);
    for (size_t index = 0; index < json->count; index++) {
        members[index].name = json->members[index].name;
        GUARD(convert(rq, path_key(at, members[index].name), type->element, &json->members[index].value, &members[index].value));
    }
    *out = value_mapping(members, json->count);
    return true;
}

static bool convert_object(struct request *rq, struct path at, const struct type *type, const struct value *json, struct value *out)
{
    if (json->kind != VALUE_MAPPING)
        return misfit(rq, at, type);
    struct value_member *members = ARENA_ARRAY(rq->arena, struct value_member, type->count);
    for (size_t index = 0; index < type->count; index++) {
        struct str name = type->members[index].name;
        struct value member = value_member(json, name);
        members[index].name = name;
        GUARD(convert(rq, path_attribute(at, name), type->members[index].type, &member, &members[index].value));
    }
    *out = value_mapping(members, type->count);
    return true;
}

static bool convert_dynamic(struct request *rq, struct path at, const struct value *json, struct value *out)
{
    struct value type_json = value_member(json, STR("type")), inner = value_member(json, STR("value"));
    const struct type *type = type_from_json(rq->arena, json_encode(rq->arena, &type_json));
    if (json->kind != VALUE_MAPPING || !type || type->kind == TYPE_DYNAMIC)
        return misfit(rq, at, &type_dynamic);
    GUARD(convert(rq, at, type, &inner, out));
    out->dynamic_type = type;
    return true;
}

static bool convert(struct request *rq, struct path at, const struct type *type, const struct value *json, struct value *out)
{
    *out = VALUE_OF_NULL;
    if (json->kind == VALUE_NULL)
        return true;
    switch (type->kind) {
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        return convert_primitive(rq, at, type, json, out);
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        return convert_items(rq, at, type, json, out);
    case TYPE_MAP:
        return convert_map(rq, at, type, json, out);
    case TYPE_OBJECT:
        return convert_object(rq, at, type, json, out);
    case TYPE_DYNAMIC:
        return convert_dynamic(rq, at, json, out);
    }
    return misfit(rq, at, type);
}

bool json_decode(struct request *rq, const struct type *type, struct str text, struct value *out)
{
    struct reader reader = {.arena = rq->arena, .text = text, .depth_max = VALUE_DEPTH_MAX};
    struct value json;
    if (!read_value(&reader, &json) || reader.at != text.len)
        return diag_error(rq, PATH_ROOT, "Stored value is not JSON", "The stored JSON cannot be read from byte %zu of %zu on.", reader.at, text.len);
    return convert(rq, PATH_ROOT, type, &json, out);
}

/* ---- writing ---- */

static void append_value(struct buffer *json, const struct value *value);

static void append_parts(struct buffer *json, const struct value *value)
{
    bool is_mapping = value->kind == VALUE_MAPPING;
    buffer_append_byte(json, is_mapping ? '{' : '[');
    for (size_t at = 0; at < value->count; at++) {
        buffer_append(json, at > 0 ? STR(",") : STR(""));
        if (is_mapping) {
            buffer_append_json_string(json, value->members[at].name);
            buffer_append_byte(json, ':');
        }
        append_value(json, is_mapping ? &value->members[at].value : &value->items[at]);
    }
    buffer_append_byte(json, is_mapping ? '}' : ']');
}

static void append_value(struct buffer *json, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
    case VALUE_UNKNOWN:
        buffer_append(json, STR("null"));
        break;
    case VALUE_BOOL:
        buffer_append(json, value->boolean ? STR("true") : STR("false"));
        break;
    case VALUE_NUMBER:
        buffer_append(json, value->text);
        break;
    case VALUE_STRING:
        buffer_append_json_string(json, value->text);
        break;
    case VALUE_SEQUENCE:
    case VALUE_MAPPING:
        append_parts(json, value);
        break;
    }
}

struct str json_encode(struct arena *arena, const struct value *value)
{
    struct buffer json = {.arena = arena};
    append_value(&json, value);
    return buffer_str(&json);
}
