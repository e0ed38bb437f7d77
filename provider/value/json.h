/* provider/value/json.h - values as JSON: state files (RawState) and texts for people. Numbers keep every digit. */
#ifndef ESDR_VALUE_JSON_H
#define ESDR_VALUE_JSON_H

#include "value/value.h"

/* Decodes `text` as a value of `type`, as cty's JSON reader does: attributes that are missing become null, attributes that the type does not know are
 * dropped (core strips them too, terraform-plugin-protocol.md 4.5), numbers and booleans may be quoted, a dynamic value is {"type":...,"value":...}.
 * False, with an error in rq that names the attribute and the offset, for anything else, more than 32 levels of nesting included. */
WARN_UNUSED bool json_decode(struct request *rq, const struct type *type, struct str text, struct value *out);

/* Any JSON text without a type: objects become mappings, arrays sequences. False, without a diagnostic, when it is no JSON. */
WARN_UNUSED bool json_parse(struct arena *arena, struct str text, struct value *out);

/* Compact JSON of a wholly known value; unknown parts are written as null. Inverse of json_parse, not of json_decode (dynamic types are not written).
 */
struct str json_encode(struct arena *arena, const struct value *value);

#endif
