#include "base/str.h"

#include <string.h>
#include <strings.h>

struct str str_from(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_equal_ignoring_case(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_is_empty(struct str text)
{
    return text.len == 0;
}

bool str_starts_with(struct str text, struct str prefix)
{
    return text.len >= prefix.len && str_equal(str_slice(text, 0, prefix.len), prefix);
}

bool str_ends_with(struct str text, struct str suffix)
{
    return text.len >= suffix.len && str_equal(str_slice(text, text.len - suffix.len, text.len), suffix);
}

bool str_contains(struct str text, struct str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (str_equal(str_slice(text, at, at + part.len), part))
            return true;
    return false;
}

int str_compare(struct str a, struct str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared > 0 ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t str_find_byte(struct str text, char byte, size_t from)
{
    if (from >= text.len)
        return text.len;
    const char *found = memchr(text.ptr + from, byte, text.len - from);
    return found ? (size_t)(found - text.ptr) : text.len;
}

struct str str_slice(struct str text, size_t from, size_t to)
{
    if (to > text.len)
        to = text.len;
    if (from >= to)
        return (struct str){text.ptr, 0};
    return (struct str){text.ptr + from, to - from};
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

struct str str_trim(struct str text)
{
    size_t from = 0, to = text.len;
    while (from < to && is_blank(text.ptr[from]))
        from++;
    while (to > from && is_blank(text.ptr[to - 1]))
        to--;
    return str_slice(text, from, to);
}

bool str_next_field(struct str *rest, char separator, struct str *field)
{
    if (!rest->ptr)
        return false;
    size_t end = str_find_byte(*rest, separator, 0);
    *field = str_slice(*rest, 0, end);
    if (end == rest->len)
        *rest = (struct str){0};
    else
        *rest = (struct str){rest->ptr + end + 1, rest->len - end - 1};
    return true;
}

bool str_to_int64(struct str text, int64_t *number)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    size_t at = negative ? 1 : 0;
    if (at == text.len)
        return false;
    int64_t total = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9')
            return false;
        int64_t digit = text.ptr[at] - '0';
        if (__builtin_mul_overflow(total, 10, &total) || __builtin_sub_overflow(total, digit, &total))
            return false;
    }
    if (!negative && total == INT64_MIN)
        return false;
    *number = negative ? total : -total;
    return true;
}

/* Length of the well-formed sequence at `at`, 0 when there is none. RFC 3629 section 4. */
static size_t utf8_sequence(struct str text, size_t at)
{
    static const struct {
        uint8_t first_low, first_high, second_low, second_high;
        size_t length;
    } forms[] = {
        {0x00, 0x7F, 0x00, 0xFF, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    const uint8_t *bytes = (const uint8_t *)text.ptr + at;
    for (size_t form = 0; form < ARRAY_LENGTH(forms); form++) {
        size_t length = forms[form].length;
        if (bytes[0] < forms[form].first_low || bytes[0] > forms[form].first_high || at + length > text.len)
            continue;
        if (length > 1 && (bytes[1] < forms[form].second_low || bytes[1] > forms[form].second_high))
            continue;
        for (size_t next = 2; next < length; next++)
            if ((bytes[next] & 0xC0) != 0x80)
                return 0;
        return length;
    }
    return 0;
}

bool str_is_utf8(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t length = utf8_sequence(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}
