#include "base/clock.h"
#include "base/expect.h"
#include "http/scripted_server.h"

#include <string.h>

/* A clock that only moves when somebody sleeps, and remembers how long. */
struct fake_clock {
    int64_t now_ms;
    int64_t slept_ms[32];
    size_t sleeps;
    uint32_t random;
    bool interrupts;
};

static int64_t fake_now(void *context)
{
    return ((struct fake_clock *)context)->now_ms;
}

static bool fake_sleep(struct request *rq, int64_t ms, void *context)
{
    (void)rq;
    struct fake_clock *clock = context;
    clock->slept_ms[clock->sleeps++] = ms;
    clock->now_ms += ms;
    return !clock->interrupts;
}

static uint32_t fake_random(void *context)
{
    return ((struct fake_clock *)context)->random;
}

/* What the server does, one step a request; the last one again and again. */
static void (*const *script)(struct visit *visit);

static void answer_by_script(struct visit *visit)
{
    int step = 0;
    while (step + 1 < visit->number && script[step + 1])
        step++;
    script[step](visit);
}

static void busy(struct visit *visit)
{
    visit_answer(visit, 429, "", "busy");
}

static void busy_for_7_seconds(struct visit *visit)
{
    visit_answer(visit, 429, "Retry-After: 7\r\n", "busy");
}

static void busy_until_a_date(struct visit *visit)
{
    visit_answer(visit, 503, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "busy");
}

static void busy_for_a_day(struct visit *visit)
{
    visit_answer(visit, 503, "Retry-After: 86400\r\n", "busy");
}

static void busy_with_nonsense(struct visit *visit)
{
    visit_answer(visit, 503, "Retry-After: soon\r\n", "busy");
}

static void bad_gateway(struct visit *visit)
{
    visit_answer(visit, 502, "", "");
}

static void unavailable(struct visit *visit)
{
    visit_answer(visit, 503, "", "");
}

static void gateway_timeout(struct visit *visit)
{
    visit_answer(visit, 504, "", "");
}

static void server_error(struct visit *visit)
{
    visit_answer(visit, 500, "", "");
}

static void slow_down(struct visit *visit)
{
    visit_answer(visit, 400, "", "<Code>SlowDown</Code>");
}

static void cut_off(struct visit *visit)
{
    visit->close = true;
}

struct trial {
    void (*const steps[6])(struct visit *visit);
    struct http_request request; /* without URL */
    struct http_policy policy;   /* without clock */
    struct http_options options;
    struct fake_clock clock;
    int64_t deadline_in_ms; /* 0: none */
};

struct result {
    struct outcome outcome;
    int requests;
};

static struct result carry_out(struct request *rq, struct trial *trial)
{
    script = trial->steps;
    AUTO_SERVER *server = scripted_server_new(answer_by_script, NULL);
    AUTO_CLIENT *client = http_client_new(rq, &trial->options, PATH_ROOT);
    const struct http_clock clock = {.now_ms = fake_now, .sleep = fake_sleep, .random = fake_random, .context = &trial->clock};
    trial->policy.clock = &clock;
    if (trial->request.url.len == 0)
        trial->request.url = scripted_server_url(rq->arena, server, NULL, "/");
    if (trial->deadline_in_ms > 0)
        rq->deadline_ms = clock_monotonic_ms() + trial->deadline_in_ms;
    struct result result = {0};
    struct outcome *outcome = &result.outcome;
    outcome->answered = http_send_repeating(rq, client, &trial->request, &trial->policy, &outcome->response, &outcome->failure);
    result.requests = scripted_server_requests(server);
    return result;
}

static const struct http_request repeatable = {.method = HTTP_GET, .repeatable = true};
static const struct http_request once_only = {.method = HTTP_POST, .body = STR_INIT("x")};

static void repeatable_requests_are_repeated_until_they_are_answered(void **state)
{
    (void)state;
    static void (*const troubles[])(struct visit *) = {busy, bad_gateway, unavailable, gateway_timeout, cut_off};
    for (size_t i = 0; i < ARRAY_LENGTH(troubles); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {troubles[i], troubles[i], answer_ok}, .request = repeatable};
        struct result result = carry_out(&rq, &trial);
        assert_true(result.outcome.answered);
        assert_int_equal(result.outcome.response.status, 200);
        assert_int_equal(result.outcome.response.attempts, 3);
        assert_int_equal(result.requests, 3);
        assert_int_equal(trial.clock.sleeps, 2);
        EXPECT_DIAGNOSTICS(rq, "");
    }
}

static void other_statuses_are_returned_at_once(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct trial trial = {.steps = {server_error, answer_ok}, .request = repeatable};
    struct result result = carry_out(&rq, &trial);
    assert_int_equal(result.outcome.response.status, 500);
    assert_int_equal(result.requests, 1);
}

static void what_is_not_repeatable_is_sent_once(void **state)
{
    (void)state;
    static void (*const troubles[])(struct visit *) = {busy, bad_gateway, unavailable, gateway_timeout, cut_off};
    for (size_t i = 0; i < ARRAY_LENGTH(troubles); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {troubles[i], answer_ok}, .request = once_only};
        struct result result = carry_out(&rq, &trial);
        assert_int_equal(result.requests, 1);
        assert_int_equal(trial.clock.sleeps, 0);
    }
}

static void without_a_connection_everything_is_repeated(void **state)
{
    (void)state;
    const struct http_request requests[] = {repeatable, once_only};
    for (size_t i = 0; i < ARRAY_LENGTH(requests); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {answer_ok}, .request = requests[i], .options = {.max_retries = {true, 3}}};
        trial.request.url = STR("http://127.0.0.1:1/");
        struct result result = carry_out(&rq, &trial);
        assert_false(result.outcome.answered);
        assert_int_equal(result.outcome.failure.kind, HTTP_FAILED_CONNECT);
        assert_int_equal(result.outcome.failure.attempts, 4);
        assert_int_equal(trial.clock.sleeps, 3);
    }
}

static void the_last_answer_is_returned_when_the_retries_are_used_up(void **state)
{
    (void)state;
    static const struct {
        struct optional_int client, policy;
        int expected;
    } cases[] = {{{true, 2}, {0}, 3}, {{true, 0}, {0}, 1}, {{true, 5}, {true, 1}, 2}, {{0}, {0}, HTTP_MAX_RETRIES + 1}, {{true, -1}, {0}, 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {unavailable}, .request = repeatable};
        trial.options.max_retries = cases[i].client;
        trial.policy.max_retries = cases[i].policy;
        struct result result = carry_out(&rq, &trial);
        assert_true(result.outcome.answered);
        assert_int_equal(result.outcome.response.status, 503);
        assert_int_equal(result.requests, cases[i].expected);
    }
}

static void waits_double_up_to_twenty_seconds(void **state)
{
    (void)state;
    static const int64_t expected_ms[] = {200, 400, 800, 1600, 3200, 6400, 12800, 20000, 20000, 20000};
    FRESH_REQUEST(rq);
    struct trial trial = {.steps = {unavailable}, .request = repeatable, .options = {.max_retries = {true, 10}}};
    carry_out(&rq, &trial);
    for (size_t wait = 0; wait < ARRAY_LENGTH(expected_ms); wait++)
        assert_int_equal(trial.clock.slept_ms[wait], expected_ms[wait]);
}

static void a_random_part_of_at_most_half_is_taken_off(void **state)
{
    (void)state;
    static const struct {
        uint32_t random;
        int64_t first_ms;
    } cases[] = {{0, 200}, {1, 199}, {100, 100}, {101, 200}, {UINT32_MAX, 200 - UINT32_MAX % 101}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {unavailable, answer_ok}, .request = repeatable, .clock = {.random = cases[i].random}};
        carry_out(&rq, &trial);
        assert_int_equal(trial.clock.slept_ms[0], cases[i].first_ms);
    }
}

static void retry_after_is_honoured_when_it_is_longer(void **state)
{
    (void)state;
    static const struct {
        void (*trouble)(struct visit *);
        int64_t expected_ms;
    } cases[] = {{busy_for_7_seconds, 7000}, {busy_until_a_date, 5000}, {busy_with_nonsense, 200}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {cases[i].trouble, answer_ok}, .request = repeatable};
        trial.clock.now_ms = 784111777000 - 5000;
        assert_int_equal(carry_out(&rq, &trial).outcome.response.status, 200);
        assert_int_equal(trial.clock.slept_ms[0], cases[i].expected_ms);
    }
}

static void a_wait_that_would_pass_the_deadline_is_not_begun(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct trial trial = {.steps = {busy_for_7_seconds, answer_ok}, .request = repeatable, .deadline_in_ms = 6900};
    struct result result = carry_out(&rq, &trial);
    assert_true(result.outcome.answered);
    assert_int_equal(result.outcome.response.status, 429);
    assert_int_equal(trial.clock.sleeps, 0);
}

static void nobody_waits_for_a_day(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct trial trial = {.steps = {busy_for_a_day, answer_ok}, .request = repeatable};
    assert_int_equal(carry_out(&rq, &trial).outcome.response.status, 503);
    assert_int_equal(trial.clock.sleeps, 0);
}

static void an_interrupted_wait_ends_the_exchange(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct trial trial = {.steps = {unavailable}, .request = repeatable, .clock = {.interrupts = true}};
    struct result result = carry_out(&rq, &trial);
    assert_false(result.outcome.answered);
    assert_int_equal(result.outcome.failure.kind, HTTP_FAILED_CANCELLED);
    assert_int_equal(result.requests, 1);
    EXPECT_DIAGNOSTICS(rq, "");
}

static bool says_slow_down(struct request *rq, void *context, const struct http_response *response)
{
    (void)rq;
    (void)context;
    return str_contains(response->body, STR("SlowDown"));
}

static void the_caller_can_ask_for_repetition(void **state)
{
    (void)state;
    const struct http_request requests[] = {repeatable, once_only};
    for (size_t i = 0; i < ARRAY_LENGTH(requests); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {slow_down, slow_down, answer_ok}, .request = requests[i], .policy = {.repeat = says_slow_down}};
        struct result result = carry_out(&rq, &trial);
        assert_int_equal(result.outcome.response.status, 200);
        assert_int_equal(result.requests, 3);
    }
}

static int prepared_count;

static bool count_attempts(struct request *rq, void *context, const struct http_request *request, struct http_request *prepared)
{
    (void)context;
    struct http_header *header = ARENA_NEW(rq->arena, struct http_header);
    *header = (struct http_header){STR("X-Attempt"), arena_format(rq->arena, "%d", ++prepared_count)};
    *prepared = *request;
    prepared->headers = header;
    prepared->header_count = 1;
    return prepared_count < 3 || diag_error(rq, PATH_ROOT, "No more", "Enough.");
}

static void every_attempt_is_prepared_anew(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    prepared_count = 0;
    static void (*const steps[])(struct visit *) = {unavailable, answer_ok, NULL};
    script = steps;
    AUTO_SERVER *server = scripted_server_new(answer_by_script, NULL);
    AUTO_CLIENT *client = http_client_new(&rq, &(struct http_options){0}, PATH_ROOT);
    struct fake_clock fake = {0};
    const struct http_clock clock = {.now_ms = fake_now, .sleep = fake_sleep, .random = fake_random, .context = &fake};
    struct http_policy policy = {.prepare = count_attempts, .clock = &clock};
    struct http_request request = {.url = scripted_server_url(rq.arena, server, NULL, "/"), .repeatable = true};
    struct http_response response;
    struct http_failure failure;
    assert_true(http_send_repeating(&rq, client, &request, &policy, &response, &failure));
    assert_true(str_contains(scripted_server_request(server, 1), STR("X-Attempt: 1\r\n")));
    assert_true(str_contains(scripted_server_request(server, 2), STR("X-Attempt: 2\r\n")));
}

static void a_request_that_cannot_be_prepared_is_not_sent(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    prepared_count = 2;
    struct trial trial = {.steps = {answer_ok}, .request = repeatable, .policy = {.prepare = count_attempts}};
    struct result result = carry_out(&rq, &trial);
    assert_false(result.outcome.answered);
    assert_int_equal(result.outcome.failure.kind, HTTP_FAILED_PREPARE);
    assert_int_equal(result.requests, 0);
    EXPECT_DIAGNOSTICS(rq, "error : No more");
}

static void time_outs_are_repeated_on_demand_only(void **state)
{
    (void)state;
    static const struct {
        bool wanted;
        struct http_request request;
        int requests;
    } cases[] = {{false, {.repeatable = true}, 1}, {true, {.repeatable = true}, 3}, {true, {.method = HTTP_POST}, 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct trial trial = {.steps = {visit_hang}, .request = cases[i].request};
        trial.policy.repeat_after_timeout = cases[i].wanted;
        trial.options = (struct http_options){.max_retries = {true, 2}, .request_timeout_ms = 50};
        struct result result = carry_out(&rq, &trial);
        assert_int_equal(result.outcome.failure.kind, HTTP_FAILED_TIMEOUT);
        assert_int_equal(result.outcome.failure.attempts, cases[i].requests);
    }
}

static atomic_bool cancelled;

static void busy_and_cancel(struct visit *visit)
{
    busy_for_7_seconds(visit);
    atomic_store(&cancelled, true);
}

/* The real clock. A wait that goes on to its end shows as a second attempt. */
static void a_real_wait_ends_when_the_request_is_cancelled(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    rq.cancelled = &cancelled;
    AUTO_SERVER *server = scripted_server_new(busy_and_cancel, NULL);
    AUTO_CLIENT *client = http_client_new(&rq, &(struct http_options){0}, PATH_ROOT);
    struct http_request request = {.url = scripted_server_url(rq.arena, server, NULL, "/"), .repeatable = true};
    struct http_response response;
    struct http_failure failure;
    assert_false(http_send_repeating(&rq, client, &request, NULL, &response, &failure));
    assert_int_equal(failure.kind, HTTP_FAILED_CANCELLED);
    assert_int_equal(failure.attempts, 1);
    assert_int_equal(scripted_server_requests(server), 1);
    EXPECT_DIAGNOSTICS(rq, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeatable_requests_are_repeated_until_they_are_answered),
        cmocka_unit_test(other_statuses_are_returned_at_once),
        cmocka_unit_test(what_is_not_repeatable_is_sent_once),
        cmocka_unit_test(without_a_connection_everything_is_repeated),
        cmocka_unit_test(the_last_answer_is_returned_when_the_retries_are_used_up),
        cmocka_unit_test(waits_double_up_to_twenty_seconds),
        cmocka_unit_test(a_random_part_of_at_most_half_is_taken_off),
        cmocka_unit_test(retry_after_is_honoured_when_it_is_longer),
        cmocka_unit_test(a_wait_that_would_pass_the_deadline_is_not_begun),
        cmocka_unit_test(nobody_waits_for_a_day),
        cmocka_unit_test(an_interrupted_wait_ends_the_exchange),
        cmocka_unit_test(the_caller_can_ask_for_repetition),
        cmocka_unit_test(every_attempt_is_prepared_anew),
        cmocka_unit_test(a_request_that_cannot_be_prepared_is_not_sent),
        cmocka_unit_test(time_outs_are_repeated_on_demand_only),
        cmocka_unit_test(a_real_wait_ends_when_the_request_is_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
