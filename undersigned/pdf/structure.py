"""The logical structure of a document: what a screen reader is told (PDF 1.7, 14.7 and 14.8).

Elements are made in reading order while flowables are made; drawing adds to them where on the pages their content is.
`tags` writes them into a PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Mark(NamedTuple):
    """Marked content: its number on a page of the piece, both counted from 0."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A link's area: its number among the links of the piece."""

    number: int


class Element:
    """An element: a standard structure type, what it holds in order, and what it says of itself.

    `attributes` may have: Alt, Contents (of a link's area), Lang, ID, Scope (of a header cell), ListNumbering,
    Box (of a figure).
    """

    __slots__ = ("attributes", "host", "is_placed", "kids", "tag")

    def __init__(
        self, tag: str, parent: Element | None = None, /, *,
        host: Element | None = None, attributes: Mapping[str, str] | None = None, **more: str,
    ) -> None:  # fmt: skip
        self.tag = tag
        self.kids: list[Element | Mark | Annotation] = []
        self.attributes = {name: value for name, value in {**(attributes or {}), **more}.items() if value}
        #: Of an element within a text: the one around it, if that is not the text's own.
        self.host = host
        self.is_placed = parent is not None
        if parent is not None:
            parent.kids.append(self)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep what is written; by this way, as a large piece has thousands of elements."""
        return _element, (self.tag, self.kids, self.attributes)

    def place(self, within: Element) -> None:
        """Put an element of a text where its text is, when that is drawn."""
        if self.is_placed or self is within:
            return
        self.is_placed = True
        host = self.host or within
        host.place(within)
        host.kids.append(self)

    def prune(self) -> bool:
        """Drop elements below this one that hold nothing; tell whether anything is left."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.tag in ("TD", "TH")


def _element(tag: str, kids: list[Element | Mark | Annotation], attributes: dict[str, str]) -> Element:
    element = Element(tag, attributes=attributes)
    element.kids = kids
    return element
