#include "cluster/fake_server.h"
#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "http/http.h"
#include "schemas/s3_bucket_data.h"

#define HEAD ON("HEAD /b", 200, "")
#define VERSIONING ON("GET /b?versioning=", 200, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
#define NO_VERSIONING ON("GET /b?versioning=", 200, "<VersioningConfiguration/>")
#define NO_RULES ON("GET /b?lifecycle=", 404, "<Error><Code>NoSuchLifecycleConfiguration</Code></Error>")
#define NO_LOCK ON("GET /b?object-lock=", 404, "<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>")
#define REPLICATES(status, filter)                                                                                                                   \
    ON("GET /b?replication=", 200,                                                                                                                   \
       "<ReplicationConfiguration><Rule><Status>" status "</Status>" filter "<Destination><Bucket>arn:aws:s3:::dr</Bucket></Destination>"            \
       "</Rule></ReplicationConfiguration>")

/* Reads bucket b from a scripted store; `base_path` may be NULL. */
static bool read(struct request *rq, const struct exchange *script, size_t count, const char *base_path, const char *layout,
                 struct s3_bucket_data *found)
{
    struct fake_server *server = fake_server_start(script, count);
    struct http_client *http = http_client_new(rq, &(struct http_options){0}, PATH_ROOT);
    const struct s3_options options = {.endpoint = str_from(fake_server_url(server)), .http = http};
    struct s3_client *s3 = s3_client_new(rq, &options, PATH_ROOT);
    struct provider provider = {.s3 = s3};
    *found = (struct s3_bucket_data){.bucket = known_string(STR("b"))};
    if (base_path) {
        found->base_path = known_string(str_from(base_path));
        found->shard_path_type = known_string(str_from(layout));
    }
    const struct s3_bucket_data asked = *found;
    bool succeeded = s3_bucket_data_source.read(rq, &provider, &asked, found);
    s3_client_destroy(s3);
    http_client_destroy(http);
    fake_server_stop(server);
    return succeeded;
}

static void expect_coverage(const struct exchange replication, const char *base_path, const char *layout, const char *covers, bool replicates)
{
    FRESH_REQUEST(rq);
    struct s3_bucket_data found;
    const struct exchange script[] = {HEAD, VERSIONING, NO_RULES, replication, NO_LOCK};
    assert_true(read(&rq, script, ARRAY_LENGTH(script), base_path, layout, &found));
    const struct s3_bucket_data_replication_rules *rules = found.replication_rules.items;
    assert_int_equal(found.replication_rules.count, 1);
    EXPECT_TEXT(rules[0].covers_repository.value, covers);
    assert_int_equal(found.replicates_repository.value, replicates);
}

static void a_rule_covers_a_repository_when_it_copies_every_key(void **state)
{
    (void)state;
    const struct exchange all = REPLICATES("Enabled", "<Filter/>"), base = REPLICATES("Enabled", "<Filter><Prefix>logs/</Prefix></Filter>");
    const struct exchange deep = REPLICATES("Enabled", "<Filter><Prefix>logs/indices/</Prefix></Filter>");
    const struct exchange other = REPLICATES("Enabled", "<Filter><Prefix>logs2/</Prefix></Filter>");
    const struct exchange off = REPLICATES("Disabled", "<Filter/>");
    const struct exchange tagged = REPLICATES("Enabled", "<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>");
    expect_coverage(all, "logs", "fixed", "all", true);
    expect_coverage(all, "logs", "hashed_prefix", "all", true);
    expect_coverage(all, "", "fixed", "all", true);
    expect_coverage(base, "logs", "fixed", "all", true);
    expect_coverage(base, "logs/deep", "hashed_infix", "all", true);
    expect_coverage(base, "logs", "hashed_prefix", "some", false);
    expect_coverage(base, "", "fixed", "some", false);
    expect_coverage(deep, "logs", "fixed", "some", false);
    expect_coverage(other, "logs", "fixed", "none", false);
    expect_coverage(off, "logs", "fixed", "none", false);
    expect_coverage(tagged, "logs", "fixed", "none", false);
}

static void without_versions_nothing_is_replicated(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct s3_bucket_data found;
    const struct exchange script[] = {HEAD, NO_VERSIONING, NO_RULES, REPLICATES("Enabled", "<Filter/>"), NO_LOCK};
    assert_true(read(&rq, script, ARRAY_LENGTH(script), "logs", "fixed", &found));
    EXPECT_TEXT(found.versioning.value, "Disabled");
    assert_true(FIELD_IS_KNOWN(found.replicates_repository) && !found.replicates_repository.value);
}

static void without_a_repository_nothing_is_said_about_one(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct s3_bucket_data found;
    const struct exchange script[] = {HEAD, VERSIONING, NO_RULES, REPLICATES("Enabled", "<Filter/>"), NO_LOCK};
    assert_true(read(&rq, script, ARRAY_LENGTH(script), NULL, NULL, &found));
    const struct s3_bucket_data_replication_rules *rules = found.replication_rules.items;
    EXPECT_TEXT(rules[0].destination.value, "arn:aws:s3:::dr");
    assert_true(FIELD_IS_NULL(rules[0].covers_repository) && FIELD_IS_NULL(found.replicates_repository));
    assert_true(FIELD_IS_NULL(found.region) && FIELD_IS_NULL(found.object_lock));
}

static void lifecycle_rules_are_told_part_by_part(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct s3_bucket_data found;
    const struct exchange script[] = {
        HEAD, VERSIONING,
        ON("GET /b?lifecycle=", 200,
           "<LifecycleConfiguration><Rule><ID>a</ID><Filter><And><Prefix>p/</Prefix><Tag><Key>z</Key><Value>1</Value></Tag>"
           "<Tag><Key>a</Key><Value>2</Value></Tag></And></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration>"
           "<Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition></Rule></LifecycleConfiguration>"),
        ON("GET /b?replication=", 404, "<Error><Code>ReplicationConfigurationNotFoundError</Code></Error>"), NO_LOCK};
    assert_true(read(&rq, script, ARRAY_LENGTH(script), NULL, NULL, &found));
    const struct s3_bucket_data_lifecycle_rules *rule = found.lifecycle_rules.items;
    assert_int_equal(found.lifecycle_rules.count, 1);
    EXPECT_TEXT(rule->prefix.value, "p/");
    EXPECT_TEXT(rule->tags.entries[0].key, "a");
    EXPECT_TEXT(rule->tags.entries[1].value.value, "1");
    assert_int_equal(rule->expiration_days.value, 7);
    EXPECT_TEXT(rule->transition_storage_classes.items[0].value, "GLACIER");
    assert_true(FIELD_IS_NULL(rule->noncurrent_days) && !rule->noncurrent_version_expiration.value && rule->unknown_parts.count == 0);
}

static void what_the_store_refuses_is_an_error_at_the_bucket(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct s3_bucket_data found;
    const struct exchange script[] = {HEAD, VERSIONING, NO_RULES, ON("GET /b?replication=", 403, "<Error><Code>AccessDenied</Code></Error>")};
    assert_false(read(&rq, script, ARRAY_LENGTH(script), NULL, NULL, &found));
    EXPECT_ERROR(rq, "bucket", "s3:GetReplicationConfiguration");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_covers_a_repository_when_it_copies_every_key), cmocka_unit_test(without_versions_nothing_is_replicated),
        cmocka_unit_test(without_a_repository_nothing_is_said_about_one),      cmocka_unit_test(lifecycle_rules_are_told_part_by_part),
        cmocka_unit_test(what_the_store_refuses_is_an_error_at_the_bucket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
