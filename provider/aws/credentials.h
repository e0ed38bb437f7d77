/* provider/aws/credentials.h - access keys, and where they come from.
 *
 * Sources, in this order: the arguments, then AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (s3.md 4.5). Profiles, roles, container
 * and instance credentials are not supported yet: asking for one is an error, never silently ignored. */
#ifndef ESDR_AWS_CREDENTIALS_H
#define ESDR_AWS_CREDENTIALS_H

#include "base/request.h"

struct aws_credentials {
    struct str access_key, secret_key;
    struct str session_token; /* empty: none */
    int64_t expires_ms;       /* since 1970; 0: never */
    const char *source;       /* for people: "the provider's configuration", "the environment" */
};

/* What the configuration says. {0}: nothing. The last six fields are only looked at to refuse them. */
struct aws_credential_settings {
    struct str access_key, secret_key, session_token;
    struct str profile;
    bool shared_config_files, shared_credentials_files; /* the attribute is given */
    bool assume_role, assume_role_with_web_identity;    /* the block is given */
};

struct aws_credential_chain;

/* Chooses the source. NULL, with diagnostics below `at` (at.access_key, at.profile, at.assume_role, ...), when a key comes without its secret or a
 * source is asked for that is not supported. Finding no credentials at all is no error here but in aws_credentials_get, so that a configuration
 * which signs nothing needs none. Reads the environment now and copies the texts. Does not block. Any thread. */
struct aws_credential_chain *aws_credential_chain_new(struct request *rq, const struct aws_credential_settings *settings, struct path at);

/* NULL is allowed. */
void aws_credential_chain_destroy(struct aws_credential_chain *chain);

/* Whether aws_credentials_get would find any. Any thread. */
bool aws_credential_chain_has_any(const struct aws_credential_chain *chain);

/* The credentials to sign with now; the texts live as long as the chain. False, with a diagnostic that lists the sources tried, when there are none.
 * Sources to come may block and renew; callers ask before each signature and keep nothing. Any thread. */
WARN_UNUSED bool aws_credentials_get(struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials);

/* Adds one "not supported yet" error for every setting that cannot be carried out. False when there was one. aws_credential_chain_new calls it. */
WARN_UNUSED bool aws_credential_settings_supported(struct request *rq, const struct aws_credential_settings *settings, struct path at);

#endif
