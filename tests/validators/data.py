"""The archive as data: JSON by its own published schemas, the schemas by theirs, tables by their Data Package."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import SchemaError

from tests.building import TOP

JSON_FEED = TOP / "tests/schemas/jsonfeed-1.1.json"


@cache
def _schema(path: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(path.read_text("utf-8")))


def json_feed(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold feeds to a schema of JSON Feed 1.1 (`tests/schemas/README.md`)."""
    schema = Draft7Validator(json.loads(JSON_FEED.read_text("utf-8")))
    for path in files:
        feed = json.loads(path.read_text("utf-8"))
        yield from (f"{path}: {error.json_path}: {error.message}" for error in schema.iter_errors(feed))


def schemas(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold JSON Schemas to their own dialect."""
    for path in files:
        schema = json.loads(path.read_text("utf-8"))
        if schema.get("$schema") != Draft202012Validator.META_SCHEMA["$id"]:
            yield f"{path}: dialect {schema.get('$schema')}"
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            yield f"{path}: {error.message}"


def records(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold records to the schema that stands in `data/` for files of their kind."""
    for path in files:
        # Of one record beside its page, or of all in the folder.
        kind = path.stem if path.parent == site / "data" else path.relative_to(site).parts[0].removesuffix("s")
        errors = _schema(site / "data" / f"{kind}.schema.json").iter_errors(json.loads(path.read_text("utf-8")))
        yield from (f"{path}: {error.json_path}: {error.message}" for error in errors)


def package(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold tables to their description: columns, types, keys, checksums; and every file to the list of checksums."""
    for path in files:
        if path.suffix == ".json":
            yield from package_errors(path)
        elif path.name == "SHA256SUMS":
            sums = {line[66:]: line[:64] for line in path.read_text("utf-8").splitlines()}
            there = {other.name for other in path.parent.iterdir()} - {path.name}
            if set(sums) != there:
                yield f"{path}: other files: {sorted(there ^ set(sums))}"
            for name in there & set(sums):
                if hashlib.sha256((path.parent / name).read_bytes()).hexdigest() != sums[name]:
                    yield f"{path}: checksum of {name}"
        elif path.name not in _tables(path.with_name("datapackage.json")):
            yield f"{path}: not in the package"


@cache
def _tables(path: Path) -> set[str]:
    described: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return {resource["path"] for resource in described["resources"]}


def package_errors(path: Path, /) -> list[str]:
    """Give what frictionless finds against a package."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        report = frictionless.validate(str(path))
        return [f"{name}: {kind}: {note}" for name, kind, note in report.flatten(["name", "type", "note"])]
