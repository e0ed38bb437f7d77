#include "cluster/fake_server.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 64, REQUEST_BYTES = 64 * 1024 };

struct fake_server {
    int listener;
    char url[64];
    pthread_t acceptor;
    pthread_mutex_t lock;
    const struct exchange *script;
    size_t count, next;
    bool repeated;
    char complaint[2048];
    pthread_t threads[CONNECTIONS_MAX];
    int sockets[CONNECTIONS_MAX];
    size_t connections;
};

struct connection {
    struct fake_server *server;
    int socket;
};

static bool send_all(int socket, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

static size_t content_length(const char *head)
{
    const char *at = strcasestr(head, "\r\nContent-Length:");
    return at ? strtoul(at + 17, NULL, 10) : 0;
}

/* Reads one request whole: head and body, NUL-terminated. */
static bool read_request(int socket, char *text, char **body)
{
    size_t length = 0;
    for (;;) {
        text[length] = '\0';
        char *end = strstr(text, "\r\n\r\n");
        if (end && length >= (size_t)(end + 4 - text) + content_length(text)) {
            *body = end + 4;
            return true;
        }
        ssize_t got = recv(socket, text + length, REQUEST_BYTES - 1 - length, 0);
        if (got <= 0)
            return false;
        length += (size_t)got;
    }
}

static char *text_of(const char *answer)
{
    if (answer[0] != '@')
        return strdup(answer);
    json_t *json = read_data(answer + 1);
    char *text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    return text;
}

static bool is_expected(const struct exchange *exchange, const char *head, const char *body)
{
    size_t length = strlen(exchange->request);
    return strncmp(head, exchange->request, length) == 0 && strncmp(head + length, " HTTP/1.1\r\n", 11) == 0 &&
           (!exchange->contains || strstr(body, exchange->contains)) && (!exchange->headers || strstr(head, exchange->headers));
}

static void complain(struct fake_server *server, const char *head, const char *body)
{
    const char *expected = server->next < server->count ? server->script[server->next].request : "nothing more";
    if (!server->complaint[0])
        snprintf(server->complaint, sizeof server->complaint, "expected %s, got: %.*s with body %.1200s", expected, (int)strcspn(head, "\r"), head,
                 body);
}

static const struct exchange *take_exchange(struct fake_server *server, const char *head, const char *body)
{
    pthread_mutex_lock(&server->lock);
    const struct exchange *exchange = server->next < server->count ? &server->script[server->next] : NULL;
    if (exchange && is_expected(exchange, head, body)) {
        server->next += !exchange->again;
        server->repeated = exchange->again;
    } else {
        complain(server, head, body);
        exchange = NULL;
    }
    pthread_mutex_unlock(&server->lock);
    return exchange;
}

static bool answer(int socket, const struct exchange *exchange)
{
    static const struct exchange unexpected = {.status = 418, .answer = "{\"error\":\"this request is not in the script\"}"};
    const struct exchange *used = exchange ? exchange : &unexpected;
    char head[256];
    if (used->status == 0)
        return false;
    char *body = text_of(used->answer);
    const char *type = body[0] == '<' ? "text/html" : "application/json";
    int length =
        snprintf(head, sizeof head, "HTTP/1.1 %d Scripted\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", used->status, type, strlen(body));
    bool sent = send_all(socket, head, (size_t)length) && send_all(socket, body, strlen(body));
    free(body);
    return sent;
}

static void *serve(void *argument)
{
    struct connection *connection = argument;
    char *text = malloc(REQUEST_BYTES), *body;
    while (read_request(connection->socket, text, &body))
        if (!answer(connection->socket, take_exchange(connection->server, text, body)))
            break;
    shutdown(connection->socket, SHUT_RDWR);
    free(text);
    free(connection);
    return NULL;
}

static void *accept_all(void *argument)
{
    struct fake_server *server = argument;
    for (;;) {
        int socket = accept(server->listener, NULL, NULL);
        if (socket < 0 || server->connections == CONNECTIONS_MAX)
            return NULL;
        struct connection *connection = malloc(sizeof *connection);
        *connection = (struct connection){server, socket};
        server->sockets[server->connections] = socket;
        pthread_create(&server->threads[server->connections++], NULL, serve, connection);
    }
}

struct fake_server *fake_server_start(const struct exchange *script, size_t count)
{
    struct fake_server *server = calloc(1, sizeof *server);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    server->script = script;
    server->count = count;
    pthread_mutex_init(&server->lock, NULL);
    server->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(server->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(server->listener, 32), 0);
    assert_int_equal(getsockname(server->listener, (struct sockaddr *)&address, &length), 0);
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%d", ntohs(address.sin_port));
    assert_int_equal(pthread_create(&server->acceptor, NULL, accept_all, server), 0);
    return server;
}

const char *fake_server_url(const struct fake_server *server)
{
    return server->url;
}

void fake_server_stop(struct fake_server *server)
{
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->acceptor, NULL);
    close(server->listener);
    for (size_t i = 0; i < server->connections; i++) {
        shutdown(server->sockets[i], SHUT_RDWR);
        pthread_join(server->threads[i], NULL);
        close(server->sockets[i]);
    }
    pthread_mutex_destroy(&server->lock);
    char complaint[sizeof server->complaint];
    memcpy(complaint, server->complaint, sizeof complaint);
    if (!complaint[0] && server->next + server->repeated < server->count)
        snprintf(complaint, sizeof complaint, "%s was never asked", server->script[server->next].request);
    free(server);
    if (complaint[0])
        fail_msg("%s", complaint);
}

json_t *read_data(const char *name)
{
    char path[256];
    json_error_t error;
    snprintf(path, sizeof path, "tests/data/cluster/%s.json", name);
    json_t *json = json_load_file(path, 0, &error);
    if (!json)
        fail_msg("%s: %s in line %d", path, error.text, error.line);
    return json;
}

void scripted_start(struct scripted *scripted, const struct exchange *script, size_t count)
{
    scripted->rq.arena = &scripted->arena;
    scripted->server = fake_server_start(script, count);
    struct str endpoint = str_from(fake_server_url(scripted->server));
    const struct cluster_options options = {.endpoints = &endpoint, .endpoint_count = 1};
    assert_true(cluster_new(&scripted->rq, &options, &scripted->cluster));
}

void scripted_stop(struct scripted *scripted)
{
    cluster_destroy(scripted->cluster);
    arena_clean_up(&scripted->arena);
    fake_server_stop(scripted->server);
}

void expect_one_error(const struct request *rq, const char *path, const char *text, const char *file, int line)
{
    const struct diagnostic *diagnostic = rq->first;
    if (!diagnostic || diagnostic->next || diagnostic->severity != SEVERITY_ERROR) {
        print_error("expected one error, got: %.*s\n", STR_ARGS(diagnostics_text(rq)));
        _fail(file, line);
        return;
    }
    expect_text(path_text(rq->arena, &diagnostic->path), path, file, line);
    if (str_contains(diagnostic->summary, str_from(text)) || str_contains(diagnostic->detail, str_from(text)))
        return;
    print_error("expected an error with: %s\ngot: %.*s: %.*s\n", text, STR_ARGS(diagnostic->summary), STR_ARGS(diagnostic->detail));
    _fail(file, line);
}
