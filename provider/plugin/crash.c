#include "plugin/crash.h"

#include "plugin/socket.h"

#include <execinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STACK_BYTES = 64 * 1024, FRAMES_MAX = 60, HEX_DIGITS = 16 };

static const struct {
    int number;
    const char *name;
} fatal[] = {
    {SIGSEGV, "SIGSEGV (invalid memory access)"}, {SIGABRT, "SIGABRT (abort)"}, {SIGBUS, "SIGBUS (bus error)"}, {SIGFPE, "SIGFPE (arithmetic error)"},
    {SIGILL, "SIGILL (illegal instruction)"},
};

static char main_stack[STACK_BYTES];
static const char *program;
static _Thread_local const char *doing;

/* Everything below until the next comment runs inside a signal handler: write(2) and what is built of it, nothing else. */
static void say(const char *text)
{
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written;
}

static void say_address(const void *address)
{
    char text[HEX_DIGITS + 3] = "0x";
    uintptr_t value = (uintptr_t)address;
    for (int digit = HEX_DIGITS - 1; digit >= 0; digit--, value >>= 4)
        text[2 + digit] = "0123456789abcdef"[value & 0xf];
    say(text);
}

static const char *name_of(int number)
{
    for (size_t at = 0; at < ARRAY_LENGTH(fatal); at++)
        if (fatal[at].number == number)
            return fatal[at].name;
    return "a fatal signal";
}

static void report(int number, siginfo_t *info, void *machine)
{
    (void)machine;
    say("panic: ");
    say(name_of(number));
    say(" at address ");
    say_address(number == SIGABRT ? NULL : info->si_addr);
    say("\n");
    say(program);
    say(doing ? ", while serving " : "");
    say(doing ? doing : "");
    say("\n");
    void *frames[FRAMES_MAX];
    int count = backtrace(frames, FRAMES_MAX);
    backtrace_symbols_fd(frames, count, STDERR_FILENO);
    socket_remove();
    raise(number);
}

/* The first call of backtrace loads a library, which a signal handler must not do. */
static void load_unwinder(void)
{
    void *frame[1];
    (void)!backtrace(frame, 1);
}

static void guard(void *memory)
{
    const stack_t stack = {.ss_sp = memory, .ss_size = STACK_BYTES};
    sigaltstack(&stack, NULL);
}

void crash_catch(const char *version)
{
    program = version;
    crash_doing(NULL);
    load_unwinder();
    guard(main_stack);
    struct sigaction action = {.sa_sigaction = report, .sa_flags = (int)(SA_SIGINFO | SA_ONSTACK | SA_RESETHAND)};
    sigemptyset(&action.sa_mask);
    for (size_t at = 0; at < ARRAY_LENGTH(fatal); at++)
        sigaction(fatal[at].number, &action, NULL);
}

void crash_doing(const char *what)
{
    doing = what;
}

void *crash_guard_thread(void)
{
    void *memory = malloc(STACK_BYTES);
    if (memory)
        guard(memory);
    return memory;
}

void crash_release_thread(void *memory)
{
    stack_t none = {.ss_flags = SS_DISABLE};
    if (memory)
        sigaltstack(&none, NULL);
    free(memory);
}
