/* Types as JSON: what is read must be written as JSON that is read as an equal type. */
#include "fuzz/fuzz.h"

#include "value/type.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA arena = {0};
    const struct type *type = type_from_json(&arena, (struct str){(const char *)data, size});
    if (!type)
        return 0;
    const struct type *again = type_from_json(&arena, type_to_json(&arena, type));
    if (!again || !type_equal(type, again))
        abort();
    return 0;
}
