#include "s3/lifecycle_difference.h"

#include "base/clock.h"
#include "s3/xml.h"

/* One thing a rule says, such as {"Expiration Days", "7"}. */
struct fact {
    struct str path, value;
    bool matched;
};

struct facts {
    struct arena *arena;
    struct fact *items;
    size_t count, capacity;
};

static void add_fact(struct facts *facts, struct str path, struct str value)
{
    if (facts->count == facts->capacity) {
        struct fact *grown = ARENA_ARRAY(facts->arena, struct fact, facts->capacity * 2 + 16);
        for (size_t at = 0; at < facts->count; at++)
            grown[at] = facts->items[at];
        facts->items = grown;
        facts->capacity = facts->capacity * 2 + 16;
    }
    facts->items[facts->count++] = (struct fact){.path = path, .value = value};
}

static struct str normal_date(struct arena *arena, struct str word)
{
    int64_t time_ms;
    struct str full = word.len == sizeof("2026-01-01") - 1 ? arena_format(arena, "%.*sT00:00:00Z", STR_ARGS(word)) : word;
    return clock_parse_rfc3339(full, &time_ms) ? clock_format_rfc3339(arena, time_ms) : word;
}

static struct str normal_word(struct arena *arena, struct str name, struct str word)
{
    int64_t number;
    if (str_equal(name, STR("Date")))
        return normal_date(arena, word);
    return str_to_int64(word, &number) ? arena_format(arena, "%lld", (long long)number) : word;
}

static void add_prefix(struct facts *facts, const struct xml_element *element, struct str path)
{
    (void)path;
    if (!str_is_empty(element->text))
        add_fact(facts, STR("Prefix"), element->text);
}

static void add_tag(struct facts *facts, const struct xml_element *element, struct str path)
{
    (void)path;
    const struct xml_element *key = xml_child(element, STR("Key")), *value = xml_child(element, STR("Value"));
    struct str name = key ? key->text : STR("");
    add_fact(facts, arena_format(facts->arena, "Tag %.*s", STR_ARGS(name)), value ? value->text : STR(""));
}

static void add_marker(struct facts *facts, const struct xml_element *element, struct str path)
{
    if (!str_equal_ignoring_case(str_trim(element->text), STR("false")))
        add_fact(facts, arena_format(facts->arena, "%.*s ExpiredObjectDeleteMarker", STR_ARGS(path)), STR("true"));
}

static void add_children(struct facts *facts, const struct xml_element *element, struct str path);

static void add_contents(struct facts *facts, const struct xml_element *element, struct str path)
{
    add_children(facts, element, path);
}

/* Transitions to different classes are different facts. */
static void add_transition(struct facts *facts, const struct xml_element *element, struct str path)
{
    (void)path;
    struct str storage_class = xml_child_text(element, STR("StorageClass"));
    add_children(facts, element, arena_format(facts->arena, "%.*s to %.*s", STR_ARGS(element->name), STR_ARGS(storage_class)));
}

static void ignore(struct facts *facts, const struct xml_element *element, struct str path)
{
    (void)facts, (void)element, (void)path;
}

static const struct {
    const char *name;
    void (*add)(struct facts *facts, const struct xml_element *element, struct str path);
} parts[] = {
    {"ID", ignore},
    {"Filter", add_contents},
    {"And", add_contents},
    {"Prefix", add_prefix},
    {"Tag", add_tag},
    {"ExpiredObjectDeleteMarker", add_marker},
    {"Transition", add_transition},
    {"NoncurrentVersionTransition", add_transition},
};

static void add_other(struct facts *facts, const struct xml_element *element, struct str path)
{
    struct arena *arena = facts->arena;
    struct str below = str_is_empty(path) ? element->name : arena_format(arena, "%.*s %.*s", STR_ARGS(path), STR_ARGS(element->name));
    if (element->child_count > 0)
        add_children(facts, element, below);
    else
        add_fact(facts, below, normal_word(arena, element->name, str_trim(element->text)));
}

static void add_element(struct facts *facts, const struct xml_element *element, struct str path)
{
    for (size_t row = 0; row < ARRAY_LENGTH(parts); row++) {
        if (!str_equal(str_from(parts[row].name), element->name))
            continue;
        parts[row].add(facts, element, path);
        return;
    }
    add_other(facts, element, path);
}

static void add_children(struct facts *facts, const struct xml_element *element, struct str path)
{
    for (const struct xml_element *child = element->first_child; child; child = child->next)
        add_element(facts, child, path);
}

static bool read_facts(struct arena *arena, struct str rule_xml, struct facts *facts)
{
    const struct xml_element *rule;
    struct xml_error error;
    *facts = (struct facts){.arena = arena};
    if (!xml_parse(arena, rule_xml, &rule, &error))
        return false;
    add_children(facts, rule, STR(""));
    return true;
}

static struct fact *find_unmatched(struct facts *facts, struct str path, const struct str *value)
{
    for (size_t at = 0; at < facts->count; at++) {
        struct fact *fact = &facts->items[at];
        if (!fact->matched && str_equal(fact->path, path) && (!value || str_equal(fact->value, *value)))
            return fact;
    }
    return NULL;
}

static void match_equal(struct facts *before, struct facts *after)
{
    for (size_t at = 0; at < before->count; at++) {
        struct fact *same = find_unmatched(after, before->items[at].path, &before->items[at].value);
        before->items[at].matched = same != NULL;
        if (same)
            same->matched = true;
    }
}

static void separate(struct buffer *out)
{
    if (out->len > 0)
        buffer_append(out, STR("; "));
}

/* What `before` says and `after` does not: replaced by another value, or gone. */
static enum rule_difference describe_lost(struct facts *before, struct facts *after, struct buffer *out)
{
    enum rule_difference kind = RULE_SAME;
    for (size_t at = 0; at < before->count; at++) {
        struct fact *fact = &before->items[at];
        if (fact->matched)
            continue;
        struct fact *other = find_unmatched(after, fact->path, NULL);
        separate(out);
        if (other)
            buffer_format(out, "%.*s is \"%.*s\" instead of \"%.*s\"", STR_ARGS(fact->path), STR_ARGS(other->value), STR_ARGS(fact->value));
        else
            buffer_format(out, "%.*s \"%.*s\" is gone", STR_ARGS(fact->path), STR_ARGS(fact->value));
        if (other)
            other->matched = true;
        kind = other || kind == RULE_CHANGED ? RULE_CHANGED : RULE_LOST_PARTS;
    }
    return kind;
}

static bool describe_added(const struct facts *after, struct buffer *out)
{
    bool any = false;
    for (size_t at = 0; at < after->count; at++) {
        const struct fact *fact = &after->items[at];
        if (fact->matched)
            continue;
        separate(out);
        buffer_format(out, "%.*s \"%.*s\" was added", STR_ARGS(fact->path), STR_ARGS(fact->value));
        any = true;
    }
    return any;
}

enum rule_difference lifecycle_compare_rules(struct arena *arena, struct str before_xml, struct str after_xml, struct str *text)
{
    struct facts before, after;
    struct buffer out = {.arena = arena};
    if (text)
        *text = STR("");
    if (str_equal(before_xml, after_xml))
        return RULE_SAME;
    bool readable = read_facts(arena, before_xml, &before) && read_facts(arena, after_xml, &after);
    if (!readable && text)
        *text = STR("it cannot be read");
    if (!readable)
        return RULE_CHANGED;
    match_equal(&before, &after);
    enum rule_difference kind = describe_lost(&before, &after, &out);
    if (describe_added(&after, &out))
        kind = RULE_CHANGED;
    if (text)
        *text = buffer_str(&out);
    return kind;
}

static bool same_id(const struct lifecycle_rule *a, const struct lifecycle_rule *b)
{
    return (a->id.ptr != NULL) == (b->id.ptr != NULL) && str_equal(a->id, b->id);
}

/* Pairs up rules of the same id that are still alone; `only_same` leaves those alone that say different things. */
static void pair_up(struct arena *arena, const struct lifecycle *before, const struct lifecycle *after, bool only_same,
                    const struct lifecycle_rule **partners, bool *taken)
{
    for (size_t at = 0; at < before->count; at++)
        for (size_t other = 0; other < after->count && !partners[at]; other++) {
            const struct lifecycle_rule *rule = &before->rules[at], *candidate = &after->rules[other];
            if (taken[other] || !same_id(rule, candidate))
                continue;
            if (only_same && lifecycle_compare_rules(arena, rule->xml, candidate->xml, NULL) != RULE_SAME)
                continue;
            partners[at] = candidate;
            taken[other] = true;
        }
}

static void compare_rule(struct arena *arena, const struct lifecycle_rule *before, const struct lifecycle_rule *after,
                         struct lifecycle_rule_difference *out)
{
    *out = (struct lifecycle_rule_difference){.id = before ? before->id : after->id, .before = before, .after = after};
    if (before && after)
        out->kind = lifecycle_compare_rules(arena, before->xml, after->xml, &out->text);
    else
        out->kind = before ? RULE_MISSING : RULE_NEW;
    if (!before || !after)
        out->text = before ? STR("it is missing") : STR("it is new");
}

struct lifecycle_difference lifecycle_compare(struct arena *arena, const struct lifecycle *before, const struct lifecycle *after)
{
    struct lifecycle_difference difference = {0};
    bool *taken = ARENA_ARRAY(arena, bool, after->count);
    struct lifecycle_rule_difference *rules = ARENA_ARRAY(arena, struct lifecycle_rule_difference, before->count + after->count + 1);
    const struct lifecycle_rule **partners = ARENA_ARRAY(arena, const struct lifecycle_rule *, before->count);
    pair_up(arena, before, after, true, partners, taken);
    pair_up(arena, before, after, false, partners, taken);
    for (size_t at = 0; at < before->count; at++) {
        compare_rule(arena, &before->rules[at], partners[at], &rules[difference.count]);
        difference.count += rules[difference.count].kind != RULE_SAME;
    }
    for (size_t at = 0; at < after->count; at++)
        if (!taken[at])
            compare_rule(arena, NULL, &after->rules[at], &rules[difference.count++]);
    difference.rules = rules;
    difference.transition_default_changed =
        before->transition_default.ptr && after->transition_default.ptr && !str_equal(before->transition_default, after->transition_default);
    return difference;
}

bool lifecycle_equal(struct arena *arena, const struct lifecycle *before, const struct lifecycle *after)
{
    struct lifecycle_difference difference = lifecycle_compare(arena, before, after);
    return difference.count == 0 && !difference.transition_default_changed;
}

struct str lifecycle_difference_text(struct arena *arena, const struct lifecycle_difference *difference)
{
    struct buffer out = {.arena = arena};
    for (size_t at = 0; at < difference->count; at++) {
        const struct lifecycle_rule_difference *rule = &difference->rules[at];
        separate(&out);
        if (rule->id.ptr)
            buffer_format(&out, "rule \"%.*s\": %.*s", STR_ARGS(rule->id), STR_ARGS(rule->text));
        else
            buffer_format(&out, "a rule without id: %.*s", STR_ARGS(rule->text));
    }
    if (difference->transition_default_changed) {
        separate(&out);
        buffer_append(&out, STR("the bucket's default minimum object size for transitions changed"));
    }
    return buffer_str(&out);
}
