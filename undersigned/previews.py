"""The pictures that previews of pages show, in messages and networks: of a letter the top of its PDF, else the site's name.

A letter's PDF has its title set in any script; nothing else here could set it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from .exports.metatags import PICTURE_SIZE as SIZE

#: The light scheme of `undersigned.css`.
_PAPER, _INK, _QUIET, _MARK = "#fefdfb", "#1e1d1b", "#5e5a53", "#7a2320"
_MARGIN = 96
#: Pixels a point, and what is cut off of the PDF's empty top margin, in points: the text column fills the picture.
_SCALE, _ABOVE = 2.4, 72
#: Height of the strip that says whose picture this is.
_STRIP = 72
#: Pixels that stay empty above it.
_GAP = 10
#: Tones from ink to paper: sixteen make a small file, and letters smooth enough.
_TONES = 16
_TO_TONES = [value * _TONES // 256 for value in range(256)]


def of_site(name: str, tagline: str, /) -> bytes:
    """Draw the picture of the site as PNG, the same bytes for the same words."""
    picture = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.text((_MARGIN, 300), name, font=_face(112), fill=_INK, anchor="ls")
    pen.text((_MARGIN, 400), tagline, font=_face(44), fill=_QUIET, anchor="ls")
    pen.rectangle((_MARGIN, 480, _MARGIN + 160, 485), fill=_MARK)
    # Few colours make a small file; adaptive palettes are computed the same way each time.
    return _as_png(picture.quantize(32), optimize=True)


def of_letter(pdf: bytes, name: str, tagline: str, /) -> bytes:
    """Draw the picture of a letter as PNG: the top of its PDF's first page, above the name of the site.

    Raises pypdfium2.PdfiumError where the bytes are no PDF.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        shown, deep = SIZE[0] / _SCALE, (SIZE[1] - _STRIP) / _SCALE
        beside, below = max(0.0, (width - shown) / 2), max(0.0, height - _ABOVE - deep)
        drawn = page.render(scale=_SCALE, crop=(beside, below, beside, _ABOVE), grayscale=True).to_pil()
    finally:
        document.close()
    picture = Image.new("L", SIZE, 255)
    picture.paste(drawn.crop((0, 0, drawn.width, _end_of_last_line(drawn))), (0, 0))
    picture.paste(_strip(name, tagline), (0, SIZE[1] - _STRIP))
    # Tones that are numbered from ink to paper are the places in the palette.
    toned = Image.frombytes("P", SIZE, picture.point(_TO_TONES).tobytes())
    toned.putpalette(_palette())
    return _as_png(toned, bits=4)


def _end_of_last_line(drawn: Image.Image) -> int:
    """Give the height down to which whole lines are shown."""
    blank = numpy.flatnonzero(numpy.asarray(drawn).min(axis=1) == 255)
    blank = blank[blank < drawn.height - _GAP]
    return int(blank[-1]) if blank.size else drawn.height


@cache
def _strip(name: str, tagline: str) -> Image.Image:
    """Draw what stands below every letter."""
    strip = Image.new("L", (SIZE[0], _STRIP), 255)
    pen = ImageDraw.Draw(strip)
    left, base = _MARGIN + 20, 47
    pen.rectangle((left, 0, SIZE[0] - left, 1), fill=0)
    pen.text((left, base), name, font=_face(32), fill=0, anchor="ls")
    pen.text((SIZE[0] - left, base), tagline, font=_face(26), fill=85, anchor="rs")
    return strip


@cache
def _palette() -> list[int]:
    ink, paper = (bytes.fromhex(colour[1:]) for colour in (_INK, _PAPER))
    steps = range(_TONES)
    return [
        round(dark + (light - dark) * step / (_TONES - 1))
        for step in steps
        for dark, light in zip(ink, paper, strict=True)
    ]


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    file = files("fontpkg_source_serif_4") / "files" / "SourceSerif4[opsz,wght].ttf"
    return ImageFont.truetype(BytesIO(file.read_bytes()), size)


def _as_png(picture: Image.Image, **options: object) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", **options)
    return written.getvalue()
