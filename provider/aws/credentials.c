#include "aws/credentials.h"

#include "aws/credential_search.h"
#include "aws/sts.h"
#include "base/buffer.h"

#include <pthread.h>
#include <stdlib.h>

enum { ADVISORY_MS = 15 * 60 * 1000, MANDATORY_MS = 10 * 60 * 1000, ADVISORY_SHARE = 4, MANDATORY_SHARE = 6 };

struct aws_credential_chain {
    struct arena arena; /* written by aws_credential_chain_new and by the holder of `renewal` */
    struct credential_search search;
    bool has_keys; /* in the arguments or the environment */
    struct aws_credentials keys;
    pthread_mutex_t renewal; /* held while credentials are fetched; taken before `lock` */
    pthread_mutex_t lock;    /* of what follows */
    bool has_current;
    struct aws_credentials current;
    int64_t fetched_ms;
};

/* ---- keys that are at hand ---- */

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

struct aws_credentials credentials_of_environment(void)
{
    return (struct aws_credentials){
        .access_key = str_from(getenv("AWS_ACCESS_KEY_ID")),
        .secret_key = str_from(getenv("AWS_SECRET_ACCESS_KEY")),
        .session_token = str_from(getenv("AWS_SESSION_TOKEN")),
    };
}

static bool find_in_environment(struct request *rq, const struct aws_credential_settings *settings, struct path at,
                                struct aws_credentials *credentials, bool *found)
{
    if (!str_is_empty(settings->profile))
        return true;
    *credentials = credentials_of_environment();
    bool has_key = !str_is_empty(credentials->access_key), has_secret = !str_is_empty(credentials->secret_key);
    *found = has_key && has_secret;
    if (has_key == has_secret)
        return true;
    return diag_error(rq, at, "Half of the AWS credentials is missing", "The environment variable %s is set, %s is not.",
                      has_key ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY", has_key ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID");
}

/* In the order they are asked. */
static const struct {
    const char *name;
    bool (*find)(struct request *rq, const struct aws_credential_settings *settings, struct path at, struct aws_credentials *credentials,
                 bool *found);
} places[] = {
    {"the provider's configuration", find_in_arguments},
    {"the environment", find_in_environment},
};

/* ---- the chain ---- */

static void keep(struct arena *arena, struct aws_credentials *credentials)
{
    credentials->access_key = arena_copy(arena, credentials->access_key);
    credentials->secret_key = arena_copy(arena, credentials->secret_key);
    credentials->session_token = arena_copy(arena, credentials->session_token);
}

static bool find_keys(struct request *rq, const struct aws_credential_settings *settings, struct path at, struct aws_credential_chain *chain)
{
    for (size_t i = 0; i < ARRAY_LENGTH(places) && !chain->has_keys; i++) {
        GUARD(places[i].find(rq, settings, at, &chain->keys, &chain->has_keys));
        chain->keys.source = places[i].name;
    }
    keep(&chain->arena, &chain->keys);
    return true;
}

struct aws_credential_chain *aws_credential_chain_new(struct request *rq, const struct aws_credential_settings *settings, struct path at)
{
    struct aws_credential_chain *chain = calloc(1, sizeof(*chain));
    if (!chain || pthread_mutex_init(&chain->renewal, NULL) != 0 || pthread_mutex_init(&chain->lock, NULL) != 0)
        abort();
    if (find_keys(rq, settings, at, chain) && credential_search_begin(rq, &chain->arena, settings, at, &chain->search))
        return chain;
    aws_credential_chain_destroy(chain);
    return NULL;
}

void aws_credential_chain_destroy(struct aws_credential_chain *chain)
{
    if (!chain)
        return;
    pthread_mutex_destroy(&chain->renewal);
    pthread_mutex_destroy(&chain->lock);
    arena_clean_up(&chain->arena);
    free(chain);
}

/* ---- fetching ---- */

/* In the order they are asked; the first that is configured counts, whether it gives anything or not. */
static const struct credential_source *const sources[] = {&credentials_of_profile, &credentials_of_web_identity, &credentials_of_container};

static const struct credential_source *configured_source(const struct credential_search *search)
{
    for (size_t i = 0; i < ARRAY_LENGTH(sources); i++) {
        if (!sources[i]->missing(search))
            return sources[i];
    }
    return NULL;
}

bool aws_credential_chain_has_any(const struct aws_credential_chain *chain)
{
    return chain->has_keys || chain->search.settings->role_of_web_identity || configured_source(&chain->search);
}

static bool fail(struct request *rq, const struct credential_search *search)
{
    struct buffer reasons = {.arena = rq->arena};
    if (str_is_empty(search->settings->profile))
        buffer_format(&reasons, "- %s: access_key and secret_key are not given\n- %s: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set\n",
                      places[0].name, places[1].name);
    if (!str_is_empty(search->file_problem))
        buffer_format(&reasons, "- %.*s\n", STR_ARGS(search->file_problem));
    for (size_t i = 0; i < ARRAY_LENGTH(sources); i++)
        buffer_format(&reasons, "- %s: %s\n", sources[i]->name, sources[i]->missing(search));
    return diag_error(rq, PATH_ROOT, "No AWS credentials", "Looked here, in this order (the profile is %.*s):\n%.*s", STR_ARGS(search->profile),
                      STR_ARGS(buffer_str(&reasons)));
}

static bool fetch_base(struct request *rq, const struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    const struct credential_search *search = &chain->search;
    const struct credential_source *source = configured_source(search);
    *credentials = chain->keys;
    if (search->settings->role_of_web_identity) {
        credentials->source = "assume_role_with_web_identity";
        return sts_assume_role_with_web_identity(rq, search, search->settings->role_of_web_identity, credentials);
    }
    if (chain->has_keys)
        return true;
    if (!source)
        return fail(rq, search);
    GUARD(source->fetch(rq, search, credentials));
    credentials->source = source->name;
    return true;
}

static bool fetch(struct request *rq, const struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    const struct aws_role *role = chain->search.settings->assume_role;
    struct aws_credentials base;
    GUARD(fetch_base(rq, chain, &base));
    *credentials = base;
    if (!role)
        return true;
    GUARD(sts_assume_role(rq, &chain->search, role, &base, credentials));
    credentials->source = "assume_role";
    return true;
}

/* ---- keeping ---- */

enum freshness { MISSING, MUST_RENEW, MAY_RENEW, FRESH };

static int64_t shorter(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static enum freshness look(struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    pthread_mutex_lock(&chain->lock);
    bool has_current = chain->has_current;
    *credentials = chain->current;
    int64_t lifetime_ms = chain->current.expires_ms - chain->fetched_ms;
    pthread_mutex_unlock(&chain->lock);
    if (!has_current)
        return MISSING;
    int64_t left_ms = credentials->expires_ms - credential_search_now_ms(&chain->search);
    if (credentials->expires_ms == 0 || left_ms > shorter(ADVISORY_MS, lifetime_ms / ADVISORY_SHARE))
        return FRESH;
    return left_ms > shorter(MANDATORY_MS, lifetime_ms / MANDATORY_SHARE) ? MAY_RENEW : MUST_RENEW;
}

static bool renew(struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    struct aws_credentials fetched;
    GUARD(fetch(rq, chain, &fetched));
    keep(&chain->arena, &fetched);
    pthread_mutex_lock(&chain->lock);
    chain->current = fetched;
    chain->fetched_ms = credential_search_now_ms(&chain->search);
    chain->has_current = true;
    pthread_mutex_unlock(&chain->lock);
    *credentials = fetched;
    return true;
}

/* Its failure is the affair of whoever must renew. */
static void renew_early(const struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    AUTO_ARENA arena = {0};
    struct request own = *rq;
    own.arena = &arena;
    own.first = own.last = NULL;
    own.has_error = false;
    if (pthread_mutex_trylock(&chain->renewal) != 0)
        return;
    if (look(chain, credentials) != FRESH)
        (void)renew(&own, chain, credentials);
    pthread_mutex_unlock(&chain->renewal);
}

static bool renew_now(struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    pthread_mutex_lock(&chain->renewal);
    bool worked = look(chain, credentials) >= MAY_RENEW || renew(rq, chain, credentials);
    pthread_mutex_unlock(&chain->renewal);
    return worked;
}

bool aws_credentials_get(struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials)
{
    enum freshness freshness = look(chain, credentials);
    if (freshness == MAY_RENEW)
        renew_early(rq, chain, credentials);
    return freshness >= MAY_RENEW || renew_now(rq, chain, credentials);
}
