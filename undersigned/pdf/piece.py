"""A piece: what rendering a letter yields, free of page numbers, site and volume.

Made by `render`, kept by `store`, joined to volumes by `assembly`.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Scheme of links between documents inside a piece: `x-doc:<docname>` or `x-doc:<docname>#<id>`.
DOCUMENT = "x-doc:"


class PrintError(Exception):
    """A document cannot be printed; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a piece: page counted from 0, and points from the page's lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading; the piece's own title has level 0."""

    level: int
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """An area that leads to an address, to `x-doc:`, or to `#id` in the same document."""

    page: int
    area: tuple[float, float, float, float]
    target: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The pages of one document."""

    docname: str
    #: A PDF whose pages name their fonts but carry none.
    pdf: bytes
    pages: int
    anchors: dict[str, Place]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[Link, ...]
    #: Resource name of a font -> its face and the characters of the subset, by code.
    fonts: dict[str, tuple[str, tuple[int, ...]]]
    #: Characters that no font has.
    missing: tuple[str, ...] = ()
