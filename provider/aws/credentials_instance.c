#include "aws/credential_source.h"
#include "aws/credentials_answer.h"
#include "http/http.h"

#include <stdlib.h>

enum { TIMEOUT_MS = 1000, RETRIES = 2, ANSWER_LIMIT = 64 * 1024 };

#define ROLES "/latest/meta-data/iam/security-credentials/"

static struct str variable(const char *name)
{
    return str_from(getenv(name));
}

static const char *missing(const struct credential_search *search)
{
    (void)search;
    return str_equal_ignoring_case(variable("AWS_EC2_METADATA_DISABLED"), STR("true")) ? "AWS_EC2_METADATA_DISABLED is true" : NULL;
}

static bool fail(struct request *rq, struct str reason)
{
    return diag_error(rq, PATH_ROOT, "No credentials from the instance", "The credentials of the EC2 instance cannot be had: %.*s.",
                      STR_ARGS(reason));
}

static struct str service_url(void)
{
    struct str configured = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    while (str_ends_with(configured, STR("/")))
        configured = str_slice(configured, 0, configured.len - 1);
    if (!str_is_empty(configured))
        return configured;
    bool is_ipv6 = str_equal_ignoring_case(variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), STR("IPv6"));
    return is_ipv6 ? STR("http://[fd00:ec2::254]") : STR("http://169.254.169.254");
}

static void destroy_client(struct http_client **client)
{
    http_client_destroy(*client);
}

static bool ask(struct request *rq, struct http_client *client, enum http_method method, struct str path, struct http_header header, struct str *body)
{
    const struct http_request request = {
        .method = method,
        .url = arena_format(rq->arena, "%.*s%.*s", STR_ARGS(service_url()), STR_ARGS(path)),
        .headers = &header,
        .header_count = 1,
        .repeatable = true,
        .response_limit = ANSWER_LIMIT,
    };
    const struct http_policy policy = {.repeat_after_timeout = true};
    struct http_response response;
    struct http_failure failure;
    if (!http_send_repeating(rq, client, &request, &policy, &response, &failure))
        return fail(rq, str_ends_with(failure.text, STR(".")) ? str_slice(failure.text, 0, failure.text.len - 1) : failure.text);
    *body = response.body;
    return response.status == 200 || fail(rq, arena_format(rq->arena, "%.*s answered %d", STR_ARGS(request.url), response.status));
}

static bool is_header_text(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
            return false;
    }
    return text.len > 0;
}

/* The first line; an instance has one role. */
static bool find_role(struct request *rq, struct str list, struct str *role)
{
    *role = str_trim(str_slice(list, 0, str_find_byte(list, '\n', 0)));
    return !str_is_empty(*role) || fail(rq, STR("the instance has no role"));
}

static bool fetch(struct request *rq, const struct credential_search *search, struct aws_credentials *credentials)
{
    const struct http_header ttl = {STR("x-aws-ec2-metadata-token-ttl-seconds"), STR("21600")};
    const struct http_options options = {
        .without_proxy = true, .connect_timeout_ms = TIMEOUT_MS, .request_timeout_ms = TIMEOUT_MS, .max_retries = {true, RETRIES}};
    struct str token, list, role, answer;
    const char *problem;
    AUTO(destroy_client) struct http_client *client = http_client_new(rq, &options, PATH_ROOT);
    GUARD(client != NULL);
    GUARD(ask(rq, client, HTTP_PUT, STR("/latest/api/token"), ttl, &token));
    if (!is_header_text(token))
        return fail(rq, STR("the token of the session is empty or no text for a header"));
    const struct http_header session = {STR("x-aws-ec2-metadata-token"), token};
    GUARD(ask(rq, client, HTTP_GET, STR(ROLES), session, &list));
    GUARD(find_role(rq, list, &role));
    GUARD(ask(rq, client, HTTP_GET, arena_format(rq->arena, ROLES "%.*s", STR_ARGS(http_encode(rq->arena, role, false))), session, &answer));
    return credentials_answer_read(rq, answer, STR("Token"), credential_search_now_ms(search), credentials, &problem) ||
           fail(rq, arena_format(rq->arena, "in the answer for role %.*s, %s", STR_ARGS(role), problem));
}

const struct credential_source credentials_of_instance = {"an instance", missing, fetch};
