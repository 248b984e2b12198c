"""Checks the whole archive without building it: every page, then everything between pages.

`changes` runs the same functions on what a change touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import consistency, links, pages, similarity, tree
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

    @property
    def errors(self) -> tuple[Message, ...]:
        """Leave out what is only pointed out."""
        return tuple(message for message in self.messages if not message.rule.notice)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page read by itself: its record, what its body names and links, and what is wrong with both."""

    record: Record | None
    body: Body
    messages: tuple[Message, ...]


def read_page(data: bytes, *, path: str) -> ReadPage:
    """Read and check one page, apart from all others."""
    page = pages.read_facts(data, path=path)
    body = pages.read_body(page)
    return ReadPage(page.record, body, (*page.messages, *body.messages))


def check_archive(root: Path) -> Result:
    """Check the folder of pages; a page that cannot be read does not stop the others."""
    found = tree.check_tree(root)
    read = {path: read_page((root / path).read_bytes(), path=path) for path in found.pages}
    catalogue = Catalogue(
        {path.removesuffix(".md"): page.record for path, page in read.items() if page.record is not None}
    )
    messages = [
        *found.messages,
        *(message for page in read.values() for message in page.messages),
        *check_between(
            catalogue, {}, read,
            anchors_of=lambda target: read[target].body.anchors if target in read else None,
            is_file=lambda image: (root / image).is_file(),
        ),
        *similarity.possible_duplicates(catalogue),
    ]  # fmt: skip
    return Result(tuple(sorted(messages)), len(found.pages), catalogue)


def check_between(
    catalogue: Catalogue,
    known: Mapping[str, Record],
    read: Mapping[str, ReadPage],
    *,
    anchors_of: links.AnchorsOf,
    is_file: Callable[[str], bool],
) -> Iterator[Message]:
    """Report what is wrong between pages: names, ids, references and links of the pages that were read.

    `known` holds records by docname of pages that were not read, as far as they are known.
    """
    by_docname = {path.removesuffix(".md"): page for path, page in read.items()}
    records = {**known, **{docname: page.record for docname, page in by_docname.items() if page.record is not None}}
    yield from consistency.check(
        catalogue,
        records,
        {docname: page.body.references for docname, page in by_docname.items()},
        {docname: page.body.listings for docname, page in by_docname.items()},
    )
    for path, page in read.items():
        yield from links.check_links(
            page.body.links, page.body.images, path=path, anchors_of=anchors_of, is_file=is_file
        )
