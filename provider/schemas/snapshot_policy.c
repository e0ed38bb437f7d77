/* Generated from schemas/resources/snapshot_policy.json by make generate. */
#include "schemas/snapshot_policy.h"

#include "validators/validators.h"

/* clang-format off */

static const struct str check_of_backend_choices[] = {STR_INIT("auto"), STR_INIT("sm"), STR_INIT("slm")};

static const struct validator check_of_backend[] = {{.check = validate_one_of, .choices = check_of_backend_choices, .choice_count = 3}};

static const struct validator check_duration[] = {{.check = validate_duration}};

static const struct validator check_timezone[] = {{.check = validate_timezone}};

static const struct str check_of_expand_wildcards_choices[] = {STR_INIT("all"), STR_INIT("open"), STR_INIT("closed"), STR_INIT("hidden"),
    STR_INIT("none")};

static const struct validator check_of_expand_wildcards[] = {{.check = validate_one_of, .choices = check_of_expand_wildcards_choices, .choice_count = 5}};

static const struct validator check_not_empty[] = {{.check = validate_not_empty}};

static const struct validator check_index_pattern[] = {{.check = validate_index_pattern}};

static const struct validator check_policy_name[] = {{.check = validate_policy_name}};

static const struct attribute notification_attributes[] = {
    {.name = STR_INIT("channel_id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct snapshot_policy_notification, channel_id), .validators = check_not_empty, .validator_count = 1,
     .description = "Id of the channel of OpenSearch's notifications."},
    {.name = STR_INIT("creation"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_notification, creation),
     .description = "Whether to tell that a snapshot was taken. The server's default is true."},
    {.name = STR_INIT("deletion"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_notification, deletion),
     .description = "Whether to tell that snapshots were deleted. The server's default is false."},
    {.name = STR_INIT("failure"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_notification, failure),
     .description = "Whether to tell that something failed. The server's default is false."},
    {.name = STR_INIT("time_limit_exceeded"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_notification, time_limit_exceeded),
     .description = "Whether to tell that something took too long. The server's default is false."},
};

static const struct object_schema notification_object = {
    .attributes = notification_attributes, .count = 5, .model_size = sizeof(struct snapshot_policy_notification),
};

static const struct validator check_repository_name[] = {{.check = validate_repository_name}};

static const struct validator check_between_1_2147483647[] = {{.check = validate_between, .minimum = 1, .maximum = 2147483647}};

static const struct validator check_cron[] = {{.check = validate_cron}};

static const struct attribute retention_schedule_attributes[] = {
    {.name = STR_INIT("cron"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct snapshot_policy_retention_schedule, cron), .same_meaning = same_cron, .validators = check_cron, .validator_count = 1,
     .description = "Five fields, as in `schedule`."},
    {.name = STR_INIT("timezone"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_retention_schedule, timezone), .validators = check_timezone, .validator_count = 1,
     .description = "Time zone of `cron`. UTC when it is left out."},
};

static const struct object_schema retention_schedule_object = {
    .attributes = retention_schedule_attributes, .count = 2, .model_size = sizeof(struct snapshot_policy_retention_schedule),
};

static const struct attribute retention_attributes[] = {
    {.name = STR_INIT("expire_after"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy_retention, expire_after), .same_meaning = same_duration, .validators = check_duration,
     .validator_count = 1, .description = "Snapshots older than this are deleted, such as `5d`."},
    {.name = STR_INIT("max_count"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy_retention, max_count), .validators = check_between_1_2147483647, .validator_count = 1,
     .description = "When there are more than this many, the oldest are deleted, expired or not."},
    {.name = STR_INIT("min_count"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_retention, min_count), .validators = check_between_1_2147483647, .validator_count = 1,
     .description = "This many are kept, expired or not."},
    {.name = STR_INIT("schedule"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_retention, schedule), .nested = &retention_schedule_object,
     .description =
         "OpenSearch: when snapshots are deleted; when they are taken if it is left out. Elasticsearch has one time for the whole cluster."},
};

static const struct str retention_rule_1_names[] = {STR_INIT("expire_after"), STR_INIT("max_count"), STR_INIT("min_count")};

static const struct attribute_rule retention_rules[] = {{.kind = RULE_AT_LEAST_ONE, .names = retention_rule_1_names, .count = 3}};

static const struct object_schema retention_object = {
    .attributes = retention_attributes, .count = 4, .model_size = sizeof(struct snapshot_policy_retention), .rules = retention_rules, .rule_count = 1,
};

static const struct attribute schedule_attributes[] = {
    {.name = STR_INIT("cron"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy_schedule, cron),
     .same_meaning = same_cron, .validators = check_cron, .validator_count = 1,
     .description =
         "Five fields: minute, hour, day of month, month, day of week. `0 2 * * *` is every day at two. The form that Elasticsearch wants is "
         "made from it."},
    {.name = STR_INIT("interval"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy_schedule, interval), .same_meaning = same_duration, .validators = check_duration, .validator_count = 1,
     .description = "Instead of `cron`, the time between two snapshots, such as `6h`. Elasticsearch 8.16 and later."},
    {.name = STR_INIT("timezone"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_schedule, timezone), .validators = check_timezone, .validator_count = 1,
     .description = "Time zone of `cron`, such as `Europe/Berlin`. UTC when it is left out, and the only one that Elasticsearch knows."},
};

static const struct str schedule_rule_1_names[] = {STR_INIT("cron"), STR_INIT("interval")};

static const struct attribute_rule schedule_rules[] = {{.kind = RULE_EXACTLY_ONE, .names = schedule_rule_1_names, .count = 2}};

static const struct object_schema schedule_object = {
    .attributes = schedule_attributes, .count = 3, .model_size = sizeof(struct snapshot_policy_schedule), .rules = schedule_rules, .rule_count = 1,
};

static const struct validator check_go_duration[] = {{.check = validate_go_duration}};

static const struct attribute timeouts_attributes[] = {
    {.name = STR_INIT("create"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy_timeouts, create),
     .validators = check_go_duration, .validator_count = 1, .description = "How long creating may take."},
    {.name = STR_INIT("delete"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy_timeouts, delete),
     .validators = check_go_duration, .validator_count = 1, .description = "How long deleting may take."},
    {.name = STR_INIT("read"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy_timeouts, read),
     .validators = check_go_duration, .validator_count = 1, .description = "How long reading may take."},
    {.name = STR_INIT("update"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy_timeouts, update),
     .validators = check_go_duration, .validator_count = 1, .description = "How long changing may take."},
};

static const struct object_schema timeouts_object = {
    .attributes = timeouts_attributes, .count = 4, .model_size = sizeof(struct snapshot_policy_timeouts),
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("backend"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, backend),
     .default_text = "auto", .validators = check_of_backend, .validator_count = 1,
     .description =
         "Which scheduler carries the policy out: `sm` (OpenSearch's Snapshot Management), `slm` (Elasticsearch's Snapshot Lifecycle "
         "Management), or `auto`: the one that the cluster has."},
    {.name = STR_INIT("backend_used"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy, backend_used), .description = "The scheduler that carries the policy out: `sm` or `slm`."},
    {.name = STR_INIT("creation_time_limit"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, creation_time_limit), .same_meaning = same_duration, .validators = check_duration,
     .validator_count = 1, .description = "OpenSearch: how long taking a snapshot may last before it counts as failed."},
    {.name = STR_INIT("date_format_timezone"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, date_format_timezone), .validators = check_timezone, .validator_count = 1,
     .description = "OpenSearch: time zone of the date in snapshot names. UTC when it is left out."},
    {.name = STR_INIT("deletion_time_limit"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, deletion_time_limit), .same_meaning = same_duration, .validators = check_duration,
     .validator_count = 1, .description = "OpenSearch: how long deleting snapshots may last before it counts as failed."},
    {.name = STR_INIT("description"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, description),
     .description = "OpenSearch: a note for people."},
    {.name = STR_INIT("enabled"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, enabled),
     .default_text = "true", .description = "Whether the policy is carried out. Elasticsearch cannot stop a single policy."},
    {.name = STR_INIT("expand_wildcards"), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, expand_wildcards), .validators = check_of_expand_wildcards, .validator_count = 1,
     .description = "Elasticsearch: which indices patterns match."},
    {.name = STR_INIT("feature_states"), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, feature_states), .validators = check_not_empty, .validator_count = 1,
     .description = "Elasticsearch 7.12 and later: features whose indices are kept; `none` for no feature."},
    {.name = STR_INIT("id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED | ATTRIBUTE_STABLE, .offset = offsetof(struct snapshot_policy, id),
     .description = "The name of the policy."},
    {.name = STR_INIT("ignore_unavailable"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, ignore_unavailable),
     .description = "Whether indices that do not exist are passed over. The server's default is false."},
    {.name = STR_INIT("include_global_state"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, include_global_state),
     .description = "Whether cluster settings, templates and pipelines are kept too. The server's default is true."},
    {.name = STR_INIT("indices"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, indices),
     .validators = check_index_pattern, .validator_count = 1,
     .description = "Names and patterns of indices, exclusions with a leading `-`, in this order. All indices when it is left out."},
    {.name = STR_INIT("metadata"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, metadata),
     .description = "Notes kept with every snapshot."},
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED | ATTRIBUTE_REPLACE,
     .offset = offsetof(struct snapshot_policy, name), .validators = check_policy_name, .validator_count = 1,
     .description = "Name of the policy: lower case, none of ``\\ / * ? \" < > | , #`` or blanks, not beginning with `_`."},
    {.name = STR_INIT("notification"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, notification), .nested = &notification_object, .description = "OpenSearch: who is told what."},
    {.name = STR_INIT("partial"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, partial),
     .description = "Whether a snapshot may be taken although shards of an index are missing. The server's default is false."},
    {.name = STR_INIT("repository"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct snapshot_policy, repository),
     .validators = check_repository_name, .validator_count = 1, .description = "Name of the repository that the snapshots go to."},
    {.name = STR_INIT("retention"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, retention),
     .nested = &retention_object,
     .description = "Which of the policy's snapshots are deleted. Snapshots taken by hand, or by `esdr_snapshot`, are never touched."},
    {.name = STR_INIT("schedule"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct snapshot_policy, schedule),
     .nested = &schedule_object, .description = "When a snapshot is taken."},
    {.name = STR_INIT("snapshot_name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy, snapshot_name), .validators = check_not_empty, .validator_count = 1,
     .description =
         "How snapshots are called, in the scheduler's own syntax. Elasticsearch: date math such as `<daily-{now/d}>`. OpenSearch: the date "
         "format in names of the form NAME-DATE-RANDOM, such as `yyyy-MM-dd`."},
    {.name = STR_INIT("snapshot_pattern"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct snapshot_policy, snapshot_pattern), .validators = check_not_empty, .validator_count = 1,
     .description = "OpenSearch 3.3 and later: pattern of other snapshots that the retention deletes too. It must not match one that is to be kept."},
    {.name = STR_INIT("timeouts"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy, timeouts),
     .nested = &timeouts_object, .description = "How long operations may take, as durations such as `20m` or `1h30m`."},
};

static const struct str identity[] = {STR_INIT("name")};

const struct schema snapshot_policy_schema = {
    .name = STR_INIT("esdr_snapshot_policy"),
    .version = 0,
    .description =
        "When snapshots are taken, and how long they are kept: one form for OpenSearch's Snapshot Management and Elasticsearch's Snapshot "
        "Lifecycle Management.\n\nWhat the scheduler of the cluster cannot express is refused while planning, with the reason. Durations that "
        "mean the same (`168h`, `7d`) are no difference. Deleting the resource deletes the policy; its snapshots stay.",
    .root = {.attributes = root_attributes, .count = 23, .model_size = sizeof(struct snapshot_policy)},
    .identity = identity,
    .identity_count = 1,
};
