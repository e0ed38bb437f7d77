#include "framework/reading.h"

#include "framework/model.h"
#include "framework/planning.h"

bool resource_read_back(struct request *rq, struct provider *provider, const struct resource_type *resource, const struct value *prior,
                        struct value *now)
{
    const struct object_schema *object = &resource->schema->root;
    void *before = model_new(rq->arena, object);
    GUARD(model_from_value(rq, object, prior, before));
    void *found = model_copy(rq->arena, object, before);
    bool gone = false;
    GUARD(resource->read(rq, provider, before, found, &gone));
    *now = VALUE_OF_NULL;
    if (gone)
        return true;
    struct value read = model_to_value(rq->arena, object, found);
    read = with_defaults(rq->arena, object, &read, &read);
    read = keep_meaning(rq->arena, object, prior, &read);
    *now = value_without_unknowns(rq->arena, &read);
    return true;
}
