#include "s3/lifecycle_view.h"

enum field_kind { NUMBER, RAW_TEXT, WORD, TRUTH };

/* A leaf element and where its value goes in the struct of its parent. */
struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
};

struct fields {
    const struct field *rows;
    size_t count;
};

#define VIEW(member) offsetof(struct lifecycle_rule_view, member)
#define TRANSITION(member) offsetof(struct lifecycle_transition, member)
#define FIELDS(table)                                                                                                                                \
    {                                                                                                                                                \
        table, ARRAY_LENGTH(table)                                                                                                                   \
    }

static const struct field filter_fields[] = {
    {"Prefix", RAW_TEXT, VIEW(filter.prefix)},
    {"ObjectSizeGreaterThan", NUMBER, VIEW(filter.object_size_greater_than)},
    {"ObjectSizeLessThan", NUMBER, VIEW(filter.object_size_less_than)},
};

static const struct field expiration_fields[] = {
    {"Days", NUMBER, VIEW(expiration_days)},
    {"Date", WORD, VIEW(expiration_date)},
    {"ExpiredObjectDeleteMarker", TRUTH, VIEW(expired_object_delete_marker)},
};

static const struct field noncurrent_expiration_fields[] = {
    {"NoncurrentDays", NUMBER, VIEW(noncurrent_days)},
    {"NewerNoncurrentVersions", NUMBER, VIEW(newer_noncurrent_versions)},
};

static const struct field abort_fields[] = {
    {"DaysAfterInitiation", NUMBER, VIEW(abort_incomplete_multipart_upload_days)},
};

static const struct field transition_fields[] = {
    {"Days", NUMBER, TRANSITION(days)},
    {"Date", WORD, TRANSITION(date)},
    {"StorageClass", WORD, TRANSITION(storage_class)},
};

static const struct field noncurrent_transition_fields[] = {
    {"NoncurrentDays", NUMBER, TRANSITION(days)},
    {"NewerNoncurrentVersions", NUMBER, TRANSITION(newer_noncurrent_versions)},
    {"StorageClass", WORD, TRANSITION(storage_class)},
};

/* Elements whose leaves belong to the rule itself. */
static const struct {
    const char *name;
    struct fields fields;
} containers[] = {
    {"Expiration", FIELDS(expiration_fields)},
    {"NoncurrentVersionExpiration", FIELDS(noncurrent_expiration_fields)},
    {"AbortIncompleteMultipartUpload", FIELDS(abort_fields)},
};

struct unknown_part {
    struct str name;
    struct unknown_part *next;
};

struct reader {
    struct arena *arena;
    struct lifecycle_rule_view *view;
    struct unknown_part *unknown; /* newest first */
};

static void add_unknown(struct reader *reader, const char *parent, struct str name)
{
    struct unknown_part *part = ARENA_NEW(reader->arena, struct unknown_part);
    part->name = arena_format(reader->arena, "%s%s%.*s", parent, *parent ? "/" : "", STR_ARGS(name));
    part->next = reader->unknown;
    reader->unknown = part;
    reader->view->unknown_count++;
}

static struct str raw_text(const struct xml_element *element)
{
    return element->text.ptr ? element->text : STR("");
}

static bool read_truth(struct str word, struct optional_bool *out)
{
    *out = (struct optional_bool){.set = true, .value = str_equal_ignoring_case(word, STR("true"))};
    return out->value || str_equal_ignoring_case(word, STR("false"));
}

static bool read_value(const struct xml_element *leaf, enum field_kind kind, void *target)
{
    struct str word = str_trim(raw_text(leaf));
    if (leaf->child_count > 0)
        return false;
    if (kind == TRUTH)
        return read_truth(word, target);
    if (kind == NUMBER) {
        struct optional_int *number = target;
        number->set = str_to_int64(word, &number->value);
        return number->set;
    }
    *(struct str *)target = kind == WORD ? word : raw_text(leaf);
    return true;
}

static const struct field *find_field(const struct fields *fields, struct str name)
{
    for (size_t row = 0; row < fields->count; row++)
        if (str_equal(str_from(fields->rows[row].name), name))
            return &fields->rows[row];
    return NULL;
}

static void read_leaf(struct reader *reader, const char *parent, const struct xml_element *leaf, struct fields fields, void *target)
{
    const struct field *field = find_field(&fields, leaf->name);
    if (!field || !read_value(leaf, field->kind, (char *)target + field->offset))
        add_unknown(reader, parent, leaf->name);
}

static void read_fields(struct reader *reader, const char *parent, const struct xml_element *element, struct fields fields, void *target)
{
    for (const struct xml_element *leaf = element->first_child; leaf; leaf = leaf->next)
        read_leaf(reader, parent, leaf, fields, target);
}

static size_t count_children(const struct xml_element *element, struct str name)
{
    size_t count = 0;
    for (const struct xml_element *child = xml_child(element, name); child; child = xml_next(child))
        count++;
    return count;
}

static const struct lifecycle_transition *read_transitions(struct reader *reader, const struct xml_element *rule, const char *name,
                                                           struct fields fields, size_t *count)
{
    *count = count_children(rule, str_from(name));
    struct lifecycle_transition *transitions = ARENA_ARRAY(reader->arena, struct lifecycle_transition, *count);
    size_t at = 0;
    for (const struct xml_element *child = xml_child(rule, str_from(name)); child; child = xml_next(child))
        read_fields(reader, name, child, fields, &transitions[at++]);
    return transitions;
}

static struct string_pair read_tag(struct reader *reader, const struct xml_element *tag)
{
    struct string_pair pair = {.key = STR(""), .value = STR("")};
    for (const struct xml_element *part = tag->first_child; part; part = part->next) {
        bool is_key = str_equal(part->name, STR("Key"));
        if (!is_key && !str_equal(part->name, STR("Value")))
            add_unknown(reader, "Filter/Tag", part->name);
        else
            *(is_key ? &pair.key : &pair.value) = raw_text(part);
    }
    return pair;
}

/* RGW answers an And without the And (s3.md 3.2), so predicates count at both levels. */
static void read_filter(struct reader *reader, const struct xml_element *filter, struct string_pair *tags)
{
    static const struct fields fields = FIELDS(filter_fields);
    for (const struct xml_element *part = filter->first_child; part; part = part->next) {
        if (str_equal(part->name, STR("And")) && !str_equal(filter->name, STR("And")))
            read_filter(reader, part, tags);
        else if (str_equal(part->name, STR("Tag")))
            tags[reader->view->filter.tag_count++] = read_tag(reader, part);
        else
            read_leaf(reader, "Filter", part, fields, reader->view);
    }
}

static void read_filter_of_rule(struct reader *reader, const struct xml_element *filter)
{
    size_t tags_max = count_children(filter, STR("Tag"));
    for (const struct xml_element *both = xml_child(filter, STR("And")); both; both = xml_next(both))
        tags_max += count_children(both, STR("Tag"));
    struct string_pair *tags = ARENA_ARRAY(reader->arena, struct string_pair, tags_max);
    reader->view->filter.tag_count = 0;
    read_filter(reader, filter, tags);
    reader->view->filter.tags = tags;
}

static bool read_container(struct reader *reader, const struct xml_element *part)
{
    for (size_t row = 0; row < ARRAY_LENGTH(containers); row++) {
        if (!str_equal(str_from(containers[row].name), part->name))
            continue;
        read_fields(reader, containers[row].name, part, containers[row].fields, reader->view);
        reader->view->noncurrent_expiration |= str_equal(part->name, STR("NoncurrentVersionExpiration"));
        return true;
    }
    return false;
}

static void read_status(struct reader *reader, const struct xml_element *part)
{
    struct str word = str_trim(raw_text(part));
    reader->view->enabled = !str_equal(word, STR("Disabled"));
    if (reader->view->enabled && !str_equal(word, STR("Enabled")))
        add_unknown(reader, "", part->name);
}

static void read_id(struct reader *reader, const struct xml_element *part)
{
    reader->view->id = raw_text(part);
}

static void read_rule_prefix(struct reader *reader, const struct xml_element *part)
{
    reader->view->prefix_at_rule = true;
    reader->view->filter.prefix = raw_text(part);
}

/* Transitions are read for all siblings at once. */
static void skip(struct reader *reader, const struct xml_element *part)
{
    (void)reader, (void)part;
}

static const struct {
    const char *name;
    void (*read)(struct reader *reader, const struct xml_element *part);
} parts[] = {
    {"ID", read_id},
    {"Status", read_status},
    {"Prefix", read_rule_prefix},
    {"Filter", read_filter_of_rule},
    {"Transition", skip},
    {"NoncurrentVersionTransition", skip},
};

static bool read_known_part(struct reader *reader, const struct xml_element *part)
{
    for (size_t row = 0; row < ARRAY_LENGTH(parts); row++) {
        if (!str_equal(str_from(parts[row].name), part->name))
            continue;
        parts[row].read(reader, part);
        return true;
    }
    return read_container(reader, part);
}

static const struct str *unknown_in_order(const struct reader *reader)
{
    struct str *names = ARENA_ARRAY(reader->arena, struct str, reader->view->unknown_count);
    size_t at = reader->view->unknown_count;
    for (const struct unknown_part *part = reader->unknown; part; part = part->next)
        names[--at] = part->name;
    return names;
}

struct lifecycle_rule_view lifecycle_view_read(struct arena *arena, const struct xml_element *rule)
{
    static const struct fields transition_table = FIELDS(transition_fields), noncurrent_table = FIELDS(noncurrent_transition_fields);
    struct lifecycle_rule_view view = {.enabled = true};
    struct reader reader = {.arena = arena, .view = &view};
    for (const struct xml_element *part = rule->first_child; part; part = part->next)
        if (!read_known_part(&reader, part))
            add_unknown(&reader, "", part->name);
    view.transitions = read_transitions(&reader, rule, "Transition", transition_table, &view.transition_count);
    view.noncurrent_transitions = read_transitions(&reader, rule, "NoncurrentVersionTransition", noncurrent_table, &view.noncurrent_transition_count);
    view.unknown = unknown_in_order(&reader);
    return view;
}

bool lifecycle_rule_copy(struct arena *arena, struct str rule_xml, struct lifecycle_rule *out)
{
    const struct xml_element *rule;
    struct xml_error error;
    struct str copy = arena_copy(arena, rule_xml);
    GUARD(xml_parse(arena, copy, &rule, &error));
    *out = (struct lifecycle_rule){.xml = copy, .view = lifecycle_view_read(arena, rule)};
    out->id = out->view.id;
    return true;
}
