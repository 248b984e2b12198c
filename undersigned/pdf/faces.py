"""A face: how a word looks in it, and what of it a PDF embeds.

Text is shaped by HarfBuzz in every script. Glyphs are named in pages by their number in the font, so that a page
stays the same in whatever PDF it stands; `embedding` brings the glyphs that one PDF needs.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import uharfbuzz as hb

from . import fonts

#: What nearly every letter needs of a text face: so most PDFs embed the same cut, which is made once.
_SEED = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0\u00a7\u00a9\u00b7\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026äéöü"
)
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "ft", "fft", "fj", "tt", "Th")
#: OpenType features of small capitals.
SMALL_CAPITALS = ("c2sc", "smcp")
#: Tables that a font in a PDF has no use for.
_UNUSED = (
    "GSUB", "GPOS", "GDEF", "BASE", "STAT", "MVAR", "name", "post", "OS/2", "cmap", "VORG", "vhea", "vmtx", "DSIG", "meta",
    "gasp",
)  # fmt: skip
#: Letters that look as quotation marks do.
_STAND_INS = frozenset({0x02B9, 0x02BA, 0x02BB, 0x02BC, 0x02BD, 0x02C8, 0x02EE})
#: What glyphs stand for that are no characters; readers show nothing for it.
_SILENT = "\u200b"
_JOINER = "\u200d"
_LAM_ALEF = re.compile("\u0644[\u064b-\u065f]*[\u0622\u0623\u0625\u0627]")
#: The last number that two bytes hold.
_LAST = 0xFFFF


@dataclass(frozen=True, slots=True)
class Shaped:
    """A word as glyphs: lengths in thousandths of the type size.

    `code` is what stands in a `TJ` array where `is_plain`, and else operators that show the word by themselves.
    """

    advance: float
    code: str
    is_plain: bool
    #: Number of each glyph with the text it stands for.
    glyphs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph in a word: its place in thousandths of the type size, and whether it is set over or under another."""

    number: int
    x: float
    y: float
    is_mark: bool


class Face:
    """One cut of a font."""

    def __init__(self, cut: fonts.Cut, path: str, /) -> None:
        self.name = cut.name
        self._cut = cut
        self._face = hb.Face(hb.Blob.from_file_path(path))
        self._font = hb.Font(self._face)
        if cut.axes:
            self._font.set_variations(dict(cut.axes))
        self._unit = 1000 / self._face.upem
        self._programs: dict[frozenset[int], tuple[bytes, int, bytes]] = {}
        self._widths: dict[int, float] = {}

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The characters that the face has."""
        return frozenset(self._face.unicodes)

    @cached_property
    def texts(self) -> dict[int, str]:
        """The text that a glyph stands for by itself; of several characters, the plainest."""
        found: dict[int, str] = {}
        for code in sorted(self._face.unicodes, key=lambda code: (_rank(code), code)):
            glyph = self._font.get_nominal_glyph(code)
            if glyph is not None:
                char = chr(code)
                found.setdefault(glyph, unicodedata.normalize("NFKC", char) if _is_compatible(code) else char)
        for text in _LIGATURES:
            glyphs = self._glyphs(text, {})
            if len(glyphs) == 1:
                found[glyphs[0]] = text
        for char in map(chr, range(ord("a"), ord("z") + 1)):
            for glyph in self._glyphs(char, dict.fromkeys(SMALL_CAPITALS, True)):
                found.setdefault(glyph, char)
        return found

    @cached_property
    def seed(self) -> frozenset[int]:
        """The glyphs that are embedded wherever the face is; of a fallback, none."""
        if self.name not in fonts.TEXT:
            return frozenset({0})
        found = {0}
        for text in (*_SEED, *_LIGATURES):
            found.update(self._glyphs(text, {}))
        return frozenset(found)

    def width(self, glyph: int, /) -> float:
        """Give the advance of a glyph in thousandths of the type size."""
        if glyph not in self._widths:
            self._widths[glyph] = round(self._font.get_glyph_h_advance(self.glyph(glyph)) * self._unit, 2)
        return self._widths[glyph]

    @cached_property
    def forms(self) -> dict[tuple[int, str], int]:
        """Numbers beyond the font's for glyphs that stand for several letters: (glyph, text) -> number.

        Naskh draws letters as a skeleton that many share, and dots. With a number of its own for each, all readers
        get the letter, also those that know no `ActualText`. The same font gives the same numbers.
        """
        found: dict[tuple[int, str], int] = {}
        letters = [chr(code) for code in sorted(self._face.unicodes) if 0x620 <= code <= 0x6FF and chr(code).isalpha()]
        for text in [*letters, *(f"\u0644{alef}" for alef in "\u0622\u0623\u0625\u0627")]:
            for before, after in (("", ""), (_JOINER, ""), ("", _JOINER), (_JOINER, _JOINER)):
                placed, _ = self._placed(before + text + after, (), "rtl", "")
                bases = [
                    glyph for start, glyph in placed if len(before) <= start < len(before + text) and not glyph.is_mark
                ]
                if len(bases) == 1 and self.texts.get(bases[0].number) != text:
                    found.setdefault((bases[0].number, text), self._face.glyph_count + len(found))
        return found

    @cached_property
    def _glyph_of(self) -> dict[int, int]:
        return {number: glyph for (glyph, _), number in self.forms.items()} if self.is_arabic else {}

    @cached_property
    def _beyond(self) -> int:
        """The first number after those of glyphs and forms; from it on, glyphs have numbers as silent marks."""
        return int(self._face.glyph_count) + len(self._glyph_of)

    def glyph(self, number: int, /) -> int:
        """Give the glyph of a number."""
        if number >= self._beyond:
            return number - self._beyond
        return self._glyph_of.get(number, number)

    @cached_property
    def is_arabic(self) -> bool:
        """Whether the face is one for Arabic writing."""
        return "Arabic" in getattr(fonts.FAMILIES.get(self.name), "scripts", ())

    def _placed(
        self, text: str, features: tuple[str, ...], direction: str, language: str
    ) -> tuple[list[tuple[int, _Glyph]], float]:
        """Shape a text: each glyph with the place in the text that it belongs to; and the advance."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        if language:
            buffer.language = language
        wanted: dict[str, Any] = dict.fromkeys(features, True)
        if self.is_arabic:
            # Optional ligatures and variants take letters together that readers then cannot take apart, and kerning
            # opens gaps that they take for blanks. Lam and alef are one by the rules of the script.
            wanted |= {"liga": False, "calt": False, "kern": False, "rlig": [(0, len(text), False)]}
            wanted["rlig"] += [(*match.span(), True) for match in _LAM_ALEF.finditer(text)]
        hb.shape(self._font, buffer, wanted)
        found = []
        pen = 0.0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = pen + place.x_offset * self._unit, place.y_offset * self._unit
            found.append((info.cluster, _Glyph(info.codepoint, x, y, not place.x_advance)))
            pen += place.x_advance * self._unit
        return found, pen

    def shape(self, text: str, features: tuple[str, ...], direction: str, language: str, /) -> Shaped:
        """Shape a word. What is read from right to left comes in the order of the eye, and says so (PDF 1.7, 14.8.2.3.3).

        Programs that copy text from pages expect that order; structure readers are told by `ReversedChars`.
        """
        placed, advance = self._placed(text, features, direction, language)
        clusters: dict[int, list[_Glyph]] = {}
        for start, glyph in placed:
            clusters.setdefault(start, []).append(glyph)
        starts = sorted(clusters)
        parts = [
            (text[start:end], clusters[start]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        ]
        is_reversed = direction == "rtl" and len(parts) > 1
        pen = _Operators(self)
        for part, glyphs in reversed(parts) if is_reversed else parts:
            self._show(pen, part, glyphs)
        return pen.shaped(advance, is_reversed=is_reversed)

    def _show(self, pen: _Operators, text: str, glyphs: list[_Glyph]) -> None:
        """Draw a cluster so that its glyphs tell its text, or say it as `ActualText` (PDF 1.7, 14.9.4).

        Marks say nothing by themselves: readers take a character's extent from its spacing glyphs.
        """
        bases = [glyph for glyph in glyphs if not glyph.is_mark] or glyphs
        marks = [glyph for glyph in glyphs if glyph.is_mark] if bases is not glyphs else []
        first = bases[0].number
        if len(bases) == 1 and self.texts.get(first) == text:
            pen.show(bases, text, None)
        elif len(bases) == 1 and self.is_arabic and (first, text) in self.forms:
            pen.show([replace(bases[0], number=self.forms[first, text])], text, None)
        else:
            pen.show(bases, text, text)
        if marks:
            # With numbers of their own, as some programs do not heed that they are to say nothing.
            pen.show([replace(mark, number=self._silenced(mark.number)) for mark in marks], _SILENT, "")

    def _silenced(self, glyph: int) -> int:
        number = self._beyond + glyph
        return number if number <= _LAST else glyph

    def program(self, numbers: frozenset[int], /) -> tuple[bytes, int, bytes]:
        """Cut glyphs out of the font: (compressed program, its length, compressed map of numbers).

        The map is a `CIDToGIDMap`: for each number, two bytes with the glyph's place in the program.
        """
        if numbers not in self._programs:
            asked = hb.SubsetInput()
            asked.glyph_set.update({self.glyph(number) for number in numbers})
            asked.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
            asked.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _UNUSED)
            for axis, value in self._cut.axes:
                asked.pin_axis_location(self._face, axis, value)
            plan = hb.SubsetPlan(self._face, asked)
            data = bytes(plan.execute().blob.data)
            glyphs = dict(plan.old_to_new_glyph_mapping)
            places = [glyphs.get(self.glyph(n), 0) if n in numbers else 0 for n in range(max(numbers) + 1)]
            packed = struct.pack(f">{len(places)}H", *places)
            self._programs[numbers] = (zlib.compress(data, 9), len(data), zlib.compress(packed, 9))
        return self._programs[numbers]

    @cached_property
    def descriptor(self) -> str:
        """The measures of a font descriptor, as PDF syntax."""
        head, post = self._face.reference_table("head").data, self._face.reference_table("post").data
        box = " ".join(f"{value * self._unit:.0f}" for value in struct.unpack(">4h", head[36:44]))
        extents = self._font.get_font_extents("ltr")
        angle = struct.unpack(">i", post[4:8])[0] / 65536
        height = self._font.get_glyph_extents(self._font.get_nominal_glyph(ord("H")) or 0)
        capital = (height.y_bearing if height else 700 / self._unit) * self._unit
        return (
            f"/Flags 4/FontBBox[{box}]/ItalicAngle {angle:g}/Ascent {extents.ascender * self._unit:.0f}"
            f"/Descent {extents.descender * self._unit:.0f}/CapHeight {capital:.0f}/StemV 80"
        )

    def _glyphs(self, text: str, features: dict[str, bool]) -> list[int]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, features)
        return [info.codepoint for info in buffer.glyph_infos]


class _Operators:
    """Writes the glyphs of a word, one after the other."""

    def __init__(self, face: Face, /) -> None:
        self._face = face
        self._plain: list[str] = []
        self._operators: list[str] = []
        self._used: dict[int, str] = {}
        self._at = self._rise = 0.0

    def show(self, glyphs: list[_Glyph], text: str, said: str | None, /) -> None:
        """Draw glyphs, which stand for `text` where the face does not know better; `said` is put over them if given."""
        if said is not None:
            self._flush()
            self._operators.append(f"/Span<</ActualText<{utf16(said) if said else ''}>>>BDC")
        for glyph in glyphs:
            self._used.setdefault(glyph.number, self._face.texts.get(glyph.number) or text)
            if abs(glyph.y - self._rise) > 0.5:
                self._flush()
                self._operators.append(f"{glyph.y:.0f} RISE")
                self._rise = glyph.y
            self._move(glyph.x)
            self._plain.append(f"<{glyph.number:04X}>")
            self._at += self._face.width(glyph.number)
        if said is not None:
            self._flush()
            self._operators.append("EMC")

    def shaped(self, advance: float, /, *, is_reversed: bool = False) -> Shaped:
        """Give what was drawn; the next word begins at its end."""
        self._move(advance)
        if not self._operators and not is_reversed:
            return Shaped(advance, _joined(self._plain), True, tuple(self._used.items()))
        self._flush()
        if is_reversed:
            self._operators = ["/ReversedChars BMC", *self._operators, "EMC"]
        if self._rise:
            self._operators.append("0 RISE")
        return Shaped(advance, " ".join(self._operators), False, tuple(self._used.items()))

    def _move(self, x: float) -> None:
        if abs(self._at - x) > 0.5:
            self._plain.append(f"{self._at - x:.0f}")
            self._at -= round(self._at - x)

    def _flush(self) -> None:
        if self._plain:
            self._operators.append(f"[{_joined(self._plain)}]TJ")
            self._plain.clear()


def _rank(code: int) -> int:
    """Order characters that share a glyph: plain ones first, then those that stand for others, such as radicals."""
    char = chr(code)
    return int(code in _STAND_INS or 0x2E80 <= code <= 0x2EFF or unicodedata.normalize("NFKC", char) != char)


def _is_compatible(code: int) -> bool:
    """Tell presentation forms and the like, of which Unicode has the plain character too."""
    return code >= 0xF900 and (code <= 0xFAFF or 0xFB00 <= code <= 0xFDFF or 0xFE30 <= code <= 0xFEFF)


def _joined(parts: list[str]) -> str:
    return "".join(parts).replace("><", "")


def utf16(text: str, /) -> str:
    """Write text as PDF writes it in angle brackets."""
    return "FEFF" + text.encode("utf-16-be").hex().upper()
