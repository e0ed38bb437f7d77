#include "http/http.h"
#include "validators/checks.h"

static bool holds_blank(struct str text)
{
    for (size_t at = 0; at < text.len; at++)
        if ((unsigned char)text.ptr[at] <= ' ' || text.ptr[at] == 0x7f)
            return true;
    return false;
}

static bool base_path_check(struct arena *arena, struct str text, struct str *problem)
{
    struct str bare = text;
    while (str_starts_with(bare, STR("/")))
        bare = str_slice(bare, 1, bare.len);
    while (str_ends_with(bare, STR("/")))
        bare = str_slice(bare, 0, bare.len - 1);
    if (bare.len == text.len)
        return true;
    if (bare.len == 0)
        return problem_is(arena, problem, "is only slashes: leave it out to use the whole bucket");
    return problem_is(arena, problem, "begins or ends with a slash, which would become part of every key: write \"%.*s\"", STR_ARGS(bare));
}

static const struct str repository_schemes[] = {STR_INIT("http:"), STR_INIT("https:"), STR_INIT("ftp:"), STR_INIT("file:"), STR_INIT("jar:")};

static bool repository_url_check(struct arena *arena, struct str text, struct str *problem)
{
    struct str scheme = str_slice(text, 0, str_find_byte(text, ':', 0) + 1);
    for (size_t at = 0; at < ARRAY_LENGTH(repository_schemes); at++)
        if (str_equal_ignoring_case(scheme, repository_schemes[at]) && text.len > scheme.len && !holds_blank(text))
            return true;
    return problem_is(arena, problem,
                      "is no address of a repository: write a URL that begins with http:, https:, ftp:, file: or jar:, such as "
                      "\"file:/mnt/backups/dr/\"");
}

static bool hdfs_uri_check(struct arena *arena, struct str text, struct str *problem)
{
    struct str scheme = STR("hdfs://");
    bool has_host = text.len > scheme.len && text.ptr[scheme.len] != '/' && text.ptr[scheme.len] != ':';
    if (str_starts_with(text, scheme) && has_host && !holds_blank(text))
        return true;
    return problem_is(arena, problem, "is no address of a Hadoop file system: write \"hdfs://HOST:PORT/\", such as \"hdfs://namenode:8020/\"");
}

static bool fingerprint_check(struct arena *arena, struct str text, struct str *problem)
{
    size_t digits = 0;
    bool is_hexadecimal = true;
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        bool is_separator = byte == ':' && digits > 0 && digits % 2 == 0 && text.ptr[at - 1] != ':' && at + 1 < text.len;
        bool is_digit = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
        is_hexadecimal = is_hexadecimal && (is_digit || is_separator);
        digits += is_digit;
    }
    if (is_hexadecimal && digits == 64)
        return true;
    return problem_is(arena, problem,
                      "is no SHA-256 of a certificate: write its 64 hexadecimal digits, with or without colons (openssl x509 -noout "
                      "-fingerprint -sha256 -in FILE)");
}

/* The text is not shown: it may hold a password. */
static bool refuse_credentials(struct request *rq, struct path at)
{
    return diag_error(rq, at, "Credentials in a URL",
                      "The URL holds a username or a password, which would show up in logs. Remove everything before the \"@\", and use the "
                      "attributes for credentials instead.");
}

bool validate_http_url(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)
{
    (void)validator, (void)number;
    struct http_url url;
    bool is_url = http_url_split(text, &url) && !holds_blank(text);
    if (str_find_byte(text, '@', 0) < text.len)
        return refuse_credentials(rq, at);
    if (is_url && !url.query.ptr && str_find_byte(text, '#', 0) == text.len)
        return true;
    return diag_error(rq, at, "Not a URL",
                      "\"%.*s\" is no base URL: write http or https, a host, and where needed a port and a path, such as "
                      "\"https://search.example.com:9200\", without \"?\" and \"#\".",
                      STR_ARGS(text));
}

DEFINE_VALIDATOR(validate_base_path, "Not a base path", base_path_check)
DEFINE_VALIDATOR(validate_repository_url, "Not the address of a repository", repository_url_check)
DEFINE_VALIDATOR(validate_hdfs_uri, "Not the address of a file system", hdfs_uri_check)
DEFINE_VALIDATOR(validate_sha256, "Not a fingerprint", fingerprint_check)
