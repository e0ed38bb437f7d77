/* provider/framework/provider.h - what a provider is: descriptors of its resources, data sources and functions.
 *
 * Model parameters are pointers to the struct that the schema's table binds. `struct provider` is whatever the provider makes of its configuration;
 * the framework only passes it on. Callbacks return false after adding an error to the request. Several run at once, on different objects or the
 * same type. */
#ifndef ESDR_FRAMEWORK_PROVIDER_H
#define ESDR_FRAMEWORK_PROVIDER_H

#include "framework/schema.h"

struct provider;

/* A plan under discussion. `planned` has defaults applied and computed attributes unknown where they may change; a callback may set computed
 * attributes to known values, and configured ones only back to their prior value (terraform-plugin-protocol.md 4.2). */
struct resource_plan {
    const void *config; /* NULL when the object is to be destroyed */
    const void *prior;  /* NULL when it is to be created */
    void *planned;      /* NULL when it is to be destroyed */
};

struct resource_timeouts {
    int64_t create_ms, read_ms, update_ms, delete_ms; /* 0: two minutes */
};

/* An object of another provider that can become one of this type, with a `moved` block. What exists stays as it is; only the state is made anew, by
 * reading. */
struct resource_move {
    struct str provider; /* the end of its address, "/namespace/type" */
    struct str type;
    struct str name;           /* the attribute of its state that is the import id here */
    const struct str *dropped; /* attributes of its state that have no place here: a warning where they are set */
    size_t dropped_count;
};

struct resource_type {
    const struct schema *schema;
    struct resource_timeouts timeouts;

    /* Optional. More checks on a configuration than its schema has; parts may be unknown. */
    bool (*validate)(struct request *rq, const void *config);

    /* Optional. `provider` is NULL when the provider is not configured. */
    bool (*plan)(struct request *rq, struct provider *provider, const struct resource_plan *plan);

    /* Creates the object, which `read` did not find a moment ago. `made` starts as a copy of `planned` whose attribute "id" is unknown; setting it
     * says that something exists now, also when it then fails. The framework reads the object back afterwards: `made` needs only what `read` needs.
     */
    bool (*create)(struct request *rq, struct provider *provider, const void *planned, void *made);

    /* Reads what is there. `now` starts as a copy of `prior`. Sets `gone` when the object does not exist (and nothing else may be taken for that). */
    bool (*read)(struct request *rq, struct provider *provider, const void *prior, void *now, bool *gone);

    /* Changes the object. NULL when every change replaces. `made` starts as a copy of `planned`. The framework reads it back afterwards. */
    bool (*update)(struct request *rq, struct provider *provider, const void *prior, const void *planned, void *made);

    /* Removes the object; that it is gone already is success. */
    bool (*destroy)(struct request *rq, struct provider *provider, const void *prior);

    /* Splits an import id into the attributes that `read` needs; `start` is all null. The framework then reads it. NULL: cannot be imported. */
    bool (*import)(struct request *rq, struct str id, void *start);

    /* Optional. Needs `import`, which must not use the provider. */
    const struct resource_move *moves;
    size_t move_count;
};

struct data_source_type {
    const struct schema *schema;
    bool (*validate)(struct request *rq, const void *config); /* optional */

    /* `found` starts as a copy of `config`. */
    bool (*read)(struct request *rq, struct provider *provider, const void *config, void *found);
};

struct function_parameter {
    struct str name;
    const struct type *type;
    const char *description;
    bool allows_null;
};

struct function_type {
    struct str name;
    const char *summary, *description;
    const struct function_parameter *parameters;
    size_t parameter_count;
    const struct type *result;

    /* Pure. `arguments` are wholly known. On error returns false after diag_error at path_index(PATH_ROOT, i) for argument i, or at the root. */
    bool (*call)(struct request *rq, const struct value *arguments, struct value *result);
};

struct provider_type {
    const struct schema *schema;
    bool (*validate)(struct request *rq, const void *config); /* optional */

    /* Makes an instance from a configuration whose parts may be unknown. No network. */
    bool (*configure)(struct request *rq, const void *config, struct provider **instance);
    void (*release)(struct provider *instance);

    const struct resource_type *const *resources;
    size_t resource_count;
    const struct data_source_type *const *data_sources;
    size_t data_source_count;
    const struct function_type *const *functions;
    size_t function_count;
};

/* Bytes that a resource keeps beside its state under `key`, between calls on one object; empty when there are none. Only inside the callbacks of a
 * resource. Keys are C identifiers; values are text. */
struct str private_state_get(struct request *rq, const char *key);
bool private_state_is_imported(struct request *rq); /* whether the object came into the state by an import */
void private_state_set(struct request *rq, const char *key, struct str value);

#endif
