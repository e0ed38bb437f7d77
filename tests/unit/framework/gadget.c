#include "framework/gadget.h"

#include "framework/planning.h"
#include "value/json.h"

#include <sched.h>
#include <stdlib.h>

#define FIELD(model, field) .name = STR_INIT(#field), .offset = offsetof(struct model, field)
#define NESTED(schema) .nested = &schema

static bool equal_ignoring_case(struct str a, struct str b)
{
    return str_equal_ignoring_case(a, b);
}

static const struct str colours[] = {STR_INIT("blue"), STR_INIT("red")};
static const struct validator colour_validators[] = {{.check = validate_one_of, .choices = colours, .choice_count = 2}};
static const struct validator name_validators[] = {{.check = validate_not_empty}, {.check = validate_length, .minimum = 2, .maximum = 10}};
static const struct validator size_validators[] = {{.check = validate_between, .minimum = 1, .maximum = 100}};
static const struct validator string_validators[] = {{.check = validate_not_empty}};

static const struct attribute part_attributes[] = {
    {FIELD(gadget_part, bin), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE},
    {FIELD(gadget_part, colour), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED, .default_text = "red",
     .validators = colour_validators, .validator_count = 1},
    {FIELD(gadget_part, label), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .same_meaning = equal_ignoring_case},
    {FIELD(gadget_part, serial), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED},
};
static const struct object_schema part_object = {.attributes = part_attributes, .count = 4, .model_size = sizeof(struct gadget_part)};

static const struct attribute set_part_attributes[] = {
    {FIELD(gadget_part, bin), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
    {FIELD(gadget_part, label), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .same_meaning = equal_ignoring_case},
};
static const struct object_schema set_part_object = {.attributes = set_part_attributes, .count = 2, .model_size = sizeof(struct gadget_part)};

static const struct attribute timeout_attributes[] = {
    {FIELD(gadget_timeouts, create), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
    {.name = STR_INIT("delete"), .offset = offsetof(struct gadget_timeouts, destroy), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
    {FIELD(gadget_timeouts, read), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
    {FIELD(gadget_timeouts, update), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
};
static const struct object_schema timeouts_object = {.attributes = timeout_attributes, .count = 4, .model_size = sizeof(struct gadget_timeouts)};

static const struct attribute attributes[] = {
    {FIELD(gadget, alpha), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
    {FIELD(gadget, beta), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL},
    {FIELD(gadget, enabled), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED, .default_text = "true"},
    {FIELD(gadget, id), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE},
    {FIELD(gadget, name), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE, .validators = name_validators,
     .validator_count = 2},
    {FIELD(gadget, part_list), .kind = ATTRIBUTE_OBJECT_LIST, .flags = ATTRIBUTE_OPTIONAL, NESTED(part_object)},
    {FIELD(gadget, part_map), .kind = ATTRIBUTE_OBJECT_MAP, .flags = ATTRIBUTE_OPTIONAL, NESTED(part_object)},
    {FIELD(gadget, part_set), .kind = ATTRIBUTE_OBJECT_SET, .flags = ATTRIBUTE_OPTIONAL, NESTED(set_part_object)},
    {FIELD(gadget, password), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_WRITE_ONLY | ATTRIBUTE_SENSITIVE},
    {FIELD(gadget, secret), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE},
    {FIELD(gadget, single), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, NESTED(part_object)},
    {FIELD(gadget, size), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL, .validators = size_validators, .validator_count = 1},
    {FIELD(gadget, spelling), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .same_meaning = equal_ignoring_case},
    {FIELD(gadget, stable_mark), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE},
    {FIELD(gadget, strings), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL, .same_meaning = equal_ignoring_case,
     .validators = string_validators, .validator_count = 1},
    {FIELD(gadget, strings_set), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE | ATTRIBUTE_UNREADABLE,
     .same_meaning = equal_ignoring_case, .validators = string_validators, .validator_count = 1},
    {FIELD(gadget, tags), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL, .validators = string_validators, .validator_count = 1},
    {FIELD(gadget, timeouts), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, NESTED(timeouts_object)},
    {FIELD(gadget, version), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED},
};

static const struct str alpha_beta[] = {STR_INIT("alpha"), STR_INIT("beta")};
static const struct attribute_rule rules[] = {{RULE_AT_MOST_ONE, alpha_beta, 2}};

static const struct str identity[] = {STR_INIT("name")};

const struct schema gadget_schema = {
    .name = STR_INIT("test_gadget"),
    .version = 2,
    .description = "A gadget.",
    .root = {.attributes = attributes, .count = ARRAY_LENGTH(attributes), .model_size = sizeof(struct gadget), .rules = rules, .rule_count = 1},
    .identity = identity,
    .identity_count = 1,
};

struct gadget_control gadget;

void gadget_reset(void)
{
    int live = atomic_load(&gadget.live_instances);
    gadget = (struct gadget_control){0};
    atomic_store(&gadget.live_instances, live);
}

static bool end(struct request *rq, enum gadget_ending ending, const char *doing)
{
    return ending == SUCCEEDS || diag_error(rq, PATH_ROOT, "Told to fail", "While %s.", doing);
}

static bool validate(struct request *rq, const void *config)
{
    (void)config;
    return end(rq, gadget.validate, "validating");
}

static bool plan(struct request *rq, struct provider *provider, const struct resource_plan *plan)
{
    gadget.plans++;
    gadget.plan_had_config = plan->config != NULL;
    gadget.plan_had_prior = plan->prior != NULL;
    gadget.plan_had_planned = plan->planned != NULL;
    gadget.plan_had_provider = provider != NULL;
    struct gadget *planned = plan->planned;
    if (planned && gadget.plans_version)
        planned->version = known_string(str_from(gadget.plans_version));
    return end(rq, gadget.plan, "planning");
}

static bool create(struct request *rq, struct provider *provider, const void *planned, void *made)
{
    (void)provider, (void)planned;
    gadget.creates++;
    gadget.seen_remaining_ms = request_remaining_ms(rq, INT64_MAX);
    if (gadget.private_value)
        private_state_set(rq, "note", str_from(gadget.private_value));
    gadget.exists = gadget.create != FAILS && !gadget.vanishes;
    if (gadget.create != FAILS)
        ((struct gadget *)made)->id = known_string(STR("gadget-1"));
    return end(rq, gadget.create, "creating");
}

static struct str in_capitals(struct arena *arena, struct str text)
{
    char *copy = arena_allocate(arena, text.len, 1);
    for (size_t at = 0; at < text.len; at++)
        copy[at] = (char)(text.ptr[at] >= 'a' && text.ptr[at] <= 'z' ? text.ptr[at] - 'a' + 'A' : text.ptr[at]);
    return (struct str){copy, text.len};
}

static bool read(struct request *rq, struct provider *provider, const void *prior, void *now, bool *gone)
{
    (void)provider, (void)prior;
    struct gadget *found = now;
    gadget.reads++;
    while (atomic_load(&gadget.hold)) {
        atomic_store(&gadget.held, true);
        sched_yield();
    }
    gadget.seen_private_value = private_state_get(rq, "note").ptr;
    *gone = !gadget.exists;
    found->version = gadget.leaves_unknown ? (struct string_field){.state = FIELD_UNKNOWN} : known_string(STR("v1"));
    found->stable_mark = known_string(STR("mark"));
    if (gadget.reads_spelling_in_capitals && FIELD_IS_KNOWN(found->spelling))
        found->spelling.value = in_capitals(rq->arena, found->spelling.value);
    return end(rq, gadget.read, "reading");
}

static bool update(struct request *rq, struct provider *provider, const void *prior, const void *planned, void *made)
{
    (void)provider, (void)prior, (void)planned, (void)made;
    gadget.updates++;
    gadget.exists = !gadget.vanishes;
    gadget.seen_remaining_ms = request_remaining_ms(rq, INT64_MAX);
    return end(rq, gadget.update, "updating");
}

static bool destroy(struct request *rq, struct provider *provider, const void *prior)
{
    (void)provider, (void)prior;
    gadget.destroys++;
    gadget.seen_remaining_ms = request_remaining_ms(rq, INT64_MAX);
    return end(rq, gadget.destroy, "destroying");
}

static bool import(struct request *rq, struct str id, void *start)
{
    if (str_is_empty(id))
        return diag_error(rq, PATH_ROOT, "Import id is empty", "Write the gadget's name.");
    ((struct gadget *)start)->name = known_string(id);
    private_state_set(rq, "note", STR("imported"));
    return true;
}

static const struct str dropped[] = {STR_INIT("colour"), STR_INIT("links")};
static const struct resource_move moves[] = {
    {.provider = STR_INIT("/acme/tools"), .type = STR_INIT("tools_widget"), .name = STR_INIT("label")},
    {.provider = STR_INIT("/acme/things"), .type = STR_INIT("things_gadget"), .name = STR_INIT("name"), .dropped = dropped, .dropped_count = 2},
};

const struct resource_type gadget_resource = {
    .schema = &gadget_schema,
    .timeouts = {.create_ms = 1000 * 1000},
    .validate = validate,
    .plan = plan,
    .create = create,
    .read = read,
    .update = update,
    .destroy = destroy,
    .import = import,
    .moves = moves,
    .move_count = ARRAY_LENGTH(moves),
};

/* ---- a resource that can neither be changed nor imported ---- */

static const struct schema fixed_schema = {
    .name = STR_INIT("test_fixed"),
    .root = {.attributes = attributes, .count = ARRAY_LENGTH(attributes), .model_size = sizeof(struct gadget)},
};
static const struct resource_type fixed_resource = {.schema = &fixed_schema, .create = create, .read = read, .destroy = destroy};

/* ---- a data source ---- */

static bool find(struct request *rq, struct provider *provider, const void *config, void *found)
{
    (void)provider, (void)config;
    ((struct gadget *)found)->version = gadget.leaves_unknown ? (struct string_field){.state = FIELD_UNKNOWN} : known_string(STR("found"));
    return end(rq, gadget.read, "finding");
}

static const struct data_source_type gadget_data_source = {.schema = &gadget_schema, .validate = validate, .read = find};

/* ---- functions ---- */

static bool join(struct request *rq, const struct value *arguments, struct value *result)
{
    if (arguments[1].kind == VALUE_NULL) {
        diag_warning(rq, PATH_ROOT, "Nothing to join", "The second text is null.");
        return diag_error(rq, path_index(PATH_ROOT, 1), "Text is null", "It must be set.");
    }
    *result = value_string(arena_format(rq->arena, "%.*s%.*s", STR_ARGS(arguments[0].text), STR_ARGS(arguments[1].text)));
    return true;
}

static const struct function_parameter join_parameters[] = {
    {.name = STR_INIT("a"), .type = &type_string},
    {.name = STR_INIT("b"), .type = &type_string, .allows_null = true},
};
static const struct function_type join_function = {
    .name = STR_INIT("join"),
    .summary = "Joins two texts",
    .parameters = join_parameters,
    .parameter_count = 2,
    .result = &type_string,
    .call = join,
};

/* ---- the provider ---- */

struct configuration_block {
    enum field_state state;
    struct string_field region;
};

struct configuration {
    struct configuration_block aws;
    struct string_field endpoint;
};

static const struct attribute block_attributes[] = {
    {FIELD(configuration_block, region), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED},
};
static const struct object_schema block_object = {
    .attributes = block_attributes,
    .count = 1,
    .model_size = sizeof(struct configuration_block),
};
static const struct attribute configuration_attributes[] = {
    {FIELD(configuration, aws), .kind = ATTRIBUTE_BLOCK, .flags = ATTRIBUTE_OPTIONAL, NESTED(block_object)},
    {FIELD(configuration, endpoint), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .validators = string_validators, .validator_count = 1},
};
static const struct schema configuration_schema = {
    .name = STR_INIT("test"),
    .root = {.attributes = configuration_attributes, .count = 2, .model_size = sizeof(struct configuration)},
};

struct provider {
    int unused;
};

static bool configure(struct request *rq, const void *config, struct provider **instance)
{
    (void)config;
    if (!end(rq, gadget.configure, "configuring"))
        return false;
    *instance = calloc(1, sizeof(**instance));
    assert_non_null(*instance);
    atomic_fetch_add(&gadget.live_instances, 1);
    return true;
}

static void release(struct provider *instance)
{
    atomic_fetch_sub(&gadget.live_instances, 1);
    free(instance);
}

static const struct resource_type *const resources[] = {&gadget_resource, &fixed_resource};
static const struct data_source_type *const data_sources[] = {&gadget_data_source};
static const struct function_type *const functions[] = {&join_function};

const struct provider_type gadget_provider = {
    .schema = &configuration_schema,
    .configure = configure,
    .release = release,
    .resources = resources,
    .resource_count = ARRAY_LENGTH(resources),
    .data_sources = data_sources,
    .data_source_count = ARRAY_LENGTH(data_sources),
    .functions = functions,
    .function_count = ARRAY_LENGTH(functions),
};

/* ---- values as texts ---- */

static struct value with_unknowns(struct arena *arena, struct value value, bool is_set)
{
    if (value.kind == VALUE_STRING && str_equal(value.text, STR("?")))
        return VALUE_OF_UNKNOWN;
    struct value *items = ARENA_ARRAY(arena, struct value, value.count);
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, value.count);
    for (size_t at = 0; at < value.count; at++) {
        if (value.kind == VALUE_SEQUENCE) {
            items[at] = with_unknowns(arena, value.items[at], false);
            continue;
        }
        struct str name = value.members[at].name;
        members[at] = (struct value_member){name, with_unknowns(arena, value.members[at].value, str_ends_with(name, STR("_set")))};
    }
    if (value.kind == VALUE_MAPPING)
        return value_mapping(members, value.count);
    if (value.kind == VALUE_SEQUENCE)
        return is_set ? value_set(items, value.count) : value_sequence(items, value.count);
    return value;
}

struct value gadget_value(struct arena *arena, const char *json)
{
    struct request rq = {.arena = arena};
    struct value value;
    const struct type *type = schema_type(&gadget_schema.root);
    const struct type_member *members = type->members;
    struct type_member *texts = ARENA_ARRAY(arena, struct type_member, type->count);
    for (size_t at = 0; at < type->count; at++) {
        texts[at] = members[at];
        struct value raw, member = VALUE_OF_NULL;
        if (json_parse(arena, str_from(json), &raw))
            member = value_member(&raw, texts[at].name);
        if (member.kind == VALUE_STRING && str_equal(member.text, STR("?")))
            texts[at].type = &type_string;
    }
    struct type loose = {.kind = TYPE_OBJECT, .members = texts, .count = type->count};
    if (!json_decode(&rq, &loose, str_from(json), &value))
        fail_msg("%s: %s", json, diagnostics_text(&rq).ptr);
    return with_unknowns(arena, value, false);
}

static void append(struct buffer *text, const struct value *value)
{
    if (value->kind == VALUE_UNKNOWN) {
        buffer_append(text, STR("?"));
        return;
    }
    if (value->kind != VALUE_SEQUENCE && value->kind != VALUE_MAPPING) {
        buffer_append(text, value->kind == VALUE_STRING ? value->text : json_encode(text->arena, value));
        return;
    }
    bool is_mapping = value->kind == VALUE_MAPPING, is_first = true;
    buffer_append(text, is_mapping ? STR("{") : STR("["));
    for (size_t at = 0; at < value->count; at++) {
        const struct value *part = is_mapping ? &value->members[at].value : &value->items[at];
        if (is_mapping && part->kind == VALUE_NULL)
            continue;
        buffer_append(text, is_first ? STR("") : STR(" "));
        if (is_mapping)
            buffer_format(text, "%.*s=", STR_ARGS(value->members[at].name));
        append(text, part);
        is_first = false;
    }
    buffer_append(text, is_mapping ? STR("}") : STR("]"));
}

struct str gadget_text(struct arena *arena, const struct value *value)
{
    struct buffer text = {.arena = arena};
    append(&text, value);
    (void)buffer_c_string(&text);
    return buffer_str(&text);
}

struct server *configured_server(void)
{
    gadget_reset();
    FRESH_REQUEST(rq);
    struct server *server = server_new(&gadget_provider);
    struct value config = VALUE_OF_NULL;
    server_configure(&rq, server, &config);
    assert_false(rq.has_error);
    return server;
}

void destroy_server(struct server **server)
{
    server_destroy(*server);
}
