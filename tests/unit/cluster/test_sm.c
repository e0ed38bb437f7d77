#include "cluster/sm.h"

#include "cluster/fake_server.h"
#include "cluster/policy_cases.h"

#define POLICY "/_plugins/_sm/policies/daily"
#define BASE .name = STR_INIT("daily"), .repository = STR_INIT("dr")
#define DAILY BASE, .cron = STR_INIT("0 2 * * *")
#define STORED(seq_no, rest)                                                                                                                         \
    "{\"_id\":\"daily-sm-policy\",\"_version\":3,\"_seq_no\":" seq_no                                                                                \
    ",\"_primary_term\":1,\"sm_policy\":{\"name\":\"daily\",\"schema_version\":27," rest "}}"
#define SANE                                                                                                                                         \
    "\"creation\":{\"schedule\":{\"cron\":{\"expression\":\"0 2 * * "                                                                                \
    "*\",\"timezone\":\"UTC\"}}},\"snapshot_config\":{\"repository\":\"dr\"},\"enabled\":true"
#define CONFLICT(seq_no)                                                                                                                             \
    "{\"error\":{\"type\":\"version_conflict_engine_exception\",\"reason\":\"[daily-sm-policy]: version conflict, required seqNo [0], primary term " \
    "[1]. current "                                                                                                                                  \
    "document has seqNo [" seq_no "] and primary term [1]\"},\"status\":409}"

static const struct engine old = {.kind = ENGINE_OPENSEARCH, .major = 2, .minor = 19, .version = STR_INIT("2.19.4"), .has_sm = true};
static const struct engine current = {.kind = ENGINE_OPENSEARCH, .major = 3, .minor = 6, .version = STR_INIT("3.6.0"), .has_sm = true};
static const struct snapshot_policy_spec daily = {DAILY};
static const struct str patterns[] = {STR_INIT("a-*"), STR_INIT("-b")};
static const struct string_pair owner[] = {{STR_INIT("owner"), STR_INIT("esdr")}};

static void the_body_always_says_enabled_and_the_time_zone(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct snapshot_policy_spec stopped = daily;
    AUTO_JSON *body = sm_build_policy(&daily);
    EXPECT_TEXT(json_as_text(&arena, body),
                "{\"creation\":{\"schedule\":{\"cron\":{\"expression\":\"0 2 * * *\",\"timezone\":\"UTC\"}}},\"enabled\":true,"
                "\"snapshot_config\":{\"repository\":\"dr\"}}");
    stopped.enabled = (struct optional_bool){true, false};
    AUTO_JSON *other = sm_build_policy(&stopped);
    assert_true(json_is_false(json_object_get(other, "enabled")));
}

static const struct snapshot_policy_spec full = {
    DAILY,
    .timezone = STR_INIT("Europe/Berlin"),
    .snapshot_name = STR_INIT("yyyy-MM-dd"),
    .date_format_timezone = STR_INIT("UTC"),
    .indices = {true, patterns, 2},
    .ignore_unavailable = {true, true},
    .include_global_state = {true, false},
    .partial = {true, true},
    .metadata = {true, owner, 1},
    .expire_after = STR_INIT("5d"),
    .min_count = {true, 2},
    .max_count = {true, 50},
    .retention_cron = STR_INIT("0 3 * * *"),
    .retention_timezone = STR_INIT("+02:00"),
    .enabled = {true, false},
    .description = STR_INIT("nightly"),
    .creation_time_limit = STR_INIT("1h"),
    .deletion_time_limit = STR_INIT("2h"),
    .snapshot_pattern = STR_INIT("ext-*"),
    .notification = {true, STR_INIT("abc"), {true, false}, {true, true}, {true, true}, {false, false}},
};

static void every_part_of_a_policy_has_its_place_in_the_body(void **state)
{
    (void)state;
    AUTO_JSON *body = sm_build_policy(&full);
    AUTO_JSON *expected = read_data("sm_policy_full");
    if (!json_equal(body, expected)) {
        AUTO_ARENA arena = {0};
        fail_msg("built: %.*s", STR_ARGS(json_as_text(&arena, body)));
    }
}

static void what_was_built_is_read_back_the_same(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *body = sm_build_policy(&full);
    struct snapshot_policy_spec found;
    const char *wrong;
    assert_true(sm_parse_policy(&arena, body, &found, &wrong));
    AUTO_JSON *again = sm_build_policy(&found);
    assert_true(json_equal(body, again));
    assert_true(found.notification.set);
}

static void a_stored_policy_is_read_with_the_defaults_that_the_server_wrote_out(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *stored = read_data("sm_policy_notified");
    struct snapshot_policy_spec found;
    const char *wrong;
    assert_true(sm_parse_policy(&arena, json_object_get(stored, "sm_policy"), &found, &wrong));
    EXPECT_TEXT(found.name, "q");
    EXPECT_TEXT(found.cron, "0 2 * * *");
    EXPECT_TEXT(found.retention_cron, "0 2 * * *");
    EXPECT_TEXT(found.snapshot_pattern, "ext-*,x*");
    EXPECT_TEXT(found.notification.channel_id, "abc");
    assert_true(found.notification.creation.value && !found.notification.failure.value && found.notification.failure.set);
    assert_int_equal(found.min_count.value, 1);
    assert_false(found.max_count.set);
    assert_null(found.description.ptr);
}

static void booleans_that_are_echoed_as_text_and_indices_with_commas_are_understood(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *policy =
        json_loads("{\"creation\":null,\"description\":null,\"snapshot_config\":{\"repository\":\"r\",\"indices\":\"a-*,-b\",\"partial\":\"true\","
                   "\"ignore_unavailable\":\"false\",\"metadata\":{\"n\":1}},\"enabled\":false}",
                   0, NULL);
    struct snapshot_policy_spec found;
    const char *wrong;
    assert_true(sm_parse_policy(&arena, policy, &found, &wrong));
    assert_true(found.partial.value && !found.ignore_unavailable.value && !found.enabled.value);
    assert_int_equal(found.indices.count, 2);
    EXPECT_TEXT(found.metadata.pairs[0].value, "1");
    assert_null(found.cron.ptr);
}

static void a_policy_of_another_form_is_refused_and_the_member_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *wrong;
    } cases[] = {
        {"[]", "sm_policy"},
        {"{}", "snapshot_config.repository"},
        {"{\"snapshot_config\":[]}", "snapshot_config"},
        {"{\"snapshot_config\":{\"repository\":{}}}", "repository"},
        {"{\"enabled\":\"maybe\"}", "enabled"},
        {"{\"deletion\":{\"condition\":{\"min_count\":\"x\"}}}", "min_count"},
        {"{\"creation\":{\"schedule\":{\"cron\":\"0 2 * * *\"}}}", "creation.schedule.cron"},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        AUTO_JSON *json = json_loads(cases[i].json, 0, NULL);
        struct snapshot_policy_spec found;
        const char *wrong = "";
        if (sm_parse_policy(&arena, json, &found, &wrong))
            fail_msg("%s should be refused", cases[i].json);
        assert_string_equal(wrong, cases[i].wrong);
    }
}

static void what_snapshot_management_cannot_express_is_refused_with_the_reason(void **state)
{
    (void)state;
    static const struct refused_policy rows[] = {
        {{.name = STR_INIT("Daily"), .repository = STR_INIT("dr"), .cron = STR_INIT("0 2 * * *")}, "name", "lower case"},
        {{BASE, .interval = STR_INIT("1h")}, "schedule.interval", "no intervals"},
        {{BASE}, "schedule", "needs a schedule"},
        {{BASE, .cron = STR_INIT("0 2 31 2 *")}, "schedule.cron", "never runs"},
        {{BASE, .cron = STR_INIT("@daily")}, "schedule.cron", "five"},
        {{DAILY, .timezone = STR_INIT("EST")}, "schedule.timezone", "no time zone"},
        {{DAILY, .feature_states = {true, NULL, 0}}, "feature_states", "Elasticsearch"},
        {{DAILY, .expand_wildcards = {true, NULL, 0}}, "expand_wildcards", "wildcards"},
        {{DAILY, .expire_after = STR_INIT("90m")}, "retention.expire_after", "\"1h\" or \"2h\""},
        {{DAILY, .expire_after = STR_INIT("1.5h")}, "retention.expire_after", "no duration"},
        {{DAILY, .expire_after = STR_INIT("0d")}, "retention.expire_after", "no time at all"},
        {{DAILY, .min_count = {true, 3}}, "retention", "expire_after, max_count, or both"},
        {{DAILY, .retention_cron = STR_INIT("0 3 * * *")}, "retention", "expire_after, max_count, or both"},
        {{DAILY, .max_count = {true, 1}}, "retention.max_count", "greater than min_count"},
        {{DAILY, .max_count = {true, 5}, .min_count = {true, 5}}, "retention.max_count", "greater than min_count"},
        {{DAILY, .expire_after = STR_INIT("5d"), .min_count = {true, 0}}, "retention.min_count", "at least 1"},
        {{DAILY, .expire_after = STR_INIT("5d"), .retention_cron = STR_INIT("0 3 * *")}, "retention.schedule.cron", "has 4 fields"},
        {{DAILY, .expire_after = STR_INIT("5d"), .retention_cron = STR_INIT("0 3 * * *"), .retention_timezone = STR_INIT("X/Y")},
         "retention.schedule.timezone",
         "no time zone"},
        {{DAILY, .creation_time_limit = STR_INIT("36h")}, "creation_time_limit", "\"1d\" or \"2d\""},
        {{DAILY, .expire_after = STR_INIT("5d"), .deletion_time_limit = STR_INIT("90s")}, "deletion_time_limit", "\"1m\" or \"2m\""},
        {{DAILY, .expire_after = STR_INIT("5d"), .snapshot_pattern = STR_INIT("ext-*, dai*")}, "snapshot_pattern", "daily-initial"},
        {{DAILY, .expire_after = STR_INIT("5d"), .snapshot_pattern = STR_INIT("*-initial")}, "snapshot_pattern", "daily-initial"},
        {{DAILY, .date_format_timezone = STR_INIT("Nowhere/X")}, "date_format_timezone", "no time zone"},
        {{DAILY, .notification = {.set = true}}, "notification.channel_id", "id of a channel"},
    };
    expect_refusals(&sm_backend, &current, rows, ARRAY_LENGTH(rows));
}

static void what_needs_a_newer_version_is_refused_on_older_ones(void **state)
{
    (void)state;
    static const struct refused_policy rows[] = {
        {{DAILY, .expire_after = STR_INIT("5d"), .snapshot_pattern = STR_INIT("ext-*")}, "snapshot_pattern", "3.3 or later"},
        {{BASE, .expire_after = STR_INIT("5d"), .retention_cron = STR_INIT("0 3 * * *")}, "schedule", "3.3 or later"},
    };
    expect_refusals(&sm_backend, &old, rows, ARRAY_LENGTH(rows));
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        FRESH_REQUEST(rq);
        assert_true(sm_backend.check(&rq, &rows[i].spec, &current));
        assert_true(sm_backend.check(&rq, &rows[i].spec, NULL));
    }
}

static void an_ordinary_policy_passes(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_true(sm_backend.check(&rq, &daily, &old));
    assert_true(sm_backend.check(&rq, &full, &current));
    EXPECT_NO_DIAGNOSTICS(rq);
}

static void the_numbers_of_a_conflict_are_found(void **state)
{
    (void)state;
    int64_t seq_no = 0, term = 0;
    assert_true(sm_read_conflict(
        STR("[x]: version conflict, required seqNo [9999], primary term [1]. current document has seqNo [91] and primary term [7]"), &seq_no, &term));
    assert_int_equal(seq_no, 91);
    assert_int_equal(term, 7);
    assert_false(sm_read_conflict(STR("[x]: version conflict, required seqNo [0], primary term [1]. but no document was found"), &seq_no, &term));
    assert_false(sm_read_conflict(STR("current document has seqNo [] and primary term [1]"), &seq_no, &term));
    assert_false(sm_read_conflict(STR(""), &seq_no, &term));
}

static void a_policy_that_exists_is_not_overwritten_by_creating(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, STORED("5", SANE)), ON("GET " POLICY, 404, "@sm_not_found"), ON("POST " POLICY, 409, "@sm_exists"));
    struct request second = {.arena = &fake.arena};
    assert_false(sm_backend.create(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "name", "import it with the id \"daily\"");
    assert_false(sm_backend.create(&second, fake.cluster, &daily));
    EXPECT_ERROR(second, "name", "import it with the id \"daily\"");
}

static void a_policy_is_created_by_post(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@sm_not_found"), ON("POST " POLICY, 201, STORED("5", SANE), .contains = "\"enabled\":true"));
    assert_true(sm_backend.create(&fake.rq, fake.cluster, &daily));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_creation_whose_answer_got_lost_is_looked_up(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@sm_not_found"), ON("POST " POLICY, 0, ""), ON("GET " POLICY, 200, STORED("5", SANE)),
             ON("GET " POLICY, 404, "@sm_not_found"), ON("POST " POLICY, 504, "<html>timeout</html>"), ON("GET " POLICY, 404, "@sm_not_found"));
    assert_true(sm_backend.create(&fake.rq, fake.cluster, &daily));
    assert_false(sm_backend.create(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "", "POST " POLICY " was answered with status 504");
}

static void absence_is_decided_by_status_and_exact_reason(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *answer;
        bool worked;
        enum policy_presence presence;
    } cases[] = {
        {404, "@sm_not_found", true, POLICY_ABSENT},
        {404, "{\"error\":{\"type\":\"status_exception\",\"reason\":\"Snapshot management config index not found\"},\"status\":404}", true,
         POLICY_ABSENT},
        {404, "{\"error\":{\"type\":\"status_exception\",\"reason\":\"Failed to retrieve Snapshot management policy.\"},\"status\":404}", false,
         POLICY_PRESENT},
        {404, "<html>404 Not Found</html>", false, POLICY_PRESENT},
        {404, "{\"error\":\"alias [x] missing\"}", false, POLICY_PRESENT},
        {500, "@sm_unreadable", true, POLICY_UNREADABLE},
        {500, "{\"error\":{\"type\":\"x\",\"reason\":\"boom\"}}", false, POLICY_PRESENT},
        {403,
         "{\"error\":{\"type\":\"security_exception\",\"reason\":\"no permissions for [cluster:admin/opensearch/snapshot_management/policy/get]\"}}",
         false, POLICY_PRESENT},
        {200, "{\"sm_policy\":{}}", false, POLICY_PRESENT},
        {200, STORED("5", "\"snapshot_config\":{}"), false, POLICY_PRESENT},
        {200, STORED("5", SANE), true, POLICY_PRESENT},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        const struct exchange script[] = {ON("GET " POLICY, cases[i].status, cases[i].answer)};
        AUTO(scripted_stop) struct scripted fake = {0};
        struct snapshot_policy_spec found;
        enum policy_presence presence = POLICY_PRESENT;
        scripted_start(&fake, script, 1);
        bool worked = sm_backend.read(&fake.rq, fake.cluster, daily.name, &found, &presence);
        if (worked != cases[i].worked || (worked && presence != cases[i].presence) || worked == fake.rq.has_error)
            fail_msg("case %zu: worked %d, presence %d", i, worked, presence);
    }
}

static void an_unreadable_policy_is_reported_with_advice(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 500, "@sm_unreadable"));
    struct snapshot_policy_spec found;
    enum policy_presence presence;
    assert_true(sm_backend.read(&fake.rq, fake.cluster, daily.name, &found, &presence));
    EXPECT_DIAGNOSTICS(fake.rq, "warning : The policy is stored in a form that OpenSearch cannot read");
    EXPECT_TEXT(found.name, "daily");
    assert_null(found.repository.ptr);
}

static void an_update_names_the_version_that_it_read(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, STORED("44", SANE)),
             ON("PUT " POLICY "?if_seq_no=44&if_primary_term=1", 200, "{}", .contains = "\"enabled\":true"));
    assert_true(sm_backend.update(&fake.rq, fake.cluster, &daily));
}

static void a_conflict_is_tried_once_more_when_nothing_but_the_number_changed(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, STORED("44", SANE ",\"last_updated_time\":1")),
             ON("PUT " POLICY "?if_seq_no=44&if_primary_term=1", 409, CONFLICT("45")),
             ON("GET " POLICY, 200, STORED("45", SANE ",\"last_updated_time\":2")), ON("PUT " POLICY "?if_seq_no=45&if_primary_term=1", 200, "{}"));
    assert_true(sm_backend.update(&fake.rq, fake.cluster, &daily));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void a_policy_that_somebody_else_changed_is_not_overwritten(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, STORED("44", SANE)), ON("PUT " POLICY "?if_seq_no=44&if_primary_term=1", 409, CONFLICT("45")),
             ON("GET " POLICY, 200, STORED("45", SANE ",\"description\":\"mine\"")));
    assert_false(sm_backend.update(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "", "Nothing was overwritten");
}

static void updating_a_policy_that_is_gone_is_an_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@sm_not_found"));
    assert_false(sm_backend.update(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "name", "was deleted since");
}

static void an_unreadable_policy_is_repaired_with_the_number_from_the_refusal(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 500, "@sm_unreadable"), ON("PUT " POLICY "?if_seq_no=0&if_primary_term=1", 409, CONFLICT("91")),
             ON("PUT " POLICY "?if_seq_no=91&if_primary_term=1", 200, "{}", .contains = "\"repository\":\"dr\""));
    assert_true(sm_backend.update(&fake.rq, fake.cluster, &daily));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void deleting_is_confirmed_by_reading(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("DELETE " POLICY, 200, "@sm_deleted"), ON("GET " POLICY, 404, "@sm_not_found"));
    assert_true(sm_backend.delete(&fake.rq, fake.cluster, daily.name));
}

static void a_404_that_is_no_absence_does_not_count_as_deleted(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("DELETE " POLICY, 404,
                      "{\"error\":{\"type\":\"status_exception\",\"reason\":\"Failed to retrieve Snapshot management policy.\"},\"status\":404}"));
    assert_false(sm_backend.delete(&fake.rq, fake.cluster, daily.name));
    EXPECT_ERROR(fake.rq, "", "Failed to retrieve");
}

static void a_concurrent_change_during_deletion_is_tried_again(void **state)
{
    (void)state;
    SCRIPTED(fake,
             ON("DELETE " POLICY, 500,
                "{\"error\":{\"type\":\"status_exception\",\"reason\":\"Failed while trying to delete SM Policy due to a concurrent update, please "
                "try again\"}}"),
             ON("GET " POLICY, 200, STORED("46", SANE)), ON("DELETE " POLICY, 404, "@sm_not_found"), ON("GET " POLICY, 404, "@sm_not_found"));
    assert_true(sm_backend.delete(&fake.rq, fake.cluster, daily.name));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void an_unreadable_policy_is_made_readable_to_be_deleted(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("DELETE " POLICY, 500, "@sm_could_not_be_parsed"), ON("PUT " POLICY "?if_seq_no=0&if_primary_term=1", 409, CONFLICT("91")),
             ON("PUT " POLICY "?if_seq_no=91&if_primary_term=1", 200, "{}", .contains = "\"enabled\":false"),
             ON("DELETE " POLICY, 200, "@sm_deleted"), ON("GET " POLICY, 404, "@sm_not_found"));
    assert_true(sm_backend.delete(&fake.rq, fake.cluster, daily.name));
    EXPECT_NO_DIAGNOSTICS(fake.rq);
}

static void the_last_and_next_runs_are_read(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const char failed[] =
        "{\"policies\":[{\"name\":\"daily\",\"creation\":{\"current_state\":\"CREATION_START\",\"trigger\":{\"time\":10},\"latest_execution\":{"
        "\"status\":\"FAILED\",\"start_time\":5,\"end_time\":7,\"info\":{\"message\":\"m\",\"cause\":\"c\"}}},\"enabled\":true}]}";
    static const char fine[] =
        "{\"policies\":[{\"creation\":{\"trigger\":{\"time\":10},\"latest_execution\":{\"status\":\"SUCCESS\",\"end_time\":8}},\"enabled\":true}]}";
    AUTO_JSON *one = json_loads(failed, 0, NULL);
    AUTO_JSON *two = json_loads(fine, 0, NULL);
    AUTO_JSON *fresh = read_data("sm_explain");
    AUTO_JSON *none = read_data("sm_explain_none");
    struct policy_status status;
    assert_true(sm_parse_status(&arena, one, &status));
    assert_int_equal(status.next_run_ms.value, 10);
    assert_int_equal(status.last_failure_ms.value, 7);
    EXPECT_TEXT(status.last_failure_reason, "c");
    assert_false(status.last_success_ms.set);
    assert_true(sm_parse_status(&arena, two, &status));
    assert_int_equal(status.last_success_ms.value, 8);
    assert_true(sm_parse_status(&arena, fresh, &status));
    assert_true(status.enabled.value && !status.next_run_ms.set && !status.in_progress);
    assert_false(sm_parse_status(&arena, none, &status));
}

static void the_runs_of_a_policy_that_is_gone_are_gone_too(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY "/_explain", 200, "@sm_explain_none"), ON("GET " POLICY "/_explain", 404, "@sm_failed_to_parse"));
    struct policy_status status;
    bool gone = false;
    assert_true(sm_backend.status(&fake.rq, fake.cluster, daily.name, &status, &gone) && gone);
    assert_false(sm_backend.status(&fake.rq, fake.cluster, daily.name, &status, &gone));
    EXPECT_ERROR(fake.rq, "", "Failed to parse");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_always_says_enabled_and_the_time_zone),
        cmocka_unit_test(every_part_of_a_policy_has_its_place_in_the_body),
        cmocka_unit_test(what_was_built_is_read_back_the_same),
        cmocka_unit_test(a_stored_policy_is_read_with_the_defaults_that_the_server_wrote_out),
        cmocka_unit_test(booleans_that_are_echoed_as_text_and_indices_with_commas_are_understood),
        cmocka_unit_test(a_policy_of_another_form_is_refused_and_the_member_named),
        cmocka_unit_test(what_snapshot_management_cannot_express_is_refused_with_the_reason),
        cmocka_unit_test(what_needs_a_newer_version_is_refused_on_older_ones),
        cmocka_unit_test(an_ordinary_policy_passes),
        cmocka_unit_test(the_numbers_of_a_conflict_are_found),
        cmocka_unit_test(a_policy_that_exists_is_not_overwritten_by_creating),
        cmocka_unit_test(a_policy_is_created_by_post),
        cmocka_unit_test(a_creation_whose_answer_got_lost_is_looked_up),
        cmocka_unit_test(absence_is_decided_by_status_and_exact_reason),
        cmocka_unit_test(an_unreadable_policy_is_reported_with_advice),
        cmocka_unit_test(an_update_names_the_version_that_it_read),
        cmocka_unit_test(a_conflict_is_tried_once_more_when_nothing_but_the_number_changed),
        cmocka_unit_test(a_policy_that_somebody_else_changed_is_not_overwritten),
        cmocka_unit_test(updating_a_policy_that_is_gone_is_an_error),
        cmocka_unit_test(an_unreadable_policy_is_repaired_with_the_number_from_the_refusal),
        cmocka_unit_test(deleting_is_confirmed_by_reading),
        cmocka_unit_test(a_404_that_is_no_absence_does_not_count_as_deleted),
        cmocka_unit_test(a_concurrent_change_during_deletion_is_tried_again),
        cmocka_unit_test(an_unreadable_policy_is_made_readable_to_be_deleted),
        cmocka_unit_test(the_last_and_next_runs_are_read),
        cmocka_unit_test(the_runs_of_a_policy_that_is_gone_are_gone_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
