#include "framework/gadget.h"

#include "framework/private_state.h"

static void entries_survive_the_bytes(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct private_state private = private_state_decode(rq.arena, (struct str){0});
    rq.private_state = &private;
    assert_true(str_is_empty(private_state_get(&rq, "note")));
    private_state_set(&rq, "note", STR("a \"quoted\" \xc3\xa9"));
    private_state_set(&rq, "other", STR("x"));
    private_state_set(&rq, "other", STR("y"));
    struct private_state again = private_state_decode(rq.arena, private_state_encode(rq.arena, &private));
    rq.private_state = &again;
    EXPECT_TEXT(private_state_get(&rq, "note"), "a \"quoted\" \xc3\xa9");
    EXPECT_TEXT(private_state_get(&rq, "other"), "y");
    assert_true(str_is_empty(private_state_get(&rq, "missing")));
}

static void foreign_bytes_count_as_empty(void **state)
{
    (void)state;
    static const char *const cases[] = {"", "\xff\xfe", "[]", "1", "null", "{\"a\":", "msgpack?"};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct private_state private = private_state_decode(rq.arena, str_from(cases[at]));
        rq.private_state = &private;
        assert_true(str_is_empty(private_state_get(&rq, "a")));
        assert_int_equal(private_state_encode(rq.arena, &private).len, 0);
    }
}

static void entries_that_are_no_texts_are_not_given_out(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct private_state private = private_state_decode(rq.arena, STR("{\"note\":[1]}"));
    rq.private_state = &private;
    assert_true(str_is_empty(private_state_get(&rq, "note")));
}

static void outside_a_resource_there_is_none(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    private_state_set(&rq, "note", STR("x"));
    assert_true(str_is_empty(private_state_get(&rq, "note")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_survive_the_bytes),
        cmocka_unit_test(foreign_bytes_count_as_empty),
        cmocka_unit_test(entries_that_are_no_texts_are_not_given_out),
        cmocka_unit_test(outside_a_resource_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
