#include "rpc/exchange.h"

/* ---- GetMetadata ---- */

static void add_type_names(struct arena *arena, const struct provider_type *type, Tfplugin6__GetMetadata__Response *answer)
{
    answer->resources = MESSAGE_ARRAY(arena, Tfplugin6__GetMetadata__ResourceMetadata, type->resource_count);
    for (size_t at = 0; at < type->resource_count; at++) {
        Tfplugin6__GetMetadata__ResourceMetadata *entry = ARENA_NEW(arena, Tfplugin6__GetMetadata__ResourceMetadata);
        tfplugin6__get_metadata__resource_metadata__init(entry);
        entry->type_name = message_text(arena, type->resources[at]->schema->name);
        answer->resources[answer->n_resources++] = entry;
    }
    answer->data_sources = MESSAGE_ARRAY(arena, Tfplugin6__GetMetadata__DataSourceMetadata, type->data_source_count);
    for (size_t at = 0; at < type->data_source_count; at++) {
        Tfplugin6__GetMetadata__DataSourceMetadata *entry = ARENA_NEW(arena, Tfplugin6__GetMetadata__DataSourceMetadata);
        tfplugin6__get_metadata__data_source_metadata__init(entry);
        entry->type_name = message_text(arena, type->data_sources[at]->schema->name);
        answer->data_sources[answer->n_data_sources++] = entry;
    }
}

static void add_function_names(struct arena *arena, const struct provider_type *type, Tfplugin6__GetMetadata__Response *answer)
{
    answer->functions = MESSAGE_ARRAY(arena, Tfplugin6__GetMetadata__FunctionMetadata, type->function_count);
    for (size_t at = 0; at < type->function_count; at++) {
        Tfplugin6__GetMetadata__FunctionMetadata *entry = ARENA_NEW(arena, Tfplugin6__GetMetadata__FunctionMetadata);
        tfplugin6__get_metadata__function_metadata__init(entry);
        entry->name = message_text(arena, type->functions[at]->name);
        answer->functions[answer->n_functions++] = entry;
    }
}

void rpc_get_metadata(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    if (!exchange_begin(&exchange, context, call, &tfplugin6__get_metadata__request__descriptor))
        return;
    const struct provider_type *type = server_provider_type(exchange.server);
    Tfplugin6__GetMetadata__Response answer = TFPLUGIN6__GET_METADATA__RESPONSE__INIT;
    answer.server_capabilities = message_capabilities(call->arena);
    add_type_names(call->arena, type, &answer);
    add_function_names(call->arena, type, &answer);
    exchange_end(&exchange, &answer.base);
}

/* ---- GetProviderSchema ---- */

static void add_resource_schemas(struct arena *arena, const struct provider_type *type, Tfplugin6__GetProviderSchema__Response *answer)
{
    answer->resource_schemas = MESSAGE_ARRAY(arena, Tfplugin6__GetProviderSchema__Response__ResourceSchemasEntry, type->resource_count);
    for (size_t at = 0; at < type->resource_count; at++) {
        Tfplugin6__GetProviderSchema__Response__ResourceSchemasEntry *entry =
            ARENA_NEW(arena, Tfplugin6__GetProviderSchema__Response__ResourceSchemasEntry);
        tfplugin6__get_provider_schema__response__resource_schemas_entry__init(entry);
        entry->key = message_text(arena, type->resources[at]->schema->name);
        entry->value = message_schema(arena, type->resources[at]->schema);
        answer->resource_schemas[answer->n_resource_schemas++] = entry;
    }
}

static void add_data_source_schemas(struct arena *arena, const struct provider_type *type, Tfplugin6__GetProviderSchema__Response *answer)
{
    answer->data_source_schemas = MESSAGE_ARRAY(arena, Tfplugin6__GetProviderSchema__Response__DataSourceSchemasEntry, type->data_source_count);
    for (size_t at = 0; at < type->data_source_count; at++) {
        Tfplugin6__GetProviderSchema__Response__DataSourceSchemasEntry *entry =
            ARENA_NEW(arena, Tfplugin6__GetProviderSchema__Response__DataSourceSchemasEntry);
        tfplugin6__get_provider_schema__response__data_source_schemas_entry__init(entry);
        entry->key = message_text(arena, type->data_sources[at]->schema->name);
        entry->value = message_schema(arena, type->data_sources[at]->schema);
        answer->data_source_schemas[answer->n_data_source_schemas++] = entry;
    }
}

static void add_functions(struct arena *arena, const struct provider_type *type, Tfplugin6__GetProviderSchema__Response *answer)
{
    answer->functions = MESSAGE_ARRAY(arena, Tfplugin6__GetProviderSchema__Response__FunctionsEntry, type->function_count);
    for (size_t at = 0; at < type->function_count; at++) {
        Tfplugin6__GetProviderSchema__Response__FunctionsEntry *entry = ARENA_NEW(arena, Tfplugin6__GetProviderSchema__Response__FunctionsEntry);
        tfplugin6__get_provider_schema__response__functions_entry__init(entry);
        entry->key = message_text(arena, type->functions[at]->name);
        entry->value = message_function(arena, type->functions[at]);
        answer->functions[answer->n_functions++] = entry;
    }
}

void rpc_get_provider_schema(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    if (!exchange_begin(&exchange, context, call, &tfplugin6__get_provider_schema__request__descriptor))
        return;
    const struct provider_type *type = server_provider_type(exchange.server);
    Tfplugin6__GetProviderSchema__Response answer = TFPLUGIN6__GET_PROVIDER_SCHEMA__RESPONSE__INIT;
    answer.provider = message_schema(call->arena, type->schema);
    answer.server_capabilities = message_capabilities(call->arena);
    add_resource_schemas(call->arena, type, &answer);
    add_data_source_schemas(call->arena, type, &answer);
    add_functions(call->arena, type, &answer);
    exchange_end(&exchange, &answer.base);
}

/* ---- configuration ---- */

void rpc_validate_provider_config(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ValidateProviderConfig__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__validate_provider_config__request__descriptor);
    if (!asked)
        return;
    const struct type *type = schema_type(&server_provider_type(exchange.server)->schema->root);
    Tfplugin6__ValidateProviderConfig__Response answer = TFPLUGIN6__VALIDATE_PROVIDER_CONFIG__RESPONSE__INIT;
    struct value config;
    if (value_from_message(&exchange.rq, type, asked->config, &config))
        server_validate_provider(&exchange.rq, exchange.server, &config);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

void rpc_configure_provider(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ConfigureProvider__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__configure_provider__request__descriptor);
    if (!asked)
        return;
    const struct type *type = schema_type(&server_provider_type(exchange.server)->schema->root);
    Tfplugin6__ConfigureProvider__Response answer = TFPLUGIN6__CONFIGURE_PROVIDER__RESPONSE__INIT;
    struct value config;
    if (value_from_message(&exchange.rq, type, asked->config, &config))
        server_configure(&exchange.rq, exchange.server, &config);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

/* The plugin layer has told all running calls to end before this one is served. */
void rpc_stop_provider(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    if (!exchange_begin(&exchange, context, call, &tfplugin6__stop_provider__request__descriptor))
        return;
    Tfplugin6__StopProvider__Response answer;
    tfplugin6__stop_provider__response__init(&answer);
    exchange_end(&exchange, &answer.base);
}
