"""Pictures, sound and otherwise."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 1, height: int = 1, rows: bytes | None = None) -> bytes:
    """Make a gray picture; `rows` are other bytes for its rows, packed."""
    packed = zlib.compress((b"\0" + b"\0" * width) * height) if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def bomb() -> bytes:
    """Make a small file that says it is a picture of 900 megapixels."""
    return png(30_000, 30_000, zlib.compress(b"\0" * 30_000_000))


def animated() -> bytes:
    """Make a picture of two frames."""
    file = BytesIO()
    Image.new("L", (2, 2)).save(file, "PNG", save_all=True, append_images=[Image.new("L", (2, 2), 9)])
    return file.getvalue()


def photograph() -> bytes:
    """Make a picture with the place where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 0.0)
    file = BytesIO()
    Image.new("RGB", (20, 20), "gray").save(file, "JPEG", exif=exif)
    return file.getvalue()
