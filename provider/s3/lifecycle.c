#include "s3/lifecycle.h"

#include "s3/lifecycle_view.h"

#define NEW_ROOT "<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
#define ROOT_END "</LifecycleConfiguration>"

static bool refuse(struct arena *arena, struct str *reason, const char *format, ...) PRINTF_LIKE(3, 4);

static bool refuse(struct arena *arena, struct str *reason, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    *reason = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return false;
}

static bool parse_root(struct arena *arena, struct str xml, const struct xml_element **root, struct str *reason)
{
    struct xml_error error;
    if (!xml_parse(arena, xml, root, &error))
        return refuse(arena, reason, "it is no XML document that can be read: %s (line %zu)", error.reason, error.line);
    if (!str_equal_ignoring_case((*root)->name, STR("LifecycleConfiguration")))
        return refuse(arena, reason, "it is a <%.*s>, not a <LifecycleConfiguration>", STR_ARGS((*root)->name));
    return true;
}

static struct lifecycle_rule read_rule(struct arena *arena, const struct xml_element *element)
{
    struct lifecycle_rule rule = {.xml = element->outer, .view = lifecycle_view_read(arena, element)};
    rule.id = rule.view.id;
    return rule;
}

static void read_rules(struct arena *arena, const struct xml_element *root, struct lifecycle *out)
{
    struct lifecycle_rule *rules = ARENA_ARRAY(arena, struct lifecycle_rule, root->child_count);
    out->count = 0;
    for (const struct xml_element *element = xml_child(root, STR("Rule")); element; element = xml_next(element))
        rules[out->count++] = read_rule(arena, element);
    out->rules = rules;
}

bool lifecycle_parse(struct arena *arena, struct str xml, struct lifecycle *out, struct str *reason)
{
    const struct xml_element *root;
    GUARD(parse_root(arena, xml, &root, reason));
    *out = (struct lifecycle){.xml = xml};
    read_rules(arena, root, out);
    return true;
}

const struct lifecycle_rule *lifecycle_find(const struct lifecycle *document, struct str id)
{
    for (size_t at = 0; at < document->count; at++)
        if (document->rules[at].id.ptr && str_equal(document->rules[at].id, id))
            return &document->rules[at];
    return NULL;
}

static bool needs_filter(const struct lifecycle_rule_view *rule)
{
    bool newer = rule->newer_noncurrent_versions.set;
    for (size_t at = 0; at < rule->noncurrent_transition_count; at++)
        newer |= rule->noncurrent_transitions[at].newer_noncurrent_versions.set;
    return newer || rule->filter.tag_count > 0 || rule->filter.object_size_greater_than.set || rule->filter.object_size_less_than.set;
}

enum lifecycle_form lifecycle_form_for(const struct lifecycle *document, const struct lifecycle_rule_view *rule)
{
    size_t old_form = 0, others = 0;
    for (size_t at = 0; at < document->count; at++) {
        if (document->rules[at].id.ptr && str_equal(document->rules[at].id, rule->id))
            continue;
        others++;
        old_form += document->rules[at].view.prefix_at_rule;
    }
    if (others == 0 || old_form < others)
        return LIFECYCLE_FILTER;
    return needs_filter(rule) ? LIFECYCLE_FORM_MIXED : LIFECYCLE_RULE_PREFIX;
}

/* Fails for documents in which a rule cannot be named or added safely. */
static bool check_editable(struct arena *arena, const struct lifecycle *document, struct str id, struct str *reason)
{
    const struct xml_element *root;
    GUARD(parse_root(arena, document->xml, &root, reason));
    if (root->has_prefix)
        return refuse(arena, reason, "its elements carry a namespace prefix, which esdr cannot add to");
    size_t same = 0;
    for (size_t at = 0; at < document->count; at++)
        same += document->rules[at].id.ptr && str_equal(document->rules[at].id, id);
    if (same > 1)
        return refuse(arena, reason, "it has %zu rules with the id \"%.*s\"", same, STR_ARGS(id));
    return true;
}

/* The document with its bytes [from, to) replaced. */
static bool splice(struct arena *arena, const struct lifecycle *document, size_t from, size_t to, struct str piece, struct lifecycle *out,
                   struct str *reason)
{
    struct buffer text = {.arena = arena};
    buffer_append(&text, str_slice(document->xml, 0, from));
    buffer_append(&text, piece);
    buffer_append(&text, str_slice(document->xml, to, document->xml.len));
    struct str transition_default = document->transition_default;
    GUARD(lifecycle_parse(arena, buffer_str(&text), out, reason));
    out->transition_default = transition_default;
    return true;
}

static size_t offset_in(const struct lifecycle *document, struct str part)
{
    return (size_t)(part.ptr - document->xml.ptr);
}

static bool start_document(struct arena *arena, const struct lifecycle *document, struct str rule_xml, struct lifecycle *out, struct str *reason)
{
    struct lifecycle empty = {.xml = STR(NEW_ROOT ROOT_END), .transition_default = document->transition_default};
    return splice(arena, &empty, sizeof(NEW_ROOT) - 1, sizeof(NEW_ROOT) - 1, rule_xml, out, reason);
}

/* Behind the last rule, or where the root's content ends. <LifecycleConfiguration/> has no inside: it is replaced. */
static bool append_rule(struct arena *arena, const struct lifecycle *document, struct str rule_xml, struct lifecycle *out, struct str *reason)
{
    const struct xml_element *root;
    GUARD(parse_root(arena, document->xml, &root, reason));
    if (!root->inner.ptr)
        return start_document(arena, document, rule_xml, out, reason);
    struct str last = document->count > 0 ? document->rules[document->count - 1].xml : root->inner;
    size_t at = offset_in(document, last) + last.len;
    return splice(arena, document, at, at, rule_xml, out, reason);
}

bool lifecycle_put(struct arena *arena, const struct lifecycle *document, struct str id, struct str rule_xml, struct lifecycle *out,
                   struct str *reason)
{
    if (str_is_empty(document->xml))
        return start_document(arena, document, rule_xml, out, reason);
    GUARD(check_editable(arena, document, id, reason));
    const struct lifecycle_rule *old = lifecycle_find(document, id);
    if (!old && document->count >= LIFECYCLE_RULES_MAX)
        return refuse(arena, reason, "it has %zu rules already, and S3 allows %d", document->count, LIFECYCLE_RULES_MAX);
    if (!old)
        return append_rule(arena, document, rule_xml, out, reason);
    size_t at = offset_in(document, old->xml);
    return splice(arena, document, at, at + old->xml.len, rule_xml, out, reason);
}

bool lifecycle_remove(struct arena *arena, const struct lifecycle *document, struct str id, struct lifecycle *out, struct str *reason)
{
    const struct lifecycle_rule *old = lifecycle_find(document, id);
    if (!old) {
        *out = *document;
        return true;
    }
    GUARD(check_editable(arena, document, id, reason));
    size_t from = offset_in(document, old->xml), to = from + old->xml.len;
    struct str before = str_slice(document->xml, 0, from);
    while (before.len > 0 && str_trim(str_slice(before, before.len - 1, before.len)).len == 0)
        before.len--;
    return splice(arena, document, before.len, to, STR(""), out, reason);
}
