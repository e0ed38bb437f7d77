/* provider/plugin/watch.h - notices from outside that it is time to end: a signal, or a client that is no more (terraform-plugin-protocol.md 1.6). */
#ifndef ESDR_PLUGIN_WATCH_H
#define ESDR_PLUGIN_WATCH_H

#include "base/request.h"

#include <pthread.h>

enum watch_for {
    WATCH_CLIENT,   /* SIGTERM, SIGHUP, the end of the parent process or of the reader of standard error; SIGINT is the client's to handle */
    WATCH_OPERATOR, /* SIGTERM, SIGHUP, SIGINT */
};

struct watch {
    void (*end)(void *context); /* called once, from a thread of the watch */
    void *context;
    int signals, parent, closing; /* descriptors; -1: none */
    bool reads_errors;            /* somebody reads standard error, and is the client */
    pthread_t thread;
};

/* Sets the signals so that threads started from now on leave them to the watch. Before any other thread exists. SIGPIPE is ignored from now on. */
void watch_block_signals(enum watch_for what);

/* Starts watching. False, with an error, when the system gives no thread or descriptor. */
WARN_UNUSED bool watch_start(struct request *rq, struct watch *watch, enum watch_for what, void (*end)(void *context), void *context);

/* Ends watching; `end` is not called any more once this has returned. */
void watch_clean_up(struct watch *watch);

#endif
