"""What each body has to do with each letter: how it took part, and under which printed name.

Made once from the catalogue, in one pass over all parties; the pages of organizations ask it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .catalogue import Catalogue, Entry
    from .records import Letter, Party

#: How a signatory of each role took part.
_SIGNED = {"signatory": "signed", "lead": "signed as lead", "endorser": "endorsed"}


@dataclass(frozen=True, slots=True)
class Part:
    """One mention of a body in a letter: as signatory, addressee (`to`), or recipient of a copy."""

    party: Party
    #: to, cc or signatory
    place: str

    @property
    def words(self) -> str:
        """Say the part as a past tense: signed, received."""
        if self.place == "signatory":
            how = _SIGNED[self.party.role]
            return f"{how}, withdrawn {dates.display(self.party.withdrawn)}" if self.party.withdrawn else how
        return "received" if self.place == "to" else "received a copy"

    @property
    def form(self) -> str | None:
        """Give the body's name, or the office, as the letter prints it."""
        return self.party.organization or self.party.title


class Participation:
    """The parts of all bodies in all letters."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._parts: dict[str, dict[str, list[Part]]] = {}
        self._unnamed: dict[str, list[Entry[Letter]]] = {}
        for entry in catalogue.letters:
            for part in _mentions(entry.record):
                body = catalogue.body_of(part.party)
                if body is not None:
                    self._parts.setdefault(body.record.id, {}).setdefault(entry.record.id, []).append(part)
                elif (
                    part.place != "signatory" and part.party.title and not part.party.name and not part.party.names_body
                ):
                    entries = self._unnamed.setdefault(part.party.title, [])
                    if entry not in entries[-1:]:
                        entries.append(entry)

    def of(self, organization: str, letter: str) -> tuple[Part, ...]:
        """List the parts of a body in a letter, in the order of the page."""
        return tuple(self._parts.get(organization, {}).get(letter, ()))

    def forms(self, organization: str) -> list[tuple[str, int]]:
        """Count the letters in which each form of a body's name is printed, most first."""
        counts = Counter(
            form for parts in self._parts.get(organization, {}).values() for form in {part.form for part in parts} if form
        )  # fmt: skip
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def collective(self) -> list[tuple[str, tuple[Entry[Letter], ...]]]:
        """List addressees that are no one body, as printed, by name, with their letters, oldest first."""
        return [
            (title, tuple(entries)) for title, entries in sorted(self._unnamed.items(), key=lambda p: p[0].casefold())
        ]


def _mentions(letter: Letter) -> Iterator[Part]:
    for place, parties in (("to", letter.to), ("cc", letter.cc), ("signatory", letter.signatories)):
        for party in parties:
            yield Part(party, place)
