#include "plugin/side_services.h"

#include "base/log.h"
#include "health.pb-c.h"
#include "plugin/server.h"

static void *allocate(void *arena, size_t size)
{
    return arena_allocate(arena, 1, size);
}

static void keep(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

/* Health is asked for the whole server ("") or for "plugin", the name the plugin library gives to what it serves. */
static bool is_ours(const char *service)
{
    return str_is_empty(str_from(service)) || str_equal(str_from(service), STR("plugin"));
}

static void fail(struct plugin_call *call, enum plugin_status status, struct str details)
{
    call->status = (int)status;
    call->status_details = details;
}

static void check_health(void *context, struct plugin_call *call)
{
    (void)context;
    ProtobufCAllocator allocator = {allocate, keep, call->arena};
    const Grpc__Health__V1__HealthCheckRequest *request =
        grpc__health__v1__health_check_request__unpack(&allocator, call->request.len, (const uint8_t *)call->request.ptr);
    if (!request) {
        fail(call, PLUGIN_INTERNAL, STR("the message is no HealthCheckRequest"));
        return;
    }
    if (!is_ours(request->service)) {
        fail(call, PLUGIN_NOT_FOUND, STR("unknown service"));
        return;
    }
    Grpc__Health__V1__HealthCheckResponse response = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;
    response.status = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVING;
    size_t size = grpc__health__v1__health_check_response__get_packed_size(&response);
    uint8_t *packed = arena_allocate(call->arena, size, 1);
    call->response = (struct str){(const char *)packed, grpc__health__v1__health_check_response__pack(&response, packed)};
}

static void shut_down(void *context, struct plugin_call *call)
{
    (void)call;
    log_write(LOG_DEBUG, "plugin", "the client says shutdown", NULL, 0);
    plugin_server_stop(context);
}

static void ignore(void *context, struct plugin_call *call)
{
    (void)context;
    (void)call;
}

const struct plugin_method side_services[] = {
    {"/plugin.GRPCController/Shutdown", shut_down, PLUGIN_INLINE},
    {"/plugin.GRPCStdio/StreamStdio", ignore, CALL_STREAM},
    {"/plugin.GRPCBroker/StartStream", ignore, CALL_STREAM | CALL_ENDS_WITH_INPUT},
    {"/grpc.health.v1.Health/Check", check_health, PLUGIN_INLINE},
};
const size_t side_service_count = ARRAY_LENGTH(side_services);
