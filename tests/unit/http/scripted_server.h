/* tests/unit/http/scripted_server.h - an HTTP server in threads of the test, which answers what the test says, byte for byte. */
#ifndef ESDR_TESTS_HTTP_SCRIPTED_SERVER_H
#define ESDR_TESTS_HTTP_SCRIPTED_SERVER_H

#include "http/http.h"

#include <openssl/ssl.h>

struct scripted_server;

/* One request that has arrived, while it is answered. */
struct visit {
    struct scripted_server *server;
    const char *head; /* request line and headers */
    struct str body;
    int number;     /* of the request on this server, from 1 */
    int connection; /* on which it came, from 1 */
    bool close;     /* set it to close the connection after the answer */
    int socket;
    SSL *tls; /* NULL: none */
};

/* Answers 200 with the number of the request as its body. */
void answer_ok(struct visit *visit);

/* Sends bytes as they are. */
void visit_send(struct visit *visit, const char *format, ...) PRINTF_LIKE(2, 3);
void visit_send_bytes(struct visit *visit, struct str bytes);

/* Sends a whole answer. `headers` is "" or lines that end with "\r\n". */
void visit_answer(struct visit *visit, int status, const char *headers, const char *body);

/* Waits until the server is destroyed or the other side has gone. */
void visit_hang(struct visit *visit);

/* Listens on a free port of 127.0.0.1. `answer` NULL closes every connection after its first byte. `tls` may be NULL; the server then owns it. */
struct scripted_server *scripted_server_new(void (*answer)(struct visit *visit), SSL_CTX *tls);

/* Ends the connections and the threads. */
void scripted_server_destroy(struct scripted_server *server);

/* An URL of the server; `host` NULL means 127.0.0.1. */
struct str scripted_server_url(struct arena *arena, const struct scripted_server *server, const char *host, const char *path);
int scripted_server_port(const struct scripted_server *server);

/* How many connections and requests have arrived, and the text (head and body) of one request, from 1. */
int scripted_server_connections(struct scripted_server *server);
int scripted_server_requests(struct scripted_server *server);
struct str scripted_server_request(struct scripted_server *server, int number);

static inline void destroy_server(struct scripted_server **server)
{
    scripted_server_destroy(*server);
}

static inline void destroy_client(struct http_client **client)
{
    http_client_destroy(*client);
}

#define AUTO_SERVER AUTO(destroy_server) struct scripted_server
#define AUTO_CLIENT AUTO(destroy_client) struct http_client

/* What came of sending a request. */
struct outcome {
    bool answered;
    struct http_response response;
    struct http_failure failure;
};

/* Sends once. */
struct outcome send_once_to(struct request *rq, struct http_client *client, struct http_request request);

/* A GET of `path`, sent once. */
struct outcome get_from(struct request *rq, struct http_client *client, const struct scripted_server *server, const char *path);

#endif
