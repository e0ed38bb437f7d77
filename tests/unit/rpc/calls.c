#include "rpc/calls.h"

#include "rpc/methods.h"
#include "value/msgpack.h"

#include <string.h>

#define PREFIX "/tfplugin6.Provider/"

static const struct plugin_method *method_named(const char *name)
{
    for (size_t at = 0; at < rpc_method_count; at++)
        if (strcmp(rpc_methods[at].path + strlen(PREFIX), name) == 0)
            return &rpc_methods[at];
    return NULL;
}

struct plugin_call call_bytes(struct arena *arena, struct server *server, const char *method, struct str request)
{
    const struct plugin_method *found = method_named(method);
    assert_non_null(found);
    struct plugin_call call = {.arena = arena, .request = request, .id = 7, .method = found->path};
    found->handle(server, &call);
    return call;
}

static void *allocate(void *arena, size_t size)
{
    return arena_allocate(arena, size, 1);
}

static void keep(void *arena, void *memory)
{
    (void)arena, (void)memory;
}

void *call_message(struct arena *arena, struct server *server, const char *method, const ProtobufCMessage *request,
                   const ProtobufCMessageDescriptor *response)
{
    size_t size = protobuf_c_message_get_packed_size(request);
    char *bytes = arena_allocate(arena, size, 1);
    protobuf_c_message_pack(request, (uint8_t *)bytes);
    struct plugin_call call = call_bytes(arena, server, method, (struct str){bytes, size});
    assert_int_equal(call.status, PLUGIN_OK);
    ProtobufCAllocator allocator = {.alloc = allocate, .free = keep, .allocator_data = arena};
    void *message = protobuf_c_message_unpack(response, &allocator, call.response.len, (const uint8_t *)call.response.ptr);
    assert_non_null(message);
    return message;
}

static Tfplugin6__DynamicValue *new_value(struct arena *arena)
{
    Tfplugin6__DynamicValue *message = ARENA_NEW(arena, Tfplugin6__DynamicValue);
    tfplugin6__dynamic_value__init(message);
    return message;
}

static ProtobufCBinaryData binary(struct str bytes)
{
    return (ProtobufCBinaryData){.len = bytes.len, .data = (uint8_t *)(uintptr_t)bytes.ptr};
}

Tfplugin6__DynamicValue *gadget_message(struct arena *arena, const char *json)
{
    struct value value = gadget_value(arena, json);
    Tfplugin6__DynamicValue *message = new_value(arena);
    message->msgpack = binary(msgpack_encode(arena, schema_type(&gadget_schema.root), &value));
    return message;
}

Tfplugin6__DynamicValue *json_message(struct arena *arena, const char *json)
{
    Tfplugin6__DynamicValue *message = new_value(arena);
    message->json = binary(str_from(json));
    return message;
}

struct str message_value_text(struct arena *arena, const Tfplugin6__DynamicValue *message)
{
    if (!message)
        return STR("absent");
    struct request rq = {.arena = arena};
    struct value value;
    struct str wire = {(const char *)message->msgpack.data, message->msgpack.len};
    if (!msgpack_decode(&rq, schema_type(&gadget_schema.root), wire, &value))
        return diagnostics_text(&rq);
    return gadget_text(arena, &value);
}

static void append_path(struct buffer *text, const Tfplugin6__AttributePath *path)
{
    for (size_t at = 0; at < path->n_steps; at++) {
        const Tfplugin6__AttributePath__Step *step = path->steps[at];
        if (step->selector_case == TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ATTRIBUTE_NAME)
            buffer_format(text, "%s%s", at > 0 ? "." : "", step->attribute_name);
        else if (step->selector_case == TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_STRING)
            buffer_format(text, "[\"%s\"]", step->element_key_string);
        else if (step->selector_case == TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_INT)
            buffer_format(text, "[%lld]", (long long)step->element_key_int);
        else
            fail_msg("a step of a path without a selector");
    }
}

struct str messages_text(struct arena *arena, size_t count, Tfplugin6__Diagnostic *const *diagnostics)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 0; at < count; at++) {
        const Tfplugin6__Diagnostic *diagnostic = diagnostics[at];
        assert_true(diagnostic->severity == TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR ||
                    diagnostic->severity == TFPLUGIN6__DIAGNOSTIC__SEVERITY__WARNING);
        assert_true(str_is_utf8(str_from(diagnostic->summary)) && str_is_utf8(str_from(diagnostic->detail)));
        bool is_error = diagnostic->severity == TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR;
        buffer_format(&text, "%s%s ", at > 0 ? "\n" : "", is_error ? "error" : "warning");
        if (diagnostic->attribute)
            append_path(&text, diagnostic->attribute);
        buffer_format(&text, ": %s", diagnostic->summary);
    }
    return buffer_str(&text);
}
