"""Lifecycle rules as the store itself shows and takes them: raw XML over signed plain HTTP, owing nothing to the provider or to boto3's reading."""
import re
import xml.etree.ElementTree

import requests
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def call(lab, method, bucket, body=b"", user="primary"):
    keys = lab.description["s3"]["users"][user]
    request = AWSRequest(method=method, url=f"{lab.endpoint}/{bucket}?lifecycle=", data=body)
    S3SigV4Auth(Credentials(keys["access_key"], keys["secret_key"]), "s3", keys["region"]).add_auth(request)
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, request.url, data=body, headers=dict(request.headers), timeout=30)


def document(lab, bucket, user="primary"):
    """The raw document; None when the bucket has none."""
    response = call(lab, "GET", bucket, user=user)
    if response.status_code == 404 and b"NoSuchLifecycleConfiguration" in response.content:
        return None
    assert response.status_code == 200, response.text
    return response.content


def rules(lab, bucket, user="primary"):
    """{id: the bytes of <Rule>…</Rule>}; empty when the bucket has no document."""
    found = re.findall(rb"<Rule>.*?</Rule>", document(lab, bucket, user) or b"", re.DOTALL)
    return {xml.etree.ElementTree.fromstring(rule).findtext("ID"): rule for rule in found}


def put(lab, bucket, written, user="primary"):
    """Replaces the document by these rules, given as text or bytes; the bytes that the store then shows, by id."""
    body = b"".join(writable(rule.encode() if isinstance(rule, str) else rule) for rule in written)
    response = call(lab, "PUT", bucket, f'<LifecycleConfiguration xmlns="{NAMESPACE}">'.encode() + body + b"</LifecycleConfiguration>", user)
    assert response.status_code == 200, response.text
    return rules(lab, bucket, user)


def writable(rule):
    """Ceph prints And{Prefix, Tag, Tag} with the prefix outside of the And, and loses it when it is given that."""
    return re.sub(rb"<Filter>(<Prefix>.*?</Prefix>)<And>(.*?)</And></Filter>", rb"<Filter><And>\1\2</And></Filter>", rule)


def add(lab, bucket, rule):
    return put(lab, bucket, [*rules(lab, bucket).values(), rule])


def edit(lab, bucket, edits):
    """Changes rules as somebody else would: {id: (old text, new text)}; an edit that finds nothing is an error of the test."""
    present = rules(lab, bucket)
    for rule_id, (old, new) in edits.items():
        assert old.encode() in present[rule_id], (rule_id, old, present[rule_id])
        present[rule_id] = present[rule_id].replace(old.encode(), new.encode(), 1)
    return put(lab, bucket, present.values())


def remove(lab, bucket, rule_id):
    rest = [rule for found, rule in rules(lab, bucket).items() if found != rule_id]
    if rest:
        put(lab, bucket, rest)
    else:
        assert call(lab, "DELETE", bucket).status_code == 204


def meaning(rule):
    """What a rule says, whatever form the store prints it in: sorted {path: text} items, an empty prefix and the id left out."""
    return sorted(facts(xml.etree.ElementTree.fromstring(rule), ""))


def facts(element, path):
    for child in element:
        name = child.tag.rpartition("}")[2]
        below = path if name == "And" else f"{path}/{name}" if path else name
        if len(child):
            yield from tag(child) if name == "Tag" else facts(child, below)
        elif below not in ("ID", "Filter") and (name != "Prefix" or child.text):
            yield ("Filter/Prefix" if name == "Prefix" else below, child.text or "")


def tag(element):
    yield f"Filter/Tag/{element.findtext('Key')}", element.findtext("Value")


def rule_text(rule_id, prefix, actions, status="Enabled"):
    return f"<Rule><ID>{rule_id}</ID><Filter><Prefix>{prefix}</Prefix></Filter><Status>{status}</Status>{actions}</Rule>"


def expiring(rule_id, prefix, days=1, status="Enabled"):
    return rule_text(rule_id, prefix, f"<Expiration><Days>{days}</Days></Expiration>", status)
