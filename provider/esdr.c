#include "esdr.h"

#include "plugin/plugin.h"
#if __has_include("rpc/methods.h")
#include "rpc/methods.h"
#else
static const struct plugin_method *const rpc_methods = NULL;
static const size_t rpc_method_count = 0;
#endif

const char *esdr_version(void)
{
    return ESDR_VERSION;
}

int esdr_provider_main(int argc, char **argv)
{
    const struct plugin plugin = {
        .name = "terraform-provider-esdr",
        .version = ESDR_VERSION,
        .source_address = ESDR_SOURCE_ADDRESS,
        .opentofu_address = ESDR_OPENTOFU_ADDRESS,
        .install_hint = "To install it from its source: make install. Then declare it in required_providers with source = \"esdr/esdr\".",
        .methods = rpc_methods,
        .method_count = rpc_method_count,
    };
    return plugin_main(argc, argv, &plugin);
}
