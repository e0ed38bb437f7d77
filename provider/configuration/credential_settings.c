#include "configuration/credential_settings.h"

#include "framework/timeouts.h"

enum { DURATION_SECONDS_MIN = 15 * 60, DURATION_SECONDS_MAX = 12 * 60 * 60 };

/* ---- what is known ---- */

static bool all_known(const enum field_state *states, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (states[i] == FIELD_UNKNOWN)
            return false;
    }
    return true;
}

static bool list_is_known(const struct strings_field *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (FIELD_IS_UNKNOWN(list->items[i]))
            return false;
    }
    return !FIELD_IS_UNKNOWN(*list);
}

bool cluster_credentials_are_known(const struct provider_model *model)
{
    const struct provider_model_aws *aws = &model->aws;
    const enum field_state states[] = {
        aws->state,
        aws->region.state,
        aws->access_key.state,
        aws->secret_key.state,
        aws->session_token.state,
        aws->profile.state,
        aws->assume_role.state,
        aws->assume_role.duration.state,
        aws->assume_role.external_id.state,
        aws->assume_role.role_arn.state,
        aws->assume_role.session_name.state,
        aws->assume_role.source_identity.state,
        aws->assume_role_with_web_identity.state,
        aws->assume_role_with_web_identity.role_arn.state,
        aws->assume_role_with_web_identity.session_name.state,
        aws->assume_role_with_web_identity.web_identity_token_file.state,
    };
    return all_known(states, ARRAY_LENGTH(states)) && list_is_known(&aws->shared_config_files) && list_is_known(&aws->shared_credentials_files);
}

bool s3_credentials_are_known(const struct provider_model *model)
{
    const struct provider_model_s3 *s3 = &model->s3;
    const enum field_state states[] = {s3->state,        s3->region.state, s3->access_key.state, s3->secret_key.state, s3->session_token.state,
                                       s3->profile.state};
    return all_known(states, ARRAY_LENGTH(states)) && cluster_credentials_are_known(model);
}

/* ---- what it says ---- */

static const struct str *texts_of(struct request *rq, const struct strings_field *list)
{
    struct str *texts = ARENA_ARRAY(rq->arena, struct str, list->count);
    for (size_t i = 0; i < list->count; i++)
        texts[i] = string_or(list->items[i], STR(""));
    return texts;
}

static void add_shared_files(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings)
{
    const struct provider_model_aws *aws = &model->aws;
    settings->config_files = texts_of(rq, &aws->shared_config_files);
    settings->config_file_count = aws->shared_config_files.count;
    settings->credentials_files = texts_of(rq, &aws->shared_credentials_files);
    settings->credentials_file_count = aws->shared_credentials_files.count;
}

static bool read_duration(struct request *rq, struct string_field duration, int64_t *seconds)
{
    int64_t milliseconds = 0;
    if (!FIELD_IS_KNOWN(duration))
        return true;
    bool parsed = go_duration_parse(duration.value, &milliseconds);
    *seconds = milliseconds / 1000;
    if (parsed && *seconds >= DURATION_SECONDS_MIN && *seconds <= DURATION_SECONDS_MAX)
        return true;
    return diag_error(rq, path_attribute(AT2("aws", "assume_role"), STR("duration")), "Session cannot last that long",
                      "A session of a role lasts from 15m to 12h, not %.*s.", STR_ARGS(duration.value));
}

static bool add_role(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings)
{
    const struct provider_model_aws_assume_role *block = &model->aws.assume_role;
    if (block->state != FIELD_KNOWN)
        return true;
    struct aws_role *role = ARENA_NEW(rq->arena, struct aws_role);
    *role = (struct aws_role){
        .role_arn = string_or(block->role_arn, STR("")),
        .session_name = string_or(block->session_name, STR("")),
        .external_id = string_or(block->external_id, STR("")),
        .source_identity = string_or(block->source_identity, STR("")),
    };
    settings->assume_role = role;
    return read_duration(rq, block->duration, &role->duration_seconds);
}

static void add_role_of_web_identity(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings)
{
    const struct provider_model_aws_assume_role_with_web_identity *block = &model->aws.assume_role_with_web_identity;
    if (block->state != FIELD_KNOWN)
        return;
    struct aws_role *role = ARENA_NEW(rq->arena, struct aws_role);
    *role = (struct aws_role){
        .role_arn = string_or(block->role_arn, STR("")),
        .session_name = string_or(block->session_name, STR("")),
        .web_identity_token_file = string_or(block->web_identity_token_file, STR("")),
    };
    settings->role_of_web_identity = role;
}

bool cluster_credential_settings(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings)
{
    const struct provider_model_aws *aws = &model->aws;
    *settings = (struct aws_credential_settings){
        .access_key = string_or(aws->access_key, STR("")),
        .secret_key = string_or(aws->secret_key, STR("")),
        .session_token = string_or(aws->session_token, STR("")),
        .profile = string_or(aws->profile, STR("")),
        .region = string_or(aws->region, STR("")),
    };
    add_shared_files(rq, model, settings);
    add_role_of_web_identity(rq, model, settings);
    return add_role(rq, model, settings);
}

bool s3_has_own_credentials(const struct provider_model *model)
{
    const struct provider_model_s3 *s3 = &model->s3;
    return !FIELD_IS_NULL(s3->access_key) || !FIELD_IS_NULL(s3->secret_key) || !FIELD_IS_NULL(s3->profile);
}

bool s3_credential_settings(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings)
{
    const struct provider_model_s3 *s3 = &model->s3;
    if (!s3_has_own_credentials(model))
        return cluster_credential_settings(rq, model, settings);
    *settings = (struct aws_credential_settings){
        .access_key = string_or(s3->access_key, STR("")),
        .secret_key = string_or(s3->secret_key, STR("")),
        .session_token = string_or(s3->session_token, STR("")),
        .profile = string_or(s3->profile, STR("")),
        .region = string_or(s3->region, string_or(model->aws.region, STR(""))),
    };
    add_shared_files(rq, model, settings);
    return true;
}
