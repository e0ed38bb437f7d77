#include "plugin/watch.h"

#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

static sigset_t ending_signals(enum watch_for what)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    if (what == WATCH_OPERATOR)
        sigaddset(&set, SIGINT);
    return set;
}

static void ignore(int number)
{
    struct sigaction action = {.sa_handler = SIG_IGN};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void leave_signals_to_the_watch(enum watch_for what, const sigset_t *set)
{
    pthread_sigmask(SIG_BLOCK, set, NULL);
    ignore(SIGPIPE);
    if (what == WATCH_CLIENT)
        ignore(SIGINT);
}

/* A descriptor that becomes readable when the parent ends; -1 on a kernel before 5.3, or when the parent is out of sight. */
static int open_parent(void)
{
    return (int)syscall(SYS_pidfd_open, getppid(), 0);
}

static void *wait_for_end(void *argument)
{
    struct watch *watch = argument;
    struct pollfd sources[] = {
        {.fd = watch->closing, .events = POLLIN},
        {.fd = watch->signals, .events = POLLIN},
        {.fd = watch->parent, .events = POLLIN},
        {.fd = watch->reads_errors ? STDERR_FILENO : -1, .events = 0},
    };
    while (poll(sources, ARRAY_LENGTH(sources), -1) < 0 && errno == EINTR)
        continue;
    if (sources[0].revents)
        return NULL;
    LOG(LOG_DEBUG, "plugin", "asked to end", {"by", sources[1].revents ? STR("signal") : STR("end of the client")});
    watch->end(watch->context);
    return NULL;
}

static void close_all(struct watch *watch)
{
    const int descriptors[] = {watch->signals, watch->parent, watch->closing};
    for (size_t at = 0; at < ARRAY_LENGTH(descriptors); at++)
        if (descriptors[at] >= 0)
            close(descriptors[at]);
}

void watch_open(struct watch *watch, enum watch_for what)
{
    sigset_t set = ending_signals(what);
    leave_signals_to_the_watch(what, &set);
    *watch = (struct watch){
        .signals = signalfd(-1, &set, SFD_CLOEXEC),
        .parent = what == WATCH_CLIENT ? open_parent() : -1,
        .closing = eventfd(0, EFD_CLOEXEC),
        .reads_errors = what == WATCH_CLIENT,
    };
}

bool watch_start(struct request *rq, struct watch *watch, void (*end)(void *context), void *context)
{
    watch->end = end;
    watch->context = context;
    if (watch->signals < 0 || watch->closing < 0)
        return diag_error(rq, PATH_ROOT, "The provider could not start", "No descriptor was left to watch for signals.");
    int failure = pthread_create(&watch->thread, NULL, wait_for_end, watch);
    if (failure)
        return diag_error(rq, PATH_ROOT, "The provider could not start", "No thread could be had to watch for signals: %s.", strerror(failure));
    watch->started = true;
    return true;
}

void watch_clean_up(struct watch *watch)
{
    uint64_t one = 1;
    if (watch->started && write(watch->closing, &one, sizeof one) == sizeof one)
        pthread_join(watch->thread, NULL);
    watch->started = false;
    close_all(watch);
}
