#include "schemas/s3_lifecycle_rule.h"
#include "configuration/lifecycle_guard.h"
#include "resources/optional_fields.h"
#include "resources/resources.h"

/* ---- between the model and what the bucket stores ---- */

static void read_filter(struct arena *arena, const struct s3_lifecycle_rule_filter *model, struct lifecycle_filter *filter)
{
    filter->prefix = text_of(model->prefix);
    filter->object_size_greater_than = optional_int_of(model->object_size_greater_than);
    filter->object_size_less_than = optional_int_of(model->object_size_less_than);
    struct string_pair *tags = ARENA_ARRAY(arena, struct string_pair, model->tags.count);
    for (size_t at = 0; at < model->tags.count; at++)
        tags[at] = (struct string_pair){model->tags.entries[at].key, model->tags.entries[at].value.value};
    filter->tags = tags;
    filter->tag_count = model->tags.count;
}

static const struct lifecycle_transition *read_transitions(struct arena *arena, const struct objects_field *field)
{
    const struct s3_lifecycle_rule_transitions *models = field->items;
    struct lifecycle_transition *transitions = ARENA_ARRAY(arena, struct lifecycle_transition, field->count);
    for (size_t at = 0; at < field->count; at++) {
        transitions[at].days = optional_int_of(models[at].days);
        transitions[at].date = text_of(models[at].date);
        transitions[at].storage_class = models[at].storage_class.value;
    }
    return transitions;
}

static const struct lifecycle_transition *read_noncurrent_transitions(struct arena *arena, const struct objects_field *field)
{
    const struct s3_lifecycle_rule_noncurrent_version_transitions *models = field->items;
    struct lifecycle_transition *transitions = ARENA_ARRAY(arena, struct lifecycle_transition, field->count);
    for (size_t at = 0; at < field->count; at++) {
        transitions[at].days = optional_int_of(models[at].noncurrent_days);
        transitions[at].newer_noncurrent_versions = optional_int_of(models[at].newer_noncurrent_versions);
        transitions[at].storage_class = models[at].storage_class.value;
    }
    return transitions;
}

static struct lifecycle_rule_view rule_of(struct arena *arena, const struct s3_lifecycle_rule *model)
{
    struct lifecycle_rule_view rule = {
        .id = model->rule_id.value,
        .enabled = bool_or(model->enabled, true),
        .expiration_days = optional_int_of(model->expiration.days),
        .expiration_date = text_of(model->expiration.date),
        .expired_object_delete_marker = optional_bool_of(model->expiration.expired_object_delete_marker),
        .noncurrent_expiration = model->noncurrent_version_expiration.state == FIELD_KNOWN,
        .noncurrent_days = optional_int_of(model->noncurrent_version_expiration.noncurrent_days),
        .newer_noncurrent_versions = optional_int_of(model->noncurrent_version_expiration.newer_noncurrent_versions),
        .transitions = read_transitions(arena, &model->transitions),
        .transition_count = model->transitions.count,
        .noncurrent_transitions = read_noncurrent_transitions(arena, &model->noncurrent_version_transitions),
        .noncurrent_transition_count = model->noncurrent_version_transitions.count,
        .abort_incomplete_multipart_upload_days = optional_int_of(model->abort_incomplete_multipart_upload_days),
    };
    read_filter(arena, &model->filter, &rule.filter);
    return rule;
}

static void write_filter(struct arena *arena, const struct lifecycle_filter *filter, struct s3_lifecycle_rule_filter *model)
{
    bool was_given = FIELD_IS_KNOWN(model->prefix);
    struct map_entry *tags = ARENA_ARRAY(arena, struct map_entry, filter->tag_count);
    for (size_t at = 0; at < filter->tag_count; at++)
        tags[at] = (struct map_entry){filter->tags[at].key, known_string(filter->tags[at].value)};
    model->state = FIELD_KNOWN;
    model->object_size_greater_than = int_field(filter->object_size_greater_than);
    model->object_size_less_than = int_field(filter->object_size_less_than);
    model->tags = filter->tag_count > 0 ? (struct map_field){FIELD_KNOWN, tags, filter->tag_count} : (struct map_field){0};
    bool says_nothing = filter->tag_count == 0 && !filter->object_size_greater_than.set && !filter->object_size_less_than.set;
    bool has_prefix = filter->prefix.len > 0 || was_given || says_nothing;
    model->prefix = has_prefix ? known_string(filter->prefix.ptr ? filter->prefix : STR("")) : (struct string_field){0};
}

static void write_expiration(const struct lifecycle_rule_view *rule, struct s3_lifecycle_rule_expiration *model)
{
    bool has_marker = rule->expired_object_delete_marker.set && rule->expired_object_delete_marker.value;
    bool is_there = rule->expiration_days.set || rule->expiration_date.ptr || has_marker;
    struct s3_lifecycle_rule_expiration written = {.state = is_there ? FIELD_KNOWN : FIELD_NULL};
    written.days = int_field(rule->expiration_days);
    written.date = text_field(rule->expiration_date);
    if (has_marker)
        written.expired_object_delete_marker = known_bool(true);
    *model = written;
}

static struct objects_field write_transitions(struct arena *arena, const struct lifecycle_rule_view *rule)
{
    struct s3_lifecycle_rule_transitions *models = ARENA_ARRAY(arena, struct s3_lifecycle_rule_transitions, rule->transition_count);
    for (size_t at = 0; at < rule->transition_count; at++) {
        const struct lifecycle_transition *transition = &rule->transitions[at];
        models[at].state = FIELD_KNOWN;
        models[at].days = int_field(transition->days);
        models[at].date = text_field(transition->date);
        models[at].storage_class = text_field(transition->storage_class);
    }
    return (struct objects_field){rule->transition_count > 0 ? FIELD_KNOWN : FIELD_NULL, models, NULL, rule->transition_count};
}

static struct objects_field write_noncurrent_transitions(struct arena *arena, const struct lifecycle_rule_view *rule)
{
    size_t count = rule->noncurrent_transition_count;
    struct s3_lifecycle_rule_noncurrent_version_transitions *models =
        ARENA_ARRAY(arena, struct s3_lifecycle_rule_noncurrent_version_transitions, count);
    for (size_t at = 0; at < count; at++) {
        const struct lifecycle_transition *transition = &rule->noncurrent_transitions[at];
        models[at].state = FIELD_KNOWN;
        models[at].noncurrent_days = int_field(transition->days);
        models[at].newer_noncurrent_versions = int_field(transition->newer_noncurrent_versions);
        models[at].storage_class = text_field(transition->storage_class);
    }
    return (struct objects_field){count > 0 ? FIELD_KNOWN : FIELD_NULL, models, NULL, count};
}

/* `model` holds the prior state: an empty set that was configured stays an empty set. */
static struct objects_field kept_empty(struct objects_field written, const struct objects_field *prior)
{
    bool was_empty = prior->state == FIELD_KNOWN && prior->count == 0;
    return written.state == FIELD_NULL && was_empty ? *prior : written;
}

static void write_model(struct arena *arena, const struct lifecycle_rule_view *rule, struct s3_lifecycle_rule *model)
{
    model->enabled = known_bool(rule->enabled);
    write_filter(arena, &rule->filter, &model->filter);
    write_expiration(rule, &model->expiration);
    model->noncurrent_version_expiration = (struct s3_lifecycle_rule_noncurrent_version_expiration){
        .state = rule->noncurrent_expiration ? FIELD_KNOWN : FIELD_NULL,
        .noncurrent_days = int_field(rule->noncurrent_days),
        .newer_noncurrent_versions = int_field(rule->newer_noncurrent_versions),
    };
    model->transitions = kept_empty(write_transitions(arena, rule), &model->transitions);
    model->noncurrent_version_transitions = kept_empty(write_noncurrent_transitions(arena, rule), &model->noncurrent_version_transitions);
    model->abort_incomplete_multipart_upload_days = int_field(rule->abort_incomplete_multipart_upload_days);
}

/* ---- checks ---- */

static bool has_action(const struct s3_lifecycle_rule *model)
{
    return model->expiration.state != FIELD_NULL || model->noncurrent_version_expiration.state != FIELD_NULL ||
           !FIELD_IS_NULL(model->abort_incomplete_multipart_upload_days) || FIELD_IS_UNKNOWN(model->transitions) || model->transitions.count > 0 ||
           FIELD_IS_UNKNOWN(model->noncurrent_version_transitions) || model->noncurrent_version_transitions.count > 0;
}

static bool check_filter(struct request *rq, const struct s3_lifecycle_rule_filter *filter)
{
    bool says_something = filter->state != FIELD_KNOWN || !FIELD_IS_NULL(filter->prefix) || !FIELD_IS_NULL(filter->tags) ||
                          !FIELD_IS_NULL(filter->object_size_greater_than) || !FIELD_IS_NULL(filter->object_size_less_than);
    if (says_something)
        return true;
    return diag_error(
        rq, AT("filter"), "Filter is empty",
        "An empty filter means every object of the bucket. If that is what you want, write it down: filter = { prefix = \"\" }. Otherwise give the "
        "rule a prefix of its own, such as \"auto-purge/\".");
}

/* What S3 refuses beside a filter by tags or sizes: s3.md 2.4. */
static bool check_combinations(struct request *rq, const struct s3_lifecycle_rule *model)
{
    bool has_tags = model->filter.tags.count > 0;
    bool has_sizes = FIELD_IS_KNOWN(model->filter.object_size_greater_than) || FIELD_IS_KNOWN(model->filter.object_size_less_than);
    bool has_marker = !FIELD_IS_NULL(model->expiration.expired_object_delete_marker);
    bool passed = true;
    if (FIELD_IS_KNOWN(model->abort_incomplete_multipart_upload_days) && (has_tags || has_sizes))
        passed = diag_error(
            rq, AT("abort_incomplete_multipart_upload_days"), "Not possible together with tags or sizes",
            "S3 cannot narrow the clean-up of incomplete uploads by tags or object sizes: unfinished uploads have neither. Use a rule of its "
            "own with a prefix only.");
    if (model->expiration.state == FIELD_KNOWN && has_marker && (has_tags || has_sizes))
        passed =
            diag_error(rq, AT2("expiration", "expired_object_delete_marker"), "Not possible together with tags or sizes",
                       "S3 cannot narrow the removal of expired delete markers by tags or object sizes. Use a rule of its own with a prefix only.");
    return passed;
}

/* A store keeps no "false" here, so it would come back as nothing. */
static bool check_marker(struct request *rq, const struct s3_lifecycle_rule_expiration *expiration)
{
    if (bool_or(expiration->expired_object_delete_marker, true))
        return true;
    return diag_error(rq, AT2("expiration", "expired_object_delete_marker"), "Only true has a meaning",
                      "Set expired_object_delete_marker = true to remove delete markers that hide nothing any more, or leave it out.");
}

static bool validate(struct request *rq, const void *config)
{
    const struct s3_lifecycle_rule *model = config;
    bool passed = check_filter(rq, &model->filter);
    passed = check_marker(rq, &model->expiration) && passed;
    if (!has_action(model))
        passed = diag_error(rq, PATH_ROOT, "Rule does nothing",
                            "Set at least one of expiration, noncurrent_version_expiration, transitions, noncurrent_version_transitions and "
                            "abort_incomplete_multipart_upload_days.");
    return check_combinations(rq, model) && passed;
}

/* ---- planning ---- */

static struct s3_bucket bucket_of(const struct s3_lifecycle_rule *model)
{
    return (struct s3_bucket){.name = model->bucket.value, .expected_owner = text_of(model->expected_bucket_owner), .at = AT("bucket")};
}

static const struct str *protected_of(struct arena *arena, const struct s3_lifecycle_rule *model)
{
    struct str *prefixes = ARENA_ARRAY(arena, struct str, model->protected_prefixes.count);
    for (size_t at = 0; at < model->protected_prefixes.count; at++)
        prefixes[at] = model->protected_prefixes.items[at].value;
    return prefixes;
}

static bool guard(struct request *rq, struct provider *provider, const struct s3_lifecycle_rule *model)
{
    struct s3_bucket bucket = bucket_of(model);
    struct lifecycle_rule_view rule = rule_of(rq->arena, model);
    return guard_rule(rq, provider, &bucket, &rule, protected_of(rq->arena, model), model->protected_prefixes.count);
}

static struct str id_of(struct arena *arena, const struct s3_lifecycle_rule *model)
{
    return arena_format(arena, "%.*s/%.*s", STR_ARGS(model->bucket.value), STR_ARGS(model->rule_id.value));
}

static bool plan(struct request *rq, struct provider *provider, const struct resource_plan *plan)
{
    const struct s3_lifecycle_rule *prior = plan->prior;
    struct s3_lifecycle_rule *planned = plan->planned;
    if (!planned) {
        if (provider)
            planned_objects_add_rule(provider->planned, prior->bucket.value, prior->rule_id.value, NULL);
        return true;
    }
    if (FIELD_IS_KNOWN(planned->bucket) && FIELD_IS_KNOWN(planned->rule_id))
        planned->id = known_string(id_of(rq->arena, planned));
    if (!provider || !model_is_known(rq->arena, &s3_lifecycle_rule_schema.root, planned))
        return true;
    struct lifecycle_rule_view rule = rule_of(rq->arena, planned);
    planned_objects_add_rule(provider->planned, planned->bucket.value, planned->rule_id.value, &rule);
    return guard(rq, provider, planned);
}

/* ---- operations ---- */

struct guarded_write {
    struct provider *provider;
    const struct s3_lifecycle_rule *model;
};

/* A walk can last long: what was registered since its beginning counts. */
static bool guard_write(void *context, struct request *rq, const struct lifecycle *now, const struct lifecycle *planned)
{
    (void)now, (void)planned;
    const struct guarded_write *write = context;
    if (provider_has_cluster(write->provider))
        repositories_forget(write->provider->cluster);
    return guard(rq, write->provider, write->model);
}

static bool write_rule(struct request *rq, struct provider *provider, const struct s3_lifecycle_rule *model, bool must_be_new)
{
    struct s3_client *s3;
    GUARD(provider_s3(rq, provider, &s3));
    struct s3_bucket bucket = bucket_of(model);
    struct lifecycle_rule_view rule = rule_of(rq->arena, model);
    struct guarded_write context = {provider, model};
    struct lifecycle_change change = {.rule_id = rule.id, .rule = &rule, .must_be_new = must_be_new, .guard = guard_write, .guard_context = &context};
    return lifecycle_change(rq, &provider->lifecycle_writer, &bucket, &change, NULL);
}

static bool create(struct request *rq, struct provider *provider, const void *planned_model, void *made_model)
{
    const struct s3_lifecycle_rule *planned = planned_model;
    struct s3_lifecycle_rule *made = made_model;
    GUARD(write_rule(rq, provider, planned, true));
    made->id = known_string(id_of(rq->arena, planned));
    return true;
}

static bool update(struct request *rq, struct provider *provider, const void *prior_model, const void *planned_model, void *made_model)
{
    (void)prior_model, (void)made_model;
    return write_rule(rq, provider, planned_model, false);
}

static bool warn_unknown_parts(struct request *rq, const struct lifecycle_rule_view *rule)
{
    for (size_t at = 0; at < rule->unknown_count; at++)
        diag_warning(rq, PATH_ROOT, "Rule has a part that this provider does not know",
                     "Rule \"%.*s\" has %.*s, which is not in the state. The next change of the rule removes it.", STR_ARGS(rule->id),
                     STR_ARGS(rule->unknown[at]));
    return true;
}

static bool read(struct request *rq, struct provider *provider, const void *prior_model, void *now_model, bool *gone)
{
    const struct s3_lifecycle_rule *prior = prior_model;
    struct s3_lifecycle_rule *now = now_model;
    struct s3_client *s3;
    struct lifecycle document = {0};
    struct s3_error error = {0};
    struct s3_bucket bucket = bucket_of(prior);
    GUARD(provider_s3(rq, provider, &s3));
    if (!s3_get_lifecycle(rq, s3, &bucket, &document, &error) && error.kind != S3_NO_BUCKET)
        return s3_report(rq, &bucket, &error);
    const struct lifecycle_rule *rule = lifecycle_find(&document, prior->rule_id.value);
    *gone = rule == NULL;
    if (!rule)
        return true;
    now->id = known_string(id_of(rq->arena, prior));
    write_model(rq->arena, &rule->view, now);
    return warn_unknown_parts(rq, &rule->view);
}

static bool destroy(struct request *rq, struct provider *provider, const void *prior_model)
{
    const struct s3_lifecycle_rule *prior = prior_model;
    struct s3_client *s3;
    struct lifecycle document;
    struct s3_error error = {0};
    struct s3_bucket bucket = bucket_of(prior);
    GUARD(provider_s3(rq, provider, &s3));
    if (!s3_get_lifecycle(rq, s3, &bucket, &document, &error) && error.kind == S3_NO_BUCKET)
        return true;
    struct lifecycle_change removal = {.rule_id = prior->rule_id.value};
    return lifecycle_change(rq, &provider->lifecycle_writer, &bucket, &removal, NULL);
}

/* Rule ids may hold slashes, bucket names never do. */
static bool import(struct request *rq, struct str id, void *start_model)
{
    struct s3_lifecycle_rule *start = start_model;
    size_t slash = str_find_byte(id, '/', 0);
    if (slash == 0 || slash + 1 >= id.len)
        return diag_error(rq, PATH_ROOT, "Import id has another form", "\"%.*s\" is no BUCKET/RULE_ID, such as \"acme-backups/auto-purge\".",
                          STR_ARGS(id));
    start->bucket = known_string(str_slice(id, 0, slash));
    start->rule_id = known_string(str_slice(id, slash + 1, id.len));
    return true;
}

const struct resource_type s3_lifecycle_rule_resource = {
    .schema = &s3_lifecycle_rule_schema,
    .timeouts = {.create_ms = 5 * 60 * 1000, .read_ms = 2 * 60 * 1000, .update_ms = 5 * 60 * 1000, .delete_ms = 5 * 60 * 1000},
    .validate = validate,
    .plan = plan,
    .create = create,
    .read = read,
    .update = update,
    .destroy = destroy,
    .import = import,
};
