#include "base/expect.h"

#include "s3/lifecycle_view.h"

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
        cmocka_unit_test(a_rule_is_written_in_the_form_that_s3_wants),
        cmocka_unit_test(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
