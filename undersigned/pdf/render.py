"""Render one resolved doctree to a piece, with rst2pdf's style sheets and dispatch, and text set by ourselves.

Before it: `builder` resolves references, links to documents having the scheme `piece.DOCUMENT`.
After it: `store` keeps the piece, `assembly` joins pieces.

rst2pdf's `createPdf` is not used: it looks for cover templates in the source folder, parses header and footer as
reStructuredText for each page, and reports failures on its own log only.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from icu4py.breakers import LineBreaker
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer
from rst2pdf.log import log as rst2pdf_log

from .client import Client
from .flowables import lead_in
from .fonts import FontError
from .piece import Piece, PrintError
from .recorder import Recorder
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportlab.platypus.flowables import Flowable

    from .typefaces import Library

#: Points between the running head and the text.
HEAD_GAP = 22.0
#: Points between columns of a page, and of the opening over them on the first page.
GUTTER, OPENING = 18.0, 76.0


class Head(NamedTuple):
    """The running head: what stands left, what right, and the language of the left (BCP 47)."""

    left: str
    right: str = ""
    language: str = "en"


class Renderer:
    """Renders documents one after the other; style sheets and fonts are read once."""

    def __init__(self, library: Library, sheet: Path, /) -> None:
        self._library = library
        with _heeding_rst2pdf():
            self._client = Client(library, sheet)

    def document(
        self, doctree: nodes.document, docname: str, /, *,
        head: Head | None = None, language: str = "en", pictures: Any = None,
    ) -> Piece:  # fmt: skip
        """Render a document; `head` (left, right) runs above all pages but the first. Raises PrintError."""
        piece = self._render(docname, head, pictures, language, lambda client: client.children(doctree))
        return replace(piece, summary=_summary(doctree))

    def front(
        self,
        docname: str,
        make: Callable[[Client], list[Flowable]],
        /,
        *,
        head: Head | None = None,
        columns: int = 1,
    ) -> Piece:
        """Render pages of our own, such as the contents, from flowables."""
        return self._render(docname, head, None, "en", make, columns)

    def _render(
        self, docname: str, head: Head | None, pictures: Any, language: str,
        make: Callable[[Client], list[Flowable]], columns: int = 1,
    ) -> Piece:  # fmt: skip
        client = self._client
        client.begin(pictures, language)
        made: list[Recorder] = []

        def canvas(*args: Any, **options: Any) -> Recorder:
            made.append(Recorder(*args, **options))
            return made[-1]

        try:
            with _heeding_rst2pdf():
                story = make(client) or [Spacer(0, 0)]
                lead_in(story)
                self._template(head, columns).build(story, canvasmaker=canvas)
        except (PrintError, FontError):
            raise
        except (Exception, SystemExit) as error:  # rst2pdf leaves the process on some mistakes
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise PrintError(reason[:300]) from error
        recorder = made[-1]
        client.root.prune()
        return Piece(
            docname=docname,
            pages=tuple(recorder.pages),
            anchors=recorder.places,
            bookmarks=tuple(recorder.headings),
            links=tuple(recorder.links),
            structure=client.root,
            glyphs=recorder.glyphs,
            pictures=recorder.pictures,
            missing=self._library.take_missing(),
        )

    def _template(self, head: Head | None, columns: int) -> BaseDocTemplate:
        """Make the pages: several columns begin under an opening of full width."""
        styles, client = self._client.styles, self._client
        # Set when a second page begins, as most letters have but one.
        lines: list[Text] = []

        def frame(left: float, width: float, height: float, bottom: float = 0.0) -> Frame:
            return Frame(
                styles.lm + left, styles.bm + bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
            )  # fmt: skip

        def on_page(canvas: Recorder, document: Any) -> None:
            if head is not None and canvas.getPageNumber() > 1:
                lines.extend([] if lines else self._head(head))
                for line in lines:
                    line.drawOn(canvas, styles.lm, styles.ph - styles.tm + HEAD_GAP)

        width = (client.frame_width - GUTTER * (columns - 1)) / columns
        opening = OPENING if columns > 1 else 0.0
        pages = []
        for name, height in (("first", client.frame_height - opening), ("later", client.frame_height)):
            frames = [frame(number * (width + GUTTER), width, height) for number in range(columns)]
            if opening and name == "first":
                frames.insert(0, frame(0, client.frame_width, opening, client.frame_height - opening))
            pages.append(PageTemplate(name, frames, onPage=on_page, pagesize=styles.ps, autoNextPageTemplate="later"))
        template = BaseDocTemplate("", pagesize=styles.ps, invariant=1, pageCompression=0)
        template.addPageTemplates(pages)
        return template

    def _head(self, head: Head) -> list[Text]:
        """Set the running head in one line: the left part is cut where a line may break if it is too long."""
        client, name = self._client, "running-head"
        setting = replace(client.setting(name, head.language, "", True), right_to_left=False)
        right = replace(client.setting(name, "en", "", True), align="end")
        end = Text(client.plain(head.right, name), right, self._library, element=None)
        room = client.frame_width - end.whole - 18
        ends = [stop for _, stop in LineBreaker(head.left, head.language).segments()] or [0]

        def begun(count: int) -> Text:
            cut = head.left if count == len(ends) else f"{head.left[: ends[count - 1]].rstrip()} \u2026"
            return Text(client.plain(cut, name), setting, self._library, element=None)

        low, high = 1, len(ends)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if begun(middle).whole <= room else (low, middle - 1)
        start = begun(low)
        for line in (start, end):
            line.wrap(client.frame_width, 1000)
        return [start, end]


def _summary(doctree: nodes.document) -> str:
    """Give the prose of a page that tells of its letter: what stands before its first heading, without our remarks."""
    page = next(iter(doctree.findall(nodes.section)), None)
    if page is None or not any("text-note" in node["classes"] for node in page if isinstance(node, nodes.paragraph)):
        return ""
    prose = (node for node in page if isinstance(node, nodes.paragraph) and "text-note" not in node["classes"])
    return "\n\n".join(" ".join(node.astext().split()) for node in prose)


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
