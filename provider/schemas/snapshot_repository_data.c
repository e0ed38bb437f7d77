/* Generated from schemas/data_sources/snapshot_repository.json by make generate. */
#include "schemas/snapshot_repository_data.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_repository_name_to_read[] = {{.check = validate_repository_name_to_read}};

static const struct attribute s3_attributes[] = {
    {.name = STR_INIT("base_path"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, base_path),
     .description = "Where in the bucket the repository is. Null when it has the whole bucket."},
    {.name = STR_INIT("bucket"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, bucket), .description = "Name of the bucket. Null when the cluster does not tell."},
    {.name = STR_INIT("endpoint"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, endpoint),
     .description = "Endpoint in the settings of the repository. Null when there is none."},
    {.name = STR_INIT("key_patterns"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, key_patterns),
     .description =
         "The keys of the repository's objects, as IAM policies write them: `?` is one character, `*` any text. One pattern, or two where "
         "shard data lies outside the base path."},
    {.name = STR_INIT("region"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, region),
     .description = "Region in the settings of the repository. Null when there is none."},
    {.name = STR_INIT("role_arn"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, role_arn),
     .description = "Role with which an Amazon domain uses the bucket. Null elsewhere."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data_s3, shard_path_type),
     .description =
         "How shard data is laid out: `fixed`, `hashed_prefix` or `hashed_infix`. Where the repository has no such setting, what this version "
         "of the cluster does: `hashed_prefix` on OpenSearch 3 and later, `fixed` on others."},
};

static const struct object_schema s3_object = {
    .attributes = s3_attributes, .count = 7, .model_size = sizeof(struct snapshot_repository_data_s3),
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct snapshot_repository_data, name),
     .validators = check_repository_name_to_read, .validator_count = 1, .description = "Name of the repository."},
    {.name = STR_INIT("readonly"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_repository_data, readonly),
     .description = "Whether this cluster only reads the repository."},
    {.name = STR_INIT("s3"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_repository_data, s3),
     .nested = &s3_object, .description = "Where the objects of an `s3` repository are. Null for other types."},
    {.name = STR_INIT("settings"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_repository_data, settings),
     .description = "All settings as the cluster has them: flat names, and values as text."},
    {.name = STR_INIT("type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_repository_data, type),
     .description = "What kind of repository it is: `s3`, `fs`, `url`, `gcs`, `azure`, `hdfs`, or what a plugin adds."},
    {.name = STR_INIT("uuid"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_repository_data, uuid),
     .description =
         "Elasticsearch: the identity of the repository's contents, which a replica shares. Null when nothing was written yet, and on OpenSearch."},
};

const struct schema snapshot_repository_data_schema = {
    .name = STR_INIT("esdr_snapshot_repository"),
    .version = 0,
    .description =
        "A snapshot repository that the cluster has registered, also one that only Amazon may write to, such as `cs-automated-enc`. One that "
        "is not registered is an error.",
    .root = {.attributes = root_attributes, .count = 6, .model_size = sizeof(struct snapshot_repository_data)},
};
