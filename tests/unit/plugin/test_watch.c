#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/watch.h"

#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENDED = 42 };

static void post(void *semaphore)
{
    sem_post(semaphore);
}

/* Runs in a child process, because signal settings stay. */
static int in_child(void (*act)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        act();
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void watch_and_get(enum watch_for what, int signal_number)
{
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct watch watch;
    sem_t ended;
    sem_init(&ended, 0, 0);
    watch_open(&watch, what);
    if (!watch_start(&rq, &watch, post, &ended))
        return;
    kill(getpid(), signal_number);
    sem_wait(&ended);
    watch_clean_up(&watch);
    _exit(ENDED);
}

static void client_sigterm(void)
{
    watch_and_get(WATCH_CLIENT, SIGTERM);
}

static void client_sighup(void)
{
    watch_and_get(WATCH_CLIENT, SIGHUP);
}

static void operator_sigint(void)
{
    watch_and_get(WATCH_OPERATOR, SIGINT);
}

static void a_signal_to_end_calls_end(void **state)
{
    (void)state;
    assert_int_equal(in_child(client_sigterm), ENDED);
    assert_int_equal(in_child(client_sighup), ENDED);
    assert_int_equal(in_child(operator_sigint), ENDED);
}

static void survive_sigint_and_sigpipe(void)
{
    struct watch watch;
    watch_open(&watch, WATCH_CLIENT);
    kill(getpid(), SIGINT);
    kill(getpid(), SIGPIPE);
    _exit(ENDED);
}

static void sigint_and_sigpipe_do_nothing_to_a_client_s_plugin(void **state)
{
    (void)state;
    assert_int_equal(in_child(survive_sigint_and_sigpipe), ENDED);
}

static void clean_up_at_once(void)
{
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct watch watch;
    sem_t ended;
    int left;
    sem_init(&ended, 0, 0);
    watch_open(&watch, WATCH_OPERATOR);
    if (!watch_start(&rq, &watch, post, &ended))
        return;
    watch_clean_up(&watch);
    sem_getvalue(&ended, &left);
    _exit(left == 0 ? ENDED : 1);
}

static void cleaning_up_does_not_call_end(void **state)
{
    (void)state;
    assert_int_equal(in_child(clean_up_at_once), ENDED);
}

static int report_to;
static enum watch_for watched;

static void report(void *nothing)
{
    (void)nothing;
    ssize_t written = write(report_to, "e", 1);
    (void)written;
}

static void wait_at_most_a_second(void)
{
    const struct timespec limit = {.tv_sec = 1};
    sigset_t nothing;
    sigemptyset(&nothing);
    sigtimedwait(&nothing, NULL, &limit);
}

/* A child whose parent goes away after the child has opened its watch and before it starts it. */
static void watch_as_orphan(void)
{
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct watch watch;
    int opened[2];
    char byte = 'o';
    if (pipe(opened) != 0)
        _exit(1);
    pid_t parent = getpid();
    if (fork() > 0)
        _exit(read(opened[0], &byte, 1) == 1 ? 0 : 1);
    watch_open(&watch, watched);
    if (write(opened[1], &byte, 1) != 1)
        _exit(1);
    while (getppid() == parent)
        sched_yield();
    if (!watch_start(&rq, &watch, report, NULL))
        _exit(1);
    wait_at_most_a_second();
    _exit(0);
}

static ssize_t reports_of_orphan(enum watch_for what)
{
    int ends[2];
    char byte;
    watched = what;
    assert_int_equal(pipe(ends), 0);
    report_to = ends[1];
    assert_int_equal(in_child(watch_as_orphan), 0);
    close(ends[1]);
    ssize_t got = read(ends[0], &byte, 1);
    close(ends[0]);
    return got;
}

static void the_end_of_the_parent_is_noticed_when_it_is_the_client(void **state)
{
    (void)state;
    assert_int_equal(reports_of_orphan(WATCH_CLIENT), 1);
    assert_int_equal(reports_of_orphan(WATCH_OPERATOR), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_to_end_calls_end),
        cmocka_unit_test(sigint_and_sigpipe_do_nothing_to_a_client_s_plugin),
        cmocka_unit_test(cleaning_up_does_not_call_end),
        cmocka_unit_test(the_end_of_the_parent_is_noticed_when_it_is_the_client),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
