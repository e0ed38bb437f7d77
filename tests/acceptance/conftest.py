"""What acceptance tests share. Every test has names of its own, so that tests run in any order, and on a lab that others use at the same time."""
import os
import pathlib
import subprocess
import sys
import uuid

import pytest
import requests

HERE = pathlib.Path(__file__).resolve().parent
LAB = HERE.parent / "lab"
sys.path[:0] = [str(HERE), str(LAB)]
pytest.register_assert_rewrite("story", "policies")

from lab import Lab, NotRunning  # noqa: E402
from provider_block import provider_block  # noqa: E402
from s3_witness import Witness  # noqa: E402
from terraform import BUILD, Workspace  # noqa: E402

CLUSTERS = ("primary", "dr", "elasticsearch")
LAB_START_SECONDS = 900


def answers(url):
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.get(url, timeout=10).status_code < 500
        except requests.RequestException:
            return False


def running_lab():
    try:
        lab = Lab.load()
    except NotRunning:
        return None
    urls = [lab.endpoint, *(f"{lab.cluster(name).url}/_cluster/health" for name in CLUSTERS)]
    return lab if all(answers(url) for url in urls) else None


@pytest.fixture(scope="session")
def lab():
    found = running_lab()
    if not found:
        subprocess.run([str(LAB / "up.sh")], check=True, timeout=LAB_START_SECONDS)
        found = running_lab()
    assert found, "the lab does not answer, although tests/lab/up.sh says it started"
    return found


@pytest.fixture(scope="session")
def provider_folder():
    """Where terraform-provider-esdr lies: build/, or ESDR_TEST_PROVIDER_FOLDER."""
    folder = pathlib.Path(os.environ.get("ESDR_TEST_PROVIDER_FOLDER") or BUILD)
    assert (folder / "terraform-provider-esdr").exists(), f"no provider in {folder}; make build"
    return folder


@pytest.fixture
def new_workspace(tmp_path, provider_folder):
    """Makes working directories: new_workspace("name")."""
    return lambda name: Workspace(tmp_path / name, provider_folder)


@pytest.fixture
def workspace(new_workspace):
    return new_workspace("terraform")


@pytest.fixture
def unique(lab):
    """A token that nothing else in the lab has. Repositories, indices and policies whose names contain it are gone after the test."""
    token = f"t{uuid.uuid4().hex[:8]}"
    yield token
    for name in CLUSTERS:
        forget(lab.cluster(name), token)


def forget(cluster, token):
    for policies in ("/_plugins/_sm/policies", "/_slm/policy"):
        for policy in policy_names(cluster, policies):
            if token in policy:
                cluster.call("DELETE", f"{policies}/{policy}", through_front=True)
    for repository in cluster.get("/_snapshot"):
        if token in repository:
            cluster.call("DELETE", f"/_snapshot/{repository}")
    for row in cluster.get(f"/_cat/indices/*{token}*?format=json&h=index&expand_wildcards=all"):
        cluster.call("DELETE", f"/{row['index']}")


def policy_names(cluster, path):
    response = cluster.call("GET", path, through_front=True)
    if response.status_code != 200:
        return []
    found = response.json()
    return [entry["sm_policy"]["name"] for entry in found["policies"]] if "policies" in found else list(found)


@pytest.fixture
def fresh_bucket(lab, unique):
    """Makes buckets: fresh_bucket(versioning=True, user="primary"). They are gone, with all they hold, after the test."""
    made = []

    def make(versioning=False, user="primary"):
        name = f"{unique}-{len(made)}"
        client = lab.s3(user)
        client.create_bucket(Bucket=name)
        made.append((user, name))
        if versioning:
            client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        return name

    yield make
    for user, name in made:
        lab.empty_bucket(user, bucket=name)
        lab.s3(user).delete_bucket(Bucket=name)


@pytest.fixture
def witness(lab):
    """A proxy in front of the store that notes requests: block(endpoint=witness.endpoint)."""
    witness = Witness(lab.endpoint)
    yield witness
    witness.close()


@pytest.fixture
def block(lab):
    """Writes provider blocks for the lab; see provider_block.py."""
    return lambda name="primary", **options: provider_block(lab, name, **options)
