#include "expect_part.h"

#include "s3/lifecycle_threat.h"
#include "s3/lifecycle_view.h"

static struct lifecycle_rule_view read(struct arena *arena, const char *children)
{
    struct lifecycle_rule rule;
    if (!lifecycle_rule_copy(arena, arena_format(arena, "<Rule><ID>a</ID>%s</Rule>", children), &rule))
        fail_msg("%s", children);
    return rule.view;
}

#define ON "<Status>Enabled</Status>"
#define WEEK "<Expiration><Days>7</Days></Expiration>"
#define MOVE(class) "<Transition><Days>1</Days><StorageClass>" class "</StorageClass></Transition>"
#define NONCURRENT "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"

static void the_effect_follows_actions_and_versioning(void **state)
{
    (void)state;
    static const struct {
        const char *children;
        enum bucket_versioning versioning;
        enum lifecycle_threat_kind kind;
        const char *action;
    } cases[] = {
        {ON WEEK, VERSIONING_NEVER, THREAT_EXPIRES, "expires objects after 7 days"},
        {ON WEEK, VERSIONING_SUSPENDED, THREAT_EXPIRES, "expires objects after 7 days"},
        {ON WEEK, VERSIONING_UNKNOWN, THREAT_EXPIRES, "expires objects after 7 days"},
        {ON WEEK, VERSIONING_ENABLED, THREAT_MARKS_DELETED, "hides objects behind delete markers after 7 days"},
        {WEEK, VERSIONING_NEVER, THREAT_EXPIRES, "expires objects after 7 days"},
        {"<Status>Disabled</Status>" WEEK MOVE("GLACIER"), VERSIONING_NEVER, THREAT_NONE, ""},
        {ON "<Expiration><Days>1</Days></Expiration>", VERSIONING_NEVER, THREAT_EXPIRES, "expires objects after 1 day"},
        {ON "<Expiration><Date>2020-01-01</Date></Expiration>", VERSIONING_NEVER, THREAT_EXPIRES, "expires objects on 2020-01-01"},
        {ON "<Expiration><Days>soon</Days></Expiration>", VERSIONING_NEVER, THREAT_EXPIRES, "expires objects at a time that cannot be read"},
        {ON "<Expiration><Date><X/></Date></Expiration>", VERSIONING_NEVER, THREAT_EXPIRES, "expires objects at a time that cannot be read"},
        {ON "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>", VERSIONING_ENABLED, THREAT_NONE, ""},
        {ON NONCURRENT, VERSIONING_ENABLED, THREAT_NONE, ""},
        {ON NONCURRENT, VERSIONING_NEVER, THREAT_NONE, ""},
        {ON "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>", VERSIONING_NEVER,
         THREAT_NONE, ""},
        {ON MOVE("STANDARD_IA") MOVE("ONEZONE_IA") MOVE("INTELLIGENT_TIERING"), VERSIONING_NEVER, THREAT_NONE, ""},
        {ON MOVE("GLACIER_IR"), VERSIONING_NEVER, THREAT_DOUBTFUL, "moves objects to the storage class \"GLACIER_IR\" after 1 day"},
        {ON MOVE("COLD_TAPE"), VERSIONING_NEVER, THREAT_DOUBTFUL, "moves objects to the storage class \"COLD_TAPE\" after 1 day"},
        {ON MOVE("STANDARD_IA") MOVE("GLACIER"), VERSIONING_NEVER, THREAT_ARCHIVES, "moves objects to the storage class \"GLACIER\" after 1 day"},
        {ON MOVE("DEEP_ARCHIVE"), VERSIONING_ENABLED, THREAT_ARCHIVES, "moves objects to the storage class \"DEEP_ARCHIVE\" after 1 day"},
        {ON WEEK MOVE("DEEP_ARCHIVE"), VERSIONING_ENABLED, THREAT_MARKS_DELETED, "hides objects behind delete markers after 7 days"},
        {ON "<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>",
         VERSIONING_ENABLED, THREAT_NONE, ""},
        {ON "<NewAction/>", VERSIONING_ENABLED, THREAT_DOUBTFUL, "has a part that cannot be judged (NewAction)"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view rule = read(&arena, cases[row].children);
        struct lifecycle_threat threat = lifecycle_rule_effect(&arena, &rule, cases[row].versioning);
        EXPECT_TEXT(threat.action, cases[row].action);
        assert_int_equal(threat.kind, cases[row].kind);
    }
}

static void markers_with_noncurrent_expiration_end_the_chance_to_repair(void **state)
{
    (void)state;
    static const struct {
        const char *children;
        enum bucket_versioning versioning;
        bool ends_repair;
    } cases[] = {
        {ON WEEK NONCURRENT, VERSIONING_ENABLED, true},
        {ON WEEK, VERSIONING_ENABLED, false},
        {ON NONCURRENT, VERSIONING_ENABLED, false},
        {ON "<Expiration><Days>7</Days><ExpiredObjectAllVersions>true</ExpiredObjectAllVersions></Expiration>", VERSIONING_ENABLED, true},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view rule = read(&arena, cases[row].children);
        assert_int_equal(lifecycle_rule_effect(&arena, &rule, cases[row].versioning).ends_repair, cases[row].ends_repair);
    }
}

static void tags_and_sizes_do_not_make_a_rule_safe(void **state)
{
    (void)state;
    static const char *const filters[] = {"<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>",
                                          "<Filter><ObjectSizeGreaterThan>1</ObjectSizeGreaterThan></Filter>",
                                          "<Filter><ObjectSizeLessThan>1</ObjectSizeLessThan></Filter>"};
    for (size_t row = 0; row < ARRAY_LENGTH(filters); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view rule = read(&arena, arena_format(&arena, ON WEEK "%s", filters[row]).ptr);
        struct lifecycle_threat threat = lifecycle_rule_threat(&arena, &rule, &STR("dr/"), 1, VERSIONING_NEVER);
        assert_int_equal(threat.kind, THREAT_EXPIRES);
        assert_true(threat.only_some);
    }
}

static void only_overlapping_prefixes_are_threatened(void **state)
{
    (void)state;
    static const struct {
        const char *prefix;
        bool threatened;
    } cases[] = {{"", true},     {"d", true},     {"dr", true}, {"dr/", true},    {"dr/indices/x", true}, {"DR/", false},
                 {"/dr", false}, {"dr2/", false}, {"x", false}, {"other/", true}, {"othe", true},         {"auto-purge/", false}};
    const struct str keys[] = {STR("dr/"), STR("other/")};
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view rule = read(&arena, arena_format(&arena, ON WEEK "<Prefix>%s</Prefix>", cases[row].prefix).ptr);
        struct lifecycle_threat threat = lifecycle_rule_threat(&arena, &rule, keys, ARRAY_LENGTH(keys), VERSIONING_NEVER);
        assert_int_equal(threat.kind, cases[row].threatened ? THREAT_EXPIRES : THREAT_NONE);
        EXPECT_TEXT(threat.prefix, cases[row].prefix);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_effect_follows_actions_and_versioning),
        cmocka_unit_test(markers_with_noncurrent_expiration_end_the_chance_to_repair),
        cmocka_unit_test(tags_and_sizes_do_not_make_a_rule_safe),
        cmocka_unit_test(only_overlapping_prefixes_are_threatened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
