#include "cluster/policy.h"

#include "cluster/cron.h"
#include "cluster/slm.h"

static const struct policy_backend *const backends[] = {&sm_backend, &slm_backend};

const struct policy_backend *policy_backend_named(struct str name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(backends); i++)
        if (str_equal(name, str_from(backends[i]->name)))
            return backends[i];
    return NULL;
}

static bool choose_sm(struct request *rq, const struct engine *engine)
{
    return engine->has_sm ||
           diag_error(rq, AT("backend"), "The cluster has no Snapshot Management",
                      "Backend \"sm\" needs the Index Management plugin of OpenSearch 2.1 or later (2.5 or later on Amazon's service). This "
                      "cluster runs %s %.*s, and GET /_plugins/_sm/policies is not known to it.",
                      engine_product(engine), STR_ARGS(engine->version));
}

static bool choose_slm(struct request *rq, const struct engine *engine)
{
    return engine->has_slm ||
           diag_error(rq, AT("backend"), "The cluster has no Snapshot Lifecycle Management",
                      "Backend \"slm\" needs the default distribution of Elasticsearch 7.4 or later. This cluster runs %s %.*s, and GET "
                      "/_slm/status is not known to it.",
                      engine_product(engine), STR_ARGS(engine->version));
}

static bool choose_any(struct request *rq, const struct engine *engine, const struct policy_backend **backend)
{
    *backend = engine->has_sm ? &sm_backend : &slm_backend;
    return engine->has_sm || engine->has_slm ||
           diag_error(
               rq, AT("backend"), "The cluster has no scheduler for snapshots",
               "It runs %s %.*s, and answers neither to /_plugins/_sm/policies (Snapshot Management of OpenSearch 2.1 and later) nor to /_slm/status "
               "(Snapshot Lifecycle Management of Elasticsearch's default distribution).",
               engine_product(engine), STR_ARGS(engine->version));
}

bool policy_backend_choose(struct request *rq, struct str choice, const struct engine *engine, const struct policy_backend **backend)
{
    if (str_is_empty(choice) || str_equal(choice, STR("auto")))
        return choose_any(rq, engine, backend);
    *backend = policy_backend_named(choice);
    if (*backend == &sm_backend)
        return choose_sm(rq, engine);
    if (*backend == &slm_backend)
        return choose_slm(rq, engine);
    return diag_error(rq, AT("backend"), "Unknown backend", "\"%.*s\" is none of auto, sm, slm.", STR_ARGS(choice));
}

static void drop_flag(struct optional_bool *flag, struct optional_bool prior, bool server_default)
{
    if (flag->set && !prior.set && flag->value == server_default)
        flag->set = false;
}

static void drop_notification_defaults(struct policy_notification *found, const struct policy_notification *prior)
{
    drop_flag(&found->creation, prior->creation, true);
    drop_flag(&found->deletion, prior->deletion, false);
    drop_flag(&found->failure, prior->failure, false);
    drop_flag(&found->time_limit_exceeded, prior->time_limit_exceeded, false);
}

static void drop_retention_schedule(struct snapshot_policy_spec *spec, const struct snapshot_policy_spec *prior)
{
    if (prior->retention_cron.ptr || !str_equal(spec->retention_cron, spec->cron) || !str_equal(spec->retention_timezone, spec->timezone))
        return;
    spec->retention_cron = (struct str){0};
    spec->retention_timezone = (struct str){0};
}

static void drop_utc(struct str *timezone, struct str prior)
{
    if (!prior.ptr && str_equal(*timezone, STR("UTC")))
        *timezone = (struct str){0};
}

static void keep_wording(struct str *cron, struct str prior)
{
    if (cron->ptr && prior.ptr && cron_same(*cron, prior))
        *cron = prior;
}

/* What slm.c sends where the policy names no snapshot name: <NAME-{now/d}>. */
static void drop_snapshot_name(struct snapshot_policy_spec *spec, const struct snapshot_policy_spec *prior)
{
    AUTO_ARENA memory = {0};
    if (spec->snapshot_name.ptr && !prior->snapshot_name.ptr && str_equal(spec->snapshot_name, slm_default_snapshot_name(&memory, spec->name)))
        spec->snapshot_name = (struct str){0};
}

void policy_drop_defaults(struct snapshot_policy_spec *spec, const struct snapshot_policy_spec *prior)
{
    drop_retention_schedule(spec, prior);
    drop_utc(&spec->timezone, prior->timezone);
    drop_utc(&spec->retention_timezone, prior->retention_timezone);
    keep_wording(&spec->cron, prior->cron);
    keep_wording(&spec->retention_cron, prior->retention_cron);
    drop_flag(&spec->enabled, prior->enabled, true);
    drop_snapshot_name(spec, prior);
    drop_notification_defaults(&spec->notification, &prior->notification);
    if (spec->min_count.set && !prior->min_count.set && spec->min_count.value == 1)
        spec->min_count.set = false;
}
