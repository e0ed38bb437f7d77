#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "repository/location.h"
#include "s3/replication.h"
#include "schemas/s3_bucket_data.h"

static struct string_field text_or_null(struct str text)
{
    return text.len > 0 ? known_string(text) : (struct string_field){0};
}

static struct int_field int_or_null(struct optional_int number)
{
    return number.set ? known_int(number.value) : (struct int_field){0};
}

/* ---- lifecycle rules ---- */

static struct map_field tags_of(struct arena *arena, const struct lifecycle_filter *filter)
{
    struct value_member *members = ARENA_ARRAY(arena, struct value_member, filter->tag_count);
    for (size_t at = 0; at < filter->tag_count; at++)
        members[at] = (struct value_member){filter->tags[at].key, value_string(filter->tags[at].value)};
    struct value sorted = value_mapping(members, filter->tag_count);
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, sorted.count);
    for (size_t at = 0; at < sorted.count; at++)
        entries[at] = (struct map_entry){sorted.members[at].name, known_string(sorted.members[at].value.text)};
    return (struct map_field){FIELD_KNOWN, entries, sorted.count};
}

static struct strings_field storage_classes_of(struct arena *arena, const struct lifecycle_rule_view *rule)
{
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, rule->transition_count);
    for (size_t at = 0; at < rule->transition_count; at++)
        items[at] = known_string(rule->transitions[at].storage_class);
    return (struct strings_field){FIELD_KNOWN, items, rule->transition_count};
}

static struct strings_field unknown_parts_of(struct arena *arena, const struct lifecycle_rule_view *rule)
{
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, rule->unknown_count);
    for (size_t at = 0; at < rule->unknown_count; at++)
        items[at] = known_string(rule->unknown[at]);
    return (struct strings_field){FIELD_KNOWN, items, rule->unknown_count};
}

static struct s3_bucket_data_lifecycle_rules lifecycle_rule_of(struct arena *arena, const struct lifecycle_rule_view *rule)
{
    bool says = rule->expired_object_delete_marker.set;
    return (struct s3_bucket_data_lifecycle_rules){
        .state = FIELD_KNOWN,
        .id = text_or_null(rule->id),
        .enabled = known_bool(rule->enabled),
        .prefix = known_string(rule->filter.prefix),
        .tags = tags_of(arena, &rule->filter),
        .object_size_greater_than = int_or_null(rule->filter.object_size_greater_than),
        .object_size_less_than = int_or_null(rule->filter.object_size_less_than),
        .expiration_days = int_or_null(rule->expiration_days),
        .expiration_date = text_or_null(rule->expiration_date),
        .expired_object_delete_marker = {says ? FIELD_KNOWN : FIELD_NULL, rule->expired_object_delete_marker.value},
        .noncurrent_version_expiration = known_bool(rule->noncurrent_expiration),
        .noncurrent_days = int_or_null(rule->noncurrent_days),
        .newer_noncurrent_versions = int_or_null(rule->newer_noncurrent_versions),
        .transition_storage_classes = storage_classes_of(arena, rule),
        .abort_incomplete_multipart_upload_days = int_or_null(rule->abort_incomplete_multipart_upload_days),
        .unknown_parts = unknown_parts_of(arena, rule),
    };
}

static struct objects_field lifecycle_rules_of(struct arena *arena, const struct lifecycle *document)
{
    struct s3_bucket_data_lifecycle_rules *items = ARENA_ARRAY(arena, struct s3_bucket_data_lifecycle_rules, document->count);
    for (size_t at = 0; at < document->count; at++)
        items[at] = lifecycle_rule_of(arena, &document->rules[at].view);
    return (struct objects_field){.state = FIELD_KNOWN, .items = items, .count = document->count};
}

/* ---- replication ---- */

/* Whether every key of the repository begins with the prefix: a pattern's text before its first wildcard is all that its keys share. */
static bool covers_all(struct arena *arena, const struct repository_location *location, struct str prefix)
{
    struct str patterns[2];
    size_t count = location_key_patterns(arena, location, patterns);
    for (size_t at = 0; at < count; at++) {
        bool is_hashed = at > 0;
        struct str shared = is_hashed ? location->shard_prefix : str_slice(patterns[at], 0, patterns[at].len - 1);
        if (!str_starts_with(shared, prefix))
            return false;
    }
    return true;
}

static const char *coverage(struct arena *arena, const struct repository_location *location, const struct replication_rule *rule)
{
    if (!rule->enabled || rule->has_tags || !location_overlaps_prefix(location, rule->prefix))
        return "none";
    return covers_all(arena, location, rule->prefix) ? "all" : "some";
}

static struct s3_bucket_data_replication_rules replication_rule_of(struct arena *arena, const struct replication_rule *rule,
                                                                   const struct repository_location *location)
{
    return (struct s3_bucket_data_replication_rules){
        .state = FIELD_KNOWN,
        .id = text_or_null(rule->id),
        .enabled = known_bool(rule->enabled),
        .priority = int_or_null(rule->priority),
        .prefix = known_string(rule->prefix),
        .has_tags = known_bool(rule->has_tags),
        .destination = known_string(rule->destination),
        .copies_delete_markers = known_bool(rule->copies_delete_markers),
        .covers_repository = location ? known_string(str_from(coverage(arena, location, rule))) : (struct string_field){0},
    };
}

static void write_replication(struct arena *arena, const struct replication *replication, const struct repository_location *location,
                              bool has_versions, struct s3_bucket_data *found)
{
    struct s3_bucket_data_replication_rules *items = ARENA_ARRAY(arena, struct s3_bucket_data_replication_rules, replication->count);
    bool is_covered = false;
    for (size_t at = 0; at < replication->count; at++) {
        items[at] = replication_rule_of(arena, &replication->rules[at], location);
        is_covered = is_covered || str_equal(string_or(items[at].covers_repository, STR("")), STR("all"));
    }
    found->replication_rules = (struct objects_field){.state = FIELD_KNOWN, .items = items, .count = replication->count};
    found->replicates_repository = location ? known_bool(is_covered && has_versions) : (struct bool_field){0};
}

/* The repository that was asked about; NULL when none was. */
static const struct repository_location *location_of(struct arena *arena, const struct s3_bucket_data *asked)
{
    struct repository_location *location = ARENA_NEW(arena, struct repository_location);
    *location = (struct repository_location){.base_path = string_or(asked->base_path, STR("")), .shard_prefix = STR("")};
    return shard_paths_parse(string_or(asked->shard_path_type, STR("")), &location->shard_paths) ? location : NULL;
}

/* ---- reading ---- */

struct bucket_facts {
    struct str region;
    enum bucket_versioning versioning;
    struct lifecycle lifecycle;
    struct replication replication;
    struct object_lock lock;
};

static bool ask(struct request *rq, struct s3_client *s3, const struct s3_bucket *bucket, struct bucket_facts *facts)
{
    struct s3_error error = {0};
    bool answered = s3_find_region(rq, s3, bucket, &facts->region, &error) && s3_get_versioning(rq, s3, bucket, &facts->versioning, &error) &&
                    s3_get_lifecycle(rq, s3, bucket, &facts->lifecycle, &error) && s3_get_replication(rq, s3, bucket, &facts->replication, &error) &&
                    s3_get_object_lock(rq, s3, bucket, &facts->lock, &error);
    return answered || s3_report(rq, bucket, &error);
}

static bool read(struct request *rq, struct provider *provider, const void *config, void *found_model)
{
    static const char *const versionings[] = {
        [VERSIONING_UNKNOWN] = "", [VERSIONING_NEVER] = "Disabled", [VERSIONING_ENABLED] = "Enabled", [VERSIONING_SUSPENDED] = "Suspended"};
    const struct s3_bucket_data *asked = config;
    struct s3_bucket_data *found = found_model;
    struct s3_client *s3;
    struct bucket_facts facts = {0};
    const struct s3_bucket bucket = {.name = asked->bucket.value, .at = AT("bucket")};
    GUARD(provider_s3(rq, provider, &s3));
    GUARD(ask(rq, s3, &bucket, &facts));
    found->region = text_or_null(facts.region);
    found->versioning = known_string(str_from(versionings[facts.versioning]));
    found->lifecycle_rules = lifecycle_rules_of(rq->arena, &facts.lifecycle);
    found->object_lock = (struct s3_bucket_data_object_lock){
        .state = facts.lock.enabled ? FIELD_KNOWN : FIELD_NULL,
        .mode = text_or_null(facts.lock.mode),
        .days = int_or_null(facts.lock.days),
        .years = int_or_null(facts.lock.years),
    };
    write_replication(rq->arena, &facts.replication, location_of(rq->arena, asked), facts.versioning == VERSIONING_ENABLED, found);
    return true;
}

const struct data_source_type s3_bucket_data_source = {
    .schema = &s3_bucket_data_schema,
    .read = read,
};
