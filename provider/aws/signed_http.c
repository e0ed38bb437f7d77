#include "aws/signed_http.h"

#include "base/clock.h"
#include "base/log.h"

enum { TOLERATED_MS = 60000 };

bool aws_sign_attempt(struct request *rq, void *context, const struct http_request *request, struct http_request *prepared)
{
    struct aws_signer *signer = context;
    struct aws_credentials credentials;
    GUARD(aws_credentials_get(rq, signer->credentials, &credentials));
    const struct sigv4 how = {
        .credentials = &credentials,
        .region = signer->region,
        .service = signer->service,
        .time_ms = clock_now_ms() + atomic_load(&signer->clock_offset_ms),
    };
    return sigv4_sign(rq, &how, request, prepared);
}

static bool blames_the_clock(const struct http_response *response)
{
    static const struct str phrases[] = {STR_INIT("RequestTimeTooSkewed"), STR_INIT("RequestExpired"), STR_INIT("Signature expired"),
                                         STR_INIT("Signature not yet current")};
    for (size_t i = 0; i < ARRAY_LENGTH(phrases); i++) {
        if (str_contains(response->body, phrases[i]))
            return true;
    }
    return false;
}

bool aws_signer_learn_time(struct request *rq, void *context, const struct http_response *response)
{
    struct aws_signer *signer = context;
    int64_t server_ms;
    if ((response->status != 403 && response->status != 400) || !blames_the_clock(response) ||
        !http_parse_date(http_response_header(response, "date"), &server_ms))
        return false;
    int64_t offset = server_ms - clock_now_ms(), error = offset - atomic_load(&signer->clock_offset_ms);
    if (error > -TOLERATED_MS && error < TOLERATED_MS)
        return false;
    atomic_store(&signer->clock_offset_ms, offset);
    LOG(LOG_WARN, "aws", "this machine's clock is wrong: signing with the server's time",
        {"offset_seconds", arena_format(rq->arena, "%lld", (long long)(offset / 1000))});
    return true;
}

struct combined {
    struct aws_signer *signer;
    const struct http_policy *also;
};

static bool prepare(struct request *rq, void *context, const struct http_request *request, struct http_request *prepared)
{
    const struct combined *combined = context;
    return aws_sign_attempt(rq, combined->signer, request, prepared);
}

static bool repeat(struct request *rq, void *context, const struct http_response *response)
{
    const struct combined *combined = context;
    if (combined->signer && aws_signer_learn_time(rq, combined->signer, response))
        return true;
    return combined->also && combined->also->repeat && combined->also->repeat(rq, combined->also->context, response);
}

bool aws_send(struct request *rq, struct http_client *client, struct aws_signer *signer, const struct http_request *request,
              const struct http_policy *also, struct http_response *response, struct http_failure *failure)
{
    struct combined combined = {.signer = signer, .also = also};
    struct http_policy policy = also ? *also : (struct http_policy){0};
    policy.prepare = signer ? prepare : NULL;
    policy.repeat = repeat;
    policy.context = &combined;
    return http_send_repeating(rq, client, request, &policy, response, failure);
}
