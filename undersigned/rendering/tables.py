"""Tables of letters, of organizations and of addressees, for pages whose scripts sort and filter them.

What stands in a row is told by `letter_cells` and its kin alone: for the nodes of rows that stand in the page, and for
the data of those that scripts put there (`html.table_rows`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from .. import elements, wording
from ..views import AddresseeLine, LetterLine, Link, ListingView, OrganizationLine
from .parts import Linker, enumerated, row, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    #: Text, or a page with its title.
    Cell = str | Link

Line = TypeVar("Line")

#: By these classes `html.tables` finds a table that can be sorted and filtered, and one of letters with their facets.
BROWSE, LETTERS = "browse-table", "letter-table"
#: Rows that stand in the page of a table that is too long for one, and of each of several tables.
FIRST, FIRST_OF_EACH = 200, 40
#: What the entries of a table are called.
UNITS = {"letters": ("letter", "letters"), "organizations": ("organization", "organizations")}


def letter_cells(line: LetterLine) -> tuple[Cell, ...]:
    """Tell date, title, addressees and signatures of a letter."""
    return (line.date, Link(line.docname, line.title, line.language), line.to, line.signers)


def organization_cells(line: OrganizationLine, *, kinds: bool) -> tuple[Cell, ...]:
    """Tell name, kind, country and numbers of letters of an organization."""
    kind = (line.kind,) if kinds else ()
    return (Link(line.docname, line.name), *kind, line.country, _number(line.signed), _number(line.received))


def addressee_cells(line: AddresseeLine) -> tuple[Cell, ...]:
    """Tell name, country, number of letters and their years of an addressee."""
    return (Link(line.docname, line.name), line.country, _number(line.received), f"{line.first}", f"{line.last}")


def cell_row(cells: Iterable[Cell], link: Linker, anchor: str | None = None) -> nodes.row:
    """Make a row of a table."""
    return row(*(_content(cell, link) for cell in cells), anchor=anchor)


def _content(cell: Cell, link: Linker) -> list[nodes.Node]:
    if isinstance(cell, Link):
        return [link(cell.docname, titled(cell.title, cell.language))]
    return [nodes.Text(cell)] if cell else []


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


def is_cut(view: ListingView, link: Linker) -> bool:
    """Tell whether a listing shows its first rows only; the others must stand on other pages, and scripts must run."""
    return bool(view.elsewhere) and link.builder.format == "html"


def parted(lines: Sequence[Line], *, each: bool = False) -> tuple[Sequence[Line], Sequence[Line]]:
    """Part the rows of a table that is cut: those that stand in the page, and those that do not."""
    first = FIRST_OF_EACH if each else FIRST
    return lines[:first], lines[first:]


def rest_line(view: ListingView, link: Linker, count: int, *, each: bool = False) -> nodes.paragraph:
    """Say that a table of `count` entries is cut, and where all of it is."""
    shown = f"{FIRST_OF_EACH} of each kind" if each else f"{FIRST}"
    said = f"Of {wording.plural(count, *UNITS[view.listing.name])}, the first {shown} stand here. "
    where = "All stand on the pages of their years: " if view.listing.name == "letters" else "All stand on the page "
    links = enumerated([link(page.docname, nodes.Text(page.title))] for page in view.elsewhere)
    return elements.paragraph("", f"{said}{where}", *links, nodes.Text("."), classes=["span", "table-rest"])


def letter_table(lines: Sequence[LetterLine], link: Linker) -> nodes.table:
    """Tabulate letters: date, title, addressees, signatures."""
    heads = ("Date", "Letter", "To", "Signed by")
    group = elements.tgroup(
        "",
        *(elements.colspec(colwidth=width) for width in (16, 42, 24, 18)),
        elements.thead("", row(*([nodes.Text(head)] for head in heads))),
        elements.tbody("", *(cell_row(letter_cells(line), link) for line in lines)),
        cols=4,
    )
    return elements.table("", group, classes=[BROWSE, LETTERS])
