/* provider/plugin/handshake.h - what a client says to a plugin through the environment, and the one line it wants to hear
 * (terraform-plugin-protocol.md 1.1, 1.2). */
#ifndef ESDR_PLUGIN_HANDSHAKE_H
#define ESDR_PLUGIN_HANDSHAKE_H

#include "base/request.h"

enum { PROTOCOL_VERSION = 6 };

/* The environment as the client set it. The strings live in the environment. */
struct handshake {
    bool started_by_client;         /* the magic cookie is there */
    bool version_offered;           /* the client speaks PROTOCOL_VERSION */
    bool wants_multiplexing;        /* the client knows the seventh field of the line */
    const char *client_certificate; /* PEM; NULL: serve without TLS */
};

/* Where a server can be reached. */
struct endpoint {
    const char *network; /* "unix" or "tcp" */
    const char *address; /* absolute path, or "127.0.0.1:PORT" */
};

/* Reads the environment. Before other threads exist. */
void handshake_read(struct handshake *handshake);

/* The line, with its end. `certificate` is the server's, base64 without padding, or empty. In the arena. */
struct str handshake_line(struct arena *arena, const struct handshake *handshake, struct endpoint endpoint, struct str certificate);

/* The assignment a user copies to let clients find a server that runs already (terraform-plugin-protocol.md 5.1). One entry for each address that is
 * not NULL. In the arena. */
struct str handshake_reattach(struct arena *arena, const char *const addresses[2], struct endpoint endpoint, int64_t process_id);

/* Writes all of the text to standard output. False, with an error, when it cannot be written. */
WARN_UNUSED bool handshake_write(struct request *rq, struct str text);

/* Makes sure that nothing more gets to the client's end of standard output. */
void handshake_seal_output(void);

#endif
