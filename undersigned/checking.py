"""Checks the whole archive without building it: every page, then everything between pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import consistency, links, pages, tree
from .catalogue import Catalogue
from .diagnostics import Message
from .markup import Body
from .records import Record


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: all messages by page and line, and how many pages were read."""

    messages: tuple[Message, ...]
    pages: int
    catalogue: Catalogue


def check_archive(root: Path) -> Result:
    """Check the folder of pages; a page that cannot be read does not stop the others."""
    found = tree.check_tree(root)
    messages = list(found.messages)
    records: dict[str, Record] = {}
    bodies: dict[str, Body] = {}
    for path in found.pages:
        page = pages.read_facts((root / path).read_bytes(), path=path)
        bodies[path] = body = pages.read_body(page)
        messages += (*page.messages, *body.messages)
        if page.record is not None:
            records[path.removesuffix(".md")] = page.record
    catalogue = Catalogue(records)
    by_docname = {path.removesuffix(".md"): body for path, body in bodies.items()}
    messages += consistency.check(
        catalogue,
        records,
        {docname: body.references for docname, body in by_docname.items()},
        {docname: body.listings for docname, body in by_docname.items()},
    )
    for path, body in bodies.items():
        messages += links.check_links(
            body.links, body.images, path=path,
            anchors_of=lambda target: bodies[target].anchors if target in bodies else None,
            is_file=lambda image: (root / image).is_file(),
        )  # fmt: skip
    return Result(tuple(sorted(messages)), len(found.pages), catalogue)
