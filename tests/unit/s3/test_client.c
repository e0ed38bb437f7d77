#include "base/expect.h"
#include "scripted_service.h"

#define CEPH "http://ceph:8000"
#define HOME "https://b.s3.us-east-1.amazonaws.com/"
#define AWAY "https://b.s3.eu-west-2.amazonaws.com/"
#define ERROR(code) "<?xml version=\"1.0\"?><Error><Code>" code "</Code><Message>So it is.</Message><RequestId>R1</RequestId></Error>"

static void a_bucket_elsewhere_is_followed_once_and_remembered(void **state)
{
    (void)state;
    SCRIPTED(s, "", {"GET " HOME "?versioning=", "us-east-1", 301, ERROR("PermanentRedirect"), "x-amz-bucket-region", "eu-west-2", 0},
             {"GET " AWAY "?versioning=", "eu-west-2", 200, "<VersioningConfiguration/>", NULL, NULL, 0},
             {"GET " AWAY "?versioning=", "eu-west-2", 200, "<VersioningConfiguration/>", NULL, NULL, 0});
    enum bucket_versioning versioning;
    assert_true(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
    assert_true(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
}

static void the_region_may_stand_in_the_body_or_come_from_head(void **state)
{
    (void)state;
    static const struct scripted_answer scripts[][3] = {
        {{"GET " HOME "?versioning=", NULL, 400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-2</Region></Error>", NULL, NULL, 0},
         {"GET " AWAY "?versioning=", "eu-west-2", 200, "<VersioningConfiguration/>", NULL, NULL, 0}},
        {{"GET " HOME "?versioning=", NULL, 301, "", NULL, NULL, 0},
         {"HEAD " HOME, NULL, 403, "", "x-amz-bucket-region", "eu-west-2", 0},
         {"GET " AWAY "?versioning=", "eu-west-2", 200, "<VersioningConfiguration/>", NULL, NULL, 0}},
    };
    static const size_t counts[] = {2, 3};
    for (size_t row = 0; row < ARRAY_LENGTH(scripts); row++) {
        AUTO(scripted_stop) struct scripted s = {0};
        scripted_start(&s, "", scripts[row], counts[row]);
        enum bucket_versioning versioning;
        assert_true(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
    }
}

static void redirections_that_lead_nowhere_are_errors(void **state)
{
    (void)state;
    static const struct {
        const char *endpoint;
        struct scripted_answer script[2];
        size_t count;
    } cases[] = {
        {"",
         {{"GET " HOME "?versioning=", NULL, 301, "", "x-amz-bucket-region", "eu-west-2", 0},
          {"GET " AWAY "?versioning=", NULL, 301, "", "x-amz-bucket-region", "eu-west-3", 0}},
         2},
        {"", {{"GET " HOME "?versioning=", NULL, 301, "", "x-amz-bucket-region", "us-east-1", 0}}, 1},
        {"", {{"GET " HOME "?versioning=", NULL, 301, "", "x-amz-bucket-region", "evil.example.com/", 0}}, 1},
        {"",
         {{"GET " HOME "?versioning=", NULL, 307, "", "location", "https://evil.example.com/", 0}, {"HEAD " HOME, NULL, 400, "", NULL, NULL, 0}},
         2},
        {CEPH, {{"GET " CEPH "/b?versioning=", NULL, 301, "", "x-amz-bucket-region", "eu-west-2", 0}}, 1},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO(scripted_stop) struct scripted s = {0};
        scripted_start(&s, cases[row].endpoint, cases[row].script, cases[row].count);
        enum bucket_versioning versioning;
        assert_false(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
        assert_int_equal(s.error.kind, S3_WRONG_REGION);
    }
}

static void head_names_the_region_even_when_it_refuses(void **state)
{
    (void)state;
    SCRIPTED(s, "", {"HEAD " HOME, NULL, 200, "", "X-Amz-Bucket-Region", "us-east-1", 0},
             {"HEAD " HOME, NULL, 403, "", "x-amz-bucket-region", "eu-west-2", 0},
             {"HEAD " HOME, NULL, 301, "", "x-amz-bucket-region", "eu-west-2", 0},
             {"HEAD " HOME, NULL, 404, "", "x-amz-bucket-region", "us-east-1", 0}, {"HEAD " HOME, NULL, 403, "", NULL, NULL, 0},
             {"HEAD " HOME, NULL, 200, "", NULL, NULL, 0});
    static const struct {
        bool worked;
        const char *region;
        enum s3_error_kind kind;
    } expected[] = {{true, "us-east-1", 0},    {true, "eu-west-2", 0}, {true, "eu-west-2", 0},
                    {false, "", S3_NO_BUCKET}, {false, "", S3_DENIED}, {true, "", 0}};
    for (size_t at = 0; at < ARRAY_LENGTH(expected); at++) {
        struct str region;
        s.error = (struct s3_error){0};
        assert_int_equal(s3_find_region(&s.rq, s.client, &s.bucket, &region, &s.error), expected[at].worked);
        EXPECT_TEXT(region, expected[at].region);
        assert_int_equal(s.error.kind, expected[at].kind);
    }
}

static void requests_without_an_answer_say_why(void **state)
{
    (void)state;
    static const struct {
        enum http_failure_kind failure;
        enum s3_error_kind kind;
        const char *message;
    } cases[] = {
        {HTTP_FAILED_CONNECT, S3_UNREACHABLE, "It broke."},     {HTTP_FAILED_TLS, S3_UNREACHABLE, "It broke."},
        {HTTP_FAILED_TIMEOUT, S3_UNREACHABLE, "It broke."},     {HTTP_FAILED_BROKEN, S3_UNREACHABLE, "It broke."},
        {HTTP_FAILED_CANCELLED, S3_CANCELLED, "It broke."},     {HTTP_FAILED_TOO_LARGE, S3_UNEXPECTED, "It broke."},
        {HTTP_FAILED_PREPARE, S3_DENIED, "Looked everywhere."},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        const struct scripted_answer script[] = {{"GET " CEPH "/b?versioning=", NULL, 0, NULL, NULL, NULL, cases[row].failure}};
        AUTO(scripted_stop) struct scripted s = {0};
        scripted_start(&s, CEPH, script, 1);
        enum bucket_versioning versioning;
        assert_false(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
        assert_int_equal(s.error.kind, cases[row].kind);
        EXPECT_TEXT(s.error.message, cases[row].message);
        EXPECT_DIAGNOSTICS(s.rq, "");
    }
}

static void overloaded_stores_are_asked_again(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body;
        bool again;
    } cases[] = {
        {400, ERROR("SlowDown"), true},
        {400, ERROR("RequestTimeout"), true},
        {409, ERROR("OperationAborted"), true},
        {400, ERROR("MalformedXML"), false},
        {403, "", false},
        {200, ERROR("SlowDown"), false},
    };
    SCRIPTED(s, CEPH, {"DELETE " CEPH "/b?lifecycle=", NULL, 204, "", NULL, NULL, 0});
    assert_true(s3_delete_lifecycle(&s.rq, s.client, &s.bucket, &s.error));
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        struct http_response response = {.status = cases[row].status, .body = str_from(cases[row].body)};
        assert_int_equal(sent.repeat(&s.rq, NULL, &response), cases[row].again);
    }
}

static void impossible_options_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *endpoint, *region, *diagnostic;
    } cases[] = {
        {"s3.example.com", "", "error endpoint: S3 endpoint is no URL"},
        {"ftp://x", "", "error endpoint: S3 endpoint is no URL"},
        {"", "eu west", "error region: Region cannot exist"},
        {"", "evil.example.com/", "error region: Region cannot exist"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        FRESH_REQUEST(rq);
        struct s3_options options = {.endpoint = str_from(cases[row].endpoint), .region = str_from(cases[row].region)};
        assert_null(s3_client_new(&rq, &options, PATH_ROOT));
        EXPECT_DIAGNOSTICS(rq, cases[row].diagnostic);
    }
    s3_client_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_elsewhere_is_followed_once_and_remembered),
        cmocka_unit_test(the_region_may_stand_in_the_body_or_come_from_head),
        cmocka_unit_test(redirections_that_lead_nowhere_are_errors),
        cmocka_unit_test(head_names_the_region_even_when_it_refuses),
        cmocka_unit_test(requests_without_an_answer_say_why),
        cmocka_unit_test(overloaded_stores_are_asked_again),
        cmocka_unit_test(impossible_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
