#include "aws/signing_case.h"
#include "base/expect.h"

#include <stdlib.h>
#include <string.h>

enum { AMAZON_CASES = 38, OWN_CASES_AT_LEAST = 60 };

static const char own_folder[] = "tests/data/sigv4-own";

static const char *amazon_folder(void)
{
    const char *folder = getenv("ESDR_SIGV4_VECTORS");
    return folder ? folder : "../shared/data/sigv4";
}

static bool same(const struct signing_case *test, const char *what, struct str actual, struct str expected)
{
    if (expected.ptr && str_equal(actual, expected))
        return true;
    print_error("%.*s: %s\n--- expected\n%.*s\n--- actual\n%.*s\n---\n", STR_ARGS(test->name), what, STR_ARGS(expected), STR_ARGS(actual));
    return false;
}

static bool stages_fit(const struct signing_case *test, const struct sigv4_stages *stages, const struct signing_expectation *expected)
{
    bool canonical = same(test, "canonical request", stages->canonical_request, expected->canonical_request);
    bool to_sign = same(test, "string to sign", stages->string_to_sign, expected->string_to_sign);
    return same(test, "signature", stages->signature, expected->signature) && canonical && to_sign;
}

static bool header_form_fits(const struct signing_case *test)
{
    FRESH_REQUEST(rq);
    struct sigv4_stages stages;
    struct http_request made;
    if (!sigv4_sign_in_stages(&rq, &test->how, &test->request, &stages, &made))
        return same(test, "diagnostics", diagnostics_text(&rq), STR(""));
    return stages_fit(test, &stages, &test->header) &&
           same(test, "signed request", signing_case_header_form(rq.arena, test, &made), test->header.signed_request);
}

static bool query_form_fits(const struct signing_case *test)
{
    FRESH_REQUEST(rq);
    struct sigv4_stages stages;
    struct str url;
    if (!sigv4_presign_in_stages(&rq, &test->how, &test->request, &stages, &url))
        return same(test, "diagnostics", diagnostics_text(&rq), STR(""));
    return stages_fit(test, &stages, &test->query) &&
           same(test, "signed URL", signing_case_query_form(rq.arena, test, url), test->query.signed_request);
}

/* How many cases were compared; every one has the header form, those with a file for it the query form too. */
static size_t compare_all(const char *folder, size_t *query_forms)
{
    AUTO_ARENA arena = {0};
    const char **names = NULL;
    size_t count = signing_cases_list(&arena, folder, &names), wrong = 0;
    *query_forms = 0;
    for (size_t i = 0; i < count; i++) {
        struct signing_case test = signing_case_read(&arena, folder, names[i]);
        test.how.credentials = &test.credentials;
        bool has_query_form = test.query.signature.ptr != NULL;
        *query_forms += has_query_form ? 1 : 0;
        wrong += header_form_fits(&test) ? 0 : 1;
        wrong += !has_query_form || query_form_fits(&test) ? 0 : 1;
    }
    assert_int_equal(wrong, 0);
    return count;
}

static void amazons_vectors_are_signed_as_amazon_says(void **state)
{
    (void)state;
    size_t query_forms, count = compare_all(amazon_folder(), &query_forms);
    if (count == 0 && !getenv("ESDR_SIGV4_VECTORS")) {
        print_message("Amazon's vectors are not in %s (ESDR_SIGV4_VECTORS): the cases in %s alone are compared.\n", amazon_folder(), own_folder);
        return;
    }
    assert_int_equal(count, AMAZON_CASES);
    assert_int_equal(query_forms, AMAZON_CASES);
}

static void our_cases_are_signed_as_botocore_does(void **state)
{
    (void)state;
    size_t query_forms, count = compare_all(own_folder, &query_forms);
    assert_true(count >= OWN_CASES_AT_LEAST);
    assert_true(query_forms >= OWN_CASES_AT_LEAST * 3 / 4);
}

static const struct aws_credentials example = {.access_key = STR_INIT("AKIAIOSFODNN7EXAMPLE"),
                                               .secret_key = STR_INIT("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};

/* 2013-05-24T00:00:00Z, examplebucket: s3.md 4.2. */
static struct sigv4 for_s3(void)
{
    return (struct sigv4){.credentials = &example, .region = STR("us-east-1"), .service = STR("s3"), .time_ms = 1369353600000};
}

static void amazons_published_s3_examples_are_reproduced(void **state)
{
    (void)state;
    static const struct http_header range = {STR_INIT("Range"), STR_INIT("bytes=0-9")};
    static const struct {
        const char *url;
        const struct http_header *headers;
        size_t header_count;
        const char *signature;
    } cases[] = {
        {"https://examplebucket.s3.amazonaws.com/?lifecycle", NULL, 0, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
        {"https://examplebucket.s3.amazonaws.com/test.txt", &range, 1, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
        {"https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J", NULL, 0, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct sigv4_stages stages;
        struct http_request made, request = {.url = str_from(cases[i].url), .headers = cases[i].headers, .header_count = cases[i].header_count};
        struct sigv4 how = for_s3();
        assert_true(sigv4_sign_in_stages(&rq, &how, &request, &stages, &made));
        EXPECT_TEXT(stages.signature, cases[i].signature);
    }
}

static void a_raw_s3_path_and_its_encoded_form_have_one_signature(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct sigv4 how = for_s3();
    EXPECT_TEXT(sigv4_canonical_path(rq.arena, &how, STR("/a*b,c")), "/a%2Ab%2Cc");
    EXPECT_TEXT(sigv4_canonical_path(rq.arena, &how, STR("/a%2Ab%2cc")), "/a%2Ab%2Cc");
    EXPECT_TEXT(sigv4_canonical_path(rq.arena, &how, STR("/100%")), "/100%25");
    EXPECT_TEXT(sigv4_canonical_path(rq.arena, &how, STR("/a%2")), "/a%252");
    EXPECT_TEXT(sigv4_canonical_path(rq.arena, &how, STR("")), "/");
}

static void parameters_are_sorted_by_encoded_name_then_value(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"lifecycle", "lifecycle="},
        {"b=1&a=2", "a=2&b=1"},
        {"a=b&a=a&a", "a=&a=a&a=b"},
        {"a+b=c+d", "a%2Bb=c%2Bd"},
        {"a=%2f&a=/", "a=%2F&a=%2F"},
        {"&&a", "a="},
        {"a=b=c", "a=b%3Dc"},
        {"a-b=1&a=2", "a=2&a-b=1"},
        {"A=1&a=2&B=3", "A=1&B=3&a=2"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(sigv4_canonical_query(rq.arena, str_from(cases[i][0])), cases[i][1]);
    }
}

static void the_signed_host_is_the_one_that_is_sent(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"https://h:443/", "host:h\n"},     {"http://h:80/", "host:h\n"},           {"https://h:80/", "host:h:80\n"},
        {"http://h:9200", "host:h:9200\n"}, {"https://[::1]:443/", "host:[::1]\n"}, {"https://[::1]:9/", "host:[::1]:9\n"},
        {"https://user:pw@h/", "host:h\n"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct http_url url;
        assert_true(http_url_split(str_from(cases[i][0]), &url));
        EXPECT_TEXT(sigv4_canonical_headers(rq.arena, &url, NULL, 0), cases[i][1]);
    }
}

static struct str sign_with(struct request *rq, struct sigv4 how, struct http_request request)
{
    struct http_request made;
    assert_false(sigv4_sign(rq, &how, &request, &made));
    assert_int_equal(rq->first, rq->last);
    return rq->first->detail;
}

static void what_cannot_be_signed_is_refused(void **state)
{
    (void)state;
    static const struct {
        struct aws_credentials credentials;
        const char *region, *service, *url, *reason;
    } cases[] = {
        {{.access_key = STR_INIT(""), .secret_key = STR_INIT("s")}, "r", "s3", "https://h/", "The access key is empty."},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("")}, "r", "s3", "https://h/", "The secret key is empty."},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("s")}, "", "s3", "https://h/", "The region is empty."},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("s")}, "r", "", "https://h/", "The service is empty."},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("s")}, "r", "s3", "/path", "Its URL is malformed."},
        {{.access_key = STR_INIT("a\n"), .secret_key = STR_INIT("s")}, "r", "s3", "https://h/", "The access key contains"},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT(" s")}, "r", "s3", "https://h/", "The secret key contains"},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("s"), .session_token = STR_INIT("t\r\nX: y")},
         "r",
         "s3",
         "https://h/",
         "The session token contains"},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("s")}, "r\n", "s3", "https://h/", "The region contains"},
        {{.access_key = STR_INIT("a"), .secret_key = STR_INIT("s")}, "r", "s3", "https://h/?x-amz-signature=1", "It has x-amz-signature"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct sigv4 how = {.credentials = &cases[i].credentials, .region = str_from(cases[i].region), .service = str_from(cases[i].service)};
        struct str reason = sign_with(&rq, how, (struct http_request){.url = str_from(cases[i].url)});
        if (!str_starts_with(reason, str_from(cases[i].reason)))
            fail_msg("case %zu: %.*s", i, STR_ARGS(reason));
    }
}

static void a_refusal_does_not_repeat_the_secret(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    const struct aws_credentials credentials = {.access_key = STR("a"), .secret_key = STR("hush hush")};
    struct sigv4 how = {.credentials = &credentials, .region = STR("r"), .service = STR("s3")};
    assert_false(str_contains(sign_with(&rq, how, (struct http_request){.url = STR("https://h/")}), STR("hush")));
}

static void a_signed_request_is_not_signed_again(void **state)
{
    (void)state;
    static const char *const names[] = {"Authorization", "x-amz-date", "X-AMZ-SECURITY-TOKEN", "x-amz-content-sha256"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        FRESH_REQUEST(rq);
        struct http_header header = {str_from(names[i]), STR("x")};
        struct str reason = sign_with(&rq, for_s3(), (struct http_request){.url = STR("https://h/"), .headers = &header, .header_count = 1});
        assert_true(str_contains(reason, str_from(names[i])));
    }
}

static void a_signed_url_is_valid_for_one_second_to_seven_days(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        bool accepted;
    } cases[] = {{-1, false}, {0, false}, {1, true}, {604800, true}, {604801, false}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct str url;
        struct sigv4 how = for_s3();
        how.expires_seconds = cases[i].seconds;
        struct http_request request = {.url = STR("https://h/k")};
        assert_int_equal(sigv4_presign(&rq, &how, &request, &url), cases[i].accepted);
        assert_int_equal(rq.has_error, !cases[i].accepted);
    }
}

static void signing_changes_nothing_but_the_headers(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct sigv4 how = for_s3();
    struct http_request made,
        request = {.method = HTTP_PUT, .url = STR("https://h//a?b"), .body = STR("body"), .repeatable = true, .timeout_ms = 5, .response_limit = 7};
    assert_true(sigv4_sign(&rq, &how, &request, &made));
    assert_ptr_equal(made.url.ptr, request.url.ptr);
    assert_ptr_equal(made.body.ptr, request.body.ptr);
    assert_true(made.repeatable && made.method == HTTP_PUT && made.timeout_ms == 5 && made.response_limit == 7);
    assert_int_equal(request.header_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amazons_vectors_are_signed_as_amazon_says),
        cmocka_unit_test(our_cases_are_signed_as_botocore_does),
        cmocka_unit_test(amazons_published_s3_examples_are_reproduced),
        cmocka_unit_test(a_raw_s3_path_and_its_encoded_form_have_one_signature),
        cmocka_unit_test(parameters_are_sorted_by_encoded_name_then_value),
        cmocka_unit_test(the_signed_host_is_the_one_that_is_sent),
        cmocka_unit_test(what_cannot_be_signed_is_refused),
        cmocka_unit_test(a_refusal_does_not_repeat_the_secret),
        cmocka_unit_test(a_signed_request_is_not_signed_again),
        cmocka_unit_test(a_signed_url_is_valid_for_one_second_to_seven_days),
        cmocka_unit_test(signing_changes_nothing_but_the_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
