"""The font files: taken from installed packages, made static once, and kept beside the pieces.

ReportLab reads TrueType outlines of fixed weight only, while the packages carry variable fonts.
`typefaces` takes the files made here.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from sphinx.util import logging

logger = logging.getLogger(__name__)
_SERIF = ("fontpkg-source-serif-4", "fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf")
_SERIF_ITALIC = ("fontpkg-source-serif-4", "fontpkg_source_serif_4", "files/SourceSerif4-Italic[opsz,wght].ttf")
_HAN = ("justmytype-intl-cjk", "justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
_HANGUL = ("justmytype-intl-cjk", "justmytype_intl_cjk", "fonts/ofl/notosanskr/NotoSansKR[wght].ttf")
#: Tables for shaping, which ReportLab never reads and which make the files slow to open.
_UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "VORG", "vhea", "vmtx", "MVAR", "DSIG")


class FontError(Exception):
    """A font package is missing or not what was expected."""


@dataclass(frozen=True, slots=True)
class Face:
    """One static cut of a variable font."""

    name: str
    #: Distribution, package and file below the package.
    source: tuple[str, str, str]
    #: Where on the font's axes the cut lies.
    axes: tuple[tuple[str, float], ...]


#: The text family, by role. The display cut has finer strokes for large sizes.
TEXT = {
    "regular": Face("SourceSerif4-Regular", _SERIF, (("opsz", 11), ("wght", 400))),
    "italic": Face("SourceSerif4-Italic", _SERIF_ITALIC, (("opsz", 11), ("wght", 400))),
    "bold": Face("SourceSerif4-Bold", _SERIF, (("opsz", 11), ("wght", 650))),
    "bolditalic": Face("SourceSerif4-BoldItalic", _SERIF_ITALIC, (("opsz", 11), ("wght", 650))),
    "display": Face("SourceSerif4-Display", _SERIF, (("opsz", 32), ("wght", 600))),
}
#: Regular and bold for characters that the text family lacks, in the order in which they are asked.
FALLBACKS = (
    (Face("NotoSansSC-Regular", _HAN, (("wght", 350),)), Face("NotoSansSC-Bold", _HAN, (("wght", 600),))),
    (Face("NotoSansKR-Regular", _HANGUL, (("wght", 350),)), Face("NotoSansKR-Bold", _HANGUL, (("wght", 600),))),
)


def versions() -> tuple[str, ...]:
    """Name the font packages with their versions, for the keys of what is kept on disk."""
    names = sorted({face.source[0] for face in (*TEXT.values(), *(f for pair in FALLBACKS for f in pair))})
    return tuple(f"{name} {_version(name)}" for name in names)


def static_file(face: Face, folder: Path, /) -> Path:
    """Give the file of a static cut in `folder`; make it if it is not there. Raises FontError."""
    stamp = repr((face, _version(face.source[0]), metadata.version("fonttools"), 2))
    path = folder / f"{face.name}-{hashlib.sha256(stamp.encode()).hexdigest()[:16]}.ttf"
    if path.exists():
        return path
    logger.info("preparing the font %s (once)", face.name)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    os.close(handle)
    try:
        _instance(face).save(name)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    return path


@cache
def coverage(face: Face, /) -> frozenset[int]:
    """Tell which characters a font has, without making the cut."""
    from fontTools.ttLib import TTFont

    with TTFont(_source(face), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _instance(face: Face) -> Any:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(_source(face), recalcBBoxes=False, recalcTimestamp=False)
    for table in _UNUSED:
        if table in font:
            del font[table]
    if font["head"].unitsPerEm <= 0 or "glyf" not in font:
        raise FontError(f"{face.source[2]!r} of {face.source[0]} has no TrueType outlines")
    static = instancer.instantiateVariableFont(font, dict(face.axes), inplace=True)
    # The cuts of one file otherwise share a PostScript name.
    for name_id in (4, 6):
        static["name"].setName(face.name, name_id, 3, 1, 0x409)
        static["name"].removeNames(nameID=name_id, platformID=1)
    # The fonts have no glyph of its own for the replacement sign; an empty box is plain to see.
    for table in static["cmap"].tables:
        if table.isUnicode() and 0x2610 in table.cmap:
            table.cmap[0xFFFD] = table.cmap[0x2610]
    return static


def _source(face: Face) -> Path:
    distribution, package, file = face.source
    try:
        path = Path(str(resources.files(package))) / file
    except ModuleNotFoundError:
        raise FontError(f"the font package {distribution} is not installed; run `pip install {distribution}`") from None
    if not path.is_file():
        raise FontError(f"the font package {distribution} {_version(distribution)} has no file {file!r}")
    return path


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        raise FontError(f"the font package {distribution} is not installed; run `pip install {distribution}`") from None
