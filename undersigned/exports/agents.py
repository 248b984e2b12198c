"""Who sent and who received a letter, as machines are told: bodies under the archive's name, and persons addressed.

Whoever signs for a body is not the sender, whoever endorses a letter has not sent it, and persons who sign for no body
are not named. `cmif` writes these to a file; `viewing` gives them to the letter's page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import authority_urls

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Entry
    from ..records import Letter, Party

#: Kind of a person; all others are kinds of organizations, empty for a body without a page.
PERSON = "person"
#: Signatories whom the head of a page names, several times over; the record beside the page has all.
MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or body, with the page and the addresses in other authorities of a body that has them."""

    name: str
    kind: str
    docname: str | None = None
    urls: tuple[str, ...] = ()
    #: A person's office, as printed.
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A letter in another language."""

    docname: str
    title: str
    language: str
    #: Whether its page carries the letter itself.
    full: bool


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What machines are told of a letter and stands on other pages."""

    senders: tuple[Agent, ...]
    endorsers: tuple[Agent, ...]
    addressees: tuple[Agent, ...]
    copied: tuple[Agent, ...]
    #: Names of topics, with their pages.
    topics: tuple[tuple[str, str | None], ...]
    originals: tuple[Version, ...]
    translations: tuple[Version, ...]
    #: Other translations of the same letters.
    siblings: tuple[Version, ...]


def senders(letter: Letter, catalogue: Catalogue, /) -> tuple[Agent, ...]:
    """Name the bodies that signed, each once."""
    return _bodies((party for party in letter.signatories if party.role != "endorser"), catalogue)


def endorsers(letter: Letter, catalogue: Catalogue, /) -> tuple[Agent, ...]:
    """Name the bodies that endorsed a letter which others signed, each once."""
    return _bodies((party for party in letter.signatories if party.role == "endorser"), catalogue)


def recipients(parties: Iterable[Party], catalogue: Catalogue, /) -> tuple[Agent, ...]:
    """Name the persons addressed, each with the body for which they are addressed, and the bodies; each once."""
    return _each_once(_recipients(parties, catalogue))


def correspondence(letter: Letter, catalogue: Catalogue, /) -> Correspondence:
    """Gather what a letter's page takes from others for machines."""
    found = (catalogue.topic_of(topic.target) for topic in letter.topics)
    thread = [step.entry for step in catalogue.thread(letter)]
    sources = _translated(letter)
    return Correspondence(
        senders=senders(letter, catalogue)[:MOST_TOLD],
        endorsers=endorsers(letter, catalogue)[:MOST_TOLD],
        addressees=recipients(letter.to, catalogue),
        copied=recipients(letter.cc, catalogue),
        topics=tuple(
            (topic.record.name, topic.docname) if topic else (named.target, None)
            for topic, named in zip(found, letter.topics, strict=True)
        ),
        originals=_versions(entry for entry in thread if entry.record.id in sources),
        translations=_versions(entry for entry in thread if letter.id in _translated(entry.record)),
        siblings=_versions(
            entry for entry in thread if entry.record.id != letter.id and sources & _translated(entry.record)
        ),
    )  # fmt: skip


def _translated(letter: Letter) -> set[str]:
    return {relation.letter for relation in letter.relations if relation.kind == "translates"}


def _versions(entries: Iterable[Entry[Letter]]) -> tuple[Version, ...]:
    return tuple(
        Version(entry.docname, entry.record.title, entry.record.language, entry.record.text == "full")
        for entry in entries
    )


def _bodies(parties: Iterable[Party], catalogue: Catalogue) -> tuple[Agent, ...]:
    return _each_once(_body(party, catalogue) for party in parties if not party.is_person_alone)


def _recipients(parties: Iterable[Party], catalogue: Catalogue) -> Iterator[Agent]:
    for party in parties:
        if party.name:
            yield Agent(party.name, PERSON, title=party.title)
        if not party.is_person_alone:
            yield _body(party, catalogue)


def _each_once(agents: Iterable[Agent]) -> tuple[Agent, ...]:
    return tuple(dict.fromkeys(agent for agent in agents if agent.name))


def _body(party: Party, catalogue: Catalogue) -> Agent:
    """Name a body as the archive does, or else as printed."""
    entry = catalogue.body_of(party)
    if entry is None:
        return Agent(party.organization or party.title or party.organization_id or "", "")
    return Agent(entry.record.name, entry.record.kind, entry.docname, authority_urls(entry.record))
