/* tests/unit/plugin/served_plugin.h - a server on a thread, with a few methods, and clients of it. */
#ifndef ESDR_TESTS_SERVED_PLUGIN_H
#define ESDR_TESTS_SERVED_PLUGIN_H

#include "plugin/grpc_client.h"
#include "plugin/server.h"

#include <semaphore.h>

/* Methods: /t.T/Echo; /t.T/Wait (until cancelled; posts `waiting` when it begins); /t.T/Stop (cancels); /t.T/Fail (NOT_FOUND "no such thing");
 * /t.T/Describe (the call's number and path). */
struct served_plugin {
    struct plugin_server server;
    struct plugin plugin;
    pthread_t thread;
    struct grpc_client client;
    struct arena arena;
    char address[64];
    sem_t waiting;
};

void served_plugin_init(struct served_plugin *served);

/* Stops the server, waits until it has stopped, releases everything. */
void served_plugin_clean_up(struct served_plugin *served);

/* Calls a method and waits. In the arena of `served`. */
struct grpc_answer served_plugin_call(struct served_plugin *served, const char *method, struct str request);

#endif
