"""What goes wrong between a configuration and a cluster: each is told in plain words, at the line that has to change, and leaves nothing behind."""
import json

import pytest

import certificates
import diagnostics
from fronts import ForwardProxy, Front, server_side, unused_port
from repositories import ADDRESS, folder, registered, repository, settings_of
from story import assert_stable
from wrong_configurations import CONFIGURED_PROVIDERS, REPOSITORIES, VALIDATED_PROVIDERS
from fakes.http import Answer

DATA = 'data "esdr_cluster" "it" {}\n'
READ = "data.esdr_cluster.it"
SILENT = "The cluster does not answer"


def provider(url, more="max_retries = 0"):
    urls = json.dumps([url] if isinstance(url, str) else url)
    return f'provider "esdr" {{\nendpoints = {urls}\n{more}\n}}\n'


# ---- configurations ----

def problems_of(wrong, own):
    """What is wrong with the errors that a wrong configuration got; nothing when they are right."""
    if len(own) != 1:
        return [f"{len(own)} errors: {own}"]
    [error] = own
    missing = [fact for fact in wrong.facts if fact not in error.detail]
    return ([f"{missing} not in {error.detail!r}"] if missing else []) + [
        f"{what}: {found!r}" for what, found, right in (
            ("summary", error.summary, error.summary == wrong.summary),
            ("line", error.code, error.code.startswith(wrong.points_at)),
            ("secret", error.detail, "TOP-SECRET" not in error.detail)) if not right]


def assert_told(wrongs, own_of):
    problems = {wrong.label: found for wrong in wrongs if (found := problems_of(wrong, own_of(wrong)))}
    assert not problems, "\n".join(f"{label}: {found}" for label, found in problems.items())


def alias_of(wrong, body):
    """A provider block, and something that needs it: Terraform leaves blocks that nothing needs alone."""
    needed = f'data "esdr_cluster" "{wrong.label}" {{\nprovider = esdr.{wrong.label}\n}}\n'
    return f'provider "esdr" {{\nalias = "{wrong.label}"\n{body}\n}}\n' + needed


def of_alias(found, wrong):
    return [error for error in diagnostics.errors(found) if error.address.endswith(f'"].{wrong.label}')]


def test_a_wrong_repository_is_refused_without_a_cluster(workspace):
    workspace.write("".join(repository(wrong.text.get("name", "dr"), label=wrong.label, **{
        name: value for name, value in wrong.text.items() if name != "name"}) for wrong in REPOSITORIES))
    found = diagnostics.errors(diagnostics.validated(workspace))
    assert_told(REPOSITORIES, lambda wrong: diagnostics.about(found, f"esdr_snapshot_repository.{wrong.label}"))


def test_a_wrong_provider_block_is_refused_without_a_cluster(workspace):
    workspace.write("".join(alias_of(wrong, wrong.text) for wrong in VALIDATED_PROVIDERS))
    found = diagnostics.validated(workspace)
    assert_told(VALIDATED_PROVIDERS, lambda wrong: of_alias(found, wrong))


def test_what_only_shows_when_the_provider_starts_is_refused_before_anything_is_asked(workspace, front):
    workspace.write("".join(alias_of(wrong, f'endpoints = ["{front.url}"]\n{wrong.text}') for wrong in CONFIGURED_PROVIDERS))
    found = diagnostics.planned(workspace)
    assert_told(CONFIGURED_PROVIDERS, lambda wrong: of_alias(found, wrong))
    assert front.requests == []


# ---- clusters that do not answer as they should ----

@pytest.fixture
def front(lab):
    front = Front(lab.cluster("primary").direct_url)
    yield front
    front.close()


def security(status, reason):
    return {"status": status, "body": json.dumps({"error": {"type": "security_exception", "reason": reason}, "status": status})}


PAGE = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502</h1></body></html>"
NO_JSON = "The answer is no JSON, so it may come from a proxy or load balancer"
LIST = "Cannot list the snapshot repositories"

ANSWERS = {
    "nobody is known by that name": (
        security(401, "missing credentials"), LIST, ["GET /_snapshot was answered with status 401", "missing credentials", "username and password"]),
    "that is not permitted": (
        security(403, "no permissions for [x]"), "Cannot read the repository", ["status 403", "no permissions for [x]", "give the user or role"]),
    "Amazon does not permit that": (
        {"status": 403, "body": '{"Message":"User: anonymous is not authorized"}'}, "Cannot read the repository",
        ["User: anonymous is not authorized", "aws.sign_requests"]),
    "a load balancer's page": (
        {"status": 502, "body": PAGE, "content_type": "text/html"}, LIST, ["status 502", NO_JSON, "502 Bad Gateway"]),
    "overloaded": ({"status": 429, "body": '{"error":{"type":"busy_exception","reason":"later"}}'}, LIST, ["status 429", "busy_exception: later"]),
    "somebody else's login page": (
        {"status": 200, "body": "<html><title>Log in</title></html>", "content_type": "text/html"}, LIST, [NO_JSON, "Log in"]),
    "nothing at all": ({"status": 200, "body": ""}, LIST, [NO_JSON]),
    "half a document": ({"status": 200, "body": '{"x":{"type":"fs"'}, LIST, [NO_JSON]),
    "another document": ({"status": 200, "body": '{"x":{"no":"type"}}'}, "The cluster's answer is not understood", ["GET /_snapshot", "unexpected form"]),
    "a list": ({"status": 200, "body": "[1]"}, "The cluster's answer is not understood", ["unexpected form"]),
    "an unknown path": ({"status": 404, "body": '{"error":"no handler found for uri [/_snapshot]"}'}, LIST, ["status 404", "no handler found"]),
    "half of the answer, and then the line is cut": ({"cut": "half"}, SILENT, ["GET /_snapshot got no answer", "66 bytes remaining|transfer closed"]),
    "a line that is cut at once": ({"cut": "before"}, SILENT, ["GET /_snapshot got no answer", "No usable answer from"]),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_that_is_none_is_told_with_method_path_status_and_reason(lab, workspace, front, unique, what):
    fault, summary, facts = ANSWERS[what]
    front.fault(count=99, **fault)
    workspace.write(provider(front.url) + repository(unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert (error.summary, error.address) == (summary, ADDRESS)
    for fact in facts:
        assert any(each in error.detail for each in fact.split("|")), error.detail
    assert {method for method, _, _ in front.lines()} == {"GET"}
    assert registered(lab.cluster("primary"), unique) is None
    assert workspace.state == {}


@pytest.mark.parametrize("what", ["a load balancer's page", "that is not permitted", "nothing at all", "half a document", "a list",
                                  "an unknown path", "half of the answer, and then the line is cut"])
def test_an_answer_that_is_none_never_makes_a_repository_look_gone(lab, workspace, front, unique, what):
    workspace.write(provider(front.url) + repository(unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    workspace.apply()
    before = workspace.state
    front.fault(count=99, **ANSWERS[what][0])
    assert diagnostics.errors(diagnostics.planned(workspace))
    front.proxy.faults.clear()
    assert workspace.state == before
    assert_stable(workspace)


def test_a_closed_port_is_named(workspace):
    url = f"http://127.0.0.1:{unused_port()}"
    workspace.write(provider(url) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert (error.summary, error.address) == (SILENT, READ)
    assert f"No connection to {url}" in error.detail


def test_a_name_that_nobody_knows_is_named(workspace):
    workspace.write(provider("http://nowhere.invalid:9200") + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "No connection to http://nowhere.invalid:9200" in error.detail and "resolve" in error.detail


def test_a_server_that_hangs_is_left_after_the_request_timeout(workspace, front):
    front.fault(hang=20, count=99)
    workspace.write(provider(front.url, 'max_retries = 0\nrequest_timeout = "1s"') + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == SILENT and f"No complete answer from {front.url} after 1" in error.detail


def test_a_redirection_is_not_followed(lab, workspace, front, unique):
    other = Front(lab.cluster("primary").direct_url)
    front.fault(status=302, headers={"Location": f"{other.url}/_snapshot"}, count=99)
    workspace.write(provider(front.url, 'max_retries = 0\nusername = "me"\npassword = "secret"')
                    + repository(unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    [error] = diagnostics.errors(diagnostics.applied(workspace))
    assert "status 302" in error.detail
    assert other.requests == []
    other.close()


# ---- asking again ----

def applied_through(workspace, front, lab, name, more=""):
    workspace.write(provider(front.url, more) + repository(name, fs={"location": folder(lab.cluster("primary"), name)}))
    workspace.apply()
    assert registered(lab.cluster("primary"), name)


def times_of(front, method, path):
    return [(request["time"], request["status"]) for request in front.requests
            if request["method"] == method and request["path"].partition("?")[0] == path]


def test_a_busy_cluster_is_asked_again_no_sooner_than_it_said(lab, workspace, front, unique):
    front.fault("GET", "/_snapshot", status=429, headers={"Retry-After": "1"}, body="{}")
    applied_through(workspace, front, lab, unique)
    (first, refused), (second, accepted), *_ = times_of(front, "GET", "/_snapshot")
    assert (refused, accepted) == (429, 200) and second - first >= 1000


@pytest.mark.parametrize("status", [502, 503, 504])
@pytest.mark.parametrize("method, path", [("GET", "/_snapshot$"), ("PUT", "/_snapshot/"), ("POST", "/_verify$")])
def test_what_a_cluster_cannot_do_now_is_asked_again(lab, workspace, front, unique, status, method, path):
    front.fault(method, path if method != "GET" else r"/_snapshot\?", status=status, body="not now", content_type="text/plain", count=2)
    applied_through(workspace, front, lab, unique)
    assert [answer for verb, _, answer in front.lines() if verb == method][:3] == [status, status, 200]


def test_a_connection_that_breaks_is_made_again(lab, workspace, front, unique):
    front.fault("GET", cut="before")
    front.fault("PUT", cut="half")
    applied_through(workspace, front, lab, unique)
    assert len(times_of(front, "PUT", f"/_snapshot/{unique}")) == 2
    assert_stable(workspace)


def test_without_retries_everything_is_asked_once(workspace, front):
    front.fault(status=503, body="{}", count=99)
    workspace.write(provider(front.url) + repository("it", fs={"location": "/mnt"}))
    diagnostics.applied(workspace)
    assert front.lines() == [("GET", "/_snapshot", 503)]


def test_a_refusal_is_not_asked_again(workspace, front):
    front.fault(count=99, **security(401, "no"))
    workspace.write(provider(front.url, "max_retries = 5") + repository("it", fs={"location": "/mnt"}))
    diagnostics.applied(workspace)
    assert front.lines() == [("GET", "/_snapshot", 401)]


def test_the_next_endpoint_is_asked_when_the_first_is_down(lab, workspace, front, unique):
    workspace.write(provider([f"http://127.0.0.1:{unused_port()}", front.url]) + repository(
        unique, fs={"location": folder(lab.cluster("primary"), unique)}))
    workspace.apply()
    assert registered(lab.cluster("primary"), unique)
    assert_stable(workspace)


def test_all_endpoints_that_are_down_are_named(workspace):
    urls = [f"http://127.0.0.1:{unused_port()}" for _ in range(3)]
    workspace.write(provider(urls) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == SILENT
    for url in urls:
        assert f"No connection to {url}" in error.detail


IN_USE = [
    {"status": 500, "body": '{"error":{"type":"illegal_state_exception","reason":"trying to modify or unregister repository that is currently used "}}'},
    {"status": 409, "body": '{"error":{"type":"repository_conflict_exception","reason":"trying to modify or unregister repository that is used"}}'},
]


@pytest.mark.parametrize("answer", IN_USE, ids=["older servers", "newer servers"])
def test_a_repository_in_use_is_waited_for(lab, workspace, front, unique, answer):
    place = {"location": folder(lab.cluster("primary"), unique)}
    applied_through(workspace, front, lab, unique)
    front.fault("PUT", count=2, **answer)
    workspace.write(provider(front.url) + repository(unique, fs={**place, "compress": True}))
    workspace.apply()
    assert settings_of(lab.cluster("primary"), unique) == {**place, "compress": "true"}
    front.fault("DELETE", count=2, **answer)
    workspace.destroy()
    assert [status for method, _, status in front.lines() if method == "DELETE"] == [answer["status"], answer["status"], 200]
    assert registered(lab.cluster("primary"), unique) is None


def test_a_repository_that_stays_in_use_is_kept_in_the_state(lab, workspace, front, unique):
    workspace.write(provider(front.url) + repository(
        unique, fs={"location": folder(lab.cluster("primary"), unique)}, timeouts={"delete": "2s"}))
    workspace.apply()
    before = workspace.state
    front.fault("DELETE", count=99, **IN_USE[0])
    output = workspace.fails("destroy")
    assert "The repository stays in use" in output and "currently used" in output
    front.proxy.faults.clear()
    assert workspace.state == before and registered(lab.cluster("primary"), unique)
    assert_stable(workspace)


def test_what_failed_and_could_not_be_unregistered_again_stays_in_the_state_and_is_replaced(lab, workspace, front, unique):
    cluster = lab.cluster("primary")
    workspace.write(provider(front.url) + repository(unique, fs={"location": folder(cluster, unique)}))
    front.fault("POST", "/_verify", status=500, count=1,
                body='{"error":{"type":"repository_verification_exception","reason":"a node said no","caused_by":{"type":"io_exception","reason":"full"}}}')
    front.fault("DELETE", count=1, **security(403, "may not"))
    found = diagnostics.errors(diagnostics.applied(workspace))
    assert {error.summary for error in found} == {"The cluster's nodes cannot use the repository", "Cannot unregister the repository"}
    assert any("a node said no" in error.detail and "full" in error.detail for error in found)
    assert registered(cluster, unique) and workspace.state[ADDRESS]["id"] == unique
    assert workspace.plan().replaces == [ADDRESS]
    workspace.apply("plan.bin")
    assert registered(cluster, unique)
    assert_stable(workspace)


# ---- TLS ----

class Secured:
    """Certificates, and servers that show them in front of the cluster."""

    def __init__(self, folder, upstream):
        self.authority = certificates.authority(folder, "authority")
        self.stranger = certificates.authority(folder, "stranger")
        self.own = certificates.server(folder, "own", self.authority, ["127.0.0.1", "localhost", "cluster.invalid"])
        self.other = certificates.server(folder, "other", self.authority, ["other.example.com"])
        self.expired = certificates.server(folder, "expired", self.authority, ["127.0.0.1"], -9 * certificates.DAY, -certificates.DAY)
        self.client = certificates.client(folder, "client", self.authority)
        self.foreign_client = certificates.client(folder, "foreign_client", self.stranger)
        self.fronts = {
            "own": Front(upstream, server_side(self.own)),
            "other": Front(upstream, server_side(self.other)),
            "expired": Front(upstream, server_side(self.expired)),
            "mutual": Front(upstream, server_side(self.own, self.authority)),
            "plain": Front(upstream),
        }

    def attributes(self, text):
        """own.pem, authority.certificate_file and so on stand for what they name."""
        lines = []
        for line in filter(None, text.split("; ")):
            name, _, value = line.partition(" = ")
            holder, _, what = value.partition(".")
            lines.append(f"{name} = {json.dumps(getattr(getattr(self, holder), what)) if what else value}")
        return "\n".join(["max_retries = 0", *lines])


@pytest.fixture(scope="module")
def secured(lab, tmp_path_factory):
    secured = Secured(tmp_path_factory.mktemp("certificates"), lab.cluster("primary").direct_url)
    yield secured
    for front in secured.fronts.values():
        front.close()


ACCEPTED = {
    "the authority's file": ("own", "ca_file = authority.certificate_file"),
    "the authority as text": ("own", "ca_pem = authority.pem"),
    "the server's fingerprint": ("own", "ca_fingerprint = own.fingerprint"),
    "the authority's fingerprint": ("own", "ca_fingerprint = authority.fingerprint"),
    "both": ("own", "ca_file = authority.certificate_file; ca_fingerprint = own.fingerprint"),
    "no check": ("own", "insecure_skip_verify = true"),
    "no check of another name": ("other", "insecure_skip_verify = true"),
    "no check of an expired certificate": ("expired", "insecure_skip_verify = true"),
    "another name whose very certificate is expected": ("other", "ca_fingerprint = other.fingerprint"),
    "a client with its certificate": (
        "mutual", "ca_pem = authority.pem; client_certificate_file = client.certificate_file; client_key_file = client.key_file"),
    "a client with its certificate as text": (
        "mutual", "ca_pem = authority.pem; client_certificate_pem = client.pem; client_key_pem = client.key_pem"),
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_a_server_that_can_be_trusted_is_asked(workspace, secured, what):
    server, attributes = ACCEPTED[what]
    workspace.write(provider(secured.fronts[server].url, secured.attributes(attributes)) + DATA + f'output "engine" {{\nvalue = {READ}.engine\n}}\n')
    workspace.apply()
    assert workspace.outputs == {"engine": "opensearch"}


OTHER_HOST = "The certificate was made for another host name"
REFUSED = {
    "an unknown authority": ("own", "", ["ca_file or ca_pem", "ca_fingerprint"]),
    "another authority": ("own", "ca_pem = stranger.pem", ["ca_file or ca_pem"]),
    "another fingerprint": ("own", "ca_fingerprint = other.fingerprint", ["has the fingerprint in ca_fingerprint"]),
    "a fingerprint of an authority that did not sign": ("own", "ca_fingerprint = stranger.fingerprint", ["has the fingerprint in ca_fingerprint"]),
    "a fingerprint beside another authority": ("own", "ca_pem = stranger.pem; ca_fingerprint = own.fingerprint", ["No secure connection to"]),
    "another name": ("other", "ca_pem = authority.pem", [OTHER_HOST]),
    "another name under the authority's fingerprint": ("other", "ca_fingerprint = authority.fingerprint", [OTHER_HOST]),
    "an expired certificate": ("expired", "ca_pem = authority.pem", ["has expired"]),
    "a client without a certificate": ("mutual", "ca_pem = authority.pem", ["client_certificate_file and client_key_file"]),
    "a client that the server does not know": (
        "mutual", "ca_pem = authority.pem; client_certificate_pem = foreign_client.pem; client_key_pem = foreign_client.key_pem",
        ["does not know the authority that signed the client certificate"]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_server_that_cannot_be_trusted_is_not_asked(workspace, secured, what):
    server, attributes, facts = REFUSED[what]
    front = secured.fronts[server]
    front.proxy.requests.clear()
    workspace.write(provider(front.url, secured.attributes(attributes)) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == SILENT and f"No secure connection to {front.url}" in error.detail
    for fact in facts:
        assert fact in error.detail
    assert front.requests == []


def test_a_key_that_does_not_fit_the_client_certificate_is_refused_at_its_line(workspace, secured):
    attributes = secured.attributes("client_certificate_file = client.certificate_file; client_key_file = foreign_client.key_file")
    workspace.write(provider(secured.fronts["mutual"].url, attributes) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == "Key does not fit the client certificate" and error.code.startswith("client_certificate_file")


def test_a_port_without_tls_is_told_apart_from_a_wrong_certificate(workspace, secured):
    workspace.write(provider(secured.fronts["plain"].url.replace("http:", "https:")) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "The port does not speak TLS. Perhaps the URL should start with http://" in error.detail


# ---- proxies ----

@pytest.fixture
def proxies():
    """Makes proxies that lead to one place: proxies(upstream)."""
    made = []

    def make(upstream, refuses=None):
        made.append(ForwardProxy(upstream, refuses))
        return made[-1]

    yield make
    for proxy in made:
        proxy.close()


NAMED = "http://cluster.invalid:9200"


def planned_engine(workspace, url, more="max_retries = 0"):
    workspace.write(provider(url, more) + DATA + f'output "engine" {{\nvalue = {READ}.engine\n}}\n')
    workspace.apply()
    return workspace.outputs["engine"]


def test_the_cluster_is_reached_through_the_configured_proxy(workspace, front, proxies):
    proxy = proxies(front.url)
    assert planned_engine(workspace, NAMED, f'max_retries = 0\nproxy = "{proxy.url}"') == "opensearch"
    assert ("GET", f"{NAMED}/") in proxy.asked


def test_tls_goes_through_the_proxy_unopened(workspace, secured, proxies):
    proxy = proxies(secured.fronts["own"].url)
    attributes = secured.attributes("ca_pem = authority.pem") + f'\nproxy = "{proxy.url}"'
    assert planned_engine(workspace, "https://cluster.invalid", attributes) == "opensearch"
    assert set(proxy.asked) == {("CONNECT", "cluster.invalid:443")}
    workspace.write(provider("https://another.invalid", attributes) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert OTHER_HOST in error.detail


def test_the_proxy_of_the_environment_is_used_where_the_configuration_is_silent(workspace, front, proxies):
    proxy = proxies(front.url)
    workspace.environment["HTTP_PROXY"] = proxy.url
    assert planned_engine(workspace, NAMED) == "opensearch"
    assert proxy.asked


def test_the_configured_proxy_beats_the_environment(workspace, front, proxies):
    configured, other = proxies(front.url), proxies(front.url)
    workspace.environment.update(HTTP_PROXY=other.url, http_proxy=other.url, ALL_PROXY=other.url, NO_PROXY="*")
    assert planned_engine(workspace, NAMED, f'max_retries = 0\nproxy = "{configured.url}"') == "opensearch"
    assert configured.asked and not other.asked


@pytest.mark.parametrize("exceptions", ["127.0.0.1", ""])
def test_this_machine_is_never_reached_through_a_proxy_of_the_environment(workspace, front, proxies, exceptions):
    other = proxies(front.url)
    workspace.environment.update(HTTP_PROXY=other.url, http_proxy=other.url, HTTPS_PROXY=other.url, ALL_PROXY=other.url, NO_PROXY=exceptions)
    assert planned_engine(workspace, front.url) == "opensearch"
    assert front.requests and not other.asked


def test_names_that_are_excepted_are_reached_without_the_proxy(workspace, front, proxies):
    other = proxies(front.url)
    workspace.environment.update(HTTP_PROXY=other.url, NO_PROXY="example.com,.invalid")
    workspace.write(provider(NAMED) + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "resolve" in error.detail and not other.asked


def test_a_proxy_that_lets_nobody_through_is_told(workspace, front, proxies):
    proxy = proxies(front.url, Answer(407, b"<html>proxy login</html>", "text/html"))
    workspace.write(provider(NAMED, f'max_retries = 0\nproxy = "{proxy.url}"') + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "407" in error.detail and NO_JSON in error.detail
    workspace.write(provider("https://cluster.invalid", f'max_retries = 0\nproxy = "{proxy.url}"') + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert "407" in error.detail and error.summary == SILENT
    assert front.requests == []


def test_a_proxy_that_is_down_is_named_and_nothing_goes_past_it(workspace, front):
    closed = unused_port()
    workspace.write(provider(front.url, f'max_retries = 0\nproxy = "http://127.0.0.1:{closed}"') + DATA)
    [error] = diagnostics.errors(diagnostics.planned(workspace))
    assert error.summary == SILENT and str(closed) in error.detail
    assert front.requests == []


# ---- the store ----

def test_a_bucket_that_does_not_exist_is_named_while_planning(workspace, block, unique):
    workspace.write(block() + repository(unique, s3={"bucket": f"{unique}-missing", "base_path": "here", "shard_path_type": "fixed"}))
    found = diagnostics.planned(workspace)
    [warning] = [each for each in found if each.severity == "warning" and "checked" in each.summary]
    assert "NoSuchBucket" in warning.detail and f"{unique}-missing" in warning.detail and warning.code.startswith("bucket")


def test_a_store_that_is_down_is_a_warning_for_repositories(workspace, block):
    closed = f"http://127.0.0.1:{unused_port()}"
    workspace.write(block(endpoint=closed) + repository("it", s3={"bucket": "acme-backups", "base_path": "here", "shard_path_type": "fixed"}))
    found = diagnostics.planned(workspace)
    assert not diagnostics.errors(found)
    assert any(each.severity == "warning" and f"No connection to {closed}" in each.detail for each in found)
