"""Imports records from JSON: the shape in which the archive gives its data away.

Lists of letters, organizations and topics, joined by ids. Existing pages are never overwritten: a second import
writes nothing, and what people changed since stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import dates
from ..links import NAME
from ..records import (
    Ask,
    Letter,
    Organization,
    Party,
    Record,
    Reference,
    Source,
    Topic,
)  # fmt: skip
from ..writing import missing_year_page, page_path, page_text, prose

FILES = ("topics.json", "organizations.json", "letters.json")


class RecordError(Exception):
    """A record that cannot be read; the text names it and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A record with the prose of its page."""

    record: Record
    body: str


@dataclass(slots=True)
class Outcome:
    """What an import did or would do, by path of the page."""

    #: New pages with their text.
    written: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    #: Pages that differ from the record and were left as they are.
    kept: list[str] = field(default_factory=list)


def load(folder: Path) -> list[Imported]:
    """Read the records of a folder; raises RecordError that lists every record that cannot be read."""
    found: list[Imported] = []
    problems: list[str] = []
    readers = {"topics.json": _topic, "organizations.json": _organization, "letters.json": _letter}
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        try:
            items = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            problems.append(f"{name}: not JSON: {error}")
            continue
        for number, item in enumerate(items if isinstance(items, list) else [items]):
            try:
                found.append(readers[name](_Fields(item)))
            except (RecordError, ValueError) as error:
                label = item.get("id") if isinstance(item, dict) else None
                problems.append(f"{name}: record {number + 1} ({label or 'without id'}): {error}")
    if not found and not problems:
        problems.append(f"{folder}: holds none of {', '.join(FILES)}")
    if problems:
        raise RecordError("\n".join(problems))
    return found


class _Fields:
    """The keys of one JSON object, each taken once; what is left over is an error, so that nothing is lost."""

    def __init__(self, item: object) -> None:
        if not isinstance(item, Mapping):
            raise RecordError("is no object")
        self._item = dict(item)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        value = self._item.pop(key, None)
        if value is None:
            if default is ...:
                raise RecordError(f"has no {key!r}")
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise RecordError(f"{key!r} is {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise RecordError(f"{key!r} holds something that is no text")
        return tuple(values)

    def identifier(self) -> str:
        """Take the id, which becomes a file's name."""
        value: str = self.take("id", str, ...)
        if not NAME.fullmatch(value):
            raise RecordError(f"the id {value!r} is not made of a-z, 0-9 and single hyphens")
        return value

    def done(self) -> None:
        if self._item:
            raise RecordError(f"has unknown keys: {', '.join(sorted(map(str, self._item)))}")


def _party(item: object) -> Party:
    fields = _Fields(item)
    organization = fields.take("organization", str)
    # The name decides whom it means; an id is written only where no name does.
    id_ = fields.take("organization_id", str)
    party = Party(
        organization=organization, name=fields.take("name", str), title=fields.take("title", str),
        organization_id=None if organization else id_,
    )  # fmt: skip
    fields.done()
    return party


def _letter(fields: _Fields) -> Imported:
    source = _Fields(fields.take("source", Mapping, ...))
    id_ = fields.identifier()
    if not id_[:4].isdigit():
        raise RecordError(f"the id {id_!r} does not begin with the letter's year")
    letter = Letter(
        id=id_,
        title=fields.take("title", str, ...),
        title_supplied=fields.take("title_supplied", bool, False),
        date=dates.parse(fields.take("date", str, ...)),
        date_note=fields.take("date_note", str),
        language=fields.take("language", str, "en"),
        to=tuple(map(_party, fields.take("to", list, []))),
        cc=tuple(map(_party, fields.take("cc", list, []))),
        signatories=tuple(map(_party, fields.take("signatories", list, []))),
        individuals=fields.take("individuals_count", int),
        signatories_complete=fields.take("signatories_complete", bool, False),
        signatories_stated=fields.take("signatories_stated", int),
        topics=tuple(Reference("topic", topic) for topic in fields.texts("topics")),
        occasion=fields.take("occasion", str),
        asks=tuple(map(Ask, fields.texts("asks"))),
        source=Source(source.take("publisher", str, ...), source.take("url", str)),
        other_urls=fields.texts("other_urls"),
        evidence=fields.texts("evidence"),
        rights=fields.take("rights", str),
        notes=fields.take("notes", str) or None,
    )
    body = fields.take("summary", str, "")
    source.done()
    fields.done()
    return Imported(letter, prose(body))


def _organization(fields: _Fields) -> Imported:
    record = Organization(
        id=fields.identifier(), name=fields.take("name", str, ...), aliases=fields.texts("aliases"),
        misprints=fields.texts("misprints"), kind=fields.take("kind", str, "other"), country=fields.take("country", str),
        parent=fields.take("parent", str),
    )  # fmt: skip
    body = fields.take("note", str, "")
    fields.done()
    return Imported(record, prose(body))


def _topic(fields: _Fields) -> Imported:
    record = Topic(
        id=fields.identifier(), name=fields.take("name", str, ...), broader=fields.take("broader", str),
        related=fields.texts("related"),
    )  # fmt: skip
    body = fields.take("description", str, "")
    fields.done()
    return Imported(record, prose(body))


def plan(imported: Iterable[Imported], existing: Mapping[str, tuple[Record | None, str]]) -> Outcome:
    """Decide which pages to write.

    `existing` gives record and body of the pages that are there, by path.
    """
    outcome = Outcome()
    years: set[int] = set()
    for item in imported:
        path = page_path(item.record)
        if isinstance(item.record, Letter):
            years.add(int(item.record.id[:4]))
        if path not in existing:
            outcome.written[path] = page_text(item.record, item.body)
            continue
        record, body = existing[path]
        same = record == item.record and body.strip() == item.body.strip()
        (outcome.unchanged if same else outcome.kept).append(path)
    for year in sorted(years):
        outcome.written |= missing_year_page(f"{year:04d}", existing.__contains__)
    return outcome
