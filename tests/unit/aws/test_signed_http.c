#include "aws/signed_http.h"
#include "base/clock.h"
#include "base/expect.h"
#include "http/scripted_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOUR_MS = 60 * 60 * 1000, SLACK_MS = 60 * 1000 };

static void destroy_chain(struct aws_credential_chain **chain)
{
    aws_credential_chain_destroy(*chain);
}

#define AUTO_CHAIN AUTO(destroy_chain) struct aws_credential_chain

static struct aws_credential_chain *chain_with_keys(struct request *rq)
{
    struct aws_credential_settings settings = {.access_key = STR("AK"), .secret_key = STR("hush"), .session_token = STR("TOKEN")};
    return aws_credential_chain_new(rq, &settings, PATH_ROOT);
}

/* What the server does with each request. */
static int64_t server_offset_ms;
static const char *complaint;

static void send_with_date(struct visit *visit, int status, const char *body)
{
    char headers[64];
    time_t now = (time_t)((clock_now_ms() + server_offset_ms) / 1000);
    struct tm fields;
    gmtime_r(&now, &fields);
    strftime(headers, sizeof(headers), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &fields);
    visit_answer(visit, status, headers, body);
}

static void complain_once(struct visit *visit)
{
    if (visit->number == 1)
        send_with_date(visit, 403, complaint);
    else
        send_with_date(visit, 200, "");
}

static void complain_always(struct visit *visit)
{
    send_with_date(visit, 403, complaint);
}

static void complain_without_a_date(struct visit *visit)
{
    visit_answer(visit, 403, "", complaint);
}

static struct outcome send_signed(struct request *rq, struct scripted_server *server, struct aws_signer *signer, const struct http_policy *also)
{
    AUTO_CLIENT *client = http_client_new(rq, &(struct http_options){0}, PATH_ROOT);
    struct http_request request = {.method = HTTP_PUT, .url = scripted_server_url(rq->arena, server, NULL, "/b?lifecycle"), .body = STR("x")};
    struct outcome outcome = {0};
    outcome.answered = aws_send(rq, client, signer, &request, also, &outcome.response, &outcome.failure);
    return outcome;
}

static struct str sent_header(struct scripted_server *server, int number, const char *name)
{
    struct str text = scripted_server_request(server, number), line;
    while (str_next_field(&text, '\n', &line)) {
        size_t colon = str_find_byte(line, ':', 0);
        if (str_equal_ignoring_case(str_slice(line, 0, colon), str_from(name)))
            return str_trim(str_slice(line, colon + 1, line.len));
    }
    return (struct str){0};
}

static int64_t signed_time_ms(struct request *rq, struct scripted_server *server, int number)
{
    struct str date = sent_header(server, number, "X-Amz-Date");
    assert_int_equal(date.len, 16);
    struct str rfc3339 =
        arena_format(rq->arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", date.ptr, date.ptr + 4, date.ptr + 6, date.ptr + 9, date.ptr + 11, date.ptr + 13);
    int64_t time_ms;
    assert_true(clock_parse_rfc3339(rfc3339, &time_ms));
    return time_ms;
}

static void requests_arrive_signed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CHAIN *chain = chain_with_keys(&rq);
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
    assert_true(send_signed(&rq, server, &signer, NULL).answered);
    struct str authorization = sent_header(server, 1, "Authorization");
    assert_true(str_starts_with(authorization, STR("AWS4-HMAC-SHA256 Credential=AK/")));
    assert_true(
        str_contains(authorization, STR("/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,")));
    EXPECT_TEXT(sent_header(server, 1, "x-amz-security-token"), "TOKEN");
    EXPECT_TEXT(sent_header(server, 1, "x-amz-content-sha256"), "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    assert_in_range(signed_time_ms(&rq, server, 1), (uint64_t)(clock_now_ms() - SLACK_MS), (uint64_t)clock_now_ms());
    assert_false(str_contains(scripted_server_request(server, 1), STR("hush")));
}

/* The signature that arrives is the one of what arrives: host, path, headers and body as libcurl sent them. */
static void the_signature_fits_what_is_sent(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CHAIN *chain = chain_with_keys(&rq);
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
    assert_true(send_signed(&rq, server, &signer, NULL).answered);
    struct aws_credentials credentials;
    assert_true(aws_credentials_get(&rq, chain, &credentials));
    struct http_header host = {STR("Host"), sent_header(server, 1, "Host")};
    struct sigv4 how = {.credentials = &credentials, .region = STR("eu-west-1"), .service = STR("s3"), .time_ms = signed_time_ms(&rq, server, 1)};
    struct http_request again = {
        .method = HTTP_PUT, .url = STR("http://elsewhere/b?lifecycle"), .headers = &host, .header_count = 1, .body = STR("x")};
    struct http_request expected;
    assert_true(sigv4_sign(&rq, &how, &again, &expected));
    struct str authorization = expected.headers[expected.header_count - 1].value;
    assert_true(str_equal(sent_header(server, 1, "Authorization"), authorization));
}

static void without_a_signer_nothing_is_signed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    assert_true(send_signed(&rq, server, NULL, NULL).answered);
    assert_null(sent_header(server, 1, "Authorization").ptr);
}

static void without_credentials_nothing_is_sent(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    unsetenv("AWS_ACCESS_KEY_ID");
    unsetenv("AWS_SECRET_ACCESS_KEY");
    AUTO_CHAIN *chain = aws_credential_chain_new(&rq, &(struct aws_credential_settings){0}, PATH_ROOT);
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
    struct outcome outcome = send_signed(&rq, server, &signer, NULL);
    assert_false(outcome.answered);
    assert_int_equal(outcome.failure.kind, HTTP_FAILED_PREPARE);
    assert_int_equal(scripted_server_requests(server), 0);
    EXPECT_DIAGNOSTICS(rq, "error : No AWS credentials");
}

static void a_wrong_clock_is_corrected_from_the_answer(void **state)
{
    (void)state;
    static const char *const complaints[] = {"<Code>RequestTimeTooSkewed</Code>", "{\"message\":\"Signature expired: 2026 is now earlier than\"}",
                                             "Signature not yet current"};
    for (size_t i = 0; i < ARRAY_LENGTH(complaints); i++) {
        FRESH_REQUEST(rq);
        complaint = complaints[i];
        server_offset_ms = i % 2 == 0 ? HOUR_MS : -HOUR_MS;
        AUTO_CHAIN *chain = chain_with_keys(&rq);
        AUTO_SERVER *server = scripted_server_new(complain_once, NULL);
        struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
        assert_int_equal(send_signed(&rq, server, &signer, NULL).response.status, 200);
        int64_t error = signed_time_ms(&rq, server, 2) - (clock_now_ms() + server_offset_ms);
        assert_true(error > -SLACK_MS && error < SLACK_MS);
        assert_true(send_signed(&rq, server, &signer, NULL).answered);
        assert_int_equal(scripted_server_requests(server), 3);
    }
}

static void a_clock_that_is_corrected_already_is_not_corrected_again(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    complaint = "RequestTimeTooSkewed";
    server_offset_ms = HOUR_MS;
    AUTO_CHAIN *chain = chain_with_keys(&rq);
    AUTO_SERVER *server = scripted_server_new(complain_always, NULL);
    struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
    assert_int_equal(send_signed(&rq, server, &signer, NULL).response.status, 403);
    assert_int_equal(scripted_server_requests(server), 2);
}

static void other_refusals_do_not_touch_the_clock(void **state)
{
    (void)state;
    static const struct {
        const char *complaint;
        void (*answer)(struct visit *visit);
    } cases[] = {{"<Code>AccessDenied</Code>", complain_always}, {"RequestTimeTooSkewed", complain_without_a_date}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        complaint = cases[i].complaint;
        server_offset_ms = HOUR_MS;
        AUTO_CHAIN *chain = chain_with_keys(&rq);
        AUTO_SERVER *server = scripted_server_new(cases[i].answer, NULL);
        struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
        assert_int_equal(send_signed(&rq, server, &signer, NULL).response.status, 403);
        assert_int_equal(scripted_server_requests(server), 1);
        assert_int_equal(atomic_load(&signer.clock_offset_ms), 0);
    }
}

static bool count_down(struct request *rq, void *context, const struct http_response *response)
{
    (void)rq;
    (void)response;
    int *left = context;
    return (*left)-- > 0;
}

static void the_caller_can_add_a_rule(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    int left = 2;
    const struct http_policy also = {.repeat = count_down, .context = &left};
    AUTO_CHAIN *chain = chain_with_keys(&rq);
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    struct aws_signer signer = {.credentials = chain, .region = STR("eu-west-1"), .service = STR("s3")};
    struct outcome outcome = send_signed(&rq, server, &signer, &also);
    assert_int_equal(outcome.response.attempts, 3);
    assert_int_equal(scripted_server_requests(server), 3);
    assert_non_null(sent_header(server, 3, "Authorization").ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_arrive_signed),
        cmocka_unit_test(the_signature_fits_what_is_sent),
        cmocka_unit_test(without_a_signer_nothing_is_signed),
        cmocka_unit_test(without_credentials_nothing_is_sent),
        cmocka_unit_test(a_wrong_clock_is_corrected_from_the_answer),
        cmocka_unit_test(a_clock_that_is_corrected_already_is_not_corrected_again),
        cmocka_unit_test(other_refusals_do_not_touch_the_clock),
        cmocka_unit_test(the_caller_can_add_a_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
