/* tests/unit/rpc/calls.h - calls of the methods as the plugin layer makes them, on messages. */
#ifndef ESDR_TESTS_RPC_CALLS_H
#define ESDR_TESTS_RPC_CALLS_H

#include "framework/gadget.h"
#include "plugin/plugin.h"
#include "tfplugin6.pb-c.h"

/* Calls "/tfplugin6.Provider/<method>" with bytes. The test fails when there is no such method. */
struct plugin_call call_bytes(struct arena *arena, struct server *server, const char *method, struct str request);

/* The same with a message; the response is unpacked into the arena. The test fails when the status is not OK. */
void *call_message(struct arena *arena, struct server *server, const char *method, const ProtobufCMessage *request,
                   const ProtobufCMessageDescriptor *response);

/* CALL(arena, server, "ReadResource", ReadResource, read_resource, &request.base) */
#define CALL(arena, server, method, type, name, request)                                                                                             \
    ((const Tfplugin6__##type##__Response *)call_message((arena), (server), (method), (request), &tfplugin6__##name##__response__descriptor))

/* A value of the gadget's type as a message, from its JSON as gadget_value reads it; packed as msgpack, or as JSON text. */
Tfplugin6__DynamicValue *gadget_message(struct arena *arena, const char *json);
Tfplugin6__DynamicValue *json_message(struct arena *arena, const char *json);

/* A message's value as gadget_text writes it; "absent" where there is none. */
struct str message_value_text(struct arena *arena, const Tfplugin6__DynamicValue *message);

/* Diagnostics as "error a.b: summary" lines; the test fails when one lacks a severity. */
struct str messages_text(struct arena *arena, size_t count, Tfplugin6__Diagnostic *const *diagnostics);
#define EXPECT_MESSAGES(arena, answer, expected) EXPECT_TEXT(messages_text((arena), (answer)->n_diagnostics, (answer)->diagnostics), (expected))

#endif
