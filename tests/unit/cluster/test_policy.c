#include "cluster/policy.h"

#include "base/expect.h"

static const struct engine opensearch = {.kind = ENGINE_OPENSEARCH, .major = 3, .minor = 6, .version = STR_INIT("3.6.0"), .has_sm = true};
static const struct engine elasticsearch = {.kind = ENGINE_ELASTICSEARCH, .major = 8, .minor = 19, .version = STR_INIT("8.19.4"), .has_slm = true};
static const struct engine old = {.kind = ENGINE_ELASTICSEARCH, .major = 7, .minor = 10, .version = STR_INIT("7.10.2")};

static void auto_takes_the_scheduler_that_the_cluster_has(void **state)
{
    (void)state;
    static const struct {
        const char *choice;
        const struct engine *engine;
        const struct policy_backend *expected;
    } cases[] = {{"auto", &opensearch, &sm_backend},
                 {"", &opensearch, &sm_backend},
                 {"auto", &elasticsearch, &slm_backend},
                 {"sm", &opensearch, &sm_backend},
                 {"slm", &elasticsearch, &slm_backend}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        const struct policy_backend *backend = NULL;
        assert_true(policy_backend_choose(&rq, str_from(cases[i].choice), cases[i].engine, &backend));
        assert_ptr_equal(backend, cases[i].expected);
    }
}

static void a_scheduler_that_the_cluster_lacks_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *choice;
        const struct engine *engine;
        const char *diagnostics;
    } cases[] = {
        {"sm", &elasticsearch, "error backend: The cluster has no Snapshot Management"},
        {"slm", &opensearch, "error backend: The cluster has no Snapshot Lifecycle Management"},
        {"auto", &old, "error backend: The cluster has no scheduler for snapshots"},
        {"runner", &opensearch, "error backend: Unknown backend"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        const struct policy_backend *backend;
        assert_false(policy_backend_choose(&rq, str_from(cases[i].choice), cases[i].engine, &backend));
        EXPECT_DIAGNOSTICS(rq, cases[i].diagnostics);
    }
}

static void schedulers_have_names(void **state)
{
    (void)state;
    assert_ptr_equal(policy_backend_named(STR("sm")), &sm_backend);
    assert_ptr_equal(policy_backend_named(STR("slm")), &slm_backend);
    assert_null(policy_backend_named(STR("auto")));
    assert_null(policy_backend_named(STR("")));
}

static struct snapshot_policy_spec materialised(void)
{
    return (struct snapshot_policy_spec){.name = STR("daily"),
                                         .repository = STR("dr"),
                                         .cron = STR("0 2 * * *"),
                                         .timezone = STR("UTC"),
                                         .enabled = {true, true},
                                         .expire_after = STR("5d"),
                                         .min_count = {true, 1},
                                         .retention_cron = STR("0 2 * * *"),
                                         .retention_timezone = STR("UTC"),
                                         .snapshot_name = STR("<daily-{now/d}>"),
                                         .notification = {.set = true,
                                                          .channel_id = STR("abc"),
                                                          .creation = {true, true},
                                                          .deletion = {true, false},
                                                          .failure = {true, false},
                                                          .time_limit_exceeded = {true, false}}};
}

static void defaults_that_the_server_wrote_out_become_absent(void **state)
{
    (void)state;
    struct snapshot_policy_spec found = materialised();
    const struct snapshot_policy_spec prior = {.name = STR("daily"), .cron = STR("0 2 * * *")};
    policy_drop_defaults(&found, &prior);
    assert_null(found.timezone.ptr);
    assert_null(found.retention_cron.ptr);
    assert_null(found.retention_timezone.ptr);
    assert_null(found.snapshot_name.ptr);
    assert_false(found.enabled.set || found.min_count.set);
    assert_false(found.notification.creation.set || found.notification.deletion.set || found.notification.failure.set);
    assert_false(found.notification.time_limit_exceeded.set);
    assert_true(found.notification.set);
    EXPECT_TEXT(found.expire_after, "5d");
}

static void defaults_that_somebody_wrote_stay(void **state)
{
    (void)state;
    struct snapshot_policy_spec found = materialised();
    const struct snapshot_policy_spec prior = materialised();
    policy_drop_defaults(&found, &prior);
    EXPECT_TEXT(found.timezone, "UTC");
    EXPECT_TEXT(found.retention_cron, "0 2 * * *");
    EXPECT_TEXT(found.snapshot_name, "<daily-{now/d}>");
    assert_true(found.enabled.set && found.min_count.set && found.notification.failure.set);
}

static void what_is_no_default_shows_as_drift(void **state)
{
    (void)state;
    struct snapshot_policy_spec found = materialised();
    const struct snapshot_policy_spec prior = {.name = STR("daily"), .cron = STR("0 2 * * *")};
    found.enabled.value = false;
    found.min_count.value = 2;
    found.timezone = STR("Europe/Berlin");
    found.snapshot_name = STR("<other-{now/d}>");
    found.notification.failure.value = true;
    policy_drop_defaults(&found, &prior);
    assert_true(found.enabled.set && found.min_count.set && found.notification.failure.set);
    EXPECT_TEXT(found.timezone, "Europe/Berlin");
    EXPECT_TEXT(found.retention_cron, "0 2 * * *");
    EXPECT_TEXT(found.snapshot_name, "<other-{now/d}>");
}

static void the_wording_of_a_schedule_is_kept_where_it_means_the_same(void **state)
{
    (void)state;
    struct snapshot_policy_spec found = {.cron = STR("0 2 * * 1-5")}, changed = {.cron = STR("0 3 * * 1-5")};
    const struct snapshot_policy_spec prior = {.cron = STR("0 2 * * MON-FRI")};
    policy_drop_defaults(&found, &prior);
    EXPECT_TEXT(found.cron, "0 2 * * MON-FRI");
    policy_drop_defaults(&changed, &prior);
    EXPECT_TEXT(changed.cron, "0 3 * * 1-5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(auto_takes_the_scheduler_that_the_cluster_has),
        cmocka_unit_test(a_scheduler_that_the_cluster_lacks_is_refused),
        cmocka_unit_test(schedulers_have_names),
        cmocka_unit_test(defaults_that_the_server_wrote_out_become_absent),
        cmocka_unit_test(defaults_that_somebody_wrote_stay),
        cmocka_unit_test(what_is_no_default_shows_as_drift),
        cmocka_unit_test(the_wording_of_a_schedule_is_kept_where_it_means_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
