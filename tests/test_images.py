"""Picture files hold one sound picture of sane size, and nothing beside it."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from undersigned import images, limits

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(kind: str, size: tuple[int, int] = (20, 20), mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "gray").save(file, kind, **options)
    return file.getvalue()


def told(data: bytes, kind: str) -> list[str]:
    return [f"{rule.id}: {problem}" for rule, problem, _ in images.problems(data, kind)]


def place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 0.0)
    return exif


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def text_chunk() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Jo Example")
    return info


def more(*what: str) -> list[str]:
    return [f"image: the file holds more than the picture ({', '.join(what)})"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture("PNG"), ".png"),
        (picture("PNG", mode="P"), ".png"),
        (picture("PNG", mode="RGBA", dpi=(300, 300), icc_profile=PROFILE), ".png"),
        (picture("PNG", mode="P", transparency=0), ".png"),
        (picture("JPEG", dpi=(300, 300)), ".jpg"),
        (picture("JPEG", progressive=True, icc_profile=PROFILE), ".jpg"),
        (picture("JPEG", mode="CMYK", quality=95), ".jpg"),
        # Cameras fill up their last block.
        (picture("JPEG") + b"\0" * 100, ".jpg"),
        # Fill bytes may stand before a marker.
        (picture("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1), ".jpg"),
    ],
)
def test_pictures_are_accepted(data: bytes, kind: str) -> None:
    assert told(data, kind) == []


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        (picture("JPEG", exif=place()), ".jpg", more("camera data, Exif")),
        (picture("JPEG", xmp=b"<x:xmpmeta/>"), ".jpg", more("XMP")),
        (picture("JPEG", comment=b"by Jo Example"), ".jpg", more("a comment")),
        (picture("JPEG") + b"PK\x03\x04 a second file", ".jpg", more("bytes after its end")),
        (picture("JPEG") + picture("JPEG"), ".jpg", more("bytes after its end")),
        (picture("JPEG").removesuffix(b"\xff\xd9") + b"PK\x03\x04" * 100, ".jpg", more("no end")),
        (picture("JPEG")[:2] + b"\xff\xed\x00\x10Photoshop 3.0\0" + picture("JPEG")[2:], ".jpg", more("IPTC")),
        (picture("JPEG")[:2] + b"\xff\xe7\x00\x06abcd" + picture("JPEG")[2:], ".jpg", more("APP7")),
        (picture("PNG", exif=place()), ".png", more("‘eXIf’")),
        (picture("PNG", pnginfo=text_chunk()), ".png", more("‘tEXt’")),
        (picture("PNG")[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>") + picture("PNG")[33:], ".png", more("‘iTXt’")),
        (picture("PNG")[:33] + chunk(b"prVt", b"<script>") + picture("PNG")[33:], ".png", more("‘prVt’")),
        (picture("PNG") + b"<script>alert()</script>", ".png", more("bytes after its end")),
        (picture("PNG", (limits.now().side + 1, 1)), ".png", ["image: the image is 10,001 by 1 pixels"]),
        (picture("JPEG"), ".png", ["image: the content is not PNG"]),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert()"/>', ".png", ["image: the content is not PNG"]),
        (b"GIF89a", ".jpg", ["image: the content is not JPEG"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_more_than_a_picture_is_refused(data: bytes, kind: str, expected: list[str]) -> None:
    assert told(data, kind) == expected


def test_a_bomb_is_refused_by_its_head_without_unpacking_it() -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    packed = zlib.compressobj()
    rows = b"".join(packed.compress(b"\0" * 90_001) for _ in range(300)) + packed.flush()
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert len(bomb) < limits.now().image_bytes
    assert "pixels" in " ".join(told(bomb, ".png")) or "DecompressionBomb" in " ".join(told(bomb, ".png"))


def test_a_bomb_of_texts_is_refused() -> None:
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 50_000_000))
    assert told(picture("PNG")[:33] + text + picture("PNG")[33:], ".png") != []


def test_fill_bytes_are_passed_over_one_by_one() -> None:
    # A pattern that took a run of them at once went back over it from every byte: their square.
    assert images._MARKER.search(b"\xff" * 2_000_000 + b"\x00") is None
    assert not re.search(rb"\+|\*|\{", images._MARKER.pattern)


@given(st.binary(max_size=200), st.sampled_from([".png", ".jpg"]))
def test_no_bytes_raise(data: bytes, kind: str) -> None:
    for begin in (b"", images.IMAGE_KINDS[kind][1], picture("JPEG" if kind == ".jpg" else "PNG")[:60]):
        assert told(begin + data, kind) != []
