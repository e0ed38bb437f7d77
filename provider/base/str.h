/* provider/base/str.h - views of text by value. A view owns nothing and need not be NUL-terminated. */
#ifndef ESDR_BASE_STR_H
#define ESDR_BASE_STR_H

#include "base/compiler.h"

struct str {
    const char *ptr; /* may be NULL only when len is 0 */
    size_t len;      /* bytes */
};

/* A view of a string literal, usable in constant initialisers too (STR_INIT). */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                                                                                                                            \
    {                                                                                                                                                \
        "" literal, sizeof(literal) - 1                                                                                                              \
    }

/* For printf: the two arguments of "%.*s". */
#define STR_ARGS(view) (int)(view).len, (view).ptr ? (view).ptr : ""

/* A view of a NUL-terminated string; NULL gives the empty view. */
struct str str_from(const char *text);

bool str_equal(struct str a, struct str b);
bool str_equal_ignoring_case(struct str a, struct str b); /* ASCII only */
bool str_is_empty(struct str text);
bool str_starts_with(struct str text, struct str prefix);
bool str_ends_with(struct str text, struct str suffix);
bool str_contains(struct str text, struct str part);

/* Bytewise order, as memcmp with the shorter first: negative, zero or positive. */
int str_compare(struct str a, struct str b);

/* Position of the first `byte` at or after `from`, or text.len when there is none. */
size_t str_find_byte(struct str text, char byte, size_t from);

/* The part [from, to), clamped to the text. */
struct str str_slice(struct str text, size_t from, size_t to);

/* Without the spaces, tabs and line ends at both ends. */
struct str str_trim(struct str text);

/* Cuts the next field off `rest` at `separator`. False when nothing is left; a trailing separator gives one last empty field. */
bool str_next_field(struct str *rest, char separator, struct str *field);

/* Reads a decimal number that fills the whole text, with an optional minus. False on anything else, overflow included. */
WARN_UNUSED bool str_to_int64(struct str text, int64_t *number);

/* Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF). */
bool str_is_utf8(struct str text);

#endif
