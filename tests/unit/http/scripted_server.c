#include "http/scripted_server.h"

#include "base/buffer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 64, REQUESTS_MAX = 256, REQUEST_BYTES_MAX = 4 * 1024 * 1024 };

struct connection {
    struct scripted_server *server;
    pthread_t thread;
    int socket, number;
};

struct scripted_server {
    void (*answer)(struct visit *visit);
    SSL_CTX *tls;
    int listener, port;
    pthread_t thread;
    pthread_mutex_t lock; /* over everything below */
    bool stopping;
    struct connection connections[CONNECTIONS_MAX];
    int connection_count, request_count;
    struct arena texts;
    struct str requests[REQUESTS_MAX];
};

static bool is_stopping(struct scripted_server *server)
{
    pthread_mutex_lock(&server->lock);
    bool stopping = server->stopping;
    pthread_mutex_unlock(&server->lock);
    return stopping;
}

void visit_send_bytes(struct visit *visit, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t sent = visit->tls ? SSL_write(visit->tls, bytes.ptr, (int)bytes.len) : send(visit->socket, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes = str_slice(bytes, (size_t)sent, bytes.len);
    }
}

void visit_send(struct visit *visit, const char *format, ...)
{
    AUTO_ARENA arena = {0};
    va_list arguments;
    va_start(arguments, format);
    struct str text = arena_format_list(&arena, format, arguments);
    va_end(arguments);
    visit_send_bytes(visit, text);
}

void visit_answer(struct visit *visit, int status, const char *headers, const char *body)
{
    visit_send(visit, "HTTP/1.1 %d Status\r\nContent-Length: %zu\r\n%s\r\n%s", status, strlen(body), headers, body);
}

void answer_ok(struct visit *visit)
{
    char number[16];
    snprintf(number, sizeof(number), "%d", visit->number);
    visit_answer(visit, 200, "", number);
}

void visit_hang(struct visit *visit)
{
    char byte;
    while (!is_stopping(visit->server)) {
        struct pollfd watched = {.fd = visit->socket, .events = POLLIN};
        if (poll(&watched, 1, 10) > 0 && recv(visit->socket, &byte, 1, MSG_PEEK) <= 0)
            break;
    }
    visit->close = true;
}

static ssize_t receive(struct visit *visit, char *bytes, size_t size)
{
    if (visit->tls)
        return SSL_read(visit->tls, bytes, (int)size);
    return recv(visit->socket, bytes, size, 0);
}

static size_t body_length(const char *head)
{
    const char *header = strcasestr(head, "\r\ncontent-length:");
    return header ? strtoul(strchr(header, ':') + 1, NULL, 10) : 0;
}

/* Reads one request into `text`, which is NUL-terminated; 0 at the end of the connection, else the length of its head. */
static size_t read_request(struct visit *visit, char *text)
{
    size_t length = 0;
    for (;;) {
        ssize_t got = receive(visit, text + length, REQUEST_BYTES_MAX - length - 1);
        if (got <= 0)
            return 0;
        length += (size_t)got;
        text[length] = '\0';
        char *end = strstr(text, "\r\n\r\n");
        if (!end)
            continue;
        size_t head = (size_t)(end - text) + 4;
        visit->body = (struct str){text + head, body_length(text)};
        if (length >= head + visit->body.len)
            return head;
    }
}

static void record(struct visit *visit, const char *text)
{
    struct scripted_server *server = visit->server;
    pthread_mutex_lock(&server->lock);
    visit->number = ++server->request_count;
    if (visit->number <= REQUESTS_MAX)
        server->requests[visit->number - 1] = arena_copy(&server->texts, str_from(text));
    pthread_mutex_unlock(&server->lock);
}

static void hang_up(struct connection *connection, SSL *tls)
{
    char byte;
    struct visit visit = {.socket = connection->socket, .tls = tls};
    receive(&visit, &byte, 1);
}

static void converse(struct connection *connection, SSL *tls)
{
    char *text = malloc(REQUEST_BYTES_MAX);
    if (!text)
        abort();
    for (bool open = true; open;) {
        struct visit visit = {.server = connection->server, .connection = connection->number, .socket = connection->socket, .tls = tls, .head = text};
        if (read_request(&visit, text) == 0)
            break;
        record(&visit, text);
        connection->server->answer(&visit);
        open = !visit.close && !is_stopping(connection->server);
    }
    free(text);
}

/* OpenSSL's own socket code writes without MSG_NOSIGNAL. Only this thread is spared: a signal on the client's side still ends the test. */
static void ignore_closed_sockets(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

static void *serve_connection(void *context)
{
    struct connection *connection = context;
    ignore_closed_sockets();
    SSL *tls = connection->server->tls ? SSL_new(connection->server->tls) : NULL;
    if (tls)
        SSL_set_fd(tls, connection->socket);
    if (!tls || SSL_accept(tls) == 1)
        (connection->server->answer ? converse : hang_up)(connection, tls);
    if (tls)
        SSL_shutdown(tls);
    SSL_free(tls);
    shutdown(connection->socket, SHUT_RDWR);
    return NULL;
}

static void open_connection(struct scripted_server *server, int socket)
{
    pthread_mutex_lock(&server->lock);
    if (server->connection_count == CONNECTIONS_MAX)
        abort();
    struct connection *connection = &server->connections[server->connection_count++];
    *connection = (struct connection){.server = server, .socket = socket, .number = server->connection_count};
    pthread_create(&connection->thread, NULL, serve_connection, connection);
    pthread_mutex_unlock(&server->lock);
}

static void *serve(void *context)
{
    struct scripted_server *server = context;
    for (;;) {
        int socket = accept(server->listener, NULL, NULL);
        if (socket < 0)
            return NULL;
        open_connection(server, socket);
    }
}

struct scripted_server *scripted_server_new(void (*answer)(struct visit *visit), SSL_CTX *tls)
{
    struct scripted_server *server = calloc(1, sizeof(*server));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof(address);
    if (!server)
        abort();
    server->answer = answer;
    server->tls = tls;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    pthread_mutex_init(&server->lock, NULL);
    if (bind(server->listener, (struct sockaddr *)&address, length) != 0 || listen(server->listener, CONNECTIONS_MAX) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &length) != 0)
        abort();
    server->port = ntohs(address.sin_port);
    pthread_create(&server->thread, NULL, serve, server);
    return server;
}

static void end_connections(struct scripted_server *server)
{
    pthread_mutex_lock(&server->lock);
    server->stopping = true;
    for (int i = 0; i < server->connection_count; i++)
        shutdown(server->connections[i].socket, SHUT_RDWR);
    pthread_mutex_unlock(&server->lock);
    for (int i = 0; i < server->connection_count; i++) {
        pthread_join(server->connections[i].thread, NULL);
        close(server->connections[i].socket);
    }
}

void scripted_server_destroy(struct scripted_server *server)
{
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    end_connections(server);
    close(server->listener);
    SSL_CTX_free(server->tls);
    arena_clean_up(&server->texts);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

int scripted_server_port(const struct scripted_server *server)
{
    return server->port;
}

struct str scripted_server_url(struct arena *arena, const struct scripted_server *server, const char *host, const char *path)
{
    return arena_format(arena, "%s://%s:%d%s", server->tls ? "https" : "http", host ? host : "127.0.0.1", server->port, path);
}

static int locked_count(struct scripted_server *server, const int *count)
{
    pthread_mutex_lock(&server->lock);
    int value = *count;
    pthread_mutex_unlock(&server->lock);
    return value;
}

int scripted_server_connections(struct scripted_server *server)
{
    return locked_count(server, &server->connection_count);
}

int scripted_server_requests(struct scripted_server *server)
{
    return locked_count(server, &server->request_count);
}

struct str scripted_server_request(struct scripted_server *server, int number)
{
    pthread_mutex_lock(&server->lock);
    struct str text = number >= 1 && number <= server->request_count ? server->requests[number - 1] : STR("");
    pthread_mutex_unlock(&server->lock);
    return text;
}

struct outcome send_once_to(struct request *rq, struct http_client *client, struct http_request request)
{
    struct outcome outcome = {0};
    outcome.answered = http_send(rq, client, &request, &outcome.response, &outcome.failure);
    return outcome;
}

struct outcome get_from(struct request *rq, struct http_client *client, const struct scripted_server *server, const char *path)
{
    struct http_request request = {.url = scripted_server_url(rq->arena, server, NULL, path), .repeatable = true};
    return send_once_to(rq, client, request);
}
