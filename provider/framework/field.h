/* provider/framework/field.h - the fields of model structs: every one is null, unknown or known. {0} is null.
 *
 * A model struct has one field an attribute, in the order of the schema. Nested objects are structs whose first member is `enum field_state state`;
 * lists, sets and maps of nested objects are `struct objects_field`. What the fields point to lives in the request's arena. */
#ifndef ESDR_FRAMEWORK_FIELD_H
#define ESDR_FRAMEWORK_FIELD_H

#include "base/request.h"

enum field_state { FIELD_NULL, FIELD_UNKNOWN, FIELD_KNOWN };

struct string_field {
    enum field_state state;
    struct str value;
};

struct bool_field {
    enum field_state state;
    bool value;
};

struct int_field {
    enum field_state state;
    int64_t value;
};

/* list(string) and set(string). */
struct strings_field {
    enum field_state state;
    const struct string_field *items;
    size_t count;
};

struct map_entry {
    struct str key;
    struct string_field value;
};

/* map(string): sorted by key. */
struct map_field {
    enum field_state state;
    const struct map_entry *entries;
    size_t count;
};

/* list(object), set(object), map(object): `items` is an array of the nested struct. For maps `keys` runs beside it. */
struct objects_field {
    enum field_state state;
    void *items;
    const struct str *keys;
    size_t count;
};

#define FIELD_IS_KNOWN(field) ((field).state == FIELD_KNOWN)
#define FIELD_IS_NULL(field) ((field).state == FIELD_NULL)
#define FIELD_IS_UNKNOWN(field) ((field).state == FIELD_UNKNOWN)

static inline struct string_field known_string(struct str value)
{
    return (struct string_field){FIELD_KNOWN, value};
}

static inline struct bool_field known_bool(bool value)
{
    return (struct bool_field){FIELD_KNOWN, value};
}

static inline struct int_field known_int(int64_t value)
{
    return (struct int_field){FIELD_KNOWN, value};
}

/* The known value, or `otherwise` for null and unknown. */
static inline struct str string_or(struct string_field field, struct str otherwise)
{
    return FIELD_IS_KNOWN(field) ? field.value : otherwise;
}

static inline bool bool_or(struct bool_field field, bool otherwise)
{
    return FIELD_IS_KNOWN(field) ? field.value : otherwise;
}

#endif
