/* provider/rpc/methods.h - the methods of Terraform's protocol 6.9 as the plugin layer serves them; their context is a struct server. */
#ifndef ESDR_RPC_METHODS_H
#define ESDR_RPC_METHODS_H

#include "plugin/plugin.h"

extern const struct plugin_method rpc_methods[];
extern const size_t rpc_method_count;

#endif
