/* Wire values of a type that has everything: what decodes must encode, and decode to the same again. The first byte chooses the type. */
#include "fuzz/fuzz.h"

#include "value/msgpack.h"

#include <stdlib.h>

static const char *const types[] = {
    "\"dynamic\"",
    "[\"object\",{\"any\":\"dynamic\",\"flag\":\"bool\",\"items\":[\"list\",[\"object\",{\"n\":\"number\",\"s\":\"string\"}]],"
    "\"labels\":[\"map\",\"string\"],\"pair\":[\"tuple\",[\"string\",\"number\"]],\"tags\":[\"set\",\"string\"]}]",
    "[\"map\",[\"set\",\"number\"]]",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    const struct type *type = type_from_json(&arena, str_from(types[data[0] % ARRAY_LENGTH(types)]));
    struct value value, again;
    if (!msgpack_decode(&rq, type, (struct str){(const char *)data + 1, size - 1}, &value)) {
        if (!rq.has_error)
            abort();
        return 0;
    }
    if (!msgpack_decode(&rq, type, msgpack_encode(&arena, type, &value), &again) || !value_equal(&value, &again))
        abort();
    return 0;
}
