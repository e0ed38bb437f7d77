#include "base/clock.h"
#include "base/expect.h"
#include "base/log.h"
#include "http/certificates.h"
#include "http/scripted_server.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct http_client *client_with(struct request *rq, struct http_options options)
{
    struct http_client *client = http_client_new(rq, &options, PATH_ROOT);
    assert_non_null(client);
    return client;
}

static void expect_failure(struct outcome outcome, enum http_failure_kind kind, const char *part)
{
    assert_false(outcome.answered);
    if (outcome.failure.kind != kind || !str_contains(outcome.failure.text, str_from(part)))
        fail_msg("kind %d (expected %d): %.*s", outcome.failure.kind, kind, STR_ARGS(outcome.failure.text));
}

static void answer_by_path(struct visit *visit)
{
    visit_answer(visit, atoi(strstr(visit->head, " /") + 2), "X-Kept:  yes \r\nx-kept: second\r\nX-Empty:\r\n", "body");
}

static void any_status_is_an_answer(void **state)
{
    (void)state;
    static const char *const paths[] = {"/200", "/201", "/301", "/400", "/403", "/404", "/429", "/500", "/503"};
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_by_path, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    for (size_t i = 0; i < ARRAY_LENGTH(paths); i++) {
        struct outcome outcome = get_from(&rq, client, server, paths[i]);
        assert_true(outcome.answered);
        assert_int_equal(outcome.response.status, atoi(paths[i] + 1));
        EXPECT_TEXT(outcome.response.body, "body");
    }
    EXPECT_DIAGNOSTICS(rq, "");
}

static void headers_are_found_whatever_their_case(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_by_path, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct outcome outcome = get_from(&rq, client, server, "/200");
    EXPECT_TEXT(http_response_header(&outcome.response, "x-KEPT"), "yes");
    assert_int_equal(outcome.response.header_count, 4);
    assert_non_null(http_response_header(&outcome.response, "x-empty").ptr);
    assert_null(http_response_header(&outcome.response, "x-absent").ptr);
}

static void connections_are_used_again(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    for (int i = 0; i < 5; i++)
        assert_true(get_from(&rq, client, server, "/").answered);
    assert_int_equal(scripted_server_connections(server), 1);
    assert_int_equal(http_client_connection_count(client), 1);
}

enum { CONCURRENT = 10 };

struct concurrent {
    struct http_client *client;
    struct scripted_server *server;
    int right;
};

static pthread_barrier_t all_arrived;

static void answer_when_all_arrived(struct visit *visit)
{
    pthread_barrier_wait(&all_arrived);
    visit_answer(visit, 200, "", strstr(visit->head, " /") ? (char[]){visit->head[5], '\0'} : "");
}

static void *send_concurrently(void *context)
{
    static atomic_int next;
    struct concurrent *shared = context;
    FRESH_REQUEST(rq);
    char path[] = {'/', (char)('a' + atomic_fetch_add(&next, 1) % CONCURRENT), '\0'};
    struct outcome outcome = get_from(&rq, shared->client, shared->server, path);
    bool right = outcome.answered && str_equal(outcome.response.body, str_from(path + 1));
    return right ? context : NULL;
}

/* The server answers nobody until ten requests are there at once. */
static void ten_requests_at_once_share_a_client(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    pthread_barrier_init(&all_arrived, NULL, CONCURRENT);
    AUTO_SERVER *server = scripted_server_new(answer_when_all_arrived, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct concurrent shared = {.client = client, .server = server};
    for (int round = 0; round < 3; round++) {
        pthread_t threads[CONCURRENT];
        for (int i = 0; i < CONCURRENT; i++)
            pthread_create(&threads[i], NULL, send_concurrently, &shared);
        for (int i = 0; i < CONCURRENT; i++) {
            void *right = NULL;
            pthread_join(threads[i], &right);
            assert_non_null(right);
        }
    }
    assert_int_equal(scripted_server_requests(server), 3 * CONCURRENT);
    assert_int_equal(http_client_connection_count(client), CONCURRENT);
}

static void answer_in_chunks(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    visit_send(visit, "6;x=y\r\n world\r\n0\r\n\r\n");
}

static void chunked_bodies_are_put_together(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_in_chunks, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct outcome outcome = get_from(&rq, client, server, "/");
    assert_true(outcome.answered);
    EXPECT_TEXT(outcome.response.body, "hello world");
}

static void answer_after_continue(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Final: 2\r\n\r\n");
}

static void headers_of_interim_answers_are_dropped(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_after_continue, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct outcome outcome = get_from(&rq, client, server, "/");
    assert_int_equal(outcome.response.status, 200);
    assert_null(http_response_header(&outcome.response, "X-Early").ptr);
    EXPECT_TEXT(http_response_header(&outcome.response, "X-Final"), "2");
}

static void answer_half(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    visit->close = true;
}

static void answer_half_a_chunk(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf");
    visit->close = true;
}

static void answer_half_a_header(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\nContent-Le");
    visit->close = true;
}

static void answer_half_of_the_headers(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\nServer: x\r\n");
    visit->close = true;
}

static void answer_nothing(struct visit *visit)
{
    visit->close = true;
}

static void answer_garbage(struct visit *visit)
{
    visit_send(visit, "SSH-2.0-OpenSSH_9.2\r\n");
    visit->close = true;
}

static void answers_that_are_cut_off_or_no_http_are_failures(void **state)
{
    (void)state;
    static void (*const answers[])(struct visit *) = {answer_half,    answer_half_a_chunk, answer_half_a_header, answer_half_of_the_headers,
                                                      answer_nothing, answer_garbage};
    for (size_t i = 0; i < ARRAY_LENGTH(answers); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = scripted_server_new(answers[i], NULL);
        AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
        struct outcome outcome = get_from(&rq, client, server, "/");
        expect_failure(outcome, HTTP_FAILED_BROKEN, "No usable answer from http://127.0.0.1:");
        assert_true(outcome.failure.established);
        EXPECT_DIAGNOSTICS(rq, "");
    }
}

static void answer_redirect(struct visit *visit)
{
    visit_answer(visit, 301, "Location: /elsewhere\r\n", "");
}

static void redirects_are_not_followed(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_redirect, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct outcome outcome = get_from(&rq, client, server, "/");
    assert_int_equal(outcome.response.status, 301);
    EXPECT_TEXT(http_response_header(&outcome.response, "location"), "/elsewhere");
    assert_int_equal(scripted_server_requests(server), 1);
}

static void answer_endlessly(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; i < 64; i++)
        visit_send(visit, "%01024d", i);
    visit->close = true;
}

static void a_body_over_the_limit_is_a_failure(void **state)
{
    (void)state;
    static const struct {
        size_t limit;
        bool fits;
    } cases[] = {{64 * 1024 - 1, false}, {64 * 1024, true}, {1, false}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = scripted_server_new(answer_endlessly, NULL);
        AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
        struct outcome outcome = send_once_to(
            &rq, client, (struct http_request){.url = scripted_server_url(rq.arena, server, NULL, "/"), .response_limit = cases[i].limit});
        assert_int_equal(outcome.answered, cases[i].fits);
        if (!cases[i].fits)
            expect_failure(outcome, HTTP_FAILED_TOO_LARGE, "longer than");
    }
}

static void a_server_that_hangs_runs_into_the_time_limit(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(visit_hang, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){.request_timeout_ms = 100});
    struct outcome outcome = get_from(&rq, client, server, "/");
    expect_failure(outcome, HTTP_FAILED_TIMEOUT, "No complete answer from http://127.0.0.1:");
    assert_true(outcome.failure.established);
}

static void the_deadline_of_the_request_ends_the_exchange(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(visit_hang, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    rq.deadline_ms = clock_monotonic_ms() + 100;
    expect_failure(get_from(&rq, client, server, "/"), HTTP_FAILED_TIMEOUT, "No complete answer");
    assert_true(request_is_late(&rq));
    struct outcome outcome = get_from(&rq, client, server, "/");
    expect_failure(outcome, HTTP_FAILED_TIMEOUT, "No complete answer");
    assert_int_equal(scripted_server_requests(server), 1);
}

static atomic_bool cancelled;
static atomic_llong cancelled_at_ms;

static void cancel_and_hang(struct visit *visit)
{
    atomic_store(&cancelled_at_ms, clock_monotonic_ms());
    atomic_store(&cancelled, true);
    visit_hang(visit);
}

static void cancellation_ends_the_exchange(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    atomic_store(&cancelled, false);
    rq.cancelled = &cancelled;
    AUTO_SERVER *server = scripted_server_new(cancel_and_hang, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){.request_timeout_ms = 30000});
    expect_failure(get_from(&rq, client, server, "/"), HTTP_FAILED_CANCELLED, "interrupted");
    int64_t took = clock_monotonic_ms() - atomic_load(&cancelled_at_ms);
    assert_true(took < 10000);
    print_message("ended %lld ms after the cancellation\n", (long long)took);
    expect_failure(get_from(&rq, client, server, "/"), HTTP_FAILED_CANCELLED, "interrupted");
    assert_int_equal(scripted_server_requests(server), 1);
}

static struct str sent_text(struct request *rq, struct http_request request)
{
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    AUTO_CLIENT *client = client_with(rq, (struct http_options){.user_agent = STR("agent")});
    request.url = scripted_server_url(rq->arena, server, NULL, request.url.len > 0 ? request.url.ptr : "/");
    assert_true(send_once_to(rq, client, request).answered);
    struct str text = scripted_server_request(server, 1), line, host = arena_format(rq->arena, "Host: 127.0.0.1:%d", scripted_server_port(server));
    struct buffer without_host = {.arena = rq->arena};
    while (str_next_field(&text, '\n', &line)) {
        line = str_trim(line);
        if (!str_equal(line, host))
            buffer_format(&without_host, "%.*s|", STR_ARGS(line));
    }
    return buffer_str(&without_host);
}

static void requests_go_out_as_they_are_given(void **state)
{
    (void)state;
    static const struct http_header headers[] = {{STR_INIT("X-A"), STR_INIT("1")}, {STR_INIT("X-None"), STR_INIT("")}};
    static const struct http_header json = {STR_INIT("Content-Type"), STR_INIT("application/json")};
    static const struct {
        struct http_request request;
        const char *expected;
    } cases[] = {
        {{.method = HTTP_GET}, "GET / HTTP/1.1|User-Agent: agent|Accept: */*|||"},
        {{.method = HTTP_DELETE}, "DELETE / HTTP/1.1|User-Agent: agent|Accept: */*|||"},
        {{.method = HTTP_PUT}, "PUT / HTTP/1.1|User-Agent: agent|Accept: */*|Content-Length: 0|||"},
        {{.method = HTTP_POST, .body = STR_INIT("b")}, "POST / HTTP/1.1|User-Agent: agent|Accept: */*|Content-Length: 1||b|"},
        {{.method = HTTP_GET, .body = STR_INIT("{}"), .headers = &json, .header_count = 1},
         "GET / HTTP/1.1|User-Agent: agent|Accept: */*|Content-Type: application/json|Content-Length: 2||{}|"},
        {{.method = HTTP_DELETE, .body = STR_INIT("x")}, "DELETE / HTTP/1.1|User-Agent: agent|Accept: */*|Content-Length: 1||x|"},
        {{.url = STR_INIT("/a/../b//c%2Cd?x=%2F&y"), .headers = headers, .header_count = 2},
         "GET /a/../b//c%2Cd?x=%2F&y HTTP/1.1|User-Agent: agent|Accept: */*|X-A: 1|X-None:|||"},
        {{.url = STR_INIT("/a*,(b)<'!$>{c}?q={d}[1]")}, "GET /a*,(b)<'!$>{c}?q={d}[1] HTTP/1.1|User-Agent: agent|Accept: */*|||"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(sent_text(&rq, cases[i].request), cases[i].expected);
    }
}

static void answer_head(struct visit *visit)
{
    visit_send(visit, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-Amz-Bucket-Region: eu-west-1\r\n\r\n");
}

static void head_has_headers_and_no_body(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_head, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct outcome outcome = send_once_to(
        &rq, client, (struct http_request){.method = HTTP_HEAD, .url = scripted_server_url(rq.arena, server, NULL, "/b"), .repeatable = true});
    assert_true(outcome.answered);
    assert_int_equal(outcome.response.body.len, 0);
    EXPECT_TEXT(http_response_header(&outcome.response, "x-amz-bucket-region"), "eu-west-1");
    assert_true(str_starts_with(scripted_server_request(server, 1), STR("HEAD /b HTTP/1.1")));
}

static void what_cannot_be_sent_is_a_failure(void **state)
{
    (void)state;
    static const struct http_header injected = {STR_INIT("X"), STR_INIT("a\r\nEvil: 1")}, bad_name = {STR_INIT("X\nY"), STR_INIT("a")};
    static const struct {
        struct http_request request;
        const char *reason;
    } cases[] = {
        {{.url = STR_INIT("")}, "the URL is malformed"},
        {{.url = STR_INIT("/path")}, "the URL is malformed"},
        {{.url = STR_INIT("file:///etc/passwd")}, "the URL is malformed"},
        {{.url = STR_INIT("http://127.0.0.1:1/\r\nX: y")}, "the URL contains a line end"},
        {{.url = STR_INIT("http://127.0.0.1:1/"), .headers = &injected, .header_count = 1}, "a header contains a line end"},
        {{.url = STR_INIT("http://127.0.0.1:1/"), .headers = &bad_name, .header_count = 1}, "a header contains a line end"},
    };
    FRESH_REQUEST(rq);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct outcome outcome = send_once_to(&rq, client, cases[i].request);
        expect_failure(outcome, HTTP_FAILED_BROKEN, cases[i].reason);
        assert_false(outcome.failure.established);
    }
}

static void a_refused_connection_and_an_unknown_name_are_told_apart_from_answers(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    static const char *const urls[] = {"http://127.0.0.1:1/", "https://127.0.0.1:1/", "http://nowhere.invalid/"};
    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        struct outcome outcome = send_once_to(&rq, client, (struct http_request){.url = str_from(urls[i])});
        expect_failure(outcome, HTTP_FAILED_CONNECT, "No connection to http");
        assert_false(outcome.failure.established);
    }
}

static void answer_once_then_close_silently(struct visit *visit)
{
    if (visit->number == 1)
        answer_ok(visit);
    else
        visit->close = true;
}

static void a_write_is_not_sent_twice_behind_our_back(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_once_then_close_silently, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    assert_true(get_from(&rq, client, server, "/").answered);
    struct http_request write = {.method = HTTP_POST, .url = scripted_server_url(rq.arena, server, NULL, "/"), .body = STR("x")};
    struct outcome outcome = send_once_to(&rq, client, write);
    expect_failure(outcome, HTTP_FAILED_BROKEN, "No usable answer");
    assert_true(outcome.failure.established);
    assert_int_equal(scripted_server_requests(server), 2);
}

static void a_body_with_every_byte_arrives_unchanged(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)(i + 1);
    bytes[255] = 'z';
    AUTO_SERVER *server = scripted_server_new(answer_ok, NULL);
    AUTO_CLIENT *client = client_with(&rq, (struct http_options){0});
    struct http_request write = {
        .method = HTTP_PUT, .url = scripted_server_url(rq.arena, server, NULL, "/"), .body = {bytes, sizeof(bytes)}, .repeatable = true};
    assert_true(send_once_to(&rq, client, write).answered);
    assert_true(str_ends_with(scripted_server_request(server, 1), (struct str){bytes, sizeof(bytes)}));
}

enum { UPLOAD_BYTES = 3 * 1024 * 1024 };

/* Without care a write to a closed socket ends the process by SIGPIPE. */
static void a_server_that_hangs_up_during_an_upload_ends_the_request_alone(void **state)
{
    (void)state;
    struct issued certificate = issue((struct certificate_wish){.name = "server"});
    SSL_CTX *const contexts[] = {NULL, tls_server(&certificate, NULL, NULL)};
    for (size_t i = 0; i < ARRAY_LENGTH(contexts); i++) {
        FRESH_REQUEST(rq);
        AUTO_SERVER *server = scripted_server_new(NULL, contexts[i]);
        AUTO_CLIENT *client = client_with(&rq, (struct http_options){.insecure_skip_verify = true});
        struct http_request upload = {.method = HTTP_PUT, .url = scripted_server_url(rq.arena, server, NULL, "/")};
        upload.body = (struct str){arena_allocate(rq.arena, UPLOAD_BYTES, 1), UPLOAD_BYTES};
        struct outcome outcome = send_once_to(&rq, client, upload);
        expect_failure(outcome, HTTP_FAILED_BROKEN, "No usable answer");
        assert_true(outcome.failure.established);
    }
    issued_free(&certificate);
}

static struct str errors_written_while_sending(struct request *rq, struct http_request request)
{
    FILE *file = tmpfile();
    int terminal = dup(STDERR_FILENO);
    AUTO_CLIENT *client = client_with(rq, (struct http_options){0});
    setenv("TF_LOG_PROVIDER", "TRACE", 1);
    log_start();
    dup2(fileno(file), STDERR_FILENO);
    struct outcome outcome = send_once_to(rq, client, request);
    dup2(terminal, STDERR_FILENO);
    unsetenv("TF_LOG_PROVIDER");
    log_start();
    close(terminal);
    rewind(file);
    char text[8192] = {0};
    size_t length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    assert_true(outcome.answered);
    return arena_copy(rq->arena, (struct str){text, length});
}

static void answer_with_a_secret(struct visit *visit)
{
    visit_answer(visit, 200, "Set-Cookie: hush\r\n", "hush");
}

static void log_lines_name_the_request_and_no_secret(void **state)
{
    (void)state;
    static const struct http_header authorization = {STR_INIT("Authorization"), STR_INIT("hush")};
    FRESH_REQUEST(rq);
    AUTO_SERVER *server = scripted_server_new(answer_with_a_secret, NULL);
    struct str path = arena_format(rq.arena, "user:hush@127.0.0.1:%d/_snapshot?x-amz-signature=hush&verify=false", scripted_server_port(server));
    struct http_request request = {.method = HTTP_PUT, .url = arena_format(rq.arena, "http://%.*s", STR_ARGS(path))};
    request.headers = &authorization;
    request.header_count = 1;
    request.body = STR("hush");
    struct str lines = errors_written_while_sending(&rq, request);
    static const char *const parts[] = {"\"PUT\"", "/_snapshot?x-amz-signature=...&verify=false", "\"200\"", "duration_ms"};
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
        if (!str_contains(lines, str_from(parts[i])))
            fail_msg("%s is missing in %.*s", parts[i], STR_ARGS(lines));
    }
    assert_false(str_contains(lines, STR("hush")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_status_is_an_answer),
        cmocka_unit_test(headers_are_found_whatever_their_case),
        cmocka_unit_test(connections_are_used_again),
        cmocka_unit_test(ten_requests_at_once_share_a_client),
        cmocka_unit_test(chunked_bodies_are_put_together),
        cmocka_unit_test(headers_of_interim_answers_are_dropped),
        cmocka_unit_test(answers_that_are_cut_off_or_no_http_are_failures),
        cmocka_unit_test(redirects_are_not_followed),
        cmocka_unit_test(a_body_over_the_limit_is_a_failure),
        cmocka_unit_test(a_server_that_hangs_runs_into_the_time_limit),
        cmocka_unit_test(the_deadline_of_the_request_ends_the_exchange),
        cmocka_unit_test(cancellation_ends_the_exchange),
        cmocka_unit_test(requests_go_out_as_they_are_given),
        cmocka_unit_test(head_has_headers_and_no_body),
        cmocka_unit_test(what_cannot_be_sent_is_a_failure),
        cmocka_unit_test(a_refused_connection_and_an_unknown_name_are_told_apart_from_answers),
        cmocka_unit_test(a_write_is_not_sent_twice_behind_our_back),
        cmocka_unit_test(a_body_with_every_byte_arrives_unchanged),
        cmocka_unit_test(a_server_that_hangs_up_during_an_upload_ends_the_request_alone),
        cmocka_unit_test(log_lines_name_the_request_and_no_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
