#include "base/path.h"

#include "base/buffer.h"

static struct path with_step(struct path parent, struct path_step step)
{
    if (parent.length < PATH_STEPS_MAX)
        parent.steps[parent.length++] = step;
    return parent;
}

struct path path_attribute(struct path parent, struct str name)
{
    return with_step(parent, (struct path_step){.kind = PATH_ATTRIBUTE, .name = name});
}

struct path path_key(struct path parent, struct str key)
{
    return with_step(parent, (struct path_step){.kind = PATH_KEY, .name = key});
}

struct path path_index(struct path parent, size_t index)
{
    return with_step(parent, (struct path_step){.kind = PATH_INDEX, .index = (int64_t)index});
}

bool path_equal(const struct path *a, const struct path *b)
{
    if (a->length != b->length)
        return false;
    for (size_t at = 0; at < a->length; at++) {
        const struct path_step *left = &a->steps[at], *right = &b->steps[at];
        if (left->kind != right->kind || left->index != right->index || !str_equal(left->name, right->name))
            return false;
    }
    return true;
}

struct str path_text(struct arena *arena, const struct path *path)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 0; at < path->length; at++) {
        const struct path_step *step = &path->steps[at];
        if (step->kind == PATH_INDEX)
            buffer_format(&text, "[%lld]", (long long)step->index);
        else if (step->kind == PATH_KEY)
            buffer_format(&text, "[\"%.*s\"]", STR_ARGS(step->name));
        else
            buffer_format(&text, "%s%.*s", at > 0 ? "." : "", STR_ARGS(step->name));
    }
    return buffer_str(&text);
}
