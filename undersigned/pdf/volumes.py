"""The volumes of an edition: a letter by itself, and the compilation with cover and contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .assembly import Part, address, assemble
from .front import Cover, contents, cover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .assembly import Info
    from .edition import Entry
    from .piece import Piece
    from .render import Renderer
    from .typefaces import Library

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def letter(entry: Entry, piece: Piece, info: Info, library: Library, /) -> bytes:
    """Make the PDF of one letter; its foot has the address of its page and `page 1 of 3`."""
    link = address(info.site, entry.docname) if info.site else ""
    return assemble([Part(piece)], info, library, lambda label, number, total: (link, f"page {label} of {total}"))


def compilation(
    letters: Sequence[tuple[Entry, Piece]], info: Info, licence: str, renderer: Renderer, library: Library, /
) -> bytes:
    """Make the PDF of all letters, each on a page of its own; pages before the first have Roman numerals."""
    lines, page = [], 1
    for entry, piece in letters:
        lines.append((entry, page))
        page += piece.pages
    count = f"{len(letters)} open letters" if len(letters) > 1 else "1 open letter"
    first, last = letters[0][0].date, letters[-1][0].date
    span = first if first == last else f"{first} \u2013 {last}"
    front = Cover(info.title, (count, span), (_edition(info.date), info.site, licence))
    parts = [
        Part(renderer.front("_cover", lambda client: cover(client, front)), is_front=True),
        Part(renderer.front("_contents", lambda client: contents(client, lines)), is_front=True),
        *(Part(piece, group=str(entry.year)) for entry, piece in letters),
    ]
    return assemble(parts, info, library, lambda label, number, total: ("", label if number else ""))


def _edition(date: str) -> str:
    """Write the day of a PDF date."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", date)
    return f"Edition of {int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}" if match else ""
