/* provider/http/failure.h - one exchange, and what it means when it fails. Private to http. */
#ifndef ESDR_HTTP_FAILURE_H
#define ESDR_HTTP_FAILURE_H

#include "http/client.h"

/* One attempt while it lasts. */
struct exchange {
    struct request *rq;
    const struct curl_library *curl;
    struct http_handle *handle; /* NULL: nothing was sent */
    struct http_url url;
    const char *unsendable; /* why it was not even tried; NULL: it was */
    CURLcode result;
    bool established;
    long status;
    int64_t duration_ms;
    struct http_header *headers;
    size_t header_count, header_capacity;
    bool headers_ended; /* the empty line below them has come */
    char *body;
    size_t body_length, body_capacity, limit;
    bool too_large;
};

/* The kind and the text, from the exchange that has ended. The text is in the request's arena. */
struct http_failure failure_describe(const struct exchange *exchange);

#endif
