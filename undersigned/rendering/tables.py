"""Letters as a table, for pages whose scripts sort and filter it."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from .. import elements
from ..views import LetterLine
from .parts import Linker, titled

#: By these classes `html.tables` finds a table that can be sorted and filtered, and one of letters with their facets.
BROWSE, LETTERS = "browse-table", "letter-table"


def letter_table(lines: Iterable[LetterLine], link: Linker) -> nodes.table:
    """Tabulate letters: date, title, addressees, signatures."""

    def entry(*content: nodes.Node) -> nodes.entry:
        return elements.entry("", elements.paragraph("", "", *content))

    heads = ("Date", "Letter", "To", "Signed by")
    rows = [
        elements.row(
            "", entry(nodes.Text(line.date)), entry(link(line.docname, titled(line.title, line.language))),
            entry(nodes.Text(line.to)) if line.to else elements.entry(), entry(nodes.Text(line.signers)),
        )
        for line in lines
    ]  # fmt: skip
    group = elements.tgroup(
        "",
        *(elements.colspec(colwidth=width) for width in (16, 42, 24, 18)),
        elements.thead("", elements.row("", *(entry(nodes.Text(head)) for head in heads))),
        elements.tbody("", *rows),
        cols=4,
    )
    return elements.table("", group, classes=[BROWSE, LETTERS])
