#include "cluster/answer_meaning.h"

#include "base/expect.h"
#include "cluster/cluster_private.h"

static const struct error_meaning rows[] = {
    {404, NULL, "Policy not found", MEANS_ABSENT},
    {500, NULL, "Policy not found", MEANS_UNREADABLE},
    {0, "busy_exception", "in use*", MEANS_BUSY},
    {400, "name_exception", "*exists", MEANS_TAKEN},
    {409, NULL, NULL, MEANS_CONFLICT},
};

static enum answer_meaning meaning(int status, const char *type, const char *reason)
{
    struct cluster_answer answer = {.status = status, .type = str_from(type), .reason = str_from(reason)};
    return answer_meaning(&answer, rows, ARRAY_LENGTH(rows));
}

static void an_answer_means_what_its_status_and_exact_reason_say(void **state)
{
    (void)state;
    assert_int_equal(meaning(404, "any", "Policy not found"), MEANS_ABSENT);
    assert_int_equal(meaning(500, "any", "Policy not found"), MEANS_UNREADABLE);
    assert_int_equal(meaning(404, "any", "Policy not found."), MEANS_FAILED);
    assert_int_equal(meaning(404, "any", "policy not found"), MEANS_FAILED);
    assert_int_equal(meaning(503, "busy_exception", "in use by x"), MEANS_BUSY);
    assert_int_equal(meaning(503, "other", "in use by x"), MEANS_FAILED);
    assert_int_equal(meaning(400, "name_exception", "[a] exists"), MEANS_TAKEN);
    assert_int_equal(meaning(400, "name_exception", "[a] exists not"), MEANS_FAILED);
    assert_int_equal(meaning(409, "x", "y"), MEANS_CONFLICT);
    assert_int_equal(meaning(502, "", ""), MEANS_FAILED);
    assert_int_equal(meaning(0, "", "no answer"), MEANS_FAILED);
}

static void success_needs_json(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_ANSWER json = {0}, page = {0};
    cluster_answer_read(&arena, 200, STR("{}"), &json);
    cluster_answer_read(&arena, 200, STR("<html>login</html>"), &page);
    assert_int_equal(answer_meaning(&json, NULL, 0), MEANS_SUCCESS);
    assert_int_equal(answer_meaning(&page, NULL, 0), MEANS_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_means_what_its_status_and_exact_reason_say),
        cmocka_unit_test(success_needs_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
