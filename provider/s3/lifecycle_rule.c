#include "s3/lifecycle.h"
#include "s3/xml.h"

static void append_number(struct buffer *out, const char *name, struct optional_int number)
{
    if (number.set)
        buffer_format(out, "<%s>%lld</%s>", name, (long long)number.value, name);
}

/* A bare day means its midnight (s3.md 2.2). */
static void append_date(struct buffer *out, struct str date)
{
    if (str_is_empty(date))
        return;
    bool day_only = date.len == sizeof("2026-01-01") - 1;
    buffer_append(out, STR("<Date>"));
    xml_append_escaped(out, date);
    buffer_append(out, day_only ? STR("T00:00:00Z</Date>") : STR("</Date>"));
}

static void append_predicates(struct buffer *out, const struct lifecycle_filter *filter)
{
    if (!str_is_empty(filter->prefix))
        xml_append_element(out, "Prefix", filter->prefix);
    for (size_t at = 0; at < filter->tag_count; at++) {
        buffer_append(out, STR("<Tag>"));
        xml_append_element(out, "Key", filter->tags[at].key);
        xml_append_element(out, "Value", filter->tags[at].value);
        buffer_append(out, STR("</Tag>"));
    }
    append_number(out, "ObjectSizeGreaterThan", filter->object_size_greater_than);
    append_number(out, "ObjectSizeLessThan", filter->object_size_less_than);
}

/* One predicate stands alone, several need an And, none is written as the empty prefix (s3.md 2.2, 2.4). */
static void append_filter(struct buffer *out, const struct lifecycle_filter *filter)
{
    size_t predicates = !str_is_empty(filter->prefix) + filter->tag_count + filter->object_size_greater_than.set + filter->object_size_less_than.set;
    buffer_append(out, predicates > 1 ? STR("<Filter><And>") : STR("<Filter>"));
    if (predicates == 0)
        buffer_append(out, STR("<Prefix></Prefix>"));
    append_predicates(out, filter);
    buffer_append(out, predicates > 1 ? STR("</And></Filter>") : STR("</Filter>"));
}

static void append_expiration(struct buffer *out, const struct lifecycle_rule_view *rule)
{
    if (!rule->expiration_days.set && str_is_empty(rule->expiration_date) && !rule->expired_object_delete_marker.set)
        return;
    buffer_append(out, STR("<Expiration>"));
    append_number(out, "Days", rule->expiration_days);
    append_date(out, rule->expiration_date);
    if (rule->expired_object_delete_marker.set)
        xml_append_element(out, "ExpiredObjectDeleteMarker", rule->expired_object_delete_marker.value ? STR("true") : STR("false"));
    buffer_append(out, STR("</Expiration>"));
}

static void append_transitions(struct buffer *out, const struct lifecycle_rule_view *rule)
{
    for (size_t at = 0; at < rule->transition_count; at++) {
        buffer_append(out, STR("<Transition>"));
        append_number(out, "Days", rule->transitions[at].days);
        append_date(out, rule->transitions[at].date);
        xml_append_element(out, "StorageClass", rule->transitions[at].storage_class);
        buffer_append(out, STR("</Transition>"));
    }
    for (size_t at = 0; at < rule->noncurrent_transition_count; at++) {
        buffer_append(out, STR("<NoncurrentVersionTransition>"));
        append_number(out, "NoncurrentDays", rule->noncurrent_transitions[at].days);
        append_number(out, "NewerNoncurrentVersions", rule->noncurrent_transitions[at].newer_noncurrent_versions);
        xml_append_element(out, "StorageClass", rule->noncurrent_transitions[at].storage_class);
        buffer_append(out, STR("</NoncurrentVersionTransition>"));
    }
}

static void append_noncurrent_expiration(struct buffer *out, const struct lifecycle_rule_view *rule)
{
    if (!rule->noncurrent_expiration)
        return;
    buffer_append(out, STR("<NoncurrentVersionExpiration>"));
    append_number(out, "NoncurrentDays", rule->noncurrent_days);
    append_number(out, "NewerNoncurrentVersions", rule->newer_noncurrent_versions);
    buffer_append(out, STR("</NoncurrentVersionExpiration>"));
}

static void append_abort(struct buffer *out, const struct lifecycle_rule_view *rule)
{
    if (!rule->abort_incomplete_multipart_upload_days.set)
        return;
    buffer_append(out, STR("<AbortIncompleteMultipartUpload>"));
    append_number(out, "DaysAfterInitiation", rule->abort_incomplete_multipart_upload_days);
    buffer_append(out, STR("</AbortIncompleteMultipartUpload>"));
}

struct str lifecycle_rule_xml(struct arena *arena, const struct lifecycle_rule_view *rule, enum lifecycle_form form)
{
    struct buffer out = {.arena = arena};
    buffer_append(&out, STR("<Rule>"));
    xml_append_element(&out, "ID", rule->id);
    if (form == LIFECYCLE_RULE_PREFIX)
        xml_append_element(&out, "Prefix", rule->filter.prefix);
    else
        append_filter(&out, &rule->filter);
    xml_append_element(&out, "Status", rule->enabled ? STR("Enabled") : STR("Disabled"));
    append_expiration(&out, rule);
    append_transitions(&out, rule);
    append_noncurrent_expiration(&out, rule);
    append_abort(&out, rule);
    buffer_append(&out, STR("</Rule>"));
    return buffer_str(&out);
}
