#include "base/expect.h"
#include "http/http.h"

static void dates_are_read_in_their_preferred_form(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t expected_ms;
    } cases[] = {
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777000},
        {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"Tue, 29 Feb 2028 23:59:59 GMT", 1835481599000},
        {"Fri, 24 May 2013 00:00:00 GMT", 1369353600000},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        int64_t time_ms;
        assert_true(http_parse_date(str_from(cases[i].text), &time_ms));
        assert_int_equal(time_ms, cases[i].expected_ms);
    }
}

static void everything_else_is_no_date(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "120",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GM",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nom 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 6 Nov 1994 008:49:37 GMT",
        "Sun, 06-Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov-1994 08:49:37 GMT",
        "Sun, 06 Nov 1994T08:49:37 GMT",
        "Sun, -6 Nov 1994 08:49:37 GMT",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        int64_t time_ms;
        if (http_parse_date(str_from(texts[i]), &time_ms))
            fail_msg("\"%s\" was taken for a date", texts[i]);
    }
}

static void the_first_header_of_a_name_counts(void **state)
{
    (void)state;
    const struct http_header headers[] = {{STR("A"), STR("1")}, {STR("b"), STR("2")}, {STR("B"), STR("3")}};
    struct http_response response = {.headers = headers, .header_count = ARRAY_LENGTH(headers)};
    EXPECT_TEXT(http_response_header(&response, "B"), "2");
    EXPECT_TEXT(http_response_header(&response, "a"), "1");
    assert_null(http_response_header(&response, "c").ptr);
    assert_null(http_response_header(&(struct http_response){0}, "a").ptr);
}

static void methods_have_their_names(void **state)
{
    (void)state;
    assert_string_equal(http_method_name(HTTP_GET), "GET");
    assert_string_equal(http_method_name(HTTP_HEAD), "HEAD");
    assert_string_equal(http_method_name(HTTP_PUT), "PUT");
    assert_string_equal(http_method_name(HTTP_POST), "POST");
    assert_string_equal(http_method_name(HTTP_DELETE), "DELETE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_their_preferred_form),
        cmocka_unit_test(everything_else_is_no_date),
        cmocka_unit_test(the_first_header_of_a_name_counts),
        cmocka_unit_test(methods_have_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
