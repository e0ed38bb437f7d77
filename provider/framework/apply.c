#include "framework/instance.h"
#include "framework/model.h"
#include "framework/planning.h"
#include "framework/private_state.h"
#include "framework/reading.h"
#include "framework/server.h"
#include "framework/timeouts.h"

struct apply {
    struct provider *provider;
    const struct resource_type *resource;
    const struct value *prior, *planned;
    struct value made;
};

/* What `made` says after a failure: it exists as soon as it has an id. */
static void keep_remains(struct request *rq, struct apply *apply, const void *made)
{
    struct value remains = model_to_value(rq->arena, &apply->resource->schema->root, made);
    struct value id = value_member(&remains, STR("id"));
    bool exists = id.kind == VALUE_STRING;
    apply->made = exists ? value_without_unknowns(rq->arena, &remains) : VALUE_OF_NULL;
}

static bool read_after_write(struct request *rq, struct apply *apply, const void *made)
{
    struct value written = model_to_value(rq->arena, &apply->resource->schema->root, made);
    struct value found;
    apply->made = value_without_unknowns(rq->arena, &written);
    GUARD(resource_read_back(rq, apply->provider, apply->resource, &written, &found));
    if (found.kind == VALUE_NULL)
        return diag_error(
            rq, PATH_ROOT, "Object vanished after it was written",
            "The server accepted the change, but the object was gone when it was read back. Somebody else may have removed it; plan again.");
    apply->made = found;
    return true;
}

/* A plan may know the id of what it will create; nothing exists under it yet. */
static void forget_id(const struct object_schema *object, void *made)
{
    const struct attribute *id = schema_attribute(object, STR("id"));
    if (id)
        *(struct string_field *)((char *)made + id->offset) = (struct string_field){.state = FIELD_UNKNOWN};
}

static bool update(struct request *rq, struct apply *apply);

/* An object that is there already and is just what was planned was made by an earlier run that ended before it could say so (or by somebody who
 * wanted the same): it is taken over, and whatever an update does beyond writing is done. Any other is not touched. */
static bool take_over(struct request *rq, struct apply *apply, const struct value *found)
{
    struct str type = apply->resource->schema->name;
    struct value id = value_member(found, STR("id"));
    if (!plan_satisfied(apply->planned, found))
        return diag_error(
            rq, PATH_ROOT, "Object exists already",
            "A %.*s with the id \"%.*s\" exists, and differs from the configuration. Nothing was changed. Import it (terraform import ADDRESS %.*s) "
            "and look at the plan, or choose another name.",
            STR_ARGS(type), STR_ARGS(id.text), STR_ARGS(id.text));
    diag_warning(rq, PATH_ROOT, "Object existed already", "A %.*s with the id \"%.*s\" existed and is just as configured, so it was taken over.",
                 STR_ARGS(type), STR_ARGS(id.text));
    struct value *prior = ARENA_NEW(rq->arena, struct value);
    *prior = *found;
    apply->prior = prior;
    apply->made = *found;
    return !apply->resource->update || update(rq, apply);
}

static bool create(struct request *rq, struct apply *apply)
{
    const struct object_schema *object = &apply->resource->schema->root;
    void *planned = model_new(rq->arena, object);
    struct value existing;
    GUARD(resource_read_back(rq, apply->provider, apply->resource, apply->planned, &existing));
    if (existing.kind != VALUE_NULL)
        return take_over(rq, apply, &existing);
    GUARD(model_from_value(rq, object, apply->planned, planned));
    void *made = model_copy(rq->arena, object, planned);
    forget_id(object, made);
    if (!apply->resource->create(rq, apply->provider, planned, made)) {
        keep_remains(rq, apply, made);
        return false;
    }
    return read_after_write(rq, apply, made);
}

/* The state after a failed update: what is there, or the prior state when that cannot be read. */
static void read_truth(struct request *rq, struct apply *apply)
{
    struct request quiet = {.arena = rq->arena, .cancelled = NULL, .private_state = rq->private_state};
    request_set_timeout(&quiet, apply->prior, STR("read"), apply->resource->timeouts.read_ms);
    struct value found;
    if (!request_is_cancelled(rq) && resource_read_back(&quiet, apply->provider, apply->resource, apply->prior, &found) && found.kind != VALUE_NULL)
        apply->made = found;
}

static bool update(struct request *rq, struct apply *apply)
{
    const struct object_schema *object = &apply->resource->schema->root;
    void *prior = model_new(rq->arena, object), *planned = model_new(rq->arena, object);
    apply->made = *apply->prior;
    if (!apply->resource->update)
        return diag_error(rq, PATH_ROOT, "Cannot be changed in place", "Every change of a %.*s replaces it.",
                          STR_ARGS(apply->resource->schema->name));
    GUARD(model_from_value(rq, object, apply->prior, prior));
    GUARD(model_from_value(rq, object, apply->planned, planned));
    void *made = model_copy(rq->arena, object, planned);
    if (!apply->resource->update(rq, apply->provider, prior, planned, made)) {
        read_truth(rq, apply);
        return false;
    }
    return read_after_write(rq, apply, made);
}

static bool destroy(struct request *rq, struct apply *apply)
{
    const struct object_schema *object = &apply->resource->schema->root;
    void *prior = model_new(rq->arena, object);
    apply->made = *apply->prior;
    GUARD(model_from_value(rq, object, apply->prior, prior));
    GUARD(apply->resource->destroy(rq, apply->provider, prior));
    apply->made = VALUE_OF_NULL;
    return true;
}

void server_apply_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct value *prior,
                           const struct value *planned, struct str private_bytes, struct value *made, struct str *private_out)
{
    bool is_create = prior->kind == VALUE_NULL, is_delete = planned->kind == VALUE_NULL;
    struct private_state private = private_state_decode(rq->arena, private_bytes);
    rq->private_state = &private;
    AUTO_INSTANCE instance = instance_acquire(server);
    struct apply apply = {.provider = instance_provider(instance), .resource = resource, .prior = prior, .planned = planned, .made = *prior};
    if (instance_require(rq, instance)) {
        const struct resource_timeouts *limits = &resource->timeouts;
        if (is_create)
            request_set_timeout(rq, planned, STR("create"), limits->create_ms);
        else if (is_delete)
            request_set_timeout(rq, prior, STR("delete"), limits->delete_ms);
        else
            request_set_timeout(rq, planned, STR("update"), limits->update_ms);
        (void)!(is_create ? create(rq, &apply) : is_delete ? destroy(rq, &apply) : update(rq, &apply));
    }
    *made = apply.made;
    *private_out = private_state_encode(rq->arena, &private);
    rq->private_state = NULL;
}
