#include "s3/client.h"

#include "aws/region.h"
#include "s3/xml.h"

#include <pthread.h>
#include <stdlib.h>

/* A signer for each region that was needed, kept until the client ends because requests under way use it. */
struct region_signer {
    struct aws_signer signer;
    struct region_signer *next;
};

/* The region of a bucket that is not in the client's own. */
struct bucket_region {
    struct str bucket, region;
    struct bucket_region *next;
};

struct s3_client {
    struct arena arena; /* guarded by `mutex` after creation */
    struct str endpoint, region;
    bool path_style;
    struct http_client *http;
    struct aws_credential_chain *credentials;
    pthread_mutex_t mutex;
    struct region_signer *signers;
    struct bucket_region *regions;
};

static bool check_options(struct request *rq, const struct s3_options *options, struct path at)
{
    bool is_url = str_starts_with(options->endpoint, STR("https://")) || str_starts_with(options->endpoint, STR("http://"));
    if (!str_is_empty(options->endpoint) && !is_url)
        return diag_error(rq, path_attribute(at, STR("endpoint")), "S3 endpoint is no URL",
                          "\"%.*s\" does not begin with https:// or http://. Write the scheme too, such as \"https://s3.example.com\".",
                          STR_ARGS(options->endpoint));
    if (!str_is_empty(options->region) && !aws_region_is_valid(options->region))
        return diag_error(rq, path_attribute(at, STR("region")), "Region cannot exist",
                          "\"%.*s\" is no name of a region: only lower-case letters, digits and dashes are possible, such as \"eu-west-1\".",
                          STR_ARGS(options->region));
    return true;
}

struct s3_client *s3_client_new(struct request *rq, const struct s3_options *options, struct path at)
{
    if (!check_options(rq, options, at))
        return NULL;
    struct s3_client *client = calloc(1, sizeof *client);
    if (!client)
        abort();
    client->endpoint = arena_copy(&client->arena, options->endpoint);
    client->region = str_is_empty(options->region) ? STR("us-east-1") : arena_copy(&client->arena, options->region);
    client->path_style = options->path_style;
    client->http = options->http;
    client->credentials = options->credentials;
    pthread_mutex_init(&client->mutex, NULL);
    return client;
}

void s3_client_destroy(struct s3_client *client)
{
    if (!client)
        return;
    pthread_mutex_destroy(&client->mutex);
    arena_clean_up(&client->arena);
    free(client);
}

void s3_call_add_header(struct s3_call *call, struct str name, struct str value)
{
    if (str_is_empty(value) || call->header_count == ARRAY_LENGTH(call->headers))
        return;
    call->headers[call->header_count++] = (struct http_header){name, value};
}

/* --- regions --- */

static struct str region_of(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket)
{
    struct str region = client->region;
    pthread_mutex_lock(&client->mutex);
    for (const struct bucket_region *known = client->regions; known; known = known->next)
        if (str_equal(known->bucket, bucket->name)) {
            region = arena_copy(rq->arena, known->region);
            break;
        }
    pthread_mutex_unlock(&client->mutex);
    return region;
}

static void remember_region(struct s3_client *client, const struct s3_bucket *bucket, struct str region)
{
    pthread_mutex_lock(&client->mutex);
    struct bucket_region *known = ARENA_NEW(&client->arena, struct bucket_region);
    known->bucket = arena_copy(&client->arena, bucket->name);
    known->region = arena_copy(&client->arena, region);
    known->next = client->regions;
    client->regions = known;
    pthread_mutex_unlock(&client->mutex);
}

static struct region_signer *new_signer(struct s3_client *client, struct str region)
{
    struct region_signer *signer = ARENA_NEW(&client->arena, struct region_signer);
    signer->signer.credentials = client->credentials;
    signer->signer.region = arena_copy(&client->arena, region);
    signer->signer.service = STR("s3");
    signer->next = client->signers;
    client->signers = signer;
    return signer;
}

/* NULL when requests are not signed. */
static struct aws_signer *signer_for(struct s3_client *client, struct str region)
{
    if (!client->credentials)
        return NULL;
    pthread_mutex_lock(&client->mutex);
    struct region_signer *found = client->signers;
    while (found && !str_equal(found->signer.region, region))
        found = found->next;
    if (!found)
        found = new_signer(client, region);
    pthread_mutex_unlock(&client->mutex);
    return &found->signer;
}

/* --- one exchange --- */

/* Answers that mean "later", whatever their status. */
static bool asks_for_repetition(struct request *rq, void *context, const struct http_response *response)
{
    static const struct str codes[] = {STR_INIT("SlowDown"), STR_INIT("RequestTimeout"), STR_INIT("OperationAborted")};
    (void)context;
    if (response->status < 400)
        return false;
    struct s3_error error;
    s3_error_read(rq->arena, &(struct s3_call){.name = STR("")}, response, &error);
    for (size_t row = 0; row < ARRAY_LENGTH(codes); row++)
        if (str_equal(codes[row], error.code))
            return true;
    return false;
}

static void read_failure(const struct request *inner, const struct http_failure *failure, const struct s3_call *call, struct s3_error *error)
{
    static const enum s3_error_kind kinds[] = {
        [HTTP_FAILED_CONNECT] = S3_UNREACHABLE, [HTTP_FAILED_TLS] = S3_UNREACHABLE,      [HTTP_FAILED_TIMEOUT] = S3_UNREACHABLE,
        [HTTP_FAILED_CANCELLED] = S3_CANCELLED, [HTTP_FAILED_TOO_LARGE] = S3_UNEXPECTED, [HTTP_FAILED_BROKEN] = S3_UNREACHABLE,
        [HTTP_FAILED_PREPARE] = S3_DENIED,
    };
    *error = (struct s3_error){.kind = kinds[failure->kind], .operation = call->name, .message = failure->text};
    if (failure->kind == HTTP_FAILED_PREPARE && inner->last)
        error->message = inner->last->detail;
}

static struct str call_url(struct request *rq, const struct s3_client *client, const struct s3_bucket *bucket, const struct s3_call *call,
                           struct str region)
{
    struct s3_location location = {.bucket = bucket->name, .region = region, .endpoint = client->endpoint, .path_style = client->path_style};
    struct str url = s3_url(rq->arena, &location, call->key);
    if (str_is_empty(call->query))
        return url;
    return arena_format(rq->arena, "%.*s?%.*s", STR_ARGS(url), STR_ARGS(call->query));
}

static bool exchange(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct s3_call *call, struct str region,
                     struct http_response *response, struct s3_error *error)
{
    struct s3_call sent = *call;
    s3_call_add_header(&sent, STR("x-amz-expected-bucket-owner"), bucket->expected_owner);
    struct http_request request = {
        .method = call->method,
        .url = call_url(rq, client, bucket, call, region),
        .headers = sent.headers,
        .header_count = sent.header_count,
        .body = call->body,
        .repeatable = true,
        .response_limit = call->response_limit,
    };
    struct request inner = {.arena = rq->arena, .cancelled = rq->cancelled, .deadline_ms = rq->deadline_ms};
    struct http_policy also = {.repeat = asks_for_repetition};
    struct http_failure failure;
    if (aws_send(&inner, client->http, signer_for(client, region), &request, &also, response, &failure))
        return true;
    *response = (struct http_response){0};
    read_failure(&inner, &failure, call, error);
    return false;
}

/* Asks HEAD, whose answer names the region even when it refuses. */
static struct str ask_region(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct str region)
{
    struct s3_call head = {.method = HTTP_HEAD, .name = STR("HEAD")};
    struct http_response response;
    struct s3_error error;
    if (!exchange(rq, client, bucket, &head, region, &response, &error))
        return (struct str){0};
    return http_response_header(&response, "x-amz-bucket-region");
}

/* Where Amazon says the bucket is; empty when this answer is no redirection or names no other region. */
static struct str redirected_region(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct str region,
                                    const struct http_response *response, const struct s3_error *error)
{
    if (!str_is_empty(client->endpoint) || error->kind != S3_WRONG_REGION)
        return (struct str){0};
    struct str found = http_response_header(response, "x-amz-bucket-region");
    if (str_is_empty(found))
        found = error->region;
    if (str_is_empty(found))
        found = ask_region(rq, client, bucket, region);
    return str_equal(found, region) || !aws_region_is_valid(found) ? (struct str){0} : found;
}

static bool judge(struct request *rq, const struct s3_call *call, const struct http_response *response, struct s3_error *error)
{
    if (response->status >= 200 && response->status < 300)
        return true;
    s3_error_read(rq->arena, call, response, error);
    return false;
}

bool s3_send(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct s3_call *call, struct http_response *response,
             struct s3_error *error)
{
    struct str region = region_of(rq, client, bucket);
    GUARD(exchange(rq, client, bucket, call, region, response, error));
    if (judge(rq, call, response, error))
        return true;
    struct str other = redirected_region(rq, client, bucket, region, response, error);
    if (str_is_empty(other))
        return false;
    remember_region(client, bucket, other);
    return exchange(rq, client, bucket, call, other, response, error) && judge(rq, call, response, error);
}

bool s3_find_region(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct str *region, struct s3_error *error)
{
    struct s3_call call = {.method = HTTP_HEAD, .name = STR("HEAD"), .permission = "s3:ListBucket"};
    struct http_response response;
    GUARD(exchange(rq, client, bucket, &call, region_of(rq, client, bucket), &response, error));
    *region = http_response_header(&response, "x-amz-bucket-region");
    if (!str_is_empty(*region) && response.status != 404)
        return true;
    *region = STR("");
    return judge(rq, &call, &response, error);
}
