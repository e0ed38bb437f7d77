/* provider/rpc/exchange.h - one call: its request message taken apart, its response put together. */
#ifndef ESDR_RPC_EXCHANGE_H
#define ESDR_RPC_EXCHANGE_H

#include "framework/server.h"
#include "plugin/plugin.h"
#include "tfplugin6.pb-c.h"

struct exchange {
    struct plugin_call *call;
    struct server *server;
    struct request rq; /* its diagnostics become the response's */
    int64_t started_us;
};

/* Unpacks the request; everything lives in the call's arena. NULL after a status was set: the bytes are no such message. */
void *exchange_begin(struct exchange *exchange, void *context, struct plugin_call *call, const ProtobufCMessageDescriptor *descriptor);

/* Packs the response and logs the call. */
void exchange_end(struct exchange *exchange, const ProtobufCMessage *response);

/* A C string for a message field; bytes that are no UTF-8 replaced, because the client refuses the whole message otherwise
 * (terraform-plugin-protocol.md 1.4). */
char *message_text(struct arena *arena, struct str text);

/* The diagnostics gathered so far, for the repeated field `diagnostics`. */
size_t message_diagnostics(struct exchange *exchange, Tfplugin6__Diagnostic ***diagnostics);
#define SET_DIAGNOSTICS(exchange, response) ((response).n_diagnostics = message_diagnostics((exchange), &(response).diagnostics))

Tfplugin6__AttributePath *message_path(struct arena *arena, const struct path *path);

/* A value as the field of a message. */
Tfplugin6__DynamicValue *message_value(struct arena *arena, const struct type *type, const struct value *value);

/* A field's value. An absent or empty field is null of the type. False, with an error in rq, when the bytes do not fit. */
WARN_UNUSED bool value_from_message(struct request *rq, const struct type *type, const Tfplugin6__DynamicValue *message, struct value *value);

ProtobufCBinaryData message_bytes(struct str bytes);
struct str bytes_from_message(ProtobufCBinaryData bytes);

/* Schemas and functions as messages. */
Tfplugin6__Schema *message_schema(struct arena *arena, const struct schema *schema);
Tfplugin6__Function *message_function(struct arena *arena, const struct function_type *function);
Tfplugin6__ServerCapabilities *message_capabilities(struct arena *arena);

/* The identity of the object that a state describes. NULL (the field is left out) without a state, or for a type without identity. */
Tfplugin6__ResourceIdentityData *message_identity(struct arena *arena, const struct schema *schema, const struct value *state);

/* The resource type a request is about, its value type, and its name for log lines. NULL, with an error, when there is none. */
const struct resource_type *find_resource(struct exchange *exchange, const char *name, const struct type **type);

/* A zeroed array of message pointers. */
#define MESSAGE_ARRAY(arena, type, count) ARENA_ARRAY(arena, type *, (count))

/* The handlers, one file a family. */
typedef void rpc_handler(void *context, struct plugin_call *call);
rpc_handler rpc_get_metadata, rpc_get_provider_schema, rpc_validate_provider_config, rpc_configure_provider, rpc_stop_provider;
rpc_handler rpc_validate_resource_config, rpc_upgrade_resource_state, rpc_move_resource_state, rpc_import_resource_state, rpc_read_resource,
    rpc_plan_resource_change, rpc_apply_resource_change;
rpc_handler rpc_get_resource_identity_schemas, rpc_upgrade_resource_identity;
rpc_handler rpc_validate_data_resource_config, rpc_read_data_source;
rpc_handler rpc_get_functions, rpc_call_function;

#endif
