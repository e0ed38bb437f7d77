/* provider/aws/credentials_answer.h - credentials as a program or a service prints them: one JSON object. */
#ifndef ESDR_AWS_CREDENTIALS_ANSWER_H
#define ESDR_AWS_CREDENTIALS_ANSWER_H

#include "aws/credentials.h"

/* Reads {"AccessKeyId", "SecretAccessKey", token_name, "Expiration"}; token and expiration may be missing. The texts live in rq->arena. False, with
 * what is wrong in `problem` (a clause without a capital or dot, never a part of the text), when it is no such object or has expired at `now_ms`. */
WARN_UNUSED bool credentials_answer_read(struct request *rq, struct str text, struct str token_name, int64_t now_ms,
                                         struct aws_credentials *credentials, const char **problem);

/* The same judgement of credentials that come in another form: a key or secret is missing, a text is not fit for a header, they have expired. NULL:
 * nothing is wrong. */
const char *credentials_problem(const struct aws_credentials *credentials, int64_t now_ms);

#endif
