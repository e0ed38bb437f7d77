#include "aws/region.h"
#include "base/expect.h"

#include <stdlib.h>

static void the_configuration_comes_before_the_environment(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    unsetenv("AWS_REGION");
    unsetenv("AWS_DEFAULT_REGION");
    EXPECT_TEXT(aws_region_find(rq.arena, STR("")), "");
    setenv("AWS_DEFAULT_REGION", "default", 1);
    EXPECT_TEXT(aws_region_find(rq.arena, STR("")), "default");
    setenv("AWS_REGION", "region", 1);
    EXPECT_TEXT(aws_region_find(rq.arena, STR("")), "region");
    EXPECT_TEXT(aws_region_find(rq.arena, STR("given")), "given");
    setenv("AWS_REGION", "", 1);
    EXPECT_TEXT(aws_region_find(rq.arena, STR("")), "default");
    unsetenv("AWS_REGION");
    unsetenv("AWS_DEFAULT_REGION");
}

static void regions_are_labels_in_lower_case(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {{"us-east-1", true}, {"default", true},  {"a", true},     {"", false},     {"US-EAST-1", false}, {"us.east", false}, {"-us", false},
                 {"us-", false},      {"us east", false}, {"us/e", false}, {"us@e", false}, {"us\n", false},      {"ü", false}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        if (aws_region_is_valid(str_from(cases[i].text)) != cases[i].valid)
            fail_msg("\"%s\"", cases[i].text);
    }
    char long_text[65] = {0};
    for (size_t i = 0; i < 63; i++)
        long_text[i] = 'a';
    assert_true(aws_region_is_valid(str_from(long_text)));
    long_text[63] = 'a';
    assert_false(aws_region_is_valid(str_from(long_text)));
}

static void partitions_follow_from_the_region(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"us-east-1", "aws", "amazonaws.com"},
        {"eu-west-1", "aws", "amazonaws.com"},
        {"cn-north-1", "aws-cn", "amazonaws.com.cn"},
        {"cn-northwest-1", "aws-cn", "amazonaws.com.cn"},
        {"us-gov-west-1", "aws-us-gov", "amazonaws.com"},
        {"eusc-de-east-1", "aws-eusc", "amazonaws.eu"},
        {"us-iso-east-1", "aws-iso", "c2s.ic.gov"},
        {"us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"},
        {"default", "aws", "amazonaws.com"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        EXPECT_TEXT(aws_partition(str_from(cases[i][0])), cases[i][1]);
        EXPECT_TEXT(aws_dns_suffix(str_from(cases[i][0])), cases[i][2]);
    }
}

static void amazons_search_hosts_name_their_region(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"search-dr-abc123.us-east-1.es.amazonaws.com", "us-east-1", "es"},
        {"vpc-dr-abc123.eu-central-1.es.amazonaws.com", "eu-central-1", "es"},
        {"search-dr-abc.cn-north-1.es.amazonaws.com.cn", "cn-north-1", "es"},
        {"search-dr-abc.us-gov-west-1.es.amazonaws.com", "us-gov-west-1", "es"},
        {"search-dr-abc.aos.us-west-2.on.aws", "us-west-2", "es"},
        {"abc123.us-east-2.aoss.amazonaws.com", "us-east-2", "aoss"},
        {"SEARCH-DR-ABC.US-EAST-1.ES.AMAZONAWS.COM", "us-east-1", "es"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct aws_search_host found = aws_search_host_read(rq.arena, str_from(cases[i][0]));
        assert_true(found.is_amazon);
        EXPECT_TEXT(found.region, cases[i][1]);
        EXPECT_TEXT(found.service, cases[i][2]);
    }
}

static void other_hosts_are_not_taken_for_amazons(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "",
        "localhost",
        "10.0.0.1",
        "logs.example.com",
        "es.amazonaws.com",
        "us-east-1.es.amazonaws.com",
        ".us-east-1.es.amazonaws.com",
        "search..es.amazonaws.com",
        "search-x.us-east-1.es.amazonaws.com.evil.example",
        "search-x.us-east-1.es.amazonaws.com.",
        "search-x.us-east-1.es.evilamazonaws.com",
        "search-xus-east-1.esXamazonaws.com",
        "a.b.us-east-1.es.amazonaws.com",
        "search-x.us_east.es.amazonaws.com",
        "bucket.s3.us-east-1.amazonaws.com",
        "search-x.aos.on.aws",
        "search-x.us-west-2.on.aws",
        "x.aos..on.aws",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(hosts); i++) {
        FRESH_REQUEST(rq);
        if (aws_search_host_read(rq.arena, str_from(hosts[i])).is_amazon)
            fail_msg("\"%s\"", hosts[i]);
    }
}

static void buckets_have_their_urls(void **state)
{
    (void)state;
    static const struct {
        struct s3_location location;
        const char *key, *expected;
    } cases[] = {
        {{.bucket = STR_INIT("b"), .region = STR_INIT("eu-west-1")}, "", "https://b.s3.eu-west-1.amazonaws.com/"},
        {{.bucket = STR_INIT("b"), .region = STR_INIT("cn-north-1")}, "", "https://b.s3.cn-north-1.amazonaws.com.cn/"},
        {{.bucket = STR_INIT("b"), .region = STR_INIT("eu-west-1")}, "a b/c", "https://b.s3.eu-west-1.amazonaws.com/a%20b/c"},
        {{.bucket = STR_INIT("a.b"), .region = STR_INIT("us-east-1")}, "", "https://s3.us-east-1.amazonaws.com/a.b"},
        {{.bucket = STR_INIT("a.b"), .region = STR_INIT("us-east-1")}, "k", "https://s3.us-east-1.amazonaws.com/a.b/k"},
        {{.bucket = STR_INIT("b"), .region = STR_INIT("us-east-1"), .path_style = true}, "k", "https://s3.us-east-1.amazonaws.com/b/k"},
        {{.bucket = STR_INIT("b"), .endpoint = STR_INIT("http://127.0.0.1:7480")}, "", "http://127.0.0.1:7480/b"},
        {{.bucket = STR_INIT("b"), .endpoint = STR_INIT("http://127.0.0.1:7480/")}, "k", "http://127.0.0.1:7480/b/k"},
        {{.bucket = STR_INIT("b"), .endpoint = STR_INIT("https://gw/store/")}, "//k/../é", "https://gw/store/b///k/../%C3%A9"},
        {{.bucket = STR_INIT("tenant:b"), .endpoint = STR_INIT("http://h")}, "", "http://h/tenant%3Ab"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        EXPECT_TEXT(s3_url(rq.arena, &cases[i].location, str_from(cases[i].key)), cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_configuration_comes_before_the_environment),
        cmocka_unit_test(regions_are_labels_in_lower_case),
        cmocka_unit_test(partitions_follow_from_the_region),
        cmocka_unit_test(amazons_search_hosts_name_their_region),
        cmocka_unit_test(other_hosts_are_not_taken_for_amazons),
        cmocka_unit_test(buckets_have_their_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
