#!/usr/bin/env python3
"""Fails when a function has more than 100 lines or a file more than 800. Generated tables are no prose: only their functions count."""
import pathlib
import re
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
FUNCTION_LINES, FILE_LINES = 100, 800
FOLDERS = ("provider", "tests")
GENERATED = ("provider/schemas/",)
HEAD = re.compile(r"^[A-Za-z_].*[A-Za-z_0-9]\s*\(")
NAME = re.compile(r"([A-Za-z_][A-Za-z_0-9]*)\s*\(")


def functions(lines):
    """(name, first line, number of lines) of each function: a head at column 0, "{" and "}" alone at column 0 (.clang-format sees to that)."""
    head = start = None
    for number, line in enumerate(lines, 1):
        if start is None and HEAD.match(line) and not line.rstrip().endswith(";"):
            head = number
        elif line == "{" and head:
            start = head
        elif line.startswith("}"):
            if start:
                names = NAME.findall(lines[start - 1])
                yield names[0] if names else "?", start, number - start + 1
            head = start = None


def main():
    lengths, found = [], []
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.[ch]"))]
    for path in paths:
        name = str(path.relative_to(ROOT))
        lines = path.read_text().splitlines()
        if len(lines) > FILE_LINES and not name.startswith(GENERATED):
            found.append(f"{name}: {len(lines)} lines, {FILE_LINES} are allowed")
        for function, start, length in functions(lines):
            lengths.append(length)
            if length > FUNCTION_LINES:
                found.append(f"{name}:{start}: {function} has {length} lines, {FUNCTION_LINES} are allowed")
    print("\n".join(found), end="\n" if found else "")
    over_50 = sum(length > 50 for length in lengths)
    print(f"{len(paths)} files, {len(lengths)} functions: median {statistics.median(lengths):.0f} lines, {over_50} over 50, longest {max(lengths)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
