#include "base/expect.h"

#include "s3/lifecycle_view.h"

static struct lifecycle_rule_view read(struct arena *arena, const char *children)
{
    struct lifecycle_rule rule;
    if (!lifecycle_rule_copy(arena, arena_format(arena, "<Rule>%s</Rule>", children), &rule))
        fail_msg("%s", children);
    return rule.view;
}

static void every_known_part_is_read(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct lifecycle_rule_view view =
        read(&arena,
             "<ID>a b/\xC3\xBC</ID><Status>Enabled</Status><Filter><And><Prefix> x/ </Prefix><Tag><Key>k</Key><Value>v</Value></Tag>"
             "<Tag><Key>l</Key><Value/></Tag><ObjectSizeGreaterThan>1</ObjectSizeGreaterThan><ObjectSizeLessThan>54975581388800</ObjectSizeLessThan>"
             "</And></Filter><Expiration><Days> 7 </Days></Expiration><Transition><Days>0</Days><StorageClass>GLACIER</StorageClass></Transition>"
             "<Transition><Date>2026-01-01T00:00:00.000Z</Date><StorageClass>X</StorageClass></Transition>"
             "<NoncurrentVersionTransition><NoncurrentDays>3</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions>"
             "<StorageClass>Y</StorageClass></NoncurrentVersionTransition><NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays>"
             "<NewerNoncurrentVersions>4</NewerNoncurrentVersions></NoncurrentVersionExpiration>"
             "<AbortIncompleteMultipartUpload><DaysAfterInitiation>6</DaysAfterInitiation></AbortIncompleteMultipartUpload>");
    EXPECT_TEXT(view.id, "a b/\xC3\xBC");
    assert_true(view.enabled);
    assert_false(view.prefix_at_rule);
    EXPECT_TEXT(view.filter.prefix, " x/ ");
    assert_int_equal(view.filter.tag_count, 2);
    EXPECT_TEXT(view.filter.tags[0].key, "k");
    EXPECT_TEXT(view.filter.tags[1].value, "");
    assert_int_equal(view.filter.object_size_greater_than.value, 1);
    assert_int_equal(view.filter.object_size_less_than.value, 54975581388800);
    assert_int_equal(view.expiration_days.value, 7);
    assert_int_equal(view.transition_count, 2);
    assert_true(view.transitions[0].days.set);
    EXPECT_TEXT(view.transitions[1].date, "2026-01-01T00:00:00.000Z");
    assert_false(view.transitions[1].days.set);
    assert_int_equal(view.noncurrent_transitions[0].newer_noncurrent_versions.value, 2);
    assert_true(view.noncurrent_expiration);
    assert_int_equal(view.noncurrent_days.value, 5);
    assert_int_equal(view.newer_noncurrent_versions.value, 4);
    assert_int_equal(view.abort_incomplete_multipart_upload_days.value, 6);
    assert_int_equal(view.unknown_count, 0);
}

static void forms_of_the_filter_read_alike(void **state)
{
    (void)state;
    static const struct {
        const char *children;
        bool at_rule;
        const char *prefix;
        size_t tags;
    } cases[] = {
        {"<Status>Enabled</Status>", false, "", 0},
        {"<Filter/>", false, "", 0},
        {"<Filter><Prefix/></Filter>", false, "", 0},
        {"<Prefix/>", true, "", 0},
        {"<Prefix>a&amp;b</Prefix>", true, "a&b", 0},
        {"<Filter><Prefix>a</Prefix></Filter>", false, "a", 0},
        {"<Filter><And><Prefix>a</Prefix></And></Filter>", false, "a", 0},
        {"<Filter><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></Filter>", false, "a", 1},
        {"<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>", false, "", 1},
        {"<Filter><Tag><Key>k</Key></Tag><And><Tag><Key>k</Key></Tag></And></Filter>", false, "", 2},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view view = read(&arena, cases[row].children);
        assert_int_equal(view.prefix_at_rule, cases[row].at_rule);
        EXPECT_TEXT(view.filter.prefix, cases[row].prefix);
        assert_int_equal(view.filter.tag_count, cases[row].tags);
        assert_int_equal(view.unknown_count, 0);
    }
}

static void parts_that_cannot_be_read_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *children, *part;
    } cases[] = {
        {"<Status>enabled</Status>", "Status"},
        {"<NewAction><Days>3</Days></NewAction>", "NewAction"},
        {"<Expiration><Days>seven</Days></Expiration>", "Expiration/Days"},
        {"<Expiration><Days>99999999999999999999</Days></Expiration>", "Expiration/Days"},
        {"<Expiration><Days/></Expiration>", "Expiration/Days"},
        {"<Expiration><ExpiredObjectAllVersions>true</ExpiredObjectAllVersions></Expiration>", "Expiration/ExpiredObjectAllVersions"},
        {"<Expiration><ExpiredObjectDeleteMarker>maybe</ExpiredObjectDeleteMarker></Expiration>", "Expiration/ExpiredObjectDeleteMarker"},
        {"<Filter><Suffix>x</Suffix></Filter>", "Filter/Suffix"},
        {"<Filter><And><And><Prefix>x</Prefix></And></And></Filter>", "Filter/And"},
        {"<Filter><Tag><Key>k</Key><Color>v</Color></Tag></Filter>", "Filter/Tag/Color"},
        {"<Transition><Weeks>1</Weeks></Transition>", "Transition/Weeks"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view view = read(&arena, cases[row].children);
        assert_int_equal(view.unknown_count, 1);
        EXPECT_TEXT(view.unknown[0], cases[row].part);
    }
}

static void an_unclear_status_counts_as_enabled(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    assert_true(read(&arena, "<Status>ENABLED</Status>").enabled);
    assert_true(read(&arena, "").enabled);
    assert_false(read(&arena, "<Status> Disabled\n</Status>").enabled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_known_part_is_read),
        cmocka_unit_test(forms_of_the_filter_read_alike),
        cmocka_unit_test(parts_that_cannot_be_read_are_named),
        cmocka_unit_test(an_unclear_status_counts_as_enabled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
