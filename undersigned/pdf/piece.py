"""A piece: what rendering a letter yields, free of page numbers, site and volume.

Made by `render`, kept by `store`, joined to volumes by `assembly`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .pictures import Picture
    from .structure import Element

#: Scheme of links between documents inside a piece: `x-doc:<docname>` or `x-doc:<docname>#<id>`.
DOCUMENT = "x-doc:"
#: Scheme of links to a point of another piece: `x-place:<number of the part>:<page in the piece>:<height>`.
PLACE = "x-place:"


class PrintError(Exception):
    """A document cannot be printed; the text says why."""


class Place(NamedTuple):
    """A point of a piece: page counted from 0, and points from the page's lower left corner."""

    page: int
    x: float
    y: float


class Bookmark(NamedTuple):
    """A heading; the piece's own title has level 0."""

    level: int
    title: str
    place: Place


class Link(NamedTuple):
    """An area that leads to an address, to `x-doc:`, or to `#id` in the same document."""

    page: int
    area: tuple[float, float, float, float]
    target: str
    #: What the link says, for readers who do not see where it stands.
    text: str = ""


class Page(NamedTuple):
    """A page: its content, compressed, and the pictures that the PDF must explain."""

    content: bytes
    #: Names of pictures.
    pictures: tuple[str, ...]
    #: How many marks the page has.
    marks: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The pages of one document."""

    docname: str
    pages: tuple[Page, ...]
    anchors: dict[str, Place]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[Link, ...]
    structure: Element
    #: Face -> number of each glyph, with the text it stands for.
    glyphs: dict[str, dict[int, str]]
    #: Name -> picture.
    pictures: dict[str, Picture]
    #: Characters that no font has.
    missing: tuple[str, ...] = ()
    #: The prose of a page that tells of its letter, as plain text.
    summary: str = ""
