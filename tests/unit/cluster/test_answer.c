#include "cluster/cluster_private.h"

#include "base/expect.h"

static void the_servers_reason_is_found_in_every_form_of_error(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body, *type, *reason, *causes;
    } cases[] = {
        {404,
         "{\"error\":{\"root_cause\":[{\"type\":\"a\",\"reason\":\"[x] missing\"}],\"type\":\"repository_missing_exception\",\"reason\":\"[x] "
         "missing\"},\"status\":404}",
         "repository_missing_exception", "[x] missing", ""},
        {500, "{\"error\":{\"type\":\"t\",\"reason\":\"outer\",\"caused_by\":{\"reason\":\"middle\",\"caused_by\":{\"reason\":\"inner\"}}}}", "t",
         "outer", "middle: inner"},
        {500, "{\"error\":{\"type\":\"t\",\"reason\":\"outer: inner\",\"caused_by\":{\"reason\":\"inner\"}}}", "t", "outer: inner", ""},
        {500, "{\"error\":{\"type\":\"t\",\"reason\":null,\"root_cause\":[{\"reason\":\"root\"}]}}", "t", "root", ""},
        {500, "{\"error\":{\"type\":\"t\",\"reason\":\"outer\",\"caused_by\":{\"type\":\"no_such_bucket_exception\",\"reason\":\" (Service: S3)\"}}}",
         "t", "outer", "no_such_bucket_exception: (Service: S3)"},
        {405, "{\"error\":\"Incorrect HTTP method for uri [/] and method [GET], allowed: [HEAD]\",\"status\":405}", "",
         "Incorrect HTTP method for uri [/] and method [GET], allowed: [HEAD]", ""},
        {403, "{\"Message\":\"User: anonymous is not authorized\"}", "", "User: anonymous is not authorized", ""},
        {403, "{\"message\":\"Forbidden\"}", "", "Forbidden", ""},
        {500, "{\"error\":{}}", "", "", ""},
        {500, "[]", "", "", ""},
        {200, "{\"error\":\"no error\"}", "", "", ""},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        AUTO_ANSWER answer = {0};
        cluster_answer_read(&arena, cases[i].status, str_from(cases[i].body), &answer);
        assert_non_null(answer.json);
        EXPECT_TEXT(answer.type, cases[i].type);
        EXPECT_TEXT(answer.reason, cases[i].reason);
        EXPECT_TEXT(answer.causes, cases[i].causes);
    }
}

static void of_a_page_that_is_no_json_the_first_line_of_text_is_kept(void **state)
{
    (void)state;
    static const struct {
        const char *body, *reason;
    } cases[] = {
        {"<html>\n<head><title>502 Bad Gateway</title></head>\n<body>x</body></html>", "502 Bad Gateway"},
        {"  \n upstream connect error \nmore", "upstream connect error"},
        {"", ""},
        {"{\"error\":", "{\"error\":"},
        {"\"text\"", "\"text\""},
        {"bad \xff bytes", "bad ? bytes"},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        AUTO_ANSWER answer = {0};
        cluster_answer_read(&arena, 502, str_from(cases[i].body), &answer);
        assert_null(answer.json);
        EXPECT_TEXT(answer.reason, cases[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_servers_reason_is_found_in_every_form_of_error),
        cmocka_unit_test(of_a_page_that_is_no_json_the_first_line_of_text_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
