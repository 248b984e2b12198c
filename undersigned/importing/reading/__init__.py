"""Reads a source of any format into a `Document`; the letter is found in it by `undersigned.importing.letter`."""

from __future__ import annotations

import importlib
from pathlib import Path

from ..document import Document
from .cleaning import unwrapped, wrap_width
from .detection import detect
from .errors import MAX_BLOCKS, MAX_BYTES, SourceError

__all__ = ["SourceError", "read_bytes", "read_source", "unwrapped", "wrap_width"]


def read_source(path: Path, /, *, format: str | None = None) -> Document:  # noqa: A002 -- the word for it
    """Read a file; raises SourceError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder", "give a file") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be opened: {error.strerror}", "check the path") from error
    return read_bytes(data, name=path.name, format=format)


def read_bytes(data: bytes, /, *, name: str, format: str | None = None) -> Document:  # noqa: A002 -- the word for it
    """Read the bytes of a file, of standard input or of a fetched page; raises SourceError.

    `name` is a file name or an address; its ending decides only where the content does not.
    """
    if not data.strip():
        raise SourceError("the file is empty", "give a file that holds the letter's text")
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"the file has more than {MAX_BYTES // 1_000_000} MB", "give a file that holds the letter alone"
        )
    kind = format or detect(data, name=name)
    # Each format's libraries are loaded only where it is read.
    reader = importlib.import_module(f"{__name__}.{kind}")
    document: Document = reader.read(data, name=name)
    if not any(block.text for block in document.blocks):
        raise SourceError("the file holds no text", "give a file that holds the letter's text")
    if len(document.blocks) > MAX_BLOCKS:
        raise SourceError(
            f"the file has more than {MAX_BLOCKS:,} paragraphs", "give a file that holds the letter alone"
        )
    return document
