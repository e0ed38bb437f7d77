/* provider/plugin/socket.h - the place where a client finds the server: a Unix socket in a folder of its own, or a TCP port of the local host when no
 * such folder can be had (terraform-plugin-protocol.md 1.1, 1.2). One a process. */
#ifndef ESDR_PLUGIN_SOCKET_H
#define ESDR_PLUGIN_SOCKET_H

#include "plugin/handshake.h"

/* Makes a server listen at "unix:/path" or "127.0.0.1:PORT" (PORT 0: any free one). Returns the port, any positive number for a Unix socket, 0 when
 * that address cannot be had. */
struct socket_binder {
    int (*bind)(void *server, const char *address);
    void *server;
};

/* Finds an address, makes the server listen there and says where, in the request's arena.
 *
 * The folder is made inside PLUGIN_UNIX_SOCKET_DIR when that is set, else inside TMPDIR, else /tmp; only this user may enter it, and the members of
 * PLUGIN_UNIX_SOCKET_GROUP (name or number) when that is set. Without a usable folder, or when the path would be longer than 107 bytes: the first
 * free port from PLUGIN_MIN_PORT to PLUGIN_MAX_PORT, any port when these are not set. False, with an error, when nothing can be had. `prefix` starts
 * the folder's name, 1 to 32 bytes. Before other threads exist: reads the environment and changes the umask for a moment. */
WARN_UNUSED bool socket_listen(struct request *rq, const char *prefix, struct socket_binder binder, struct endpoint *out);

/* Removes the socket and its folder, if any. May be called more than once, from any thread, and from a signal handler. */
void socket_remove(void);

#endif
