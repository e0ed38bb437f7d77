"""The examples of the documentation, on real servers, and the provider as it is installed."""
import json
import pathlib
import re
import shlex
import shutil
import subprocess

import pytest

from story import assert_stable
from terraform import ROOT, clean_environment

EXAMPLES = ROOT / "examples"
LEAVES = sorted(path.parent for path in EXAMPLES.glob("*/*/*.tf") if path.parent.parent.name in ("resources", "data-sources", "functions"))
READING = [path for path in LEAVES if path.parent.name == "data-sources" and path.name != "esdr_cluster"]      # what they read has to be there
MINUTES = 60


def name_of(folder):
    return str(folder.relative_to(EXAMPLES))


@pytest.fixture
def example(workspace, block, fresh_bucket, unique):
    """Writes an example with the lab's provider in front, and names of this test in place of the example's."""
    buckets = {}

    def ours(text):
        for bucket in set(re.findall(r"acme-(?:backups|snapshots)[a-z0-9-]*", text)) - set(buckets):
            buckets[bucket] = fresh_bucket()
        for bucket, name in buckets.items():
            text = text.replace(bucket, name)
        text = re.sub(r"\b(daily-initial|cs-automated-enc|dr-replica)\b", rf"{unique}-\1", text)
        text = re.sub(r'(name\s*=\s*)"daily"', rf'\1"{unique}-daily"', text)
        return re.sub(r'((?:repository|name)\s*=\s*)"(?:dr|logs)"', rf'\1"{unique}"', text)

    def write(folder):
        workspace.write(block())
        for file in EXAMPLES.joinpath(folder).glob("*.tf"):
            workspace.write(ours(file.read_text()), file.name)
        return ours

    return write


def test_every_kind_of_object_has_an_example():
    schemas = {(kind, path.stem) for kind in ("resources", "data_sources", "functions") for path in (ROOT / "schemas" / kind).glob("*.json")}
    shown = {(folder.parent.name.replace("-", "_"), folder.name.removeprefix("esdr_")) for folder in LEAVES}
    assert shown == schemas


def test_examples_are_formatted(workspace):
    assert workspace.run("fmt", "-check", "-recursive", str(EXAMPLES)) == ""


@pytest.mark.parametrize("folder", [*LEAVES, EXAMPLES / "provider"], ids=name_of)
def test_an_example_is_valid_as_it_stands(workspace, block, folder):
    if folder.name != "provider":
        workspace.write(block())
    for file in folder.glob("*.tf"):
        (workspace.folder / file.name).write_text(file.read_text())
    assert "Success!" in workspace.validate()


@pytest.mark.parametrize("folder", [path for path in LEAVES if path not in READING], ids=name_of)
def test_an_example_can_be_planned(workspace, example, folder):
    example(folder)
    workspace.plan()


def test_the_examples_of_data_sources_read_what_is_there(lab, workspace, example, fresh_bucket, unique):
    cluster, bucket = lab.cluster("primary"), fresh_bucket()
    cluster.put(f"/_snapshot/{unique}", {"type": "s3", "settings": {"bucket": bucket, "base_path": "logs", "shard_path_type": "fixed"}})
    schedule = {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC"}}}
    policy = {"creation": schedule, "snapshot_config": {"repository": unique}, "enabled": False}
    cluster.post(f"/_plugins/_sm/policies/{unique}-daily", policy, through_front=True)
    for folder in ("esdr_s3_bucket", "esdr_snapshot_policy", "esdr_snapshot_repository"):
        example(f"data-sources/{folder}")
        workspace.apply()
        (workspace.folder / "data-source.tf").unlink()


def test_the_example_of_snapshots_lists_those_of_a_repository(lab, workspace, example, unique):
    cluster = lab.cluster("primary")
    there = f"{unique}-cs-automated-enc"
    cluster.put(f"/_snapshot/{there}", {"type": "fs", "settings": {"location": str(cluster.repositories / there)}})
    cluster.fill(f"{unique}-orders", 1)
    cluster.snapshot(there, "newest", indices=f"{unique}-orders")
    example("data-sources/esdr_snapshots")
    workspace.apply()
    assert workspace.outputs["newest_automated_snapshot"] == "newest"


@pytest.mark.parametrize("kind", ["esdr_snapshot_policy", "esdr_snapshot", "esdr_s3_lifecycle_rule"])
def test_an_example_is_applied_and_imported_as_it_says(lab, workspace, example, unique, kind):
    cluster = lab.cluster("primary")
    cluster.put(f"/_snapshot/{unique}", {"type": "fs", "settings": {"location": str(cluster.repositories / unique)}})
    ours = example(f"resources/{kind}")
    workspace.apply()
    assert_stable(workspace)
    command = shlex.split((EXAMPLES / "resources" / kind / "import.sh").read_text())
    assert command[:2] == ["terraform", "import"]
    address, identifier = command[2], ours(command[3])
    if kind == "esdr_snapshot":
        identifier = identifier.replace("dr/", f"{unique}/", 1)
    if kind == "esdr_snapshot_policy":
        identifier = f"{unique}-{identifier}"
    before = workspace.state[address]["id"]
    workspace.run("state", "rm", address)
    workspace.import_(address, identifier)
    assert workspace.state[address]["id"] == before
    assert not workspace.plan().replaces
    workspace.apply("plan.bin")
    assert_stable(workspace)
    workspace.destroy()


# ---- two regions ----

def test_two_regions_are_built_kept_and_taken_down(lab, workspace, fresh_bucket, unique):
    shutil.copytree(EXAMPLES / "modules", workspace.folder / "modules")
    root = workspace.folder / "two-regions"
    shutil.copytree(EXAMPLES / "two-regions", root)
    (root / "names_override.tf").write_text("".join(
        f'module "{region}" {{\n  repository = "{unique}-{region}"\n  policy = "{unique}-daily"\n  indices = ["{unique}-*"]\n}}\n' for region in ("primary", "dr")))
    buckets = {region: fresh_bucket(versioning=True, user=region) for region in ("primary", "dr")}
    (root / "terraform.tfvars.json").write_text(json.dumps(variables(lab, buckets)))
    lab.cluster("primary").fill(f"{unique}-orders", 9)
    workspace.folder = root
    workspace.run("get")

    assert len(workspace.plan().creates) == 6
    workspace.apply("plan.bin")
    assert_stable(workspace)
    outputs = workspace.outputs
    assert outputs["backend"] == "sm" and outputs["initial_snapshot"]["state"] == "SUCCESS"
    assert outputs["initial_snapshot"]["indices"] == [f"{unique}-orders"]
    assert lab.cluster("primary").snapshots(f"{unique}-primary") == [f"{unique}-daily-initial"]

    lab.replicate(source_bucket=buckets["primary"], target_bucket=buckets["dr"])
    there = lab.cluster("dr")
    assert there.snapshots(f"{unique}-dr") == [f"{unique}-daily-initial"]
    there.post(f"/_snapshot/{unique}-dr/{unique}-daily-initial/_restore?wait_for_completion=true", {"indices": f"{unique}-orders"})
    assert there.count(f"{unique}-orders") == 9
    assert_stable(workspace)

    workspace.destroy()
    assert workspace.state == {}
    assert lab.keys("primary", bucket=buckets["primary"]) != []


def variables(lab, buckets):
    users = lab.description["s3"]["users"]
    regions = {
        region: {"endpoints": [lab.cluster(region).url], "region": users[region]["region"], "bucket": buckets[region],
                 "s3_access_key": users[region]["access_key"]}
        for region in ("primary", "dr")
    }
    secrets = {f"{region}_s3_secret_key": users[region]["secret_key"] for region in ("primary", "dr")}
    return {**regions, **secrets, "s3_endpoint": lab.endpoint, "shard_path_type": "fixed", "base_path": "elasticsearch-snapshot-repo"}


# ---- the provider as it is installed ----

def test_the_schemas_of_the_provider_are_told(workspace):
    workspace.write("")
    [told] = json.loads(workspace.run("providers", "schema", "-json"))["provider_schemas"].values()
    assert set(told["resource_schemas"]) == {f"esdr_{path.stem}" for path in (ROOT / "schemas/resources").glob("*.json")}
    assert set(told["data_source_schemas"]) == {f"esdr_{path.stem}" for path in (ROOT / "schemas/data_sources").glob("*.json")}
    assert set(told["functions"]) == {path.stem for path in (ROOT / "schemas/functions").glob("*.json")}


def test_what_make_install_installs_is_found_by_init(workspace, block, tmp_path):
    mirror = tmp_path / "plugins"
    subprocess.run(["make", "--no-print-directory", "-C", str(ROOT), "install", f"PLUGIN_ROOT={mirror}"], check=True, env=clean_environment(tmp_path),
                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=10 * MINUTES)
    pathlib.Path(workspace.environment["TF_CLI_CONFIG_FILE"]).write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
    workspace.write(block() + 'data "esdr_cluster" "it" {}\noutput "engine" { value = data.esdr_cluster.it.engine }\n')
    workspace.run("init", "-no-color", "-input=false")
    assert "Success!" in workspace.validate()
    workspace.apply()
    assert workspace.outputs["engine"] == "opensearch"
