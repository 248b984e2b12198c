"""Says charts in words: captions, the data as tables, and line by line for outputs without pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..wording import plural
from . import kinds
from .data import Chart, Matrix, Named, Network, Years


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; it leads to a page if it has one."""

    text: str
    docname: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Data as a table; the first cell of each row is its head."""

    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


# ---------------------------------------------------------------- captions


def caption(kind: str, data: Chart) -> str:
    """Say what a chart that a page asks for shows, and of how many letters."""
    about = f" {data.about}" if data.about else ""
    letters = plural(data.letters, "letter")
    match data:
        case Network():
            joined = f"Lines join organizations with {plural(data.least, 'letter')} or more in common, and each with its closest partner."  # fmt: skip
            whole = plural(data.signatories, "organization")
            shown = f"The {len(data.bodies)} most active of {whole}" if len(data.bodies) < data.signatories else whole[:1].upper() + whole[1:]  # fmt: skip
            return f"{shown} that signed {letters}{about}. {joined}"
        case Matrix():
            return (
                f"How many letters{about} the {plural(len(data.organizations), 'most active organization')} signed on the "
                f"{plural(len(data.topics), 'most frequent topic')}, of {letters}."
            )
        case Years():
            count = len(data.series)
            if kind == kinds.TOPICS.name:
                what = plural(count, "most frequent topic")
                return (
                    f"Letters{about} on the {what}, {data.span}: {letters}. A letter counts under each of its topics."
                )
            if kind == kinds.ADDRESSEES.name:
                what = plural(count, "body", "bodies")
                return f"Letters{about} to the {what} addressed most often, {data.span}: {letters}."
            return f"Letters{about} per year, {data.span}: {letters}."


def timeline_caption(data: Years) -> str:
    """Say what the timeline of an organization or topic shows."""
    first, *others = data.series
    if not others:
        return f"{plural(first.letters, 'letter')} {first.title}".rstrip() + f", {data.span}"
    return (
        f"{plural(first.letters, 'letter')} {first.title} (above the line), "
        f"{others[0].letters:,} {others[0].title} (below), {data.span}"
    )


# ---------------------------------------------------------------- tables


def years_table(data: Years) -> Table:
    """List years, with a column for each series."""
    heads = (_period_head(data), *(series.title.capitalize() or "Letters" for series in data.series))
    rows = (
        (Cell(period.label, period.page), *(Cell(f"{series.counts[place]:,}") for series in data.series))
        for place, period in enumerate(data.periods)
        if any(series.counts[place] for series in data.series)
    )
    return Table(tuple(map(Cell, heads)), tuple(rows))


def series_table(data: Years, what: str) -> Table:
    """List series, with a column for each year."""
    heads = (Cell(what), Cell("All"), *(Cell(period.label, period.page) for period in data.periods))
    rows = (
        (Cell(series.title, series.docname), Cell(f"{series.letters:,}"), *(Cell(f"{value:,}") for value in series.counts))
        for series in data.series
    )  # fmt: skip
    return Table(heads, tuple(rows))


def named_table(entries: Sequence[Named], what: str) -> Table:
    """List pages with their letters."""
    rows = tuple((Cell(entry.title, entry.docname), Cell(f"{entry.letters:,}")) for entry in entries)
    return Table((Cell(what), Cell("Letters")), rows)


def table(kind: str, data: Chart) -> Table:
    """Give the data of a chart that a page asks for."""
    match data:
        case Network():
            named = [Cell(body.title, body.docname) for body in data.bodies]
            pairs = ((named[pair.first], named[pair.second], Cell(f"{pair.letters:,}")) for pair in data.pairs)
            return Table((Cell("Organization"), Cell("Signed with"), Cell("Letters in common")), tuple(pairs))
        case Matrix():
            heads = (Cell("Organization"), Cell("All"), *(Cell(topic.title, topic.docname) for topic in data.topics))
            rows = (
                (Cell(body.title, body.docname), Cell(f"{body.letters:,}"), *(Cell(f"{value:,}") for value in counts))
                for body, counts in zip(data.organizations, data.counts, strict=True)
            )
            return Table(heads, tuple(rows))
        case Years():
            if kind == kinds.PER_YEAR.name:
                return years_table(data)
            return series_table(data, "Topic" if kind == kinds.TOPICS.name else "Addressee")


def _period_head(data: Years) -> str:
    return "Year" if data.periods[0].first == data.periods[0].last else "Years"


# ---------------------------------------------------------------- lines


def lines(kind: str, data: Chart) -> Iterator[str]:
    """Say a chart line by line."""
    match data:
        case Network():
            for pair in data.pairs:
                one, other = data.bodies[pair.first].title, data.bodies[pair.second].title
                yield f"{one} and {other}: {plural(pair.letters, 'letter')}"
        case Matrix():
            for body, counts in zip(data.organizations, data.counts, strict=True):
                filled = (f"{topic.title} {value:,}" for topic, value in zip(data.topics, counts, strict=True) if value)
                yield f"{body.title}: {', '.join(filled)}"
        case Years() if kind == kinds.PER_YEAR.name:
            yield from year_lines(data)
        case Years():
            for series in data.series:
                filled = (
                    f"{period.label} {value:,}" for period, value in zip(data.periods, series.counts, strict=True) if value
                )  # fmt: skip
                yield f"{series.title}: {', '.join(filled)}"


def said_of(data: Years, place: int) -> str:
    """Say what a column shows: `2013: 3 letters signed, 1 received`."""
    first, *others = data.series
    parts = [f"{plural(first.counts[place], 'letter')} {first.title}".rstrip()]
    parts += [f"{series.counts[place]:,} {series.title}" for series in others]
    return f"{data.periods[place].label}: {', '.join(parts)}"


def year_lines(data: Years) -> Iterator[str]:
    """Say letters per year, line by line."""
    for place in range(len(data.periods)):
        if any(series.counts[place] for series in data.series):
            yield said_of(data, place)
