#include "aws/sigv4_stages.h"

#include "aws/lower_case.h"
#include "base/buffer.h"
#include "base/clock.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

enum { HASH_BYTES = 32 };

struct hash {
    unsigned char bytes[HASH_BYTES];
};

static const unsigned char *bytes_of(struct str text)
{
    return (const unsigned char *)(text.ptr ? text.ptr : "");
}

struct str sigv4_hash(struct arena *arena, struct str text)
{
    struct hash hash;
    if (EVP_Digest(bytes_of(text), text.len, hash.bytes, NULL, EVP_sha256(), NULL) != 1)
        abort();
    struct buffer hex = {.arena = arena};
    buffer_append_hex(&hex, hash.bytes, HASH_BYTES);
    return buffer_str(&hex);
}

static struct hash keyed_hash(const void *key, size_t key_length, struct str text)
{
    struct hash hash;
    unsigned length = HASH_BYTES;
    if (!HMAC(EVP_sha256(), key, (int)key_length, bytes_of(text), text.len, hash.bytes, &length))
        abort();
    return hash;
}

static struct hash signing_key(struct arena *arena, const struct sigv4 *how, struct str day)
{
    struct str start = arena_format(arena, "AWS4%.*s", STR_ARGS(how->credentials->secret_key));
    struct hash key = keyed_hash(start.ptr, start.len, day);
    key = keyed_hash(key.bytes, HASH_BYTES, how->region);
    key = keyed_hash(key.bytes, HASH_BYTES, how->service);
    return keyed_hash(key.bytes, HASH_BYTES, STR("aws4_request"));
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

static struct str percent_decode(struct arena *arena, struct str text)
{
    struct buffer decoded = {.arena = arena};
    for (size_t i = 0; i < text.len; i++) {
        int high = text.ptr[i] == '%' && i + 2 < text.len ? hex_digit(text.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.ptr[i + 2]) : -1;
        buffer_append_byte(&decoded, low >= 0 ? (char)(high * 16 + low) : text.ptr[i]);
        i += low >= 0 ? 2 : 0;
    }
    return buffer_str(&decoded);
}

static void drop_last_segment(struct buffer *path)
{
    while (path->len > 0 && path->ptr[--path->len] != '/')
        continue;
}

/* Unlike RFC 3986 5.2.4 a final "." or ".." leaves no slash behind: so do Amazon's own signers. */
static struct str normalize(struct arena *arena, struct str path)
{
    struct buffer normal = {.arena = arena};
    struct str rest = path, segment;
    while (str_next_field(&rest, '/', &segment)) {
        if (str_equal(segment, STR("..")))
            drop_last_segment(&normal);
        if (str_is_empty(segment) || str_equal(segment, STR(".")) || str_equal(segment, STR("..")))
            continue;
        buffer_append_byte(&normal, '/');
        buffer_append(&normal, segment);
    }
    if (normal.len == 0 || str_ends_with(path, STR("/")))
        buffer_append_byte(&normal, '/');
    return buffer_str(&normal);
}

struct str sigv4_canonical_path(struct arena *arena, const struct sigv4 *how, struct str path)
{
    bool is_s3 = str_equal(how->service, STR("s3"));
    bool as_is = how->path == SIGV4_PATH_OF_SERVICE ? is_s3 : how->path == SIGV4_PATH_AS_IS;
    if (str_is_empty(path))
        return STR("/");
    struct str signed_path = as_is ? path : normalize(arena, path);
    return http_encode(arena, is_s3 ? percent_decode(arena, signed_path) : signed_path, true);
}

static int compare_parameters(const void *a, const void *b)
{
    const struct string_pair *left = a, *right = b;
    int order = str_compare(left->key, right->key);
    return order != 0 ? order : str_compare(left->value, right->value);
}

static struct str encode_again(struct arena *arena, struct str text)
{
    return http_encode(arena, percent_decode(arena, text), false);
}

static size_t count_fields(struct str text, char separator)
{
    size_t count = 0;
    struct str field;
    while (str_next_field(&text, separator, &field))
        count++;
    return count;
}

static size_t read_parameters(struct arena *arena, struct str query, struct string_pair *parameters)
{
    size_t count = 0;
    struct str field;
    while (str_next_field(&query, '&', &field)) {
        size_t equals = str_find_byte(field, '=', 0);
        if (!str_is_empty(field))
            parameters[count++] =
                (struct string_pair){encode_again(arena, str_slice(field, 0, equals)), encode_again(arena, str_slice(field, equals + 1, field.len))};
    }
    return count;
}

struct str sigv4_canonical_query(struct arena *arena, struct str query)
{
    struct string_pair *parameters = ARENA_ARRAY(arena, struct string_pair, count_fields(query, '&') + 1);
    size_t count = read_parameters(arena, query, parameters);
    qsort(parameters, count, sizeof(*parameters), compare_parameters);
    struct buffer canonical = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        buffer_format(&canonical, "%s%.*s=%.*s", i > 0 ? "&" : "", STR_ARGS(parameters[i].key), STR_ARGS(parameters[i].value));
    return buffer_str(&canonical);
}

/* Proxies and HTTP libraries add, change and drop these (s3.md 4.1). */
static bool is_never_signed(struct str name)
{
    static const struct str names[] = {STR_INIT("authorization"),  STR_INIT("baggage"),
                                       STR_INIT("connection"),     STR_INIT("expect"),
                                       STR_INIT("keep-alive"),     STR_INIT("te"),
                                       STR_INIT("traceparent"),    STR_INIT("tracestate"),
                                       STR_INIT("trailer"),        STR_INIT("transfer-encoding"),
                                       STR_INIT("upgrade"),        STR_INIT("user-agent"),
                                       STR_INIT("x-amzn-trace-id")};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        if (str_equal(name, names[i]))
            return true;
    }
    return str_starts_with(name, STR("proxy-"));
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

static struct str collapse_spaces(struct arena *arena, struct str text)
{
    struct buffer collapsed = {.arena = arena};
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        if (!is_space(text.ptr[i]))
            buffer_append_byte(&collapsed, text.ptr[i]);
        else if (!is_space(text.ptr[i - 1]))
            buffer_append_byte(&collapsed, ' ');
    }
    return buffer_str(&collapsed);
}

/* The value of the Host header that libcurl sends. */
static struct str host_of(struct arena *arena, const struct http_url *url)
{
    bool is_standard = str_is_empty(url->port) || str_equal(url->port, http_url_is_https(url) ? STR("443") : STR("80"));
    if (!is_standard)
        return url->authority;
    bool is_ipv6 = str_find_byte(url->host, ':', 0) < url->host.len;
    return is_ipv6 ? arena_format(arena, "[%.*s]", STR_ARGS(url->host)) : url->host;
}

struct canonical_header {
    struct str name, value;
    size_t position;
};

static int compare_headers(const void *a, const void *b)
{
    const struct canonical_header *left = a, *right = b;
    int order = str_compare(left->name, right->name);
    if (order != 0)
        return order;
    return left->position < right->position ? -1 : 1;
}

static size_t list_headers(struct arena *arena, const struct http_url *url, const struct http_header *headers, size_t count,
                           struct canonical_header *listed)
{
    size_t kept = 0;
    bool has_host = false;
    for (size_t i = 0; i < count; i++) {
        struct str name = lower_case(arena, headers[i].name);
        has_host |= str_equal(name, STR("host"));
        if (!is_never_signed(name))
            listed[kept++] = (struct canonical_header){name, collapse_spaces(arena, headers[i].value), i};
    }
    if (!has_host)
        listed[kept++] = (struct canonical_header){STR("host"), host_of(arena, url), count};
    qsort(listed, kept, sizeof(*listed), compare_headers);
    return kept;
}

static bool repeats_previous(const struct canonical_header *listed, size_t at)
{
    return at > 0 && str_equal(listed[at].name, listed[at - 1].name);
}

struct str sigv4_canonical_headers(struct arena *arena, const struct http_url *url, const struct http_header *headers, size_t count)
{
    struct canonical_header *listed = ARENA_ARRAY(arena, struct canonical_header, count + 1);
    size_t kept = list_headers(arena, url, headers, count, listed);
    struct buffer lines = {.arena = arena};
    for (size_t i = 0; i < kept; i++) {
        if (repeats_previous(listed, i))
            buffer_format(&lines, ",%.*s", STR_ARGS(listed[i].value));
        else
            buffer_format(&lines, "%s%.*s:%.*s", i > 0 ? "\n" : "", STR_ARGS(listed[i].name), STR_ARGS(listed[i].value));
    }
    buffer_append_byte(&lines, '\n');
    return buffer_str(&lines);
}

void sigv4_find_scope(struct sigv4_stages *stages)
{
    const struct sigv4 *how = stages->how;
    stages->date = clock_format_basic(stages->arena, how->time_ms);
    stages->scope = arena_format(stages->arena, "%.8s/%.*s/%.*s/aws4_request", stages->date.ptr, STR_ARGS(how->region), STR_ARGS(how->service));
}

void sigv4_find_signed_headers(struct sigv4_stages *stages)
{
    struct canonical_header *listed = ARENA_ARRAY(stages->arena, struct canonical_header, stages->header_count + 1);
    size_t kept = list_headers(stages->arena, &stages->url, stages->headers, stages->header_count, listed);
    struct buffer names = {.arena = stages->arena};
    for (size_t i = 0; i < kept; i++) {
        if (!repeats_previous(listed, i))
            buffer_format(&names, "%s%.*s", i > 0 ? ";" : "", STR_ARGS(listed[i].name));
    }
    stages->signed_headers = buffer_str(&names);
}

void sigv4_find_signature(struct sigv4_stages *stages)
{
    struct arena *arena = stages->arena;
    struct str path = sigv4_canonical_path(arena, stages->how, stages->url.path);
    struct str query = sigv4_canonical_query(arena, stages->query);
    struct str headers = sigv4_canonical_headers(arena, &stages->url, stages->headers, stages->header_count);
    stages->canonical_request = arena_format(arena, "%s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s", http_method_name(stages->method), STR_ARGS(path),
                                             STR_ARGS(query), STR_ARGS(headers), STR_ARGS(stages->signed_headers), STR_ARGS(stages->payload_hash));
    struct str hash = sigv4_hash(arena, stages->canonical_request);
    stages->string_to_sign =
        arena_format(arena, "AWS4-HMAC-SHA256\n%.*s\n%.*s\n%.*s", STR_ARGS(stages->date), STR_ARGS(stages->scope), STR_ARGS(hash));
    struct hash key = signing_key(arena, stages->how, str_slice(stages->date, 0, 8));
    struct hash signature = keyed_hash(key.bytes, HASH_BYTES, stages->string_to_sign);
    struct buffer hex = {.arena = arena};
    buffer_append_hex(&hex, signature.bytes, HASH_BYTES);
    stages->signature = buffer_str(&hex);
    OPENSSL_cleanse(&key, sizeof(key));
}
