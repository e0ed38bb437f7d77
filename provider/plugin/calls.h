/* provider/plugin/calls.h - one gRPC call from its arrival to its end, as batches of C-core operations (c-style.md 2.5). */
#ifndef ESDR_PLUGIN_CALLS_H
#define ESDR_PLUGIN_CALLS_H

#include "plugin/plugin.h"
#include "plugin/workers.h"

#include <grpc/grpc.h>

/* What the completion queue hands back. */
struct tag {
    void (*arrived)(void *owner, bool worked);
    void *owner;
};

/* Methods that only the plugin layer itself serves (side_services.h). */
enum stream_flags {
    CALL_STREAM = 1u << 16,          /* stays open, sends nothing, ignores what it gets, until the client or the server ends */
    CALL_ENDS_WITH_INPUT = 1u << 17, /* a stream that ends when the client has nothing more to say */
};

/* A method and what it is called with. */
struct route {
    const struct plugin_method *method; /* NULL: nobody serves this path */
    void *context;
};

/* A call. Counted: one reference for each batch under way, one for whoever has to answer. */
struct call {
    struct plugin_call public;
    struct arena arena;
    struct job job;
    struct route route;
    grpc_call *grpc;
    grpc_call_details details;
    grpc_metadata_array metadata;
    grpc_byte_buffer *input, *output;
    grpc_slice request;
    int cancelled_by_client; /* written by C-core */
    atomic_bool cancelled;
    atomic_uint references;
    bool is_open; /* a stream that has not been ended; only the network thread looks */
    struct tag closed, received, answered;
    struct calls *calls;
    struct call *previous, *next;
};

/* The calls that are being served. `lock` guards the list; everything else belongs to the network thread. */
struct calls {
    pthread_mutex_t lock;
    struct call *first;
    size_t count;
    struct workers *workers;
};

void calls_init(struct calls *calls, struct workers *workers);
void calls_clean_up(struct calls *calls);

/* Calls that are not yet released. Any thread. */
size_t calls_count(struct calls *calls);

/* Sets `cancelled` on all calls that run methods. Any thread. */
void calls_cancel(struct calls *calls);

/* Ends all streams with OK. Network thread. */
void calls_end_streams(struct calls *calls);

/* Room for a call that has not arrived. Released by call_discard when it never does, else by the call itself. Never NULL. */
struct call *call_new(struct calls *calls);
void call_discard(struct call *call);

/* Serves a call that has arrived: `grpc`, `details` and `metadata` are set. Network thread. */
void call_begin(struct call *call, struct route route, uint64_t id);

#endif
