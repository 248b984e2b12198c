"""Draws a short list of pages with a bar for the letters of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..wording import plural
from .columns import LEAST
from .shapes import NUMBER, QUIET, Bar, Frame, Link, Words, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .data import Named

_ROW = 28.0


def bars(entries: Sequence[Named], what: str) -> Frame:
    """Draw a bar under each name; `what` says what letters are counted: `signed together`."""
    frame = Frame(LEAST, len(entries) * _ROW)
    most = max(entry.letters for entry in entries)
    for number, entry in enumerate(entries):
        top = number * _ROW
        frame.add(
            Link(
                entry.docname, f"{entry.title}: {plural(entry.letters, 'letter')} {what}".rstrip(),
                (0, frame.below(top + _ROW), LEAST, _ROW),
                Words(0, frame.below(top + 14), shortened(entry.title, LEAST - 40)),
                Words(LEAST, frame.below(top + 14), f"{entry.letters:,}", size=NUMBER, colour=QUIET, anchor="end"),
                Bar(0, frame.below(top + 22), LEAST * entry.letters / most, 4),
            )
        )  # fmt: skip
    return frame
