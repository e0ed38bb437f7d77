#include "framework/resource_identity.h"
#include "rpc/exchange.h"

static Tfplugin6__ResourceIdentityData *identity_data(struct arena *arena, const struct schema *schema, const struct value *identity)
{
    Tfplugin6__ResourceIdentityData *message = ARENA_NEW(arena, Tfplugin6__ResourceIdentityData);
    tfplugin6__resource_identity_data__init(message);
    message->identity_data = message_value(arena, resource_identity_type(arena, schema), identity);
    return message;
}

Tfplugin6__ResourceIdentityData *message_identity(struct arena *arena, const struct schema *schema, const struct value *state)
{
    struct value identity = resource_identity_of(arena, schema, state);
    return identity.kind == VALUE_NULL ? NULL : identity_data(arena, schema, &identity);
}

/* ---- GetResourceIdentitySchemas ---- */

static Tfplugin6__ResourceIdentitySchema__IdentityAttribute *identity_attribute(struct arena *arena, const struct schema *schema, struct str name)
{
    Tfplugin6__ResourceIdentitySchema__IdentityAttribute *message = ARENA_NEW(arena, Tfplugin6__ResourceIdentitySchema__IdentityAttribute);
    tfplugin6__resource_identity_schema__identity_attribute__init(message);
    message->name = message_text(arena, name);
    message->type = message_bytes(type_to_json(arena, &type_string));
    message->required_for_import = true;
    const struct attribute *attribute = schema_attribute(&schema->root, name);
    if (attribute && attribute->description)
        message->description = message_text(arena, str_from(attribute->description));
    return message;
}

static Tfplugin6__ResourceIdentitySchema *identity_schema(struct arena *arena, const struct schema *schema)
{
    Tfplugin6__ResourceIdentitySchema *message = ARENA_NEW(arena, Tfplugin6__ResourceIdentitySchema);
    tfplugin6__resource_identity_schema__init(message);
    message->identity_attributes = MESSAGE_ARRAY(arena, Tfplugin6__ResourceIdentitySchema__IdentityAttribute, schema->identity_count);
    for (size_t at = 0; at < schema->identity_count; at++)
        message->identity_attributes[message->n_identity_attributes++] = identity_attribute(arena, schema, schema->identity[at]);
    return message;
}

static void add_identity_schemas(struct arena *arena, const struct provider_type *type, Tfplugin6__GetResourceIdentitySchemas__Response *answer)
{
    answer->identity_schemas = MESSAGE_ARRAY(arena, Tfplugin6__GetResourceIdentitySchemas__Response__IdentitySchemasEntry, type->resource_count);
    for (size_t at = 0; at < type->resource_count; at++) {
        const struct schema *schema = type->resources[at]->schema;
        if (schema->identity_count == 0)
            continue;
        Tfplugin6__GetResourceIdentitySchemas__Response__IdentitySchemasEntry *entry =
            ARENA_NEW(arena, Tfplugin6__GetResourceIdentitySchemas__Response__IdentitySchemasEntry);
        tfplugin6__get_resource_identity_schemas__response__identity_schemas_entry__init(entry);
        entry->key = message_text(arena, schema->name);
        entry->value = identity_schema(arena, schema);
        answer->identity_schemas[answer->n_identity_schemas++] = entry;
    }
}

void rpc_get_resource_identity_schemas(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    if (!exchange_begin(&exchange, context, call, &tfplugin6__get_resource_identity_schemas__request__descriptor))
        return;
    Tfplugin6__GetResourceIdentitySchemas__Response answer = TFPLUGIN6__GET_RESOURCE_IDENTITY_SCHEMAS__RESPONSE__INIT;
    add_identity_schemas(call->arena, server_provider_type(exchange.server), &answer);
    exchange_end(&exchange, &answer.base);
}

/* ---- UpgradeResourceIdentity ---- */

static bool upgrade(struct exchange *exchange, const Tfplugin6__UpgradeResourceIdentity__Request *asked,
                    Tfplugin6__UpgradeResourceIdentity__Response *answer)
{
    const struct type *type;
    const struct resource_type *resource = find_resource(exchange, asked->type_name, &type);
    GUARD(resource != NULL);
    struct str json = asked->raw_identity ? bytes_from_message(asked->raw_identity->json) : STR("");
    struct value identity;
    GUARD(resource_identity_upgrade(&exchange->rq, resource->schema, asked->version, json, &identity));
    answer->upgraded_identity = identity_data(exchange->call->arena, resource->schema, &identity);
    return true;
}

void rpc_upgrade_resource_identity(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__UpgradeResourceIdentity__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__upgrade_resource_identity__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__UpgradeResourceIdentity__Response answer = TFPLUGIN6__UPGRADE_RESOURCE_IDENTITY__RESPONSE__INIT;
    (void)!upgrade(&exchange, asked, &answer);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}
