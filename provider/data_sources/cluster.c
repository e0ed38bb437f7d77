#include "configuration/provider.h"
#include "data_sources/data_sources.h"
#include "schemas/cluster_data.h"

/* What modules decide on, by name. */
static struct strings_field features_of(struct arena *arena, const struct engine *engine)
{
    const struct {
        const char *name;
        bool has;
    } features[] = {
        {"repository_analysis", engine->kind == ENGINE_ELASTICSEARCH && engine_at_least(engine, 7, 12, 0)},
        {"repository_integrity_check", engine->kind == ENGINE_ELASTICSEARCH && engine_at_least(engine, 8, 16, 0)},
        {"searchable_snapshots", engine->kind == ENGINE_OPENSEARCH && engine_at_least(engine, 2, 7, 0)},
        {"slm", engine->has_slm},
        {"sm", engine->has_sm},
    };
    struct string_field *items = ARENA_ARRAY(arena, struct string_field, ARRAY_LENGTH(features));
    struct strings_field field = {.state = FIELD_KNOWN, .items = items};
    for (size_t at = 0; at < ARRAY_LENGTH(features); at++)
        if (features[at].has)
            items[field.count++] = known_string(str_from(features[at].name));
    return field;
}

static struct string_field text_or_null(struct str text)
{
    return text.len > 0 ? known_string(text) : (struct string_field){0};
}

static bool read(struct request *rq, struct provider *provider, const void *config, void *found_model)
{
    (void)config;
    struct cluster_data *found = found_model;
    struct cluster *cluster;
    const struct engine *engine;
    GUARD(provider_cluster(rq, provider, &cluster));
    GUARD(engine_read(rq, cluster, &engine));
    found->engine = known_string(engine->kind == ENGINE_OPENSEARCH ? STR("opensearch") : STR("elasticsearch"));
    found->version = text_or_null(engine->version);
    found->uuid = text_or_null(engine->cluster_uuid);
    found->name = text_or_null(engine->cluster_name);
    found->node_count = engine->node_count.set ? known_int(engine->node_count.value) : (struct int_field){0};
    found->sm = known_bool(engine->has_sm);
    found->slm = known_bool(engine->has_slm);
    found->features = features_of(rq->arena, engine);
    return true;
}

const struct data_source_type cluster_data_source = {
    .schema = &cluster_data_schema,
    .read = read,
};
