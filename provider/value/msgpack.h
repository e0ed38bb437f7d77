/* provider/value/msgpack.h - DynamicValue.msgpack (terraform-plugin-protocol.md 3.2). */
#ifndef ESDR_VALUE_MSGPACK_H
#define ESDR_VALUE_MSGPACK_H

#include "value/value.h"

/* Decodes `bytes` as a value of `type`. Objects must have exactly the type's attributes. Any extension type is an unknown.
 * False, with an error in rq that names the attribute, when the bytes do not fit the type, are cut short, or nest deeper than 32 levels. Texts are
 * copied to the request's arena. */
WARN_UNUSED bool msgpack_decode(struct request *rq, const struct type *type, struct str bytes, struct value *out);

/* Encodes a value of `type`. Object attributes that the value lacks are written as null. Unknowns are written as plain unknowns. Never fails:
 * a value that does not fit its type is a programming error and ends the process. */
struct str msgpack_encode(struct arena *arena, const struct type *type, const struct value *value);

#endif
