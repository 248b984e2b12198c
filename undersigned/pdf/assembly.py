"""Join pieces to a PDF: pages, feet, links, bookmarks, page labels, structure, metadata.

Before it: `render` and `store`. Page numbers are known here for the first time, and nothing is set again for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import embedding, metadata
from .objects import Objects, array, name_tree, reference, string
from .outline import outline
from .piece import DOCUMENT, PLACE, Bookmark, Link, Page, Piece, Place
from .structure import Annotation, Element, Mark
from .tags import Tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .metadata import Attachment, Info
    from .typefaces import Library

#: Type and place of the foot line; the margins are those of the style sheet's `pageSetup`.
FOOT_FACE, FOOT_SIZE, FOOT_HEIGHT = "SourceSerif4-Caption", 8.0, 48.0
_MARGIN = 34 * 72 / 25.4
_WIDTH, _HEIGHT = 595.28, 841.89


@dataclass(frozen=True, slots=True)
class Part:
    """A piece in its place in a volume."""

    piece: Piece
    #: Heading in the bookmarks over this and the following parts that name the same.
    group: str = ""
    #: Whether its pages come before page 1 and have Roman numerals.
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of a page."""

    left: str
    right: str
    #: Whether the left part is an address to be followed: on the first page of a letter.
    leads: bool = False


def assemble(
    parts: Sequence[Part], info: Info, library: Library, foot: Callable[[Part, int, str, int, int], Foot],
    /, *, attachments: tuple[Attachment, ...] = (),
) -> bytes:  # fmt: skip
    """Join the parts, in their order; front parts first.

    `foot` writes the foot of a page from its part, its number in the part, its label, its number in the PDF, and
    the number of pages in the PDF.
    """
    return _Assembly(parts, info, library, foot).file(attachments)


def address(site: str, docname: str, anchor: str = "", /) -> str:
    """Write the address of a page on the hosted site."""
    return f"{site}{docname}.html" + (f"#{anchor}" if anchor else "")


class _Assembly:
    def __init__(
        self, parts: Sequence[Part], info: Info, library: Library, foot: Callable[[Part, int, str, int, int], Foot]
    ) -> None:
        self._parts = parts
        self._info = info
        self._library = library
        self._foot = foot
        self._objects = Objects()
        self._starts: list[int] = []
        self._total = 0
        for part in parts:
            self._starts.append(self._total)
            self._total += len(part.piece.pages)
        self._front = sum(len(part.piece.pages) for part in parts if part.is_front)
        self._where = {part.piece.docname: number for number, part in enumerate(parts)}
        self._pages = [self._objects.reserve() for _ in range(self._total)]
        self._annotations = 0

    def file(self, attachments: tuple[Attachment, ...]) -> bytes:
        """Write the PDF."""
        objects, info = self._objects, self._info
        pieces = [part.piece for part in self._parts]
        glyphs = embedding.collect(pieces)
        feet = list(self._feet())
        noted = glyphs.setdefault(FOOT_FACE, {})
        for foot in feet:
            for text in (foot.left, foot.right):
                noted.update(self._shape(text).glyphs)
        fonts = embedding.fonts(objects, glyphs, self._library)
        pictures = embedding.pictures(objects, pieces)
        leading = [foot.leads and bool(foot.left) for foot in feet]
        marks = [page.marks for piece in pieces for page in piece.pages]
        tags = Tags(objects, self._pages, [count + lead for count, lead in zip(marks, leading, strict=True)])
        tree = objects.reserve()
        for number, part in enumerate(self._parts):
            self._write_part(number, part, feet, tags, tree, fonts, pictures)
        tags.finish()
        objects.put(tree, f"<</Type/Pages/Count {self._total}/Kids{array(map(reference, self._pages))}>>")
        files, associated = metadata.attached(objects, attachments, info.date)
        names = name_tree(
            (part.piece.docname, f"[{reference(self._pages[start])}/Fit]") for part, start in self._placed()
        )
        marks_root = outline(objects, list(self._bookmarks()))
        labels = f"0<</S/r>>{self._front}<</S/D>>" if self._front else "0<</S/D>>"
        root = objects.add(
            f"<</Type/Catalog/Pages {reference(tree)}/Lang{string(info.language)}/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {reference(tags.root)}/ViewerPreferences<</DisplayDocTitle true>>"
            f"/PageMode/{'UseOutlines' if self._front else 'UseNone'}/PageLabels<</Nums[{labels}]>>"
            f"/Names<</Dests{names}{files}>>{associated}"
            + (f"/Outlines {reference(marks_root)}" if marks_root else "")
            + f"/Metadata {reference(metadata.xmp(objects, info, 3 if attachments else 2))}"
            f"/OutputIntents{metadata.output_intent(objects)}>>"
        )
        return objects.file(root, metadata.information(objects, info))

    def _placed(self) -> Iterator[tuple[Part, int]]:
        return zip(self._parts, self._starts, strict=True)

    def _feet(self) -> Iterator[Foot]:
        for part, start in self._placed():
            for number in range(len(part.piece.pages)):
                page = start + number
                label = roman(page + 1) if page < self._front else str(page - self._front + 1)
                yield self._foot(part, number, label, page, self._total)

    # ---- pages

    def _write_part(
        self, number: int, part: Part, feet: Sequence[Foot], tags: Tags, tree: int, fonts: int, pictures: dict[str, int]
    ) -> None:
        piece, start = part.piece, self._starts[number]
        annotations: list[list[int]] = [[] for _ in piece.pages]
        links: dict[int, tuple[int, int]] = {}
        for place, link in enumerate(piece.links):
            made = self._annotate(link, number, tags)
            if made is not None:
                links[place] = made
                annotations[link.page].append(made[0])
        structure = piece.structure
        for page_number, page in enumerate(piece.pages):
            foot = feet[start + page_number]
            end = page.marks
            leads = foot.leads and bool(foot.left)
            area = self._stamp_area(foot)
            if leads:
                # The address stands in the structure once, after the text of its letter.
                made = self._annotate(Link(page_number, area, foot.left, foot.left), number, tags)
                assert made is not None
                links[len(piece.links)] = made
                annotations[page_number].append(made[0])
                structure = _with_address(structure, page_number, end, len(piece.links))
            stamp = self._stamp(foot, end if leads else None)
            self._write_page(start + page_number, page, stamp, annotations[page_number], tree, fonts, pictures)
        tags.add(structure, start, links, piece.docname)

    def _write_page(
        self,
        number: int,
        page: Page,
        stamp: bytes,
        annotations: list[int],
        tree: int,
        fonts: int,
        pictures: dict[str, int],
    ) -> None:
        streams = [self._objects.stream("/Filter/FlateDecode", page.content)]
        if stamp:
            streams.append(self._objects.stream("", stamp))
        shown = "".join(f"/{name} {reference(pictures[name])}" for name in page.pictures)
        resources = f"<</Font {reference(fonts)}{f'/XObject<<{shown}>>' if shown else ''}>>"
        listed = f"/Annots{array(map(reference, annotations))}" if annotations else ""
        self._objects.put(
            self._pages[number],
            f"<</Type/Page/Parent {reference(tree)}/MediaBox[0 0 {_WIDTH} {_HEIGHT}]/Resources{resources}"
            f"/Contents{array(map(reference, streams))}{listed}/StructParents {number}/Tabs/S>>",
        )

    def _annotate(self, link: Link, part: int, tags: Tags) -> tuple[int, int] | None:
        """Write the annotation of a link; gives its object and number, or None where there is nowhere to lead."""
        action = self._action(link.target, part)
        if action is None:
            return None
        page = self._pages[self._starts[part] + link.page]
        number = self._annotations
        self._annotations += 1
        made = self._objects.add(
            f"<</Type/Annot/Subtype/Link/Rect{array(f'{value:.2f}' for value in link.area)}/Border[0 0 0]/F 4"
            f"/P {reference(page)}/Contents{string(link.text or link.target)}/StructParent {tags.key(number)}{action}>>"
        )
        return made, number

    def _action(self, target: str, part: int) -> str | None:
        if target.startswith(PLACE):
            number, page, height = target[len(PLACE) :].split(":")
            return "/Dest" + self._destination(self._starts[int(number)], Place(int(page), 0, float(height)))
        if target.startswith("#"):
            target = f"{DOCUMENT}{self._parts[part].piece.docname}{target}"
        if target.startswith(DOCUMENT):
            docname, _, anchor = target[len(DOCUMENT) :].partition("#")
            if docname in self._where:
                leading_to = self._where[docname]
                place = self._parts[leading_to].piece.anchors.get(anchor)
                return "/Dest" + self._destination(self._starts[leading_to], place)
            if not self._info.site:
                return None
            target = address(self._info.site, docname, anchor)
        return f"/A<</S/URI/URI{string(_ascii(target))}>>"

    def _destination(self, start: int, place: Place | None) -> str:
        if place is None:
            return f"[{reference(self._pages[start])}/Fit]"
        return f"[{reference(self._pages[start + place.page])}/XYZ null {place.y:.2f} null]"

    # ---- feet

    def _shape(self, text: str):  # type: ignore[no-untyped-def]
        return self._library.shape(FOOT_FACE, text, (), "ltr", "")

    def _left_size(self, foot: Foot) -> float:
        """Set a long address smaller rather than cut it."""
        width = self._shape(foot.left).advance * FOOT_SIZE / 1000
        room = _WIDTH - 2 * _MARGIN - self._shape(foot.right).advance * FOOT_SIZE / 1000 - 12
        return min(FOOT_SIZE, FOOT_SIZE * room / width) if width else FOOT_SIZE

    def _stamp_area(self, foot: Foot) -> tuple[float, float, float, float]:
        size = self._left_size(foot)
        width = self._shape(foot.left).advance * size / 1000
        return (_MARGIN, FOOT_HEIGHT - 3, _MARGIN + width, FOOT_HEIGHT + size)

    def _stamp(self, foot: Foot, mark: int | None) -> bytes:
        left = self._line(foot.left, self._left_size(foot), _MARGIN)
        right = self._line(foot.right, FOOT_SIZE, _WIDTH - _MARGIN - self._shape(foot.right).advance * FOOT_SIZE / 1000)
        artifact = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
        made = ""
        if left:
            made += f"\n{f'/Link<</MCID {mark}>>BDC' if mark is not None else artifact} {left} EMC"
        if right:
            made += f"\n{artifact} {right} EMC"
        return made.encode("ascii")

    def _line(self, text: str, size: float, x: float) -> str:
        if not text:
            return ""
        shaped = self._shape(text)
        code = f"[{shaped.code}]TJ" if shaped.is_plain else shaped.code
        return f"BT 0.35 g /{FOOT_FACE} {size:.4g} Tf 1 0 0 1 {x:.2f} {FOOT_HEIGHT:.2f} Tm {code} ET"

    # ---- bookmarks

    def _bookmarks(self) -> Iterator[tuple[int, str, str]]:
        """List level, title and destination."""
        group = ""
        for part, start in self._placed():
            if not part.piece.bookmarks:
                continue
            first: Bookmark = part.piece.bookmarks[0]
            if part.group and part.group != group:
                yield 0, part.group, self._destination(start, first.place)
            group = part.group
            for mark in part.piece.bookmarks:
                yield mark.level + bool(part.group), mark.title, self._destination(start, mark.place)


def _with_address(structure: Element, page: int, mark: int, link: int) -> Element:
    """Add the address at the foot of a piece's first page to a copy of its structure."""
    root = Element(structure.tag, attributes=structure.attributes)
    root.kids = list(structure.kids)
    address_link = Element("Link", Element("P", root))
    address_link.kids = [Mark(page, mark), Annotation(link)]
    return root


def roman(number: int, /) -> str:
    """Write a number in small Roman numerals, as the labels of front pages are."""
    text = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        count, number = divmod(number, value)
        text += sign * count
    return text


def _ascii(uri: str) -> str:
    return quote(uri, safe="%/:?#[]@!$&'()*+,;=~-._")
