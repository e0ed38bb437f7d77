/* provider/value/value.h - a value as Terraform means it: null, unknown, or known with exact numbers. Values are immutable trees in an arena. */
#ifndef ESDR_VALUE_VALUE_H
#define ESDR_VALUE_VALUE_H

#include "value/type.h"

enum value_kind { VALUE_NULL, VALUE_UNKNOWN, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_SEQUENCE, VALUE_MAPPING };

struct value {
    enum value_kind kind;
    bool boolean;                       /* VALUE_BOOL */
    struct str text;                    /* VALUE_STRING; VALUE_NUMBER: the decimal text, exact, as it came */
    const struct value *items;          /* VALUE_SEQUENCE: list, tuple, or set (sorted by value_compare, without equal known elements) */
    const struct value_member *members; /* VALUE_MAPPING: map or object, sorted by name, bytewise */
    size_t count;                       /* of items or members */
    const struct type *dynamic_type;    /* where the schema says "dynamic": the value's own type; NULL for a null or unknown of unknown type */
};

struct value_member {
    struct str name;
    struct value value;
};

#define VALUE_OF_NULL ((struct value){.kind = VALUE_NULL})
#define VALUE_OF_UNKNOWN ((struct value){.kind = VALUE_UNKNOWN})

struct value value_string(struct str text);
struct value value_bool(bool boolean);
struct value value_integer(struct arena *arena, int64_t number);

/* An object or map from `count` members in any order; of equal names the last wins. The array is sorted in place and must outlive the value. */
struct value value_mapping(struct value_member *members, size_t count);

/* A list or tuple; the array must outlive the value. */
struct value value_sequence(const struct value *items, size_t count);

/* A set: the array is sorted in place and equal known elements coalesce. */
struct value value_set(struct value *items, size_t count);

/* The member called `name` of a mapping; null when there is none or the value is no mapping. */
struct value value_member(const struct value *mapping, struct str name);

/* The same mapping with one member replaced or added. */
struct value value_with_member(struct arena *arena, const struct value *mapping, struct str name, struct value member);

/* A total order; 0 means equal. Numbers compare by their exact decimal value (1, 1.0 and 1e0 are equal). Refinements of unknowns do not exist here.
 */
int value_compare(const struct value *a, const struct value *b);
bool value_equal(const struct value *a, const struct value *b);

/* Whether no part of the value is unknown. */
bool value_is_wholly_known(const struct value *value);

/* The same value with every unknown part replaced by null. */
struct value value_without_unknowns(struct arena *arena, const struct value *value);

/* The integer a VALUE_NUMBER stands for. False when it has a fraction or does not fit. */
WARN_UNUSED bool value_to_int64(const struct value *number, int64_t *out);

/* Exact order of two decimal numbers in the forms of JSON. */
int number_compare(struct str a, struct str b);

/* Whether a text is a number in JSON's form. */
bool number_is_valid(struct str text);

#endif
