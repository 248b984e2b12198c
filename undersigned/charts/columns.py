"""Draws letters over time: a column for each year, one row of them, or one for each topic or addressee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..wording import plural
from .shapes import (
    BAR,
    LINE,
    NUMBER,
    PALE,
    QUIET,
    RULE,
    TARGET,
    Bar,
    Frame,
    Link,
    Said,
    Stroke,
    Words,
    shortened,
    width_of,
)
from .words import said_of

if TYPE_CHECKING:
    from .data import Years

#: Columns that a page has room for at the width of a target; more of them lead nowhere.
MOST_LINKS = 28
#: Width of charts that lead nowhere by their columns: that of the smallest screens.
LEAST = 280.0
#: Columns for which there is room at least, so that few years do not become broad.
LEAST_COLUMNS = 14
#: The part of a column that its bar takes.
FULL = 0.64
#: Heights of the bars of small, of large and of row charts.
SMALL, LARGE, ROW = 52.0, 180.0, 26.0
#: Room for numbers over bars, and for years under them.
ABOVE, BELOW = 16.0, 20.0
#: Between the line and bars that hang from it.
_GAP = 1.5


def columns(data: Years, *, height: float = SMALL) -> Frame:
    """Draw one row of columns; a second series hangs below the line."""
    up, down = data.series[0], data.series[1] if len(data.series) > 1 else None
    count = len(data.periods)
    scale = height / max(max(series.counts) for series in data.series)
    upper, lower = max(up.counts) * scale, max(down.counts) * scale + ABOVE + 3 if down else 0.0
    # Where columns lead somewhere, each is as wide as a target.
    width = max(count, LEAST_COLUMNS) * TARGET if count <= MOST_LINKS else LEAST
    frame = Frame(width, ABOVE + upper + lower + BELOW)
    base = frame.below(ABOVE + upper)
    step = width / max(count, LEAST_COLUMNS)
    numbered = _numbered(data, step)

    def number(place: int, y: float, value: int, most: int) -> list[Words]:
        if not numbered and value != most:
            return []
        return [Words((place + 0.5) * step, y, f"{value:,}", size=NUMBER, colour=QUIET, anchor="middle")]

    for place, period in enumerate(data.periods):
        left = (place + (1 - FULL) / 2) * step
        content: list[object] = []
        if value := up.counts[place]:
            content += [Bar(left, base, step * FULL, value * scale)]
            content += number(place, base + value * scale + 4, value, max(up.counts))
        if down and (value := down.counts[place]):
            content += [Bar(left, base - _GAP - value * scale, step * FULL, value * scale, PALE)]
            content += number(place, base - value * scale - NUMBER - 3, value, max(down.counts))
        if content:
            target = period.page if count <= MOST_LINKS else None
            frame.add(Link(target, said_of(data, place), (place * step, 0, step, frame.height), *content))
    frame.add(Stroke(0, base, step * count, base, LINE))
    _write_years(frame, data, step)
    return frame


def rows(data: Years) -> Frame:
    """Draw a row of columns for each series, under its name; all rows have one scale."""
    height = TARGET + ROW + 6
    width = LEAST
    frame = Frame(width, len(data.series) * height + BELOW)
    step = width / max(len(data.periods), LEAST_COLUMNS)
    scale = ROW / max(max(series.counts) for series in data.series)
    for number, series in enumerate(data.series):
        top = number * height
        line, base = frame.below(top + 17), frame.below(top + height - 4)
        frame.add(
            Link(
                series.docname, f"{series.title}: {plural(series.letters, 'letter')}",
                (0, frame.below(top + TARGET), width, TARGET),
                Words(0, line, shortened(series.title, width * 0.85)),
                Words(width, line, f"{series.letters:,}", size=NUMBER, colour=QUIET, anchor="end"),
            )
        )  # fmt: skip
        frame.add(Stroke(0, base, step * len(data.periods), base, RULE))
        for place, value in enumerate(series.counts):
            if value:
                left = (place + (1 - FULL) / 2) * step
                words = f"{series.title}, {data.periods[place].label}: {plural(value, 'letter')}"
                frame.add(Said(words, Bar(left, base, step * FULL, value * scale, BAR)))
    _write_years(frame, data, step)
    return frame


def _numbered(data: Years, step: float) -> bool:
    """Tell whether all numbers find room over their bars."""
    widest = max(count for series in data.series for count in series.counts)
    return width_of(f"{widest:,}", NUMBER) + 2 <= step


def _write_years(frame: Frame, data: Years, step: float) -> None:
    """Write the first year, the last, and round ones between them where there is room."""
    room = width_of("0000", NUMBER) + 6
    every = next(n for n in (1, 5, 10, 20, 50) if n * step >= room)
    last = len(data.periods) - 1
    length = data.periods[0].last - data.periods[0].first + 1
    between = [
        place
        for place, period in enumerate(data.periods)
        if period.first // length % every == 0 and min(place, last - place) * step >= room
    ]
    for place in sorted({0, *between, *([last] if last * step >= room else [])}):
        # The outermost years stay inside, however narrow the columns.
        anchor = "middle" if step >= room or 0 < place < last else "end" if place else "start"
        x = {"start": place, "middle": place + 0.5, "end": place + 1}[anchor] * step
        frame.add(Words(x, 5, f"{data.periods[place].first}", size=NUMBER, colour=QUIET, anchor=anchor))
