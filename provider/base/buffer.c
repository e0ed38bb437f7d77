#include "base/buffer.h"

#include <string.h>

static void make_room(struct buffer *buffer, size_t bytes)
{
    if (bytes <= buffer->capacity - buffer->len)
        return;
    size_t capacity = buffer->capacity * 2 + bytes + 64;
    char *grown = arena_allocate(buffer->arena, capacity, 1);
    if (buffer->len > 0)
        memcpy(grown, buffer->ptr, buffer->len);
    buffer->ptr = grown;
    buffer->capacity = capacity;
}

void buffer_append(struct buffer *buffer, struct str text)
{
    make_room(buffer, text.len);
    if (text.len > 0)
        memcpy(buffer->ptr + buffer->len, text.ptr, text.len);
    buffer->len += text.len;
}

void buffer_append_byte(struct buffer *buffer, char byte)
{
    buffer_append(buffer, (struct str){&byte, 1});
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_append(buffer, arena_format_list(buffer->arena, format, arguments));
    va_end(arguments);
}

void buffer_append_hex(struct buffer *buffer, const void *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *from = bytes;
    for (size_t at = 0; at < count; at++) {
        buffer_append_byte(buffer, digits[from[at] >> 4]);
        buffer_append_byte(buffer, digits[from[at] & 15]);
    }
}

void buffer_append_json_string(struct buffer *buffer, struct str text)
{
    buffer_append_byte(buffer, '"');
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte == '"' || byte == '\\')
            buffer_format(buffer, "\\%c", byte);
        else if (byte < 0x20)
            buffer_format(buffer, "\\u%04x", byte);
        else
            buffer_append_byte(buffer, (char)byte);
    }
    buffer_append_byte(buffer, '"');
}

struct str buffer_str(const struct buffer *buffer)
{
    return (struct str){buffer->ptr, buffer->len};
}

const char *buffer_c_string(struct buffer *buffer)
{
    make_room(buffer, 1);
    buffer->ptr[buffer->len] = '\0';
    return buffer->ptr;
}
