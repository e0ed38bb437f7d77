#include "cluster/repositories.h"

#include "cluster/fake_server.h"

#include "base/clock.h"

#define LIST "GET /_snapshot?flat_settings=true"
#define ONE "GET /_snapshot/dr?flat_settings=true"

static const struct string_pair settings[] = {{STR_INIT("bucket"), STR_INIT("b")}, {STR_INIT("readonly"), STR_INIT("true")}};
static const struct repository dr = {.name = STR_INIT("dr"), .type = STR_INIT("s3"), .settings = {true, settings, ARRAY_LENGTH(settings)}};

static bool parse(struct arena *arena, const char *text, struct repository_list *list)
{
    AUTO_JSON *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    return repositories_parse(arena, json, list);
}

static void settings_are_flat_texts_sorted_by_key(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = read_data("repositories_flat");
    struct repository_list list;
    assert_true(repositories_parse(&arena, json, &list));
    assert_int_equal(list.count, 3);
    EXPECT_TEXT(list.items[0].name, "archive");
    EXPECT_TEXT(list.items[1].name, "cs-automated");
    EXPECT_TEXT(list.items[2].type, "s3");
    EXPECT_TEXT(list.items[2].uuid, "hBX0000000000000000000");
    EXPECT_TEXT(repository_setting(&list.items[2], "throttled_delete_retry.maximum_delay"), "1s");
    EXPECT_TEXT(repository_setting(&list.items[2], "readonly"), "true");
    assert_null(repository_setting(&list.items[2], "region").ptr);
    EXPECT_TEXT(list.items[2].settings.pairs[0].key, "bucket");
    EXPECT_TEXT(list.items[0].uuid, "");
}

static void nested_settings_read_the_same_as_flat_ones(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct repository_list list;
    assert_true(parse(&arena, "{\"dr\":{\"type\":\"s3\",\"settings\":{\"throttled_delete_retry\":{\"maximum_delay\":\"1s\"},\"n\":3}}}", &list));
    EXPECT_TEXT(repository_setting(&list.items[0], "throttled_delete_retry.maximum_delay"), "1s");
    EXPECT_TEXT(repository_setting(&list.items[0], "n"), "3");
}

static void an_answer_of_another_form_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "[]", "{\"dr\":[]}", "{\"dr\":{}}", "{\"dr\":{\"type\":3}}", "{\"dr\":{\"type\":\"s3\",\"settings\":[]}}", "{\"acknowledged\":true}"};
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct repository_list list;
        if (parse(&arena, cases[i], &list))
            fail_msg("%s should be refused", cases[i]);
    }
}

static void a_registration_is_sent_without_verification(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("PUT /_snapshot/dr?verify=false", 200, "{\"acknowledged\":true}",
                      .contains = "{\"type\":\"s3\",\"settings\":{\"bucket\":\"b\",\"readonly\":\"true\"}}"));
    assert_true(repository_put(&fake.rq, fake.cluster, &dr));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_repository_in_use_is_tried_again(void **state)
{
    (void)state;
    SCRIPTED(
        fake, ON("PUT /_snapshot/dr?verify=false", 500, "@repository_in_use"),
        ON("PUT /_snapshot/dr?verify=false", 409, "{\"error\":{\"type\":\"repository_conflict_exception\",\"reason\":\"[dr] trying to modify\"}}"),
        ON("PUT /_snapshot/dr?verify=false", 200, "{\"acknowledged\":true}"));
    assert_true(repository_put(&fake.rq, fake.cluster, &dr));
}

static void a_repository_that_stays_in_use_is_an_error_at_the_deadline(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("DELETE /_snapshot/dr", 500, "@repository_in_use", .again = true));
    fake.rq.deadline_ms = clock_monotonic_ms() + 2000;
    assert_false(repository_delete(&fake.rq, fake.cluster, dr.name));
    EXPECT_ERROR(fake.rq, "", "currently used");
}

static void a_repository_that_cannot_be_registered_is_an_error_with_the_reason(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("PUT /_snapshot/dr?verify=false", 500,
                      "{\"error\":{\"type\":\"repository_exception\",\"reason\":\"[dr] failed to create "
                      "repository\",\"caused_by\":{\"type\":\"x\",\"reason\":\"no such client\"}},\"status\":500}"));
    assert_false(repository_put(&fake.rq, fake.cluster, &dr));
    EXPECT_ERROR(fake.rq, "", "repository_exception: [dr] failed to create repository (x: no such client)");
}

static void names_that_a_server_would_expand_are_never_sent(void **state)
{
    (void)state;
    static const char *const names[] = {"*", "a,b", "_all", "", "cs-automated", "d*", "a/b"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        AUTO(scripted_stop) struct scripted fake = {0};
        struct repository one = dr;
        scripted_start(&fake, NULL, 0);
        one.name = str_from(names[i]);
        assert_false(repository_delete(&fake.rq, fake.cluster, one.name));
        EXPECT_ERROR(fake.rq, "name", "must not");
        assert_false(repository_put(&fake.rq, fake.cluster, &one));
    }
}

static void only_the_exact_answer_means_that_a_repository_is_gone(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(ONE, 404, "@repository_missing"), ON(ONE, 404, "{\"error\":\"no such path\"}"), ON(ONE, 404, "<html>404</html>"));
    struct repository found;
    struct request second = {.arena = &fake.arena}, third = {.arena = &fake.arena};
    bool gone = false;
    assert_true(repository_read_now(&fake.rq, fake.cluster, dr.name, &found, &gone));
    assert_true(gone);
    EXPECT_NO_DIAGNOSTICS(fake.rq);
    assert_false(repository_read_now(&second, fake.cluster, dr.name, &found, &gone));
    EXPECT_ERROR(second, "", "no such path");
    assert_false(repository_read_now(&third, fake.cluster, dr.name, &found, &gone));
    EXPECT_ERROR(third, "", "status 404");
}

static void a_repository_is_read_with_flat_settings(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(ONE, 200, "@repository_one"), ON(ONE, 200, "@repositories_flat"), ON(ONE, 200, "{}"));
    struct repository found;
    bool gone = true;
    assert_true(repository_read_now(&fake.rq, fake.cluster, dr.name, &found, &gone));
    assert_false(gone);
    EXPECT_TEXT(repository_setting(&found, "bucket"), "acme-backups-us-east-1");
    assert_true(repository_read_now(&fake.rq, fake.cluster, dr.name, &found, &gone));
    EXPECT_TEXT(found.name, "dr");
    assert_false(repository_read_now(&fake.rq, fake.cluster, dr.name, &found, &gone));
    EXPECT_ERROR(fake.rq, "", "does not describe the repository");
}

static void many_reads_share_one_list_until_something_is_written(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 200, "@repositories_flat"), ON("DELETE /_snapshot/dr", 200, "{\"acknowledged\":true}"), ON(LIST, 200, "{}"));
    struct repository found;
    struct repository_list list;
    bool gone = true;
    assert_true(repository_read(&fake.rq, fake.cluster, dr.name, &found, &gone) && !gone);
    assert_true(repository_read(&fake.rq, fake.cluster, STR("archive"), &found, &gone) && !gone);
    assert_true(repository_read(&fake.rq, fake.cluster, STR("nobody"), &found, &gone) && gone);
    assert_true(repositories_list(&fake.rq, fake.cluster, &list) && list.count == 3);
    assert_true(repository_delete(&fake.rq, fake.cluster, dr.name));
    assert_true(repository_read(&fake.rq, fake.cluster, dr.name, &found, &gone) && gone);
}

static void a_list_that_is_forgotten_is_asked_for_again(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 200, "@repositories_flat"), ON(LIST, 200, "{}"));
    struct repository_list list;
    assert_true(repositories_list(&fake.rq, fake.cluster, &list) && list.count == 3);
    repositories_forget(fake.cluster);
    assert_true(repositories_list(&fake.rq, fake.cluster, &list) && list.count == 0);
}

static void a_list_that_failed_is_asked_for_again(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 500, "{\"error\":\"broken\"}"), ON(LIST, 200, "{}"));
    struct repository_list list;
    assert_false(repositories_list(&fake.rq, fake.cluster, &list));
    assert_true(repositories_list(&fake.rq, fake.cluster, &list));
    assert_int_equal(list.count, 0);
}

static void a_user_who_may_not_list_reads_one_by_one(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(LIST, 403, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"no permissions\"}}"), ON(ONE, 200, "@repository_one"),
             ON(LIST, 403, "{}"));
    struct repository found;
    struct repository_list list;
    bool gone = true;
    assert_true(repository_read(&fake.rq, fake.cluster, dr.name, &found, &gone) && !gone);
    EXPECT_NO_DIAGNOSTICS(fake.rq);
    assert_false(repositories_list(&fake.rq, fake.cluster, &list));
    EXPECT_ERROR(fake.rq, "", "may not list repositories");
}

static void verification_tells_what_the_nodes_said(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("POST /_snapshot/dr/_verify", 200, "{\"nodes\":{\"a\":{\"name\":\"one\"},\"b\":{\"name\":\"two\"}}}"),
             ON("POST /_snapshot/dr/_verify", 500, "@repository_verification_failed"), ON("POST /_snapshot/dr/_verify", 404, "@repository_missing"));
    size_t nodes = 0;
    struct request second = {.arena = &fake.arena};
    assert_true(repository_verify(&fake.rq, fake.cluster, dr.name, &nodes));
    assert_int_equal(nodes, 2);
    assert_false(repository_verify(&fake.rq, fake.cluster, dr.name, NULL));
    EXPECT_ERROR(fake.rq, "", "The specified bucket does not exist");
    assert_false(repository_verify(&second, fake.cluster, dr.name, NULL));
    EXPECT_ERROR(second, "", "[dr] missing");
}

static void unregistering_what_is_gone_is_success(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("DELETE /_snapshot/dr", 404, "@repository_missing"), ON("DELETE /_snapshot/dr", 404, "{\"error\":\"other\"}"));
    assert_true(repository_delete(&fake.rq, fake.cluster, dr.name));
    assert_false(repository_delete(&fake.rq, fake.cluster, dr.name));
    EXPECT_ERROR(fake.rq, "", "other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_flat_texts_sorted_by_key),
        cmocka_unit_test(nested_settings_read_the_same_as_flat_ones),
        cmocka_unit_test(an_answer_of_another_form_is_refused),
        cmocka_unit_test(a_registration_is_sent_without_verification),
        cmocka_unit_test(a_repository_in_use_is_tried_again),
        cmocka_unit_test(a_repository_that_stays_in_use_is_an_error_at_the_deadline),
        cmocka_unit_test(a_repository_that_cannot_be_registered_is_an_error_with_the_reason),
        cmocka_unit_test(names_that_a_server_would_expand_are_never_sent),
        cmocka_unit_test(only_the_exact_answer_means_that_a_repository_is_gone),
        cmocka_unit_test(a_repository_is_read_with_flat_settings),
        cmocka_unit_test(many_reads_share_one_list_until_something_is_written),
        cmocka_unit_test(a_list_that_is_forgotten_is_asked_for_again),
        cmocka_unit_test(a_list_that_failed_is_asked_for_again),
        cmocka_unit_test(a_user_who_may_not_list_reads_one_by_one),
        cmocka_unit_test(verification_tells_what_the_nodes_said),
        cmocka_unit_test(unregistering_what_is_gone_is_success),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
