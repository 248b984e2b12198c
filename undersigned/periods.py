"""Years as periods: few enough to be columns of a table, and the same for all tables of one span."""

from __future__ import annotations

from collections.abc import Iterable

#: Columns that fit a page of a phone's width turned sideways, and a reader's eye.
MOST = 7
#: Lengths of periods in years, of which the first that gives few enough is taken; the last is enough for all four digits.
_LENGTHS = (1, 5, 10, 20, 50, 100, 1000, 2000)


def periods(years: Iterable[int], /) -> tuple[range, ...]:
    """Divide the time from the first to the last year: into single years, or spans that begin at round years."""
    known = sorted(set(years))
    if not known:
        return ()
    first, last = known[0], known[-1]
    length = next(length for length in _LENGTHS if last // length - first // length < MOST)
    starts = range(first // length * length, last + 1, length)
    return tuple(range(max(start, first), min(start + length - 1, last) + 1) for start in starts)


def name_of(period: range, /) -> str:
    """Name a period: `2013`, `2010–14`, `1995–2004`."""
    first, last = period[0], period[-1]
    if first == last:
        return f"{first}"
    return f"{first}–{last % 100:02d}" if first // 100 == last // 100 else f"{first}–{last}"
