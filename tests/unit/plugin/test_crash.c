#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/crash.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The signal that ended a child which did `crash`, and what it wrote to standard error. */
static int crash_in_child(void (*crash)(void), char *errors, size_t room)
{
    int ends[2], status;
    size_t length = 0;
    ssize_t got;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        crash_catch("program 1.0");
        crash();
        _exit(0);
    }
    close(ends[1]);
    while ((got = read(ends[0], errors + length, room - length - 1)) > 0)
        length += (size_t)got;
    errors[length] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void abort_here(void)
{
    abort();
}

static void raise_bus(void)
{
    raise(SIGBUS);
}

static void raise_while_serving(void)
{
    crash_doing("/a.B/C");
    raise(SIGFPE);
}

static void raise_after_serving(void)
{
    crash_doing("/a.B/C");
    crash_doing(NULL);
    raise(SIGILL);
}

static void do_nothing(void)
{
    crash_doing("/a.B/C");
}

static int overflow(volatile int *depth)
{
    volatile int deeper[1024];
    deeper[0] = *depth + 1;
    return deeper[0] > 0 ? overflow(deeper) + deeper[1] : 0;
}

static void *overflow_thread(void *nothing)
{
    volatile int depth = 0;
    (void)nothing;
    void *stack = crash_guard_thread();
    depth = overflow(&depth);
    crash_release_thread(stack);
    return NULL;
}

static void overflow_a_stack(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, overflow_thread, NULL);
    pthread_join(thread, NULL);
}

static void a_crash_ends_with_its_signal_and_says_so(void **state)
{
    static const struct {
        void (*crash)(void);
        int number;
        const char *lines;
    } cases[] = {
        {abort_here, SIGABRT, "panic: SIGABRT (abort) at address 0x0000000000000000\nprogram 1.0\n"},
        {raise_bus, SIGBUS, "panic: SIGBUS (bus error) at address 0x"},
        {raise_while_serving, SIGFPE, "panic: SIGFPE (arithmetic error) at address 0x"},
        {raise_after_serving, SIGILL, "panic: SIGILL (illegal instruction) at address 0x"},
        {overflow_a_stack, SIGSEGV, "panic: SIGSEGV (invalid memory access) at address 0x"},
    };
    char errors[16384];
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        assert_int_equal(crash_in_child(cases[at].crash, errors, sizeof errors), cases[at].number);
        assert_memory_equal(errors, cases[at].lines, strlen(cases[at].lines));
    }
}

static void the_second_line_says_what_was_being_served(void **state)
{
    char errors[16384];
    (void)state;
    crash_in_child(raise_while_serving, errors, sizeof errors);
    assert_non_null(strstr(errors, "\nprogram 1.0, while serving /a.B/C\n"));
    crash_in_child(raise_after_serving, errors, sizeof errors);
    assert_non_null(strstr(errors, "\nprogram 1.0\n"));
}

static void the_report_stays_within_what_terraform_records(void **state)
{
    char errors[16384];
    size_t lines = 0;
    (void)state;
    crash_in_child(overflow_a_stack, errors, sizeof errors);
    for (const char *at = errors; (at = strchr(at, '\n')); at++)
        lines++;
    assert_in_range(lines, 3, 100);
}

static void without_a_crash_nothing_is_written(void **state)
{
    char errors[64];
    (void)state;
    assert_int_equal(crash_in_child(do_nothing, errors, sizeof errors), 0);
    assert_string_equal(errors, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crash_ends_with_its_signal_and_says_so),
        cmocka_unit_test(the_second_line_says_what_was_being_served),
        cmocka_unit_test(the_report_stays_within_what_terraform_records),
        cmocka_unit_test(without_a_crash_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
