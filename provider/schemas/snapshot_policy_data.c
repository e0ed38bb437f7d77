/* Generated from schemas/data_sources/snapshot_policy.json by make generate. */
#include "schemas/snapshot_policy_data.h"

#include "validators/validators.h"

/* clang-format off */

static const struct str check_of_backend_choices[] = {STR_INIT("auto"), STR_INIT("sm"), STR_INIT("slm")};

static const struct validator check_of_backend[] = {{.check = validate_one_of, .choices = check_of_backend_choices, .choice_count = 3}};

static const struct attribute last_failure_attributes[] = {
    {.name = STR_INIT("reason"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_last_failure, reason),
     .description = "Why it failed, in the scheduler's words. Null when the scheduler does not tell."},
    {.name = STR_INIT("snapshot"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_last_failure, snapshot),
     .description = "Name of the snapshot. Null when the scheduler does not tell."},
    {.name = STR_INIT("time"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_last_failure, time),
     .description = "When it failed, as RFC 3339 in UTC. Null when the scheduler does not tell."},
};

static const struct object_schema last_failure_object = {
    .attributes = last_failure_attributes, .count = 3, .model_size = sizeof(struct snapshot_policy_data_last_failure),
};

static const struct attribute last_success_attributes[] = {
    {.name = STR_INIT("snapshot"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_last_success, snapshot),
     .description = "Name of the snapshot. Null when the scheduler does not tell."},
    {.name = STR_INIT("time"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_last_success, time),
     .description = "When it ended, as RFC 3339 in UTC. Null when the scheduler does not tell."},
};

static const struct object_schema last_success_object = {
    .attributes = last_success_attributes, .count = 2, .model_size = sizeof(struct snapshot_policy_data_last_success),
};

static const struct validator check_policy_name[] = {{.check = validate_policy_name}};

static const struct attribute notification_attributes[] = {
    {.name = STR_INIT("channel_id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_notification, channel_id), .description = "Id of the channel of OpenSearch's notifications."},
    {.name = STR_INIT("creation"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_notification, creation),
     .description = "Whether to tell that a snapshot was taken. The server's default is true."},
    {.name = STR_INIT("deletion"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_notification, deletion),
     .description = "Whether to tell that snapshots were deleted. The server's default is false."},
    {.name = STR_INIT("failure"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_notification, failure),
     .description = "Whether to tell that something failed. The server's default is false."},
    {.name = STR_INIT("time_limit_exceeded"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_notification, time_limit_exceeded),
     .description = "Whether to tell that something took too long. The server's default is false."},
};

static const struct object_schema notification_object = {
    .attributes = notification_attributes, .count = 5, .model_size = sizeof(struct snapshot_policy_data_notification),
};

static const struct attribute retention_schedule_attributes[] = {
    {.name = STR_INIT("cron"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_retention_schedule, cron), .description = "Five fields, as in `schedule`."},
    {.name = STR_INIT("timezone"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_retention_schedule, timezone), .description = "Time zone of `cron`."},
};

static const struct object_schema retention_schedule_object = {
    .attributes = retention_schedule_attributes, .count = 2, .model_size = sizeof(struct snapshot_policy_data_retention_schedule),
};

static const struct attribute retention_attributes[] = {
    {.name = STR_INIT("expire_after"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_retention, expire_after), .description = "Snapshots older than this are deleted, such as `5d`."},
    {.name = STR_INIT("max_count"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_retention, max_count),
     .description = "When there are more than this many, the oldest are deleted, expired or not."},
    {.name = STR_INIT("min_count"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_retention, min_count), .description = "This many are kept, expired or not."},
    {.name = STR_INIT("schedule"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_retention, schedule), .nested = &retention_schedule_object,
     .description = "OpenSearch: when snapshots are deleted. Null on Elasticsearch, which has one time for the whole cluster."},
};

static const struct object_schema retention_object = {
    .attributes = retention_attributes, .count = 4, .model_size = sizeof(struct snapshot_policy_data_retention),
};

static const struct attribute schedule_attributes[] = {
    {.name = STR_INIT("cron"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_policy_data_schedule, cron),
     .description =
         "Five fields: minute, hour, day of month, month, day of week. `0 2 * * *` is every day at two. The form that Elasticsearch wants is "
         "made from it."},
    {.name = STR_INIT("interval"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_schedule, interval),
     .description = "Instead of `cron`, the time between two snapshots, such as `6h`."},
    {.name = STR_INIT("timezone"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data_schedule, timezone),
     .description = "Time zone of `cron`, such as `Europe/Berlin`. Null for UTC where the scheduler stores none."},
};

static const struct object_schema schedule_object = {
    .attributes = schedule_attributes, .count = 3, .model_size = sizeof(struct snapshot_policy_data_schedule),
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("backend"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct snapshot_policy_data, backend),
     .validators = check_of_backend, .validator_count = 1,
     .description =
         "Which scheduler to ask: `sm` (OpenSearch's Snapshot Management), `slm` (Elasticsearch's Snapshot Lifecycle Management), or `auto`, "
         "as when it is left out: the one that the cluster has."},
    {.name = STR_INIT("backend_used"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, backend_used), .description = "The scheduler that was asked: `sm` or `slm`."},
    {.name = STR_INIT("creation_time_limit"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, creation_time_limit),
     .description = "OpenSearch: how long taking a snapshot may last before it counts as failed."},
    {.name = STR_INIT("date_format_timezone"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, date_format_timezone),
     .description = "OpenSearch: time zone of the date in snapshot names. Null for UTC."},
    {.name = STR_INIT("deletion_time_limit"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, deletion_time_limit),
     .description = "OpenSearch: how long deleting snapshots may last before it counts as failed."},
    {.name = STR_INIT("description"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, description), .description = "OpenSearch: a note for people."},
    {.name = STR_INIT("enabled"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_policy_data, enabled),
     .description = "Whether the policy is carried out."},
    {.name = STR_INIT("expand_wildcards"), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, expand_wildcards), .description = "Elasticsearch: which indices patterns match."},
    {.name = STR_INIT("feature_states"), .kind = ATTRIBUTE_STRING_SET, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, feature_states),
     .description = "Elasticsearch 7.12 and later: features whose indices are kept; `none` for no feature."},
    {.name = STR_INIT("ignore_unavailable"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, ignore_unavailable),
     .description = "Whether indices that do not exist are passed over. Null when the policy does not say."},
    {.name = STR_INIT("in_progress"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, in_progress), .description = "Whether a snapshot of the policy is being taken right now."},
    {.name = STR_INIT("include_global_state"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, include_global_state),
     .description = "Whether cluster settings, templates and pipelines are kept too. Null when the policy does not say."},
    {.name = STR_INIT("indices"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, indices),
     .description = "Names and patterns of indices, exclusions with a leading `-`, in this order. Null for all indices."},
    {.name = STR_INIT("last_failure"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, last_failure), .nested = &last_failure_object,
     .description = "The last run that failed. Null when the scheduler tells of none; OpenSearch tells of the very last run only."},
    {.name = STR_INIT("last_success"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, last_success), .nested = &last_success_object,
     .description = "The last run that succeeded. Null when the scheduler tells of none; OpenSearch tells of the very last run only."},
    {.name = STR_INIT("metadata"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, metadata), .description = "Notes kept with every snapshot."},
    {.name = STR_INIT("name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED, .offset = offsetof(struct snapshot_policy_data, name),
     .validators = check_policy_name, .validator_count = 1, .description = "Name of the policy."},
    {.name = STR_INIT("next_run"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_policy_data, next_run),
     .description = "When the next snapshot is due, as RFC 3339 in UTC. Null when the scheduler does not tell."},
    {.name = STR_INIT("notification"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, notification), .nested = &notification_object, .description = "OpenSearch: who is told what."},
    {.name = STR_INIT("partial"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_policy_data, partial),
     .description = "Whether a snapshot may be taken although shards of an index are missing. Null when the policy does not say."},
    {.name = STR_INIT("repository"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, repository), .description = "Name of the repository that the snapshots go to."},
    {.name = STR_INIT("retention"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_policy_data, retention),
     .nested = &retention_object, .description = "Which of the policy's snapshots are deleted. Null when none are."},
    {.name = STR_INIT("schedule"), .kind = ATTRIBUTE_OBJECT, .flags = ATTRIBUTE_COMPUTED, .offset = offsetof(struct snapshot_policy_data, schedule),
     .nested = &schedule_object, .description = "When a snapshot is taken."},
    {.name = STR_INIT("snapshot_name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, snapshot_name), .description = "How snapshots are called, in the scheduler's own syntax."},
    {.name = STR_INIT("snapshot_pattern"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_COMPUTED,
     .offset = offsetof(struct snapshot_policy_data, snapshot_pattern),
     .description = "OpenSearch 3.3 and later: pattern of other snapshots that the retention deletes too."},
};

const struct schema snapshot_policy_data_schema = {
    .name = STR_INIT("esdr_snapshot_policy"),
    .version = 0,
    .description =
        "A snapshot policy as its scheduler holds it, and how it fares: when it last succeeded or failed, and when it runs next. One that does "
        "not exist is an error.",
    .root = {.attributes = root_attributes, .count = 25, .model_size = sizeof(struct snapshot_policy_data)},
};
