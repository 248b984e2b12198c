"""What a picture file holds: one sound picture of sane size, and nothing beside it.

Called by `undersigned.tree`. The file is walked part by part before it is opened as a picture: camera data tell where
and with what device a photograph was taken, and a file that goes on behind its picture may be a page or program too.
Sources: the PNG specification (https://www.w3.org/TR/png-3/), JPEG's Annex B (ITU-T T.81).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO

from . import limits
from . import rules_markup as rules
from .diagnostics import Rule, quote

IMAGE_KINDS = {".png": ("PNG", b"\x89PNG\r\n\x1a\n"), ".jpg": ("JPEG", b"\xff\xd8\xff")}
#: Parts of a PNG that draw it; others hold texts, times, camera data or what a program likes.
_DRAWS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"hIST",
     b"pHYs", b"sPLT", b"cICP", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
#: The next marker of a JPEG that is neither a stuffed byte nor a restart, and has a length or ends the picture. Fill
#: bytes are passed over one by one: `\xff+` would cost their square.
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
_BEGIN, _END, _COMMENT = 0xD8, 0xD9, 0xFE
#: What application parts of a JPEG draw it: its density, its colors, and how these are coded.
_JPEG_DRAWS = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}

Problem = tuple[Rule, str, str]


def problems(data: bytes, kind: str, /) -> Iterator[Problem]:
    """Tell what is wrong with a picture file of the kind `.png` or `.jpg`: rule, problem, mend."""
    form, magic = IMAGE_KINDS[kind]
    export = f"export it anew as {kind}"
    if not data.startswith(magic):
        yield rules.IMAGE, f"the content is not {form}", export
        return
    if unsound := list(_unsound(data, form, export)):
        yield from unsound
        return
    foreign = list(dict.fromkeys(_foreign_png(data) if kind == ".png" else _foreign_jpeg(data)))
    if foreign:
        what = f"the file holds more than the picture ({', '.join(foreign[:3])})"
        yield rules.IMAGE, what, "save it without metadata; photographs often tell where they were taken"


def _unsound(data: bytes, form: str, export: str) -> Iterator[Problem]:
    from PIL import Image  # slow to import, and most trees hold no image

    try:
        with Image.open(BytesIO(data), formats=[form]) as image:
            pixels, frames = image.width * image.height, getattr(image, "n_frames", 1)
            if pixels > limits.now().pixels:
                yield (
                    rules.IMAGE,
                    f"the image has {pixels:,} pixels",
                    f"scale it down to {limits.now().pixels:,} at most",
                )
                return
            if max(image.size) > limits.now().side:
                what = f"the image is {image.width:,} by {image.height:,} pixels"
                yield rules.IMAGE, what, f"scale it down to {limits.now().side:,} a side at most"
                return
            if frames != 1:
                yield rules.IMAGE, f"the image has {frames} frames", "export a single picture"
                return
            image.verify()
        with Image.open(BytesIO(data), formats=[form]) as image:
            image.load()  # `verify` does not notice a cut JPEG
    except Exception as error:  # Pillow raises many classes on broken files
        yield rules.IMAGE, f"the image cannot be read ({type(error).__name__})", export


def _foreign_png(data: bytes) -> Iterator[str]:
    """Name the parts of a PNG that do not draw it, and what follows its end."""
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind not in _DRAWS:
            yield quote(kind.decode("latin-1"))
        place += 12 + length
        if kind == b"IEND":
            break
    if place < len(data):
        yield "bytes after its end"


def _foreign_jpeg(data: bytes) -> Iterator[str]:
    """Name the parts of a JPEG that do not draw it, and what follows its end."""
    place = 2
    while found := _MARKER.search(data, place):
        marker, place = found[0][-1], found.end()
        if marker == _END:
            if data[place:].strip(b"\0"):
                yield "bytes after its end"
            return
        if marker == _BEGIN:
            yield "a second picture"
            return
        length = int.from_bytes(data[place : place + 2], "big")
        part = data[place + 2 : place + length]
        if marker == _COMMENT:
            yield "a comment"
        elif marker & 0xF0 == 0xE0 and not part.startswith(_JPEG_DRAWS.get(marker, ())):
            yield _application(marker, part)
        place += max(length, 2)
    yield "no end"


def _application(marker: int, part: bytes) -> str:
    for begins, name in (
        (b"Exif\0", "camera data, Exif"), (b"http://ns.adobe.com/xap/", "XMP"), (b"Photoshop 3.0\0", "IPTC"),
        (b"MPF\0", "a second picture"),
    ):  # fmt: skip
        if part.startswith(begins):
            return name
    return f"APP{marker & 15}"
