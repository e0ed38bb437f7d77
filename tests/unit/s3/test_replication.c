#include "s3/replication.h"

#include "expect_part.h"
#include "scripted_service.h"

#define CEPH "http://ceph:8000"
#define REPLICATION "GET " CEPH "/b?replication="
#define LOCK "GET " CEPH "/b?object-lock="
#define ERROR(code) "<?xml version=\"1.0\"?><Error><Code>" code "</Code><Message>So it is.</Message></Error>"

static void rules_tell_what_they_copy_and_where(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH,
             {REPLICATION, NULL, 200,
              "<ReplicationConfiguration><Role>r</Role>"
              "<Rule><ID>a</ID><Priority>2</Priority><Status>Enabled</Status><Filter><Prefix>logs/</Prefix></Filter>"
              "<Destination><Bucket>arn:aws:s3:::dr</Bucket></Destination><DeleteMarkerReplication><Status>Enabled</Status>"
              "</DeleteMarkerReplication></Rule>"
              "<Rule><Status>Disabled</Status><Prefix>old/</Prefix><Destination><Bucket>x</Bucket></Destination></Rule>"
              "<Rule><Status>Enabled</Status><Filter><And><Prefix>p</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter></Rule>"
              "<Rule><Status>Enabled</Status><Filter/></Rule></ReplicationConfiguration>",
              NULL, NULL, 0});
    struct replication found;
    assert_true(s3_get_replication(&s.rq, s.client, &s.bucket, &found, &s.error));
    assert_int_equal(found.count, 4);
    EXPECT_TEXT(found.role, "r");
    EXPECT_TEXT(found.rules[0].id, "a");
    EXPECT_TEXT(found.rules[0].prefix, "logs/");
    EXPECT_TEXT(found.rules[0].destination, "arn:aws:s3:::dr");
    assert_true(found.rules[0].enabled && found.rules[0].copies_delete_markers && !found.rules[0].has_tags);
    assert_int_equal(found.rules[0].priority.value, 2);
    EXPECT_TEXT(found.rules[1].prefix, "old/");
    assert_true(!found.rules[1].enabled && !found.rules[1].copies_delete_markers && !found.rules[1].priority.set);
    EXPECT_TEXT(found.rules[2].prefix, "p");
    assert_true(found.rules[2].has_tags);
    EXPECT_TEXT(found.rules[3].prefix, "");
}

static void a_bucket_without_rules_is_no_error(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {REPLICATION, NULL, 404, ERROR("ReplicationConfigurationNotFoundError"), NULL, NULL, 0},
             {REPLICATION, NULL, 200, "<ReplicationConfiguration><Role></Role></ReplicationConfiguration>", NULL, NULL, 0});
    struct replication found = {.count = 9};
    assert_true(s3_get_replication(&s.rq, s.client, &s.bucket, &found, &s.error));
    assert_int_equal(found.count, 0);
    assert_true(s3_get_replication(&s.rq, s.client, &s.bucket, &found, &s.error));
    assert_int_equal(found.count, 0);
}

static void a_lock_tells_its_default(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH,
             {LOCK, NULL, 200,
              "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode>"
              "<Days>30</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
              NULL, NULL, 0},
             {LOCK, NULL, 200, "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>", NULL, NULL, 0},
             {LOCK, NULL, 404, ERROR("ObjectLockConfigurationNotFoundError"), NULL, NULL, 0});
    struct object_lock lock;
    assert_true(s3_get_object_lock(&s.rq, s.client, &s.bucket, &lock, &s.error));
    assert_true(lock.enabled && lock.days.set && !lock.years.set);
    EXPECT_TEXT(lock.mode, "GOVERNANCE");
    assert_int_equal(lock.days.value, 30);
    assert_true(s3_get_object_lock(&s.rq, s.client, &s.bucket, &lock, &s.error));
    assert_true(lock.enabled && !lock.days.set && lock.mode.len == 0);
    assert_true(s3_get_object_lock(&s.rq, s.client, &s.bucket, &lock, &s.error));
    assert_false(lock.enabled);
}

static void other_answers_are_errors(void **state)
{
    (void)state;
    SCRIPTED(s, CEPH, {REPLICATION, NULL, 200, "<ListBucketResult/>", NULL, NULL, 0}, {REPLICATION, NULL, 200, "no XML", NULL, NULL, 0},
             {REPLICATION, NULL, 403, ERROR("AccessDenied"), NULL, NULL, 0}, {LOCK, NULL, 404, ERROR("NoSuchBucket"), NULL, NULL, 0});
    struct replication found;
    struct object_lock lock;
    assert_false(s3_get_replication(&s.rq, s.client, &s.bucket, &found, &s.error));
    EXPECT_PART(s.error.message, "a <ListBucketResult>, not a <ReplicationConfiguration>");
    assert_false(s3_get_replication(&s.rq, s.client, &s.bucket, &found, &s.error));
    EXPECT_PART(s.error.message, "no XML document");
    assert_false(s3_get_replication(&s.rq, s.client, &s.bucket, &found, &s.error));
    assert_int_equal(s.error.kind, S3_DENIED);
    assert_false(s3_get_object_lock(&s.rq, s.client, &s.bucket, &lock, &s.error));
    assert_int_equal(s.error.kind, S3_NO_BUCKET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_tell_what_they_copy_and_where),
        cmocka_unit_test(a_bucket_without_rules_is_no_error),
        cmocka_unit_test(a_lock_tells_its_default),
        cmocka_unit_test(other_answers_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
