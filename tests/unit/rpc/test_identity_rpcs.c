#include "framework/resource_identity.h"
#include "rpc/calls.h"
#include "value/json.h"
#include "value/msgpack.h"

#include <string.h>

static char *const gadget_name = (char *)(uintptr_t) "test_gadget";

#define PRIOR "{\"enabled\":true,\"id\":\"gadget-1\",\"name\":\"ab\",\"stable_mark\":\"mark\",\"version\":\"v1\"}"

static Tfplugin6__ResourceIdentityData *data_message(struct arena *arena, const char *json)
{
    Tfplugin6__ResourceIdentityData *message = ARENA_NEW(arena, Tfplugin6__ResourceIdentityData);
    tfplugin6__resource_identity_data__init(message);
    message->identity_data = json_message(arena, json);
    return message;
}

static struct str data_text(struct arena *arena, const Tfplugin6__ResourceIdentityData *data)
{
    if (!data)
        return STR("absent");
    struct request rq = {.arena = arena};
    struct value value;
    ProtobufCBinaryData bytes = data->identity_data->msgpack;
    if (!msgpack_decode(&rq, resource_identity_type(arena, &gadget_schema), (struct str){(const char *)bytes.data, bytes.len}, &value))
        fail_msg("%s", diagnostics_text(&rq).ptr);
    return gadget_text(arena, &value);
}

static void only_types_with_an_identity_have_an_identity_schema(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__GetResourceIdentitySchemas__Request request;
    tfplugin6__get_resource_identity_schemas__request__init(&request);
    const Tfplugin6__GetResourceIdentitySchemas__Response *answer =
        CALL(&arena, server, "GetResourceIdentitySchemas", GetResourceIdentitySchemas, get_resource_identity_schemas, &request.base);
    EXPECT_MESSAGES(&arena, answer, "");
    assert_int_equal(answer->n_identity_schemas, 1);
    assert_string_equal(answer->identity_schemas[0]->key, "test_gadget");
    const Tfplugin6__ResourceIdentitySchema *schema = answer->identity_schemas[0]->value;
    assert_int_equal(schema->version, 0);
    assert_int_equal(schema->n_identity_attributes, 1);
    assert_string_equal(schema->identity_attributes[0]->name, "name");
    assert_memory_equal(schema->identity_attributes[0]->type.data, "\"string\"", 8);
    assert_true(schema->identity_attributes[0]->required_for_import);
    assert_false(schema->identity_attributes[0]->optional_for_import);
}

static const Tfplugin6__UpgradeResourceIdentity__Response *upgrade(struct arena *arena, const char *type_name, int64_t version, const char *json)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__RawState raw;
    tfplugin6__raw_state__init(&raw);
    raw.json = (ProtobufCBinaryData){.len = strlen(json), .data = (uint8_t *)(uintptr_t)json};
    Tfplugin6__UpgradeResourceIdentity__Request request;
    tfplugin6__upgrade_resource_identity__request__init(&request);
    request.type_name = (char *)(uintptr_t)type_name;
    request.version = version;
    request.raw_identity = &raw;
    return CALL(arena, server, "UpgradeResourceIdentity", UpgradeResourceIdentity, upgrade_resource_identity, &request.base);
}

static void stored_identities_become_values_or_errors(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__UpgradeResourceIdentity__Response *answer = upgrade(&arena, "test_gadget", 0, "{\"name\":\"ab\"}");
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(data_text(&arena, answer->upgraded_identity), "{name=ab}");
    answer = upgrade(&arena, "test_gadget", 1, "{\"name\":\"ab\"}");
    EXPECT_MESSAGES(&arena, answer, "error : Identity was written by a newer version");
    EXPECT_TEXT(data_text(&arena, answer->upgraded_identity), "absent");
    EXPECT_MESSAGES(&arena, upgrade(&arena, "test_nothing", 0, "{}"), "error : Unknown resource type");
}

static struct str planned_identity(struct arena *arena, const char *prior, const char *proposed)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__PlanResourceChange__Request request;
    tfplugin6__plan_resource_change__request__init(&request);
    request.type_name = gadget_name;
    request.prior_state = gadget_message(arena, prior);
    request.proposed_new_state = gadget_message(arena, proposed);
    request.config = gadget_message(arena, proposed);
    const Tfplugin6__PlanResourceChange__Response *answer =
        CALL(arena, server, "PlanResourceChange", PlanResourceChange, plan_resource_change, &request.base);
    EXPECT_MESSAGES(arena, answer, "");
    return data_text(arena, answer->planned_identity);
}

static void a_plan_creates_an_identity_and_never_changes_one(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(planned_identity(&arena, "null", "{\"name\":\"ab\"}"), "{name=ab}");
    EXPECT_TEXT(planned_identity(&arena, "null", "{\"name\":\"?\"}"), "{name=?}");
    EXPECT_TEXT(planned_identity(&arena, PRIOR, "{\"name\":\"ab\"}"), "{name=ab}");
    EXPECT_TEXT(planned_identity(&arena, PRIOR, "{\"name\":\"cd\"}"), "{name=ab}");
    EXPECT_TEXT(planned_identity(&arena, PRIOR, "null"), "{name=ab}");
}

static struct str applied_identity(struct arena *arena, struct server *server, const char *prior, const char *planned)
{
    Tfplugin6__ApplyResourceChange__Request request;
    tfplugin6__apply_resource_change__request__init(&request);
    request.type_name = gadget_name;
    request.prior_state = gadget_message(arena, prior);
    request.planned_state = gadget_message(arena, planned);
    request.planned_identity = data_message(arena, "{\"name\":\"ab\"}");
    const Tfplugin6__ApplyResourceChange__Response *answer =
        CALL(arena, server, "ApplyResourceChange", ApplyResourceChange, apply_resource_change, &request.base);
    return data_text(arena, answer->new_identity);
}

#define TO_CREATE "{\"enabled\":true,\"id\":\"?\",\"name\":\"ab\",\"stable_mark\":\"?\",\"version\":\"?\"}"

static void what_exists_after_an_apply_has_its_identity(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    EXPECT_TEXT(applied_identity(&arena, server, "null", TO_CREATE), "{name=ab}");
    EXPECT_TEXT(applied_identity(&arena, server, PRIOR, "null"), "absent");
    gadget.exists = false;
    gadget.create = FAILS;
    EXPECT_TEXT(applied_identity(&arena, server, "null", TO_CREATE), "absent");
    gadget.create = FAILS_AFTER_ID;
    EXPECT_TEXT(applied_identity(&arena, server, "null", TO_CREATE), "{name=ab}");
}

static struct str read_identity(struct arena *arena, struct server *server)
{
    Tfplugin6__ReadResource__Request request;
    tfplugin6__read_resource__request__init(&request);
    request.type_name = gadget_name;
    request.current_state = gadget_message(arena, PRIOR);
    return data_text(arena, CALL(arena, server, "ReadResource", ReadResource, read_resource, &request.base)->new_identity);
}

static void an_object_that_is_gone_has_no_identity(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    EXPECT_TEXT(read_identity(&arena, server), "absent");
    gadget.exists = true;
    EXPECT_TEXT(read_identity(&arena, server), "{name=ab}");
}

static const Tfplugin6__ImportResourceState__Response *import(struct arena *arena, const char *type_name, const char *id, const char *identity)
{
    AUTO_SERVER server = configured_server();
    Tfplugin6__ImportResourceState__Request request;
    tfplugin6__import_resource_state__request__init(&request);
    request.type_name = (char *)(uintptr_t)type_name;
    request.id = (char *)(uintptr_t)id;
    request.identity = data_message(arena, identity);
    return CALL(arena, server, "ImportResourceState", ImportResourceState, import_resource_state, &request.base);
}

static void an_import_by_identity_is_one_by_id(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__ImportResourceState__Response *answer = import(&arena, "test_gadget", "", "{\"name\":\"ab\"}");
    EXPECT_MESSAGES(&arena, answer, "");
    assert_int_equal(answer->n_imported_resources, 1);
    EXPECT_TEXT(message_value_text(&arena, answer->imported_resources[0]->state), "{name=ab}");
    EXPECT_TEXT(data_text(&arena, answer->imported_resources[0]->identity), "{name=ab}");
}

static void imports_by_identities_that_name_nothing_give_no_object(void **state)
{
    (void)state;
    static const struct {
        const char *type_name, *identity, *expected;
    } cases[] = {
        {"test_gadget", "{}", "error : Identity is incomplete"},
        {"test_gadget", "[1]", "error : Stored value does not fit the schema"},
        {"test_fixed", "{}", "error : Cannot be imported by identity"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        const Tfplugin6__ImportResourceState__Response *answer = import(&arena, cases[at].type_name, "", cases[at].identity);
        EXPECT_MESSAGES(&arena, answer, cases[at].expected);
        assert_int_equal(answer->n_imported_resources, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_types_with_an_identity_have_an_identity_schema),
        cmocka_unit_test(stored_identities_become_values_or_errors),
        cmocka_unit_test(a_plan_creates_an_identity_and_never_changes_one),
        cmocka_unit_test(what_exists_after_an_apply_has_its_identity),
        cmocka_unit_test(an_object_that_is_gone_has_no_identity),
        cmocka_unit_test(an_import_by_identity_is_one_by_id),
        cmocka_unit_test(imports_by_identities_that_name_nothing_give_no_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
