"""Reads PDFs: a process of its own gives the pieces of text, `pdf_layout` makes lines and blocks of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..document import Document
from . import pdf_layout
from .cleaning import clean_line
from .errors import MAX_PAGES, PDF_SECONDS, SourceError

_ALONE = "give a file that holds the letter alone"
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_ERRORS = {
    "locked": ("the PDF is protected by a password", "save it without a password"),
    "damaged": ("the PDF is damaged", "open it in a viewer and print it to a new PDF"),
    "pages": (f"the PDF has more than {MAX_PAGES} pages", _ALONE),
    "size": ("the PDF holds more text than a letter", _ALONE),
}


def read(data: bytes, /, *, name: str) -> Document:
    """Read a PDF."""
    found = _extract(data)
    if problem := found.get("error"):
        raise SourceError(*_ERRORS[problem])
    pages = [
        pdf_layout.Page(
            number, page["width"], page["height"], tuple(pdf_layout.Piece(*piece) for piece in page["pieces"])
        )
        for number, page in enumerate(found["pages"], 1)
    ]
    without = [page.number for page in pages if not page.pieces]
    if len(without) == len(pages):
        raise SourceError(
            "the PDF holds no text, only pictures of it",
            "recognise its text (OCR), or copy the letter into a text file",
        )
    remarks = []
    if without:
        remarks.append(f"without text, perhaps pictures: page {', '.join(map(str, without))}")
    if turned := [str(number) for number, page in enumerate(found["pages"], 1) if page["turned"]]:
        remarks.append(f"text that is not upright was left out: page {', '.join(turned)}")
    blocks, left_out = pdf_layout.blocks(pages)
    properties: dict[str, Any] = found["properties"]
    title, subject = (_property(properties, key) for key in ("Title", "Subject"))
    date = _DATE.match(properties.get("CreationDate", ""))
    return Document(
        name, "pdf", blocks, unit="page",
        title=title,
        published="-".join(part for part in date.groups() if part) if date else None,
        description=subject,
        remarks=(*remarks, *left_out),
    )  # fmt: skip


def _property(properties: dict[str, Any], key: str) -> str | None:
    """Read a property; what programs write for want of a text is none."""
    value = clean_line(properties.get(key, ""))
    return None if value.strip("()").casefold() in ("", "untitled", "anonymous", "unspecified") else value


def _extract(data: bytes) -> dict[str, Any]:
    """Read the PDF's text in a process of its own, which hostile files cannot leave."""
    root = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, "-P", "-m", f"{__package__}.pdf_worker"]
    # Nothing of the surroundings is passed on but what Python needs to start.
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP") if key in os.environ}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=PDF_SECONDS, env={**kept, "PYTHONPATH": root}, check=False
        )
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"the PDF takes more than {PDF_SECONDS} seconds to read", _ALONE) from error
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"error": "damaged"}
