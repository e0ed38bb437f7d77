#include "plugin/server.h"

#include "base/clock.h"
#include "base/log.h"
#include "plugin/side_services.h"
#include "plugin/socket.h"

#include <grpc/grpc_security.h>
#include <grpc/support/log.h>
#include <grpc/support/time.h>
#include <string.h>
#include <unistd.h>

enum {
    MESSAGE_BYTES_MAX = 256 << 20, /* as terraform-plugin-go */
    CONNECT_LIMIT_MS = 10 * 1000,
    STOPPING_STEP_MS = 20,
    STOPPING_KIND_MS = 400, /* then the clients are cut off */
    STOPPING_LIMIT_MS = 700,
};

static void log_core_message(gpr_log_func_args *message)
{
    static const enum log_level levels[] = {LOG_TRACE, LOG_DEBUG, LOG_WARN};
    size_t severity = (size_t)message->severity;
    log_write(severity < ARRAY_LENGTH(levels) ? levels[severity] : LOG_WARN, "grpc", message->message, NULL, 0);
}

static grpc_server *make_server(void)
{
    grpc_arg arguments[] = {
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH, .value.integer = MESSAGE_BYTES_MAX},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, .value.integer = CONNECT_LIMIT_MS},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_ALLOW_REUSEPORT, .value.integer = 0},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_HTTP2_MAX_PING_STRIKES, .value.integer = 0},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_ENABLE_CHANNELZ, .value.integer = 0},
    };
    const grpc_channel_args list = {ARRAY_LENGTH(arguments), arguments};
    return grpc_server_create(&list, NULL);
}

static void expect_call(struct plugin_server *server)
{
    server->expected = call_new(&server->calls);
    grpc_server_request_call(server->grpc, &server->expected->grpc, &server->expected->details, &server->expected->metadata, server->queue,
                             server->queue, &server->arrival);
}

static const struct plugin_method *find(const struct plugin_method *methods, size_t count, struct str path)
{
    for (size_t at = 0; at < count; at++)
        if (str_equal(str_from(methods[at].path), path))
            return &methods[at];
    return NULL;
}

static struct route route_of(struct plugin_server *server, grpc_slice method)
{
    struct str path = {(const char *)GRPC_SLICE_START_PTR(method), GRPC_SLICE_LENGTH(method)};
    struct route route = {find(server->plugin->methods, server->plugin->method_count, path), server->plugin->context};
    if (!route.method)
        route = (struct route){find(side_services, side_service_count, path), server};
    return route;
}

static void call_arrived(void *owner, bool worked)
{
    struct plugin_server *server = owner;
    struct call *call = server->expected;
    server->expected = NULL;
    if (!worked) {
        call_discard(call);
        return;
    }
    expect_call(server);
    call_begin(call, route_of(server, call->details.method), ++server->call_count);
}

static void shutdown_arrived(void *owner, bool worked)
{
    struct plugin_server *server = owner;
    (void)worked;
    server->stopped = true;
}

void plugin_server_init(struct plugin_server *server, const struct plugin *plugin)
{
    gpr_set_log_function(log_core_message);
    grpc_init();
    *server = (struct plugin_server){.plugin = plugin, .grpc = make_server(), .queue = grpc_completion_queue_create_for_next(NULL)};
    server->arrival = (struct tag){call_arrived, server};
    server->shutdown = (struct tag){shutdown_arrived, server};
    grpc_server_register_completion_queue(server->grpc, server->queue, NULL);
    workers_init(&server->workers);
    calls_init(&server->calls, &server->workers);
}

void plugin_server_secure(struct plugin_server *server, struct plugin_server_security security)
{
    server->security = security;
}

static grpc_server_credentials *make_credentials(const struct plugin_server_security *security)
{
    if (!security->identity)
        return grpc_insecure_server_credentials_create();
    const grpc_ssl_pem_key_cert_pair pair = {security->identity->key_pem, security->identity->certificate_pem};
    grpc_ssl_server_certificate_config *config = grpc_ssl_server_certificate_config_create(security->client_certificate, &pair, 1);
    return grpc_ssl_server_credentials_create_with_options(
        grpc_ssl_server_credentials_create_options_using_config(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY, config));
}

int plugin_server_bind(void *context, const char *address)
{
    struct plugin_server *server = context;
    grpc_server_credentials *credentials = make_credentials(&server->security);
    int port = grpc_server_add_http2_port(server->grpc, address, credentials);
    grpc_server_credentials_release(credentials);
    return port;
}

void plugin_server_start(struct plugin_server *server)
{
    grpc_server_start(server->grpc);
    expect_call(server);
}

/* False when nothing arrived within the time. */
static bool serve_next(struct plugin_server *server, int64_t limit_ms)
{
    gpr_timespec deadline = gpr_inf_future(GPR_CLOCK_MONOTONIC);
    if (limit_ms >= 0)
        deadline = gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_millis(limit_ms, GPR_TIMESPAN));
    grpc_event event = grpc_completion_queue_next(server->queue, deadline, NULL);
    if (event.type != GRPC_OP_COMPLETE)
        return false;
    const struct tag *tag = event.tag;
    tag->arrived(tag->owner, event.success != 0);
    return true;
}

static bool is_over(struct plugin_server *server)
{
    return server->stopped && !server->expected && calls_count(&server->calls) == 0;
}

static void give_up(const struct plugin_server *server)
{
    LOG(LOG_WARN, "plugin", "calls did not end in time", {"version", str_from(server->plugin->version)});
    socket_remove();
    _exit(0);
}

static void run_to_the_end(struct plugin_server *server)
{
    int64_t began = clock_monotonic_ms();
    bool cut = false;
    while (!is_over(server)) {
        calls_cancel(&server->calls);
        calls_end_streams(&server->calls);
        serve_next(server, STOPPING_STEP_MS);
        int64_t passed = clock_monotonic_ms() - began;
        if (passed > STOPPING_LIMIT_MS)
            give_up(server);
        if (passed > STOPPING_KIND_MS && !cut)
            grpc_server_cancel_all_calls(server->grpc);
        cut = passed > STOPPING_KIND_MS;
    }
}

void plugin_server_run(struct plugin_server *server)
{
    while (!atomic_load(&server->stopping))
        serve_next(server, -1);
    run_to_the_end(server);
}

/* C-core hands back the expected call, which wakes the network thread. */
void plugin_server_stop(void *context)
{
    struct plugin_server *server = context;
    if (!atomic_exchange(&server->stopping, true))
        grpc_server_shutdown_and_notify(server->grpc, server->queue, &server->shutdown);
}

void plugin_server_clean_up(struct plugin_server *server)
{
    if (!server->stopped) {
        plugin_server_stop(server);
        run_to_the_end(server);
    }
    workers_clean_up(&server->workers);
    grpc_completion_queue_shutdown(server->queue);
    while (serve_next(server, -1))
        continue;
    grpc_server_destroy(server->grpc);
    grpc_completion_queue_destroy(server->queue);
    calls_clean_up(&server->calls);
    grpc_shutdown();
}
