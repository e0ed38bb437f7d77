"""An SLM policy: what is read of a body, what is refused, when it runs. Source: snapshots.md 2.2, 2.3."""
import json
import re
import secrets

from . import date_math, quartz_cron, time_value
from .errors import Refused, illegal_argument, refused

MINIMUM_INTERVAL = "15m"
LARGEST_ID = 255
LARGEST_METADATA = 1024
FORBIDDEN = set(' "*\\<|,>/?')
FORBIDDEN_TEXT = '[ , ", *, \\, <, |, ,, >, /, ?]'
FIELDS = {"name": str, "schedule": str, "repository": str, "config": dict, "retention": dict, "unhealthy_if_no_snapshot_within": str}
TOKENS = {dict: "START_OBJECT", list: "START_ARRAY", str: "VALUE_STRING", int: "VALUE_NUMBER", float: "VALUE_NUMBER", bool: "VALUE_BOOLEAN",
          type(None): "VALUE_NULL"}


def parse_failure(reason):
    return refused(400, "x_content_parse_exception", reason)


class Nested(Refused):
    def body(self):
        inner = self.cause["caused_by"]
        root = {key: value for key, value in inner.items() if key != "caused_by"}
        return {"error": {"root_cause": [root], **self.cause}, "status": self.status}


def nested(field, parser, cause):
    inner = {"type": "x_content_parse_exception", "reason": f"Failed to build [{parser}] after last required field arrived",
             "caused_by": {key: value for key, value in cause.items() if key != "caused_by"}}
    return Nested(400, {"type": "x_content_parse_exception", "reason": f"[1:1] [snapshot_lifecycle] failed to parse field [{field}]",
                        "caused_by": inner})


def read(body):
    """The policy as it is kept and shown; fields that nobody knows are dropped. Raises Refused."""
    if not isinstance(body, dict):
        raise parse_failure(f"[1:1] [snapshot_lifecycle] Expected START_OBJECT but was: {TOKENS[type(body)]}")
    policy = {}
    for field, kind in FIELDS.items():
        if body.get(field) is None:
            continue
        value = body[field]
        if kind is str and isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, kind):
            raise parse_failure(f"[1:1] [snapshot_lifecycle] {field} doesn't support values of type: {TOKENS[type(value)]}")
        policy[field] = value
    missing = [field for field in ("name", "schedule", "repository") if field not in policy]
    if missing:
        raise illegal_argument(f"Required [{', '.join(missing)}]")
    if "retention" in policy:
        policy["retention"] = read_retention(policy["retention"])
    if "unhealthy_if_no_snapshot_within" in policy:
        policy["unhealthy_if_no_snapshot_within"] = duration(policy["unhealthy_if_no_snapshot_within"], "unhealthy_if_no_snapshot_within")
    return policy


def duration(text, setting):
    """Kept in the unit it was given in."""
    time_value.nanoseconds(text, setting)
    return {"0": "0s"}.get(text.strip(), text.strip().lower())


def read_retention(given):
    try:
        return checked_retention(given)
    except Refused as problem:
        raise nested("retention", "snapshot_retention", problem.cause) from None


def checked_retention(given):
    retention = {}
    if given.get("expire_after") is not None:
        retention["expire_after"] = duration(str(given["expire_after"]), "expire_after")
    for field, what in (("min_count", "minimum"), ("max_count", "maximum")):
        if given.get(field) is None:
            continue
        retention[field] = whole_number(given[field])
        if retention[field] < 1:
            raise illegal_argument(f"{what} snapshot count must be at least 1, but was: {retention[field]}")
    least, most = retention.get("min_count"), retention.get("max_count")
    if least is not None and most is not None and least > most:
        raise illegal_argument(f"minimum snapshot count {least} cannot be larger than maximum snapshot count {most}")
    return retention


def whole_number(value):
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+(\.0*)?", str(value)):
        raise refused(400, "number_format_exception", f'For input string: "{value}"')
    return int(float(value))


# ---- what a policy may be ----

def problems(identifier, policy, now):
    """What a validation finds, in the order of the fields."""
    found = id_problems(identifier) + name_problems(policy["name"], now) + schedule_problems(policy, now) + metadata_problems(identifier, policy)
    if not policy["repository"].strip():
        found.append(f"invalid repository name [{policy['repository']}]: cannot be empty")
    return found


def id_problems(identifier):
    found = []
    if FORBIDDEN & set(identifier):
        found.append(f"invalid policy id [{identifier}]: must not contain the following characters {FORBIDDEN_TEXT}")
    if identifier.startswith("_"):
        found.append(f"invalid policy id [{identifier}]: must not start with '_'")
    size = len(identifier.encode())
    if size > LARGEST_ID:
        found.append(f"invalid policy id [{identifier}]: name is too long, ({size} > {LARGEST_ID} bytes)")
    return found


def name_problems(name, now):
    """Judged by a name made from it now."""
    if not name.strip():
        return [f"invalid snapshot name [{name}]: cannot be empty"]
    made, found = snapshot_name(name, now), []
    if "#" in made:
        found.append(f"invalid snapshot name [{name}]: must not contain '#'")
    if made.startswith("_"):
        found.append(f"invalid snapshot name [{name}]: must not start with '_'")
    if made.lower() != made:
        found.append(f"invalid snapshot name [{name}]: must be lowercase")
    if FORBIDDEN & set(made):
        found.append(f"invalid snapshot name [{name}]: must not contain contain the following characters {FORBIDDEN_TEXT}")
    return found


def schedule_problems(policy, now):
    schedule = policy["schedule"]
    if not schedule.strip():
        return [f"invalid schedule [{schedule}]: schedule must not be empty"]
    if is_interval(schedule):
        if time_value.milliseconds(schedule) == 0:
            return [f"invalid schedule [{schedule}]: time unit must be at least 1 millisecond"]
    else:
        try:
            quartz_cron.moments(schedule)
        except quartz_cron.BadCron:
            return [f"invalid schedule [{schedule}]: must be a valid cron expression or time unit"]
    return health_problems(policy, now)


def health_problems(policy, now):
    within = policy.get("unhealthy_if_no_snapshot_within")
    gap = interval(policy, now)
    if within is None or gap is None or time_value.milliseconds(within) >= gap:
        return []
    return [f"invalid unhealthy_if_no_snapshot_within [{within}]: time is too short, expecting at least more than the interval between snapshots "
            f"[{time_value.written(gap * 10**6)}] for schedule [{policy['schedule']}]"]


def metadata_problems(identifier, policy):
    config = policy.get("config", {})
    if "metadata" not in config:
        return []
    metadata = config["metadata"]
    if not isinstance(metadata, dict):
        return [f"invalid configuration.metadata [{metadata}]: must be an object if present"]
    if "policy" in metadata:
        return ["invalid configuration.metadata: field name [policy] is reserved and will be added automatically"]
    size = len(json.dumps(metadata).encode())
    added = len(json.dumps({**metadata, "policy": identifier}).encode()) - size
    if size + added > LARGEST_METADATA:
        return [f"invalid configuration.metadata: must be smaller than [{LARGEST_METADATA - added}] bytes, but is [{size}] bytes"]
    return []


def check_interval(policy, now, minimum):
    gap = interval(policy, now)
    if gap is not None and gap < time_value.milliseconds(minimum):
        raise illegal_argument(f"invalid schedule [{policy['schedule']}]: schedule would be too frequent, executing more than every [{minimum}]")


# ---- when it runs ----

def is_interval(schedule):
    try:
        time_value.nanoseconds(schedule, "schedule")
    except Refused:
        return False
    return True


def interval(policy, now):
    """Milliseconds between its next two runs; None when there are no two."""
    if is_interval(policy["schedule"]):
        return time_value.milliseconds(policy["schedule"])
    moments = quartz_cron.moments(policy["schedule"])
    first = moments.after(now)
    second = moments.after(first) if first is not None else None
    return None if second is None else second - first


def next_run(policy, modified, now):
    """An interval is counted from the moment the policy was written. None: never again."""
    if not is_interval(policy["schedule"]):
        return quartz_cron.moments(policy["schedule"]).after(now)
    gap = time_value.milliseconds(policy["schedule"])
    return modified + gap * (max(now - modified, 0) // gap + 1)


def snapshot_name(name, now):
    return f"{date_math.resolve(name, now)}-{secrets.token_urlsafe(16).lower()}"


def same(one, other):
    """Durations are equal when they last equally long."""
    return normal(one) == normal(other)


def normal(policy):
    lengths = {**policy, "retention": dict(policy.get("retention") or {})} if "retention" in policy else dict(policy)
    for holder, field in ((lengths.get("retention", {}), "expire_after"), (lengths, "unhealthy_if_no_snapshot_within")):
        if field in holder:
            holder[field] = time_value.nanoseconds(holder[field], field)
    return lengths
