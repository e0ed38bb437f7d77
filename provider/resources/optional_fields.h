/* provider/resources/optional_fields.h - between the fields of models and the optional values of the layers below. Pure. Unknown counts as absent. */
#ifndef ESDR_RESOURCES_OPTIONAL_FIELDS_H
#define ESDR_RESOURCES_OPTIONAL_FIELDS_H

#include "base/optional.h"
#include "framework/field.h"

struct str text_of(struct string_field field); /* absent (ptr NULL) unless known */
struct optional_bool optional_bool_of(struct bool_field field);
struct optional_int optional_int_of(struct int_field field);
struct optional_strings texts_of(struct arena *arena, const struct strings_field *field);
struct optional_map map_of(struct arena *arena, const struct map_field *field);

struct string_field text_field(struct str text); /* null when absent */
struct bool_field bool_field(struct optional_bool value);
struct int_field int_field(struct optional_int value);

/* Absent and empty collections become null, unless `prior` is an empty one: servers do not tell the two apart. */
struct strings_field texts_field(struct arena *arena, struct optional_strings texts, const struct strings_field *prior);
struct map_field map_field_of(struct arena *arena, struct optional_map map, const struct map_field *prior);

#endif
