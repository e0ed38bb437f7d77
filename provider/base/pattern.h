/* provider/base/pattern.h - names with *, as the engines and their users write them. */
#ifndef ESDR_BASE_PATTERN_H
#define ESDR_BASE_PATTERN_H

#include "base/str.h"

/* Whether the whole name matches: * stands for any text, the empty one too; every other byte for itself. Linear but for the last *. Any thread. */
bool pattern_matches(struct str pattern, struct str name);

#endif
