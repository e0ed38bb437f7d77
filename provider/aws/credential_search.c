#include "aws/credential_search.h"

#include "aws/region.h"
#include "aws/text_file.h"
#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_LIMIT = 1024 * 1024 };

/* ---- copies ---- */

static const struct str *copy_texts(struct arena *arena, const struct str *texts, size_t count)
{
    struct str *copies = ARENA_ARRAY(arena, struct str, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = arena_copy(arena, texts[i]);
    return copies;
}

static const struct aws_role *copy_role(struct arena *arena, const struct aws_role *role)
{
    if (!role)
        return NULL;
    struct aws_role *copy = ARENA_NEW(arena, struct aws_role);
    *copy = (struct aws_role){
        .role_arn = arena_copy(arena, role->role_arn),
        .session_name = arena_copy(arena, role->session_name),
        .external_id = arena_copy(arena, role->external_id),
        .source_identity = arena_copy(arena, role->source_identity),
        .web_identity_token_file = arena_copy(arena, role->web_identity_token_file),
        .duration_seconds = role->duration_seconds,
    };
    if (str_is_empty(copy->web_identity_token_file))
        copy->web_identity_token_file = arena_copy(arena, str_from(getenv("AWS_WEB_IDENTITY_TOKEN_FILE")));
    return copy;
}

static const struct aws_credential_settings *copy_settings(struct arena *arena, const struct aws_credential_settings *settings)
{
    struct aws_credential_settings *copy = ARENA_NEW(arena, struct aws_credential_settings);
    *copy = (struct aws_credential_settings){
        .access_key = arena_copy(arena, settings->access_key),
        .secret_key = arena_copy(arena, settings->secret_key),
        .session_token = arena_copy(arena, settings->session_token),
        .profile = arena_copy(arena, settings->profile),
        .config_files = copy_texts(arena, settings->config_files, settings->config_file_count),
        .config_file_count = settings->config_file_count,
        .credentials_files = copy_texts(arena, settings->credentials_files, settings->credentials_file_count),
        .credentials_file_count = settings->credentials_file_count,
        .region = arena_copy(arena, settings->region),
        .assume_role = copy_role(arena, settings->assume_role),
        .role_of_web_identity = copy_role(arena, settings->role_of_web_identity),
        .now_ms = settings->now_ms,
        .process_timeout_ms = settings->process_timeout_ms,
    };
    return copy;
}

/* ---- files ---- */

struct file_group {
    enum profile_file_kind kind;
    const char *variable, *name_at_home;
    struct str attribute;
    const struct str *given;
    size_t given_count;
};

static struct str expand_home(struct arena *arena, struct str name)
{
    const char *home = getenv("HOME");
    if (!home || !str_starts_with(name, STR("~/")))
        return name;
    return arena_format(arena, "%s%.*s", home, STR_ARGS(str_slice(name, 1, name.len)));
}

/* False with a clause in `problem`. */
static bool read_file(struct request *rq, struct arena *arena, struct str name, enum profile_file_kind kind, struct profile_files *files,
                      struct str *problem)
{
    struct str text;
    size_t bad_line;
    const char *reason;
    if (!text_file_read(rq->arena, expand_home(rq->arena, name), FILE_LIMIT, &text, &reason)) {
        *problem = arena_format(arena, "%.*s: %s", STR_ARGS(name), reason);
        return false;
    }
    if (profile_files_parse(arena, text, kind, files, &bad_line))
        return true;
    *problem = arena_format(arena, "%.*s: line %zu is neither a section, nor a setting, nor a comment", STR_ARGS(name), bad_line);
    return false;
}

static bool read_given(struct request *rq, struct arena *arena, const struct file_group *group, struct path at, struct profile_files *files)
{
    struct str problem;
    bool worked = true;
    for (size_t i = 0; i < group->given_count; i++) {
        if (!read_file(rq, arena, group->given[i], group->kind, files, &problem))
            worked = diag_error(rq, path_attribute(at, group->attribute), "Shared file cannot be used", "%.*s.", STR_ARGS(problem));
    }
    return worked;
}

static void read_usual(struct request *rq, struct arena *arena, const struct file_group *group, struct credential_search *search)
{
    struct str name = str_from(getenv(group->variable));
    if (str_is_empty(name))
        name = str_from(group->name_at_home);
    name = expand_home(rq->arena, name);
    if (access(arena_c_string(rq->arena, name), F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return;
    (void)read_file(rq, arena, name, group->kind, &search->files, &search->file_problem);
}

/* The credentials file comes last: it counts where both speak. */
static bool read_files(struct request *rq, struct arena *arena, struct path at, struct credential_search *search)
{
    const struct aws_credential_settings *settings = search->settings;
    const struct file_group groups[] = {
        {PROFILE_FILE_CONFIG, "AWS_CONFIG_FILE", "~/.aws/config", STR("shared_config_files"), settings->config_files, settings->config_file_count},
        {PROFILE_FILE_CREDENTIALS, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials", STR("shared_credentials_files"), settings->credentials_files,
         settings->credentials_file_count},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(groups); i++) {
        if (groups[i].given_count == 0)
            read_usual(rq, arena, &groups[i], search);
        GUARD(read_given(rq, arena, &groups[i], at, &search->files));
    }
    return true;
}

/* ---- names ---- */

static void find_names(struct arena *arena, struct credential_search *search)
{
    struct str of_environment = str_from(getenv("AWS_PROFILE"));
    search->profile = search->settings->profile;
    if (str_is_empty(search->profile))
        search->profile = str_is_empty(of_environment) ? STR("default") : arena_copy(arena, of_environment);
    search->region = aws_region_find(arena, search->settings->region);
    if (str_is_empty(search->region))
        search->region = profile_setting_value(profile_files_find(&search->files, PROFILE_SECTION, search->profile), (struct str){0}, STR("region"));
}

static bool check_profile(struct request *rq, struct path at, const struct credential_search *search)
{
    struct str profile = search->settings->profile;
    if (str_is_empty(profile))
        return true;
    if (!str_is_empty(search->file_problem))
        return diag_error(rq, path_attribute(at, STR("profile")), "Shared file cannot be used", "%.*s.", STR_ARGS(search->file_problem));
    if (profile_files_find(&search->files, PROFILE_SECTION, profile))
        return true;
    return diag_error(rq, path_attribute(at, STR("profile")), "Profile does not exist",
                      "Neither the shared configuration files nor the shared credentials files have a profile %.*s. They are those of the provider's "
                      "configuration, else of AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and ~/.aws/credentials.",
                      STR_ARGS(profile));
}

bool credential_search_begin(struct request *rq, struct arena *arena, const struct aws_credential_settings *settings, struct path at,
                             struct credential_search *search)
{
    *search = (struct credential_search){.settings = copy_settings(arena, settings)};
    GUARD(read_files(rq, arena, at, search));
    find_names(arena, search);
    return check_profile(rq, at, search);
}

int64_t credential_search_now_ms(const struct credential_search *search)
{
    return search->settings->now_ms ? search->settings->now_ms() : clock_now_ms();
}
