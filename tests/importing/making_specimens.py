"""Makes the specimens' .docx and .pdf files from their descriptions, so that no binary file lies in the repository.

`python -m tests.importing.making_specimens FOLDER` writes them all into a folder, to be looked at.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPECIMENS = Path(__file__).with_name("specimens")

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def source_bytes(path: Path) -> tuple[str, bytes]:
    """Give the file name and the bytes of a specimen's source; descriptions are turned into what they describe."""
    for ending, make in MAKERS.items():
        if path.name.endswith(f"{ending}.yaml"):
            return path.name.removesuffix(".yaml"), make(yaml.safe_load(path.read_text("utf-8")))
    return path.name, path.read_bytes()


def make_docx(description: dict[str, Any]) -> bytes:
    """Make a Word file of a letterhead, paragraphs, headings, lists, tables and footnotes."""
    import docx

    document = docx.Document()
    for place in ("header", "footer"):
        for line in description.get(place, ()):
            getattr(document.sections[0], place).add_paragraph(line)
    notes: list[str] = []
    for kind, value, entry in _entries(description):
        if kind == "heading":
            document.add_heading(value, 1)
        elif kind in ("list", "numbered"):
            for item in value:
                document.add_paragraph(item, style="List Bullet" if kind == "list" else "List Number")
        elif kind == "table":
            table = document.add_table(len(value), len(value[0]))
            for row, texts in zip(table.rows, value, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(value).bold = kind == "strong"
            if "footnote" in entry:
                notes.append(entry["footnote"])
                _refer(paragraph, len(notes))
    data = BytesIO()
    document.save(data)
    return _with_footnotes(data.getvalue(), notes) if notes else data.getvalue()


def _refer(paragraph: Any, number: int) -> None:
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="{number}"/></w:r>'))


def _with_footnotes(data: bytes, notes: list[str]) -> bytes:
    """Add the part that holds footnotes, which python-docx cannot write."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(note)}'
        "</w:t></w:r></w:p></w:footnote>"
        for number, note in enumerate(notes, 1)
    )
    added = {
        "[Content_Types].xml": (
            "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES_TYPE}"/></Types>'
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdNotes" Type="{_R}/footnotes" Target="footnotes.xml"/></Relationships>',
        ),
    }  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in added:
                end, replacement = added[name]
                text = text.decode("utf-8").replace(end, replacement).encode("utf-8")
            new.writestr(name, text)
        new.writestr(
            "word/footnotes.xml",
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {_W}>{body}</w:footnotes>',
        )
    return out.getvalue()


_PAGE, _MARGIN, _LINE, _TEXT_WIDTH = (595, 842), 72, 15, 451


def make_pdf(description: dict[str, Any]) -> bytes:
    """Make a PDF of a letterhead, running heads, page numbers, paragraphs, columns of names and footnotes."""
    from reportlab.pdfgen.canvas import Canvas

    data = BytesIO()
    canvas = Canvas(data, pagesize=_PAGE, invariant=True)
    _Setter(canvas, description).set_all()
    canvas.save()
    return data.getvalue()


class _Setter:
    """Sets one line below the other and begins a new page where told."""

    def __init__(self, canvas: Any, description: dict[str, Any]) -> None:
        self.canvas, self.description = canvas, description
        self.page = 1
        self.y: float = _PAGE[1] - _MARGIN

    def set_all(self) -> None:
        for text in self.description.get("letterhead", ()):
            self._line(text, font="Helvetica-Bold", x=_MARGIN + 100)
        self.y -= _LINE
        for kind, value, _ in _entries(self.description):
            if kind == "page":
                self._end_page()
            elif kind == "columns":
                self._columns(value)
            else:
                bold = kind in ("heading", "strong")
                for line in value if kind == "lines" else self._wrapped(value, bold=bold):
                    self._line(line, font="Times-Bold" if bold else "Times-Roman", size=16 if kind == "heading" else 11)
            self.y -= _LINE * 0.8
        self._end_page()

    def _wrapped(self, text: str, *, bold: bool) -> Iterator[str]:
        from reportlab.lib.utils import simpleSplit

        for part in text.split("\n"):
            yield from simpleSplit(part, "Times-Bold" if bold else "Times-Roman", 11, _TEXT_WIDTH)

    def _line(self, text: str, *, font: str = "Times-Roman", size: int = 11, x: float = _MARGIN) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= _LINE

    def _columns(self, columns: list[list[str]]) -> None:
        top = lowest = self.y
        for number, names in enumerate(columns):
            self.y = top
            for name in names:
                for line in name.split("\n"):
                    self._line(line, x=_MARGIN + number * _TEXT_WIDTH / len(columns))
                self.y -= _LINE * 0.5
            lowest = min(lowest, self.y)
        self.y = lowest

    def _end_page(self) -> None:
        self.canvas.setFont("Times-Roman", 9)
        if "running" in self.description and self.page > 1:
            self.canvas.drawString(_MARGIN, _PAGE[1] - 40, self.description["running"])
        for number, note in enumerate(reversed(self.description.get("footnotes", ()))):
            self.canvas.drawString(_MARGIN, 60 + 11 * number, note)
        if self.description.get("page-numbers"):
            self.canvas.drawCentredString(_PAGE[0] / 2, 30, str(self.page))
        self.canvas.showPage()
        self.page, self.y = self.page + 1, _PAGE[1] - _MARGIN


def _entries(description: dict[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Give each entry of the body as its kind, its value and the whole of it."""
    for entry in description["body"]:
        kind = next(iter(entry))
        yield kind, entry[kind], entry


MAKERS: dict[str, Callable[[dict[str, Any]], bytes]] = {".docx": make_docx, ".pdf": make_pdf}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for description in sorted(SPECIMENS.glob("*.yaml")):
        file_name, content = source_bytes(description)
        if not file_name.endswith(".yaml") and description.name != file_name:
            (folder / file_name).write_bytes(content)
