/* Generated from schemas/data_sources/cluster.json by make generate. */
#include "schemas/cluster_data.h"

/* clang-format off */

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("engine"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, engine),
     .description = "`elasticsearch` or `opensearch`."},
    {.name = STR_INIT("features"), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, features),
     .description =
         "What the cluster can do: `sm`, `slm`, `repository_analysis` (Elasticsearch 7.12), `repository_integrity_check` (Elasticsearch 8.16), "
         "`searchable_snapshots` (OpenSearch 2.7)."},
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, name),
     .description = "Name of the cluster. Null when the user may not read it."},
    {.name = STR_INIT("node_count"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, node_count),
     .description = "Number of nodes. Null when the user may not read the cluster's health."},
    {.name = STR_INIT("slm"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, slm),
     .description = "Whether Elasticsearch's Snapshot Lifecycle Management is there."},
    {.name = STR_INIT("sm"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, sm),
     .description = "Whether OpenSearch's Snapshot Management is there."},
    {.name = STR_INIT("uuid"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, uuid),
     .description = "Identity of the cluster. Null when the user may not read it."},
    {.name = STR_INIT("version"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct cluster_data, version),
     .description = "Version, such as `3.6.0`. Null when the cluster does not tell."},
};

const struct schema cluster_data_schema = {
    .name = STR_INIT("esdr_cluster"),
    .version = 0,
    .description = "What the cluster of the provider is, and what it can do.",
    .root = {.attributes = root_attributes, .count = 8, .model_size = sizeof(struct cluster_data)},
};
