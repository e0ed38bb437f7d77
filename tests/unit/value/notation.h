/* tests/unit/value/notation.h - short texts for types, bytes and values, so that a table can show a case in one line. */
#ifndef ESDR_TESTS_VALUE_NOTATION_H
#define ESDR_TESTS_VALUE_NOTATION_H

#include "base/expect.h"
#include "value/value.h"

/* Bytes from hexadecimal pairs and texts in apostrophes: "a5 'hello'". */
struct str bytes_of(struct arena *arena, const char *notation);

/* The type that the JSON describes; the test fails when it describes none. */
const struct type *type_of(struct arena *arena, const char *json);

/* A value as text: JSON, with ? for unknown and <type> before the values of dynamic types. NUL-terminated. */
struct str value_text(struct arena *arena, const struct value *value);

#endif
