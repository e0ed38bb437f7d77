#include "cluster/slm.h"

#include "cluster/fake_server.h"
#include "cluster/policy_cases.h"

#define POLICY "/_slm/policy/daily"
#define BASE .name = STR_INIT("daily"), .repository = STR_INIT("dr")
#define DAILY BASE, .cron = STR_INIT("30 1 * * *")

static const struct engine current = {.kind = ENGINE_ELASTICSEARCH,
                                      .major = 8,
                                      .minor = 19,
                                      .patch = 4,
                                      .version = STR_INIT("8.19.4"),
                                      .has_slm = true,
                                      .slm_minimum_interval_ms = 900000};
static const struct engine old = {.kind = ENGINE_ELASTICSEARCH,
                                  .major = 7,
                                  .minor = 10,
                                  .patch = 2,
                                  .version = STR_INIT("7.10.2"),
                                  .has_slm = true,
                                  .slm_minimum_interval_ms = 900000};
static const struct snapshot_policy_spec daily = {DAILY};
static const struct str patterns[] = {STR_INIT("data-*"), STR_INIT("-secret")};
static const struct str none[] = {STR_INIT("none")};
static const struct string_pair owner[] = {{STR_INIT("owner"), STR_INIT("esdr")}};
static const struct string_pair reserved[] = {{STR_INIT("policy"), STR_INIT("x")}};

static const struct snapshot_policy_spec full = {
    BASE,
    .cron = STR_INIT("0 2 * * 1-5"),
    .timezone = STR_INIT("UTC"),
    .snapshot_name = STR_INIT("<night-{now/d}>"),
    .indices = {true, patterns, 2},
    .ignore_unavailable = {true, true},
    .include_global_state = {true, false},
    .partial = {true, true},
    .feature_states = {true, none, 1},
    .expand_wildcards = {true, none, 1},
    .metadata = {true, owner, 1},
    .expire_after = STR_INIT("5d"),
    .min_count = {true, 5},
    .max_count = {true, 50},
};

static void the_body_has_a_quartz_schedule_and_a_name_for_the_snapshots(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *body = slm_build_policy(&arena, &daily);
    EXPECT_TEXT(json_as_text(&arena, body), "{\"name\":\"<daily-{now/d}>\",\"repository\":\"dr\",\"schedule\":\"0 30 1 * * ?\"}");
}

static void every_part_of_a_policy_has_its_place_in_the_body(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *body = slm_build_policy(&arena, &full);
    AUTO_JSON *expected = read_data("slm_policy_full");
    if (!json_equal(body, expected))
        fail_msg("built: %.*s", STR_ARGS(json_as_text(&arena, body)));
}

static void an_interval_stands_in_place_of_the_schedule(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct snapshot_policy_spec hourly = {BASE, .interval = STR("1h")};
    AUTO_JSON *body = slm_build_policy(&arena, &hourly);
    EXPECT_TEXT(json_as_text(&arena, json_object_get(body, "schedule")), "1h");
}

static void a_stored_policy_is_read_in_neutral_form(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = read_data("slm_policy");
    struct snapshot_policy_spec found;
    const char *wrong;
    assert_true(slm_parse_policy(&arena, json_at(json, "daily.policy"), &found, &wrong));
    EXPECT_TEXT(found.cron, "30 1 * * *");
    EXPECT_TEXT(found.timezone, "UTC");
    EXPECT_TEXT(found.snapshot_name, "<daily-snap-{now/d}>");
    EXPECT_TEXT(found.expire_after, "30d");
    assert_int_equal(found.max_count.value, 50);
    assert_int_equal(found.indices.count, 2);
    assert_true(found.enabled.value && found.include_global_state.set && !found.include_global_state.value);
    assert_false(found.partial.set);
}

static void other_forms_of_the_same_policy_are_understood(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = read_data("slm_policy_other_forms");
    struct snapshot_policy_spec found;
    const char *wrong;
    assert_true(slm_parse_policy(&arena, json_at(json, "daily.policy"), &found, &wrong));
    EXPECT_TEXT(found.interval, "30m");
    assert_null(found.cron.ptr);
    assert_null(found.timezone.ptr);
    assert_int_equal(found.indices.count, 2);
    EXPECT_TEXT(found.indices.items[1], "-secret");
    assert_int_equal(found.expand_wildcards.count, 2);
    assert_true(found.partial.value);
    EXPECT_TEXT(found.metadata.pairs[1].value, "3");
}

static void a_schedule_without_neutral_form_stays_as_it_is(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = json_loads("{\"schedule\":\"0 0 2 L * ?\",\"repository\":\"r\"}", 0, NULL);
    struct snapshot_policy_spec found;
    const char *wrong;
    assert_true(slm_parse_policy(&arena, json, &found, &wrong));
    EXPECT_TEXT(found.cron, "0 0 2 L * ?");
}

static void a_policy_of_another_form_is_refused_and_the_member_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *wrong;
    } cases[] = {
        {"[]", "policy"},
        {"{\"repository\":\"r\"}", "schedule or repository"},
        {"{\"schedule\":\"1h\"}", "schedule or repository"},
        {"{\"config\":[]}", "config"},
        {"{\"config\":{\"indices\":3}}", "indices"},
        {"{\"retention\":{\"max_count\":\"many\"}}", "max_count"},
        {"{\"config\":{\"metadata\":[]}}", "metadata"},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        AUTO_JSON *json = json_loads(cases[i].json, 0, NULL);
        struct snapshot_policy_spec found;
        const char *wrong = "";
        if (slm_parse_policy(&arena, json, &found, &wrong))
            fail_msg("%s should be refused", cases[i].json);
        assert_string_equal(wrong, cases[i].wrong);
    }
}

static void what_lifecycle_management_cannot_express_is_refused_with_the_reason(void **state)
{
    (void)state;
    static char long_value[1025];
    for (size_t i = 0; i < sizeof long_value - 1; i++)
        long_value[i] = 'x';
    const struct string_pair long_pair = {STR("k"), {long_value, sizeof long_value - 1}};
    const struct refused_policy rows[] = {
        {{.name = STR("_daily"), .repository = STR("dr"), .cron = STR("0 2 * * *")}, "name", "start with _"},
        {{BASE}, "schedule", "needs a schedule"},
        {{BASE, .cron = STR("0 0 2 * * ?")}, "schedule.cron", "has 6 fields"},
        {{BASE, .cron = STR("0 2 1 * MON")}, "schedule.cron", "both the day of the month"},
        {{BASE, .cron = STR("*/5 * * * *")}, "schedule.cron", "no more than one run in 15m"},
        {{BASE, .cron = STR("0,10 2 * * *")}, "schedule.cron", "every 10m at times"},
        {{BASE, .interval = STR("14m")}, "schedule.interval", "15m"},
        {{BASE, .interval = STR("soon")}, "schedule.interval", "no duration"},
        {{DAILY, .interval = STR("1h")}, "schedule.interval", "either cron or interval"},
        {{DAILY, .timezone = STR("Europe/Berlin")}, "schedule.timezone", "UTC"},
        {{DAILY, .enabled = {true, false}}, "enabled", "cannot stop one policy"},
        {{DAILY, .retention_cron = STR("0 3 * * *"), .expire_after = STR("5d")}, "retention.schedule", "slm.retention_schedule"},
        {{DAILY, .description = STR("x")}, "description", "metadata"},
        {{DAILY, .notification = {.set = true, .channel_id = STR("x")}}, "notification", "OpenSearch"},
        {{DAILY, .creation_time_limit = STR("1h")}, "creation_time_limit", "OpenSearch"},
        {{DAILY, .deletion_time_limit = STR("1h")}, "deletion_time_limit", "OpenSearch"},
        {{DAILY, .snapshot_pattern = STR("x*")}, "snapshot_pattern", "OpenSearch"},
        {{DAILY, .date_format_timezone = STR("UTC")}, "date_format_timezone", "OpenSearch"},
        {{DAILY, .metadata = {true, reserved, 1}}, "metadata[\"policy\"]", "policy's own name"},
        {{DAILY, .metadata = {true, &long_pair, 1}}, "metadata", "at most 1024"},
        {{DAILY, .snapshot_name = STR("<Daily-{now/d}>")}, "snapshot_name", "capital"},
        {{DAILY, .snapshot_name = STR("daily {now}")}, "snapshot_name", "blank"},
        {{DAILY, .snapshot_name = STR("<daily-{now/d>")}, "snapshot_name", "brace"},
        {{DAILY, .snapshot_name = STR("")}, "snapshot_name", "empty"},
        {{DAILY, .expire_after = STR("5 days")}, "retention.expire_after", "no duration"},
        {{DAILY, .min_count = {true, 5}, .max_count = {true, 4}}, "retention.max_count", "at least min_count"},
        {{DAILY, .min_count = {true, 0}}, "retention.min_count", "at least 1"},
    };
    expect_refusals(&slm_backend, &current, rows, ARRAY_LENGTH(rows));
}

static void what_needs_a_newer_version_is_refused_on_older_ones(void **state)
{
    (void)state;
    static const struct refused_policy rows[] = {
        {{BASE, .interval = STR_INIT("1h")}, "schedule.interval", "8.16 or later"},
        {{DAILY, .feature_states = {true, none, 1}}, "feature_states", "7.12 or later"},
    };
    expect_refusals(&slm_backend, &old, rows, ARRAY_LENGTH(rows));
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        FRESH_REQUEST(rq);
        assert_true(slm_backend.check(&rq, &rows[i].spec, &current));
        assert_true(slm_backend.check(&rq, &rows[i].spec, NULL));
    }
}

static void what_lifecycle_management_allows_passes(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct engine relaxed = current;
    struct snapshot_policy_spec equal = daily, durations = daily, often = daily, capitals = daily;
    relaxed.slm_minimum_interval_ms = 60000;
    often.cron = STR("*/5 * * * *");
    equal.min_count = equal.max_count = (struct optional_int){true, 5};
    durations.expire_after = STR("90m");
    capitals.snapshot_name = STR("<daily-{now/d{yyyy.MM.dd|+02:00}}>");
    assert_true(slm_backend.check(&rq, &full, &current));
    assert_true(slm_backend.check(&rq, &equal, &current));
    assert_true(slm_backend.check(&rq, &durations, &current));
    assert_true(slm_backend.check(&rq, &often, &relaxed));
    assert_true(slm_backend.check(&rq, &capitals, &current));
    EXPECT_NO_DIAGNOSTICS(rq);
}

static void a_policy_that_exists_is_not_overwritten_by_creating(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, "@slm_policy"));
    assert_false(slm_backend.create(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "name", "import it with the id \"daily\"");
}

static void a_policy_is_created_where_none_is(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@slm_not_found"),
             ON("PUT " POLICY, 200, "{\"acknowledged\":true}", .contains = "\"schedule\":\"0 30 1 * * ?\""));
    assert_true(slm_backend.create(&fake.rq, fake.cluster, &daily));
}

static void a_refused_policy_is_an_error_with_the_servers_reason(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@slm_not_found"),
             ON("PUT " POLICY, 400, "{\"error\":{\"type\":\"illegal_argument_exception\",\"reason\":\"no such repository [dr]\"},\"status\":400}"));
    assert_false(slm_backend.create(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "", "no such repository [dr]");
}

static void absence_is_decided_by_status_type_and_reason(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@slm_not_found"), ON("GET " POLICY, 200, "@slm_policy"),
             ON("GET " POLICY, 404, "{\"error\":\"nothing here\"}"), ON("GET " POLICY, 200, "{}"));
    struct snapshot_policy_spec found;
    enum policy_presence presence;
    struct request second = {.arena = &fake.arena};
    assert_true(slm_backend.read(&fake.rq, fake.cluster, daily.name, &found, &presence) && presence == POLICY_ABSENT);
    assert_true(slm_backend.read(&fake.rq, fake.cluster, daily.name, &found, &presence) && presence == POLICY_PRESENT);
    EXPECT_TEXT(found.name, "daily");
    EXPECT_TEXT(found.repository, "my_repository");
    assert_false(slm_backend.read(&fake.rq, fake.cluster, daily.name, &found, &presence));
    EXPECT_ERROR(fake.rq, "", "nothing here");
    assert_false(slm_backend.read(&second, fake.cluster, daily.name, &found, &presence));
    EXPECT_ERROR(second, "", "does not describe the policy");
}

static void an_update_keeps_what_has_no_name_here(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, "@slm_policy_other_forms"),
             ON("PUT " POLICY, 200, "{}", .contains = "\"unhealthy_if_no_snapshot_within\":\"2d\",\"config\":{\"encryption\":\"kept\"}"));
    assert_true(slm_backend.update(&fake.rq, fake.cluster, &daily));
}

static void updating_a_policy_that_is_gone_is_an_error(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 404, "@slm_not_found"));
    assert_false(slm_backend.update(&fake.rq, fake.cluster, &daily));
    EXPECT_ERROR(fake.rq, "name", "was deleted since");
}

static void deleting_is_confirmed_by_reading(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("DELETE " POLICY, 200, "{\"acknowledged\":true}"), ON("GET " POLICY, 404, "@slm_not_found"),
             ON("DELETE " POLICY, 404, "@slm_not_found"), ON("DELETE " POLICY, 200, "{\"acknowledged\":true}"),
             ON("GET " POLICY, 200, "@slm_policy"));
    assert_true(slm_backend.delete(&fake.rq, fake.cluster, daily.name));
    assert_true(slm_backend.delete(&fake.rq, fake.cluster, daily.name));
    assert_false(slm_backend.delete(&fake.rq, fake.cluster, daily.name));
    EXPECT_ERROR(fake.rq, "", "can still be read");
}

static void the_last_and_next_runs_are_read(void **state)
{
    (void)state;
    SCRIPTED(fake, ON("GET " POLICY, 200, "@slm_policy"), ON("GET " POLICY, 404, "@slm_not_found"));
    struct policy_status status;
    bool gone = true;
    assert_true(slm_backend.status(&fake.rq, fake.cluster, daily.name, &status, &gone) && !gone);
    EXPECT_TEXT(status.last_success_snapshot, "daily-snap-2099.05.05-tme_ivjqswgkpryvnao2lg");
    assert_int_equal(status.last_success_ms.value, 4081671003000);
    EXPECT_TEXT(status.last_failure_reason, "{\"type\":\"snapshot_exception\"}");
    assert_int_equal(status.next_run_ms.value, 4081843800000);
    assert_false(status.in_progress);
    assert_true(slm_backend.status(&fake.rq, fake.cluster, daily.name, &status, &gone) && gone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_has_a_quartz_schedule_and_a_name_for_the_snapshots),
        cmocka_unit_test(every_part_of_a_policy_has_its_place_in_the_body),
        cmocka_unit_test(an_interval_stands_in_place_of_the_schedule),
        cmocka_unit_test(a_stored_policy_is_read_in_neutral_form),
        cmocka_unit_test(other_forms_of_the_same_policy_are_understood),
        cmocka_unit_test(a_schedule_without_neutral_form_stays_as_it_is),
        cmocka_unit_test(a_policy_of_another_form_is_refused_and_the_member_named),
        cmocka_unit_test(what_lifecycle_management_cannot_express_is_refused_with_the_reason),
        cmocka_unit_test(what_needs_a_newer_version_is_refused_on_older_ones),
        cmocka_unit_test(what_lifecycle_management_allows_passes),
        cmocka_unit_test(a_policy_that_exists_is_not_overwritten_by_creating),
        cmocka_unit_test(a_policy_is_created_where_none_is),
        cmocka_unit_test(a_refused_policy_is_an_error_with_the_servers_reason),
        cmocka_unit_test(absence_is_decided_by_status_type_and_reason),
        cmocka_unit_test(an_update_keeps_what_has_no_name_here),
        cmocka_unit_test(updating_a_policy_that_is_gone_is_an_error),
        cmocka_unit_test(deleting_is_confirmed_by_reading),
        cmocka_unit_test(the_last_and_next_runs_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
