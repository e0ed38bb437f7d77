#include "aws/credential_fixture.h"

#include "base/clock.h"
#include "base/expect.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIFETIME_MS = 60 * 60 * 1000 };

int64_t fixture_now_ms;
int sts_status;
const char *sts_body;
static char home[] = "/tmp/esdr-home-XXXXXX";

int64_t fixture_clock(void)
{
    return fixture_now_ms;
}

int fresh_surroundings(void **state)
{
    (void)state;
    static const char *const variables[] = {"AWS_ACCESS_KEY_ID",
                                            "AWS_SECRET_ACCESS_KEY",
                                            "AWS_SESSION_TOKEN",
                                            "AWS_PROFILE",
                                            "AWS_CONFIG_FILE",
                                            "AWS_SHARED_CREDENTIALS_FILE",
                                            "AWS_REGION",
                                            "AWS_DEFAULT_REGION",
                                            "AWS_ROLE_ARN",
                                            "AWS_ROLE_SESSION_NAME",
                                            "AWS_ENDPOINT_URL",
                                            "AWS_ENDPOINT_URL_STS",
                                            "AWS_CA_BUNDLE",
                                            "AWS_WEB_IDENTITY_TOKEN_FILE",
                                            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                                            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                            "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                            "AWS_EC2_METADATA_DISABLED",
                                            "HTTP_PROXY",
                                            "http_proxy"};
    for (size_t i = 0; i < ARRAY_LENGTH(variables); i++)
        unsetenv(variables[i]);
    memcpy(home + strlen(home) - 6, "XXXXXX", 6);
    if (!mkdtemp(home))
        return -1;
    setenv("HOME", home, 1);
    sts_status = 200;
    sts_body = NULL;
    return clock_parse_rfc3339(STR("2026-01-01T00:00:00Z"), &fixture_now_ms) ? 0 : -1;
}

int remove_surroundings(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const char *const names[] = {"/.aws/config", "/.aws/credentials", "/token", "/other", "/more"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        unlink(arena_format(&arena, "%s%s", home, names[i]).ptr);
    rmdir(arena_format(&arena, "%s/.aws", home).ptr);
    return rmdir(home);
}

struct str write_at_home(struct arena *arena, const char *name, const char *text)
{
    bool is_shared = strcmp(name, "config") == 0 || strcmp(name, "credentials") == 0;
    struct str path = arena_format(arena, "%s/%s%s", home, is_shared ? ".aws/" : "", name);
    if (is_shared)
        mkdir(arena_format(arena, "%s/.aws", home).ptr, 0700);
    FILE *file = fopen(path.ptr, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static void answer(struct visit *visit)
{
    AUTO_ARENA arena = {0};
    if (sts_body) {
        visit_answer(visit, sts_status, "", sts_body);
        return;
    }
    struct str expiration = clock_format_rfc3339(&arena, fixture_now_ms + LIFETIME_MS);
    struct str body = arena_format(&arena,
                                   "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                                   "<AccessKeyId>AK%d</AccessKeyId><SecretAccessKey>SK%d</SecretAccessKey><SessionToken>T%d</SessionToken>"
                                   "<Expiration>%.*s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
                                   visit->number, visit->number, visit->number, STR_ARGS(expiration));
    visit_answer(visit, 200, "", body.ptr);
}

struct scripted_server *sts_service_new(void)
{
    AUTO_ARENA arena = {0};
    struct scripted_server *server = scripted_server_new(answer, NULL);
    setenv("AWS_ENDPOINT_URL_STS", scripted_server_url(&arena, server, NULL, "").ptr, 1);
    return server;
}

struct str credentials_text(struct request *rq, struct aws_credential_chain *chain)
{
    struct aws_credentials found;
    if (!chain || !aws_credentials_get(rq, chain, &found))
        return rq->first->detail;
    return arena_format(rq->arena, "%.*s %.*s %.*s from %s", STR_ARGS(found.access_key), STR_ARGS(found.secret_key), STR_ARGS(found.session_token),
                        found.source);
}

struct str credentials_found(struct request *rq, struct aws_credential_settings settings)
{
    settings.now_ms = fixture_clock;
    AUTO_CHAIN *chain = aws_credential_chain_new(rq, &settings, AT("aws"));
    return credentials_text(rq, chain);
}
