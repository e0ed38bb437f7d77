"""esdr_s3_lifecycle_rule against a real store: one rule of a document that belongs to many."""
import itertools
import json

import pytest

import bucket_rules
from rule_cases import CASES
from story import Drift, Story, assert_stable, tell
from terraform import points_at

FOREIGN = [
    bucket_rules.rule_text("0 first, before all others", "logs/", "<Expiration><Days>365</Days></Expiration>"),
    bucket_rules.rule_text("team/überall/ß", "ü/", "<NoncurrentVersionExpiration><NoncurrentDays>9</NoncurrentDays>"
                                                   "</NoncurrentVersionExpiration>"),
    "<Rule><ID>tagged &amp; sealed</ID><Filter><And><Prefix>z/</Prefix><Tag><Key>a</Key><Value>&lt;1&gt;</Value></Tag>"
    "<Tag><Key>b</Key><Value>2</Value></Tag></And></Filter><Status>Disabled</Status><Expiration><Date>2040-01-01T00:00:00Z</Date></Expiration></Rule>",
    bucket_rules.rule_text("~last", "uploads/", "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>"
                                                "</AbortIncompleteMultipartUpload>"),
]


def resource(name, bucket, rule_id, attributes):
    quoted = json.dumps(rule_id, ensure_ascii=False)
    return f'resource "esdr_s3_lifecycle_rule" "{name}" {{\nbucket = "{bucket}"\nrule_id = {quoted}\n{attributes}\n}}\n'


def purge(bucket, rule_id="auto-purge", prefix="auto-purge/", days=7, name="it"):
    return resource(name, bucket, rule_id, f'filter = {{ prefix = "{prefix}" }}\nexpiration = {{ days = {days} }}')


@pytest.fixture
def shared_bucket(lab, fresh_bucket):
    """A bucket with rules of others, and a check that they are untouched, byte for byte."""
    bucket = fresh_bucket()
    before = bucket_rules.put(lab, bucket, FOREIGN)

    def assert_untouched():
        present = bucket_rules.rules(lab, bucket)
        assert {rule_id: present.get(rule_id) for rule_id in before} == before
        return [rule_id for rule_id in present if rule_id not in before]

    yield bucket, assert_untouched
    assert assert_untouched() == []


# ---- the life of a rule ----

def test_a_rule_lives_its_whole_life_beside_the_rules_of_others(lab, workspace, block, shared_bucket, fresh_bucket):
    bucket, assert_untouched = shared_bucket
    rule_id = "purge/daily über 7"

    def exists():
        return rule_id in assert_untouched()

    def edited(old, new):
        return lambda: bucket_rules.edit(lab, bucket, {rule_id: (old, new)})

    tell(workspace, Story(
        address="esdr_s3_lifecycle_rule.it",
        import_id=f"{bucket}/{rule_id}",
        first=block() + purge(bucket, "first"),
        updated=block() + purge(bucket, "first", "auto-purge/tmp/", 9),
        replaced=block() + purge(bucket, rule_id),
        updates=["expiration.days", "filter.prefix"],
        exists=exists,
        delete_outside=lambda: bucket_rules.remove(lab, bucket, rule_id),
        drifts=[
            Drift(edited("<Days>7</Days>", "<Days>1</Days>"), ["expiration.days"]),
            Drift(edited("<Prefix>auto-purge/</Prefix>", "<Prefix></Prefix>"), ["filter.prefix"]),
            Drift(edited("<Status>Enabled</Status>", "<Status>Disabled</Status>"), ["enabled"]),
        ],
    ))


def test_every_part_of_a_rule_is_set_changed_removed_and_seen_to_drift(lab, workspace, block, shared_bucket):
    bucket, assert_untouched = shared_bucket
    addresses = {case.name: f"esdr_s3_lifecycle_rule.{case.name}" for case in CASES}

    def written(attributes_of):
        workspace.write(block() + "".join(resource(case.name, bucket, case.name, attributes_of(case)) for case in CASES))
        return workspace.plan()

    def assert_stored(meaning_of):
        assert sorted(assert_untouched()) == sorted(addresses)
        present = bucket_rules.rules(lab, bucket)
        for case in CASES:
            assert dict(bucket_rules.meaning(present[case.name])) == {"Status": "Enabled", **meaning_of(case)}, case.name
        assert_stable(workspace)

    assert written(lambda case: case.first).creates == sorted(addresses.values())
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.stored)

    plan = written(lambda case: case.second)
    assert plan.updates == sorted(addresses.values())
    assert {case.name: plan.changed_attributes(addresses[case.name]) for case in CASES} == {case.name: sorted(case.changes) for case in CASES}
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.then_stored)

    drifting = [case for case in CASES if case.edit]
    bucket_rules.edit(lab, bucket, {case.name: case.edit for case in drifting})
    plan = workspace.plan()
    assert plan.updates == sorted(addresses[case.name] for case in drifting)
    assert {case.name: plan.changed_attributes(addresses[case.name]) for case in drifting} == {case.name: sorted(case.drift) for case in drifting}
    workspace.apply("plan.bin")
    assert_stored(lambda case: case.then_stored)
    workspace.destroy()


def test_two_transitions_of_a_rule_are_a_set(lab, workspace, block, fresh_bucket):
    bucket = fresh_bucket()
    ia, glacier = '{ days = 30, storage_class = "STANDARD_IA" }', '{ days = 90, storage_class = "GLACIER" }'
    workspace.write(block() + resource("it", bucket, "r", f'filter = {{ prefix = "a/" }}\ntransitions = [{glacier}, {ia}]'))
    workspace.apply()
    workspace.write(block() + resource("it", bucket, "r", f'filter = {{ prefix = "a/" }}\ntransitions = [{ia}, {glacier}]'))
    assert_stable(workspace)
    stored = bucket_rules.meaning(bucket_rules.rules(lab, bucket)["r"])
    assert [text for path, text in stored if path == "Transition/StorageClass"] == ["GLACIER", "STANDARD_IA"]


# ---- the document ----

def test_the_last_rule_takes_the_document_with_it(lab, workspace, block, fresh_bucket):
    bucket = fresh_bucket()
    assert bucket_rules.document(lab, bucket) is None
    workspace.write(block() + purge(bucket))
    workspace.apply()
    assert list(bucket_rules.rules(lab, bucket)) == ["auto-purge"]
    workspace.destroy()
    assert bucket_rules.document(lab, bucket) is None


@pytest.mark.parametrize("rule_id", ["a/b/c", "with blanks  inside", "ünïcödé – 日本", "x" * 255, "<&>\"'", "a/", "/a"])
def test_rule_ids_may_hold_anything_and_are_imported_by_the_first_slash(lab, workspace, block, shared_bucket, rule_id):
    bucket, assert_untouched = shared_bucket
    workspace.write(block() + purge(bucket, rule_id))
    workspace.apply()
    assert assert_untouched() == [rule_id]
    workspace.run("state", "rm", "esdr_s3_lifecycle_rule.it")
    workspace.import_("esdr_s3_lifecycle_rule.it", f"{bucket}/{rule_id}")
    assert workspace.state["esdr_s3_lifecycle_rule.it"]["rule_id"] == rule_id
    assert_stable(workspace)
    workspace.destroy()


def test_thirty_rules_in_one_apply_all_arrive_and_none_of_the_others_is_lost(lab, workspace, block, witness, shared_bucket):
    bucket, assert_untouched = shared_bucket
    names = [f"r{number:02}" for number in range(30)]

    def configure(days):
        workspace.write(block(endpoint=witness.endpoint) + "".join(purge(bucket, name, f"tmp/{name}/", days, name) for name in names))

    def puts_of(step):
        before = witness.count("PUT", "lifecycle")
        step()
        return witness.count("PUT", "lifecycle") - before

    configure(7)
    assert 1 <= puts_of(lambda: workspace.apply("-parallelism=10")) < len(names)
    assert sorted(assert_untouched()) == names
    assert_stable(workspace)
    configure(8)
    assert 1 <= puts_of(lambda: workspace.apply("-parallelism=10")) < len(names)
    present = bucket_rules.rules(lab, bucket)
    assert all(b"<Days>8</Days>" in present[name] and f"<Prefix>tmp/{name}/</Prefix>".encode() in present[name] for name in names)
    assert_stable(workspace)
    assert 1 <= puts_of(lambda: workspace.destroy("-parallelism=10")) < len(names)
    assert assert_untouched() == []


def test_a_rule_that_somebody_adds_between_reading_and_writing_survives(lab, workspace, block, witness, fresh_bucket):
    bucket = fresh_bucket()
    theirs = {}

    def somebody_writes(method, path):
        if method == "GET" and "lifecycle" in path and not theirs:
            theirs.update(bucket_rules.put(lab, bucket, [bucket_rules.expiring("theirs", "logs/", 30)]))

    workspace.write(block(endpoint=witness.endpoint) + purge(bucket))
    workspace.plan()
    witness.after = somebody_writes
    workspace.apply("plan.bin")
    witness.after = None
    present = bucket_rules.rules(lab, bucket)
    assert present.pop("auto-purge")
    assert present == theirs


def test_a_rule_that_somebody_adds_while_ours_is_written_survives(lab, workspace, block, witness, shared_bucket):
    bucket, assert_untouched = shared_bucket
    late = itertools.count()

    def somebody_writes(method, path):
        if method == "PUT" and next(late) == 0:
            bucket_rules.add(lab, bucket, bucket_rules.expiring("late", "late/", 30))

    workspace.write(block(endpoint=witness.endpoint) + purge(bucket))
    witness.after = somebody_writes
    workspace.apply()
    witness.after = None
    assert sorted(assert_untouched()) == ["auto-purge", "late"]
    assert_stable(workspace)
    workspace.destroy()
    assert assert_untouched() == ["late"]
    bucket_rules.remove(lab, bucket, "late")


# ---- a store that keeps less than it accepted ----

LOST = {
    "ObjectSizeGreaterThan": 'filter = { prefix = "a/", object_size_greater_than = 1024 }\nexpiration = { days = 7 }',
    "ObjectSizeLessThan": 'filter = { prefix = "a/", object_size_less_than = 4096 }\nexpiration = { days = 7 }',
    "NoncurrentVersionExpiration NewerNoncurrentVersions":
        'filter = { prefix = "a/" }\nnoncurrent_version_expiration = { noncurrent_days = 3, newer_noncurrent_versions = 2 }',
}


@pytest.mark.parametrize("part", LOST)
def test_a_part_that_the_store_drops_is_named_and_the_old_document_is_back(lab, workspace, block, shared_bucket, part):
    bucket, _ = shared_bucket
    before = bucket_rules.document(lab, bucket)
    workspace.write(block() + resource("it", bucket, "widened", LOST[part]))
    output = workspace.fails("apply")
    assert "The store changed the rule" in output
    assert f'rule "widened": {part}' in output and "The former rules were put back" in output
    assert points_at(output, "bucket")
    assert bucket_rules.document(lab, bucket) == before
    assert workspace.state == {}


def test_a_changed_rule_that_the_store_would_widen_keeps_its_old_form(lab, workspace, block, shared_bucket):
    bucket, _ = shared_bucket
    workspace.write(block() + purge(bucket, prefix="a/"))
    workspace.apply()
    before, state = bucket_rules.document(lab, bucket), workspace.state
    workspace.write(block() + resource("it", bucket, "auto-purge", LOST["ObjectSizeGreaterThan"]))
    assert 'rule "auto-purge": ObjectSizeGreaterThan' in workspace.fails("apply")
    assert bucket_rules.document(lab, bucket) == before
    assert workspace.state == state
    workspace.destroy()


def test_a_rule_that_the_store_widens_does_not_take_its_neighbours_down(lab, workspace, block, shared_bucket):
    bucket, assert_untouched = shared_bucket
    good = "".join(purge(bucket, name, f"{name}/", name=name) for name in ("g1", "g2", "g3"))
    workspace.write(block() + good + resource("bad", bucket, "bad", LOST["ObjectSizeLessThan"]))
    assert 'rule "bad": ObjectSizeLessThan' in workspace.fails("apply")
    assert sorted(assert_untouched()) == ["g1", "g2", "g3"]
    assert sorted(workspace.state) == [f"esdr_s3_lifecycle_rule.{name}" for name in ("g1", "g2", "g3")]
    workspace.destroy()


# ---- what is refused ----

WRONG = {
    "a rule id of 256 letters": ('rule_id = "' + "x" * 256 + '"', 'filter = { prefix = "a/" }\nexpiration = { days = 1 }', ["256"], "rule_id"),
    "an empty rule id": ('rule_id = ""', 'filter = { prefix = "a/" }\nexpiration = { days = 1 }', [], "rule_id"),
    "an empty filter": (None, "filter = {}\nexpiration = { days = 1 }", ["Filter is empty", 'prefix = ""'], "filter"),
    "no filter": (None, "expiration = { days = 1 }", ['"filter" is required'], "resource"),
    "expiration after 0 days": (None, 'filter = { prefix = "a/" }\nexpiration = { days = 0 }', ["from 1 to"], "expiration"),
    "expiration after less than 0 days": (None, 'filter = { prefix = "a/" }\nexpiration = { days = -1 }', ["from 1 to"], "expiration"),
    "expiration after half a day": (None, 'filter = { prefix = "a/" }\nexpiration = { days = 1.5 }', ["1.5"], "expiration"),
    "a date that is not midnight": (None, 'filter = { prefix = "a/" }\nexpiration = { date = "2031-01-01T12:00:00Z" }', ["midnight"], "expiration"),
    "midnight in another zone": (None, 'filter = { prefix = "a/" }\nexpiration = { date = "2031-01-01T00:00:00+02:00" }', ["midnight"], "expiration"),
    "a date that does not exist": (None, 'filter = { prefix = "a/" }\nexpiration = { date = "2031-02-30" }', ["2031-02-30"], "expiration"),
    "days and date": (None, 'filter = { prefix = "a/" }\nexpiration = { days = 1, date = "2031-01-01" }', ["days", "date"], "expiration"),
    "an expiration of nothing": (None, 'filter = { prefix = "a/" }\nexpiration = {}', ["days", "date", "expired_object_delete_marker"], "expiration"),
    "no action": (None, 'filter = { prefix = "a/" }', ["Rule does nothing"], "resource"),
    "an empty set of transitions alone": (None, 'filter = { prefix = "a/" }\ntransitions = []', ["Rule does nothing"], "resource"),
    "a prefix with a slash before it": (None, 'filter = { prefix = "/auto-purge" }\nexpiration = { days = 1 }',
                                        ["begins with a slash", 'write "auto-purge"'], "filter"),
    "uploads by tags": (None, 'filter = { tags = { a = "b" } }\nabort_incomplete_multipart_upload_days = 1', ["tags or sizes"],
                        "abort_incomplete_multipart_upload_days"),
    "delete markers by size": (None, 'filter = { object_size_less_than = 5 }\nexpiration = { expired_object_delete_marker = true }',
                               ["tags or sizes"], "expiration"),
    "the URL of a bucket": ("URL", 'filter = { prefix = "a/" }\nexpiration = { days = 1 }', ["s3://acme", "write the name alone"],
                            "bucket"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_input_is_refused_before_anything_is_asked(workspace, block, wrong):
    other, attributes, facts, place = WRONG[wrong]
    bucket = "s3://acme" if other == "URL" else "acme"
    rule_id = other if other and other != "URL" else 'rule_id = "r"'
    workspace.write(block() + f'resource "esdr_s3_lifecycle_rule" "it" {{\nbucket = "{bucket}"\n{rule_id}\n{attributes}\n}}\n')
    output = workspace.fails("validate")
    assert output.count("Error:") == 1, output
    for fact in facts:
        assert fact in output
    assert points_at(output, place), output


def test_a_prefix_without_a_slash_at_its_end_is_a_warning_with_an_example(workspace, block):
    workspace.write(block() + purge("acme", prefix="auto-purge"))
    output = workspace.validate()
    assert "Warning:" in output and "auto-purge-" in output.replace("\n", " ")


def test_a_rule_that_exists_is_not_taken_over_but_imported(lab, workspace, block, shared_bucket):
    bucket, _ = shared_bucket
    before = bucket_rules.document(lab, bucket)
    workspace.write(block() + purge(bucket, "team/überall/ß"))
    output = workspace.fails("apply")
    assert "Object exists already" in output and f"terraform import ADDRESS {bucket}/team/überall/ß" in output
    assert bucket_rules.document(lab, bucket) == before


def test_a_rule_that_is_there_just_as_configured_is_taken_over_with_a_warning(lab, workspace, block, witness, shared_bucket):
    bucket, assert_untouched = shared_bucket
    before = bucket_rules.add(lab, bucket, bucket_rules.expiring("auto-purge", "auto-purge/", 7))
    workspace.write(block(endpoint=witness.endpoint) + purge(bucket))
    assert "Warning: Object existed already" in workspace.apply()
    assert witness.count("PUT", "lifecycle") == 0 and bucket_rules.rules(lab, bucket) == before
    assert_stable(workspace)
    workspace.destroy()


def test_a_bucket_that_does_not_exist_is_named(workspace, block, unique):
    workspace.write(block() + purge(f"{unique}-absent"))
    output = workspace.fails("apply")
    assert "Bucket does not exist" in output and f"GET ?lifecycle of bucket {unique}-absent answered 404 NoSuchBucket" in output
    assert points_at(output, "bucket")
    assert workspace.state == {}


REFUSED_KEYS = {
    "the keys of another account": ("ESDRDR", "dr-secret-0123456789"),
    "a wrong secret": ("ESDRPRIMARY", "no-such-secret"),
    "an unknown access key": ("ESDRNOBODY", "primary-secret-0123456789"),
}


@pytest.mark.parametrize("whose", REFUSED_KEYS)
def test_refused_access_names_the_permission_and_never_the_secret(workspace, block, fresh_bucket, whose):
    bucket = fresh_bucket()
    workspace.write(block(keys=REFUSED_KEYS[whose]) + purge(bucket))
    output = workspace.fails("apply")
    assert "S3 refuses access" in output and f"of bucket {bucket} answered 403 AccessDenied" in output
    assert "s3:GetLifecycleConfiguration" in output and points_at(output, "bucket")
    assert REFUSED_KEYS[whose][1] not in output + workspace.log.read_text()


def test_a_refused_read_does_not_make_a_rule_look_gone(lab, workspace, block, fresh_bucket):
    bucket = fresh_bucket()
    workspace.write(block() + purge(bucket))
    workspace.apply()
    workspace.write(block(keys=REFUSED_KEYS["a wrong secret"]) + purge(bucket))
    assert "S3 refuses access" in workspace.fails("plan")
    workspace.write(block() + purge(bucket))
    assert_stable(workspace)


def test_a_bucket_that_is_gone_takes_its_rule_along(lab, workspace, block, unique):
    bucket = f"{unique}-short"
    lab.s3().create_bucket(Bucket=bucket)
    workspace.write(block() + purge(bucket))
    workspace.apply()
    lab.s3().delete_bucket(Bucket=bucket)
    assert workspace.plan().creates == ["esdr_s3_lifecycle_rule.it"]
    workspace.destroy()
    assert workspace.state == {}


@pytest.mark.parametrize("wrong", ["no-slash", "/rule", "bucket/"])
def test_an_import_id_of_another_form_is_refused(workspace, block, wrong):
    workspace.write(block() + purge("acme"))
    output = workspace.run("import", "-no-color", "-input=false", "esdr_s3_lifecycle_rule.it", wrong, codes=(1,))
    assert "Import id has another form" in output and "BUCKET/RULE_ID" in output


def test_importing_a_rule_that_is_not_there_fails(workspace, block, fresh_bucket):
    bucket = fresh_bucket()
    workspace.write(block() + purge(bucket))
    output = workspace.run("import", "-no-color", "-input=false", "esdr_s3_lifecycle_rule.it", f"{bucket}/absent", codes=(1,))
    assert "Cannot import non-existent remote object" in output
