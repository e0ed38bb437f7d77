/* Generated from schemas/functions/snapshot_role_policy.json by make generate. */
#include "schemas/snapshot_role_policy_function.h"

/* clang-format off */

const char snapshot_role_policy_summary[] = "The IAM policy of the role with which a cluster writes its snapshots";

const char snapshot_role_policy_description[] =
    "The IAM policy, as JSON, that lets a cluster use one snapshot repository and nothing else in the bucket: it may list the bucket, and "
    "read, write and delete the objects of the repository, wherever they are. With `hashed_prefix`, which OpenSearch 3 uses unless it is told "
    "otherwise, most of the data lies outside the base path, and a policy for the base path alone breaks the first snapshot. (A cluster with "
    "the setting `cluster.snapshot.shard.path.prefix` puts that text in front of these keys; the policy does not know it.) On Amazon's service "
    "the role also has to trust `es.amazonaws.com`.";

const struct function_parameter snapshot_role_policy_parameters[] = {
    {.name = STR_INIT("bucket"), .type = &type_string,
     .description = "Name of the bucket; its ARN outside of Amazon's main partition, such as `arn:aws-cn:s3:::acme-snapshots`."},
    {.name = STR_INIT("base_path"), .type = &type_string,
     .description = "The base path of the repository, without a slash at either end; empty when it has the whole bucket."},
    {.name = STR_INIT("shard_path_type"), .type = &type_string,
     .description = "`fixed` (Elasticsearch, OpenSearch 2), `hashed_prefix` (the default of OpenSearch 3) or `hashed_infix`."},
};
