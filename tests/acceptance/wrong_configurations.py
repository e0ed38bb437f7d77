"""Configurations that are refused before anything is asked: what is said, and at which line."""
import dataclasses

BUCKET = {"bucket": "acme-backups"}
URLS = ["write http or https, a host", '"https://search.example.com:9200"']


@dataclasses.dataclass
class Wrong:
    label: str
    text: object            # attributes of the resource, as repositories.repository takes them; or the body of the provider block
    summary: str
    facts: list             # what the detail has to say
    points_at: str          # the beginning of the line that is pointed at


def name(label, text, fact):
    return Wrong(label, {"name": text, "s3": BUCKET}, "Not a name for a repository", [f'"{text}"', fact], "name")


def secret(label, key, line=None):
    return Wrong(label, {"s3": BUCKET, "settings": {"plugin.option": "1", key: "TOP-SECRET"}}, "Secrets do not belong into repository settings",
                 [f'"{key}"', "keystore of every node"], line or key)


def typed(label, storage, key, attribute):
    return Wrong(label, {**storage, "settings": {"plugin.option": "1", key: "1"}}, "Setting has an attribute of its own",
                 [f'Write {attribute} instead of settings["{key}"]'], f'"{key}"' if "." in key else key)


def s3(label, attribute, value, summary, *facts):
    return Wrong(label, {"s3": {**BUCKET, attribute: value}}, summary, list(facts), attribute)


REPOSITORIES = [
    name("amazon", "cs-automated", "belong to Amazon"),
    name("star", "*", "must not contain"),
    name("pattern", "daily-*", "must not contain"),
    name("two_names", "a,b", "must not contain"),
    name("all", "_all", "every repository there is"),
    name("empty", "", "must not be empty"),
    name("blank", "a b", "must not contain"),
    name("slash", "a/b", "must not contain"),
    name("hash", "a#b", "must not contain"),
    secret("access_key", "access_key"),
    secret("of_a_client", "client.default.secret_key", '"client.default.secret_key"'),
    secret("token", "session_token"),
    secret("letter_case", "Password"),
    typed("bucket", {"s3": BUCKET}, "bucket", "s3.bucket"),
    typed("everywhere", {"s3": BUCKET}, "compress", "s3.compress"),
    typed("dotted", {"s3": BUCKET}, "proxy.host", "s3.proxy_host"),
    typed("of_fs", {"fs": {"location": "/mnt"}}, "location", "fs.location"),
    Wrong("two_storages", {"s3": BUCKET, "fs": {"location": "/mnt"}}, "Only one of these attributes may be set", ["s3, fs, url, gcs, azure and hdfs"],
          "fs"),
    Wrong("no_storage", {}, "One of these attributes must be set", ["s3, fs, url, gcs, azure and hdfs"], "resource"),
    s3("slashes", "base_path", "/x/", "Not a base path", '"/x/"', 'write "x"'),
    s3("size", "chunk_size", "1.5gb", "Not a size", '"1.5gb"', '"1536mb"'),
    s3("number", "max_retries", -1, "Number is too small", "at least 0", "-1"),
    s3("path_type", "shard_path_type", "hashed", "Value is not one of those allowed", '"fixed"', '"hashed_prefix"', '"hashed_infix"'),
    s3("glacier", "storage_class", "glacier", "Value is not one of those allowed", '"glacier"'),
    s3("owner", "expected_bucket_owner", "acme", "Not an account", '"acme"'),
    s3("role", "role_arn", "snapshots", "Not a role", '"snapshots"'),
    Wrong("guard", {"s3": BUCKET, "lifecycle_guard": "perhaps"}, "Value is not one of those allowed", ['"error", "warn", "off"'], "lifecycle_guard"),
    Wrong("patience", {"s3": BUCKET, "timeouts": {"create": "soon"}}, "Not a duration", ['"soon"', '"20m"'], "create"),
]

VALIDATED_PROVIDERS = [
    Wrong("engine", 'engine = "solr"', "Value is not one of those allowed", ['"solr"', '"elasticsearch"', '"opensearch"'], "engine"),
    Wrong("no_scheme", 'endpoints = ["localhost:9200"]', "Not a URL", ['"localhost:9200"', *URLS], "endpoints"),
    Wrong("ftp", 'endpoints = ["ftp://host"]', "Not a URL", ['"ftp://host"', *URLS], "endpoints"),
    Wrong("no_host", 'endpoints = ["http://"]', "Not a URL", URLS, "endpoints"),
    Wrong("query", 'endpoints = ["https://host/?pretty"]', "Not a URL", URLS, "endpoints"),
    Wrong("second", 'endpoints = [\n"https://host",\n"nonsense",\n]', "Not a URL", ['"nonsense"'], '"nonsense"'),
    Wrong("password_in_url", 'endpoints = ["https://me:TOP-SECRET@host"]', "Credentials in a URL", ["attributes for credentials"], "endpoints"),
    Wrong("two_schemes", 'username = "me"\npassword = "it"\napi_key = "key"', "Only one of these attributes may be set",
          ["username, api_key and bearer_token"], "api_key"),
    Wrong("timeout", 'request_timeout = "soon"', "Not a duration", ['"soon"'], "request_timeout"),
    Wrong("no_time", 'request_timeout = "0s"', "Not a duration", ['"0s"'], "request_timeout"),
    Wrong("retries", "max_retries = -1", "Number is out of range", ["-1"], "max_retries"),
    Wrong("fingerprint", 'ca_fingerprint = "abc"', "Not a fingerprint", ["64 hexadecimal digits", "openssl x509"], "ca_fingerprint"),
    Wrong("two_certificates", 'client_certificate_file = "/x"\nclient_certificate_pem = "y"', "Only one of these attributes may be set",
          ["client_certificate_file and client_certificate_pem"], "client_certificate_pem"),
    Wrong("half_of_the_keys", 'aws {\naccess_key = "A"\n}', "These attributes belong together", ["access_key and secret_key"], "access_key"),
    Wrong("store", 's3 {\nendpoint = "store"\n}', "Not a URL", ['"store"', *URLS], "endpoint"),
]

CONFIGURED_PROVIDERS = [
    Wrong("no_password", 'username = "me"', "Password is missing", ["ESDR_PASSWORD"], "provider"),
    Wrong("no_username", 'password = "TOP-SECRET"', "Username is missing", ["ESDR_USERNAME"], "provider"),
    Wrong("no_pem", 'ca_pem = "nothing"', "No certificate in PEM form", ["BEGIN CERTIFICATE"], "ca_pem"),
    Wrong("no_file", 'ca_file = "/does/not/exist"', "File cannot be read", ["/does/not/exist", "No such file"], "ca_file"),
    Wrong("header_name", 'headers = { "bad header" = "TOP-SECRET" }', "Invalid header name", ["no blanks"], "headers"),
    Wrong("header_value", 'headers = { x = "TOP-SECRET\\nHost: other" }', "Invalid header value", ["line end"], "headers"),
    Wrong("token", 'bearer_token = "TOP-SECRET\\r\\nX: y"', "Invalid credentials", ["line end"], "provider"),
    Wrong("no_region", "aws {\nsign_requests = true\n}", "Region is missing", ["aws.region", "AWS_REGION"], "aws"),
    Wrong("signed_and_user", 'username = "me"\npassword = "TOP-SECRET"\naws {\nsign_requests = true\nregion = "us-east-1"\n}',
          "Two ways of authentication", ["aws.sign_requests = false"], "sign_requests"),
    Wrong("profile", 'aws {\nprofile = "nobody"\n}', "Profile does not exist", ["nobody", "AWS_CONFIG_FILE"], "profile"),
    Wrong("config_files", 'aws {\nshared_config_files = ["/missing"]\n}', "Shared file cannot be used", ["/missing", "No such file"],
          "shared_config_files"),
    Wrong("credentials_files", 'aws {\nshared_credentials_files = ["/missing"]\n}', "Shared file cannot be used", ["/missing", "No such file"],
          "shared_credentials_files"),
    Wrong("profile_of_the_store", 's3 {\nprofile = "nobody"\n}', "Profile does not exist", ["nobody", "AWS_CONFIG_FILE"], "profile"),
]
