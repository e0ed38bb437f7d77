"""Date formats by pattern letters, as both servers take them in names of snapshots. Sources: java.time.format.DateTimeFormatterBuilder's letters
as documented; snapshots.md 3.3."""
import datetime
import re

NAMED = {
    "basic_date": "yyyyMMdd", "strict_date": "yyyy-MM-dd", "date": "yyyy-MM-dd", "hour_minute": "HH:mm", "hour_minute_second": "HH:mm:ss",
    "basic_date_time_no_millis": "yyyyMMdd'T'HHmmssXX", "date_hour": "yyyy-MM-dd'T'HH", "date_hour_minute": "yyyy-MM-dd'T'HH:mm",
    "date_hour_minute_second": "yyyy-MM-dd'T'HH:mm:ss", "year": "yyyy", "year_month": "yyyy-MM", "year_month_day": "yyyy-MM-dd",
}
KNOWN_LETTERS = set("GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZp")
RESERVED = set("{}#")


class BadPattern(ValueError):
    pass


def number(moment, count, value):
    return str(value).zfill(count)


def year(moment, count):
    return f"{moment.year % 100:02}" if count == 2 else str(moment.year).zfill(count)


def month(moment, count):
    return number(moment, count, moment.month) if count <= 2 else moment.strftime("%b" if count == 3 else "%B")


def weekday(moment, count):
    return moment.strftime("%A" if count == 4 else "%a")


def offset(moment, count, zero, colon):
    seconds = int((moment.utcoffset() or datetime.timedelta()).total_seconds())
    if not seconds and zero:
        return zero
    sign, minutes = "-" if seconds < 0 else "+", abs(seconds) // 60
    if count == 1 and minutes % 60 == 0 and colon != "Z":
        return f"{sign}{minutes // 60:02}"
    return f"{sign}{minutes // 60:02}{':' if colon == ':' and count in (3, 5) else ''}{minutes % 60:02}"


LETTERS = {
    "y": year, "u": year, "Y": lambda m, n: str(m.isocalendar().year).zfill(n), "M": month, "L": month,
    "d": lambda m, n: number(m, n, m.day), "D": lambda m, n: number(m, n, m.timetuple().tm_yday),
    "Q": lambda m, n: f"Q{(m.month + 2) // 3}" if n == 3 else number(m, n, (m.month + 2) // 3),
    "w": lambda m, n: number(m, n, m.isocalendar().week), "E": weekday, "e": lambda m, n: number(m, n, m.isoweekday()),
    "a": lambda m, n: "AM" if m.hour < 12 else "PM", "H": lambda m, n: number(m, n, m.hour), "k": lambda m, n: number(m, n, m.hour or 24),
    "h": lambda m, n: number(m, n, m.hour % 12 or 12), "K": lambda m, n: number(m, n, m.hour % 12), "m": lambda m, n: number(m, n, m.minute),
    "s": lambda m, n: number(m, n, m.second), "S": lambda m, n: f"{m.microsecond * 1000:09}"[:n].ljust(n, "0"),
    "X": lambda m, n: offset(m, n, "Z", ":"), "x": lambda m, n: offset(m, n, None, ":"), "Z": lambda m, n: offset(m, n, None, "Z"),
    "V": lambda m, n: str(m.tzinfo), "z": lambda m, n: m.tzname() or "",
}


def pieces(pattern):
    """(letter, count) and ("", literal text), in order. Raises BadPattern with the message of the servers' Java."""
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "'":
            quoted = re.compile(r"'((?:[^']|'')*)'").match(pattern, at)
            if not quoted:
                raise BadPattern(f"Pattern ends with an incomplete string literal: {pattern}")
            yield "", quoted[1].replace("''", "'") or "'"
            at = quoted.end()
        elif sign.isascii() and sign.isalpha():
            if sign not in KNOWN_LETTERS:
                raise BadPattern(f"Unknown pattern letter: {sign}")
            end = re.compile(f"{sign}+").match(pattern, at).end()
            yield sign, end - at
            at = end
        elif sign in RESERVED:
            raise BadPattern(f"Pattern includes reserved character: '{sign}'")
        else:
            yield "", sign
            at += 1


def problem(pattern):
    """What is wrong with a format, or None."""
    try:
        list(pieces(NAMED.get(pattern, pattern)))
    except BadPattern as bad:
        return f"Invalid format: [{pattern}]: {bad}"
    return None


def written(pattern, moment):
    """`moment` is a datetime with a zone. Letters that nobody puts in a name are not written: NotImplementedError."""
    text = ""
    for letter, what in pieces(NAMED.get(pattern, pattern)):
        if letter and letter not in LETTERS:
            raise NotImplementedError(f"pattern letter {letter}")
        text += LETTERS[letter](moment, what) if letter else what
    return text
