#include "rpc/exchange.h"

void rpc_get_functions(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    if (!exchange_begin(&exchange, context, call, &tfplugin6__get_functions__request__descriptor))
        return;
    const struct provider_type *type = server_provider_type(exchange.server);
    Tfplugin6__GetFunctions__Response answer = TFPLUGIN6__GET_FUNCTIONS__RESPONSE__INIT;
    answer.functions = MESSAGE_ARRAY(call->arena, Tfplugin6__GetFunctions__Response__FunctionsEntry, type->function_count);
    for (size_t at = 0; at < type->function_count; at++) {
        Tfplugin6__GetFunctions__Response__FunctionsEntry *entry = ARENA_NEW(call->arena, Tfplugin6__GetFunctions__Response__FunctionsEntry);
        tfplugin6__get_functions__response__functions_entry__init(entry);
        entry->key = message_text(call->arena, type->functions[at]->name);
        entry->value = message_function(call->arena, type->functions[at]);
        answer.functions[answer.n_functions++] = entry;
    }
    exchange_end(&exchange, &answer.base);
}

/* The first error as the protocol's function error: its text, and the argument when the path says which. */
static Tfplugin6__FunctionError *function_error(struct exchange *exchange)
{
    struct arena *arena = exchange->call->arena;
    const struct diagnostic *first = exchange->rq.first;
    while (first->severity != SEVERITY_ERROR)
        first = first->next;
    Tfplugin6__FunctionError *error = ARENA_NEW(arena, Tfplugin6__FunctionError);
    tfplugin6__function_error__init(error);
    error->text = message_text(arena, arena_format(arena, "%.*s: %.*s", STR_ARGS(first->summary), STR_ARGS(first->detail)));
    if (first->path.length > 0 && first->path.steps[0].kind == PATH_INDEX) {
        error->optional_function_argument_case = TFPLUGIN6__FUNCTION_ERROR__OPTIONAL_FUNCTION_ARGUMENT_FUNCTION_ARGUMENT;
        error->function_argument = first->path.steps[0].index;
    }
    return error;
}

static bool read_arguments(struct exchange *exchange, const struct function_type *function, const Tfplugin6__CallFunction__Request *asked,
                           struct value *arguments)
{
    if (asked->n_arguments != function->parameter_count)
        return diag_error(&exchange->rq, PATH_ROOT, "Wrong number of arguments", "%.*s takes %zu arguments, %zu were given.",
                          STR_ARGS(function->name), function->parameter_count, asked->n_arguments);
    for (size_t at = 0; at < function->parameter_count; at++)
        GUARD(value_from_message(&exchange->rq, function->parameters[at].type, asked->arguments[at], &arguments[at]));
    return true;
}

static void call_named(struct exchange *exchange, const Tfplugin6__CallFunction__Request *asked, Tfplugin6__CallFunction__Response *answer)
{
    struct arena *arena = exchange->call->arena;
    const struct function_type *function = server_function(exchange->server, str_from(asked->name));
    if (!function) {
        diag_error(&exchange->rq, PATH_ROOT, "Unknown function", "This provider has no function \"%s\".", asked->name);
        return;
    }
    struct value *arguments = ARENA_ARRAY(arena, struct value, function->parameter_count), result;
    if (!read_arguments(exchange, function, asked, arguments))
        return;
    server_call_function(&exchange->rq, function, arguments, &result);
    if (!exchange->rq.has_error)
        answer->result = message_value(arena, function->result, &result);
}

void rpc_call_function(void *context, struct plugin_call *call)
{
    struct exchange exchange;
    const Tfplugin6__CallFunction__Request *asked = exchange_begin(&exchange, context, call, &tfplugin6__call_function__request__descriptor);
    if (!asked)
        return;
    Tfplugin6__CallFunction__Response answer = TFPLUGIN6__CALL_FUNCTION__RESPONSE__INIT;
    call_named(&exchange, asked, &answer);
    if (exchange.rq.has_error)
        answer.error = function_error(&exchange);
    exchange_end(&exchange, &answer.base);
}
