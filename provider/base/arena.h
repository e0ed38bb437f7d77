/* provider/base/arena.h - memory that lives as long as one request.
 *
 * Everything allocated from an arena is released at once by arena_clean_up; nothing is freed singly. When memory runs out the process ends with a
 * crash line, so no caller checks for NULL. One arena belongs to one thread at a time. Under AddressSanitizer every allocation is a separate block,
 * so that overruns are seen. */
#ifndef ESDR_BASE_ARENA_H
#define ESDR_BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
};

#define AUTO_ARENA AUTO(arena_clean_up) struct arena

/* An arena initialised with {0} is ready to use. Releases everything; the arena is then empty and may be used again. */
void arena_clean_up(struct arena *arena);

/* Zeroed memory for `count` elements of `size` bytes, aligned for any type. Never NULL; `count` may be 0. */
void *arena_allocate(struct arena *arena, size_t count, size_t size);

/* One zeroed object, or an array of them. */
#define ARENA_NEW(arena, type) ((type *)arena_allocate((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_allocate((arena), (count), sizeof(type)))

/* A copy of the text, NUL-terminated behind its end. */
struct str arena_copy(struct arena *arena, struct str text);

/* The same as a C string; bytes after an embedded NUL are lost to C functions. */
const char *arena_c_string(struct arena *arena, struct str text);

/* Formatted text, NUL-terminated behind its end. */
struct str arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
struct str arena_format_list(struct arena *arena, const char *format, va_list arguments);

/* A copy with every byte that is no well-formed UTF-8 replaced by '?'. Well-formed text is returned as it is. */
struct str arena_utf8(struct arena *arena, struct str text);

#endif
