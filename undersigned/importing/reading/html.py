"""Reads web pages: the main part as blocks, in order; navigation is left out, and said to be.

Comes after `page`, which chooses the main part, and beside `head`, which reads what the page declares. Nothing is ever
fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from ..document import FOOTNOTE, HEADING, ITEM, PARAGRAPH, ROW, Block, Document
from . import head, marks, page, text
from .cleaning import clean, clean_line, superscript
from .errors import MAX_CHARACTERS, too_long

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_NOTE_ID = re.compile(r"(?:_?ftn|_?edn|fn|footnote|endnote|cite_note)[-_:]?\d+$", re.IGNORECASE)
_BACK = re.compile(r"[↩↑^]\ufe0e?$")
_ATTACHED = re.compile(r"\.(?:pdf|docx)(?:[?#]|$)", re.IGNORECASE)
_LETTER_WORDS = re.compile(
    r"letter|download|read|full|text|pdf|word\b|version|statement|lettre|télécharg|carta|descarg|brief|schreiben|herunter"
    r"|lettera|scarica|письмо|رسالة|信",
    re.IGNORECASE,
)
#: Lines of a cell from which on it is a list of names rather than a name.
_LIST_LINES = 4
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def read(data: bytes, /, *, name: str) -> Document:
    """Read a page."""
    tree, remarks = page.parse(data)
    declared = head.read(tree, name=name)
    main, left_out = page.main_part(tree)
    walker = Walker(declared.base)
    if (title := page.title_above(tree, main)) is not None:
        walker.walk(title)
    walker.walk(main)
    walker.flush()
    return Document(
        name, "html", tuple(walker.done), unit="block", title=declared.title, site=declared.site,
        address=declared.address, published=declared.published, language=declared.language, licence=declared.licence,
        description=declared.description, attachments=_attachments(main, declared.base),
        remarks=(*remarks, *left_out),
    )  # fmt: skip


def fragment(content: str) -> tuple[Block, ...]:
    """Read a piece of HTML inside another format."""
    tree, _ = page.parse(content.encode("utf-8"))
    main, _ = page.main_part(tree)
    walker = Walker(None)
    walker.walk(main)
    walker.flush()
    return tuple(walker.done)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of running text."""

    text: str
    bold: bool
    link: str


@dataclass(slots=True)
class Walker:
    """Gathers blocks while it goes through a tree of elements."""

    base: str | None
    done: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kind: str = PARAGRAPH
    level: int = 0
    marker: str = ""
    depth: int = 0
    notes: bool = False
    size: int = 0

    def walk(self, element: Any, bold: bool = False, link: str = "") -> None:
        """Read an element with all it holds."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            self.add("\n", bold, link)
        elif tag == "hr":
            self.flush()
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "table" and not _is_layout(element):
            self._table(element)
        elif tag in ("ul", "ol"):
            self._list(element, bold)
        elif tag in _BLOCKS:
            self._block(element, tag, bold, link)
        elif tag == "sup":
            raised = clean_line("".join(element.itertext()))
            self.add(superscript(raised), bold, _href(element.find("a"), self.base))
        elif tag:
            self._inside(element, bold or _is_bold(element), _href(element, self.base) or link)

    def add(self, content: str | None, bold: bool, link: str) -> None:
        """Take running text."""
        if content:
            self.size += len(content)
            if self.size > MAX_CHARACTERS:
                raise too_long()
            self.runs.append(Run(content, bold, link))

    def flush(self) -> None:
        """End the block at hand."""
        runs, self.runs = self.runs, []
        # Two line breaks in a row are the old way to part paragraphs.
        for part in _paragraphs(runs):
            content = clean("".join(run.text for run in part))
            if not content:
                continue
            strong = all(run.bold for run in part if run.text.strip())
            links = tuple((clean_line(run.text), run.link) for run in _joined(part) if run.link and run.text.strip())
            self._emit(content, strong, links)
            if self.kind == ITEM:
                self.kind, self.marker = PARAGRAPH, ""

    def _emit(self, content: str, strong: bool, links: tuple[tuple[str, str], ...]) -> None:
        number = len(self.done) + 1
        if self.kind == FOOTNOTE:
            content = _BACK.sub("", content.rstrip()).rstrip()
            found = marks.note_mark(content)
            marker, rest = found or (self.marker, content)
            self.done.append(Block(FOOTNOTE, rest, number, marker=marker, links=links))
        elif self.kind != PARAGRAPH:
            level = self.level
            line = clean_line(content) if self.kind == HEADING else content
            self.done.append(Block(self.kind, line, number, level, self.marker, strong=strong, links=links))
        else:
            # Typed list marks and footnotes, as many editors leave them.
            parts = text.lines([(1, line) for line in content.split("\n")])
            for block, inside in text.linked(parts, links):
                self.done.append(
                    Block(block.kind, block.text, len(self.done) + 1, block.level, block.marker,
                          strong=strong or block.strong, links=inside)
                )  # fmt: skip

    def _inside(self, element: Any, bold: bool, link: str) -> None:
        self.add(_flat(element.text), bold, link)
        for child in element:
            self.walk(child, bold, link)
            self.add(_flat(child.tail), bold, link)

    def _block(self, element: Any, tag: str, bold: bool, link: str) -> None:
        self.flush()
        before = self.kind, self.level, self.marker, self.notes
        if tag[0] == "h" and tag[1:].isdigit():
            self.kind, self.level, self.marker = HEADING, int(tag[1]), ""
        elif self.notes or _is_note(element):
            self.kind, self.marker = FOOTNOTE, ""
        if _holds_notes(element):
            self.notes = True
        self._inside(element, bold or _is_bold(element) or tag == "th", link)
        self.flush()
        used = before[0] == ITEM and self.kind != ITEM
        self.kind, self.level, self.marker, self.notes = before
        if used:
            self.kind, self.marker = PARAGRAPH, ""

    def _list(self, element: Any, bold: bool) -> None:
        self.flush()
        before = self.kind, self.level, self.marker
        self.depth += 1
        number = int(start[:6]) if (start := element.get("start", "")).isdecimal() else 1
        in_notes = self.notes or _holds_notes(element)
        for child in element:
            if child.tag != "li":
                self.walk(child, bold)
                continue
            if (child.get("value") or "").isdecimal():
                number = int(child.get("value")[:6])
            marker = _ordinal(number, element.get("type", "1")) if element.tag == "ol" else "•"
            note = in_notes or _is_note(child)
            self.kind, self.level = (FOOTNOTE, 0) if note else (ITEM, min(self.depth, 6))
            self.marker = str(number) if note else marker
            self._inside(child, bold or _is_bold(child), "")
            self.flush()
            number += 1
        self.depth -= 1
        self.kind, self.level, self.marker = before

    def _preformatted(self, element: Any) -> None:
        self.flush()
        content = "".join(element.itertext())
        self.add(content[:0], False, "")
        self.size += len(content)
        for block in text.blocks(content):
            self.done.append(
                Block(block.kind, block.text, len(self.done) + 1, block.level, block.marker, block.cells, block.strong)
            )

    def _table(self, element: Any) -> None:
        self.flush()
        alone = sum(1 for _ in element.iter("tr")) == 1
        for row in element.iter("tr"):
            cells = [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            lists = alone and all("\n" in cell for cell in cells if cell)
            if lists or any(cell.count("\n") + 1 >= _LIST_LINES for cell in cells):
                # Columns of names, each column one cell.
                for cell in row:
                    self._block(cell, "div", False, "")
            elif sum(map(bool, cells)) == 1 and len(cells) == 1:
                self._block(row[0], "div", False, "")
            elif any(cells):
                bold = all(cell.tag == "th" for cell in row)
                links = tuple(
                    (clean_line("".join(a.itertext())), _href(a, self.base))
                    for a in row.iter("a") if _href(a, self.base)
                )  # fmt: skip
                self.done.append(
                    Block(ROW, "\t".join(filter(None, cells)), len(self.done) + 1, cells=tuple(cells), strong=bold,
                          links=links)
                )  # fmt: skip

    def _cell(self, element: Any) -> str:
        inner = Walker(self.base, size=self.size)
        inner._inside(element, False, "")
        inner.flush()
        self.size = inner.size
        return "\n".join(block.text for block in inner.done)


def _is_layout(table: Any) -> bool:
    """Whether a table only places parts of the page side by side."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return True
    for cell in table.iter("td", "th"):
        if len(cell.findall(".//p")) > _LIST_LINES or any(cell.find(f".//h{n}") is not None for n in (1, 2, 3)):
            return True
        if sum(map(len, cell.itertext())) > 1500:
            return True
    return False


def _is_bold(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return element.tag in ("b", "strong", "th") or "font-weight:bold" in style or "font-weight:700" in style


def _is_note(element: Any) -> bool:
    names = f"{element.get('id') or ''} {element.get('role') or ''}".split()
    return any(_NOTE_ID.match(name) or name == "doc-footnote" for name in names)


def _holds_notes(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('role') or ''}".casefold().split()
    return any(name in ("footnotes", "endnotes", "doc-endnotes", "references") for name in names)


def _href(element: Any, base: str | None) -> str:
    if element is None or element.tag != "a":
        return ""
    address = (element.get("href") or "").strip()
    # A jump within the page leads nowhere in another place.
    if address.startswith("#"):
        return ""
    try:
        full = urljoin(base, address) if base else address
    except ValueError:
        return ""
    return full if full.startswith(("http://", "https://", "mailto:")) else ""


def _flat(content: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", content) if content else ""


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """Part running text at empty lines."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
        elif run.text.strip():
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(run)
    yield part


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Join the pieces of one link."""
    at: Run | None = None
    for run in runs:
        if at is not None and at.link == run.link:
            at = Run(at.text + run.text, at.bold, at.link)
        else:
            if at is not None:
                yield at
            at = run
    if at is not None:
        yield at


def _ordinal(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1) + "."
    if kind in ("i", "I") and 1 <= number < len(_ROMAN):
        return (_ROMAN[number] if kind == "i" else _ROMAN[number].upper()) + "."
    return f"{number}."


def _attachments(main: Any, base: str | None) -> tuple[str, ...]:
    """Find links to files that may be the letter itself."""
    found: dict[str, None] = {}
    for a in main.iter("a"):
        address = _href(a, base)
        # The ending of the address alone does not make it a letter.
        told = f"{''.join(a.itertext())} {_ATTACHED.sub('', address.rsplit('/', 1)[-1])}"
        if _ATTACHED.search(address) and _LETTER_WORDS.search(told):
            found[address] = None
    return tuple(found)
