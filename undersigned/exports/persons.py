"""What data say of persons who sign for no body: how many they are.

Their names stay on the letter's page. `record` takes letters from here, so that no export can name them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import filterfalse

from ..names import name_key
from ..records import Ask, Correction, Letter, Outcome, Party, Response

#: Stands for a remark or text that names such a person.
WITHHELD = "Left out here: it names a person who signs for no organization."


def counted(letter: Letter, /, *, nameless: bool = False) -> Letter:
    """Count persons who sign for no body instead of listing them, and withhold remarks that name them.

    What is left keeps the rules of a page: a list of nobody is not called complete, nor one that can no longer be
    compared with the number that its source states. `nameless` counts only persons whose names were dropped.
    """

    def is_counted(party: Party) -> bool:
        return party.is_person_alone and not (nameless and party.name)

    persons = tuple(filter(is_counted, letter.signatories))
    if not persons:
        return letter
    bodies = tuple(filterfalse(is_counted, letter.signatories))
    individuals = (letter.individuals or 0) + len(persons)
    comparable = (
        letter.notes is not None
        or letter.signatories_stated is None
        or letter.signatories_stated in (len(bodies), len(bodies) + individuals)
    )
    found = replace(
        letter, signatories=bodies, individuals=individuals,
        signatories_complete=letter.signatories_complete and bool(bodies) and comparable,
    )  # fmt: skip
    names = [party.name for party in persons if party.name]
    return _without(found, names) if names else found


def names_of(letter: Letter, /) -> tuple[str, ...]:
    """List the persons who sign for no body; none where their names were dropped already."""
    return tuple(party.name for party in letter.signatories if party.is_person_alone and party.name)


def names_person(text: str, names: Collection[str], /) -> bool:
    """Tell whether a text holds all words of one of the names but initials, in any order."""
    key = name_key(text)
    words = set(key.split())
    for name in names:
        parts = [part for part in name_key(name).split() if len(part) > 1 or not part.isascii()]
        # Scripts without blanks write a name within a longer word.
        if parts and all(part in words or (not part.isascii() and part in key) for part in parts):
            return True
    return False


def _without(letter: Letter, names: Collection[str]) -> Letter:
    def kept(text: str) -> str:
        return WITHHELD if names_person(text, names) else text

    def known(text: str | None) -> str | None:
        return None if text is None else kept(text)

    def outcome(found: Outcome | None) -> Outcome | None:
        return replace(found, note=known(found.note)) if found else None

    return replace(
        letter,
        date_note=known(letter.date_note), occasion=known(letter.occasion), rights=known(letter.rights),
        notes=known(letter.notes), source=replace(letter.source, copy=known(letter.source.copy)),
        asks=tuple(dict.fromkeys(Ask(kept(ask.text), outcome(ask.outcome)) for ask in letter.asks)),
        responses=tuple(dict.fromkeys(_response(response, known(response.note)) for response in letter.responses)),
        corrections=tuple(dict.fromkeys(Correction(change.date, kept(change.note)) for change in letter.corrections)),
    )  # fmt: skip


def _response(response: Response, note: str | None) -> Response:
    return replace(response, note=note)
