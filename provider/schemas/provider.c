/* Generated from schemas/provider.json by make generate. */
#include "schemas/provider.h"

#include "validators/validators.h"

/* clang-format off */

static const struct validator check_not_empty[] = {{.check = validate_not_empty}};

static const struct validator check_go_duration[] = {{.check = validate_go_duration}};

static const struct validator check_length_2_1224[] = {{.check = validate_length, .minimum = 2, .maximum = 1224}};

static const struct validator check_role_arn[] = {{.check = validate_role_arn}};

static const struct validator check_length_2_64[] = {{.check = validate_length, .minimum = 2, .maximum = 64}};

static const struct attribute aws_assume_role_attributes[] = {
    {.name = STR_INIT("duration"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws_assume_role, duration), .validators = check_go_duration, .validator_count = 1,
     .description = "How long the session lasts, such as `1h`."},
    {.name = STR_INIT("external_id"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws_assume_role, external_id), .validators = check_length_2_1224, .validator_count = 1,
     .description = "Id that the role's trust policy asks for."},
    {.name = STR_INIT("role_arn"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct provider_model_aws_assume_role, role_arn), .validators = check_role_arn, .validator_count = 1,
     .description = "The role."},
    {.name = STR_INIT("session_name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws_assume_role, session_name), .validators = check_length_2_64, .validator_count = 1,
     .description = "Name of the session, as it shows in Amazon's logs."},
    {.name = STR_INIT("source_identity"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws_assume_role, source_identity), .validators = check_length_2_64, .validator_count = 1,
     .description = "Who is behind the session, as it shows in Amazon's logs."},
};

static const struct object_schema aws_assume_role_object = {
    .attributes = aws_assume_role_attributes, .count = 5, .model_size = sizeof(struct provider_model_aws_assume_role),
};

static const struct attribute aws_assume_role_with_web_identity_attributes[] = {
    {.name = STR_INIT("role_arn"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct provider_model_aws_assume_role_with_web_identity, role_arn), .validators = check_role_arn, .validator_count = 1,
     .description = "The role."},
    {.name = STR_INIT("session_name"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws_assume_role_with_web_identity, session_name), .validators = check_length_2_64, .validator_count = 1,
     .description = "Name of the session, as it shows in Amazon's logs."},
    {.name = STR_INIT("web_identity_token_file"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_REQUIRED,
     .offset = offsetof(struct provider_model_aws_assume_role_with_web_identity, web_identity_token_file), .validators = check_not_empty,
     .validator_count = 1, .description = "File that holds the token."},
};

static const struct object_schema aws_assume_role_with_web_identity_object = {
    .attributes = aws_assume_role_with_web_identity_attributes, .count = 3,
    .model_size = sizeof(struct provider_model_aws_assume_role_with_web_identity),
};

static const struct validator check_aws_region[] = {{.check = validate_aws_region}};

static const struct str check_of_signing_service_choices[] = {STR_INIT("es"), STR_INIT("aoss")};

static const struct validator check_of_signing_service[] = {{.check = validate_one_of, .choices = check_of_signing_service_choices, .choice_count = 2}};

static const struct attribute aws_attributes[] = {
    {.name = STR_INIT("access_key"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_aws, access_key),
     .validators = check_not_empty, .validator_count = 1, .description = "Access key. Environment variable: `AWS_ACCESS_KEY_ID`."},
    {.name = STR_INIT("assume_role"), .kind = ATTRIBUTE_BLOCK, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws, assume_role), .nested = &aws_assume_role_object,
     .description = "A role to take on with the credentials found. They are renewed before they expire."},
    {.name = STR_INIT("assume_role_with_web_identity"), .kind = ATTRIBUTE_BLOCK, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws, assume_role_with_web_identity), .nested = &aws_assume_role_with_web_identity_object,
     .description =
         "A role to take on with the token of a web identity, in place of other credentials. An `assume_role` beside it is taken on with that "
         "role."},
    {.name = STR_INIT("profile"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_aws, profile),
     .validators = check_not_empty, .validator_count = 1,
     .description =
         "Name of a profile in the shared configuration files: static keys, `credential_process`, or `role_arn` with `source_profile`, "
         "`credential_source` (`Environment`, `EcsContainer`, `Ec2InstanceMetadata`) or `web_identity_token_file`. Keys of the environment do "
         "not count then. Environment variable: `AWS_PROFILE`, which those keys precede."},
    {.name = STR_INIT("region"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_aws, region),
     .validators = check_aws_region, .validator_count = 1, .description = "Region. Environment variables: `AWS_REGION`, `AWS_DEFAULT_REGION`."},
    {.name = STR_INIT("secret_key"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model_aws, secret_key), .validators = check_not_empty, .validator_count = 1,
     .description = "Secret of the access key. Environment variable: `AWS_SECRET_ACCESS_KEY`."},
    {.name = STR_INIT("session_token"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model_aws, session_token), .validators = check_not_empty, .validator_count = 1,
     .description = "Token of temporary credentials. Environment variable: `AWS_SESSION_TOKEN`."},
    {.name = STR_INIT("shared_config_files"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws, shared_config_files), .validators = check_not_empty, .validator_count = 1,
     .description = "Paths of shared configuration files. Environment variable: `AWS_CONFIG_FILE` (one path); else `~/.aws/config`."},
    {.name = STR_INIT("shared_credentials_files"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws, shared_credentials_files), .validators = check_not_empty, .validator_count = 1,
     .description = "Paths of shared credentials files. Environment variable: `AWS_SHARED_CREDENTIALS_FILE` (one path); else `~/.aws/credentials`."},
    {.name = STR_INIT("sign_requests"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws, sign_requests),
     .description = "Whether requests to the cluster are signed. Left out: whenever its host name is one of Amazon's managed domains."},
    {.name = STR_INIT("signing_service"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_aws, signing_service), .validators = check_of_signing_service, .validator_count = 1,
     .description = "Name of the service in signatures: `es`, or `aoss` for serverless collections. Left out: as the host name says, else `es`."},
};

static const struct str aws_rule_1_names[] = {STR_INIT("access_key"), STR_INIT("secret_key")};

static const struct attribute_rule aws_rules[] = {{.kind = RULE_ALL_OR_NONE, .names = aws_rule_1_names, .count = 2}};

static const struct object_schema aws_object = {
    .attributes = aws_attributes, .count = 11, .model_size = sizeof(struct provider_model_aws), .rules = aws_rules, .rule_count = 1,
};

static const struct validator check_sha256[] = {{.check = validate_sha256}};

static const struct validator check_http_url[] = {{.check = validate_http_url}};

static const struct str check_of_engine_choices[] = {STR_INIT("auto"), STR_INIT("elasticsearch"), STR_INIT("opensearch")};

static const struct validator check_of_engine[] = {{.check = validate_one_of, .choices = check_of_engine_choices, .choice_count = 3}};

static const struct validator check_between_0_100[] = {{.check = validate_between, .minimum = 0, .maximum = 100}};

static const struct attribute s3_attributes[] = {
    {.name = STR_INIT("access_key"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_s3, access_key),
     .validators = check_not_empty, .validator_count = 1, .description = "Access key for the buckets."},
    {.name = STR_INIT("ca_file"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_s3, ca_file),
     .validators = check_not_empty, .validator_count = 1,
     .description = "File with the certificates, as PEM, of the authorities that may vouch for the store."},
    {.name = STR_INIT("endpoint"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_s3, endpoint),
     .validators = check_http_url, .validator_count = 1, .description = "URL of the store when it is not Amazon's."},
    {.name = STR_INIT("insecure_skip_verify"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model_s3, insecure_skip_verify), .description = "`true`: whatever certificate the store shows is accepted."},
    {.name = STR_INIT("path_style"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_s3, path_style),
     .description = "Whether the bucket stands in the path of URLs instead of the host name. Always so with an `endpoint`."},
    {.name = STR_INIT("profile"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_s3, profile),
     .validators = check_not_empty, .validator_count = 1, .description = "Name of a profile in the shared configuration files, for the buckets."},
    {.name = STR_INIT("region"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model_s3, region),
     .validators = check_not_empty, .validator_count = 1, .description = "Region of the buckets."},
    {.name = STR_INIT("secret_key"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model_s3, secret_key), .validators = check_not_empty, .validator_count = 1,
     .description = "Secret of the access key."},
    {.name = STR_INIT("session_token"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model_s3, session_token), .validators = check_not_empty, .validator_count = 1,
     .description = "Token of temporary credentials."},
};

static const struct str s3_rule_1_names[] = {STR_INIT("access_key"), STR_INIT("secret_key")};

static const struct attribute_rule s3_rules[] = {{.kind = RULE_ALL_OR_NONE, .names = s3_rule_1_names, .count = 2}};

static const struct object_schema s3_object = {
    .attributes = s3_attributes, .count = 9, .model_size = sizeof(struct provider_model_s3), .rules = s3_rules, .rule_count = 1,
};

static const struct attribute root_attributes[] = {
    {.name = STR_INIT("api_key"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model, api_key),
     .description = "API key, encoded as the cluster gave it. Environment variable: `ESDR_API_KEY`."},
    {.name = STR_INIT("aws"), .kind = ATTRIBUTE_BLOCK, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, aws),
     .nested = &aws_object,
     .description =
         "Amazon Web Services: signing requests to a managed domain, and access to buckets. Whatever is left out comes from the environment "
         "variables that all of Amazon's tools know (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, ...)."},
    {.name = STR_INIT("bearer_token"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model, bearer_token),
     .description = "Token for bearer authentication. Environment variable: `ESDR_BEARER_TOKEN`."},
    {.name = STR_INIT("ca_file"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, ca_file),
     .validators = check_not_empty, .validator_count = 1,
     .description = "File with the certificates, as PEM, of the authorities that may vouch for the cluster, instead of the system's."},
    {.name = STR_INIT("ca_fingerprint"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model, ca_fingerprint), .validators = check_sha256, .validator_count = 1,
     .description =
         "SHA-256 of a certificate, as 64 hexadecimal digits with or without colons: only a server whose certificate, or one that has signed "
         "it, has this fingerprint is trusted."},
    {.name = STR_INIT("ca_pem"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, ca_pem),
     .validators = check_not_empty, .validator_count = 1, .description = "The same as text."},
    {.name = STR_INIT("client_certificate_file"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model, client_certificate_file), .validators = check_not_empty, .validator_count = 1,
     .description = "File with the client's certificate, as PEM."},
    {.name = STR_INIT("client_certificate_pem"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model, client_certificate_pem), .validators = check_not_empty, .validator_count = 1,
     .description = "The same as text."},
    {.name = STR_INIT("client_key_file"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model, client_key_file), .validators = check_not_empty, .validator_count = 1,
     .description = "File with the key of the client's certificate, as PEM, not encrypted."},
    {.name = STR_INIT("client_key_pem"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model, client_key_pem), .validators = check_not_empty, .validator_count = 1,
     .description = "The same as text."},
    {.name = STR_INIT("endpoints"), .kind = ATTRIBUTE_STRING_LIST, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, endpoints),
     .validators = check_http_url, .validator_count = 1,
     .description =
         "Base URLs of the cluster. When one cannot be reached the next is tried. Environment variable: `ESDR_ENDPOINTS`, separated by commas."},
    {.name = STR_INIT("engine"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, engine),
     .validators = check_of_engine, .validator_count = 1,
     .description = "What the cluster runs: `elasticsearch`, `opensearch`, or `auto` (the default): it is asked."},
    {.name = STR_INIT("headers"), .kind = ATTRIBUTE_STRING_MAP, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model, headers), .description = "Further headers of every request to the cluster."},
    {.name = STR_INIT("insecure_skip_verify"), .kind = ATTRIBUTE_BOOL, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model, insecure_skip_verify), .description = "`true`: whatever certificate the cluster shows is accepted."},
    {.name = STR_INIT("max_retries"), .kind = ATTRIBUTE_INTEGER, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, max_retries),
     .validators = check_between_0_100, .validator_count = 1,
     .description = "How often a request is sent again when the cluster is busy or cannot be reached: 5 times when it is left out."},
    {.name = STR_INIT("password"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL | ATTRIBUTE_SENSITIVE,
     .offset = offsetof(struct provider_model, password), .description = "Password for basic authentication. Environment variable: `ESDR_PASSWORD`."},
    {.name = STR_INIT("proxy"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, proxy),
     .validators = check_not_empty, .validator_count = 1,
     .description = "URL of the proxy through which the cluster is reached. Without it `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` decide."},
    {.name = STR_INIT("request_timeout"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL,
     .offset = offsetof(struct provider_model, request_timeout), .validators = check_go_duration, .validator_count = 1,
     .description = "How long a request to the cluster may take, such as `60s`, which is also the default."},
    {.name = STR_INIT("s3"), .kind = ATTRIBUTE_BLOCK, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, s3),
     .nested = &s3_object,
     .description = "The S3 service of the buckets, where it differs from what `aws` says: another account, another region, Ceph, MinIO."},
    {.name = STR_INIT("username"), .kind = ATTRIBUTE_STRING, .flags = ATTRIBUTE_OPTIONAL, .offset = offsetof(struct provider_model, username),
     .description = "User for basic authentication. Environment variable: `ESDR_USERNAME`."},
};

static const struct str root_rule_1_names[] = {STR_INIT("username"), STR_INIT("api_key"), STR_INIT("bearer_token")};

static const struct str root_rule_2_names[] = {STR_INIT("client_certificate_file"), STR_INIT("client_certificate_pem")};

static const struct str root_rule_3_names[] = {STR_INIT("client_key_file"), STR_INIT("client_key_pem")};

static const struct attribute_rule root_rules[] = {{.kind = RULE_AT_MOST_ONE, .names = root_rule_1_names, .count = 3},
    {.kind = RULE_AT_MOST_ONE, .names = root_rule_2_names, .count = 2}, {.kind = RULE_AT_MOST_ONE, .names = root_rule_3_names, .count = 2}};

const struct schema provider_schema = {
    .name = STR_INIT("esdr"),
    .version = 0,
    .description =
        "Keeps the disaster recovery of Elasticsearch and OpenSearch true: snapshot repositories in S3, the schedules that fill them, and the "
        "bucket rules that must not eat them.\n\nOne provider block, with an alias, stands for one region: its cluster and its buckets. An "
        "environment variable is used only where the configuration is silent, so two aliases never end at the same cluster by accident.",
    .root = {.attributes = root_attributes, .count = 20, .model_size = sizeof(struct provider_model), .rules = root_rules, .rule_count = 3},
};
