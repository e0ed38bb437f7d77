#include "rpc/methods.h"

#include "rpc/exchange.h"

#define PROVIDER_METHOD(name) "/tfplugin6.Provider/" name

const struct plugin_method rpc_methods[] = {
    {PROVIDER_METHOD("GetMetadata"), rpc_get_metadata, 0},
    {PROVIDER_METHOD("GetProviderSchema"), rpc_get_provider_schema, 0},
    {PROVIDER_METHOD("GetResourceIdentitySchemas"), rpc_get_resource_identity_schemas, 0},
    {PROVIDER_METHOD("ValidateProviderConfig"), rpc_validate_provider_config, 0},
    {PROVIDER_METHOD("ConfigureProvider"), rpc_configure_provider, 0},
    {PROVIDER_METHOD("StopProvider"), rpc_stop_provider, PLUGIN_INLINE | PLUGIN_CANCELS_CALLS},
    {PROVIDER_METHOD("ValidateResourceConfig"), rpc_validate_resource_config, 0},
    {PROVIDER_METHOD("UpgradeResourceState"), rpc_upgrade_resource_state, 0},
    {PROVIDER_METHOD("UpgradeResourceIdentity"), rpc_upgrade_resource_identity, 0},
    {PROVIDER_METHOD("MoveResourceState"), rpc_move_resource_state, 0},
    {PROVIDER_METHOD("ImportResourceState"), rpc_import_resource_state, 0},
    {PROVIDER_METHOD("ReadResource"), rpc_read_resource, 0},
    {PROVIDER_METHOD("PlanResourceChange"), rpc_plan_resource_change, 0},
    {PROVIDER_METHOD("ApplyResourceChange"), rpc_apply_resource_change, 0},
    {PROVIDER_METHOD("ValidateDataResourceConfig"), rpc_validate_data_resource_config, 0},
    {PROVIDER_METHOD("ReadDataSource"), rpc_read_data_source, 0},
    {PROVIDER_METHOD("GetFunctions"), rpc_get_functions, 0},
    {PROVIDER_METHOD("CallFunction"), rpc_call_function, 0},
};

const size_t rpc_method_count = ARRAY_LENGTH(rpc_methods);
