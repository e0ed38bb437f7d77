#include "http/client.h"
#include "http/failure.h"

#include "base/clock.h"
#include "base/log.h"

#include <string.h>

enum { TICK_MS = 50, FIRST_BODY_BYTES = 16 * 1024, FIRST_HEADER_COUNT = 16 };

static void free_list(struct curl_slist **list)
{
    if (*list)
        curl_library_get()->slist_free_all(*list);
}

#define AUTO_HEADER_LIST AUTO(free_list) struct curl_slist

static size_t keep_body(char *bytes, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;
    size_t length = size * count, needed = exchange->body_length + length;
    if (needed > exchange->limit) {
        exchange->too_large = true;
        return 0;
    }
    if (needed + 1 > exchange->body_capacity) {
        size_t capacity = exchange->body_capacity * 2 > needed + 1 ? exchange->body_capacity * 2 : needed + FIRST_BODY_BYTES;
        char *grown = arena_allocate(exchange->rq->arena, capacity, 1);
        if (exchange->body_length > 0)
            memcpy(grown, exchange->body, exchange->body_length);
        exchange->body = grown;
        exchange->body_capacity = capacity;
    }
    memcpy(exchange->body + exchange->body_length, bytes, length);
    exchange->body_length = needed;
    return length;
}

static void add_header(struct exchange *exchange, struct str name, struct str value)
{
    if (exchange->header_count == exchange->header_capacity) {
        size_t capacity = exchange->header_capacity * 2 + FIRST_HEADER_COUNT;
        struct http_header *grown = ARENA_ARRAY(exchange->rq->arena, struct http_header, capacity);
        if (exchange->header_count > 0)
            memcpy(grown, exchange->headers, exchange->header_count * sizeof(*grown));
        exchange->headers = grown;
        exchange->header_capacity = capacity;
    }
    struct arena *arena = exchange->rq->arena;
    exchange->headers[exchange->header_count++] = (struct http_header){arena_copy(arena, name), arena_copy(arena, str_trim(value))};
}

/* A status line starts the next answer, after "100 Continue" for instance: what came before belongs to another one. libcurl takes headers that the
 * server never finished for an answer without a body; the empty line tells them apart. */
static size_t keep_header(char *bytes, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;
    struct str line = {bytes, size * count};
    size_t colon = str_find_byte(line, ':', 0);
    if (str_starts_with(line, STR("HTTP/"))) {
        exchange->header_count = 0;
        exchange->headers_ended = false;
    } else if (str_is_empty(str_trim(line))) {
        exchange->headers_ended = true;
    } else if (colon < line.len) {
        add_header(exchange, str_slice(line, 0, colon), str_slice(line, colon + 1, line.len));
    }
    return line.len;
}

static bool has_line_end(struct str text)
{
    return str_find_byte(text, '\r', 0) < text.len || str_find_byte(text, '\n', 0) < text.len || str_find_byte(text, '\0', 0) < text.len;
}

static bool has_header(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++) {
        if (str_equal_ignoring_case(request->headers[i].name, str_from(name)))
            return true;
    }
    return false;
}

static void append_line(struct exchange *exchange, struct curl_slist **list, const char *line)
{
    struct curl_slist *longer = exchange->curl->slist_append(*list, line);
    if (longer)
        *list = longer;
    else
        exchange->unsendable = "out of memory";
}

/* "Name: value"; libcurl wants "Name;" for a header without a value, and takes "Name:" as an order to leave its own out. */
static void list_headers(struct exchange *exchange, const struct http_request *request, struct curl_slist **list)
{
    for (size_t i = 0; i < request->header_count; i++) {
        struct http_header header = request->headers[i];
        if (has_line_end(header.name) || has_line_end(header.value))
            exchange->unsendable = "a header contains a line end";
        struct str line = str_is_empty(header.value) ? arena_format(exchange->rq->arena, "%.*s;", STR_ARGS(header.name))
                                                     : arena_format(exchange->rq->arena, "%.*s: %.*s", STR_ARGS(header.name), STR_ARGS(header.value));
        append_line(exchange, list, line.ptr);
    }
    append_line(exchange, list, "Expect:");
    if (!has_header(request, "content-type"))
        append_line(exchange, list, "Content-Type:");
}

static void set_body(struct exchange *exchange, const struct http_request *request)
{
    const struct curl_library *curl = exchange->curl;
    CURL *easy = exchange->handle->easy;
    bool sends_empty = request->method == HTTP_PUT || request->method == HTTP_POST;
    if (request->body.ptr || sends_empty) {
        curl->easy_setopt(easy, CURLOPT_POSTFIELDS, request->body.ptr ? request->body.ptr : "");
        curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
    }
    if (request->method == HTTP_HEAD)
        curl->easy_setopt(easy, CURLOPT_NOBODY, 1L);
    else
        curl->easy_setopt(easy, CURLOPT_CUSTOMREQUEST, http_method_name(request->method));
}

static void set_limits(struct exchange *exchange, const struct http_client *client, const struct http_request *request)
{
    int64_t timeout = request_remaining_ms(exchange->rq, request->timeout_ms > 0 ? request->timeout_ms : client->request_timeout_ms);
    exchange->limit = request->response_limit > 0 ? request->response_limit : HTTP_RESPONSE_LIMIT;
    exchange->curl->easy_setopt(exchange->handle->easy, CURLOPT_TIMEOUT_MS, (long)(timeout > 0 ? timeout : 1));
    exchange->curl->easy_setopt(exchange->handle->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)client->connect_timeout_ms);
}

static void set_target(struct exchange *exchange, const struct http_client *client, const struct http_request *request)
{
    const struct curl_library *curl = exchange->curl;
    CURL *easy = exchange->handle->easy;
    struct arena *arena = exchange->rq->arena;
    curl->easy_setopt(easy, CURLOPT_URL, arena_c_string(arena, request->url));
    curl->easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl->easy_setopt(easy, CURLOPT_USERAGENT, client->user_agent);
    curl->easy_setopt(easy, CURLOPT_PROXY, arena_c_string(arena, proxy_for(&client->proxies, &exchange->url)));
    curl->easy_setopt(easy, CURLOPT_NOPROXY, "");
    exchange->handle->check.host = arena_c_string(arena, exchange->url.host);
}

/* libcurl sends a request again by itself when a connection that it kept open turns out to be closed. The server may have acted on the first one,
 * so what is not repeatable gets a new connection. */
static void set_behaviour(struct exchange *exchange, const struct http_request *request)
{
    const struct curl_library *curl = exchange->curl;
    CURL *easy = exchange->handle->easy;
    curl->easy_setopt(easy, CURLOPT_FRESH_CONNECT, request->repeatable ? 0L : 1L);
    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->handle->error);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_body);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, keep_header);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
}

static CURLcode result_of(struct exchange *exchange)
{
    int left;
    CURLMsg *message = exchange->curl->multi_info_read(exchange->handle->multi, &left);
    return message && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
}

static CURLcode run(struct exchange *exchange)
{
    const struct curl_library *curl = exchange->curl;
    CURLM *multi = exchange->handle->multi;
    for (;;) {
        int running = 0;
        if (curl->multi_perform(multi, &running) != CURLM_OK)
            return CURLE_FAILED_INIT;
        if (running == 0)
            return result_of(exchange);
        if (request_is_cancelled(exchange->rq))
            return CURLE_ABORTED_BY_CALLBACK;
        if (curl->multi_poll(multi, NULL, 0, TICK_MS, NULL) != CURLM_OK)
            return CURLE_FAILED_INIT;
    }
}

static void count_connections(struct exchange *exchange, struct http_client *client)
{
    long opened = 0;
    curl_off_t pretransfer = 0;
    exchange->curl->easy_getinfo(exchange->handle->easy, CURLINFO_NUM_CONNECTS, &opened);
    exchange->curl->easy_getinfo(exchange->handle->easy, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
    exchange->curl->easy_getinfo(exchange->handle->easy, CURLINFO_RESPONSE_CODE, &exchange->status);
    exchange->established = pretransfer > 0;
    if (opened > 0)
        atomic_fetch_add(&client->connections, (unsigned long long)opened);
}

static void perform(struct exchange *exchange, struct http_client *client, const struct http_request *request)
{
    AUTO_HEADER_LIST *headers = NULL;
    exchange->curl->easy_reset(exchange->handle->easy);
    exchange->handle->error[0] = '\0';
    list_headers(exchange, request, &headers);
    set_target(exchange, client, request);
    set_body(exchange, request);
    set_limits(exchange, client, request);
    set_behaviour(exchange, request);
    tls_apply(exchange->curl, exchange->handle->easy, &exchange->handle->check);
    exchange->curl->easy_setopt(exchange->handle->easy, CURLOPT_HTTPHEADER, headers);
    if (exchange->unsendable)
        return;
    exchange->curl->multi_add_handle(exchange->handle->multi, exchange->handle->easy);
    exchange->result = run(exchange);
    count_connections(exchange, client);
    exchange->curl->multi_remove_handle(exchange->handle->multi, exchange->handle->easy);
}

static bool begin(struct exchange *exchange, struct http_client *client, const struct http_request *request)
{
    if (!http_url_split(request->url, &exchange->url))
        exchange->unsendable = "the URL is malformed";
    else if (has_line_end(request->url))
        exchange->unsendable = "the URL contains a line end";
    else if (request_is_cancelled(exchange->rq))
        exchange->result = CURLE_ABORTED_BY_CALLBACK;
    else if (request_is_late(exchange->rq))
        exchange->result = CURLE_OPERATION_TIMEDOUT;
    else if (!(exchange->curl = curl_library_get()))
        exchange->unsendable = curl_library_error();
    else if (!(exchange->handle = http_handle_acquire(client, exchange->curl)))
        exchange->unsendable = "out of memory";
    return exchange->handle != NULL;
}

static void take_answer(struct exchange *exchange, struct http_response *response)
{
    *response = (struct http_response){
        .status = (int)exchange->status,
        .headers = exchange->headers,
        .header_count = exchange->header_count,
        .body = {exchange->body ? exchange->body : "", exchange->body_length},
        .duration_ms = exchange->duration_ms,
        .attempts = 1,
    };
}

static void write_log(const struct exchange *exchange, const struct http_request *request, const struct http_failure *failure)
{
    if (!log_is_on(LOG_DEBUG))
        return;
    struct arena *arena = exchange->rq->arena;
    struct str outcome = failure ? failure->text : arena_format(arena, "%ld", exchange->status);
    LOG(LOG_DEBUG, "http", failure ? "request failed" : "request answered", {"method", str_from(http_method_name(request->method))},
        {"url", http_url_for_people(arena, request->url)}, {failure ? "reason" : "status", outcome},
        {"duration_ms", arena_format(arena, "%lld", (long long)exchange->duration_ms)});
}

bool http_send(struct request *rq, struct http_client *client, const struct http_request *request, struct http_response *response,
               struct http_failure *failure)
{
    int64_t start = clock_monotonic_ms();
    struct exchange exchange = {.rq = rq, .result = CURLE_OK};
    if (begin(&exchange, client, request))
        perform(&exchange, client, request);
    exchange.duration_ms = clock_monotonic_ms() - start;
    bool answered = !exchange.unsendable && exchange.result == CURLE_OK && exchange.headers_ended;
    if (answered)
        take_answer(&exchange, response);
    else
        *failure = failure_describe(&exchange);
    write_log(&exchange, request, answered ? NULL : failure);
    if (exchange.handle)
        http_handle_release(client, exchange.handle);
    return answered;
}
