/* provider/plugin/server.h - the gRPC server: one completion queue, one thread that serves it, calls found by their path (c-style.md 2.3 to 2.9). */
#ifndef ESDR_PLUGIN_SERVER_H
#define ESDR_PLUGIN_SERVER_H

#include "plugin/calls.h"
#include "plugin/identity.h"

/* What the server proves to clients, and what it wants them to prove. NULL in both: plaintext. */
struct server_security {
    const struct identity *identity;
    const char *client_certificate; /* PEM; only its owner gets through */
};

struct server {
    grpc_server *grpc;
    grpc_completion_queue *queue;
    const struct plugin *plugin;
    struct server_security security;
    struct workers workers;
    struct calls calls;
    struct call *expected; /* the next call, not arrived */
    uint64_t call_count;
    atomic_bool stopping;
    bool stopped; /* C-core has let go of every connection */
    struct tag arrival, shutdown;
};

/* Starts gRPC and makes a server that listens nowhere. `plugin` has to outlive it. */
void server_init(struct server *server, const struct plugin *plugin);

/* What holds for the addresses bound afterwards; without it they are plaintext. What it points to has to stay until they are bound. */
void server_secure(struct server *server, struct server_security security);

/* Listens at "unix:/path" or "127.0.0.1:PORT". Returns the port, 1 for a Unix socket, 0 when it cannot. `server` is a struct server (socket_binder).
 * Before server_start. */
int server_bind(void *server, const char *address);

/* Accepts connections from now on. */
void server_start(struct server *server);

/* Serves until server_stop has been called and the last call is over. Answers unknown methods with UNIMPLEMENTED. On the calling thread, which is the
 * network thread. When calls do not end within 0.7 s after server_stop, removes the socket and ends the process with code 0. */
void server_run(struct server *server);

/* Begins the end: no new calls, `cancelled` set on all. Any thread, but no signal handler; more than once. `server` is a struct server. */
void server_stop(void *server);

/* Releases everything. After server_run, or instead of it. */
void server_clean_up(struct server *server);

#endif
