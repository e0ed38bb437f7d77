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
    bool started;
    pthread_t thread;
};

/* From now on nothing of what is watched for is lost, and threads started from now on leave the signals to the watch. SIGPIPE is ignored. Before any
 * other thread exists, and before the client is told anything: a parent that ends later is noticed. */
void watch_open(struct watch *watch, enum watch_for what);

/* Starts watching. False, with an error, when the system gives no thread or descriptor. */
WARN_UNUSED bool watch_start(struct request *rq, struct watch *watch, void (*end)(void *context), void *context);

/* Ends watching, whether it was started or not; `end` is not called any more once this has returned. */
void watch_clean_up(struct watch *watch);

#endif
