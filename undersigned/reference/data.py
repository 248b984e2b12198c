"""What the guide says of the archive's data: its files, the keys of the JSON, the columns of the tables.

`directives` prints it; `docs/develop/data.md` and `docs/about/data.md` are the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import downloads, site
from ..exports import formats
from ..exports.data import DESCRIPTIONS
from ..exports.shape import FILES, GROUPS, Key
from ..exports.tables import TABLES, Column

#: Names the list of all files, and that of the feeds of the whole archive.
ALL_FILES = "files"
FEEDS = "feeds"
_TOLD = {downloads.WHOLE: "New letters, and letters that were corrected", downloads.CORRECTIONS: "Corrections only"}
_TYPES = {
    "string": "text", "integer": "number", "boolean": "true or false", "year": "year",
    "array": "list, written as a JSON array",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, column or file, and what there is to say of it."""

    name: str
    doc: str
    value: str = ""
    #: Path below the site of a file that the name is a link to.
    link: str = ""


def entries(name: str, /) -> tuple[Entry, ...]:
    """Describe all files, feeds, a file of JSON (`letters.json`), a group of keys (`letter`), a table (`letters.csv`).

    An unknown name is a KeyError.
    """
    if name == ALL_FILES:
        return tuple(Entry(file, doc, link=f"{site.DATA}/{file}") for file, doc in DESCRIPTIONS.items())
    if name == FEEDS:
        return tuple(_feed(stem, doc, format_) for stem, doc in _TOLD.items() for format_ in downloads.FEEDS)
    if table := next((table for table in TABLES if table.file == name), None):
        return tuple(Entry(column.name, column.doc, _cell(column)) for column in table.columns)
    keys = FILES[name.removesuffix(".json")] if name.endswith(".json") else GROUPS[name]
    return tuple(Entry(key.name, key.doc, "; ".join(_facts(key))) for key in keys)


def _feed(stem: str, doc: str, format_: formats.Format) -> Entry:
    name = stem + format_.suffix
    return Entry(name, f"{doc}, as {format_.label.removesuffix(' feed')}.", link=name)


def _facts(key: Key) -> Iterator[str]:
    yield key.value.says
    if key.null:
        yield "or null"
    if not key.always:
        yield "only where there is one"


def _cell(column: Column) -> str:
    choices = column.constraints.get("enum")
    says = f"one of {', '.join(choices)}" if choices else _TYPES[column.type]
    return says if column.constraints.get("required") else f"{says}; may be empty"
