/* provider/aws/signed_http.h - signed requests with repetition: what s3 and cluster send through. */
#ifndef ESDR_AWS_SIGNED_HTTP_H
#define ESDR_AWS_SIGNED_HTTP_H

#include "aws/sigv4.h"

#include <stdatomic.h>

/* Who signs, and for what. Shared by threads; initialise with the first three fields and leave the rest zero. Must outlive the requests. */
struct aws_signer {
    struct aws_credential_chain *credentials;
    struct str region, service;
    atomic_llong clock_offset_ms; /* added to this machine's time; learned from answers */
};

/* Usable as http_policy.prepare, with a struct aws_signer as its context: signs with the time of the attempt. */
bool aws_sign_attempt(struct request *rq, void *signer, const struct http_request *request, struct http_request *prepared);

/* Whether the answer says that our clock is wrong (403 with RequestTimeTooSkewed, "Signature expired", "Signature not yet current") by other than
 * what is corrected already; then the offset is taken from its Date header and the request can be repeated at once. Usable as http_policy.repeat,
 * with a struct aws_signer as its context. Source: s3.md 4.1. */
bool aws_signer_learn_time(struct request *rq, void *signer, const struct http_response *response);

/* http_send_repeating with both of the above. `signer` may be NULL: then nothing is signed. `also` adds a rule for answers worth repeating and may be
 * NULL; its prepare function is not used, its context is given to its repeat function. */
WARN_UNUSED bool aws_send(struct request *rq, struct http_client *client, struct aws_signer *signer, const struct http_request *request,
                          const struct http_policy *also, struct http_response *response, struct http_failure *failure);

#endif
