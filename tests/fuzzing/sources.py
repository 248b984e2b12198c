"""The importer: a file of any bytes becomes a draft and a report, or the one error that says what to do."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import cache

from .commanding import run

_MEMBER = b"=== "
_REFUSED = re.compile(r"^ *[a-z0-9/-]+\.md:\d+: ([a-z-]+): ", re.M)
_OF_THE_SOURCE = {"script"}


def _import(format_: str, name: str, data: bytes) -> None:
    # A date lets the draft be made; without it, it must be found. The input decides, so that a finding stays one.
    given = ["--date", "2020", "--url", "https://example.org/a"] if zlib.crc32(data) % 4 else []
    text = run(name, data, "import", "FILE", "--format", format_, "--stubs", "--dry-run", *given)
    # What the importer writes must please the check, but for what only the source's author can mend.
    refused = set(_REFUSED.findall(text)) - _OF_THE_SOURCE if "nothing was written" in text else set()
    assert not refused, f"the draft breaks {', '.join(sorted(refused))}\n{text}"


def text(data: bytes) -> None:
    """Import a text file."""
    _import("text", "letter.txt", data)


def markdown(data: bytes) -> None:
    """Import a Markdown file."""
    _import("markdown", "letter.md", data)


def html(data: bytes) -> None:
    """Import a web page."""
    _import("html", "letter.html", data)


def pdf(data: bytes) -> None:
    """Import a PDF."""
    _import("pdf", "letter.pdf", data)


def docx(data: bytes) -> None:
    """Import a Word file: the bytes of one, or `=== member` lines with what stands in those members."""
    _import("docx", "letter.docx", data if data.startswith(b"PK") else packed(data))


def packed(description: bytes) -> bytes:
    """Pack a Word file of the members that a description gives, and the usual ones."""
    members = dict(_usual())
    name = "word/document.xml"
    lines: dict[str, list[bytes]] = {}
    for line in description.split(b"\n"):
        if line.startswith(_MEMBER):
            name = line.removeprefix(_MEMBER).strip().decode("ascii", "replace") or name
        else:
            lines.setdefault(name, []).append(line)
    members |= {name: b"\n".join(content) for name, content in lines.items()}
    return pack(members)


def pack(members: dict[str, bytes]) -> bytes:
    """Pack members into a zip file that is the same at every run."""
    done = io.BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name), content)
    return done.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    """Unpack a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@cache
def _usual() -> tuple[tuple[str, bytes], ...]:
    """Give the members of an empty Word file."""
    import docx

    made = io.BytesIO()
    docx.Document().save(made)
    return tuple(members_of(made.getvalue()).items())
