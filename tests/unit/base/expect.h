/* tests/unit/base/expect.h - what the unit tests of base, value, framework and rpc say about texts and diagnostics. */
#ifndef ESDR_TESTS_BASE_EXPECT_H
#define ESDR_TESTS_BASE_EXPECT_H

#include "base/buffer.h"
#include "base/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* Declares a request with an arena of its own. */
#define FRESH_REQUEST(rq)                                                                                                                            \
    AUTO_ARENA rq##_arena = {0};                                                                                                                     \
    struct request rq = {.arena = &rq##_arena}

/* Fails the test, and prints both, when the text is another. */
#define EXPECT_TEXT(actual, expected) expect_text((actual), (expected), __FILE__, __LINE__)

static inline void expect_text(struct str actual, const char *expected, const char *file, int line)
{
    if (str_equal(actual, str_from(expected)))
        return;
    print_error("expected: %s\n  actual: %.*s\n", expected, STR_ARGS(actual));
    _fail(file, line);
}

/* The diagnostics of a request, one a line: "error s3.bucket: Attribute is required". NUL-terminated. */
static inline struct str diagnostics_text(const struct request *rq)
{
    struct buffer text = {.arena = rq->arena};
    for (const struct diagnostic *diagnostic = rq->first; diagnostic; diagnostic = diagnostic->next) {
        struct str path = path_text(rq->arena, &diagnostic->path);
        buffer_format(&text, "%s%s %.*s: %.*s", text.len > 0 ? "\n" : "", diagnostic->severity == SEVERITY_ERROR ? "error" : "warning",
                      STR_ARGS(path), STR_ARGS(diagnostic->summary));
    }
    (void)buffer_c_string(&text);
    return buffer_str(&text);
}

#define EXPECT_DIAGNOSTICS(rq, expected) expect_text(diagnostics_text(&(rq)), (expected), __FILE__, __LINE__)

/* A small generator of numbers that are the same in every run. */
static inline uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

#endif
