"""Font objects of a PDF that is put together: each subset once, however many pieces use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.ttfonts import makeToUnicodeCMap

from .store import digest

if TYPE_CHECKING:
    from .typefaces import Library


class Bank:
    """The fonts of one PDF, each subset embedded once."""

    def __init__(self, pdf: pikepdf.Pdf, library: Library) -> None:
        self._pdf = pdf
        self._library = library
        self._made: dict[tuple[str, tuple[int, ...]], pikepdf.Object] = {}

    def font(self, name: str, subset: tuple[int, ...]) -> pikepdf.Object:
        """Give the font object of a subset. Same keys as ReportLab writes."""
        if (name, subset) not in self._made:
            self._made[name, subset] = self._make(name, subset)
        return self._made[name, subset]

    def _make(self, name: str, subset: tuple[int, ...]) -> pikepdf.Object:
        face: Any = self._library.face(name).face
        program, length = self._library.program(name, subset)
        tag = "".join(chr(ord("A") + int(c, 16)) for c in digest(repr(subset).encode())[:6])
        base = f"{tag}+{name}"
        file = pikepdf.Stream(self._pdf, program, Filter=Name.FlateDecode, Length1=length)
        descriptor = self._pdf.make_indirect(Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + base), Flags=(face.flags & ~32) | 4,
            FontBBox=Array(list(face.bbox)), ItalicAngle=face.italicAngle, Ascent=face.ascent, Descent=face.descent,
            CapHeight=face.capHeight, StemV=face.stemV, MissingWidth=face.defaultWidth, FontFile2=file,
        ))  # fmt: skip
        unicode_map = self._pdf.make_stream(makeToUnicodeCMap(base, list(subset)).encode("latin-1"))
        return self._pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + base), FirstChar=0, LastChar=len(subset) - 1,
            Widths=Array([face.getCharWidth(code) for code in subset]), FontDescriptor=descriptor, ToUnicode=unicode_map,
        ))  # fmt: skip
