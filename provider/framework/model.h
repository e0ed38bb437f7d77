/* provider/framework/model.h - values to model structs and back, by the schema's table. */
#ifndef ESDR_FRAMEWORK_MODEL_H
#define ESDR_FRAMEWORK_MODEL_H

#include "framework/schema.h"

/* A zeroed model (every field null) in the request's arena. */
void *model_new(struct arena *arena, const struct object_schema *object);

/* A copy of the struct; what its fields point to is shared. */
void *model_copy(struct arena *arena, const struct object_schema *object, const void *model);

/* Fills a model from an object value. False, with an error at the attribute, when an integer attribute is no whole number of 64 bits. The value must
 * be of schema_type(object). */
WARN_UNUSED bool model_from_value(struct request *rq, const struct object_schema *object, const struct value *value, void *model);

/* The object value of a model, sets in canonical order. */
struct value model_to_value(struct arena *arena, const struct object_schema *object, const void *model);

/* Whether everything that a configuration can say is known; attributes that only a server sets do not count. */
bool model_is_known(struct arena *arena, const struct object_schema *object, const void *model);

#endif
