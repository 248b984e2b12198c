"""Tells a source's format by its content, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from .errors import SourceError

FORMATS = ("text", "markdown", "html", "docx", "pdf")

_ENDINGS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
#: First bytes of files that hold no letter's text, with what they are.
_IMAGES = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
)  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAVE = "open it in a word processor and save it as .docx"


def detect(data: bytes, /, *, name: str) -> str:
    """Name the format, one of `FORMATS`; raises SourceError for formats that are not read."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise SourceError("the file is an old Word file (.doc) or a protected one", _SAVE + ", without a password")
    if data.startswith(b"{\\rtf"):
        raise SourceError("the file is rich text (.rtf)", _SAVE)
    if data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise SourceError("the file is packed", "unpack it and give the letter's file")
    for first, kind in _IMAGES:
        if data.startswith(first) and (kind != "BMP" or b"\0" in data[:100]):
            raise SourceError(f"the file is a picture ({kind})", "give the text, or a PDF whose text can be selected")
    plain = _as_ascii(data[:8192])
    if _HTML.match(plain):
        return "html"
    ending = _ending(name)
    if ending == ".mht" or b"Content-Type: multipart/related" in plain[:4000]:
        raise SourceError("the file is a web archive (.mht)", "save the page as HTML")
    if ending in (".docx", ".pdf"):
        raise SourceError(f"the file's name ends in {ending}, its content is none", "open it and save it anew")
    return _ENDINGS.get(ending, "text")


def _ending(name: str) -> str:
    path = urlsplit(name).path if name.startswith(("http://", "https://")) else name
    return PurePosixPath(path.replace("\\", "/")).suffix.casefold()


def _as_ascii(start: bytes) -> bytes:
    """Strip what UTF-8's and UTF-16's marks and zeros put around ASCII."""
    start = start.removeprefix(b"\xef\xbb\xbf")
    return start[2:].replace(b"\0", b"") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SourceError("the file is damaged", "open it and save it anew") from error
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        raise SourceError("the file is an OpenDocument file (.odt)", _SAVE)
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise SourceError("the file is a spreadsheet or slides", "give a file that holds the letter's text")
    raise SourceError("the file is a packed folder (.zip)", "unpack it and give the letter's file")
