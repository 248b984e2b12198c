"""Join pieces to a PDF: fonts, foot lines, links, bookmarks, page labels, document information.

Before it: `render` and `store`. Page numbers are known here for the first time, and nothing is set again for them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .embedding import Bank
from .piece import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .piece import Bookmark, Link, Piece, Place
    from .typefaces import Library

_FONT_NAME = re.compile(rb"/(F\d+\+\d+) ")
_FOOT_FACE = "SourceSerif4-Regular"
_FOOT_SIZE = 8.5
_FOOT_HEIGHT = 48.0
#: Left and right margin of foot lines, as `pageSetup` of the style sheet has it.
_MARGIN = 34 * 72 / 25.4


@dataclass(frozen=True, slots=True)
class Part:
    """A piece in its place in a volume."""

    piece: Piece
    #: Heading in the bookmarks over this and the following parts that name the same.
    group: str = ""
    #: Whether its pages come before page 1 and have Roman numerals.
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class Info:
    """What a PDF says of itself, and where its site is."""

    title: str
    author: str
    subject: str
    language: str
    #: Address of the hosted site with a slash at the end, or nothing.
    site: str
    #: PDF date, such as `D:20260101000000Z`, or nothing.
    date: str = ""


def assemble(
    parts: Sequence[Part], info: Info, library: Library, foot: Callable[[str, int, int], tuple[str, str]], /
) -> bytes:
    """Join the parts, in their order; front parts first.

    `foot` writes the foot of a page from its label, its number and the number of pages: (left, right), in ASCII.
    """
    pdf = pikepdf.new()
    bank = Bank(pdf, library)
    starts: list[int] = []
    for part in parts:
        starts.append(len(pdf.pages))
        _add_pages(pdf, part.piece, bank)
    front = sum(part.piece.pages for part in parts if part.is_front)
    pages = [page.obj for page in pdf.pages]
    labels = [_roman(n + 1) if n < front else str(n - front + 1) for n in range(len(pages))]
    _stamp_feet(pdf, pages, [foot(label, n, len(pages)) for n, label in enumerate(labels)], bank, library)
    where = {part.piece.docname: (start, part.piece) for part, start in zip(parts, starts, strict=True)}
    for part, start in zip(parts, starts, strict=True):
        for link in part.piece.links:
            _add_link(pdf, pages, start, part.piece, link, where, info.site)
    _add_bookmarks(pdf, pages, _bookmarks(parts, starts))
    numbers = [0, Dictionary(S=Name.r), front, Dictionary(S=Name.D)] if front else [0, Dictionary(S=Name.D)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
    names = sorted((docname.encode(), start) for docname, (start, _) in where.items())
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(
            Names=Array([x for name, n in names for x in (String(name.decode()), Array([pages[n], Name.Fit]))])
        )
    )
    return _save(pdf, info, has_contents=front > 0)


def address(site: str, docname: str, anchor: str = "", /) -> str:
    """Write the address of a page on the hosted site."""
    return f"{site}{docname}.html" + (f"#{anchor}" if anchor else "")


def _add_pages(pdf: pikepdf.Pdf, piece: Piece, bank: Bank) -> None:
    source = pikepdf.open(io.BytesIO(piece.pdf))
    first = len(pdf.pages)
    pdf.pages.extend(source.pages)
    for number in range(first, len(pdf.pages)):
        page = pdf.pages[number].obj
        content = page.Contents.read_bytes()
        used = sorted({name.decode() for name in _FONT_NAME.findall(content)})
        resources = Dictionary(Font=Dictionary({"/" + name: bank.font(*piece.fonts[name]) for name in used}))
        if "/XObject" in page.Resources:
            resources.XObject = page.Resources.XObject
        page.Resources = resources
        page.Contents = pdf.make_stream(b"q\n" + content + b"\nQ")
        for key in ("/Trans", "/Rotate", "/Annots"):
            if key in page:
                del page[key]


def _stamp_feet(
    pdf: pikepdf.Pdf, pages: Sequence[Any], feet: Sequence[tuple[str, str]], bank: Bank, library: Library
) -> None:
    font = None
    for page, (left, right) in zip(pages, feet, strict=True):
        if not left and not right:
            continue
        font = font or bank.font(_FOOT_FACE, library.first_subset(_FOOT_FACE))
        page.Resources.Font["/Foot"] = font
        edge = float(page.MediaBox[2]) - _MARGIN
        end = edge - library.width(right, _FOOT_SIZE)
        # A long address is set smaller rather than cut.
        width = library.width(left, _FOOT_SIZE)
        size = min(_FOOT_SIZE, _FOOT_SIZE * (end - _MARGIN - 12) / width) if left else _FOOT_SIZE
        stamp = f"\n/Artifact BMC BT 0.35 g {_line(left, size, _MARGIN)}{_line(right, _FOOT_SIZE, end)}ET EMC"
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + stamp.encode("ascii"))
        if left.startswith("http"):
            area = (_MARGIN, _FOOT_HEIGHT - 3, _MARGIN + width * size / _FOOT_SIZE, _FOOT_HEIGHT + size)
            _annotate(pdf, page, area, A=Dictionary(S=Name.URI, URI=String(left)))


def _line(text: str, size: float, x: float) -> str:
    return f"/Foot {size:.2f} Tf 1 0 0 1 {x:.2f} {_FOOT_HEIGHT:.2f} Tm ({_escaped(text)}) Tj " if text else ""


def _annotate(pdf: pikepdf.Pdf, page: Any, area: tuple[float, float, float, float], **action: Any) -> None:
    if "/Annots" not in page:
        page.Annots = Array([])
    rect = Array([round(number, 2) for number in area])
    page.Annots.append(
        pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Border=Array([0, 0, 0]), F=4, **action)
        )
    )


def _add_link(
    pdf: pikepdf.Pdf, pages: Sequence[Any], start: int, piece: Piece, link: Link,
    where: dict[str, tuple[int, Piece]], site: str,
) -> None:  # fmt: skip
    target = f"{DOCUMENT}{piece.docname}{link.target}" if link.target.startswith("#") else link.target
    page = pages[start + link.page]
    if target.startswith(DOCUMENT):
        docname, _, anchor = target[len(DOCUMENT) :].partition("#")
        if docname in where:
            first, leading_to = where[docname]
            _annotate(pdf, page, link.area, Dest=_destination(pages, first, leading_to.anchors.get(anchor)))
            return
        if not site:
            return
        target = address(site, docname, anchor)
    _annotate(pdf, page, link.area, A=Dictionary(S=Name.URI, URI=String(_ascii(target))))


def _destination(pages: Sequence[Any], first: int, place: Place | None) -> Array:
    if place is None:
        return Array([pages[first], Name.Fit])
    return Array([pages[first + place.page], Name.XYZ, None, place.y, None])


def _bookmarks(parts: Sequence[Part], starts: Sequence[int]) -> list[tuple[Bookmark, int, int]]:
    """List (bookmark, level in the volume, first page of its piece)."""
    found: list[tuple[Bookmark, int, int]] = []
    group = ""
    for part, start in zip(parts, starts, strict=True):
        if not part.piece.bookmarks:
            continue
        if part.group and part.group != group:
            top = part.piece.bookmarks[0]
            found.append((type(top)(0, part.group, top.place), 0, start))
        group = part.group
        found.extend((mark, mark.level + (1 if part.group else 0), start) for mark in part.piece.bookmarks)
    return found


def _add_bookmarks(pdf: pikepdf.Pdf, pages: Sequence[Any], marks: Sequence[tuple[Bookmark, int, int]]) -> None:
    if not marks:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    open_items: list[tuple[int, Any]] = [(-1, root)]
    for mark, level, start in marks:
        while open_items[-1][0] >= level:
            open_items.pop()
        parent = open_items[-1][1]
        item = pdf.make_indirect(
            Dictionary(Title=String(mark.title), Parent=parent, Dest=_destination(pages, start, mark.place))
        )
        if "/Last" in parent:
            item.Prev, parent.Last.Next = parent.Last, item
        else:
            parent.First = item
        parent.Last = item
        # Negative: closed until the reader opens it.
        parent.Count = int(parent.get("/Count", 0)) + (1 if parent is root else -1)
        open_items.append((level, item))
    pdf.Root.Outlines = root


def _save(pdf: pikepdf.Pdf, info: Info, *, has_contents: bool) -> bytes:
    pdf.Root.Lang = String(info.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines if has_contents else Name.UseNone
    entries = {
        "Title": info.title,
        "Author": info.author,
        "Subject": info.subject,
        "CreationDate": info.date,
        "ModDate": info.date,
    }
    for key, value in entries.items():
        if value:
            pdf.docinfo[Name("/" + key)] = String(value)
    output = io.BytesIO()
    pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return output.getvalue()


def _escaped(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", text.encode("ascii", "replace").decode())


def _ascii(uri: str) -> str:
    return quote(uri, safe="%/:?#[]@!$&'()*+,;=~-._")


def _roman(number: int) -> str:
    text = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        count, number = divmod(number, value)
        text += sign * count
    return text
