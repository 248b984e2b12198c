"""Letters as a table, for pages whose scripts sort and filter it."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ..views import LetterLine
from .parts import Linker, titled

#: By these classes `html.tables` finds a table that can be sorted and filtered, and one of letters with their facets.
BROWSE, LETTERS = "browse-table", "letter-table"


def letter_table(lines: Iterable[LetterLine], link: Linker) -> nodes.table:
    """Tabulate letters: date, title, addressees, signatures."""

    def entry(*content: nodes.Node) -> nodes.entry:
        return nodes.entry("", nodes.paragraph("", "", *content))

    heads = ("Date", "Letter", "To", "Signed by")
    rows = [
        nodes.row(
            "", entry(nodes.Text(line.date)), entry(link(line.docname, titled(line.title, line.language))),
            entry(nodes.Text(line.to)) if line.to else nodes.entry(), entry(nodes.Text(line.signers)),
        )
        for line in lines
    ]  # fmt: skip
    group = nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=width) for width in (16, 42, 24, 18)),
        nodes.thead("", nodes.row("", *(entry(nodes.Text(head)) for head in heads))),
        nodes.tbody("", *rows),
        cols=4,
    )
    return nodes.table("", group, classes=[BROWSE, LETTERS])
