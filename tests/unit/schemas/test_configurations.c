/* Whole configurations against their schemas: what passes, and which error stands where. */
#include "framework/model.h"
#include "schemas/all_schemas.h"
#include "schemas/provider.h"
#include "schemas/s3_lifecycle_rule.h"
#include "schemas/snapshot.h"
#include "schemas/snapshot_policy.h"
#include "schemas/snapshot_repository.h"
#include "schemas/snapshots_data.h"
#include "value/json.h"

static const struct configuration {
    const struct schema *schema;
    const char *json;
    const char *diagnostics; /* one a line; empty: it passes */
} configurations[] = {
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"s3\":{\"bucket\":\"acme\",\"base_path\":\"repo\",\"chunk_size\":\"1gb\"}}", ""},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"hdfs\":{\"uri\":\"hdfs://n:8020/\",\"path\":\"p\",\"conf\":{\"dfs.replication\":\"2\"}}}", ""},
    {&snapshot_repository_schema, "{\"name\":\"dr\"}", "error : One of these attributes must be set"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"s3\":{\"bucket\":\"acme\"},\"fs\":{\"location\":\"/mnt\"}}",
     "error fs: Only one of these attributes may be set"},
    {&snapshot_repository_schema, "{\"name\":\"*\",\"fs\":{\"location\":\"/mnt\"}}", "error name: Not a name for a repository"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"s3\":{\"bucket\":\"acme\",\"base_path\":\"/repo\"}}", "error s3.base_path: Not a base path"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"s3\":{\"bucket\":\"acme\",\"shard_path_type\":\"flat\"}}",
     "error s3.shard_path_type: Value is not one of those allowed"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"s3\":{}}", "error s3.bucket: Attribute is required"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"s3\":{\"bucket\":\"acme\",\"bulk_delete_size\":1001}}",
     "error s3.bulk_delete_size: Number is out of range"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"lifecycle_guard\":\"maybe\",\"fs\":{\"location\":\"/mnt\"}}",
     "error lifecycle_guard: Value is not one of those allowed"},
    {&snapshot_repository_schema, "{\"name\":\"dr\",\"fs\":{\"location\":\"/mnt\"},\"timeouts\":{\"create\":\"5d\"}}",
     "error timeouts.create: Not a duration"},
    {&s3_lifecycle_rule_schema, "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"auto-purge/\"},\"expiration\":{\"days\":7}}", ""},
    {&s3_lifecycle_rule_schema, "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"/auto-purge\"},\"expiration\":{\"days\":7}}",
     "error filter.prefix: Not a prefix of keys"},
    {&s3_lifecycle_rule_schema, "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"expiration\":{\"days\":7}}", "error filter: Attribute is required"},
    {&s3_lifecycle_rule_schema, "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"a/\"},\"expiration\":{\"days\":0}}",
     "error expiration.days: Number is out of range"},
    {&s3_lifecycle_rule_schema, "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"a/\"},\"expiration\":{}}",
     "error expiration: One of these attributes must be set"},
    {&s3_lifecycle_rule_schema,
     "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"a/\"},\"transitions\":[{\"days\":1,\"date\":\"2027-01-31\",\"storage_class\":"
     "\"GLACIER\"}]}",
     "error transitions.date: Only one of these attributes may be set"},
    {&s3_lifecycle_rule_schema,
     "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"a/\"},\"expiration\":{\"date\":\"2027-01-31T12:00:00Z\"}}",
     "error expiration.date: Not a day"},
    {&s3_lifecycle_rule_schema, "{\"bucket\":\"acme\",\"rule_id\":\"\",\"filter\":{\"prefix\":\"a/\"},\"expiration\":{\"days\":1}}",
     "error rule_id: Text is too short or too long"},
    {&s3_lifecycle_rule_schema,
     "{\"bucket\":\"acme\",\"rule_id\":\"r\",\"filter\":{\"prefix\":\"a/\"},\"protected_prefixes\":[\"b/\",\"/c\"],\"expiration\":{\"days\":1}}",
     "error protected_prefixes[1]: Not a prefix of keys"},
    {&snapshot_policy_schema,
     "{\"name\":\"daily\",\"repository\":\"dr\",\"schedule\":{\"cron\":\"0 2 * * *\"},\"retention\":{\"expire_after\":\"5d\"}}", ""},
    {&snapshot_policy_schema, "{\"name\":\"daily\",\"repository\":\"dr\",\"schedule\":{\"cron\":\"0 2 * * *\",\"interval\":\"1d\"}}",
     "error schedule.interval: Only one of these attributes may be set"},
    {&snapshot_policy_schema, "{\"name\":\"daily\",\"repository\":\"dr\",\"schedule\":{\"cron\":\"0 30 1 * * ?\"}}",
     "error schedule.cron: Not a schedule"},
    {&snapshot_policy_schema, "{\"name\":\"daily\",\"repository\":\"dr\",\"schedule\":{\"interval\":\"1d\"},\"retention\":{}}",
     "error retention: One of these attributes must be set"},
    {&snapshot_policy_schema, "{\"name\":\"daily\",\"repository\":\"dr\",\"schedule\":{\"interval\":\"1d\"},\"backend\":\"runner\"}",
     "error backend: Value is not one of those allowed"},
    {&snapshot_schema, "{\"name\":\"daily-initial\",\"repository\":\"dr\",\"indices\":[\"a,b\"]}", "error indices[0]: Not an index"},
    {&snapshot_schema, "{\"name\":\"daily-initial\",\"repository\":\"dr\",\"on_destroy\":\"forget\"}",
     "error on_destroy: Value is not one of those allowed"},
    {&snapshots_data_schema, "{\"repository\":\"cs-automated-enc\",\"state\":\"SUCCESS\"}", ""},
    {&snapshots_data_schema, "{\"repository\":\"_all\"}", "error repository: Not the name of a repository"},
    {&provider_schema, "{\"endpoints\":[\"https://a:9200\"],\"username\":\"u\",\"password\":\"p\"}", ""},
    {&provider_schema, "{}", ""},
    {&provider_schema, "{\"username\":\"u\",\"api_key\":\"k\"}", "error api_key: Only one of these attributes may be set"},
    {&provider_schema, "{\"endpoints\":[\"a:9200\"]}", "error endpoints[0]: Not a URL"},
    {&provider_schema, "{\"aws\":{\"access_key\":\"a\"}}", "error aws.access_key: These attributes belong together"},
    {&provider_schema, "{\"aws\":{\"assume_role\":{}}}", "error aws.assume_role.role_arn: Attribute is required"},
};

static void each_configuration_gives_its_errors_and_no_others(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(configurations); at++) {
        const struct object_schema *root = &configurations[at].schema->root;
        FRESH_REQUEST(rq);
        struct value config;
        assert_true(json_decode(&rq, schema_type(root), str_from(configurations[at].json), &config));
        bool passed = schema_validate(&rq, root, &config, true);
        if (passed != (configurations[at].diagnostics[0] == '\0'))
            print_error("%s\n", configurations[at].json);
        EXPECT_DIAGNOSTICS(rq, configurations[at].diagnostics);
    }
}

/* The tables bind every attribute to the member of its name. */
static void a_configuration_arrives_in_the_struct(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value config;
    struct snapshot_policy model = {0};
    struct str json =
        STR("{\"name\":\"daily\",\"repository\":\"dr\",\"schedule\":{\"cron\":\"0 2 * * *\",\"timezone\":\"Z\"},\"retention\":{"
            "\"max_count\":9,\"schedule\":{\"cron\":\"1 * * * *\"}},\"indices\":[\"b\",\"a\"],\"metadata\":{\"k\":\"v\"},\"partial\":true}");
    assert_true(json_decode(&rq, schema_type(&snapshot_policy_schema.root), json, &config));
    assert_true(model_from_value(&rq, &snapshot_policy_schema.root, &config, &model));
    EXPECT_TEXT(model.name.value, "daily");
    EXPECT_TEXT(model.schedule.timezone.value, "Z");
    assert_int_equal(model.retention.max_count.value, 9);
    EXPECT_TEXT(model.retention.schedule.cron.value, "1 * * * *");
    EXPECT_TEXT(model.indices.items[0].value, "b");
    EXPECT_TEXT(model.metadata.entries[0].value.value, "v");
    assert_true(model.partial.value);
    assert_int_equal(model.notification.state, FIELD_NULL);
    struct value back = model_to_value(rq.arena, &snapshot_policy_schema.root, &model);
    assert_true(value_equal(&back, &config));
}

/* An attribute called "state" in an element does not collide with the element's own state. */
static void an_attribute_called_state_has_a_member_of_its_own(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct snapshots_data_snapshots element = {.state = FIELD_KNOWN, .state_ = known_string(STR("SUCCESS"))};
    struct snapshots_data model = {.snapshots = {.state = FIELD_KNOWN, .items = &element, .count = 1}};
    struct value value = model_to_value(rq.arena, &snapshots_data_schema.root, &model);
    struct value list = value_member(&value, STR("snapshots"));
    struct value text = value_member(&list.items[0], STR("state"));
    EXPECT_TEXT(text.text, "SUCCESS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_configuration_gives_its_errors_and_no_others),
        cmocka_unit_test(a_configuration_arrives_in_the_struct),
        cmocka_unit_test(an_attribute_called_state_has_a_member_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
