#include "cluster/cluster.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "cluster/cluster_private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

enum { LOCK_NAP_NS = 50 * 1000 * 1000 };

struct header_list {
    struct http_header *items;
    size_t count;
};

static bool has_control_bytes(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f)
            return true;
    return false;
}

static bool check_endpoint(struct request *rq, struct str endpoint, size_t index)
{
    struct path at = path_index(AT("endpoints"), index);
    bool secure = str_starts_with(endpoint, STR("https://"));
    struct str rest = str_slice(endpoint, secure ? 8 : 7, endpoint.len);
    struct str authority = str_slice(rest, 0, str_find_byte(rest, '/', 0));
    if ((!secure && !str_starts_with(endpoint, STR("http://"))) || authority.len == 0)
        return diag_error(rq, at, "Invalid endpoint",
                          "Endpoints, in the provider block or in ESDR_ENDPOINTS, are URLs such as https://host:9200; number %zu is none.",
                          index + 1);
    if (str_find_byte(authority, '@', 0) < authority.len)
        return diag_error(rq, at, "Endpoint with a password",
                          "Leave the user name and password out of the URL: the attributes username and password take them.");
    if (has_control_bytes(endpoint) || str_find_byte(endpoint, '?', 0) < endpoint.len || str_find_byte(endpoint, '#', 0) < endpoint.len)
        return diag_error(rq, at, "Invalid endpoint", "The URL %.*s must have no query, fragment or control characters.",
                          STR_ARGS(http_url_for_people(rq->arena, endpoint)));
    return true;
}

static struct str without_last_slashes(struct str url)
{
    while (str_ends_with(url, STR("/")))
        url.len--;
    return url;
}

static bool take_endpoints(struct request *rq, const struct cluster_options *options, struct cluster *cluster)
{
    if (options->endpoint_count == 0)
        return diag_error(rq, AT("endpoints"), "No endpoint",
                          "Say where the cluster answers: endpoints = [\"https://host:9200\"], or set ESDR_ENDPOINTS.");
    struct str *copies = ARENA_ARRAY(&cluster->arena, struct str, options->endpoint_count);
    for (size_t i = 0; i < options->endpoint_count; i++) {
        GUARD(check_endpoint(rq, options->endpoints[i], i));
        copies[i] = arena_copy(&cluster->arena, without_last_slashes(options->endpoints[i]));
    }
    cluster->endpoints = copies;
    cluster->endpoint_count = options->endpoint_count;
    return true;
}

static struct str base64(struct arena *arena, struct str bytes)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < bytes.len; i += 3) {
        uint32_t group = 0;
        size_t length = bytes.len - i < 3 ? bytes.len - i : 3;
        for (size_t j = 0; j < 3; j++)
            group = group << 8 | (j < length ? (unsigned char)bytes.ptr[i + j] : 0);
        for (size_t j = 0; j < 4; j++)
            buffer_append_byte(&out, j <= length ? alphabet[group >> (18 - 6 * j) & 0x3f] : '=');
    }
    return buffer_str(&out);
}

static struct str authorization_of(struct arena *arena, const struct cluster_options *options)
{
    if (options->api_key.len)
        return arena_format(arena, "ApiKey %.*s", STR_ARGS(options->api_key));
    if (options->bearer_token.len)
        return arena_format(arena, "Bearer %.*s", STR_ARGS(options->bearer_token));
    if (!options->username.len)
        return (struct str){0};
    struct str pair = arena_format(arena, "%.*s:%.*s", STR_ARGS(options->username), STR_ARGS(options->password));
    return arena_format(arena, "Basic %.*s", STR_ARGS(base64(arena, pair)));
}

static bool check_schemes(struct request *rq, const struct cluster_options *options)
{
    int schemes = (options->username.len > 0) + (options->api_key.len > 0) + (options->bearer_token.len > 0);
    if (schemes > 1)
        return diag_error(rq, PATH_ROOT, "More than one way to authenticate", "Set only one of username and password, api_key, and bearer_token.");
    if (options->password.len && !options->username.len)
        return diag_error(rq, AT("username"), "Password without a user name", "password is set, and username is not.");
    if (schemes > 0 && options->signer)
        return diag_error(
            rq, AT2("aws", "sign_requests"), "Signed requests carry no other credentials",
            "A request has one Authorization header. Set sign_requests = false to use the password, API key or token, or remove those.");
    return true;
}

static bool check_header(struct request *rq, struct str name, struct str value)
{
    struct path at = path_key(AT("headers"), name);
    if (name.len == 0 || has_control_bytes(name) || str_find_byte(name, ':', 0) < name.len || str_find_byte(name, ' ', 0) < name.len)
        return diag_error(rq, at, "Invalid header name", "A header's name has no blanks, colons or control characters.");
    return !has_control_bytes(value) || diag_error(rq, at, "Invalid header value", "The value holds a line end or another control character.");
}

static void add_header(struct cluster *cluster, struct header_list *list, struct str name, struct str value)
{
    list->items[list->count++] = (struct http_header){arena_copy(&cluster->arena, name), arena_copy(&cluster->arena, value)};
}

static bool take_headers(struct request *rq, const struct cluster_options *options, struct cluster *cluster)
{
    struct header_list list = {ARENA_ARRAY(&cluster->arena, struct http_header, options->header_count + 2), 0};
    struct str authorization = authorization_of(&cluster->arena, options);
    if (has_control_bytes(authorization))
        return diag_error(rq, PATH_ROOT, "Invalid credentials", "The API key or token holds a line end or another control character.");
    add_header(cluster, &list, STR("Accept"), STR("application/json"));
    if (authorization.len)
        add_header(cluster, &list, STR("Authorization"), authorization);
    for (size_t i = 0; i < options->header_count; i++) {
        GUARD(check_header(rq, options->headers[i].key, options->headers[i].value));
        add_header(cluster, &list, options->headers[i].key, options->headers[i].value);
    }
    cluster->headers = list.items;
    cluster->header_count = list.count;
    return true;
}

static void destroy_unfinished(struct cluster **cluster)
{
    cluster_destroy(*cluster);
}

bool cluster_new(struct request *rq, const struct cluster_options *options, struct cluster **cluster)
{
    static const struct http_options defaults;
    AUTO(destroy_unfinished) struct cluster *made = calloc(1, sizeof *made);
    if (!made)
        return diag_error(rq, PATH_ROOT, "Out of memory", "No memory is left for the connection to the cluster.");
    pthread_mutex_init(&made->engine_lock, NULL);
    pthread_mutex_init(&made->repositories_lock, NULL);
    GUARD(take_endpoints(rq, options, made));
    GUARD(check_schemes(rq, options));
    GUARD(take_headers(rq, options, made));
    made->signer = options->signer;
    made->engine_choice = options->engine;
    made->http = http_client_new(rq, options->http ? options->http : &defaults, PATH_ROOT);
    GUARD(made->http);
    *cluster = made;
    made = NULL;
    return true;
}

void cluster_destroy(struct cluster *cluster)
{
    if (!cluster)
        return;
    http_client_destroy(cluster->http);
    json_decref(cluster->repositories);
    pthread_mutex_destroy(&cluster->engine_lock);
    pthread_mutex_destroy(&cluster->repositories_lock);
    arena_clean_up(&cluster->arena);
    free(cluster);
}

struct str cluster_endpoint(const struct cluster *cluster)
{
    return cluster->endpoints[0];
}

struct str cluster_path(struct request *rq, const char *pattern, ...)
{
    struct buffer path = {.arena = rq->arena};
    va_list names;
    va_start(names, pattern);
    for (const char *at = pattern; *at; at++) {
        if (*at == '%')
            buffer_append(&path, http_encode(rq->arena, va_arg(names, struct str), false));
        else
            buffer_append_byte(&path, *at);
    }
    va_end(names);
    return buffer_str(&path);
}

bool cluster_lock(struct request *rq, pthread_mutex_t *lock, const char *doing)
{
    struct timespec until;
    while (request_continue(rq, doing)) {
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOCK_NAP_NS;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        if (pthread_mutex_clocklock(lock, CLOCK_MONOTONIC, &until) == 0)
            return true;
    }
    return false;
}

void cluster_unlock(pthread_mutex_t **lock)
{
    if (*lock)
        pthread_mutex_unlock(*lock);
}

bool cluster_wait_for_others(struct request *rq, struct cluster_patience *patience, const char *doing)
{
    int64_t now = clock_monotonic_ms();
    if (patience->started_ms == 0)
        *patience = (struct cluster_patience){now, CLUSTER_BUSY_PAUSE_MS};
    int64_t end = rq->deadline_ms ? rq->deadline_ms : patience->started_ms + CLUSTER_BUSY_LIMIT_MS;
    if (now + patience->pause_ms >= end || request_is_cancelled(rq))
        return false;
    int64_t pause = patience->pause_ms;
    patience->pause_ms = pause * 2 > CLUSTER_BUSY_PAUSE_MAX_MS ? CLUSTER_BUSY_PAUSE_MAX_MS : pause * 2;
    return request_wait(rq, pause, doing);
}
