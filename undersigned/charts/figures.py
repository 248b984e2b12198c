"""Puts charts on pages: caption, picture, and the data as a table.

The pages of organizations and topics have two small ones each; any page may ask for others by the directive `chart`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import etree
from lxml.builder import E

from .. import elements
from ..views import OrganizationView, TopicView
from . import columns, counting, kinds, words
from .bars import bars
from .data import Matrix, Named, Network
from .matrix import matrix
from .network import network
from .svg import clean, svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rendering.parts import Linker
    from ..views import ListingView, PageView, Tally
    from .data import Chart, Years
    from .shapes import Frame
    from .svg import Address
    from .words import Cell, Table

#: Pictures that need all the room there is.
_WIDE = (kinds.MATRIX.name, kinds.NETWORK.name)


def organization_figures(view: OrganizationView, link: Linker) -> list[nodes.Node]:
    """Show when an organization signed and received letters, and with whom it signed most."""
    entries = _entries(view.partners)
    return _pair(view.timeline, entries, "Signed most often with", "signed together", link)


def topic_figures(view: TopicView, link: Linker) -> list[nodes.Node]:
    """Show when letters on a topic were written, and who signed most of them."""
    return _pair(view.timeline, _entries(view.organizations), "Most active organizations", "", link)


def listing_figure(view: ListingView, link: Linker) -> list[nodes.Node]:
    """Answer a chart directive."""
    kind, data = view.listing.argument, view.chart
    if data is None:
        return [elements.paragraph("", "Nothing to show yet.", classes=["empty"])]
    caption = words.caption(kind, data)
    if link.builder.format != "html":
        items = (elements.list_item("", elements.paragraph("", line)) for line in words.lines(kind, data))
        return [elements.paragraph("", caption), elements.bullet_list("", *items, bullet="-")]
    wide = "chart-wide" if kind in _WIDE else ""
    made = _figure(f"chart-{view.listing.line}", caption, drawing(kind, data), words.table(kind, data), link, wide)
    return [_raw(made)]


def shows_figures(view: PageView) -> bool:
    """Tell whether a page has pictures."""
    own = view.own
    if isinstance(own, OrganizationView | TopicView):
        tallies = own.partners if isinstance(own, OrganizationView) else own.organizations
        if own.timeline is not None or _entries(tallies):
            return True
    return any(listing.chart is not None for listing in view.listings)


def drawing(kind: str, data: Chart) -> Frame:
    """Draw a chart that a page asks for."""
    match data:
        case Network():
            return network(data)
        case Matrix():
            return matrix(data)
    return columns.columns(data, height=columns.LARGE) if kind == kinds.PER_YEAR.name else columns.rows(data)


def _entries(tallies: Iterable[Tally]) -> tuple[Named, ...]:
    return counting.telling(Named(tally.docname or "", tally.title, tally.count) for tally in tallies)


def _pair(timeline: Years | None, entries: Sequence[Named], title: str, what: str, link: Linker) -> list[nodes.Node]:
    if link.builder.format != "html":
        # The lists on the page say the same.
        return []
    made = []
    if timeline is not None:
        caption, table = words.timeline_caption(timeline), words.years_table(timeline)
        made.append(_figure("chart-years", caption, columns.columns(timeline), table, link, "chart-small"))
    if entries:
        table = words.named_table(entries, "Organization")
        made.append(_figure("chart-bodies", title, bars(entries, what), table, link, "chart-small"))
    return [_raw(E.div({"class": "charts"}, *made))] if made else []


def _figure(name: str, caption: str, frame: Frame, table: Table, link: Linker, classes: str) -> Any:
    def address(docname: str) -> str | None:
        return link.builder.get_relative_uri(link.fromdocname, docname) if docname != link.fromdocname else None

    return E.figure(
        # Names in pictures and tables would lead searches here instead of to the pages of those who bear them.
        {"class": f"chart {classes}".rstrip(), "data-pagefind-ignore": "all"},
        E.figcaption({"id": name}, clean(caption)),
        E.div({"class": "chart-frame"}, svg(frame, address, named_by=name)),
        E.details(E.summary("Data as a table"), E.div({"class": "chart-frame"}, _table(table, address))),
    )


def _table(table: Table, address: Address) -> Any:
    def content(cell: Cell) -> Any:
        words = clean(cell.text)
        # Names run in the direction of their script.
        shown = words if words.isascii() else E.bdi(words)
        target = address(cell.docname) if cell.docname else None
        return E.a({"href": target}, shown) if target else shown

    return E.table(
        E.thead(E.tr(*(E.th({"scope": "col"}, content(cell)) for cell in table.heads))),
        E.tbody(*(
            E.tr(E.th({"scope": "row"}, content(first)), *(E.td(content(cell)) for cell in rest))
            for first, *rest in table.rows
        )),
    )  # fmt: skip


def _raw(element: Any) -> nodes.raw:
    return elements.raw("", etree.tostring(element, encoding="unicode", method="html") + "\n", format="html")
