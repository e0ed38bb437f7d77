#include "rpc/calls.h"

static char *const gadget_name = (char *)(uintptr_t) "test_gadget";
static char *const unknown_name = (char *)(uintptr_t) "test_\xffnothing";

#define PRIOR "{\"enabled\":true,\"id\":\"gadget-1\",\"name\":\"ab\",\"stable_mark\":\"mark\",\"version\":\"v1\"}"

static struct str text_of(ProtobufCBinaryData bytes)
{
    return (struct str){(const char *)bytes.data, bytes.len};
}

static ProtobufCBinaryData bytes_of(struct str text)
{
    return (ProtobufCBinaryData){.len = text.len, .data = (uint8_t *)(uintptr_t)text.ptr};
}

static void a_configuration_is_checked(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__ClientCapabilities modern;
    tfplugin6__client_capabilities__init(&modern);
    modern.write_only_attributes_allowed = true;
    Tfplugin6__ValidateResourceConfig__Request request;
    tfplugin6__validate_resource_config__request__init(&request);
    request.type_name = gadget_name;
    request.config = gadget_message(&arena, "{\"password\":\"x\",\"part_list\":[{\"label\":\"l\",\"colour\":\"green\"}],\"name\":\"ab\"}");
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ValidateResourceConfig", ValidateResourceConfig, validate_resource_config, &request.base),
                    "error part_list[0].colour: Value is not one of those allowed\n"
                    "error password: Write-only attribute is not supported by this client");
    request.client_capabilities = &modern;
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ValidateResourceConfig", ValidateResourceConfig, validate_resource_config, &request.base),
                    "error part_list[0].colour: Value is not one of those allowed");
    request.type_name = unknown_name;
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ValidateResourceConfig", ValidateResourceConfig, validate_resource_config, &request.base),
                    "error : Unknown resource type");
}

static const Tfplugin6__UpgradeResourceState__Response *upgrade(struct arena *arena, char *type_name, int64_t version, const char *json)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__RawState raw;
    tfplugin6__raw_state__init(&raw);
    raw.json = bytes_of(str_from(json));
    Tfplugin6__UpgradeResourceState__Request request;
    tfplugin6__upgrade_resource_state__request__init(&request);
    request.type_name = type_name;
    request.version = version;
    request.raw_state = &raw;
    return CALL(arena, server, "UpgradeResourceState", UpgradeResourceState, upgrade_resource_state, &request.base);
}

static void stored_states_become_values(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__UpgradeResourceState__Response *answer =
        upgrade(&arena, gadget_name, 1, "{\n  \"name\": \"ab\",\n  \"former\": 1,\n  \"size\": 123456789012345678901234567890.5\n}");
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->upgraded_state), "{name=ab size=123456789012345678901234567890.5}");
}

static void states_that_cannot_be_read_are_errors_and_never_lost_objects(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_MESSAGES(&arena, upgrade(&arena, gadget_name, 3, "{}"), "error : State was written by a newer version");
    EXPECT_MESSAGES(&arena, upgrade(&arena, gadget_name, 2, ""), "error : State is too old");
    EXPECT_MESSAGES(&arena, upgrade(&arena, gadget_name, 2, "{"), "error : Stored value is not JSON");
    EXPECT_MESSAGES(&arena, upgrade(&arena, gadget_name, 2, "null"), "error : State is empty");
    EXPECT_MESSAGES(&arena, upgrade(&arena, unknown_name, 2, "{}"), "error : Unknown resource type");
}

static void objects_of_other_types_do_not_move_in(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__MoveResourceState__Request request;
    tfplugin6__move_resource_state__request__init(&request);
    request.source_type_name = unknown_name;
    request.target_type_name = gadget_name;
    const Tfplugin6__MoveResourceState__Response *answer =
        CALL(&arena, server, "MoveResourceState", MoveResourceState, move_resource_state, &request.base);
    EXPECT_MESSAGES(&arena, answer, "error : Object cannot be moved");
    assert_null(answer->target_state);
    request.target_type_name = unknown_name;
    answer = CALL(&arena, server, "MoveResourceState", MoveResourceState, move_resource_state, &request.base);
    EXPECT_MESSAGES(&arena, answer, "error : Unknown resource type");
}

static void an_object_of_another_provider_moves_in_before_anything_is_configured(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = server_new(&gadget_provider);
    Tfplugin6__RawState raw;
    tfplugin6__raw_state__init(&raw);
    raw.json = bytes_of(STR("{\"label\":\"ab\"}"));
    Tfplugin6__MoveResourceState__Request request;
    tfplugin6__move_resource_state__request__init(&request);
    request.source_provider_address = (char *)(uintptr_t) "registry.example.org/acme/tools";
    request.source_type_name = (char *)(uintptr_t) "tools_widget";
    request.source_state = &raw;
    request.target_type_name = gadget_name;
    const Tfplugin6__MoveResourceState__Response *answer =
        CALL(&arena, server, "MoveResourceState", MoveResourceState, move_resource_state, &request.base);
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->target_state), "{name=ab}");
    EXPECT_TEXT(text_of(answer->target_private), "{\"imported\":\"true\",\"note\":\"imported\"}");
    assert_non_null(answer->target_identity);
}

static void an_object_is_read_with_its_private_state(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    gadget.exists = true;
    Tfplugin6__ReadResource__Request request;
    tfplugin6__read_resource__request__init(&request);
    request.type_name = gadget_name;
    request.current_state = gadget_message(&arena, PRIOR);
    request.private_ = bytes_of(STR("{\"note\":\"mine\"}"));
    const Tfplugin6__ReadResource__Response *answer = CALL(&arena, server, "ReadResource", ReadResource, read_resource, &request.base);
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->new_state), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_TEXT(text_of(answer->private_), "{\"note\":\"mine\"}");
    assert_string_equal(gadget.seen_private_value, "mine");
}

static void an_object_that_is_gone_is_sent_as_null(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__ReadResource__Request request;
    tfplugin6__read_resource__request__init(&request);
    request.type_name = gadget_name;
    request.current_state = gadget_message(&arena, PRIOR);
    const Tfplugin6__ReadResource__Response *answer = CALL(&arena, server, "ReadResource", ReadResource, read_resource, &request.base);
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->new_state), "null");
    request.type_name = unknown_name;
    answer = CALL(&arena, server, "ReadResource", ReadResource, read_resource, &request.base);
    EXPECT_MESSAGES(&arena, answer, "error : Unknown resource type");
    EXPECT_TEXT(message_value_text(&arena, answer->new_state), "absent");
}

static const Tfplugin6__PlanResourceChange__Response *plan(struct arena *arena, Tfplugin6__DynamicValue *prior, Tfplugin6__DynamicValue *proposed,
                                                           Tfplugin6__DynamicValue *config)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__PlanResourceChange__Request request;
    tfplugin6__plan_resource_change__request__init(&request);
    request.type_name = gadget_name;
    request.prior_state = prior;
    request.proposed_new_state = proposed;
    request.config = config;
    return CALL(arena, server, "PlanResourceChange", PlanResourceChange, plan_resource_change, &request.base);
}

static void a_change_is_planned(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    Tfplugin6__DynamicValue *renamed =
        gadget_message(&arena, "{\"enabled\":true,\"id\":\"gadget-1\",\"name\":\"cd\",\"stable_mark\":\"mark\",\"version\":\"v1\"}");
    const Tfplugin6__PlanResourceChange__Response *answer =
        plan(&arena, gadget_message(&arena, PRIOR), renamed, gadget_message(&arena, "{\"name\":\"cd\"}"));
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->planned_state), "{enabled=true id=gadget-1 name=cd stable_mark=mark version=?}");
    assert_int_equal(answer->n_requires_replace, 1);
    assert_string_equal(answer->requires_replace[0]->steps[0]->attribute_name, "name");
    assert_false(answer->legacy_type_system);
}

static void creations_and_destructions_are_planned(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    Tfplugin6__DynamicValue *config = gadget_message(&arena, "{\"name\":\"ab\"}"), *none = gadget_message(&arena, "null");
    EXPECT_TEXT(message_value_text(&arena, plan(&arena, none, config, config)->planned_state), "{enabled=true id=? name=ab stable_mark=? version=?}");
    EXPECT_TEXT(message_value_text(&arena, plan(&arena, NULL, config, config)->planned_state), "{enabled=true id=? name=ab stable_mark=? version=?}");
    EXPECT_TEXT(message_value_text(&arena, plan(&arena, gadget_message(&arena, PRIOR), none, none)->planned_state), "null");
}

static void a_configuration_may_come_as_json(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    Tfplugin6__DynamicValue *config = json_message(&arena, "{\"name\":\"ab\",\"size\":7}");
    EXPECT_TEXT(message_value_text(&arena, plan(&arena, NULL, config, config)->planned_state),
                "{enabled=true id=? name=ab size=7 stable_mark=? version=?}");
}

static void a_value_of_ten_megabytes_is_planned(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer json = {.arena = &arena};
    buffer_append(&json, STR("{\"name\":\"ab\",\"alpha\":\""));
    for (int part = 0; part < 10 * 1024; part++)
        buffer_format(&json, "%01024d", part);
    buffer_append(&json, STR("\"}"));
    Tfplugin6__DynamicValue *config = gadget_message(&arena, buffer_c_string(&json));
    const Tfplugin6__PlanResourceChange__Response *answer = plan(&arena, NULL, config, config);
    EXPECT_MESSAGES(&arena, answer, "");
    assert_true(answer->planned_state->msgpack.len > 10 * 1024 * 1024);
}

static void values_that_do_not_fit_are_not_planned(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    Tfplugin6__DynamicValue *good = gadget_message(&arena, "{\"name\":\"ab\"}"), *cut = gadget_message(&arena, "{\"name\":\"ab\"}");
    cut->msgpack.len -= 1;
    const Tfplugin6__PlanResourceChange__Response *answer = plan(&arena, NULL, cut, good);
    EXPECT_MESSAGES(&arena, answer, "error : Value cannot be decoded");
    EXPECT_MESSAGES(&arena, plan(&arena, cut, good, good), "error : Value cannot be decoded");
    EXPECT_MESSAGES(&arena, plan(&arena, NULL, good, cut), "error : Value cannot be decoded");
}

static const Tfplugin6__ApplyResourceChange__Response *apply(struct arena *arena, struct server *server, const char *prior, const char *planned)
{
    Tfplugin6__ApplyResourceChange__Request request;
    tfplugin6__apply_resource_change__request__init(&request);
    request.type_name = gadget_name;
    request.prior_state = gadget_message(arena, prior);
    request.planned_state = gadget_message(arena, planned);
    return CALL(arena, server, "ApplyResourceChange", ApplyResourceChange, apply_resource_change, &request.base);
}

#define TO_CREATE "{\"enabled\":true,\"id\":\"?\",\"name\":\"ab\",\"stable_mark\":\"?\",\"version\":\"?\"}"

static void a_change_is_applied(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    gadget.private_value = "mine";
    const Tfplugin6__ApplyResourceChange__Response *answer = apply(&arena, server, "null", TO_CREATE);
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->new_state), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
    EXPECT_TEXT(text_of(answer->private_), "{\"note\":\"mine\"}");
    assert_false(answer->legacy_type_system);
    EXPECT_TEXT(message_value_text(&arena, apply(&arena, server, PRIOR, "null")->new_state), "null");
}

static void what_exists_after_a_failure_is_sent_with_the_error(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    gadget.create = FAILS_AFTER_ID;
    const Tfplugin6__ApplyResourceChange__Response *answer = apply(&arena, server, "null", TO_CREATE);
    EXPECT_MESSAGES(&arena, answer, "error : Told to fail");
    EXPECT_TEXT(message_value_text(&arena, answer->new_state), "{enabled=true id=gadget-1 name=ab}");
    gadget.destroy = FAILS;
    answer = apply(&arena, server, PRIOR, "null");
    EXPECT_MESSAGES(&arena, answer, "error : Told to fail");
    EXPECT_TEXT(message_value_text(&arena, answer->new_state), "{enabled=true id=gadget-1 name=ab stable_mark=mark version=v1}");
}

static const Tfplugin6__ImportResourceState__Response *import(struct arena *arena, const char *type_name, const char *id)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__ImportResourceState__Request request;
    tfplugin6__import_resource_state__request__init(&request);
    request.type_name = (char *)(uintptr_t)type_name;
    request.id = (char *)(uintptr_t)id;
    return CALL(arena, server, "ImportResourceState", ImportResourceState, import_resource_state, &request.base);
}

static void an_import_gives_one_object(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__ImportResourceState__Response *answer = import(&arena, "test_gadget", "ab");
    EXPECT_MESSAGES(&arena, answer, "");
    assert_int_equal(answer->n_imported_resources, 1);
    assert_string_equal(answer->imported_resources[0]->type_name, "test_gadget");
    EXPECT_TEXT(message_value_text(&arena, answer->imported_resources[0]->state), "{name=ab}");
    EXPECT_TEXT(text_of(answer->imported_resources[0]->private_), "{\"imported\":\"true\",\"note\":\"imported\"}");
}

static void imports_that_fail_give_none(void **state)
{
    (void)state;
    static const struct {
        const char *type_name, *id, *expected;
    } cases[] = {
        {"test_gadget", "", "error : Import id is empty"},
        {"test_fixed", "ab", "error : Cannot be imported"},
        {"test_nothing", "ab", "error : Unknown resource type"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        const Tfplugin6__ImportResourceState__Response *answer = import(&arena, cases[at].type_name, cases[at].id);
        EXPECT_MESSAGES(&arena, answer, cases[at].expected);
        assert_int_equal(answer->n_imported_resources, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configuration_is_checked),
        cmocka_unit_test(stored_states_become_values),
        cmocka_unit_test(states_that_cannot_be_read_are_errors_and_never_lost_objects),
        cmocka_unit_test(objects_of_other_types_do_not_move_in),
        cmocka_unit_test(an_object_of_another_provider_moves_in_before_anything_is_configured),
        cmocka_unit_test(an_object_is_read_with_its_private_state),
        cmocka_unit_test(an_object_that_is_gone_is_sent_as_null),
        cmocka_unit_test(a_change_is_planned),
        cmocka_unit_test(creations_and_destructions_are_planned),
        cmocka_unit_test(a_configuration_may_come_as_json),
        cmocka_unit_test(a_value_of_ten_megabytes_is_planned),
        cmocka_unit_test(values_that_do_not_fit_are_not_planned),
        cmocka_unit_test(a_change_is_applied),
        cmocka_unit_test(what_exists_after_a_failure_is_sent_with_the_error),
        cmocka_unit_test(an_import_gives_one_object),
        cmocka_unit_test(imports_that_fail_give_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
