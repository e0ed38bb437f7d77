#include "framework/private_state.h"

#include "framework/provider.h"
#include "value/json.h"

struct private_state private_state_decode(struct arena *arena, struct str bytes)
{
    struct private_state state = {.entries = VALUE_OF_NULL};
    if (bytes.len == 0 || !json_parse(arena, bytes, &state.entries) || state.entries.kind != VALUE_MAPPING)
        state.entries = VALUE_OF_NULL;
    return state;
}

struct str private_state_encode(struct arena *arena, const struct private_state *state)
{
    if (state->entries.kind != VALUE_MAPPING || state->entries.count == 0)
        return (struct str){0};
    return json_encode(arena, &state->entries);
}

struct str private_state_get(struct request *rq, const char *key)
{
    if (!rq->private_state)
        return (struct str){0};
    struct value entry = value_member(&rq->private_state->entries, str_from(key));
    return entry.kind == VALUE_STRING ? entry.text : (struct str){0};
}

bool private_state_is_imported(struct request *rq)
{
    return private_state_get(rq, PRIVATE_STATE_IMPORTED).len > 0;
}

void private_state_set(struct request *rq, const char *key, struct str value)
{
    if (rq->private_state)
        rq->private_state->entries =
            value_with_member(rq->arena, &rq->private_state->entries, str_from(key), value_string(arena_copy(rq->arena, value)));
}
