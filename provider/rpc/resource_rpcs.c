#include "framework/resource_identity.h"
#include "rpc/exchange.h"

const struct resource_type *find_resource(struct exchange *exchange, const char *name, const struct type **type)
{
    const struct resource_type *resource = server_resource(&exchange->rq, exchange->server, str_from(name));
    if (!resource)
        return NULL;
    exchange->rq.object_type = resource->schema->name.ptr;
    *type = schema_type(&resource->schema->root);
    return resource;
}

void rpc_validate_resource_config(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ValidateResourceConfig__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__validate_resource_config__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__ValidateResourceConfig__Response answer = TFPLUGIN6__VALIDATE_RESOURCE_CONFIG__RESPONSE__INIT;
    const struct type *type;
    const struct resource_type *resource = find_resource(&exchange, asked->type_name, &type);
    bool write_only_allowed = asked->client_capabilities && asked->client_capabilities->write_only_attributes_allowed;
    struct value config;
    if (resource && value_from_message(&exchange.rq, type, asked->config, &config))
        server_validate_resource(&exchange.rq, resource, &config, write_only_allowed);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

static bool upgrade(struct exchange *exchange, const Tfplugin6__UpgradeResourceState__Request *asked,
                    Tfplugin6__UpgradeResourceState__Response *answer)
{
    const struct type *type;
    const struct resource_type *resource = find_resource(exchange, asked->type_name, &type);
    GUARD(resource != NULL);
    if (!asked->raw_state || asked->raw_state->json.len == 0)
        return diag_error(&exchange->rq, PATH_ROOT, "State is too old", "The state has no JSON: it was written by Terraform 0.11 or earlier.");
    struct value upgraded;
    server_upgrade_state(&exchange->rq, resource, asked->version, bytes_from_message(asked->raw_state->json), &upgraded);
    answer->upgraded_state = message_value(exchange->call->arena, type, &upgraded);
    return true;
}

void rpc_upgrade_resource_state(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__UpgradeResourceState__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__upgrade_resource_state__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__UpgradeResourceState__Response answer = TFPLUGIN6__UPGRADE_RESOURCE_STATE__RESPONSE__INIT;
    (void)!upgrade(&exchange, asked, &answer);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

static bool move(struct exchange *exchange, const Tfplugin6__MoveResourceState__Request *asked, Tfplugin6__MoveResourceState__Response *answer)
{
    struct arena *arena = exchange->call->arena;
    const struct type *type;
    const struct resource_type *resource = find_resource(exchange, asked->target_type_name, &type);
    GUARD(resource != NULL);
    struct move_request wanted = {
        .provider = str_from(asked->source_provider_address),
        .type = str_from(asked->source_type_name),
        .json = asked->source_state ? bytes_from_message(asked->source_state->json) : STR(""),
    };
    struct value start;
    struct str private_bytes;
    server_move_resource(&exchange->rq, resource, &wanted, &start, &private_bytes);
    GUARD(start.kind != VALUE_NULL);
    answer->target_state = message_value(arena, type, &start);
    answer->target_identity = message_identity(arena, resource->schema, &start);
    answer->target_private = message_bytes(private_bytes);
    return true;
}

void rpc_move_resource_state(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__MoveResourceState__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__move_resource_state__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__MoveResourceState__Response answer = TFPLUGIN6__MOVE_RESOURCE_STATE__RESPONSE__INIT;
    (void)!move(&exchange, asked, &answer);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

void rpc_read_resource(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ReadResource__Request *asked = exchange_begin(&exchange, context, call, &tfplugin6__read_resource__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__ReadResource__Response answer = TFPLUGIN6__READ_RESOURCE__RESPONSE__INIT;
    const struct type *type;
    const struct resource_type *resource = find_resource(&exchange, asked->type_name, &type);
    struct value prior, now;
    struct str private_bytes = {0};
    if (resource && value_from_message(&exchange.rq, type, asked->current_state, &prior)) {
        server_read_resource(&exchange.rq, exchange.server, resource, &prior, bytes_from_message(asked->private_), &now, &private_bytes);
        answer.new_state = message_value(call->arena, type, &now);
        answer.new_identity = message_identity(call->arena, resource->schema, &now);
        answer.private_ = message_bytes(private_bytes);
    }
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

static void set_replacements(struct arena *arena, const struct paths *paths, Tfplugin6__PlanResourceChange__Response *answer)
{
    answer->requires_replace = MESSAGE_ARRAY(arena, Tfplugin6__AttributePath, paths->count);
    for (size_t at = 0; at < paths->count; at++)
        answer->requires_replace[answer->n_requires_replace++] = message_path(arena, &paths->items[at]);
}

static bool plan(struct exchange *exchange, const Tfplugin6__PlanResourceChange__Request *asked, Tfplugin6__PlanResourceChange__Response *answer)
{
    const struct type *type;
    const struct resource_type *resource = find_resource(exchange, asked->type_name, &type);
    GUARD(resource != NULL);
    struct plan_request wanted = {.private_bytes = bytes_from_message(asked->prior_private)};
    GUARD(value_from_message(&exchange->rq, type, asked->prior_state, &wanted.prior));
    GUARD(value_from_message(&exchange->rq, type, asked->proposed_new_state, &wanted.proposed));
    GUARD(value_from_message(&exchange->rq, type, asked->config, &wanted.config));
    struct plan_result result;
    server_plan_resource(&exchange->rq, exchange->server, resource, &wanted, &result);
    answer->planned_state = message_value(exchange->call->arena, type, &result.planned);
    bool is_creation = wanted.prior.kind == VALUE_NULL; /* an object that exists keeps its identity, also where it is to be replaced */
    answer->planned_identity = message_identity(exchange->call->arena, resource->schema, is_creation ? &result.planned : &wanted.prior);
    answer->planned_private = message_bytes(result.private_bytes);
    set_replacements(exchange->call->arena, &result.requires_replace, answer);
    return true;
}

void rpc_plan_resource_change(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__PlanResourceChange__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__plan_resource_change__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__PlanResourceChange__Response answer = TFPLUGIN6__PLAN_RESOURCE_CHANGE__RESPONSE__INIT;
    (void)!plan(&exchange, asked, &answer);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

static bool apply(struct exchange *exchange, const Tfplugin6__ApplyResourceChange__Request *asked, Tfplugin6__ApplyResourceChange__Response *answer)
{
    const struct type *type;
    const struct resource_type *resource = find_resource(exchange, asked->type_name, &type);
    GUARD(resource != NULL);
    struct value prior, planned, made;
    struct str private_bytes = {0};
    GUARD(value_from_message(&exchange->rq, type, asked->prior_state, &prior));
    GUARD(value_from_message(&exchange->rq, type, asked->planned_state, &planned));
    server_apply_resource(&exchange->rq, exchange->server, resource, &prior, &planned, bytes_from_message(asked->planned_private), &made,
                          &private_bytes);
    answer->new_state = message_value(exchange->call->arena, type, &made);
    answer->new_identity = message_identity(exchange->call->arena, resource->schema, &made);
    answer->private_ = message_bytes(private_bytes);
    return true;
}

void rpc_apply_resource_change(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ApplyResourceChange__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__apply_resource_change__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__ApplyResourceChange__Response answer = TFPLUGIN6__APPLY_RESOURCE_CHANGE__RESPONSE__INIT;
    (void)!apply(&exchange, asked, &answer);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

/* An import names its object by id or by identity. */
static bool import_id(struct exchange *exchange, const struct schema *schema, const Tfplugin6__ImportResourceState__Request *asked, struct str *id)
{
    *id = str_from(asked->id);
    if (!asked->identity || !str_is_empty(*id))
        return true;
    struct value identity;
    const struct type *type = resource_identity_type(exchange->call->arena, schema);
    GUARD(value_from_message(&exchange->rq, type, asked->identity->identity_data, &identity));
    return resource_identity_import_id(&exchange->rq, schema, &identity, id);
}

static void import(struct exchange *exchange, const Tfplugin6__ImportResourceState__Request *asked, Tfplugin6__ImportResourceState__Response *answer)
{
    struct arena *arena = exchange->call->arena;
    const struct type *type;
    const struct resource_type *resource = find_resource(exchange, asked->type_name, &type);
    struct str id;
    if (!resource || !import_id(exchange, resource->schema, asked, &id))
        return;
    struct value start;
    struct str private_bytes = {0};
    server_import_resource(&exchange->rq, exchange->server, resource, id, &start, &private_bytes);
    if (start.kind == VALUE_NULL)
        return;
    Tfplugin6__ImportResourceState__ImportedResource *imported = ARENA_NEW(arena, Tfplugin6__ImportResourceState__ImportedResource);
    tfplugin6__import_resource_state__imported_resource__init(imported);
    imported->type_name = message_text(arena, resource->schema->name);
    imported->state = message_value(arena, type, &start);
    imported->identity = message_identity(arena, resource->schema, &start);
    imported->private_ = message_bytes(private_bytes);
    answer->imported_resources = MESSAGE_ARRAY(arena, Tfplugin6__ImportResourceState__ImportedResource, 1);
    answer->imported_resources[answer->n_imported_resources++] = imported;
}

void rpc_import_resource_state(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ImportResourceState__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__import_resource_state__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__ImportResourceState__Response answer = TFPLUGIN6__IMPORT_RESOURCE_STATE__RESPONSE__INIT;
    import(&exchange, asked, &answer);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}
