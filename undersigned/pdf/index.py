"""The indexes of a volume: which names stand on which pages.

The links that were drawn tell where a name stands, so that a page number is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..names import name_key
from .edition import Entry, Named
from .piece import DOCUMENT, PLACE, Link, Piece

#: Where the list of signatories begins on a letter's page.
SIGNATORIES = "signatories"


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of an index: a name, the pages with the places they lead to, or the name to look under instead."""

    initial: str
    name: str
    pages: tuple[tuple[str, str], ...] = ()
    see: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A letter in a volume: the number of its part, and the number printed on its first page."""

    entry: Entry
    piece: Piece
    part: int
    page: int


def organizations(letters: Iterable[Placed], /) -> list[IndexLine]:
    """Index the bodies that signed, with the forms of their names that are printed."""
    return _lines(letters, lambda entry: entry.signatories, after=SIGNATORIES)


def addressees(letters: Iterable[Placed], /) -> list[IndexLine]:
    """Index the bodies that letters were sent or copied to."""
    return _lines(letters, lambda entry: entry.addressees)


def topics(letters: Iterable[Placed], /) -> list[IndexLine]:
    """Index the topics."""
    return _lines(letters, lambda entry: entry.topics)


def _lines(letters: Iterable[Placed], chosen, *, after: str = "") -> list[IndexLine]:  # type: ignore[no-untyped-def]
    pages: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    others: dict[str, set[str]] = {}
    for letter in letters:
        named: Sequence[Named] = chosen(letter.entry)
        if not named:
            continue
        first = _first_links(letter.piece, after)
        for one in named:
            link = first.get(one.docname)
            if link is None:
                continue
            names[one.docname] = one.name
            label = str(letter.page + link.page)
            target = f"{PLACE}{letter.part}:{link.page}:{link.area[3] + 4:.2f}"
            pages.setdefault(one.docname, {}).setdefault(label, target)
            for printed in one.printed:
                others.setdefault(printed, set()).add(one.docname)
    found = [IndexLine(_initial(name), name, tuple(pages[docname].items())) for docname, name in names.items()]
    taken = {name_key(name) for name in names.values()}
    for printed, docnames in others.items():
        if name_key(printed) not in taken:
            found += [
                IndexLine(_initial(printed), printed, see=names[docname])
                for docname in sorted(docnames)
                # A form that only adds to the name stands beside it anyway.
                if not name_key(printed).startswith(name_key(names[docname]) + " ")
            ]
    return sorted(found, key=_order)


def _first_links(piece: Piece, after: str) -> dict[str, Link]:
    """Find the first link to each page, in the order in which a letter is read, from a place on."""
    place = piece.anchors.get(after)
    found: dict[str, Link] = {}
    rest: dict[str, Link] = {}
    for link in piece.links:
        if not link.target.startswith(DOCUMENT):
            continue
        docname = link.target[len(DOCUMENT) :].partition("#")[0]
        if place is None or (link.page, -link.area[1]) >= (place.page, -place.y):
            found.setdefault(docname, link)
        else:
            rest.setdefault(docname, link)
    return rest | found


def _order(line: IndexLine) -> tuple[int, str, str, str]:
    group = 0 if line.initial.isascii() and line.initial.isalpha() else 1 if line.initial == _FIGURES else 2
    return group, name_key(line.name), line.name, line.see


_FIGURES = "0\u20139"


@lru_cache(maxsize=50_000)
def _initial(name: str) -> str:
    first = name_key(name)[:1].upper()
    return first if "A" <= first <= "Z" else _FIGURES if first.isdigit() else "Other scripts"
