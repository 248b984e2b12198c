"""Names the pages that a changed letter can change, so that a build need not look at all others.

Asked by `rebuilding`, which makes their views anew. What it names may be more than what changes, never less: the tests
hold it to the views of all pages. For other changes (a name, a topic, a page that lists) it names nothing, and all
pages are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from .records import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .catalogue import Catalogue
    from .domain import LettersDomain
    from .records import Record

#: A page's record before and now; None for a page that was not there, or is gone.
Change = tuple["Record | None", "Record | None"]


def pages(domain: LettersDomain, changes: Mapping[str, Change]) -> set[str] | None:
    """Name the pages that take something from the changed ones, these among them; None if that can be any page."""
    catalogue = domain.catalogue
    found = set(changes)
    letters = []
    for before, now in changes.values():
        if before == now:
            # Only its text is another, and nobody takes text from a page.
            continue
        for record in (before, now):
            if record is None:
                continue
            if not isinstance(record, Letter) or not record.listed:
                return None
            entry = catalogue.letter.get(record.id)
            if entry is not None and entry.docname not in changes:
                # Another page has its id, and may now stand for it.
                return None
            letters.append(record)
    if not letters:
        return found
    if len(catalogue.letter) < len(catalogue.letters):
        # Of pages that share an id, the first stands for it.
        return None
    # Whatever lists or names letters may list or name these.
    found |= domain.listings.keys() | domain.references.keys() | catalogue.pages.keys()
    for letter in letters:
        found.update(_of_letter(letter, catalogue))
    return found & domain.records.keys() | set(changes)


def _of_letter(letter: Letter, catalogue: Catalogue) -> Iterator[str]:
    """Yield the pages of its bodies and topics, of letters that share one, of those before and after, and of its thread."""
    for body in (*catalogue.signatories(letter), *catalogue.addressees(letter)):
        yield body.docname
        for entry in catalogue.concerning(body.record.id):
            yield entry.docname
    for named in letter.topics:
        topic = catalogue.topic_of(named.target)
        if topic is None:
            continue
        for entry in catalogue.by_topic(topic.record.id):
            yield entry.docname
        seen: set[str] = set()
        while topic is not None and topic.record.id not in seen:
            # Topics count the letters of those below them.
            seen.add(topic.record.id)
            yield topic.docname
            topic = catalogue.topic.get(topic.record.broader or "")
    place = bisect_left(catalogue.letters, (letter.date.key, letter.id), key=lambda e: (e.record.date.key, e.record.id))
    for entry in catalogue.letters[max(0, place - 1) : place + 2]:
        yield entry.docname
    # What hangs together by a letter falls apart without it: into the threads of those that it names or that name it.
    for id_ in (letter.id, *(relation.letter for relation in (*letter.relations, *catalogue.answers(letter)))):
        if other := catalogue.letter.get(id_):
            yield other.docname
            for step in catalogue.thread(other.record):
                yield step.entry.docname
