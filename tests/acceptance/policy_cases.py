"""Attributes of policies, each with what the scheduler stores for it: set, changed, removed, and altered or added by somebody else."""
import dataclasses
import typing

from policies import ABSENT


@dataclasses.dataclass
class Case:
    name: str
    first: str                          # of the configuration: set to this,
    second: str                         # and changed to this
    changes: list                       # the attributes in which they differ
    stored: dict                        # in the scheduler's document, by path
    then_stored: dict
    removed: dict                       # and when the configuration says nothing
    drift: dict = dataclasses.field(default_factory=dict)       # done to `second` by somebody else
    drifted: typing.Optional[list] = None                       # the attributes in which that shows; `changes` when None
    added: dict = dataclasses.field(default_factory=dict)       # done by somebody else where the configuration says nothing
    seen: list = dataclasses.field(default_factory=list)        # the attributes in which that shows


def simple(name, path, first, second, stored, then_stored, removed=ABSENT, drifted=None):
    """One attribute that is one member of the document. Somebody else alters it to `drifted` (`stored` when None), or adds it."""
    alteration = stored if drifted is None else drifted
    return Case(name, f"{name} = {first}", f"{name} = {second}", [name], {path: stored}, {path: then_stored}, {path: removed},
                {path: alteration}, None, {path: stored}, [name])


def flag(name):
    return simple(name, f"{{}}.{name}", "true", "false", True, False)


def configured(section, cases):
    """Cases whose path is relative to the section of the document that tells what a snapshot holds."""
    def placed(paths):
        return {path.replace("{}", section): value for path, value in paths.items()}

    return [
        dataclasses.replace(case, stored=placed(case.stored), then_stored=placed(case.then_stored), removed=placed(case.removed),
                            drift=placed(case.drift), added=placed(case.added))
        for case in cases
    ]


CONTENTS = [
    dataclasses.replace(simple("indices", "{}.indices", '["logs-*", "-logs-old", "a"]', '["a", "logs-*"]', ["logs-*", "-logs-old", "a"], ["a", "logs-*"]),
                        changes=["indices"], drift={"{}.indices": ["logs-*", "a"]}),
    flag("ignore_unavailable"),
    flag("include_global_state"),
    flag("partial"),
    Case("metadata", 'metadata = { owner = "x", gone = "1" }', 'metadata = { owner = "y" }', ["metadata.gone", "metadata.owner"],
         {"{}.metadata": {"owner": "x", "gone": "1"}}, {"{}.metadata": {"owner": "y"}}, {"{}.metadata": ABSENT},
         {"{}.metadata": {"owner": "y", "number": 7}}, ["metadata.number"], {"{}.metadata": {"a": "b"}}, ["metadata"]),
]

CRON, ZONE = "creation.schedule.cron.expression", "creation.schedule.cron.timezone"
CONDITION, DELETION = "deletion.condition", "deletion.schedule.cron"
SOUND_DELETION = {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC"}}, "condition": {"max_age": "9d", "min_count": 1}}

SM = [
    Case("cron", 'schedule = { cron = "0 4 * * *" }', 'schedule = { cron = "30 5 1 * 1-5" }', ["schedule.cron"],
         {CRON: "0 4 * * *", ZONE: "UTC"}, {CRON: "30 5 1 * 1-5", ZONE: "UTC"}, {CRON: "0 2 * * *"}, {CRON: "1 1 * * *"}),
    Case("timezone", 'schedule = { cron = "0 4 * * *", timezone = "Europe/Berlin" }', 'schedule = { cron = "0 4 * * *", timezone = "America/New_York" }',
         ["schedule.timezone"], {ZONE: "Europe/Berlin"}, {ZONE: "America/New_York"}, {ZONE: "UTC"}, {ZONE: "Asia/Tokyo"}, None,
         {ZONE: "Europe/Berlin"}, ["schedule.timezone"]),
    simple("snapshot_name", "snapshot_config.date_format", '"yyyy-MM-dd"', '"yyyy.MM"', "yyyy-MM-dd", "yyyy.MM"),
    simple("date_format_timezone", "snapshot_config.date_format_timezone", '"Europe/Berlin"', '"UTC"', "Europe/Berlin", "UTC"),
    simple("description", "description", '"nightly"', '"weekly"', "nightly", "weekly"),
    simple("creation_time_limit", "creation.time_limit", '"1h"', '"2h"', "1h", "2h"),
    Case("enabled", "enabled = false", "enabled = true", ["enabled"], {"enabled": False}, {"enabled": True}, {"enabled": True}, {"enabled": False}, None,
         {"enabled": False}, ["enabled"]),
    Case("expire_after", 'retention = { expire_after = "5d" }', 'retention = { expire_after = "6d" }', ["retention.expire_after"],
         {f"{CONDITION}.max_age": "5d", f"{CONDITION}.min_count": 1}, {f"{CONDITION}.max_age": "6d"}, {"deletion": ABSENT},
         {f"{CONDITION}.max_age": "1d"}, None, {"deletion": SOUND_DELETION}, ["retention"]),
    Case("counts", 'retention = { expire_after = "5d", min_count = 3, max_count = 9 }', 'retention = { expire_after = "5d", min_count = 4, max_count = 12 }',
         ["retention.max_count", "retention.min_count"], {f"{CONDITION}.min_count": 3, f"{CONDITION}.max_count": 9},
         {f"{CONDITION}.min_count": 4, f"{CONDITION}.max_count": 12}, {"deletion": ABSENT}, {f"{CONDITION}.min_count": 1, f"{CONDITION}.max_count": 2}),
    Case("only_max_count", "retention = { max_count = 9 }", "retention = { max_count = 8 }", ["retention.max_count"],
         {CONDITION: {"max_count": 9, "min_count": 1}}, {CONDITION: {"max_count": 8, "min_count": 1}}, {"deletion": ABSENT},
         {f"{CONDITION}.max_age": "1d"}, ["retention.expire_after"]),
    Case("min_count_silent", 'retention = { expire_after = "5d" }', 'retention = { expire_after = "5d", min_count = 2 }', ["retention.min_count"],
         {f"{CONDITION}.min_count": 1}, {f"{CONDITION}.min_count": 2}, {"deletion": ABSENT}, {f"{CONDITION}.min_count": 5}),
    Case("retention_schedule", 'retention = { expire_after = "5d", schedule = { cron = "0 1 * * *", timezone = "America/Los_Angeles" } }',
         'retention = { expire_after = "5d", schedule = { cron = "0 3 * * *" } }', ["retention.schedule.cron", "retention.schedule.timezone"],
         {DELETION: {"expression": "0 1 * * *", "timezone": "America/Los_Angeles"}}, {DELETION: {"expression": "0 3 * * *", "timezone": "UTC"}},
         {"deletion": ABSENT}, {f"{DELETION}.expression": "0 7 * * *"}, ["retention.schedule.cron"]),
    Case("deletion_time_limit", 'retention = { max_count = 9 }\ndeletion_time_limit = "1h"', 'retention = { max_count = 9 }\ndeletion_time_limit = "3h"',
         ["deletion_time_limit"], {"deletion.time_limit": "1h"}, {"deletion.time_limit": "3h"}, {"deletion": ABSENT}, {"deletion.time_limit": "7h"}),
    Case("snapshot_pattern", 'retention = { max_count = 9 }\nsnapshot_pattern = "external-*"',
         'retention = { max_count = 9 }\nsnapshot_pattern = "other-*,third-*"', ["snapshot_pattern"], {"deletion.snapshot_pattern": "external-*"},
         {"deletion.snapshot_pattern": "other-*,third-*"}, {"deletion": ABSENT}, {"deletion.snapshot_pattern": ABSENT}),
    Case("channel", 'notification = { channel_id = "c1" }', 'notification = { channel_id = "c2" }', ["notification.channel_id"],
         {"notification.channel.id": "c1", "notification.conditions.creation": True}, {"notification.channel.id": "c2"}, {"notification": ABSENT},
         {"notification.channel.id": "c3"}, None, {"notification": {"channel": {"id": "c9"}}}, ["notification"]),
    Case("conditions", 'notification = { channel_id = "c", creation = false, deletion = true, failure = true, time_limit_exceeded = true }',
         'notification = { channel_id = "c", creation = true, deletion = false, failure = false, time_limit_exceeded = false }',
         [f"notification.{name}" for name in ("creation", "deletion", "failure", "time_limit_exceeded")],
         {"notification.conditions": {"creation": False, "deletion": True, "failure": True, "time_limit_exceeded": True}},
         {"notification.conditions": {"creation": True, "deletion": False, "failure": False, "time_limit_exceeded": False}}, {"notification": ABSENT},
         {"notification.conditions.failure": True}, ["notification.failure"]),
    *configured("snapshot_config", CONTENTS),
]

SLM = [
    Case("cron", 'schedule = { cron = "0 4 * * *" }', 'schedule = { cron = "30 5 * * 1-5" }', ["schedule.cron"],
         {"schedule": "0 0 4 * * ?"}, {"schedule": "0 30 5 ? * 2-6"}, {"schedule": "0 0 2 * * ?"}, {"schedule": "0 1 1 * * ?"}),
    Case("interval", 'schedule = { interval = "6h" }', 'schedule = { interval = "1d" }', ["schedule.interval"], {"schedule": "6h"}, {"schedule": "1d"},
         {"schedule": "0 0 2 * * ?"}, {"schedule": "30m"}),
    Case("cron_for_interval", 'schedule = { interval = "6h" }', 'schedule = { cron = "0 4 * * *" }', ["schedule.cron", "schedule.interval"],
         {"schedule": "6h"}, {"schedule": "0 0 4 * * ?"}, {"schedule": "0 0 2 * * ?"}, {"schedule": "6h"}),
    simple("snapshot_name", "name", '"<a-{now/d}>"', '"<b-{now/M{yyyy.MM}}>"', "<a-{now/d}>", "<b-{now/M{yyyy.MM}}>", removed="<%NAME%-{now/d}>"),
    simple("feature_states", "config.feature_states", '["none"]', '["kibana", "security"]', ["none"], ["kibana", "security"]),
    simple("expand_wildcards", "config.expand_wildcards", '["open", "closed"]', '["all"]', ["closed", "open"], ["all"]),
    Case("expire_after", 'retention = { expire_after = "5d" }', 'retention = { expire_after = "6d" }', ["retention.expire_after"],
         {"retention": {"expire_after": "5d"}}, {"retention": {"expire_after": "6d"}}, {"retention": ABSENT}, {"retention.expire_after": "1d"}, None,
         {"retention": {"expire_after": "9d"}}, ["retention"]),
    Case("counts", "retention = { min_count = 3, max_count = 9 }", "retention = { min_count = 4, max_count = 4 }",
         ["retention.max_count", "retention.min_count"], {"retention": {"min_count": 3, "max_count": 9}}, {"retention": {"min_count": 4, "max_count": 4}},
         {"retention": ABSENT}, {"retention": {"min_count": 1, "max_count": 2}}),
    Case("max_count_removed", 'retention = { expire_after = "5d", max_count = 9 }', 'retention = { expire_after = "5d" }', ["retention.max_count"],
         {"retention": {"expire_after": "5d", "max_count": 9}}, {"retention": {"expire_after": "5d"}}, {"retention": ABSENT},
         {"retention": {"expire_after": "5d", "max_count": 2}}),
    *configured("config", CONTENTS),
]

CASES = {"sm": SM, "slm": SLM}
