#!/usr/bin/env python3
"""Fails when a layer includes a header of a layer it must not know, or when a general layer speaks of this provider's subject (design.md 5)."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]

# What each folder of provider/ may include besides its own headers. "." is provider/*.c itself.
ALLOWED = {
    "base": (),
    "value": ("base",),
    "framework": ("base", "value"),
    "plugin": ("base",),
    "rpc": ("base", "value", "framework", "plugin"),
    "http": ("base",),
    "aws": ("base", "value", "http"),
    "s3": ("base", "value", "http", "aws"),
    "repository": ("base", "value", "s3"),
    "cluster": ("base", "http", "aws"),
    "validators": ("base", "value", "framework", "http", "aws", "s3", "cluster"),
    "schemas": ("base", "value", "framework", "validators"),
    "configuration": ("base", "value", "framework", "validators", "schemas", "http", "aws", "s3", "repository", "cluster"),
}
ALLOWED["resources"] = ALLOWED["data_sources"] = ALLOWED["functions"] = ALLOWED["configuration"] + ("configuration",)
ALLOWED["tool"] = ALLOWED["resources"]
ALLOWED["."] = tuple(ALLOWED)
ALLOWED["executables"] = ()

GENERAL = ("plugin", "rpc", "framework", "value")
FOREIGN_WORDS = re.compile(r"elasticsearch|opensearch|snapshot|bucket", re.IGNORECASE)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def findings_of_file(path, layer, folders):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        where = f"{path.relative_to(ROOT)}:{number}"
        match = INCLUDE.match(line)
        included = match.group(1).split("/")[0] if match and "/" in match.group(1) else layer
        if included != layer and included in folders and included not in ALLOWED[layer]:
            yield f"{where}: {layer} must not include {match.group(1)}"
        if layer in GENERAL and FOREIGN_WORDS.search(line):
            yield f"{where}: {layer} must not know this word: {line.strip()}"


def findings(root):
    folders = {path.name for path in root.iterdir() if path.is_dir()}
    for path in sorted(root.rglob("*.[ch]")):
        layer = path.relative_to(root).parts[0] if path.parent != root else "."
        if layer not in ALLOWED:
            yield f"{path.relative_to(ROOT)}: layer {layer} is not in the table of {pathlib.Path(__file__).name}"
        else:
            yield from findings_of_file(path, layer, folders)


def main():
    found = list(findings(ROOT / "provider"))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
