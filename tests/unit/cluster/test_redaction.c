#include "base/expect.h"
#include "cluster/cluster_private.h"

static const struct {
    const char *text, *secret, *kept;
} cases[] = {
    {"token abcdef is not known", "abcdef", "token (secret) is not known"},
    {"abcdef", "abcdef", "(secret)"},
    {"abcdefabcdef, abcde", "abcdef", "(secret)(secret), abcde"},
    {"nothing of it", "abcdef", "nothing of it"},
    {"", "abcdef", ""},
    {"abcdef", "", "abcdef"},
};

static void every_place_of_a_secret_is_replaced(void **state)
{
    (void)state;
    AUTO(arena_clean_up) struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        EXPECT_TEXT(redact(&arena, str_from(cases[i].text), str_from(cases[i].secret)), cases[i].kept);
}

static void what_is_too_short_to_be_told_from_words_is_left_alone(void **state)
{
    (void)state;
    AUTO(arena_clean_up) struct arena arena = {0};
    EXPECT_TEXT(redact(&arena, STR("a blue car"), STR("blue")), "a blue car");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_of_a_secret_is_replaced),
        cmocka_unit_test(what_is_too_short_to_be_told_from_words_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
