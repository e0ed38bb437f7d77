/* provider/framework/reading.h - a resource's read on values instead of models. */
#ifndef ESDR_FRAMEWORK_READING_H
#define ESDR_FRAMEWORK_READING_H

#include "framework/provider.h"

/* Reads the object that `prior` describes (parts may be unknown). `now` is wholly known, has the defaults of attributes that no server knows of, and
 * the spelling of `prior` where nothing changed in meaning; null when the object is gone. False after an error. */
WARN_UNUSED bool resource_read_back(struct request *rq, struct provider *provider, const struct resource_type *resource, const struct value *prior,
                                    struct value *now);

#endif
