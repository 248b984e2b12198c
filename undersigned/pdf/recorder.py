"""The canvas on which a piece is drawn: keeps pages, structure, places, headings and links instead of writing a file.

Everything drawn by others than our own texts and pictures (rules, backgrounds) is an artifact: it says nothing.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from .objects import LEVEL
from .piece import Bookmark, Link, Page, Place
from .structure import Annotation, Element, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .pictures import Picture
    from .runs import Look

_ARTIFACT = "/Artifact BMC"


def _as_artifact(name: str) -> Callable[..., None]:
    draw = getattr(Canvas, name)

    def method(self: Recorder, *args: Any, **options: Any) -> None:
        self.write(_ARTIFACT)
        draw(self, *args, **options)
        self.write("EMC")

    method.__name__ = name
    method.__doc__ = f"Do as `Canvas.{name}`, as an artifact."
    return method


class Recorder(Canvas):  # type: ignore[misc]
    """Records what is drawn."""

    def __init__(self, *_: Any, **options: Any) -> None:
        super().__init__(io.BytesIO(), pagesize=options.get("pagesize"), invariant=1, pageCompression=0)
        self.pages: list[Page] = []
        self._code: list[str]
        self._currentMatrix: tuple[float, float, float, float, float, float]
        self.places: dict[str, Place] = {}
        self.headings: list[Bookmark] = []
        self.links: list[Link] = []
        #: Face -> number of each glyph used, with its text.
        self.glyphs: dict[str, dict[int, str]] = {}
        self.pictures: dict[str, Picture] = {}
        self._noted: dict[int, tuple[tuple[int, str], ...]] = {}
        self._shown: set[str] = set()
        self._marks = 0

    # ---- pages

    def _make_preamble(self) -> None:
        # The parent's names a font that is not embedded.
        self._preamble = ""

    def showPage(self) -> None:
        """Keep the page that is drawn, and begin another."""
        # Compressed here, once for all PDFs that will hold the page.
        content = zlib.compress("\n".join(self._code).encode("ascii"), LEVEL)
        self.pages.append(Page(content, tuple(sorted(self._shown)), self._marks))
        self._shown, self._marks = set(), 0
        self._pageNumber += 1
        self._code = []
        self.state_stack: list[Any] = []
        self.init_graphics_state()

    def save(self) -> None:
        """Keep the last page; nothing is written."""
        if self._code:
            self.showPage()

    # ---- content

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin: done for each flowable, and so without the parent's detours."""
        a, b, c, d, e, f = self._currentMatrix
        self._currentMatrix = (a, b, c, d, a * dx + c * dy + e, b * dx + d * dy + f)
        self._code.append(f"1 0 0 1 {dx:.3f} {dy:.3f} cm")

    def write(self, operators: str, /) -> None:
        """Add operators to the page."""
        self._code.append(operators)

    def mark(self, element: Element | None, /, *, kind: str = "") -> str:
        """Give the operator that begins content of an element, or of an artifact."""
        if element is None:
            return f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC" if kind else _ARTIFACT
        number = self._marks
        self._marks += 1
        element.kids.append(Mark(len(self.pages), number))
        return f"/{element.tag}<</MCID {number}>>BDC"

    def note_glyphs(self, face: str, glyphs: tuple[tuple[int, str], ...], /) -> None:
        """Note the glyphs of a word."""
        # Words come again and again: the tuple of each is looked at once, and held, so that its id stays its own.
        if id(glyphs) in self._noted:
            return
        self._noted[id(glyphs)] = glyphs
        known = self.glyphs.setdefault(face, {})
        for number, text in glyphs:
            known.setdefault(number, text)

    def picture(self, picture: Picture, width: float, height: float, element: Element | None, /) -> None:
        """Draw a picture from the origin."""
        name = picture.name
        self.pictures[name] = picture
        self._shown.add(name)
        if element is not None and not element.attributes.get("Box"):
            (left, bottom), (right, top) = self.absolutePosition(0, 0), self.absolutePosition(width, height)
            element.attributes["Box"] = f"{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}"
        self.write(f"{self.mark(element)} q {width:.2f} 0 0 {height:.2f} 0 0 cm /{name} Do Q EMC")

    def setFont(self, *_: Any, **__: Any) -> None:
        """Do nothing: tables set the font of cells of plain text, and have none."""

    def dots(self, places: Sequence[float], base: float, /) -> None:
        """Draw a row of dots."""
        drawn = " ".join(f"{x:.2f} {base:.2f} 0.6 0.6 re" for x in places)
        self.write(f"{_ARTIFACT} 0.55 g {drawn} f EMC")

    line = _as_artifact("line")
    lines = _as_artifact("lines")
    rect = _as_artifact("rect")
    drawPath = _as_artifact("drawPath")

    # ---- what is noted

    def note_place(self, name: str, x: float, y: float, /) -> None:
        """Note where an id stands; the first place counts."""
        x, y = self.absolutePosition(x, y)
        self.places.setdefault(name, Place(len(self.pages), round(x, 2), round(y, 2)))

    def note_heading(self, level: int, title: str, height: float, /) -> None:
        """Note a heading whose top is `height` above the origin."""
        x, y = self.absolutePosition(0, height)
        self.headings.append(Bookmark(level, title, Place(len(self.pages), round(x, 2), round(y, 2))))

    def note_link(self, look: Look, area: Sequence[float], /, *, is_content: bool) -> None:
        """Note the area of a link, and that it belongs to the link's element."""
        left, bottom, right, top = area
        (left, bottom), (right, top) = self.absolutePosition(left, bottom), self.absolutePosition(right, top)
        if is_content and look.element is not None:
            look.element.kids.append(Annotation(len(self.links)))
        text = look.element.attributes.get("Contents", "") if look.element is not None else ""
        box = (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
        self.links.append(Link(len(self.pages), box, look.target, text))
