#include "aws/credentials_process.h"

#include "aws/credentials_answer.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "value/json.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- words ---- */

struct word_reader {
    struct str rest;
    struct buffer word;
    char quote; /* 0: outside */
    bool begun;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool escapes(const struct word_reader *reader, size_t at)
{
    if (reader->rest.ptr[at] != '\\' || reader->quote == '\'' || at + 1 == reader->rest.len)
        return false;
    char next = reader->rest.ptr[at + 1];
    return reader->quote == 0 || next == '"' || next == '\\';
}

/* Reads up to the end of a word. False at an open quote. */
static bool read_word(struct word_reader *reader)
{
    size_t i = 0;
    for (; i < reader->rest.len && (reader->quote || !reader->begun || !is_blank(reader->rest.ptr[i])); i++) {
        char byte = reader->rest.ptr[i];
        bool is_quote = byte == '"' || byte == '\'';
        if (escapes(reader, i))
            buffer_append_byte(&reader->word, reader->rest.ptr[++i]);
        else if (reader->quote == byte)
            reader->quote = 0;
        else if (!reader->quote && is_quote)
            reader->quote = byte;
        else if (reader->quote || !is_blank(byte))
            buffer_append_byte(&reader->word, byte);
        reader->begun |= is_quote || !is_blank(byte);
    }
    reader->rest = str_slice(reader->rest, i, reader->rest.len);
    return reader->quote == 0;
}

char **command_words(struct arena *arena, struct str command)
{
    char **words = ARENA_ARRAY(arena, char *, command.len + 1);
    struct str rest = command;
    size_t count = 0;
    while (!str_is_empty(rest)) {
        struct word_reader reader = {.rest = rest, .word = {.arena = arena}};
        if (!read_word(&reader))
            return NULL;
        if (reader.begun) {
            (void)buffer_c_string(&reader.word);
            words[count++] = reader.word.ptr;
        }
        rest = reader.rest;
    }
    return count > 0 ? words : NULL;
}

/* ---- the child ---- */

struct child {
    pid_t pid;
    int output;
};

static void set_signals(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

static int spawn(char **words, int output, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    set_signals(&attributes);
    int failure = posix_spawnp(pid, words[0], &files, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failure;
}

static bool fail(struct request *rq, const char *reason)
{
    return diag_error(rq, PATH_ROOT, "No credentials from credential_process", "The program that the profile names as credential_process: %s.",
                      reason);
}

static bool start(struct request *rq, struct str command, struct child *child)
{
    char **words = command_words(rq->arena, command);
    int ends[2];
    if (!words)
        return fail(rq, "its command line is empty or has a quote that is not closed");
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(rq, strerror(errno));
    int failure = spawn(words, ends[1], &child->pid);
    close(ends[1]);
    child->output = ends[0];
    if (failure == 0)
        return true;
    close(ends[0]);
    return fail(rq, arena_format(rq->arena, "it could not be started: %s", strerror(failure)).ptr);
}

/* Whether there is something to read; false with a diagnostic when it is time to give up. */
static bool await_output(struct request *rq, const struct child *child, int64_t end_ms)
{
    enum { SLICE_MS = 50 };
    struct pollfd wanted = {.fd = child->output, .events = POLLIN};
    while (poll(&wanted, 1, SLICE_MS) <= 0) {
        GUARD(request_continue(rq, "waiting for credential_process"));
        if (clock_monotonic_ms() >= end_ms)
            return fail(rq, "it took too long and was stopped");
    }
    return true;
}

static bool read_output(struct request *rq, const struct child *child, int64_t end_ms, struct buffer *output)
{
    char piece[4096];
    for (;;) {
        GUARD(await_output(rq, child, end_ms));
        ssize_t count = read(child->output, piece, sizeof(piece));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count == 0 || fail(rq, strerror(errno));
        if (output->len + (size_t)count > CREDENTIAL_PROCESS_OUTPUT_MAX)
            return fail(rq, "it printed more than 64 KiB");
        buffer_append(output, (struct str){piece, (size_t)count});
    }
}

/* A program may close its output and stay. */
static bool await_end(struct request *rq, const struct child *child, int64_t end_ms, int *status)
{
    enum { SLICE_MS = 5 };
    while (waitpid(child->pid, status, WNOHANG) == 0) {
        GUARD(request_wait(rq, SLICE_MS, "waiting for credential_process"));
        if (clock_monotonic_ms() >= end_ms)
            return fail(rq, "it took too long and was stopped");
    }
    return true;
}

static bool collect(struct request *rq, const struct child *child, int64_t timeout_ms, struct buffer *output, int *status)
{
    int64_t end_ms = clock_monotonic_ms() + timeout_ms;
    if (read_output(rq, child, end_ms, output) && await_end(rq, child, end_ms, status))
        return true;
    kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, status, 0) < 0 && errno == EINTR)
        continue;
    return false;
}

/* ---- its answer ---- */

static bool has_version_1(struct request *rq, struct str text)
{
    struct value answer;
    int64_t version;
    if (!json_parse(rq->arena, text, &answer))
        return true;
    struct value member = value_member(&answer, STR("Version"));
    return member.kind == VALUE_NUMBER && value_to_int64(&member, &version) && version == 1;
}

bool credentials_process_run(struct request *rq, struct str command, int64_t timeout_ms, int64_t now_ms, struct aws_credentials *credentials)
{
    struct child child;
    struct buffer output = {.arena = rq->arena};
    int status = 0;
    const char *problem;
    GUARD(start(rq, command, &child));
    bool collected = collect(rq, &child, timeout_ms, &output, &status);
    close(child.output);
    GUARD(collected);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(rq, arena_format(rq->arena, WIFEXITED(status) ? "it ended with status %d" : "it was ended by signal %d",
                                     WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status))
                            .ptr);
    if (!has_version_1(rq, buffer_str(&output)))
        return fail(rq, "its answer does not say \"Version\": 1");
    if (!credentials_answer_read(rq, buffer_str(&output), STR("SessionToken"), now_ms, credentials, &problem))
        return fail(rq, problem);
    return true;
}
