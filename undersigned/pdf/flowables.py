"""Flowables of the edition: headings that are recorded, tables that always split, columns, lines of the contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import Paragraph, Table
from reportlab.platypus.flowables import Flowable
from rst2pdf.flowables import DelayedTable

if TYPE_CHECKING:
    from collections.abc import Sequence


class Heading(Paragraph):  # type: ignore[misc]
    """A heading that the canvas notes for the bookmarks."""

    def __init__(self, markup: str, style: Any, /, *, level: int, title: str) -> None:
        super().__init__(markup, style)
        self._level = level
        self._title = title

    def split(self, width: float, height: float) -> list[Flowable]:
        """Keep a heading in one piece, so that it is noted once."""
        return []

    def draw(self) -> None:
        """Note the place, then draw."""
        self.canv.note_heading(self._level, self._title, self.height)
        super().draw()


class SplittingTable(DelayedTable):  # type: ignore[misc]
    """A table whose rows may go over the page, however tall a cell is."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Make the table for this width. Replaces the parent's method to allow splits inside rows."""
        columns = [self._points(column, width) for column in self._colWidths]
        known = sum(column for column in columns if column is not None)
        if known > width:
            columns = [column and column * width / known for column in columns]
        self.colWidths = columns
        self.t = Table(
            self.data, colWidths=columns, style=self.style, repeatRows=self.repeatrows, splitByRow=1, splitInRow=1
        )
        self.t.hAlign = "LEFT"
        return self.t.wrap(width, height)  # type: ignore[no-any-return]

    @staticmethod
    def _points(column: Any, width: float) -> float | None:
        if column is None:
            return None
        if isinstance(column, str) and column.endswith("%"):
            return float(column[:-1]) * width / 100
        return float(column)


class Columns(Flowable):  # type: ignore[misc]
    """Short paragraphs in two columns of like height, read down the left, then down the right."""

    GUTTER = 16.0
    #: Rows that must fit before the columns begin at the foot of a page.
    LEAST_ROWS = 3

    def __init__(self, items: Sequence[Paragraph], /) -> None:
        super().__init__()
        self._items = tuple(items)
        self._heights: tuple[float, ...] = ()
        self._column = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the items at the width of a column."""
        column = (width - self.GUTTER) / 2
        if column != self._column:
            self._column = column
            self._heights = tuple(item.wrap(column, 1e6)[1] + item.getSpaceAfter() for item in self._items)
        self.width, self.height = width, self._balance(len(self._items))[1]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Put as many items on this page as two columns of this height hold."""
        self.wrap(width, height)
        low, high = 0, len(self._items)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._balance(middle)[1] <= height else (low, middle - 1)
        if low < min(2 * self.LEAST_ROWS, len(self._items)):
            return []
        return [Columns(part) for part in (self._items[:low], self._items[low:]) if part]

    def draw(self) -> None:
        """Draw both columns from the top."""
        left = self._balance(len(self._items))[0]
        for start, end, x in ((0, left, 0.0), (left, len(self._items), self._column + self.GUTTER)):
            y = self.height
            for item, height in zip(self._items[start:end], self._heights[start:end], strict=True):
                item.drawOn(self.canv, x, y - height + item.getSpaceAfter())
                y -= height

    def _balance(self, count: int) -> tuple[int, float]:
        """Divide the first `count` items: how many go left, and the height of the taller column."""
        total, left, number = sum(self._heights[:count]), 0.0, 0
        while number < count and left < total - left:
            left += self._heights[number]
            number += 1
        return number, max(left, total - left)


class ContentsLine(Paragraph):  # type: ignore[misc]
    """A line of the contents: the title, and at the right margin the number of the page, both leading there."""

    def __init__(self, markup: str, style: Any, /, *, page: str, target: str) -> None:
        super().__init__(markup, style)
        self._page = page
        self._target = target

    def split(self, width: float, height: float) -> list[Flowable]:
        """Keep title and number together."""
        return []

    def draw(self) -> None:
        """Draw the title, then the number on its last line."""
        super().draw()
        style = self.style
        full = self.width  # set by wrap
        baseline = style.leading - style.fontSize
        self.canv.saveState()
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.setFillColor(style.textColor)
        self.canv.drawRightString(full, baseline, self._page)
        self.canv.restoreState()
        self.canv.linkURL(self._target, (0, 0, full, self.height), relative=1)
