#include "aws/sts.h"

#include "aws/credentials_answer.h"
#include "aws/region.h"
#include "aws/sigv4.h"
#include "aws/sts_answer.h"
#include "aws/text_file.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "http/http.h"

#include <stdlib.h>

enum { ANSWER_LIMIT = 256 * 1024, TOKEN_LIMIT = 64 * 1024 };

/* ---- where it is ---- */

static struct str configured_url(const struct credential_search *search)
{
    const struct profile_section *profile = profile_files_find(&search->files, PROFILE_SECTION, search->profile);
    struct str services = profile_setting_value(profile, (struct str){0}, STR("services"));
    const struct profile_section *section = profile_files_find(&search->files, SERVICES_SECTION, services);
    const struct str urls[] = {
        str_from(getenv("AWS_ENDPOINT_URL_STS")),
        str_from(getenv("AWS_ENDPOINT_URL")),
        profile_setting_value(section, STR("sts"), STR("endpoint_url")),
        profile_setting_value(profile, (struct str){0}, STR("endpoint_url")),
    };
    size_t i = 0;
    if (str_equal_ignoring_case(str_from(getenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")), STR("true")))
        return (struct str){0};
    while (i + 1 < ARRAY_LENGTH(urls) && str_is_empty(urls[i]))
        i++;
    return urls[i];
}

struct str sts_url(struct arena *arena, const struct credential_search *search)
{
    struct str configured = configured_url(search);
    if (!str_is_empty(configured))
        return str_ends_with(configured, STR("/")) ? configured : arena_format(arena, "%.*s/", STR_ARGS(configured));
    if (str_is_empty(search->region))
        return STR("https://sts.amazonaws.com/");
    return arena_format(arena, "https://sts.%.*s.%.*s/", STR_ARGS(search->region), STR_ARGS(aws_dns_suffix(search->region)));
}

struct str sts_signing_region(const struct credential_search *search)
{
    return str_is_empty(search->region) ? STR("us-east-1") : search->region;
}

/* ---- one request ---- */

struct sts_call {
    const struct credential_search *search;
    const struct aws_role *role;
    const struct aws_credentials *with; /* NULL: unsigned */
    struct buffer form;
};

static void add_parameter(struct sts_call *call, const char *name, struct str value)
{
    if (!str_is_empty(value))
        buffer_format(&call->form, "&%s=%.*s", name, STR_ARGS(http_encode(call->form.arena, value, false)));
}

static struct str session_name(const struct aws_role *role)
{
    struct str of_environment = str_from(getenv("AWS_ROLE_SESSION_NAME"));
    if (!str_is_empty(role->session_name))
        return role->session_name;
    return str_is_empty(of_environment) ? STR("esdr") : of_environment;
}

static void begin_form(struct sts_call *call, const char *action)
{
    const struct aws_role *role = call->role;
    buffer_format(&call->form, "Action=%s&Version=2011-06-15", action);
    add_parameter(call, "RoleArn", role->role_arn);
    add_parameter(call, "RoleSessionName", session_name(role));
    if (role->duration_seconds > 0)
        buffer_format(&call->form, "&DurationSeconds=%lld", (long long)role->duration_seconds);
}

static bool fail(struct request *rq, const struct sts_call *call, struct str reason)
{
    return diag_error(rq, PATH_ROOT, "Role cannot be assumed", "%.*s could not be assumed at %.*s: %.*s", STR_ARGS(call->role->role_arn),
                      STR_ARGS(http_url_for_people(rq->arena, sts_url(rq->arena, call->search))), STR_ARGS(reason));
}

static bool sign(struct request *rq, void *context, const struct http_request *request, struct http_request *prepared)
{
    const struct sts_call *call = context;
    *prepared = *request;
    if (!call->with)
        return true;
    const struct sigv4 how = {
        .credentials = call->with,
        .region = sts_signing_region(call->search),
        .service = STR("sts"),
        .time_ms = credential_search_now_ms(call->search),
    };
    return sigv4_sign(rq, &how, request, prepared);
}

static void destroy_client(struct http_client **client)
{
    http_client_destroy(*client);
}

static bool post(struct request *rq, struct sts_call *call, struct http_response *response)
{
    const struct http_header header = {STR("Content-Type"), STR("application/x-www-form-urlencoded; charset=utf-8")};
    const struct http_options options = {.ca_file = str_from(getenv("AWS_CA_BUNDLE"))};
    const struct http_policy policy = {.prepare = sign, .context = call};
    const struct http_request request = {
        .method = HTTP_POST,
        .url = sts_url(rq->arena, call->search),
        .headers = &header,
        .header_count = 1,
        .body = buffer_str(&call->form),
        .repeatable = true,
        .response_limit = ANSWER_LIMIT,
    };
    struct http_failure failure;
    AUTO(destroy_client) struct http_client *client = http_client_new(rq, &options, PATH_ROOT);
    GUARD(client != NULL);
    if (http_send_repeating(rq, client, &request, &policy, response, &failure))
        return true;
    return failure.kind == HTTP_FAILED_PREPARE ? false : fail(rq, call, failure.text);
}

static bool refuse(struct request *rq, const struct sts_call *call, const struct http_response *response, const struct sts_answer *answer)
{
    struct str code = arena_utf8(rq->arena, answer->code), message = arena_utf8(rq->arena, answer->message);
    if (str_is_empty(message))
        return fail(rq, call, arena_format(rq->arena, "the service answered %d %.*s without a reason.", response->status, STR_ARGS(code)));
    return fail(rq, call, arena_format(rq->arena, "the service answered %d %.*s: %.*s", response->status, STR_ARGS(code), STR_ARGS(message)));
}

static bool exchange(struct request *rq, struct sts_call *call, struct aws_credentials *credentials)
{
    struct http_response response;
    struct sts_answer answer;
    GUARD(post(rq, call, &response));
    bool parsed = sts_answer_parse(rq->arena, response.body, &answer);
    if (response.status != 200)
        return refuse(rq, call, &response, &answer);
    *credentials = (struct aws_credentials){.access_key = answer.access_key, .secret_key = answer.secret_key, .session_token = answer.session_token};
    if (!parsed || !clock_parse_rfc3339(answer.expiration, &credentials->expires_ms))
        return fail(rq, call, STR("the answer is no XML document with credentials and their expiration."));
    const char *problem = credentials_problem(credentials, credential_search_now_ms(call->search));
    return !problem || fail(rq, call, arena_format(rq->arena, "in the answer, %s.", problem));
}

bool sts_assume_role(struct request *rq, const struct credential_search *search, const struct aws_role *role, const struct aws_credentials *with,
                     struct aws_credentials *credentials)
{
    struct sts_call call = {.search = search, .role = role, .with = with, .form = {.arena = rq->arena}};
    begin_form(&call, "AssumeRole");
    add_parameter(&call, "ExternalId", role->external_id);
    add_parameter(&call, "SourceIdentity", role->source_identity);
    return exchange(rq, &call, credentials);
}

bool sts_assume_role_with_web_identity(struct request *rq, const struct credential_search *search, const struct aws_role *role,
                                       struct aws_credentials *credentials)
{
    struct sts_call call = {.search = search, .role = role, .form = {.arena = rq->arena}};
    struct str token;
    const char *problem;
    if (!text_file_read(rq->arena, role->web_identity_token_file, TOKEN_LIMIT, &token, &problem))
        return fail(rq, &call, arena_format(rq->arena, "%.*s: %s.", STR_ARGS(role->web_identity_token_file), problem));
    if (str_is_empty(str_trim(token)))
        return fail(rq, &call, arena_format(rq->arena, "%.*s is empty.", STR_ARGS(role->web_identity_token_file)));
    begin_form(&call, "AssumeRoleWithWebIdentity");
    add_parameter(&call, "WebIdentityToken", str_trim(token));
    return exchange(rq, &call, credentials);
}
