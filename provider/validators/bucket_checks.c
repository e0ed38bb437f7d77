#include "aws/region.h"
#include "s3/lifecycle.h"
#include "validators/checks.h"
#include "validators/midnight.h"

enum { BUCKET_NAME_MIN = 3, BUCKET_NAME_MAX = 63, ACCOUNT_DIGITS = 12 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter_or_digit(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_in_bucket_name(char byte)
{
    return is_letter_or_digit(byte) || byte == '.' || byte == '-' || byte == '_';
}

static bool is_in_storage_class(char byte)
{
    return is_digit(byte) || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '-';
}

static bool consists_of(struct str text, bool (*belongs)(char byte))
{
    for (size_t at = 0; at < text.len; at++)
        if (!belongs(text.ptr[at]))
            return false;
    return text.len > 0;
}

static bool bucket_name_check(struct arena *arena, struct str text, struct str *problem)
{
    if (str_starts_with(text, STR("s3://")) || str_starts_with(text, STR("arn:")) || str_find_byte(text, '/', 0) < text.len)
        return problem_is(arena, problem,
                          "is no name of a bucket: write the name alone, such as \"acme-backups\", without \"s3://\", an ARN around it, or a path");
    bool fits = text.len >= BUCKET_NAME_MIN && text.len <= BUCKET_NAME_MAX && consists_of(text, is_in_bucket_name);
    if (fits && is_letter_or_digit(text.ptr[0]) && is_letter_or_digit(text.ptr[text.len - 1]))
        return true;
    return problem_is(arena, problem,
                      "is no name of a bucket: it has 3 to 63 lower-case letters, digits, dots and dashes, with a letter or digit at both ends");
}

static bool region_check(struct arena *arena, struct str text, struct str *problem)
{
    if (aws_region_is_valid(text))
        return true;
    return problem_is(arena, problem, "is no region: write its code, such as \"eu-west-1\"");
}

static bool account_check(struct arena *arena, struct str text, struct str *problem)
{
    if (text.len == ACCOUNT_DIGITS && consists_of(text, is_digit))
        return true;
    return problem_is(arena, problem, "is no account of Amazon: write its 12 digits, such as \"123456789012\", as text, so that no zero is lost");
}

/* arn:PARTITION:iam::ACCOUNT:role/NAME, in six fields. The account is empty on Ceph. */
static bool is_role_arn(struct str text)
{
    struct str rest = text, fields[5];
    for (size_t at = 0; at < ARRAY_LENGTH(fields); at++)
        GUARD(str_next_field(&rest, ':', &fields[at]));
    bool is_iam = str_equal(fields[0], STR("arn")) && str_starts_with(fields[1], STR("aws")) && str_equal(fields[2], STR("iam"));
    bool is_account = str_is_empty(fields[4]) || (fields[4].len == ACCOUNT_DIGITS && consists_of(fields[4], is_digit));
    return is_iam && str_is_empty(fields[3]) && is_account && str_starts_with(rest, STR("role/")) && !str_ends_with(rest, STR("/"));
}

static bool role_arn_check(struct arena *arena, struct str text, struct str *problem)
{
    if (is_role_arn(text))
        return true;
    return problem_is(arena, problem, "is no ARN of a role: write it whole, such as \"arn:aws:iam::123456789012:role/snapshots\"");
}

static bool key_prefix_check(struct arena *arena, struct str text, struct str *problem)
{
    if (text.len > LIFECYCLE_PREFIX_MAX)
        return problem_is(arena, problem, "has %zu bytes, and keys have at most %d", text.len, LIFECYCLE_PREFIX_MAX);
    if (!str_starts_with(text, STR("/")))
        return true;
    struct str bare = text;
    while (str_starts_with(bare, STR("/")))
        bare = str_slice(bare, 1, bare.len);
    if (bare.len == 0)
        return problem_is(arena, problem, "is only a slash, and no key begins with one, so it would match nothing: write the beginning of a key");
    return problem_is(arena, problem, "begins with a slash, and keys do not, so it would match nothing: write \"%.*s\"", STR_ARGS(bare));
}

bool validate_rule_prefix(struct request *rq, struct path at, const struct validator *validator, struct str text, int64_t number)
{
    GUARD(validate_key_prefix(rq, at, validator, text, number));
    if (text.len == 0 || str_ends_with(text, STR("/")))
        return true;
    return diag_warning(rq, at, "Prefix does not end with a slash",
                        "\"%.*s\" matches more than one folder: \"%.*s/x\", and \"%.*s-other/x\" too. If only the folder is meant, write \"%.*s/\".",
                        STR_ARGS(text), STR_ARGS(text), STR_ARGS(text), STR_ARGS(text));
}

static bool storage_class_check(struct arena *arena, struct str text, struct str *problem)
{
    if (consists_of(text, is_in_storage_class))
        return true;
    return problem_is(arena, problem,
                      "is no storage class: write its name in capitals, such as \"STANDARD_IA\", \"GLACIER\" or \"INTELLIGENT_TIERING\"");
}

DEFINE_VALIDATOR(validate_bucket_name, "Not the name of a bucket", bucket_name_check)
DEFINE_VALIDATOR(validate_aws_region, "Not a region", region_check)
DEFINE_VALIDATOR(validate_role_arn, "Not a role", role_arn_check)
DEFINE_VALIDATOR(validate_account_id, "Not an account", account_check)
DEFINE_VALIDATOR(validate_key_prefix, "Not a prefix of keys", key_prefix_check)
DEFINE_VALIDATOR(validate_storage_class, "Not a storage class", storage_class_check)
DEFINE_VALIDATOR(validate_midnight_date, "Not a day", midnight_check)
