"""Flowables of the edition: tables that always split, columns, boxes, and what keeps headings with their text."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Indenter, Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from .text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Points that any other flowable needs at the foot of a page after a heading.
COMPANY = 40.0
#: A box of up to this height stays on one page.
KEPT_BOX = 300.0


class LeadIn(CondPageBreak):  # type: ignore[misc]
    """Goes to the next page if what follows, a heading with the beginning of its text, does not fit on this one.

    ReportLab's `keepWithNext` would move a long list as a whole.
    """

    def __init__(self) -> None:
        super().__init__(0)
        self.following: Sequence[Flowable] = ()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the page if need be."""
        self.height = least(self.following, width)
        return super().wrap(width, height)  # type: ignore[no-any-return]


def lead_in(story: Sequence[Flowable], /) -> None:
    """Tell each heading of a story what follows it."""
    for number, flowable in enumerate(story):
        if isinstance(flowable, LeadIn):
            flowable.following = story[number + 1 : number + 8]


def least(story: Sequence[Flowable], width: float, /) -> float:
    """Give the height that headings and the beginning of what follows them need."""
    needed = 0.0
    for flowable in story:
        if hasattr(flowable, "least"):
            needed += flowable.getSpaceBefore() + flowable.least(width)
            if not getattr(flowable, "is_heading", False):
                break
            needed += flowable.getSpaceAfter()
        elif not isinstance(flowable, CondPageBreak | Indenter):
            needed += COMPANY
            break
    return needed


class SplittingTable(Flowable):  # type: ignore[misc]
    """A table whose rows may go over the page, however tall a cell is.

    A column's width is a part of the whole, or None to fit what it holds. A table of at most `keep` points in height
    stays whole.
    """

    def __init__(
        self,
        rows: list[list[Any]],
        widths: Sequence[float | None],
        look: TableStyle,
        *,
        repeat: int = 0,
        keep: float = 0.0,
    ) -> None:
        super().__init__()
        self._keep = keep
        self._rows, self._widths, self._look, self._repeat = rows, widths, look, repeat
        self._table: Table | None = None
        self.width = -1.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Make the table for this width."""
        if self._table is None or width != self.width:
            self.width = width
            self._table = Table(
                self._rows, colWidths=self._columns(width), style=self._look, repeatRows=self._repeat,
                splitByRow=1, splitInRow=1, hAlign="LEFT",
            )  # fmt: skip
        self.width, self.height = width, self._table.wrap(width, height)[1]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Part between rows, or within one."""
        if self.wrap(width, height)[1] <= self._keep:
            return []
        assert self._table is not None
        return self._table.split(width, height)  # type: ignore[no-any-return]

    def least(self, width: float) -> float:
        """Give the height of the first rows."""
        self.wrap(width, 1e6)
        assert self._table is not None
        return float(min(sum(self._table._rowHeights[: self._repeat + 1]), 3 * COMPANY))

    def draw(self) -> None:
        """Draw the table."""
        assert self._table is not None
        self._table.drawOn(self.canv, 0, 0)

    def _columns(self, width: float) -> list[float]:
        if all(part is not None for part in self._widths):
            return [part * width for part in self._widths if part is not None]
        least = [max(min(self._measure(column, "widest"), width / 2), 12.0) for column in range(len(self._widths))]
        whole = [max(self._measure(column, "whole"), narrow) for column, narrow in enumerate(least)]
        if sum(whole) <= width:
            return whole
        free = max(width - sum(least), 0.0)
        wanted = [wide - narrow for wide, narrow in zip(whole, least, strict=True)]
        shares = [narrow + free * want / (sum(wanted) or 1) for narrow, want in zip(least, wanted, strict=True)]
        scale = min(width / sum(shares), 1.0)
        return [share * scale for share in shares]

    def _measure(self, column: int, what: str) -> float:
        texts = (text for row in self._rows for text in row[column] if isinstance(text, Text))
        return max((getattr(text, what) + 10 for text in texts), default=12.0)


def box(content: list[Flowable], style: Any, /, *, bar: bool = True) -> Flowable:
    """Put flowables on a ground, with a bar at the left; a box goes over pages as what it holds does."""
    look: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (-1, -1), style.backColor), ("LEFTPADDING", (0, 0), (-1, -1), 12), ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 7), ("BOTTOMPADDING", (0, 0), (-1, -1), 5), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]  # fmt: skip
    while content and isinstance(content[-1], Spacer):
        # Otherwise a page could begin with the empty end of a box.
        content = content[:-1]
    if bar:
        look.append(("LINEBEFORE", (0, 0), (0, -1), 2, style.borderColor))
    table = SplittingTable([[content]], [1.0], TableStyle(look), keep=KEPT_BOX)
    table.spaceBefore, table.spaceAfter = style.spaceBefore, style.spaceAfter
    return table


class Columns(Flowable):  # type: ignore[misc]
    """Short texts in two columns of like height, read down the left, then down the right."""

    GUTTER = 16.0
    #: Rows that must fit before the columns begin at the foot of a page.
    LEAST_ROWS = 3

    def __init__(self, items: Sequence[Text], /) -> None:
        super().__init__()
        self._items = items
        self._start, self._end = 0, len(items)
        #: Height of the first n items one below the other, at the width of a column; shared by all parts of a list.
        self._sums: list[float] = []
        self._column = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the items at the width of a column."""
        column = (width - self.GUTTER) / 2
        if column != self._column:
            self._column = column
            heights = (item.wrap(column, 1e6)[1] + item.getSpaceAfter() for item in self._items)
            self._sums = [0.0, *accumulate(heights)]
        self.width, self.height = width, self._balance(self._end)[1]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Put as many items on this page as two columns of this height hold."""
        self.wrap(width, height)
        low, high = self._start, self._end
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._balance(middle)[1] <= height else (low, middle - 1)
        if low - self._start < min(2 * self.LEAST_ROWS, self._end - self._start):
            return []
        return [self._part(*part) for part in ((self._start, low), (low, self._end)) if part[0] < part[1]]

    def least(self, width: float) -> float:
        """Give the height of the first rows."""
        self.wrap(width, 1e6)
        return self._balance(min(self._start + 2 * self.LEAST_ROWS, self._end))[1]

    def draw(self) -> None:
        """Draw both columns from the top."""
        middle = self._balance(self._end)[0]
        for start, end, x in ((self._start, middle, 0.0), (middle, self._end, self._column + self.GUTTER)):
            for number in range(start, end):
                item = self._items[number]
                below = self._sums[number + 1] - self._sums[start]
                item.drawOn(self.canv, x, self.height - below + item.getSpaceAfter())

    def _part(self, start: int, end: int) -> Columns:
        part = Columns(self._items)
        part._start, part._end, part._sums, part._column = start, end, self._sums, self._column
        return part

    def _balance(self, end: int) -> tuple[int, float]:
        """Divide the items up to `end`: the first that goes right, and the height of the taller column."""
        first, last = self._sums[self._start], self._sums[end]
        middle = bisect_left(self._sums, (first + last) / 2, self._start, end)
        return middle, max(self._sums[middle] - first, last - self._sums[middle])
