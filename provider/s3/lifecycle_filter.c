#include "s3/lifecycle_filter.h"

#include "s3/xml.h"

static bool needs_and(const struct xml_element *filter)
{
    return filter && filter->child_count > 1;
}

static void append_and(struct buffer *out, const struct xml_element *filter)
{
    buffer_append(out, STR("<And>"));
    for (const struct xml_element *child = filter->first_child; child; child = child->next)
        buffer_append(out, str_equal(child->name, STR("And")) ? child->inner : child->outer);
    buffer_append(out, STR("</And>"));
}

struct str lifecycle_text_to_write(struct arena *arena, const struct lifecycle *document)
{
    const struct xml_element *root;
    struct xml_error error;
    struct buffer out = {.arena = arena};
    const char *copied = document->xml.ptr;
    if (!xml_parse(arena, document->xml, &root, &error))
        return document->xml;
    for (const struct xml_element *rule = xml_child(root, STR("Rule")); rule; rule = xml_next(rule)) {
        const struct xml_element *filter = xml_child(rule, STR("Filter"));
        if (!needs_and(filter))
            continue;
        buffer_append(&out, (struct str){copied, (size_t)(filter->inner.ptr - copied)});
        append_and(&out, filter);
        copied = filter->inner.ptr + filter->inner.len;
    }
    buffer_append(&out, str_slice(document->xml, (size_t)(copied - document->xml.ptr), document->xml.len));
    return buffer_str(&out);
}
