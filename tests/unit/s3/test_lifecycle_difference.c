#include "expect_part.h"

#include "s3/lifecycle_difference.h"

#define RULE(parts) "<Rule><ID>a</ID><Status>Enabled</Status>" parts "</Rule>"
#define WEEK "<Expiration><Days>7</Days></Expiration>"
#define TAG(key, value) "<Tag><Key>" key "</Key><Value>" value "</Value></Tag>"

static void other_spellings_of_the_same_rule_are_equal(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {RULE("<Filter/>" WEEK), RULE("<Filter><Prefix/></Filter>" WEEK)},
        {RULE("<Filter/>" WEEK), RULE("<Prefix></Prefix>" WEEK)},
        {RULE("<Filter/>" WEEK), RULE(WEEK)},
        {RULE("<Filter><Prefix>x</Prefix></Filter>" WEEK), RULE("<Prefix>x</Prefix>" WEEK)},
        {RULE("<Filter><And><Prefix>x</Prefix></And></Filter>" WEEK), RULE("<Filter><Prefix>x</Prefix></Filter>" WEEK)},
        {RULE("<Filter><And><Prefix>x</Prefix>" TAG("k", "v") "</And></Filter>" WEEK),
         RULE("<Filter><Prefix>x</Prefix>" TAG("k", "v") "</Filter>" WEEK)},
        {RULE("<Filter><And><Prefix></Prefix>" TAG("k", "v") "</And></Filter>" WEEK), RULE("<Filter>" TAG("k", "v") "</Filter>" WEEK)},
        {RULE("<Filter><And>" TAG("k", "v") TAG("l", "") "</And></Filter>"), RULE("<Filter><And>" TAG("l", "") TAG("k", "v") "</And></Filter>")},
        {RULE("<Expiration><Date>2026-01-01</Date></Expiration>"), RULE("<Expiration><Date>2026-01-01T00:00:00.000Z</Date></Expiration>")},
        {RULE("<Expiration><Date>2026-01-01T00:00:00Z</Date></Expiration>"), RULE("<Expiration><Date>2026-01-01T02:00:00+02:00</Date></Expiration>")},
        {RULE(WEEK), RULE("<Expiration><Days> 07 </Days><ExpiredObjectDeleteMarker>false</ExpiredObjectDeleteMarker></Expiration>")},
        {RULE("<Transition><Days>1</Days><StorageClass>X</StorageClass></Transition><Transition><Days>2</Days><StorageClass>Y</StorageClass></"
              "Transition>"),
         RULE("<Transition><StorageClass>Y</StorageClass><Days>2</Days></Transition><Transition><Days>1</Days><StorageClass>X</StorageClass></"
              "Transition>")},
        {RULE(WEEK),
         "<s:Rule xmlns:s='urn:x'>\n <s:Expiration><s:Days>7</s:Days></s:Expiration><s:ID>other</s:ID><s:Status>Enabled</s:Status></s:Rule>"},
        {RULE("<New><Deep x='1'>a</Deep></New>"), RULE("<New>\n<Deep>a</Deep>\n</New>")},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++)
        for (size_t first = 0; first < 2; first++) {
            AUTO_ARENA arena = {0};
            struct str text;
            enum rule_difference kind = lifecycle_compare_rules(&arena, str_from(cases[row][first]), str_from(cases[row][1 - first]), &text);
            EXPECT_TEXT(text, "");
            assert_int_equal(kind, RULE_SAME);
        }
}

static void differences_say_which_part(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        enum rule_difference kind;
        const char *text;
    } cases[] = {
        {RULE("<Filter><And><Prefix>x</Prefix><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></And></Filter>" WEEK),
         RULE("<Filter><Prefix>x</Prefix></Filter>" WEEK), RULE_LOST_PARTS, "ObjectSizeGreaterThan \"9\" is gone"},
        {RULE("<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>3</NewerNoncurrentVersions></"
              "NoncurrentVersionExpiration>"),
         RULE("<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"), RULE_LOST_PARTS,
         "NoncurrentVersionExpiration NewerNoncurrentVersions \"3\" is gone"},
        {RULE(WEEK), RULE("<Expiration><Days>8</Days></Expiration>"), RULE_CHANGED, "Expiration Days is \"8\" instead of \"7\""},
        {RULE("<Filter><Prefix>x</Prefix></Filter>" WEEK), RULE(WEEK), RULE_LOST_PARTS, "Prefix \"x\" is gone"},
        {RULE("<Filter><Prefix>x</Prefix></Filter>" WEEK), RULE("<Prefix>X</Prefix>" WEEK), RULE_CHANGED, "Prefix is \"X\" instead of \"x\""},
        {RULE(WEEK), RULE("<Filter><Prefix> </Prefix></Filter>" WEEK), RULE_CHANGED, "Prefix \" \" was added"},
        {RULE(TAG("k", "v") WEEK), RULE(TAG("k", "V") WEEK), RULE_CHANGED, "Tag k is \"V\" instead of \"v\""},
        {"<Rule><Status>Disabled</Status></Rule>", "<Rule><Status>Enabled</Status></Rule>", RULE_CHANGED,
         "Status is \"Enabled\" instead of \"Disabled\""},
        {RULE("<Transition><Days>1</Days><StorageClass>X</StorageClass></Transition>"),
         RULE("<Transition><Days>1</Days><StorageClass>Y</StorageClass></Transition>"), RULE_CHANGED,
         "Transition to X Days \"1\" is gone; Transition to X StorageClass \"X\" is gone; Transition to Y Days \"1\" was added; Transition to Y "
         "StorageClass "
         "\"Y\" was added"},
        {RULE("<New/>" WEEK), RULE(WEEK), RULE_LOST_PARTS, "New \"\" is gone"},
        {RULE(WEEK), "<Rule", RULE_CHANGED, "it cannot be read"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct str text;
        enum rule_difference kind = lifecycle_compare_rules(&arena, str_from(cases[row].before), str_from(cases[row].after), &text);
        EXPECT_TEXT(text, cases[row].text);
        assert_int_equal(kind, cases[row].kind);
    }
}

static struct lifecycle document(struct arena *arena, const char *rules)
{
    struct lifecycle out;
    struct str reason;
    if (!lifecycle_parse(arena, arena_format(arena, "<LifecycleConfiguration>%s</LifecycleConfiguration>", rules), &out, &reason))
        fail_msg("%.*s", STR_ARGS(reason));
    return out;
}

#define NAMED(id, days) "<Rule><ID>" id "</ID><Expiration><Days>" days "</Days></Expiration></Rule>"
#define NAMELESS(days) "<Rule><Expiration><Days>" days "</Days></Expiration></Rule>"

static void documents_are_compared_by_id_in_any_order(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after, *text;
    } cases[] = {
        {NAMED("a", "1") NAMED("b", "2"), NAMED("b", "2") NAMED("a", "1"), ""},
        {NAMED("a", "1") NAMED("b", "2"), NAMED("b", "2"), "rule \"a\": it is missing"},
        {NAMED("a", "1"), NAMED("b", "2") NAMED("a", "1"), "rule \"b\": it is new"},
        {NAMED("a", "1"), NAMED("b", "1"), "rule \"a\": it is missing; rule \"b\": it is new"},
        {NAMED("a", "1") NAMED("b", "2"), NAMED("b", "3") NAMED("a", "1"), "rule \"b\": Expiration Days is \"3\" instead of \"2\""},
        {NAMED("a", "1") NAMED("a", "2"), NAMED("a", "2") NAMED("a", "1"), ""},
        {NAMED("a", "1") NAMED("a", "2"), NAMED("a", "2"), "rule \"a\": it is missing"},
        {NAMELESS("1") NAMELESS("2"), NAMELESS("2") NAMELESS("1"), ""},
        {NAMELESS("1"), NAMELESS("2"), "a rule without id: Expiration Days is \"2\" instead of \"1\""},
        {"", "", ""},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle before = document(&arena, cases[row].before), after = document(&arena, cases[row].after);
        struct lifecycle_difference difference = lifecycle_compare(&arena, &before, &after);
        EXPECT_TEXT(lifecycle_difference_text(&arena, &difference), cases[row].text);
        assert_int_equal(lifecycle_equal(&arena, &before, &after), cases[row].text[0] == '\0');
    }
}

static void the_transition_default_counts_only_when_both_have_it(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        bool equal;
    } cases[] = {{NULL, NULL, true}, {NULL, "x", true}, {"x", NULL, true}, {"x", "x", true}, {"x", "y", false}};
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle before = document(&arena, NAMED("a", "1")), after = document(&arena, NAMED("a", "1"));
        before.transition_default = str_from(cases[row].before);
        after.transition_default = str_from(cases[row].after);
        assert_int_equal(lifecycle_equal(&arena, &before, &after), cases[row].equal);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_spellings_of_the_same_rule_are_equal),
        cmocka_unit_test(differences_say_which_part),
        cmocka_unit_test(documents_are_compared_by_id_in_any_order),
        cmocka_unit_test(the_transition_default_counts_only_when_both_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
