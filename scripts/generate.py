#!/usr/bin/python3
"""Writes provider/schemas/ and docs/ from schemas/ and examples/. With --check it only says what would change.

Source of truth is schemas/: one JSON file an object. What was generated before and has no source any more is removed."""

import argparse
import sys
from pathlib import Path

from generator.pages import page_files
from generator.schema_files import SchemaError, Schemas
from generator.tables import function_files, object_files

# Folders that hold nothing else; docs/guides is written by hand.
GENERATED = ("provider/schemas", "docs/resources", "docs/data-sources", "docs/functions")


def c_files(schemas):
    files = object_files("provider", schemas.provider)
    for kind, group in (("resource", schemas.resources), ("data source", schemas.data_sources)):
        for schema in group:
            files.update(object_files(kind, schema))
    for function in schemas.functions:
        files.update(function_files(function))
    return files


def wanted_files(root):
    schemas = Schemas(root / "schemas")
    files = {f"provider/schemas/{name}": text for name, text in c_files(schemas).items()}
    files.update({f"docs/{name}": text for name, text in page_files(schemas, root / "examples").items()})
    return files


def present_files(root):
    found = [file for folder in GENERATED for file in (root / folder).rglob("*") if file.is_file()]
    found += [file for file in [root / "docs/index.md"] if file.is_file()]
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in found}


def differences(root):
    """Files to write, and names of files to remove."""
    wanted, present = wanted_files(root), present_files(root)
    changed = {name: text for name, text in sorted(wanted.items()) if present.get(name) != text}
    return changed, sorted(present.keys() - wanted.keys())


def write(root, changed, superfluous):
    for name, text in changed.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for name in superfluous:
        (root / name).unlink()


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something would change")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, help="folder of the repository")
    options = parser.parse_args(arguments)
    try:
        changed, superfluous = differences(options.root)
    except SchemaError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.check:
        write(options.root, changed, superfluous)
        return 0
    for name in [*changed, *superfluous]:
        print(f"{name} is not what schemas/ and examples/ say: run make generate", file=sys.stderr)
    return 1 if changed or superfluous else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
