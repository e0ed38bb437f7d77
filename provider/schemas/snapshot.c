/* Generated from schemas/resources/snapshot.json by make generate. */
#include "schemas/snapshot.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_not_empty[] = {{.check = validate_not_empty}};

static const struct validator check_index_pattern[] = {{.check = validate_index_pattern}};

static const struct validator check_snapshot_name[] = {{.check = validate_snapshot_name}};

static const struct str check_of_on_destroy_choices[] = {STR_INIT("keep"), STR_INIT("delete")};

static const struct validator check_of_on_destroy[] = {{.check = validate_one_of, .choices = check_of_on_destroy_choices, .choice_count = 2}};

static const struct validator check_repository_name[] = {{.check = validate_repository_name}};

static const struct attribute shards_attributes[] = {
    {.name = STR_INIT("failed"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_model_shards, failed),
     .description = "Shards that are missing in it."},
    {.name = STR_INIT("successful"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_model_shards, successful), .description = "Shards that are in it."},
    {.name = STR_INIT("total"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_model_shards, total),
     .description = "All shards of its indices."},
};

static const struct object_schema shards_object = {
    .attributes = shards_attributes, .count = 3, .model_size = sizeof(struct snapshot_model_shards),
};

static const struct validator check_go_duration[] = {{.check = validate_go_duration}};

static const struct attribute timeouts_attributes[] = {
    {.name = STR_INIT("create"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_model_timeouts, create),
     .validators = check_go_duration, .validator_count = 1, .description = "How long creating may take."},
    {.name = STR_INIT("delete"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_model_timeouts, delete),
     .validators = check_go_duration, .validator_count = 1, .description = "How long deleting may take."},
    {.name = STR_INIT("read"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_model_timeouts, read),
     .validators = check_go_duration, .validator_count = 1, .description = "How long reading may take."},
    {.name = STR_INIT("update"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_model_timeouts, update),
     .validators = check_go_duration, .validator_count = 1, .description = "How long changing may take."},
};

static const struct object_schema timeouts_object = {
    .attributes = timeouts_attributes, .count = 4, .model_size = sizeof(struct snapshot_model_timeouts),
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("end_time"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_model, end_time),
     .description = "When it ended, as RFC 3339 in UTC. Null while it is in progress."},
    {.name = STR_INIT("feature_states"), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE | ATTRIBUTE_UNREADABLE,
     .offset = offsetof(struct snapshot_model, feature_states), .validators = check_not_empty, .validator_count = 1,
     .description = "Elasticsearch 7.12 and later: features whose indices are kept; `none` for no feature."},
    {.name = STR_INIT("id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE, .offset = offsetof(struct snapshot_model, id),
     .description = "`REPOSITORY/NAME`."},
    {.name = STR_INIT("ignore_unavailable"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE | ATTRIBUTE_UNREADABLE,
     .offset = offsetof(struct snapshot_model, ignore_unavailable),
     .description = "Whether indices that do not exist are passed over. The server's default is false."},
    {.name = STR_INIT("include_global_state"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_model, include_global_state),
     .description = "Whether cluster settings, templates and pipelines are kept too. The server's default is true."},
    {.name = STR_INIT("indices"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_model, indices), .validators = check_index_pattern, .validator_count = 1,
     .description =
         "Names and patterns of indices, exclusions with a leading `-`, in this order. All indices when it is left out. After an import it "
         "holds the names that were found; a pattern that means the same indices is no difference."},
    {.name = STR_INIT("metadata"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_model, metadata), .description = "Notes kept with the snapshot."},
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_model, name), .validators = check_snapshot_name, .validator_count = 1,
     .description = "Name of the snapshot: lower case, none of ``\\ / * ? \" < > | , #`` or blanks, not beginning with `_`."},
    {.name = STR_INIT("on_destroy"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_model, on_destroy),
     .default_text = "keep", .validators = check_of_on_destroy, .validator_count = 1,
     .description = "What happens to the snapshot when the resource is destroyed: `keep` leaves it in the repository, `delete` deletes it."},
    {.name = STR_INIT("partial"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_REPLACE | ATTRIBUTE_UNREADABLE,
     .offset = offsetof(struct snapshot_model, partial),
     .description = "Whether the snapshot may be taken although shards of an index are missing. The server's default is false."},
    {.name = STR_INIT("repository"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_model, repository), .validators = check_repository_name, .validator_count = 1,
     .description = "Name of the repository."},
    {.name = STR_INIT("shards"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_model, shards),
     .nested = &shards_object, .description = "How many shards the snapshot has."},
    {.name = STR_INIT("snapshot_indices"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE,
     .offset = offsetof(struct snapshot_model, snapshot_indices), .description = "Names of the indices in the snapshot."},
    {.name = STR_INIT("start_time"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE,
     .offset = offsetof(struct snapshot_model, start_time), .description = "When it began, as RFC 3339 in UTC."},
    {.name = STR_INIT("state"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_model, state),
     .description = "`SUCCESS`, `PARTIAL`, `FAILED`, `IN_PROGRESS` or `INCOMPATIBLE`."},
    {.name = STR_INIT("timeouts"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_model, timeouts),
     .nested = &timeouts_object, .description = "How long operations may take, as durations such as `20m` or `1h30m`."},
    {.name = STR_INIT("uuid"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE,
     .offset = offsetof(struct snapshot_model, uuid), .description = "The snapshot's own identity."},
    {.name = STR_INIT("version"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE,
     .offset = offsetof(struct snapshot_model, version), .description = "Version of the cluster that took it."},
};

static const struct str identity[] = {STR_INIT("repository"), STR_INIT("name")};

const struct schema snapshot_schema = {
    .name = STR_INIT("esdr_snapshot"),
    .version = 0,
    .description =
        "One snapshot, taken when the resource is created. No retention rule of a policy touches it, so it suits the first snapshot of a "
        "cluster, which is kept for ever.\n\nA snapshot that fails, or that misses shards without `partial`, is an error, and its remains stay "
        "in the state so that the next apply replaces it. Deleting the resource leaves the snapshot in the repository, unless `on_destroy` "
        "says otherwise.",
    .root = {.attributes = root_attributes, .count = 18, .model_size = sizeof(struct snapshot_model)},
    .identity = identity,
    .identity_count = 2,
};
