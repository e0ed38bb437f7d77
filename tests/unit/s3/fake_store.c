#include "fake_store.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <unistd.h>

void fake_store_init(struct fake_store *store, const char *xml)
{
    *store = (struct fake_store){0};
    pthread_mutex_init(&store->mutex, NULL);
    fake_store_set(store, xml);
}

void fake_store_clean_up(struct fake_store *store)
{
    pthread_mutex_destroy(&store->mutex);
    arena_clean_up(&store->arena);
}

void fake_store_set(struct fake_store *store, const char *xml)
{
    store->xml = arena_copy(&store->arena, str_from(xml));
}

static int by_id(const void *a, const void *b)
{
    return str_compare(((const struct lifecycle_rule *)a)->id, ((const struct lifecycle_rule *)b)->id);
}

static struct lifecycle_rule *sorted_rules(struct arena *arena, struct str xml, size_t *count)
{
    struct lifecycle document = {0};
    struct str reason;
    if (xml.len > 0 && !lifecycle_parse(arena, xml, &document, &reason))
        abort();
    struct lifecycle_rule *rules = ARENA_ARRAY(arena, struct lifecycle_rule, document.count);
    for (size_t at = 0; at < document.count; at++)
        rules[at] = document.rules[at];
    qsort(rules, document.count, sizeof *rules, by_id);
    *count = document.count;
    return rules;
}

struct str fake_store_ids(struct fake_store *store, struct arena *arena)
{
    size_t count;
    struct buffer text = {.arena = arena};
    const struct lifecycle_rule *rules = sorted_rules(arena, store->xml, &count);
    for (size_t at = 0; at < count; at++)
        buffer_format(&text, "%s%.*s", at > 0 ? " " : "", STR_ARGS(rules[at].id));
    return buffer_str(&text);
}

static struct str sorted(struct arena *arena, struct str xml)
{
    size_t count;
    struct buffer text = {.arena = arena};
    const struct lifecycle_rule *rules = sorted_rules(arena, xml, &count);
    buffer_append(&text, STR("<LifecycleConfiguration>"));
    for (size_t at = 0; at < count; at++)
        buffer_append(&text, rules[at].xml);
    buffer_append(&text, STR("</LifecycleConfiguration>"));
    return buffer_str(&text);
}

/* The text without every <name>...</name>. */
static struct str without(struct arena *arena, struct str xml, const char *name)
{
    struct buffer text = {.arena = arena};
    struct str start = arena_format(arena, "<%s>", name), end = arena_format(arena, "</%s>", name);
    for (size_t at = 0; at < xml.len; at++) {
        struct str rest = str_slice(xml, at, xml.len);
        if (!str_starts_with(rest, start)) {
            buffer_append_byte(&text, xml.ptr[at]);
            continue;
        }
        while (!str_starts_with(str_slice(xml, at, xml.len), end))
            at++;
        at += end.len - 1;
    }
    return buffer_str(&text);
}

static void enter(struct fake_store *store)
{
    pthread_mutex_lock(&store->mutex);
    store->overlapped |= store->calls_under_way++ > 0;
    pthread_mutex_unlock(&store->mutex);
    usleep(200);
    pthread_mutex_lock(&store->mutex);
}

static bool leave(struct fake_store *store, bool worked)
{
    store->calls_under_way--;
    pthread_mutex_unlock(&store->mutex);
    return worked;
}

/* Like the real store's, requests of a cancelled caller fail. */
static bool fails(struct fake_store *store, const struct request *rq, int *left, struct s3_error *error)
{
    if (request_is_cancelled(rq)) {
        *error = (struct s3_error){.kind = S3_CANCELLED};
        return true;
    }
    if (*left == 0)
        return false;
    (*left)--;
    *error = store->failure;
    return true;
}

static bool get(void *context, struct request *rq, const struct s3_bucket *bucket, struct lifecycle *out, struct s3_error *error)
{
    struct fake_store *store = context;
    (void)bucket;
    enter(store);
    store->gets++;
    if (fails(store, rq, &store->fail_gets, error))
        return leave(store, false);
    bool stale = store->fresh_left == 0 && store->stale_left > 0;
    store->stale_left -= stale;
    store->fresh_left -= store->fresh_left > 0;
    struct str xml = arena_copy(rq->arena, stale ? store->before : store->xml), reason;
    *out = (struct lifecycle){0};
    if (xml.len > 0 && !lifecycle_parse(rq->arena, xml, out, &reason))
        abort();
    out->transition_default = str_from(store->transition_default);
    return leave(store, true);
}

static void write_document(struct fake_store *store, struct str xml)
{
    store->before = store->xml;
    store->stale_left = store->stale_gets;
    store->fresh_left = store->fresh_gets;
    if (store->before_put)
        store->before_put(store);
    store->xml = arena_copy(&store->arena, xml);
    if (xml.len > 0 && store->drops)
        store->xml = without(&store->arena, store->xml, store->drops);
    if (xml.len > 0 && store->sorts)
        store->xml = sorted(&store->arena, store->xml);
    if (store->after_put)
        store->after_put(store);
}

static bool put(void *context, struct request *rq, const struct s3_bucket *bucket, const struct lifecycle *document, struct s3_error *error)
{
    struct fake_store *store = context;
    (void)bucket;
    enter(store);
    store->puts++;
    bool failing = fails(store, rq, &store->fail_puts, error);
    if (!failing && store->refuses && str_contains(document->xml, str_from(store->refuses))) {
        *error = (struct s3_error){.kind = S3_REJECTED, .status = 400, .code = STR("InvalidRequest"), .operation = STR("PUT ?lifecycle")};
        return leave(store, false);
    }
    if (!failing || store->fails_after_writing)
        write_document(store, document->xml);
    return leave(store, !failing);
}

static bool delete_document(void *context, struct request *rq, const struct s3_bucket *bucket, struct s3_error *error)
{
    struct fake_store *store = context;
    int none = 0;
    (void)bucket;
    enter(store);
    store->removals++;
    if (fails(store, rq, &none, error))
        return leave(store, false);
    write_document(store, STR(""));
    return leave(store, true);
}

const struct lifecycle_store fake_lifecycle_store = {.get = get, .put = put, .remove = delete_document};
