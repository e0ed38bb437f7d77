/* Generated from schemas/data_sources/snapshots.json by make generate. */
#include "schemas/snapshots_data.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_not_empty[] = {{.check = validate_not_empty}};

static const struct validator check_repository_name_to_read[] = {{.check = validate_repository_name_to_read}};

static const struct attribute snapshots_shards_attributes[] = {
    {.name = STR_INIT("failed"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots_shards, failed), .description = "Shards that are missing in it."},
    {.name = STR_INIT("successful"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots_shards, successful), .description = "Shards that are in it."},
    {.name = STR_INIT("total"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots_shards, total), .description = "All shards of its indices."},
};

static const struct object_schema snapshots_shards_object = {
    .attributes = snapshots_shards_attributes, .count = 3, .model_size = sizeof(struct snapshots_data_snapshots_shards),
};

static const struct attribute snapshots_attributes[] = {
    {.name = STR_INIT("end_time"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots, end_time),
     .description = "When it ended, as RFC 3339 in UTC. Null while it is in progress."},
    {.name = STR_INIT("feature_states"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots, feature_states), .description = "Elasticsearch: features in it."},
    {.name = STR_INIT("include_global_state"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots, include_global_state),
     .description = "Whether cluster settings, templates and pipelines are in it. Null when the cluster does not tell."},
    {.name = STR_INIT("indices"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots, indices), .description = "Names of the indices in it."},
    {.name = STR_INIT("metadata"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots, metadata), .description = "Notes kept with it; a value that is no text is shown as JSON."},
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, name),
     .description = "Name of the snapshot."},
    {.name = STR_INIT("policy"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, policy),
     .description = "The policy that took it. Null when it was taken by hand."},
    {.name = STR_INIT("reason"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, reason),
     .description = "Why it failed. Null when it did not."},
    {.name = STR_INIT("shards"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, shards),
     .nested = &snapshots_shards_object, .description = "How many shards it has."},
    {.name = STR_INIT("start_time"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshots_data_snapshots, start_time), .description = "When it began, as RFC 3339 in UTC."},
    {.name = STR_INIT("state"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, state_),
     .description = "`SUCCESS`, `PARTIAL`, `FAILED`, `IN_PROGRESS` or `INCOMPATIBLE`."},
    {.name = STR_INIT("uuid"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, uuid),
     .description = "The snapshot's own identity."},
    {.name = STR_INIT("version"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data_snapshots, version),
     .description = "Version of the cluster that took it."},
};

static const struct object_schema snapshots_object = {
    .attributes = snapshots_attributes, .count = 13, .model_size = sizeof(struct snapshots_data_snapshots),
};

static const struct str check_of_state_choices[] = {STR_INIT("SUCCESS"), STR_INIT("PARTIAL"), STR_INIT("FAILED"), STR_INIT("IN_PROGRESS"),
    STR_INIT("INCOMPATIBLE")};

static const struct validator check_of_state[] = {{.check = validate_one_of, .choices = check_of_state_choices, .choice_count = 5}};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("name_pattern"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshots_data, name_pattern),
     .validators = check_not_empty, .validator_count = 1,
     .description = "Only snapshots whose name matches; `*` stands for any text, such as `daily-*`."},
    {.name = STR_INIT("policy"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshots_data, policy),
     .validators = check_not_empty, .validator_count = 1, .description = "Only snapshots that this policy took."},
    {.name = STR_INIT("repository"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct snapshots_data, repository),
     .validators = check_repository_name_to_read, .validator_count = 1, .description = "Name of the repository."},
    {.name = STR_INIT("snapshots"), .kind = ATTRIBUTE_OBJECT_LIST, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshots_data, snapshots),
     .nested = &snapshots_object, .description = "The snapshots, oldest first."},
    {.name = STR_INIT("state"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshots_data, state),
     .validators = check_of_state, .validator_count = 1, .description = "Only snapshots in this state."},
};

const struct schema snapshots_data_schema = {
    .name = STR_INIT("esdr_snapshots"),
    .version = 0,
    .description =
        "The snapshots of a repository, oldest first. Also those of repositories that only Amazon may write to, such as `cs-automated-enc`.",
    .root = {.attributes = root_attributes, .count = 5, .model_size = sizeof(struct snapshots_data)},
};
