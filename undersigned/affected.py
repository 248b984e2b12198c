"""Names the pages that a changed letter can change, so that a build need not look at all others.

Asked by `rebuilding`, which makes their views anew. What it names may be more than what changes, never less: the tests
hold it to the views of all pages. For other changes (a name, a topic, a page that lists) it names nothing, and all
pages are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from .catalogue import RELATED_WINDOW
from .records import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .catalogue import Catalogue, Entry
    from .domain import LettersDomain
    from .records import Record

#: A page's record before and now; None for a page that was not there, or is gone.
Change = tuple["Record | None", "Record | None"]


def pages(domain: LettersDomain, changes: Mapping[str, Change]) -> set[str] | None:
    """Name the pages that take something from the changed ones, these among them; None if that can be any page."""
    catalogue = domain.catalogue
    found = set(changes)
    letters: list[tuple[Letter, bool]] = []
    for before, now in changes.values():
        if before == now:
            # Only its text is another, and nobody takes text from a page.
            continue
        stays = (
            isinstance(before, Letter)
            and isinstance(now, Letter)
            and _place(before, catalogue) == _place(now, catalogue)
        )
        for record in (before, now):
            if record is None:
                continue
            if not isinstance(record, Letter) or not record.listed:
                return None
            entry = catalogue.letter.get(record.id)
            if entry is not None and entry.docname not in changes:
                # Another page has its id, and may now stand for it.
                return None
            letters.append((record, stays))
    if not letters:
        return found
    if len(catalogue.letter) < len(catalogue.letters):
        # Of pages that share an id, the first stands for it.
        return None
    # Whatever lists or names letters may list or name these.
    found |= domain.listings.keys() | domain.references.keys() | catalogue.pages.keys()
    for letter, stays in letters:
        found.update(_of_letter(letter, catalogue, stays=stays))
    return found & domain.records.keys() | set(changes)


def _place(letter: Letter, catalogue: Catalogue) -> tuple[object, ...]:
    """Give what decides to which letters one is related, and in which lists it stands where."""
    topics = (catalogue.topic_of(named.target) for named in letter.topics)
    shared = (catalogue.signatories(letter), catalogue.addressees(letter), (topic for topic in topics if topic))
    return (letter.id, letter.date.key, *(sorted(entry.docname for entry in entries) for entries in shared))


def _of_letter(letter: Letter, catalogue: Catalogue, *, stays: bool) -> Iterator[str]:
    """Yield the pages of its bodies and topics, of letters that share one, of those before and after, and of its thread.

    Of letters that share one, those near in time are enough if the letter `stays` in its lists, as nothing is rarer now.
    """
    for body in (*catalogue.signatories(letter), *catalogue.addressees(letter)):
        yield body.docname
        for entries in (catalogue.signed_by(body.record.id), catalogue.received_by(body.record.id)):
            yield from _kin(letter, entries, stays=stays)
    for named in letter.topics:
        topic = catalogue.topic_of(named.target)
        if topic is None:
            continue
        yield from _kin(letter, catalogue.by_topic(topic.record.id), stays=stays)
        seen: set[str] = set()
        while topic is not None and topic.record.id not in seen:
            # Topics count the letters of those below them.
            seen.add(topic.record.id)
            yield topic.docname
            topic = catalogue.topic.get(topic.record.broader or "")
    yield from _beside(letter, catalogue.letters, 1)
    # What hangs together by a letter falls apart without it: into the threads of those that it names or that name it.
    for id_ in (letter.id, *(relation.letter for relation in (*letter.relations, *catalogue.answers(letter)))):
        if other := catalogue.letter.get(id_):
            yield other.docname
            for step in catalogue.thread(other.record):
                yield step.entry.docname


def _kin(letter: Letter, entries: Sequence[Entry[Letter]], *, stays: bool) -> Iterator[str]:
    return _beside(letter, entries, RELATED_WINDOW) if stays else (entry.docname for entry in entries)


def _beside(letter: Letter, entries: Sequence[Entry[Letter]], many: int) -> Iterator[str]:
    """Yield the pages of so many letters before a letter's place in a list, and after."""
    place = bisect_left(entries, (letter.date.key, letter.id), key=lambda e: (e.record.date.key, e.record.id))
    return (entry.docname for entry in entries[max(0, place - many) : place + many + 1])
