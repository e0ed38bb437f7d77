/* Generated from schemas/functions/snapshot_caller_policy.json by make generate. */
#include "schemas/snapshot_caller_policy_function.h"

/* clang-format off */

const char snapshot_caller_policy_summary[] = "The IAM policy of whoever manages snapshot repositories of an Amazon domain";

const char snapshot_caller_policy_description[] =
    "The IAM policy, as JSON, for the user or role that runs Terraform: it may hand the snapshot role to the domain (`iam:PassRole`), without "
    "which Amazon refuses to register a repository, and send it the requests of this provider. With fine-grained access control the caller "
    "also has to be mapped to the role `manage_snapshots` inside the domain.";

const struct function_parameter snapshot_caller_policy_parameters[] = {
    {.name = STR_INIT("role_arn"), .type = &type_string,
     .description = "ARN of the role that the repositories name, such as `arn:aws:iam::123456789012:role/snapshots`."},
    {.name = STR_INIT("domain_arn"), .type = &type_string,
     .description = "ARN of the domain, such as `arn:aws:es:eu-west-1:123456789012:domain/logs`."},
};
