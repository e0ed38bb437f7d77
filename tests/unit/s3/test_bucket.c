#include "expect_part.h"
#include "scripted_service.h"

#include "s3/lifecycle_writer.h"

#define CEPH "http://ceph:8000"
#define RULES "<LifecycleConfiguration><Rule><ID>a</ID><Filter/><Status>Enabled</Status></Rule></LifecycleConfiguration>"
#define ERROR(code) "<?xml version=\"1.0\"?><Error><Code>" code "</Code><Message>So it is.</Message><RequestId>R1</RequestId></Error>"
#define TRANSITION_DEFAULT "x-amz-transition-default-minimum-object-size"

static void rules_come_with_the_transition_default(void **state)
{
    (void)state;
    SCRIPTED(s, "",
             {"GET https://b.s3.us-east-1.amazonaws.com/?lifecycle=", "us-east-1", 200, RULES, TRANSITION_DEFAULT, "varies_by_storage_class", 0});
    struct lifecycle document;
    assert_true(s3_get_lifecycle(&s.rq, s.client, &s.bucket, &document, &s.error));
    assert_int_equal(document.count, 1);
    EXPECT_TEXT(document.transition_default, "varies_by_storage_class");
    EXPECT_TEXT(sent.service, "s3");
    EXPECT_TEXT(sent.headers, "");
}

static void no_rules_are_no_error(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {"GET " CEPH "/b?lifecycle=", NULL, 404, ERROR("NoSuchLifecycleConfiguration"), NULL, NULL, 0},
             {"DELETE " CEPH "/b?lifecycle=", NULL, 404, ERROR("NoSuchLifecycleConfiguration"), NULL, NULL, 0},
             {"DELETE " CEPH "/b?lifecycle=", NULL, 204, "", NULL, NULL, 0});
    struct lifecycle document = {.count = 9};
    assert_true(s3_get_lifecycle(&s.rq, s.client, &s.bucket, &document, &s.error));
    assert_int_equal(document.count, 0);
    EXPECT_TEXT(document.xml, "");
    assert_true(s3_delete_lifecycle(&s.rq, s.client, &s.bucket, &s.error));
    assert_true(s3_delete_lifecycle(&s.rq, s.client, &s.bucket, &s.error));
}

static void answers_of_another_kind_are_not_believed(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {"GET " CEPH "/b?lifecycle=", NULL, 200, "<ListBucketResult/>", NULL, NULL, 0},
             {"GET " CEPH "/b?lifecycle=", NULL, 200, "", NULL, NULL, 0},
             {"GET " CEPH "/b?versioning=", NULL, 200, "<ListBucketResult/>", NULL, NULL, 0},
             {"GET " CEPH "/b?versioning=", NULL, 200, "<html><br></html>", NULL, NULL, 0});
    struct lifecycle document;
    enum bucket_versioning versioning;
    assert_false(s3_get_lifecycle(&s.rq, s.client, &s.bucket, &document, &s.error));
    assert_int_equal(s.error.kind, S3_UNEXPECTED);
    EXPECT_PART(s.error.message, "it is a <ListBucketResult>");
    assert_false(s3_get_lifecycle(&s.rq, s.client, &s.bucket, &document, &s.error));
    assert_int_equal(s.error.kind, S3_UNEXPECTED);
    assert_false(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
    EXPECT_PART(s.error.message, "a <ListBucketResult>, not a <VersioningConfiguration>");
    assert_false(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
    EXPECT_PART(s.error.message, "no XML document");
}

static void a_put_carries_checksum_default_and_owner(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {"PUT " CEPH "/b?lifecycle=", NULL, 200, "", NULL, NULL, 0});
    struct lifecycle document = {.xml = STR("hello"), .transition_default = STR("all_storage_classes_128K")};
    s.bucket.expected_owner = STR("123456789012");
    assert_true(s3_put_lifecycle(&s.rq, s.client, &s.bucket, &document, &s.error));
    EXPECT_TEXT(sent.body, "hello");
    EXPECT_TEXT(sent.headers, "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==\n" TRANSITION_DEFAULT ": all_storage_classes_128K\n"
                              "x-amz-expected-bucket-owner: 123456789012\n");
}

static void a_default_that_nobody_sent_is_not_sent(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {"PUT " CEPH "/b?lifecycle=", NULL, 200, "", NULL, NULL, 0});
    struct lifecycle document = {.xml = STR("hello")};
    assert_true(s3_put_lifecycle(&s.rq, s.client, &s.bucket, &document, &s.error));
    EXPECT_TEXT(sent.headers, "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==\n");
}

static void the_writer_speaks_to_the_service(void **state)
{
    (void)state;
    static const struct scripted_answer script[] = {
        {"GET " CEPH "/b?lifecycle=", NULL, 200, RULES, NULL, NULL, 0},
        {"GET " CEPH "/b?lifecycle=", NULL, 200, RULES, NULL, NULL, 0},
        {"DELETE " CEPH "/b?lifecycle=", NULL, 204, "", NULL, NULL, 0},
        {"GET " CEPH "/b?lifecycle=", NULL, 404, ERROR("NoSuchLifecycleConfiguration"), NULL, NULL, 0},
        {"GET " CEPH "/b?lifecycle=", NULL, 404, ERROR("NoSuchLifecycleConfiguration"), NULL, NULL, 0},
    };
    AUTO(scripted_stop) struct scripted s = {0};
    scripted_start(&s, CEPH, script, ARRAY_LENGTH(script));
    struct lifecycle_writer writer = {.store = &s3_lifecycle_store, .context = s.client, .pause_ms = 1};
    struct lifecycle_change change = {.rule_id = STR("a")};
    assert_true(lifecycle_change(&s.rq, &writer, &s.bucket, &change, NULL));
}

static void versioning_has_three_states(void **state)
{
    (void)state;
    SCRIPTED(
        s, CEPH, {"GET " CEPH "/b?versioning=", NULL, 200, "<VersioningConfiguration/>", NULL, NULL, 0},
        {"GET " CEPH "/b?versioning=", NULL, 200, "<VersioningConfiguration xmlns='urn:x'><Status>Enabled</Status></VersioningConfiguration>", NULL,
         NULL, 0},
        {"GET " CEPH "/b?versioning=", NULL, 200, "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>", NULL, NULL, 0},
        {"GET " CEPH "/b?versioning=", NULL, 200, "<VersioningConfiguration><Status>Maybe</Status></VersioningConfiguration>", NULL, NULL, 0});
    static const enum bucket_versioning expected[] = {VERSIONING_NEVER, VERSIONING_ENABLED, VERSIONING_SUSPENDED};
    enum bucket_versioning versioning;
    for (size_t at = 0; at < ARRAY_LENGTH(expected); at++) {
        assert_true(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
        assert_int_equal(versioning, expected[at]);
    }
    assert_false(s3_get_versioning(&s.rq, s.client, &s.bucket, &versioning, &s.error));
    EXPECT_PART(s.error.message, "\"Maybe\" is unknown");
}

static void listings_are_decoded_page_by_page(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH,
             {"GET " CEPH "/b?list-type=2&encoding-type=url&delimiter=%2F&max-keys=3&prefix=a%20b%2F%C3%BC", NULL, 200,
              "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>t=/+</NextContinuationToken>"
              "<Contents><Key>a+b%2F%C3%BC%2b%zz%4</Key><Size>7</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
              "<StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>a+b%2Fc%2F</Prefix></CommonPrefixes></ListBucketResult>",
              NULL, NULL, 0},
             {"GET " CEPH "/b?list-type=2&encoding-type=url&continuation-token=t%3D%2F%2B", NULL, 200,
              "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a+b%2F</Key><Size>0</Size></Contents></ListBucketResult>", NULL, NULL,
              0});
    struct s3_list_options options = {.prefix = STR("a b/\xC3\xBC"), .delimiter = STR("/"), .max_keys = 3};
    struct s3_listing listing;
    assert_true(s3_list_objects(&s.rq, s.client, &s.bucket, &options, &listing, &s.error));
    assert_int_equal(listing.object_count, 1);
    EXPECT_TEXT(listing.objects[0].key, "a b/\xC3\xBC+%zz%4");
    assert_int_equal(listing.objects[0].bytes, 7);
    EXPECT_TEXT(listing.objects[0].last_modified, "2026-01-01T00:00:00.000Z");
    EXPECT_TEXT(listing.objects[0].storage_class, "STANDARD");
    EXPECT_TEXT(listing.common_prefixes[0], "a b/c/");
    EXPECT_TEXT(listing.next_token, "t=/+");
    options = (struct s3_list_options){.token = listing.next_token};
    assert_true(s3_list_objects(&s.rq, s.client, &s.bucket, &options, &listing, &s.error));
    EXPECT_TEXT(listing.objects[0].key, "a+b%2F");
    EXPECT_TEXT(listing.next_token, "");
}

static void incomplete_listings_are_refused(void **state)
{
    (void)state;
#define LISTING(inside) {"GET " CEPH "/b?list-type=2&encoding-type=url", NULL, 200, "<ListBucketResult>" inside "</ListBucketResult>", NULL, NULL, 0}
    SCRIPTED(s, CEPH, LISTING("<IsTruncated>true</IsTruncated>"), LISTING("<Contents><Size>1</Size></Contents>"),
             LISTING("<Contents><Key>k</Key></Contents>"), LISTING("<Contents><Key>k</Key><Size>-1</Size></Contents>"),
             LISTING("<Contents><Key>k</Key><Size>x</Size></Contents>"));
    for (size_t at = 0; at < ARRAY_LENGTH(s_script); at++) {
        struct s3_listing listing;
        assert_false(s3_list_objects(&s.rq, s.client, &s.bucket, &(struct s3_list_options){.max_keys = 0}, &listing, &s.error));
        assert_int_equal(s.error.kind, S3_UNEXPECTED);
        EXPECT_TEXT(s.error.message, "the list of objects is incomplete");
    }
}

static void objects_are_read_up_to_a_limit(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {"GET " CEPH "/b/a%20b/%C3%BC", NULL, 200, "12345", NULL, NULL, 0}, {"GET " CEPH "/b/k", NULL, 200, "123456", NULL, NULL, 0},
             {"GET " CEPH "/b/k", NULL, 404, ERROR("NoSuchKey"), NULL, NULL, 0}, {"GET " CEPH "/b/k", NULL, 404, "", NULL, NULL, 0},
             {"GET " CEPH "/b/k", NULL, 404, ERROR("NoSuchBucket"), NULL, NULL, 0});
    static const enum s3_error_kind kinds[] = {S3_UNEXPECTED, S3_NO_OBJECT, S3_NO_OBJECT, S3_NO_BUCKET};
    struct str bytes;
    assert_true(s3_get_object(&s.rq, s.client, &s.bucket, STR("a b/\xC3\xBC"), 5, &bytes, &s.error));
    EXPECT_TEXT(bytes, "12345");
    for (size_t at = 0; at < ARRAY_LENGTH(kinds); at++) {
        assert_false(s3_get_object(&s.rq, s.client, &s.bucket, STR("k"), 5, &bytes, &s.error));
        assert_int_equal(s.error.kind, kinds[at]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_come_with_the_transition_default),
        cmocka_unit_test(no_rules_are_no_error),
        cmocka_unit_test(answers_of_another_kind_are_not_believed),
        cmocka_unit_test(a_put_carries_checksum_default_and_owner),
        cmocka_unit_test(a_default_that_nobody_sent_is_not_sent),
        cmocka_unit_test(the_writer_speaks_to_the_service),
        cmocka_unit_test(versioning_has_three_states),
        cmocka_unit_test(listings_are_decoded_page_by_page),
        cmocka_unit_test(incomplete_listings_are_refused),
        cmocka_unit_test(objects_are_read_up_to_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
