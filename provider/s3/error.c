#include "s3/client.h"
#include "s3/xml.h"

enum { TEXT_BYTES_MAX = 200 };

/* What the store's codes mean, and what a person can do. Sources: s3.md 2.1, 2.4, 2.7, 3.2. */
static const struct {
    const char *code;
    enum s3_error_kind kind;
    const char *advice;
} meanings[] = {
    {"AccessDenied", S3_DENIED, "The credentials do not allow it; Ceph also says so when access key or secret key are wrong."},
    {"AllAccessDisabled", S3_DENIED, "The owner's account has disabled every access to this bucket."},
    {"AccountProblem", S3_DENIED, "There is a problem with the account that owns the bucket: ask Amazon's support."},
    {"InvalidAccessKeyId", S3_DENIED,
     "The store does not know this access key: look at access_key, at AWS_ACCESS_KEY_ID, and whether the endpoint is the right one."},
    {"SignatureDoesNotMatch", S3_DENIED,
     "The secret key does not fit the access key, or something between here and the store changes the request (a proxy that rewrites host or path)."},
    {"ExpiredToken", S3_DENIED, "The session token has expired: get new credentials."},
    {"InvalidToken", S3_DENIED, "The session token is not valid for this access key: session_token or AWS_SESSION_TOKEN may be left over."},
    {"TokenRefreshRequired", S3_DENIED, "The session token must be renewed: get new credentials."},
    {"RequestTimeTooSkewed", S3_DENIED, "The clock of this machine differs too much from the store's: set it."},
    {"NotSignedUp", S3_DENIED, "The account has not signed up for S3."},
    {"NoSuchBucket", S3_NO_BUCKET, "There is no such bucket: look at its name, and whether endpoint and region are those of the bucket."},
    {"NoSuchKey", S3_NO_OBJECT, "There is no such object, or a delete marker hides it."},
    {"AuthorizationHeaderMalformed", S3_WRONG_REGION, NULL},
    {"PermanentRedirect", S3_WRONG_REGION, NULL},
    {"TemporaryRedirect", S3_WRONG_REGION, "The bucket is new, and its name is not known everywhere yet: try again in some minutes."},
    {"IllegalLocationConstraintException", S3_WRONG_REGION, NULL},
    {"MalformedXML", S3_REJECTED,
     "The store does not accept these rules as they are. Some stores do not know every part of a rule: leave parts out to find which."},
    {"InvalidArgument", S3_REJECTED, "The store refuses a value of a rule."},
    {"InvalidRequest", S3_REJECTED, "The store refuses the rules as they are."},
    {"InvalidBucketState", S3_REJECTED, "The bucket's present settings do not allow this, for instance MFA delete beside lifecycle rules."},
    {"NotImplemented", S3_REJECTED, "This store has no lifecycle rules."},
    {"MethodNotAllowed", S3_REJECTED, "This store does not offer the operation."},
    {"OperationAborted", S3_REJECTED, "Another change of the bucket is under way: try again."},
    {"SlowDown", S3_BROKEN, "The store is overloaded: try again later."},
    {"ServiceUnavailable", S3_BROKEN, "The store is not available at the moment: try again later."},
    {"InternalError", S3_BROKEN, "The store had an internal error: try again later."},
};

/* Where the code says little and the message much. */
static const struct {
    const char *part, *advice;
} messages[] = {
    {"Lifecycle V2",
     "The bucket has rules in the deprecated form (a <Prefix> outside of <Filter>) that cannot stand beside rules with a <Filter>: rewrite "
     "those first."},
    {"overlapping prefixes", "Rules in the deprecated form must not overlap: choose another prefix, or rewrite the others with a <Filter>."},
};

static const char *const advice_of_kind[] = {
    [S3_ERROR_NONE] = "",
    [S3_UNREACHABLE] = "Look at endpoint, region, proxy and network.",
    [S3_CANCELLED] = "Nothing more was tried.",
    [S3_DENIED] = "The credentials do not allow it.",
    [S3_NO_BUCKET] = "Look at the bucket's name, the endpoint and the region.",
    [S3_NO_OBJECT] = "There is no such object.",
    [S3_WRONG_REGION] = "The bucket is in another region: set region to the bucket's.",
    [S3_REJECTED] = "The store refuses the request.",
    [S3_BROKEN] = "The store did not recover while the request was repeated: try again later.",
    [S3_UNEXPECTED] = "Something else than an S3 service may be answering at this address, or a store that does not know the operation.",
};

static const char *const summaries[] = {
    [S3_UNREACHABLE] = "S3 cannot be reached",
    [S3_CANCELLED] = "Request to S3 was stopped",
    [S3_DENIED] = "S3 refuses access",
    [S3_NO_BUCKET] = "Bucket does not exist",
    [S3_NO_OBJECT] = "Object does not exist",
    [S3_WRONG_REGION] = "Bucket is in another region",
    [S3_REJECTED] = "S3 refuses the request",
    [S3_BROKEN] = "S3 is failing",
    [S3_UNEXPECTED] = "S3 gave an answer that cannot be used",
};

static enum s3_error_kind kind_of_status(const struct s3_call *call, int status)
{
    static const struct {
        int from, to;
        enum s3_error_kind kind;
    } ranges[] = {{300, 399, S3_WRONG_REGION}, {401, 401, S3_DENIED},   {403, 403, S3_DENIED},
                  {404, 404, S3_NO_BUCKET},    {400, 499, S3_REJECTED}, {500, 599, S3_BROKEN}};
    if (status == 404 && !str_is_empty(call->key))
        return S3_NO_OBJECT;
    for (size_t row = 0; row < ARRAY_LENGTH(ranges); row++)
        if (status >= ranges[row].from && status <= ranges[row].to)
            return ranges[row].kind;
    return S3_UNEXPECTED;
}

static bool kind_of_code(struct str code, enum s3_error_kind *kind)
{
    for (size_t row = 0; row < ARRAY_LENGTH(meanings); row++) {
        if (!str_equal(str_from(meanings[row].code), code))
            continue;
        *kind = meanings[row].kind;
        return true;
    }
    return false;
}

/* The first line of a body that is no S3 error, such as a proxy's page. */
static struct str first_line(struct str body)
{
    struct str text = str_trim(body);
    text = str_trim(str_slice(text, 0, str_find_byte(text, '\n', 0)));
    return text.len > TEXT_BYTES_MAX ? str_slice(text, 0, TEXT_BYTES_MAX) : text;
}

static void read_body(struct arena *arena, struct str body, struct s3_error *error)
{
    const struct xml_element *root;
    struct xml_error xml_error;
    error->message = first_line(body);
    if (!xml_parse(arena, body, &root, &xml_error) || !str_equal(root->name, STR("Error")))
        return;
    error->code = xml_child_text(root, STR("Code"));
    error->message = xml_child_text(root, STR("Message"));
    error->region = xml_child_text(root, STR("Region"));
    error->request_id = xml_child_text(root, STR("RequestId"));
}

void s3_error_read(struct arena *arena, const struct s3_call *call, const struct http_response *response, struct s3_error *error)
{
    *error = (struct s3_error){.status = response->status, .operation = call->name};
    if (call->permission)
        error->permission = str_from(call->permission);
    read_body(arena, response->body, error);
    if (str_is_empty(error->request_id))
        error->request_id = http_response_header(response, "x-amz-request-id");
    if (str_is_empty(error->region))
        error->region = http_response_header(response, "x-amz-bucket-region");
    if (!kind_of_code(error->code, &error->kind))
        error->kind = kind_of_status(call, response->status);
}

bool s3_unexpected(struct arena *arena, const struct s3_call *call, const struct http_response *response, struct s3_error *error, const char *what,
                   ...)
{
    va_list arguments;
    va_start(arguments, what);
    *error = (struct s3_error){.kind = S3_UNEXPECTED, .status = response->status, .operation = call->name};
    error->message = arena_format_list(arena, what, arguments);
    va_end(arguments);
    return false;
}

static const char *advice_for(const struct s3_error *error)
{
    for (size_t row = 0; row < ARRAY_LENGTH(messages); row++)
        if (str_contains(error->message, str_from(messages[row].part)))
            return messages[row].advice;
    for (size_t row = 0; row < ARRAY_LENGTH(meanings); row++)
        if (meanings[row].advice && str_equal(str_from(meanings[row].code), error->code))
            return meanings[row].advice;
    return advice_of_kind[error->kind];
}

static void append_facts(struct buffer *out, const struct s3_bucket *bucket, const struct s3_error *error)
{
    buffer_format(out, "%.*s of bucket %.*s ", STR_ARGS(error->operation), STR_ARGS(bucket->name));
    if (error->status == 0)
        buffer_append(out, STR("got no answer"));
    else
        buffer_format(out, "answered %d", error->status);
    if (!str_is_empty(error->code))
        buffer_format(out, " %.*s", STR_ARGS(error->code));
    if (!str_is_empty(error->message))
        buffer_format(out, ": %.*s", STR_ARGS(error->message));
    if (!str_is_empty(error->request_id))
        buffer_format(out, " (request id %.*s)", STR_ARGS(error->request_id));
    if (!str_ends_with(buffer_str(out), STR(".")))
        buffer_append_byte(out, '.');
}

static void append_advice(struct buffer *out, const struct s3_bucket *bucket, const struct s3_error *error)
{
    buffer_format(out, " %s", advice_for(error));
    if (error->kind == S3_DENIED && !str_is_empty(error->permission))
        buffer_format(out, " It needs the permission %.*s on the bucket.", STR_ARGS(error->permission));
    if (error->kind == S3_DENIED && !str_is_empty(bucket->expected_owner))
        buffer_format(out, " It is also refused when the bucket does not belong to the account %.*s (expected_bucket_owner).",
                      STR_ARGS(bucket->expected_owner));
    if (error->kind == S3_WRONG_REGION && !str_is_empty(error->region))
        buffer_format(out, " The store says it is in %.*s.", STR_ARGS(error->region));
}

struct str s3_error_text(struct arena *arena, const struct s3_bucket *bucket, const struct s3_error *error)
{
    struct buffer out = {.arena = arena};
    append_facts(&out, bucket, error);
    append_advice(&out, bucket, error);
    return buffer_str(&out);
}

bool s3_report(struct request *rq, const struct s3_bucket *bucket, const struct s3_error *error)
{
    const char *summary = error->kind == S3_ERROR_NONE ? summaries[S3_UNEXPECTED] : summaries[error->kind];
    return diag_error(rq, bucket->at, summary, "%.*s", STR_ARGS(s3_error_text(rq->arena, bucket, error)));
}
