"""rst2pdf's converter as we use it: its style sheets and dispatch, our handlers, and text set by ourselves."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from rst2pdf.createpdf import RstToPdf
from rst2pdf.styles import StyleSheet

from .. import wording
from . import handlers, inline
from .bidi import begins_right_to_left
from .faces import SMALL_CAPITALS
from .fonts import TEXT
from .piece import PrintError
from .quotes import of_text
from .runs import Look, Palette, Run
from .structure import Element
from .text import Label, Setting, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reportlab.platypus.flowables import Flowable

    from .pictures import Picture
    from .typefaces import Library

#: Ending of the names of faces, in style sheets, that are set in small capitals.
SMALL = "SmallCaps"
#: Classes of paragraphs that have a style of their own.
_CLASS_STYLES = frozenset({"text-note", "completeness", "salutation", "closing"})
#: Styles of informal headings.
_LEADING = frozenset({"rubric", "term", "table-title", "completeness"})
#: Styles of short texts in a column, which begin at its edge whatever their direction.
_AT_EDGE = frozenset({"signatory", "fieldvalue", "sourcevalue", "index-entry", "table-body", "chart-name"})
#: Styles whose words are not divided.
_WHOLE_WORDS = frozenset({
    *(f"heading{level}" for level in range(1, 7)), "fieldname", "fieldvalue", "sourcename", "sourcevalue", "running-head", "cover-title", "cover-line", "cover-note",
    "code", "signatory", "index-entry", "index-initial", "table-heading", "rubric", "contents-year", "contents-line", "chart-name",
})  # fmt: skip


class Styles(StyleSheet):  # type: ignore[misc]
    """rst2pdf's style sheets with faces of our own.

    rst2pdf searches the machine for each font that is not listed in `embedded`, which it sets anew while loading;
    so `embedded` is a property here.
    """

    def __init__(self, sheets: list[str], /) -> None:
        # rst2pdf makes its face that of all canvases of the process, which ReportLab does not know.
        before = rl_config.canvas_basefontname
        try:
            super().__init__(sheets, font_path=[], style_path=[])
        finally:
            rl_config.canvas_basefontname = before

    def readStyle(self, ssname: str) -> Any:
        """Read a style sheet by its absolute path; the parent would look in the working folder too."""
        with open(ssname, "rb") as file:
            return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    @property
    def embedded(self) -> tuple[str, ...]:
        """Name the faces that style sheets may use."""
        return (*TEXT, *(name + SMALL for name in TEXT))

    @embedded.setter
    def embedded(self, value: object) -> None:
        pass


class Client(RstToPdf):  # type: ignore[misc]
    """rst2pdf's converter with our handlers, styles and pictures, and the state of the document at hand."""

    def __init__(self, library: Library, sheet: Path, /) -> None:
        self.library = library
        self._sheet = sheet
        self._handlers = handlers.table()
        super().__init__(language="en_US", sphinx=True, breaklevel=0, splittables=True, highlightlang="none")
        # rst2pdf sets it as an instance attribute; its own dispatch formats debug messages for each node.
        self.gen_elements = self._elements
        styles = self.styles
        self.palette = Palette(_operands(styles["running-head"].textColor), _operands(HexColor(styles.linkColor)))
        self.frame_width = styles.pw - styles.lm - styles.rm
        self.frame_height = styles.ph - styles.tm - styles.bm
        self._names = frozenset(styles.StyleSheet.byName)
        self.begin(None, "en")

    def loadStyles(self, styleSheets: object = None) -> None:
        """Load our style sheet, wherever rst2pdf would look for others."""
        self.styles = Styles([str(self._sheet)])

    def begin(self, pictures: Callable[[nodes.image], Picture] | None, language: str, /) -> None:
        """Forget the document before."""
        self._pictures = pictures
        self._places: set[str] = set()
        #: Ids that the next text is to bear.
        self.waiting: list[str] = []
        self.depth = 0
        self.root = self._parent = Element("Sect")
        self.body_style, self._align = "bodytext", ""
        self._language = language
        self.library.take_missing()

    # ---- for handlers

    def has_style(self, name: str, /) -> bool:
        """Tell whether the style sheet has a style of our own for a class."""
        return name in _CLASS_STYLES and name in self._names

    def children(self, node: nodes.Element, /) -> list[Flowable]:
        """Turn what a node holds into flowables."""
        return [made for child in node.children for made in self._elements(child)]

    def picture(self, node: nodes.image, /) -> Picture:
        """Give the picture of an image node. Raises PrintError."""
        if self._pictures is None:
            raise PrintError("pages of our own have no pictures")
        return self._pictures(node)

    def title(self, node: nodes.Element, /) -> str:
        """Give the text of a heading as it is printed, for the bookmarks."""
        return of_text(" ".join(node.astext().split()), inline.language_of(node) or self._language)

    def element(self, tag: str, /, **attributes: str) -> Element:
        """Add an element to the structure."""
        return Element(tag, self._parent, attributes=attributes)

    @contextmanager
    def inside(self, tag: str, /, **attributes: str) -> Iterator[Element]:
        """Add an element to the structure, in which everything is until the end of the block."""
        before, self._parent = self._parent, self.element(tag, **attributes)
        yield self._parent
        self._parent = before

    @contextmanager
    def styled(self, name: str, align: str = "", /) -> Iterator[None]:
        """Set paragraphs in another style, and to another side, until the end of the block."""
        before, self.body_style, self._align = (self.body_style, self._align), name, align
        yield
        self.body_style, self._align = before

    def look(self, name: str, /) -> Look:
        """Give the look of a style."""
        style = self.styles[name]
        features = SMALL_CAPITALS if style.fontName.endswith(SMALL) else ()
        face = style.fontName.removesuffix(SMALL)
        return Look(face, style.fontSize, _operands(style.textColor), features=features, is_literal=name == "code")

    def plain(self, text: str, name: str, /) -> tuple[Run, ...]:
        """Make a run of a text of our own."""
        return (Run(text, self.look(name)),)

    def inline(self, node: nodes.Element, name: str, /) -> tuple[Run, ...]:
        """Make runs of what a node holds."""
        return tuple(inline.runs(node, self.look(name), self.palette))

    def text(
        self, content: nodes.Element | Sequence[Run], name: str, /, *, tag: str = "P",
        label: Label | None = None, heading: tuple[int, str] | None = None,
    ) -> Text:  # fmt: skip
        """Make a text of a node or of runs, in a style, as an element of the structure."""
        if isinstance(content, nodes.Element):
            language, ids, runs = inline.language_of(content), content["ids"], self.inline(content, name)
        else:
            language, ids, runs = "", [], tuple(content)
        fresh = self._fresh([*self.waiting, *ids])
        self.waiting = []
        runs = tuple(replace(run, places=self._fresh(run.places)) if run.places else run for run in runs)
        if fresh:
            runs = (Run("", self.look(name), fresh), *runs)
        element = Element(tag, self._parent, Lang="" if language == self._language else language)
        setting = self.setting(name, language or self._language, "".join(run.text for run in runs), bool(language))
        leads = tag.startswith("H") or name in _LEADING
        return Text(runs, setting, self.library, element=element, label=label, heading=heading, leads=leads)

    def setting(self, name: str, language: str, text: str, is_marked: bool) -> Setting:
        """Give how texts of a style are set; a text without a language of its own runs as it begins."""
        style = self.styles[name]
        own = wording.is_right_to_left(language)
        right_to_left = own or (not is_marked and begins_right_to_left(text))
        align = self._align or {1: "center", 2: "end"}.get(style.alignment, "start")
        if right_to_left and not own and name in _AT_EDGE:
            align = "end"
        return Setting(
            size=style.fontSize, leading=style.leading, align=align,
            start=style.leftIndent, end=style.rightIndent, first=style.firstLineIndent, before=style.spaceBefore,
            after=style.spaceAfter, hyphens=name not in _WHOLE_WORDS, language=language, right_to_left=right_to_left,
        )  # fmt: skip

    def _fresh(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Take each place once in a document."""
        fresh = tuple(name for name in dict.fromkeys(ids) if name not in self._places)
        self._places.update(fresh)
        return fresh

    # ---- dispatch

    def _elements(self, node: Any, style: Any = None) -> list[Flowable]:
        handler = self._handler(node)
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.TextElement | nodes.list_item | nodes.field):
            self.waiting += node["ids"]
        if isinstance(node, nodes.target) and "refid" in node:
            self.waiting.append(node["refid"])
        tag = inline.language_of(node) if isinstance(node, nodes.Element) else ""
        if tag and not isinstance(node, nodes.TextElement):
            before, self._language = self._language, tag
            with self.inside("Div", Lang=tag):
                made = handler.gather_elements(self, node, style)
            self._language = before
            return made  # type: ignore[no-any-return]
        return handler.gather_elements(self, node, style)  # type: ignore[no-any-return]

    def _handler(self, node: Any) -> Any:
        for kind in type(node).__mro__:
            if kind in self._handlers:
                return self._handlers[kind]
        raise PrintError(f"cannot print a node of type {type(node).__name__}")


def _operands(colour: Color) -> str:
    """Write a colour as PDF does."""
    return " ".join(f"{part:.3g}" for part in (colour.red, colour.green, colour.blue))
