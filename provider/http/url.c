#include "base/buffer.h"
#include "http/http.h"

static bool is_unreserved(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' ||
           byte == '_' || byte == '~';
}

struct str http_encode(struct arena *arena, struct str text, bool keep_slashes)
{
    struct buffer encoded = {.arena = arena};
    for (size_t i = 0; i < text.len; i++) {
        if (is_unreserved(text.ptr[i]) || (keep_slashes && text.ptr[i] == '/'))
            buffer_append_byte(&encoded, text.ptr[i]);
        else
            buffer_format(&encoded, "%%%02X", (unsigned)(unsigned char)text.ptr[i]);
    }
    return buffer_str(&encoded);
}

static struct str after(struct str text, size_t position)
{
    return str_slice(text, position, text.len);
}

static size_t find_first(struct str text, const char *bytes)
{
    size_t found = text.len;
    for (; *bytes; bytes++) {
        size_t at = str_find_byte(text, *bytes, 0);
        found = at < found ? at : found;
    }
    return found;
}

static bool take_scheme(struct str *rest, struct str *scheme)
{
    size_t colon = str_find_byte(*rest, ':', 0);
    *scheme = str_slice(*rest, 0, colon);
    if (!str_starts_with(after(*rest, colon), STR("://")))
        return false;
    *rest = after(*rest, colon + 3);
    return str_equal_ignoring_case(*scheme, STR("https")) || str_equal_ignoring_case(*scheme, STR("http"));
}

static bool is_port(struct str text)
{
    int64_t number;
    return text.len <= 5 && str_to_int64(text, &number) && number >= 1 && number <= 65535 && text.ptr[0] != '-';
}

static bool split_authority(struct http_url *url)
{
    struct str rest = url->authority;
    if (str_starts_with(rest, STR("["))) {
        size_t bracket = str_find_byte(rest, ']', 0);
        url->host = str_slice(rest, 1, bracket);
        rest = after(rest, bracket + 1);
        GUARD(bracket < url->authority.len);
    } else {
        size_t colon = str_find_byte(rest, ':', 0);
        url->host = str_slice(rest, 0, colon);
        rest = after(rest, colon);
    }
    url->port = after(rest, 1);
    if (str_is_empty(url->host))
        return false;
    return str_is_empty(rest) || (rest.ptr[0] == ':' && is_port(url->port));
}

static void split_user(struct http_url *url)
{
    for (size_t at = url->authority.len; at-- > 0;) {
        if (url->authority.ptr[at] != '@')
            continue;
        url->user = str_slice(url->authority, 0, at);
        url->authority = after(url->authority, at + 1);
        return;
    }
}

bool http_url_split(struct str text, struct http_url *url)
{
    *url = (struct http_url){0};
    GUARD(take_scheme(&text, &url->scheme));
    size_t end = find_first(text, "/?#");
    url->authority = str_slice(text, 0, end);
    split_user(url);
    text = after(text, end);
    text = str_slice(text, 0, str_find_byte(text, '#', 0));
    size_t question = str_find_byte(text, '?', 0);
    url->path = str_slice(text, 0, question);
    if (question < text.len)
        url->query = (struct str){text.ptr + question + 1, text.len - question - 1};
    return split_authority(url);
}

bool http_url_is_https(const struct http_url *url)
{
    return url->scheme.len == 5;
}

static bool contains_ignoring_case(struct str text, struct str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++) {
        if (str_equal_ignoring_case(str_slice(text, at, at + part.len), part))
            return true;
    }
    return false;
}

static bool may_be_credential(struct str name)
{
    static const struct str parts[] = {STR_INIT("x-amz-"),     STR_INIT("token"),    STR_INIT("secret"), STR_INIT("signature"),
                                       STR_INIT("credential"), STR_INIT("password"), STR_INIT("key")};
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
        if (contains_ignoring_case(name, parts[i]))
            return true;
    }
    return false;
}

struct str http_url_for_people(struct arena *arena, struct str text)
{
    struct http_url url;
    if (!http_url_split(text, &url))
        return STR("(malformed URL)");
    struct buffer shown = {.arena = arena};
    buffer_format(&shown, "%.*s://%.*s%.*s", STR_ARGS(url.scheme), STR_ARGS(url.authority), STR_ARGS(url.path));
    struct str rest = url.query, field;
    for (char separator = '?'; str_next_field(&rest, '&', &field); separator = '&') {
        size_t equals = str_find_byte(field, '=', 0);
        bool hide = equals < field.len && may_be_credential(str_slice(field, 0, equals));
        buffer_append_byte(&shown, separator);
        buffer_append(&shown, hide ? str_slice(field, 0, equals + 1) : field);
        buffer_append(&shown, hide ? STR("...") : STR(""));
    }
    return buffer_str(&shown);
}
