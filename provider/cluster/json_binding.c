#include "cluster/json_binding.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

void json_clean_up(json_t **json)
{
    json_decref(*json);
}

static void free_text(char **text)
{
    free(*text);
}

static struct str string_value(struct arena *arena, const json_t *value)
{
    return arena_copy(arena, (struct str){json_string_value(value), json_string_length(value)});
}

struct str json_as_text(struct arena *arena, const json_t *value)
{
    if (!value || json_is_null(value))
        return (struct str){0};
    if (json_is_string(value))
        return string_value(arena, value);
    AUTO(free_text) char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    return arena_copy(arena, str_from(text));
}

const json_t *json_at(const json_t *object, const char *path)
{
    struct str rest = str_from(path), key;
    const json_t *value = object;
    while (value && rest.len > 0 && str_next_field(&rest, '.', &key))
        value = json_object_getn(value, key.ptr, key.len);
    return value;
}

static bool read_text(struct arena *arena, const json_t *value, void *out)
{
    *(struct str *)out = json_as_text(arena, value);
    return !json_is_object(value) && !json_is_array(value);
}

static bool read_flag(struct arena *arena, const json_t *value, void *out)
{
    struct str text = json_as_text(arena, value);
    bool is_true = str_equal(text, STR("true"));
    *(struct optional_bool *)out = (struct optional_bool){true, is_true};
    return is_true || str_equal(text, STR("false"));
}

static bool read_number(struct arena *arena, const json_t *value, void *out)
{
    struct optional_int *number = out;
    number->set = true;
    return str_to_int64(json_as_text(arena, value), &number->value);
}

static size_t count_items(struct str text)
{
    size_t count = 0;
    struct str item;
    while (str_next_field(&text, ',', &item))
        count++;
    return count;
}

static void split_commas(struct arena *arena, struct str text, struct optional_strings *list)
{
    struct str *items = ARENA_ARRAY(arena, struct str, count_items(text));
    struct str item;
    size_t count = 0;
    while (text.len > 0 && str_next_field(&text, ',', &item))
        items[count++] = str_trim(item);
    *list = (struct optional_strings){true, items, count};
}

static bool copy_items(struct arena *arena, const json_t *array, struct optional_strings *list)
{
    size_t count = json_array_size(array);
    struct str *items = ARENA_ARRAY(arena, struct str, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(array, i);
        if (!json_is_string(item))
            return false;
        items[i] = string_value(arena, item);
    }
    *list = (struct optional_strings){true, items, count};
    return true;
}

bool json_read_list(struct arena *arena, const json_t *value, struct optional_strings *list)
{
    if (json_is_array(value))
        return copy_items(arena, value, list);
    if (!json_is_string(value))
        return false;
    split_commas(arena, string_value(arena, value), list);
    return true;
}

static bool read_list(struct arena *arena, const json_t *value, void *out)
{
    return json_read_list(arena, value, out);
}

/* jansson iterates over objects that it may not change only through pointers that it may. */
static json_t *iterable(const json_t *object)
{
    return (json_t *)(uintptr_t)object;
}

static void *first_member(const json_t *object)
{
    return json_object_iter(iterable(object));
}

static void *next_member(const json_t *object, void *at)
{
    return json_object_iter_next(iterable(object), at);
}

static int by_key(const void *a, const void *b)
{
    return str_compare(((const struct string_pair *)a)->key, ((const struct string_pair *)b)->key);
}

static bool read_map(struct arena *arena, const json_t *value, void *out)
{
    if (!json_is_object(value))
        return false;
    struct string_pair *pairs = ARENA_ARRAY(arena, struct string_pair, json_object_size(value));
    size_t count = 0;
    for (void *at = first_member(value); at; at = next_member(value, at)) {
        struct str key = arena_copy(arena, (struct str){json_object_iter_key(at), json_object_iter_key_len(at)});
        struct str text = json_as_text(arena, json_object_iter_value(at));
        pairs[count++] = (struct string_pair){key, text.ptr ? text : STR("null")};
    }
    qsort(pairs, count, sizeof *pairs, by_key);
    *(struct optional_map *)out = (struct optional_map){true, pairs, count};
    return true;
}

typedef bool reader(struct arena *arena, const json_t *value, void *out);
static reader *const readers[] = {
    [JSON_TEXT] = read_text, [JSON_FLAG] = read_flag, [JSON_NUMBER] = read_number, [JSON_LIST] = read_list, [JSON_MAP] = read_map,
};

bool json_read_fields(struct arena *arena, const json_t *object, const struct json_field *fields, size_t count, void *out, const char **wrong)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(object, fields[i].key);
        *wrong = fields[i].key;
        if (value && !json_is_null(value) && !readers[fields[i].kind](arena, value, (char *)out + fields[i].offset))
            return false;
    }
    return true;
}

static json_t *build_text(const void *in)
{
    const struct str *text = in;
    return text->ptr ? json_stringn(text->ptr, text->len) : NULL;
}

static json_t *build_flag(const void *in)
{
    const struct optional_bool *flag = in;
    return flag->set ? json_boolean(flag->value) : NULL;
}

static json_t *build_number(const void *in)
{
    const struct optional_int *number = in;
    return number->set ? json_integer(number->value) : NULL;
}

static json_t *build_list(const void *in)
{
    const struct optional_strings *list = in;
    if (!list->set)
        return NULL;
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_stringn(list->items[i].ptr, list->items[i].len));
    return array;
}

static json_t *build_map(const void *in)
{
    const struct optional_map *map = in;
    if (!map->set)
        return NULL;
    json_t *object = json_object();
    for (size_t i = 0; i < map->count; i++)
        json_object_setn_new(object, map->pairs[i].key.ptr, map->pairs[i].key.len, json_stringn(map->pairs[i].value.ptr, map->pairs[i].value.len));
    return object;
}

typedef json_t *builder(const void *in);
static builder *const builders[] = {
    [JSON_TEXT] = build_text, [JSON_FLAG] = build_flag, [JSON_NUMBER] = build_number, [JSON_LIST] = build_list, [JSON_MAP] = build_map,
};

void json_write_fields(json_t *object, const struct json_field *fields, size_t count, const void *in)
{
    for (size_t i = 0; i < count; i++) {
        json_t *value = builders[fields[i].kind]((const char *)in + fields[i].offset);
        if (value)
            json_object_set_new(object, fields[i].key, value);
    }
}

void json_set_text(json_t *object, const char *key, struct str value)
{
    if (value.ptr)
        json_object_set_new(object, key, json_stringn(value.ptr, value.len));
}

static json_t *member_object(json_t *object, struct str key)
{
    json_t *member = json_object_getn(object, key.ptr, key.len);
    if (member)
        return member;
    json_object_setn_new(object, key.ptr, key.len, json_object());
    return json_object_getn(object, key.ptr, key.len);
}

bool json_read_sections(struct arena *arena, const json_t *object, const struct json_section *sections, size_t count, void *out, const char **wrong)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *section = json_at(object, sections[i].path);
        *wrong = sections[i].path;
        if (section && !json_is_null(section) && !json_is_object(section))
            return false;
        GUARD(json_read_fields(arena, section, sections[i].fields, sections[i].count, out, wrong));
    }
    return true;
}

void json_write_sections(json_t *object, const struct json_section *sections, size_t count, const void *in)
{
    for (size_t i = 0; i < count; i++) {
        AUTO_JSON *members = json_object();
        struct str rest = str_from(sections[i].path), key;
        json_t *target = object;
        json_write_fields(members, sections[i].fields, sections[i].count, in);
        while (json_object_size(members) > 0 && rest.len > 0 && str_next_field(&rest, '.', &key))
            target = member_object(target, key);
        json_object_update(target, members);
    }
}

static bool is_named(struct str prefix, struct str key, const struct json_section *sections, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str path = str_from(sections[i].path);
        bool is_top = prefix.len == 0;
        if (is_top && (str_equal(path, key) || (path.len > key.len && str_starts_with(path, key) && path.ptr[key.len] == '.')))
            return true;
        for (size_t j = 0; str_equal(path, prefix) && j < sections[i].count; j++)
            if (str_equal(str_from(sections[i].fields[j].key), key))
                return true;
    }
    return false;
}

void json_keep_unknown(json_t *object, const json_t *stored, const struct json_section *sections, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str path = str_from(sections[i].path);
        const json_t *from = json_at(stored, sections[i].path);
        for (void *at = first_member(from); at; at = next_member(from, at)) {
            struct str key = str_from(json_object_iter_key(at));
            if (!is_named(path, key, sections, count))
                json_object_set(path.len ? member_object(object, path) : object, key.ptr, json_object_iter_value(at));
        }
    }
}

static size_t count_leaves(const json_t *object)
{
    if (!json_is_object(object))
        return 1;
    size_t count = 0;
    for (void *at = first_member(object); at; at = next_member(object, at))
        count += count_leaves(json_object_iter_value(at));
    return count;
}

static void add_leaves(struct arena *arena, struct str prefix, const json_t *object, struct string_pair *pairs, size_t *count)
{
    for (void *at = first_member(object); at; at = next_member(object, at)) {
        const json_t *value = json_object_iter_value(at);
        struct str key = arena_format(arena, "%.*s%s%s", STR_ARGS(prefix), prefix.len ? "." : "", json_object_iter_key(at));
        if (json_is_object(value))
            add_leaves(arena, key, value, pairs, count);
        else if (!json_is_null(value))
            pairs[(*count)++] = (struct string_pair){key, json_as_text(arena, value)};
    }
}

void json_read_settings(struct arena *arena, const json_t *object, struct optional_map *map)
{
    struct string_pair *pairs = ARENA_ARRAY(arena, struct string_pair, count_leaves(object));
    size_t count = 0;
    add_leaves(arena, (struct str){0}, object, pairs, &count);
    qsort(pairs, count, sizeof *pairs, by_key);
    *map = (struct optional_map){true, pairs, count};
}
