"""Date math in names, as Elasticsearch resolves it: <daily-{now/d}>, <x-{now-1d/d{yyyy.MM.dd|+02:00}}>. A name without angle brackets is taken as
it is; a backslash takes the next character as it is."""
import calendar
import datetime
import re

from . import date_pattern, zones
from .errors import refused

DEFAULT_FORMAT = "uuuu.MM.dd"
STEP = re.compile(r"([+-]\d*|/)([yMwdhHms])")


def parse_error(reason):
    return refused(400, "parse_exception", reason)


def resolve(name, now):
    """`now` in milliseconds."""
    if not (name.startswith("<") and name.endswith(">")):
        return name
    text, at, inner = "", 0, name[1:-1]
    while at < len(inner):
        if inner[at] == "\\":
            text, at = text + inner[at + 1:at + 2], at + 2
        elif inner[at] == "{":
            end = closing(inner, at)
            text, at = text + resolved(inner[at + 1:end], now), end + 1
        elif inner[at] == "}":
            raise parse_error(f"invalid dynamic name expression [{inner}]. invalid character at position [{at}]. `{{` and `}}` are reserved "
                              "characters and should be escaped when used as part of the index name using `\\` (e.g. `\\{text\\}`)")
        else:
            text, at = text + inner[at], at + 1
    return text


def closing(inner, start):
    depth = 0
    for at in range(start, len(inner)):
        depth += {"{": 1, "}": -1}.get(inner[at], 0)
        if not depth:
            return at
    raise parse_error(f"invalid dynamic name expression [{inner}]. date math placeholder is open ended")


def resolved(placeholder, now):
    math, brace, rest = placeholder.partition("{")
    form, _, zone_name = rest.rstrip("}").partition("|")
    if brace and not form:
        raise parse_error(f"invalid dynamic name expression [{placeholder}]. missing date format")
    zone = zones.zone(zone_name or "UTC")[1]
    moment = datetime.datetime.fromtimestamp(now / 1000, zone)
    return date_pattern.written(form or DEFAULT_FORMAT, apply(math, moment))


def apply(math, moment):
    if not math.startswith("now"):
        raise parse_error(f"failed to parse date field [{math}]: only now is a date here")
    at = len("now")
    while at < len(math):
        step = STEP.match(math, at)
        if not step:
            raise parse_error(f"operator not supported for date math [{math[at:]}]")
        sign, unit = step[1], step[2]
        moment = rounded(moment, unit) if sign == "/" else shifted(moment, unit, int(sign if len(sign) > 1 else sign + "1"))
        at = step.end()
    return moment


def shifted(moment, unit, count):
    if unit in "yM":
        months = moment.year * 12 + moment.month - 1 + count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return moment.replace(year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1]))
    return moment + count * {"w": datetime.timedelta(weeks=1), "d": datetime.timedelta(days=1), "h": datetime.timedelta(hours=1),
                             "H": datetime.timedelta(hours=1), "m": datetime.timedelta(minutes=1), "s": datetime.timedelta(seconds=1)}[unit]


def rounded(moment, unit):
    if unit == "w":
        moment = moment - datetime.timedelta(days=moment.weekday())
    smaller = {"y": ["month", "day", "hour", "minute", "second"], "M": ["day", "hour", "minute", "second"], "w": ["hour", "minute", "second"],
               "d": ["hour", "minute", "second"], "h": ["minute", "second"], "H": ["minute", "second"], "m": ["second"], "s": []}[unit]
    return moment.replace(microsecond=0, **{part: 1 if part in ("month", "day") else 0 for part in smaller})
