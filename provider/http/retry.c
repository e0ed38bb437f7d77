#include "http/http.h"

#include "base/clock.h"

#include <openssl/rand.h>
#include <time.h>

enum { FIRST_WAIT_MS = 200, LONGEST_WAIT_MS = 20000, LONGEST_ASKED_MS = 300000, NAP_MS = 50 };

static int64_t real_now(void *context)
{
    (void)context;
    return clock_now_ms();
}

/* request_wait without its diagnostics. */
static bool real_sleep(struct request *rq, int64_t ms, void *context)
{
    (void)context;
    int64_t end = clock_monotonic_ms() + ms;
    while (!request_is_cancelled(rq)) {
        int64_t left = end - clock_monotonic_ms();
        if (left <= 0)
            return true;
        struct timespec nap = {.tv_nsec = (left < NAP_MS ? left : NAP_MS) * 1000000};
        nanosleep(&nap, NULL);
    }
    return false;
}

static uint32_t real_random(void *context)
{
    (void)context;
    uint32_t number = 0;
    if (RAND_bytes((unsigned char *)&number, sizeof(number)) != 1)
        return (uint32_t)clock_monotonic_ms();
    return number;
}

static struct http_clock clock_of(const struct http_policy *policy)
{
    struct http_clock given = policy->clock ? *policy->clock : (struct http_clock){0};
    return (struct http_clock){
        .now_ms = given.now_ms ? given.now_ms : real_now,
        .sleep = given.sleep ? given.sleep : real_sleep,
        .random = given.random ? given.random : real_random,
        .context = given.context,
    };
}

static bool status_asks_for_repetition(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

static bool answer_is_repeated(struct request *rq, const struct http_request *request, const struct http_policy *policy,
                               const struct http_response *response)
{
    if (request->repeatable && status_asks_for_repetition(response->status))
        return true;
    return policy->repeat && policy->repeat(rq, policy->context, response);
}

static bool failure_is_repeated(const struct http_request *request, const struct http_policy *policy, const struct http_failure *failure)
{
    switch (failure->kind) {
    case HTTP_FAILED_CONNECT:
        return !failure->established || request->repeatable;
    case HTTP_FAILED_BROKEN:
        return request->repeatable && failure->established;
    case HTTP_FAILED_TIMEOUT:
        return request->repeatable && policy->repeat_after_timeout;
    default:
        return false;
    }
}

static int64_t backed_off(int attempt, const struct http_clock *clock)
{
    int64_t wait = attempt < 8 ? (int64_t)FIRST_WAIT_MS << (attempt - 1) : LONGEST_WAIT_MS;
    wait = wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS;
    int64_t half = wait / 2;
    return wait - (int64_t)(clock->random(clock->context) % (uint64_t)(half + 1));
}

/* Milliseconds the server asks to wait; 0 when it does not say, or says something unreadable. */
static int64_t asked_wait(const struct http_response *response, const struct http_clock *clock)
{
    struct str text = http_response_header(response, "retry-after");
    int64_t seconds, date;
    if (str_to_int64(text, &seconds))
        return seconds > 0 && seconds < INT64_MAX / 1000 ? seconds * 1000 : 0;
    if (!http_parse_date(text, &date))
        return 0;
    int64_t wait = date - clock->now_ms(clock->context);
    return wait > 0 ? wait : 0;
}

struct attempt {
    bool answered, repeat;
    int64_t wait_ms; /* before the next one */
};

static bool send_once(struct request *rq, struct http_client *client, const struct http_request *request, const struct http_policy *policy,
                      struct http_response *response, struct http_failure *failure)
{
    struct http_request prepared = *request;
    if (!policy->prepare || policy->prepare(rq, policy->context, request, &prepared))
        return http_send(rq, client, &prepared, response, failure);
    *failure = (struct http_failure){.kind = HTTP_FAILED_PREPARE, .text = STR("The request could not be prepared.")};
    return false;
}

static struct attempt attempt_once(struct request *rq, struct http_client *client, const struct http_request *request,
                                   const struct http_policy *policy, int number, struct http_response *response, struct http_failure *failure)
{
    const struct http_clock clock = clock_of(policy);
    struct attempt attempt = {.answered = send_once(rq, client, request, policy, response, failure), .wait_ms = backed_off(number, &clock)};
    if (!attempt.answered) {
        failure->attempts = number;
        attempt.repeat = failure_is_repeated(request, policy, failure);
        return attempt;
    }
    response->attempts = number;
    attempt.repeat = answer_is_repeated(rq, request, policy, response);
    int64_t asked = asked_wait(response, &clock);
    attempt.wait_ms = asked > attempt.wait_ms ? asked : attempt.wait_ms;
    return attempt;
}

static bool is_worth_waiting(const struct request *rq, int64_t wait_ms)
{
    if (wait_ms > LONGEST_ASKED_MS)
        return false;
    return rq->deadline_ms == 0 || clock_monotonic_ms() + wait_ms < rq->deadline_ms;
}

static bool interrupted(int attempts, struct http_failure *failure)
{
    *failure = (struct http_failure){
        .kind = HTTP_FAILED_CANCELLED, .text = STR("The request was interrupted while waiting to repeat it."), .attempts = attempts};
    return false;
}

bool http_send_repeating(struct request *rq, struct http_client *client, const struct http_request *request, const struct http_policy *policy,
                         struct http_response *response, struct http_failure *failure)
{
    static const struct http_policy plain = {0};
    policy = policy ? policy : &plain;
    const struct http_clock clock = clock_of(policy);
    int64_t retries = policy->max_retries.set ? policy->max_retries.value : http_client_max_retries(client);
    for (int number = 1;; number++) {
        struct attempt attempt = attempt_once(rq, client, request, policy, number, response, failure);
        if (!attempt.repeat || number > retries || !is_worth_waiting(rq, attempt.wait_ms))
            return attempt.answered;
        if (!clock.sleep(rq, attempt.wait_ms, clock.context))
            return interrupted(number, failure);
    }
}
