#include "base/expect.h"
#include "http/proxy.h"
#include "http/scripted_server.h"

#include <stdlib.h>

static const char *const variables[] = {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"};

static int clear_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(variables); i++)
        unsetenv(variables[i]);
    return 0;
}

static struct str chosen(const struct proxy_settings *settings, const char *url)
{
    struct http_url parts;
    assert_true(http_url_split(str_from(url), &parts));
    return proxy_for(settings, &parts);
}

static void a_configured_proxy_is_the_only_one(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    setenv("HTTPS_PROXY", "http://environment:1", 1);
    setenv("NO_PROXY", "*", 1);
    struct proxy_settings settings = proxy_settings_read(rq.arena, STR("http://given:2"));
    EXPECT_TEXT(chosen(&settings, "https://h/"), "http://given:2");
    EXPECT_TEXT(chosen(&settings, "http://127.0.0.1/"), "http://given:2");
}

static void the_environment_decides_by_scheme(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    setenv("HTTPS_PROXY", "http://s:1", 1);
    setenv("http_proxy", "http://p:2", 1);
    setenv("ALL_PROXY", "http://all:3", 1);
    struct proxy_settings settings = proxy_settings_read(rq.arena, STR(""));
    EXPECT_TEXT(chosen(&settings, "https://h/"), "http://s:1");
    EXPECT_TEXT(chosen(&settings, "http://h/"), "http://p:2");
    unsetenv("HTTPS_PROXY");
    struct proxy_settings later = proxy_settings_read(rq.arena, STR(""));
    EXPECT_TEXT(chosen(&later, "https://h/"), "");
    EXPECT_TEXT(chosen(&settings, "https://h/"), "http://s:1");
}

static void no_proxy_names_exceptions(void **state)
{
    (void)state;
    static const struct {
        const char *exceptions, *url;
        bool direct;
    } cases[] = {
        {"", "https://h/", false},
        {"*", "https://h/", true},
        {"h", "https://h/", true},
        {"H", "https://h/", true},
        {"h", "https://xh/", false},
        {"example.com", "https://example.com/", true},
        {"example.com", "https://a.example.com/", true},
        {".example.com", "https://a.example.com/", true},
        {".example.com", "https://example.com/", true},
        {"example.com", "https://badexample.com/", false},
        {"example.com", "https://example.com.evil/", false},
        {"a, b ,c", "https://b/", true},
        {"a,,", "https://b/", false},
        {"h:9200", "https://h:9200/", true},
        {"h:9200", "https://h:9201/", false},
        {"h:443", "https://h/", true},
        {"h:80", "https://h/", false},
        {"10.0.0.5", "https://10.0.0.5/", true},
        {"10.0.0.5", "https://10.0.0.50/", false},
        {"10.0.0.0/8", "https://10.200.3.4:9200/", true},
        {"10.0.0.0/8", "https://11.0.0.1/", false},
        {"192.168.128.0/17", "https://192.168.200.1/", true},
        {"192.168.128.0/17", "https://192.168.127.1/", false},
        {"0.0.0.0/0", "https://8.8.8.8/", true},
        {"10.0.0.0/33", "https://10.0.0.1/", false},
        {"10.0.0.0/x", "https://10.0.0.1/", false},
        {"10.0.0.0/8", "https://ten/", false},
        {"fd00::/8", "https://[fd12::1]/", true},
        {"fd00::/8", "https://[fe80::1]/", false},
        {"fd12::1", "https://[fd12:0::1]:9200/", true},
        {"[fd12::1]:9200", "https://[fd12::1]:9200/", true},
        {"[fd12::1]:9200", "https://[fd12::1]:9300/", false},
        {"", "https://localhost:9200/", true},
        {"", "https://127.8.8.8/", true},
        {"", "https://[::1]/", true},
        {"", "https://localhost.example/", false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct proxy_settings settings = {.https = STR("http://p"), .exceptions = str_from(cases[i].exceptions)};
        if (str_is_empty(chosen(&settings, cases[i].url)) != cases[i].direct)
            fail_msg("NO_PROXY \"%s\", %s", cases[i].exceptions, cases[i].url);
    }
}

static struct outcome get_through(struct request *rq, struct http_options options, const char *url)
{
    AUTO_CLIENT *client = http_client_new(rq, &options, PATH_ROOT);
    return send_once_to(rq, client, (struct http_request){.url = str_from(url), .repeatable = true});
}

static void requests_go_to_the_proxy(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *proxy = scripted_server_new(answer_ok, NULL);
    struct http_options options = {.proxy = scripted_server_url(rq.arena, proxy, NULL, "")};
    assert_true(get_through(&rq, options, "http://nowhere.invalid/a").answered);
    setenv("HTTP_PROXY", options.proxy.ptr, 1);
    assert_true(get_through(&rq, (struct http_options){0}, "http://nowhere.invalid/b").answered);
    assert_true(str_starts_with(scripted_server_request(proxy, 1), STR("GET http://nowhere.invalid/a HTTP/1.1\r\n")));
    assert_true(str_starts_with(scripted_server_request(proxy, 2), STR("GET http://nowhere.invalid/b HTTP/1.1\r\n")));
}

static void exceptions_do_not_go_to_the_proxy(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *proxy = scripted_server_new(answer_ok, NULL);
    setenv("HTTP_PROXY", scripted_server_url(rq.arena, proxy, NULL, "").ptr, 1);
    setenv("NO_PROXY", "invalid", 1);
    struct outcome outcome = get_through(&rq, (struct http_options){0}, "http://nowhere.invalid/");
    assert_false(outcome.answered);
    assert_int_equal(outcome.failure.kind, HTTP_FAILED_CONNECT);
    assert_int_equal(scripted_server_requests(proxy), 0);
}

static void refuse_tunnel(struct visit *visit)
{
    visit_answer(visit, 407, "Proxy-Authenticate: Basic\r\n", "");
    visit->close = true;
}

static void a_client_without_a_proxy_uses_none(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *proxy = scripted_server_new(answer_ok, NULL);
    struct http_options options = {.proxy = scripted_server_url(rq.arena, proxy, NULL, ""), .without_proxy = true};
    setenv("HTTP_PROXY", options.proxy.ptr, 1);
    assert_false(get_through(&rq, options, "http://nowhere.invalid/").answered);
    assert_int_equal(scripted_server_requests(proxy), 0);
}

static void a_proxy_that_refuses_a_tunnel_is_no_answer(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *proxy = scripted_server_new(refuse_tunnel, NULL);
    struct http_options options = {.proxy = scripted_server_url(rq.arena, proxy, NULL, "")};
    struct outcome outcome = get_through(&rq, options, "https://nowhere.invalid/");
    assert_false(outcome.answered);
    if (outcome.failure.kind != HTTP_FAILED_CONNECT || outcome.failure.established || !str_contains(outcome.failure.text, STR("407")))
        fail_msg("kind %d: %.*s", outcome.failure.kind, STR_ARGS(outcome.failure.text));
    assert_true(str_starts_with(scripted_server_request(proxy, 1), STR("CONNECT nowhere.invalid:443 HTTP/1.1\r\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_configured_proxy_is_the_only_one, clear_environment),
        cmocka_unit_test_setup(the_environment_decides_by_scheme, clear_environment),
        cmocka_unit_test_setup(no_proxy_names_exceptions, clear_environment),
        cmocka_unit_test_setup(requests_go_to_the_proxy, clear_environment),
        cmocka_unit_test_setup(exceptions_do_not_go_to_the_proxy, clear_environment),
        cmocka_unit_test_setup(a_client_without_a_proxy_uses_none, clear_environment),
        cmocka_unit_test_setup(a_proxy_that_refuses_a_tunnel_is_no_answer, clear_environment),
    };
    return cmocka_run_group_tests(tests, NULL, clear_environment);
}
