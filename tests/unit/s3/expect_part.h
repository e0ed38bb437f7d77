/* tests/unit/s3/expect_part.h - what the tests of s3 and repository say about texts that hold a phrase. */
#ifndef ESDR_TESTS_S3_EXPECT_PART_H
#define ESDR_TESTS_S3_EXPECT_PART_H

#include "base/expect.h"

/* Fails the test, and prints both, when the text does not hold the part. */
#define EXPECT_PART(text, part) expect_part((text), (part), __FILE__, __LINE__)

static inline void expect_part(struct str text, const char *part, const char *file, int line)
{
    if (str_contains(text, str_from(part)))
        return;
    print_error("expected part: %s\n       actual: %.*s\n", part, STR_ARGS(text));
    _fail(file, line);
}

#endif
