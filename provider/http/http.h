/* provider/http/http.h - requests over HTTP and HTTPS, with timeouts, cancellation and, where it is safe, repetition.
 *
 * One client belongs to one set of TLS and proxy options and keeps its connections open between requests. libcurl is loaded when the first request is
 * sent, so a process that sends none does not pay for it.
 *
 * A redirect is an answer like any other: it is returned and never followed, because credentials must not reach another host (design.md 6.7).
 * Nothing here adds a diagnostic about an answer or about a failed exchange: the caller knows whether it is an error. */
#ifndef ESDR_HTTP_HTTP_H
#define ESDR_HTTP_HTTP_H

#include "base/optional.h"
#include "base/request.h"

struct http_client;

enum {
    HTTP_CONNECT_TIMEOUT_MS = 10000,
    HTTP_REQUEST_TIMEOUT_MS = 60000,
    HTTP_MAX_RETRIES = 5,
    HTTP_RESPONSE_LIMIT = 64 * 1024 * 1024 /* bytes of body */
};

/* {0} means every default. Each option works alone and together with every other one. The texts are copied. */
struct http_options {
    struct str ca_file, ca_pem;                                 /* PEM; either replaces the system's authorities, both together add up */
    struct str ca_fingerprint;                                  /* SHA-256, 64 hex digits, colons and capitals allowed: see below */
    struct str client_certificate_file, client_certificate_pem; /* PEM, leaf first; the file is ignored when the text is given */
    struct str client_key_file, client_key_pem;                 /* PEM, not encrypted; absent: the key is looked for beside the certificate */
    bool insecure_skip_verify;                                  /* neither authority nor host name is checked; a fingerprint still is */
    struct str proxy;                                           /* URL; empty: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment decide */
    bool without_proxy;                                         /* whatever proxy and the environment say, none is used */
    int64_t connect_timeout_ms;                                 /* 0: HTTP_CONNECT_TIMEOUT_MS */
    int64_t request_timeout_ms;                                 /* from connecting to the last byte, one attempt; 0: HTTP_REQUEST_TIMEOUT_MS */
    struct optional_int max_retries;                            /* repetitions after the first attempt; absent: HTTP_MAX_RETRIES */
    struct str user_agent;                                      /* empty: "esdr/VERSION" */
};

/* A client. NULL, with diagnostics below `at` (at.ca_file, at.ca_pem, at.ca_fingerprint, at.client_certificate_file, ...), when a file cannot be
 * read, is no PEM, a key does not fit its certificate, or the fingerprint is malformed. Reads the files and the environment once, now; does not touch
 * the network. Release with http_client_destroy. Any thread.
 *
 * ca_fingerprint: the server is trusted when the certificate it presents has this fingerprint (then its host name is not checked), or when a
 * certificate with this fingerprint in the chain it sends has signed the server's (then the host name is checked). When ca_file or ca_pem is given
 * too, both must agree.
 *
 * TLS 1.2 or newer, HTTP/1.1.
 *
 * NO_PROXY: comma separated; "*", a host, a domain (with or without a leading dot, subdomains included), an address, a CIDR block, each but the block
 * with an optional ":port". The loopback interface is never reached through a proxy of the environment. An explicit `proxy` is used for every
 * request, whatever the environment says. */
struct http_client *http_client_new(struct request *rq, const struct http_options *options, struct path at);

/* Closes the connections. No exchange may be under way. NULL is allowed. */
void http_client_destroy(struct http_client *client);

/* How many connections the client has opened so far. Any thread. */
uint64_t http_client_connection_count(struct http_client *client);

/* How often a repeatable request is sent again at most. Any thread. */
int http_client_max_retries(const struct http_client *client);

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_PUT, HTTP_POST, HTTP_DELETE };

/* "GET", ... */
const char *http_method_name(enum http_method method);

struct http_header {
    struct str name, value;
};

/* {.method, .url} is enough. Nothing is copied or kept: the views must live until the call returns. */
struct http_request {
    enum http_method method;
    struct str url;                    /* absolute, http or https, already percent-encoded; the path goes out byte for byte, "//" and ".." included */
    const struct http_header *headers; /* names and values without line ends. Host, Content-Length and User-Agent are made here */
    size_t header_count;
    struct str body;       /* any method; an absent body (ptr NULL) sends none, except that PUT and POST send an empty one */
    bool repeatable;       /* sending it twice has the same effect as once */
    int64_t timeout_ms;    /* 0: the client's request_timeout_ms */
    size_t response_limit; /* bytes of body; 0: HTTP_RESPONSE_LIMIT */
};

/* A complete answer, of any status from 200 on. Everything lives in rq->arena. Bodies end with a NUL behind their length. */
struct http_response {
    int status;
    const struct http_header *headers; /* of the final answer, in the order received, values trimmed; repeated names stay apart */
    size_t header_count;
    struct str body;
    int64_t duration_ms; /* of the attempt that was answered */
    int attempts;        /* how often the request was sent or tried, this answer included */
};

/* The value of the first header of that name, whatever its case. Absent: a view whose ptr is NULL. */
struct str http_response_header(const struct http_response *response, const char *name);

enum http_failure_kind {
    HTTP_FAILED_CONNECT = 1, /* name not found, refused, unreachable, proxy refused, connecting took too long */
    HTTP_FAILED_TLS,         /* the certificate or the handshake */
    HTTP_FAILED_TIMEOUT,     /* timeout_ms or rq->deadline_ms passed; connecting alone: HTTP_FAILED_CONNECT */
    HTTP_FAILED_CANCELLED,   /* rq->cancelled */
    HTTP_FAILED_TOO_LARGE,   /* the body is longer than response_limit */
    HTTP_FAILED_BROKEN,      /* cut off, no HTTP, or this machine cannot send it */
    HTTP_FAILED_PREPARE      /* the prepare function refused; the reason is in the diagnostics */
};

struct http_failure {
    enum http_failure_kind kind;
    struct str text;  /* one or more sentences for a person, in rq->arena; contains no credential */
    bool established; /* a connection was there: the server may have seen the request and may have acted on it */
    int attempts;
};

/* One attempt. True for any complete HTTP answer; false when there was none, then `failure` says why. Adds no diagnostic.
 * Ends within 100 ms of rq->cancelled, and at rq->deadline_ms. Blocks; any number of threads may share the client. Logs method,
 * http_url_for_people, status and duration at debug level, never a header or a body. */
WARN_UNUSED bool http_send(struct request *rq, struct http_client *client, const struct http_request *request, struct http_response *response,
                           struct http_failure *failure);

/* Time as the repetition sees it; NULL functions are the real ones. For tests. */
struct http_clock {
    int64_t (*now_ms)(void *context);                             /* since 1970 */
    bool (*sleep)(struct request *rq, int64_t ms, void *context); /* false when cancelled; adds no diagnostic */
    uint32_t (*random)(void *context);                            /* uniform */
    void *context;
};

/* How a request is repeated. {0} or NULL: the rules below and nothing else. */
struct http_policy {
    /* Makes the request that goes out from the one given, for instance by signing it with the time of this attempt; called before every attempt.
     * What it makes lives in rq->arena. False ends the exchange, with a diagnostic added. */
    bool (*prepare)(struct request *rq, void *context, const struct http_request *request, struct http_request *prepared);
    /* Whether an answer that the rules below accept should be repeated nevertheless (S3's SlowDown in another status, a clock that was wrong). The
     * server is trusted to have done nothing, so requests that are not repeatable are repeated too. May be called for every answer. */
    bool (*repeat)(struct request *rq, void *context, const struct http_response *response);
    void *context;
    bool repeat_after_timeout;       /* repeatable requests also after HTTP_FAILED_TIMEOUT */
    struct optional_int max_retries; /* absent: the client's */
    const struct http_clock *clock;
};

/* Attempts until there is an answer that is worth returning. Repeats, at most max_retries times:
 *  - any request, while no connection could be made (HTTP_FAILED_CONNECT, not established);
 *  - a repeatable request after HTTP_FAILED_BROKEN, and after the statuses 429, 502, 503 and 504;
 *  - whatever policy->repeat asks for.
 * Waits 200 ms, doubled each time, at most 20 s, of which a random half is taken off; or as long as Retry-After says (seconds or a date, RFC 9110
 * 10.2.3), if longer. When the wait would pass rq->deadline_ms, or is longer than 5 minutes, the last answer or failure is
 * returned at once.
 * The last answer is returned with true even when its status asks for repetition. Otherwise as http_send. */
WARN_UNUSED bool http_send_repeating(struct request *rq, struct http_client *client, const struct http_request *request,
                                     const struct http_policy *policy, struct http_response *response, struct http_failure *failure);

/* Reads an HTTP date, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7, the preferred form only). False on anything else. */
WARN_UNUSED bool http_parse_date(struct str text, int64_t *time_ms);

/* The percent-encoding of every byte that is not A-Z a-z 0-9 - . _ ~ (RFC 3986 2.3). `keep_slashes` leaves "/" as it is. */
struct str http_encode(struct arena *arena, struct str text, bool keep_slashes);

/* The URL without user information, and with "..." for the value of every query parameter that may be a credential (X-Amz-..., and names with token,
 * secret, signature, credential, password or key in them). Fit for logs and diagnostics. In `arena` or `url` itself. */
struct str http_url_for_people(struct arena *arena, struct str url);

/* The parts of an absolute URL, as views into it. */
struct http_url {
    struct str scheme;    /* "http" or "https", as written */
    struct str user;      /* before "@"; may be empty */
    struct str authority; /* host and port, as written */
    struct str host;      /* IPv6 addresses without their brackets */
    struct str port;      /* digits; empty: the scheme's own */
    struct str path;      /* up to "?" or "#"; empty or starting with "/" */
    struct str query;     /* between "?" and "#"; ptr NULL: there is no "?" */
};

/* False when it is no absolute http or https URL with a host, or its port is no number from 1 to 65535. Percent-encodings are left alone. */
WARN_UNUSED bool http_url_split(struct str text, struct http_url *url);

/* Whether requests to this URL are encrypted. */
bool http_url_is_https(const struct http_url *url);

#endif
