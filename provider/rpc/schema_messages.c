#include "rpc/exchange.h"

/* How an attribute kind looks on the wire: a type, or a nested object with a nesting. */
static const struct {
    const char *type_json;
    Tfplugin6__Schema__Object__NestingMode nesting;
} shapes[] = {
    [ATTRIBUTE_STRING] = {.type_json = "\"string\""},
    [ATTRIBUTE_BOOL] = {.type_json = "\"bool\""},
    [ATTRIBUTE_INTEGER] = {.type_json = "\"number\""},
    [ATTRIBUTE_STRING_LIST] = {.type_json = "[\"list\",\"string\"]"},
    [ATTRIBUTE_STRING_SET] = {.type_json = "[\"set\",\"string\"]"},
    [ATTRIBUTE_STRING_MAP] = {.type_json = "[\"map\",\"string\"]"},
    [ATTRIBUTE_OBJECT] = {.nesting = TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__SINGLE},
    [ATTRIBUTE_OBJECT_LIST] = {.nesting = TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__LIST},
    [ATTRIBUTE_OBJECT_SET] = {.nesting = TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__SET},
    [ATTRIBUTE_OBJECT_MAP] = {.nesting = TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__MAP},
};

static Tfplugin6__Schema__Attribute *message_attribute(struct arena *arena, const struct attribute *attribute);

static Tfplugin6__Schema__Object *message_object(struct arena *arena, const struct attribute *attribute)
{
    Tfplugin6__Schema__Object *message = ARENA_NEW(arena, Tfplugin6__Schema__Object);
    tfplugin6__schema__object__init(message);
    message->nesting = shapes[attribute->kind].nesting;
    message->attributes = MESSAGE_ARRAY(arena, Tfplugin6__Schema__Attribute, attribute->nested->count);
    for (size_t at = 0; at < attribute->nested->count; at++)
        message->attributes[message->n_attributes++] = message_attribute(arena, &attribute->nested->attributes[at]);
    return message;
}

static Tfplugin6__Schema__Attribute *message_attribute(struct arena *arena, const struct attribute *attribute)
{
    Tfplugin6__Schema__Attribute *message = ARENA_NEW(arena, Tfplugin6__Schema__Attribute);
    tfplugin6__schema__attribute__init(message);
    message->name = message_text(arena, attribute->name);
    message->description = message_text(arena, str_from(attribute->description));
    message->description_kind = TFPLUGIN6__STRING_KIND__MARKDOWN;
    message->required = (attribute->flags & ATTRIBUTE_REQUIRED) != 0;
    message->optional = (attribute->flags & ATTRIBUTE_OPTIONAL) != 0;
    message->computed = (attribute->flags & ATTRIBUTE_COMPUTED) != 0 || attribute->default_text;
    message->sensitive = (attribute->flags & ATTRIBUTE_SENSITIVE) != 0;
    message->write_only = (attribute->flags & ATTRIBUTE_WRITE_ONLY) != 0;
    if (attribute->nested)
        message->nested_type = message_object(arena, attribute);
    else
        message->type = message_bytes(str_from(shapes[attribute->kind].type_json));
    return message;
}

static Tfplugin6__Schema__Block *message_block(struct arena *arena, const struct object_schema *object, const char *description);

static Tfplugin6__Schema__NestedBlock *message_nested_block(struct arena *arena, const struct attribute *attribute)
{
    Tfplugin6__Schema__NestedBlock *message = ARENA_NEW(arena, Tfplugin6__Schema__NestedBlock);
    tfplugin6__schema__nested_block__init(message);
    message->type_name = message_text(arena, attribute->name);
    message->block = message_block(arena, attribute->nested, attribute->description);
    message->nesting = TFPLUGIN6__SCHEMA__NESTED_BLOCK__NESTING_MODE__SINGLE;
    return message;
}

static Tfplugin6__Schema__Block *message_block(struct arena *arena, const struct object_schema *object, const char *description)
{
    Tfplugin6__Schema__Block *message = ARENA_NEW(arena, Tfplugin6__Schema__Block);
    tfplugin6__schema__block__init(message);
    message->description = message_text(arena, str_from(description));
    message->description_kind = TFPLUGIN6__STRING_KIND__MARKDOWN;
    message->attributes = MESSAGE_ARRAY(arena, Tfplugin6__Schema__Attribute, object->count);
    message->block_types = MESSAGE_ARRAY(arena, Tfplugin6__Schema__NestedBlock, object->count);
    for (size_t at = 0; at < object->count; at++) {
        const struct attribute *attribute = &object->attributes[at];
        if (attribute->kind == ATTRIBUTE_BLOCK)
            message->block_types[message->n_block_types++] = message_nested_block(arena, attribute);
        else
            message->attributes[message->n_attributes++] = message_attribute(arena, attribute);
    }
    return message;
}

Tfplugin6__Schema *message_schema(struct arena *arena, const struct schema *schema)
{
    Tfplugin6__Schema *message = ARENA_NEW(arena, Tfplugin6__Schema);
    tfplugin6__schema__init(message);
    message->version = schema->version;
    message->block = message_block(arena, &schema->root, schema->description);
    return message;
}

static Tfplugin6__Function__Parameter *message_parameter(struct arena *arena, const struct function_parameter *parameter)
{
    Tfplugin6__Function__Parameter *message = ARENA_NEW(arena, Tfplugin6__Function__Parameter);
    tfplugin6__function__parameter__init(message);
    message->name = message_text(arena, parameter->name);
    message->type = message_bytes(type_to_json(arena, parameter->type));
    message->allow_null_value = parameter->allows_null;
    message->description = message_text(arena, str_from(parameter->description));
    message->description_kind = TFPLUGIN6__STRING_KIND__MARKDOWN;
    return message;
}

Tfplugin6__Function *message_function(struct arena *arena, const struct function_type *function)
{
    Tfplugin6__Function *message = ARENA_NEW(arena, Tfplugin6__Function);
    tfplugin6__function__init(message);
    message->summary = message_text(arena, str_from(function->summary));
    message->description = message_text(arena, str_from(function->description));
    message->description_kind = TFPLUGIN6__STRING_KIND__MARKDOWN;
    message->parameters = MESSAGE_ARRAY(arena, Tfplugin6__Function__Parameter, function->parameter_count);
    for (size_t at = 0; at < function->parameter_count; at++)
        message->parameters[message->n_parameters++] = message_parameter(arena, &function->parameters[at]);
    message->return_ = ARENA_NEW(arena, Tfplugin6__Function__Return);
    tfplugin6__function__return__init(message->return_);
    message->return_->type = message_bytes(type_to_json(arena, function->result));
    return message;
}

Tfplugin6__ServerCapabilities *message_capabilities(struct arena *arena)
{
    Tfplugin6__ServerCapabilities *message = ARENA_NEW(arena, Tfplugin6__ServerCapabilities);
    tfplugin6__server_capabilities__init(message);
    message->plan_destroy = true;
    message->get_provider_schema_optional = true;
    message->move_resource_state = true;
    return message;
}
