/* provider/base/buffer.h - text that grows, in an arena. */
#ifndef ESDR_BASE_BUFFER_H
#define ESDR_BASE_BUFFER_H

#include "base/arena.h"

struct buffer {
    struct arena *arena; /* set by the owner: struct buffer text = {.arena = rq->arena}; */
    char *ptr;
    size_t len, capacity;
};

void buffer_append(struct buffer *buffer, struct str text);
void buffer_append_byte(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);

/* Lower-case hexadecimal of the bytes. */
void buffer_append_hex(struct buffer *buffer, const void *bytes, size_t count);

/* The text as a JSON string, in quotes. Bytes from 0x80 on go out as they are: the text must be UTF-8. */
void buffer_append_json_string(struct buffer *buffer, struct str text);

/* What has been written. Valid until the next append. */
struct str buffer_str(const struct buffer *buffer);

/* The same, NUL-terminated. */
const char *buffer_c_string(struct buffer *buffer);

#endif
