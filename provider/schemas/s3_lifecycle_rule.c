/* Generated from schemas/resources/s3_lifecycle_rule.json by make generate. */
#include "schemas/s3_lifecycle_rule.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_between_1_2147483647[] = {{.check = validate_between, .minimum = 1, .maximum = 2147483647}};

static const struct validator check_bucket_name[] = {{.check = validate_bucket_name}};

static const struct validator check_account_id[] = {{.check = validate_account_id}};

static const struct validator check_midnight_date[] = {{.check = validate_midnight_date}};

static const struct attribute expiration_attributes[] = {
    {.name = STR_INIT("date"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_expiration, date),
     .same_meaning = same_date, .validators = check_midnight_date, .validator_count = 1,
     .description = "On this day and ever after, such as `2027-01-31`, or `2027-01-31T00:00:00Z`: S3 takes midnight UTC only."},
    {.name = STR_INIT("days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_expiration, days),
     .validators = check_between_1_2147483647, .validator_count = 1, .description = "This many days after they were made."},
    {.name = STR_INIT("expired_object_delete_marker"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule_expiration, expired_object_delete_marker),
     .description = "`true`: delete markers that hide nothing any more are removed. Leave it out otherwise."},
};

static const struct str expiration_rule_1_names[] = {STR_INIT("days"), STR_INIT("date"), STR_INIT("expired_object_delete_marker")};

static const struct attribute_rule expiration_rules[] = {{.kind = RULE_EXACTLY_ONE, .names = expiration_rule_1_names, .count = 3}};

static const struct object_schema expiration_object = {
    .attributes = expiration_attributes, .count = 3, .model_size = sizeof(struct s3_lifecycle_rule_expiration), .rules = expiration_rules,
    .rule_count = 1,
};

static const struct validator check_between_0_54975581388800[] = {{.check = validate_between, .minimum = 0, .maximum = 54975581388800}};

static const struct validator check_between_1_54975581388800[] = {{.check = validate_between, .minimum = 1, .maximum = 54975581388800}};

static const struct validator check_rule_prefix[] = {{.check = validate_rule_prefix}};

static const struct validator check_length_0_256[] = {{.check = validate_length, .minimum = 0, .maximum = 256}};

static const struct attribute filter_attributes[] = {
    {.name = STR_INIT("object_size_greater_than"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule_filter, object_size_greater_than), .validators = check_between_0_54975581388800,
     .validator_count = 1, .description = "Only objects with more bytes than this."},
    {.name = STR_INIT("object_size_less_than"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule_filter, object_size_less_than), .validators = check_between_1_54975581388800, .validator_count = 1,
     .description = "Only objects with fewer bytes than this."},
    {.name = STR_INIT("prefix"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_filter, prefix),
     .validators = check_rule_prefix, .validator_count = 1,
     .description =
         "Only objects whose key begins with this, letter by letter. Keys do not begin with a slash, and a prefix without a slash at its end "
         "matches more than one folder: `auto-purge/` is right, `/auto-purge` matches nothing, and `auto-purge` matches `auto-purge-keep/x` too."},
    {.name = STR_INIT("tags"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_filter, tags),
     .validators = check_length_0_256, .validator_count = 1, .description = "Only objects that have all these tags."},
};

static const struct object_schema filter_object = {
    .attributes = filter_attributes, .count = 4, .model_size = sizeof(struct s3_lifecycle_rule_filter),
};

static const struct attribute noncurrent_version_expiration_attributes[] = {
    {.name = STR_INIT("newer_noncurrent_versions"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule_noncurrent_version_expiration, newer_noncurrent_versions), .validators = check_between_1_2147483647,
     .validator_count = 1, .description = "This many noncurrent versions are kept, however old."},
    {.name = STR_INIT("noncurrent_days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct s3_lifecycle_rule_noncurrent_version_expiration, noncurrent_days), .validators = check_between_1_2147483647,
     .validator_count = 1, .description = "This many days after they stopped being current."},
};

static const struct object_schema noncurrent_version_expiration_object = {
    .attributes = noncurrent_version_expiration_attributes, .count = 2, .model_size = sizeof(struct s3_lifecycle_rule_noncurrent_version_expiration),
};

static const struct validator check_between_0_2147483647[] = {{.check = validate_between, .minimum = 0, .maximum = 2147483647}};

static const struct validator check_storage_class[] = {{.check = validate_storage_class}};

static const struct attribute noncurrent_version_transitions_attributes[] = {
    {.name = STR_INIT("newer_noncurrent_versions"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule_noncurrent_version_transitions, newer_noncurrent_versions), .validators = check_between_1_2147483647,
     .validator_count = 1, .description = "This many noncurrent versions stay where they are, however old."},
    {.name = STR_INIT("noncurrent_days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct s3_lifecycle_rule_noncurrent_version_transitions, noncurrent_days), .validators = check_between_0_2147483647,
     .validator_count = 1, .description = "This many days after they stopped being current."},
    {.name = STR_INIT("storage_class"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct s3_lifecycle_rule_noncurrent_version_transitions, storage_class), .validators = check_storage_class,
     .validator_count = 1, .description = "Storage class, as in `transitions`."},
};

static const struct object_schema noncurrent_version_transitions_object = {
    .attributes = noncurrent_version_transitions_attributes, .count = 3,
    .model_size = sizeof(struct s3_lifecycle_rule_noncurrent_version_transitions),
};

static const struct validator check_key_prefix[] = {{.check = validate_key_prefix}};

static const struct validator check_length_1_255[] = {{.check = validate_length, .minimum = 1, .maximum = 255}};

static const struct validator check_go_duration[] = {{.check = validate_go_duration}};

static const struct attribute timeouts_attributes[] = {
    {.name = STR_INIT("create"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_timeouts, create),
     .validators = check_go_duration, .validator_count = 1, .description = "How long creating may take."},
    {.name = STR_INIT("delete"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_timeouts, delete),
     .validators = check_go_duration, .validator_count = 1, .description = "How long deleting may take."},
    {.name = STR_INIT("read"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_timeouts, read),
     .validators = check_go_duration, .validator_count = 1, .description = "How long reading may take."},
    {.name = STR_INIT("update"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_timeouts, update),
     .validators = check_go_duration, .validator_count = 1, .description = "How long changing may take."},
};

static const struct object_schema timeouts_object = {
    .attributes = timeouts_attributes, .count = 4, .model_size = sizeof(struct s3_lifecycle_rule_timeouts),
};

static const struct attribute transitions_attributes[] = {
    {.name = STR_INIT("date"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_transitions, date),
     .same_meaning = same_date, .validators = check_midnight_date, .validator_count = 1,
     .description = "On this day and ever after, such as `2027-01-31`."},
    {.name = STR_INIT("days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule_transitions, days),
     .validators = check_between_0_2147483647, .validator_count = 1, .description = "This many days after they were made."},
    {.name = STR_INIT("storage_class"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct s3_lifecycle_rule_transitions, storage_class), .validators = check_storage_class, .validator_count = 1,
     .description =
         "Storage class: `STANDARD_IA`, `ONEZONE_IA`, `INTELLIGENT_TIERING`, `GLACIER_IR`, `GLACIER` or `DEEP_ARCHIVE` at Amazon; other stores "
         "have their own."},
};

static const struct str transitions_rule_1_names[] = {STR_INIT("days"), STR_INIT("date")};

static const struct attribute_rule transitions_rules[] = {{.kind = RULE_EXACTLY_ONE, .names = transitions_rule_1_names, .count = 2}};

static const struct object_schema transitions_object = {
    .attributes = transitions_attributes, .count = 3, .model_size = sizeof(struct s3_lifecycle_rule_transitions), .rules = transitions_rules,
    .rule_count = 1,
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("abort_incomplete_multipart_upload_days"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule, abort_incomplete_multipart_upload_days), .validators = check_between_1_2147483647,
     .validator_count = 1,
     .description = "Uploads that nobody has finished this many days after they began are removed. Safe for snapshot repositories, and useful."},
    {.name = STR_INIT("bucket"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct s3_lifecycle_rule, bucket), .validators = check_bucket_name, .validator_count = 1,
     .description = "Name of the bucket."},
    {.name = STR_INIT("enabled"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule, enabled),
     .default_text = "true", .description = "Whether the rule is carried out."},
    {.name = STR_INIT("expected_bucket_owner"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule, expected_bucket_owner), .validators = check_account_id, .validator_count = 1,
     .description = "Account that has to own the bucket, else requests fail."},
    {.name = STR_INIT("expiration"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule, expiration),
     .nested = &expiration_object,
     .description =
         "When current objects go. In a bucket without versions they are deleted for good; in one with versions a delete marker hides them."},
    {.name = STR_INIT("filter"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct s3_lifecycle_rule, filter),
     .nested = &filter_object,
     .description = "Which objects the rule is about: all that is written has to hold. For every object of the bucket write `{ prefix = \"\" }`."},
    {.name = STR_INIT("id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE,
     .offset = offsetof(struct s3_lifecycle_rule, id), .description = "`BUCKET/RULE_ID`."},
    {.name = STR_INIT("noncurrent_version_expiration"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule, noncurrent_version_expiration), .nested = &noncurrent_version_expiration_object,
     .description =
         "When versions that are not current any more are deleted for good. Until then whatever was deleted by mistake can be brought back."},
    {.name = STR_INIT("noncurrent_version_transitions"), .kind = ATTRIBUTE_OBJECT_SET, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule, noncurrent_version_transitions), .nested = &noncurrent_version_transitions_object,
     .description = "When versions that are not current any more move to another storage class."},
    {.name = STR_INIT("protected_prefixes"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule, protected_prefixes), .validators = check_key_prefix, .validator_count = 1,
     .description = "Prefixes that this rule must never be able to touch. The repositories of the cluster in this bucket are always among them."},
    {.name = STR_INIT("rule_id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct s3_lifecycle_rule, rule_id), .validators = check_length_1_255, .validator_count = 1,
     .description = "Id of the rule. A rule of this id must not exist yet, unless it says just the same; to take over another one, import it."},
    {.name = STR_INIT("timeouts"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct s3_lifecycle_rule, timeouts),
     .nested = &timeouts_object, .description = "How long operations may take, as durations such as `20m` or `1h30m`."},
    {.name = STR_INIT("transitions"), .kind = ATTRIBUTE_OBJECT_SET, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct s3_lifecycle_rule, transitions), .nested = &transitions_object,
     .description = "When current objects move to another storage class."},
};

static const struct str identity[] = {STR_INIT("bucket"), STR_INIT("rule_id")};

const struct schema s3_lifecycle_rule_schema = {
    .name = STR_INIT("esdr_s3_lifecycle_rule"),
    .version = 0,
    .description =
        "One rule, by its id, of the lifecycle document of a bucket. Everybody else's rules stay as they are, byte for byte.\n\nWhile planning, "
        "the rule is checked against every snapshot repository of the bucket: those declared in the same configuration, and those registered "
        "on the cluster of the provider. A rule that would destroy their files is refused. Every write is read back; a store that keeps "
        "another rule than the one it accepted gets the former rules back.",
    .root = {.attributes = root_attributes, .count = 13, .model_size = sizeof(struct s3_lifecycle_rule)},
    .identity = identity,
    .identity_count = 2,
};
