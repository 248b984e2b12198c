"""Checksums of files, in the form that sha256sum, shasum and their like read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

#: The file that lists the others.
NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\0]+)")


def of_stream(stream: IO[bytes], /) -> str:
    """Read a stream to its end; gives its SHA-256 in hexadecimal digits."""
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # any stream of bytes will do


def of_file(path: Path, /) -> str:
    """Give the SHA-256 of a file; raises OSError."""
    with path.open("rb") as file:
        return of_stream(file)


def text(sums: Mapping[str, str], /) -> str:
    """Write checksums by name, sorted."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def lines(content: str, /) -> Iterator[tuple[int, str, str]]:
    """Read what `text` and other programs write: number of the line, checksum and name; both empty if it is neither."""
    for number, line in enumerate(content.splitlines(), 1):
        match = _LINE.fullmatch(line)
        yield number, match[1] if match else "", match[2] if match else ""
