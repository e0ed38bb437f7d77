"""Durations as OpenSearch and Elasticsearch read and write them. Writing keeps at most one digit of a fraction, and what has one cannot be read
again. Source: snapshots.md 3.5."""
import re

from .errors import illegal_argument

UNITS = [("nanos", 1), ("micros", 10**3), ("ms", 10**6), ("s", 10**9), ("m", 60 * 10**9), ("h", 3600 * 10**9), ("d", 86_400 * 10**9)]
LARGEST = 2**63 - 1
DOUBLE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[df]?")


def nanoseconds(text, setting):
    """Reads a duration; -1 stands for "none". `setting` is the name that appears in the message."""
    given, normal = text, text.strip().lower()
    for unit, size in UNITS:
        if normal.endswith(unit):
            return min(number(given, normal.removesuffix(unit).strip()) * size, LARGEST)
    if re.fullmatch("-0*1", normal):
        return -1
    if re.fullmatch("0+", normal):
        return 0
    raise illegal_argument(f"failed to parse setting [{setting}] with value [{given}] as a time value: unit is missing or unrecognized")


def number(given, digits):
    if re.fullmatch(r"[+-]?\d+", digits):
        return int(digits)
    cause = {"type": "number_format_exception", "reason": f'For input string: "{digits}"'}
    if DOUBLE.fullmatch(digits):
        raise illegal_argument(f"failed to parse [{given}], fractional time values are not supported", cause)
    raise illegal_argument(f"failed to parse [{given}]", cause)


def written(duration):
    """The text the server keeps: the largest unit of which there is at least one, and one digit of the fraction, cut off."""
    if duration < 0:
        return str(duration)
    for unit, size in reversed(UNITS):
        if duration >= size:
            tenths = duration * 10 // size
            return f"{tenths // 10}{'.' + str(tenths % 10) if tenths % 10 else ''}{unit}"
    return "0s"


def milliseconds(text, setting="value"):
    return nanoseconds(text, setting) // 10**6
