#include "scripted_service.h"

#include "base/expect.h"

struct sent_request sent;

static const struct scripted_answer *script;
static size_t script_count, script_at;

/* The chain is never looked into by s3: an address is all it takes to have requests signed. */
static char chain_stand_in;

void scripted_start(struct scripted *scripted, const char *endpoint, const struct scripted_answer *answers, size_t count)
{
    script = answers;
    script_count = count;
    script_at = 0;
    scripted->rq.arena = &scripted->arena;
    scripted->bucket = (struct s3_bucket){.name = STR("b"), .at = AT("bucket")};
    struct s3_options options = {.endpoint = str_from(endpoint), .credentials = (struct aws_credential_chain *)(void *)&chain_stand_in};
    scripted->client = s3_client_new(&scripted->rq, &options, PATH_ROOT);
    assert_non_null(scripted->client);
}

void scripted_stop(struct scripted *scripted)
{
    s3_client_destroy(scripted->client);
    arena_clean_up(&scripted->arena);
    arena_clean_up(&sent.arena);
    sent = (struct sent_request){0};
    assert_int_equal(script_at, script_count);
}

static void remember(const struct aws_signer *signer, const struct http_request *request, const struct http_policy *also)
{
    struct buffer headers = {.arena = &sent.arena};
    for (size_t at = 0; at < request->header_count; at++)
        buffer_format(&headers, "%.*s: %.*s\n", STR_ARGS(request->headers[at].name), STR_ARGS(request->headers[at].value));
    sent.headers = buffer_str(&headers);
    sent.body = arena_copy(&sent.arena, request->body);
    sent.service = signer->service;
    sent.response_limit = request->response_limit;
    sent.repeat = also->repeat;
}

static void answer_with(struct request *rq, const struct scripted_answer *answer, struct http_response *response)
{
    struct http_header *header = ARENA_NEW(rq->arena, struct http_header);
    *header = (struct http_header){str_from(answer->header), str_from(answer->header_value)};
    *response =
        (struct http_response){.status = answer->status, .headers = header, .header_count = answer->header != NULL, .body = str_from(answer->body)};
}

bool aws_send(struct request *rq, struct http_client *client, struct aws_signer *signer, const struct http_request *request,
              const struct http_policy *also, struct http_response *response, struct http_failure *failure)
{
    (void)client;
    if (script_at == script_count)
        fail_msg("unexpected request: %s %.*s", http_method_name(request->method), STR_ARGS(request->url));
    const struct scripted_answer *answer = &script[script_at++];
    struct str line = arena_format(rq->arena, "%s %.*s", http_method_name(request->method), STR_ARGS(request->url));
    EXPECT_TEXT(line, answer->request);
    if (answer->region)
        EXPECT_TEXT(signer->region, answer->region);
    assert_true(request->repeatable);
    remember(signer, request, also);
    if (answer->status != 0) {
        answer_with(rq, answer, response);
        return true;
    }
    if (answer->failure == HTTP_FAILED_PREPARE)
        diag_error(rq, PATH_ROOT, "No credentials", "Looked everywhere.");
    *failure = (struct http_failure){.kind = answer->failure, .text = STR("It broke.")};
    return false;
}
