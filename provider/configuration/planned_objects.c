#include "configuration/planned_objects.h"

#include <pthread.h>
#include <stdlib.h>

struct noted_repository {
    struct noted_repository *next;
    struct planned_repository repository;
};

struct noted_rule {
    struct noted_rule *next;
    struct str bucket, id;
    struct str xml; /* absent: the rule will go */
};

struct planned_objects {
    pthread_mutex_t lock;
    struct arena arena; /* replaced notes stay until the end of the run: there are few */
    struct noted_repository *repositories;
    struct noted_rule *rules;
};

struct planned_objects *planned_objects_new(void)
{
    struct planned_objects *objects = calloc(1, sizeof(*objects));
    if (!objects)
        abort();
    pthread_mutex_init(&objects->lock, NULL);
    return objects;
}

void planned_objects_destroy(struct planned_objects *objects)
{
    if (!objects)
        return;
    arena_clean_up(&objects->arena);
    pthread_mutex_destroy(&objects->lock);
    free(objects);
}

static struct planned_repository repository_copy(struct arena *arena, const struct planned_repository *repository)
{
    struct planned_repository copy = *repository;
    copy.name = arena_copy(arena, repository->name);
    copy.bucket = arena_copy(arena, repository->bucket);
    copy.location.base_path = arena_copy(arena, repository->location.base_path);
    copy.location.shard_prefix = arena_copy(arena, repository->location.shard_prefix);
    return copy;
}

/* The note of that name; the caller holds the lock. */
static struct noted_repository *find_repository(struct planned_objects *objects, struct str name)
{
    struct noted_repository *noted = objects->repositories;
    while (noted && !str_equal(noted->repository.name, name))
        noted = noted->next;
    return noted;
}

void planned_objects_add_repository(struct planned_objects *objects, const struct planned_repository *repository)
{
    pthread_mutex_lock(&objects->lock);
    struct noted_repository *noted = find_repository(objects, repository->name);
    if (!noted) {
        noted = ARENA_NEW(&objects->arena, struct noted_repository);
        noted->next = objects->repositories;
        objects->repositories = noted;
    }
    noted->repository = repository_copy(&objects->arena, repository);
    pthread_mutex_unlock(&objects->lock);
}

bool planned_objects_find_repository(struct planned_objects *objects, struct arena *arena, struct str name, struct planned_repository *found)
{
    pthread_mutex_lock(&objects->lock);
    const struct noted_repository *noted = find_repository(objects, name);
    if (noted)
        *found = repository_copy(arena, &noted->repository);
    pthread_mutex_unlock(&objects->lock);
    return noted != NULL;
}

static bool is_in_bucket(const struct noted_repository *noted, struct str bucket)
{
    return str_equal(noted->repository.bucket, bucket) && !noted->repository.is_removed;
}

size_t planned_objects_repositories(struct planned_objects *objects, struct arena *arena, struct str bucket,
                                    const struct planned_repository **repositories)
{
    size_t count = 0, at = 0;
    pthread_mutex_lock(&objects->lock);
    for (const struct noted_repository *noted = objects->repositories; noted; noted = noted->next)
        count += is_in_bucket(noted, bucket);
    struct planned_repository *copies = ARENA_ARRAY(arena, struct planned_repository, count);
    for (const struct noted_repository *noted = objects->repositories; noted; noted = noted->next)
        if (is_in_bucket(noted, bucket))
            copies[at++] = repository_copy(arena, &noted->repository);
    pthread_mutex_unlock(&objects->lock);
    *repositories = copies;
    return count;
}

static struct noted_rule *find_rule(struct planned_objects *objects, struct str bucket, struct str id)
{
    struct noted_rule *noted = objects->rules;
    while (noted && !(str_equal(noted->bucket, bucket) && str_equal(noted->id, id)))
        noted = noted->next;
    return noted;
}

void planned_objects_add_rule(struct planned_objects *objects, struct str bucket, struct str id, const struct lifecycle_rule_view *rule)
{
    pthread_mutex_lock(&objects->lock);
    struct noted_rule *noted = find_rule(objects, bucket, id);
    if (!noted) {
        noted = ARENA_NEW(&objects->arena, struct noted_rule);
        noted->bucket = arena_copy(&objects->arena, bucket);
        noted->id = arena_copy(&objects->arena, id);
        noted->next = objects->rules;
        objects->rules = noted;
    }
    noted->xml = rule ? lifecycle_rule_xml(&objects->arena, rule, LIFECYCLE_FILTER) : (struct str){0};
    pthread_mutex_unlock(&objects->lock);
}

static struct lifecycle with_rule(struct arena *arena, const struct noted_rule *noted, const struct lifecycle *document)
{
    struct lifecycle changed;
    struct str reason;
    bool is_possible = noted->xml.ptr ? lifecycle_put(arena, document, noted->id, arena_copy(arena, noted->xml), &changed, &reason)
                                      : lifecycle_remove(arena, document, noted->id, &changed, &reason);
    return is_possible ? changed : *document;
}

struct lifecycle planned_objects_overlay(struct planned_objects *objects, struct arena *arena, struct str bucket, const struct lifecycle *document)
{
    struct lifecycle overlaid = *document;
    pthread_mutex_lock(&objects->lock);
    for (const struct noted_rule *noted = objects->rules; noted; noted = noted->next)
        if (str_equal(noted->bucket, bucket))
            overlaid = with_rule(arena, noted, &overlaid);
    pthread_mutex_unlock(&objects->lock);
    return overlaid;
}
