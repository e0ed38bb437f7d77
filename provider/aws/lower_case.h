/* provider/aws/lower_case.h - ASCII in lower case. Private to aws. */
#ifndef ESDR_AWS_LOWER_CASE_H
#define ESDR_AWS_LOWER_CASE_H

#include "base/arena.h"

/* A copy with A-Z as a-z; every other byte stays. */
struct str lower_case(struct arena *arena, struct str text);

#endif
