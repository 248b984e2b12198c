"""Typefaces as ReportLab uses them: registered once, chosen by character, embedded when a PDF is put together.

Pieces name their fonts and carry no font program: `Library.program` makes each subset once per process,
and `assembly` shares it among all letters of a volume.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from . import fonts

if TYPE_CHECKING:
    from pathlib import Path

#: Signs that look the same and of which the text family has one.
_ALIKE = str.maketrans({"\u2011": "\u2010", "\u00ad": None})
#: What is printed where no font has the character.
REPLACEMENT = "\ufffd"
_PLAIN = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201e\u2026]*").fullmatch


class Face(TTFont):  # type: ignore[misc]
    """A TrueType font whose subsets are alike in all documents, and whose program is embedded later.

    Overrides two methods of ReportLab's font protocol. `splitString` first assigns codes to the characters of
    European languages, so that these subsets are byte-identical in every piece and a volume embeds them once.
    `addObjects` notes the subsets on the document instead of embedding them.
    """

    SEED = "".join(map(chr, [*range(0xA1, 0xAD), *range(0xAE, 0x180), *range(0x1EA0, 0x1EFA)])) + (
        "\u01a0\u01a1\u01af\u01b0\u2010\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2022\u2026\u20ac\ufffd"
    )

    def splitString(self, text: Any, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Encode `text`: (subset, codes) runs."""
        if doc not in self.state and self._asciiReadable:
            super().splitString(self.SEED, doc)
        return super().splitString(text, doc, encoding)  # type: ignore[no-any-return]

    def addObjects(self, doc: Any) -> None:
        """Note the subsets that the document uses, as `subset_fonts`: resource name -> (font, characters)."""
        noted = doc.__dict__.setdefault("subset_fonts", {})
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            noted[self.getSubsetInternalName(number, doc)[1:]] = (self.fontName, tuple(subset))
        del self.state[doc]


class Library:
    """The faces of the edition."""

    def __init__(self, folder: Path, /) -> None:
        self._folder = folder
        self._families: dict[str, tuple[str, str] | None] = {}
        self._programs: dict[tuple[str, tuple[int, ...]], tuple[bytes, int]] = {}
        self._faces: dict[str, Face] = {}
        #: Characters printed since `take_missing` that no font has.
        self._missing: set[str] = set()
        for face in fonts.TEXT.values():
            self._register(face)
        self._covered = frozenset(self._faces["SourceSerif4-Regular"].face.charToGlyph)
        for pair in fonts.FALLBACKS:
            self._map(pair[0].name, pair[1].name, pair[0].name)
        self._map("SourceSerif4-Display", "SourceSerif4-Display", "SourceSerif4-BoldItalic")
        regular, bold, italic, bolditalic = (fonts.TEXT[k].name for k in ("regular", "bold", "italic", "bolditalic"))
        for style, name in {(0, 1): italic, (1, 1): bolditalic, (1, 0): bold, (0, 0): regular}.items():
            addMapping(regular, *style, name)

    @property
    def names(self) -> tuple[str, ...]:
        """List the text faces, which style sheets may name."""
        return tuple(face.name for face in fonts.TEXT.values())

    def take_missing(self) -> tuple[str, ...]:
        """Give and forget the characters that no font had."""
        found, self._missing = tuple(sorted(self._missing)), set()
        return found

    def markup(self, text: str, /, *, bold: bool = False) -> str:
        """Escape text for a ReportLab paragraph; runs that the text family lacks name the font that has them."""
        text = text.translate(_ALIKE)
        if _PLAIN(text):
            return escape(text)
        runs: list[tuple[str | None, list[str]]] = [(None, [])]
        for char in text:
            if (unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\t") or "\ufe00" <= char <= "\ufe0f":
                continue  # direction marks, joiners, variation selectors: nothing to print
            family = self._families[char] if char in self._families else self._family(char)
            name = family[bold] if family else None
            if name is not None:
                self.face(name)
            if char in self._missing:
                char = REPLACEMENT
            if name != runs[-1][0]:
                runs.append((name, []))
            runs[-1][1].append(char)
        return "".join(
            f'<font face="{name}">{escape("".join(run))}</font>' if name else escape("".join(run)) for name, run in runs
        )

    def width(self, text: str, size: float, /, *, name: str = "SourceSerif4-Regular") -> float:
        """Measure a line in points."""
        return float(self._faces[name].stringWidth(text, size))

    def face(self, name: str, /) -> Face:
        """Give a registered face, for its metrics."""
        if name not in self._faces:  # a fallback that another run or process put into a piece
            self._register(next(face for pair in fonts.FALLBACKS for face in pair if face.name == name))
        return self._faces[name]

    def first_subset(self, name: str, /) -> tuple[int, ...]:
        """Give the first subset of a text face, which is the same in all pieces and in which ASCII keeps its codes."""
        face, document = self.face(name), _Document()
        face.splitString("", document)
        return tuple(face.state[document].subsets[0])

    def program(self, name: str, subset: tuple[int, ...], /) -> tuple[bytes, int]:
        """Make the compressed font program of a subset, and its length before compression."""
        key = (name, subset)
        if key not in self._programs:
            data = bytes(self.face(name).face.makeSubset(list(subset)))
            self._programs[key] = (zlib.compress(data, 9), len(data))
        return self._programs[key]

    def _family(self, char: str) -> tuple[str, str] | None:
        family = None
        if ord(char) not in self._covered:
            for pair in fonts.FALLBACKS:
                if ord(char) in fonts.coverage(pair[0]):
                    family = (pair[0].name, pair[1].name)
                    break
            else:
                self._missing.add(char)
                return None  # not kept: each letter that has the character is to tell
        self._families[char] = family
        return family

    def _map(self, family: str, bold: str, italic: str) -> None:
        # ReportLab keeps the last style of a name: the true one must come last.
        addMapping(family, 1, 1, bold)
        addMapping(family, 0, 1, italic)
        addMapping(family, 1, 0, bold)
        addMapping(family, 0, 0, family)

    def _register(self, face: fonts.Face) -> None:
        is_text = face in fonts.TEXT.values()
        font = Face(face.name, str(fonts.static_file(face, self._folder)), asciiReadable=is_text, shapable=False)
        pdfmetrics.registerFont(font)
        self._faces[face.name] = font


class _Document:
    """Stands for a PDF where ReportLab wants one as key."""
