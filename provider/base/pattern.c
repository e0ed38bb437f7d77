#include "base/pattern.h"

bool pattern_matches(struct str pattern, struct str name)
{
    size_t at = 0, in = 0, star = SIZE_MAX, retry = 0;
    while (in < name.len) {
        if (at < pattern.len && pattern.ptr[at] == '*') {
            star = at++;
            retry = in;
        } else if (at < pattern.len && pattern.ptr[at] == name.ptr[in]) {
            at++;
            in++;
        } else if (star != SIZE_MAX) {
            at = star + 1;
            in = ++retry;
        } else {
            return false;
        }
    }
    while (at < pattern.len && pattern.ptr[at] == '*')
        at++;
    return at == pattern.len;
}
