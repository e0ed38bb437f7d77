#include "base/expect.h"
#include "http/client.h"
#include "http/curl_library.h"
#include "http/scripted_server.h"

#include <dlfcn.h>

static void a_client_is_made_without_loading_libcurl(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CLIENT *client = http_client_new(&rq, &(struct http_options){0}, PATH_ROOT);
    assert_non_null(client);
    assert_null(dlopen("libcurl.so.4", RTLD_NOW | RTLD_NOLOAD));
    send_once_to(&rq, client, (struct http_request){.url = STR("http://127.0.0.1:1/")});
    void *loaded = dlopen("libcurl.so.4", RTLD_NOW | RTLD_NOLOAD);
    assert_non_null(loaded);
    dlclose(loaded);
}

static void what_is_not_given_has_its_default(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CLIENT *client = http_client_new(&rq, &(struct http_options){0}, PATH_ROOT);
    assert_int_equal(client->connect_timeout_ms, HTTP_CONNECT_TIMEOUT_MS);
    assert_int_equal(client->request_timeout_ms, HTTP_REQUEST_TIMEOUT_MS);
    assert_int_equal(http_client_max_retries(client), HTTP_MAX_RETRIES);
    assert_string_equal(client->user_agent, "esdr/" ESDR_VERSION);
    assert_int_equal(http_client_connection_count(client), 0);
}

static void options_are_copied(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    char agent[] = "mine/1", proxy[] = "http://p:1";
    struct http_options options = {.user_agent = str_from(agent), .proxy = str_from(proxy), .max_retries = {true, 7}, .request_timeout_ms = 9};
    AUTO_CLIENT *client = http_client_new(&rq, &options, PATH_ROOT);
    agent[0] = proxy[0] = '!';
    assert_string_equal(client->user_agent, "mine/1");
    EXPECT_TEXT(client->proxies.always, "http://p:1");
    assert_int_equal(http_client_max_retries(client), 7);
    assert_int_equal(client->request_timeout_ms, 9);
}

static void wrong_options_make_no_client(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_null(http_client_new(&rq, &(struct http_options){.ca_pem = STR("x")}, AT("s3")));
    EXPECT_DIAGNOSTICS(rq, "error s3.ca_pem: No certificate in PEM form");
    http_client_destroy(NULL);
}

static void a_released_handle_is_used_again(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CLIENT *client = http_client_new(&rq, &(struct http_options){0}, PATH_ROOT);
    const struct curl_library *curl = curl_library_get();
    struct http_handle *first = http_handle_acquire(client, curl), *second = http_handle_acquire(client, curl);
    assert_ptr_not_equal(first, second);
    http_handle_release(client, first);
    assert_ptr_equal(http_handle_acquire(client, curl), first);
    http_handle_release(client, first);
    http_handle_release(client, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_is_made_without_loading_libcurl),
        cmocka_unit_test(what_is_not_given_has_its_default),
        cmocka_unit_test(options_are_copied),
        cmocka_unit_test(wrong_options_make_no_client),
        cmocka_unit_test(a_released_handle_is_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
