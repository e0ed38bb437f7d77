/* A plugin whose methods do what the protocol tests need; everything else is the real plugin layer. */
#include "base/log.h"
#include "plugin/plugin.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static atomic_int running;

static void wait_a_little(void)
{
    const struct timespec step = {.tv_nsec = 5 * 1000 * 1000};
    nanosleep(&step, NULL);
}

static void echo(void *context, struct plugin_call *call)
{
    (void)context;
    call->response = arena_copy(call->arena, call->request);
}

static void wait_for_cancellation(void *context, struct plugin_call *call)
{
    (void)context;
    atomic_fetch_add(&running, 1);
    while (!atomic_load(call->cancelled))
        wait_a_little();
    atomic_fetch_sub(&running, 1);
    call->response = STR("cancelled");
}

static void count_running(void *context, struct plugin_call *call)
{
    (void)context;
    call->response = arena_format(call->arena, "%d", atomic_load(&running));
}

static void stop(void *context, struct plugin_call *call)
{
    (void)context;
    call->response = STR("stopping");
}

static void hang(void *context, struct plugin_call *call)
{
    (void)context;
    (void)call;
    atomic_fetch_add(&running, 1);
    for (;;)
        wait_a_little();
}

/* Answers as many bytes as the request says. */
static void enlarge(void *context, struct plugin_call *call)
{
    (void)context;
    int64_t size;
    if (!str_to_int64(call->request, &size) || size < 0) {
        call->status = PLUGIN_INVALID_ARGUMENT;
        call->status_details = STR("the request is no number");
        return;
    }
    char *bytes = arena_allocate(call->arena, (size_t)size, 1);
    memset(bytes, 'x', (size_t)size);
    call->response = (struct str){bytes, (size_t)size};
}

static void explain_at_length(void *context, struct plugin_call *call)
{
    enlarge(context, call);
    call->status = PLUGIN_INTERNAL;
    call->status_details = call->response;
}

static void crash_abort(void *context, struct plugin_call *call)
{
    (void)context;
    (void)call;
    abort();
}

static void crash_memory(void *context, struct plugin_call *call)
{
    (void)context;
    (void)call;
    raise(SIGSEGV);
}

static int overflow(volatile int *depth)
{
    volatile int deeper[1024];
    deeper[0] = *depth + 1;
    return deeper[0] > 0 ? overflow(deeper) + deeper[1] : 0;
}

static void crash_stack(void *context, struct plugin_call *call)
{
    (void)context;
    volatile int depth = 0;
    call->status = overflow(&depth);
}

static void chatter(void *context, struct plugin_call *call)
{
    (void)context;
    printf("text that must not reach the client\n");
    fflush(stdout);
    LOG(LOG_INFO, "echo", "line one", {"bytes", STR("\xff \" \\ \n")});
    call->response = STR("said");
}

static const struct plugin_method methods[] = {
    {"/test.Echo/Echo", echo, 0},
    {"/test.Echo/Wait", wait_for_cancellation, 0},
    {"/test.Echo/Running", count_running, PLUGIN_INLINE},
    {"/test.Echo/Stop", stop, PLUGIN_INLINE | PLUGIN_CANCELS_CALLS},
    {"/test.Echo/Hang", hang, 0},
    {"/test.Echo/Enlarge", enlarge, 0},
    {"/test.Echo/ExplainAtLength", explain_at_length, 0},
    {"/test.Echo/CrashAbort", crash_abort, 0},
    {"/test.Echo/CrashMemory", crash_memory, 0},
    {"/test.Echo/CrashStack", crash_stack, 0},
    {"/test.Echo/Chatter", chatter, 0},
};

int main(int argc, char **argv)
{
    const struct plugin plugin = {
        .name = "terraform-provider-echo",
        .version = "1.2.3",
        .source_address = "registry.terraform.io/test/echo",
        .opentofu_address = "registry.opentofu.org/test/echo",
        .install_hint = "It is only for tests.",
        .methods = methods,
        .method_count = ARRAY_LENGTH(methods),
    };
    return plugin_main(argc, argv, &plugin);
}
