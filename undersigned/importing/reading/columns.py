"""Finds the columns of lines whose pieces stand side by side, as names above one another in two or three columns.

Works on positions of any unit: characters of a text's line, points of a PDF's page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: A line that begins so goes on with the name above it, as does one below a line that ends so.
_CONTINUES = re.compile(r"[(&]|(?:and|of|for|in|on|the|to|de|des|du|et|para|y|und|für|der)\b|[a-zà-ÿ]+\b")
_GOES_ON = re.compile(r"(?:[,&(–-]|\b(?:and|of|for|in|on|the|to|de|des|du|et|la|le|para|y|und|für|der|against))$")
#: Columns of a page: more are scattered words.
MAX_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line that blanks part from the next."""

    start: float
    end: float
    text: str
    #: Height of its line, where lines of different columns may differ a little.
    base: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Lines in columns: rows, or columns that only stand beside one another."""

    #: Number of the line in which a row begins, and its cells.
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    #: For each column the number of its first line, and its names.
    columns: tuple[tuple[int, tuple[str, ...]], ...] = ()


def spans(lines: Iterable[Sequence[Piece]], gap: float) -> list[tuple[float, float]]:
    """Find the stretches that hold text, parted by gaps that run through all lines."""
    found: list[tuple[float, float]] = []
    for start, end in sorted((piece.start, piece.end) for line in lines for piece in line):
        if found and start < found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def table(
    lines: Sequence[Sequence[Piece]],
    gap: float,
    *,
    letter: float,
    steps: Sequence[float] = (),
    tight: float = 0,
    right: float = 0,
) -> Table | None:
    """Sort the pieces of lines into the columns they share; None if there are fewer than two.

    `letter` is a letter's width. `steps` are the distances of each line from the one above, where they differ;
    up to `tight` a line may go on with the one above. `right` is the right edge of the page's text.
    """
    edges = spans(lines, gap)
    if not 2 <= len(edges) <= MAX_COLUMNS:
        return None
    grid = [_cells(line, edges) for line in lines]
    turned = list(zip(*grid, strict=True))
    limits = [_limit(edges, at, gap, right) if steps else None for at in range(len(edges))]
    goes_on = [_goes_on(column, limit, letter, steps, tight) for column, limit in zip(turned, limits, strict=True)]
    if all(map(all, grid)) and all(sum(flags) * 4 <= len(flags) for flags in goes_on):
        # Where all cells are filled and few lines seem full, their width is no sign: a table of keys and values.
        goes_on = [_goes_on(column, None, letter, steps, tight) for column in turned]
    for begins in (_by_distance(steps, tight), _by_agreement(grid, goes_on)):
        if begins and _agrees(grid, goes_on, begins):
            return Table(rows=tuple(_joined(grid, begins)))
    return Table(columns=tuple(_column([row[at] for row in grid], goes_on[at]) for at in range(len(edges))))


def _cells(line: Sequence[Piece], edges: Sequence[tuple[float, float]]) -> list[Piece | None]:
    row: list[Piece | None] = [None] * len(edges)
    for piece in line:
        at = next(i for i, (start, end) in enumerate(edges) if start <= piece.start <= end)
        before = row[at]
        row[at] = (
            piece if before is None else Piece(before.start, piece.end, f"{before.text} {piece.text}", before.base)
        )
    return row


def _limit(edges: Sequence[tuple[float, float]], at: int, gap: float, right: float) -> float:
    """Find how far a column's lines may reach."""
    if at + 1 < len(edges):
        return edges[at + 1][0] - gap
    return max(edges[at][1], right)


def _goes_on(
    column: Sequence[Piece | None], limit: float | None, letter: float, steps: Sequence[float], tight: float
) -> list[bool]:
    """Tell for each line of a column whether it goes on with the name above."""
    done = [False] * len(column)
    filled = [at for at, piece in enumerate(column) if piece]
    left = min(piece.start for piece in column if piece)
    # Lines of another column may stand between two of this one.
    distances = {
        b: _distance(column[a], column[b]) if steps else float(b - a > 1) for a, b in itertools.pairwise(filled)
    }
    # Where names hang, nothing else needs to tell.
    hanging = sum(piece.start > left + 1.2 * letter for piece in column if piece)
    # Where rows stand apart, the near lines are wrapped ones.
    apart = bool(steps) and any(distance > tight for distance in distances.values())
    for before, at in itertools.pairwise(filled):
        above, piece = column[before], column[at]
        if piece is None or above is None or distances[at] > tight:
            continue
        word = (len(piece.text.split(" ", 1)[0]) + 1) * letter
        hangs = piece.start > left + 1.2 * letter and (above.start < left + letter or done[before])
        done[at] = (
            hangs
            if hanging > 1
            else bool(
                hangs
                # In typed text the longest name fills its column; only a set page tells where a line was full.
                or (limit is not None and above.end + word > limit - (2 * letter if apart else 0))
                or _CONTINUES.match(piece.text)
                or _GOES_ON.search(above.text)
            )
        )
    return done


def _distance(above: Piece | None, piece: Piece | None) -> float:
    return above.base - piece.base if above and piece else 0.0


def _by_distance(steps: Sequence[float], tight: float) -> list[bool]:
    """Begin a row where it stands farther from the line above than wrapped lines do."""
    begins = [at == 0 or step > tight for at, step in enumerate(steps)]
    return begins if any(begins[1:]) else []


def _by_agreement(grid: Sequence[Sequence[Piece | None]], goes_on: Sequence[Sequence[bool]]) -> list[bool]:
    """Begin a row with each line in which no cell goes on; a line whose first cell is empty begins none."""
    full = max((at for at, row in enumerate(grid) if all(row)), default=-1)
    return [
        at == 0
        or not (
            any(flags[at] for flags in goes_on)
            # An empty first cell, or a short line before full ones, is what wrapping leaves.
            or (row[0] is None and any(grid[at - 1][i] for i, cell in enumerate(row) if cell))
            or (at < full and sum(map(bool, row)) < len(row) and all(grid[at - 1][i] for i, c in enumerate(row) if c))
        )
        for at, row in enumerate(grid)
    ]


def _agrees(grid: Sequence[Sequence[Piece | None]], goes_on: Sequence[Sequence[bool]], begins: Sequence[bool]) -> bool:
    """Whether rows that begin so keep every name whole and apart."""
    for flags, column in zip(goes_on, zip(*grid, strict=True), strict=True):
        filled = False
        for at, piece in enumerate(column):
            if begins[at]:
                filled = False
                if flags[at]:
                    return False
            # Two names in one row; a line short of cells may be a wrapped one that nothing else tells.
            elif piece and filled and not flags[at] and all(grid[at]):
                return False
            filled = filled or piece is not None
    return True


def _joined(grid: Sequence[Sequence[Piece | None]], begins: Sequence[bool]) -> Iterable[tuple[int, tuple[str, ...]]]:
    starts = [at for at, begin in enumerate(begins) if begin]
    for start, end in zip(starts, [*starts[1:], len(grid)], strict=True):
        yield (
            start,
            tuple(" ".join(piece.text for piece in column if piece) for column in zip(*grid[start:end], strict=True)),
        )


def _column(column: Sequence[Piece | None], goes_on: Sequence[bool]) -> tuple[int, tuple[str, ...]]:
    names: list[str] = []
    first = next(at for at, piece in enumerate(column) if piece)
    for piece, on in zip(column, goes_on, strict=True):
        if piece and on and names:
            names[-1] = f"{names[-1]} {piece.text}"
        elif piece:
            names.append(piece.text)
    return first, tuple(names)
