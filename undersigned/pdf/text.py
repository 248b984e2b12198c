"""Text as a flowable: lines that are drawn, marked for the structure, and noted with their links and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus.flowables import Flowable

from .lines import Line, Setter, one_line
from .pen import Pen, placed
from .structure import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .recorder import Recorder
    from .runs import Run
    from .typefaces import Library

#: Lines that stay together at the foot and at the head of a page.
COMPANY = 2
#: Part of the type size that lies above the base line.
ASCENT = 0.78


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set; lengths in points."""

    size: float
    leading: float
    align: str = "start"
    start: float = 0.0
    end: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    hyphens: bool = True
    language: str = "en"
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A bullet or number before the first line; `indent` is its distance from the edge."""

    runs: tuple[Run, ...]
    indent: float
    element: Element | None = None


class Text(Flowable):  # type: ignore[misc]
    """A paragraph, heading, list item or line."""

    def __init__(
        self, runs: Sequence[Run], setting: Setting, library: Library, /, *,
        element: Element | None, label: Label | None = None, heading: tuple[int, str] | None = None, leads: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setting = setting
        self._library = library
        self._element = element
        self._label = label
        self._heading = heading
        #: Whether the text is a heading, which stays whole and with what follows.
        self.is_heading = leads or heading is not None
        self._setter = Setter(
            runs, library, language=setting.language, leading=setting.leading, right_to_left=setting.right_to_left
        )
        self._lines: list[Line] = []
        self._width = -1.0
        #: First and last line that this part of the paragraph holds.
        self._part: tuple[int, int] | None = None
        self._is_drawn = False
        self.width = self.height = 0.0

    def getSpaceBefore(self) -> float:
        """Give the space above, at the head of the paragraph only."""
        return self.setting.before if self._part is None or self._part[0] == 0 else 0.0

    def getSpaceAfter(self) -> float:
        """Give the space below, at the end of the paragraph only."""
        return self.setting.after if self._part is None or self._part[1] == len(self._lines) else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the lines for this width; a part of a paragraph keeps the lines it has."""
        if self._part is None and width != self._width:
            self._width = width
            room = max(width - self.setting.start - self.setting.end, 12.0)
            self._lines = self._setter.lines(room - self.setting.first, room, hyphens=self.setting.hyphens)
        self.width, self.height = width, sum(line.height for line in self._shown)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Part between lines, two of which stay together at least; a heading is never parted."""
        if self._width < 0:
            # Tables ask with another width than that for which they had the lines set.
            self.wrap(width, height)
        shown, fitting, used = self._shown, 0, 0.0
        while fitting < len(shown) and used + shown[fitting].height <= height + 0.01:
            used += shown[fitting].height
            fitting += 1
        if self.is_heading or fitting < COMPANY or len(shown) < 2 * COMPANY - 1:
            return []
        if len(shown) - fitting < COMPANY:
            fitting = len(shown) - COMPANY
        if fitting < COMPANY:
            return []
        first = self._part[0] if self._part else 0
        last = self._part[1] if self._part else len(self._lines)
        return [self._copy(first, first + fitting), self._copy(first + fitting, last)]

    def least(self, width: float) -> float:
        """Give the height that must be free for the paragraph to begin."""
        self.wrap(width, 0)
        shown = self._shown
        count = len(shown) if self.is_heading or len(shown) < 2 * COMPANY else COMPANY
        return sum(line.height for line in shown[:count])

    def draw(self) -> None:
        """Draw the lines of this part, note its links, places and heading."""
        canvas: Recorder = self.canv
        if self._heading is not None:
            canvas.note_heading(*self._heading, self.height)
        # What is drawn again, such as the head of a table on its next page, is no content.
        element = None if self._is_drawn else self._element
        self._is_drawn = True
        pen = Pen(canvas, element)
        if self._label is not None and (self._part is None or self._part[0] == 0):
            self._draw_label(pen)
        top = self.height
        for number, line in enumerate(self._shown, self._part[0] if self._part else 0):
            self._draw_line(pen, line, number, top)
            top -= line.height
        pen.close()

    @property
    def widest(self) -> float:
        """Give the width of the widest word, and what is beside the text."""
        return self._setter.widest + self.setting.start + self.setting.end

    @property
    def whole(self) -> float:
        """Give the width of the text in one line, and what is beside it."""
        return self._setter.whole + self.setting.start + self.setting.end

    @property
    def base_of_last_line(self) -> float:
        """Give the height of the last base line above the bottom."""
        height = self._shown[-1].height
        return height - (height - self.setting.size) / 2 - self.setting.size * ASCENT

    @property
    def end_of_last_line(self) -> float:
        """Give the distance from the left edge at which the last line ends."""
        first = self.setting.first if len(self._lines) == 1 else 0.0
        return self.setting.start + first + self._shown[-1].width

    @property
    def _shown(self) -> list[Line]:
        return self._lines if self._part is None else self._lines[slice(*self._part)]

    def _copy(self, first: int, last: int) -> Text:
        part = object.__new__(Text)
        part.__dict__.update(self.__dict__)
        # ReportLab's note that a flowable has gone to the next page once.
        part.__dict__.pop("_postponed", None)
        part._part = (first, last)
        part.height = sum(line.height for line in part._shown)
        return part

    def _draw_line(self, pen: Pen, line: Line, number: int, top: float) -> None:
        setting = self.setting
        room = self._width - setting.start - setting.end
        indent = setting.first if number == 0 else 0.0
        free = room - indent - line.width
        shift = {"start": 0.0, "end": free, "center": free / 2}[setting.align]
        left = setting.end + free - shift if setting.right_to_left else setting.start + indent + shift
        base = top - (line.height - setting.size) / 2 - setting.size * ASCENT
        for offset, name in self._setter.places:
            if line.start <= offset < line.end or (offset >= line.end and line is self._lines[-1]) or not line.bits:
                pen.canvas.note_place(name, left, top)
        pen.line(placed(line, left, right_to_left=setting.right_to_left), base, top, line.height)

    def _draw_label(self, pen: Pen) -> None:
        assert self._label is not None
        setting, label = self.setting, self._label
        line = one_line(label.runs, self._library, setting.leading)
        x = self._width - label.indent - line.width if setting.right_to_left else label.indent
        height = self._lines[0].height
        base = self.height - (height - setting.size) / 2 - setting.size * ASCENT
        own = pen.element
        if own is not None and label.element is not None:
            label.element.place(own)
            pen.element = label.element
        pen.line(placed(line, x, right_to_left=False), base, self.height, height)
        pen.element = own
