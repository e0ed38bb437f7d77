#include "value/msgpack.h"

#include "base/buffer.h"

#include <math.h>
#include <msgpack.h>
#include <stdio.h>
#include <stdlib.h>

static void destroy_zone(msgpack_zone **zone)
{
    if (*zone)
        msgpack_zone_free(*zone);
}

static bool misfit(struct request *rq, struct path at, const struct type *type)
{
    struct str name = type_to_json(rq->arena, type);
    return diag_error(rq, at, "Value does not fit the schema", "The client sent something that is no %.*s.", STR_ARGS(name));
}

static bool decode(struct request *rq, struct path at, const struct type *type, const msgpack_object *wire, struct value *out);

/* The bytes of a str or bin. */
static bool wire_text(const msgpack_object *wire, struct str *text)
{
    if (wire->type == MSGPACK_OBJECT_STR)
        *text = (struct str){wire->via.str.ptr, wire->via.str.size};
    else if (wire->type == MSGPACK_OBJECT_BIN)
        *text = (struct str){wire->via.bin.ptr, wire->via.bin.size};
    else
        return false;
    return true;
}

static struct str float_text(struct arena *arena, double number)
{
    for (int digits = 15; digits < 17; digits++) {
        struct str text = arena_format(arena, "%.*g", digits, number);
        if (strtod(text.ptr, NULL) == number)
            return text;
    }
    return arena_format(arena, "%.17g", number);
}

static bool decode_number(struct request *rq, struct path at, const msgpack_object *wire, struct value *out)
{
    struct str text;
    out->kind = VALUE_NUMBER;
    if (wire->type == MSGPACK_OBJECT_POSITIVE_INTEGER)
        out->text = arena_format(rq->arena, "%llu", (unsigned long long)wire->via.u64);
    else if (wire->type == MSGPACK_OBJECT_NEGATIVE_INTEGER)
        out->text = arena_format(rq->arena, "%lld", (long long)wire->via.i64);
    else if ((wire->type == MSGPACK_OBJECT_FLOAT32 || wire->type == MSGPACK_OBJECT_FLOAT64) && isfinite(wire->via.f64))
        out->text = float_text(rq->arena, wire->via.f64);
    else if (wire_text(wire, &text) && number_is_valid(text))
        out->text = arena_copy(rq->arena, text);
    else
        return misfit(rq, at, &type_number);
    return true;
}

static bool decode_string(struct request *rq, struct path at, const msgpack_object *wire, struct value *out)
{
    struct str text;
    if (!wire_text(wire, &text) || !str_is_utf8(text))
        return misfit(rq, at, &type_string);
    *out = value_string(arena_copy(rq->arena, text));
    return true;
}

static bool decode_bool(struct request *rq, struct path at, const msgpack_object *wire, struct value *out)
{
    if (wire->type != MSGPACK_OBJECT_BOOLEAN)
        return misfit(rq, at, &type_bool);
    *out = value_bool(wire->via.boolean);
    return true;
}

static bool decode_items(struct request *rq, struct path at, const struct type *type, const msgpack_object *wire, struct value *out)
{
    size_t count = wire->type == MSGPACK_OBJECT_ARRAY ? wire->via.array.size : 0;
    if (wire->type != MSGPACK_OBJECT_ARRAY || (type->kind == TYPE_TUPLE && type->count != count))
        return misfit(rq, at, type);
    struct value *items = ARENA_ARRAY(rq->arena, struct value, count);
    for (size_t index = 0; index < count; index++) {
        const struct type *element = type->kind == TYPE_TUPLE ? type->members[index].type : type->element;
        struct path item_at = type->kind == TYPE_SET ? at : path_index(at, index);
        GUARD(decode(rq, item_at, element, &wire->via.array.ptr[index], &items[index]));
    }
    *out = type->kind == TYPE_SET ? value_set(items, count) : value_sequence(items, count);
    return true;
}

static bool decode_mapping(struct request *rq, struct path at, const struct type *type, const msgpack_object *wire, struct value *out)
{
    bool is_object = type->kind == TYPE_OBJECT;
    if (wire->type != MSGPACK_OBJECT_MAP)
        return misfit(rq, at, type);
    size_t count = wire->via.map.size;
    struct value_member *members = ARENA_ARRAY(rq->arena, struct value_member, count);
    for (size_t index = 0; index < count; index++) {
        const msgpack_object_kv *pair = &wire->via.map.ptr[index];
        struct str name;
        if (!wire_text(&pair->key, &name) || !str_is_utf8(name))
            return misfit(rq, at, type);
        name = arena_copy(rq->arena, name);
        const struct type *element = is_object ? type_member(type, name) : type->element;
        struct path member_at = is_object ? path_attribute(at, name) : path_key(at, name);
        if (!element)
            return diag_error(rq, at, "Value does not fit the schema", "The schema has no attribute %.*s.", STR_ARGS(name));
        members[index].name = name;
        GUARD(decode(rq, member_at, element, &pair->val, &members[index].value));
    }
    *out = value_mapping(members, count);
    if (is_object && out->count != type->count)
        return diag_error(rq, at, "Value does not fit the schema", "An object with %zu attributes is required, %zu were given.", type->count,
                          out->count);
    return true;
}

/* [type as JSON, value], or a bare null or unknown. */
static bool decode_dynamic(struct request *rq, struct path at, const msgpack_object *wire, struct value *out)
{
    struct str type_json;
    if (wire->type != MSGPACK_OBJECT_ARRAY || wire->via.array.size != 2 || !wire_text(&wire->via.array.ptr[0], &type_json))
        return misfit(rq, at, &type_dynamic);
    const struct type *type = type_from_json(rq->arena, type_json);
    if (!type || type->kind == TYPE_DYNAMIC)
        return misfit(rq, at, &type_dynamic);
    GUARD(decode(rq, at, type, &wire->via.array.ptr[1], out));
    out->dynamic_type = type;
    return true;
}

static bool decode(struct request *rq, struct path at, const struct type *type, const msgpack_object *wire, struct value *out)
{
    *out = VALUE_OF_NULL;
    if (wire->type == MSGPACK_OBJECT_NIL)
        return true;
    if (wire->type == MSGPACK_OBJECT_EXT) {
        *out = VALUE_OF_UNKNOWN;
        return true;
    }
    switch (type->kind) {
    case TYPE_STRING:
        return decode_string(rq, at, wire, out);
    case TYPE_NUMBER:
        return decode_number(rq, at, wire, out);
    case TYPE_BOOL:
        return decode_bool(rq, at, wire, out);
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        return decode_items(rq, at, type, wire, out);
    case TYPE_MAP:
    case TYPE_OBJECT:
        return decode_mapping(rq, at, type, wire, out);
    case TYPE_DYNAMIC:
        return decode_dynamic(rq, at, wire, out);
    }
    return misfit(rq, at, type);
}

/* ---- the shape of the bytes ---- */

enum { DEPTH_MAX = 32 };

/* What follows a leading byte. Source: the msgpack specification, "Formats". */
static const struct wire_form {
    uint8_t low, high;    /* of the leading byte */
    uint8_t length_bytes; /* of the big-endian length behind it; 0: the low bits of the leading byte under `mask` */
    uint8_t mask;
    uint8_t fixed;    /* bytes that always follow */
    uint8_t children; /* values a unit of length stands for; 0: a unit is a byte */
} wire_forms[] = {
    {.low = 0x00, .high = 0x7f},
    {.low = 0x80, .high = 0x8f, .mask = 0x0f, .children = 2},
    {.low = 0x90, .high = 0x9f, .mask = 0x0f, .children = 1},
    {.low = 0xa0, .high = 0xbf, .mask = 0x1f},
    {.low = 0xc0, .high = 0xc0},
    {.low = 0xc2, .high = 0xc3},
    {.low = 0xc4, .high = 0xc4, .length_bytes = 1},
    {.low = 0xc5, .high = 0xc5, .length_bytes = 2},
    {.low = 0xc6, .high = 0xc6, .length_bytes = 4},
    {.low = 0xc7, .high = 0xc7, .length_bytes = 1, .fixed = 1},
    {.low = 0xc8, .high = 0xc8, .length_bytes = 2, .fixed = 1},
    {.low = 0xc9, .high = 0xc9, .length_bytes = 4, .fixed = 1},
    {.low = 0xca, .high = 0xca, .fixed = 4},
    {.low = 0xcb, .high = 0xcb, .fixed = 8},
    {.low = 0xcc, .high = 0xcc, .fixed = 1},
    {.low = 0xcd, .high = 0xcd, .fixed = 2},
    {.low = 0xce, .high = 0xce, .fixed = 4},
    {.low = 0xcf, .high = 0xcf, .fixed = 8},
    {.low = 0xd0, .high = 0xd0, .fixed = 1},
    {.low = 0xd1, .high = 0xd1, .fixed = 2},
    {.low = 0xd2, .high = 0xd2, .fixed = 4},
    {.low = 0xd3, .high = 0xd3, .fixed = 8},
    {.low = 0xd4, .high = 0xd4, .fixed = 2},
    {.low = 0xd5, .high = 0xd5, .fixed = 3},
    {.low = 0xd6, .high = 0xd6, .fixed = 5},
    {.low = 0xd7, .high = 0xd7, .fixed = 9},
    {.low = 0xd8, .high = 0xd8, .fixed = 17},
    {.low = 0xd9, .high = 0xd9, .length_bytes = 1},
    {.low = 0xda, .high = 0xda, .length_bytes = 2},
    {.low = 0xdb, .high = 0xdb, .length_bytes = 4},
    {.low = 0xdc, .high = 0xdc, .length_bytes = 2, .children = 1},
    {.low = 0xdd, .high = 0xdd, .length_bytes = 4, .children = 1},
    {.low = 0xde, .high = 0xde, .length_bytes = 2, .children = 2},
    {.low = 0xdf, .high = 0xdf, .length_bytes = 4, .children = 2},
    {.low = 0xe0, .high = 0xff},
};

static const struct wire_form *form_of(uint8_t leading)
{
    for (size_t at = 0; at < ARRAY_LENGTH(wire_forms); at++)
        if (leading >= wire_forms[at].low && leading <= wire_forms[at].high)
            return &wire_forms[at];
    return NULL;
}

/* Cuts the leading byte and the bytes that belong to it, and says how many values follow inside. */
static bool take_head(struct str *rest, uint64_t *children)
{
    const uint8_t *bytes = (const uint8_t *)rest->ptr;
    const struct wire_form *form = rest->len > 0 ? form_of(bytes[0]) : NULL;
    if (!form || rest->len < 1u + form->length_bytes)
        return false;
    uint64_t length = form->mask & bytes[0];
    for (size_t at = 1; at <= form->length_bytes; at++)
        length = length << 8 | bytes[at];
    uint64_t own = 1u + form->length_bytes + form->fixed + (form->children == 0 ? length : 0);
    if (own > rest->len)
        return false;
    *children = form->children * length;
    *rest = str_slice(*rest, (size_t)own, rest->len);
    return true;
}

/* Whether the bytes are one whole value that nests no deeper than DEPTH_MAX. msgpack-c makes room for as many elements as are declared before it has
 * seen them, so what it gets to see must be true. */
static bool is_one_value(struct str bytes)
{
    uint64_t left[DEPTH_MAX + 1] = {1};
    for (size_t depth = 0;;) {
        while (left[depth] == 0) {
            if (depth == 0)
                return bytes.len == 0;
            depth--;
        }
        left[depth]--;
        uint64_t children;
        if (!take_head(&bytes, &children) || (children > 0 && depth == DEPTH_MAX))
            return false;
        if (children > 0)
            left[++depth] = children;
    }
}

bool msgpack_decode(struct request *rq, const struct type *type, struct str bytes, struct value *out)
{
    AUTO(destroy_zone) msgpack_zone *zone = msgpack_zone_new(8192);
    msgpack_object wire;
    size_t used = 0;
    if (!zone || !is_one_value(bytes) || msgpack_unpack(bytes.ptr, bytes.len, &used, zone, &wire) != MSGPACK_UNPACK_SUCCESS)
        return diag_error(rq, PATH_ROOT, "Value cannot be decoded",
                          "The client sent %zu bytes that are not one whole msgpack value of at most %d levels.", bytes.len, DEPTH_MAX);
    return decode(rq, PATH_ROOT, type, &wire, out);
}

/* ---- writing ---- */

static int append_bytes(void *data, const char *bytes, size_t count)
{
    buffer_append(data, (struct str){bytes, count});
    return 0;
}

static void encode(msgpack_packer *packer, struct arena *arena, const struct type *type, const struct value *value);

static void encode_text(msgpack_packer *packer, struct str text)
{
    msgpack_pack_str(packer, text.len);
    msgpack_pack_str_body(packer, text.ptr ? text.ptr : "", text.len);
}

static void encode_number(msgpack_packer *packer, const struct value *value)
{
    int64_t integer;
    if (value_to_int64(value, &integer))
        msgpack_pack_int64(packer, integer);
    else
        encode_text(packer, value->text);
}

static void encode_items(msgpack_packer *packer, struct arena *arena, const struct type *type, const struct value *value)
{
    msgpack_pack_array(packer, value->count);
    for (size_t at = 0; at < value->count; at++)
        encode(packer, arena, type->kind == TYPE_TUPLE ? type->members[at].type : type->element, &value->items[at]);
}

static void encode_map(msgpack_packer *packer, struct arena *arena, const struct type *type, const struct value *value)
{
    msgpack_pack_map(packer, value->count);
    for (size_t at = 0; at < value->count; at++) {
        encode_text(packer, value->members[at].name);
        encode(packer, arena, type->element, &value->members[at].value);
    }
}

static void encode_object(msgpack_packer *packer, struct arena *arena, const struct type *type, const struct value *value)
{
    msgpack_pack_map(packer, type->count);
    for (size_t at = 0; at < type->count; at++) {
        struct value member = value_member(value, type->members[at].name);
        encode_text(packer, type->members[at].name);
        encode(packer, arena, type->members[at].type, &member);
    }
}

static void encode_dynamic(msgpack_packer *packer, struct arena *arena, const struct value *value)
{
    struct str type_json = type_to_json(arena, value->dynamic_type);
    msgpack_pack_array(packer, 2);
    msgpack_pack_bin(packer, type_json.len);
    msgpack_pack_bin_body(packer, type_json.ptr, type_json.len);
    encode(packer, arena, value->dynamic_type, value);
}

static bool kind_fits(const struct type *type, const struct value *value)
{
    static const enum value_kind kinds[] = {
        [TYPE_STRING] = VALUE_STRING, [TYPE_NUMBER] = VALUE_NUMBER, [TYPE_BOOL] = VALUE_BOOL,      [TYPE_LIST] = VALUE_SEQUENCE,
        [TYPE_SET] = VALUE_SEQUENCE,  [TYPE_MAP] = VALUE_MAPPING,   [TYPE_TUPLE] = VALUE_SEQUENCE, [TYPE_OBJECT] = VALUE_MAPPING,
    };
    return type->kind == TYPE_DYNAMIC || kinds[type->kind] == value->kind;
}

static void encode_known(msgpack_packer *packer, struct arena *arena, const struct type *type, const struct value *value)
{
    switch (type->kind) {
    case TYPE_STRING:
        encode_text(packer, value->text);
        break;
    case TYPE_NUMBER:
        encode_number(packer, value);
        break;
    case TYPE_BOOL:
        value->boolean ? msgpack_pack_true(packer) : msgpack_pack_false(packer);
        break;
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        encode_items(packer, arena, type, value);
        break;
    case TYPE_MAP:
        encode_map(packer, arena, type, value);
        break;
    case TYPE_OBJECT:
        encode_object(packer, arena, type, value);
        break;
    case TYPE_DYNAMIC:
        encode_dynamic(packer, arena, value);
        break;
    }
}

static void encode(msgpack_packer *packer, struct arena *arena, const struct type *type, const struct value *value)
{
    if (type->kind == TYPE_DYNAMIC && value->dynamic_type) {
        encode_dynamic(packer, arena, value);
        return;
    }
    if (value->kind == VALUE_NULL) {
        msgpack_pack_nil(packer);
        return;
    }
    if (value->kind == VALUE_UNKNOWN) {
        msgpack_pack_ext_with_body(packer, "", 1, 0);
        return;
    }
    if (!kind_fits(type, value)) {
        fprintf(stderr, "panic: a value of kind %d is no %s\n", (int)value->kind, type_to_json(arena, type).ptr);
        abort();
    }
    encode_known(packer, arena, type, value);
}

struct str msgpack_encode(struct arena *arena, const struct type *type, const struct value *value)
{
    struct buffer bytes = {.arena = arena};
    msgpack_packer packer;
    msgpack_packer_init(&packer, &bytes, append_bytes);
    encode(&packer, arena, type, value);
    return buffer_str(&bytes);
}
