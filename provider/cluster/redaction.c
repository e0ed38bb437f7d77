#include "base/buffer.h"
#include "cluster/cluster_private.h"

enum { SECRET_MIN = 6 };

static struct str without(struct arena *arena, struct str text, struct str secret)
{
    struct buffer kept = {.arena = arena};
    for (size_t at = 0; at < text.len;) {
        struct str rest = str_slice(text, at, text.len);
        bool found = str_starts_with(rest, secret);
        buffer_append(&kept, found ? STR("(secret)") : str_slice(rest, 0, 1));
        at += found ? secret.len : 1;
    }
    return buffer_str(&kept);
}

struct str redact(struct arena *arena, struct str text, struct str secret)
{
    return secret.len >= SECRET_MIN && str_contains(text, secret) ? without(arena, text, secret) : text;
}
