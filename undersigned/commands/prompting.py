"""Asks in the terminal for what `new` needs and was not given; a wrong answer is told why and asked again."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..records import Party, Record


@dataclass(frozen=True, slots=True)
class _Question:
    """A value that a new page needs: the option, the key of the page, the record that documents it, an example."""

    option: str
    key: str
    owner: str
    example: str


_QUESTIONS = {
    "letter": (
        _Question("title", "title", "Letter", "Open letter on the safety of reporters"),
        _Question("date", "date", "Letter", "2013-04-10"),
        _Question("publisher", "publisher", "Source", "Example Society"),
    ),
    "organization": (
        _Question("name", "name", "Organization", "Example Society"),
        _Question("kind_", "kind", "Organization", "ngo"),
    ),
    "topic": (_Question("name", "name", "Topic", "Press freedom"),),
}
_URL = _Question("url", "url", "Source", "https://example.org/letter")
_COPY = _Question("copy", "copy", "Source", "Example Times, 10 April 2013, page 4")


def missing(options: argparse.Namespace) -> list[str]:
    """List the required options that were not given."""
    found = [f"--{q.option.rstrip('_')}" for q in _QUESTIONS[options.kind] if getattr(options, q.option) is None]
    if options.kind == "letter" and not (options.url or options.copy or options.evidence):
        found.append("--url (or --copy, or --evidence)")
    return found


def complete(options: argparse.Namespace) -> None:
    """Ask for every required value that was not given, and for the parties and topics of a letter without any."""
    asked = bool(missing(options))
    for question in _QUESTIONS[options.kind]:
        if getattr(options, question.option) is None:
            setattr(options, question.option, _ask(options.kind, question))
    if options.kind != "letter" or not asked:
        return
    if not (options.url or options.copy or options.evidence):
        options.url = _ask("letter", _URL, optional=True)
        if options.url is None:
            options.copy = _ask("letter", _COPY)
    for option, key, what in (("to", "to", "addressee"), ("signatory", "signatories", "signatory")):
        if not getattr(options, option):
            setattr(options, option, _ask_parties(key, what))
    if not options.topic:
        options.topic = _ask_topics(options.docs)


def _doc(question: _Question) -> str:
    from .. import records

    owner: Any = getattr(records, question.owner)
    found = {field.name: field.metadata["doc"] for field in fields(owner) if "doc" in field.metadata}
    return str(found[question.key.replace("-", "_")])


def _ask(kind: str, question: _Question, *, optional: bool = False) -> str | None:
    from ..drafting import DraftError, read

    hint = "; press Enter if there is none" if optional else ""
    print(f"{question.key}: {_doc(question)} For example: {question.example}{hint}")
    while True:
        answer = input("> ").strip()
        if not answer and optional:
            return None
        try:
            read(kind, question.key, answer)
        except DraftError as error:
            print(error)
        else:
            return answer


def _ask_parties(key: str, what: str) -> list[list[str]]:
    from ..drafting import DraftError, read_party

    found: list[list[str]] = []
    print(f"{key}: one {what} after the other as printed; press Enter when all are given")
    while True:
        number = len(found) + 1
        body = input(f"{what} {number}, organization (empty: none) > ").strip()
        person = input(f"{what} {number}, person (empty: none) > ").strip()
        title = input(f"{what} {number}, title or office (empty: none) > ").strip() if person or not body else ""
        parts = [
            f"{name}={text}" for name, text in (("organization", body), ("name", person), ("title", title)) if text
        ]
        if not parts:
            return found
        try:
            read_party(key, parts)
        except DraftError as error:
            print(error)
        else:
            found.append(parts)


def _ask_topics(docs: Path) -> list[str]:
    from ..moving import Archive
    from ..values import nearest

    catalogue = Archive.read(docs).catalogue
    found: list[str] = []
    print("topics: ids or names of topics; press Enter when all are given")
    while answer := input("topic > ").strip():
        if catalogue.topic_of(answer) is not None:
            found.append(answer)
            continue
        near = nearest(answer, [*catalogue.topic, *(entry.record.name for entry in catalogue.topic.values())], limit=3)
        print(f"the archive has no such topic; near: {', '.join(near) or 'none'}")
    return found


def settle_names(record: Any, docs: Path) -> tuple[Any, list[Record]]:
    """Ask whom each name means that the archive does not know; the record, and pages to write for new organizations."""
    from ..moving import Archive
    from ..records import Letter

    if not isinstance(record, Letter):
        return record, []
    catalogue = Archive.read(docs).catalogue
    stubs: dict[str, Record] = {}
    settled: dict[str, str | None] = {}

    def all_of(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(_settle(catalogue, party, stubs, settled) for party in parties)

    changed = replace(record, to=all_of(record.to), cc=all_of(record.cc), signatories=all_of(record.signatories))
    return changed, list(stubs.values())


def _settle(catalogue: Catalogue, party: Party, stubs: dict[str, Record], settled: dict[str, str | None]) -> Party:
    from ..diagnostics import quote
    from ..drafting import page_id
    from ..names import name_key
    from ..records import Organization

    name = party.organization
    if name is None or party.organization_id is not None or len(catalogue.authority.resolve(name)) == 1:
        return party
    key = name_key(name)
    if key not in settled:
        ids = catalogue.authority.resolve(name)
        near = ids or [catalogue.authority.resolve(found)[0] for found in catalogue.authority.suggest(name)]
        near = list(dict.fromkeys(near))
        print(f"{'several organizations bear' if ids else 'no organization bears'} the name {quote(name)}")
        for number, id_ in enumerate(near, 1):
            print(f"  {number}: it is {catalogue.organization[id_].record.name} ({id_})")
        if not ids:
            print("  s: it is new; write a page for it")
        while True:
            answer = input("> ").strip()
            if answer.isdecimal() and 0 < int(answer) <= len(near):
                settled[key] = near[int(answer) - 1]
                break
            if answer == "s" and not ids:
                kind = _ask("organization", _QUESTIONS["organization"][1])
                stubs[key] = Organization(page_id(name), name, kind=str(kind))
                settled[key] = None
                break
            print("answer with one of the signs before the colons")
    return replace(party, organization_id=settled[key]) if settled[key] else party
