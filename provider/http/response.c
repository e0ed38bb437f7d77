#include "http/http.h"

#include "base/clock.h"

struct str http_response_header(const struct http_response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++) {
        if (str_equal_ignoring_case(response->headers[i].name, str_from(name)))
            return response->headers[i].value;
    }
    return (struct str){0};
}

const char *http_method_name(enum http_method method)
{
    static const char *const names[] = {[HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD", [HTTP_PUT] = "PUT", [HTTP_POST] = "POST", [HTTP_DELETE] = "DELETE"};
    return names[method];
}

static int month_number(struct str name)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int month = 0; month < 12; month++) {
        if (str_equal(name, (struct str){months + 3 * month, 3}))
            return month + 1;
    }
    return 0;
}

static bool is_day_name(struct str name)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    for (int day = 0; day < 7; day++) {
        if (str_equal(name, (struct str){days + 3 * day, 3}))
            return true;
    }
    return false;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT": day at 5, month at 8, year at 12, time at 17. */
bool http_parse_date(struct str text, int64_t *time_ms)
{
    AUTO_ARENA scratch = {0};
    if (text.len != 29 || !is_day_name(str_slice(text, 0, 3)) || !str_equal(str_slice(text, 3, 5), STR(", ")) ||
        !str_equal(str_slice(text, 25, 29), STR(" GMT")) || text.ptr[7] != ' ' || text.ptr[11] != ' ' || text.ptr[16] != ' ')
        return false;
    int month = month_number(str_slice(text, 8, 11));
    struct str day = str_slice(text, 5, 7), year = str_slice(text, 12, 16), time = str_slice(text, 17, 25);
    struct str rfc3339 = arena_format(&scratch, "%.*s-%02d-%.*sT%.*sZ", STR_ARGS(year), month, STR_ARGS(day), STR_ARGS(time));
    return month != 0 && clock_parse_rfc3339(rfc3339, time_ms);
}
