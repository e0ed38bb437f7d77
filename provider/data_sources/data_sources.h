/* provider/data_sources/data_sources.h - the descriptors of all data sources. One file each; each ends with its descriptor. */
#ifndef ESDR_DATA_SOURCES_DATA_SOURCES_H
#define ESDR_DATA_SOURCES_DATA_SOURCES_H

#include "framework/provider.h"

extern const struct data_source_type cluster_data_source;
extern const struct data_source_type s3_bucket_data_source;
extern const struct data_source_type snapshot_policy_data_source;
extern const struct data_source_type snapshot_repository_data_source;
extern const struct data_source_type snapshots_data_source;

#endif
