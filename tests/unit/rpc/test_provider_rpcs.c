#include "rpc/calls.h"

static void the_metadata_names_everything(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__GetMetadata__Request request;
    tfplugin6__get_metadata__request__init(&request);
    const Tfplugin6__GetMetadata__Response *answer = CALL(&arena, server, "GetMetadata", GetMetadata, get_metadata, &request.base);
    assert_int_equal(answer->n_resources, 2);
    assert_string_equal(answer->resources[0]->type_name, "test_gadget");
    assert_int_equal(answer->n_data_sources, 1);
    assert_string_equal(answer->data_sources[0]->type_name, "test_gadget");
    assert_int_equal(answer->n_functions, 1);
    assert_string_equal(answer->functions[0]->name, "join");
    assert_true(answer->server_capabilities->plan_destroy && answer->server_capabilities->get_provider_schema_optional);
    assert_true(answer->server_capabilities->move_resource_state);
}

static void the_schema_has_everything_and_a_block_each(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__GetProviderSchema__Request request;
    tfplugin6__get_provider_schema__request__init(&request);
    const Tfplugin6__GetProviderSchema__Response *answer =
        CALL(&arena, server, "GetProviderSchema", GetProviderSchema, get_provider_schema, &request.base);
    assert_non_null(answer->provider->block);
    assert_int_equal(answer->n_resource_schemas, 2);
    for (size_t at = 0; at < answer->n_resource_schemas; at++)
        assert_non_null(answer->resource_schemas[at]->value->block);
    assert_string_equal(answer->resource_schemas[0]->key, "test_gadget");
    assert_int_equal(answer->resource_schemas[0]->value->version, 2);
    assert_int_equal(answer->n_data_source_schemas, 1);
    assert_non_null(answer->data_source_schemas[0]->value->block);
    assert_int_equal(answer->n_functions, 1);
    assert_true(answer->server_capabilities->plan_destroy && answer->server_capabilities->get_provider_schema_optional);
    assert_true(answer->server_capabilities->move_resource_state);
    assert_null(answer->provider_meta);
}

static const char *const config_json = "{\"endpoint\":\"\",\"aws\":{\"region\":null}}";

static void a_wrong_provider_configuration_is_told(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__ValidateProviderConfig__Request request;
    tfplugin6__validate_provider_config__request__init(&request);
    request.config = json_message(&arena, config_json);
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ValidateProviderConfig", ValidateProviderConfig, validate_provider_config, &request.base),
                    "error aws.region: Attribute is required\nerror endpoint: Text is empty");
    request.config = json_message(&arena, "{\"endpoint\":1");
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ValidateProviderConfig", ValidateProviderConfig, validate_provider_config, &request.base),
                    "error : Stored value is not JSON");
    request.config = NULL;
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ValidateProviderConfig", ValidateProviderConfig, validate_provider_config, &request.base), "");
}

static void a_configuration_makes_an_instance(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    gadget_reset();
    AUTO_SERVER server = server_new(&gadget_provider);
    int before = atomic_load(&gadget.live_instances);
    Tfplugin6__ConfigureProvider__Request request;
    tfplugin6__configure_provider__request__init(&request);
    request.config = json_message(&arena, "{\"endpoint\":\"x\"}");
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ConfigureProvider", ConfigureProvider, configure_provider, &request.base), "");
    assert_int_equal(atomic_load(&gadget.live_instances), before + 1);
    gadget.configure = FAILS;
    EXPECT_MESSAGES(&arena, CALL(&arena, server, "ConfigureProvider", ConfigureProvider, configure_provider, &request.base), "error : Told to fail");
    assert_int_equal(atomic_load(&gadget.live_instances), before + 1);
}

static void stopping_answers_at_once(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__StopProvider__Request request;
    tfplugin6__stop_provider__request__init(&request);
    assert_string_equal(CALL(&arena, server, "StopProvider", StopProvider, stop_provider, &request.base)->error, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_metadata_names_everything),
        cmocka_unit_test(the_schema_has_everything_and_a_block_each),
        cmocka_unit_test(a_wrong_provider_configuration_is_told),
        cmocka_unit_test(a_configuration_makes_an_instance),
        cmocka_unit_test(stopping_answers_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
