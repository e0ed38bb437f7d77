#include "expect_part.h"

#include "s3/lifecycle_difference.h"
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

#define BASE "<Rule><ID>a</ID>"
#define ON "<Status>Enabled</Status>"

static void a_rule_is_written_in_the_form_that_s3_wants(void **state)
{
    (void)state;
    const struct string_pair tags[] = {{STR("k"), STR("v<")}, {STR("l"), STR("")}};
    const struct lifecycle_transition transition = {.days = {true, 0}, .storage_class = STR("GLACIER")};
    const struct lifecycle_transition dated = {.date = STR("2026-01-01"), .storage_class = STR("X")};
    const struct lifecycle_transition noncurrent = {.days = {true, 3}, .newer_noncurrent_versions = {true, 2}, .storage_class = STR("Y")};
    const struct {
        struct lifecycle_rule_view rule;
        enum lifecycle_form form;
        const char *xml;
    } cases[] = {
        {{.enabled = true, .expiration_days = {true, 7}},
         LIFECYCLE_FILTER,
         BASE "<Filter><Prefix></Prefix></Filter>" ON "<Expiration><Days>7</Days></Expiration></Rule>"},
        {{.enabled = true, .filter = {.prefix = STR("a&b/")}, .expiration_date = STR("2026-01-01")},
         LIFECYCLE_FILTER,
         BASE "<Filter><Prefix>a&amp;b/</Prefix></Filter>" ON "<Expiration><Date>2026-01-01T00:00:00Z</Date></Expiration></Rule>"},
        {{.enabled = false, .filter = {.prefix = STR("p")}, .expiration_date = STR("2026-01-01T00:00:00Z")},
         LIFECYCLE_RULE_PREFIX,
         BASE "<Prefix>p</Prefix><Status>Disabled</Status><Expiration><Date>2026-01-01T00:00:00Z</Date></Expiration></Rule>"},
        {{.enabled = true, .abort_incomplete_multipart_upload_days = {true, 3}},
         LIFECYCLE_RULE_PREFIX,
         BASE "<Prefix></Prefix>" ON
              "<AbortIncompleteMultipartUpload><DaysAfterInitiation>3</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>"},
        {{.enabled = true, .filter = {.tags = tags, .tag_count = 1}, .expired_object_delete_marker = {true, true}},
         LIFECYCLE_FILTER,
         BASE "<Filter><Tag><Key>k</Key><Value>v&lt;</Value></Tag></Filter>" ON
              "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>"},
        {{.enabled = true, .filter = {.prefix = STR("p"), .object_size_less_than = {true, 9}}, .transitions = &transition, .transition_count = 1},
         LIFECYCLE_FORM_MIXED,
         BASE "<Filter><And><Prefix>p</Prefix><ObjectSizeLessThan>9</ObjectSizeLessThan></And></Filter>" ON
              "<Transition><Days>0</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>"},
        {{.enabled = true, .filter = {.tags = tags, .tag_count = 2}, .transitions = &dated, .transition_count = 1},
         LIFECYCLE_FILTER,
         BASE "<Filter><And><Tag><Key>k</Key><Value>v&lt;</Value></Tag><Tag><Key>l</Key><Value></Value></Tag></And></Filter>" ON
              "<Transition><Date>2026-01-01T00:00:00Z</Date><StorageClass>X</StorageClass></Transition></Rule>"},
        {{.enabled = true,
          .filter = {.object_size_greater_than = {true, 0}},
          .noncurrent_expiration = true,
          .noncurrent_days = {true, 5},
          .noncurrent_transitions = &noncurrent,
          .noncurrent_transition_count = 1},
         LIFECYCLE_FILTER,
         BASE "<Filter><ObjectSizeGreaterThan>0</ObjectSizeGreaterThan></Filter>" ON
              "<NoncurrentVersionTransition><NoncurrentDays>3</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions><StorageClass>Y"
              "</StorageClass></NoncurrentVersionTransition><NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays>"
              "</NoncurrentVersionExpiration></Rule>"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle_rule_view rule = cases[row].rule;
        rule.id = STR("a");
        EXPECT_TEXT(lifecycle_rule_xml(&arena, &rule, cases[row].form), cases[row].xml);
    }
}

static struct optional_int sometimes(uint32_t *seed)
{
    return next_random(seed) % 2 ? (struct optional_int){true, next_random(seed) % 1000} : (struct optional_int){0};
}

static struct lifecycle_rule_view random_rule(uint32_t *seed, struct string_pair tags[3], struct lifecycle_transition transitions[4])
{
    static const struct str texts[] = {STR_INIT("a"), STR_INIT("b/&<>\"'"), STR_INIT("\xC3\xBC \xE6\x97\xA5"), STR_INIT(""), STR_INIT("\r\n\t x ")};
    struct str text = texts[next_random(seed) % ARRAY_LENGTH(texts)];
    for (size_t at = 0; at < 3; at++)
        tags[at] = (struct string_pair){.key = texts[at], .value = texts[next_random(seed) % ARRAY_LENGTH(texts)]};
    for (size_t at = 0; at < 4; at++)
        transitions[at] = (struct lifecycle_transition){.days = {true, next_random(seed) % 99}, .storage_class = texts[next_random(seed) % 2]};
    return (struct lifecycle_rule_view){
        .id = text,
        .enabled = next_random(seed) % 2,
        .filter = {.prefix = text,
                   .tags = tags,
                   .tag_count = next_random(seed) % 4,
                   .object_size_greater_than = sometimes(seed),
                   .object_size_less_than = sometimes(seed)},
        .expiration_days = sometimes(seed),
        .noncurrent_expiration = true,
        .noncurrent_days = sometimes(seed),
        .newer_noncurrent_versions = sometimes(seed),
        .transitions = transitions,
        .transition_count = next_random(seed) % 3,
        .noncurrent_transitions = transitions + 2,
        .noncurrent_transition_count = next_random(seed) % 3,
        .abort_incomplete_multipart_upload_days = sometimes(seed),
    };
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int turn = 0; turn < 300; turn++) {
        AUTO_ARENA arena = {0};
        struct string_pair tags[3];
        struct lifecycle_transition transitions[4];
        struct lifecycle_rule_view rule = random_rule(&seed, tags, transitions);
        struct str xml = lifecycle_rule_xml(&arena, &rule, LIFECYCLE_FILTER);
        struct lifecycle_rule back;
        assert_true(lifecycle_rule_copy(&arena, xml, &back));
        assert_int_equal(back.view.unknown_count, 0);
        assert_true(str_equal(back.id, rule.id));
        assert_true(str_equal(back.view.filter.prefix, rule.filter.prefix));
        assert_int_equal(back.view.filter.tag_count, rule.filter.tag_count);
        EXPECT_TEXT(lifecycle_rule_xml(&arena, &back.view, LIFECYCLE_FILTER), arena_c_string(&arena, xml));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_known_part_is_read),
        cmocka_unit_test(forms_of_the_filter_read_alike),
        cmocka_unit_test(parts_that_cannot_be_read_are_named),
        cmocka_unit_test(an_unclear_status_counts_as_enabled),
        cmocka_unit_test(a_rule_is_written_in_the_form_that_s3_wants),
        cmocka_unit_test(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
