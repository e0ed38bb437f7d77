#include "http/failure.h"

static const struct {
    CURLcode code;
    enum http_failure_kind kind;
} kinds[] = {
    {CURLE_COULDNT_RESOLVE_PROXY, HTTP_FAILED_CONNECT},
    {CURLE_COULDNT_RESOLVE_HOST, HTTP_FAILED_CONNECT},
    {CURLE_COULDNT_CONNECT, HTTP_FAILED_CONNECT},
    {CURLE_PROXY, HTTP_FAILED_CONNECT},
    {CURLE_SSL_CONNECT_ERROR, HTTP_FAILED_TLS},
    {CURLE_SSL_CERTPROBLEM, HTTP_FAILED_TLS},
    {CURLE_SSL_CIPHER, HTTP_FAILED_TLS},
    {CURLE_PEER_FAILED_VERIFICATION, HTTP_FAILED_TLS},
    {CURLE_SSL_CACERT_BADFILE, HTTP_FAILED_TLS},
    {CURLE_SSL_ISSUER_ERROR, HTTP_FAILED_TLS},
    {CURLE_SSL_INVALIDCERTSTATUS, HTTP_FAILED_TLS},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, HTTP_FAILED_TLS},
    {CURLE_SSL_CLIENTCERT, HTTP_FAILED_TLS},
    {CURLE_OPERATION_TIMEDOUT, HTTP_FAILED_TIMEOUT},
    {CURLE_ABORTED_BY_CALLBACK, HTTP_FAILED_CANCELLED},
};

static struct str curl_text(const struct exchange *exchange)
{
    if (exchange->handle && exchange->handle->error[0] != '\0')
        return str_trim(str_from(exchange->handle->error));
    if (exchange->result == CURLE_OK)
        return STR("the connection was closed before the answer was complete");
    return str_from(exchange->curl ? exchange->curl->easy_strerror(exchange->result) : "");
}

static enum http_failure_kind kind_of_code(CURLcode code)
{
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
        if (kinds[i].code == code)
            return kinds[i].kind;
    }
    return HTTP_FAILED_BROKEN;
}

/* A server that is starting or stopping cuts handshakes off; that is no matter of certificates. */
static bool handshake_was_cut(struct str text)
{
    return str_contains(text, STR("SSL_ERROR_SYSCALL")) || str_contains(text, STR("reset by peer")) || str_contains(text, STR("unexpected eof"));
}

/* With TLS 1.3 a server refuses a client certificate only after the handshake, on the first read. */
static bool is_tls_alert(struct str text)
{
    return str_contains(text, STR("SSL_read")) && str_contains(text, STR(" alert "));
}

/* A proxy that refused the tunnel, for instance. */
static bool never_connected(const struct exchange *exchange)
{
    bool lost = exchange->result == CURLE_RECV_ERROR || exchange->result == CURLE_SEND_ERROR || exchange->result == CURLE_GOT_NOTHING;
    return lost && !exchange->established;
}

static enum http_failure_kind kind_of(const struct exchange *exchange, struct str text)
{
    if (exchange->too_large)
        return HTTP_FAILED_TOO_LARGE;
    if (exchange->unsendable)
        return HTTP_FAILED_BROKEN;
    enum http_failure_kind kind = kind_of_code(exchange->result);
    if (never_connected(exchange))
        return HTTP_FAILED_CONNECT;
    if (kind == HTTP_FAILED_BROKEN && is_tls_alert(text))
        return HTTP_FAILED_TLS;
    if (kind == HTTP_FAILED_TLS)
        return handshake_was_cut(text) ? HTTP_FAILED_CONNECT : HTTP_FAILED_TLS;
    if (kind == HTTP_FAILED_TIMEOUT && exchange->handle && !exchange->established && !request_is_late(exchange->rq))
        return HTTP_FAILED_CONNECT;
    return kind;
}

static struct str server_of(const struct exchange *exchange)
{
    return arena_format(exchange->rq->arena, "%.*s://%.*s", STR_ARGS(exchange->url.scheme), STR_ARGS(exchange->url.authority));
}

/* With TLS 1.3 a server refuses a client after the handshake; one that closes at once takes its alert back. */
static bool closed_after_handshake(const struct exchange *exchange, struct str text)
{
    return http_url_is_https(&exchange->url) && str_contains(text, STR("getpeername() failed"));
}

static struct str no_connection(const struct exchange *exchange, struct str text)
{
    struct str server = server_of(exchange);
    if (!closed_after_handshake(exchange, text))
        return arena_format(exchange->rq->arena, "No connection to %.*s: %.*s.", STR_ARGS(server), STR_ARGS(text));
    return arena_format(exchange->rq->arena,
                        "No secure connection to %.*s: the server closed it right after the handshake. It may ask for a client certificate "
                        "(client_certificate_file and client_key_file), or refuse the one it got.",
                        STR_ARGS(server));
}

static struct str describe(const struct exchange *exchange, enum http_failure_kind kind, struct str text)
{
    struct arena *arena = exchange->rq->arena;
    struct str server = server_of(exchange), advice = tls_advice(text);
    if (exchange->unsendable)
        return arena_format(arena, "The request cannot be sent: %s.", exchange->unsendable);
    switch (kind) {
    case HTTP_FAILED_CONNECT:
        return no_connection(exchange, text);
    case HTTP_FAILED_TLS:
        return arena_format(arena, "No secure connection to %.*s: %.*s.%s%.*s", STR_ARGS(server), STR_ARGS(text), advice.len > 0 ? " " : "",
                            STR_ARGS(advice));
    case HTTP_FAILED_TIMEOUT:
        return arena_format(arena, "No complete answer from %.*s after %lld ms.", STR_ARGS(server), (long long)exchange->duration_ms);
    case HTTP_FAILED_CANCELLED:
        return arena_format(arena, "The request to %.*s was interrupted.", STR_ARGS(server));
    case HTTP_FAILED_TOO_LARGE:
        return arena_format(arena, "The answer of %.*s is longer than %zu bytes.", STR_ARGS(server), exchange->limit);
    default:
        return arena_format(arena, "No usable answer from %.*s: %.*s.", STR_ARGS(server), STR_ARGS(text));
    }
}

struct http_failure failure_describe(const struct exchange *exchange)
{
    struct str text = curl_text(exchange);
    enum http_failure_kind kind = kind_of(exchange, text);
    return (struct http_failure){
        .kind = kind,
        .text = arena_utf8(exchange->rq->arena, describe(exchange, kind, text)),
        .established = exchange->established,
        .attempts = 1,
    };
}
