/* provider/framework/server.h - one provider as it answers requests: every operation of the protocol on values, without its messages.
 *
 * All functions may run at once on any threads. They add diagnostics to rq; a result is meaningful as far as its comment says, also after errors. */
#ifndef ESDR_FRAMEWORK_SERVER_H
#define ESDR_FRAMEWORK_SERVER_H

#include "framework/planning.h"
#include "framework/provider.h"

struct server;

/* A server of a provider that is not configured yet. */
struct server *server_new(const struct provider_type *type);
void server_destroy(struct server *server);

const struct provider_type *server_provider_type(const struct server *server);

/* The descriptor of that name; NULL, with an error, when there is none. */
const struct resource_type *server_resource(struct request *rq, const struct server *server, struct str name);
const struct data_source_type *server_data_source(struct request *rq, const struct server *server, struct str name);
const struct function_type *server_function(const struct server *server, struct str name);

/* ---- the provider's configuration ---- */

void server_validate_provider(struct request *rq, struct server *server, const struct value *config);

/* Makes a new instance and puts it in place of the former one, which lives on until its last request ends. */
void server_configure(struct request *rq, struct server *server, const struct value *config);

/* ---- resources ---- */

void server_validate_resource(struct request *rq, const struct resource_type *resource, const struct value *config, bool write_only_allowed);

/* State JSON of any version up to the current one. On error `upgraded` is null. */
void server_upgrade_state(struct request *rq, const struct resource_type *resource, int64_t version, struct str json, struct value *upgraded);

/* `now` is null when the object is gone; on error it is `prior`. */
void server_read_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct value *prior,
                          struct str private_bytes, struct value *now, struct str *private_out);

struct plan_request {
    struct value prior, proposed, config;
    struct str private_bytes;
};

struct plan_result {
    struct value planned;
    struct paths requires_replace;
    struct str private_bytes;
};

void server_plan_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct plan_request *asked,
                          struct plan_result *result);

/* Creates (prior null), updates, or deletes (planned null). `made` is what exists afterwards, as far as it is known, also after an error. */
void server_apply_resource(struct request *rq, struct server *server, const struct resource_type *resource, const struct value *prior,
                           const struct value *planned, struct str private_bytes, struct value *made, struct str *private_out);

/* The starting state of an import. Null after an error. */
void server_import_resource(struct request *rq, struct server *server, const struct resource_type *resource, struct str id, struct value *start,
                            struct str *private_out);

/* The object of another provider, in the words of its own state. */
struct move_request {
    struct str provider, type; /* the address, as "host/namespace/type", and the resource type */
    struct str json;           /* the state */
};

/* The starting state of an object that was managed as another type; the client then reads it. Needs no configuration. Null after an error. */
void server_move_resource(struct request *rq, const struct resource_type *resource, const struct move_request *asked, struct value *start,
                          struct str *private_out);

/* ---- data sources and functions ---- */

void server_validate_data_source(struct request *rq, const struct data_source_type *data_source, const struct value *config);
void server_read_data_source(struct request *rq, struct server *server, const struct data_source_type *data_source, const struct value *config,
                             struct value *found);
void server_call_function(struct request *rq, const struct function_type *function, const struct value *arguments, struct value *result);

#endif
