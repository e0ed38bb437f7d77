/* Generated from schemas/data_sources/s3_bucket.json by make generate. */
#include "schemas/s3_bucket_data.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_base_path[] = {{.check = validate_base_path}};

static const struct validator check_bucket_name[] = {{.check = validate_bucket_name}};

static const struct attribute lifecycle_rules_attributes[] = {
    {.name = STR_INIT("abort_incomplete_multipart_upload_days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, abort_incomplete_multipart_upload_days),
     .description = "How many days after they began unfinished uploads are removed. Null when they are not."},
    {.name = STR_INIT("enabled"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, enabled), .description = "Whether the rule is carried out."},
    {.name = STR_INIT("expiration_date"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, expiration_date),
     .description = "From which day on current objects go. Null when they do not."},
    {.name = STR_INIT("expiration_days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, expiration_days),
     .description = "How many days after they were made current objects go. Null when they do not."},
    {.name = STR_INIT("expired_object_delete_marker"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, expired_object_delete_marker),
     .description = "Whether delete markers that hide nothing any more are removed. Null when the rule does not say."},
    {.name = STR_INIT("id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data_lifecycle_rules, id),
     .description = "Id of the rule. Null when it has none."},
    {.name = STR_INIT("newer_noncurrent_versions"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, newer_noncurrent_versions),
     .description = "How many noncurrent versions are kept, however old. Null when the rule does not say."},
    {.name = STR_INIT("noncurrent_days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, noncurrent_days),
     .description = "How many days after they stopped being current. Null when the rule does not say."},
    {.name = STR_INIT("noncurrent_version_expiration"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, noncurrent_version_expiration),
     .description = "Whether versions that are not current any more are deleted for good."},
    {.name = STR_INIT("object_size_greater_than"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, object_size_greater_than),
     .description = "Only objects with more bytes than this. Null for no such limit."},
    {.name = STR_INIT("object_size_less_than"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, object_size_less_than),
     .description = "Only objects with fewer bytes than this. Null for no such limit."},
    {.name = STR_INIT("prefix"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, prefix),
     .description = "Only objects whose key begins with this; empty for every key."},
    {.name = STR_INIT("tags"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, tags), .description = "Only objects that have all these tags."},
    {.name = STR_INIT("transition_storage_classes"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, transition_storage_classes),
     .description = "Storage classes that current objects move to."},
    {.name = STR_INIT("unknown_parts"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_lifecycle_rules, unknown_parts), .description = "Parts of the rule that this provider does not know."},
};

static const struct object_schema lifecycle_rules_object = {
    .attributes = lifecycle_rules_attributes, .count = 15, .model_size = sizeof(struct s3_bucket_data_lifecycle_rules),
};

static const struct attribute object_lock_attributes[] = {
    {.name = STR_INIT("days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data_object_lock, days),
     .description = "How many days that lock lasts. Null when it is given in years, or not at all."},
    {.name = STR_INIT("mode"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data_object_lock, mode),
     .description = "`GOVERNANCE` or `COMPLIANCE`: the lock that new objects get. Null when they get none."},
    {.name = STR_INIT("years"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data_object_lock, years),
     .description = "How many years that lock lasts. Null when it is given in days, or not at all."},
};

static const struct object_schema object_lock_object = {
    .attributes = object_lock_attributes, .count = 3, .model_size = sizeof(struct s3_bucket_data_object_lock),
};

static const struct attribute replication_rules_attributes[] = {
    {.name = STR_INIT("copies_delete_markers"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, copies_delete_markers),
     .description = "Whether a deletion here hides the copy too."},
    {.name = STR_INIT("covers_repository"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, covers_repository),
     .description = "How much of the repository the rule copies: `all`, `some` or `none` of its keys. Null when no repository is given."},
    {.name = STR_INIT("destination"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, destination), .description = "ARN of the bucket that objects are copied to."},
    {.name = STR_INIT("enabled"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, enabled), .description = "Whether the rule is carried out."},
    {.name = STR_INIT("has_tags"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, has_tags),
     .description = "Whether only objects with certain tags are copied. Snapshot files have none."},
    {.name = STR_INIT("id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data_replication_rules, id),
     .description = "Id of the rule. Null when it has none."},
    {.name = STR_INIT("prefix"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, prefix),
     .description = "Only objects whose key begins with this; empty for every key."},
    {.name = STR_INIT("priority"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data_replication_rules, priority),
     .description = "Which rule wins when more than one matches: that with the highest number. Null when it has none."},
};

static const struct object_schema replication_rules_object = {
    .attributes = replication_rules_attributes, .count = 8, .model_size = sizeof(struct s3_bucket_data_replication_rules),
};

static const struct str check_of_shard_path_type_choices[] = {STR_INIT("fixed"), STR_INIT("hashed_prefix"), STR_INIT("hashed_infix")};

static const struct validator check_of_shard_path_type[] = {{.check = validate_one_of, .choices = check_of_shard_path_type_choices, .choice_count = 3}};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("base_path"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_bucket_data, base_path),
     .validators = check_base_path, .validator_count = 1,
     .description = "Base path of a repository, without a slash at either end; empty for one that has the whole bucket."},
    {.name = STR_INIT("bucket"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct s3_bucket_data, bucket),
     .validators = check_bucket_name, .validator_count = 1, .description = "Name of the bucket."},
    {.name = STR_INIT("lifecycle_rules"), .kind = ATTRIBUTE_OBJECT_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data, lifecycle_rules), .nested = &lifecycle_rules_object,
     .description = "The lifecycle rules, in the order of the store."},
    {.name = STR_INIT("object_lock"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data, object_lock),
     .nested = &object_lock_object, .description = "Whether objects can be locked against deletion. Null when they cannot."},
    {.name = STR_INIT("region"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data, region),
     .description = "Region the bucket is in. Null when the store does not tell."},
    {.name = STR_INIT("replicates_repository"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data, replicates_repository),
     .description = "Whether versioning is enabled and a single rule copies every key of the repository. Null when no repository is given."},
    {.name = STR_INIT("replication_rules"), .kind = ATTRIBUTE_OBJECT_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct s3_bucket_data, replication_rules), .nested = &replication_rules_object,
     .description = "The replication rules, in the order of the store."},
    {.name = STR_INIT("shard_path_type"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_bucket_data, shard_path_type), .validators = check_of_shard_path_type, .validator_count = 1,
     .description =
         "Layout of that repository: `fixed` (Elasticsearch, OpenSearch 2), `hashed_prefix` (the default of OpenSearch 3) or `hashed_infix`."},
    {.name = STR_INIT("versioning"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct s3_bucket_data, versioning),
     .description =
         "`Enabled`, `Suspended` or `Disabled`. Only in a bucket with versions can deleted objects be brought back, and replication needs it."},
};

static const struct str root_rule_1_names[] = {STR_INIT("base_path"), STR_INIT("shard_path_type")};

static const struct attribute_rule root_rules[] = {{.kind = RULE_ALL_OR_NONE, .names = root_rule_1_names, .count = 2}};

const struct schema s3_bucket_data_schema = {
    .name = STR_INIT("esdr_s3_bucket"),
    .version = 0,
    .description =
        "What matters about a bucket with snapshots: whether deleted objects can be brought back, which rules remove objects, and which copy "
        "them elsewhere.\n\nGive `base_path` and `shard_path_type` of a repository to be told whether replication copies all of it. Replication "
        "copies what is written after its rule was made, never what was there before.",
    .root = {.attributes = root_attributes, .count = 9, .model_size = sizeof(struct s3_bucket_data), .rules = root_rules, .rule_count = 1},
};
