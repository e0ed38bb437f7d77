/* provider/framework/instance.h - the configured provider, counted: a new configuration replaces it while older requests still use the former. */
#ifndef ESDR_FRAMEWORK_INSTANCE_H
#define ESDR_FRAMEWORK_INSTANCE_H

#include "framework/server.h"

struct instance;

/* The current instance with one more reference, or NULL when the provider is not configured. Any thread. */
struct instance *instance_acquire(struct server *server);
void instance_release(struct instance *instance);

/* For AUTO_INSTANCE: releases what the variable points to, NULL included. */
void instance_clean_up(struct instance **instance);
#define AUTO_INSTANCE AUTO(instance_clean_up) struct instance *

/* What configure made of the configuration; NULL for NULL. */
struct provider *instance_provider(const struct instance *instance);

/* False, with an error, when the provider is not configured. */
bool instance_require(struct request *rq, const struct instance *instance);

#endif
