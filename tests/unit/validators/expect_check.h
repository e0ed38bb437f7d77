/* tests/unit/validators/expect_check.h - tables of cases for the checks of values. */
#ifndef ESDR_TESTS_VALIDATORS_EXPECT_CHECK_H
#define ESDR_TESTS_VALIDATORS_EXPECT_CHECK_H

#include "base/expect.h"
#include "validators/validators.h"

struct check_case {
    validate_fn *check;
    const char *text;
    const char *says; /* part of the error's detail; NULL: it passes without a word */
};

/* Every case passes in silence, or fails with exactly one error at the attribute, whose detail says so. */
void expect_checks(const struct check_case *cases, size_t count);

#define EXPECT_CHECKS(cases) expect_checks((cases), ARRAY_LENGTH(cases))

/* The detail of the first diagnostic; empty without one. */
struct str first_detail(const struct request *rq);

#endif
