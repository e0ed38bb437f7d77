"""Cron expressions of five fields with a time zone, as OpenSearch's job scheduler takes them. Source: snapshots.md 3.3, recorded answers."""
import dataclasses
import re

from .calendar_fields import Moments
from .errors import illegal_argument

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
DAYS = "SUN MON TUE WED THU FRI SAT".split()


@dataclasses.dataclass(frozen=True)
class Field:
    low: int
    high: int
    names: dict


FIELDS = [
    Field(0, 59, {}),
    Field(0, 23, {}),
    Field(1, 31, {}),
    Field(1, 12, {name: number for number, name in enumerate(MONTHS, 1)}),
    Field(0, 7, {name: number for number, name in enumerate(DAYS)}),
]


def moments(expression, zone):
    if expression.strip().startswith("@"):
        raise illegal_argument("Nicknames not supported!")
    parts = expression.split()
    if not parts:
        raise illegal_argument("Empty expression!")
    if len(parts) != len(FIELDS):
        raise illegal_argument(f"Cron expression contains {len(parts)} parts but we expect one of [{len(FIELDS)}]")
    minutes, hours, days, months, weekdays = (values(text, field) for text, field in zip(parts, FIELDS))
    weekdays = {day % 7 for day in weekdays}
    either = parts[2] != "*" and parts[4] != "*"

    def is_day(date):
        in_month, in_week = date.day in days, date.isoweekday() % 7 in weekdays
        return date.month in months and (in_month or in_week if either else in_month and in_week)

    return Moments((0,), tuple(sorted(minutes)), tuple(sorted(hours)), is_day, zone)


def failed(reason):
    cause = {"type": "illegal_argument_exception", "reason": reason}
    return illegal_argument(f"Failed to parse cron expression. {reason}", cause)


def values(text, field):
    if "?" in text:
        raise failed(f"Invalid expression: {text}")
    letters = [word for word in re.findall("[A-Za-z]+", text) if word.upper() not in field.names]
    if letters:
        raise failed(f"Invalid chars in expression! Expression: {text} Invalid chars: {','.join(letters)}")
    if not re.fullmatch(r"[A-Za-z0-9*,/-]+", text):
        raise failed(f"Invalid expression: {text}")
    return set().union(*(part_values(part, field) for part in text.split(",")))


def part_values(part, field):
    span, slash, step = part.partition("/")
    if slash and (not step.isdigit() or not 1 <= int(step) <= field.high):
        raise failed(f"Period {step} not in range [1, {field.high}]" if step.lstrip("-").isdigit() else f"Missing steps for expression: {part}")
    first, dash, last = span.partition("-")
    if span == "*":
        low, high = field.low, field.high
    else:
        low = value(first, field)
        high = value(last, field) if dash else field.high if slash else low
    if low > high:
        raise failed(f"Invalid range! [{low},{high}]")
    return set(range(low, high + 1, int(step) if slash else 1))


def value(text, field):
    number = field.names.get(text.upper())
    if number is None and not text.isdigit():
        raise failed(f"Invalid expression: {text}")
    number = int(text) if number is None else number
    if not field.low <= number <= field.high:
        raise failed(f"Value {number} not in range [{field.low}, {field.high}]")
    return number
