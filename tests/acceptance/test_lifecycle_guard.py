"""Rules and repositories are held against each other: whichever is planned second sees the first, and every write is guarded again."""
import pytest

import bucket_rules
from story import assert_stable
from terraform import points_at
from waiting import until

BASE = "elasticsearch-snapshot-repo"
SUMMARY = "Lifecycle rule would destroy snapshot data"
RULE, REPOSITORY = "esdr_s3_lifecycle_rule.it", "esdr_snapshot_repository.it"


def rule(bucket, prefix="", actions="expiration = { days = 7 }", more="", name="it"):
    return (f'resource "esdr_s3_lifecycle_rule" "{name}" {{\nbucket = "{bucket}"\nrule_id = "sweep"\nfilter = {{ prefix = "{prefix}" }}\n'
            f"{actions}\n{more}\n}}\n")


def repository(name, bucket, settings='shard_path_type = "fixed"', base_path=BASE, more=""):
    return (f'resource "esdr_snapshot_repository" "it" {{\nname = "{name}"\ns3 = {{\nbucket = "{bucket}"\nbase_path = "{base_path}"\n{settings}\n}}\n'
            f"{more}\n}}\n")


@pytest.fixture
def bucket(fresh_bucket):
    return fresh_bucket(versioning=True)


@pytest.fixture
def primary(lab):
    return lab.cluster("primary")


@pytest.fixture
def register(primary, bucket, unique):
    """Registers a repository behind Terraform's back; its name."""
    def do(settings=None, base_path=BASE):
        settings = {"shard_path_type": "fixed"} if settings is None else settings
        primary.put(f"/_snapshot/{unique}", {"type": "s3", "settings": {"bucket": bucket, "base_path": base_path, **settings}})
        return unique

    return do


def assert_names_both(output, bucket, repository_name, place):
    assert SUMMARY in output
    assert f'Rule "sweep" of bucket {bucket}' in output and f'Repository "{repository_name}" keeps its files under' in output
    assert points_at(output, place), output


# ---- whichever comes second ----

def test_a_rule_over_a_registered_repository_is_refused_at_plan(lab, workspace, block, bucket, register):
    name = register()
    workspace.write(block() + rule(bucket))
    output = workspace.fails("plan")
    assert_names_both(output, bucket, name, "filter")
    assert "hides objects behind delete markers after 7 days, in the whole bucket" in output
    assert f'"{BASE}/"' in output and '"auto-purge/"' in output
    assert bucket_rules.document(lab, bucket) is None


def test_a_repository_under_an_existing_rule_is_refused_at_plan(lab, workspace, block, bucket, unique, primary):
    bucket_rules.put(lab, bucket, [bucket_rules.expiring("sweep", "elastic", 7)])
    workspace.write(block() + repository(unique, bucket))
    output = workspace.fails("plan")
    assert_names_both(output, bucket, unique, "bucket")
    assert 'after 7 days, under "elastic"' in output
    assert primary.call("GET", f"/_snapshot/{unique}").status_code == 404


DEPENDENCIES = {
    "neither waits": ("", ""),
    "the rule waits": (f"depends_on = [{REPOSITORY}]", ""),
    "the repository waits": ("", f"depends_on = [{RULE}]"),
}


@pytest.mark.parametrize("order", DEPENDENCIES)
def test_both_in_one_plan_are_refused_in_any_order(workspace, block, bucket, unique, order):
    of_rule, of_repository = DEPENDENCIES[order]
    workspace.write(block() + rule(bucket, BASE[:7], more=of_rule) + repository(unique, bucket, more=of_repository))
    output = workspace.fails("plan")
    assert SUMMARY in output and 'Rule "sweep"' in output and f'Repository "{unique}"' in output


@pytest.mark.parametrize("order", DEPENDENCIES)
def test_a_rule_with_a_prefix_of_its_own_passes_in_any_order(lab, workspace, block, bucket, unique, order):
    of_rule, of_repository = DEPENDENCIES[order]
    workspace.write(block() + rule(bucket, "auto-purge/", more=of_rule) + repository(unique, bucket, more=of_repository))
    output = workspace.apply()
    assert "Lifecycle rule" not in output
    assert_stable(workspace)
    workspace.destroy()


def test_a_rule_that_the_same_plan_moves_away_does_no_harm(lab, workspace, block, bucket, unique):
    workspace.write(block() + rule(bucket))
    workspace.apply()
    workspace.write(block() + rule(bucket, "auto-purge/") + repository(unique, bucket, more=f"depends_on = [{RULE}]"))
    workspace.apply()
    assert_stable(workspace)
    workspace.destroy()


def test_a_rule_that_is_gone_does_no_harm(lab, workspace, block, bucket, unique):
    workspace.write(block() + rule(bucket))
    workspace.apply()
    workspace.write(block())
    workspace.apply()
    workspace.write(block() + repository(unique, bucket))
    workspace.apply()
    assert_stable(workspace)
    workspace.destroy()


def test_a_change_that_widens_a_rule_is_refused_and_the_rule_stays(lab, workspace, block, bucket, unique):
    workspace.write(block() + rule(bucket, "auto-purge/") + repository(unique, bucket))
    workspace.apply()
    before = bucket_rules.document(lab, bucket)
    workspace.write(block() + rule(bucket, "") + repository(unique, bucket))
    assert_names_both(workspace.fails("apply"), bucket, unique, "(filter|bucket)")
    assert bucket_rules.document(lab, bucket) == before
    workspace.write(block() + rule(bucket, "auto-purge/") + repository(unique, bucket))
    workspace.destroy()


def test_a_rule_that_appears_later_is_seen_by_the_next_plan_and_does_not_hinder_the_removal(lab, workspace, block, bucket, unique, primary):
    workspace.write(block() + repository(unique, bucket))
    workspace.apply()
    bucket_rules.put(lab, bucket, [bucket_rules.expiring("sweep", "")])
    assert_names_both(workspace.fails("plan"), bucket, unique, "bucket")
    workspace.write(block())
    workspace.apply()
    assert primary.call("GET", f"/_snapshot/{unique}").status_code == 404


# ---- again at apply ----

def test_a_repository_registered_after_the_plan_stops_the_rule_at_apply(lab, workspace, block, bucket, register):
    workspace.write(block() + rule(bucket))
    workspace.plan()
    name = register()
    output = workspace.fails("apply", "plan.bin")
    assert_names_both(output, bucket, name, "filter")
    assert bucket_rules.document(lab, bucket) is None


def test_a_rule_made_after_the_plan_stops_the_repository_at_apply(lab, workspace, block, bucket, unique, primary):
    workspace.write(block() + repository(unique, bucket))
    workspace.plan()
    bucket_rules.put(lab, bucket, [bucket_rules.expiring("sweep", "")])
    assert_names_both(workspace.fails("apply", "plan.bin"), bucket, unique, "bucket")
    assert primary.call("GET", f"/_snapshot/{unique}").status_code == 404


def test_a_repository_registered_while_the_rule_is_applied_stops_it_at_the_last_moment(lab, workspace, block, witness, bucket, register):
    workspace.write(block(endpoint=witness.endpoint) + rule(bucket))
    workspace.plan()
    names = []

    def somebody_registers(method, path):
        if method == "GET" and "lifecycle" in path and not names:
            names.append(register())

    witness.before = somebody_registers
    output = workspace.fails("apply", "plan.bin")
    assert_names_both(output, bucket, names[0], "filter")
    assert witness.count("PUT", "lifecycle") == 0
    assert bucket_rules.document(lab, bucket) is None


# ---- which rules harm ----

HARMLESS = {
    "disabled": ("", "expiration = { days = 7 }\nenabled = false"),
    "noncurrent versions": (BASE, "noncurrent_version_expiration = { noncurrent_days = 1 }"),
    "unfinished uploads": ("", "abort_incomplete_multipart_upload_days = 1"),
    "expired delete markers": ("", "expiration = { expired_object_delete_marker = true }"),
    "infrequent access": (BASE + "/", 'transitions = [{ days = 30, storage_class = "STANDARD_IA" }]'),
    "noncurrent versions to the archive": ("", 'noncurrent_version_transitions = [{ noncurrent_days = 1, storage_class = "GLACIER" }]'),
    "a neighbour whose name begins alike": (BASE + "-old/", "expiration = { days = 7 }"),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_rules_that_cannot_harm_pass_without_a_word(workspace, block, bucket, register, what):
    register()
    workspace.write(block() + rule(bucket, *HARMLESS[what]))
    plan = workspace.plan()
    assert plan.creates == [RULE]
    assert "snapshot data" not in plan.output


HARMFUL = {
    "a part of the name": (BASE[:3], "expiration = { days = 7 }", "hides objects behind delete markers after 7 days"),
    "below the base path": (BASE + "/indices/", "expiration = { days = 1 }", "after 1 day,"),
    "on a date": ("", 'expiration = { date = "2031-01-31" }', "on 2031-01-31"),
    "into the archive": ("", 'transitions = [{ days = 30, storage_class = "GLACIER" }]', '"GLACIER" after 30 days'),
    "into the deep archive": ("", 'transitions = [{ days = 30, storage_class = "DEEP_ARCHIVE" }]', '"DEEP_ARCHIVE"'),
    "and ends the repair": ("", "expiration = { days = 7 }\nnoncurrent_version_expiration = { noncurrent_days = 1 }",
                            "could not be mended for long"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_rules_that_harm_are_refused_with_what_they_do(workspace, block, bucket, register, what):
    name = register()
    prefix, actions, fact = HARMFUL[what]
    workspace.write(block() + rule(bucket, prefix, actions))
    output = workspace.fails("plan")
    assert_names_both(output, bucket, name, "filter")
    assert fact in output


def test_tags_do_not_make_a_rule_safe(workspace, block, bucket, register):
    name = register()
    tagged = rule(bucket, "", "expiration = { days = 7 }").replace('prefix = ""', 'tags = { kind = "scratch" }')
    workspace.write(block() + tagged)
    output = workspace.fails("plan")
    assert_names_both(output, bucket, name, "filter")
    assert "its tags or sizes narrow it, but it may match" in output


def test_an_unversioned_bucket_loses_its_objects_for_good(workspace, block, fresh_bucket, unique, primary):
    plain = fresh_bucket()
    primary.put(f"/_snapshot/{unique}", {"type": "s3", "settings": {"bucket": plain, "base_path": BASE, "shard_path_type": "fixed"}})
    workspace.write(block() + rule(plain))
    assert "expires objects after 7 days" in workspace.fails("plan")


def test_instant_retrieval_is_a_warning(workspace, block, bucket, register):
    name = register()
    workspace.write(block() + rule(bucket, "", 'transitions = [{ days = 90, storage_class = "GLACIER_IR" }]'))
    output = " ".join(workspace.plan().output.split())
    assert "Warning: Lifecycle rule may harm snapshot data" in output and '"GLACIER_IR"' in output and f'"{name}"' in output


# ---- where the data really is ----

@pytest.mark.parametrize("prefix", ["A", "H", "z", "_", "A01", ""])
def test_the_hashed_prefix_of_shard_data_is_guarded_too(workspace, block, bucket, register, prefix):
    """OpenSearch 3 puts shard data under HASH/base_path unless it is told otherwise (test-lab.md 5, repository-format.md 6)."""
    name = register(settings={})
    workspace.write(block() + rule(bucket, prefix))
    assert_names_both(workspace.fails("plan"), bucket, name, "filter")


@pytest.mark.parametrize("prefix", [".tmp/", "A2", "auto-purge/"])
def test_a_prefix_that_no_hash_can_have_is_free(workspace, block, bucket, register, prefix):
    register(settings={})
    workspace.write(block() + rule(bucket, prefix))
    assert workspace.plan().creates == [RULE]


@pytest.mark.parametrize("kind", ["fixed", "hashed_infix"])
def test_with_everything_under_the_base_path_other_prefixes_are_free(workspace, block, bucket, register, kind):
    register(settings={"shard_path_type": kind})
    workspace.write(block() + rule(bucket, "A"))
    assert workspace.plan().creates == [RULE]


def test_the_hash_that_a_server_really_chose_is_among_the_guarded_prefixes(lab, workspace, block, bucket, register, primary, unique):
    name = register(settings={})
    index = f"orders-{unique}"
    primary.fill(index, 20, shards=3)
    assert primary.snapshot(name, "s1", indices=index)["state"] == "SUCCESS"
    outside = {key.split("/")[0] for key in lab.keys(bucket=bucket) if not key.startswith(BASE + "/")}
    assert outside, "the server put nothing outside of the base path"
    for prefix in sorted(outside):
        workspace.write(block() + rule(bucket, prefix + "/"))
        assert_names_both(workspace.fails("plan"), bucket, name, "filter")


def test_a_repository_that_leaves_the_path_type_unset_is_told_what_to_write(workspace, block, bucket, unique):
    workspace.write(block() + repository(unique, bucket, settings=""))
    output = " ".join(workspace.plan().output.split())
    assert "Warning: Shard data will lie outside the base path" in output and 's3.shard_path_type = "fixed"' in output


# ---- what users can say ----

def test_lifecycle_guard_decides_between_error_warning_and_silence(lab, workspace, block, bucket, unique):
    bucket_rules.put(lab, bucket, [bucket_rules.expiring("sweep", "")])
    outcomes = {}
    for mode in ("error", "warn", "off"):
        workspace.write(block() + repository(unique, bucket, more=f'lifecycle_guard = "{mode}"'))
        output = workspace.run("plan", "-no-color", "-input=false", codes=(0, 1))
        outcomes[mode] = [word for word in (f"Error: {SUMMARY}", f"Warning: {SUMMARY}") if word in output]
    assert outcomes == {"error": [f"Error: {SUMMARY}"], "warn": [f"Warning: {SUMMARY}"], "off": []}


def test_a_guard_that_only_warns_lets_the_repository_be_registered(lab, workspace, block, bucket, unique, primary):
    bucket_rules.put(lab, bucket, [bucket_rules.expiring("sweep", "nothing-there")])
    workspace.write(block() + repository(unique, bucket, base_path="nothing-there", more='lifecycle_guard = "warn"'))
    assert f"Warning: {SUMMARY}" in workspace.apply()
    assert primary.get(f"/_snapshot/{unique}")
    workspace.destroy()


def test_protected_prefixes_are_kept_without_any_repository(lab, workspace, block, bucket):
    protecting = 'protected_prefixes = ["backups/", "auto-purge/keep/"]'
    workspace.write(block() + rule(bucket, "auto-purge/", more=protecting))
    output = workspace.fails("plan")
    assert "Lifecycle rule touches a protected prefix" in output and '"auto-purge/keep/"' in output and points_at(output, "filter")
    workspace.write(block() + rule(bucket, "auto-purge/tmp/", more=protecting))
    assert workspace.plan().creates == [RULE]


def test_without_credentials_for_s3_the_repository_is_registered_with_a_warning(workspace, block, bucket, unique, primary):
    workspace.write(block(s3=False) + repository(unique, bucket))
    output = " ".join(workspace.apply().split())
    assert "Warning: Lifecycle rules were not checked" in output and "no credentials for S3" in output
    assert f"bucket {bucket}" in output and f'repository "{unique}"' in output and "s3:GetLifecycleConfiguration" in output
    assert primary.get(f"/_snapshot/{unique}")
    workspace.destroy()


def test_refused_access_to_the_bucket_is_a_warning_with_the_reason(workspace, block, bucket, unique):
    workspace.write(block(user="dr") + repository(unique, bucket))
    output = " ".join(workspace.plan().output.split())
    assert "Warning: Lifecycle rules were not checked" in output and "403 AccessDenied" in output


def test_a_rule_without_a_cluster_is_checked_against_what_is_declared_only(workspace, block, bucket, register):
    register()
    workspace.write(block(cluster=False) + rule(bucket))
    plan = workspace.plan()
    assert plan.creates == [RULE]
    assert "Lifecycle rule was not checked against the registered repositories" in " ".join(plan.output.split())


# ---- a writable registration over what another cluster left ----

def with_snapshot(primary, register, unique, documents=30):
    """A repository with one snapshot in it; its name."""
    name, index = register(), f"orders-{unique}"
    primary.fill(index, documents)
    assert primary.snapshot(name, "s1", indices=index)["state"] == "SUCCESS"
    return name


def copy_objects(lab, bucket, source, target, leave_out=lambda name: False):
    client = lab.s3()
    for key in lab.keys(bucket=bucket, prefix=source + "/"):
        if not leave_out(key[len(source) + 1:]):
            client.copy_object(Bucket=bucket, Key=target + key[len(source):], CopySource={"Bucket": bucket, "Key": key})


def is_catalogue(name):
    return name.startswith("index-") or name == "index.latest"


def test_a_writable_registration_over_files_without_their_catalogue_is_refused(lab, workspace, block, bucket, register, primary, unique):
    with_snapshot(primary, register, unique)
    copy_objects(lab, bucket, BASE, "lost", is_catalogue)
    workspace.write(block() + repository(f"{unique}-lost", bucket, base_path="lost"))
    output = workspace.fails("apply")
    assert "Files of a repository without its catalogue" in output and f'Bucket {bucket} holds files of a snapshot repository under "lost/"' in output
    assert "readonly = true" in output and points_at(output, "base_path")
    assert primary.call("GET", f"/_snapshot/{unique}-lost").status_code == 404
    assert workspace.state == {}


def test_the_same_files_may_be_registered_for_reading(lab, workspace, block, bucket, register, primary, unique):
    with_snapshot(primary, register, unique)
    copy_objects(lab, bucket, BASE, "lost", is_catalogue)
    workspace.write(block() + repository(f"{unique}-lost", bucket, 'shard_path_type = "fixed"\nreadonly = true', base_path="lost"))
    workspace.apply()
    assert_stable(workspace)
    workspace.write(block() + repository(f"{unique}-lost", bucket, base_path="lost"))
    assert "Files of a repository without its catalogue" in workspace.fails("apply")
    assert primary.get(f"/_snapshot/{unique}-lost")[f"{unique}-lost"]["settings"]["readonly"] == "true"
    workspace.write(block() + repository(f"{unique}-lost", bucket, 'shard_path_type = "fixed"\nreadonly = true', base_path="lost"))
    workspace.destroy()


def test_files_whose_catalogue_a_delete_marker_hides_are_refused_until_it_is_back(lab, workspace, block, bucket, register, primary, unique):
    name = with_snapshot(primary, register, unique)
    primary.delete(f"/_snapshot/{name}")
    client = lab.s3()
    hidden = [key for key in lab.keys(bucket=bucket, prefix=BASE + "/") if is_catalogue(key[len(BASE) + 1:])]
    markers = [(key, client.delete_object(Bucket=bucket, Key=key)["VersionId"]) for key in hidden]
    workspace.write(block() + repository(name, bucket))
    assert "Files of a repository without its catalogue" in workspace.fails("apply")
    for key, marker in markers:
        client.delete_object(Bucket=bucket, Key=key, VersionId=marker)
    workspace.apply()
    assert primary.snapshots(name) == ["s1"]
    assert_stable(workspace)
    workspace.destroy()


def test_an_intact_catalogue_and_an_empty_prefix_pass(lab, workspace, block, bucket, register, primary, unique):
    name = with_snapshot(primary, register, unique)
    primary.delete(f"/_snapshot/{name}")
    for base_path in (BASE, "empty"):
        workspace.write(block() + repository(name, bucket, base_path=base_path))
        workspace.apply()
        assert_stable(workspace)
        assert primary.snapshots(name) == (["s1"] if base_path == BASE else [])
    workspace.destroy()


# ---- the proof: the rule runs, and the repository can still be restored in the other region ----

def test_after_the_rule_has_run_the_other_region_restores_every_document(lab, workspace, block, bucket, fresh_bucket, primary, unique):
    replica, dr, client = fresh_bucket(versioning=True, user="dr"), lab.cluster("dr"), lab.s3()
    index = f"orders-{unique}"
    workspace.write(block() + repository(unique, bucket) + rule(bucket, "auto-purge/", "expiration = { days = 1 }"))
    workspace.apply()
    primary.fill(index, 123, shards=2)
    assert primary.snapshot(unique, "s1", indices=index)["state"] == "SUCCESS"
    doomed = [f"auto-purge/{number}" for number in range(3)]
    for key in doomed:
        client.put_object(Bucket=bucket, Key=key, Body=b"scratch")
    kept = lab.keys(bucket=bucket, prefix=BASE + "/")
    hidden_before = hidden_keys(lab, bucket)
    until(lambda: not lab.keys(bucket=bucket, prefix="auto-purge/"), 30 * lab.day_seconds)
    assert hidden_keys(lab, bucket) - hidden_before == set(doomed)
    assert lab.keys(bucket=bucket, prefix=BASE + "/") == kept
    lab.replicate(source_bucket=bucket, target_bucket=replica)
    dr.put(f"/_snapshot/{unique}", {"type": "s3", "settings": {"bucket": replica, "base_path": BASE, "readonly": True, "shard_path_type": "fixed"}})
    answer = dr.post(f"/_snapshot/{unique}/s1/_restore?wait_for_completion=true", {"indices": index, "include_global_state": False})
    assert answer["snapshot"]["shards"]["failed"] == 0
    assert dr.count(index) == 123
    workspace.destroy()
    assert set(kept) <= set(lab.keys(bucket=bucket))


def hidden_keys(lab, bucket):
    return {key for kind, key, _, latest in lab.versions(bucket=bucket) if kind == "DeleteMarkers" and latest}
