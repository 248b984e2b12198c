"""The limits of size, each with its reason, and those that are in force.

`undersigned.settings` reads what conf.py says of them; the commands and the build put that in force before they read a
page, and the processes of a build inherit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


def _limit(default: int, counts: str, reason: str, *, most: int | None = None) -> Any:
    """Describe a limit: its value, what it counts, why there is one, and the value beyond which programs fail."""
    return field(default=default, metadata={"counts": counts, "reason": reason, "most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large pages, pictures, lists and texts may be. The reference is made from what is said of the fields."""

    # --- sizes of files and pictures
    page_bytes: int = _limit(
        1_000_000, "bytes of a page", "Facts with 20,000 signatories and their titles have about 900,000."
    )
    image_bytes: int = _limit(
        2_000_000, "bytes of a picture", "Larger ones slow down readers on phones, and every PDF."
    )
    pixels: int = _limit(
        20_000_000,
        "pixels of a picture",
        "A file of 110,000 bytes can unpack to gigabytes; as many print A3 at 300 dpi.",
        most=80_000_000,
    )
    side: int = _limit(
        10_000,
        "pixels of a side of a picture",
        "A strip of one pixel's height is no picture, and browsers draw none longer than 16,384.",
    )
    name: int = _limit(
        80, "characters of a file or folder name with its ending", "Room for a date, a party and a matter.", most=200
    )
    # --- facts
    depth: int = _limit(
        6,
        "levels of lists and groups within one another, in the facts",
        "The deepest documented key needs four.",
        most=50,
    )
    values: int = _limit(
        120_000, "values in the facts of a page", "20,000 signatories with name and title have five each."
    )
    signatories: int = _limit(
        20_000, "signatories of a letter", "Its page and PDF take fifteen seconds, two megabytes and one."
    )
    entries: int = _limit(1_000, "entries of any other list", "The longest real one has some dozens.")
    former_ids: int = _limit(50, "former ids of a page", "Each becomes a file of the site.")
    # --- text
    line: int = _limit(
        5_000,
        "characters of a line of the body",
        "A long paragraph on one line still passes; longer lines freeze editors and readers' diffs.",
    )
    body: int = _limit(200_000, "characters of a body", "About 30,000 words, parsed in about a second.")
    markup_run: int = _limit(
        200, "signs of markup in a row", "Real text has rules of 80; thousands cost the reader quadratic time."
    )
    brackets: int = _limit(
        2_000, "opening brackets in a body", "The reader's time grows with their square where none is closed."
    )
    nesting: int = _limit(
        12,
        "levels of quotes and lists within one another",
        "Tables of PDFs break at 34, readers are lost long before 12.",
        most=30,
    )
    indent: int = _limit(
        40, "blanks and quote marks before a line's text", "Twelve lists of three blanks each.", most=200
    )
    inline_nesting: int = _limit(
        12, "levels of emphasis and links within one another", "Deeper ones are slips of markup.", most=30
    )
    directive_nesting: int = _limit(
        3, "levels of boxes within one another", "Deeper ones are slips of markup.", most=12
    )
    directives: int = _limit(40, "directives on a page", "Boxes on every other line point out nothing.")
    charts: int = _limit(8, "charts on a page", "Each asks the whole archive.")
    headings: int = _limit(60, "headings on a page", "The contents of a page are to be read at a glance.")
    heading: int = _limit(200, "characters of a heading", "A heading is one line of the contents.")
    columns: int = _limit(10, "columns of a table", "As many fit a printed page.")
    rows: int = _limit(
        500,
        "rows of all tables of a page",
        "A longer list belongs in the facts, and the PDF draws each cell by itself.",
    )
    breaks: int = _limit(50, "line breaks in one paragraph", "Typesetting the PDF is slower than linear in them.")
    messages: int = _limit(100, "messages about a page, for each reading: text, facts, body", "Enough to mend it, few enough to read.")  # fmt: skip


_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 -- frozen


def now() -> Limits:
    """Give the limits that are in force."""
    return _IN_FORCE.get()


def put(limits: Limits, /) -> None:
    """Put limits in force."""
    _IN_FORCE.set(limits)


@contextmanager
def held(limits: Limits, /) -> Iterator[None]:
    """Put limits in force for a while."""
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)
