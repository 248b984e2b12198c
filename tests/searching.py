"""Reads the index of the search back, without Pagefind."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_SIGNATURE = b"pagefind_dcd"


def unpacked(path: Path) -> bytes:
    """Read a file of the index, whether it is compressed or not."""
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    return data.removeprefix(_SIGNATURE)


def index_files(site: Path) -> dict[str, bytes]:
    """Read everything that says what is in the index; Pagefind's programs are left out."""
    folder = site / "pagefind"
    return {
        path.relative_to(folder).as_posix(): unpacked(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".js", ".pagefind")
    }


def indexed(site: Path) -> dict[str, dict[str, Any]]:
    """Read what the index has of each page, by the page's address."""
    found = (json.loads(data) for name, data in index_files(site).items() if name.startswith("fragment/"))
    return {page["url"]: page for page in found}
