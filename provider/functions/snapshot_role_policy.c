#include "functions/functions.h"
#include "functions/iam_policy.h"
#include "repository/location.h"
#include "schemas/snapshot_role_policy_function.h"
#include "validators/validators.h"

enum { BUCKET, BASE_PATH, SHARD_PATH_TYPE };

/* s3.md 5.1, 5.2. Never narrowed to a prefix: nodes also ask whether the bucket is there. */
static const char *const bucket_actions[] = {"s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"};
static const char *const object_actions[] = {
    "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject",
};

/* A name becomes an ARN of Amazon's main partition; of an ARN, the name is checked. */
static bool read_bucket(struct request *rq, struct str text, struct str *arn)
{
    struct path at = path_index(PATH_ROOT, BUCKET);
    struct str rest = text, scheme, partition, service, region, account;
    bool is_arn = str_next_field(&rest, ':', &scheme) && str_next_field(&rest, ':', &partition) && str_next_field(&rest, ':', &service) &&
                  str_next_field(&rest, ':', &region) && str_next_field(&rest, ':', &account);
    is_arn = is_arn && str_equal(scheme, STR("arn")) && str_starts_with(partition, STR("aws")) && str_equal(service, STR("s3")) &&
             str_is_empty(region) && str_is_empty(account);
    *arn = is_arn ? text : arena_format(rq->arena, "arn:aws:s3:::%.*s", STR_ARGS(text));
    return validate_bucket_name(rq, at, NULL, is_arn ? rest : text, 0);
}

static bool read_location(struct request *rq, const struct value *arguments, struct repository_location *location)
{
    struct str base_path = arguments[BASE_PATH].text, layout = arguments[SHARD_PATH_TYPE].text;
    GUARD(validate_base_path(rq, path_index(PATH_ROOT, BASE_PATH), NULL, base_path, 0));
    *location = (struct repository_location){.base_path = iam_literal(rq->arena, base_path), .shard_prefix = STR("")};
    if (shard_paths_parse(layout, &location->shard_paths))
        return true;
    return diag_error(rq, path_index(PATH_ROOT, SHARD_PATH_TYPE), "No such layout",
                      "\"%.*s\" is no way to lay out shards: write \"fixed\", \"hashed_prefix\" or \"hashed_infix\".", STR_ARGS(layout));
}

static bool call(struct request *rq, const struct value *arguments, struct value *result)
{
    struct repository_location location;
    struct str bucket, objects[2];
    GUARD(read_bucket(rq, arguments[BUCKET].text, &bucket));
    GUARD(read_location(rq, arguments, &location));
    size_t count = location_key_patterns(rq->arena, &location, objects);
    for (size_t at = 0; at < count; at++)
        objects[at] = arena_format(rq->arena, "%.*s/%.*s", STR_ARGS(bucket), STR_ARGS(objects[at]));
    const struct iam_statement statements[] = {
        {"ListBucket", bucket_actions, ARRAY_LENGTH(bucket_actions), &bucket, 1},
        {"UseRepository", object_actions, ARRAY_LENGTH(object_actions), objects, count},
    };
    *result = value_string(iam_policy(rq->arena, statements, ARRAY_LENGTH(statements)));
    return true;
}

const struct function_type snapshot_role_policy_function = {
    SNAPSHOT_ROLE_POLICY_SIGNATURE,
    .call = call,
};
