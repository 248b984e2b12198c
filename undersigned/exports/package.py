"""The description of the tables as a Data Package (https://datapackage.org/standard/data-package/).

Part of `data`; made from `tables`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .shape import FORMAT, LICENSE
from .tables import TABLES, Table

Json = dict[str, Any]

NAME = "open-letters"
_LICENSES = {"CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0")}


@dataclass(frozen=True, slots=True)
class Sum:
    """What is told of a file: its length in bytes and its checksum."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes, /) -> Sum:
        """Measure the content of a file."""
        return cls(len(content), hashlib.sha256(content).hexdigest())

    @classmethod
    def in_file(cls, path: Path, /) -> Sum:
        """Measure a file."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
            return cls(file.tell(), digest.hexdigest())


def package_of(
    files: Mapping[str, Sum], descriptions: Mapping[str, str], /, *, title: str, archive: str | None
) -> Json:
    """Describe files by name: tables with their columns, others by what they hold."""
    path, words = _LICENSES[LICENSE]
    tables = {table.file: table for table in TABLES}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": f"{title}: open letters as data",
        "description": "Who signed which open letter, to whom, about what. Persons who sign for no body are counted "
        "and not named.",
        **({"homepage": archive} if archive else {}),
        # The version of the shape, as every JSON file bears it; Data Package has no word for it.
        "format": FORMAT,
        "licenses": [{"name": LICENSE, "path": path, "title": words}],
        "resources": [_resource(name, found, descriptions[name], tables.get(name)) for name, found in files.items()],
    }


def _resource(name: str, told: Sum, description: str, table: Table | None) -> Json:
    stem, _, suffix = name.rpartition(".")
    found: Json = {
        "name": stem if table else name.replace(".", "-"),
        "path": name,
        "description": description,
        "format": suffix,
        "mediatype": "text/csv" if table else "application/json",
        "encoding": "utf-8",
        "bytes": told.size,
        "hash": f"sha256:{told.sha256}",
    }
    if table:
        found |= {"type": "table", "title": table.title, "schema": _schema(table)}
    return found


def _schema(table: Table) -> Json:
    return {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.doc,
             **({"constraints": column.constraints} if column.constraints else {})}
            for column in table.columns
        ],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in table.foreign.items()
        ]} if table.foreign else {}),
    }  # fmt: skip
