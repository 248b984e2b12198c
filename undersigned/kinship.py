"""Which possible duplicates a change makes: the letters that changed, and those they may be the same as.

Part of `changes`; the comparison itself is that of `similarity`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from . import similarity
from .catalogue import Entry
from .diagnostics import Message
from .records import Letter
from .similarity import Likeness
from .states import State, read_both


class Kinship:
    """Letters that the change touches, and their pairs then and now."""

    def __init__(self, now: State, then: State, changed: set[str]) -> None:
        self._now, self._then = now, then
        gone = then.data.keys() - now.data.keys()
        #: Docnames of letters whose pairs may be others than they were.
        self._touched = {path.removesuffix(".md") for path in (*changed, *gone) if path.startswith("letters/")}
        for path in now.read.keys() & then.read.keys():
            docname = path.removesuffix(".md")
            here, there = now.records.get(docname), then.records.get(docname)
            if isinstance(here, Letter) and isinstance(there, Letter) and self._meant_others(here, there):
                self._touched.add(docname)
        self._pairs: dict[int, list[Likeness]] = {}

    def _meant_others(self, here: Letter, there: Letter) -> bool:
        """Tell whether the names of a letter lead to other bodies than then."""
        a, b = self._now.catalogue, self._then.catalogue
        return any(
            similarity.party_key(a, one) != similarity.party_key(b, other)
            for one, other in zip(here.parties, there.parties, strict=False)
        )

    def settle(self) -> None:
        """Read all letters that the touched ones are compared with, until no further letter is touched."""
        while self._touched:
            self._read_companions()
            pairs = {id(state): self._compare(state) for state in (self._now, self._then)}
            self._pairs = pairs
            then = {_names(pair) for pair in pairs[id(self._then)]}
            further: set[str] = set()
            unread = False
            for pair in (*pairs[id(self._now)], *pairs[id(self._then)]):
                names = _names(pair)
                if not self._touched & set(names):
                    # A group that became small enough shows pairs of letters that did not change.
                    further |= set(names) if names not in then else set()
                    continue
                for name in names:
                    if f"{name}.md" in self._now.data and f"{name}.md" not in self._now.read:
                        read_both(f"{name}.md", self._now, self._then)
                        unread = True
            self._touched |= further
            if not further and not unread:
                return

    def messages(self, state: State) -> Iterator[Message]:
        """Yield the possible duplicates among touched letters."""
        for pair in self._pairs.get(id(state), ()):
            if self._touched & set(_names(pair)):
                yield similarity.message(pair)

    def _compare(self, state: State) -> list[Likeness]:
        return similarity.pairs(state.catalogue, similarity.groups(state.catalogue, state.catalogue.letters))

    def _read_companions(self) -> None:
        """Read the letters of the same months, and those that may give the same address."""
        months: set[tuple[int, int]] = set()
        needles: set[bytes] = set()
        for state in (self._now, self._then):
            for docname in self._touched:
                if isinstance(letter := state.records.get(docname), Letter) and letter.listed:
                    months.add((letter.date.year, letter.date.month))
                    needles |= {_needle(url) for url in (letter.source.url, *letter.other_urls) if url and _needle(url)}
        companions = [entry for entry in self._now.catalogue.letters if self._is_companion(entry, months, needles)]
        for entry in companions:
            read_both(f"{entry.docname}.md", self._now, self._then)

    def _is_companion(self, entry: Entry[Letter], months: set[tuple[int, int]], needles: set[bytes]) -> bool:
        path, date = f"{entry.docname}.md", entry.record.date
        if path in self._now.read:
            return False
        data = self._now.data[path]
        # A backslash may hide any character.
        return (date.year, date.month) in months or b"\\" in data or any(needle in data for needle in needles)


def _needle(url: str) -> bytes:
    """Give the part of an address that every way of writing it shares: hosts may differ in case."""
    parts = urlsplit(url)
    return (parts.path.rstrip("/") or parts.query).encode()


def _names(pair: Likeness) -> tuple[str, str]:
    return pair.first.docname, pair.second.docname
