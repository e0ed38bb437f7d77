/* JSON texts: what parses must be written as JSON that parses to the same; a typed reading must end with a value or an error. */
#include "fuzz/fuzz.h"

#include "value/json.h"

#include <stdlib.h>

static const char state_type[] = "[\"object\",{\"any\":\"dynamic\",\"n\":\"number\",\"list\":[\"list\",\"string\"],\"set\":[\"set\",\"bool\"]}]";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA arena = {0};
    struct request rq = {.arena = &arena};
    struct str text = {(const char *)data, size};
    struct value value, again, typed;
    bool parsed = json_parse(&arena, text, &value);
    if (parsed && (!json_parse(&arena, json_encode(&arena, &value), &again) || !value_equal(&value, &again)))
        abort();
    bool decoded = json_decode(&rq, type_from_json(&arena, str_from(state_type)), text, &typed);
    if (decoded == rq.has_error || (decoded && !parsed))
        abort();
    return 0;
}
