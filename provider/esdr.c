#include "esdr.h"

#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "framework/server.h"
#include "functions/functions.h"
#include "plugin/plugin.h"
#include "resources/resources.h"
#include "rpc/methods.h"
#include "schemas/provider.h"

static const struct resource_type *const resources[] = {
    &s3_lifecycle_rule_resource,
    &snapshot_resource,
    &snapshot_policy_resource,
    &snapshot_repository_resource,
};

static const struct data_source_type *const data_sources[] = {
    &cluster_data_source, &s3_bucket_data_source, &snapshot_policy_data_source, &snapshot_repository_data_source, &snapshots_data_source,
};

static const struct function_type *const functions[] = {
    &prefixes_overlap_function,
    &quartz_function,
    &snapshot_caller_policy_function,
    &snapshot_role_policy_function,
};

static const struct provider_type esdr_provider = {
    .schema = &provider_schema,
    .configure = provider_configure,
    .release = provider_release,
    .resources = resources,
    .resource_count = ARRAY_LENGTH(resources),
    .data_sources = data_sources,
    .data_source_count = ARRAY_LENGTH(data_sources),
    .functions = functions,
    .function_count = ARRAY_LENGTH(functions),
};

const char *esdr_version(void)
{
    return ESDR_VERSION;
}

int esdr_provider_main(int argc, char **argv)
{
    struct server *server = server_new(&esdr_provider);
    const struct plugin plugin = {
        .name = "terraform-provider-esdr",
        .version = ESDR_VERSION,
        .source_address = ESDR_SOURCE_ADDRESS,
        .opentofu_address = ESDR_OPENTOFU_ADDRESS,
        .install_hint = "To install it from its source: make install. Then declare it in required_providers with source = \"esdr/esdr\".",
        .methods = rpc_methods,
        .method_count = rpc_method_count,
        .context = server,
    };
    int code = plugin_main(argc, argv, &plugin);
    server_destroy(server);
    return code;
}
