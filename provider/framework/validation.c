#include "framework/schema.h"

#include "base/buffer.h"

bool validate_one_of(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)
{
    (void)number;
    struct buffer choices = {.arena = rq->arena};
    for (size_t choice = 0; choice < validator->choice_count; choice++) {
        if (str_equal(validator->choices[choice], text))
            return true;
        buffer_format(&choices, "%s\"%.*s\"", choice > 0 ? ", " : "", STR_ARGS(validator->choices[choice]));
    }
    return diag_error(rq, at, "Value is not one of those allowed", "\"%.*s\" is not allowed here. Write one of %s.", STR_ARGS(text),
                      buffer_c_string(&choices));
}

bool validate_length(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)
{
    (void)number;
    if ((int64_t)text.len >= validator->minimum && (int64_t)text.len <= validator->maximum)
        return true;
    return diag_error(rq, at, "Text is too short or too long", "It must have %lld to %lld bytes; \"%.*s\"%s has %zu.", (long long)validator->minimum,
                      (long long)validator->maximum, STR_ARGS(str_slice(text, 0, 60)), text.len > 60 ? " and so on" : "", text.len);
}

bool validate_between(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)
{
    (void)text;
    if (number >= validator->minimum && number <= validator->maximum)
        return true;
    if (validator->maximum == INT64_MAX)
        return diag_error(rq, at, "Number is too small", "It must be at least %lld; %lld was given.", (long long)validator->minimum,
                          (long long)number);
    return diag_error(rq, at, "Number is out of range", "It must be from %lld to %lld; %lld was given.", (long long)validator->minimum,
                      (long long)validator->maximum, (long long)number);
}

bool validate_not_empty(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)
{
    (void)validator, (void)number;
    if (text.len > 0)
        return true;
    return diag_error(rq, at, "Text is empty", "It must not be empty. To leave it out, remove the attribute or set it to null.");
}

static bool check_object(struct request *rq, struct path at, const struct object_schema *object, const struct value *config, bool write_only_allowed);

static bool check_leaf(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value)
{
    int64_t number = 0;
    if (value->kind == VALUE_NUMBER && !value_to_int64(value, &number))
        return diag_error(rq, at, "Not a whole number", "%.*s must be a whole number; %.*s is none, or is too large.", STR_ARGS(attribute->name),
                          STR_ARGS(value->text));
    bool passed = true;
    for (size_t index = 0; index < attribute->validator_count && passed; index++)
        passed = attribute->validators[index].check(rq, at, &attribute->validators[index], value->text, number);
    return passed;
}

static bool check_element(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, bool write_only_allowed)
{
    if (value->kind == VALUE_UNKNOWN)
        return true;
    if (value->kind == VALUE_NULL)
        return diag_error(rq, at, "Element is null", "Elements of %.*s must not be null: leave the element out.", STR_ARGS(attribute->name));
    if (attribute->nested)
        return check_object(rq, at, attribute->nested, value, write_only_allowed);
    return check_leaf(rq, at, attribute, value);
}

static bool check_elements(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, bool write_only_allowed)
{
    bool passed = true;
    bool is_set = attribute->kind == ATTRIBUTE_STRING_SET || attribute->kind == ATTRIBUTE_OBJECT_SET;
    for (size_t index = 0; index < value->count; index++) {
        bool is_map = value->kind == VALUE_MAPPING;
        struct path item_at = is_map ? path_key(at, value->members[index].name) : is_set ? at : path_index(at, index);
        const struct value *item = is_map ? &value->members[index].value : &value->items[index];
        passed = check_element(rq, item_at, attribute, item, write_only_allowed) && passed;
    }
    return passed;
}

static bool check_attribute(struct request *rq, struct path at, const struct attribute *attribute, const struct value *value, bool write_only_allowed)
{
    if (value->kind == VALUE_UNKNOWN)
        return true;
    if (value->kind == VALUE_NULL && (attribute->flags & ATTRIBUTE_REQUIRED) && attribute->kind != ATTRIBUTE_BLOCK)
        return diag_error(rq, at, "Attribute is required", "%.*s must be set.", STR_ARGS(attribute->name));
    if (value->kind == VALUE_NULL)
        return true;
    if ((attribute->flags & ATTRIBUTE_WRITE_ONLY) && !write_only_allowed)
        return diag_error(rq, at, "Write-only attribute is not supported by this client",
                          "%.*s is never stored, which needs Terraform 1.11 or later. An older one would write it into the state.",
                          STR_ARGS(attribute->name));
    switch (attribute->kind) {
    case ATTRIBUTE_STRING:
    case ATTRIBUTE_BOOL:
    case ATTRIBUTE_INTEGER:
        return check_leaf(rq, at, attribute, value);
    case ATTRIBUTE_OBJECT:
    case ATTRIBUTE_BLOCK:
        return check_object(rq, at, attribute->nested, value, write_only_allowed);
    default:
        return check_elements(rq, at, attribute, value, write_only_allowed);
    }
}

static struct str rule_names(struct arena *arena, const struct attribute_rule *rule)
{
    struct buffer names = {.arena = arena};
    for (size_t at = 0; at < rule->count; at++)
        buffer_format(&names, "%s%.*s", at == 0 ? "" : at + 1 == rule->count ? " and " : ", ", STR_ARGS(rule->names[at]));
    return buffer_str(&names);
}

static bool check_rule(struct request *rq, struct path at, const struct attribute_rule *rule, const struct value *config)
{
    size_t set = 0, unknown = 0;
    struct str last_set = {0};
    for (size_t index = 0; index < rule->count; index++) {
        struct value member = value_member(config, rule->names[index]);
        unknown += member.kind == VALUE_UNKNOWN;
        if (member.kind == VALUE_NULL || member.kind == VALUE_UNKNOWN)
            continue;
        set++;
        last_set = rule->names[index];
    }
    struct str names = rule_names(rq->arena, rule);
    struct path set_at = set > 0 ? path_attribute(at, last_set) : at;
    bool one_allowed = rule->kind == RULE_EXACTLY_ONE || rule->kind == RULE_AT_MOST_ONE;
    bool one_needed = rule->kind == RULE_EXACTLY_ONE || rule->kind == RULE_AT_LEAST_ONE;
    if (one_allowed && set > 1)
        return diag_error(rq, set_at, "Only one of these attributes may be set", "Of %.*s only one may be set; %zu are.", STR_ARGS(names), set);
    if (one_needed && set + unknown == 0)
        return diag_error(rq, at, "One of these attributes must be set", "Of %.*s %s must be set; none is.", STR_ARGS(names),
                          one_allowed ? "exactly one" : "at least one");
    if (rule->kind == RULE_ALL_OR_NONE && set > 0 && set + unknown < rule->count)
        return diag_error(rq, set_at, "These attributes belong together", "%.*s must be set together, or none of them.", STR_ARGS(names));
    return true;
}

static bool check_object(struct request *rq, struct path at, const struct object_schema *object, const struct value *config, bool write_only_allowed)
{
    bool passed = true;
    for (size_t index = 0; index < object->count; index++) {
        const struct attribute *attribute = &object->attributes[index];
        struct value member = value_member(config, attribute->name);
        passed = check_attribute(rq, path_attribute(at, attribute->name), attribute, &member, write_only_allowed) && passed;
    }
    for (size_t index = 0; index < object->rule_count; index++)
        passed = check_rule(rq, at, &object->rules[index], config) && passed;
    return passed;
}

bool schema_validate(struct request *rq, const struct object_schema *object, const struct value *config, bool write_only_allowed)
{
    return check_object(rq, PATH_ROOT, object, config, write_only_allowed);
}
