"""The provider block: whose settings count, where requests go, what they carry, and what is never told."""
import base64
import json
import re

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import bucket_rules
import certificates
import diagnostics
from fronts import ForwardProxy, Front, unused_port
from repositories import ADDRESS, folder, repository, settings_of
from s3_witness import Witness
from story import assert_stable

READ = "data.esdr_cluster.it"


def provider(*lines, alias=None):
    named = f'alias = "{alias}"\n' if alias else ""
    return 'provider "esdr" {\n' + named + "".join(f"{line}\n" for line in lines) + "}\n"


def cluster_data(label="it", alias=None):
    return f'data "esdr_cluster" "{label}" {{\n' + (f"provider = esdr.{alias}\n" if alias else "") + "}\n"


def endpoints(*urls):
    return f"endpoints = {json.dumps(urls)}"


@pytest.fixture
def new_front(lab):
    """Makes servers that note what comes: new_front("primary")."""
    made = []

    def make(name="primary"):
        made.append(Front(lab.cluster(name).direct_url))
        return made[-1]

    yield make
    for front in made:
        front.close()


@pytest.fixture
def front(new_front):
    return new_front()


def headers_of(front, name):
    """The values of a header in all requests; None where it was not sent."""
    assert front.requests
    return {request["headers"].get(name) for request in front.requests}


def read_from(workspace, text, **environment):
    workspace.environment.update(environment)
    workspace.write(text + cluster_data())
    return diagnostics.errors(diagnostics.planned(workspace))


# ---- the environment ----

def basic(username, password):
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


ENVIRONMENT = {
    "a user": ({"ESDR_USERNAME": "me", "ESDR_PASSWORD": "it"}, "", basic("me", "it")),
    "an API key": ({"ESDR_API_KEY": "a2V5"}, "", "ApiKey a2V5"),
    "a token": ({"ESDR_BEARER_TOKEN": "token"}, "", "Bearer token"),
    "a password for the configured user": ({"ESDR_USERNAME": "other", "ESDR_PASSWORD": "it"}, 'username = "me"', basic("me", "it")),
    "nothing": ({}, "", None),
    "empty variables": ({"ESDR_USERNAME": "", "ESDR_API_KEY": "", "ESDR_BEARER_TOKEN": ""}, "", None),
    "a user beside a configured API key": ({"ESDR_USERNAME": "me", "ESDR_PASSWORD": "it"}, 'api_key = "a2V5"', "ApiKey a2V5"),
    "an API key beside a configured user": ({"ESDR_API_KEY": "a2V5"}, 'username = "me"\npassword = "it"', basic("me", "it")),
    "a token beside a configured token": ({"ESDR_BEARER_TOKEN": "other"}, 'bearer_token = "own"', "Bearer own"),
    "all of them beside a configured API key": (
        {"ESDR_USERNAME": "me", "ESDR_PASSWORD": "it", "ESDR_API_KEY": "b3RoZXI=", "ESDR_BEARER_TOKEN": "token"}, 'api_key = "a2V5"', "ApiKey a2V5"),
}


@pytest.mark.parametrize("what", ENVIRONMENT)
def test_credentials_of_the_environment_are_used_where_the_configuration_is_silent(workspace, front, what):
    variables, configured, sent = ENVIRONMENT[what]
    assert read_from(workspace, provider(endpoints(front.url), configured), **variables) == []
    assert headers_of(front, "authorization") == {sent}


def test_endpoints_of_the_environment_are_used_where_the_configuration_is_silent(workspace, front):
    assert read_from(workspace, provider(), ESDR_ENDPOINTS=f" http://127.0.0.1:{unused_port()} , {front.url}/ ,") == []
    assert front.requests


def test_configured_endpoints_beat_the_environment(workspace, new_front):
    own, other = new_front(), new_front()
    assert read_from(workspace, provider(endpoints(own.url)), ESDR_ENDPOINTS=other.url) == []
    assert own.requests and not other.requests


def test_an_empty_list_of_endpoints_means_that_there_is_no_cluster(workspace, front):
    [error] = read_from(workspace, provider("endpoints = []"), ESDR_ENDPOINTS=front.url)
    assert error.summary == "No cluster is configured" and error.address == READ
    assert front.requests == []


WRONG_ENVIRONMENTS = {
    "no URL": ({"ESDR_ENDPOINTS": "localhost:9200"}, "Invalid endpoint", "in ESDR_ENDPOINTS, are URLs such as https://host:9200; number 1 is none"),
    "a password in the URL": ({"ESDR_ENDPOINTS": "https://me:TOP-SECRET@host"}, "Endpoint with a password", "username and password"),
    "two ways": ({"ESDR_API_KEY": "TOP-SECRET", "ESDR_BEARER_TOKEN": "TOP-SECRET"}, "Two ways of authentication", "only one may be set"),
    "no password": ({"ESDR_USERNAME": "me"}, "Password is missing", "ESDR_PASSWORD"),
    "half of the keys": ({"AWS_ACCESS_KEY_ID": "A"}, "Half of the AWS credentials is missing", "AWS_SECRET_ACCESS_KEY is not"),
}


@pytest.mark.parametrize("what", WRONG_ENVIRONMENTS)
def test_what_is_wrong_in_the_environment_is_told(workspace, what):
    variables, summary, fact = WRONG_ENVIRONMENTS[what]
    [error] = read_from(workspace, provider(), **variables)
    assert error.summary == summary and fact in error.detail and "TOP-SECRET" not in error.detail
    assert error.code.startswith('provider "esdr"')


def test_without_any_endpoint_a_cluster_is_asked_for(workspace):
    [error] = read_from(workspace, provider())
    assert error.summary == "No cluster is configured"
    assert "ESDR_ENDPOINTS" in error.detail and "https://search.example.com" in error.detail


# ---- two aliases ----

def s3_lines(lab, user, endpoint):
    keys = lab.description["s3"]["users"][user]
    return (f's3 {{\nendpoint = "{endpoint}"\nregion = "{keys["region"]}"\naccess_key = "{keys["access_key"]}"\n'
            f'secret_key = "{keys["secret_key"]}"\n}}')


HOSTILE_KEYS = {"AWS_ACCESS_KEY_ID": "HOSTILEKEY", "AWS_SECRET_ACCESS_KEY": "hostile", "AWS_SESSION_TOKEN": "hostile", "AWS_REGION": "eu-hostile-1",
                "AWS_DEFAULT_REGION": "eu-hostile-1", "AWS_PROFILE": "hostile"}


def test_each_request_goes_where_its_alias_says_whatever_the_environment_says(lab, workspace, new_front, fresh_bucket, unique):
    names = ("primary", "dr")
    clusters, stores = {name: new_front(name) for name in names}, {name: Witness(lab.endpoint) for name in names}
    trap, trapped_store, trapped_proxy = new_front(), Witness(lab.endpoint), ForwardProxy(lab.cluster("primary").direct_url)
    workspace.environment.update(HOSTILE_KEYS, ESDR_ENDPOINTS=trap.url, ESDR_USERNAME="hostile", ESDR_PASSWORD="hostile",
                                 AWS_ENDPOINT_URL=trapped_store.endpoint, AWS_ENDPOINT_URL_S3=trapped_store.endpoint,
                                 HTTP_PROXY=trapped_proxy.url, http_proxy=trapped_proxy.url, ALL_PROXY=trapped_proxy.url)
    buckets = {name: fresh_bucket(user=name) for name in names}
    text = "".join(
        provider(endpoints(clusters[name].url), f'api_key = "key-of-{name}"', s3_lines(lab, name, stores[name].endpoint), alias=name)
        + repository(unique, label=name, s3={"bucket": buckets[name], "base_path": f"of-{name}", "shard_path_type": "fixed"}).replace(
            "{\n", f"{{\nprovider = esdr.{name}\n", 1)
        + f'resource "esdr_s3_lifecycle_rule" "{name}" {{\nprovider = esdr.{name}\nbucket = "{buckets[name]}"\nrule_id = "of-{name}"\n'
          f'filter = {{ prefix = "auto-purge/" }}\nexpiration = {{ days = 7 }}\n}}\n'
        for name in names)
    workspace.write(text)
    workspace.apply()
    assert_stable(workspace)
    for name in names:
        assert settings_of(lab.cluster(name), unique)["base_path"] == f"of-{name}"
        assert set(bucket_rules.rules(lab, buckets[name], name)) == {f"of-{name}"}
        assert headers_of(clusters[name], "authorization") == {f"ApiKey key-of-{name}"}
        assert stores[name].requests and all(path.startswith(f"/{buckets[name]}") for _, path in stores[name].requests)
        stores[name].close()
    assert (trap.requests, trapped_store.requests, trapped_proxy.asked) == ([], [], [])
    trapped_store.close()
    trapped_proxy.close()


# ---- what is not known yet ----

def test_endpoints_that_are_not_known_while_planning_are_used_at_apply(lab, workspace, block, front, fresh_bucket, unique):
    bucket = fresh_bucket()
    place = {"bucket": bucket, "base_path": "here", "shard_path_type": "fixed"}
    unknown = f'resource "terraform_data" "address" {{\ninput = "{front.url}"\n}}\n'
    block_of_store = s3_lines(lab, "primary", lab.endpoint)
    workspace.write(unknown + provider("endpoints = [terraform_data.address.output]", block_of_store)
                    + repository(unique, s3=place) + repository(f"{unique}-fs", label="fs", fs={"location": folder(lab.cluster("primary"), unique)}))
    plan = workspace.plan()
    assert set(plan.creates) == {"terraform_data.address", ADDRESS, "esdr_snapshot_repository.fs"}
    assert front.requests == []
    workspace.apply("plan.bin")
    assert front.requests and settings_of(lab.cluster("primary"), unique) == place
    assert_stable(workspace)


def test_a_password_that_is_not_known_while_planning_is_used_at_apply(lab, workspace, front, unique):
    unknown = 'resource "terraform_data" "password" {\ninput = "learnt later"\n}\n'
    workspace.write(unknown + provider(endpoints(front.url), 'username = "me"', "password = terraform_data.password.output")
                    + repository(unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    workspace.plan()
    assert front.requests == []
    workspace.apply("plan.bin")
    assert headers_of(front, "authorization") == {basic("me", "learnt later")}
    assert_stable(workspace)


def test_what_has_to_be_read_from_a_cluster_that_is_not_known_is_told(workspace, front):
    unknown = f'resource "terraform_data" "address" {{\ninput = "{front.url}"\n}}\n'
    [error] = read_from(workspace, unknown + provider("endpoints = [terraform_data.address.output]"))
    assert error.summary == "Cluster is not known yet" and error.address == READ
    assert "terraform apply -target" in error.detail


# ---- what requests carry ----

SCHEMES = {
    "user": ('username = "me"\npassword = "p:ä ss"', basic("me", "p:ä ss")),
    "api_key": ('api_key = "a2V5"', "ApiKey a2V5"),
    "bearer": ('bearer_token = "eyJ.token"', "Bearer eyJ.token"),
    "nobody": ("", None),
}


def test_each_way_of_authentication_and_all_headers_are_sent(workspace, new_front):
    fronts = {name: new_front() for name in SCHEMES}
    workspace.write("".join(
        provider(endpoints(fronts[name].url), lines, f'headers = {{ "X-Alias" = "{name}", "x-opaque-id" = "a b" }}', alias=name)
        + cluster_data(name, name) for name, (lines, _) in SCHEMES.items()))
    workspace.plan()
    for name, (_, sent) in SCHEMES.items():
        assert headers_of(fronts[name], "authorization") == {sent}
        assert headers_of(fronts[name], "x-alias") == {name} and headers_of(fronts[name], "x-opaque-id") == {"a b"}


def test_each_endpoint_is_taken_with_its_path(workspace, front):
    workspace.write(provider(endpoints(f"{front.url}/search/"), "max_retries = 0") + cluster_data())
    diagnostics.planned(workspace)
    assert front.requests and all(request["path"].startswith("/search/") and "//" not in request["path"] for request in front.requests)


def test_a_configured_engine_is_not_asked_for(lab, workspace, front):
    front.fault("GET", r"^/$", status=405, body="{}", count=99)
    workspace.write(provider(endpoints(front.url), 'engine = "opensearch"') + cluster_data() + f'output "it" {{\nvalue = {READ}.engine\n}}\n')
    workspace.apply()
    assert workspace.outputs == {"it": "opensearch"}


@pytest.mark.parametrize("name, engine, version", [("primary", "opensearch", "3.6.0"), ("elasticsearch", "elasticsearch", "8.19.4")])
def test_the_engine_is_found_out(lab, workspace, new_front, name, engine, version):
    workspace.write(provider(endpoints(new_front(name).url)) + cluster_data() + f'output "it" {{\nvalue = {READ}\n}}\n')
    workspace.apply()
    assert (workspace.outputs["it"]["engine"], workspace.outputs["it"]["version"]) == (engine, version)


# ---- signatures ----

def signature_of(request, front, secret, token=None):
    """The Authorization that the SDK of Amazon computes for what was received."""
    headers = request["headers"]
    scope = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}",
                         headers["authorization"])
    assert scope, headers["authorization"]
    access_key, day, region, service, names = scope.groups()
    assert {"host", "x-amz-date"} <= set(names.split(";")) and headers["x-amz-date"].startswith(day)
    again = AWSRequest(request["method"], front.url + request["path"], {name: headers[name] for name in names.split(";")}, request["body"].encode())
    again.context["timestamp"] = headers["x-amz-date"]
    signer = SigV4Auth(Credentials(access_key, secret, token), service, region)
    text = signer.string_to_sign(again, signer.canonical_request(again))
    signature = signer.signature(text, again)
    own = headers["authorization"].rpartition("=")[2]
    return (access_key, region, service), signature == own


def test_requests_are_signed_as_amazons_own_tools_sign_them(lab, workspace, front, unique):
    keys = 'aws {\nregion = "eu-central-1"\naccess_key = "AKIDEXAMPLE"\nsecret_key = "own/secret+key"\nsession_token = "a/b+c="\nsign_requests = true\n}'
    workspace.write(provider(endpoints(front.url), keys) + repository(unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    workspace.environment.update(HOSTILE_KEYS)
    workspace.apply()
    workspace.destroy()
    assert {method for method, _, _ in front.lines()} >= {"GET", "PUT", "POST", "DELETE"}
    for request in front.requests:
        assert signature_of(request, front, "own/secret+key") == (("AKIDEXAMPLE", "eu-central-1", "es"), True), request
        assert request["headers"]["x-amz-security-token"] == "a/b+c="
        assert "x-amz-security-token" in request["headers"]["authorization"]


def test_the_environments_keys_sign_where_the_configuration_is_silent(workspace, front):
    block = provider(endpoints(front.url), 'aws {\nsign_requests = true\nsigning_service = "aoss"\n}')
    assert read_from(workspace, block, AWS_ACCESS_KEY_ID="FROMENV", AWS_SECRET_ACCESS_KEY="env-secret", AWS_REGION="us-west-1") == []
    for request in front.requests:
        assert signature_of(request, front, "env-secret") == (("FROMENV", "us-west-1", "aoss"), True)
        assert "x-amz-security-token" not in request["headers"]


def test_a_profile_of_the_shared_files_signs(workspace, front, tmp_path):
    shared = tmp_path / "credentials"
    shared.write_text("[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = default\n"
                      "[recovery]\naws_access_key_id = FROMPROFILE\naws_secret_access_key = profile-secret\n")
    block = provider(endpoints(front.url), f'aws {{\nregion = "us-west-2"\nsign_requests = true\nprofile = "recovery"\n'
                                           f'shared_credentials_files = ["{shared}"]\n}}')
    assert read_from(workspace, block, AWS_ACCESS_KEY_ID="HOSTILE", AWS_SECRET_ACCESS_KEY="hostile") == []
    for request in front.requests:
        assert signature_of(request, front, "profile-secret") == (("FROMPROFILE", "us-west-2", "es"), True)


def test_a_server_that_is_not_amazons_gets_no_signature_unless_it_is_asked_for(workspace, front):
    keys = 'aws {\nregion = "eu-central-1"\naccess_key = "AKIDEXAMPLE"\nsecret_key = "own"\n}'
    assert read_from(workspace, provider(endpoints(front.url), keys)) == []
    assert headers_of(front, "authorization") == {None}
    assert not [name for request in front.requests for name in request["headers"] if name.startswith("x-amz")]


def test_a_domain_of_amazons_gets_signed_requests_unasked(lab, workspace, front):
    through = ForwardProxy(front.url)
    domain = "http://search-acme-abc.eu-west-1.es.amazonaws.com"
    workspace.write(provider(endpoints(domain), f'proxy = "{through.url}"', 'aws {\naccess_key = "AKIDEXAMPLE"\nsecret_key = "own"\n}') + cluster_data())
    workspace.plan()
    named = Front.__new__(Front)
    named.url = domain
    for request in front.requests:
        assert signature_of(request, named, "own") == (("AKIDEXAMPLE", "eu-west-1", "es"), True)
    through.close()


def test_without_keys_nothing_goes_out_unsigned(workspace, front):
    [error] = read_from(workspace, provider(endpoints(front.url), 'aws {\nregion = "eu-central-1"\nsign_requests = true\n}'))
    assert error.summary == "No AWS credentials" and "AWS_ACCESS_KEY_ID" in error.detail
    assert front.requests == []


# ---- secrets ----

SECRETS = {"password": "pa55-of-cluster", "api_key": "k3y-of-cluster", "token": "t0ken-of-cluster", "header": "h3ader-of-cluster",
           "session": "s3ssion-of-store"}
TRACES = {
    "user": 'username = "me"\npassword = var.password\nheaders = { "X-Secret" = var.header }',
    "api_key": "api_key = var.api_key",
    "bearer": "bearer_token = var.token",
    "certificate": "client_certificate_pem = var.certificate\nclient_key_pem = var.key",
    "signed": 'aws {\nregion = "us-east-1"\naccess_key = "AKIDEXAMPLE"\nsecret_key = var.password\nsession_token = var.session\nsign_requests = true\n}',
}


def quoting(secrets):
    """What a gateway, and Amazon's check of signatures, do with requests that they refuse."""
    quoted = ", ".join([*secrets.values(), basic("me", secrets["password"])]).replace("\n", " ")
    return json.dumps({"error": {"type": "security_exception", "reason": f"refused: {quoted}", "caused_by": {"type": "quoted", "reason": quoted}}})


@pytest.mark.parametrize("scheme", ["user", "api_key", "bearer", "signed"])
def test_secrets_that_a_server_quotes_are_left_out_of_the_error(workspace, front, scheme):
    sent = {"user": ["header"], "api_key": ["api_key"], "bearer": ["token"], "signed": ["session"]}[scheme]
    front.fault(count=99, status=403, body=quoting(SECRETS))
    variables = "".join(f'variable "{name}" {{\ndefault = "{value}"\nsensitive = true\n}}\n' for name, value in SECRETS.items())
    workspace.write(variables + provider(endpoints(front.url), "max_retries = 0", TRACES[scheme]) + repository("it", fs={"location": "/mnt"}))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert "security_exception: refused: " in error.detail and "(secret)" in error.detail
    assert not [name for name in sent if SECRETS[name] in error.detail]
    assert basic("me", SECRETS["password"]) not in error.detail or scheme != "user"


@pytest.mark.parametrize("answer", ["accepted", "refused"])
@pytest.mark.parametrize("scheme", TRACES)
def test_secrets_are_in_no_log_no_diagnostic_and_no_plan(lab, workspace, front, unique, tmp_path, scheme, answer):
    client = certificates.client(tmp_path, "client", certificates.authority(tmp_path, "authority"))
    secrets = {**SECRETS, "key": client.key_pem}
    if answer == "refused":
        front.fault(count=99, status=401, body='{"error":{"type":"security_exception","reason":"no"}}')
    given = {**secrets, "certificate": client.pem}
    workspace.environment.update({f"TF_VAR_{name}": value for name, value in given.items()}, TF_LOG="TRACE", TF_LOG_PROVIDER="TRACE")
    variables = "".join(f'variable "{name}" {{\nsensitive = true\n}}\n' for name in given)
    workspace.write(variables + provider(endpoints(front.url), "max_retries = 0", TRACES[scheme])
                    + repository(unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    outputs = [workspace.run(*command, codes=(0, 1, 2)) for command in (
        ("plan", "-input=false", "-no-color", "-out=plan.bin"), ("apply", "-input=false", "-no-color", "-auto-approve"),
        ("plan", "-input=false", "-no-color"))]
    assert front.requests
    plan = json.loads(workspace.show("plan.bin"))
    del plan["variables"]       # Terraform's own record of what it was given
    told = {"log": workspace.log.read_text(errors="replace"), "output": "\n".join(outputs), "plan": json.dumps(plan), "state": workspace.show()}
    assert re.search(r"provider\.terraform-provider-esdr: .*/_snapshot", told["log"]), "the log has no line of the provider about a request"
    forms = {name: [*value.split("\n")[:2], base64.b64encode(value.encode()).decode()] for name, value in secrets.items()}
    forms["basic"] = [basic("me", secrets["password"])]
    assert [(where, name) for where, text in told.items() for name, values in forms.items() for value in values if value in text] == []
