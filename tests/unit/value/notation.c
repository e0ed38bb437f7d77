#include "value/notation.h"

#include <stdlib.h>
#include <string.h>

struct str bytes_of(struct arena *arena, const char *notation)
{
    struct buffer bytes = {.arena = arena};
    while (*notation) {
        if (*notation == '\'') {
            const char *end = strchr(notation + 1, '\'');
            assert_non_null(end);
            buffer_append(&bytes, (struct str){notation + 1, (size_t)(end - notation - 1)});
            notation = end + 1;
        } else if (*notation == ' ') {
            notation++;
        } else {
            char pair[] = {notation[0], notation[1], '\0'};
            buffer_append_byte(&bytes, (char)strtoul(pair, NULL, 16));
            notation += 2;
        }
    }
    return buffer_str(&bytes);
}

const struct type *type_of(struct arena *arena, const char *json)
{
    const struct type *type = type_from_json(arena, str_from(json));
    assert_non_null(type);
    return type;
}

static void append(struct buffer *text, const struct value *value);

static void append_parts(struct buffer *text, const struct value *value)
{
    bool is_mapping = value->kind == VALUE_MAPPING;
    buffer_append(text, is_mapping ? STR("{") : STR("["));
    for (size_t at = 0; at < value->count; at++) {
        buffer_append(text, at > 0 ? STR(",") : STR(""));
        if (is_mapping)
            buffer_format(text, "%.*s:", STR_ARGS(value->members[at].name));
        append(text, is_mapping ? &value->members[at].value : &value->items[at]);
    }
    buffer_append(text, is_mapping ? STR("}") : STR("]"));
}

static void append(struct buffer *text, const struct value *value)
{
    if (value->dynamic_type)
        buffer_format(text, "<%.*s>", STR_ARGS(type_to_json(text->arena, value->dynamic_type)));
    switch (value->kind) {
    case VALUE_NULL:
        buffer_append(text, STR("null"));
        break;
    case VALUE_UNKNOWN:
        buffer_append(text, STR("?"));
        break;
    case VALUE_BOOL:
        buffer_append(text, value->boolean ? STR("true") : STR("false"));
        break;
    case VALUE_NUMBER:
        buffer_append(text, value->text);
        break;
    case VALUE_STRING:
        buffer_append_byte(text, '"');
        buffer_append(text, value->text);
        buffer_append_byte(text, '"');
        break;
    case VALUE_SEQUENCE:
    case VALUE_MAPPING:
        append_parts(text, value);
        break;
    }
}

struct str value_text(struct arena *arena, const struct value *value)
{
    struct buffer text = {.arena = arena};
    append(&text, value);
    (void)buffer_c_string(&text);
    return buffer_str(&text);
}
