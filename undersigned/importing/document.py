"""A page or file to import, whatever its format: blocks of text in reading order, and what the file says of itself.

`reading` makes it; `letter` finds a letter in it. Nothing here is interpreted.
"""

from __future__ import annotations

from dataclasses import dataclass

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = "heading", "paragraph", "item", "row", "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row or footnote."""

    kind: str
    #: The text; lines that the source breaks on purpose are parted by newlines, other blanks are single spaces.
    #: Rows: the filled cells, parted by tabs. Raised numbers, as of footnotes, are superscript digits.
    text: str
    #: Line of a text source, page of a PDF, number of the block in other formats; counts from 1.
    line: int
    #: Headings: 1 to 6. Items: depth of the list, from 1.
    level: int = 0
    #: Items and footnotes: the number, bullet or mark as printed.
    marker: str = ""
    #: Rows: the cells, empty ones too.
    cells: tuple[str, ...] = ()
    #: Whether the whole block is set bold or as a heading without being marked up as one.
    strong: bool = False
    #: Pieces that are links: (text, address).
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one source."""

    #: File name, address, or "standard input".
    name: str
    #: text, markdown, html, docx or pdf.
    format: str
    blocks: tuple[Block, ...]
    #: What `line` counts: line, page or block.
    unit: str = "line"
    #: What the file declares of itself (HTML head, document properties); none of it is trusted as a fact.
    title: str | None = None
    site: str | None = None
    address: str | None = None
    published: str | None = None
    language: str | None = None
    licence: str | None = None
    description: str | None = None
    #: Addresses of attached files that may be the letter itself (PDF, DOCX).
    attachments: tuple[str, ...] = ()
    #: What reading had to leave out or doubts, one sentence each.
    remarks: tuple[str, ...] = ()
