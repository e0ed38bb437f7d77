#include "functions/iam_policy.h"
#include "base/buffer.h"
#include "value/json.h"

#define IAM_VERSION "2012-10-17"

static struct value actions_value(struct arena *arena, const struct iam_statement *statement)
{
    struct value *items = ARENA_ARRAY(arena, struct value, statement->action_count);
    for (size_t at = 0; at < statement->action_count; at++)
        items[at] = value_string(str_from(statement->actions[at]));
    return value_sequence(items, statement->action_count);
}

static struct value resources_value(struct arena *arena, const struct iam_statement *statement)
{
    struct value *items = ARENA_ARRAY(arena, struct value, statement->resource_count);
    for (size_t at = 0; at < statement->resource_count; at++)
        items[at] = value_string(statement->resources[at]);
    return value_sequence(items, statement->resource_count);
}

static struct value statement_value(struct arena *arena, const struct iam_statement *statement)
{
    const struct value_member members[] = {
        {STR("Action"), actions_value(arena, statement)},
        {STR("Effect"), value_string(STR("Allow"))},
        {STR("Resource"), resources_value(arena, statement)},
        {STR("Sid"), value_string(str_from(statement->sid))},
    };
    struct value_member *kept = ARENA_ARRAY(arena, struct value_member, ARRAY_LENGTH(members));
    for (size_t at = 0; at < ARRAY_LENGTH(members); at++)
        kept[at] = members[at];
    return value_mapping(kept, ARRAY_LENGTH(members));
}

struct str iam_policy(struct arena *arena, const struct iam_statement *statements, size_t count)
{
    struct value *items = ARENA_ARRAY(arena, struct value, count);
    for (size_t at = 0; at < count; at++)
        items[at] = statement_value(arena, &statements[at]);
    struct value_member members[] = {
        {STR("Statement"), value_sequence(items, count)},
        {STR("Version"), value_string(STR(IAM_VERSION))},
    };
    struct value policy = value_mapping(members, ARRAY_LENGTH(members));
    return json_encode(arena, &policy);
}

struct str iam_literal(struct arena *arena, struct str text)
{
    struct buffer out = {.arena = arena};
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == '*' || byte == '?' || byte == '$')
            buffer_format(&out, "${%c}", byte);
        else
            buffer_append_byte(&out, byte);
    }
    return buffer_str(&out);
}
