#include "aws/lower_case.h"

#include "base/buffer.h"

struct str lower_case(struct arena *arena, struct str text)
{
    struct buffer lower = {.arena = arena};
    for (size_t i = 0; i < text.len; i++)
        buffer_append_byte(&lower, (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] - 'A' + 'a' : text.ptr[i]));
    return buffer_str(&lower);
}
