#include "plugin/handshake.h"

#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CORE_VERSION = 1 };

static const char COOKIE_NAME[] = "TF_PLUGIN_MAGIC_COOKIE";
static const char COOKIE_VALUE[] = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static bool lists_our_version(struct str versions)
{
    struct str version;
    while (str_next_field(&versions, ',', &version)) {
        int64_t number;
        if (str_to_int64(str_trim(version), &number) && number == PROTOCOL_VERSION)
            return true;
    }
    return false;
}

void handshake_read(struct handshake *handshake)
{
    *handshake = (struct handshake){
        .started_by_client = str_equal(str_from(environment(COOKIE_NAME)), str_from(COOKIE_VALUE)),
        .version_offered = lists_our_version(str_from(environment("PLUGIN_PROTOCOL_VERSIONS"))),
        .wants_multiplexing = environment("PLUGIN_MULTIPLEX_GRPC") != NULL,
        .client_certificate = environment("PLUGIN_CLIENT_CERT"),
    };
}

struct str handshake_line(struct arena *arena, const struct handshake *handshake, struct endpoint endpoint, struct str certificate)
{
    struct buffer line = {.arena = arena};
    buffer_format(&line, "%d|%d|%s|%s|grpc|", CORE_VERSION, PROTOCOL_VERSION, endpoint.network, endpoint.address);
    buffer_append(&line, certificate);
    if (handshake->wants_multiplexing)
        buffer_append(&line, STR("|false"));
    buffer_append_byte(&line, '\n');
    return buffer_str(&line);
}

static void append_json_text(struct buffer *text, const char *value)
{
    buffer_append_byte(text, '"');
    for (const char *at = value; *at; at++) {
        if (*at == '"' || *at == '\\')
            buffer_append_byte(text, '\\');
        buffer_append_byte(text, *at);
    }
    buffer_append_byte(text, '"');
}

struct str handshake_reattach(struct arena *arena, const char *const addresses[2], struct endpoint endpoint, int64_t process_id)
{
    struct buffer text = {.arena = arena};
    buffer_append(&text, STR("TF_REATTACH_PROVIDERS='{"));
    for (size_t at = 0; at < 2; at++) {
        if (!addresses[at])
            continue;
        buffer_append(&text, at > 0 ? STR(",") : STR(""));
        append_json_text(&text, addresses[at]);
        buffer_format(&text, ":{\"Protocol\":\"grpc\",\"ProtocolVersion\":%d,\"Pid\":%" PRId64 ",\"Test\":true,", PROTOCOL_VERSION, process_id);
        buffer_format(&text, "\"Addr\":{\"Network\":\"%s\",\"String\":", endpoint.network);
        append_json_text(&text, endpoint.address);
        buffer_append(&text, STR("}}"));
    }
    buffer_append(&text, STR("}'"));
    return buffer_str(&text);
}

bool handshake_write(struct request *rq, struct str text)
{
    size_t done = 0;
    while (done < text.len) {
        ssize_t written = write(STDOUT_FILENO, text.ptr + done, text.len - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return diag_error(rq, PATH_ROOT, "The handshake could not be written", "Writing to standard output failed: %s.", strerror(errno));
        done += (size_t)written;
    }
    return true;
}

void handshake_seal_output(void)
{
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nothing < 0) {
        close(STDOUT_FILENO);
        return;
    }
    dup2(nothing, STDOUT_FILENO);
    close(nothing);
}
