"""What stands between the process that reads a PDF and the letter: pieces of text at any place, as JSON."""

from __future__ import annotations

import json

from undersigned.importing.reading import pdf_layout
from undersigned.importing.reading.errors import SourceError

from .guarding import guarded


def check(data: bytes) -> None:
    """Read a list of pages `[width, height, [[text, left, right, base, size, bold], ...]]`; other JSON is passed over."""
    try:
        found = json.loads(data)
        pages = [
            pdf_layout.Page(
                number, float(width), float(height),
                tuple(
                    pdf_layout.Piece(str(text), float(left), float(right), float(base), float(size), bool(bold))
                    for text, left, right, base, size, bold in pieces
                ),
            )
            for number, (width, height, pieces) in enumerate(found, 1)
        ]  # fmt: skip
    except (ValueError, TypeError, RecursionError, OverflowError):
        return
    with guarded():
        try:
            blocks, remarks = pdf_layout.blocks(pages)
        except SourceError:
            return
    assert all(block.text for block in blocks)
    assert all(remark.isprintable() for remark in remarks)
