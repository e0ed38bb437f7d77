"""The story from end to end: two regions on real servers, declared, damaged from outside, and mended.

Runs after the provider is built and the lab is up (`make demo`). Every command it runs is shown; what is left behind is said at the end.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "lab"))

from lab import RUN, Lab  # noqa: E402

FOLDER = ROOT / "build" / "demo"
BASE_PATH = "elasticsearch-snapshot-repo"
FOREIGN_RULE = {"ID": "legacy-logs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 365}}
SWEEP = """
resource "esdr_s3_lifecycle_rule" "sweep" {
  provider   = esdr.primary
  bucket     = var.primary.bucket
  rule_id    = "sweep"
  filter     = { prefix = "" }
  expiration = { days = 7 }
}
"""


class Stopped(Exception):
    pass


def say(text):
    print(f"\n\033[1m== {text}\033[0m" if sys.stdout.isatty() else f"\n== {text}", flush=True)


def tell(text):
    print(f"   {text}", flush=True)


def find_terraform():
    name = shutil.which("terraform") or shutil.which("tofu")
    if not name:
        raise Stopped("Neither terraform nor tofu is on PATH. Install Terraform or OpenTofu 1.6 or later; it is the only thing that the demo does not install.")
    return name


class Terraform:
    def __init__(self, folder):
        self.program, self.folder = find_terraform(), folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "ESDR_", "TF_")) and not name.lower().endswith("_proxy")}
        self.environment = dict(kept, CHECKPOINT_DISABLE="1", TF_CLI_CONFIG_FILE=str(folder / "terraform.rc"))

    def run(self, *arguments, codes=(0,), show=True):
        print(f"   $ {pathlib.Path(self.program).name} {' '.join(arguments)}", flush=True)
        done = subprocess.run(
            [self.program, *arguments], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output = done.stdout.decode(errors="replace")
        if show or done.returncode not in codes:
            print("\n".join("     " + line for line in output.strip().splitlines()), flush=True)
        if done.returncode not in codes:
            raise Stopped(f"{' '.join(arguments)} ended with {done.returncode}.")
        return done.returncode, output

    def plan(self, expect_changes, show=None):
        code, _ = self.run("plan", "-no-color", "-input=false", "-detailed-exitcode", "-compact-warnings", codes=(0, 2), show=expect_changes if show is None else show)
        if (code == 2) != expect_changes:
            raise Stopped("The plan is not empty." if code == 2 else "The plan does not show what was damaged.")

    def apply(self):
        self.run("apply", "-no-color", "-input=false", "-auto-approve", "-compact-warnings", show=False)


def variables(lab):
    users = lab.description["s3"]["users"]

    def region(name):
        user = users[name]
        return {"endpoints": [lab.cluster(name).url], "region": user["region"], "bucket": user["bucket"], "s3_access_key": user["access_key"]}

    return {
        "primary": region("primary"),
        "dr": region("dr"),
        "s3_endpoint": lab.endpoint,
        "primary_s3_secret_key": users["primary"]["secret_key"],
        "dr_s3_secret_key": users["dr"]["secret_key"],
        "base_path": BASE_PATH,
        "shard_path_type": "fixed",
    }


def prepare_folder(lab):
    """A copy of the example, and an installation of the provider as a user would have it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "examples" / "two-regions", FOLDER / "two-regions")
    shutil.copytree(ROOT / "examples" / "modules", FOLDER / "modules")
    (FOLDER / "two-regions" / "terraform.tfvars.json").write_text(json.dumps(variables(lab), indent=2))
    plugins = FOLDER / "plugins"
    subprocess.run(["make", "--no-print-directory", "-s", "-C", str(ROOT), "install", f"PLUGIN_ROOT={plugins}"], check=True)
    (FOLDER / "two-regions" / "terraform.rc").write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{plugins}"\n  }}\n}}\n')
    return Terraform(FOLDER / "two-regions")


def clear(lab):
    """What an earlier demo left on the servers."""
    for name in ("primary", "dr"):
        lab.cluster(name).forget()
        lab.control(name).reset()
        lab.empty_bucket(name)


def rules(lab, name):
    return {rule["ID"]: rule for rule in lab.s3(name).get_bucket_lifecycle_configuration(Bucket=lab.bucket(name))["Rules"]}


def declare(lab, terraform):
    say("1. A cluster with data, and a bucket that has a lifecycle rule of somebody else's")
    lab.cluster("primary").fill("orders-2026", 1000)
    lab.s3("primary").put_bucket_lifecycle_configuration(Bucket=lab.bucket("primary"), LifecycleConfiguration={"Rules": [FOREIGN_RULE]})
    tell(f"1,000 documents in orders-2026; rule \"legacy-logs\" (logs/, 365 days) on {lab.bucket('primary')}.")
    say("2. terraform apply: repository, auto-purge rule, policy and the protected first snapshot in one region; the readonly replica in the other")
    terraform.run("init", "-no-color", "-input=false", show=False)
    terraform.apply()
    tell(f"Registered in primary: {', '.join(lab.cluster('primary').get('/_snapshot'))}; snapshots: {', '.join(lab.cluster('primary').snapshots('dr'))}.")
    tell(f"Rules on {lab.bucket('primary')}: {', '.join(rules(lab, 'primary'))}.")


def replicate(lab, terraform):
    say("3. The bucket replicates to the other region (objects are copied here as replication would)")
    copied = lab.replicate("primary", "dr", BASE_PATH + "/")
    tell(f"{len(copied)} objects copied. The DR cluster now sees: {', '.join(lab.cluster('dr').snapshots('dr'))}.")
    say("4. The plan is empty: what is declared is what is there")
    terraform.plan(expect_changes=False)
    tell("No changes.")


def damage_and_mend(lab, terraform):
    say("5. Three things are damaged behind Terraform's back")
    primary = lab.cluster("primary")
    primary.delete("/_plugins/_sm/policies/daily", through_front=True)
    tell("The policy \"daily\" was deleted.")
    settings = primary.get("/_snapshot/dr?flat_settings=true")["dr"]["settings"]
    primary.put("/_snapshot/dr?verify=false", {"type": "s3", "settings": dict(settings, max_snapshot_bytes_per_sec="1kb")})
    tell("The repository was throttled to 1 kB a second.")
    kept = [rule for rule in rules(lab, "primary").values() if rule["ID"] != "auto-purge"]
    lab.s3("primary").put_bucket_lifecycle_configuration(Bucket=lab.bucket("primary"), LifecycleConfiguration={"Rules": kept})
    tell("The rule \"auto-purge\" was removed from the bucket.")
    say("6. The plan shows each of them")
    terraform.plan(expect_changes=True)
    say("7. terraform apply mends them, and the plan is empty again")
    terraform.apply()
    terraform.plan(expect_changes=False)
    found = rules(lab, "primary")
    if "auto-purge" not in found or "legacy-logs" not in found:
        raise Stopped(f"The bucket has only the rules {', '.join(found)}.")
    tell(f"Rules on {lab.bucket('primary')}: {', '.join(found)}. No changes.")


def refuse_the_incident(terraform):
    say("8. Somebody writes the rule that started it all: expire everything in the bucket after 7 days")
    (terraform.folder / "sweep.tf").write_text(SWEEP)
    code, output = terraform.run("plan", "-no-color", "-input=false", "-compact-warnings", codes=(0, 1))
    (terraform.folder / "sweep.tf").unlink()
    if code == 0 or "Lifecycle rule would destroy snapshot data" not in output:
        raise Stopped("The plan did not refuse the rule.")
    tell("The plan refuses it. Nothing was changed.")


def look_around(lab, terraform):
    say("Look around")
    tell(f"Configuration: {terraform.folder} (Terraform commands work there with TF_CLI_CONFIG_FILE={terraform.folder / 'terraform.rc'})")
    tell(f"Clusters: {lab.cluster('primary').url} and {lab.cluster('dr').url}; S3: {lab.endpoint}; keys: {RUN / 'lab.json'}")
    tell("Stop everything: make demo-down")


def main():
    started = time.monotonic()
    lab = Lab.load()
    terraform = prepare_folder(lab)
    clear(lab)
    declare(lab, terraform)
    replicate(lab, terraform)
    damage_and_mend(lab, terraform)
    refuse_the_incident(terraform)
    look_around(lab, terraform)
    tell(f"The demo took {time.monotonic() - started:.0f} s.")


if __name__ == "__main__":
    try:
        main()
    except Stopped as reason:
        sys.exit(f"\nThe demo stopped: {reason}")
