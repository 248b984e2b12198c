"""Reads PDFs back with other code than wrote them: PDFium for what is drawn, pikepdf for structure and links, poppler.

Also makes the PDFs of the project `test-pdf-scripts`, once for all tests: letters in every script.
Lengths are points from the lower left corner of a page; pages are counted from 0.
"""

from __future__ import annotations

import atexit
import ctypes
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import unescape
from io import BytesIO
from itertools import pairwise
from os import environ
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
import yaml
from pypdfium2 import raw as pdfium

from tests.building import TOP, build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.building import Built

SITE = type(TOP)(environ.get("UNDERSIGNED_SITE", TOP / "build" / "html"))
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler's programs are missing; Debian's are in poppler-utils"
)

MM = 72 / 25.4
WIDTH, HEIGHT = 595.28, 841.89
#: The text area, and how far the numbers of paragraphs hang into the margin.
LEFT, RIGHT, HANGING = 34 * MM, WIDTH - 34 * MM, 24.0
TOP_OF_TEXT, BOTTOM_OF_TEXT = HEIGHT - 31 * MM, 30 * MM


def poppler(program: str, *arguments: object) -> str:
    """Run one of poppler's programs; give what it prints."""
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


#: Blanks, and the characters of Unicode's category Cf that stand in texts of ours.
_SILENT = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")


#: What typed signs become in type.
_TYPED = str.maketrans(dict.fromkeys("\u2010\u2011", "-") | dict.fromkeys("‘’‚", "'") | dict.fromkeys("“”„«»", '"'))


def squeezed(text: str) -> str:
    """Reduce text to what must be the same however it is set: no blanks, no marks that only steer lines, typed quotes."""
    return _SILENT.sub("", text).translate(_TYPED)


def typed(text: str) -> str:
    """Give quotation marks and hyphens as they are typed."""
    return text.translate(_TYPED)


class Mark(NamedTuple):
    """Marked content: its number on a page."""

    page: int
    number: int


class Area(NamedTuple):
    """The area of a link in the structure, by the number of its object."""

    number: int


@dataclass(eq=False, slots=True)
class Element:
    """An element of the structure."""

    tag: str
    number: int
    parent: Element | None
    lang: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Element | Mark | Area] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Give this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """Give all marked content, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            elif isinstance(kid, Mark):
                yield kid

    def all(self, *tags: str) -> list[Element]:
        """List the elements of some types at and below this one."""
        return [element for element in self.walk() if element.tag in tags]

    def areas_held(self) -> list[Area]:
        """List the areas of links that this element holds itself."""
        return [kid for kid in self.kids if isinstance(kid, Area)]

    def areas(self) -> list[Area]:
        """List the areas of links at and below this element."""
        return [area for element in self.walk() for area in element.areas_held()]


@dataclass(frozen=True, slots=True)
class Scrap:
    """What one operator draws; `mark` is -1 outside the structure, `kinds` are the marks around it from without."""

    page: int
    mark: int
    kinds: tuple[str, ...]
    left: float
    bottom: float
    right: float
    top: float
    #: Height of the base line; of what is no text, the bottom.
    base: float
    text: str = ""
    is_text: bool = True
    #: Name of the font, without the tag of its subset.
    font: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The area of a link and where it leads: an address, or a page with a height (None for the whole page)."""

    number: int
    page: int
    area: tuple[float, float, float, float]
    said: str
    parent: int
    uri: str = ""
    to: int = -1
    height: float | None = None


class Pdf:
    """One PDF; each part is read when it is first asked for."""

    def __init__(self, path: Path, /) -> None:
        self.path = path

    def __repr__(self) -> str:
        return self.path.name

    @cached_property
    def pike(self) -> pikepdf.Pdf:
        # From memory: a test opens more files than a process may.
        return pikepdf.open(BytesIO(self.path.read_bytes()))

    @cached_property
    def labels(self) -> list[str]:
        """The numbers of the pages, as readers show them."""
        return [page.label for page in self.pike.pages]

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """The bookmarks: level, title, page."""

        def listed(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str, int]]:
            for item in items:
                assert isinstance(item.destination, pikepdf.Array)
                yield level, item.title, self.page_numbers[item.destination[0].objgen[0]]
                yield from listed(item.children, level + 1)

        with self.pike.open_outline() as outline:
            return list(listed(outline.root, 0))

    # ---- what is drawn

    @cached_property
    def scraps(self) -> list[list[Scrap]]:
        """What is drawn on each page, in the order in which it is drawn."""
        with pypdfium2.PdfDocument(self.path) as document:
            return [list(_scraps(document[number], number)) for number in range(len(document))]

    @cached_property
    def drawn(self) -> dict[Mark, list[Scrap]]:
        """The texts of each marked content."""
        found: dict[Mark, list[Scrap]] = {}
        for page in self.scraps:
            for scrap in page:
                if scrap.mark >= 0:
                    found.setdefault(Mark(scrap.page, scrap.mark), []).append(scrap)
        return found

    def within(self, element: Element, /) -> list[Scrap]:
        """Give what is drawn of an element, in reading order."""
        return [scrap for mark in element.marks() for scrap in self.drawn.get(mark, ())]

    def text(self, element: Element, /) -> str:
        """Give the text of an element in reading order."""
        return "".join(scrap.text for scrap in self.within(element))

    def under(self, link: Link, /) -> str:
        """Give the text that lies in the area of a link."""
        left, bottom, right, top = link.area
        return "".join(
            scrap.text
            for scrap in self.scraps[link.page]
            if scrap.is_text
            and left - 0.5 <= (scrap.left + scrap.right) / 2 <= right + 0.5
            and bottom <= scrap.base <= top
        )

    @cached_property
    def page_texts(self) -> list[str]:
        """The text of each page as poppler reads it, without running head and foot."""
        top, bottom = round(HEIGHT - TOP_OF_TEXT) - 6, round(BOTTOM_OF_TEXT) - 8
        area = ["-x", 0, "-y", top, "-W", round(WIDTH), "-H", round(HEIGHT) - top - bottom]
        # In the order of the page's operators: otherwise poppler guesses at columns, and drops hyphens.
        return poppler("pdftotext", "-raw", *area, self.path, "-").split("\f")[:-1]

    @cached_property
    def squeezed_pages(self) -> list[str]:
        """The text of each page without blanks."""
        return [squeezed(text) for text in self.page_texts]

    # ---- structure and links

    @cached_property
    def page_numbers(self) -> dict[int, int]:
        """The place of each page by the number of its object."""
        return {page.obj.objgen[0]: place for place, page in enumerate(self.pike.pages)}

    @cached_property
    def tree(self) -> Element:
        """The structure: an element without type, which holds what the root holds."""
        root = Element("", 0, None)
        self._grow(root, self.pike.Root.StructTreeRoot.K, -1)
        return root

    @cached_property
    def elements(self) -> dict[int, Element]:
        """The elements by the numbers of their objects."""
        return {element.number: element for element in self.tree.walk()}

    def _grow(self, parent: Element, kids: Any, page: int) -> None:
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, int):
                parent.kids.append(Mark(page, kid))
                continue
            entries = dict(kid.items())
            home = self.page_numbers[entries["/Pg"].objgen[0]] if "/Pg" in entries else page
            kind = entries.get("/Type")
            if kind == "/MCR":
                parent.kids.append(Mark(home, int(entries["/MCID"])))
            elif kind == "/OBJR":
                parent.kids.append(Area(entries["/Obj"].objgen[0]))
            else:
                element = Element(str(entries["/S"])[1:], kid.objgen[0], parent, str(entries.get("/Lang", "")))
                own = entries.get("/A", ())
                for attributes in own if isinstance(own, pikepdf.Array) else (own,) if own else ():
                    element.attributes.update((name, value) for name, value in attributes.items())
                element.attributes.update({name: entries[name] for name in ("/Alt", "/ID", "/P") if name in entries})
                parent.kids.append(element)
                # Pages are not inherited (PDF 1.7, 14.7.2).
                home = self.page_numbers[entries["/Pg"].objgen[0]] if "/Pg" in entries else -1
                self._grow(element, entries.get("/K", pikepdf.Array()), home)

    @cached_property
    def links(self) -> list[Link]:
        """All links, by pages in the order in which they are listed."""
        return [
            self._link(note, number) for number, page in enumerate(self.pike.pages) for note in page.get("/Annots", ())
        ]

    @cached_property
    def link(self) -> dict[int, Link]:
        """The links by the numbers of their objects."""
        return {link.number: link for link in self.links}

    def _link(self, note: Any, page: int) -> Link:
        entries = dict(note.items())
        assert entries["/Subtype"] == "/Link"
        area = tuple(float(value) for value in entries["/Rect"])
        uri, to, height = "", -1, None
        if "/A" in entries:
            assert entries["/A"]["/S"] == "/URI"
            uri = str(entries["/A"]["/URI"])
        else:
            target = entries["/Dest"]
            to = self.page_numbers[target[0].objgen[0]]
            assert target[1] in ("/XYZ", "/Fit")
            height = float(target[3]) if target[1] == "/XYZ" else None
        return Link(
            note.objgen[0], page, area, str(entries["/Contents"]), int(entries["/StructParent"]), uri, to, height  # type: ignore[arg-type]
        )  # fmt: skip


def _scraps(page: Any, number: int) -> Iterator[Scrap]:
    texts = page.get_textpage()
    for thing in page.get_objects():
        is_text = thing.type == pdfium.FPDF_PAGEOBJ_TEXT
        left, bottom, right, top = thing.get_bounds()
        kinds = tuple(_kinds(thing.raw))
        text = _text(thing.raw, texts.raw) if is_text else ""
        # PDFium gives any hyphen at the end of a line as U+0002; one with a text of its own is a soft hyphen.
        text = "\u00ad" if text == "\x02" and kinds[-1:] == ("Span",) else text.replace("\x02", "-")
        font = thing.get_font().get_base_name().partition("+")[2] if is_text else ""
        yield Scrap(
            number, pdfium.FPDFPageObj_GetMarkedContentID(thing.raw), kinds, left, bottom, right, top,
            thing.get_matrix().f if is_text else bottom, text, is_text, font,
        )  # fmt: skip


def _kinds(thing: Any) -> Iterator[str]:
    for place in range(pdfium.FPDFPageObj_CountMarks(thing)):
        name, size = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(thing, place), name, 128, size)
        yield bytes(name)[: size.value].decode("utf-16-le").rstrip("\0")


def _text(thing: Any, texts: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(thing, texts, None, 0)
    found = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(thing, texts, found, size)
    return bytes(found).decode("utf-16-le", "replace").rstrip("\0")


def lines(scraps: list[Scrap], /) -> list[list[Scrap]]:
    """Part scraps, in reading order, into the lines on which they stand: another page, or another base line."""
    found: list[list[Scrap]] = []
    for scrap in scraps:
        if not scrap.is_text:
            continue
        last = found[-1][0] if found else None
        if last is not None and last.page == scrap.page and abs(last.base - scrap.base) < 5:
            found[-1].append(scrap)
        else:
            found.append([scrap])
    return found


_AREA = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')


@cache
def words(path: Path, /) -> list[tuple[int, float, float, float, float, str]]:
    """List the words as poppler finds them: page, left, top, right, bottom (from the upper left corner), text."""
    return [
        (number, float(left), float(top), float(right), float(bottom), unescape(text))
        for number, page in enumerate(poppler("pdftotext", "-bbox", path, "-").split("<page ")[1:])
        for left, top, right, bottom, text in _AREA.findall(page)
    ]


# ---- faults that no PDF may have

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
BLOCKS = {"P", "L", "Table", "Div", "BlockQuote", "Note", "Figure", "Caption"}
#: What each element may hold; text stands in those of `TEXTS` only.
GROUPS = {
    "": {"Document"}, "Document": {"Sect"}, "Sect": {*HEADINGS, *BLOCKS, "Sect", "TOC", "Index"}, "Div": {*HEADINGS, *BLOCKS, "Sect"},
    "BlockQuote": BLOCKS, "Note": {"Lbl", *BLOCKS}, "L": {"LI"}, "LI": {"Lbl", "LBody"}, "LBody": BLOCKS,
    "Table": {"Caption", "THead", "TBody"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"}, "TH": BLOCKS, "TD": BLOCKS,
    "TOC": {"TOCI"}, "TOCI": {"Reference"}, "Reference": {"Link"}, "Index": {"H2", "L"},
}  # fmt: skip
TEXTS = {
    **{heading: {"Span", "Link"} for heading in HEADINGS}, "P": {"Span", "Link", "Lbl"}, "Caption": {"Span", "Link"},
    "Lbl": {"Span", "Link"}, "Span": {"Span", "Link"}, "Link": {"Span"}, "Figure": set(),
}  # fmt: skip


def nesting_faults(tree: Element, /) -> Iterator[str]:
    """Find elements that stand where they must not, or lack what they must say."""
    for one in tree.walk():
        tags = [kid.tag for kid in one.kids if isinstance(kid, Element)]
        allowed = GROUPS.get(one.tag, TEXTS.get(one.tag))
        if allowed is None:
            yield f"unknown type {one.tag}"
        elif not set(tags) <= allowed:
            yield f"{set(tags) - allowed} in {one.tag}"
        if one.tag in GROUPS and len(tags) < len(one.kids):
            yield f"text in {one.tag}"
        if not one.kids and one.tag not in ("TD", "TH"):
            yield f"empty {one.tag}"
        if one.tag == "LI" and tags not in (["LBody"], ["Lbl", "LBody"]):
            yield f"LI of {tags}"
        if one.tag == "Table" and [tag for tag in tags if tag != "Caption"] not in (["TBody"], ["THead", "TBody"]):
            yield f"Table of {tags}"
        if any(isinstance(kid, Area) for kid in one.kids) != (one.tag == "Link"):
            yield f"link in {one.tag}, or Link that is none"
        for tag, needed in (("L", "/ListNumbering"), ("TH", "/Scope"), ("Figure", "/Alt"), ("Note", "/ID")):
            if one.tag == tag and needed not in one.attributes:
                yield f"{tag} without {needed}"


def level_faults(part: Element, /) -> Iterator[str]:
    """Find titles that are not one, and levels of headings that are left out."""
    levels = [int(heading.tag[1]) for heading in part.all(*HEADINGS)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"titles: {levels}"
    yield from (f"{before} before {later}" for before, later in pairwise(levels) if later > before + 1)


def drawing(page: pikepdf.Page, /) -> bytes:
    """Give the operators of a page."""
    streams = page.obj["/Contents"]
    return b"\n".join(stream.read_bytes() for stream in (streams if isinstance(streams, pikepdf.Array) else (streams,)))


def marked(page: pikepdf.Page, /) -> list[int]:
    """List the numbers of a page's marked content as its operators have them; marks begin and end in pairs."""
    numbers, depth = [], 0
    for operands, operator in pikepdf.parse_content_stream(page, "BDC BMC EMC"):
        depth += -1 if str(operator) == "EMC" else 1
        assert depth >= 0
        if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
            numbers.append(int(operands[1]["/MCID"]))
    assert depth == 0
    return numbers


def parent_tree(one: Pdf, /) -> dict[int, Any]:
    """Read the tree that leads from content to elements."""
    found = {}
    waiting = [one.pike.Root.StructTreeRoot.ParentTree]
    while waiting:
        node = waiting.pop()
        waiting += list(node.get("/Kids", ()))
        entries = list(node.get("/Nums", ()))
        if "/Limits" in node:
            assert [int(limit) for limit in node["/Limits"]] == [int(entries[0]), int(entries[-2])]
        found.update(zip(map(int, entries[::2]), entries[1::2], strict=True))
    return found


def ownership_faults(one: Pdf, /) -> Iterator[str]:
    """Find content and links that belong to no element or to several, or do not lead back to theirs."""
    back = parent_tree(one)
    owners = Counter(mark for element in one.tree.walk() for mark in element.kids if isinstance(mark, Mark))
    yield from (f"{mark} has {count} owners" for mark, count in owners.items() if count > 1)
    for number, page in enumerate(one.pike.pages):
        found = marked(page)
        if found != list(range(len(found))):
            yield f"marks of page {number}: {found}"
        listed = back[int(page.obj["/StructParents"])]
        if len(listed) != len(found):
            yield f"page {number} has {len(found)} marks, {len(listed)} lead back"
        for mark, owner in zip(found, listed, strict=False):
            if Mark(number, mark) not in one.elements[owner.objgen[0]].kids:
                yield f"mark {mark} of page {number} leads to another element"
    if len(owners) != sum(len(entry) for entry in back.values() if isinstance(entry, pikepdf.Array)):
        yield "marks that no page has"
    held = Counter(area.number for element in one.tree.walk() for area in element.areas_held())
    if held != Counter(link.number for link in one.links):
        yield "links that belong to no element or to several"
    for link in one.links:
        if link.number not in [area.number for area in one.elements[back[link.parent].objgen[0]].areas_held()]:
            yield f"{link} leads to another element"
    if len({link.parent for link in one.links}) != len(one.links):
        yield "links with one key"
    for scrap in (scrap for page in one.scraps for scrap in page):
        if (scrap.mark < 0) != ("Artifact" in scrap.kinds):
            yield f"neither content nor artifact, or both: {scrap}"


def link_faults(one: Pdf, /) -> Iterator[str]:
    """Find links that do not lie over their words, and places within the PDF without text just below them."""
    for element in one.tree.all("Link"):
        links = [one.link[area.number] for area in element.areas_held()]
        over = "".join(one.under(link) for link in links)
        if sorted(squeezed(over)) != sorted(squeezed(one.text(element))):
            yield f"{over!r} under the link {one.text(element)!r}"
        if {link.page for link in links} != {mark.page for mark in element.marks()}:
            yield f"{links} on other pages than their words"
    for link in one.links:
        if link.height is None:
            continue
        tops = [scrap.top for scrap in one.scraps[link.to] if scrap.is_text and scrap.base > BOTTOM_OF_TEXT - 20]
        if not 48 < link.height <= HEIGHT or not any(0 <= link.height - top < 30 for top in tops):
            yield f"{link} leads to no text"


def beyond(one: Pdf, pages: Iterable[int], /) -> Iterator[Scrap]:
    """Find text outside the text area, but for numbers of paragraphs, running heads and feet."""
    for scrap in (scrap for page in pages for scrap in one.scraps[page] if scrap.text.strip()):
        hangs = HANGING if scrap.kinds[:1] == ("Lbl",) else 0
        # The foot of a j and the top of an f lean out of their places.
        if not LEFT - hangs - 2 < scrap.left <= scrap.right < RIGHT + hangs + 1.5:
            yield scrap
        elif "Artifact" in scrap.kinds or scrap.base < 60:
            continue
        elif scrap.base < BOTTOM_OF_TEXT or scrap.top > TOP_OF_TEXT + 3:
            yield scrap


def overlapping(page: Iterable[Scrap], /) -> Iterator[tuple[str, str]]:
    """Find texts that lie over each other: pairs whose boxes share more than a hair."""
    order = sorted((scrap for scrap in page if scrap.text.strip()), key=lambda scrap: -scrap.base)
    for number, one in enumerate(order):
        for two in order[number + 1 :]:
            if one.base - two.base > 60:
                break
            wide = min(one.right, two.right) - max(one.left, two.left)
            high = min(one.top, two.top) - max(one.bottom, two.bottom)
            is_line = one.base - two.base < 1
            # Marks lie over the letters they belong to, and have a base line of their own.
            if "Span" in one.kinds + two.kinds and one.base - two.base < 8:
                continue
            # In one line, slanted letters reach under each other; between lines, boxes share more than letters do.
            if high > max(0.4, 0.12 * (one.base - two.base)) and wide > (3.5 if is_line else 1.2):
                yield one.text, two.text


def lone_headings(one: Pdf, part: Element, /, *, columns: bool = False) -> Iterator[str]:
    """Find headings that are parted, or the last text of their page or column."""
    order = [scrap for scrap in one.within(part) if squeezed(scrap.text)]
    headings = {mark: number for number, heading in enumerate(part.all(*HEADINGS)) for mark in heading.marks()}
    for before, after in pairwise(order):
        heading = headings.get(Mark(before.page, before.mark))
        if heading is None:
            continue
        is_same = heading == headings.get(Mark(after.page, after.mark))
        is_below = is_same or (after.base < before.base and not (columns and abs(after.left - before.left) > 30))
        if after.page != before.page or not is_below:
            yield f"{before.text!r} on page {before.page} before {after.text!r}"


def lone_lines(one: Pdf, part: Element, /, *, columns: bool = False) -> Iterator[str]:
    """Find single lines of a paragraph that goes over pages or columns."""
    for paragraph in part.all("P"):
        parted: Counter[tuple[int, bool]] = Counter()
        for line in lines(one.within(paragraph)):
            parted[line[0].page, columns and line[0].left > (LEFT + RIGHT) / 2] += 1
        if len(parted) > 1 and min(parted.values()) < 2:
            yield f"{one.text(paragraph)!r}: {dict(parted)}"


def parted_paragraphs(one: Pdf) -> int:
    """Count the paragraphs that go over pages."""
    return sum(len({mark.page for mark in paragraph.marks()}) > 1 for paragraph in one.tree.all("P"))


# ---- letters in every script

SCRIPTS = TOP / "tests" / "roots" / "test-pdf-scripts"


@dataclass(frozen=True, slots=True)
class Written:
    """A letter of `texts.yaml`: its parts as its page has them."""

    language: str
    title: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str

    @property
    def docname(self) -> str:
        return f"letters/2020/2020-01-01-{self.language.lower()}"

    @property
    def blocks(self) -> tuple[str, ...]:
        """The texts of the letter's body in their order: the last but two in a list, the last but one quoted."""
        first = self.paragraphs[0]
        return (
            self.salutation,
            *self.paragraphs,
            " ".join(self.paragraphs[:6]),
            first,
            self.salutation,
            first,
            self.closing,
        )

    @property
    def page(self) -> str:
        *paragraphs, item, short, quote, closing = self.blocks
        facts = {
            "title": self.title, "date": "2020-01-01", "language": self.language, "to": ["Ministry of Examples"],
            "signatories": ["Alpha Society"], "signatories-complete": True, "topics": ["speech"], "text": "full",
            "license": "CC-BY-4.0", "source": {"publisher": "Alpha Society", "url": "https://example.org/letter"},
        }  # fmt: skip
        front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)
        return "\n\n".join([f"---\n{front}---", *paragraphs, f"- {item}\n- {short}", f"> {quote}", closing]) + "\n"


@cache
def written() -> dict[str, Written]:
    """Read the texts: language -> letter."""
    texts = yaml.safe_load((SCRIPTS / "texts.yaml").read_text("utf-8"))
    return {
        language: Written(
            language, text["title"], text["salutation"], tuple(text["paragraphs"]) * text["times"], text["closing"]
        )
        for language, text in texts.items()
    }


@cache
def script_names() -> tuple[str, ...]:
    """List the organizations whose names stand in other scripts."""
    texts = yaml.safe_load((SCRIPTS / "texts.yaml").read_text("utf-8"))
    return tuple(text["name"] for text in texts.values() if "name" in text)


@cache
def scripts() -> Built:
    """Make the PDFs of the project; they stay for the whole run."""
    folder = type(TOP)(tempfile.mkdtemp(prefix="undersigned-scripts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    docs = shutil.copytree(SCRIPTS / "docs", folder / "docs")
    (docs / "organizations").mkdir()
    names = {"alpha": "Alpha Society", "ministry": "Ministry of Examples", "societe": "Société d’exemples (ئۇيغۇر)"}
    names |= {f"body-{number}": name for number, name in enumerate(script_names())}
    for id_, name in names.items():
        (docs / "organizations" / f"{id_}.md").write_text(f"---\nname: {name}\nkind: ngo\n---\n", "utf-8")
    for letter in written().values():
        (docs / f"{letter.docname}.md").write_text(letter.page, "utf-8")
    return build(docs, folder / "html", builder="letterpdf")
