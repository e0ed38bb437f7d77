#include "base/expect.h"
#include "http/http.h"

static void urls_are_split_into_their_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected; /* scheme|user|authority|host|port|path|query */
    } cases[] = {
        {"https://h", "https||h|h|||(none)"},
        {"http://h/", "http||h|h||/|(none)"},
        {"HTTPS://H:9200/a/b?c=d#e", "HTTPS||H:9200|H|9200|/a/b|c=d"},
        {"https://h?", "https||h|h|||"},
        {"https://h/p?q?r/s", "https||h|h||/p|q?r/s"},
        {"https://h/p#f?g", "https||h|h||/p|(none)"},
        {"https://u:p@h:1/", "https|u:p|h:1|h|1|/|(none)"},
        {"https://u@x:p@h/", "https|u@x:p|h|h||/|(none)"},
        {"https://h/a@b", "https||h|h||/a@b|(none)"},
        {"http://[::1]:9200/x", "http||[::1]:9200|::1|9200|/x|(none)"},
        {"http://[fe80::1]", "http||[fe80::1]|fe80::1|||(none)"},
        {"https://h//a/../b", "https||h|h||//a/../b|(none)"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct http_url url;
        assert_true(http_url_split(str_from(cases[i].text), &url));
        EXPECT_TEXT(arena_format(rq.arena, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARGS(url.scheme), STR_ARGS(url.user), STR_ARGS(url.authority),
                                 STR_ARGS(url.host), STR_ARGS(url.port), STR_ARGS(url.path), STR_ARGS(url.query.ptr ? url.query : STR("(none)"))),
                    cases[i].expected);
    }
}

static void what_is_no_absolute_http_url_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "h",
        "//h/",
        "/path",
        "http:/h",
        "http://",
        "https:///path",
        "https://:9200/",
        "ftp://h/",
        "file:///x",
        "http://h:0/",
        "http://h:x/",
        "http://h:/",
        "http://h:-1/",
        "http://h:65536/",
        "http://h:99999999999999999999/",
        "http://[::1",
        "http://[]:1/",
        "http://[::1]x/",
        "https://u@/",
        "httpx://h/",
        "http//h",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct http_url url;
        if (http_url_split(str_from(texts[i]), &url))
            fail_msg("\"%s\" was accepted", texts[i]);
    }
}

static void credentials_in_urls_are_not_shown(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"https://u:p@h:1/a?verify=false&x", "https://h:1/a?verify=false&x"},
        {"https://h/?X-Amz-Signature=abc&prefix=p", "https://h/?X-Amz-Signature=...&prefix=p"},
        {"https://h/?x-amz-credential=abc", "https://h/?x-amz-credential=..."},
        {"https://h/?access_token=a&Secret=b&PASSWORD=c&api_key=d", "https://h/?access_token=...&Secret=...&PASSWORD=...&api_key=..."},
        {"https://h/a#secret", "https://h/a"},
        {"https://h", "https://h"},
        {"u:p@h", "(malformed URL)"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(http_url_for_people(rq.arena, str_from(cases[i][0])), cases[i][1]);
    }
}

static void all_but_unreserved_bytes_are_encoded(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    EXPECT_TEXT(http_encode(rq.arena, STR("azAZ09-._~"), false), "azAZ09-._~");
    EXPECT_TEXT(http_encode(rq.arena, STR("a/b c+d%\xc3\xa9\n"), false), "a%2Fb%20c%2Bd%25%C3%A9%0A");
    EXPECT_TEXT(http_encode(rq.arena, STR("a//b/../*"), true), "a//b/../%2A");
    EXPECT_TEXT(http_encode(rq.arena, ((struct str){"a\0b", 3}), true), "a%00b");
    EXPECT_TEXT(http_encode(rq.arena, STR(""), true), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_split_into_their_parts),
        cmocka_unit_test(what_is_no_absolute_http_url_is_refused),
        cmocka_unit_test(credentials_in_urls_are_not_shown),
        cmocka_unit_test(all_but_unreserved_bytes_are_encoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
