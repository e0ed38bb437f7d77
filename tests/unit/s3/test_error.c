#include "expect_part.h"

#include "s3/client.h"

#include <string.h>

#define ERROR(code, message) "<Error><Code>" code "</Code><Message>" message "</Message><RequestId>R1</RequestId></Error>"

static const struct s3_call get_rules = {.name = STR_INIT("GET ?lifecycle"), .permission = "s3:GetLifecycleConfiguration"};

static struct s3_error read(struct arena *arena, int status, const char *body)
{
    struct http_response response = {.status = status, .body = str_from(body)};
    struct s3_error error;
    s3_error_read(arena, &get_rules, &response, &error);
    return error;
}

static void an_error_says_what_happened_and_what_to_do(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body;
        enum s3_error_kind kind;
        const char *summary, *part, *advice;
    } cases[] = {
        {403, ERROR("AccessDenied", "Access Denied"), S3_DENIED, "S3 refuses access",
         "GET ?lifecycle of bucket acme answered 403 AccessDenied: Access Denied (request id R1).",
         "It needs the permission s3:GetLifecycleConfiguration on the bucket."},
        {403, ERROR("InvalidAccessKeyId", "x"), S3_DENIED, "S3 refuses access", "403 InvalidAccessKeyId", "look at access_key"},
        {403, ERROR("SignatureDoesNotMatch", "x"), S3_DENIED, "S3 refuses access", "SignatureDoesNotMatch", "secret key does not fit"},
        {403, ERROR("RequestTimeTooSkewed", "x"), S3_DENIED, "S3 refuses access", "RequestTimeTooSkewed", "clock of this machine"},
        {400, ERROR("ExpiredToken", "x"), S3_DENIED, "S3 refuses access", "400 ExpiredToken", "session token has expired"},
        {404, ERROR("NoSuchBucket", ""), S3_NO_BUCKET, "Bucket does not exist", "404 NoSuchBucket (request id R1).", "look at its name"},
        {400, ERROR("MalformedXML", ""), S3_REJECTED, "S3 refuses the request", "400 MalformedXML", "leave parts out"},
        {400, ERROR("InvalidRequest", "Filter element can only be used in Lifecycle V2."), S3_REJECTED, "S3 refuses the request",
         "Lifecycle V2. (request", "rules in the deprecated form"},
        {400, ERROR("InvalidRequest", "Found overlapping prefixes '' and 'a'"), S3_REJECTED, "S3 refuses the request", "overlapping",
         "must not overlap"},
        {400, ERROR("NeverHeardOf", "x"), S3_REJECTED, "S3 refuses the request", "400 NeverHeardOf: x", "The store refuses the request."},
        {301, "<Error><Code>PermanentRedirect</Code><Region>eu-west-2</Region></Error>", S3_WRONG_REGION, "Bucket is in another region",
         "301 PermanentRedirect", "The store says it is in eu-west-2."},
        {503, ERROR("SlowDown", "x"), S3_BROKEN, "S3 is failing", "503 SlowDown", "overloaded"},
        {500, "", S3_BROKEN, "S3 is failing", "GET ?lifecycle of bucket acme answered 500.", "try again later"},
        {502, "<html>\n<body>Bad gateway</body></html>", S3_BROKEN, "S3 is failing", "answered 502: <html>.", "try again later"},
        {403, "  forbidden by policy\r\nmore", S3_DENIED, "S3 refuses access", "answered 403: forbidden by policy.", "do not allow it"},
        {404, "", S3_NO_BUCKET, "Bucket does not exist", "answered 404.", "Look at the bucket's name"},
        {418, "<NoError/>", S3_REJECTED, "S3 refuses the request", "answered 418: <NoError/>.", "refuses"},
        {304, "", S3_WRONG_REGION, "Bucket is in another region", "answered 304.", "set region"},
        {600, "", S3_UNEXPECTED, "S3 gave an answer that cannot be used", "answered 600.", "Something else than an S3 service"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        FRESH_REQUEST(rq);
        struct s3_bucket bucket = {.name = STR("acme"), .at = AT("bucket")};
        struct s3_error error = read(rq.arena, cases[row].status, cases[row].body);
        assert_int_equal(error.kind, cases[row].kind);
        assert_false(s3_report(&rq, &bucket, &error));
        EXPECT_TEXT(rq.first->summary, cases[row].summary);
        EXPECT_TEXT(path_text(rq.arena, &rq.first->path), "bucket");
        EXPECT_PART(rq.first->detail, cases[row].part);
        EXPECT_PART(rq.first->detail, cases[row].advice);
    }
}

static void a_long_page_is_cut(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    char page[5000];
    memset(page, 'x', sizeof page - 1);
    page[sizeof page - 1] = '\0';
    assert_int_equal(read(&arena, 500, page).message.len, 200);
}

static void a_named_owner_may_be_why_access_is_denied(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct s3_bucket bucket = {.name = STR("acme"), .expected_owner = STR("123456789012")};
    struct s3_error error = read(&arena, 403, ERROR("AccessDenied", "x"));
    EXPECT_PART(s3_error_text(&arena, &bucket, &error), "does not belong to the account 123456789012 (expected_bucket_owner)");
}

static void headers_fill_in_what_the_body_leaves_out(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct http_header headers[] = {{STR("x-amz-request-id"), STR("H1")}, {STR("X-Amz-Bucket-Region"), STR("eu-west-2")}};
    struct http_response response = {.status = 301, .headers = headers, .header_count = ARRAY_LENGTH(headers)};
    struct s3_error error;
    s3_error_read(&arena, &get_rules, &response, &error);
    EXPECT_TEXT(error.request_id, "H1");
    EXPECT_TEXT(error.region, "eu-west-2");
}

static void an_error_without_an_answer_can_be_told(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct s3_bucket bucket = {.name = STR("acme")};
    struct s3_error error = {.kind = S3_UNREACHABLE, .operation = STR("GET ?lifecycle"), .message = STR("Connection refused.")};
    EXPECT_TEXT(s3_error_text(&arena, &bucket, &error),
                "GET ?lifecycle of bucket acme got no answer: Connection refused. Look at endpoint, region, proxy and network.");
    EXPECT_PART(s3_error_text(&arena, &bucket, &(struct s3_error){.kind = S3_ERROR_NONE}), "of bucket acme got no answer");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_says_what_happened_and_what_to_do), cmocka_unit_test(a_long_page_is_cut),
        cmocka_unit_test(a_named_owner_may_be_why_access_is_denied),  cmocka_unit_test(headers_fill_in_what_the_body_leaves_out),
        cmocka_unit_test(an_error_without_an_answer_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
