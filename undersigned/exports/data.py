"""The archive as data: every file with its bytes, for the command `export` and the folder `data/` of the site.

Comes after `holdings`; `record` and `tables` say what stands in the files, `shape` what the JSON means. The same pages
give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from ..catalogue import Entry
from ..records import Letter
from . import package, schemas
from .cells import as_csv
from .holdings import Holdings
from .items import item_of
from .record import as_line
from .shape import FILES, FORMAT, LICENSE
from .tables import TABLES, rows_of

#: Name of the file with the checksums of all others.
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
#: What each file holds, in the order of the guide.
DESCRIPTIONS: dict[str, str] = {
    "letters.json": "All letters, with everything that the archive records of them.",
    "organizations.json": "All organizations, with every form of their names.",
    "topics.json": "All topics.",
    **{table.file: table.doc for table in TABLES},
    PACKAGE: "Describes the tables for programs: columns, types, keys (Data Package).",
    **{f"{kind}.schema.json": f"JSON Schema of {where}." for kind, where in (
        ("letters", "letters.json"), ("organizations", "organizations.json"), ("topics", "topics.json"),
        ("letter", "the file beside each letter's page"), ("organization", "the file beside each organization's page"),
        ("topic", "the file beside each topic's page"),
    )},
    SUMS: "Checksums of all other files, for sha256sum -c.",
}  # fmt: skip


class Data:
    """Writes the files; each record is put into words once, for both places in which it stands."""

    def __init__(self, holdings: Holdings, archive: str | None) -> None:
        """`archive` is the address of the site with a slash at its end, if it has one."""
        self._holdings = holdings
        self._archive = archive
        self._head = as_line({"format": FORMAT, "archive": archive, "license": LICENSE})[:-1]

    def folder(self) -> dict[str, bytes]:
        """Write the files of the whole archive, by name."""
        files = {f"{kind}.json": self._list(kind) for kind in ("letters", "organizations", "topics")}
        files |= {table.file: as_csv(rows_of(table, self._holdings)) for table in TABLES}
        described = package.package_of(files, DESCRIPTIONS, title=self._holdings.title, archive=self._archive)
        files[PACKAGE] = _pretty(described)
        files |= {f"{kind}.schema.json": _pretty(schemas.schema_of(kind)) for kind in FILES}
        sums = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
        return {**files, SUMS: "".join(sums).encode()}

    def beside(self) -> Iterator[tuple[str, str]]:
        """Write the files that stand beside the pages, by path below the site."""
        catalogue = self._holdings.catalogue
        lists: dict[str, list[str]]
        for letter, line in zip(self._holdings.letters, self._lines["letters"], strict=True):
            yield f"{letter.docname}.json", self._one("letter", {}, line)
        for body, line in zip(self._holdings.organizations, self._lines["organizations"], strict=True):
            id_ = body.record.id
            lists = {"signed": _ids(catalogue.signed_by(id_)), "received": _ids(catalogue.received_by(id_))}
            yield f"{body.docname}.json", self._one("organization", lists, line)
        for topic, line in zip(self._holdings.topics, self._lines["topics"], strict=True):
            lists = {"letters": _ids(catalogue.by_topic(topic.record.id))}
            yield f"{topic.docname}.json", self._one("topic", lists, line)

    @cached_property
    def _lines(self) -> Mapping[str, list[str]]:
        held = self._holdings
        shelves: dict[str, Iterable[Entry[Any]]] = {
            "letters": held.letters, "organizations": held.organizations, "topics": held.topics,
        }  # fmt: skip
        return {
            kind: [as_line(item_of(entry.record, held.texts[entry.docname], held.catalogue)) for entry in shelf]
            for kind, shelf in shelves.items()
        }

    def _list(self, kind: str) -> bytes:
        """Write the records of a kind, one a line, so that lines can be compared and read one by one."""
        lines = ",\n".join(self._lines[kind])
        return f'{self._head}, "{kind}": [\n{lines}\n]}}\n'.encode()

    def _one(self, kind: str, lists: Mapping[str, list[str]], line: str) -> str:
        more = "".join(f', "{name}": {as_line(ids)}' for name, ids in lists.items())
        return f'{self._head}{more}, "{kind}":\n{line}\n}}\n'


def _ids(entries: Iterable[Entry[Letter]]) -> list[str]:
    return [entry.record.id for entry in entries]


def _pretty(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
