#include "configuration/endpoint_settings.h"

#include <stdlib.h>

#include "aws/region.h"
#include "framework/timeouts.h"

/* An environment variable; empty counts as not set. */
static struct str environment(struct arena *arena, const char *name)
{
    const char *text = getenv(name);
    return text ? arena_copy(arena, str_from(text)) : STR("");
}

/* ---- what is not known yet ---- */

static bool needs_unknown(const struct provider_model *model)
{
    const enum field_state states[] = {
        model->endpoints.state,
        model->username.state,
        model->password.state,
        model->api_key.state,
        model->bearer_token.state,
        model->headers.state,
        model->ca_file.state,
        model->ca_pem.state,
        model->proxy.state,
        model->client_certificate_file.state,
        model->engine.state,
        model->aws.region.state,
        model->aws.access_key.state,
        model->ca_fingerprint.state,
        model->client_certificate_pem.state,
        model->aws.state,
        model->aws.secret_key.state,
        model->client_key_file.state,
        model->client_key_pem.state,
        model->insecure_skip_verify.state,
        model->request_timeout.state,
        model->max_retries.state,
        model->aws.session_token.state,
        model->aws.sign_requests.state,
        model->aws.signing_service.state,
    };
    for (size_t at = 0; at < ARRAY_LENGTH(states); at++)
        if (states[at] == FIELD_UNKNOWN)
            return true;
    for (size_t at = 0; at < model->endpoints.count; at++)
        if (FIELD_IS_UNKNOWN(model->endpoints.items[at]))
            return true;
    for (size_t at = 0; at < model->headers.count; at++)
        if (FIELD_IS_UNKNOWN(model->headers.entries[at].value))
            return true;
    return false;
}

/* ---- endpoints ---- */

static void read_configured_endpoints(struct arena *arena, const struct strings_field *field, struct endpoint_settings *settings)
{
    struct str *endpoints = ARENA_ARRAY(arena, struct str, field->count);
    for (size_t at = 0; at < field->count; at++)
        endpoints[at] = field->items[at].value;
    settings->endpoints = endpoints;
    settings->endpoint_count = field->count;
}

static void read_environment_endpoints(struct arena *arena, struct endpoint_settings *settings)
{
    struct str rest = environment(arena, "ESDR_ENDPOINTS"), field;
    struct str *endpoints = ARENA_ARRAY(arena, struct str, rest.len + 1);
    while (str_next_field(&rest, ',', &field))
        if (str_trim(field).len > 0)
            endpoints[settings->endpoint_count++] = str_trim(field);
    settings->endpoints = endpoints;
}

/* ---- authentication ---- */

static bool read_basic(struct request *rq, struct endpoint_settings *settings)
{
    if (settings->username.len > 0 && settings->password.len == 0)
        return diag_error(rq, AT("password"), "Password is missing", "A username needs its password: set password, or ESDR_PASSWORD.");
    if (settings->username.len == 0 && settings->password.len > 0)
        return diag_error(rq, AT("username"), "Username is missing", "A password needs its username: set username, or ESDR_USERNAME.");
    return true;
}

static bool read_environment_scheme(struct request *rq, struct endpoint_settings *settings)
{
    settings->username = environment(rq->arena, "ESDR_USERNAME");
    settings->password = environment(rq->arena, "ESDR_PASSWORD");
    settings->api_key = environment(rq->arena, "ESDR_API_KEY");
    settings->bearer_token = environment(rq->arena, "ESDR_BEARER_TOKEN");
    int schemes = (settings->username.len > 0) + (settings->api_key.len > 0) + (settings->bearer_token.len > 0);
    if (schemes > 1)
        return diag_error(rq, PATH_ROOT, "Two ways of authentication",
                          "Of the environment variables ESDR_USERNAME, ESDR_API_KEY and ESDR_BEARER_TOKEN only one may be set.");
    return read_basic(rq, settings);
}

static bool read_authentication(struct request *rq, const struct provider_model *model, struct endpoint_settings *settings)
{
    settings->username = string_or(model->username, STR(""));
    settings->password = string_or(model->password, STR(""));
    settings->api_key = string_or(model->api_key, STR(""));
    settings->bearer_token = string_or(model->bearer_token, STR(""));
    size_t configured = settings->password.len + settings->api_key.len + settings->bearer_token.len;
    if (configured > 0)
        return read_basic(rq, settings);
    struct str username = settings->username;
    if (username.len == 0)
        return read_environment_scheme(rq, settings);
    settings->password = environment(rq->arena, "ESDR_PASSWORD");
    return read_basic(rq, settings);
}

static void read_headers(struct arena *arena, const struct map_field *field, struct endpoint_settings *settings)
{
    struct string_pair *headers = ARENA_ARRAY(arena, struct string_pair, field->count);
    for (size_t at = 0; at < field->count; at++)
        headers[at] = (struct string_pair){field->entries[at].key, field->entries[at].value.value};
    settings->headers = headers;
    settings->header_count = field->count;
}

/* ---- transport and signing ---- */

void http_limits_read(const struct provider_model *model, struct http_options *http)
{
    http->max_retries = (struct optional_int){FIELD_IS_KNOWN(model->max_retries), model->max_retries.value};
    if (FIELD_IS_KNOWN(model->request_timeout))
        (void)!go_duration_parse(model->request_timeout.value, &http->request_timeout_ms);
}

static void read_transport(const struct provider_model *model, struct endpoint_settings *settings)
{
    settings->http = (struct http_options){
        .ca_file = string_or(model->ca_file, STR("")),
        .ca_pem = string_or(model->ca_pem, STR("")),
        .ca_fingerprint = string_or(model->ca_fingerprint, STR("")),
        .client_certificate_file = string_or(model->client_certificate_file, STR("")),
        .client_certificate_pem = string_or(model->client_certificate_pem, STR("")),
        .client_key_file = string_or(model->client_key_file, STR("")),
        .client_key_pem = string_or(model->client_key_pem, STR("")),
        .insecure_skip_verify = bool_or(model->insecure_skip_verify, false),
        .proxy = string_or(model->proxy, STR("")),
    };
    http_limits_read(model, &settings->http);
}

static struct str host_of(struct str url)
{
    size_t start = 0;
    for (size_t at = 0; at + 3 <= url.len && start == 0; at++)
        if (str_equal(str_slice(url, at, at + 3), STR("://")))
            start = at + 3;
    struct str rest = str_slice(url, start, url.len);
    rest = str_slice(rest, 0, str_find_byte(rest, '/', 0));
    return str_slice(rest, 0, str_find_byte(rest, ':', 0));
}

static bool read_signing(struct request *rq, const struct provider_model *model, struct endpoint_settings *settings)
{
    struct aws_search_host host = {0};
    if (settings->endpoint_count > 0)
        host = aws_search_host_read(rq->arena, host_of(settings->endpoints[0]));
    bool has_scheme = settings->username.len + settings->api_key.len + settings->bearer_token.len > 0;
    settings->is_signed = bool_or(model->aws.sign_requests, host.is_amazon && !has_scheme);
    if (!settings->is_signed)
        return true;
    if (has_scheme)
        return diag_error(
            rq, AT2("aws", "sign_requests"), "Two ways of authentication",
            "A signed request has no room for a username, an API key or a bearer token. Remove those, or set aws.sign_requests = false.");
    struct str configured = string_or(model->aws.region, host.region);
    settings->signing_region = aws_region_find(rq->arena, configured.ptr ? configured : STR(""));
    settings->signing_service = string_or(model->aws.signing_service, host.service.len > 0 ? host.service : STR("es"));
    if (settings->signing_region.len == 0)
        return diag_error(rq, AT2("aws", "region"), "Region is missing",
                          "Requests to the cluster are to be signed, and its host name does not tell the region. Set aws.region, or AWS_REGION.");
    return true;
}

bool endpoint_settings_read(struct request *rq, const struct provider_model *model, struct endpoint_settings *settings)
{
    *settings = (struct endpoint_settings){.is_unknown = needs_unknown(model)};
    if (settings->is_unknown)
        return true;
    if (FIELD_IS_KNOWN(model->endpoints))
        read_configured_endpoints(rq->arena, &model->endpoints, settings);
    else
        read_environment_endpoints(rq->arena, settings);
    GUARD(read_authentication(rq, model, settings));
    read_headers(rq->arena, &model->headers, settings);
    read_transport(model, settings);
    if (!engine_kind_parse(string_or(model->engine, STR("auto")), &settings->engine))
        return diag_error(rq, AT("engine"), "Unknown engine", "Write \"auto\", \"elasticsearch\" or \"opensearch\".");
    return read_signing(rq, model, settings);
}
