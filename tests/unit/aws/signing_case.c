#include "aws/signing_case.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/expect.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct str read_file(struct arena *arena, const char *folder, const char *name)
{
    FILE *file = fopen(arena_format(arena, "%s/%s", folder, name).ptr, "rb");
    if (!file)
        return (struct str){0};
    struct buffer content = {.arena = arena};
    char part[4096];
    for (size_t length = 0; (length = fread(part, 1, sizeof(part), file)) > 0;)
        buffer_append(&content, (struct str){part, length});
    fclose(file);
    return arena_copy(arena, buffer_str(&content));
}

static struct str text_at(struct arena *arena, json_t *object, const char *key)
{
    return arena_copy(arena, str_from(json_string_value(json_object_get(object, key))));
}

/* -1 absent, 0 false, 1 true. */
static int flag_at(json_t *object, const char *key)
{
    json_t *flag = json_object_get(object, key);
    return flag ? json_is_true(flag) : -1;
}

static void read_context(struct arena *arena, const char *folder, struct signing_case *test, struct str *base_url)
{
    struct str text = read_file(arena, folder, "context.json");
    json_t *context = json_loadb(text.ptr, text.len, 0, NULL), *credentials = json_object_get(context, "credentials");
    assert_non_null(credentials);
    test->credentials.access_key = text_at(arena, credentials, "access_key_id");
    test->credentials.secret_key = text_at(arena, credentials, "secret_access_key");
    test->credentials.session_token = text_at(arena, credentials, "token");
    test->how.region = text_at(arena, context, "region");
    test->how.service = text_at(arena, context, "service");
    test->how.expires_seconds = json_integer_value(json_object_get(context, "expiration_in_seconds"));
    test->how.omit_session_token = flag_at(context, "omit_session_token") == 1;
    static const enum sigv4_path paths[] = {SIGV4_PATH_OF_SERVICE, SIGV4_PATH_AS_IS, SIGV4_PATH_NORMALIZED};
    static const enum sigv4_content_hash hashes[] = {SIGV4_CONTENT_HASH_OF_SERVICE, SIGV4_CONTENT_HASH_NOT_SENT, SIGV4_CONTENT_HASH_SENT};
    test->how.path = paths[flag_at(context, "normalize") + 1];
    test->how.content_hash = hashes[flag_at(context, "sign_body") + 1];
    *base_url = text_at(arena, context, "url");
    assert_true(clock_parse_rfc3339(text_at(arena, context, "timestamp"), &test->how.time_ms));
    json_decref(context);
}

static size_t count_lines(struct str text)
{
    size_t count = 0;
    struct str line;
    while (str_next_field(&text, '\n', &line))
        count++;
    return count;
}

/* A line that starts with a space belongs to the header above it. */
static void read_headers(struct arena *arena, struct str lines, struct signing_case *test, struct str *host)
{
    struct http_header *headers = ARENA_ARRAY(arena, struct http_header, count_lines(lines));
    size_t count = 0;
    struct str line;
    while (str_next_field(&lines, '\n', &line)) {
        size_t colon = str_find_byte(line, ':', 0);
        struct http_header header = {str_slice(line, 0, colon), str_slice(line, colon + 1, line.len)};
        if (str_starts_with(line, STR(" ")))
            headers[count - 1].value = arena_format(arena, "%.*s %.*s", STR_ARGS(headers[count - 1].value), STR_ARGS(str_trim(line)));
        else if (str_equal(header.name, STR("Host")))
            *host = header.value;
        else
            headers[count++] = header;
    }
    test->request.headers = headers;
    test->request.header_count = count;
}

static enum http_method method_named(struct str name)
{
    for (int method = HTTP_GET; method <= HTTP_DELETE; method++) {
        if (str_equal(name, str_from(http_method_name((enum http_method)method))))
            return (enum http_method)method;
    }
    fail_msg("unknown method %.*s", STR_ARGS(name));
    return HTTP_GET;
}

static void read_request(struct arena *arena, const char *folder, struct signing_case *test, struct str base_url)
{
    struct str text = read_file(arena, folder, "request.txt"), host = {0};
    size_t end = 0;
    while (end < text.len && !str_starts_with(str_slice(text, end, text.len), STR("\n\n")))
        end++;
    test->request_head = str_trim(str_slice(text, 0, end));
    test->request.body = str_slice(text, end + 2, text.len);
    size_t first = str_find_byte(test->request_head, '\n', 0), space = str_find_byte(text, ' ', 0);
    test->request.method = method_named(str_slice(text, 0, space));
    test->target = str_slice(text, space + 1, first - sizeof(" HTTP/1.1") + 1);
    read_headers(arena, str_slice(test->request_head, first + 1, test->request_head.len), test, &host);
    base_url = str_is_empty(base_url) ? arena_format(arena, "https://%.*s", STR_ARGS(host)) : base_url;
    test->request.url = arena_format(arena, "%.*s%.*s", STR_ARGS(base_url), STR_ARGS(test->target));
}

static struct signing_expectation read_expectation(struct arena *arena, const char *folder, const char *form)
{
    struct str names[4];
    static const char *const parts[] = {"canonical-request", "string-to-sign", "signature", "signed-request"};
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
        names[i] = read_file(arena, folder, arena_format(arena, "%s-%s.txt", form, parts[i]).ptr);
    return (struct signing_expectation){names[0], names[1], names[2], names[3]};
}

struct signing_case signing_case_read(struct arena *arena, const char *parent, const char *name)
{
    const char *folder = arena_format(arena, "%s/%s", parent, name).ptr;
    struct signing_case test = {.name = arena_copy(arena, str_from(name))};
    struct str base_url;
    read_context(arena, folder, &test, &base_url);
    read_request(arena, folder, &test, base_url);
    test.header = read_expectation(arena, folder, "header");
    test.query = read_expectation(arena, folder, "query");
    return test;
}

static int is_case(const struct dirent *entry)
{
    return entry->d_type == DT_DIR && entry->d_name[0] != '.';
}

size_t signing_cases_list(struct arena *arena, const char *folder, const char ***names)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_case, alphasort);
    if (count < 0)
        return 0;
    *names = ARENA_ARRAY(arena, const char *, (size_t)count);
    for (int i = 0; i < count; i++) {
        (*names)[i] = arena_c_string(arena, str_from(entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
    return (size_t)count;
}

struct str signing_case_header_form(struct arena *arena, const struct signing_case *test, const struct http_request *signed_request)
{
    struct buffer text = {.arena = arena};
    buffer_append(&text, test->request_head);
    for (size_t i = test->request.header_count; i < signed_request->header_count; i++)
        buffer_format(&text, "\n%.*s:%.*s", STR_ARGS(signed_request->headers[i].name), STR_ARGS(signed_request->headers[i].value));
    buffer_format(&text, "\n\n%.*s", STR_ARGS(test->request.body));
    return buffer_str(&text);
}

struct str signing_case_query_form(struct arena *arena, const struct signing_case *test, struct str url)
{
    size_t first = str_find_byte(test->request_head, '\n', 0);
    struct str headers = str_slice(test->request_head, first, test->request_head.len);
    struct str target = str_slice(url, test->request.url.len - test->target.len, url.len);
    return arena_format(arena, "%s %.*s HTTP/1.1%.*s\n\n%.*s", http_method_name(test->request.method), STR_ARGS(target), STR_ARGS(headers),
                        STR_ARGS(test->request.body));
}
