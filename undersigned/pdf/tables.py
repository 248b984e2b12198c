"""Tables of a document, and lists of names and values such as the masthead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from reportlab.platypus import TableStyle
from rst2pdf.basenodehandler import NodeHandler
from rst2pdf.flowables import MySpacer

from .flowables import LeadIn, SplittingTable

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

    from .client import Client

#: Classes of cells, as Markdown tables give them.
_ALIGN = {"text-right": "end", "text-center": "center"}


class FieldList(NodeHandler):  # type: ignore[misc]
    """A quiet table of names and values, such as the masthead; to screen readers a list."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        rows = []
        # What tells where facts come from is set smaller.
        kind = "source" if "sources" in node["classes"] else "field"
        with client.inside("L", ListNumbering="None"):
            for field in node:
                client.waiting += field["ids"]
                with client.inside("LI"):
                    name = client.text(field[0], f"{kind}name", tag="Lbl")
                    with client.inside("LBody"), client.styled(f"{kind}value"):
                        rows.append([[name], client.children(field[1])])
        if not rows:
            return []
        rule = client.styles["separation"].textColor
        look = TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (0, -1), 8),
            ("RIGHTPADDING", (1, 0), (1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("TOPPADDING", (0, 0), (-1, 0), 6), ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, rule), ("LINEBELOW", (0, -1), (-1, -1), 0.5, rule),
        ])  # fmt: skip
        return [SplittingTable(rows, [0.24, 0.76], look), MySpacer(0, 12)]


class Table(NodeHandler):  # type: ignore[misc]
    """A table whose head comes again on each page and whose rows may go over the page."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        made: list[Flowable] = []
        with client.inside("Table"):
            for child in node:
                if isinstance(child, nodes.title):
                    made += [LeadIn(), *client.gen_elements(child)]
                elif isinstance(child, nodes.tgroup):
                    made.append(self._group(client, child))
        return [*made, MySpacer(0, 10)]

    def _group(self, client: Client, group: Any) -> Flowable:
        widths = [float(spec.get("colwidth", 1)) for spec in group.findall(nodes.colspec)]
        given = "colwidths-given" in group.parent["classes"]
        cells: list[list[Any]] = []
        spans: list[tuple[Any, ...]] = []
        taken: set[tuple[int, int]] = set()
        heads = 0
        for part in group:
            if not isinstance(part, nodes.thead | nodes.tbody):
                continue
            is_head = isinstance(part, nodes.thead)
            with client.inside("THead" if is_head else "TBody"):
                for row in part:
                    heads += is_head
                    cells.append(self._row(client, row, len(cells), len(widths), is_head, spans, taken))
        total = sum(widths)
        return SplittingTable(
            cells, [width / total for width in widths] if given else [None] * len(widths),
            TableStyle([*client.styles["table"].commands, *spans]), repeat=heads,
        )  # fmt: skip

    @staticmethod
    def _row(
        client: Client, row: Any, number: int, columns: int, is_head: bool,
        spans: list[tuple[Any, ...]], taken: set[tuple[int, int]],
    ) -> list[Any]:  # fmt: skip
        cells: list[Any] = [[] for _ in range(columns)]
        column = 0
        with client.inside("TR"):
            for entry in row:
                while (number, column) in taken:
                    column += 1
                right, down = int(entry.get("morecols", 0)), int(entry.get("morerows", 0))
                if right or down:
                    spans.append(("SPAN", (column, number), (column + right, number + down)))
                    taken |= {(number + y, column + x) for y in range(down + 1) for x in range(right + 1)}
                cell = {"ColSpan": str(right + 1) if right else "", "RowSpan": str(down + 1) if down else ""}
                tag, scope = ("TH", "Column") if is_head else ("TD", "")
                align = next((_ALIGN[name] for name in entry["classes"] if name in _ALIGN), "")
                style = "table-heading" if is_head else "table-body"
                with client.inside(tag, Scope=scope, **cell), client.styled(style, align):
                    cells[column] = client.children(entry)
                column += right + 1
        return cells
