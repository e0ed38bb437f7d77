/* provider/http/client.h - what a client is made of. Private to http. */
#ifndef ESDR_HTTP_CLIENT_H
#define ESDR_HTTP_CLIENT_H

#include "http/proxy.h"
#include "http/tls.h"

#include <pthread.h>
#include <stdatomic.h>

/* An easy handle and the multi handle that keeps its connections. Used by one exchange at a time. */
struct http_handle {
    struct http_handle *next; /* while idle */
    CURL *easy;
    CURLM *multi;
    struct tls_check check;
    char error[CURL_ERROR_SIZE];
};

struct http_client {
    struct arena arena; /* the texts of the settings; written by http_client_new alone */
    int64_t connect_timeout_ms, request_timeout_ms;
    int max_retries;
    const char *user_agent;
    struct tls_settings tls;
    struct proxy_settings proxies;
    atomic_ullong connections;
    pthread_mutex_t lock;     /* over idle */
    struct http_handle *idle; /* most recently used first, so that the fewest connections stay warm */
};

/* A handle for one exchange, one that was used before when there is one. NULL when libcurl has none. Any thread. */
struct http_handle *http_handle_acquire(struct http_client *client, const struct curl_library *curl);

/* Back to the idle ones; its connections stay open. */
void http_handle_release(struct http_client *client, struct http_handle *handle);

#endif
