"""What is kept between builds, outside the published folder: pieces, and a record of the PDFs written.

A damaged file counts as absent, so that it is made again.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from ..exports.metatags import PICTURE_SUFFIX
from ..writing import PART, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from .piece import Piece


def digest(data: bytes, /) -> str:
    """Name bytes by their content."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """A PDF that was written."""

    #: Fingerprint of what it was made from.
    made_from: str
    digest: str
    #: Size and time of the file as it was left.
    size: int
    time: int
    #: Characters on its pages of our own that no font has.
    missing: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: Path, made_from: str, data: bytes, missing: tuple[str, ...], /) -> Written:
        """Describe a file that was just written."""
        state = path.stat()
        return cls(made_from, digest(data), state.st_size, state.st_mtime_ns, missing)

    @classmethod
    def of_nothing(cls) -> Written:
        """Stand for a file that is about to be written: whatever it holds, it is ours."""
        return cls("", "", 0, 0)

    def is_state_of(self, path: Path, /) -> bool:
        """Tell whether the file is as it was left."""
        try:
            state = path.stat()
        except OSError:
            return False
        return (state.st_size, state.st_mtime_ns) == (self.size, self.time)


@dataclass(frozen=True, slots=True)
class Note:
    """The piece of a letter, and what tells without a look at the page that it still is."""

    quick: str
    key: str
    missing: tuple[str, ...]
    #: Size and time of the piece's file.
    size: int
    time: int


class Store:
    """The pieces in `folder`, by key, notes on letters, and the records of outputs, by output folder.

    A piece's file: its digest, the characters that no font has (JSON), the compressed pickle; one line each.
    """

    def __init__(self, folder: Path, /) -> None:
        self.folder = folder
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
        replace_file(self._pieces / key, digest(body).encode() + b"\n" + body)

    def prune(self, keys: Collection[str], /) -> None:
        """Forget all other pieces, and what a broken build left."""
        if self._pieces.is_dir():
            for path in self._pieces.iterdir():
                if path.name not in keys:
                    path.unlink()
        for path in (*self.folder.glob(f".*{PART}"), *self._records.glob(f".*{PART}")):
            path.unlink()

    # ---- notes on letters

    def notes(self) -> dict[str, Note]:
        """Tell what the last build noted of each letter: docname -> note."""
        found = _load(self.folder / "notes.json")
        try:
            return {name: Note(q, k, tuple(m), int(s), int(t)) for name, (q, k, m, s, t) in found.items()}
        except (ValueError, TypeError):
            return {}

    def noted(self, key: str, quick: str, /) -> Note:
        """Make the note of a letter whose piece is kept. Raises KeyError if it is not."""
        missing = self.missing(key)
        if missing is None:
            raise KeyError(key)
        state = (self._pieces / key).stat()
        return Note(quick, key, missing, state.st_size, state.st_mtime_ns)

    def is_untouched(self, note: Note, /) -> bool:
        """Tell whether the piece of a note is as it was left."""
        try:
            state = (self._pieces / note.key).stat()
        except OSError:
            return False
        return (state.st_size, state.st_mtime_ns) == (note.size, note.time)

    def note_letters(self, notes: Mapping[str, Note], /) -> None:
        """Keep the notes for the next build."""
        _save(self.folder / "notes.json", {name: astuple(note) for name, note in notes.items()})

    # ---- records of outputs

    def record(self, output: Path, /) -> dict[str, Written]:
        """Tell what was written to an output folder, by file.

        Where that is damaged, every PDF of the folder is taken for one of ours, made from nothing that is known.
        """
        path = self._record_path(output)
        try:
            found = json.loads(path.read_bytes())
            return {name: Written(str(f), str(d), int(s), int(t), tuple(m)) for name, (f, d, s, t, m) in found.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, AttributeError):
            return dict.fromkeys(_printed(output), Written.of_nothing())

    def note(self, output: Path, record: Mapping[str, Written], /) -> None:
        """Keep what was written to an output folder."""
        _save(self._record_path(output), {name: astuple(written) for name, written in record.items()})

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


def _load(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _printed(output: Path) -> Iterator[str]:
    """List the PDFs of an output folder, and the pictures beside them."""
    for path in output.rglob("*.pdf"):
        for one in (path, path.with_suffix(PICTURE_SUFFIX)):
            if one.is_file():
                yield one.relative_to(output).as_posix()


def _save(path: Path, data: Mapping[str, object]) -> None:
    """Write JSON, if it is not what the file holds."""
    text = json.dumps(data, sort_keys=True, indent=0).encode()
    if not path.exists() or path.read_bytes() != text:
        replace_file(path, text)
