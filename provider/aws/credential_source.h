/* provider/aws/credential_source.h - one place where credentials may come from, once neither the arguments nor the environment hold keys. */
#ifndef ESDR_AWS_CREDENTIAL_SOURCE_H
#define ESDR_AWS_CREDENTIAL_SOURCE_H

#include "aws/credentials.h"
#include "aws/profile_files.h"

/* What sources look at. Nothing changes while a chain lives. */
struct credential_search {
    const struct aws_credential_settings *settings;
    struct profile_files files;
    struct str profile;      /* the name that counts */
    struct str file_problem; /* why a shared file could not be read; empty: none */
    struct str region;       /* of the token service; may be empty */
};

struct credential_source {
    const char *name; /* for people */
    /* NULL when it is configured, otherwise what is missing: a clause without capital and dot. */
    const char *(*missing)(const struct credential_search *search);
    /* Credentials, in rq->arena. Only called when nothing is missing. May block. False with a diagnostic. */
    bool (*fetch)(struct request *rq, const struct credential_search *search, struct aws_credentials *credentials);
};

/* The container's: of ECS or EKS Pod Identity, from AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, else AWS_CONTAINER_CREDENTIALS_FULL_URI; never through a
 * proxy, and without https only from this machine or the agents' own addresses. The token is that of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, read
 * again each time, else AWS_CONTAINER_AUTHORIZATION_TOKEN. */
extern const struct credential_source credentials_of_profile, credentials_of_web_identity, credentials_of_container;

/* The EC2 instance's, by version 2 of its metadata service, never through a proxy: AWS_EC2_METADATA_SERVICE_ENDPOINT, else the fixed address that
 * AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE selects. Asked only where a profile names it as credential_source. */
extern const struct credential_source credentials_of_instance;

/* The time as the settings' clock shows it. */
int64_t credential_search_now_ms(const struct credential_search *search);

/* The three variables; `source` is not set. Half a pair is the caller's to judge. */
struct aws_credentials credentials_of_environment(void);

#endif
