#include "aws/credentials_answer.h"
#include "aws/credentials_process.h"
#include "aws/sts.h"

enum { CHAIN_MAX = 16, DURATION_SECONDS_MIN = 900, DURATION_SECONDS_MAX = 43200 };

/* Profiles that lead to each other by source_profile. */
struct profile_walk {
    const struct credential_search *search;
    struct str names[CHAIN_MAX];
    size_t count;
};

static bool fetch_of(struct request *rq, struct profile_walk *walk, struct str name, struct aws_credentials *credentials);

static struct str setting(const struct profile_section *profile, struct str name)
{
    return profile_setting_value(profile, (struct str){0}, name);
}

static bool fail(struct request *rq, struct str profile, const char *reason)
{
    return diag_error(rq, PATH_ROOT, "No credentials from the profile", "Profile %.*s of the shared configuration files: %s.", STR_ARGS(profile),
                      reason);
}

/* ---- ways to get them ---- */

static bool has_static_keys(const struct profile_section *profile)
{
    return !str_is_empty(setting(profile, STR("aws_access_key_id"))) || !str_is_empty(setting(profile, STR("aws_secret_access_key")));
}

static bool fetch_static(struct request *rq, struct profile_walk *walk, const struct profile_section *profile, struct aws_credentials *credentials)
{
    *credentials = (struct aws_credentials){
        .access_key = setting(profile, STR("aws_access_key_id")),
        .secret_key = setting(profile, STR("aws_secret_access_key")),
        .session_token = setting(profile, STR("aws_session_token")),
    };
    const char *problem = credentials_problem(credentials, credential_search_now_ms(walk->search));
    return !problem || fail(rq, profile->name, problem);
}

static bool has_process(const struct profile_section *profile)
{
    return !str_is_empty(setting(profile, STR("credential_process")));
}

static bool fetch_from_process(struct request *rq, struct profile_walk *walk, const struct profile_section *profile,
                               struct aws_credentials *credentials)
{
    int64_t limit_ms = walk->search->settings->process_timeout_ms;
    return credentials_process_run(rq, setting(profile, STR("credential_process")), limit_ms > 0 ? limit_ms : CREDENTIAL_PROCESS_TIMEOUT_MS,
                                   credential_search_now_ms(walk->search), credentials);
}

static bool has_sso(const struct profile_section *profile)
{
    return !str_is_empty(setting(profile, STR("sso_session"))) || !str_is_empty(setting(profile, STR("sso_start_url")));
}

static bool refuse_sso(struct request *rq, struct profile_walk *walk, const struct profile_section *profile, struct aws_credentials *credentials)
{
    (void)walk;
    (void)credentials;
    return fail(rq, profile->name,
                "IAM Identity Center (sso_session, sso_start_url) is not supported. Put credential_process = aws configure export-credentials "
                "--profile NAME, with the name of this profile, into another profile and use that one");
}

/* ---- roles ---- */

static bool has_role(const struct profile_section *profile)
{
    return !str_is_empty(setting(profile, STR("role_arn")));
}

static bool read_role(struct request *rq, const struct profile_section *profile, struct aws_role *role)
{
    *role = (struct aws_role){
        .role_arn = setting(profile, STR("role_arn")),
        .session_name = setting(profile, STR("role_session_name")),
        .external_id = setting(profile, STR("external_id")),
        .web_identity_token_file = setting(profile, STR("web_identity_token_file")),
    };
    struct str duration = setting(profile, STR("duration_seconds"));
    if (!str_is_empty(duration) && (!str_to_int64(duration, &role->duration_seconds) || role->duration_seconds < DURATION_SECONDS_MIN ||
                                    role->duration_seconds > DURATION_SECONDS_MAX))
        return fail(rq, profile->name, "duration_seconds is no number from 900 to 43200");
    if (!str_is_empty(setting(profile, STR("mfa_serial"))))
        return fail(rq, profile->name, "mfa_serial asks for a code, and nobody can be asked for it here");
    return true;
}

static bool fetch_from_environment(struct request *rq, const struct credential_search *search, struct aws_credentials *credentials)
{
    (void)rq;
    (void)search;
    *credentials = credentials_of_environment();
    return true;
}

static const char *missing_in_environment(const struct credential_search *search)
{
    struct aws_credentials credentials = credentials_of_environment();
    return credentials_problem(&credentials, credential_search_now_ms(search))
               ? "credential_source is Environment, but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set"
               : NULL;
}

static const struct credential_source environment = {"the environment", missing_in_environment, fetch_from_environment};

static const struct {
    struct str name;
    const struct credential_source *source;
} credential_sources[] = {
    {STR_INIT("Environment"), &environment},
    {STR_INIT("EcsContainer"), &credentials_of_container},
    {STR_INIT("Ec2InstanceMetadata"), &credentials_of_instance},
};

static bool fetch_credential_source(struct request *rq, const struct profile_walk *walk, const struct profile_section *profile, struct str name,
                                    struct aws_credentials *credentials)
{
    for (size_t i = 0; i < ARRAY_LENGTH(credential_sources); i++) {
        const struct credential_source *source = credential_sources[i].source;
        if (!str_equal(name, credential_sources[i].name))
            continue;
        const char *missing = source->missing(walk->search);
        return missing ? fail(rq, profile->name, missing) : source->fetch(rq, walk->search, credentials);
    }
    return fail(rq, profile->name, "credential_source is none of Environment, EcsContainer and Ec2InstanceMetadata");
}

static bool fetch_source(struct request *rq, struct profile_walk *walk, const struct profile_section *profile, struct aws_credentials *credentials)
{
    struct str source_profile = setting(profile, STR("source_profile")), source = setting(profile, STR("credential_source"));
    if (str_is_empty(source_profile) == str_is_empty(source))
        return fail(rq, profile->name, "role_arn needs one of source_profile, credential_source and web_identity_token_file");
    if (!str_is_empty(source))
        return fetch_credential_source(rq, walk, profile, source, credentials);
    if (str_equal(source_profile, profile->name))
        return fetch_static(rq, walk, profile, credentials);
    return fetch_of(rq, walk, source_profile, credentials);
}

static bool fetch_role(struct request *rq, struct profile_walk *walk, const struct profile_section *profile, struct aws_credentials *credentials)
{
    struct aws_role role;
    struct aws_credentials source;
    GUARD(read_role(rq, profile, &role));
    if (!str_is_empty(role.web_identity_token_file))
        return sts_assume_role_with_web_identity(rq, walk->search, &role, credentials);
    GUARD(fetch_source(rq, walk, profile, &source));
    return sts_assume_role(rq, walk->search, &role, &source, credentials);
}

/* ---- the source ---- */

/* The first that a profile has counts. */
static const struct {
    bool (*has)(const struct profile_section *profile);
    bool (*fetch)(struct request *rq, struct profile_walk *walk, const struct profile_section *profile, struct aws_credentials *credentials);
} ways[] = {
    {has_role, fetch_role},
    {has_static_keys, fetch_static},
    {has_process, fetch_from_process},
    {has_sso, refuse_sso},
};

static bool enter(struct request *rq, struct profile_walk *walk, struct str name)
{
    for (size_t i = 0; i < walk->count; i++) {
        if (str_equal(walk->names[i], name))
            return fail(rq, name, "its source_profile leads back to itself");
    }
    if (walk->count == CHAIN_MAX)
        return fail(rq, name, "source_profile leads through too many profiles");
    walk->names[walk->count++] = name;
    return true;
}

static bool fetch_of(struct request *rq, struct profile_walk *walk, struct str name, struct aws_credentials *credentials)
{
    const struct profile_section *profile = profile_files_find(&walk->search->files, PROFILE_SECTION, name);
    GUARD(enter(rq, walk, name));
    if (!profile)
        return fail(rq, name, "there is no such profile");
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
        if (ways[i].has(profile))
            return ways[i].fetch(rq, walk, profile, credentials);
    }
    return fail(rq, name, "it has neither role_arn, nor aws_access_key_id and aws_secret_access_key, nor credential_process");
}

static const char *missing(const struct credential_search *search)
{
    const struct profile_section *profile = profile_files_find(&search->files, PROFILE_SECTION, search->profile);
    if (!profile)
        return "the shared configuration files have no such profile";
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
        if (ways[i].has(profile))
            return NULL;
    }
    return "the profile says nothing about credentials";
}

static bool fetch(struct request *rq, const struct credential_search *search, struct aws_credentials *credentials)
{
    struct profile_walk walk = {.search = search};
    return fetch_of(rq, &walk, search->profile, credentials);
}

const struct credential_source credentials_of_profile = {"the shared configuration files", missing, fetch};
