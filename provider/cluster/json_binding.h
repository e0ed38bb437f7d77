/* provider/cluster/json_binding.h - tables that bind members of JSON objects to fields of structs, read and written by the same table. Private. */
#ifndef ESDR_CLUSTER_JSON_BINDING_H
#define ESDR_CLUSTER_JSON_BINDING_H

#include "base/optional.h"
#include "base/path.h"

#include <jansson.h>

/* json_t that is released at the end of its scope. */
void json_clean_up(json_t **json);
#define AUTO_JSON AUTO(json_clean_up) json_t

enum json_kind {
    JSON_TEXT,   /* struct str; numbers and booleans are read as their text */
    JSON_FLAG,   /* struct optional_bool; "true" and "false" are read too (snapshots.md 3.3) */
    JSON_NUMBER, /* struct optional_int; whole numbers, also as text */
    JSON_LIST,   /* struct optional_strings; one text with commas is read as a list (snapshots.md 2.2) */
    JSON_MAP,    /* struct optional_map; values that are no strings are read as their JSON text */
};

struct json_field {
    const char *key;
    enum json_kind kind;
    size_t offset;
};

/* Reads the members of `object` that the table has; members that are missing or null leave their field as it is. Texts are copied to the arena.
 * False when one has a type that it cannot have: `wrong` is then its key. */
WARN_UNUSED bool json_read_fields(struct arena *arena, const json_t *object, const struct json_field *fields, size_t count, void *out,
                                  const char **wrong);

/* Sets the members whose fields are not absent. */
void json_write_fields(json_t *object, const struct json_field *fields, size_t count, const void *in);

/* Fields of an object within an object: "creation.schedule.cron"; "" is the object itself. */
struct json_section {
    const char *path;
    const struct json_field *fields;
    size_t count;
};

/* The same for several sections. Sections that are missing leave their fields as they are; those that have nothing to say are not written. */
WARN_UNUSED bool json_read_sections(struct arena *arena, const json_t *object, const struct json_section *sections, size_t count, void *out,
                                    const char **wrong);
void json_write_sections(json_t *object, const struct json_section *sections, size_t count, const void *in);

/* Copies from `stored` the members of sections of one level ("", "config") that no field names: what a replacement would lose although nobody asked
 * for it. */
void json_keep_unknown(json_t *object, const json_t *stored, const struct json_section *sections, size_t count);

/* Sets a member that is not absent. */
void json_set_text(json_t *object, const char *key, struct str value);

/* A copy of a JSON string; of any other value its compact text with sorted keys; absent for NULL and null. */
struct str json_as_text(struct arena *arena, const json_t *value);

/* The member of a path of keys "a.b.c"; NULL when there is none; the object itself for "". Borrowed. */
const json_t *json_at(const json_t *object, const char *path);

/* Reads a list of texts or a text with commas; false for anything else. */
WARN_UNUSED bool json_read_list(struct arena *arena, const json_t *value, struct optional_strings *list);

/* Flattens nested objects ("a": {"b": 1} is "a.b": "1"), sorted by key; nulls are left out, lists are their JSON text. */
void json_read_settings(struct arena *arena, const json_t *object, struct optional_map *map);

#endif
