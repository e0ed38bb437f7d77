#include "base/clock.h"
#include "base/expect.h"

#include <pthread.h>

static void diagnostics_keep_their_order_and_texts(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    char detail[] = "first";
    assert_true(diag_warning(&rq, AT("a"), "Odd", "%s", detail));
    assert_false(rq.has_error);
    assert_false(diag_error(&rq, AT2("b", "c"), "Wrong", "%s", "second"));
    assert_true(rq.has_error);
    detail[0] = 'X';
    EXPECT_DIAGNOSTICS(rq, "warning a: Odd\nerror b.c: Wrong");
    EXPECT_TEXT(rq.first->detail, "first");
    EXPECT_TEXT(rq.last->detail, "second");
}

static void diagnostics_are_always_utf8(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    diag_error(&rq, PATH_ROOT, "Odd \xff", "Body %s", "\xc3");
    EXPECT_TEXT(rq.first->summary, "Odd ?");
    EXPECT_TEXT(rq.first->detail, "Body ?");
}

static void a_request_goes_on_until_it_is_cancelled_or_late(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    atomic_bool cancelled = false;
    rq.cancelled = &cancelled;
    assert_true(request_continue(&rq, "waiting"));
    rq.deadline_ms = clock_monotonic_ms() + 1000000;
    assert_true(request_continue(&rq, "waiting"));
    rq.deadline_ms = clock_monotonic_ms() - 1;
    assert_true(request_is_late(&rq));
    assert_false(request_continue(&rq, "waiting for x"));
    EXPECT_DIAGNOSTICS(rq, "error : Timed out");
    assert_true(str_contains(rq.first->detail, STR("waiting for x")));
    atomic_store(&cancelled, true);
    assert_true(request_is_cancelled(&rq));
    assert_false(request_continue(&rq, "waiting"));
    EXPECT_DIAGNOSTICS(rq, "error : Timed out\nerror : Interrupted");
}

static void what_remains_is_limited_from_both_sides(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_true(request_remaining_ms(&rq, 500) == 500);
    rq.deadline_ms = clock_monotonic_ms() + 1000000;
    assert_true(request_remaining_ms(&rq, 500) == 500);
    int64_t remaining = request_remaining_ms(&rq, INT64_MAX);
    assert_true(remaining > 900000 && remaining <= 1000000);
    rq.deadline_ms = clock_monotonic_ms() - 5;
    assert_true(request_remaining_ms(&rq, 500) == 0);
}

static void waiting_takes_its_time(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    int64_t before = clock_monotonic_ms();
    assert_true(request_wait(&rq, 20, "waiting"));
    assert_true(clock_monotonic_ms() >= before + 20);
    assert_true(request_wait(&rq, 0, "waiting"));
    assert_true(request_wait(&rq, -5, "waiting"));
}

static void waiting_ends_at_the_deadline(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    rq.deadline_ms = clock_monotonic_ms() + 10;
    assert_false(request_wait(&rq, INT64_MAX / 2, "waiting for x"));
    EXPECT_DIAGNOSTICS(rq, "error : Timed out");
}

static void *cancel(void *flag)
{
    atomic_store((atomic_bool *)flag, true);
    return NULL;
}

static void waiting_ends_when_the_request_is_cancelled(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    atomic_bool cancelled = false;
    rq.cancelled = &cancelled;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, cancel, &cancelled), 0);
    assert_false(request_wait(&rq, 3600 * 1000, "waiting for x"));
    pthread_join(thread, NULL);
    EXPECT_DIAGNOSTICS(rq, "error : Interrupted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diagnostics_keep_their_order_and_texts),
        cmocka_unit_test(diagnostics_are_always_utf8),
        cmocka_unit_test(a_request_goes_on_until_it_is_cancelled_or_late),
        cmocka_unit_test(what_remains_is_limited_from_both_sides),
        cmocka_unit_test(waiting_takes_its_time),
        cmocka_unit_test(waiting_ends_at_the_deadline),
        cmocka_unit_test(waiting_ends_when_the_request_is_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
