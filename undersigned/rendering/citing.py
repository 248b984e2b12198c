"""How a letter is cited: as styles have it, in few words, by its addresses, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .. import elements
from ..facts import field, text_field
from .parts import mark_language, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..exports.citations import Citation, Piece
    from ..views import Cited

#: Files beside a letter's page that cite it as data: name, and ending of the file.
DATA = (("BibTeX", ".bib"), ("RIS", ".ris"), ("CSL-JSON", ".csl.json"))


def cite_section(cited: Cited, citations: Sequence[Citation], name: str) -> nodes.section:
    """Make the section from which readers copy; `name` is that of the page, without folder and ending."""
    language = cited.language
    fields = [_citation("Short", "short", cited.short, language)]
    fields += [_citation(one.style, one.style.lower(), one.pieces, language) for one in citations]
    addresses = (("This page", cited.address), ("Short link", cited.short_address))
    fields += [_copied(title, "address", nodes.Text(url)) for title, url in addresses if url]
    files: list[nodes.Node] = []
    for title, ending in DATA:
        files += [nodes.Text(", ")] if files else []
        files.append(elements.reference("", title, internal=True, refuri=name + ending))
    fields.append(text_field("As data", *files))
    return section("cite", "Cite this letter", elements.field_list("", *fields, classes=["citations"]))


def _citation(title: str, kind: str, pieces: Iterable[Piece], language: str) -> nodes.field:
    return _copied(title, kind, *(_piece(piece, language) for piece in pieces))


def _copied(title: str, kind: str, *content: nodes.Node) -> nodes.field:
    """Make a field whose text is there to be copied."""
    return field(title, elements.paragraph("", "", *content, classes=["citation", f"citation-{kind}"]))


def _piece(piece: Piece, language: str) -> nodes.Node:
    node: nodes.Element | nodes.Text = nodes.Text(piece.text)
    if piece.italic:
        node = elements.emphasis("", piece.text)
    if piece.foreign:
        node = mark_language(elements.inline("", "", node, classes=["foreign"]), language)
    return node
