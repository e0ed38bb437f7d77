/* provider/resources/resources.h - the descriptors of all resources. One file each; each ends with its descriptor. */
#ifndef ESDR_RESOURCES_RESOURCES_H
#define ESDR_RESOURCES_RESOURCES_H

#include "framework/model.h"
#include "framework/provider.h"

extern const struct resource_type snapshot_repository_resource;
extern const struct resource_type s3_lifecycle_rule_resource;
extern const struct resource_type snapshot_policy_resource;
extern const struct resource_type snapshot_resource;

#endif
