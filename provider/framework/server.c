#include "framework/server.h"

#include "framework/instance.h"
#include "framework/model.h"
#include "framework/private_state.h"
#include "framework/reading.h"
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
    else if (upgraded->kind == VALUE_NULL)
        diag_error(rq, PATH_ROOT, "State is empty", "The state of this %.*s is null, which would lose the object.", STR_ARGS(resource->schema->name));
}

void server_read_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct value *prior,
                          struct str private_bytes, struct value *now, struct str *private_out)
{
    struct private_state private = private_state_decode(rq->arena, private_bytes);
    rq->private_state = &private;
    request_set_timeout(rq, prior, STR("read"), resource->timeouts.read_ms);
    AUTO_INSTANCE instance = instance_acquire(server);
    if (!instance_require(rq, instance) || !resource_read_back(rq, instance_provider(instance), resource, prior, now))
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

/* What nobody could know of an imported object is no reason to replace it. */
static struct value without_unreadable(struct arena *arena, const struct object_schema *object, const struct value *prior, struct value planned)
{
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        if ((attribute->flags & ATTRIBUTE_UNREADABLE) && value_member(prior, attribute->name).kind == VALUE_NULL)
            planned = value_with_member(arena, &planned, attribute->name, VALUE_OF_NULL);
    }
    return planned;
}

static void find_replacements(struct request *rq, const struct object_schema *object, const struct value *prior, struct plan_result *result)
{
    struct value planned = result->planned;
    if (private_state_is_imported(rq))
        planned = without_unreadable(rq->arena, object, prior, planned);
    result->requires_replace = paths_to_replace(rq->arena, object, prior, &planned);
}

/* A resource may have put configured attributes back to their prior values; then computed ones need not be unknown either. */
static bool changes_nothing(const struct plan_request *asked, const struct value *planned)
{
    bool is_change = asked->prior.kind != VALUE_NULL && planned->kind != VALUE_NULL;
    return is_change && value_is_wholly_known(&asked->config) && plan_satisfied(planned, &asked->prior);
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
    if (changes_nothing(asked, &result->planned))
        result->planned = asked->prior;
    if (asked->prior.kind != VALUE_NULL && result->planned.kind != VALUE_NULL)
        find_replacements(rq, object, &asked->prior, result);
    result->private_bytes = private_state_encode(rq->arena, &private);
    rq->private_state = NULL;
}

void server_import_resource(struct request *rq, struct server *server, const struct resource_type *resource, struct str id, struct value *start,
                            struct str *private_out)
{
    const struct object_schema *object = &resource->schema->root;
    struct private_state private = {.entries = VALUE_OF_NULL};
    *start = VALUE_OF_NULL;
    if (!resource->import) {
        diag_error(rq, PATH_ROOT, "Cannot be imported", "A %.*s cannot be imported: nothing of it can be found by an id.",
                   STR_ARGS(resource->schema->name));
        return;
    }
    AUTO_INSTANCE instance = instance_acquire(server);
    if (!instance_require(rq, instance))
        return;
    rq->private_state = &private;
    private_state_set(rq, PRIVATE_STATE_IMPORTED, STR("true"));
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
