#include "functions/functions.h"
#include "functions/iam_policy.h"
#include "schemas/snapshot_caller_policy_function.h"
#include "validators/validators.h"

enum { ROLE_ARN, DOMAIN_ARN };

/* s3.md 5.1. Registering needs ESHttpPut; the rest is what this provider sends. */
static const char *const role_actions[] = {"iam:PassRole"};
static const char *const domain_actions[] = {"es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"};

/* arn:PARTITION:es:REGION:ACCOUNT:domain/NAME */
static bool is_domain_arn(struct str text)
{
    struct str rest = text, fields[5];
    for (size_t at = 0; at < ARRAY_LENGTH(fields); at++)
        GUARD(str_next_field(&rest, ':', &fields[at]));
    bool is_service = str_equal(fields[0], STR("arn")) && str_starts_with(fields[1], STR("aws")) && str_equal(fields[2], STR("es"));
    bool is_placed = fields[3].len > 0 && fields[4].len > 0;
    GUARD(is_service && is_placed && str_starts_with(rest, STR("domain/")));
    struct str name = str_slice(rest, STR("domain/").len, rest.len);
    return name.len > 0 && !str_contains(name, STR("/")) && !str_contains(name, STR("*"));
}

static bool check_domain(struct request *rq, struct str text)
{
    if (is_domain_arn(text))
        return true;
    return diag_error(rq, path_index(PATH_ROOT, DOMAIN_ARN), "Not the ARN of a domain",
                      "\"%.*s\" is no ARN of a domain: write it whole, such as \"arn:aws:es:eu-west-1:123456789012:domain/logs\".", STR_ARGS(text));
}

static bool call(struct request *rq, const struct value *arguments, struct value *result)
{
    struct str role = arguments[ROLE_ARN].text, domain = arguments[DOMAIN_ARN].text;
    GUARD(validate_role_arn(rq, path_index(PATH_ROOT, ROLE_ARN), NULL, role, 0));
    GUARD(check_domain(rq, domain));
    struct str paths = arena_format(rq->arena, "%.*s/*", STR_ARGS(domain));
    const struct iam_statement statements[] = {
        {"PassSnapshotRole", role_actions, ARRAY_LENGTH(role_actions), &role, 1},
        {"CallDomain", domain_actions, ARRAY_LENGTH(domain_actions), &paths, 1},
    };
    *result = value_string(iam_policy(rq->arena, statements, ARRAY_LENGTH(statements)));
    return true;
}

const struct function_type snapshot_caller_policy_function = {
    SNAPSHOT_CALLER_POLICY_SIGNATURE,
    .call = call,
};
