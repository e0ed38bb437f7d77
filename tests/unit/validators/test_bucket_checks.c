#include "validators/expect_check.h"

#include <string.h>

static void a_bucket_is_named_without_scheme_arn_or_path(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_bucket_name, "acme-backups", NULL},
        {validate_bucket_name, "a.b", NULL},
        {validate_bucket_name, "Old_Bucket", NULL},
        {validate_bucket_name, "s3://acme-backups", "without \"s3://\""},
        {validate_bucket_name, "arn:aws:s3:::acme-backups", "an ARN around it"},
        {validate_bucket_name, "acme/backups", "or a path"},
        {validate_bucket_name, "ab", "3 to 63"},
        {validate_bucket_name, "", "3 to 63"},
        {validate_bucket_name, "-acme", "at both ends"},
        {validate_bucket_name, "acme.", "at both ends"},
        {validate_bucket_name, "acme backups", "3 to 63"},
        {validate_bucket_name, "0123456789012345678901234567890123456789012345678901234567890123", "3 to 63"},
    };
    EXPECT_CHECKS(cases);
}

static void regions_roles_and_accounts_have_amazons_forms(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_aws_region, "eu-west-1", NULL},
        {validate_aws_region, "Ireland", "is no region"},
        {validate_aws_region, "eu-west-1.evil.example", "is no region"},
        {validate_account_id, "012345678901", NULL},
        {validate_account_id, "12345678901", "12 digits"},
        {validate_account_id, "1234-5678-9012", "12 digits"},
        {validate_role_arn, "arn:aws:iam::123456789012:role/snapshots", NULL},
        {validate_role_arn, "arn:aws-cn:iam::123456789012:role/path/to/snapshots", NULL},
        {validate_role_arn, "arn:aws:iam:::role/snapshots", NULL},
        {validate_role_arn, "snapshots", "is no ARN of a role"},
        {validate_role_arn, "arn:aws:iam::123456789012:user/snapshots", "is no ARN of a role"},
        {validate_role_arn, "arn:aws:iam:us-east-1:123456789012:role/snapshots", "is no ARN of a role"},
        {validate_role_arn, "arn:aws:iam::1234:role/snapshots", "is no ARN of a role"},
        {validate_role_arn, "arn:aws:iam::123456789012:role/", "is no ARN of a role"},
        {validate_role_arn, "arn:aws:sts::123456789012:role/snapshots", "is no ARN of a role"},
        {validate_role_arn, "", "is no ARN of a role"},
    };
    EXPECT_CHECKS(cases);
}

static void a_leading_slash_would_match_nothing(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_key_prefix, "auto-purge/", NULL},
        {validate_key_prefix, "auto-purge", NULL},
        {validate_key_prefix, "", NULL},
        {validate_key_prefix, "/auto-purge/", "write \"auto-purge/\""},
        {validate_key_prefix, "//a", "write \"a\""},
        {validate_rule_prefix, "auto-purge/", NULL},
        {validate_rule_prefix, "", NULL},
        {validate_rule_prefix, "/auto-purge", "write \"auto-purge\""},
    };
    EXPECT_CHECKS(cases);
}

/* Whoever writes "/" must not be told to write the prefix that matches everything. */
static void a_slash_alone_is_not_turned_into_the_whole_bucket(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_false(validate_rule_prefix(&rq, AT("prefix"), NULL, STR("/"), 0));
    assert_false(str_contains(first_detail(&rq), STR("write \"\"")));
}

static void a_prefix_is_no_longer_than_a_key(void **state)
{
    (void)state;
    char longest[1025];
    memset(longest, 'k', sizeof(longest));
    FRESH_REQUEST(rq);
    assert_true(validate_key_prefix(&rq, AT("prefix"), NULL, (struct str){longest, 1024}, 0));
    assert_false(validate_key_prefix(&rq, AT("prefix"), NULL, (struct str){longest, 1025}, 0));
    assert_true(str_contains(first_detail(&rq), STR("has 1025 bytes, and keys have at most 1024")));
}

static void a_rule_without_a_slash_at_its_end_is_warned_of_what_else_it_matches(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_true(validate_rule_prefix(&rq, AT("prefix"), NULL, STR("auto-purge"), 0));
    EXPECT_DIAGNOSTICS(rq, "warning prefix: Prefix does not end with a slash");
    assert_true(str_contains(first_detail(&rq), STR("\"auto-purge-other/x\"")));
}

static void storage_classes_are_in_capitals(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_storage_class, "STANDARD_IA", NULL},          {validate_storage_class, "COLD-TIER-1", NULL},
        {validate_storage_class, "standard_ia", "in capitals"}, {validate_storage_class, "", "in capitals"},
        {validate_storage_class, "GLACIER IR", "in capitals"},
    };
    EXPECT_CHECKS(cases);
}

static void lifecycle_dates_are_days(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_midnight_date, "2027-01-31", NULL},
        {validate_midnight_date, "2027-01-31T00:00:00Z", NULL},
        {validate_midnight_date, "2027-01-31T06:00:00Z", "write \"2027-01-31\""},
        {validate_midnight_date, "2027-02-30", "is no date"},
    };
    EXPECT_CHECKS(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_is_named_without_scheme_arn_or_path),
        cmocka_unit_test(regions_roles_and_accounts_have_amazons_forms),
        cmocka_unit_test(a_leading_slash_would_match_nothing),
        cmocka_unit_test(a_slash_alone_is_not_turned_into_the_whole_bucket),
        cmocka_unit_test(a_prefix_is_no_longer_than_a_key),
        cmocka_unit_test(a_rule_without_a_slash_at_its_end_is_warned_of_what_else_it_matches),
        cmocka_unit_test(storage_classes_are_in_capitals),
        cmocka_unit_test(lifecycle_dates_are_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
