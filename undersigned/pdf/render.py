"""Render one resolved doctree to a piece, with rst2pdf's node handling and a page template of our own.

Before it: `builder` resolves references, links to documents having the scheme `piece.DOCUMENT`.
After it: `store` keeps the piece, `assembly` joins pieces.

rst2pdf's `createPdf` is not used: it looks for cover templates in the source folder, parses header and footer as
reStructuredText for each page, and reports failures on its own log only.
"""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import yaml
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer
from rst2pdf.createpdf import RstToPdf
from rst2pdf.log import log as rst2pdf_log
from rst2pdf.styles import StyleSheet

from . import blocks, handlers
from .fonts import FontError
from .piece import Bookmark, Link, Piece, Place, PrintError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from docutils import nodes
    from reportlab.platypus.flowables import Flowable

    from .typefaces import Library


class Styles(StyleSheet):  # type: ignore[misc]
    """rst2pdf's style sheets with faces that are registered already.

    rst2pdf searches the machine for each font that is not listed in `embedded`, which it sets anew while loading;
    so `embedded` is a property here.
    """

    def __init__(self, sheets: list[str], /, *, faces: tuple[str, ...]) -> None:
        self._faces = faces
        super().__init__(sheets, font_path=[], style_path=[])

    def readStyle(self, ssname: str) -> Any:
        """Read a style sheet by its absolute path; the parent would look in the working folder too."""
        with open(ssname, "rb") as file:
            return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    @property
    def embedded(self) -> tuple[str, ...]:
        """Name the faces that style sheets may use."""
        return self._faces

    @embedded.setter
    def embedded(self, value: object) -> None:
        pass


class Recorder(Canvas):  # type: ignore[misc]
    """A canvas that notes places, headings and links instead of writing them: their page is not yet known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places: dict[str, Place] = {}
        self.headings: list[Bookmark] = []
        self.links: list[Link] = []

    def bookmarkPage(
        self, key: str, fit: str = "", left: float | None = None, top: float | None = None, **_: Any
    ) -> None:
        """Note a place."""
        self.places.setdefault(key, Place(self.getPageNumber() - 1, round(left or 0, 2), round(top or 0, 2)))

    def note_heading(self, level: int, title: str, height: float, /) -> None:
        """Note a heading whose top is `height` above the origin."""
        x, y = self.absolutePosition(0, height)
        self.headings.append(Bookmark(level, title, Place(self.getPageNumber() - 1, round(x, 2), round(y, 2))))

    def linkURL(self, url: str, rect: Sequence[float], relative: int = 0, **_: Any) -> None:
        """Note a link to an address or another document."""
        left, bottom, right, top = rect
        if relative:
            (left, bottom), (right, top) = self.absolutePosition(left, bottom), self.absolutePosition(right, top)
        area = (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
        self.links.append(Link(self.getPageNumber() - 1, area, url))

    def linkRect(self, contents: str, destinationname: str, Rect: Sequence[float], relative: int = 1, **_: Any) -> None:
        """Note a link into the same document."""
        self.linkURL("#" + destinationname, Rect, relative=relative)


class Client(RstToPdf):  # type: ignore[misc]
    """rst2pdf's converter with our handlers, styles and pictures."""

    def __init__(self, library: Library, sheet: Path, /) -> None:
        self.library = library
        self._sheet = sheet
        self._handlers = handlers.table()
        self._pictures: Any = None
        self._anchors: set[str] = set()
        super().__init__(language="en_US", sphinx=True, breaklevel=0, splittables=True, highlightlang="none")
        # rst2pdf sets both as instance attributes; its own dispatch tokenizes each paragraph for smart quotes,
        # in quadratic time, and formats debug messages for each node.
        self.gen_pdftext, self.gen_elements = self._text, self._elements
        styles = self.styles
        self.grey = styles["running-head"].textColor.hexval().replace("0x", "#")
        self.frame_width = styles.pw - styles.lm - styles.rm
        self.frame_height = styles.ph - styles.tm - styles.bm

    def loadStyles(self, styleSheets: object = None) -> None:
        """Load our style sheet, wherever rst2pdf would look for others."""
        self.styles = Styles([str(self._sheet)], faces=self.library.names)

    def begin(self, pictures: Any) -> None:
        """Forget the document before."""
        self._pictures = pictures
        self._anchors = set()
        self.pending_targets: list[str] = []
        self.targets: list[str] = []
        self.depth = 0
        self.library.take_missing()

    def picture(self, node: nodes.image) -> ImageReader:
        """Give the picture of an image node. Raises PrintError."""
        return ImageReader(io.BytesIO(self._pictures(node)))

    def anchors_of(self, ids: Iterable[str]) -> str:
        """Write the places of a text's ids, each once in a document."""
        fresh = [name for name in dict.fromkeys(ids) if name not in self._anchors]
        self._anchors.update(fresh)
        return "".join(f"<a name={quoteattr(name)}/>" for name in fresh)

    def _text(self, node: Any, replaceEnt: bool = True) -> str:
        handler = self._handler(node)
        before, after = handler.get_pre_post(self, node, replaceEnt)
        return f"{before}{handler.get_text(self, node, replaceEnt)}{after}"

    def _elements(self, node: Any, style: Any = None) -> list[Flowable]:
        handler = self._handler(node)
        if hasattr(node, "attributes") and not isinstance(handler, (blocks.ParagraphOf, blocks.Footnote)):
            self.pending_targets.extend(node["ids"])
        return handler.getelements(self, node, style)  # type: ignore[no-any-return]

    def _handler(self, node: Any) -> Any:
        for kind in type(node).__mro__:
            if kind in self._handlers:
                return self._handlers[kind]
        raise PrintError(f"cannot print a node of type {type(node).__name__}")


class Renderer:
    """Renders documents one after the other; style sheets and fonts are read once."""

    def __init__(self, library: Library, sheet: Path, /) -> None:
        self._library = library
        with _heeding_rst2pdf():
            self._client = Client(library, sheet)

    def document(self, doctree: nodes.document, docname: str, /, *, head: str, pictures: Any) -> Piece:
        """Render a document; `head` runs above all pages but the first. Raises PrintError."""
        return self._render(docname, head, pictures, lambda client: client.gen_elements(doctree))

    def front(self, docname: str, make: Callable[[Client], list[Flowable]], /) -> Piece:
        """Render pages of our own, such as the contents, from flowables."""
        return self._render(docname, "", None, make)

    def _render(self, docname: str, head: str, pictures: Any, make: Callable[[Client], list[Flowable]]) -> Piece:
        client = self._client
        client.begin(pictures)
        output = io.BytesIO()
        made: list[Recorder] = []

        def canvas(*args: Any, **options: Any) -> Recorder:
            made.append(Recorder(*args, **options))
            return made[-1]

        try:
            with _heeding_rst2pdf():
                story = make(client) or [Spacer(0, 0)]
                self._template(output, head).build(story, canvasmaker=canvas)
        except (PrintError, FontError):
            raise
        except (Exception, SystemExit) as error:  # rst2pdf leaves the process on some mistakes
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise PrintError(reason[:300]) from error
        recorder = made[-1]
        return Piece(
            docname=docname,
            pdf=output.getvalue(),
            pages=recorder.getPageNumber() - 1,
            anchors=recorder.places,
            bookmarks=tuple(recorder.headings),
            links=tuple(recorder.links),
            fonts=recorder._doc.__dict__.get("subset_fonts", {}),
            missing=self._library.take_missing(),
        )

    def _template(self, output: io.BytesIO, head: str) -> BaseDocTemplate:
        styles = self._client.styles
        frame = Frame(
            styles.lm, styles.bm, self._client.frame_width, self._client.frame_height,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        style = styles["running-head"]
        line = self._line(head, style) if head else None

        def on_page(canvas: Recorder, document: Any) -> None:
            if line is not None and canvas.getPageNumber() > 1:
                line.drawOn(canvas, styles.lm, styles.ph - styles.tm + 22)

        template = BaseDocTemplate(
            output, pagesize=styles.ps, invariant=1, pageCompression=0,
            initialFontName="SourceSerif4-Regular", initialFontSize=10.5, initialLeading=14.5,
        )  # fmt: skip
        template.addPageTemplates([PageTemplate("page", [frame], onPage=on_page, pagesize=styles.ps)])
        return template

    def _line(self, text: str, style: Any) -> Paragraph:
        """Set a text in one line, cut at a word if it is longer."""
        words = text.split()
        for count in range(len(words), 0, -1):
            cut = " ".join(words[:count]) + ("" if count == len(words) else " \u2026")
            line = Paragraph(self._library.markup(cut), style)
            if line.wrap(self._client.frame_width, 1000)[1] <= style.leading or count == 1:
                return line
        return Paragraph("", style)


@contextmanager
def _heeding_rst2pdf() -> Iterator[None]:
    """Take rst2pdf's log: what it calls an error is one. Raises PrintError at the end."""
    errors: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            errors.append(" ".join(record.getMessage().split()))

    own, handler = rst2pdf_log.handlers[:], Handler(level=logging.ERROR)
    rst2pdf_log.handlers = [handler]
    try:
        yield
    finally:
        rst2pdf_log.handlers = own
    if errors:
        raise PrintError("; ".join(errors)[:300])
