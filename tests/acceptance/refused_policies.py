"""Policies that a scheduler cannot carry out. The reason is given before anything is written: without a cluster where the text alone decides."""
import dataclasses

CRON = '{ cron = "0 2 * * *" }'
VALIDATE, PLAN = "validate", "plan"


@dataclasses.dataclass
class Refusal:
    label: str
    more: str               # attributes beside name, repository, schedule
    points_at: str          # the beginning of the line that is pointed at
    summary: str
    facts: list             # what the detail has to say
    schedule: str = CRON
    name: str = ""
    when: str = PLAN


def fraction(label, duration, one, other, attribute="expire_after"):
    """Snapshot Management would store a fraction of a unit, and could not read it back."""
    more = f'retention = {{\nexpire_after = "{duration}"\n}}' if attribute == "expire_after" else f'{attribute} = "{duration}"'
    return Refusal(label, more, attribute, "The scheduler cannot express this", [f'"{duration}"', "cannot read that back", f'"{one}"', f'"{other}"'])


def wrong_cron(label, cron, facts):
    return Refusal(label, "", "cron", "Not a schedule", [f'"{cron}"', *facts], f'{{\ncron = "{cron}"\n}}', when=VALIDATE)


def wrong_name(label, name, fact):
    return Refusal(label, "", "name", "Not a name for a policy", [f'"{name}"', fact], name=name, when=VALIDATE)


def elsewhere(label, more, attribute, facts, schedule=CRON):
    return Refusal(label, more, attribute, "The scheduler cannot express this", facts, schedule)


EVERYWHERE = [
    wrong_cron("six_fields", "0 0 2 * * *", ["has 6 fields", "five (minute, hour, day of month, month, day of week)"]),
    wrong_cron("last_day", "0 2 L * *", ['"L" in the field for the day of the month']),
    wrong_cron("question_mark", "0 2 * * ?", ['"?" in the field for the day of the week']),
    wrong_cron("nickname", "@daily", ["has 1 fields"]),
    wrong_cron("hour_24", "0 24 * * *", ['"24" in the field for the hour']),
    wrong_cron("never", "0 2 30 2 *", ["never runs"]),
    Refusal("unknown_zone", "", "timezone", "Not a time zone", ['"Europe/Atlantis"', "IANA"],
            '{\ncron = "0 2 * * *"\ntimezone = "Europe/Atlantis"\n}', when=VALIDATE),
    Refusal("no_duration", 'retention = {\nexpire_after = "5 days"\n}', "expire_after", "Not a duration", ['"5 days"', '"5d"'], when=VALIDATE),
    Refusal("cron_and_interval", "", "interval", "", ["cron", "interval"], '{\ncron = "0 2 * * *"\ninterval = "1h"\n}', when=VALIDATE),
    Refusal("empty_schedule", "", "schedule", "", ["cron", "interval"], "{}", when=VALIDATE),
    Refusal("empty_retention", "retention = {}", "retention", "", ["expire_after", "max_count", "min_count"], when=VALIDATE),
    Refusal("count_of_none", "retention = {\nmin_count = 0\n}", "min_count", "", ["1"], when=VALIDATE),
    Refusal("other_backend", 'backend = "cron"', "backend", "", ["auto", "sm", "slm"], when=VALIDATE),
    wrong_name("upper_case", "Daily", "must be lower case"),
    wrong_name("underscore", "_daily", "must not start with _"),
    wrong_name("comma", "a,b", "must not contain"),
    wrong_name("wildcard", "daily*", "must not contain"),
    wrong_name("blank", "a b", "must not contain"),
]

SM = [
    fraction("one_and_a_half_hours", "90m", "1h", "2h"),
    fraction("one_and_a_half_days", "36h", "1d", "2d"),
    fraction("a_day_and_an_hour", "25h", "1d", "2d"),
    fraction("creation_limit", "90m", "1h", "2h", "creation_time_limit"),
    elsewhere("interval", "", "interval", ["knows no intervals", "cron"], '{\ninterval = "6h"\n}'),
    elsewhere("features", 'feature_states = ["none"]', "feature_states", ["OpenSearch has none"]),
    elsewhere("wildcards", 'expand_wildcards = ["open"]', "expand_wildcards", ["always expands"]),
    Refusal("min_over_max", "retention = {\nmin_count = 5\nmax_count = 4\n}", "max_count", "Counts contradict each other",
            ["max_count is 4", "min_count 5", "greater than min_count"]),
    Refusal("min_is_max", "retention = {\nmin_count = 4\nmax_count = 4\n}", "max_count", "Counts contradict each other", ["greater than min_count"]),
    Refusal("max_of_one", "retention = {\nmax_count = 1\n}", "max_count", "Counts contradict each other", ["min_count 1 (the default)"]),
    Refusal("only_min", "retention = {\nmin_count = 4\n}", "retention", "Retention without a limit", ["expire_after, max_count"]),
    Refusal("pattern_of_initial", 'retention = { max_count = 9 }\nsnapshot_pattern = "*-initial"', "snapshot_pattern",
            "Retention would delete the initial snapshot", ["%NAME%-initial", '"*-initial"']),
    Refusal("no_lifecycle", 'backend = "slm"', "backend", "The cluster has no Snapshot Lifecycle Management", ["OpenSearch 3.", "/_slm/status"]),
]

SLM = [
    elsewhere("days_and_weekdays", "", "cron", ["restricts both", "two policies"], '{\ncron = "0 2 1 * 1"\n}'),
    elsewhere("timezone", "", "timezone", ["Europe/Berlin", "in UTC"], '{\ncron = "0 2 * * *"\ntimezone = "Europe/Berlin"\n}'),
    elsewhere("disabled", "enabled = false", "enabled", ["cannot stop one policy", "_slm/stop"]),
    elsewhere("description", 'description = "x"', "description", ["no description", "metadata"]),
    elsewhere("notification", 'notification = { channel_id = "c" }', "notification", ["Only OpenSearch"]),
    elsewhere("creation_limit", 'creation_time_limit = "1h"', "creation_time_limit", ["Only OpenSearch"]),
    elsewhere("deletion_limit", 'deletion_time_limit = "1h"', "deletion_time_limit", ["Only OpenSearch"]),
    elsewhere("pattern", 'snapshot_pattern = "x-*"', "snapshot_pattern", ["Only OpenSearch"]),
    elsewhere("date_zone", 'date_format_timezone = "UTC"', "date_format_timezone", ["Only OpenSearch"]),
    elsewhere("retention_schedule", 'retention = {\nexpire_after = "5d"\nschedule = { cron = "0 1 * * *" }\n}', "schedule",
              ["one time of the whole cluster", "slm.retention_schedule"]),
    Refusal("min_over_max", "retention = {\nmin_count = 5\nmax_count = 4\n}", "max_count", "Counts contradict each other",
            ["max_count is 4", "min_count 5", "at least min_count"]),
    Refusal("too_frequent", "", "cron", "Schedule too frequent", ['"*/5 * * * *"', "15m", "slm.minimum_interval"], '{\ncron = "*/5 * * * *"\n}'),
    Refusal("too_short", "", "interval", "Schedule too frequent", ['"10m"', "15m"], '{\ninterval = "10m"\n}'),
    Refusal("reserved_key", 'metadata = {\npolicy = "x"\n}', 'policy = "x"', "Reserved key", ['"policy"']),
    Refusal("long_metadata", f'metadata = {{\nlong = "{"x" * 1024}"\n}}', "metadata", "Metadata too long", ["1024"]),
    Refusal("snapshot_name", 'snapshot_name = "Daily-{now/d}"', "snapshot_name", "Invalid snapshot name", ["lower case"]),
    Refusal("no_management", 'backend = "sm"', "backend", "The cluster has no Snapshot Management", ["Elasticsearch 8.", "/_plugins/_sm"]),
]

REFUSALS = {"primary": SM, "elasticsearch": SLM}
