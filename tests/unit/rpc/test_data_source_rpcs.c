#include "rpc/calls.h"

static char *const gadget_name = (char *)(uintptr_t) "test_gadget";

static void a_data_source_is_read(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__ReadDataSource__Request request;
    tfplugin6__read_data_source__request__init(&request);
    request.type_name = gadget_name;
    request.config = gadget_message(&arena, "{\"name\":\"ab\"}");
    const Tfplugin6__ReadDataSource__Response *answer = CALL(&arena, server, "ReadDataSource", ReadDataSource, read_data_source, &request.base);
    EXPECT_MESSAGES(&arena, answer, "");
    EXPECT_TEXT(message_value_text(&arena, answer->state), "{name=ab version=found}");
    gadget.read = FAILS;
    answer = CALL(&arena, server, "ReadDataSource", ReadDataSource, read_data_source, &request.base);
    EXPECT_MESSAGES(&arena, answer, "error : Told to fail");
    request.type_name = (char *)(uintptr_t) "test_\xff";
    answer = CALL(&arena, server, "ReadDataSource", ReadDataSource, read_data_source, &request.base);
    EXPECT_MESSAGES(&arena, answer, "error : Unknown data source");
}

static void its_configuration_is_checked(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_SERVER server = configured_server();
    Tfplugin6__ValidateDataResourceConfig__Request request;
    tfplugin6__validate_data_resource_config__request__init(&request);
    request.type_name = gadget_name;
    request.config = gadget_message(&arena, "{\"size\":0}");
    EXPECT_MESSAGES(&arena,
                    CALL(&arena, server, "ValidateDataResourceConfig", ValidateDataResourceConfig, validate_data_resource_config, &request.base),
                    "error name: Attribute is required\nerror size: Number is out of range");
    request.config = json_message(&arena, "[]");
    EXPECT_MESSAGES(&arena,
                    CALL(&arena, server, "ValidateDataResourceConfig", ValidateDataResourceConfig, validate_data_resource_config, &request.base),
                    "error : Stored value does not fit the schema");
    request.type_name = (char *)(uintptr_t) "";
    EXPECT_MESSAGES(&arena,
                    CALL(&arena, server, "ValidateDataResourceConfig", ValidateDataResourceConfig, validate_data_resource_config, &request.base),
                    "error : Unknown data source");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_data_source_is_read),
        cmocka_unit_test(its_configuration_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
