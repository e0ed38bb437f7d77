#include "cluster/snapshots.h"

#include "cluster/fake_server.h"

#include "base/clock.h"

#define GET_IT "GET /_snapshot/dr/daily-initial"
#define PUT_IT "PUT /_snapshot/dr/daily-initial?wait_for_completion=false"
#define DELETE_IT "DELETE /_snapshot/dr/daily-initial"

static const struct snapshot_spec spec = {.repository = STR_INIT("dr"), .name = STR_INIT("daily-initial")};

static bool parse(struct arena *arena, const char *text, struct snapshot_list *list)
{
    AUTO_JSON *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    return snapshots_parse(arena, json, list);
}

static void a_snapshot_is_read_with_all_its_details(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = read_data("snapshot_success");
    struct snapshot_list list;
    assert_true(snapshots_parse(&arena, json, &list));
    const struct snapshot *one = &list.items[0];
    EXPECT_TEXT(one->name, "daily-initial");
    EXPECT_TEXT(one->uuid, "Nt_Sa-7wSmmcRDbHczY0CQ");
    EXPECT_TEXT(one->state, "SUCCESS");
    EXPECT_TEXT(one->version, "3.6.0");
    assert_int_equal(one->index_count, 2);
    EXPECT_TEXT(one->indices[1], "orders-2");
    EXPECT_TEXT(one->metadata.pairs[0].value, "1");
    assert_int_equal(one->start_ms.value, 1795381677879);
    assert_int_equal(one->end_ms.value, 1795381678879);
    assert_int_equal(one->shards_total, 2);
    assert_int_equal(one->shards_successful, 2);
    assert_true(one->include_global_state.value);
}

static void what_went_wrong_in_a_partial_snapshot_is_read(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = read_data("snapshot_partial");
    struct snapshot_list list;
    assert_true(snapshots_parse(&arena, json, &list));
    assert_int_equal(list.items[0].failure_count, 1);
    EXPECT_TEXT(list.items[0].failures[0].reason, "primary shard is not allocated");
    EXPECT_TEXT(list.items[0].failures[0].node, "n1");
    assert_int_equal(list.items[0].shards_failed, 1);
    EXPECT_TEXT(list.items[0].feature_states[0], "kibana");
}

static void lists_are_ordered_by_the_time_of_the_snapshots(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = read_data("snapshots_several");
    AUTO_JSON *old = read_data("snapshots_old_form");
    struct snapshot_list list;
    assert_true(snapshots_parse(&arena, json, &list));
    EXPECT_TEXT(list.items[0].name, "daily-partial");
    EXPECT_TEXT(list.items[1].name, "daily-initial");
    assert_true(snapshots_parse(&arena, old, &list));
    assert_int_equal(list.count, 1);
}

static void an_answer_of_another_form_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "{}",
        "[]",
        "{\"snapshots\":{}}",
        "{\"snapshots\":[1]}",
        "{\"snapshots\":[{\"snapshot\":\"a\"}]}",
        "{\"snapshots\":[{\"state\":\"SUCCESS\"}]}",
        "{\"snapshots\":[{\"snapshot\":\"a\",\"state\":\"SUCCESS\",\"indices\":{}}]}",
        "{\"snapshots\":[{\"snapshot\":\"a\",\"state\":\"SUCCESS\",\"indices\":[null]}]}",
        "{\"snapshots\":[{\"snapshot\":\"a\",\"state\":\"SUCCESS\",\"failures\":{}}]}",
        "{\"snapshots\":[{\"snapshot\":\"a\",\"state\":\"SUCCESS\",\"start_time_in_millis\":\"x\"}]}",
        "{\"snapshots\":[{\"snapshot\":\"a\",\"state\":[]}]}",
        "{\"responses\":[{\"error\":\"x\"}]}",
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct snapshot_list list;
        if (parse(&arena, cases[i], &list))
            fail_msg("%s should be refused", cases[i]);
    }
}

static void only_what_is_set_is_asked_for(void **state)
{
    (void)state;
    static const struct str indices[] = {STR_INIT("a-*"), STR_INIT("-b")};
    static const struct string_pair metadata[] = {{STR_INIT("k"), STR_INIT("v")}};
    struct snapshot_spec full = spec;
    AUTO_ARENA arena = {0};
    AUTO_JSON *empty = snapshot_build(&spec);
    EXPECT_TEXT(json_as_text(&arena, empty), "{}");
    full.indices = (struct optional_strings){true, indices, 2};
    full.ignore_unavailable = (struct optional_bool){true, true};
    full.include_global_state = (struct optional_bool){true, false};
    full.partial = (struct optional_bool){true, false};
    full.feature_states = (struct optional_strings){true, NULL, 0};
    full.metadata = (struct optional_map){true, metadata, 1};
    AUTO_JSON *body = snapshot_build(&full);
    EXPECT_TEXT(json_as_text(&arena, body),
                "{\"feature_states\":[],\"ignore_unavailable\":true,\"include_global_state\":false,\"indices\":[\"a-*\",\"-b\"],"
                "\"metadata\":{\"k\":\"v\"},\"partial\":false}");
}

static void a_snapshot_is_taken_without_waiting_and_then_polled(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(PUT_IT, 200, "{\"accepted\":true}", .contains = "{}"),
             ON(GET_IT, 200, "@snapshot_in_progress"), ON(GET_IT, 404, "@snapshot_missing"), ON(GET_IT, 200, "@snapshot_success"));
    struct snapshot snapshot;
    assert_true(snapshot_start(&fake.rq, fake.cluster, &spec));
    assert_true(snapshot_wait(&fake.rq, fake.cluster, spec.repository, spec.name, &snapshot));
    assert_true(snapshot_check(&fake.rq, &snapshot, false));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
    EXPECT_TEXT(snapshot.state, "SUCCESS");
}

static void a_name_in_use_is_an_error_that_tells_how_to_import(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 200, "@snapshot_success"), ON(GET_IT, 404, "@snapshot_missing"), ON(PUT_IT, 400, "@snapshot_name_taken"));
    struct request second = {.arena = &fake.arena};
    assert_false(snapshot_start(&fake.rq, fake.cluster, &spec));
    EXPECT_ERROR(fake.rq, "name", "import it with the id \"dr/daily-initial\"");
    assert_false(snapshot_start(&second, fake.cluster, &spec));
    EXPECT_ERROR(second, "name", "import it with the id \"dr/daily-initial\"");
}

static void another_operation_under_way_is_waited_for(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(PUT_IT, 503, "@snapshot_concurrent"), ON(PUT_IT, 200, "{\"accepted\":true}"));
    assert_true(snapshot_start(&fake.rq, fake.cluster, &spec));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void after_an_answer_that_got_lost_the_cluster_is_asked_whether_it_began(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(PUT_IT, 504, "<html>504 Gateway Time-out</html>"),
             ON(GET_IT, 200, "@snapshot_in_progress"));
    assert_true(snapshot_start(&fake.rq, fake.cluster, &spec));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_request_that_got_lost_is_sent_again(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(PUT_IT, 0, ""), ON(GET_IT, 404, "@snapshot_missing"),
             ON(PUT_IT, 200, "{\"accepted\":true}"));
    assert_true(snapshot_start(&fake.rq, fake.cluster, &spec));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_name_that_our_own_lost_request_took_is_ours(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(PUT_IT, 0, ""), ON(GET_IT, 404, "@snapshot_missing"),
             ON(PUT_IT, 400, "@snapshot_name_taken"), ON(GET_IT, 200, "@snapshot_in_progress"));
    assert_true(snapshot_start(&fake.rq, fake.cluster, &spec));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_snapshot_that_the_cluster_refuses_is_an_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@repository_missing"), ON(PUT_IT, 404, "@repository_missing"));
    assert_false(snapshot_start(&fake.rq, fake.cluster, &spec));
    EXPECT_ERROR(fake.rq, "", "[dr] missing");
}

static void waiting_ends_at_the_deadline(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 200, "@snapshot_in_progress", .again = true));
    struct snapshot snapshot = {0};
    fake.rq.deadline_ms = clock_monotonic_ms() + 2000;
    assert_false(snapshot_wait(&fake.rq, fake.cluster, spec.repository, spec.name, &snapshot));
    EXPECT_ERROR(fake.rq, "", "Timed out");
    EXPECT_TEXT(snapshot.state, "IN_PROGRESS");
}

static void a_snapshot_that_vanishes_while_it_is_taken_is_an_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(GET_IT, 404, "@snapshot_missing"), ON(GET_IT, 404, "@snapshot_missing"),
             ON(GET_IT, 404, "@snapshot_missing"));
    struct snapshot snapshot;
    assert_false(snapshot_wait(&fake.rq, fake.cluster, spec.repository, spec.name, &snapshot));
    EXPECT_ERROR(fake.rq, "", "vanished");
}

static void only_a_successful_snapshot_can_be_relied_on(void **state)
{
    (void)state;
    AUTO_JSON *json = read_data("snapshot_partial");
    struct snapshot_list list;
    FRESH_REQUEST(rq);
    FRESH_REQUEST(allowed);
    FRESH_REQUEST(failed);
    assert_true(snapshots_parse(&rq_arena, json, &list));
    assert_false(snapshot_check(&rq, &list.items[0], false));
    EXPECT_ERROR(rq, "", "state PARTIAL: 1 of 2 shards failed. Shard 0 of index \"orders-2\" on node n1: primary shard is not allocated.");
    assert_true(snapshot_check(&allowed, &list.items[0], true));
    EXPECT_DIAGNOSTICS(allowed, "warning : The snapshot is incomplete");
    assert_false(snapshot_check(&failed, &(struct snapshot){.name = STR("x"), .state = STR("FAILED")}, true));
    EXPECT_ERROR(failed, "", "state FAILED");
}

static void only_the_exact_answers_mean_that_a_snapshot_is_gone(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(GET_IT, 404, "@snapshot_missing"), ON(GET_IT, 404, "@repository_missing"), ON(GET_IT, 404, "{\"error\":\"x\"}"),
             ON(GET_IT, 200, "@snapshot_partial"));
    struct snapshot snapshot;
    struct request other = {.arena = &fake.arena};
    bool gone = false;
    assert_true(snapshot_read(&fake.rq, fake.cluster, spec.repository, spec.name, &snapshot, &gone) && gone);
    gone = false;
    assert_true(snapshot_read(&fake.rq, fake.cluster, spec.repository, spec.name, &snapshot, &gone) && gone);
    assert_false(snapshot_read(&fake.rq, fake.cluster, spec.repository, spec.name, &snapshot, &gone));
    EXPECT_ERROR(fake.rq, "", "status 404: x");
    assert_false(snapshot_read(&other, fake.cluster, spec.repository, spec.name, &snapshot, &gone));
    EXPECT_ERROR(other, "", "does not describe the snapshot");
}

static void listing_a_repository_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET /_snapshot/dr/_all", 404, "@repository_missing"), ON("GET /_snapshot/cs-automated/_all", 200, "@snapshots_several"));
    struct snapshot_list list;
    assert_false(snapshots_list(&fake.rq, fake.cluster, spec.repository, &list));
    EXPECT_ERROR(fake.rq, "repository", "[dr] missing");
    assert_true(snapshots_list(&fake.rq, fake.cluster, STR("cs-automated"), &list));
    assert_int_equal(list.count, 2);
}

static void deleting_waits_until_the_snapshot_is_gone(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(DELETE_IT, 503, "@snapshot_concurrent"), ON(DELETE_IT, 504, "<html>timeout</html>"), ON(GET_IT, 200, "@snapshot_success"),
             ON(DELETE_IT, 200, "{\"acknowledged\":true}"), ON(GET_IT, 404, "@snapshot_missing"));
    assert_true(snapshot_delete(&fake.rq, fake.cluster, spec.repository, spec.name));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void deleting_what_is_gone_is_success_and_a_refusal_is_not(void **state)
{
    (void)state;
    SCRIPTED(fake, ON(DELETE_IT, 404, "@snapshot_missing"),
             ON(DELETE_IT, 500, "{\"error\":{\"type\":\"repository_exception\",\"reason\":\"cannot delete snapshot from a readonly repository\"}}"));
    assert_true(snapshot_delete(&fake.rq, fake.cluster, spec.repository, spec.name));
    assert_false(snapshot_delete(&fake.rq, fake.cluster, spec.repository, spec.name));
    EXPECT_ERROR(fake.rq, "", "readonly repository");
}

static void names_that_a_server_would_expand_are_never_sent(void **state)
{
    (void)state;
    static const char *const names[] = {"*", "a,b", "", "a*", "A"};
    AUTO(scripted_stop) struct scripted fake = {0};
    scripted_start(&fake, NULL, 0);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        FRESH_REQUEST(rq);
        assert_false(snapshot_delete(&rq, fake.cluster, spec.repository, str_from(names[i])));
        EXPECT_ERROR(rq, "name", "must");
    }
    assert_false(snapshot_delete(&fake.rq, fake.cluster, STR("_all"), spec.name));
    EXPECT_ERROR(fake.rq, "repository", "_all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snapshot_is_read_with_all_its_details),
        cmocka_unit_test(what_went_wrong_in_a_partial_snapshot_is_read),
        cmocka_unit_test(lists_are_ordered_by_the_time_of_the_snapshots),
        cmocka_unit_test(an_answer_of_another_form_is_refused),
        cmocka_unit_test(only_what_is_set_is_asked_for),
        cmocka_unit_test(a_snapshot_is_taken_without_waiting_and_then_polled),
        cmocka_unit_test(a_name_in_use_is_an_error_that_tells_how_to_import),
        cmocka_unit_test(another_operation_under_way_is_waited_for),
        cmocka_unit_test(after_an_answer_that_got_lost_the_cluster_is_asked_whether_it_began),
        cmocka_unit_test(a_request_that_got_lost_is_sent_again),
        cmocka_unit_test(a_name_that_our_own_lost_request_took_is_ours),
        cmocka_unit_test(a_snapshot_that_the_cluster_refuses_is_an_error),
        cmocka_unit_test(waiting_ends_at_the_deadline),
        cmocka_unit_test(a_snapshot_that_vanishes_while_it_is_taken_is_an_error),
        cmocka_unit_test(only_a_successful_snapshot_can_be_relied_on),
        cmocka_unit_test(only_the_exact_answers_mean_that_a_snapshot_is_gone),
        cmocka_unit_test(listing_a_repository_that_is_not_there_is_an_error),
        cmocka_unit_test(deleting_waits_until_the_snapshot_is_gone),
        cmocka_unit_test(deleting_what_is_gone_is_success_and_a_refusal_is_not),
        cmocka_unit_test(names_that_a_server_would_expand_are_never_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
