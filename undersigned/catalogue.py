"""The catalogue: all records joined, and what can be asked of them.

Made once per build or check from the records of all pages; every list that a reader sees is asked of it.
All queries cost at most time in proportion to their answer, related letters a bounded number of steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Any, Generic, TypeVar

from . import former_ids
from .names import Authority
from .records import Letter, Organization, Page, Party, Record, Relation, Topic

R = TypeVar("R", Letter, Organization, Topic)

#: Letters on either side in time that are compared for each shared signatory, addressee or topic.
RELATED_WINDOW = 24
#: What a shared feature tells about kinship, before it is divided by how common it is.
RELATED_WEIGHTS = {"signatory": 3.0, "addressee": 2.0, "topic": 2.0}


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record and the page it stands on (`docname`: path without suffix)."""

    docname: str
    record: R


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """A letter of a thread, with its relations to others of the thread."""

    entry: Entry[Letter]
    relations: tuple[Relation, ...]


class Catalogue:
    """All letters, organizations and topics of the archive. Frozen: made anew when a page changes."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        entries = sorted(records.items())
        letters = [Entry(doc, record) for doc, record in entries if isinstance(record, Letter) and record.listed]
        letters.sort(key=lambda entry: (entry.record.date.key, entry.record.id))
        #: All letters by date, then id.
        self.letters: tuple[Entry[Letter], ...] = tuple(letters)
        #: All letters, organizations and topics by id; of pages that share an id, the first.
        self.letter = _by_id(self.letters)
        self.organization = _by_id(Entry(doc, record) for doc, record in entries if isinstance(record, Organization))
        self.topic = _by_id(Entry(doc, record) for doc, record in entries if isinstance(record, Topic))
        self.pages = {doc: record for doc, record in entries if isinstance(record, Page)}
        self._records = records

    # ---------------------------------------------------------------- names

    @cached_property
    def authority(self) -> Authority:
        """Know the organizations by name, alias and misprint."""
        return Authority.of(
            (id_, (entry.record.name, *entry.record.aliases, *entry.record.misprints))
            for id_, entry in self.organization.items()
        )

    @cached_property
    def topic_names(self) -> Authority:
        """Know the topics by name."""
        return Authority.of((id_, (entry.record.name,)) for id_, entry in self.topic.items())

    @cached_property
    def letter_titles(self) -> Authority:
        """Know the letters by title."""
        return Authority.of((entry.record.id, (entry.record.title,)) for entry in self.letters)

    def body_of(self, party: Party) -> Entry[Organization] | None:
        """Find the organization that a party means; None for persons alone and for unknown or ambiguous names."""
        if party.organization_id is not None:
            return self.organization.get(party.organization_id)
        if party.organization is None:
            return None
        ids = self.authority.resolve(party.organization)
        return self.organization[ids[0]] if len(ids) == 1 else None

    def topic_of(self, name: str) -> Entry[Topic] | None:
        """Find a topic by id or name."""
        if name in self.topic:
            return self.topic[name]
        ids = self.topic_names.resolve(name)
        return self.topic[ids[0]] if len(ids) == 1 else None

    def find(self, kind: str, target: str) -> list[Entry[Letter] | Entry[Organization] | Entry[Topic]]:
        """Find pages by id or, failing that, by name, alias or title; `kind` is letter, organization, topic or any."""
        shelves: tuple[tuple[str, Mapping[str, Entry], str], ...] = (  # type: ignore[type-arg]
            ("organization", self.organization, "authority"),
            ("topic", self.topic, "topic_names"),
            ("letter", self.letter, "letter_titles"),
        )
        asked = [shelf for shelf in shelves if kind in ("any", shelf[0])]
        by_id = [shelf[target] for _, shelf, _ in asked if target in shelf]
        if by_id:
            return by_id
        found = []
        for _, shelf, names in asked:
            found += [shelf[id_] for id_ in getattr(self, names).resolve(target)]
        return found

    @cached_property
    def former(self) -> Mapping[tuple[str, str], str]:
        """Know the ids that pages had before: kind and former id -> id."""
        return former_ids.by_kind(self._records)

    # ---------------------------------------------------------------- queries

    @cached_property
    def _signatures(self) -> Mapping[str, tuple[Entry[Letter], ...]]:
        return self._index(lambda letter: (self.body_of(party) for party in letter.signatories))

    @cached_property
    def _receipts(self) -> Mapping[str, tuple[Entry[Letter], ...]]:
        return self._index(lambda letter: (self.body_of(party) for party in (*letter.to, *letter.cc)))

    @cached_property
    def _subjects(self) -> Mapping[str, tuple[Entry[Letter], ...]]:
        return self._index(lambda letter: (self.topic_of(topic.target) for topic in letter.topics))

    def _index(self, features: object) -> Mapping[str, tuple[Entry[Letter], ...]]:
        index: dict[str, list[Entry[Letter]]] = {}
        for entry in self.letters:
            ids = {found.record.id for found in features(entry.record) if found is not None}  # type: ignore[operator]
            for id_ in sorted(ids):
                index.setdefault(id_, []).append(entry)
        return {id_: tuple(entries) for id_, entries in index.items()}

    def signed_by(self, organization: str) -> tuple[Entry[Letter], ...]:
        """List the letters an organization signed, oldest first."""
        return self._signatures.get(organization, ())

    def received_by(self, organization: str) -> tuple[Entry[Letter], ...]:
        """List the letters addressed or copied to an organization, oldest first."""
        return self._receipts.get(organization, ())

    def concerning(self, organization: str) -> tuple[Entry[Letter], ...]:
        """List the letters an organization signed or received, oldest first."""
        found = {entry.record.id: entry for entry in (*self.signed_by(organization), *self.received_by(organization))}
        return tuple(sorted(found.values(), key=lambda entry: (entry.record.date.key, entry.record.id)))

    def by_topic(self, topic: str) -> tuple[Entry[Letter], ...]:
        """List the letters on a topic itself, not on narrower ones, oldest first."""
        return self._subjects.get(topic, ())

    @cached_property
    def _whole_topics(self) -> Mapping[str, tuple[Entry[Letter], ...]]:
        found: dict[str, set[str]] = {id_: {e.record.id for e in self.by_topic(id_)} for id_ in self.topic}
        for id_ in self.topic:
            # Upwards, topic by topic; a circle, which is reported, ends where it began.
            seen, above = {id_}, self.topic[id_].record.broader
            while above in self.topic and above not in seen:
                found[above] |= {entry.record.id for entry in self.by_topic(id_)}
                seen.add(above)
                above = self.topic[above].record.broader
        return {
            id_: tuple(sorted((self.letter[letter] for letter in letters), key=lambda e: self._position[e.record.id]))
            for id_, letters in found.items()
        }

    def by_topic_or_narrower(self, topic: str) -> tuple[Entry[Letter], ...]:
        """List the letters on a topic or on any below it, each once, oldest first."""
        return self._whole_topics.get(topic, ())

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Entry[Letter], ...]]:
        """List the letters of each year, years and letters oldest first."""
        years: dict[int, list[Entry[Letter]]] = {}
        for entry in self.letters:
            years.setdefault(entry.record.date.year, []).append(entry)
        return {year: tuple(entries) for year, entries in years.items()}

    def signatories(self, letter: Letter) -> tuple[Entry[Organization], ...]:
        """List the organizations that signed, each once, in the printed order."""
        return self._bodies(letter.signatories)

    def addressees(self, letter: Letter) -> tuple[Entry[Organization], ...]:
        """List the organizations addressed or copied, each once, in the printed order."""
        return self._bodies((*letter.to, *letter.cc))

    def _bodies(self, parties: Iterable[Party]) -> tuple[Entry[Organization], ...]:
        found = {entry.record.id: entry for entry in map(self.body_of, parties) if entry is not None}
        return tuple(found.values())

    def co_signatories(self, organization: str) -> list[tuple[Entry[Organization], int]]:
        """Count the letters each other organization signed together with this one, most first, then by name."""
        return self._ranked(
            (other.record.id for entry in self.signed_by(organization) for other in self.signatories(entry.record)
             if other.record.id != organization),
            self.organization,
        )  # fmt: skip

    def topics_of(self, letters: Iterable[Entry[Letter]]) -> list[tuple[Entry[Topic], int]]:
        """Count the topics of some letters, most first, then by name."""
        found = (self.topic_of(topic.target) for entry in letters for topic in entry.record.topics)
        return self._ranked((entry.record.id for entry in found if entry is not None), self.topic)

    def signatories_of(self, letters: Iterable[Entry[Letter]]) -> list[tuple[Entry[Organization], int]]:
        """Count the organizations that signed some letters, most first, then by name."""
        return self._ranked(
            (body.record.id for entry in letters for body in self.signatories(entry.record)), self.organization
        )

    def addressees_of(self, letters: Iterable[Entry[Letter]]) -> list[tuple[Entry[Organization], int]]:
        """Count the organizations that some letters were sent or copied to, most first, then by name."""
        return self._ranked(
            (body.record.id for entry in letters for body in self.addressees(entry.record)), self.organization
        )

    @staticmethod
    def _ranked(ids: Iterable[str], shelf: Mapping[str, Entry[R]]) -> list[tuple[Entry[R], int]]:
        counts = Counter(ids)
        return sorted(
            ((shelf[id_], count) for id_, count in counts.items()),
            key=lambda pair: (-pair[1], *_by_name(pair[0])),
        )

    @cached_property
    def sections(self) -> Mapping[str, tuple[Entry[Organization], ...]]:
        """List the sections and institutes of each mother body, by name."""
        return _children((entry.record.parent, entry) for entry in self.organization.values())

    @cached_property
    def narrower(self) -> Mapping[str, tuple[Entry[Topic], ...]]:
        """List the topics directly below each topic, by name; those at the top under the empty id."""
        return _children(
            (entry.record.broader if entry.record.broader in self.topic else "", entry) for entry in self.topic.values()
        )

    # ---------------------------------------------------------------- kinship

    @cached_property
    def _position(self) -> Mapping[str, int]:
        return {entry.record.id: place for place, entry in enumerate(self.letters)}

    def previous(self, letter: Letter) -> Entry[Letter] | None:
        """Find the letter before this one in time."""
        place = self._position[letter.id]
        return self.letters[place - 1] if place else None

    def next(self, letter: Letter) -> Entry[Letter] | None:
        """Find the letter after this one in time."""
        place = self._position[letter.id] + 1
        return self.letters[place] if place < len(self.letters) else None

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """Know the place of each letter in the list of each feature it has."""
        shelves = (("signatory", self._signatures), ("addressee", self._receipts), ("topic", self._subjects))
        return {
            (kind, id_): {entry.record.id: place for place, entry in enumerate(entries)}
            for kind, shelf in shelves
            for id_, entries in shelf.items()
        }

    def related(self, letter: Letter, limit: int = 6) -> list[Entry[Letter]]:
        """Rank other letters by the signatories, addressees and topics they share, rare ones counting more.

        A feature weighs 1/sqrt(letters that have it). For each feature only the `RELATED_WINDOW` nearest letters in
        time on either side are looked at, so that the cost of all letters together stays linear.
        """
        shelves = {"signatory": self._signatures, "addressee": self._receipts, "topic": self._subjects}
        features = {
            "signatory": [body.record.id for body in self.signatories(letter)],
            "addressee": [body.record.id for body in self.addressees(letter)],
            "topic": [found.record.id for found in (self.topic_of(t.target) for t in letter.topics) if found],
        }
        scores: dict[str, float] = {}
        for kind, ids in features.items():
            for id_ in ids:
                entries = shelves[kind][id_]
                weight = RELATED_WEIGHTS[kind] / len(entries) ** 0.5
                place = self._places[kind, id_][letter.id]
                for entry in entries[max(0, place - RELATED_WINDOW) : place + RELATED_WINDOW + 1]:
                    scores[entry.record.id] = scores.get(entry.record.id, 0.0) + weight
        scores.pop(letter.id, None)
        here = letter.date.days

        def rank(id_: str) -> tuple[float, int, str]:
            # Rounding keeps sums of the same parts in another order equal. Nearest in time, not in the list: what
            # stands between two letters has no part in their kinship.
            return (-round(scores[id_], 9), abs(self.letter[id_].record.date.days - here), id_)

        best = nsmallest(limit, scores, key=rank)
        return [self.letter[id_] for id_ in best]

    @cached_property
    def _links(self) -> Mapping[str, tuple[str, ...]]:
        links: dict[str, list[str]] = {}
        for entry in self.letters:
            for relation in entry.record.relations:
                if relation.letter in self.letter:
                    links.setdefault(entry.record.id, []).append(relation.letter)
                    links.setdefault(relation.letter, []).append(entry.record.id)
        return {id_: tuple(others) for id_, others in links.items()}

    @cached_property
    def _answers(self) -> Mapping[str, tuple[Relation, ...]]:
        """Know the relations that lead to each letter, each with the letter from which it comes, oldest first."""
        answers: dict[str, list[Relation]] = {}
        for entry in self.letters:
            for relation in entry.record.relations:
                answers.setdefault(relation.letter, []).append(Relation(relation.kind, entry.record.id))
        return {id_: tuple(found) for id_, found in answers.items()}

    def answers(self, letter: Letter) -> tuple[Relation, ...]:
        """List the relations of other letters to this one; each names the letter from which it comes."""
        return self._answers.get(letter.id, ())

    @cached_property
    def _threads(self) -> Mapping[str, tuple[ThreadStep, ...]]:
        """Find the letters that hang together by relations, each group once."""
        threads: dict[str, tuple[ThreadStep, ...]] = {}
        for start in self._links:
            if start in threads:
                continue
            found, waiting = {start}, [start]
            while waiting:
                new = set(self._links.get(waiting.pop(), ())) - found
                found |= new
                waiting += sorted(new)
            steps = tuple(
                ThreadStep(self.letter[id_], tuple(r for r in self.letter[id_].record.relations if r.letter in found))
                for id_ in sorted(found, key=self._position.__getitem__)
            )
            threads.update(dict.fromkeys(found, steps))
        return threads

    def thread(self, letter: Letter) -> tuple[ThreadStep, ...]:
        """Follow the relations from letter to letter, in both directions; by date, this letter included.

        Empty for a letter that is related to no other.
        """
        return self._threads.get(letter.id, ())


def _by_id(entries: Iterable[Entry[R]]) -> dict[str, Entry[R]]:
    shelf: dict[str, Entry[R]] = {}
    for entry in entries:
        shelf.setdefault(entry.record.id, entry)
    return shelf


def _children(pairs: Iterable[tuple[str | None, Entry[R]]]) -> dict[str, tuple[Entry[R], ...]]:
    children: dict[str, list[Entry[R]]] = {}
    for parent, entry in pairs:
        if parent is not None:
            children.setdefault(parent, []).append(entry)
    return {parent: tuple(sorted(entries, key=_by_name)) for parent, entries in children.items()}


def _by_name(entry: Entry[Any]) -> tuple[str, str]:
    return (entry.record.name.casefold(), entry.record.id)
