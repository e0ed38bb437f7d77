#include "http/client.h"

#include <stdlib.h>

static int64_t or_default(int64_t value, int64_t standard)
{
    return value > 0 ? value : standard;
}

static int read_max_retries(struct optional_int given)
{
    if (!given.set)
        return HTTP_MAX_RETRIES;
    int64_t bounded = given.value < 0 ? 0 : given.value;
    return bounded > 1000 ? 1000 : (int)bounded;
}

struct http_client *http_client_new(struct request *rq, const struct http_options *options, struct path at)
{
    struct http_client *client = calloc(1, sizeof(*client));
    if (!client)
        abort();
    pthread_mutex_init(&client->lock, NULL);
    if (!tls_settings_read(rq, &client->arena, options, at, &client->tls)) {
        http_client_destroy(client);
        return NULL;
    }
    client->connect_timeout_ms = or_default(options->connect_timeout_ms, HTTP_CONNECT_TIMEOUT_MS);
    client->request_timeout_ms = or_default(options->request_timeout_ms, HTTP_REQUEST_TIMEOUT_MS);
    client->max_retries = read_max_retries(options->max_retries);
    client->user_agent = arena_c_string(&client->arena, str_is_empty(options->user_agent) ? STR("esdr/" ESDR_VERSION) : options->user_agent);
    if (!options->without_proxy)
        client->proxies = proxy_settings_read(&client->arena, options->proxy);
    return client;
}

static void destroy_handle(struct http_handle *handle)
{
    const struct curl_library *curl = curl_library_get();
    if (handle->easy)
        curl->easy_cleanup(handle->easy);
    if (handle->multi)
        curl->multi_cleanup(handle->multi);
    free(handle);
}

void http_client_destroy(struct http_client *client)
{
    if (!client)
        return;
    while (client->idle) {
        struct http_handle *handle = client->idle;
        client->idle = handle->next;
        destroy_handle(handle);
    }
    pthread_mutex_destroy(&client->lock);
    arena_clean_up(&client->arena);
    free(client);
}

uint64_t http_client_connection_count(struct http_client *client)
{
    return atomic_load(&client->connections);
}

int http_client_max_retries(const struct http_client *client)
{
    return client->max_retries;
}

static struct http_handle *new_handle(struct http_client *client, const struct curl_library *curl)
{
    struct http_handle *handle = calloc(1, sizeof(*handle));
    if (!handle)
        abort();
    handle->check.settings = &client->tls;
    handle->easy = curl->easy_init();
    handle->multi = curl->multi_init();
    if (handle->easy && handle->multi)
        return handle;
    destroy_handle(handle);
    return NULL;
}

struct http_handle *http_handle_acquire(struct http_client *client, const struct curl_library *curl)
{
    pthread_mutex_lock(&client->lock);
    struct http_handle *handle = client->idle;
    if (handle)
        client->idle = handle->next;
    pthread_mutex_unlock(&client->lock);
    return handle ? handle : new_handle(client, curl);
}

void http_handle_release(struct http_client *client, struct http_handle *handle)
{
    pthread_mutex_lock(&client->lock);
    handle->next = client->idle;
    client->idle = handle;
    pthread_mutex_unlock(&client->lock);
}
