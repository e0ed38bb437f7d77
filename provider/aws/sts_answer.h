/* provider/aws/sts_answer.h - what the Security Token Service says, as XML. */
#ifndef ESDR_AWS_STS_ANSWER_H
#define ESDR_AWS_STS_ANSWER_H

#include "base/arena.h"

/* Each text is empty when the answer does not have it. */
struct sts_answer {
    struct str access_key, secret_key, session_token, expiration; /* below Credentials */
    struct str code, message;                                     /* below Error */
};

/* Reads an answer, by local names; the texts live in `arena`. False when it is no well-formed XML, or has a DOCTYPE. */
WARN_UNUSED bool sts_answer_parse(struct arena *arena, struct str text, struct sts_answer *answer);

#endif
