/* provider/schemas/provider.h - generated from schemas/provider.json by make generate. */
#ifndef ESDR_SCHEMAS_PROVIDER_H
#define ESDR_SCHEMAS_PROVIDER_H

#include "framework/schema.h"

struct provider_model_aws_assume_role {
    enum field_state state;
    struct string_field duration;
    struct string_field external_id;
    struct string_field role_arn;
    struct string_field session_name;
    struct string_field source_identity;
};

struct provider_model_aws_assume_role_with_web_identity {
    enum field_state state;
    struct string_field role_arn;
    struct string_field session_name;
    struct string_field web_identity_token_file;
};

struct provider_model_aws {
    enum field_state state;
    struct string_field access_key;
    struct provider_model_aws_assume_role assume_role;
    struct provider_model_aws_assume_role_with_web_identity assume_role_with_web_identity;
    struct string_field profile;
    struct string_field region;
    struct string_field secret_key;
    struct string_field session_token;
    struct strings_field shared_config_files;
    struct strings_field shared_credentials_files;
    struct bool_field sign_requests;
    struct string_field signing_service;
};

struct provider_model_s3 {
    enum field_state state;
    struct string_field access_key;
    struct string_field ca_file;
    struct string_field endpoint;
    struct bool_field insecure_skip_verify;
    struct bool_field path_style;
    struct string_field profile;
    struct string_field region;
    struct string_field secret_key;
    struct string_field session_token;
};

struct provider_model {
    struct string_field api_key;
    struct provider_model_aws aws;
    struct string_field bearer_token;
    struct string_field ca_file;
    struct string_field ca_fingerprint;
    struct string_field ca_pem;
    struct string_field client_certificate_file;
    struct string_field client_certificate_pem;
    struct string_field client_key_file;
    struct string_field client_key_pem;
    struct strings_field endpoints;
    struct string_field engine;
    struct map_field headers;
    struct bool_field insecure_skip_verify;
    struct int_field max_retries;
    struct string_field password;
    struct string_field proxy;
    struct string_field request_timeout;
    struct provider_model_s3 s3;
    struct string_field username;
};

extern const struct schema provider_schema;

#endif
