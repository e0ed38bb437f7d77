/* provider/base/optional.h - values that may be absent, for the structs that describe a server's objects. {0} is absent.
 * An absent text is a struct str whose ptr is NULL; the empty text has a ptr. */
#ifndef ESDR_BASE_OPTIONAL_H
#define ESDR_BASE_OPTIONAL_H

#include "base/str.h"

struct optional_bool {
    bool set, value;
};

struct optional_int {
    bool set;
    int64_t value;
};

struct optional_strings {
    bool set;
    const struct str *items; /* order as given */
    size_t count;
};

struct string_pair {
    struct str key, value;
};

struct optional_map {
    bool set;
    const struct string_pair *pairs; /* sorted by key, keys unique */
    size_t count;
};

#endif
