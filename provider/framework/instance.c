#include "framework/instance.h"

#include "framework/model.h"

#include <pthread.h>
#include <stdlib.h>

struct instance {
    const struct provider_type *type;
    struct provider *provider;
    atomic_size_t references;
};

struct server {
    const struct provider_type *type;
    pthread_mutex_t lock;
    struct instance *current;
};

struct server *server_new(const struct provider_type *type)
{
    struct server *server = calloc(1, sizeof(*server));
    if (!server)
        abort();
    server->type = type;
    pthread_mutex_init(&server->lock, NULL);
    return server;
}

void server_destroy(struct server *server)
{
    if (!server)
        return;
    instance_release(server->current);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

const struct provider_type *server_provider_type(const struct server *server)
{
    return server->type;
}

struct instance *instance_acquire(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    struct instance *instance = server->current;
    if (instance)
        atomic_fetch_add(&instance->references, 1);
    pthread_mutex_unlock(&server->lock);
    return instance;
}

void instance_release(struct instance *instance)
{
    if (!instance || atomic_fetch_sub(&instance->references, 1) != 1)
        return;
    instance->type->release(instance->provider);
    free(instance);
}

void instance_clean_up(struct instance **instance)
{
    instance_release(*instance);
}

struct provider *instance_provider(const struct instance *instance)
{
    return instance ? instance->provider : NULL;
}

bool instance_require(struct request *rq, const struct instance *instance)
{
    if (instance)
        return true;
    return diag_error(rq, PATH_ROOT, "Provider is not configured",
                      "The client asked for an operation before it configured the provider. This is an error of the client.");
}

static struct instance *replace_current(struct server *server, struct instance *instance)
{
    pthread_mutex_lock(&server->lock);
    struct instance *former = server->current;
    server->current = instance;
    pthread_mutex_unlock(&server->lock);
    return former;
}

void server_configure(struct request *rq, struct server *server, const struct value *config)
{
    const struct object_schema *object = &server->type->schema->root;
    void *model = model_new(rq->arena, object);
    struct provider *provider = NULL;
    if (!model_from_value(rq, object, config, model) || !server->type->configure(rq, model, &provider))
        return;
    struct instance *instance = calloc(1, sizeof(*instance));
    if (!instance)
        abort();
    *instance = (struct instance){.type = server->type, .provider = provider, .references = 1};
    instance_release(replace_current(server, instance));
}
