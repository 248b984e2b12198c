"""Reads the pieces of text of a PDF: run as a process of its own, with limits on time and memory.

Bytes of a PDF on standard input, JSON on standard output. `pdf` starts it; `pdf_layout` makes sense of the pieces.
PDFium gives characters in logical order, from right to left too.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from .cleaning import superscript
from .errors import MAX_CHARACTERS, MAX_PAGE_CHARACTERS, MAX_PAGES, PDF_MEMORY, PDF_SECONDS

#: Blanks wider than this part of the letters' size may be a column's gap.
_GAP = 0.7
_BOLD = 600


def limit() -> None:
    """Limit the process where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))
        # The PDF is in memory: nothing needs to be written.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes) -> dict[str, Any]:
    """Read the pieces of each page, [text, left, right, baseline, size, bold], and the properties."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "locked" if "assword" in str(error) else "damaged"}
    if len(pdf) > MAX_PAGES:
        return {"error": "pages"}
    pages: list[dict[str, Any]] = []
    total = 0
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            texts = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.append({"width": 0, "height": 0, "pieces": [], "turned": 0, "damaged": True})
            continue
        count = texts.count_chars()
        total += count
        if count > MAX_PAGE_CHARACTERS or total > MAX_CHARACTERS:
            return {"error": "size"}
        width, height = page.get_size()
        pieces, turned = _pieces(texts.raw, count)
        pages.append({"width": width, "height": height, "pieces": pieces, "turned": turned})
        texts.close()
        page.close()
    return {"pages": pages, "properties": pdf.get_metadata_dict(skip_empty=True)}


class _Piece:
    """Characters on one line, near each other."""

    def __init__(self, left: float, right: float, base: float, size: float) -> None:
        self.left, self.right, self.base, self.size = left, right, base, size
        self.last = (left, right)
        self.text: list[str] = []
        self.raised: list[str] = []
        self.bold = 0
        self.count = 0

    def add(self, text: str, left: float, right: float, bold: bool, raised: bool) -> None:
        if not raised:
            self.end_raised()
        (self.raised if raised else self.text).append(text)
        self.left, self.right = min(self.left, left), max(self.right, right)
        self.last = (left, right)
        self.bold += bold
        self.count += 1

    def end_raised(self) -> None:
        if self.raised:
            self.text.append(superscript("".join(self.raised)))
            self.raised = []

    def done(self) -> list[Any]:
        self.end_raised()
        text = "".join(self.text)
        bold = self.bold * 10 > self.count * 9
        return [text, *(round(v, 2) for v in (self.left, self.right, self.base, self.size)), bold]


def _pieces(page: Any, count: int) -> tuple[list[list[Any]], int]:
    """Join the characters of a page to pieces; gives the number of turned characters, too."""
    found: list[list[Any]] = []
    piece: _Piece | None = None
    blank = False
    turned = 0
    for character, left, right, base, size, bold, angle in _characters(page, count):
        if character.isspace() or character == "":
            blank = True
            continue
        if angle:
            turned += 1
            continue
        if piece is not None:
            distance = max(left - piece.last[1], piece.last[0] - right, 0)
            rise = base - piece.base
            near = distance < _GAP * max(size, piece.size)
            raised = size < 0.85 * piece.size and 0.08 * piece.size < rise < 0.8 * piece.size
            lowered = piece.size < 0.85 * size and -0.8 * size < rise < -0.08 * size and piece.count < 4
            if near and lowered and not piece.raised:
                # What came before was a raised mark at the line's beginning.
                piece.text = [superscript("".join(piece.text))]
                piece.base, piece.size = base, size
                piece.add((" " if blank else "") + character, left, right, bold, False)
            elif near and (raised or abs(rise) < 0.3 * piece.size):
                if blank:
                    piece.end_raised()
                    piece.text.append(" ")
                piece.add(character, left, right, bold, raised)
            else:
                found.append(piece.done())
                piece = None
        if piece is None:
            piece = _Piece(left, right, base, size)
            piece.add(character, left, right, bold, False)
        blank = False
    if piece is not None:
        found.append(piece.done())
    return found, turned


def _characters(page: Any, count: int) -> Iterator[tuple[str, float, float, float, float, bool, bool]]:
    """Give each character with its left and right edge, baseline, size, and whether it is bold and turned."""
    import pypdfium2.raw as raw

    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    known: Any = None
    size, bold = 0.0, False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        # PDFium marks hyphens at line ends.
        character = "-" if code in (2, 0xFFFE) else chr(code) if 0 < code < 0x110000 else ""
        if raw.FPDFText_IsGenerated(page, index) == 1:
            yield (" " if character != "-" else "-"), 0, 0, 0, 0, False, False
            continue
        raw.FPDFText_GetCharBox(page, index, *edges)
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        here = raw.FPDFText_GetTextObject(page, index)
        address = ctypes.cast(here, ctypes.c_void_p).value if here else None
        if known is None or address != known:
            known = address
            raw.FPDFText_GetMatrix(page, index, matrix)
            scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1
            size = raw.FPDFText_GetFontSize(page, index) * scale or 10
            bold = _is_bold(page, index)
        angle = raw.FPDFText_GetCharAngle(page, index)
        yield character, edges[0].value, edges[1].value, y.value, size, bold, 0.1 < angle < 6.18


def _is_bold(page: Any, index: int) -> bool:
    import pypdfium2.raw as raw

    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(page, index, name, 200, ctypes.c_int())
    label = name.value.decode("utf-8", "replace").casefold()
    return any(word in label for word in ("bold", "black", "heavy")) or raw.FPDFText_GetFontWeight(page, index) >= _BOLD


def main() -> None:
    """Read standard input, write standard output."""
    limit()
    try:
        found = read(sys.stdin.buffer.read())
    except MemoryError:
        found = {"error": "size"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
