/* provider/plugin/plugin.h - serving gRPC methods to Terraform or OpenTofu: start, handshake, TLS identity, threads, shutdown.
 *
 * The layer knows the plugin library's own services (shutdown, standard streams, broker, health) and serves them itself; the methods that make a
 * provider come as a table of functions on bytes. Sources: terraform-plugin-protocol.md 1 (what the client does), c-style.md 2 (gRPC C-core). */
#ifndef ESDR_PLUGIN_PLUGIN_H
#define ESDR_PLUGIN_PLUGIN_H

#include "base/arena.h"

#include <stdatomic.h>

/* gRPC's status codes that a method may answer with. Anything a user can cause belongs in the response's diagnostics, with PLUGIN_OK. */
enum plugin_status {
    PLUGIN_OK = 0,
    PLUGIN_INVALID_ARGUMENT = 3,
    PLUGIN_NOT_FOUND = 5,
    PLUGIN_RESOURCE_EXHAUSTED = 8,
    PLUGIN_UNIMPLEMENTED = 12,
    PLUGIN_INTERNAL = 13,
};

/* One call that is being served. Belongs to the thread that runs the method, until the method returns. */
struct plugin_call {
    struct arena *arena;          /* lives until the response has been taken over by gRPC, shortly after the method returns */
    struct str request;           /* the message as it came, 0 to 256 MiB; valid until the method returns */
    struct str response;          /* set by the method; in `arena`, or static. Empty is a valid message */
    const atomic_bool *cancelled; /* becomes true when the client cancels, its connection drops, it asks all calls to stop, or the process ends */
    uint64_t id;                  /* 1, 2, 3 ... in the order of arrival; for log lines */
    const char *method;           /* the path; static */
    int status;                   /* enum plugin_status; PLUGIN_OK unless the method sets another, and then `response` is not sent */
    struct str status_details;    /* one sentence, for a status other than PLUGIN_OK; at most 1,024 bytes are sent */
};

enum plugin_method_flags {
    PLUGIN_INLINE = 1u << 0,        /* runs on the thread that serves the network: gets through when all others are busy, and must not block */
    PLUGIN_CANCELS_CALLS = 1u << 1, /* all running calls see `cancelled` before the method is run; calls that arrive later do not */
};

struct plugin_method {
    const char *path; /* "/package.Service/Method" */
    /* Serves one call. Without PLUGIN_INLINE it runs on a thread of its own and may block, but has to end within half a second once `cancelled` is
     * set and the process is to end; many run at once, the same method too. */
    void (*handle)(void *context, struct plugin_call *call);
    unsigned flags; /* enum plugin_method_flags */
};

/* What a provider is. Has to live as long as plugin_main runs. */
struct plugin {
    const char *name;             /* "terraform-provider-esdr" */
    const char *version;          /* "0.1.0" */
    const char *source_address;   /* "registry.terraform.io/NAMESPACE/TYPE" */
    const char *opentofu_address; /* the same for OpenTofu's registry, or NULL */
    const char *install_hint;     /* one or more lines for a person who starts the program by hand */
    const struct plugin_method *methods;
    size_t method_count;
    void *context; /* handed to every method */
};

/* Serves until the client says Shutdown, SIGTERM comes, or the client is gone. Call once, from main, before other threads exist; reads the
 * environment.
 *
 * Started by a client (terraform-plugin-protocol.md 1.1): writes the handshake line to standard output and nothing after it. With the argument
 * -debug: prints the value of TF_REATTACH_PROVIDERS and serves any client until SIGTERM or SIGINT. By hand: says what the program is. Afterwards
 * SIGINT and SIGPIPE are ignored and SIGTERM is blocked in every thread: a child process has to set them back.
 *
 * Returns the exit code: 0 after an orderly end, 1 when it was started by hand or could not start (one line on standard output says why, which the
 * client shows). When a method does not end in time, the process ends all the same, 0.7 s after it was asked to, without returning. */
int plugin_main(int argc, char **argv, const struct plugin *plugin);

#endif
