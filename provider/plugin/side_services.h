/* provider/plugin/side_services.h - what the client's plugin library calls beside the provider (terraform-plugin-protocol.md 1.4). */
#ifndef ESDR_PLUGIN_SIDE_SERVICES_H
#define ESDR_PLUGIN_SIDE_SERVICES_H

#include "plugin/plugin.h"

/* GRPCController, GRPCStdio, GRPCBroker and Health. Their context is the struct plugin_server that serves them; their flags may be those of calls.h.
 */
extern const struct plugin_method side_services[];
extern const size_t side_service_count;

#endif
