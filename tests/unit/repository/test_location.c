#include "base/expect.h"

#include "repository/location.h"
#include "s3/lifecycle_view.h"

#define HASH "h10101000010111"

static void settings_of_the_shard_path_are_read(void **state)
{
    (void)state;
    enum shard_paths paths;
    assert_true(shard_paths_parse(STR("fixed"), &paths) && paths == SHARD_PATHS_FIXED);
    assert_true(shard_paths_parse(STR("HASHED_PREFIX"), &paths) && paths == SHARD_PATHS_HASHED_PREFIX);
    assert_true(shard_paths_parse(STR("hashed_infix"), &paths) && paths == SHARD_PATHS_HASHED_INFIX);
    assert_false(shard_paths_parse(STR("hashed"), &paths));
    assert_false(shard_paths_parse(STR(""), &paths));
}

static void prefixes_overlap_where_a_key_can_begin_with_them(void **state)
{
    (void)state;
    static const struct {
        const char *base;
        enum shard_paths paths;
        const char *shard_prefix, *prefix;
        bool overlaps;
    } cases[] = {
        {"dr", SHARD_PATHS_FIXED, "", "", true},
        {"dr", SHARD_PATHS_FIXED, "", "d", true},
        {"dr", SHARD_PATHS_FIXED, "", "dr", true},
        {"dr", SHARD_PATHS_FIXED, "", "dr/", true},
        {"dr", SHARD_PATHS_FIXED, "", "dr/indices/x", true},
        {"/dr/", SHARD_PATHS_FIXED, "", "dr/", true},
        {"a/b", SHARD_PATHS_FIXED, "", "a/", true},
        {"a/b", SHARD_PATHS_FIXED, "", "a/b/c", true},
        {"a/b", SHARD_PATHS_FIXED, "", "a/bc", false},
        {"dr", SHARD_PATHS_FIXED, "", "drx", false},
        {"dr", SHARD_PATHS_FIXED, "", "/dr/", false},
        {"dr", SHARD_PATHS_FIXED, "", "DR/", false},
        {"dr", SHARD_PATHS_FIXED, "", "auto-purge/", false},
        {"dr", SHARD_PATHS_FIXED, "", HASH "/dr/", false},
        {"", SHARD_PATHS_FIXED, "", "anything", true},
        {"/", SHARD_PATHS_FIXED, "", "anything", true},
        {"dr", SHARD_PATHS_HASHED_INFIX, "", "dr/" HASH "/indices/", true},
        {"dr", SHARD_PATHS_HASHED_INFIX, "", HASH "/", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "dr/", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "h", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "_", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "-0", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "+", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "/", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "a", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "auto-purge/", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "a0", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "a2", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "h1010100001011", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH, true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "0", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/d", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/dr/ind", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/dr/indices/AbC/0/__1", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/dr/snap-", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/dr2/", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", HASH "/other", false},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "", "h1010100001012", false},
        {"a/b", SHARD_PATHS_HASHED_PREFIX, "", HASH "/a/b/indices/", true},
        {"a/b", SHARD_PATHS_HASHED_PREFIX, "", HASH "/a/c", false},
        {"/a/b/", SHARD_PATHS_HASHED_PREFIX, "", HASH "/a/b/indices/", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "p-", "p", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "p-", "p-" HASH "/dr/", true},
        {"dr", SHARD_PATHS_HASHED_PREFIX, "p-", HASH "/dr/", false},
        {"", SHARD_PATHS_HASHED_PREFIX, "", "auto-purge/", true},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        struct repository_location location = {
            .base_path = str_from(cases[row].base), .shard_paths = cases[row].paths, .shard_prefix = str_from(cases[row].shard_prefix)};
        if (location_overlaps_prefix(&location, str_from(cases[row].prefix)) != cases[row].overlaps)
            fail_msg("base \"%s\", prefix \"%s\"", cases[row].base, cases[row].prefix);
    }
}

/* The other way round: whatever prefix of a real key is taken, it must be seen. */
static void every_prefix_of_a_real_key_overlaps(void **state)
{
    (void)state;
    static const struct {
        enum shard_paths paths;
        const char *key;
    } cases[] = {
        {SHARD_PATHS_FIXED, "base/path/indices/AbCdEfGhIjKlMnOpQrStUv/0/__x.part1"},
        {SHARD_PATHS_FIXED, "base/path/index.latest"},
        {SHARD_PATHS_HASHED_PREFIX, "_01010101010101/base/path/indices/-bCdEfGhIjKlMnOpQrStUv/12/snap-x.dat"},
        {SHARD_PATHS_HASHED_PREFIX, "base/path/snap-x.dat"},
        {SHARD_PATHS_HASHED_INFIX, "base/path/A11111111111111/indices/AbCdEfGhIjKlMnOpQrStUv/0/index-x"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        struct repository_location location = {.base_path = STR("base/path"), .shard_paths = cases[row].paths};
        struct str key = str_from(cases[row].key);
        for (size_t length = 0; length <= key.len; length++)
            if (!location_overlaps_prefix(&location, str_slice(key, 0, length)))
                fail_msg("%.*s", STR_ARGS(str_slice(key, 0, length)));
    }
}

static void repositories_overlap_when_they_share_keys(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        enum shard_paths a_paths;
        const char *b;
        enum shard_paths b_paths;
        bool overlap;
    } cases[] = {
        {"dr", SHARD_PATHS_FIXED, "dr", SHARD_PATHS_FIXED, true},
        {"dr", SHARD_PATHS_FIXED, "dr2", SHARD_PATHS_FIXED, false},
        {"dr", SHARD_PATHS_FIXED, "dr/two", SHARD_PATHS_FIXED, true},
        {"", SHARD_PATHS_FIXED, "x", SHARD_PATHS_FIXED, true},
        {"a", SHARD_PATHS_HASHED_PREFIX, "b", SHARD_PATHS_HASHED_PREFIX, false},
        {"a", SHARD_PATHS_HASHED_PREFIX, HASH, SHARD_PATHS_FIXED, true},
        {"a", SHARD_PATHS_HASHED_PREFIX, HASH "/b", SHARD_PATHS_FIXED, false},
        {HASH, SHARD_PATHS_FIXED, "a", SHARD_PATHS_HASHED_PREFIX, true},
        {"/a/", SHARD_PATHS_FIXED, "a", SHARD_PATHS_FIXED, true},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        struct repository_location a = {.base_path = str_from(cases[row].a), .shard_paths = cases[row].a_paths};
        struct repository_location b = {.base_path = str_from(cases[row].b), .shard_paths = cases[row].b_paths};
        assert_int_equal(locations_overlap(&a, &b), cases[row].overlap);
        assert_int_equal(locations_overlap(&b, &a), cases[row].overlap);
    }
}

static void a_rule_threatens_hashed_shard_data_outside_the_base_path(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct lifecycle_rule rule;
    assert_true(lifecycle_rule_copy(
        &arena, STR("<Rule><ID>a</ID><Prefix>h</Prefix><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>"), &rule));
    struct repository_location inside = {.base_path = STR("dr")};
    struct repository_location outside = {.base_path = STR("dr"), .shard_paths = SHARD_PATHS_HASHED_PREFIX};
    assert_int_equal(location_threat(&arena, &inside, &rule.view, VERSIONING_NEVER).kind, THREAT_NONE);
    assert_int_equal(location_threat(&arena, &outside, &rule.view, VERSIONING_NEVER).kind, THREAT_EXPIRES);
    assert_int_equal(location_threat(&arena, &outside, &rule.view, VERSIONING_ENABLED).kind, THREAT_MARKS_DELETED);
}

static void patterns_and_texts_name_all_places(void **state)
{
    (void)state;
    static const struct {
        const char *base;
        enum shard_paths paths;
        size_t count;
        const char *first, *second, *text;
    } cases[] = {
        {"dr", SHARD_PATHS_FIXED, 1, "dr/*", NULL, "\"dr/\""},
        {"/a/b/", SHARD_PATHS_HASHED_INFIX, 1, "a/b/*", NULL, "\"a/b/\""},
        {"", SHARD_PATHS_HASHED_PREFIX, 1, "*", NULL, "the whole bucket"},
        {"dr", SHARD_PATHS_HASHED_PREFIX, 2, "dr/*",
         "???????????????"
         "/dr/indices/*",
         "\"dr/\", and its shard data under \"H/dr/indices/\", where H is 15 characters that differ from shard to shard"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct str patterns[2];
        struct repository_location location = {.base_path = str_from(cases[row].base), .shard_paths = cases[row].paths};
        assert_int_equal(location_key_patterns(&arena, &location, patterns), cases[row].count);
        EXPECT_TEXT(patterns[0], cases[row].first);
        if (cases[row].second)
            EXPECT_TEXT(patterns[1], cases[row].second);
        EXPECT_TEXT(location_text(&arena, &location), cases[row].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_of_the_shard_path_are_read),
        cmocka_unit_test(prefixes_overlap_where_a_key_can_begin_with_them),
        cmocka_unit_test(every_prefix_of_a_real_key_overlaps),
        cmocka_unit_test(repositories_overlap_when_they_share_keys),
        cmocka_unit_test(a_rule_threatens_hashed_shard_data_outside_the_base_path),
        cmocka_unit_test(patterns_and_texts_name_all_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
