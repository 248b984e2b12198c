"""The PDFs: a letter by itself, and volumes with cover, contents and indexes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ..wording import plural
from . import index
from .assembly import Foot, Part, address, assemble
from .charts import charts
from .front import Cover, contents, cover
from .front import index as index_pages
from .render import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.platypus.flowables import Flowable

    from .client import Client
    from .edition import Entry, Volume
    from .index import IndexLine
    from .metadata import Attachment, Info
    from .piece import Piece
    from .render import Renderer
    from .typefaces import Library

#: Docnames of the pages of our own; no page of the archive begins with an underscore.
COVER, CONTENTS, FIGURES = "_cover", "_contents", "_figures"
#: Indexes of a volume: docname, title, what it says of itself, and how its lines are found.
INDEXES: tuple[tuple[str, str, str, Callable[[Sequence[index.Placed]], list[IndexLine]]], ...] = (
    ("_organizations", "Index of organizations",
     "Organizations that signed, with the pages on which their names stand in a list of signatories.", index.organizations),
    ("_addressees", "Index of addressees",
     "Bodies that letters were sent or copied to, with the pages on which they are named.", index.addressees),
    ("_topics", "Index of topics", "Topics, with the pages on which letters name them.", index.topics),
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Press:
    """What all PDFs of a build are made with; tells what no font had on the pages of our own."""

    def __init__(self, renderer: Renderer, library: Library, /) -> None:
        self._renderer = renderer
        self.library = library
        self._missing: set[str] = set()

    def front(
        self, docname: str, make: Callable[[Client], list[Flowable]], /, *, head: str = "", columns: int = 1
    ) -> Piece:
        """Render pages of our own."""
        piece = self._renderer.front(docname, make, head=Head(head) if head else None, columns=columns)
        self._missing.update(piece.missing)
        return piece

    def take_missing(self) -> tuple[str, ...]:
        """Give and forget the characters that no font had."""
        found, self._missing = tuple(sorted(self._missing)), set()
        return found


def letter(entry: Entry, piece: Piece, info: Info, attachments: tuple[Attachment, ...], press: Press, /) -> bytes:
    """Make the PDF of one letter; its feet have the address of its page and `page 1 of 3`."""
    link = address(info.site, entry.docname) if info.site else ""

    def foot(part: Part, number: int, label: str, page: int, total: int) -> Foot:
        return Foot(link, f"page {label} of {total}", leads=number == 0)

    return assemble([Part(piece)], info, press.library, foot, attachments=attachments)


def volume(
    asked: Volume, letters: Sequence[tuple[Entry, Piece]], info: Info, press: Press, /, *, series: str, licence: str
) -> bytes:
    """Make a volume: cover, contents, charts, each letter on a page of its own, indexes; a single letter needs but a cover.

    Pages before the first letter have Roman numerals; those after the last go on counting.
    """
    placed, page = [], 1
    for entry, piece in letters:
        placed.append((entry, piece, page))
        page += len(piece.pages)
    opening = [_cover(asked, placed, info, press, series=series, licence=licence)]
    indexes: list[Piece] = []
    if len(placed) > 1:
        # Cover, contents and charts stand before the letters, whose parts are counted from there.
        before = 3 if asked.charts else 2
        listed = [
            index.Placed(entry, piece, before + number, first) for number, (entry, piece, first) in enumerate(placed)
        ]
        indexes, more = _indexes(listed, page, press)
        lines = [(entry, first) for entry, _, first in placed]
        opening.append(press.front(CONTENTS, lambda client: contents(client, lines, more), head="Contents"))
        if asked.charts:
            opening.append(press.front(FIGURES, lambda client: charts(client, asked.charts), head="In figures"))
    parts = [
        *(Part(piece, is_front=True) for piece in opening),
        *(Part(piece, group=str(entry.year)) for entry, piece, _ in placed),
        *(Part(piece) for piece in indexes),
    ]
    own = {entry.docname for entry, _, _ in placed}
    front = sum(len(piece.pages) for piece in opening)

    def foot(part: Part, number: int, label: str, at: int, total: int) -> Foot:
        if part.piece.docname == COVER:
            return Foot("", "")
        left = address(info.site, part.piece.docname) if info.site and part.piece.docname in own else ""
        return Foot(left, label if part.is_front else f"page {label} of {total - front}", leads=number == 0)

    return assemble(parts, info, press.library, foot)


def _indexes(
    listed: Sequence[index.Placed], page: int, press: Press, /
) -> tuple[list[Piece], list[tuple[str, str, str]]]:
    """Make the indexes that have lines, from a page on; give them, and their lines of the contents."""
    made: list[Piece] = []
    lines: list[tuple[str, str, str]] = []
    for docname, title, note, find in INDEXES:
        found = find(listed)
        if found:
            pages = partial(index_pages, title=title, note=note, lines=found)
            made.append(press.front(docname, pages, head=title, columns=2))
            lines.append((title, str(page), docname))
            page += len(made[-1].pages)
    return made, lines


def _cover(
    asked: Volume, placed: Sequence[tuple[Entry, Piece, int]], info: Info, press: Press, /, *, series: str, licence: str
) -> Piece:
    first, last = placed[0][0].date, placed[-1][0].date
    span = first if first == last else f"{first} \u2013 {last}"
    count = plural(len(placed), "open letter")
    notes = (_edition(info.date), address(info.site, asked.page) if info.site and asked.page else info.site, licence)
    content = Cover(series, info.title, (*asked.scope, count, span), notes)
    return press.front(COVER, lambda client: cover(client, content))


def _edition(date: str) -> str:
    """Write the day of a PDF date."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", date)
    return f"Edition of {int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}" if match else ""
