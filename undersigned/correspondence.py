"""Makes the view of a letter's thread: the letters around it that hang together, and the answers that they got.

Used by `viewing`; `rendering.thread` turns it into a list. A page shows a window of its thread, so that a thread of
thousands of letters costs each of its pages no more than one of forty.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import dates, wording
from .views import Link, ResponseLine, Thread, ThreadLetter, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .catalogue import Catalogue, Entry, ThreadStep
    from .records import Letter, Party, Relation
    from .views import LetterLine

#: Letters of a thread that are shown before and after a letter.
WINDOW = 20
#: Ties of a letter, and answers to it, that are shown.
TIES, ANSWERS = 6, 12


def thread_of(letter: Letter, catalogue: Catalogue, line_of: Callable[[str], LetterLine], /) -> Thread:
    """Show the thread of a letter, this letter included; empty for one that has neither relations nor answers."""
    steps: Sequence[ThreadStep | _Alone] = catalogue.thread(letter)
    if not steps:
        if not letter.responses:
            return Thread()
        steps = [_Alone(catalogue.letter[letter.id])]
    place = bisect_left(steps, _key(letter), key=lambda step: _key(step.entry.record))
    first, last = max(0, place - WINDOW), place + WINDOW + 1
    shown = [step.entry for step in steps[first:last]]
    names = _Names(letter, shown)
    entries: list[tuple[tuple[tuple[int, int, int], int, int], ThreadLetter | ResponseLine]] = []
    for number, entry in enumerate(shown):
        record = entry.record
        ties = tuple(_ties(record, catalogue, names))
        here = record.id == letter.id
        line = ThreadLetter(line_of(record.id), here, ties[:TIES], max(0, len(ties) - TIES))
        entries.append(((record.date.key, 0, number), line))
        for response in record.responses[:ANSWERS]:
            said = _response(response.sender, catalogue, is_own=here)
            answer = ResponseLine(
                dates.display(response.date), *said, wording.RESPONSE_SENTENCES[response.kind],
                names.link(entry), response.note or "", response.url or "",
            )  # fmt: skip
            entries.append(((response.date.key, 1, number), answer))
    entries.sort(key=lambda pair: pair[0])
    return Thread(tuple(line for _, line in entries), first, max(0, len(steps) - last))


@dataclass(frozen=True, slots=True)
class _Alone:
    """The only letter of its thread."""

    entry: Entry[Letter]


class _Names:
    """How letters of a thread are called on the page of one of them: by date, or by title where dates are the same."""

    def __init__(self, here: Letter, shown: Sequence[Entry[Letter]]) -> None:
        self._here = here.id
        days = [dates.display(entry.record.date) for entry in shown]
        self._unclear = frozenset(day for day in days if days.count(day) > 1)

    def link(self, entry: Entry[Letter]) -> Link:
        record = entry.record
        if record.id == self._here:
            return Link(entry.docname, "this letter")
        day = dates.display(record.date)
        return Link(entry.docname, f"“{record.title}”" if day in self._unclear else f"the letter of {day}")


def _ties(record: Letter, catalogue: Catalogue, names: _Names) -> Iterator[Tie]:
    """Say how a letter is connected with others, from both sides."""

    def ties(relations: Sequence[Relation], words: dict[str, str]) -> Iterator[Tie]:
        for relation in relations:
            if relation.letter in catalogue.letter:
                yield Tie(words[relation.kind], names.link(catalogue.letter[relation.letter]))

    yield from ties(record.relations, wording.RELATION_NAMES)
    yield from ties(catalogue.answers(record), wording.RELATION_ANSWERS)


def _response(sender: Party, catalogue: Catalogue, *, is_own: bool) -> tuple[str, str, str | None]:
    """Name who answered; a person who acts for no body stays on the letter's own page."""
    if sender.is_person_alone and not is_own:
        return "", sender.title or "A person", None
    body = catalogue.body_of(sender)
    return (*wording.party_parts(sender), body.docname if body else None)


def _key(letter: Letter) -> tuple[tuple[int, int, int], str]:
    return letter.date.key, letter.id
