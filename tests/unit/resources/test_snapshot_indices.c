#include "base/expect.h"

#include "resources/snapshot_indices.h"

enum { NAMES_MAX = 4 };

struct names {
    const char *items[NAMES_MAX];
};

static struct optional_strings strings_of(struct arena *arena, const struct names *names)
{
    struct str *items = ARENA_ARRAY(arena, struct str, NAMES_MAX);
    struct optional_strings strings = {.set = true, .items = items};
    while (strings.count < NAMES_MAX && names->items[strings.count]) {
        items[strings.count] = str_from(names->items[strings.count]);
        strings.count++;
    }
    return strings;
}

static void a_request_matches_what_it_can_have_given(void **state)
{
    (void)state;
    static const struct {
        struct names asked, resolved;
        bool matches;
    } cases[] = {
        {{{NULL}}, {{"a", "b"}}, true},
        {{{"*"}}, {{"a"}}, true},
        {{{"_all"}}, {{"a"}}, true},
        {{{"orders-*"}}, {{"orders-1", "orders-2"}}, true},
        {{{"orders-*"}}, {{"orders-1", "logs"}}, false},
        {{{"a", "b"}}, {{"b", "a"}}, true},
        {{{"a", "b"}}, {{"a"}}, false},
        {{{"a"}}, {{"a", "b"}}, false},
        {{{"*", "-logs"}}, {{"orders"}}, true},
        {{{"*", "-logs"}}, {{"orders", "logs"}}, false},
        {{{"*", "-logs-*", "logs-1"}}, {{"logs-1", "orders"}}, true},
        {{{"none-*"}}, {{NULL}}, true},
        {{{"a*b*c"}}, {{"aXbYc", "abc"}}, true},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        if (snapshot_indices_match(strings_of(&arena, &cases[at].asked), strings_of(&arena, &cases[at].resolved)) != cases[at].matches)
            fail_msg("case %zu, which begins with %s", at, cases[at].asked.items[0] ? cases[at].asked.items[0] : "nothing");
    }
}

static void names_are_sorted_and_their_source_is_not(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct optional_strings source = strings_of(&arena, &(struct names){{"b", "a", "C"}});
    struct optional_strings sorted = snapshot_indices_sorted(&arena, source);
    EXPECT_TEXT(sorted.items[0], "C");
    EXPECT_TEXT(sorted.items[2], "b");
    EXPECT_TEXT(source.items[0], "b");
    assert_int_equal(snapshot_indices_sorted(&arena, (struct optional_strings){.set = true}).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_matches_what_it_can_have_given),
        cmocka_unit_test(names_are_sorted_and_their_source_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
