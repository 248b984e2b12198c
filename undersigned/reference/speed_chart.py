"""Draws the figures of `speed`: CPU seconds of full builds by letters, both as powers, so that linear cost is a slope of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, log10

from ..charts.shapes import INK, LINE, MARK, NUMBER, QUIET, RULE, Dot, Frame, Said, Stroke, Words, shortened
from .speed import OURS, TOOLS, Results

WIDTH, HEIGHT = 640.0, 400.0
#: What axis and labels take: left, right, below, above.
_LEFT, _RIGHT, _BELOW, _ABOVE = 52.0, 190.0, 44.0, 24.0
#: Distance of labels that would meet.
_APART = 16.0
_LABELS = {
    OURS: "Undersigned", "basic": "Sphinx, basic", "book": "Sphinx, book theme", "hugo": "Hugo", "eleventy": "Eleventy",
    "pelican": "Pelican", "material": "MkDocs Material", "zensical": "Zensical",
}  # fmt: skip

Points = list[tuple[float, float]]


def series(results: Results) -> Iterator[tuple[str, str, Points]]:
    """Give the lines: tool, label, and letters with CPU seconds; what was stopped before its end has no point."""
    for tool in TOOLS:
        kinds = [("site", ": site"), ("html", ": HTML")] if tool == OURS else [("html", "")]
        for name, more in kinds:
            found = [(size, results.figure(tool, size, name)) for size in results.sizes(tool, name)]
            points = [(float(size), figure.cpu) for size, figure in found if figure and not figure.is_least]
            if points:
                yield tool, _LABELS[tool] + more, points


def chart(results: Results) -> Frame | None:
    """Draw the lines; none where nothing was measured."""
    lines = list(series(results))
    if not lines:
        return None
    xs = [x for _, _, points in lines for x, _ in points]
    ys = [y for _, _, points in lines for _, y in points]
    across = _Scale(log10(min(xs)), log10(max(xs)), _LEFT, WIDTH - _RIGHT)
    up = _Scale(floor(log10(min(ys))), ceil(log10(max(ys))), _BELOW, HEIGHT - _ABOVE)
    frame = Frame(WIDTH, HEIGHT)
    for power in range(floor(log10(min(ys))), ceil(log10(max(ys))) + 1):
        y = up(10.0**power)
        frame.add(Stroke(_LEFT, y, WIDTH - _RIGHT, y, RULE))
        frame.add(Words(_LEFT - 6, y - 4, f"{10.0**power:,g}", size=NUMBER, colour=QUIET, anchor="end"))
    frame.add(Words(0, HEIGHT - 10, "CPU seconds", size=NUMBER, colour=QUIET))
    for x in _apart(sorted(set(xs)), across):
        frame.add(Words(across(x), _BELOW - 18, f"{x:,.0f}", size=NUMBER, colour=QUIET, anchor="middle"))
    frame.add(Words((_LEFT + WIDTH - _RIGHT) / 2, 6, "letters", size=NUMBER, colour=QUIET, anchor="middle"))
    ends = _spread([up(points[-1][1]) for _, _, points in lines])
    for (tool, label, points), end in zip(lines, ends, strict=True):
        frame.add(_line(label, points, across, up, end, is_ours=tool == OURS))
    return frame


class _Scale:
    """Places numbers by their powers between two ends."""

    def __init__(self, least: float, greatest: float, begin: float, end: float) -> None:
        self._least, self._begin = least, begin
        # Of one number alone, which stands in the middle.
        self._step = (end - begin) / (greatest - least) if greatest > least else 0.0
        self._middle = 0.0 if self._step else (end - begin) / 2

    def __call__(self, number: float) -> float:
        return self._begin + self._middle + (log10(number) - self._least) * self._step


def _line(label: str, points: Points, across: _Scale, up: _Scale, end: float, *, is_ours: bool) -> Said:
    line, words = (MARK, MARK) if is_ours else (LINE, INK)
    places = [(across(x), up(y)) for x, y in points]
    shapes: list[object] = [Stroke(*one, *other, line, 2 if is_ours else 1) for one, other in pairwise(places)]
    shapes += [Dot(*place, 3.0, MARK if is_ours else QUIET) for place in places]
    right = WIDTH - _RIGHT
    if places[-1][0] < right:
        shapes.append(Stroke(*places[-1], right + 6, end, RULE))
    shapes.append(Words(right + 10, end - 4, shortened(label, _RIGHT - 12), colour=words))
    told = ", ".join(f"{y:,.3g} s for {x:,.0f}" for x, y in points)
    return Said(f"{label}: {told} letters", *shapes)


def _apart(numbers: Sequence[float], across: _Scale) -> Iterator[float]:
    """Leave out numbers whose labels would meet the one before."""
    last = None
    for number in numbers:
        if last is None or across(number) - last >= 44:
            last = across(number)
            yield number


def _spread(places: Sequence[float]) -> list[float]:
    """Move places apart, upwards from the lowest, so that their labels do not meet."""
    moved = dict.fromkeys(range(len(places)), 0.0)
    last = None
    for index in sorted(moved, key=lambda index: places[index]):
        moved[index] = last = places[index] if last is None else max(places[index], last + _APART)
    return list(moved.values())
