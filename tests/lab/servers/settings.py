"""What the lab is made of: folders, ports, users, buckets. Everything else reads it from here or from lab.json."""
import os
import pathlib
import re

LAB = pathlib.Path(__file__).resolve().parent.parent
ROOT = LAB.parent.parent
RUN = pathlib.Path(os.environ.get("ESDR_LAB_RUN") or "/tmp/esdr-lab")
CACHE = pathlib.Path(os.environ.get("ESDR_LAB_CACHE") or pathlib.Path.home() / ".cache/esdr-lab")
DAY_SECONDS = int(os.environ.get("ESDR_LAB_DAY_SECONDS") or 5)
SM_PLUGIN = os.environ.get("ESDR_LAB_SM_PLUGIN") or None
ELASTICSEARCH_URL = os.environ.get("ESDR_LAB_ELASTICSEARCH") or None

VERSIONS = dict(re.findall(r"readonly (\w+)=(\S+)", (LAB / "versions.sh").read_text()))
OPENSEARCH_HOME = CACHE / f"opensearch-{VERSIONS['OPENSEARCH']}"
ELASTICSEARCH_HOME = CACHE / f"elasticsearch-{VERSIONS['ELASTICSEARCH']}"
JAVA_HOME = CACHE / "java"

USER = "esdr-lab"           # runs the servers when the caller is root: they refuse to run as root
SHARED = RUN / "shared"     # a folder for fs repositories that every cluster may use

PREFERRED_PORTS = {
    "s3": 9480, "ceph-mon": 9481,
    "primary": 9200, "primary-direct": 9210, "primary-control": 9220, "primary-transport": 9230,
    "dr": 9201, "dr-direct": 9211, "dr-control": 9221, "dr-transport": 9231,
    "elasticsearch": 9202, "elasticsearch-direct": 9212, "elasticsearch-control": 9222, "elasticsearch-transport": 9232,
}

S3_USERS = {
    "primary": {"access_key": "ESDRPRIMARY", "secret_key": "primary-secret-0123456789"},
    "dr": {"access_key": "ESDRDR", "secret_key": "dr-secret-0123456789"},
}
REGIONS = {"primary": "us-east-1", "dr": "us-west-2"}
BUCKETS = {"primary": "acme-backups-us-east-1", "dr": "acme-backups-us-west-2"}
ROLE = "snapshots"          # what AssumeRole gives, to the primary user
