#include "rpc/exchange.h"

static const struct data_source_type *find_data_source(struct exchange *exchange, const char *name, const struct type **type)
{
    const struct data_source_type *data_source = server_data_source(&exchange->rq, exchange->server, str_from(name));
    if (!data_source)
        return NULL;
    exchange->rq.object_type = data_source->schema->name.ptr;
    *type = schema_type(&data_source->schema->root);
    return data_source;
}

void rpc_validate_data_resource_config(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ValidateDataResourceConfig__Request *asked =
        exchange_begin(&exchange, context, call, &tfplugin6__validate_data_resource_config__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__ValidateDataResourceConfig__Response answer = TFPLUGIN6__VALIDATE_DATA_RESOURCE_CONFIG__RESPONSE__INIT;
    const struct type *type;
    const struct data_source_type *data_source = find_data_source(&exchange, asked->type_name, &type);
    struct value config;
    if (data_source && value_from_message(&exchange.rq, type, asked->config, &config))
        server_validate_data_source(&exchange.rq, data_source, &config);
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}

void rpc_read_data_source(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__ReadDataSource__Request *asked = exchange_begin(&exchange, context, call, &tfplugin6__read_data_source__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__ReadDataSource__Response answer = TFPLUGIN6__READ_DATA_SOURCE__RESPONSE__INIT;
    const struct type *type;
    const struct data_source_type *data_source = find_data_source(&exchange, asked->type_name, &type);
    struct value config, found;
    if (data_source && value_from_message(&exchange.rq, type, asked->config, &config)) {
        server_read_data_source(&exchange.rq, exchange.server, data_source, &config, &found);
        answer.state = message_value(call->arena, type, &found);
    }
    SET_DIAGNOSTICS(&exchange, answer);
    exchange_end(&exchange, &answer.base);
}
