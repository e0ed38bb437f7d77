/* provider/schemas/cluster_data.h - generated from schemas/data_sources/cluster.json by make generate. */
#ifndef ESDR_SCHEMAS_CLUSTER_DATA_H
#define ESDR_SCHEMAS_CLUSTER_DATA_H

#include "framework/schema.h"

struct cluster_data {
    struct string_field engine;
    struct strings_field features;
    struct string_field name;
    struct int_field node_count;
    struct bool_field slm;
    struct bool_field sm;
    struct string_field uuid;
    struct string_field version;
};

extern const struct schema cluster_data_schema;

#endif
