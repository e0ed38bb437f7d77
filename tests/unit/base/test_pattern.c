#include "base/expect.h"
#include "base/pattern.h"

static void a_star_stands_for_any_text(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *name;
        bool matches;
    } cases[] = {
        {"", "", true},
        {"", "a", false},
        {"a", "", false},
        {"a", "a", true},
        {"a", "A", false},
        {"*", "", true},
        {"*", "abc", true},
        {"a*", "a", true},
        {"a*", "abc", true},
        {"a*", "ba", false},
        {"*a", "a", true},
        {"*a", "bca", true},
        {"*a", "ab", false},
        {"a*c", "ac", true},
        {"a*c", "abbc", true},
        {"a*c", "abcd", false},
        {"a*b*c", "a-b-b-c", true},
        {"a*b*c", "a-c-b", false},
        {"**", "x", true},
        {"a**b", "ab", true},
        {"*ab*", "aab", true},
        {"*aab", "aaab", true},
        {"a?c", "abc", false},
        {"a?c", "a?c", true},
        {"[a]", "a", false},
        {"daily-*", "daily-2026", true},
        {"daily-*", "daily", false},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++)
        if (pattern_matches(str_from(cases[at].pattern), str_from(cases[at].name)) != cases[at].matches)
            fail_msg("%s and %s", cases[at].pattern, cases[at].name);
}

static void empty_views_are_empty_texts(void **state)
{
    (void)state;
    assert_true(pattern_matches((struct str){0}, (struct str){0}));
    assert_true(pattern_matches(STR("*"), (struct str){0}));
    assert_false(pattern_matches((struct str){0}, STR("a")));
}

static void many_stars_do_not_take_long(void **state)
{
    (void)state;
    char name[4000];
    for (size_t at = 0; at < sizeof(name); at++)
        name[at] = 'a';
    assert_false(pattern_matches(STR("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"), (struct str){name, sizeof(name)}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_star_stands_for_any_text),
        cmocka_unit_test(empty_views_are_empty_texts),
        cmocka_unit_test(many_stars_do_not_take_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
