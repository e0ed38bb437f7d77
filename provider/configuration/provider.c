#include "configuration/provider.h"

#include <stdlib.h>

#include "aws/region.h"
#include "configuration/credential_settings.h"
#include "configuration/endpoint_settings.h"
#include "http/http.h"
#include "schemas/provider.h"

/* ---- the cluster ---- */

static bool sign_cluster(struct request *rq, const struct provider_model *model, const struct endpoint_settings *settings, struct provider *provider)
{
    struct aws_credential_settings keys;
    GUARD(cluster_credential_settings(rq, model, &keys));
    provider->cluster_credentials = aws_credential_chain_new(rq, &keys, AT("aws"));
    provider->cluster_signer.credentials = provider->cluster_credentials;
    provider->cluster_signer.region = arena_copy(&provider->arena, settings->signing_region);
    provider->cluster_signer.service = arena_copy(&provider->arena, settings->signing_service);
    return provider->cluster_credentials != NULL;
}

static bool connect_cluster(struct request *rq, const struct provider_model *model, struct provider *provider)
{
    struct endpoint_settings settings;
    GUARD(endpoint_settings_read(rq, model, &settings));
    provider->cluster_is_unknown = settings.is_unknown || (settings.is_signed && !cluster_credentials_are_known(model));
    if (provider->cluster_is_unknown || settings.endpoint_count == 0)
        return true;
    if (settings.is_signed)
        GUARD(sign_cluster(rq, model, &settings, provider));
    struct cluster_options options = {
        .endpoints = settings.endpoints,
        .endpoint_count = settings.endpoint_count,
        .username = settings.username,
        .password = settings.password,
        .api_key = settings.api_key,
        .bearer_token = settings.bearer_token,
        .headers = settings.headers,
        .header_count = settings.header_count,
        .http = &settings.http,
        .signer = settings.is_signed ? &provider->cluster_signer : NULL,
        .engine = settings.engine,
    };
    return cluster_new(rq, &options, &provider->cluster);
}

/* ---- S3 ---- */

static bool is_known_or_null(enum field_state state)
{
    return state != FIELD_UNKNOWN;
}

static bool s3_settings_are_known(const struct provider_model *model)
{
    const struct provider_model_s3 *s3 = &model->s3;
    return is_known_or_null(s3->endpoint.state) && is_known_or_null(s3->path_style.state) && is_known_or_null(s3->ca_file.state) &&
           s3_credentials_are_known(model);
}

static bool connect_s3(struct request *rq, const struct provider_model *model, struct provider *provider)
{
    provider->s3_is_unknown = !s3_settings_are_known(model);
    if (provider->s3_is_unknown)
        return true;
    struct aws_credential_settings keys;
    GUARD(s3_credential_settings(rq, model, &keys));
    provider->s3_credentials = aws_credential_chain_new(rq, &keys, s3_has_own_credentials(model) ? AT("s3") : AT("aws"));
    GUARD(provider->s3_credentials != NULL);
    struct http_options http = {
        .ca_file = string_or(model->s3.ca_file, STR("")),
        .insecure_skip_verify = bool_or(model->s3.insecure_skip_verify, false),
    };
    http_limits_read(model, &http);
    provider->s3_http = http_client_new(rq, &http, AT("s3"));
    GUARD(provider->s3_http != NULL);
    struct s3_options options = {
        .endpoint = string_or(model->s3.endpoint, STR("")),
        .region = string_or(model->s3.region, aws_region_find(rq->arena, string_or(model->aws.region, STR("")))),
        .path_style = bool_or(model->s3.path_style, false),
        .http = provider->s3_http,
        .credentials = provider->s3_credentials,
    };
    provider->s3 = s3_client_new(rq, &options, AT("s3"));
    return provider->s3 != NULL;
}

/* ---- the slots of the descriptor ---- */

bool provider_configure(struct request *rq, const void *config, struct provider **instance)
{
    struct provider *provider = calloc(1, sizeof(*provider));
    if (!provider)
        abort();
    provider->planned = planned_objects_new();
    if (!connect_cluster(rq, config, provider) || !connect_s3(rq, config, provider)) {
        provider_release(provider);
        return false;
    }
    provider->lifecycle_writer = (struct lifecycle_writer){.store = &s3_lifecycle_store, .context = provider->s3};
    *instance = provider;
    return true;
}

void provider_release(struct provider *provider)
{
    cluster_destroy(provider->cluster);
    s3_client_destroy(provider->s3);
    http_client_destroy(provider->s3_http);
    aws_credential_chain_destroy(provider->cluster_credentials);
    aws_credential_chain_destroy(provider->s3_credentials);
    planned_objects_destroy(provider->planned);
    arena_clean_up(&provider->arena);
    free(provider);
}

/* ---- for resources ---- */

bool provider_has_cluster(const struct provider *provider)
{
    return provider && provider->cluster;
}

bool provider_has_s3(const struct provider *provider)
{
    return provider && provider->s3 && aws_credential_chain_has_any(provider->s3_credentials);
}

bool provider_cluster(struct request *rq, struct provider *provider, struct cluster **cluster)
{
    *cluster = provider->cluster;
    if (*cluster)
        return true;
    if (provider->cluster_is_unknown)
        return diag_error(
            rq, PATH_ROOT, "Cluster is not known yet",
            "The provider's endpoints or credentials depend on objects that do not exist yet, and this object has to be read from the cluster now. "
            "Apply those first (terraform apply -target=...).");
    return diag_error(
        rq, PATH_ROOT, "No cluster is configured",
        "Set endpoints in the provider block, such as endpoints = [\"https://search.example.com\"], or the environment variable ESDR_ENDPOINTS.");
}

bool provider_s3(struct request *rq, struct provider *provider, struct s3_client **s3)
{
    *s3 = provider->s3;
    if (*s3)
        return true;
    return diag_error(rq, PATH_ROOT, "S3 is not known yet",
                      "The provider's settings for S3 depend on objects that do not exist yet, and this object has to be read from the bucket now. "
                      "Apply those first "
                      "(terraform apply -target=...).");
}
