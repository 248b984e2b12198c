"""Fonts and pictures of a PDF that is put together: each once, however many pieces use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .objects import Objects, array, reference
from .store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .faces import Face
    from .pictures import Picture
    from .piece import Piece
    from .typefaces import Library


def collect(pieces: Iterable[Piece], /) -> dict[str, dict[int, str]]:
    """Join the glyphs of pieces: face -> glyph -> its text; of several texts the first in the alphabet."""
    found: dict[str, dict[int, str]] = {}
    for piece in pieces:
        for face, glyphs in piece.glyphs.items():
            known = found.setdefault(face, {})
            if not known:
                known.update(glyphs)
                continue
            for number, text in glyphs.items():
                if known.setdefault(number, text) > text:
                    known[number] = text
    return found


def fonts(objects: Objects, glyphs: Mapping[str, Mapping[int, str]], library: Library, /) -> int:
    """Embed the glyphs of each face; gives the number of the dictionary of fonts, which are named for their faces."""
    entries = [f"/{name} {reference(_font(objects, library.face(name), glyphs[name]))}" for name in sorted(glyphs)]
    return objects.add(f"<<{''.join(entries)}>>")


def pictures(objects: Objects, pieces: Iterable[Piece], /) -> dict[str, int]:
    """Embed the pictures; gives the number of each by name."""
    found: dict[str, Picture] = {}
    for piece in pieces:
        found.update(piece.pictures)
    return {
        name: objects.stream(
            f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/{picture.colours}"
            f"/BitsPerComponent 8/Filter/{picture.filter}", picture.data,
        )
        for name, picture in sorted(found.items())
    }  # fmt: skip


def _font(objects: Objects, face: Face, texts: Mapping[int, str]) -> int:
    """Embed a face as a composite font whose codes are the glyphs' numbers (PDF 1.7, 9.7.4)."""
    glyphs = face.seed | texts.keys()
    program, length, places = face.program(frozenset(glyphs))
    # Subsets bear a tag of six letters (9.6.4).
    tag = "".join(chr(ord("A") + int(char, 16)) for char in digest(repr(sorted(glyphs)).encode())[:6])
    name = f"{tag}+{face.name}"
    file = objects.stream(f"/Filter/FlateDecode/Length1 {length}", program)
    descriptor = objects.add(f"<</Type/FontDescriptor/FontName/{name}{face.descriptor}/FontFile2 {reference(file)}>>")
    numbers = objects.stream("/Filter/FlateDecode", places)
    widths = array(f"{glyph}[{face.width(glyph):g}]" for glyph in sorted(glyphs))
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {reference(descriptor)}/DW 1000/W{widths}/CIDToGIDMap {reference(numbers)}>>"
    )
    told = objects.packed("", _unicode_map({glyph: texts.get(glyph) or face.texts.get(glyph, "") for glyph in glyphs}))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{reference(descendant)}]"
        f"/ToUnicode {reference(told)}>>"
    )


def _unicode_map(texts: Mapping[int, str]) -> bytes:
    """Write which text each glyph stands for (PDF 1.7, 9.10.3)."""
    lines = [
        f"<{glyph:04X}><{text.encode('utf-16-be').hex().upper()}>" for glyph, text in sorted(texts.items()) if text
    ]
    blocks = []
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        blocks.append("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]))
    return "\n".join([
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def", "/CMapName/Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000><FFFF>", "endcodespacerange", *blocks,
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ]).encode("ascii")  # fmt: skip
