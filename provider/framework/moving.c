#include "framework/model.h"
#include "framework/private_state.h"
#include "framework/server.h"
#include "value/json.h"

static const struct resource_move *find_move(const struct resource_type *resource, const struct move_request *asked)
{
    for (size_t at = 0; at < resource->move_count; at++) {
        const struct resource_move *move = &resource->moves[at];
        if (str_equal(move->type, asked->type) && str_ends_with(asked->provider, move->provider))
            return move;
    }
    return NULL;
}

static bool is_set(const struct value *value)
{
    bool is_collection = value->kind == VALUE_SEQUENCE || value->kind == VALUE_MAPPING;
    return is_collection ? value->count > 0 : value->kind != VALUE_NULL;
}

static void tell_dropped(struct request *rq, const struct resource_type *resource, const struct resource_move *move, const struct value *state)
{
    for (size_t at = 0; at < move->dropped_count; at++) {
        struct value value = value_member(state, move->dropped[at]);
        if (is_set(&value))
            diag_warning(rq, PATH_ROOT, "Attribute was not carried over",
                         "The state of the %.*s has \"%.*s\", which has no place in the state of a %.*s. Configure what it did anew.",
                         STR_ARGS(move->type), STR_ARGS(move->dropped[at]), STR_ARGS(resource->schema->name));
    }
}

static bool start_from(struct request *rq, const struct resource_type *resource, const struct move_request *asked, struct value *start)
{
    const struct resource_move *move = find_move(resource, asked);
    if (!move)
        return diag_error(rq, PATH_ROOT, "Object cannot be moved",
                          "A %.*s of %.*s cannot become a %.*s. Remove it from the state and import it instead.", STR_ARGS(asked->type),
                          STR_ARGS(asked->provider), STR_ARGS(resource->schema->name));
    struct value state;
    if (!json_parse(rq->arena, asked->json, &state))
        return diag_error(rq, PATH_ROOT, "State cannot be read", "The state of the %.*s is no JSON.", STR_ARGS(asked->type));
    struct value name = value_member(&state, move->name);
    if (name.kind != VALUE_STRING)
        return diag_error(rq, PATH_ROOT, "State cannot be read", "The state of the %.*s has no \"%.*s\".", STR_ARGS(asked->type),
                          STR_ARGS(move->name));
    void *model = model_new(rq->arena, &resource->schema->root);
    GUARD(resource->import(rq, name.text, model));
    *start = model_to_value(rq->arena, &resource->schema->root, model);
    tell_dropped(rq, resource, move, &state);
    return true;
}

void server_move_resource(struct request *rq, const struct resource_type *resource, const struct move_request *asked, struct value *start,
                          struct str *private_out)
{
    struct private_state private = {.entries = VALUE_OF_NULL};
    *start = VALUE_OF_NULL;
    rq->private_state = &private;
    private_state_set(rq, PRIVATE_STATE_IMPORTED, STR("true"));
    (void)!start_from(rq, resource, asked, start);
    *private_out = private_state_encode(rq->arena, &private);
    rq->private_state = NULL;
}
