/* provider/aws/sts.h - Amazon's Security Token Service: credentials of a role for a while (s3.md 4.5). */
#ifndef ESDR_AWS_STS_H
#define ESDR_AWS_STS_H

#include "aws/credential_source.h"

/* AssumeRole, signed with `with`. The answer's texts live in rq->arena. The service is that of AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, the profile's
 * `services` section or endpoint_url (all passed over with AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true), else Amazon's in the region of the search, else
 * the global one. AWS_CA_BUNDLE replaces the system's authorities. Blocks. False with a diagnostic that has the service's own code and message. */
WARN_UNUSED bool sts_assume_role(struct request *rq, const struct credential_search *search, const struct aws_role *role,
                                 const struct aws_credentials *with, struct aws_credentials *credentials);

/* AssumeRoleWithWebIdentity, unsigned, with the token in role->web_identity_token_file. Otherwise the same. */
WARN_UNUSED bool sts_assume_role_with_web_identity(struct request *rq, const struct credential_search *search, const struct aws_role *role,
                                                   struct aws_credentials *credentials);

/* Where requests go and how they are signed. For tests. */
struct str sts_url(struct arena *arena, const struct credential_search *search);
struct str sts_signing_region(const struct credential_search *search);

#endif
