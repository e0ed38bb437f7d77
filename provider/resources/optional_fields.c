#include "resources/optional_fields.h"

struct str text_of(struct string_field field)
{
    if (!FIELD_IS_KNOWN(field))
        return (struct str){0};
    return field.value.ptr ? field.value : STR("");
}

struct optional_bool optional_bool_of(struct bool_field field)
{
    return (struct optional_bool){FIELD_IS_KNOWN(field), field.value};
}

struct optional_int optional_int_of(struct int_field field)
{
    return (struct optional_int){FIELD_IS_KNOWN(field), field.value};
}

struct optional_strings texts_of(struct arena *arena, const struct strings_field *field)
{
    struct str *items = ARENA_ARRAY(arena, struct str, field->count);
    for (size_t at = 0; at < field->count; at++)
        items[at] = text_of(field->items[at]);
    return (struct optional_strings){FIELD_IS_KNOWN(*field), items, field->count};
}

struct optional_map map_of(struct arena *arena, const struct map_field *field)
{
    struct string_pair *pairs = ARENA_ARRAY(arena, struct string_pair, field->count);
    for (size_t at = 0; at < field->count; at++)
        pairs[at] = (struct string_pair){field->entries[at].key, text_of(field->entries[at].value)};
    return (struct optional_map){FIELD_IS_KNOWN(*field), pairs, field->count};
}

struct string_field text_field(struct str text)
{
    return text.ptr ? known_string(text) : (struct string_field){0};
}

struct bool_field bool_field(struct optional_bool value)
{
    return value.set ? known_bool(value.value) : (struct bool_field){0};
}

struct int_field int_field(struct optional_int value)
{
    return value.set ? known_int(value.value) : (struct int_field){0};
}

struct strings_field texts_field(struct arena *arena, struct optional_strings texts, const struct strings_field *prior)
{
    bool was_empty = FIELD_IS_KNOWN(*prior) && prior->count == 0;
    if (texts.count == 0)
        return was_empty ? *prior : (struct strings_field){0};
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, texts.count);
    for (size_t at = 0; at < texts.count; at++)
        items[at] = known_string(texts.items[at]);
    return (struct strings_field){FIELD_KNOWN, items, texts.count};
}

struct map_field map_field_of(struct arena *arena, struct optional_map map, const struct map_field *prior)
{
    bool was_empty = FIELD_IS_KNOWN(*prior) && prior->count == 0;
    if (map.count == 0)
        return was_empty ? *prior : (struct map_field){0};
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, map.count);
    for (size_t at = 0; at < map.count; at++)
        entries[at] = (struct map_entry){map.pairs[at].key, known_string(map.pairs[at].value)};
    return (struct map_field){FIELD_KNOWN, entries, map.count};
}
