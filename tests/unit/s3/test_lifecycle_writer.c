#include "fake_store.h"

#include "base/clock.h"
#include "expect_part.h"

#define FOREIGN "<Rule><ID>foreign</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><New x='1'/></Rule>"
#define SMALL_FOREIGN "<Rule><ID>foreign</ID><Filter><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></Filter><Status>Enabled</Status><New/></Rule>"
#define OTHER "<Rule><ID>other</ID><Filter><Prefix>x/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>"
#define DOCUMENT(rules) "<LifecycleConfiguration>" rules "</LifecycleConfiguration>"

/* A store, a writer that does not wait long, and one caller. */
struct bench {
    struct fake_store store;
    struct lifecycle_writer writer;
    struct s3_bucket bucket;
    struct arena arena;
    struct request rq;
};

static void set_up(struct bench *bench, const char *xml)
{
    *bench = (struct bench){.bucket = {.name = STR("acme"), .at = AT("bucket")}};
    fake_store_init(&bench->store, xml);
    bench->writer = (struct lifecycle_writer){.store = &fake_lifecycle_store, .context = &bench->store, .pause_ms = 1, .settle_ms = 5000};
    bench->rq.arena = &bench->arena;
}

static void tear_down(struct bench *bench)
{
    fake_store_clean_up(&bench->store);
    arena_clean_up(&bench->arena);
}

#define BENCH(name, xml)                                                                                                                             \
    AUTO(tear_down) struct bench name;                                                                                                               \
    set_up(&name, xml)

static struct lifecycle_rule_view weekly(const char *id)
{
    return (struct lifecycle_rule_view){.id = str_from(id), .enabled = true, .filter = {.prefix = STR("auto-purge/")}, .expiration_days = {true, 7}};
}

static bool put_view(struct bench *bench, const struct lifecycle_rule_view *rule, struct lifecycle_rule *stored)
{
    struct lifecycle_change change = {.rule_id = rule->id, .rule = rule};
    return lifecycle_change(&bench->rq, &bench->writer, &bench->bucket, &change, stored);
}

static bool put_weekly(struct bench *bench, const char *id)
{
    struct lifecycle_rule_view rule = weekly(id);
    return put_view(bench, &rule, NULL);
}

static bool remove_rule(struct bench *bench, const char *id)
{
    struct lifecycle_change change = {.rule_id = str_from(id)};
    return lifecycle_change(&bench->rq, &bench->writer, &bench->bucket, &change, NULL);
}

static struct str first_detail(const struct bench *bench)
{
    return bench->rq.first ? bench->rq.first->detail : STR("(no diagnostic)");
}

static void a_rule_is_added_and_others_stay_byte_for_byte(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT("\n" FOREIGN "\n"));
    struct lifecycle_rule stored = {0};
    struct lifecycle_rule_view rule = weekly("ours");
    assert_true(put_view(&bench, &rule, &stored));
    EXPECT_PART(bench.store.xml, "<LifecycleConfiguration>\n" FOREIGN "<Rule><ID>ours</ID>");
    assert_int_equal(bench.store.puts, 1);
    EXPECT_TEXT(stored.id, "ours");
    EXPECT_TEXT(stored.view.filter.prefix, "auto-purge/");
}

static void a_rule_that_is_as_wanted_is_not_written(void **state)
{
    (void)state;
    BENCH(bench, NULL);
    assert_true(put_weekly(&bench, "ours"));
    assert_true(put_weekly(&bench, "ours"));
    assert_true(remove_rule(&bench, "absent"));
    assert_int_equal(bench.store.puts, 1);
}

static void the_last_removal_deletes_the_document(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(OTHER FOREIGN));
    assert_true(remove_rule(&bench, "other"));
    EXPECT_TEXT(bench.store.xml, DOCUMENT(FOREIGN));
    assert_true(remove_rule(&bench, "foreign"));
    EXPECT_TEXT(bench.store.xml, "");
    assert_int_equal(bench.store.removals, 1);
    assert_true(remove_rule(&bench, "foreign"));
    assert_int_equal(bench.store.removals, 1);
}

static void a_new_rule_does_not_take_over_one_of_the_same_id(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(OTHER));
    struct lifecycle_rule_view rule = weekly("other");
    struct lifecycle_change change = {.rule_id = rule.id, .rule = &rule, .must_be_new = true};
    assert_false(lifecycle_change(&bench.rq, &bench.writer, &bench.bucket, &change, NULL));
    EXPECT_DIAGNOSTICS(bench.rq, "error rule_id: Lifecycle rule exists already");
    EXPECT_PART(first_detail(&bench), "import it with the id \"acme/other\"");
    EXPECT_TEXT(bench.store.xml, DOCUMENT(OTHER));
}

static void a_store_that_sorts_is_understood(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(OTHER FOREIGN));
    bench.store.sorts = true;
    assert_true(put_weekly(&bench, "a"));
    assert_true(put_weekly(&bench, "z"));
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "a foreign other z");
}

static void a_store_that_drops_a_part_gets_the_old_rules_back(void **state)
{
    (void)state;
    static const char *const before[] = {NULL, DOCUMENT(FOREIGN), DOCUMENT(OTHER)};
    for (size_t row = 0; row < ARRAY_LENGTH(before); row++) {
        BENCH(bench, before[row]);
        bench.store.drops = "ObjectSizeGreaterThan";
        struct lifecycle_rule_view rule = weekly("other");
        rule.filter.object_size_greater_than = (struct optional_int){true, 1024};
        assert_false(put_view(&bench, &rule, NULL));
        EXPECT_DIAGNOSTICS(bench.rq, "error bucket: The store changed the rule");
        EXPECT_PART(first_detail(&bench), "rule \"other\": ObjectSizeGreaterThan \"1024\" is gone");
        EXPECT_PART(first_detail(&bench), "The former rules were put back");
        expect_text(bench.store.xml, before[row] ? before[row] : "", __FILE__, __LINE__);
    }
}

static void a_rule_that_only_loses_its_new_part_is_an_error_too(void **state)
{
    (void)state;
    BENCH(bench, NULL);
    assert_true(put_weekly(&bench, "ours"));
    bench.store.drops = "ObjectSizeGreaterThan";
    bench.writer.settle_ms = 100;
    struct lifecycle_rule_view rule = weekly("ours");
    rule.filter.object_size_greater_than = (struct optional_int){true, 1024};
    assert_false(put_view(&bench, &rule, NULL));
    EXPECT_DIAGNOSTICS(bench.rq, "error bucket: The store changed the rule");
    EXPECT_PART(first_detail(&bench), "ObjectSizeGreaterThan \"1024\" is gone");
}

static void a_foreign_rule_that_suffers_is_put_back(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(SMALL_FOREIGN));
    bench.store.drops = "ObjectSizeGreaterThan";
    assert_false(put_weekly(&bench, "ours"));
    EXPECT_DIAGNOSTICS(bench.rq, "error bucket: The store changed the rule");
    EXPECT_PART(first_detail(&bench), "rule \"foreign\": ObjectSizeGreaterThan \"9\" is gone");
    EXPECT_PART(first_detail(&bench), "Putting the former rules back failed (the store changes them again)");
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "foreign");
}

static void change_foreign_rule(struct fake_store *store)
{
    if (store->rounds_left-- > 0)
        fake_store_set(store, DOCUMENT("<Rule><ID>foreign</ID><Filter><Prefix>changed/</Prefix></Filter><Status>Enabled</Status><New/></Rule>"));
}

static bool change_store_in_guard(void *context, struct request *rq, const struct lifecycle *now, const struct lifecycle *planned)
{
    struct fake_store *store = context;
    (void)rq, (void)now, (void)planned;
    pthread_mutex_lock(&store->mutex);
    change_foreign_rule(store);
    pthread_mutex_unlock(&store->mutex);
    return true;
}

static void a_foreign_change_before_the_write_is_kept(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    struct lifecycle_rule_view rule = weekly("ours");
    struct lifecycle_change change = {.rule_id = rule.id, .rule = &rule, .guard = change_store_in_guard, .guard_context = &bench.store};
    bench.store.rounds_left = 1;
    assert_true(lifecycle_change(&bench.rq, &bench.writer, &bench.bucket, &change, NULL));
    EXPECT_PART(bench.store.xml, "<Prefix>changed/</Prefix>");
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "foreign ours");
    assert_int_equal(bench.store.puts, 1);
}

static void a_foreign_write_over_ours_is_repeated_on_top_of_theirs(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.after_put = change_foreign_rule;
    bench.store.rounds_left = 2;
    assert_true(put_weekly(&bench, "ours"));
    EXPECT_PART(bench.store.xml, "<Prefix>changed/</Prefix>");
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "foreign ours");
    assert_int_equal(bench.store.puts, 3);
}

static void a_writer_that_never_stops_ends_in_an_error(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.after_put = change_foreign_rule;
    bench.store.rounds_left = 1000;
    assert_false(put_weekly(&bench, "ours"));
    EXPECT_DIAGNOSTICS(bench.rq, "error bucket: Lifecycle rules do not stay as written");
    EXPECT_PART(first_detail(&bench), "rule \"ours\": it is missing");
    assert_true(bench.store.puts < 10);
}

static void add_foreign_rule(struct fake_store *store)
{
    struct lifecycle document, changed;
    struct str reason;
    if (store->rounds_left-- <= 0 || !lifecycle_parse(&store->arena, store->xml, &document, &reason) ||
        !lifecycle_put(&store->arena, &document, STR("other"), STR(OTHER), &changed, &reason))
        return;
    store->xml = changed.xml;
}

static void a_rule_that_somebody_adds_meanwhile_is_kept(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.after_put = add_foreign_rule;
    bench.store.rounds_left = 1;
    assert_true(put_weekly(&bench, "ours"));
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "foreign other ours");
    assert_int_equal(bench.store.puts, 1);
}

static void old_answers_are_waited_out(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.stale_gets = 4;
    assert_true(put_weekly(&bench, "ours"));
    assert_int_equal(bench.store.puts, 1);
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "foreign ours");
}

static void the_store_must_agree_twice(void **state)
{
    (void)state;
    BENCH(bench, NULL);
    assert_true(put_weekly(&bench, "ours"));
    assert_int_equal(bench.store.gets, 4);
}

static void answers_that_waver_are_asked_for_again(void **state)
{
    (void)state;
    BENCH(bench, NULL);
    bench.store.fresh_gets = 1;
    bench.store.stale_gets = 1;
    assert_true(put_weekly(&bench, "ours"));
    assert_int_equal(bench.store.gets, 6);
}

static void bring_former_rule_back(struct fake_store *store)
{
    static const char former[] = DOCUMENT("<Rule><ID>ours</ID><Filter><Prefix>former/</Prefix></Filter><Status>Enabled</Status></Rule>" OTHER);
    if (store->rounds_left-- > 0)
        fake_store_set(store, former);
}

static void a_former_rule_that_somebody_brings_back_is_changed_again(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT("<Rule><ID>ours</ID><Filter><Prefix>former/</Prefix></Filter><Status>Enabled</Status></Rule>"));
    bench.store.after_put = bring_former_rule_back;
    bench.store.rounds_left = 1;
    assert_true(put_weekly(&bench, "ours"));
    EXPECT_TEXT(fake_store_ids(&bench.store, &bench.arena), "other ours");
    EXPECT_PART(bench.store.xml, "auto-purge/");
    EXPECT_DIAGNOSTICS(bench.rq, "");
}

static void a_failing_put_is_reported_and_changes_nothing(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.fail_puts = 1;
    bench.store.failure = (struct s3_error){.kind = S3_DENIED, .status = 403, .code = STR("AccessDenied"), .operation = STR("PUT ?lifecycle")};
    assert_false(put_weekly(&bench, "ours"));
    EXPECT_DIAGNOSTICS(bench.rq, "error bucket: S3 refuses access");
    EXPECT_PART(first_detail(&bench), "PUT ?lifecycle of bucket acme answered 403 AccessDenied");
    EXPECT_TEXT(bench.store.xml, DOCUMENT(FOREIGN));
}

static void a_put_whose_answer_was_lost_counts_when_the_store_shows_it(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.fail_puts = 1;
    bench.store.fails_after_writing = true;
    bench.store.failure = (struct s3_error){.kind = S3_UNREACHABLE, .operation = STR("PUT ?lifecycle")};
    assert_true(put_weekly(&bench, "ours"));
    assert_int_equal(bench.store.puts, 1);
    EXPECT_DIAGNOSTICS(bench.rq, "");
}

static void a_bucket_that_cannot_be_read_is_not_written(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.fail_gets = 1;
    bench.store.failure = (struct s3_error){.kind = S3_NO_BUCKET, .status = 404, .code = STR("NoSuchBucket"), .operation = STR("GET ?lifecycle")};
    assert_false(put_weekly(&bench, "ours"));
    EXPECT_DIAGNOSTICS(bench.rq, "error bucket: Bucket does not exist");
    assert_int_equal(bench.store.puts, 0);
}

static bool refuse(void *context, struct request *rq, const struct lifecycle *now, const struct lifecycle *planned)
{
    size_t *seen = context;
    seen[0] = now->count;
    seen[1] = planned->count;
    return diag_error(rq, AT("filter"), "Lifecycle rule would expire snapshot data", "Repository \"dr\" keeps its files there.");
}

static void a_guard_that_refuses_stops_the_write(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    size_t seen[2] = {0};
    struct lifecycle_rule_view rule = weekly("ours");
    struct lifecycle_change change = {.rule_id = rule.id, .rule = &rule, .guard = refuse, .guard_context = seen};
    assert_false(lifecycle_change(&bench.rq, &bench.writer, &bench.bucket, &change, NULL));
    EXPECT_DIAGNOSTICS(bench.rq, "error filter: Lifecycle rule would expire snapshot data");
    assert_int_equal(seen[0], 1);
    assert_int_equal(seen[1], 2);
    assert_int_equal(bench.store.puts, 0);
}

static void old_forms_are_not_mixed_on_amazon(void **state)
{
    (void)state;
    static const char old[] =
        DOCUMENT("<Rule><ID>foreign</ID><Prefix>logs/</Prefix><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>");
    BENCH(bench, old);
    bench.store.transition_default = "all_storage_classes_128K";
    struct lifecycle_rule_view rule = weekly("ours");
    assert_true(put_view(&bench, &rule, NULL));
    EXPECT_PART(bench.store.xml, "<ID>ours</ID><Prefix>auto-purge/</Prefix>");
    rule.filter.object_size_less_than = (struct optional_int){true, 5};
    assert_false(put_view(&bench, &rule, NULL));
    EXPECT_DIAGNOSTICS(bench.rq, "error filter: Old and new forms of lifecycle rules cannot be mixed");
}

static void stores_that_mix_forms_may(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT("<Rule><ID>foreign</ID><Prefix></Prefix><Status>Disabled</Status><Expiration><Days>1</Days></Expiration></Rule>"));
    struct lifecycle_rule_view rule = weekly("ours");
    rule.filter.object_size_less_than = (struct optional_int){true, 5};
    assert_true(put_view(&bench, &rule, NULL));
}

static void an_interrupted_change_ends_soon(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    atomic_bool cancelled = true;
    bench.rq.cancelled = &cancelled;
    assert_false(put_weekly(&bench, "ours"));
    EXPECT_DIAGNOSTICS(bench.rq, "error : Interrupted");
}

/* The request of the thread that writes is interrupted by its own write. */
static _Thread_local atomic_bool *own_interrupt;

static void interrupt_the_writer(struct fake_store *store)
{
    if (store->rounds_left-- > 0)
        atomic_store(own_interrupt, true);
}

static void an_interruption_after_the_write_still_sees_that_it_worked(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    atomic_bool cancelled = false;
    own_interrupt = &cancelled;
    bench.rq.cancelled = &cancelled;
    bench.store.after_put = interrupt_the_writer;
    bench.store.rounds_left = 1;
    assert_true(put_weekly(&bench, "ours"));
    assert_true(cancelled);
}

static void an_interruption_does_not_leave_a_wider_rule_behind(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    atomic_bool cancelled = false;
    own_interrupt = &cancelled;
    bench.rq.cancelled = &cancelled;
    bench.store.after_put = interrupt_the_writer;
    bench.store.rounds_left = 1;
    bench.store.drops = "ObjectSizeGreaterThan";
    struct lifecycle_rule_view rule = weekly("ours");
    rule.filter.object_size_greater_than = (struct optional_int){true, 1024};
    assert_false(put_view(&bench, &rule, NULL));
    EXPECT_DIAGNOSTICS(bench.rq, "error bucket: The store changed the rule");
    EXPECT_PART(first_detail(&bench), "The former rules were put back");
    EXPECT_TEXT(bench.store.xml, DOCUMENT(FOREIGN));
}

static void an_interruption_is_no_reason_to_suspect_the_store(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(OTHER));
    atomic_bool cancelled = false;
    own_interrupt = &cancelled;
    bench.rq.cancelled = &cancelled;
    bench.store.after_put = interrupt_the_writer;
    bench.store.rounds_left = 1;
    bench.store.stale_gets = 5;
    assert_false(put_weekly(&bench, "other"));
    EXPECT_DIAGNOSTICS(bench.rq, "error : Interrupted");
}

static void a_deadline_ends_the_wait_for_the_store(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    bench.store.stale_gets = 1000000;
    bench.writer.settle_ms = 3600000;
    bench.store.transition_default = "all_storage_classes_128K";
    bench.rq.deadline_ms = clock_monotonic_ms() + 200;
    assert_false(put_weekly(&bench, "ours"));
    EXPECT_DIAGNOSTICS(bench.rq, "error : Timed out");
}

/* --- several callers at once --- */

enum { CALLERS = 30 };

struct caller {
    struct bench *bench;
    pthread_t thread;
    struct arena arena;
    struct request rq;
    char id[16];
    struct lifecycle_rule_view rule;
    bool removes, worked;
    atomic_bool cancelled;
};

static void *call(void *context)
{
    struct caller *caller = context;
    own_interrupt = &caller->cancelled;
    struct lifecycle_change change = {.rule_id = caller->rule.id, .rule = caller->removes ? NULL : &caller->rule, .must_be_new = !caller->removes};
    caller->worked = lifecycle_change(&caller->rq, &caller->bench->writer, &caller->bench->bucket, &change, NULL);
    return NULL;
}

static void prepare(struct caller callers[CALLERS], struct bench *bench)
{
    for (size_t at = 0; at < CALLERS; at++) {
        struct caller *caller = &callers[at];
        *caller = (struct caller){.bench = bench};
        caller->rq.arena = &caller->arena;
        caller->rq.cancelled = &caller->cancelled;
        snprintf(caller->id, sizeof caller->id, "rule-%02zu", at);
        caller->rule = weekly(caller->id);
    }
}

static void run_all(struct caller callers[CALLERS])
{
    for (size_t at = 0; at < CALLERS; at++)
        assert_int_equal(pthread_create(&callers[at].thread, NULL, call, &callers[at]), 0);
    for (size_t at = 0; at < CALLERS; at++)
        pthread_join(callers[at].thread, NULL);
}

static void forget(struct caller callers[CALLERS])
{
    for (size_t at = 0; at < CALLERS; at++)
        arena_clean_up(&callers[at].arena);
}

static size_t count_worked(const struct caller callers[CALLERS])
{
    size_t worked = 0;
    for (size_t at = 0; at < CALLERS; at++)
        worked += callers[at].worked;
    return worked;
}

static size_t count_rules(struct bench *bench)
{
    struct str ids = fake_store_ids(&bench->store, &bench->arena), id;
    size_t count = 0;
    while (str_next_field(&ids, ' ', &id))
        count++;
    return count;
}

static void thirty_changes_at_once_all_arrive_in_few_writes(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    struct caller callers[CALLERS];
    bench.writer.pause_ms = 20;
    prepare(callers, &bench);
    run_all(callers);
    assert_int_equal(count_worked(callers), CALLERS);
    assert_int_equal(count_rules(&bench), CALLERS + 1);
    assert_false(bench.store.overlapped);
    assert_true(bench.store.puts <= CALLERS / 3);
    for (size_t at = 0; at < CALLERS; at++)
        callers[at].removes = true;
    run_all(callers);
    EXPECT_TEXT(bench.store.xml, DOCUMENT(FOREIGN));
    forget(callers);
}

static void one_bad_rule_does_not_hinder_the_others(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    struct caller callers[CALLERS];
    prepare(callers, &bench);
    bench.store.drops = "ObjectSizeLessThan";
    callers[7].rule.filter.object_size_less_than = (struct optional_int){true, 5};
    callers[8].rule.filter.object_size_less_than = (struct optional_int){true, 5};
    run_all(callers);
    assert_int_equal(count_worked(callers), CALLERS - 2);
    assert_int_equal(count_rules(&bench), CALLERS - 2 + 1);
    EXPECT_DIAGNOSTICS(callers[7].rq, "error bucket: The store changed the rule");
    EXPECT_PART(callers[8].rq.first->detail, "rule \"rule-08\": ObjectSizeLessThan");
    EXPECT_DIAGNOSTICS(callers[6].rq, "");
    forget(callers);
}

static void one_refused_rule_does_not_hinder_the_others(void **state)
{
    (void)state;
    BENCH(bench, NULL);
    struct caller callers[CALLERS];
    prepare(callers, &bench);
    bench.store.refuses = "<ID>rule-13</ID>";
    run_all(callers);
    assert_int_equal(count_worked(callers), CALLERS - 1);
    assert_int_equal(count_rules(&bench), CALLERS - 1);
    EXPECT_DIAGNOSTICS(callers[13].rq, "error bucket: S3 refuses the request");
    forget(callers);
}

static void of_two_creations_of_one_id_one_wins(void **state)
{
    (void)state;
    BENCH(bench, NULL);
    struct caller callers[CALLERS];
    prepare(callers, &bench);
    for (size_t at = 0; at < CALLERS; at++)
        callers[at].rule.id = STR("same");
    run_all(callers);
    assert_int_equal(count_worked(callers), 1);
    assert_int_equal(count_rules(&bench), 1);
    forget(callers);
}

static void an_interrupted_caller_does_not_hinder_the_others(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    struct caller callers[CALLERS];
    prepare(callers, &bench);
    for (size_t at = 0; at < CALLERS; at += 2)
        callers[at].cancelled = true;
    run_all(callers);
    for (size_t at = 1; at < CALLERS; at += 2)
        assert_true(callers[at].worked);
    for (size_t at = 0; at < CALLERS; at += 2)
        if (!callers[at].worked)
            EXPECT_DIAGNOSTICS(callers[at].rq, "error : Interrupted");
    forget(callers);
}

static void an_interrupted_writer_leaves_the_others_to_another(void **state)
{
    (void)state;
    BENCH(bench, DOCUMENT(FOREIGN));
    struct caller callers[CALLERS];
    size_t interrupted = 0;
    prepare(callers, &bench);
    bench.writer.pause_ms = 20;
    bench.store.after_put = interrupt_the_writer;
    bench.store.rounds_left = 3;
    bench.store.stale_gets = 2;
    run_all(callers);
    for (size_t at = 0; at < CALLERS; at++) {
        interrupted += callers[at].cancelled;
        assert_int_equal(callers[at].worked, !callers[at].cancelled);
        EXPECT_DIAGNOSTICS(callers[at].rq, callers[at].cancelled ? "error : Interrupted" : "");
    }
    assert_true(interrupted >= 1);
    forget(callers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_is_added_and_others_stay_byte_for_byte),
        cmocka_unit_test(a_rule_that_is_as_wanted_is_not_written),
        cmocka_unit_test(the_last_removal_deletes_the_document),
        cmocka_unit_test(a_new_rule_does_not_take_over_one_of_the_same_id),
        cmocka_unit_test(a_store_that_sorts_is_understood),
        cmocka_unit_test(a_store_that_drops_a_part_gets_the_old_rules_back),
        cmocka_unit_test(a_rule_that_only_loses_its_new_part_is_an_error_too),
        cmocka_unit_test(a_foreign_rule_that_suffers_is_put_back),
        cmocka_unit_test(a_foreign_change_before_the_write_is_kept),
        cmocka_unit_test(a_foreign_write_over_ours_is_repeated_on_top_of_theirs),
        cmocka_unit_test(a_writer_that_never_stops_ends_in_an_error),
        cmocka_unit_test(a_rule_that_somebody_adds_meanwhile_is_kept),
        cmocka_unit_test(old_answers_are_waited_out),
        cmocka_unit_test(the_store_must_agree_twice),
        cmocka_unit_test(answers_that_waver_are_asked_for_again),
        cmocka_unit_test(a_former_rule_that_somebody_brings_back_is_changed_again),
        cmocka_unit_test(a_failing_put_is_reported_and_changes_nothing),
        cmocka_unit_test(a_put_whose_answer_was_lost_counts_when_the_store_shows_it),
        cmocka_unit_test(a_bucket_that_cannot_be_read_is_not_written),
        cmocka_unit_test(a_guard_that_refuses_stops_the_write),
        cmocka_unit_test(old_forms_are_not_mixed_on_amazon),
        cmocka_unit_test(stores_that_mix_forms_may),
        cmocka_unit_test(an_interrupted_change_ends_soon),
        cmocka_unit_test(an_interruption_after_the_write_still_sees_that_it_worked),
        cmocka_unit_test(an_interruption_does_not_leave_a_wider_rule_behind),
        cmocka_unit_test(an_interruption_is_no_reason_to_suspect_the_store),
        cmocka_unit_test(a_deadline_ends_the_wait_for_the_store),
        cmocka_unit_test(thirty_changes_at_once_all_arrive_in_few_writes),
        cmocka_unit_test(one_bad_rule_does_not_hinder_the_others),
        cmocka_unit_test(one_refused_rule_does_not_hinder_the_others),
        cmocka_unit_test(of_two_creations_of_one_id_one_wins),
        cmocka_unit_test(an_interrupted_caller_does_not_hinder_the_others),
        cmocka_unit_test(an_interrupted_writer_leaves_the_others_to_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
