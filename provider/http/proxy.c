#include "http/proxy.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESS_BYTES = 16 };

struct address {
    size_t length; /* 4, 16, or 0: no address */
    unsigned char bytes[ADDRESS_BYTES];
};

static struct str environment(struct arena *arena, const char *name, const char *lower_case_name)
{
    const char *value = getenv(name);
    if (!value || !*value)
        value = getenv(lower_case_name);
    return arena_copy(arena, str_from(value));
}

struct proxy_settings proxy_settings_read(struct arena *arena, struct str configured)
{
    if (!str_is_empty(configured))
        return (struct proxy_settings){.always = arena_copy(arena, configured)};
    return (struct proxy_settings){
        .https = environment(arena, "HTTPS_PROXY", "https_proxy"),
        .http = environment(arena, "HTTP_PROXY", "http_proxy"),
        .exceptions = environment(arena, "NO_PROXY", "no_proxy"),
    };
}

static struct address read_address(struct str text)
{
    struct address address = {0};
    char copy[INET6_ADDRSTRLEN];
    if (text.len == 0 || text.len >= sizeof(copy))
        return address;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (inet_pton(AF_INET, copy, address.bytes) == 1)
        address.length = 4;
    else if (inet_pton(AF_INET6, copy, address.bytes) == 1)
        address.length = 16;
    return address;
}

static bool same_bits(const struct address *a, const struct address *b, int64_t bits)
{
    for (size_t i = 0; i < a->length && bits > 0; i++, bits -= 8) {
        unsigned mask = bits >= 8 ? 0xffU : 0xffU & (0xffU << (8 - bits));
        if ((a->bytes[i] & mask) != (b->bytes[i] & mask))
            return false;
    }
    return true;
}

static bool block_covers(struct str block, const struct address *address)
{
    size_t slash = str_find_byte(block, '/', 0);
    struct address base = read_address(str_slice(block, 0, slash));
    int64_t bits;
    if (base.length == 0 || base.length != address->length || !str_to_int64(str_slice(block, slash + 1, block.len), &bits))
        return false;
    return bits >= 0 && bits <= (int64_t)base.length * 8 && same_bits(&base, address, bits);
}

static bool is_loopback(const struct http_url *url)
{
    struct address address = read_address(url->host);
    return str_equal_ignoring_case(url->host, STR("localhost")) || block_covers(STR("127.0.0.0/8"), &address) ||
           block_covers(STR("::1/128"), &address);
}

static bool is_in_domain(struct str host, struct str domain)
{
    if (str_starts_with(domain, STR(".")))
        domain = str_slice(domain, 1, domain.len);
    if (str_is_empty(domain) || host.len < domain.len)
        return false;
    size_t start = host.len - domain.len;
    return str_equal_ignoring_case(str_slice(host, start, host.len), domain) && (start == 0 || host.ptr[start - 1] == '.');
}

static struct str effective_port(const struct http_url *url)
{
    if (!str_is_empty(url->port))
        return url->port;
    return http_url_is_https(url) ? STR("443") : STR("80");
}

/* Cuts ":9200" or the brackets of "[::1]:9200" off; a bare IPv6 address has more than one colon and no port. */
static struct str cut_port(struct str entry, struct str *port)
{
    *port = (struct str){0};
    if (str_starts_with(entry, STR("["))) {
        size_t bracket = str_find_byte(entry, ']', 0);
        *port = str_slice(entry, bracket + 2, entry.len);
        return str_slice(entry, 1, bracket);
    }
    size_t colon = str_find_byte(entry, ':', 0);
    if (colon == entry.len || str_find_byte(entry, ':', colon + 1) < entry.len)
        return entry;
    *port = str_slice(entry, colon + 1, entry.len);
    return str_slice(entry, 0, colon);
}

static bool entry_covers(struct str entry, const struct http_url *url)
{
    struct address address = read_address(url->host);
    if (str_equal(entry, STR("*")) || block_covers(entry, &address))
        return true;
    struct str port, host = cut_port(entry, &port);
    if (!str_is_empty(port) && !str_equal(port, effective_port(url)))
        return false;
    struct address wanted = read_address(host);
    if (wanted.length != 0)
        return wanted.length == address.length && memcmp(wanted.bytes, address.bytes, wanted.length) == 0;
    return is_in_domain(url->host, host);
}

static bool is_exempt(struct str exceptions, const struct http_url *url)
{
    struct str entry;
    while (str_next_field(&exceptions, ',', &entry)) {
        if (entry_covers(str_trim(entry), url))
            return true;
    }
    return false;
}

struct str proxy_for(const struct proxy_settings *settings, const struct http_url *url)
{
    if (!str_is_empty(settings->always))
        return settings->always;
    if (is_loopback(url) || is_exempt(settings->exceptions, url))
        return (struct str){0};
    return http_url_is_https(url) ? settings->https : settings->http;
}
