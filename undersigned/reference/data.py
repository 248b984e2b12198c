"""What the guide says of the archive's data: its files, the keys of the JSON, the columns of the tables.

`directives` prints it; `docs/develop/data.md` and `docs/about/data.md` are the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..exports.data import DESCRIPTIONS
from ..exports.shape import FILES, GROUPS, Key
from ..exports.tables import TABLES, Column

#: Names the list of all files.
ALL_FILES = "files"
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


def entries(name: str, /) -> tuple[Entry, ...]:
    """Describe all files, a file of JSON (`letters.json`), a group of keys (`letter`), or a table (`letters.csv`).

    An unknown name is a KeyError.
    """
    if name == ALL_FILES:
        return tuple(Entry(file, doc) for file, doc in DESCRIPTIONS.items())
    if table := next((table for table in TABLES if table.file == name), None):
        return tuple(Entry(column.name, column.doc, _cell(column)) for column in table.columns)
    keys = FILES[name.removesuffix(".json")] if name.endswith(".json") else GROUPS[name]
    return tuple(Entry(key.name, key.doc, "; ".join(_facts(key))) for key in keys)


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
