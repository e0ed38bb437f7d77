/* provider/framework/private_state.h - what a resource keeps beside its state, as Terraform carries it: opaque bytes. */
#ifndef ESDR_FRAMEWORK_PRIVATE_STATE_H
#define ESDR_FRAMEWORK_PRIVATE_STATE_H

#include "value/value.h"

struct private_state {
    struct value entries; /* a mapping of texts, or null */
};

/* The key under which an import leaves its mark. */
#define PRIVATE_STATE_IMPORTED "imported"

/* Reads the bytes the client sent. Bytes of another provider's making (a moved object) count as empty. */
struct private_state private_state_decode(struct arena *arena, struct str bytes);

/* The bytes to send; empty when there are no entries. */
struct str private_state_encode(struct arena *arena, const struct private_state *state);

#endif
