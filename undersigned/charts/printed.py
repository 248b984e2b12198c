"""Which charts a printed volume has: those of its organization or topic, of its year, or of the whole archive.

They lead nowhere by their years, so that a volume is printed anew for its own letters and names alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..listings import Listing
from ..names import name_key
from ..records import Organization, Topic
from . import counting, kinds, words
from .data import Matrix, Named, Years

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Entry
    from ..records import Record
    from .counting import Letters


#: Letters of a volume with charts; of fewer, the contents show as much.
LEAST = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """A chart of a volume: years, a list of pages, or a matrix."""

    caption: str
    data: Years | Matrix | tuple[Named, ...]

    @property
    def said(self) -> str:
        """Say all of it in words."""
        data = self.data
        if isinstance(data, Years):
            lines = list(words.year_lines(data))
        elif isinstance(data, Matrix):
            lines = list(words.lines(kinds.MATRIX.name, data))
        else:
            lines = [f"{entry.title}: {entry.letters:,}" for entry in data]
        return f"{self.caption}: {'; '.join(lines)}."


class Choice:
    """Chooses the charts of all volumes of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def of_volume(self, record: Record | None, letters: Letters) -> tuple[Printed, ...]:
        """Choose for an organization's, a topic's or (without a record) a year's letters."""
        if len(letters) < LEAST:
            return ()
        catalogue = self._catalogue
        if isinstance(record, Organization):
            found = counting.organization_timeline(record.id, catalogue)
            partners = self._ranked(self._signatories, catalogue.signed_by(record.id), without=record.id)
            return (*_timeline(found), *_listed("Signed most often with", partners))
        signed = _listed("Organizations that signed most", self._ranked(self._signatories, letters))
        if isinstance(record, Topic):
            return (*_timeline(counting.topic_timeline(record.id, catalogue)), *signed)
        return (*signed, *_listed("Addressed most often", self._ranked(self._addressees, letters)))

    def of_everything(self) -> tuple[Printed, ...]:
        """Choose for the whole archive."""
        letters = self._catalogue.letters
        if len(letters) < LEAST:
            return ()
        data = counting.timeline((("", None, letters),), self._catalogue)
        made = list(_timeline(data))
        matrix = counting.chart(Listing("chart", argument=kinds.MATRIX.name), self._catalogue)
        if data is not None and isinstance(matrix, Matrix):
            made.append(Printed(words.caption(kinds.MATRIX.name, matrix).rstrip("."), matrix))
        return tuple(made)

    def _ranked(self, of: Mapping[str, list[str]], letters: Letters, *, without: str = "") -> tuple[Named, ...]:
        """Count the organizations in some letters, most first, then by name."""
        counts = Counter(id_ for entry in letters for id_ in of.get(entry.record.id, ()) if id_ != without)
        shelf = self._catalogue.organization
        best = sorted(counts.items(), key=lambda pair: (-pair[1], name_key(shelf[pair[0]].record.name), pair[0]))
        named = (Named(shelf[id_].docname, shelf[id_].record.name, count) for id_, count in best[: counting.CLOSEST])
        return counting.telling(named)

    @cached_property
    def _signatories(self) -> Mapping[str, list[str]]:
        return self._by_letter(self._catalogue.signed_by)

    @cached_property
    def _addressees(self) -> Mapping[str, list[str]]:
        return self._by_letter(self._catalogue.received_by)

    def _by_letter(self, letters_of: Any) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_ in self._catalogue.organization:
            entries: Iterable[Entry[Any]] = letters_of(id_)
            for entry in entries:
                found.setdefault(entry.record.id, []).append(id_)
        return found


def _timeline(data: Years | None) -> Iterator[Printed]:
    if data is not None:
        unlinked = tuple(replace(period, page=None) for period in data.periods)
        yield Printed(words.timeline_caption(data), replace(data, periods=unlinked))


def _listed(caption: str, entries: tuple[Named, ...]) -> Iterator[Printed]:
    if entries:
        yield Printed(caption, entries)
