#include "base/expect.h"
#include "functions/functions.h"

/* One ? for each. */
#define FIFTEEN_CHARACTERS                                                                                                                           \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"                                                                                                                                              \
    "?"

static bool call(struct request *rq, const char *bucket, const char *base_path, const char *layout, struct str *policy)
{
    const struct value arguments[] = {value_string(str_from(bucket)), value_string(str_from(base_path)), value_string(str_from(layout))};
    struct value result = VALUE_OF_NULL;
    bool succeeded = snapshot_role_policy_function.call(rq, arguments, &result);
    *policy = succeeded ? result.text : STR("");
    return succeeded;
}

/* What the policy says between the actions on objects and the end of its statement. */
static void expect_objects(const char *base_path, const char *layout, const char *resources)
{
    FRESH_REQUEST(rq);
    struct str policy;
    assert_true(call(&rq, "acme", base_path, layout, &policy));
    struct str expected = arena_format(rq.arena,
                                       "{\"Statement\":[{\"Action\":[\"s3:GetBucketLocation\",\"s3:ListBucket\",\"s3:ListBucketMultipartUploads\"],"
                                       "\"Effect\":\"Allow\",\"Resource\":[\"arn:aws:s3:::acme\"],\"Sid\":\"ListBucket\"},"
                                       "{\"Action\":[\"s3:AbortMultipartUpload\",\"s3:DeleteObject\",\"s3:GetObject\","
                                       "\"s3:ListMultipartUploadParts\",\"s3:PutObject\"],\"Effect\":\"Allow\",\"Resource\":[%s],"
                                       "\"Sid\":\"UseRepository\"}],\"Version\":\"2012-10-17\"}",
                                       resources);
    EXPECT_TEXT(policy, expected.ptr);
}

static void the_policy_covers_the_keys_of_every_layout_and_no_others(void **state)
{
    (void)state;
    expect_objects("logs/prod", "fixed", "\"arn:aws:s3:::acme/logs/prod/*\"");
    expect_objects("logs/prod", "HASHED_INFIX", "\"arn:aws:s3:::acme/logs/prod/*\"");
    expect_objects("logs", "hashed_prefix", "\"arn:aws:s3:::acme/logs/*\",\"arn:aws:s3:::acme/" FIFTEEN_CHARACTERS "/logs/indices/*\"");
    expect_objects("", "fixed", "\"arn:aws:s3:::acme/*\"");
    expect_objects("", "hashed_prefix", "\"arn:aws:s3:::acme/*\"");
}

static void wildcards_in_a_base_path_stand_for_themselves(void **state)
{
    (void)state;
    expect_objects("a*", "fixed", "\"arn:aws:s3:::acme/a${*}/*\"");
}

static void an_arn_keeps_its_partition(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct str policy;
    assert_true(call(&rq, "arn:aws-cn:s3:::acme", "logs", "fixed", &policy));
    assert_true(str_contains(policy, STR("[\"arn:aws-cn:s3:::acme\"]")));
    assert_true(str_contains(policy, STR("[\"arn:aws-cn:s3:::acme/logs/*\"]")));
}

static void expect_refused(const char *bucket, const char *base_path, const char *layout, const char *diagnostics)
{
    FRESH_REQUEST(rq);
    struct str policy;
    assert_false(call(&rq, bucket, base_path, layout, &policy));
    EXPECT_DIAGNOSTICS(rq, diagnostics);
}

static void wrong_arguments_are_errors_at_their_place(void **state)
{
    (void)state;
    expect_refused("acme", "logs", "hashed", "error [2]: No such layout");
    expect_refused("acme", "logs", "", "error [2]: No such layout");
    expect_refused("acme", "logs/", "fixed", "error [1]: Not a base path");
    expect_refused("s3://acme", "logs", "fixed", "error [0]: Not the name of a bucket");
    expect_refused("acme*", "logs", "fixed", "error [0]: Not the name of a bucket");
    expect_refused("arn:aws:s3:::", "logs", "fixed", "error [0]: Not the name of a bucket");
    expect_refused("arn:aws:s3:::acme/logs", "logs", "fixed", "error [0]: Not the name of a bucket");
    expect_refused("arn:aws:es:eu-west-1:1:acme", "logs", "fixed", "error [0]: Not the name of a bucket");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_policy_covers_the_keys_of_every_layout_and_no_others),
        cmocka_unit_test(wildcards_in_a_base_path_stand_for_themselves),
        cmocka_unit_test(an_arn_keeps_its_partition),
        cmocka_unit_test(wrong_arguments_are_errors_at_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
