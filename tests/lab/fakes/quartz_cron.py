"""Cron expressions of six or seven fields, in UTC, as SLM takes them. Source: snapshots.md 2.3; the rules are Quartz's.

`?` must stand in exactly one of day-of-month and day-of-week. L is the last day (L-3 the third before it), W the nearest weekday, LW the last one;
among the days of the week 6L is the last Friday and 6#3 the third one. Ranges may wrap around (22-2)."""
import calendar
import dataclasses
import datetime
import re

from .calendar_fields import Moments

MONTHS = {name: number for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
DAYS = {name: number for number, name in enumerate("SUN MON TUE WED THU FRI SAT".split(), 1)}


class BadCron(ValueError):
    pass


@dataclasses.dataclass(frozen=True)
class Field:
    what: str
    low: int
    high: int
    names: dict = dataclasses.field(default_factory=dict)
    largest_step: int = 99


SECOND, MINUTE, HOUR = Field("second", 0, 59, largest_step=59), Field("minute", 0, 59, largest_step=59), Field("hour", 0, 23, largest_step=23)
DAY, MONTH, WEEKDAY = Field("day of month", 1, 31, largest_step=31), Field("month", 1, 12, MONTHS, 12), Field("day of week", 1, 7, DAYS, 7)
YEAR = Field("year", 1970, 2199)


def moments(expression):
    parts = expression.upper().split()
    if len(parts) not in (6, 7):
        raise BadCron(f"{len(parts)} fields; there must be 6 or 7")
    seconds, minutes, hours = (tuple(sorted(values(part, field))) for part, field in zip(parts, (SECOND, MINUTE, HOUR)))
    if (parts[3] == "?") == (parts[5] == "?"):
        raise BadCron("exactly one of day-of-month and day-of-week must be ?")
    months = values(parts[4], MONTH)
    years = None if len(parts) < 7 or parts[6] == "*" else values(parts[6], YEAR)
    in_month = month_days(parts[3]) if parts[5] == "?" else weekdays(parts[5])

    def is_day(date):
        return date.month in months and (years is None or date.year in years) and in_month(date)

    return Moments(seconds, minutes, hours, is_day, datetime.timezone.utc)


def values(text, field):
    found = set()
    for part in text.split(","):
        match = re.fullmatch(r"(\*|\w+)?(?:-(\w+))?(?:/(\d+))?", part)
        if not match or not part or (match[1] is None and (match[2] or not match[3])):
            raise BadCron(f"{part!r} is no {field.what}")
        found |= spread(match[1], match[2], match[3], field)
    return found


def spread(first, last, step, field):
    step_size = int(step) if step else 1
    if not 1 <= step_size <= field.largest_step:
        raise BadCron(f"increment {step} of {field.what}")
    if first in (None, "*"):
        if last:
            raise BadCron("a range cannot begin with *")
        return set(range(field.low, field.high + 1, step_size))
    low = number(first, field)
    if not last:
        return set(range(low, field.high + 1, step_size)) if step else {low}
    high = number(last, field)
    size = field.high - field.low + 1
    return {(offset - field.low) % size + field.low for offset in range(low, (high if high >= low else high + size) + 1, step_size)}


def number(text, field):
    value = field.names.get(text) or (int(text) if text.isdigit() else None)
    if value is None or not field.low <= value <= field.high:
        raise BadCron(f"{text} is no {field.what}")
    return value


def last_day(date):
    return calendar.monthrange(date.year, date.month)[1]


def nearest_weekday(date, day):
    """The day of the month, Monday to Friday, that is nearest to `day` without leaving the month."""
    last = last_day(date)
    day = min(day, last)
    weekday = date.replace(day=day).isoweekday()
    if weekday == 6:
        return day - 1 if day > 1 else day + 2
    if weekday == 7:
        return day + 1 if day < last else day - 2
    return day


def month_days(text):
    from_end = re.fullmatch(r"L(?:-(\d{1,2}))?(W)?", text)
    if from_end:
        offset = int(from_end[1] or 0)
        if offset > 30:
            raise BadCron("the offset from the last day must be at most 30")
        if from_end[2]:
            return lambda date: date.day == nearest_weekday(date, last_day(date) - offset)
        return lambda date: date.day == last_day(date) - offset
    near = re.fullmatch(r"(\d{1,2})W", text)
    if near:
        day = number(near[1], DAY)
        return lambda date: date.day == nearest_weekday(date, day)
    days = values(text, DAY)
    return lambda date: date.day in days


def weekdays(text):
    of_week = lambda date: date.isoweekday() % 7 + 1
    last = re.fullmatch(r"(\w+?)L", text)
    if last and text not in DAYS:
        wanted = number(last[1], WEEKDAY)
        return lambda date: of_week(date) == wanted and date.day + 7 > last_day(date)
    nth = re.fullmatch(r"(\w+)#(\d+)", text)
    if nth:
        wanted, which = number(nth[1], WEEKDAY), int(nth[2])
        if not 1 <= which <= 5:
            raise BadCron("a number from 1 to 5 must follow #")
        return lambda date: of_week(date) == wanted and (date.day - 1) // 7 + 1 == which
    days = values("7" if text == "L" else text, WEEKDAY)
    return lambda date: of_week(date) in days
