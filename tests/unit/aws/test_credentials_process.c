#include "aws/credentials_process.h"

#include "base/expect.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_MS = 20000 };

#define ANSWER "{\"Version\":1,\"AccessKeyId\":\"AK\",\"SecretAccessKey\":\"hush\",\"SessionToken\":\"T\",\"Expiration\":\"2030-01-01T00:00:00Z\"}"

static bool run(struct request *rq, const char *script, int64_t timeout_ms, struct aws_credentials *found)
{
    struct str command = arena_format(rq->arena, "sh -c '%s'", script);
    return credentials_process_run(rq, command, timeout_ms, 1000, found);
}

static void words_are_split_as_a_shell_would_but_nothing_is_expanded(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct {
        const char *command, *words;
    } cases[] = {
        {"a b", "a|b|"},       {"  a\t b  ", "a|b|"},
        {"'a b' c", "a b|c|"}, {"\"a b\"", "a b|"},
        {"a\\ b", "a b|"},     {"\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d|"},
        {"'a\\b'", "a\\b|"},   {"a'b'\"c\"d", "abcd|"},
        {"a '' b", "a||b|"},   {"$HOME * ; x", "$HOME|*|;|x|"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct buffer joined = {.arena = &arena};
        for (char **word = command_words(&arena, str_from(cases[i].command)); *word; word++)
            buffer_format(&joined, "%s|", *word);
        EXPECT_TEXT(buffer_str(&joined), cases[i].words);
    }
}

static void a_command_without_words_or_with_an_open_quote_is_refused(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const char *const commands[] = {"", "  ", "'a", "a \"b"};
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        assert_null(command_words(&arena, str_from(commands[i])));
}

static void what_the_program_prints_is_read(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct aws_credentials found;
    assert_true(run(&rq, "echo \"$0\" >&2; cat; printf %s \"$ANSWER\"", LONG_MS, &found));
    EXPECT_TEXT(found.access_key, "AK");
    EXPECT_TEXT(found.secret_key, "hush");
    EXPECT_TEXT(found.session_token, "T");
    assert_true(found.expires_ms == 1893456000000);
}

static void the_program_starts_with_ordinary_signals(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct aws_credentials found;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    signal(SIGPIPE, SIG_IGN);
    bool worked = run(&rq, "kill -TERM $$; printf %s \"$ANSWER\"", LONG_MS, &found);
    signal(SIGPIPE, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    assert_false(worked);
    assert_true(str_contains(rq.first->detail, STR("signal 15")));
}

static void a_useless_program_is_an_error_that_says_why_and_holds_no_output(void **state)
{
    (void)state;
    static const struct {
        const char *script, *reason;
    } cases[] = {
        {"echo hush; exit 3", "status 3"},
        {"echo hush", "no JSON object"},
        {"true", "no JSON object"},
        {"echo \"{}\"", "Version"},
        {"echo \"{\\\"Version\\\":2,\\\"AccessKeyId\\\":\\\"hush\\\"}\"", "Version"},
        {"echo \"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"hush\\\"}\"", "secret key is missing"},
        {"printf %s \"$ANSWER\" | sed s/2030/1969/", "expired"},
        {"printf %s \"$ANSWER\" | sed s/2030-/2030/", "Expiration"},
        {"head -c 100000 /dev/zero", "64 KiB"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        struct aws_credentials found;
        assert_false(run(&rq, cases[i].script, LONG_MS, &found));
        EXPECT_DIAGNOSTICS(rq, "error : No credentials from credential_process");
        if (!str_contains(rq.first->detail, str_from(cases[i].reason)) || str_contains(rq.first->detail, STR("hush")))
            fail_msg("%s: %.*s", cases[i].script, STR_ARGS(rq.first->detail));
    }
}

static void a_program_that_cannot_be_started_is_an_error(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct aws_credentials found;
    assert_false(credentials_process_run(&rq, STR("/does/not/exist x"), LONG_MS, 1000, &found));
    assert_true(str_contains(rq.first->detail, STR("could not be started: No such file")));
}

static void a_program_that_stays_is_stopped(void **state)
{
    (void)state;
    static const char *const scripts[] = {"sleep 1000", "sleep 1000 & wait", "exec >&-; sleep 1000"};
    for (size_t i = 0; i < ARRAY_LENGTH(scripts); i++) {
        FRESH_REQUEST(rq);
        struct aws_credentials found;
        assert_false(run(&rq, scripts[i], 100, &found));
        assert_true(str_contains(rq.first->detail, STR("took too long")));
    }
}

static void a_cancelled_request_does_not_wait(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct aws_credentials found;
    atomic_bool cancelled = true;
    rq.cancelled = &cancelled;
    assert_false(run(&rq, "sleep 1000", LONG_MS, &found));
    assert_false(str_contains(rq.first->detail, STR("took too long")));
}

static int set_answer(void **state)
{
    (void)state;
    return setenv("ANSWER", ANSWER, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_split_as_a_shell_would_but_nothing_is_expanded),
        cmocka_unit_test(a_command_without_words_or_with_an_open_quote_is_refused),
        cmocka_unit_test(what_the_program_prints_is_read),
        cmocka_unit_test(the_program_starts_with_ordinary_signals),
        cmocka_unit_test(a_useless_program_is_an_error_that_says_why_and_holds_no_output),
        cmocka_unit_test(a_program_that_cannot_be_started_is_an_error),
        cmocka_unit_test(a_program_that_stays_is_stopped),
        cmocka_unit_test(a_cancelled_request_does_not_wait),
    };
    return cmocka_run_group_tests(tests, set_answer, NULL);
}
