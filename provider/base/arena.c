#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    max_align_t data[];
};

static void end_of_memory(void)
{
    fputs("panic: out of memory\n", stderr);
    abort();
}

static size_t rounded_up(size_t bytes)
{
    size_t unit = sizeof(max_align_t);
    if (bytes > SIZE_MAX - unit)
        end_of_memory();
    return (bytes + unit - 1) / unit * unit;
}

static struct arena_block *add_block(struct arena *arena, size_t bytes)
{
#ifdef __SANITIZE_ADDRESS__
    size_t size = bytes;
#else
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
#endif
    if (size > SIZE_MAX - sizeof(struct arena_block))
        end_of_memory();
    struct arena_block *block = calloc(1, sizeof(struct arena_block) + size);
    if (!block)
        end_of_memory();
    block->size = size;
    block->older = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_allocate(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        end_of_memory();
#ifdef __SANITIZE_ADDRESS__
    bytes += bytes == 0; /* a block of its own, like all others: nothing may follow it unaligned */
#else
    bytes = rounded_up(bytes);
#endif
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < bytes || block->used == block->size)
        block = add_block(arena, rounded_up(bytes) == 0 ? sizeof(max_align_t) : bytes);
    void *memory = (char *)block->data + block->used;
    block->used += bytes;
    return memory;
}

void arena_clean_up(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        free(block);
    }
}

struct str arena_copy(struct arena *arena, struct str text)
{
    char *copy = arena_allocate(arena, text.len + 1, 1);
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    return (struct str){copy, text.len};
}

const char *arena_c_string(struct arena *arena, struct str text)
{
    return arena_copy(arena, text).ptr;
}

struct str arena_format_list(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return STR("(text that cannot be formatted)");
    char *text = arena_allocate(arena, (size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return (struct str){text, (size_t)length};
}

struct str arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct str text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

struct str arena_utf8(struct arena *arena, struct str text)
{
    if (str_is_utf8(text))
        return text;
    struct str copy = arena_copy(arena, text);
    char *bytes = arena_allocate(arena, text.len + 1, 1);
    memcpy(bytes, copy.ptr, copy.len);
    for (size_t at = 0; at < copy.len;) {
        size_t length = 1;
        while (length < 4 && at + length < copy.len && !str_is_utf8(str_slice(copy, at, at + length)))
            length++;
        if (str_is_utf8(str_slice(copy, at, at + length))) {
            at += length;
            continue;
        }
        bytes[at++] = '?';
    }
    return (struct str){bytes, copy.len};
}
