"""The directive `speed`: shows what was measured of the build's speed, as a table or as the chart; for maintained pages only.

The page is `docs/develop/speed.md`; it is read again when the file of results changes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from lxml import etree
from lxml.builder import E
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..charts.svg import svg
from ..rendering.parts import paragraph
from . import speed, speed_chart, speed_tables

CHART = "chart"
#: Key of a page's metadata that asks for the style sheet of pictures; see `charts.on_html_page_context`.
FIGURES = "figures"


class speed_picture(nodes.General, nodes.Element):
    """The place of the chart, with its `markup`: raw HTML is refused in every page that was read."""


class SpeedDirective(SphinxDirective):
    """Show a table of figures by its name, or the chart."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table or picture from the file of results."""
        file = Path(self.env._app.confdir) / speed.FILE
        self.env.note_dependency(str(file))
        try:
            results = speed.read(file)
        except speed.ResultsError as error:
            raise self.error(str(error)) from error
        if self.arguments[0] == CHART:
            return self._chart(results)
        try:
            table = speed_tables.tables(results)[self.arguments[0]]
        except KeyError:
            raise self.error(f"there is no table of figures {self.arguments[0]}") from None
        return [_table(table)] if table.rows else [paragraph("Not measured yet.")]

    def _chart(self, results: speed.Results) -> list[nodes.Node]:
        frame = speed_chart.chart(results)
        if frame is None:
            return [paragraph("Not measured yet.")]
        self.env.metadata[self.env.docname][FIGURES] = "yes"
        name = "chart-speed"
        caption = "CPU seconds of builds from nothing, by letters; both axes by powers of ten"
        figure = E.figure(
            {"class": "chart", "data-pagefind-ignore": "all"},
            E.figcaption({"id": name}, caption),
            E.div({"class": "chart-frame"}, svg(frame, lambda _: None, named_by=name)),
        )
        return [speed_picture("", markup=etree.tostring(figure, encoding="unicode", method="html") + "\n")]


class PutPicture(SphinxPostTransform):
    """Put the picture where it belongs; what is not HTML has none, as a table says the same."""

    # With the other computed things of a page; see `transforms.FillComputed`.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Fill the page that is being written."""
        for place in list(self.document.findall(speed_picture)):
            place.replace_self(nodes.raw("", place["markup"], format="html"))


def _table(table: speed_tables.Table) -> nodes.table:
    group = nodes.tgroup("", cols=len(table.heads))
    group += [nodes.colspec(colwidth=1) for _ in table.heads]
    group += nodes.thead("", _row(table.heads, table))
    group += nodes.tbody("", *(_row(row, table) for row in table.rows))
    # Browsers know best how wide columns are.
    return nodes.table("", nodes.title("", table.title), group, classes=["colwidths-auto"])


def _row(cells: tuple[str, ...], table: speed_tables.Table) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", _cell(cell, table))) for cell in cells))


def _cell(cell: str, table: speed_tables.Table) -> nodes.Node:
    url = table.links.get(cell)
    return nodes.reference("", cell, refuri=url) if url else nodes.Text(cell)
