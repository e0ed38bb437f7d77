#include "aws/sigv4_stages.h"

#include "base/buffer.h"

#include <string.h>

enum { ADDED_HEADERS_MAX = 4, EXPIRES_SECONDS_MAX = 7 * 24 * 60 * 60 };

static bool is_visible_ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
            return false;
    }
    return true;
}

static bool check_part(struct request *rq, struct str part, const char *name)
{
    if (str_is_empty(part))
        return diag_error(rq, PATH_ROOT, "Request cannot be signed", "The %s is empty.", name);
    if (!is_visible_ascii(part))
        return diag_error(rq, PATH_ROOT, "Request cannot be signed",
                          "The %s contains a space, a line end or another character that cannot be sent. Was it copied with something around it?",
                          name);
    return true;
}

static bool check_parts(struct request *rq, const struct sigv4 *how)
{
    GUARD(check_part(rq, how->credentials->access_key, "access key"));
    GUARD(check_part(rq, how->credentials->secret_key, "secret key"));
    GUARD(str_is_empty(how->credentials->session_token) || check_part(rq, how->credentials->session_token, "session token"));
    GUARD(check_part(rq, how->region, "region"));
    return check_part(rq, how->service, "service");
}

static const struct str header_names[] = {STR_INIT("Authorization"), STR_INIT("X-Amz-Date"), STR_INIT("X-Amz-Security-Token"),
                                          STR_INIT("X-Amz-Content-Sha256")};
static const struct str parameter_names[] = {STR_INIT("X-Amz-Algorithm"),     STR_INIT("X-Amz-Credential"), STR_INIT("X-Amz-Date"),
                                             STR_INIT("X-Amz-SignedHeaders"), STR_INIT("X-Amz-Expires"),    STR_INIT("X-Amz-Security-Token"),
                                             STR_INIT("X-Amz-Signature")};

static bool is_among(struct str name, const struct str *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal_ignoring_case(name, names[i]))
            return true;
    }
    return false;
}

static bool refuse_signed(struct request *rq, struct str name)
{
    return diag_error(rq, PATH_ROOT, "Request is signed already", "It has %.*s, which signing adds.", STR_ARGS(name));
}

static bool check_unsigned(struct request *rq, const struct http_request *request, struct str query)
{
    for (size_t i = 0; i < request->header_count; i++) {
        if (is_among(request->headers[i].name, header_names, ARRAY_LENGTH(header_names)))
            return refuse_signed(rq, request->headers[i].name);
    }
    struct str field;
    while (str_next_field(&query, '&', &field)) {
        struct str name = str_slice(field, 0, str_find_byte(field, '=', 0));
        if (is_among(name, parameter_names, ARRAY_LENGTH(parameter_names)))
            return refuse_signed(rq, name);
    }
    return true;
}

static bool start(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct sigv4_stages *stages)
{
    *stages = (struct sigv4_stages){.arena = rq->arena, .how = how, .method = request->method};
    GUARD(check_parts(rq, how));
    if (!http_url_split(request->url, &stages->url))
        return diag_error(rq, PATH_ROOT, "Request cannot be signed", "Its URL is malformed.");
    stages->query = stages->url.query;
    GUARD(check_unsigned(rq, request, stages->query));
    sigv4_find_scope(stages);
    return true;
}

static bool sends_content_hash(const struct sigv4 *how)
{
    if (how->content_hash != SIGV4_CONTENT_HASH_OF_SERVICE)
        return how->content_hash == SIGV4_CONTENT_HASH_SENT;
    return str_equal(how->service, STR("s3")) || str_equal(how->service, STR("es")) || str_equal(how->service, STR("aoss"));
}

static struct http_header authorization(const struct sigv4_stages *stages)
{
    struct str value = arena_format(stages->arena, "AWS4-HMAC-SHA256 Credential=%.*s/%.*s, SignedHeaders=%.*s, Signature=%.*s",
                                    STR_ARGS(stages->how->credentials->access_key), STR_ARGS(stages->scope), STR_ARGS(stages->signed_headers),
                                    STR_ARGS(stages->signature));
    return (struct http_header){STR("Authorization"), value};
}

static void insert_header(struct http_header *headers, size_t count, size_t at, struct http_header header)
{
    memmove(headers + at + 1, headers + at, (count - at) * sizeof(*headers));
    headers[at] = header;
}

bool sigv4_sign_in_stages(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct sigv4_stages *stages,
                          struct http_request *signed_request)
{
    GUARD(start(rq, how, request, stages));
    stages->payload_hash = sigv4_hash(rq->arena, request->body);
    struct http_header *headers = ARENA_ARRAY(rq->arena, struct http_header, request->header_count + ADDED_HEADERS_MAX);
    struct http_header token = {STR("X-Amz-Security-Token"), how->credentials->session_token};
    size_t count = request->header_count;
    if (count > 0)
        memcpy(headers, request->headers, count * sizeof(*headers));
    if (!str_is_empty(token.value) && !how->omit_session_token)
        headers[count++] = token;
    headers[count++] = (struct http_header){STR("X-Amz-Date"), stages->date};
    if (sends_content_hash(how))
        headers[count++] = (struct http_header){STR("x-amz-content-sha256"), stages->payload_hash};
    stages->headers = headers;
    stages->header_count = count;
    sigv4_find_signed_headers(stages);
    sigv4_find_signature(stages);
    headers[count++] = authorization(stages);
    if (!str_is_empty(token.value) && how->omit_session_token)
        insert_header(headers, count++, request->header_count, token);
    *signed_request = *request;
    signed_request->headers = headers;
    signed_request->header_count = count;
    return true;
}

static void add_parameter(struct buffer *query, const char *name, struct str value)
{
    struct str encoded = http_encode(query->arena, value, false);
    buffer_format(query, "%s%s=%.*s", query->len > 0 ? "&" : "", name, STR_ARGS(encoded));
}

static void add_parameters(const struct sigv4_stages *stages, struct buffer *query)
{
    const struct sigv4 *how = stages->how;
    struct arena *arena = stages->arena;
    add_parameter(query, "X-Amz-Algorithm", STR("AWS4-HMAC-SHA256"));
    add_parameter(query, "X-Amz-Credential", arena_format(arena, "%.*s/%.*s", STR_ARGS(how->credentials->access_key), STR_ARGS(stages->scope)));
    add_parameter(query, "X-Amz-Date", stages->date);
    add_parameter(query, "X-Amz-SignedHeaders", stages->signed_headers);
    add_parameter(query, "X-Amz-Expires", arena_format(arena, "%lld", (long long)how->expires_seconds));
    if (!str_is_empty(how->credentials->session_token) && !how->omit_session_token)
        add_parameter(query, "X-Amz-Security-Token", how->credentials->session_token);
}

bool sigv4_presign_in_stages(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct sigv4_stages *stages,
                             struct str *url)
{
    GUARD(start(rq, how, request, stages));
    if (how->expires_seconds < 1 || how->expires_seconds > EXPIRES_SECONDS_MAX)
        return diag_error(rq, PATH_ROOT, "Request cannot be signed", "A signed URL is valid for 1 to %d seconds, not for %lld.", EXPIRES_SECONDS_MAX,
                          (long long)how->expires_seconds);
    stages->payload_hash = str_equal(how->service, STR("s3")) ? STR("UNSIGNED-PAYLOAD") : sigv4_hash(rq->arena, request->body);
    stages->headers = request->headers;
    stages->header_count = request->header_count;
    sigv4_find_signed_headers(stages);
    struct buffer query = {.arena = rq->arena};
    buffer_append(&query, stages->url.query);
    add_parameters(stages, &query);
    stages->query = buffer_str(&query);
    sigv4_find_signature(stages);
    if (!str_is_empty(how->credentials->session_token) && how->omit_session_token)
        add_parameter(&query, "X-Amz-Security-Token", how->credentials->session_token);
    add_parameter(&query, "X-Amz-Signature", stages->signature);
    *url = arena_format(rq->arena, "%.*s://%.*s%.*s?%.*s", STR_ARGS(stages->url.scheme), STR_ARGS(stages->url.authority), STR_ARGS(stages->url.path),
                        STR_ARGS(buffer_str(&query)));
    return true;
}

bool sigv4_sign(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct http_request *signed_request)
{
    struct sigv4_stages stages;
    return sigv4_sign_in_stages(rq, how, request, &stages, signed_request);
}

bool sigv4_presign(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct str *url)
{
    struct sigv4_stages stages;
    return sigv4_presign_in_stages(rq, how, request, &stages, url);
}
