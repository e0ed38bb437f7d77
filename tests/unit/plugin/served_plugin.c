#include "plugin/served_plugin.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT_MS = 60 * 1000 };

static void echo(void *context, struct plugin_call *call)
{
    (void)context;
    call->response = arena_copy(call->arena, call->request);
}

static void wait_until_cancelled(void *context, struct plugin_call *call)
{
    const struct timespec step = {.tv_nsec = 1000 * 1000};
    struct served_plugin *served = context;
    sem_post(&served->waiting);
    while (!atomic_load(call->cancelled))
        nanosleep(&step, NULL);
    call->response = STR("cancelled");
}

static void stop(void *context, struct plugin_call *call)
{
    (void)context;
    call->response = STR("stopping");
}

static void fail(void *context, struct plugin_call *call)
{
    (void)context;
    call->status = PLUGIN_NOT_FOUND;
    call->status_details = STR("no such thing");
    call->response = STR("not to be sent");
}

static void describe(void *context, struct plugin_call *call)
{
    (void)context;
    call->response = arena_format(call->arena, "%u %s", (unsigned)call->id, call->method);
}

static const struct plugin_method methods[] = {
    {"/t.T/Echo", echo, 0},
    {"/t.T/Wait", wait_until_cancelled, 0},
    {"/t.T/Stop", stop, PLUGIN_INLINE | PLUGIN_CANCELS_CALLS},
    {"/t.T/Fail", fail, PLUGIN_INLINE},
    {"/t.T/Describe", describe, PLUGIN_INLINE},
};

static void *run(void *server)
{
    plugin_server_run(server);
    return NULL;
}

void served_plugin_init(struct served_plugin *served)
{
    static int number;
    *served = (struct served_plugin){.plugin = {.name = "t", .version = "1", .methods = methods, .method_count = ARRAY_LENGTH(methods)}};
    served->plugin.context = served;
    sem_init(&served->waiting, 0, 0);
    snprintf(served->address, sizeof served->address, "unix-abstract:esdr-test-%d-%d", (int)getpid(), number++);
    plugin_server_init(&served->server, &served->plugin);
    plugin_server_bind(&served->server, served->address);
    plugin_server_start(&served->server);
    pthread_create(&served->thread, NULL, run, &served->server);
    grpc_client_init(&served->client, served->address);
}

void served_plugin_clean_up(struct served_plugin *served)
{
    plugin_server_stop(&served->server);
    pthread_join(served->thread, NULL);
    grpc_client_clean_up(&served->client);
    plugin_server_clean_up(&served->server);
    arena_clean_up(&served->arena);
}

struct grpc_answer served_plugin_call(struct served_plugin *served, const char *method, struct str request)
{
    return grpc_client_call(&served->client, &served->arena, method, request, LIMIT_MS);
}
