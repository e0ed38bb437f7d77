#include "validators/expect_check.h"

static void a_base_path_has_no_slash_at_either_end(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_base_path, "elasticsearch/repo", NULL}, {validate_base_path, "", NULL},
        {validate_base_path, "/repo", "write \"repo\""},  {validate_base_path, "repo/", "write \"repo\""},
        {validate_base_path, "//a/b//", "write \"a/b\""}, {validate_base_path, "/", "leave it out"},
    };
    EXPECT_CHECKS(cases);
}

static void a_url_repository_has_one_of_five_schemes(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_repository_url, "file:/mnt/backups/dr/", NULL},
        {validate_repository_url, "https://example.com/repo/", NULL},
        {validate_repository_url, "jar:file:/mnt/a.zip!/repo/", NULL},
        {validate_repository_url, "ftp://example.com/", NULL},
        {validate_repository_url, "s3://bucket/repo", "begins with http:"},
        {validate_repository_url, "/mnt/backups", "begins with http:"},
        {validate_repository_url, "file:", "begins with http:"},
        {validate_repository_url, "file:/mnt/a b", "begins with http:"},
        {validate_repository_url, "", "begins with http:"},
    };
    EXPECT_CHECKS(cases);
}

static void hadoop_needs_a_host(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_hdfs_uri, "hdfs://namenode:8020/", NULL},   {validate_hdfs_uri, "hdfs://ha-cluster", NULL},
        {validate_hdfs_uri, "hdfs:///path", "is no address"}, {validate_hdfs_uri, "hdfs://", "is no address"},
        {validate_hdfs_uri, "namenode:8020", "hdfs://HOST"},  {validate_hdfs_uri, "hdfs://:8020/", "is no address"},
    };
    EXPECT_CHECKS(cases);
}

static void endpoints_are_base_urls(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_http_url, "https://search.example.com", NULL},
        {validate_http_url, "http://127.0.0.1:9200/", NULL},
        {validate_http_url, "HTTPS://[::1]:9200/elasticsearch", NULL},
        {validate_http_url, "search.example.com", "is no base URL"},
        {validate_http_url, "ftp://search.example.com", "is no base URL"},
        {validate_http_url, "https://", "is no base URL"},
        {validate_http_url, "https://a:b", "is no base URL"},
        {validate_http_url, "https://a:70000", "is no base URL"},
        {validate_http_url, "https://a/?pretty", "is no base URL"},
        {validate_http_url, "https://a/?", "is no base URL"},
        {validate_http_url, "https://a/#top", "is no base URL"},
        {validate_http_url, "https://a b/", "is no base URL"},
        {validate_http_url, "", "is no base URL"},
    };
    EXPECT_CHECKS(cases);
}

static void a_password_in_a_url_is_refused_and_not_repeated(void **state)
{
    (void)state;
    static const char *const urls[] = {"https://user:hunter2@a/", "https://user:hunter2@", "user:hunter2@a"};
    for (size_t at = 0; at < ARRAY_LENGTH(urls); at++) {
        FRESH_REQUEST(rq);
        assert_false(validate_http_url(&rq, AT("endpoints"), NULL, str_from(urls[at]), 0));
        EXPECT_DIAGNOSTICS(rq, "error endpoints: Credentials in a URL");
        assert_false(str_contains(first_detail(&rq), STR("hunter2")));
    }
}

#define BYTES_31 "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCD"

static void a_fingerprint_has_64_digits_with_or_without_colons(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {validate_sha256, BYTES_31 "ef", NULL},
        {validate_sha256, "00:" BYTES_31, NULL},
        {validate_sha256, BYTES_31 ":ef", NULL},
        {validate_sha256, "", "64 hexadecimal digits"},
        {validate_sha256, BYTES_31 "e", "64 hexadecimal digits"},
        {validate_sha256, BYTES_31 "eff", "64 hexadecimal digits"},
        {validate_sha256, BYTES_31 "eg", "64 hexadecimal digits"},
        {validate_sha256, ":" BYTES_31 "ef", "64 hexadecimal digits"},
        {validate_sha256, BYTES_31 "ef:", "64 hexadecimal digits"},
        {validate_sha256, "0:0" BYTES_31, "64 hexadecimal digits"},
        {validate_sha256, "00::" BYTES_31, "64 hexadecimal digits"},
    };
    EXPECT_CHECKS(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_base_path_has_no_slash_at_either_end),
        cmocka_unit_test(a_url_repository_has_one_of_five_schemes),
        cmocka_unit_test(hadoop_needs_a_host),
        cmocka_unit_test(endpoints_are_base_urls),
        cmocka_unit_test(a_password_in_a_url_is_refused_and_not_repeated),
        cmocka_unit_test(a_fingerprint_has_64_digits_with_or_without_colons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
