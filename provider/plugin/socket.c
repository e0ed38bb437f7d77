#include "plugin/socket.h"

#include "base/log.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { PATH_BYTES = sizeof((struct sockaddr_un){0}.sun_path), LAST_PORT = 65535 };

/* Fixed places, because a signal handler has to find them. */
static char folder[PATH_BYTES];
static char file[PATH_BYTES];

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static bool log_why_not(const char *what)
{
    LOG(LOG_DEBUG, "plugin", "no Unix socket here", {"path", str_from(what)}, {"reason", str_from(strerror(errno))});
    return false;
}

/* What the handshake line can carry. */
static bool is_speakable(const char *path)
{
    return path[0] == '/' && !strpbrk(path, "|\r\n");
}

static bool make_folder(const char *inside, const char *prefix)
{
    int length = snprintf(file, sizeof file, "%s/%sXXXXXX/s", inside, prefix);
    if (length < 0 || (size_t)length >= sizeof file) {
        errno = ENAMETOOLONG;
        return log_why_not(inside);
    }
    snprintf(folder, sizeof folder, "%s/%sXXXXXX", inside, prefix);
    if (!mkdtemp(folder)) {
        folder[0] = '\0';
        return log_why_not(inside);
    }
    memcpy(file, folder, strlen(folder));
    return true;
}

static bool find_group(const char *name, gid_t *group)
{
    int64_t number;
    if (str_to_int64(str_from(name), &number) && number >= 0 && number < UINT32_MAX) {
        *group = (gid_t)number;
        return true;
    }
    const struct group *entry = getgrnam(name);
    if (entry)
        *group = entry->gr_gid;
    return entry != NULL;
}

static bool open_to(gid_t group)
{
    GUARD(chown(folder, (uid_t)-1, group) == 0);
    GUARD(chmod(folder, S_IRWXU | S_IXGRP) == 0);
    GUARD(chown(file, (uid_t)-1, group) == 0);
    return chmod(file, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) == 0;
}

static bool open_to_group(struct request *rq, const char *name)
{
    gid_t group;
    if (!find_group(name, &group))
        return diag_error(rq, PATH_ROOT, "Unknown group", "PLUGIN_UNIX_SOCKET_GROUP names the group %s, which this host does not know.", name);
    if (!open_to(group))
        return diag_error(rq, PATH_ROOT, "The socket could not be opened to its group", "Giving %s to the group %s failed: %s.", file, name,
                          strerror(errno));
    return true;
}

static bool bind_inside(const char *inside, const char *prefix, struct socket_binder binder)
{
    char address[PATH_BYTES + sizeof "unix:"];
    GUARD(inside && is_speakable(inside) && make_folder(inside, prefix));
    snprintf(address, sizeof address, "unix:%s", file);
    mode_t before = umask(S_IRWXG | S_IRWXO);
    int port = binder.bind(binder.server, address);
    umask(before);
    if (port <= 0) {
        socket_remove();
        return log_why_not(inside);
    }
    return true;
}

static bool bind_unix(const char *prefix, struct socket_binder binder)
{
    const char *given = environment("PLUGIN_UNIX_SOCKET_DIR");
    if (given)
        return bind_inside(given, prefix, binder);
    return bind_inside(environment("TMPDIR"), prefix, binder) || bind_inside("/tmp", prefix, binder);
}

static int64_t port_from(const char *variable)
{
    int64_t port;
    const char *text = environment(variable);
    return text && str_to_int64(str_from(text), &port) && port > 0 && port <= LAST_PORT ? port : 0;
}

static bool bind_tcp(struct request *rq, struct socket_binder binder, struct endpoint *out)
{
    int64_t first = port_from("PLUGIN_MIN_PORT"), last = port_from("PLUGIN_MAX_PORT");
    if (last < first)
        last = first;
    for (int64_t port = first; port <= last; port++) {
        struct str address = arena_format(rq->arena, "127.0.0.1:%d", (int)port);
        int bound = binder.bind(binder.server, address.ptr);
        if (bound <= 0)
            continue;
        *out = (struct endpoint){"tcp", arena_format(rq->arena, "127.0.0.1:%d", bound).ptr};
        return true;
    }
    return diag_error(
        rq, PATH_ROOT, "The provider cannot be reached",
        "Neither a Unix socket in a folder for temporary files nor a TCP port from %d to %d of 127.0.0.1 could be had. Set TMPDIR to a folder "
        "that can be written to.",
        (int)first, (int)last);
}

bool socket_listen(struct request *rq, const char *prefix, struct socket_binder binder, struct endpoint *out)
{
    if (!bind_unix(prefix, binder))
        return bind_tcp(rq, binder, out);
    *out = (struct endpoint){"unix", file};
    const char *group = environment("PLUGIN_UNIX_SOCKET_GROUP");
    return !group || open_to_group(rq, group);
}

void socket_remove(void)
{
    if (folder[0] == '\0')
        return;
    unlink(file);
    rmdir(folder);
}
