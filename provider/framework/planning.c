#include "framework/planning.h"

static bool is_set(const struct attribute *attribute)
{
    return attribute->kind == ATTRIBUTE_STRING_SET || attribute->kind == ATTRIBUTE_OBJECT_SET;
}

static bool is_single_object(const struct attribute *attribute)
{
    return attribute->kind == ATTRIBUTE_OBJECT || attribute->kind == ATTRIBUTE_BLOCK;
}

/* ---- same meaning ---- */

/* A plan may hold a collection of texts only as the configuration or as the prior state has it, not a mixture (terraform-plugin-protocol.md 4.2). */
enum keeping { KEEP_EACH_TEXT, KEEP_WHOLE_COLLECTIONS };

static struct value keep(struct arena *arena, const struct object_schema *object, enum keeping keeping, const struct value *reference,
                         const struct value *value);

static struct value kept_element(struct arena *arena, const struct attribute *attribute, enum keeping keeping, const struct value *reference,
                                 const struct value *value)
{
    if (value->kind != reference->kind)
        return *value;
    if (value->kind == VALUE_STRING && attribute->same_meaning && attribute->same_meaning(reference->text, value->text))
        return *reference;
    if (value->kind == VALUE_MAPPING && attribute->nested)
        return keep(arena, attribute->nested, keeping, reference, value);
    return *value;
}

/* Elements that mean the same stay apart: a plan must have as many as the configuration. */
static struct value kept_set(struct arena *arena, const struct attribute *attribute, enum keeping keeping, const struct value *reference,
                             const struct value *value)
{
    struct value *items = ARENA_ARRAY(arena, struct value, value->count);
    for (size_t at = 0; at < value->count; at++) {
        items[at] = value->items[at];
        for (size_t other = 0; other < reference->count; other++) {
            struct value candidate = kept_element(arena, attribute, keeping, &reference->items[other], &value->items[at]);
            if (value_equal(&candidate, &reference->items[other]))
                items[at] = candidate;
        }
    }
    struct value set = value_set(items, value->count);
    return set.count == value->count ? set : *value;
}

static struct value kept_list(struct arena *arena, const struct attribute *attribute, enum keeping keeping, const struct value *reference,
                              const struct value *value)
{
    struct value *items = ARENA_ARRAY(arena, struct value, value->count);
    for (size_t at = 0; at < value->count; at++)
        items[at] = at < reference->count ? kept_element(arena, attribute, keeping, &reference->items[at], &value->items[at]) : value->items[at];
    return value_sequence(items, value->count);
}

static struct value kept_map(struct arena *arena, const struct attribute *attribute, enum keeping keeping, const struct value *reference,
                             const struct value *value)
{
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, value->count);
    for (size_t at = 0; at < value->count; at++) {
        struct value other = value_member(reference, value->members[at].name);
        members[at].name = value->members[at].name;
        members[at].value = kept_element(arena, attribute, keeping, &other, &value->members[at].value);
    }
    return value_mapping(members, value->count);
}

static struct value kept_collection(struct arena *arena, const struct attribute *attribute, enum keeping keeping, const struct value *reference,
                                    const struct value *value)
{
    if (value->kind == VALUE_MAPPING)
        return kept_map(arena, attribute, keeping, reference, value);
    if (is_set(attribute))
        return kept_set(arena, attribute, keeping, reference, value);
    return kept_list(arena, attribute, keeping, reference, value);
}

static struct value kept_attribute(struct arena *arena, const struct attribute *attribute, enum keeping keeping, const struct value *reference,
                                   const struct value *value)
{
    if (value->kind != reference->kind || (!attribute->nested && !attribute->same_meaning))
        return *value;
    if (is_single_object(attribute) || (value->kind != VALUE_SEQUENCE && value->kind != VALUE_MAPPING))
        return kept_element(arena, attribute, keeping, reference, value);
    struct value kept = kept_collection(arena, attribute, keeping, reference, value);
    bool is_mixture = !attribute->nested && !value_equal(&kept, reference);
    return keeping == KEEP_WHOLE_COLLECTIONS && is_mixture ? *value : kept;
}

static struct value keep(struct arena *arena, const struct object_schema *object, enum keeping keeping, const struct value *reference,
                         const struct value *value)
{
    if (value->kind != VALUE_MAPPING || reference->kind != VALUE_MAPPING)
        return *value;
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, object->count);
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        struct value before = value_member(reference, attribute->name), now = value_member(value, attribute->name);
        members[at] = (struct value_member){attribute->name, kept_attribute(arena, attribute, keeping, &before, &now)};
    }
    return value_mapping(members, object->count);
}

struct value keep_meaning(struct arena *arena, const struct object_schema *object, const struct value *reference, const struct value *value)
{
    return keep(arena, object, KEEP_EACH_TEXT, reference, value);
}

/* ---- defaults ---- */

static struct value default_value(const struct attribute *attribute)
{
    struct str text = str_from(attribute->default_text);
    if (attribute->kind == ATTRIBUTE_BOOL)
        return value_bool(str_equal(text, STR("true")));
    if (attribute->kind == ATTRIBUTE_INTEGER)
        return (struct value){.kind = VALUE_NUMBER, .text = text};
    return value_string(text);
}

static struct value elements_with_defaults(struct arena *arena, const struct attribute *attribute, const struct value *proposed,
                                           const struct value *config)
{
    struct value result = *proposed;
    struct value *items = ARENA_ARRAY(arena, struct value, proposed->count);
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, proposed->count);
    for (size_t at = 0; at < proposed->count; at++) {
        if (proposed->kind == VALUE_SEQUENCE) {
            items[at] = with_defaults(arena, attribute->nested, &proposed->items[at], at < config->count ? &config->items[at] : &VALUE_OF_NULL);
            continue;
        }
        struct value configured = value_member(config, proposed->members[at].name);
        members[at].name = proposed->members[at].name;
        members[at].value = with_defaults(arena, attribute->nested, &proposed->members[at].value, &configured);
    }
    result.items = items;
    result.members = members;
    return result;
}

static struct value attribute_with_defaults(struct arena *arena, const struct attribute *attribute, const struct value *proposed,
                                            const struct value *config)
{
    if (attribute->flags & ATTRIBUTE_WRITE_ONLY)
        return VALUE_OF_NULL;
    if (config->kind == VALUE_NULL && attribute->default_text)
        return default_value(attribute);
    if (config->kind != proposed->kind || !attribute->nested || is_set(attribute))
        return *proposed;
    if (is_single_object(attribute))
        return with_defaults(arena, attribute->nested, proposed, config);
    return elements_with_defaults(arena, attribute, proposed, config);
}

struct value with_defaults(struct arena *arena, const struct object_schema *object, const struct value *proposed, const struct value *config)
{
    if (proposed->kind != VALUE_MAPPING || config->kind != VALUE_MAPPING)
        return *proposed;
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, object->count);
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        struct value wanted = value_member(proposed, attribute->name), configured = value_member(config, attribute->name);
        members[at] = (struct value_member){attribute->name, attribute_with_defaults(arena, attribute, &wanted, &configured)};
    }
    return value_mapping(members, object->count);
}

/* ---- computed attributes ---- */

static struct value with_unknowns(struct arena *arena, const struct object_schema *object, const struct value *prior, const struct value *planned,
                                  const struct value *config);

static struct value element_with_unknowns(struct arena *arena, const struct attribute *attribute, const struct value *prior,
                                          const struct value *planned, const struct value *config)
{
    bool is_configured = planned->kind == VALUE_MAPPING && config->kind == VALUE_MAPPING;
    return is_configured ? with_unknowns(arena, attribute->nested, prior, planned, config) : *planned;
}

/* Elements of lists belong together by position, those of maps by key; those of sets are left as they were proposed. */
static struct value elements_with_unknowns(struct arena *arena, const struct attribute *attribute, const struct value *prior,
                                           const struct value *planned, const struct value *config)
{
    struct value result = *planned;
    struct value *items = ARENA_ARRAY(arena, struct value, planned->count);
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, planned->count);
    for (size_t at = 0; at < planned->count; at++) {
        if (planned->kind == VALUE_SEQUENCE) {
            const struct value *before = prior->kind == VALUE_SEQUENCE && at < prior->count ? &prior->items[at] : &VALUE_OF_NULL;
            items[at] =
                element_with_unknowns(arena, attribute, before, &planned->items[at], at < config->count ? &config->items[at] : &VALUE_OF_NULL);
            continue;
        }
        struct str key = planned->members[at].name;
        struct value before = value_member(prior, key), configured = value_member(config, key);
        members[at] = (struct value_member){key, element_with_unknowns(arena, attribute, &before, &planned->members[at].value, &configured)};
    }
    result.items = items;
    result.members = members;
    return result;
}

static struct value attribute_with_unknowns(struct arena *arena, const struct attribute *attribute, const struct value *prior,
                                            const struct value *planned, const struct value *config)
{
    bool is_configured = config->kind != VALUE_NULL && config->kind == planned->kind;
    if (is_configured && is_single_object(attribute))
        return element_with_unknowns(arena, attribute, prior, planned, config);
    if (is_configured && attribute->nested && !is_set(attribute))
        return elements_with_unknowns(arena, attribute, prior, planned, config);
    if (config->kind != VALUE_NULL || attribute->default_text || !(attribute->flags & ATTRIBUTE_COMPUTED))
        return *planned;
    bool stays = (attribute->flags & ATTRIBUTE_STABLE) && prior->kind != VALUE_NULL;
    return stays ? *prior : VALUE_OF_UNKNOWN;
}

static struct value with_unknowns(struct arena *arena, const struct object_schema *object, const struct value *prior, const struct value *planned,
                                  const struct value *config)
{
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, object->count);
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        struct value before = value_member(prior, attribute->name), wanted = value_member(planned, attribute->name);
        struct value configured = value_member(config, attribute->name);
        members[at] = (struct value_member){attribute->name, attribute_with_unknowns(arena, attribute, &before, &wanted, &configured)};
    }
    return value_mapping(members, object->count);
}

struct value plan_value(struct arena *arena, const struct object_schema *object, const struct value *prior, const struct value *proposed,
                        const struct value *config)
{
    struct value planned = with_defaults(arena, object, proposed, config);
    planned = keep(arena, object, KEEP_WHOLE_COLLECTIONS, prior, &planned);
    if (value_equal(&planned, prior))
        return *prior;
    return with_unknowns(arena, object, prior, &planned, config);
}

/* ---- what a plan comes to ---- */

bool plan_satisfied(const struct value *planned, const struct value *found)
{
    if (planned->kind == VALUE_UNKNOWN)
        return true;
    if (planned->kind != found->kind || planned->count != found->count)
        return false;
    if (planned->kind != VALUE_MAPPING && planned->kind != VALUE_SEQUENCE)
        return value_equal(planned, found);
    bool is_mapping = planned->kind == VALUE_MAPPING;
    for (size_t at = 0; at < planned->count; at++) {
        if (is_mapping && !str_equal(planned->members[at].name, found->members[at].name))
            return false;
        if (!plan_satisfied(is_mapping ? &planned->members[at].value : &planned->items[at],
                            is_mapping ? &found->members[at].value : &found->items[at]))
            return false;
    }
    return true;
}

/* ---- replacement ---- */

static void add_path(struct arena *arena, struct paths *paths, struct path path)
{
    struct path *items = ARENA_ARRAY(arena, struct path, paths->count + 1);
    for (size_t at = 0; at < paths->count; at++)
        items[at] = paths->items[at];
    items[paths->count++] = path;
    paths->items = items;
}

static bool has_replacing_part(const struct object_schema *object)
{
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        if ((attribute->flags & ATTRIBUTE_REPLACE) || (attribute->nested && has_replacing_part(attribute->nested)))
            return true;
    }
    return false;
}

static void find_replacements(struct arena *arena, const struct object_schema *object, struct path at, const struct value *prior,
                              const struct value *planned, struct paths *paths);

/* Elements that only one side has, and elements of sets, have no path of their own: the collection's stands for them. */
static void find_in_elements(struct arena *arena, const struct attribute *attribute, struct path at, const struct value *prior,
                             const struct value *planned, struct paths *paths)
{
    if (prior->kind != planned->kind || prior->count != planned->count || is_set(attribute)) {
        add_path(arena, paths, at);
        return;
    }
    for (size_t index = 0; index < planned->count; index++) {
        if (planned->kind == VALUE_SEQUENCE) {
            find_replacements(arena, attribute->nested, path_index(at, index), &prior->items[index], &planned->items[index], paths);
            continue;
        }
        struct str key = planned->members[index].name;
        if (!str_equal(prior->members[index].name, key)) {
            add_path(arena, paths, at);
            return;
        }
        find_replacements(arena, attribute->nested, path_key(at, key), &prior->members[index].value, &planned->members[index].value, paths);
    }
}

static void find_replacements(struct arena *arena, const struct object_schema *object, struct path at, const struct value *prior,
                              const struct value *planned, struct paths *paths)
{
    for (size_t index = 0; index < object->count; index++) {
        const struct attribute *attribute = &object->attributes[index];
        struct path here = path_attribute(at, attribute->name);
        struct value before = value_member(prior, attribute->name), after = value_member(planned, attribute->name);
        if (value_equal(&before, &after))
            continue;
        bool both_exist = before.kind == VALUE_MAPPING && after.kind == VALUE_MAPPING;
        bool has_part = attribute->nested && has_replacing_part(attribute->nested);
        if ((attribute->flags & ATTRIBUTE_REPLACE) || (has_part && is_single_object(attribute) && !both_exist))
            add_path(arena, paths, here);
        else if (has_part && is_single_object(attribute))
            find_replacements(arena, attribute->nested, here, &before, &after, paths);
        else if (has_part)
            find_in_elements(arena, attribute, here, &before, &after, paths);
    }
}

struct paths paths_to_replace(struct arena *arena, const struct object_schema *object, const struct value *prior, const struct value *planned)
{
    struct paths paths = {0};
    find_replacements(arena, object, PATH_ROOT, prior, planned, &paths);
    return paths;
}
