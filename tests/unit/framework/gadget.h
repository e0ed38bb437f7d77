/* tests/unit/framework/gadget.h - a provider whose one resource has every kind of attribute, and whose callbacks do what a test says. */
#ifndef ESDR_TESTS_FRAMEWORK_GADGET_H
#define ESDR_TESTS_FRAMEWORK_GADGET_H

#include "base/expect.h"
#include "framework/server.h"

struct gadget_part {
    enum field_state state;
    struct string_field bin, colour, label, serial;
};

struct gadget_timeouts {
    enum field_state state;
    struct string_field create, destroy, read, update;
};

struct gadget {
    struct string_field alpha, beta;
    struct bool_field enabled;
    struct string_field id, name;
    struct objects_field part_list, part_map, part_set;
    struct string_field password, secret;
    struct int_field size;
    struct gadget_part single;
    struct string_field spelling, stable_mark;
    struct strings_field strings, strings_set;
    struct map_field tags;
    struct gadget_timeouts timeouts;
    struct string_field version;
};

extern const struct schema gadget_schema;
extern const struct resource_type gadget_resource;
extern const struct provider_type gadget_provider;

enum gadget_ending { SUCCEEDS, FAILS, FAILS_AFTER_ID };

/* What the callbacks do, and what they saw. Reset by gadget_reset. */
struct gadget_control {
    enum gadget_ending create, update, destroy, read, plan, configure, validate;
    bool exists; /* what read finds; create and destroy change it */
    bool vanishes, leaves_unknown, reads_spelling_in_capitals;
    const char *plans_version;      /* NULL: left as the framework planned it */
    const char *private_value;      /* stored under "note" by create */
    const char *seen_private_value; /* what read found under "note" */
    int64_t seen_remaining_ms;
    bool plan_had_config, plan_had_prior, plan_had_planned, plan_had_provider;
    int creates, reads, updates, destroys, plans;
    atomic_int live_instances;
    atomic_bool hold, held; /* read waits while `hold` is set, and says so in `held` */
};

extern struct gadget_control gadget;
void gadget_reset(void);

/* The object value that JSON describes, of the schema's type; "?" as a text means unknown. The test fails when it does not fit. */
struct value gadget_value(struct arena *arena, const char *json);

/* A value as JSON without its null attributes; unknowns are "?". NUL-terminated. */
struct str gadget_text(struct arena *arena, const struct value *value);

/* A server of the gadget provider that has been configured. */
struct server *configured_server(void);
void destroy_server(struct server **server);
#define AUTO_SERVER AUTO(destroy_server) struct server *

#endif
