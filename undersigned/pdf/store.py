"""What is kept between builds, outside the published folder: pieces, and a record of the PDFs written.

A damaged file counts as absent, so that it is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import tempfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from .piece import Piece


def write(path: Path, data: bytes, /) -> None:
    """Replace a file as a whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def digest(data: bytes, /) -> str:
    """Name bytes by their content."""
    return hashlib.sha256(data).hexdigest()


class Store:
    """The pieces in `folder`, by key, and the records of outputs, by output folder.

    A piece's file: its digest, the characters that no font has (JSON), the compressed pickle; one line each.
    """

    def __init__(self, folder: Path, /) -> None:
        self._pieces = folder / "letters"
        self._records = folder / "outputs"

    def missing(self, key: str, /) -> tuple[str, ...] | None:
        """Give the characters that no font has for; None if the piece is absent or damaged."""
        parts = self._read(key)
        return None if parts is None else tuple(json.loads(parts[0]))

    def load(self, key: str, /) -> Piece:
        """Give a piece. Raises KeyError if it is absent or damaged."""
        parts = self._read(key)
        if parts is None:
            raise KeyError(key)
        return pickle.loads(zlib.decompress(parts[1]))  # type: ignore[no-any-return]

    def save(self, key: str, piece: Piece, /) -> None:
        """Keep a piece."""
        body = json.dumps(piece.missing).encode() + b"\n" + zlib.compress(pickle.dumps(piece, 5), 1)
        write(self._pieces / key, digest(body).encode() + b"\n" + body)

    def prune(self, keys: Collection[str], /) -> None:
        """Forget all other pieces, and what a broken build left."""
        if self._pieces.is_dir():
            for path in self._pieces.iterdir():
                if path.name not in keys:
                    path.unlink()

    def record(self, output: Path, /) -> dict[str, tuple[str, str]]:
        """Tell what was written to an output folder: file -> (fingerprint of what it was made from, digest)."""
        try:
            found = json.loads(self._record_path(output).read_bytes())
            return {str(name): (str(made), str(content)) for name, (made, content) in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def note(self, output: Path, record: Mapping[str, tuple[str, str]], /) -> None:
        """Keep what was written to an output folder."""
        data = json.dumps(record, sort_keys=True, indent=0).encode()
        path = self._record_path(output)
        if not path.exists() or path.read_bytes() != data:
            write(path, data)

    def _record_path(self, output: Path) -> Path:
        return self._records / f"{digest(str(output.resolve()).encode())[:16]}.json"

    def _read(self, key: str) -> tuple[bytes, bytes] | None:
        try:
            head, _, body = (self._pieces / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if head.decode("ascii", "replace") != digest(body):
            return None
        first, _, rest = body.partition(b"\n")
        return first, rest
