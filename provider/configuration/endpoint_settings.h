/* provider/configuration/endpoint_settings.h - how to reach a cluster and who we are there: the provider block, and the environment where the block
 * is silent. */
#ifndef ESDR_CONFIGURATION_ENDPOINT_SETTINGS_H
#define ESDR_CONFIGURATION_ENDPOINT_SETTINGS_H

#include "cluster/engine.h"
#include "http/http.h"
#include "schemas/provider.h"

struct endpoint_settings {
    bool is_unknown; /* something that is needed to reach the cluster is not known yet; then nothing below is set */
    const struct str *endpoints;
    size_t endpoint_count;                                /* 0: no cluster is configured */
    struct str username, password, api_key, bearer_token; /* of at most one scheme; empty otherwise */
    const struct string_pair *headers;
    size_t header_count;
    struct http_options http;
    bool is_signed;
    struct str signing_region, signing_service;
    enum engine_kind engine;
};

/* Reads them; texts live in rq->arena. The environment (ESDR_ENDPOINTS, ESDR_USERNAME, ESDR_PASSWORD, ESDR_API_KEY, ESDR_BEARER_TOKEN) counts only
 * where the block says nothing, and an authentication scheme of the environment only when the block has none. False, with errors at the attributes,
 * for half a scheme, two schemes, or signing without a region. */
WARN_UNUSED bool endpoint_settings_read(struct request *rq, const struct provider_model *model, struct endpoint_settings *settings);

/* The limits that the block sets for every server it speaks to: max_retries and request_timeout, as far as they are known. */
void http_limits_read(const struct provider_model *model, struct http_options *http);

#endif
