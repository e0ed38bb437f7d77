/* tests/unit/s3/cmocka_all.h - cmocka with the headers it wants before it, and comparisons of views. */
#ifndef ESDR_TESTS_S3_CMOCKA_ALL_H
#define ESDR_TESTS_S3_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

/* Fails with both texts in the message. */
#define assert_str_equal(actual, expected)                                                                                                           \
    do {                                                                                                                                             \
        AUTO_ARENA texts_ = {0};                                                                                                                     \
        assert_string_equal(arena_c_string(&texts_, (actual)), (expected));                                                                          \
    } while (0)

#define assert_str_contains(text, part)                                                                                                              \
    do {                                                                                                                                             \
        struct str text_ = (text);                                                                                                                   \
        if (!str_contains(text_, str_from(part)))                                                                                                    \
            fail_msg("\"%.*s\" does not contain \"%s\"", STR_ARGS(text_), (part));                                                                   \
    } while (0)

#endif
