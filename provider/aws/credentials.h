/* provider/aws/credentials.h - access keys, and where they come from.
 *
 * Sources, in this order (s3.md 4.5): the arguments; AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, unless the arguments name a
 * profile; the profile; AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN; the container (ECS, EKS Pod Identity). On top of what they give comes the role
 * of the arguments, if any. The credentials of instances are asked for only where a profile names them; IAM Identity Center (SSO) never is. */
#ifndef ESDR_AWS_CREDENTIALS_H
#define ESDR_AWS_CREDENTIALS_H

#include "base/request.h"

struct aws_credentials {
    struct str access_key, secret_key;
    struct str session_token; /* empty: none */
    int64_t expires_ms;       /* since 1970; 0: never */
    const char *source;       /* for people: "the provider's configuration", "the environment" */
};

/* A role to take on. Empty texts are left out of the request, but for the session name: AWS_ROLE_SESSION_NAME, else "esdr". */
struct aws_role {
    struct str role_arn, session_name;
    struct str external_id, source_identity; /* not with a web identity */
    struct str web_identity_token_file;      /* with a web identity only; empty: AWS_WEB_IDENTITY_TOKEN_FILE. Read again at each renewal */
    int64_t duration_seconds;                /* 0: as the service pleases, an hour */
};

/* What the configuration says. {0}: nothing. */
struct aws_credential_settings {
    struct str access_key, secret_key, session_token;
    struct str profile;                                        /* empty: AWS_PROFILE, else "default" */
    const struct str *config_files, *credentials_files;        /* none: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, else those in ~/.aws */
    size_t config_file_count, credentials_file_count;          /* of several files, later ones count */
    struct str region;                                         /* of the token service; empty: AWS_REGION, AWS_DEFAULT_REGION, the profile's */
    const struct aws_role *assume_role, *role_of_web_identity; /* NULL: none. The second gives the credentials for the first */
    int64_t (*now_ms)(void);                                   /* NULL: clock_now_ms. For tests */
    int64_t process_timeout_ms;                                /* of credential_process; 0: a minute */
};

struct aws_credential_chain;

/* Chooses the source. Reads the environment and the shared files now, and copies the texts. NULL, with diagnostics below `at` (at.access_key,
 * at.profile, ...), when a key comes without its secret, the profile of the settings does not exist, or a file of the settings cannot be read.
 * Finding no credentials at all is no error here but in aws_credentials_get, so that a configuration which signs nothing needs none; nor is a file of
 * the environment that is not there. Does not touch the network. Any thread. */
struct aws_credential_chain *aws_credential_chain_new(struct request *rq, const struct aws_credential_settings *settings, struct path at);

/* NULL is allowed. No aws_credentials_get may be under way. */
void aws_credential_chain_destroy(struct aws_credential_chain *chain);

/* Whether a source is configured that aws_credentials_get would ask. Any thread. */
bool aws_credential_chain_has_any(const struct aws_credential_chain *chain);

/* The credentials to sign with now; the texts live as long as the chain. Credentials that expire are kept and renewed: in the last 15 minutes (or
 * quarter of their life, if shorter) by one caller while the others go on with the old ones, a failure then being none; in the last 10 minutes (or
 * sixth of their life) all wait for the new ones. Callers ask before each signature and keep nothing. False, with a diagnostic that lists the sources
 * and why each gave nothing, when there are none; no diagnostic holds a secret. May block. Any thread. */
WARN_UNUSED bool aws_credentials_get(struct request *rq, struct aws_credential_chain *chain, struct aws_credentials *credentials);

#endif
