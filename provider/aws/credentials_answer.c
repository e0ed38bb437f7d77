#include "aws/credentials_answer.h"

#include "base/clock.h"
#include "value/json.h"

static bool fits_header(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
            return false;
    }
    return true;
}

const char *credentials_problem(const struct aws_credentials *credentials, int64_t now_ms)
{
    if (str_is_empty(credentials->access_key))
        return "the access key is missing";
    if (str_is_empty(credentials->secret_key))
        return "the secret key is missing";
    if (!fits_header(credentials->access_key) || !fits_header(credentials->secret_key) || !fits_header(credentials->session_token))
        return "a key or token contains blanks, line ends or other bytes that no header may have";
    if (credentials->expires_ms != 0 && credentials->expires_ms <= now_ms)
        return "the credentials have expired";
    return NULL;
}

static struct str text_of(const struct value *answer, struct str name)
{
    struct value member = value_member(answer, name);
    return member.kind == VALUE_STRING ? member.text : (struct str){0};
}

bool credentials_answer_read(struct request *rq, struct str text, struct str token_name, int64_t now_ms, struct aws_credentials *credentials,
                             const char **problem)
{
    struct value answer;
    *problem = "the answer is no JSON object";
    GUARD(json_parse(rq->arena, text, &answer) && answer.kind == VALUE_MAPPING);
    *credentials = (struct aws_credentials){
        .access_key = text_of(&answer, STR("AccessKeyId")),
        .secret_key = text_of(&answer, STR("SecretAccessKey")),
        .session_token = text_of(&answer, token_name),
    };
    struct str expiration = text_of(&answer, STR("Expiration"));
    *problem = "Expiration is no time in the form of RFC 3339";
    GUARD(str_is_empty(expiration) || clock_parse_rfc3339(expiration, &credentials->expires_ms));
    *problem = credentials_problem(credentials, now_ms);
    return *problem == NULL;
}
