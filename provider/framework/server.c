#include "framework/server.h"

#include "framework/instance.h"
#include "framework/model.h"
#include "framework/private_state.h"
#include "framework/timeouts.h"
#include "value/json.h"

const struct resource_type *server_resource(struct request *rq, const struct server *server, struct str name)
{
    const struct provider_type *type = server_provider_type(server);
    for (size_t at = 0; at < type->resource_count; at++)
        if (str_equal(type->resources[at]->schema->name, name))
            return type->resources[at];
    diag_error(rq, PATH_ROOT, "Unknown resource type", "This provider has no resource type \"%.*s\".", STR_ARGS(name));
    return NULL;
}

const struct data_source_type *server_data_source(struct request *rq, const struct server *server, struct str name)
{
    const struct provider_type *type = server_provider_type(server);
    for (size_t at = 0; at < type->data_source_count; at++)
        if (str_equal(type->data_sources[at]->schema->name, name))
            return type->data_sources[at];
    diag_error(rq, PATH_ROOT, "Unknown data source", "This provider has no data source \"%.*s\".", STR_ARGS(name));
    return NULL;
}

const struct function_type *server_function(const struct server *server, struct str name)
{
    const struct provider_type *type = server_provider_type(server);
    for (size_t at = 0; at < type->function_count; at++)
        if (str_equal(type->functions[at]->name, name))
            return type->functions[at];
    return NULL;
}

/* The schema's checks, then the object's own when the configuration can be read. */
static void validate(struct request *rq, const struct object_schema *object, const struct value *config, bool write_only_allowed,
                     bool (*more)(struct request *rq, const void *config))
{
    if (!schema_validate(rq, object, config, write_only_allowed) || !more)
        return;
    void *model = model_new(rq->arena, object);
    if (model_from_value(rq, object, config, model))
        (void)!more(rq, model);
}

void server_validate_provider(struct request *rq, struct server *server, const struct value *config)
{
    const struct provider_type *type = server_provider_type(server);
    validate(rq, &type->schema->root, config, true, type->validate);
}

void server_validate_resource(struct request *rq, const struct resource_type *resource, const struct value *config, bool write_only_allowed)
{
    validate(rq, &resource->schema->root, config, write_only_allowed, resource->validate);
}

void server_validate_data_source(struct request *rq, const struct data_source_type *data_source, const struct value *config)
{
    validate(rq, &data_source->schema->root, config, true, data_source->validate);
}

void server_upgrade_state(struct request *rq, const struct resource_type *resource, int64_t version, struct str json, struct value *upgraded)
{
    *upgraded = VALUE_OF_NULL;
    if (version < 0 || version > resource->schema->version) {
        diag_error(rq, PATH_ROOT, "State was written by a newer version",
                   "The state has schema version %lld of %.*s; this version knows up to %lld. Use the newer provider.", (long long)version,
                   STR_ARGS(resource->schema->name), (long long)resource->schema->version);
        return;
    }
    if (!json_decode(rq, schema_type(&resource->schema->root), json, upgraded))
        *upgraded = VALUE_OF_NULL;
}

/* Reads `prior` into `now`, keeping its spelling where nothing changed in meaning. False after an error. */
static bool read_back(struct request *rq, struct provider *provider, const struct resource_type *resource, const struct value *prior,
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

void server_read_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct value *prior,
                          struct str private_bytes, struct value *now, struct str *private_out)
{
    struct private_state private = private_state_decode(rq->arena, private_bytes);
    rq->private_state = &private;
    request_set_timeout(rq, prior, STR("read"), resource->timeouts.read_ms);
    AUTO_INSTANCE instance = instance_acquire(server);
    if (!instance_require(rq, instance) || !read_back(rq, instance_provider(instance), resource, prior, now))
        *now = *prior;
    *private_out = private_state_encode(rq->arena, &private);
    rq->private_state = NULL;
}

/* ---- planning ---- */

static bool plan_with_resource(struct request *rq, struct provider *provider, const struct resource_type *resource, const struct plan_request *asked,
                               struct value *planned)
{
    const struct object_schema *object = &resource->schema->root;
    bool is_destroy = asked->proposed.kind == VALUE_NULL;
    void *config = model_new(rq->arena, object), *prior = model_new(rq->arena, object), *model = model_new(rq->arena, object);
    GUARD(model_from_value(rq, object, &asked->config, config));
    GUARD(model_from_value(rq, object, &asked->prior, prior));
    GUARD(model_from_value(rq, object, planned, model));
    struct resource_plan plan = {
        .config = is_destroy ? NULL : config,
        .prior = asked->prior.kind == VALUE_NULL ? NULL : prior,
        .planned = is_destroy ? NULL : model,
    };
    GUARD(resource->plan(rq, provider, &plan));
    if (!is_destroy)
        *planned = model_to_value(rq->arena, object, model);
    return true;
}

void server_plan_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct plan_request *asked,
                          struct plan_result *result)
{
    const struct object_schema *object = &resource->schema->root;
    struct private_state private = private_state_decode(rq->arena, asked->private_bytes);
    rq->private_state = &private;
    request_set_timeout(rq, &asked->config, STR("read"), resource->timeouts.read_ms);
    *result = (struct plan_result){.planned = VALUE_OF_NULL};
    if (asked->proposed.kind != VALUE_NULL)
        result->planned = plan_value(rq->arena, object, &asked->prior, &asked->proposed, &asked->config);
    AUTO_INSTANCE instance = instance_acquire(server);
    if (resource->plan)
        (void)!plan_with_resource(rq, instance_provider(instance), resource, asked, &result->planned);
    if (asked->prior.kind != VALUE_NULL && result->planned.kind != VALUE_NULL)
        result->requires_replace = paths_to_replace(rq->arena, object, &asked->prior, &result->planned);
    result->private_bytes = private_state_encode(rq->arena, &private);
    rq->private_state = NULL;
}

/* ---- applying ---- */

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
    GUARD(read_back(rq, apply->provider, apply->resource, &written, &found));
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

static bool create(struct request *rq, struct apply *apply)
{
    const struct object_schema *object = &apply->resource->schema->root;
    void *planned = model_new(rq->arena, object);
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
    if (!request_is_cancelled(rq) && read_back(&quiet, apply->provider, apply->resource, apply->prior, &found) && found.kind != VALUE_NULL)
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

void server_import_resource(struct request *rq, struct server *server, const struct resource_type *resource, struct str id, struct value *start,
                            struct str *private_out)
{
    const struct object_schema *object = &resource->schema->root;
    struct private_state private = {.entries = VALUE_OF_NULL};
    *start = VALUE_OF_NULL;
    AUTO_INSTANCE instance = instance_acquire(server);
    if (!instance_require(rq, instance))
        return;
    rq->private_state = &private;
    void *model = model_new(rq->arena, object);
    if (resource->import(rq, id, model))
        *start = model_to_value(rq->arena, object, model);
    *private_out = private_state_encode(rq->arena, &private);
    rq->private_state = NULL;
}

/* ---- data sources and functions ---- */

void server_read_data_source(struct request *rq, struct server *server, const struct data_source_type *data_source, const struct value *config,
                             struct value *found)
{
    const struct object_schema *object = &data_source->schema->root;
    *found = VALUE_OF_NULL;
    request_set_timeout(rq, config, STR("read"), 0);
    AUTO_INSTANCE instance = instance_acquire(server);
    void *asked = model_new(rq->arena, object);
    if (!instance_require(rq, instance) || !model_from_value(rq, object, config, asked))
        return;
    void *model = model_copy(rq->arena, object, asked);
    if (!data_source->read(rq, instance_provider(instance), asked, model))
        return;
    struct value read = model_to_value(rq->arena, object, model);
    *found = value_without_unknowns(rq->arena, &read);
}

void server_call_function(struct request *rq, const struct function_type *function, const struct value *arguments, struct value *result)
{
    *result = VALUE_OF_UNKNOWN;
    for (size_t at = 0; at < function->parameter_count; at++)
        if (!value_is_wholly_known(&arguments[at]))
            return;
    if (!function->call(rq, arguments, result))
        *result = VALUE_OF_NULL;
}
