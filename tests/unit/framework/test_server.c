#include "framework/gadget.h"

/* One resource operation's inputs and results. */
struct exchange {
    struct request *rq;
    struct server *server;
    struct value made;
    struct str private_out;
};

#define AS_READ "\"enabled\":true,\"id\":\"gadget-1\",\"name\":\"ab\",\"stable_mark\":\"mark\""
#define PRIOR "{" AS_READ ",\"version\":\"v1\"}"
#define TO_CREATE "{\"enabled\":true,\"id\":\"?\",\"name\":\"ab\",\"stable_mark\":\"?\",\"version\":\"?\"}"
#define TO_UPDATE "{" AS_READ ",\"size\":3,\"version\":\"?\"}"

static const char *apply(struct exchange *exchange, const char *prior, const char *planned)
{
    struct arena *arena = exchange->rq->arena;
    struct value before = gadget_value(arena, prior), wanted = gadget_value(arena, planned);
    server_apply_resource(exchange->rq, exchange->server, &gadget_resource, &before, &wanted, exchange->private_out, &exchange->made,
                          &exchange->private_out);
    assert_true(value_is_wholly_known(&exchange->made));
    struct buffer text = {.arena = arena};
    buffer_append(&text, gadget_text(arena, &exchange->made));
    return buffer_c_string(&text);
}

#define EXCHANGE(rq, exchange)                                                                                                                       \
    FRESH_REQUEST(rq);                                                                                                                               \
    AUTO_SERVER server = configured_server();                                                                                                        \
    struct exchange exchange = {.rq = &(rq), .server = server}

/* ---- applying ---- */

static void what_was_created_is_what_a_read_finds(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    assert_string_equal(apply(&exchange, "null", TO_CREATE), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    assert_null(rq.first);
    assert_int_equal(gadget.creates, 1);
}

static void a_creation_that_fails_before_anything_exists_leaves_nothing(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.create = FAILS;
    assert_string_equal(apply(&exchange, "null", TO_CREATE), "null");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void a_planned_id_does_not_say_that_something_exists(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.create = FAILS;
    assert_string_equal(apply(&exchange, "null", "{\"id\":\"gadget-1\",\"name\":\"ab\"}"), "null");
}

static void a_creation_that_fails_afterwards_leaves_what_exists(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.create = FAILS_AFTER_ID;
    assert_string_equal(apply(&exchange, "null", TO_CREATE), "{enabled=true id=gadget-1 name=ab}");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void an_object_that_vanishes_after_its_creation_is_an_error(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.vanishes = true;
    assert_string_equal(apply(&exchange, "null", TO_CREATE), "{enabled=true id=gadget-1 name=ab}");
    EXPECT_DIAGNOSTICS(rq, "error : Object vanished after it was written");
}

static void what_stays_unknown_becomes_null(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.leaves_unknown = true;
    assert_string_equal(apply(&exchange, "null", TO_CREATE), "{enabled=true id=gadget-1 name=ab stable_mark=mark}");
    assert_null(rq.first);
}

static void the_configured_spelling_survives_the_write(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.reads_spelling_in_capitals = true;
    assert_string_equal(apply(&exchange, "null", "{\"id\":\"?\",\"name\":\"ab\",\"enabled\":true,\"spelling\":\"One\"}"),
                        "{enabled=true id=gadget-1 name=ab spelling=One stable_mark=mark version=v1}");
}

static void an_equal_object_that_exists_already_is_taken_over(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    assert_string_equal(apply(&exchange, "null", "{\"id\":\"gadget-1\",\"name\":\"ab\",\"enabled\":true,\"version\":\"?\",\"stable_mark\":\"?\"}"),
                        "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_DIAGNOSTICS(rq, "warning : Object existed already");
    assert_int_equal(gadget.creates, 0);
}

static void another_object_that_exists_already_is_not_touched(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    assert_string_equal(apply(&exchange, "null", "{\"id\":\"gadget-1\",\"name\":\"ab\",\"enabled\":true,\"version\":\"v9\"}"), "null");
    EXPECT_DIAGNOSTICS(rq, "error : Object exists already");
    assert_int_equal(gadget.creates + gadget.updates, 0);
}

static void an_update_is_read_back(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    assert_string_equal(apply(&exchange, PRIOR, TO_UPDATE), "{enabled=true id=gadget-1 name=ab size=3 stable_mark=mark version=v1}");
    assert_null(rq.first);
    assert_int_equal(gadget.updates, 1);
    assert_int_equal(gadget.creates, 0);
}

static void an_update_that_fails_leaves_what_is_there(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = false;
    gadget.update = FAILS;
    assert_string_equal(apply(&exchange, PRIOR, TO_UPDATE), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void an_update_that_fails_where_nothing_can_be_read_keeps_the_prior_state(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.update = FAILS;
    gadget.read = FAILS;
    assert_string_equal(apply(&exchange, "{" AS_READ ",\"version\":\"v0\"}", TO_UPDATE),
                        "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v0}");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void an_interrupted_update_does_not_read_any_more(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    atomic_bool cancelled = true;
    rq.cancelled = &cancelled;
    gadget.update = FAILS;
    apply(&exchange, PRIOR, TO_UPDATE);
    assert_int_equal(gadget.reads, 0);
}

static void a_deletion_leaves_nothing(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    assert_string_equal(apply(&exchange, PRIOR, "null"), "null");
    assert_null(rq.first);
    assert_int_equal(gadget.destroys, 1);
}

static void a_deletion_that_fails_keeps_the_state(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.destroy = FAILS;
    assert_string_equal(apply(&exchange, PRIOR, "null"), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void a_resource_without_update_says_so(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    const struct resource_type *fixed = server_resource(&rq, server, STR("test_fixed"));
    struct value prior = gadget_value(rq.arena, PRIOR), planned = gadget_value(rq.arena, TO_UPDATE);
    server_apply_resource(&rq, server, fixed, &prior, &planned, (struct str){0}, &exchange.made, &exchange.private_out);
    assert_true(value_equal(&exchange.made, &prior));
    EXPECT_DIAGNOSTICS(rq, "error : Cannot be changed in place");
}

static void each_write_has_its_own_time_limit(void **state)
{
    (void)state;
    static const struct {
        const char *prior, *planned;
        int64_t expected_ms;
    } cases[] = {
        {"null", "{\"name\":\"ab\",\"id\":\"?\",\"timeouts\":{\"create\":\"7000s\",\"update\":\"8000s\"}}", 7000000},
        {"null", "{\"name\":\"ab\",\"id\":\"?\"}", 1000000},
        {PRIOR, "{" AS_READ ",\"timeouts\":{\"create\":\"7000s\",\"update\":\"8000s\"}}", 8000000},
        {"{" AS_READ ",\"timeouts\":{\"delete\":\"9000s\"}}", "null", 9000000},
        {PRIOR, "null", 120000},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        EXCHANGE(rq, exchange);
        apply(&exchange, cases[at].prior, cases[at].planned);
        if (gadget.seen_remaining_ms > cases[at].expected_ms || gadget.seen_remaining_ms < cases[at].expected_ms - 100000)
            fail_msg("case %zu: %lld ms", at, (long long)gadget.seen_remaining_ms);
    }
}

static void nothing_is_written_before_the_provider_is_configured(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    gadget_reset();
    AUTO_SERVER server = server_new(&gadget_provider);
    struct exchange exchange = {.rq = &rq, .server = server};
    assert_string_equal(apply(&exchange, "null", TO_CREATE), "null");
    assert_string_equal(apply(&exchange, PRIOR, "null"), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_DIAGNOSTICS(rq, "error : Provider is not configured\nerror : Provider is not configured");
    assert_int_equal(gadget.creates + gadget.destroys, 0);
}

/* ---- private state ---- */

static void private_state_goes_from_creation_to_reading(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.private_value = "remember";
    apply(&exchange, "null", TO_CREATE);
    struct value prior = gadget_value(rq.arena, PRIOR), now;
    struct str again;
    server_read_resource(&rq, server, &gadget_resource, &prior, exchange.private_out, &now, &again);
    assert_string_equal(gadget.seen_private_value, "remember");
    assert_true(str_equal(again, exchange.private_out));
}

static void foreign_private_bytes_do_no_harm(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    struct value prior = gadget_value(rq.arena, PRIOR), now;
    struct str again;
    server_read_resource(exchange.rq, server, &gadget_resource, &prior, STR("\xff\x00not json"), &now, &again);
    assert_null(rq.first);
    assert_null(gadget.seen_private_value);
}

/* ---- reading ---- */

static struct str read_text(struct request *rq, struct server *server, const char *prior)
{
    struct value before = gadget_value(rq->arena, prior), now;
    struct str private_out;
    server_read_resource(rq, server, &gadget_resource, &before, (struct str){0}, &now, &private_out);
    return gadget_text(rq->arena, &now);
}

static void an_object_that_is_gone_reads_as_null(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    EXPECT_TEXT(read_text(exchange.rq, server, PRIOR), "null");
    assert_null(rq.first);
}

static void a_read_that_fails_keeps_the_state(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.read = FAILS;
    EXPECT_TEXT(read_text(exchange.rq, server, "{" AS_READ ",\"version\":\"v0\"}"), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v0}");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void another_spelling_of_the_same_is_not_read(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    gadget.reads_spelling_in_capitals = true;
    EXPECT_TEXT(read_text(exchange.rq, server, "{" AS_READ ",\"spelling\":\"One\"}"),
                "{enabled=true id=gadget-1 name=ab spelling=One stable_mark=mark version=v1}");
}

static void unknown_parts_never_get_into_the_state(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    gadget.leaves_unknown = true;
    EXPECT_TEXT(read_text(exchange.rq, server, PRIOR), "{enabled=true id=gadget-1 name=ab stable_mark=mark}");
}

static void an_imported_object_gets_the_defaults(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.exists = true;
    EXPECT_TEXT(read_text(exchange.rq, server, "{\"id\":\"gadget-1\",\"name\":\"ab\"}"),
                "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
}

static void nothing_is_read_before_the_provider_is_configured(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    gadget_reset();
    AUTO_SERVER server = server_new(&gadget_provider);
    EXPECT_TEXT(read_text(&rq, server, PRIOR), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_DIAGNOSTICS(rq, "error : Provider is not configured");
    assert_int_equal(gadget.reads, 0);
}

/* ---- planning ---- */

static struct plan_result plan(struct request *rq, struct server *server, const char *prior, const char *proposed, const char *config)
{
    struct plan_request asked = {
        .prior = gadget_value(rq->arena, prior),
        .proposed = gadget_value(rq->arena, proposed),
        .config = gadget_value(rq->arena, config),
    };
    struct plan_result result;
    server_plan_resource(rq, server, &gadget_resource, &asked, &result);
    return result;
}

static void the_resource_has_its_say_in_a_plan(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.plans_version = "v7";
    struct plan_result result = plan(exchange.rq, server, "null", "{\"name\":\"ab\"}", "{\"name\":\"ab\"}");
    EXPECT_TEXT(gadget_text(rq.arena, &result.planned), "{enabled=true id=? name=ab stable_mark=? version=v7}");
    assert_true(gadget.plan_had_config && !gadget.plan_had_prior && gadget.plan_had_planned && gadget.plan_had_provider);
    assert_int_equal(result.requires_replace.count, 0);
}

static void a_plan_needs_no_configured_provider(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    gadget_reset();
    AUTO_SERVER server = server_new(&gadget_provider);
    struct plan_result result = plan(&rq, server, "null", "{\"name\":\"ab\"}", "{\"name\":\"ab\"}");
    EXPECT_TEXT(gadget_text(rq.arena, &result.planned), "{enabled=true id=? name=ab stable_mark=? version=?}");
    assert_false(gadget.plan_had_provider);
    assert_null(rq.first);
}

static void the_plan_of_a_destruction_is_null(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    struct plan_result result = plan(exchange.rq, server, PRIOR, "null", "null");
    EXPECT_TEXT(gadget_text(rq.arena, &result.planned), "null");
    assert_true(!gadget.plan_had_config && gadget.plan_had_prior && !gadget.plan_had_planned);
    assert_null(rq.first);
}

static void a_destruction_can_be_refused_at_plan(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    gadget.plan = FAILS;
    struct plan_result result = plan(exchange.rq, server, PRIOR, "null", "null");
    EXPECT_TEXT(gadget_text(rq.arena, &result.planned), "null");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void what_replaces_the_object_is_said(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    struct plan_result result =
        plan(exchange.rq, server, PRIOR, "{\"enabled\":true,\"id\":\"gadget-1\",\"name\":\"cd\",\"stable_mark\":\"mark\",\"version\":\"v1\"}",
             "{\"name\":\"cd\"}");
    assert_int_equal(result.requires_replace.count, 1);
    EXPECT_TEXT(path_text(rq.arena, &result.requires_replace.items[0]), "name");
}

static void what_nobody_knows_of_an_imported_object_does_not_replace_it(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    static const struct {
        struct str private_bytes;
        size_t replacements;
    } cases[] = {{STR_INIT("{\"imported\":\"true\"}"), 0}, {STR_INIT("{}"), 1}, {STR_INIT(""), 1}};
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        struct plan_request asked = {
            .prior = gadget_value(rq.arena, PRIOR),
            .proposed = gadget_value(rq.arena, "{\"enabled\":true,\"id\":\"gadget-1\",\"name\":\"ab\",\"strings_set\":[\"x\"]}"),
            .config = gadget_value(rq.arena, "{\"name\":\"ab\",\"strings_set\":[\"x\"]}"),
            .private_bytes = cases[at].private_bytes,
        };
        struct plan_result result;
        server_plan_resource(exchange.rq, server, &gadget_resource, &asked, &result);
        assert_int_equal(result.requires_replace.count, cases[at].replacements);
    }
}

static void an_integer_with_a_fraction_cannot_be_planned(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    plan(exchange.rq, server, "null", "{\"name\":\"ab\",\"size\":1.5}", "{\"name\":\"ab\",\"size\":1.5}");
    EXPECT_DIAGNOSTICS(rq, "error size: Not a whole number");
}

/* ---- validation, upgrade, import ---- */

static void a_resource_checks_only_what_its_schema_allows(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    gadget_reset();
    gadget.validate = FAILS;
    struct value wrong = gadget_value(rq.arena, "{}"), right = gadget_value(rq.arena, "{\"name\":\"ab\"}");
    server_validate_resource(&rq, &gadget_resource, &wrong, true);
    EXPECT_DIAGNOSTICS(rq, "error name: Attribute is required");
    server_validate_resource(&rq, &gadget_resource, &right, true);
    EXPECT_DIAGNOSTICS(rq, "error name: Attribute is required\nerror : Told to fail");
}

static void states_of_every_version_up_to_this_one_are_read(void **state)
{
    (void)state;
    static const struct {
        int64_t version;
        const char *json, *upgraded, *diagnostics;
    } cases[] = {
        {2, "{\"name\":\"ab\",\"size\":3}", "{name=ab size=3}", ""},
        {0, "{\n  \"name\": \"ab\",\n  \"gone\": [1],\n  \"single\": {\"label\": \"x\", \"gone\": 1}\n}", "{name=ab single={label=x}}", ""},
        {1, "{\"size\":9223372036854775807}", "{size=9223372036854775807}", ""},
        {2, "{\"size\":123456789012345678901234567890.5}", "{size=123456789012345678901234567890.5}", ""},
        {3, "{\"name\":\"ab\"}", "null", "error : State was written by a newer version"},
        {2, "{\"name\":[]}", "null", "error name: Stored value does not fit the schema"},
        {2, "{\"name\":", "null", "error : Stored value is not JSON"},
        {2, "{} x", "null", "error : Stored value is not JSON"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value upgraded;
        server_upgrade_state(&rq, &gadget_resource, cases[at].version, str_from(cases[at].json), &upgraded);
        EXPECT_TEXT(gadget_text(rq.arena, &upgraded), cases[at].upgraded);
        EXPECT_DIAGNOSTICS(rq, cases[at].diagnostics);
        assert_true(upgraded.kind == VALUE_NULL || upgraded.count == gadget_schema.root.count);
    }
}

static void an_import_starts_from_its_id(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    server_import_resource(exchange.rq, server, &gadget_resource, STR("ab"), &exchange.made, &exchange.private_out);
    EXPECT_TEXT(gadget_text(rq.arena, &exchange.made), "{name=ab}");
    EXPECT_TEXT(exchange.private_out, "{\"imported\":\"true\",\"note\":\"imported\"}");
    assert_null(rq.first);
}

static void an_import_that_fails_starts_nothing(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    server_import_resource(exchange.rq, server, &gadget_resource, STR(""), &exchange.made, &exchange.private_out);
    EXPECT_TEXT(gadget_text(rq.arena, &exchange.made), "null");
    EXPECT_DIAGNOSTICS(rq, "error : Import id is empty");
}

static void a_resource_without_import_says_so(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    const struct resource_type *fixed = server_resource(&rq, server, STR("test_fixed"));
    server_import_resource(exchange.rq, server, fixed, STR("ab"), &exchange.made, &exchange.private_out);
    EXPECT_TEXT(gadget_text(rq.arena, &exchange.made), "null");
    EXPECT_DIAGNOSTICS(rq, "error : Cannot be imported");
}

static void unknown_types_are_named(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    assert_null(server_resource(exchange.rq, server, STR("test_nothing")));
    assert_null(server_data_source(&rq, server, STR("test_fixed")));
    assert_null(server_function(server, STR("nothing")));
    EXPECT_DIAGNOSTICS(rq, "error : Unknown resource type\nerror : Unknown data source");
    assert_ptr_equal(server_resource(&rq, server, STR("test_gadget")), &gadget_resource);
}

/* ---- data sources and functions ---- */

static void a_data_source_finds_its_object(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    const struct data_source_type *source = server_data_source(&rq, server, STR("test_gadget"));
    struct value config = gadget_value(rq.arena, "{\"name\":\"ab\"}"), found;
    server_read_data_source(exchange.rq, server, source, &config, &found);
    EXPECT_TEXT(gadget_text(rq.arena, &found), "{name=ab version=found}");
    gadget.leaves_unknown = true;
    server_read_data_source(&rq, server, source, &config, &found);
    EXPECT_TEXT(gadget_text(rq.arena, &found), "{name=ab}");
    gadget.read = FAILS;
    server_read_data_source(&rq, server, source, &config, &found);
    EXPECT_TEXT(gadget_text(rq.arena, &found), "null");
    EXPECT_DIAGNOSTICS(rq, "error : Told to fail");
}

static void a_function_of_unknown_arguments_is_unknown(void **state)
{
    (void)state;
    EXCHANGE(rq, exchange);
    const struct function_type *join = server_function(server, STR("join"));
    struct value arguments[] = {value_string(STR("a")), VALUE_OF_UNKNOWN}, result;
    server_call_function(exchange.rq, join, arguments, &result);
    assert_int_equal(result.kind, VALUE_UNKNOWN);
    arguments[1] = value_string(STR("b"));
    server_call_function(&rq, join, arguments, &result);
    EXPECT_TEXT(result.text, "ab");
    arguments[1] = VALUE_OF_NULL;
    server_call_function(&rq, join, arguments, &result);
    assert_int_equal(result.kind, VALUE_NULL);
    EXPECT_DIAGNOSTICS(rq, "warning : Nothing to join\nerror [1]: Text is null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_created_is_what_a_read_finds),
        cmocka_unit_test(a_creation_that_fails_before_anything_exists_leaves_nothing),
        cmocka_unit_test(a_planned_id_does_not_say_that_something_exists),
        cmocka_unit_test(a_creation_that_fails_afterwards_leaves_what_exists),
        cmocka_unit_test(an_object_that_vanishes_after_its_creation_is_an_error),
        cmocka_unit_test(what_stays_unknown_becomes_null),
        cmocka_unit_test(the_configured_spelling_survives_the_write),
        cmocka_unit_test(an_equal_object_that_exists_already_is_taken_over),
        cmocka_unit_test(another_object_that_exists_already_is_not_touched),
        cmocka_unit_test(an_update_is_read_back),
        cmocka_unit_test(an_update_that_fails_leaves_what_is_there),
        cmocka_unit_test(an_update_that_fails_where_nothing_can_be_read_keeps_the_prior_state),
        cmocka_unit_test(an_interrupted_update_does_not_read_any_more),
        cmocka_unit_test(a_deletion_leaves_nothing),
        cmocka_unit_test(a_deletion_that_fails_keeps_the_state),
        cmocka_unit_test(a_resource_without_update_says_so),
        cmocka_unit_test(each_write_has_its_own_time_limit),
        cmocka_unit_test(nothing_is_written_before_the_provider_is_configured),
        cmocka_unit_test(private_state_goes_from_creation_to_reading),
        cmocka_unit_test(foreign_private_bytes_do_no_harm),
        cmocka_unit_test(an_object_that_is_gone_reads_as_null),
        cmocka_unit_test(a_read_that_fails_keeps_the_state),
        cmocka_unit_test(another_spelling_of_the_same_is_not_read),
        cmocka_unit_test(unknown_parts_never_get_into_the_state),
        cmocka_unit_test(an_imported_object_gets_the_defaults),
        cmocka_unit_test(nothing_is_read_before_the_provider_is_configured),
        cmocka_unit_test(the_resource_has_its_say_in_a_plan),
        cmocka_unit_test(a_plan_needs_no_configured_provider),
        cmocka_unit_test(the_plan_of_a_destruction_is_null),
        cmocka_unit_test(a_destruction_can_be_refused_at_plan),
        cmocka_unit_test(what_replaces_the_object_is_said),
        cmocka_unit_test(what_nobody_knows_of_an_imported_object_does_not_replace_it),
        cmocka_unit_test(an_integer_with_a_fraction_cannot_be_planned),
        cmocka_unit_test(a_resource_checks_only_what_its_schema_allows),
        cmocka_unit_test(states_of_every_version_up_to_this_one_are_read),
        cmocka_unit_test(an_import_starts_from_its_id),
        cmocka_unit_test(an_import_that_fails_starts_nothing),
        cmocka_unit_test(a_resource_without_import_says_so),
        cmocka_unit_test(unknown_types_are_named),
        cmocka_unit_test(a_data_source_finds_its_object),
        cmocka_unit_test(a_function_of_unknown_arguments_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
