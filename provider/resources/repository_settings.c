#include "resources/repository_settings.h"

#include <stdlib.h>

#include "framework/model.h"

/* ---- which storage ---- */

static bool is_storage(const struct attribute *attribute)
{
    return attribute->kind == ATTRIBUTE_OBJECT && !str_equal(attribute->name, STR("timeouts"));
}

static const void *field_of(const struct snapshot_repository *model, const struct attribute *attribute)
{
    return (const char *)model + attribute->offset;
}

const struct attribute *repository_storage(const struct snapshot_repository *model)
{
    const struct object_schema *root = &snapshot_repository_schema.root;
    for (size_t at = 0; at < root->count; at++)
        if (is_storage(&root->attributes[at]) && *(const enum field_state *)field_of(model, &root->attributes[at]) == FIELD_KNOWN)
            return &root->attributes[at];
    return NULL;
}

const struct attribute *repository_storage_named(struct str type)
{
    const struct attribute *attribute = schema_attribute(&snapshot_repository_schema.root, type);
    return attribute && is_storage(attribute) ? attribute : NULL;
}

/* ---- to the cluster ---- */

struct pairs {
    struct arena *arena;
    struct string_pair *items;
    size_t count, capacity;
};

static void add_pair(struct pairs *pairs, struct str key, struct str value)
{
    if (pairs->count == pairs->capacity) {
        struct string_pair *grown = ARENA_ARRAY(pairs->arena, struct string_pair, pairs->capacity * 2 + 16);
        for (size_t at = 0; at < pairs->count; at++)
            grown[at] = pairs->items[at];
        pairs->items = grown;
        pairs->capacity = pairs->capacity * 2 + 16;
    }
    pairs->items[pairs->count++] = (struct string_pair){key, value};
}

static struct str setting_name(const struct attribute *attribute)
{
    return attribute->wire_name ? str_from(attribute->wire_name) : attribute->name;
}

static void add_entries(struct pairs *pairs, const struct map_field *map, struct str prefix)
{
    for (size_t at = 0; at < map->count; at++)
        add_pair(pairs, arena_format(pairs->arena, "%.*s%.*s", STR_ARGS(prefix), STR_ARGS(map->entries[at].key)), map->entries[at].value.value);
}

/* A map attribute stands for all settings that begin with its name and a dot. */
static struct str map_prefix(struct arena *arena, const struct attribute *attribute)
{
    return arena_format(arena, "%.*s.", STR_ARGS(setting_name(attribute)));
}

static void add_setting(struct pairs *pairs, const struct attribute *attribute, const void *field)
{
    if (*(const enum field_state *)field != FIELD_KNOWN)
        return;
    struct str name = setting_name(attribute);
    if (attribute->kind == ATTRIBUTE_BOOL)
        add_pair(pairs, name, ((const struct bool_field *)field)->value ? STR("true") : STR("false"));
    else if (attribute->kind == ATTRIBUTE_INTEGER)
        add_pair(pairs, name, arena_format(pairs->arena, "%lld", (long long)((const struct int_field *)field)->value));
    else if (attribute->kind == ATTRIBUTE_STRING_MAP)
        add_entries(pairs, field, map_prefix(pairs->arena, attribute));
    else
        add_pair(pairs, name, ((const struct string_field *)field)->value);
}

static int compare_pairs(const void *a, const void *b)
{
    return str_compare(((const struct string_pair *)a)->key, ((const struct string_pair *)b)->key);
}

struct repository repository_from_model(struct arena *arena, const struct snapshot_repository *model)
{
    const struct attribute *storage = repository_storage(model);
    struct pairs pairs = {.arena = arena};
    if (storage) {
        const char *settings = field_of(model, storage);
        for (size_t at = 0; at < storage->nested->count; at++)
            add_setting(&pairs, &storage->nested->attributes[at], settings + storage->nested->attributes[at].offset);
    }
    add_entries(&pairs, &model->settings, STR(""));
    if (pairs.count > 1)
        qsort(pairs.items, pairs.count, sizeof(*pairs.items), compare_pairs);
    return (struct repository){
        .name = model->name.value,
        .type = storage ? storage->name : STR(""),
        .settings = {.set = true, .pairs = pairs.items, .count = pairs.count},
    };
}

/* ---- from the cluster ---- */

static bool read_text(const struct attribute *attribute, struct str text, void *field)
{
    int64_t number;
    bool is_true = str_equal(text, STR("true"));
    switch (attribute->kind) {
    case ATTRIBUTE_STRING:
        *(struct string_field *)field = known_string(text);
        return true;
    case ATTRIBUTE_BOOL:
        *(struct bool_field *)field = known_bool(is_true);
        return is_true || str_equal(text, STR("false"));
    case ATTRIBUTE_INTEGER:
        if (!str_to_int64(text, &number))
            return false;
        *(struct int_field *)field = known_int(number);
        return true;
    default:
        return false;
    }
}

/* Takes the settings that belong to a map attribute. Both lists are sorted, and stay so. */
static void read_entries(struct arena *arena, const struct attribute *attribute, const struct repository *repository, bool *is_taken, void *field)
{
    struct str prefix = map_prefix(arena, attribute);
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, repository->settings.count);
    struct map_field map = {.entries = entries};
    for (size_t at = 0; at < repository->settings.count; at++) {
        const struct string_pair *pair = &repository->settings.pairs[at];
        if (!str_starts_with(pair->key, prefix))
            continue;
        entries[map.count++] = (struct map_entry){str_slice(pair->key, prefix.len, pair->key.len), known_string(pair->value)};
        is_taken[at] = true;
    }
    map.state = map.count > 0 ? FIELD_KNOWN : FIELD_NULL;
    *(struct map_field *)field = map;
}

static void read_setting(struct arena *arena, const struct attribute *attribute, const struct repository *repository, bool *is_taken, void *field)
{
    if (attribute->kind == ATTRIBUTE_STRING_MAP) {
        read_entries(arena, attribute, repository, is_taken, field);
        return;
    }
    struct str name = setting_name(attribute);
    for (size_t at = 0; at < repository->settings.count; at++)
        if (str_equal(repository->settings.pairs[at].key, name))
            is_taken[at] = read_text(attribute, repository->settings.pairs[at].value, field);
}

static struct map_field remaining_settings(struct arena *arena, const struct repository *repository, const bool *is_taken,
                                           const struct map_field *prior)
{
    struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, repository->settings.count);
    struct map_field map = {.state = FIELD_KNOWN, .entries = entries};
    for (size_t at = 0; at < repository->settings.count; at++)
        if (!is_taken[at])
            entries[map.count++] = (struct map_entry){repository->settings.pairs[at].key, known_string(repository->settings.pairs[at].value)};
    bool was_empty = prior->state == FIELD_KNOWN && prior->count == 0;
    if (map.count == 0 && !was_empty)
        map.state = FIELD_NULL;
    return map;
}

static void *writable_field(struct snapshot_repository *model, const struct attribute *attribute)
{
    return (char *)model + attribute->offset;
}

void repository_to_model(struct arena *arena, const struct repository *repository, struct snapshot_repository *model)
{
    const struct object_schema *root = &snapshot_repository_schema.root;
    const struct attribute *storage = repository_storage_named(repository->type);
    bool *is_taken = ARENA_ARRAY(arena, bool, repository->settings.count);
    for (size_t at = 0; at < root->count; at++)
        if (is_storage(&root->attributes[at]))
            __builtin_memset(writable_field(model, &root->attributes[at]), 0, root->attributes[at].nested->model_size);
    if (storage) {
        char *settings = writable_field(model, storage);
        *(enum field_state *)(void *)settings = FIELD_KNOWN;
        for (size_t at = 0; at < storage->nested->count; at++)
            read_setting(arena, &storage->nested->attributes[at], repository, is_taken, settings + storage->nested->attributes[at].offset);
    }
    model->settings = remaining_settings(arena, repository, is_taken, &model->settings);
}

/* ---- checks ---- */

static const struct str secret_words[] = {
    STR_INIT("access_key"), STR_INIT("secret_key"),  STR_INIT("session_token"), STR_INIT("password"), STR_INIT("secret"),
    STR_INIT("sas_token"),  STR_INIT("credentials"), STR_INIT("account"),       STR_INIT("key"),
};

/* Whether the last part of a dotted key is one of the words: "client.default.secret_key" is, "max_keys" is not. */
static bool is_secret(struct str key)
{
    struct str rest = key, last = key;
    while (str_next_field(&rest, '.', &last))
        continue;
    for (size_t at = 0; at < ARRAY_LENGTH(secret_words); at++)
        if (str_equal_ignoring_case(last, secret_words[at]))
            return true;
    return false;
}

static const struct attribute *typed_attribute(struct arena *arena, const struct attribute *storage, struct str key)
{
    for (size_t at = 0; at < storage->nested->count; at++) {
        const struct attribute *attribute = &storage->nested->attributes[at];
        bool covers =
            attribute->kind == ATTRIBUTE_STRING_MAP ? str_starts_with(key, map_prefix(arena, attribute)) : str_equal(setting_name(attribute), key);
        if (covers)
            return attribute;
    }
    return NULL;
}

static bool check_key(struct request *rq, const struct attribute *storage, struct str key)
{
    struct path at = path_key(AT("settings"), key);
    if (is_secret(key))
        return diag_error(
            rq, at, "Secrets do not belong into repository settings",
            "\"%.*s\" would stand in the cluster's state, where everybody who may read repositories can read it. Put it into the keystore of every "
            "node (s3.client.NAME.access_key and so on), or use a role.",
            STR_ARGS(key));
    const struct attribute *typed = storage ? typed_attribute(rq->arena, storage, key) : NULL;
    if (typed)
        return diag_error(rq, at, "Setting has an attribute of its own", "Write %.*s.%.*s instead of settings[\"%.*s\"].", STR_ARGS(storage->name),
                          STR_ARGS(typed->name), STR_ARGS(key));
    return true;
}

bool repository_settings_check(struct request *rq, const struct snapshot_repository *model)
{
    const struct attribute *storage = repository_storage(model);
    bool passed = true;
    for (size_t at = 0; at < model->settings.count; at++)
        passed = check_key(rq, storage, model->settings.entries[at].key) && passed;
    return passed;
}
