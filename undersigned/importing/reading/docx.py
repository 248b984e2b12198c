"""Reads Word files: letterhead, paragraphs, lists, tables, text boxes and footnotes, in order.

python-docx opens the package; the text is walked in its XML, since python-docx leaves out what is inserted, boxed or
noted. Numbers of lists come from `docx_numbering`.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..document import FOOTNOTE, HEADING, ITEM, PARAGRAPH, ROW, Block, Document
from . import text
from .cleaning import clean, clean_line, superscript
from .docx_numbering import Numbering
from .errors import MAX_CHARACTERS, MAX_DEPTH, MAX_PARTS, MAX_UNPACKED, SourceError, too_long

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DAMAGED = SourceError("the Word file is damaged", "open it in a word processor and save it anew")
_ON = (None, "1", "true", "on")


def read(data: bytes, /, *, name: str) -> Document:
    """Read a Word file."""
    _check(data)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        package = docx.Document(io.BytesIO(data))
        reader = _Reader(package)
        blocks = tuple(replace(block, line=number) for number, block in enumerate(reader.blocks(), 1))
        language = reader.language()
    except SourceError:
        raise
    except (
        PackageNotFoundError, zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError, AttributeError,
        IndexError, NotImplementedError, OSError, TypeError,
    ) as error:  # fmt: skip
        raise _DAMAGED from error
    declared = _declared(package)
    return Document(
        name, "docx", blocks, unit="block", title=declared.get("title"), published=declared.get("created"),
        language=declared.get("language") or language, description=declared.get("subject"),
        remarks=tuple(reader.remarks),
    )  # fmt: skip


def _declared(package: Any) -> dict[str, str]:
    """Read what the file says of itself; what cannot be read is left out, as the letter does not depend on it."""
    found = {}
    for name in ("title", "created", "language", "subject"):
        try:
            value = getattr(package.core_properties, name)
        except (KeyError, ValueError, AttributeError, TypeError, OverflowError):
            continue
        if text := value.date().isoformat() if name == "created" and value else clean_line(value or ""):
            found[name] = text
    return found


def _check(data: bytes) -> None:
    """Refuse a package that unpacks to too much, or holds a document type of its own, before anything opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise SourceError("the Word file unpacks to too much", "save the letter alone to a new file")
            if any(part.flag_bits & 1 for part in parts):
                raise SourceError("the Word file is protected by a password", "save it without a password")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and part.file_size > 4 * MAX_CHARACTERS:
                    raise too_long()
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as file:
                        if b"<!DOCTYPE" in file.read(2000).replace(b"\0", b""):
                            raise _DAMAGED
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise _DAMAGED from error


@dataclass(slots=True)
class _Paragraph:
    """The text of a paragraph while it is read."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    #: Text boxes that hang on the paragraph.
    boxes: list[Any] = field(default_factory=list)


class _Reader:
    """Reads the parts of one Word file."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self._part = package.part
        self._numbering = Numbering(self._element("numbering"))
        self._styles = {style.get(f"{_W}styleId"): style for style in self._element("styles").iter(f"{_W}style")}
        self._notes: dict[tuple[str, str], str] = {}
        self._size = 0
        self.remarks: list[str] = []

    def language(self) -> str | None:
        """Find the language of the text as the default style gives it."""
        for lang in self._element("styles").iter(f"{_W}lang"):
            return str(lang.get(f"{_W}val") or "") or None
        return None

    def _element(self, kind: str) -> Any:
        """Find the root of a part by the end of its relationship's name; an empty element if there is none."""
        from lxml import etree

        for relation in self._part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                # Parts that python-docx does not know stay bytes.
                blob = relation.target_part.blob
                return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        return etree.Element("none")

    def blocks(self) -> Iterator[Block]:
        """Read the letterhead, the body, the notes that the body calls, the feet."""
        seen: set[str] = set()
        yield from self._around("headerReference", seen)
        body = self._package.element.body
        if any(True for _ in body.iter(f"{_W}del", f"{_W}moveFrom")):
            self.remarks.append("tracked changes: deleted text was left out, inserted text kept")
        if self._element("comments").find(f"{_W}comment") is not None:
            self.remarks.append("comments were left out")
        yield from self._container(body, 0)
        for kind in ("footnotes", "endnotes"):
            for note in self._element(kind).iter(f"{_W}footnote", f"{_W}endnote"):
                number = self._notes.get((kind, note.get(f"{_W}id")))
                if number:
                    texts = [block.text for block in self._container(note, 0)]
                    yield self._block(FOOTNOTE, "\n".join(filter(None, texts)), marker=number)
        yield from self._around("footerReference", seen)

    def _around(self, reference: str, seen: set[str]) -> Iterator[Block]:
        """Read heads or feet, each text once."""
        for element in self._package.element.body.iter(f"{_W}{reference}"):
            part = self._part.related_parts.get(element.get(f"{_R}id"))
            if part is None:
                continue
            before = self._part
            self._part = part
            for block in self._container(part.element, 0):
                # A page number alone says nothing.
                if block.text not in seen and any(c.isalpha() for c in block.text):
                    seen.add(block.text)
                    yield block
            self._part = before

    def _container(self, element: Any, depth: int) -> Iterator[Block]:
        """Read paragraphs and tables of a body, cell, note, head or box."""
        if depth > MAX_DEPTH:
            raise _DAMAGED
        for child in element:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
                yield from self._container(child, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> Iterator[Block]:
        found = _Paragraph()
        self._runs(element, found, False, "", 0)
        for box in found.boxes:
            yield from self._container(box, depth + 1)
        content = "".join(part for part, _ in found.parts)
        if not content.strip():
            return
        strong = all(bold for part, bold in found.parts if part.strip())
        links = tuple(found.links)
        style = self._style(element)
        level = self._heading(element, style)
        marker = self._numbering.marker(element, list(self._chain(style)))
        if level:
            shown = f"{marker} {content}" if marker and marker != "•" else content
            yield self._block(HEADING, clean_line(shown), level=level, links=links)
        elif marker:
            depth = self._numbering.level(element)
            yield self._block(ITEM, content, level=depth, marker=marker, strong=strong, links=links)
        elif "\t" in content.strip() and clean_line(content.split("\t")[0]).strip("•-–*0123456789.()"):
            yield from self._tabbed(content, strong, links)
        else:
            lines = [(1, clean_line(line)) for line in clean(content).split("\n")]
            for block, inside in text.linked(text.lines([line for line in lines if line[1]]), links):
                yield self._block(
                    block.kind, block.text, level=block.level, marker=block.marker, strong=strong or block.strong,
                    links=inside,
                )  # fmt: skip

    def _tabbed(self, content: str, strong: bool, links: tuple[tuple[str, str], ...]) -> Iterator[Block]:
        """Read lines with tabs as rows; a tab before the text only moves it."""
        for line in content.split("\n"):
            cells = tuple(cell for cell in map(clean_line, line.split("\t")) if cell)
            if len(cells) > 1:
                yield self._block(ROW, "\t".join(cells), cells=cells, strong=strong, links=links)
            elif cells:
                yield self._block(PARAGRAPH, cells[0], strong=strong, links=links)

    def _runs(self, element: Any, found: _Paragraph, bold: bool, link: str, depth: int) -> None:
        """Gather the text of a paragraph's runs, boxes and note marks."""
        if depth > MAX_DEPTH:
            raise _DAMAGED
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in (
                f"{_W}del",
                f"{_W}moveFrom",
                f"{_W}delText",
                f"{_W}instrText",
                f"{_W}pPr",
                f"{_W}rPr",
                _FALLBACK,
            ):
                continue
            if tag == f"{_W}txbxContent":
                found.boxes.append(child)
            elif tag == f"{_W}r":
                self._run(child, found, bold, link, depth)
            elif tag == f"{_W}hyperlink":
                address = self._target(child.get(f"{_R}id"))
                before = len(found.parts)
                self._runs(child, found, bold, address, depth + 1)
                shown = clean_line("".join(part for part, _ in found.parts[before:]))
                if address and shown:
                    found.links.append((shown, address))
            else:
                self._runs(child, found, bold, link, depth + 1)

    def _run(self, run: Any, found: _Paragraph, bold: bool, link: str, depth: int) -> None:
        properties = run.find(f"{_W}rPr")
        if properties is not None:
            if _is_on(properties.find(f"{_W}vanish")):
                return
            own = properties.find(f"{_W}b")
            bold = bold if own is None else _is_on(own)
        raised = properties is not None and any(
            item.get(f"{_W}val") == "superscript" for item in properties.findall(f"{_W}vertAlign")
        )
        for child in run:
            if child.tag == f"{_W}t":
                piece = child.text or ""
                self._take(found, superscript(piece) if raised else piece, bold)
            elif child.tag in (f"{_W}tab", f"{_W}ptab"):
                self._take(found, "\t", bold)
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                self._take(found, "\n", bold)
            elif child.tag == f"{_W}noBreakHyphen":
                self._take(found, "-", bold)
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = "footnotes" if "footnote" in child.tag else "endnotes"
                number = self._notes.setdefault((kind, child.get(f"{_W}id")), str(len(self._notes) + 1))
                self._take(found, superscript(number), bold)
            elif child.tag not in (f"{_W}rPr", f"{_W}delText", f"{_W}instrText", _FALLBACK):
                self._runs([child], found, bold, link, depth + 1)

    def _take(self, found: _Paragraph, piece: str, bold: bool) -> None:
        self._size += len(piece)
        if self._size > MAX_CHARACTERS:
            raise too_long()
        found.parts.append((piece, bold))

    def _table(self, element: Any, depth: int) -> Iterator[Block]:
        for row in element.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not element:
                continue
            cells = [list(self._container(cell, depth + 1)) for cell in row.iter(f"{_W}tc") if _owner(cell) is row]
            texts = tuple("\n".join(block.text for block in cell) for cell in cells)
            # One cell, or cells of many lines: the table only places text.
            lists = len(element.findall(f"{_W}tr")) == 1 and all("\n" in text for text in texts if text)
            if len(cells) == 1 or lists or any(text.count("\n") > 2 or len(text) > 500 for text in texts):
                for block in (block for cell in cells for block in cell):
                    yield self._block(
                        block.kind, block.text, level=block.level, marker=block.marker, cells=block.cells,
                        strong=block.strong, links=block.links,
                    )  # fmt: skip
            elif any(texts):
                flat = [block for cell in cells for block in cell]
                links = tuple(link for block in flat for link in block.links)
                strong = all(block.strong for block in flat)
                yield self._block(ROW, "\t".join(filter(None, texts)), cells=texts, strong=strong, links=links)

    def _target(self, identifier: str | None) -> str:
        """Find the address of a link; only web and mail addresses count."""
        relation = self._part.rels.get(identifier) if identifier else None
        address = str(relation.target_ref) if relation is not None and relation.is_external else ""
        return address if address.startswith(("http://", "https://", "mailto:")) else ""

    def _style(self, element: Any) -> str | None:
        found = element.find(f"{_W}pPr/{_W}pStyle")
        return None if found is None else found.get(f"{_W}val")

    def _chain(self, style: str | None) -> Iterator[Any]:
        """Give a style and those it is based on."""
        met: set[str] = set()
        while style and style not in met and style in self._styles:
            met.add(style)
            yield self._styles[style]
            base = self._styles[style].find(f"{_W}basedOn")
            style = None if base is None else base.get(f"{_W}val")

    def _heading(self, element: Any, style: str | None) -> int:
        """Find a heading's level by its outline level or its style's; a title is of level 1."""
        places = [element, *self._chain(style)]
        for place in places:
            outline = place.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None:
                value = outline.get(f"{_W}val") or "9"
                return int(value) + 1 if value.isdecimal() and int(value) < 6 else 0
        names = [name.get(f"{_W}val", "") for place in places[1:] for name in place.findall(f"{_W}name")]
        return 1 if "Title" in names else 2 if "Subtitle" in names else 0

    def _block(
        self, kind: str, content: str, *, level: int = 0, marker: str = "", cells: tuple[str, ...] = (),
        strong: bool = False, links: tuple[tuple[str, str], ...] = (),
    ) -> Block:  # fmt: skip
        shown = content if kind == ROW else clean(content)
        return Block(kind, shown, 0, level, marker, cells, strong and kind != HEADING, links)


def _owner(cell: Any) -> Any:
    return next(cell.iterancestors(f"{_W}tr"))


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val") in _ON
