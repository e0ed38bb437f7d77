/* provider/esdr.h - what libesdr.so exports: the whole of the provider behind a few functions, so that every executable is a few lines. */
#ifndef ESDR_H
#define ESDR_H

#include "base/compiler.h"

/* The address under which Terraform, and OpenTofu, know the provider: registry host, namespace, type. */
#define ESDR_SOURCE_ADDRESS "registry.terraform.io/esdr/esdr"
#define ESDR_OPENTOFU_ADDRESS "registry.opentofu.org/esdr/esdr"

/* Serves the provider to the Terraform or OpenTofu that started this process, until it says Shutdown. Started by hand it says what it is; with the
 * argument -debug it serves clients that find it through TF_REATTACH_PROVIDERS. Call once, from main, before other threads exist.
 * Returns the exit code of the process. */
ESDR_EXPORT int esdr_provider_main(int argc, char **argv);

/* The version, such as "0.1.0". Static. Any thread. */
ESDR_EXPORT const char *esdr_version(void);

#endif
