#!/usr/bin/env python3
"""Writes tests/data/sigv4-own: requests to S3, managed clusters and STS as botocore signs them.

Usage: python -m venv VENV && VENV/bin/pip install botocore && VENV/bin/python scripts/sigv4_cases.py

One directory a case, in the layout of Amazon's own signing vectors (s3.md 4.2): context.json and request.txt go in; header-* and query-* are
expected. A case has no query-* files where botocore's presigner would change the request (a body, repeated parameters).
The order of the added headers and parameters is that of Amazon's vectors; their values are botocore's.
"""
import datetime
import json
import pathlib
import shutil
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials

TARGET = pathlib.Path(__file__).resolve().parent.parent / "tests/data/sigv4-own"
KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "FwoGZXIvYXdzEBYaDH+/==" + "abcDEF0123+/" * 60 + "=="
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "application/xml"}

S3 = ("s3", "us-east-1", "examplebucket.s3.us-east-1.amazonaws.com")
S3_PATH = ("s3", "eu-west-1", "s3.eu-west-1.amazonaws.com")
S3_CHINA = ("s3", "cn-north-1", "bucket.s3.cn-north-1.amazonaws.com.cn")
CEPH = ("s3", "default", "127.0.0.1:7480")
ES = ("es", "us-east-1", "search-dr-abc.us-east-1.es.amazonaws.com")
ES_AOS = ("es", "eu-central-1", "search-dr-abc.aos.eu-central-1.on.aws")
ES_CUSTOM = ("es", "us-west-2", "logs.example.com:8443")
AOSS = ("aoss", "us-east-2", "abc123.us-east-2.aoss.amazonaws.com")
STS = ("sts", "us-west-2", "sts.us-west-2.amazonaws.com")

LIFECYCLE = "<LifecycleConfiguration><Rule><ID>auto-purge</ID></Rule></LifecycleConfiguration>"
REPOSITORY = '{"type":"s3","settings":{"bucket":"acme","base_path":"dr","role_arn":"arn:aws:iam::123456789012:role/snapshots"}}'

# name, place, method, target as it goes over the wire, headers, body, session token
CASES = [
    ("s3-get-lifecycle", S3, "GET", "/?lifecycle", {}, "", False),
    ("s3-get-lifecycle-token", S3, "GET", "/?lifecycle", {}, "", True),
    ("s3-get-lifecycle-equals", S3, "GET", "/?lifecycle=", {}, "", False),
    ("s3-put-lifecycle", S3, "PUT", "/?lifecycle", dict(XML, **{"Content-MD5": "1B2M2Y8AsgTpgAmY7PhCfg=="}), LIFECYCLE, False),
    ("s3-put-lifecycle-checksum", S3, "PUT", "/?lifecycle", dict(XML, **{"x-amz-checksum-crc32": "AAAAAA=="}), LIFECYCLE, True),
    ("s3-put-lifecycle-owner", S3, "PUT", "/?lifecycle", dict(XML, **{"x-amz-expected-bucket-owner": "123456789012"}), LIFECYCLE, False),
    ("s3-delete-lifecycle", S3, "DELETE", "/?lifecycle", {}, "", False),
    ("s3-get-versioning-path-style", S3_PATH, "GET", "/dotted.bucket.name?versioning", {}, "", False),
    ("s3-get-replication-china", S3_CHINA, "GET", "/?replication", {}, "", True),
    ("s3-head-bucket", S3, "HEAD", "/", {}, "", False),
    ("s3-head-bucket-path-style", S3_PATH, "HEAD", "/bucket", {}, "", False),
    ("s3-list", S3, "GET", "/?list-type=2&prefix=snap%2F&delimiter=%2F&max-keys=1000", {}, "", False),
    ("s3-list-continued", S3, "GET", "/?list-type=2&continuation-token=1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J%2Fwm36Hy4vbOwM%3D", {}, "", False),
    ("s3-list-versions", S3, "GET", "/?versions&encoding-type=url&key-marker=a%20b&prefix=dr%2Findices%2F&version-id-marker=null", {}, "", True),
    ("s3-list-unsorted", S3, "GET", "/?prefix=x&delimiter=%2F&Prefix=y&PREFIX=z", {}, "", False),
    ("s3-list-prefix-of-names", S3, "GET", "/?a-b=1&a=2&a.b=3&a_b=4&ab=5", {}, "", False),
    ("s3-list-repeated", S3, "GET", "/?tag=b&tag=a&tag=a%20b&tag", {}, "", False),
    ("s3-list-empty-values", S3, "GET", "/?prefix=&delimiter=&marker=", {}, "", False),
    ("s3-list-utf8-prefix", S3, "GET", "/?prefix=caf%C3%A9%2F%E6%97%A5%E6%9C%AC", {}, "", False),
    ("s3-list-odd-prefix", S3, "GET", "/?prefix=%2B%20%25%26%3D%3F%23%22%3C%3E~", {}, "", False),
    ("s3-get-key", S3, "GET", "/dr/index-42", {}, "", False),
    ("s3-get-key-range", S3, "GET", "/dr/__a1", {"Range": "bytes=0-1023"}, "", False),
    ("s3-get-key-double-slash", S3, "GET", "/dr//indices///0/", {}, "", False),
    ("s3-get-key-dots", S3, "GET", "/a/../b/./c/..", {}, "", False),
    ("s3-get-key-only-dots", S3, "GET", "/..", {}, "", True),
    ("s3-get-key-space-plus", S3, "GET", "/a%20b%2Bc", {}, "", False),
    ("s3-get-key-percent", S3, "GET", "/100%25/%252F", {}, "", False),
    ("s3-get-key-comma-star", S3, "GET", "/a%2Cb%2A%27%28%29%21", {}, "", False),
    ("s3-get-key-date-math", S3, "GET", "/%3Ca-%7Bnow/d%7D%3E", {}, "", False),
    ("s3-get-key-utf8", S3, "GET", "/caf%C3%A9/%F0%9F%98%80", {}, "", False),
    ("s3-get-key-colon-at", S3, "GET", "/a%3Ab%40c%3Bd%3De%26f%24g", {}, "", False),
    ("s3-get-key-unreserved", S3, "GET", "/-_.~AZaz09", {}, "", False),
    ("s3-get-version", S3, "GET", "/dr/index-42?versionId=3sL4kqtJlcpXroDTDmJ-rmSpXd3dIbrHY.MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo", {}, "", True),
    ("s3-delete-marker", S3, "DELETE", "/dr/index-42?versionId=abc_DEF.123", {}, "", False),
    ("s3-put-object", S3, "PUT", "/probe", {"Content-Type": "text/plain"}, "hello\nworld\n", False),
    ("s3-put-object-meta", S3, "PUT", "/probe", {"x-amz-meta-b": "two  spaces   here ", "x-amz-meta-a": " one", "x-amz-storage-class": "STANDARD"}, "x", True),
    ("s3-delete-batch", S3, "POST", "/?delete", dict(XML, **{"Content-MD5": "1B2M2Y8AsgTpgAmY7PhCfg=="}), "<Delete><Object><Key>a</Key></Object></Delete>", False),
    ("s3-ceph-port", CEPH, "GET", "/bucket?lifecycle", {}, "", False),
    ("s3-ceph-key", CEPH, "GET", "/bucket/a%20b//c", {}, "", True),
    ("s3-unsigned-headers", S3, "GET", "/k", {"User-Agent": "esdr/1", "Connection": "keep-alive", "X-Amzn-Trace-Id": "Root=1", "Expect": "", "TE": "x"}, "", False),
    ("es-get-root", ES, "GET", "/", {}, "", False),
    ("es-get-root-token", ES, "GET", "/", {}, "", True),
    ("es-put-repository", ES, "PUT", "/_snapshot/dr?verify=false", JSON, REPOSITORY, True),
    ("es-get-repository-aos", ES_AOS, "GET", "/_snapshot/dr?flat_settings=true", {}, "", False),
    ("es-custom-endpoint-port", ES_CUSTOM, "GET", "/_cat/indices?v&h=index%2Cdocs.count", {}, "", False),
    ("es-get-snapshots-comma", ES, "GET", "/_snapshot/dr/a,b", {}, "", False),
    ("es-get-snapshots-encoded-comma", ES, "GET", "/_snapshot/dr/a%2Cb", {}, "", False),
    ("es-get-snapshots-star", ES, "GET", "/_snapshot/dr/daily-*", {}, "", False),
    ("es-get-snapshots-encoded-star", ES, "GET", "/_snapshot/dr/daily-%2A", {}, "", True),
    ("es-put-snapshot-date-math", ES, "PUT", "/_snapshot/dr/%3Csnap-%7Bnow%2Fd%7D%3E", JSON, '{"indices":"*"}', False),
    ("es-get-snapshot-date-math-bare", ES, "GET", "/_snapshot/dr/%3Ca-%7Bnow/d%7D%3E", {}, "", False),
    ("es-get-colon", ES, "GET", "/_plugins/_sm/policies/daily:1", {}, "", False),
    ("es-get-dots", ES, "GET", "/a/../b/./c/", {}, "", False),
    ("es-get-final-dots", ES, "GET", "/a/b/..", {}, "", False),
    ("es-get-above-root", ES, "GET", "/../../x", {}, "", False),
    ("es-get-double-slash", ES, "GET", "//_snapshot//dr//", {}, "", False),
    ("es-get-utf8", ES, "GET", "/index-%C3%A9/_doc/%E6%97%A5", {}, "", False),
    ("es-get-with-body", ES, "GET", "/_search", JSON, '{"query":{"match_all":{}}}', False),
    ("es-post-utf8-body", ES, "POST", "/_doc", JSON, '{"a":"日本 é"}', True),
    ("es-long-header", ES, "GET", "/", {"X-Opaque-Id": "0123456789abcdef" * 256}, "", False),
    ("es-header-spaces", ES, "GET", "/", {"X-Opaque-Id": "  a   b\t c  ", "X-Empty": ""}, "", False),
    ("es-header-order", ES, "GET", "/", {"X-B": "1", "X-A-1": "2", "X-A": "3", "x-a-0": "4"}, "", False),
    ("aoss-get", AOSS, "GET", "/_cat/indices", {}, "", True),
    ("aoss-put", AOSS, "PUT", "/index", JSON, "{}", False),
    ("sts-assume-role", STS, "POST", "/", FORM, "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=esdr", False),
    ("sts-assume-role-token", STS, "POST", "/", FORM, "Action=AssumeRole&Version=2011-06-15&RoleArn=r&RoleSessionName=esdr&DurationSeconds=900", True),
    ("sts-get-caller-identity", STS, "GET", "/?Action=GetCallerIdentity&Version=2011-06-15", {}, "", False),
]

AUTHORS = {"s3": (botocore.auth.S3SigV4Auth, botocore.auth.S3SigV4QueryAuth)}
GENERAL = (botocore.auth.SigV4Auth, botocore.auth.SigV4QueryAuth)


def recording(author):
    """The signer, keeping the intermediate results that botocore does not return."""
    seen = {}
    for name in ("canonical_request", "string_to_sign", "signature"):
        def step(*arguments, _name=name, _step=getattr(author, name)):
            seen[_name] = _step(*arguments)
            return seen[_name]
        setattr(author, name, step)
    return seen


def url_of(place, target):
    scheme = "http" if place is CEPH else "https"
    return f"{scheme}://{place[2]}{target}"


def new_request(place, method, target, headers, body):
    request = botocore.awsrequest.AWSRequest(method=method, url=url_of(place, target), data=body.encode())
    for name, value in headers.items():
        request.headers[name] = value
    return request


def request_text(place, method, target, headers, added, body):
    lines = [f"{method} {target} HTTP/1.1", f"Host:{place[2]}"]
    lines += [f"{name}:{value}" for name, value in headers.items()] + [f"{name}:{value}" for name, value in added]
    return "\n".join(lines) + ("\n\n" + body if added or body else "\n")


def sign_header(case, credentials, folder):
    _, place, method, target, headers, body, _ = case
    request = new_request(place, method, target, headers, body)
    author = AUTHORS.get(place[0], GENERAL)[0](credentials, place[0], place[1])
    if place[0] in ("es", "aoss"):
        request.headers["X-Amz-Content-SHA256"] = author.payload(request)
    seen = recording(author)
    author.add_auth(request)
    names = ["X-Amz-Security-Token", "X-Amz-Date", "x-amz-content-sha256", "Authorization"]
    added = [(name, request.headers[name]) for name in names if name in request.headers]
    write(folder, "header", seen, request_text(place, method, target, headers, added, body))


def can_be_presigned(target, body):
    query = urllib.parse.urlsplit(target).query
    names = [name for name, _ in urllib.parse.parse_qsl(query, keep_blank_values=True)]
    return not body and len(names) == len(set(names))


def sign_query(case, credentials, folder):
    _, place, method, target, headers, body, _ = case
    request = new_request(place, method, target, headers, body)
    author = AUTHORS.get(place[0], GENERAL)[1](credentials, place[0], place[1], expires=900)
    seen = recording(author)
    author.add_auth(request)
    signed = urllib.parse.parse_qs(urllib.parse.urlsplit(request.url).query, keep_blank_values=True)
    names = ["Algorithm", "Credential", "Date", "SignedHeaders", "Expires", "Security-Token", "Signature"]
    added = [f"X-Amz-{name}=" + urllib.parse.quote(signed[f"X-Amz-{name}"][0], safe="-_.~") for name in names if f"X-Amz-{name}" in signed]
    target += ("&" if "?" in target else "?") + "&".join(added)
    write(folder, "query", seen, request_text(place, method, target, headers, [], body) + "\n")


def write(folder, form, seen, signed_request):
    texts = {"canonical-request": seen["canonical_request"], "string-to-sign": seen["string_to_sign"], "signature": seen["signature"],
             "signed-request": signed_request}
    for name, text in texts.items():
        (folder / f"{form}-{name}.txt").write_text(text, newline="")


def produce(case, number):
    name, place, method, target, headers, body, with_token = case
    now = datetime.datetime(2026, 2, 27, 22, 58, 1) + datetime.timedelta(hours=5 * number, seconds=7 * number)
    botocore.auth.get_current_datetime = lambda *_, **__: now
    credentials = botocore.credentials.Credentials(KEY, SECRET, TOKEN if with_token else None)
    folder = TARGET / name
    folder.mkdir()
    keys = {"access_key_id": KEY, "secret_access_key": SECRET}
    context = {"credentials": dict(keys, token=TOKEN) if with_token else keys, "expiration_in_seconds": 900, "region": place[1],
               "service": place[0], "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "url": url_of(place, "")}
    (folder / "context.json").write_text(json.dumps(context, indent=4) + "\n")
    (folder / "request.txt").write_text(request_text(place, method, target, headers, [], body), newline="")
    sign_header(case, credentials, folder)
    if can_be_presigned(target, body):
        sign_query(case, credentials, folder)


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for number, case in enumerate(CASES):
        produce(case, number)


if __name__ == "__main__":
    main()
