"""The archive as data: every file with its bytes, for the command `export` and the folder `data/` of the site.

Comes after `holdings`; `record` and `tables` say what stands in the files, `shape` what the JSON means. The same pages
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from .. import checksums
from ..catalogue import Entry
from ..records import Letter, Organization, Topic
from . import package, schemas
from .cells import as_csv
from .holdings import Holdings
from .items import item_of
from .package import Sum
from .record import as_json, as_line
from .shape import FILES, FORMAT, LICENSE
from .tables import TABLES, Table, rows_of

#: Name of the file with the checksums of all others.
SUMS = checksums.NAME
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
        self._lines: dict[str, str] = {}

    def folder(self) -> dict[str, bytes]:
        """Write the files of the whole archive, by name."""
        files = {name: make() for name, make in self.makers().items()}
        sums = {name: Sum.of(content) for name, content in files.items()}
        files[PACKAGE] = self.package(sums)
        return {**files, SUMS: self.sums({**sums, PACKAGE: Sum.of(files[PACKAGE])})}

    def makers(self) -> dict[str, Callable[[], bytes]]:
        """Give what makes each file of the whole archive, by name, but for the two that tell of all others."""
        makers: dict[str, Callable[[], bytes]] = {f"{kind}.json": partial(self._list, kind) for kind in self._shelves}
        makers |= {table.file: partial(self._table, table) for table in TABLES}
        return makers | {f"{kind}.schema.json": partial(_schema, kind) for kind in FILES}

    def package(self, sums: Mapping[str, Sum], /) -> bytes:
        """Describe lists and tables for programs; `sums` is what is known of the files of `makers`."""
        described = {name: found for name, found in sums.items() if not name.endswith(".schema.json")}
        return as_json(package.package_of(described, DESCRIPTIONS, title=self._holdings.title, archive=self._archive))

    @staticmethod
    def sums(sums: Mapping[str, Sum], /) -> bytes:
        """Write the checksums of all other files."""
        return checksums.text({name: found.sha256 for name, found in sums.items()}).encode()

    # ---------------------------------------------------------------- beside pages

    def letter(self, letter: Entry[Letter], /) -> str:
        """Write the file beside the page of a letter."""
        return self._one("letter", {}, letter)

    def organization(self, body: Entry[Organization], /) -> str:
        """Write the file beside the page of an organization."""
        return self._one("organization", self.lists(body), body)

    def topic(self, topic: Entry[Topic], /) -> str:
        """Write the file beside the page of a topic."""
        return self._one("topic", self.lists(topic), topic)

    def lists(self, entry: Entry[Organization] | Entry[Topic], /) -> dict[str, list[str]]:
        """List the letters that stand in the file of a body or topic, by id."""
        catalogue, id_ = self._holdings.catalogue, entry.record.id
        if isinstance(entry.record, Topic):
            return {"letters": _ids(catalogue.by_topic(id_))}
        return {"signed": _ids(catalogue.signed_by(id_)), "received": _ids(catalogue.received_by(id_))}

    # ---------------------------------------------------------------- records

    @property
    def _shelves(self) -> dict[str, Iterable[Entry[Any]]]:
        held = self._holdings
        return {"letters": held.letters, "organizations": held.organizations, "topics": held.topics}

    def _line(self, entry: Entry[Any]) -> str:
        """Write a record as one line."""
        if entry.docname not in self._lines:
            held = self._holdings
            self._lines[entry.docname] = as_line(item_of(entry.record, held.texts[entry.docname], held.catalogue))
        return self._lines[entry.docname]

    def _list(self, kind: str) -> bytes:
        """Write the records of a kind, one a line, so that lines can be compared and read one by one."""
        lines = ",\n".join(map(self._line, self._shelves[kind]))
        return f'{self._head}, "{kind}": [\n{lines}\n]}}\n'.encode()

    def _table(self, table: Table) -> bytes:
        return as_csv(rows_of(table, self._holdings))

    def _one(self, kind: str, lists: Mapping[str, list[str]], entry: Entry[Any]) -> str:
        more = "".join(f', "{name}": {as_line(ids)}' for name, ids in lists.items())
        return f'{self._head}{more}, "{kind}":\n{self._line(entry)}\n}}\n'


def _ids(entries: Iterable[Entry[Letter]]) -> list[str]:
    return [entry.record.id for entry in entries]


def _schema(kind: str) -> bytes:
    return as_json(schemas.schema_of(kind))
