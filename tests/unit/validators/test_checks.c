#include "validators/checks.h"

#include "validators/expect_check.h"

static bool odd_length_check(struct arena *arena, struct str text, struct str *problem)
{
    return text.len % 2 == 1 || problem_is(arena, problem, "has %zu letters: write one more", text.len);
}

static validate_fn validate_odd_length;

DEFINE_VALIDATOR(validate_odd_length, "Length is even", odd_length_check)

static void a_problem_becomes_an_error_that_begins_with_the_text(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_false(validate_odd_length(&rq, AT("name"), NULL, STR("ab"), 0));
    EXPECT_DIAGNOSTICS(rq, "error name: Length is even");
    EXPECT_TEXT(first_detail(&rq), "\"ab\" has 2 letters: write one more.");
}

static void what_passes_says_nothing(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_true(validate_odd_length(&rq, AT("name"), NULL, STR("abc"), 0));
    assert_null(rq.first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_problem_becomes_an_error_that_begins_with_the_text),
        cmocka_unit_test(what_passes_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
