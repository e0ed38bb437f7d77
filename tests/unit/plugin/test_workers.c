#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/workers.h"

#include <semaphore.h>
#include <stdatomic.h>

enum { MANY = 40 };

/* Jobs that wait until they are let go. */
struct waiting_job {
    struct job job;
    sem_t *started, *go;
    atomic_int runs;
};

static void wait_for_go(struct job *job)
{
    struct waiting_job *waiting = (struct waiting_job *)(void *)job;
    sem_post(waiting->started);
    sem_wait(waiting->go);
    atomic_fetch_add(&waiting->runs, 1);
}

struct fixture {
    struct workers workers;
    sem_t started, go;
    struct waiting_job jobs[MANY];
};

static int set_up(void **state)
{
    static struct fixture fixture;
    workers_init(&fixture.workers);
    sem_init(&fixture.started, 0, 0);
    sem_init(&fixture.go, 0, 0);
    for (size_t at = 0; at < MANY; at++)
        fixture.jobs[at] = (struct waiting_job){.job.run = wait_for_go, .started = &fixture.started, .go = &fixture.go};
    *state = &fixture;
    return 0;
}

static void add(struct fixture *fixture, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        assert_true(workers_add(&fixture->workers, &fixture->jobs[at].job));
}

static void await(sem_t *semaphore, size_t times)
{
    for (size_t at = 0; at < times; at++)
        sem_wait(semaphore);
}

static void let_go(struct fixture *fixture, size_t count)
{
    for (size_t at = 0; at < count; at++)
        sem_post(&fixture->go);
}

static void all_jobs_run_at_once(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, 0, MANY);
    await(&fixture->started, MANY);
    let_go(fixture, MANY);
    workers_clean_up(&fixture->workers);
    for (size_t at = 0; at < MANY; at++)
        assert_int_equal(fixture->jobs[at].runs, 1);
}

static size_t idle_threads(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    size_t idle = workers->idle;
    pthread_mutex_unlock(&workers->lock);
    return idle;
}

static void idle_threads_are_used_again(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, 0, 4);
    await(&fixture->started, 4);
    let_go(fixture, 4);
    while (idle_threads(&fixture->workers) < 4)
        sched_yield();
    add(fixture, 4, 8);
    await(&fixture->started, 4);
    assert_int_equal(fixture->workers.thread_count, 4);
    let_go(fixture, 4);
    workers_clean_up(&fixture->workers);
}

static void ending_waits_for_what_was_taken(void **state)
{
    struct fixture *fixture = *state;
    let_go(fixture, MANY);
    add(fixture, 0, MANY);
    workers_clean_up(&fixture->workers);
    for (size_t at = 0; at < MANY; at++)
        assert_int_equal(fixture->jobs[at].runs, 1);
}

static void *clean_up(void *workers)
{
    workers_clean_up(workers);
    return NULL;
}

static bool is_ending(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    bool ending = workers->ending;
    pthread_mutex_unlock(&workers->lock);
    return ending;
}

static void nothing_is_taken_any_more_at_the_end(void **state)
{
    struct fixture *fixture = *state;
    pthread_t thread;
    add(fixture, 0, 1);
    await(&fixture->started, 1);
    pthread_create(&thread, NULL, clean_up, &fixture->workers);
    while (!is_ending(&fixture->workers))
        sched_yield();
    assert_false(workers_add(&fixture->workers, &fixture->jobs[1].job));
    let_go(fixture, 1);
    pthread_join(thread, NULL);
    assert_int_equal(fixture->jobs[1].runs, 0);
}

static void a_pool_without_work_has_no_threads(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(fixture->workers.thread_count, 0);
    workers_clean_up(&fixture->workers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_jobs_run_at_once, set_up),
        cmocka_unit_test_setup(idle_threads_are_used_again, set_up),
        cmocka_unit_test_setup(ending_waits_for_what_was_taken, set_up),
        cmocka_unit_test_setup(nothing_is_taken_any_more_at_the_end, set_up),
        cmocka_unit_test_setup(a_pool_without_work_has_no_threads, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
