#include "plugin/plugin.h"

#include "base/buffer.h"
#include "base/log.h"
#include "plugin/crash.h"
#include "plugin/handshake.h"
#include "plugin/server.h"
#include "plugin/socket.h"
#include "plugin/watch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char SOCKET_PREFIX[] = "plugin";

/* One run, from start to end. */
struct run {
    const struct plugin *plugin;
    struct handshake handshake;
    struct identity identity; /* all zero without TLS */
    struct endpoint endpoint;
    enum watch_for watched;
};

static struct str first_line(struct arena *arena, const struct plugin *plugin)
{
    return arena_format(arena, "%s %s", plugin->name, plugin->version);
}

static int introduce(struct arena *arena, const struct plugin *plugin)
{
    struct str text = arena_format(arena,
                                   "%.*s\n"
                                   "A provider of Terraform and OpenTofu (%s). They start it; it does nothing by itself.\n"
                                   "%s\n",
                                   STR_ARGS(first_line(arena, plugin)), plugin->source_address, plugin->install_hint);
    fputs(text.ptr, stderr);
    return 1;
}

/* The client shows one line of standard output to the user, as long as it has no '|'. */
static int apologise(struct request *rq)
{
    struct buffer line = {.arena = rq->arena};
    for (const struct diagnostic *problem = rq->first; problem; problem = problem->next)
        buffer_format(&line, "%.*s: %.*s ", STR_ARGS(problem->summary), STR_ARGS(problem->detail));
    for (size_t at = 0; at < line.len; at++)
        if (strchr("|\r\n", line.ptr[at]))
            line.ptr[at] = ' ';
    printf("%s\n", buffer_c_string(&line));
    return 1;
}

static bool announce(struct request *rq, const struct run *run)
{
    if (run->watched == WATCH_OPERATOR) {
        const char *const addresses[2] = {run->plugin->source_address, run->plugin->opentofu_address};
        struct str assignment = handshake_reattach(rq->arena, addresses, run->endpoint, getpid());
        return handshake_write(
            rq, arena_format(rq->arena, "Running until Ctrl-C. Let Terraform or OpenTofu find it with:\n\n\t%.*s\n\n", STR_ARGS(assignment)));
    }
    GUARD(handshake_write(rq, handshake_line(rq->arena, &run->handshake, run->endpoint, run->identity.certificate_line)));
    handshake_seal_output();
    return true;
}

static bool secure(struct request *rq, struct run *run, struct plugin_server *server)
{
    if (run->watched == WATCH_OPERATOR || !run->handshake.client_certificate)
        return true;
    GUARD(identity_check_client(rq, run->handshake.client_certificate));
    GUARD(identity_make(rq, run->plugin->name, &run->identity));
    plugin_server_secure(server, (struct plugin_server_security){&run->identity, run->handshake.client_certificate});
    return true;
}

static bool open_for_business(struct request *rq, struct run *run, struct plugin_server *server)
{
    GUARD(secure(rq, run, server));
    GUARD(socket_listen(rq, SOCKET_PREFIX, (struct socket_binder){plugin_server_bind, server}, &run->endpoint));
    plugin_server_start(server);
    return announce(rq, run);
}

static bool serve(struct request *rq, struct run *run, struct plugin_server *server, struct watch *watch)
{
    GUARD(open_for_business(rq, run, server));
    GUARD(watch_start(rq, watch, plugin_server_stop, server));
    LOG(LOG_DEBUG, "plugin", "serving", {"version", str_from(run->plugin->version)}, {"address", str_from(run->endpoint.address)});
    plugin_server_run(server);
    return true;
}

static int run_once(struct request *rq, struct run *run)
{
    struct plugin_server server;
    struct watch watch;
    crash_catch(first_line(rq->arena, run->plugin).ptr);
    watch_open(&watch, run->watched);
    plugin_server_init(&server, run->plugin);
    bool served = serve(rq, run, &server, &watch);
    watch_clean_up(&watch);
    plugin_server_clean_up(&server);
    socket_remove();
    return served ? 0 : apologise(rq);
}

static bool asks_for_debugging(int argc, char **argv)
{
    return argc == 2 && (strcmp(argv[1], "-debug") == 0 || strcmp(argv[1], "--debug") == 0);
}

int plugin_main(int argc, char **argv, const struct plugin *plugin)
{
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct run run = {.plugin = plugin, .watched = asks_for_debugging(argc, argv) ? WATCH_OPERATOR : WATCH_CLIENT};
    log_start();
    handshake_read(&run.handshake);
    if (run.watched == WATCH_CLIENT && !run.handshake.started_by_client)
        return introduce(&arena, plugin);
    if (run.watched == WATCH_CLIENT && !run.handshake.version_offered)
        log_write(LOG_WARN, "plugin", "the client does not offer protocol version 6, the only one served", NULL, 0);
    return run_once(&rq, &run);
}
