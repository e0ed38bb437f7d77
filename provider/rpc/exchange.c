#include "rpc/exchange.h"

#include "base/clock.h"
#include "base/log.h"
#include "value/json.h"
#include "value/msgpack.h"

static void *allocate(void *arena, size_t size)
{
    return arena_allocate(arena, size, 1);
}

static void keep(void *arena, void *memory)
{
    (void)arena, (void)memory;
}

void *exchange_begin(struct exchange *exchange, void *context, struct plugin_call *call, const ProtobufCMessageDescriptor *descriptor)
{
    ProtobufCAllocator allocator = {.alloc = allocate, .free = keep, .allocator_data = call->arena};
    *exchange = (struct exchange){
        .call = call,
        .server = context,
        .rq = {.arena = call->arena, .cancelled = call->cancelled, .rpc = call->method, .id = call->id},
        .started_us = clock_now_us(),
    };
    void *message = protobuf_c_message_unpack(descriptor, &allocator, call->request.len, (const uint8_t *)call->request.ptr);
    if (!message) {
        call->status = PLUGIN_INVALID_ARGUMENT;
        call->status_details = arena_format(call->arena, "The request is no %s.", descriptor->name);
    }
    return message;
}

static void log_call(const struct exchange *exchange)
{
    struct arena *arena = exchange->call->arena;
    LOG(LOG_DEBUG, "rpc", "call served", {"tf_rpc", str_from(exchange->call->method)},
        {"tf_req_id", arena_format(arena, "%llu", (unsigned long long)exchange->call->id)}, {"tf_resource_type", str_from(exchange->rq.object_type)},
        {"failed", exchange->rq.has_error ? STR("true") : STR("false")},
        {"tf_req_duration_ms", arena_format(arena, "%lld", (long long)(clock_now_us() - exchange->started_us) / 1000)});
}

void exchange_end(struct exchange *exchange, const ProtobufCMessage *response)
{
    struct plugin_call *call = exchange->call;
    size_t size = protobuf_c_message_get_packed_size(response);
    char *bytes = arena_allocate(call->arena, size, 1);
    protobuf_c_message_pack(response, (uint8_t *)bytes);
    call->response = (struct str){bytes, size};
    log_call(exchange);
}

char *message_text(struct arena *arena, struct str text)
{
    text = arena_utf8(arena, text);
    char *copy = arena_allocate(arena, text.len + 1, 1);
    if (text.len > 0)
        __builtin_memcpy(copy, text.ptr, text.len);
    return copy;
}

ProtobufCBinaryData message_bytes(struct str bytes)
{
    return (ProtobufCBinaryData){.len = bytes.len, .data = (uint8_t *)(uintptr_t)bytes.ptr};
}

struct str bytes_from_message(ProtobufCBinaryData bytes)
{
    return (struct str){(const char *)bytes.data, bytes.len};
}

static Tfplugin6__AttributePath__Step *message_step(struct arena *arena, const struct path_step *step)
{
    Tfplugin6__AttributePath__Step *message = ARENA_NEW(arena, Tfplugin6__AttributePath__Step);
    tfplugin6__attribute_path__step__init(message);
    if (step->kind == PATH_ATTRIBUTE) {
        message->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ATTRIBUTE_NAME;
        message->attribute_name = message_text(arena, step->name);
    } else if (step->kind == PATH_KEY) {
        message->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_STRING;
        message->element_key_string = message_text(arena, step->name);
    } else {
        message->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_INT;
        message->element_key_int = step->index;
    }
    return message;
}

Tfplugin6__AttributePath *message_path(struct arena *arena, const struct path *path)
{
    Tfplugin6__AttributePath *message = ARENA_NEW(arena, Tfplugin6__AttributePath);
    tfplugin6__attribute_path__init(message);
    message->steps = MESSAGE_ARRAY(arena, Tfplugin6__AttributePath__Step, path->length);
    for (size_t at = 0; at < path->length; at++)
        message->steps[message->n_steps++] = message_step(arena, &path->steps[at]);
    return message;
}

/* Clients look for an attribute's line in the body and its blocks, and for a key's line in the value of an attribute: a member of a nested attribute
 * is found as a key, and nothing further down. Only the provider's configuration has blocks. */
static struct path findable(const struct path *path, bool has_blocks)
{
    struct path found = *path;
    if (has_blocks || path->length < 2 || path->steps[1].kind != PATH_ATTRIBUTE)
        return found;
    found.length = 2;
    found.steps[1].kind = PATH_KEY;
    return found;
}

static Tfplugin6__Diagnostic *message_diagnostic(struct arena *arena, const struct diagnostic *diagnostic, bool has_blocks)
{
    struct path path = findable(&diagnostic->path, has_blocks);
    Tfplugin6__Diagnostic *message = ARENA_NEW(arena, Tfplugin6__Diagnostic);
    tfplugin6__diagnostic__init(message);
    message->severity = diagnostic->severity == SEVERITY_ERROR ? TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR : TFPLUGIN6__DIAGNOSTIC__SEVERITY__WARNING;
    message->summary = message_text(arena, diagnostic->summary);
    message->detail = message_text(arena, diagnostic->detail);
    if (path.length > 0)
        message->attribute = message_path(arena, &path);
    return message;
}

size_t message_diagnostics(struct exchange *exchange, Tfplugin6__Diagnostic ***diagnostics)
{
    struct arena *arena = exchange->call->arena;
    size_t count = 0, at = 0;
    for (const struct diagnostic *diagnostic = exchange->rq.first; diagnostic; diagnostic = diagnostic->next)
        count++;
    *diagnostics = MESSAGE_ARRAY(arena, Tfplugin6__Diagnostic, count);
    for (const struct diagnostic *diagnostic = exchange->rq.first; diagnostic; diagnostic = diagnostic->next)
        (*diagnostics)[at++] = message_diagnostic(arena, diagnostic, !exchange->rq.object_type);
    return count;
}

Tfplugin6__DynamicValue *message_value(struct arena *arena, const struct type *type, const struct value *value)
{
    Tfplugin6__DynamicValue *message = ARENA_NEW(arena, Tfplugin6__DynamicValue);
    tfplugin6__dynamic_value__init(message);
    message->msgpack = message_bytes(msgpack_encode(arena, type, value));
    return message;
}

bool value_from_message(struct request *rq, const struct type *type, const Tfplugin6__DynamicValue *message, struct value *value)
{
    *value = VALUE_OF_NULL;
    if (message && message->msgpack.len > 0)
        return msgpack_decode(rq, type, bytes_from_message(message->msgpack), value);
    if (message && message->json.len > 0)
        return json_decode(rq, type, bytes_from_message(message->json), value);
    return true;
}
