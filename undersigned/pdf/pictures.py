"""The pictures that may be printed: files of the source folder that Sphinx collected, PNG or JPEG, of sane size."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PIL import Image

from .piece import PrintError
from .store import digest

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes

FORMATS = {".png": "PNG", ".jpg": "JPEG"}
_COLOURS = {"L": "DeviceGray", "RGB": "DeviceRGB"}
#: Pixels; a small file can hold a picture that fills the memory.
LIMIT = 20_000_000


class PictureError(PrintError):
    """A picture cannot be printed; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a PDF holds it: grey or red, green and blue, without transparency."""

    #: Pixels.
    width: int
    height: int
    #: Colour space and filter, as PDF names them.
    colours: str
    filter: str
    data: bytes

    @property
    def name(self) -> str:
        """Name the picture by its content."""
        return f"P{digest(self.data)[:16]}"


class Pictures:
    """The pictures of a source folder; `collected` names those that Sphinx found in pages, relative to the folder."""

    def __init__(self, folder: Path, collected: frozenset[str], /) -> None:
        self._folder = folder.resolve()
        self._collected = collected

    def read(self, node: nodes.image, /) -> Picture:
        """Give a picture as it is embedded. Raises PictureError."""
        name, data = self._read(node)
        try:
            return _embedded(data)
        except Exception as error:  # Pillow raises many kinds
            raise PictureError(f"the picture {name!r} cannot be read ({type(error).__name__})") from error

    def _read(self, node: nodes.image) -> tuple[str, bytes]:
        name = self._name(node)
        if name not in self._collected:
            raise PictureError(f"the picture {name[:80]!r} is no file of the archive")
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder):
            raise PictureError(f"the picture {name!r} lies outside the folder of pages")
        wanted = FORMATS.get(PurePosixPath(name).suffix)
        if wanted is None:
            raise PictureError(f"the picture {name!r} is neither .png nor .jpg")
        try:
            data = path.read_bytes()
            with Image.open(io.BytesIO(data), formats=[wanted]) as picture:
                width, height = picture.size
                picture.verify()
        except FileNotFoundError:
            raise PictureError(f"the picture {name!r} is missing") from None
        except Exception as error:  # Pillow raises many kinds
            raise PictureError(f"the picture {name!r} cannot be read ({type(error).__name__})") from error
        if width * height > LIMIT:
            raise PictureError(f"the picture {name!r} has {width} x {height} pixels; at most {LIMIT} are printed")
        return name, data

    def digest(self, node: nodes.image, /) -> str:
        """Name a picture by its content; one that cannot be read has no content."""
        try:
            return digest(self._read(node)[1])
        except PictureError as error:
            return str(error)

    def _name(self, node: nodes.image) -> str:
        candidates: dict[str, str] = node.get("candidates", {})
        for kind in ("image/png", "image/jpeg", "*"):
            if kind in candidates:
                return str(candidates[kind])
        return str(node["uri"])


def _embedded(data: bytes) -> Picture:
    """Take a JPEG of grey or RGB as it is, and the pixels of everything else; what is clear becomes white."""
    with Image.open(io.BytesIO(data), formats=list(FORMATS.values())) as picture:
        width, height = picture.size
        if picture.format == "JPEG" and picture.mode in _COLOURS:
            return Picture(width, height, _COLOURS[picture.mode], "DCTDecode", data)
        if picture.has_transparency_data:
            ground = Image.new("RGBA", picture.size, "white")
            ground.alpha_composite(picture.convert("RGBA"))
            pixels = ground.convert("RGB")
        else:
            pixels = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
        return Picture(width, height, _COLOURS[pixels.mode], "FlateDecode", zlib.compress(pixels.tobytes(), 9))
