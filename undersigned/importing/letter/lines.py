"""The lines of a document: blocks parted at the line ends that the source sets on purpose, each with its place.

The parts of a letter (`parts`) are ranges of these lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..document import HEADING, ITEM, PARAGRAPH, ROW, Document
from ..reading.cleaning import unwrapped, wrap_width
from .vocabulary import folded

#: Characters above which a line is prose, not a name, date or heading.
LONG = 180
_SENTENCE_END = re.compile(r"[.!?。！？؟।…][\"'”’)»\]]*(?:\[?\d{1,3}\]?|[⁰¹²³⁴-⁹]+)?$")
_LOWER_WORD = re.compile(r"(?<![\w’'])[a-zà-ÿа-яё]+")
#: Lines such as “Geneva, on 16 February 2017.”
_YEAR_END = re.compile(r"\b(?:19|20)\d\d\.?$")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source."""

    text: str
    #: Line, page or block of the source.
    place: int
    #: Number of the block, and of the line in it.
    block: int
    row: int
    kind: str
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    strong: bool = False
    #: How many lines the block has.
    height: int = 1

    @property
    def key(self) -> str:
        """Give the text as it is compared with the vocabulary."""
        return folded(self.text)

    @property
    def is_prose(self) -> bool:
        """Tell running text from names, dates and headings."""
        if self.kind == HEADING or self.kind == ROW:
            return False
        return prose_like(self.text)


def prose_like(text: str) -> bool:
    """Tell whether a text reads as sentences."""
    if len(text) > LONG and text.count(",") + text.count(";") < len(text.split()) / 5:
        return True
    if _SPACELESS.search(text):
        return len(text) >= 12 and bool(_SENTENCE_END.search(text) or "。" in text or "，" in text)
    count = len(text.split())
    if count < 8 or (len(text) < 70 and _YEAR_END.search(text)):
        return False
    ends = bool(_SENTENCE_END.search(text)) or text.endswith((":", "：", ";"))
    lower = len(_LOWER_WORD.findall(text))
    cased = any(c.islower() for c in text) or any(c.isupper() for c in text)
    if not cased:
        return ends or count > 20
    return (ends and lower * 2 >= count) or (count >= 14 and lower * 5 >= count * 3)


def lines_of(document: Document) -> tuple[Line, ...]:
    """Part a document into lines; lines that only the page's width broke are joined."""
    width = wrap_width([block.text for block in document.blocks])
    return tuple(_marked(list(_lines(document, width))))


def _lines(document: Document, width: int) -> Iterator[Line]:
    for number, block in enumerate(document.blocks):
        text = block.text
        if block.kind == ROW:
            yield Line(text, block.line, number, 0, ROW, cells=block.cells)
            continue
        rows = [row for row in text.split("\n") if row.strip()]
        if len(rows) > 1 and _wrapped(rows, width, block.kind):
            rows = [row for row in unwrapped(text, width=width).split("\n") if row.strip()]
            if len(rows) > 1 and _sentences(rows):
                rows = [" ".join(rows)]
        for row, part in enumerate(rows):
            place = block.line + row if document.unit == "line" else block.line
            yield Line(
                part.strip(), place, number, row, block.kind, block.level, block.marker if row == 0 else "",
                strong=block.strong, height=len(rows),
            )  # fmt: skip


def _wrapped(rows: list[str], width: int, kind: str) -> bool:
    if kind == ITEM or (kind == PARAGRAPH and _sentences(rows)):
        return True
    full = sum(len(row) >= width * 0.6 for row in rows[:-1])
    return width > 0 and full * 2 >= len(rows) - 1 and prose_like(" ".join(rows))


def _sentences(rows: list[str]) -> bool:
    """Tell a paragraph broken into lines from a list of short lines."""
    inner = rows[:-1]
    if not inner:
        return False
    longest = max(map(len, rows))
    full = sum(len(row) >= longest * 0.7 for row in inner)
    joined = " ".join(rows)
    running = sum(row[:1].islower() for row in rows[1:])
    return longest >= 45 and full >= len(inner) * 0.8 and running * 3 >= len(inner) and prose_like(joined)


def _marked(lines: list[Line]) -> Iterator[Line]:
    """Drop the signs of emphasis that plain text carries around whole lines."""
    for line in lines:
        text = line.text
        if len(text) > 4 and text[:2] == text[-2:] == "**" and "**" not in text[2:-2]:
            line = replace(line, text=text[2:-2].strip(), strong=True)
        if line.text:
            yield line
