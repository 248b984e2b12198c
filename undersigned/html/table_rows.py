"""The rows that a table leaves out of its page, as data that the page's script loads when a reader asks for more.

Comes after `rendering.tables`, which tells what stands in a row. Written as scripts by `tables`, because a page that is
opened from a folder may not fetch data.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from ..rendering.indexes import in_order, organization_anchors
from ..rendering.tables import addressee_cells, letter_cells, organization_cells, parted
from ..views import Link
from .languages import mark
from .table_data import embed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..rendering.tables import Cell
    from ..views import ListingView, PageView

    #: The anchor of a row, empty for most; then its cells.
    Row = list[Any]

#: Below the output folder; each file has the name of its page.
FOLDER = "_static/table-rows"
#: What `languages.mark` makes of a text: runs within others, never one in the other.
_RUN = re.compile(r'<(?:span|bdi)((?: (?:lang|dir)="[^"]*")*)>([^<]*)</(?:span|bdi)>')
_ATTRIBUTE = re.compile(r'(lang|dir)="([^"]*)"')


def script(view: PageView, address: Callable[[str], str], /) -> str:
    """Write the rows of a page that stand in no table of it; `address` gives that of a page below the site."""
    tables = [rows for listing in view.listings for rows in left_out(listing, address)]
    return f"window.undersignedRows = {embed(tables)};\n"


def total(view: PageView, /) -> int:
    """Count the rows of all tables of a page that leaves some out; 0 where all stand in it."""
    if not any(listing.elsewhere for listing in view.listings):
        return 0
    return sum(
        len(listing.letters) * (listing.listing.get("as") == "table")
        + len(listing.organizations) * (listing.listing.get("as") in ("", "list"))
        + sum(len(group.lines) for group in listing.groups)
        for listing in view.listings
    )


def left_out(view: ListingView, address: Callable[[str], str], /) -> list[list[Row]]:
    """Give the rows that each table of a listing leaves out; a table that is whole has none."""
    style = view.listing.get("as")
    cut = bool(view.elsewhere)
    if view.groups:
        return [
            [_row("", addressee_cells(line), address) for line in (parted(group.lines, each=True)[1] if cut else ())]
            for group in view.groups
        ]
    if view.letters and style == "table":
        return [[_row("", letter_cells(line), address) for line in (parted(view.letters)[1] if cut else ())]]
    if view.organizations and style in ("", "list"):
        lines = in_order(view.organizations)
        kinds = not view.listing.get("kind")
        placed = parted(list(zip(organization_anchors(lines), lines, strict=True)))[1] if cut else ()
        return [[_row(anchor, organization_cells(line, kinds=kinds), address) for anchor, line in placed]]
    return []


def _row(anchor: str, cells: Iterable[Cell], address: Callable[[str], str]) -> Row:
    return [
        anchor,
        *([address(cell.docname), _text(cell.title, cell.language)] if isinstance(cell, Link) else _text(cell) for cell in cells),
    ]  # fmt: skip


def _text(text: str, language: str = "en") -> str | dict[str, Any]:
    """Give a text; one with parts that must tell their language or direction as runs: text, language, direction."""
    marked = mark(text, language)
    runs: list[list[str]] = []
    end = 0
    for match in _RUN.finditer(marked):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        runs += [
            [marked[end : match.start()], "", ""],
            [match[2], attributes.get("lang", ""), attributes.get("dir", "")],
        ]
        end = match.end()
    if not runs:
        return text
    runs.append([marked[end:], "", ""])
    return {"runs": [[unescape(words), *told] for words, *told in runs if words]}
