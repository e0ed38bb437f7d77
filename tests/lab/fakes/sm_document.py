"""A Snapshot Management policy as its document: read member by member, as the plugin does, and written back with its defaults filled in.
Source: snapshots.md 3.3 to 3.5 and the recorded answers."""
from . import date_pattern, time_value, unix_cron, zones
from .errors import illegal_argument, refused

SCHEMA_VERSION = 27
INTERVAL_UNITS = {"minutes": "Minutes", "hours": "Hours", "days": "Days", "seconds": "Seconds", "weeks": "Weeks"}


def read(cursor, name, now):
    """The document that is stored for what the cursor shows. Raises Refused."""
    given = {"enabled": True}
    for member in cursor.members():
        reader = MEMBERS.get(member)
        if reader:
            given[member] = reader(cursor)
    fill_in(given, now)
    check(given, now)
    document = {"name": name, "description": given.get("description"), "schema_version": SCHEMA_VERSION}
    document |= {member: given.get(member) for member in ("creation", "deletion", "snapshot_config", "schedule", "enabled", "last_updated_time")}
    document = {member: value for member, value in document.items() if value is not None}
    document["enabled_time"] = given["enabled_time"]
    if given.get("notification"):
        document["notification"] = given["notification"]
    return document


def fill_in(given, now):
    given["enabled_time"] = (given.get("enabled_time") or now) if given["enabled"] else None
    if given.get("last_updated_time") is None:
        given["last_updated_time"] = now
    given.setdefault("schedule", {"interval": {"start_time": now, "period": 1, "unit": "Minutes"}})
    deletion = given.get("deletion")
    if deletion and "schedule" not in deletion:
        if not given.get("creation"):
            raise illegal_argument("Schedule not provided for neither deletion policy nor creation policy")
        given["deletion"] = {"schedule": given["creation"]["schedule"], **deletion}


def check(given, now):
    config = given.get("snapshot_config")
    if config is None:
        raise illegal_argument("snapshot_config field must not be null")
    if config.get("date_format") is not None and (problem := date_pattern.problem(config["date_format"])):
        raise illegal_argument(f"Please provide a valid date format. {problem}")
    if not given.get("creation") and not given.get("deletion"):
        raise illegal_argument("Must provide either creation or deletion configuration.")
    if not config.get("repository"):
        raise illegal_argument("Must provide the repository in snapshot config.")
    for part in ("creation", "deletion"):
        if given.get(part) and next_run(given[part]["schedule"], now) is None:
            raise illegal_argument(f"Next execution time from the {part} schedule is null, please provide a valid cron expression.")


def moments(schedule):
    cron = schedule["cron"]
    return unix_cron.moments(cron["expression"], zones.zone(cron["timezone"])[1])


def next_run(schedule, now):
    return moments(schedule).after(now) if "cron" in schedule else now + 60_000


def refuse_unmapped(document):
    """The index that keeps policies has room for cron schedules only."""
    for part in ("creation", "deletion"):
        if part in document and "interval" in document[part]["schedule"]:
            raise refused(500, "status_exception", "mapping set to strict, dynamic introduction of [interval] within "
                                                   f"[sm_policy.{part}.schedule] is not allowed")


# ---- members ----

def read_schedule(cursor):
    for kind in cursor.members():
        cursor.expect("START_OBJECT")
        if kind not in SCHEDULES:
            raise illegal_argument(f"Unknown schedule type {kind}")
        schedule = {kind: SCHEDULES[kind](cursor)}
        cursor.next()
        cursor.expect("END_OBJECT")
        return schedule
    raise illegal_argument("Invalid schedule document object.")


def read_cron(cursor):
    cron = {"expression": None, "timezone": None}
    for member in cursor.members():
        if member not in ("expression", "timezone", "schedule_delay"):
            raise illegal_argument(f"Unknown cron field {member}")
        if member == "schedule_delay":
            cron[member] = cursor.integer()
        else:
            cron[member] = cursor.text() if member == "expression" else zones.zone(cursor.text())[0]
    for member, what in (("expression", "expression"), ("timezone", "zone")):
        if cron[member] is None:
            raise refused(500, "null_pointer_exception", what)
    unix_cron.moments(cron["expression"], zones.zone(cron["timezone"])[1])
    return cron


def read_interval(cursor):
    interval = {"start_time": None, "period": None, "unit": None}
    for member in cursor.members():
        if member not in (*interval, "schedule_delay"):
            raise illegal_argument(f"Unknown interval field {member}")
        interval[member] = cursor.text() if member == "unit" else cursor.integer()
    unit = INTERVAL_UNITS.get(str(interval["unit"]).lower())
    if unit is None:
        raise illegal_argument(f"No enum constant java.time.temporal.ChronoUnit.{str(interval['unit']).upper()}")
    return {**interval, "unit": unit}


SCHEDULES = {"cron": read_cron, "interval": read_interval}


def duration(setting):
    return lambda cursor: time_value.written(time_value.nanoseconds(cursor.text(), setting))


def read_creation(cursor):
    creation = read_members(cursor, {"schedule": read_schedule, "time_limit": duration("time_limit")})
    if "schedule" not in creation:
        raise illegal_argument("schedule field must not be null")
    return creation


def read_deletion(cursor):
    given = read_members(cursor, {"schedule": read_schedule, "condition": read_condition, "time_limit": duration("time_limit"),
                                  "snapshot_pattern": lambda at: at.text()})
    if "condition" not in given:
        raise illegal_argument("condition must not be null.")
    return {member: given[member] for member in ("schedule", "condition", "time_limit", "snapshot_pattern") if member in given}


def read_condition(cursor):
    given = read_members(cursor, {"max_age": duration("max_age"), "max_count": lambda at: at.integer(), "min_count": lambda at: at.integer()})
    given = {"min_count": 1, **given}
    if "max_age" not in given and "max_count" not in given:
        raise illegal_argument("Please provide max_age or max_count.")
    if given["min_count"] <= 0:
        raise illegal_argument("min_count should be bigger than 0.")
    if "max_count" in given and given["max_count"] <= given["min_count"]:
        raise illegal_argument("max_count should be bigger than min_count.")
    return {member: given[member] for member in ("max_age", "min_count", "max_count") if member in given}


def read_members(cursor, readers):
    """The members that are known; what lies under others is walked through."""
    given = {}
    for member in cursor.members():
        if member in readers:
            given[member] = readers[member](cursor)
    return given


def read_notification(cursor):
    given = {"conditions": {"creation": True, "deletion": False, "failure": False, "time_limit_exceeded": False}}
    for member in cursor.members():
        if member == "channel":
            given["channel"] = {"id": read_channel(cursor)}
        elif member == "conditions":
            given["conditions"] |= read_conditions(cursor, given["conditions"])
        else:
            raise illegal_argument(f"Invalid field: [{member}] found in Snapshot Management notification config.")
    if "channel" not in given:
        raise illegal_argument("Snapshot Management notification channel must not be null")
    return {"channel": given["channel"], "conditions": given["conditions"]}


def read_channel(cursor):
    identifier = None
    for member in cursor.members():
        if member != "id":
            raise refused(500, "illegal_state_exception", f"Unexpected field: {member}, while parsing destination")
        identifier = cursor.text()
    if identifier is None:
        raise illegal_argument("Channel ID is null")
    return identifier


def read_conditions(cursor, known):
    given = {}
    for member in cursor.members():
        if member not in known:
            raise illegal_argument(f"Invalid field: [{member}] found in conditions.")
        given[member] = cursor.boolean()
    return given


MEMBERS = {
    "name": lambda cursor: cursor.text(),
    "description": lambda cursor: None if cursor.is_null() else cursor.text(),
    "schema_version": lambda cursor: cursor.integer(),
    "creation": read_creation,
    "deletion": read_deletion,
    "snapshot_config": lambda cursor: cursor.whole(),
    "last_updated_time": lambda cursor: cursor.instant(),
    "enabled_time": lambda cursor: cursor.instant(),
    "schedule": read_schedule,
    "enabled": lambda cursor: cursor.boolean(),
    "notification": read_notification,
    "user": lambda cursor: cursor.whole(),
}
