#include "aws/credential_source.h"
#include "aws/credentials_answer.h"
#include "aws/text_file.h"
#include "http/http.h"

#include <stdlib.h>

enum { TIMEOUT_MS = 2000, RETRIES = 2, ANSWER_LIMIT = 256 * 1024, TOKEN_LIMIT = 64 * 1024 };

static struct str variable(const char *name)
{
    return str_from(getenv(name));
}

static const char *missing(const struct credential_search *search)
{
    (void)search;
    bool is_set = !str_is_empty(variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) || !str_is_empty(variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    return is_set ? NULL : "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set";
}

static bool fail(struct request *rq, struct str reason)
{
    return diag_error(rq, PATH_ROOT, "No credentials from the container", "The credentials of the container cannot be had: %.*s.", STR_ARGS(reason));
}

/* ---- where they are ---- */

/* The agents of ECS and EKS, and this machine itself: nobody else may see the token unencrypted. */
static bool is_trusted(const struct http_url *url)
{
    static const struct str hosts[] = {STR_INIT("localhost"), STR_INIT("::1"), STR_INIT("169.254.170.2"), STR_INIT("169.254.170.23"),
                                       STR_INIT("fd00:ec2::23")};
    for (size_t i = 0; i < ARRAY_LENGTH(hosts); i++) {
        if (str_equal_ignoring_case(url->host, hosts[i]))
            return true;
    }
    return http_url_is_https(url);
}

/* 127.0.0.0/8 as four numbers: a name such as 127.0.0.1.example.com is another host. */
static bool is_loopback(struct str host)
{
    struct str rest = host, field;
    size_t count = 0;
    for (; str_next_field(&rest, '.', &field); count++) {
        int64_t number;
        if (!str_to_int64(field, &number) || number < 0 || number > 255 || (count == 0 && number != 127))
            return false;
    }
    return count == 4;
}

static bool find_url(struct request *rq, struct str *text)
{
    struct str relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    struct http_url url;
    *text = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (!str_is_empty(relative) && !str_starts_with(relative, STR("/")))
        return fail(rq, STR("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with a slash"));
    if (!str_is_empty(relative))
        *text = arena_format(rq->arena, "http://169.254.170.2%.*s", STR_ARGS(relative));
    if (!http_url_split(*text, &url))
        return fail(rq, STR("AWS_CONTAINER_CREDENTIALS_FULL_URI is no absolute URL"));
    if (is_trusted(&url) || is_loopback(url.host))
        return true;
    return fail(rq,
                arena_format(rq->arena, "AWS_CONTAINER_CREDENTIALS_FULL_URI names %.*s, which is neither reached by https nor an agent of ECS or EKS",
                             STR_ARGS(url.host)));
}

/* ---- who we are ---- */

static bool find_token(struct request *rq, struct str *token)
{
    struct str file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const char *problem;
    *token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    if (!str_is_empty(file) && !text_file_read(rq->arena, file, TOKEN_LIMIT, token, &problem))
        return fail(rq, arena_format(rq->arena, "%.*s: %s", STR_ARGS(file), problem));
    bool has_line_end = str_find_byte(*token, '\n', 0) < token->len || str_find_byte(*token, '\r', 0) < token->len;
    return !has_line_end || fail(rq, STR("the authorization token contains a line end"));
}

/* ---- the request ---- */

static void destroy_client(struct http_client **client)
{
    http_client_destroy(*client);
}

static bool ask(struct request *rq, struct str url, struct str token, struct http_response *response)
{
    const struct http_header header = {STR("Authorization"), token};
    const struct http_request request = {
        .url = url, .headers = &header, .header_count = str_is_empty(token) ? 0 : 1, .repeatable = true, .response_limit = ANSWER_LIMIT};
    const struct http_policy policy = {.repeat_after_timeout = true};
    const struct http_options options = {.ca_file = variable("AWS_CA_BUNDLE"),
                                         .without_proxy = true,
                                         .connect_timeout_ms = TIMEOUT_MS,
                                         .request_timeout_ms = TIMEOUT_MS,
                                         .max_retries = {true, RETRIES}};
    struct http_failure failure;
    AUTO(destroy_client) struct http_client *client = http_client_new(rq, &options, PATH_ROOT);
    GUARD(client != NULL);
    return http_send_repeating(rq, client, &request, &policy, response, &failure) ||
           fail(rq, str_ends_with(failure.text, STR(".")) ? str_slice(failure.text, 0, failure.text.len - 1) : failure.text);
}

static bool fetch(struct request *rq, const struct credential_search *search, struct aws_credentials *credentials)
{
    struct str url, token;
    struct http_response response;
    const char *problem;
    GUARD(find_url(rq, &url) && find_token(rq, &token));
    GUARD(ask(rq, url, token, &response));
    if (response.status != 200)
        return fail(rq, arena_format(rq->arena, "%.*s answered %d", STR_ARGS(http_url_for_people(rq->arena, url)), response.status));
    return credentials_answer_read(rq, response.body, STR("Token"), credential_search_now_ms(search), credentials, &problem) ||
           fail(rq, arena_format(rq->arena, "in the answer of %.*s, %s", STR_ARGS(http_url_for_people(rq->arena, url)), problem));
}

const struct credential_source credentials_of_container = {"a container", missing, fetch};
