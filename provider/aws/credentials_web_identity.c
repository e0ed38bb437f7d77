#include "aws/sts.h"

#include <stdlib.h>

static const char *missing(const struct credential_search *search)
{
    (void)search;
    bool has_file = !str_is_empty(str_from(getenv("AWS_WEB_IDENTITY_TOKEN_FILE"))), has_role = !str_is_empty(str_from(getenv("AWS_ROLE_ARN")));
    if (has_file && has_role)
        return NULL;
    return has_file ? "AWS_WEB_IDENTITY_TOKEN_FILE is set, AWS_ROLE_ARN is not" : "AWS_WEB_IDENTITY_TOKEN_FILE is not set";
}

static bool fetch(struct request *rq, const struct credential_search *search, struct aws_credentials *credentials)
{
    const struct aws_role role = {
        .role_arn = str_from(getenv("AWS_ROLE_ARN")),
        .web_identity_token_file = str_from(getenv("AWS_WEB_IDENTITY_TOKEN_FILE")),
    };
    return sts_assume_role_with_web_identity(rq, search, &role, credentials);
}

const struct credential_source credentials_of_web_identity = {"a web identity", missing, fetch};
