"""Time zones as Java names them."""
import datetime
import functools
import re
import zoneinfo

from .errors import refused

# Names of the zone database that Java calls by an offset, and so not by this name.
NOT_IN_JAVA = {"EST", "HST", "MST", "ROC"}
OFFSET = re.compile(r"(?P<prefix>UTC|GMT|UT)?(?P<sign>[+-])(?P<hours>\d{1,2})(:?(?P<minutes>\d{2})(:?(?P<seconds>\d{2}))?)?")


def zone(identifier):
    """(the name as Java writes it, tzinfo). Raises what Java would: 500, because nobody catches it."""
    if identifier in ("Z", "UTC", "GMT", "UT"):
        return identifier, datetime.timezone.utc
    offset = OFFSET.fullmatch(identifier)
    if offset:
        return fixed(offset)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9~/._+-]+", identifier):
        raise refused(500, "date_time_exception", f"Invalid ID for region-based ZoneId, invalid format: {identifier}")
    if identifier in NOT_IN_JAVA or identifier not in known():
        raise refused(500, "zone_rules_exception", f"Unknown time-zone ID: {identifier}")
    return identifier, zoneinfo.ZoneInfo(identifier)


@functools.cache
def known():
    return zoneinfo.available_timezones()


def fixed(offset):
    parts = {name: int(offset[name] or 0) for name in ("hours", "minutes", "seconds")}
    length = datetime.timedelta(**parts)
    if length > datetime.timedelta(hours=18):
        raise refused(500, "date_time_exception", "Zone offset not in valid range: -18:00 to +18:00")
    text = f"{offset['sign']}{parts['hours']:02}:{parts['minutes']:02}" + (f":{parts['seconds']:02}" if parts["seconds"] else "")
    name = (offset["prefix"] or "") + text if length else offset["prefix"] or "Z"
    return name, datetime.timezone(-length if offset["sign"] == "-" else length)
