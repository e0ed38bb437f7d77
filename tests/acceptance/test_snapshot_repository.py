"""esdr_snapshot_repository on real clusters, over a real object store and in folders."""
import json

import pytest

import diagnostics
import repositories
from repositories import ADDRESS, folder, registered, repository, settings_of
from repository_cases import CASES, IDENTITY, NOT_ACCEPTED, text_of
from story import Drift, Story, assert_stable, tell
from terraform import ROOT

FIXED = {"shard_path_type": "fixed"}      # everything under the base path, so no warning


@pytest.fixture
def primary(lab):
    return lab.cluster("primary")


@pytest.fixture
def bucket(fresh_bucket):
    return fresh_bucket()


# ---- the life of a repository ----

def not_yet_known(cluster):
    """Elasticsearch gives a repository its uuid with the first write, which may come at any time."""
    return ["uuid"] if cluster.engine == "elasticsearch" else []


def story_of(cluster, block, name, kind, first, updated, replaced):
    """First and updated differ in compress and max_restore_bytes_per_sec; replaced lies elsewhere."""
    unwritten = not_yet_known(cluster)

    def outside(**changes):
        return lambda: repositories.edit(cluster, name, **changes)

    return Story(
        address=ADDRESS,
        import_id=name,
        first=block + repository(name, **{kind: first}),
        updated=block + repository(name, **{kind: updated}),
        replaced=block + repository(name, **{kind: replaced}),
        updates=[f"{kind}.compress", f"{kind}.max_restore_bytes_per_sec", *unwritten],
        exists=lambda: registered(cluster, name) is not None,
        delete_outside=lambda: repositories.unregister(cluster, name),
        drifts=[
            Drift(outside(compress="true"), [f"{kind}.compress", *unwritten]),
            Drift(outside(readonly="true", max_snapshot_bytes_per_sec="1mb"), [f"{kind}.max_snapshot_bytes_per_sec", f"{kind}.readonly", *unwritten]),
            Drift(outside(invented="by somebody"), ["settings", *unwritten]),
        ],
    )


def test_a_repository_in_a_bucket_lives_its_whole_life(workspace, block, primary, bucket, unique):
    place = {"bucket": bucket, "base_path": "first", **FIXED}
    elsewhere = {"bucket": bucket, "base_path": "second/place", **FIXED}
    tell(workspace, story_of(primary, block(), unique, "s3", place, {**place, "compress": False, "max_restore_bytes_per_sec": "80mb"}, elsewhere))


@pytest.mark.parametrize("name", ["primary", "elasticsearch"])
def test_a_repository_in_a_folder_lives_its_whole_life(lab, workspace, block, unique, name):
    cluster = lab.cluster(name)
    place = {"location": folder(cluster, f"{unique}-first")}
    elsewhere = {"location": folder(cluster, f"{unique}-second")}
    changed = {**place, "compress": False, "max_restore_bytes_per_sec": "80mb"}
    tell(workspace, story_of(cluster, block(name), unique, "fs", place, changed, elsewhere))


# ---- each setting ----

def test_every_attribute_of_the_schema_has_a_case():
    schema = json.loads((ROOT / "schemas/resources/snapshot_repository.json").read_text())["attributes"]
    shared = json.loads((ROOT / "schemas/attributes/blob_store.json").read_text())
    for kind in ("s3", "fs"):
        known = set(schema[kind]["attributes"]) | set(shared) - NOT_ACCEPTED
        assert {setting.attribute for setting in CASES["primary", kind]} == known - IDENTITY[kind]


@pytest.mark.parametrize("name, kind", CASES)
def test_every_setting_is_set_changed_removed_and_seen_when_somebody_else_writes_it(lab, workspace, block, fresh_bucket, unique, name, kind):
    cluster, cases = lab.cluster(name), CASES[name, kind]
    place = {"bucket": fresh_bucket(), "base_path": "here"} if kind == "s3" else {"location": folder(cluster, unique)}
    everything = sorted([f"{kind}.{setting.attribute}" for setting in cases] + not_yet_known(cluster))

    def planned(value_of):
        values = {setting.attribute: value_of(setting) for setting in cases} if value_of else {}
        workspace.write(block(name) + repository(unique, verify=False, **{kind: {**place, **values}}))
        return workspace.plan()

    def assert_applied(value_of):
        workspace.apply("plan.bin")
        values = {setting.key: text_of(value_of(setting)) for setting in cases} if value_of else {}
        assert settings_of(cluster, unique) == {**place, **values}
        assert_stable(workspace)

    assert planned(lambda setting: setting.first).creates == [ADDRESS]
    assert_applied(lambda setting: setting.first)

    changed = planned(lambda setting: setting.second)
    assert changed.updates == [ADDRESS] and changed.changed_attributes(ADDRESS) == everything, changed.output
    assert_applied(lambda setting: setting.second)

    repositories.register(cluster, unique, kind, {**place, **{setting.key: setting.drift for setting in cases}})
    drifted = workspace.plan()
    assert drifted.updates == [ADDRESS] and drifted.changed_attributes(ADDRESS) == everything, drifted.output
    assert_applied(lambda setting: setting.second)

    removed = planned(None)
    assert removed.updates == [ADDRESS] and removed.changed_attributes(ADDRESS) == everything, removed.output
    assert_applied(None)

    repositories.register(cluster, unique, kind, {**place, **{setting.key: setting.drift for setting in cases}})
    added = workspace.plan()
    assert added.updates == [ADDRESS] and added.changed_attributes(ADDRESS) == everything, added.output
    assert_applied(None)


def test_the_same_meaning_in_other_words_is_no_difference(workspace, block, primary, bucket, unique):
    written = {"bucket": bucket, "base_path": "here", "chunk_size": "1gb", "read_timeout": "1m", "canned_acl": "private", **FIXED}
    workspace.write(block() + repository(unique, s3=written))
    workspace.apply()
    repositories.edit(primary, unique, chunk_size="1024mb", read_timeout="60s", canned_acl="PRIVATE", shard_path_type="FIXED")
    assert_stable(workspace)
    repositories.edit(primary, unique, chunk_size="1023mb", read_timeout="61s")
    assert workspace.plan().changed_attributes(ADDRESS) == ["s3.chunk_size", "s3.read_timeout"]


def test_further_settings_are_sent_as_they_are_and_seen_to_drift(workspace, block, primary, unique):
    place = {"location": folder(primary, unique)}

    def applied(settings):
        workspace.write(block() + repository(unique, fs=place, settings=settings))
        workspace.apply()
        assert_stable(workspace)

    applied({"plugin.option": "7", "Other": " a, b ", "empty": ""})
    assert settings_of(primary, unique) == {**place, "plugin.option": "7", "Other": " a, b ", "empty": ""}
    repositories.edit(primary, unique, **{"plugin.option": "8", "third": "c"})
    assert workspace.plan().changed_attributes(ADDRESS) == ["settings.plugin.option", "settings.third"]
    applied({"plugin.option": "9"})
    assert settings_of(primary, unique) == {**place, "plugin.option": "9"}
    applied({})
    assert settings_of(primary, unique) == place


def test_a_list_that_somebody_else_wrote_is_shown_as_its_text_and_removed(workspace, block, primary, unique):
    place = {"location": folder(primary, unique)}
    workspace.write(block() + repository(unique, fs=place))
    workspace.apply()
    repositories.register(primary, unique, "fs", {**place, "names": ["a", "b"], "nested": {"deep": {"key": 1}}})
    plan = workspace.plan()
    assert plan.changed_attributes(ADDRESS) == ["settings"]
    assert set(plan.changes[ADDRESS]["before"]["settings"]) == {"names", "nested.deep.key"}
    workspace.apply("plan.bin")
    assert settings_of(primary, unique) == place


def test_the_uuid_comes_with_the_first_write_stays_and_is_the_same_for_all_who_read_the_files(lab, workspace, block, unique):
    cluster = lab.cluster("elasticsearch")
    place = {"location": folder(cluster, unique)}
    writer = block("elasticsearch") + repository(unique, fs=place)
    workspace.write(writer)
    workspace.apply()
    assert workspace.state[ADDRESS]["uuid"] is None
    cluster.fill(unique, 1)
    cluster.snapshot(unique, "one", indices=unique)
    workspace.write(writer + repository(f"{unique}-reader", label="reader", fs={**place, "readonly": True}))
    workspace.apply()
    uuid = cluster.get(f"/_snapshot/{unique}")[unique]["uuid"]
    assert cluster.snapshots(f"{unique}-reader") == ["one"]      # only now has it looked at the files
    assert_stable(workspace)
    workspace.apply("-refresh-only")
    assert [repository["uuid"] for repository in workspace.state.values()] == [uuid, uuid]
    workspace.write(block("elasticsearch") + repository(unique, fs={**place, "compress": False}))
    plan = workspace.plan()
    assert plan.changed_attributes(ADDRESS) == ["fs.compress"]
    workspace.apply("plan.bin")
    assert workspace.state[ADDRESS]["uuid"] == uuid


# ---- where it is ----

@pytest.mark.parametrize("attribute", ["bucket", "base_path", "location", "name"])
def test_another_place_is_another_repository(workspace, block, primary, fresh_bucket, unique, attribute):
    kind = "fs" if attribute == "location" else "s3"
    place = {"location": folder(primary, unique)} if kind == "fs" else {"bucket": fresh_bucket(), "base_path": "one", **FIXED}
    workspace.write(block() + repository(unique, **{kind: place}))
    workspace.apply()
    other = {"bucket": fresh_bucket, "base_path": lambda: "two", "location": lambda: folder(primary, f"{unique}-other"), "name": lambda: None}
    changed = other[attribute]()
    workspace.write(block() + repository(unique if changed else f"{unique}-other", **{kind: {**place, **({attribute: changed} if changed else {})}}))
    plan = workspace.plan()
    assert plan.replaces == [ADDRESS]
    assert plan.changes[ADDRESS]["replace_paths"] == [["name"] if attribute == "name" else [kind, attribute]]


def test_another_type_replaces_the_repository(workspace, block, primary, bucket, unique):
    place = {"location": folder(primary, unique)}
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "here", **FIXED}))
    workspace.apply()
    workspace.write(block() + repository(unique, fs=place))
    assert workspace.plan().replaces == [ADDRESS]
    workspace.apply("plan.bin")
    assert registered(primary, unique) == ("fs", place)
    assert_stable(workspace)


def test_a_type_that_somebody_else_changed_is_put_right(workspace, block, primary, bucket, unique):
    place = {"location": folder(primary, unique)}
    workspace.write(block() + repository(unique, fs=place))
    workspace.apply()
    repositories.register(primary, unique, "s3", {"bucket": bucket, "base_path": "elsewhere"})
    assert workspace.plan().replaces == [ADDRESS]
    workspace.apply("plan.bin")
    assert registered(primary, unique) == ("fs", place)


def test_unregistering_leaves_every_object_in_the_bucket(lab, workspace, block, primary, bucket, unique):
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "kept", **FIXED}))
    workspace.apply()
    primary.fill(unique, 3)
    primary.snapshot(unique, "one", indices=unique)
    before = lab.keys(bucket=bucket)
    assert len(before) > 5
    workspace.destroy()
    assert registered(primary, unique) is None
    assert lab.keys(bucket=bucket) == before


def test_other_repositories_stay_byte_for_byte(workspace, block, primary, bucket, unique):
    others = [f"{unique}-other{number}" for number in range(3)]
    repositories.register(primary, others[0], "fs", {"location": folder(primary, others[0]), "odd": ["x", "y"], "a": {"b": "c"}})
    repositories.register(primary, others[1], "s3", {"bucket": bucket, "base_path": "others", "compress": True, "max_retries": 3, "invented": "1"})
    repositories.register(primary, others[2], "fs", {"location": folder(primary, others[0]), "readonly": "true"})

    def as_stored():
        return [primary.call("GET", f"/_snapshot/{other}").content for other in others]

    before = as_stored()
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "own", **FIXED}))
    workspace.apply()
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "own", "compress": True, **FIXED}))
    workspace.apply()
    workspace.destroy()
    assert as_stored() == before


def test_readonly_and_writable_are_changes_in_place(workspace, block, primary, bucket, unique):
    place = {"bucket": bucket, "base_path": "here", **FIXED}
    for settings, stored in (({"readonly": True}, {"readonly": "true"}), ({"readonly": False}, {"readonly": "false"}), ({}, {})):
        workspace.write(block() + repository(unique, s3={**place, **settings}))
        plan = workspace.plan()
        assert plan.creates + plan.updates == [ADDRESS] and not plan.replaces
        workspace.apply("plan.bin")
        assert settings_of(primary, unique) == {**place, **stored}
        assert_stable(workspace)


# ---- verification ----

def only_error(found):
    [error] = diagnostics.errors(found)
    return error


UNUSABLE = "The cluster's nodes cannot use the repository"


def test_a_bucket_that_does_not_exist_leaves_nothing_registered(workspace, block, primary, unique):
    missing = f"{unique}-missing"
    workspace.write(block() + repository(unique, s3={"bucket": missing, "base_path": "here", **FIXED}))
    error = only_error(diagnostics.applied(workspace))
    assert error.summary == UNUSABLE and error.address == ADDRESS
    for fact in (f"POST /_snapshot/{unique}/_verify", "500", "repository_verification_exception", "no_such_bucket"):
        assert fact in error.detail
    assert registered(primary, unique) is None
    assert workspace.state == {}


def test_keys_that_may_not_reach_the_bucket_are_told_with_what_the_node_said(workspace, block, primary, bucket, unique):
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "here", "client": "dr", **FIXED}))
    error = only_error(diagnostics.applied(workspace))
    assert error.summary == UNUSABLE
    assert "not accessible" in error.detail and "credentials" in error.detail
    assert registered(primary, unique) is None


def test_a_client_that_the_nodes_do_not_know_leaves_nothing_registered(workspace, block, primary, bucket, unique):
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "here", "client": "nobody", **FIXED}))
    error = only_error(diagnostics.applied(workspace))
    assert "nobody" in error.detail and f"/_snapshot/{unique}" in error.detail and "500" in error.detail
    assert registered(primary, unique) is None
    assert workspace.state == {}


@pytest.mark.parametrize("name", ["primary", "elasticsearch"])
def test_a_folder_that_the_nodes_may_not_use_leaves_nothing_registered(lab, workspace, block, unique, name):
    workspace.write(block(name) + repository(unique, fs={"location": f"/var/{unique}"}))
    error = only_error(diagnostics.applied(workspace))
    assert error.summary == "Cannot register the repository"
    assert f"/var/{unique}" in error.detail and "path.repo" in error.detail
    assert registered(lab.cluster(name), unique) is None
    assert workspace.state == {}


def test_an_update_that_fails_its_verification_puts_the_former_settings_back(workspace, block, primary, bucket, unique):
    place = {"bucket": bucket, "base_path": "here", "compress": True, **FIXED}
    workspace.write(block() + repository(unique, s3=place))
    workspace.apply()
    before = settings_of(primary, unique)
    workspace.write(block() + repository(unique, s3={**place, "compress": False, "client": "dr"}))
    found = diagnostics.applied(workspace)
    assert only_error(found).summary == UNUSABLE
    assert "Former settings were put back" in [each.summary for each in found if each.severity == "warning"]
    assert settings_of(primary, unique) == before
    assert primary.call("POST", f"/_snapshot/{unique}/_verify").status_code == 200
    state = workspace.state[ADDRESS]["s3"]
    assert state["compress"] is True and state["client"] is None
    assert workspace.plan().changed_attributes(ADDRESS) == ["s3.client", "s3.compress"]
    workspace.write(block() + repository(unique, s3=place))
    assert_stable(workspace)


def test_without_verification_what_nobody_can_reach_is_registered(workspace, block, primary, unique):
    missing = f"{unique}-missing"
    workspace.write(block() + repository(unique, verify=False, s3={"bucket": missing, "base_path": "here", **FIXED}))
    workspace.apply()
    assert settings_of(primary, unique)["bucket"] == missing
    assert_stable(workspace)
    workspace.write(block() + repository(unique, s3={"bucket": missing, "base_path": "here", **FIXED}))
    assert workspace.plan().changed_attributes(ADDRESS) == ["verify"]
    assert only_error(diagnostics.applied(workspace)).summary == UNUSABLE
    assert settings_of(primary, unique)["bucket"] == missing


# ---- what is there already ----

def test_a_repository_of_that_name_that_differs_is_left_alone(workspace, block, primary, bucket, unique):
    repositories.register(primary, unique, "s3", {"bucket": bucket, "base_path": "theirs"})
    before = registered(primary, unique)
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "ours", **FIXED}))
    error = only_error(diagnostics.applied(workspace))
    assert error.summary == "Object exists already" and error.address == ADDRESS
    assert unique in error.detail and f"terraform import ADDRESS {unique}" in error.detail
    assert registered(primary, unique) == before
    assert workspace.state == {}


def test_a_repository_that_is_as_configured_is_taken_over_with_a_warning(workspace, block, primary, bucket, unique):
    settings = {"bucket": bucket, "base_path": "here", **FIXED}
    repositories.register(primary, unique, "s3", settings)
    workspace.write(block() + repository(unique, s3=settings))
    found = diagnostics.applied(workspace)
    assert not diagnostics.errors(found)
    assert "Object existed already" in [warning.summary for warning in found]
    assert workspace.state[ADDRESS]["id"] == unique
    assert registered(primary, unique) == ("s3", settings)
    assert_stable(workspace)


# ---- importing ----

def test_a_generated_configuration_plans_nothing(workspace, block, primary, bucket, unique):
    repositories.register(primary, unique, "s3", {
        "bucket": bucket, "base_path": "here", "compress": "true", "max_retries": "7", "proxy.port": "80", "invented": "x", **FIXED})
    workspace.write(block() + f'import {{\n  to = {ADDRESS}\n  id = "{unique}"\n}}\n')
    workspace.plan("-generate-config-out=generated.tf")
    assert workspace.plan().is_empty or workspace.plan().changes[ADDRESS]["actions"] == ["no-op"]
    workspace.apply()
    state = workspace.state[ADDRESS]
    assert (state["s3"]["compress"], state["s3"]["max_retries"], state["s3"]["proxy_port"]) == (True, 7, 80)
    assert state["settings"] == {"invented": "x"}
    assert_stable(workspace)


def test_importing_what_is_not_there_fails(workspace, block, primary, bucket, unique):
    workspace.write(block() + repository(unique, s3={"bucket": bucket, **FIXED}))
    with pytest.raises(AssertionError, match="Cannot import non-existent remote object"):
        workspace.import_(ADDRESS, unique)


@pytest.mark.parametrize("wrong", ["*", "_all", "a,b", "cs-automated", "", "a b", "a/b"])
def test_an_import_id_that_a_server_would_expand_is_refused(workspace, block, wrong):
    workspace.write(block() + repository("it", s3={"bucket": "acme-backups"}))
    with pytest.raises(AssertionError, match="Import id is no repository name|Invalid import id|cannot be empty"):
        workspace.import_(ADDRESS, wrong)


# ---- where the data really is ----

HASHED = "Shard data will lie outside the base path"


def hashed_warnings(found):
    return [warning for warning in found if warning.summary == HASHED]


def test_hashed_paths_are_warned_of_where_nothing_says_that_they_are_wanted(workspace, block, bucket, unique):
    place = {"bucket": bucket, "base_path": "here"}
    workspace.write(block() + repository(unique, s3=place))
    [warning] = hashed_warnings(diagnostics.planned(workspace))
    assert 'shard_path_type = "fixed"' in warning.detail and '"hashed_prefix"' in warning.detail
    assert warning.code.startswith("s3")


@pytest.mark.parametrize("settings", [{"shard_path_type": "fixed"}, {"shard_path_type": "hashed_prefix"}, {"shard_path_type": "hashed_infix"},
                                      {"readonly": True}])
def test_a_layout_that_is_chosen_or_only_read_is_not_warned_of(workspace, block, bucket, unique, settings):
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "here", **settings}))
    found = diagnostics.planned(workspace)
    assert not hashed_warnings(found) and not diagnostics.errors(found)


def test_where_nothing_changes_the_hashed_paths_are_not_warned_of_again(workspace, block, bucket, unique):
    workspace.write(block() + repository(unique, s3={"bucket": bucket, "base_path": "here"}))
    workspace.apply()
    assert not hashed_warnings(diagnostics.planned(workspace))


# ---- the second region ----

@pytest.mark.parametrize("layout", ["fixed", "hashed_prefix"])
def test_a_replica_in_the_other_region_is_read_and_restored_and_never_written(lab, workspace, block, primary, fresh_bucket, unique, layout):
    source, target, recovery = fresh_bucket(), fresh_bucket(user="dr"), lab.cluster("dr")
    workspace.write(
        block(alias="primary") + block("dr", alias="dr")
        + in_region("primary", unique, {"bucket": source, "base_path": "snapshots", "shard_path_type": layout})
        + in_region("dr", unique, {"bucket": target, "base_path": "snapshots", "readonly": True}))
    workspace.apply()
    primary.fill(unique, 20)
    primary.snapshot(unique, "daily-initial", indices=unique)
    lab.replicate(source_bucket=source, target_bucket=target)
    replica = lab.keys("dr", bucket=target)
    assert recovery.snapshots(unique) == ["daily-initial"]
    restored = recovery.post(f"/_snapshot/{unique}/daily-initial/_restore?wait_for_completion=true", {"indices": unique})
    assert restored["snapshot"]["shards"]["failed"] == 0
    assert recovery.count(unique) == 20
    assert recovery.call("PUT", f"/_snapshot/{unique}/of-its-own?wait_for_completion=true").status_code >= 400
    assert_stable(workspace)
    workspace.destroy()
    assert lab.keys("dr", bucket=target) == replica


def in_region(region, name, settings):
    return repository(name, label=region, s3=settings).replace("{\n", f"{{\nprovider = esdr.{region}\n", 1)
