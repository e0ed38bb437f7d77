/* provider/plugin/server.h - the gRPC server: one completion queue, one thread that serves it, calls found by their path (c-style.md 2.3 to 2.9). */
#ifndef ESDR_PLUGIN_SERVER_H
#define ESDR_PLUGIN_SERVER_H

#include "plugin/calls.h"
#include "plugin/identity.h"

/* What the server proves to clients, and what it wants them to prove. NULL in both: plaintext. */
struct plugin_server_security {
    const struct identity *identity;
    const char *client_certificate; /* PEM; only its owner gets through */
};

struct plugin_server {
    grpc_server *grpc;
    grpc_completion_queue *queue;
    const struct plugin *plugin;
    struct plugin_server_security security;
    struct workers workers;
    struct calls calls;
    struct call *expected; /* the next call, not arrived */
    uint64_t call_count;
    atomic_bool stopping;
    bool stopped; /* C-core has let go of every connection */
    struct tag arrival, shutdown;
};

/* Starts gRPC and makes a server that listens nowhere. `plugin` has to outlive it. */
void plugin_server_init(struct plugin_server *server, const struct plugin *plugin);

/* What holds for the addresses bound afterwards; without it they are plaintext. What it points to has to stay until they are bound. */
void plugin_server_secure(struct plugin_server *server, struct plugin_server_security security);

/* Listens at "unix:/path" or "127.0.0.1:PORT". Returns the port, 1 for a Unix socket, 0 when it cannot. `server` is a struct plugin_server
 * (socket_binder). Before plugin_server_start. */
int plugin_server_bind(void *server, const char *address);

/* Accepts connections from now on. */
void plugin_server_start(struct plugin_server *server);

/* Serves until plugin_server_stop has been called and the last call is over. Answers unknown methods with UNIMPLEMENTED. On the calling thread, which
 * is the network thread. When calls do not end within 0.7 s after plugin_server_stop, removes the socket and ends the process with code 0. */
void plugin_server_run(struct plugin_server *server);

/* Begins the end: no new calls, `cancelled` set on all. Any thread, but no signal handler; more than once. `server` is a struct plugin_server. */
void plugin_server_stop(void *server);

/* Releases everything. After plugin_server_run, or instead of it. */
void plugin_server_clean_up(struct plugin_server *server);

#endif
