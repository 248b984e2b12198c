"""Reads the JSON in which archives give their data away: every key of `exports.shape`, each taken once.

Comes before `records`, which makes pages of what is read here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..exports.persons import counted
from ..exports.shape import FORMAT
from ..identifiers import REGISTERS
from ..records import (
    RELATIONS,
    Ask,
    Correction,
    Identifiers,
    Letter,
    Organization,
    Outcome,
    Party,
    Reference,
    Relation,
    Response,
    Source,
    Topic,
)  # fmt: skip
from ..tree import shown
from .json_fields import Fields, RecordError

#: Files of a folder, each with the kind of its records.
FILES = {"topics.json": "topics", "organizations.json": "organizations", "letters.json": "letters"}


@dataclass(frozen=True, slots=True)
class Imported:
    """A record with the Markdown of its page."""

    record: Letter | Organization | Topic
    body: str


@dataclass(slots=True)
class Loaded:
    """What the files of an archive hold: topics, then organizations, then letters."""

    items: list[Imported] = field(default_factory=list)
    #: Address of the archive's site, as its files say.
    archive: str | None = None


def load(source: Path) -> Loaded:
    """Read the files of a folder, or one file; raises RecordError that lists every record that cannot be read."""
    loaded = Loaded()
    problems: list[str] = []
    paths = [source / name for name in FILES] if source.is_dir() else [source]
    for path in paths:
        if path.is_file():
            try:
                found = json.loads(path.read_text("utf-8"))
            except (ValueError, RecursionError) as error:
                problems.append(f"{path.name}: not JSON: {error}")
                continue
            _read_file(path.name, found, loaded, problems)
    if not loaded.items and not problems:
        problems.append(f"{source}: holds none of {', '.join(FILES)}")
    if problems:
        raise RecordError("\n".join(problems))
    return loaded


def _read_file(name: str, found: Any, loaded: Loaded, problems: list[str]) -> None:
    kind, items = FILES.get(name, ""), found
    if isinstance(found, dict) and "format" in found:
        kind = next((kind for kind in _READERS if isinstance(found.get(kind), list)), "")
        if found["format"] != FORMAT:
            problems.append(f"{name}: format {found['format']!r} is not the one that is read here ({FORMAT})")
            return
        archive = found.get("archive")
        loaded.archive = loaded.archive or (archive if isinstance(archive, str) else None)
        items = found.get(kind)
    if kind not in _READERS:
        problems.append(f"{name}: holds no letters, organizations or topics")
        return
    seen: set[str] = set()
    for number, item in enumerate(items if isinstance(items, list) else [items]):
        label = item.get("id") if isinstance(item, dict) else None
        try:
            read = _READERS[kind](Fields(item))
            if read.record.id in seen:
                raise RecordError("another record has its id")
            seen.add(read.record.id)
            loaded.items.append(read)
        except (RecordError, ValueError) as error:
            # What a file says may hold signs that a terminal obeys.
            which = shown(label) if isinstance(label, str) and label else "without id"
            problems.append(f"{name}: record {number + 1} ({which}): {shown(str(error))}")


def _party(item: object) -> Party:
    fields = Fields(item)
    party = Party(
        organization=fields.text("organization"), name=fields.text("name"), title=fields.text("title"),
        organization_id=fields.body_id(),
    )  # fmt: skip
    fields.done()
    return party


def _signatory(item: object) -> Party:
    fields = Fields(item)
    party = Party(
        organization=fields.text("organization"), name=fields.text("name"), title=fields.text("title"),
        organization_id=fields.body_id(), role=fields.take("role", str, "signatory"),
        withdrawn=fields.date("withdrawn"),
    )  # fmt: skip
    fields.done()
    return party


def _ask(item: object) -> Ask:
    if isinstance(item, str):
        return Ask(item)
    fields = Fields(item)
    ask = Ask(fields.take("text", str, ...), fields.group("outcome", _outcome))
    fields.done()
    return ask


def _outcome(item: object) -> Outcome:
    fields = Fields(item)
    outcome = Outcome(fields.take("status", str, ...), fields.date("date"), fields.text("url"), fields.text("note"))
    fields.done()
    return outcome


def _source(item: object) -> Source:
    fields = Fields(item)
    source = Source(
        fields.take("publisher", str, ...), fields.text("url"), fields.text("identifier"), fields.text("copy")
    )
    fields.done()
    return source


def _response(item: object) -> Response:
    fields = Fields(item)
    response = Response(
        fields.needed_date("date"), _party(fields.take("from", Mapping, ...)), fields.take("kind", str, ...),
        fields.text("url"), fields.text("note"),
    )  # fmt: skip
    fields.done()
    return response


def _correction(item: object) -> Correction:
    fields = Fields(item)
    correction = Correction(fields.needed_date("date"), fields.take("note", str, ...))
    fields.done()
    return correction


def _relations(item: object) -> Iterator[Relation]:
    fields = Fields(item)
    yield from (Relation(kind, letter) for kind in RELATIONS for letter in fields.texts(kind))
    fields.done()


def _letter(fields: Fields) -> Imported:
    id_ = fields.identifier()
    if not id_[:4].isdigit():
        raise RecordError(f"the id {id_!r} does not begin with the letter's year")
    letter = Letter(
        id=id_,
        title=fields.take("title", str, ...),
        title_supplied=fields.take("title_supplied", bool, False),
        date=fields.needed_date("date"),
        date_note=fields.text("date_note"),
        language=fields.take("language", str, "en"),
        to=fields.each("to", _party),
        cc=fields.each("cc", _party),
        signatories=fields.each("signatories", _signatory),
        individuals=fields.take("individuals_count", int),
        signatories_complete=fields.take("signatories_complete", bool, False),
        signatories_stated=fields.take("signatories_stated", int),
        topics=tuple(Reference("topic", topic) for topic in fields.texts("topics")),
        occasion=fields.text("occasion"),
        asks=fields.each("asks", _ask),
        text=fields.take("text", str, "summary"),
        license=fields.text("license"),
        source=_source(fields.take("source", Mapping, ...)),
        other_urls=fields.texts("other_urls"),
        evidence=fields.texts("evidence"),
        rights=fields.text("rights"),
        notes=fields.text("notes") or None,
        relations=tuple(_relations(fields.take("relations", Mapping, {}))),
        responses=fields.each("responses", _response),
        corrections=fields.each("corrections", _correction),
        former_ids=fields.texts("former_ids"),
    )
    body = fields.body("summary")
    fields.done()
    # A signatory without name or body is a person whose name stays on the page of the archive that gave the data away.
    return Imported(counted(letter, nameless=True), body)


def _organization(fields: Fields) -> Imported:
    record = Organization(
        id=fields.identifier(), name=fields.take("name", str, ...), aliases=fields.texts("aliases"),
        misprints=fields.texts("misprints"), kind=fields.take("kind", str, "other"), country=fields.text("country"),
        parent=fields.text("parent"), identifiers=fields.group("identifiers", _identifiers), former_ids=fields.texts("former_ids"),
    )  # fmt: skip
    body = fields.body("note")
    fields.done()
    return Imported(record, body)


def _identifiers(item: object) -> Identifiers | None:
    fields = Fields(item)
    found = {register.key: fields.text(register.key) for register in REGISTERS}
    fields.done()
    return Identifiers(**found) if any(found.values()) else None


def _topic(fields: Fields) -> Imported:
    record = Topic(
        id=fields.identifier(), name=fields.take("name", str, ...), broader=fields.text("broader"),
        related=fields.texts("related"), former_ids=fields.texts("former_ids"),
    )  # fmt: skip
    body = fields.body("description")
    fields.done()
    return Imported(record, body)


_READERS: dict[str, Callable[[Fields], Imported]] = {
    "topics": _topic,
    "organizations": _organization,
    "letters": _letter,
}


def kinds(items: Iterable[Imported], kind: type[Letter] | type[Organization] | type[Topic]) -> list[Imported]:
    """Choose the items of a kind."""
    return [item for item in items if isinstance(item.record, kind)]
