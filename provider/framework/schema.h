/* provider/framework/schema.h - what an object looks like: tables, generated from schemas/, that bind attributes to the fields of a model struct. */
#ifndef ESDR_FRAMEWORK_SCHEMA_H
#define ESDR_FRAMEWORK_SCHEMA_H

#include "framework/field.h"
#include "value/value.h"

enum attribute_kind {
    ATTRIBUTE_STRING,      /* struct string_field */
    ATTRIBUTE_BOOL,        /* struct bool_field */
    ATTRIBUTE_INTEGER,     /* struct int_field */
    ATTRIBUTE_STRING_LIST, /* struct strings_field */
    ATTRIBUTE_STRING_SET,  /* struct strings_field */
    ATTRIBUTE_STRING_MAP,  /* struct map_field */
    ATTRIBUTE_OBJECT,      /* the nested struct */
    ATTRIBUTE_OBJECT_LIST, /* struct objects_field */
    ATTRIBUTE_OBJECT_SET,  /* struct objects_field */
    ATTRIBUTE_OBJECT_MAP,  /* struct objects_field */
    ATTRIBUTE_BLOCK,       /* the nested struct; written as a block, null when absent. Only in the provider's configuration */
};

enum attribute_flag {
    ATTRIBUTE_REQUIRED = 1 << 0,
    ATTRIBUTE_OPTIONAL = 1 << 1,
    ATTRIBUTE_COMPUTED = 1 << 2,
    ATTRIBUTE_SENSITIVE = 1 << 3,
    ATTRIBUTE_REPLACE = 1 << 4,    /* a change replaces the object */
    ATTRIBUTE_STABLE = 1 << 5,     /* computed, and an update does not change it: planned as it was */
    ATTRIBUTE_UNREADABLE = 1 << 7, /* no server tells it: after an import it is null, and writing it down then replaces nothing. At the root only */
    ATTRIBUTE_WRITE_ONLY = 1 << 6, /* never in plan or state */
};

struct validator;

/* Checks one known value; adds an error at `at` and returns false when it does not pass. Of the two inputs the one that fits the attribute is used.
 */
typedef bool validate_fn(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number);

struct validator {
    validate_fn *check;
    int64_t minimum, maximum;
    const struct str *choices;
    size_t choice_count;
};

/* Whether two texts mean the same ("168h" and "7d"): then a difference between them is none. */
typedef bool same_meaning_fn(struct str a, struct str b);

struct attribute {
    struct str name;
    enum attribute_kind kind;
    unsigned flags;
    size_t offset;                      /* of the field in the model struct */
    const char *default_text;           /* NULL: none. Booleans "true" or "false", integers in decimal, strings as they are */
    same_meaning_fn *same_meaning;      /* NULL: only equal texts are equal. Strings, and elements of string collections */
    const struct validator *validators; /* applied to every known value, for collections to each element */
    size_t validator_count;
    const struct object_schema *nested; /* object kinds and blocks */
    const char *description;            /* Markdown */
    const char *wire_name;              /* the server's name for it where one is given, else NULL; the framework does not look at it */
};

enum attribute_rule_kind { RULE_EXACTLY_ONE, RULE_AT_MOST_ONE, RULE_AT_LEAST_ONE, RULE_ALL_OR_NONE };

/* A rule between attributes of one object. An unknown value counts as perhaps set: it never makes a rule fail by itself. */
struct attribute_rule {
    enum attribute_rule_kind kind;
    const struct str *names;
    size_t count;
};

struct object_schema {
    const struct attribute *attributes; /* sorted by name, bytewise */
    size_t count;
    size_t model_size; /* sizeof the model struct */
    const struct attribute_rule *rules;
    size_t rule_count;
};

struct schema {
    struct str name; /* "provider_thing"; "provider" for the provider's own */
    int64_t version;
    const char *description; /* Markdown */
    struct object_schema root;

    /* Resources: names of the required texts at the root that tell an object from all others of its type. Joined with "/" they are its import id,
     * and no value but the last has one. None: the type has no identity. */
    const struct str *identity;
    size_t identity_count;
};

/* The attribute of that name, or NULL. */
const struct attribute *schema_attribute(const struct object_schema *object, struct str name);

/* The type of the object's value, built on first use and kept for ever. Any thread. */
const struct type *schema_type(const struct object_schema *object);

/* Ready-made checks for the tables: one of the choices; text length in bytes, or a number, from minimum to maximum; text that is not empty. */
validate_fn validate_one_of, validate_length, validate_between, validate_not_empty;

/* Checks a configuration: validators, rules, write-only attributes the client cannot keep. Unknown parts are passed over. False when an error was
 * added. */
bool schema_validate(struct request *rq, const struct object_schema *object, const struct value *config, bool write_only_allowed);

#endif
