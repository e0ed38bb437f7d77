#include "aws/credentials.h"

#include <stdlib.h>

struct aws_credential_chain {
    struct arena arena; /* the texts; written by aws_credential_chain_new alone */
    bool found;
    struct aws_credentials credentials;
};

/* Looks in one place. False with a diagnostic when what is there cannot be used; `found` stays false when nothing is there. */
struct source {
    const char *name;
    bool (*find)(struct request *rq, const struct aws_credential_settings *settings, struct path at, struct aws_credentials *credentials,
                 bool *found);
};

static bool find_in_arguments(struct request *rq, const struct aws_credential_settings *settings, struct path at, struct aws_credentials *credentials,
                              bool *found)
{
    bool has_key = !str_is_empty(settings->access_key), has_secret = !str_is_empty(settings->secret_key);
    if (has_key && !has_secret)
        return diag_error(rq, path_attribute(at, STR("secret_key")), "Secret key is missing", "access_key is given, secret_key is not.");
    if (has_secret && !has_key)
        return diag_error(rq, path_attribute(at, STR("access_key")), "Access key is missing", "secret_key is given, access_key is not.");
    if (!has_key && !str_is_empty(settings->session_token))
        return diag_error(rq, path_attribute(at, STR("access_key")), "Access key is missing",
                          "session_token is given, but not the access_key and secret_key that belong to it.");
    *found = has_key;
    *credentials =
        (struct aws_credentials){.access_key = settings->access_key, .secret_key = settings->secret_key, .session_token = settings->session_token};
    return true;
}

static bool find_in_environment(struct request *rq, const struct aws_credential_settings *settings, struct path at,
                                struct aws_credentials *credentials, bool *found)
{
    (void)settings;
    *credentials = (struct aws_credentials){
        .access_key = str_from(getenv("AWS_ACCESS_KEY_ID")),
        .secret_key = str_from(getenv("AWS_SECRET_ACCESS_KEY")),
        .session_token = str_from(getenv("AWS_SESSION_TOKEN")),
    };
    bool has_key = !str_is_empty(credentials->access_key), has_secret = !str_is_empty(credentials->secret_key);
    *found = has_key && has_secret;
    if (has_key == has_secret)
        return true;
    return diag_error(rq, at, "Half of the AWS credentials is missing", "The environment variable %s is set, %s is not.",
                      has_key ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY", has_key ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID");
}

/* In the order they are asked. */
static const struct source sources[] = {
    {"the provider's configuration", find_in_arguments},
    {"the environment", find_in_environment},
};

static bool refuse(struct request *rq, struct path at, struct str attribute)
{
    return diag_error(rq, path_attribute(at, attribute), "Not supported yet",
                      "%.*s cannot be used yet. Give access_key, secret_key and session_token, or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and "
                      "AWS_SESSION_TOKEN; \"aws configure export-credentials --format env\" prints those of a profile or a role.",
                      STR_ARGS(attribute));
}

bool aws_credential_settings_supported(struct request *rq, const struct aws_credential_settings *settings, struct path at)
{
    const struct {
        struct str attribute;
        bool given;
    } unsupported[] = {
        {STR("profile"), !str_is_empty(settings->profile)},
        {STR("shared_config_files"), settings->shared_config_files},
        {STR("shared_credentials_files"), settings->shared_credentials_files},
        {STR("assume_role"), settings->assume_role},
        {STR("assume_role_with_web_identity"), settings->assume_role_with_web_identity},
    };
    bool supported = true;
    for (size_t i = 0; i < ARRAY_LENGTH(unsupported); i++) {
        if (unsupported[i].given)
            supported = refuse(rq, at, unsupported[i].attribute);
    }
    return supported;
}

static bool find(struct request *rq, const struct aws_credential_settings *settings, struct path at, struct aws_credential_chain *chain)
{
    GUARD(aws_credential_settings_supported(rq, settings, at));
    for (size_t i = 0; i < ARRAY_LENGTH(sources) && !chain->found; i++) {
        GUARD(sources[i].find(rq, settings, at, &chain->credentials, &chain->found));
        chain->credentials.source = sources[i].name;
    }
    return true;
}

static void keep(struct aws_credential_chain *chain)
{
    struct aws_credentials *credentials = &chain->credentials;
    credentials->access_key = arena_copy(&chain->arena, credentials->access_key);
    credentials->secret_key = arena_copy(&chain->arena, credentials->secret_key);
    credentials->session_token = arena_copy(&chain->arena, credentials->session_token);
}

struct aws_credential_chain *aws_credential_chain_new(struct request *rq, const struct aws_credential_settings *settings, struct path at)
{
    struct aws_credential_chain *chain = calloc(1, sizeof(*chain));
    if (!chain)
        abort();
    if (!find(rq, settings, at, chain)) {
        aws_credential_chain_destroy(chain);
        return NULL;
    }
    keep(chain);
    return chain;
}

void aws_credential_chain_destroy(struct aws_credential_chain *chain)
{
    if (!chain)
        return;
    arena_clean_up(&chain->arena);
    free(chain);
}

bool aws_credential_chain_has_any(const struct aws_credential_chain *chain)
{
    return chain->found;
}

bool aws_credentials_get(struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    if (!chain->found)
        return diag_error(rq, PATH_ROOT, "No AWS credentials",
                          "Looked for access_key and secret_key in %s, then for AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in %s. Set either.",
                          sources[0].name, sources[1].name);
    *credentials = chain->credentials;
    return true;
}
