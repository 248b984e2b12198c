"""The figures of `speed` as tables, for the docs' page and for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .speed import CHANGES, OURS, TOOLS, Figure, Results, exponent
from .speed_goals import verdicts
from .speed_limits import LIMITS, reached

#: What is asked of a cell that has no figure.
NONE = "–"
_CHANGES = {"body": "text changed", "title": "title changed", "added": "letter added"}
#: Stretches of a build, and parts of them, in order -> what happens there.
STRETCHES = {
    "start": "start of Python and Sphinx",
    "reading": "reading pages",
    "joining": "joining records, checks of the whole archive, views of pages",
    "writing": "writing pages",
    "finishing": "files beside pages, search",
}
PARTS = {
    "data": "folder data/ and JSON beside pages",
    "downloads": "citations, feeds and texts beside pages",
    "tables": "data of the letter table",
    "harvesting": "sitemap, CMIF",
    "metadata": "what machines are told in a page",
    "search": "Pagefind's index",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what stands above it, its heads, and rows of as many cells."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: Text of a cell -> what it is a link to.
    links: Mapping[str, str] = field(default_factory=dict)


def tables(results: Results) -> dict[str, Table]:
    """Make all tables, by the names under which the docs' page asks for them."""
    return {
        "goals": _goals(results), "growth": _growth(results), "changes": _changes(results), "tools": _tools(results),
        "phases": _phases(results), "limits": _limits(results), "machine": _machine(results),
    }  # fmt: skip


def text(results: Results) -> str:
    """Write all tables for the terminal."""
    return "\n\n".join(_text(table) for table in tables(results).values() if table.rows)


def _text(table: Table) -> str:
    lines = [table.heads, *table.rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    written = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join((table.title, "", written[0], "  ".join("-" * width for width in widths), *written[1:]))


def _goals(results: Results) -> Table:
    rows = tuple(
        (verdict.goal.text, " to ".join(f"{letters:,}" for letters in verdict.goal.letters), verdict.goal.asked,
         verdict.told, verdict.answer)
        for verdict in verdicts(results)
    )  # fmt: skip
    return Table("Goals", ("goal", "letters", "asked", "found", "met"), rows)


def _growth(results: Results) -> Table:
    rows: list[tuple[str, ...]] = []
    for letters in results.sizes(OURS, "html"):
        html, site = results.figure(OURS, letters, "html"), results.figure(OURS, letters, "site")
        pages = results.count(letters, "pages of the archive")
        rows.append((
            f"{letters:,}", _count(pages), _cpu(results.figure(OURS, letters, "pages")), _cpu(html), _cpu(site),
            f"{1000 * html.cpu / pages:.1f}" if html and pages else NONE,
            f"{max(html.memory, site.memory if site else 0):,.0f}" if html else NONE,
            _count(results.count(letters, "bytes of html"), 1e6), _count(results.count(letters, "bytes of the site"), 1e6),
            _tenth(results.count(letters, "bytes of frames"), 1e3),
            _tenth(results.count(letters, "bytes of environment per letter"), 1e3),
        ))  # fmt: skip
    if len(rows) > 1:
        sizes = results.sizes(OURS, "html")
        powers = [
            _power(sizes, [results.figure(OURS, size, name) for size in sizes]) for name in ("pages", "html", "site")
        ]
        pages_power = _power(sizes, [results.count(size, "pages of the archive") for size in sizes])
        memory = [results.figure(OURS, size, "html") for size in sizes]
        bytes_ = [[results.count(size, name) for size in sizes] for name in ("bytes of html", "bytes of the site")]
        rows.append((
            "power", pages_power, *powers, NONE, _power(sizes, [figure.memory if figure else None for figure in memory]),
            *(_power(sizes, counts) for counts in bytes_), NONE, NONE,
        ))  # fmt: skip
    heads = (
        "letters", "pages", "pages alone, CPU s", "HTML, CPU s", "site, CPU s", "HTML, ms a page", "memory, MB",
        "HTML, MB", "site, MB", "KB of a page besides its content", "environment, KB a letter",
    )  # fmt: skip
    return Table("From nothing, by size; power b: cost = a * letters ** b", heads, tuple(rows))


def _changes(results: Results) -> Table:
    rows = []
    for letters in results.sizes(OURS, "html unchanged"):
        for kind in ("html", "site"):
            whole = results.figure(OURS, letters, kind)
            if whole is None or not results.figure(OURS, letters, f"{kind} unchanged"):
                continue
            found = [results.figure(OURS, letters, f"{kind} {change}") for change in ("unchanged", *CHANGES)]
            rows.append((
                f"{letters:,}", "HTML" if kind == "html" else "site",
                *(f"{figure.cpu:.2f} ({figure.cpu / whole.cpu:.1%})" if figure else NONE for figure in found),
            ))  # fmt: skip
    heads = ("letters", "built", "nothing changed", *_CHANGES.values())
    return Table("After a change: CPU s, and of the build from nothing", heads, tuple(rows))


def _tools(results: Results) -> Table:
    sizes = sorted({size for tool in TOOLS for size in results.sizes(tool, "html")})
    rows: list[tuple[str, ...]] = []
    for tool in TOOLS:
        if tool in results.absent:
            rows.append((results.absent[tool], *(NONE for _ in sizes), NONE))
            continue
        kinds = [("html", "")]
        if tool == OURS:
            kinds = [("pages", ", pages alone"), ("html", ""), ("site", ", with PDFs"), ("check", ", check alone"),
                     ("import html", ", import of a letter")]  # fmt: skip
        for name, label in [*kinds, *((f"html {change}", f", {_CHANGES[change]}") for change in ("body",))]:
            found = [results.figure(tool, size, name) for size in sizes]
            if any(found):
                rows.append((results.name(tool) + label, *map(_cpu, found), _power(sizes, found)))
    heads = ("CPU s", *(f"{size:,}" for size in sizes), "power")
    return Table("All tools, by letters", heads, tuple(rows))


def _phases(results: Results) -> Table:
    """Show where seconds go, from nothing and after a change of one letter's text: what stands in the way of a goal."""
    sizes = results.sizes(OURS, "seconds of writing")
    if not sizes:
        return Table("", ("",), ())
    columns = []
    for called in ("seconds of", "changed: seconds of"):
        seconds = {name: results.count(sizes[-1], f"{called} {name}") for name in (*STRETCHES, *PARTS)}
        whole = sum(seconds[name] or 0.0 for name in STRETCHES)
        columns.append({
            name: (f"{found:.1f}", f"{found / whole:.0%}") if found is not None and whole else (NONE, NONE)
            for name, found in seconds.items()
        })  # fmt: skip
    rows = [
        (words if name in STRETCHES else f"of these: {words}", *columns[0][name], *columns[1][name])
        for name, words in (*STRETCHES.items(), *PARTS.items())
    ]
    heads = ("stretch", "CPU s", "of all", "text of a letter changed, CPU s", "of all of that")
    return Table(f"Where the time of HTML goes, {sizes[-1]:,} letters", heads, tuple(rows))


def _limits(results: Results) -> Table:
    found = [(limit, letters) for limit in LIMITS if (letters := reached(results, limit)) is not None]
    rows = tuple(
        (limit.name, limit.form.format(limit.bound / limit.unit), f"{letters:,.0f}") for limit, letters in found
    )
    sizes = results.sizes(OURS, "html")
    title = f"Limits of places, reckoned on from {sizes[0]:,} and {sizes[-1]:,} letters" if rows else ""
    heads = ("limit", "is", "met at about so many letters")
    return Table(title, heads, rows, {limit.name: limit.url for limit, _ in found})


def _machine(results: Results) -> Table:
    told = results.machine
    rows = tuple((words, told[key]) for key, words in (
        ("date", "measured on"), ("cores", "cores"), ("python", "Python"), ("system", "system"),
        ("load", "load when it began"),
    ) if key in told)  # fmt: skip
    return Table("Measured", ("", ""), rows)


def _cpu(figure: Figure | None) -> str:
    if figure is None:
        return NONE
    return (
        f"{'> ' if figure.is_least else ''}{figure.cpu:,.{0 if figure.cpu >= 100 else 1 if figure.cpu >= 10 else 2}f}"
    )


def _count(count: float | None, unit: float = 1) -> str:
    return NONE if count is None else f"{count / unit:,.0f}"


def _tenth(count: float | None, unit: float) -> str:
    return NONE if count is None else f"{count / unit:.1f}"


def _power(sizes: Sequence[int], found: Iterable[Figure | float | None]) -> str:
    """Fit the growth over the sizes that were measured whole."""
    pairs = list(_measured(sizes, found))
    return f"{exponent(*zip(*pairs, strict=True)):.2f}" if len(pairs) > 1 else NONE


def _measured(sizes: Sequence[int], found: Iterable[Figure | float | None]) -> Iterator[tuple[float, float]]:
    for size, one in zip(sizes, found, strict=True):
        if isinstance(one, Figure) and not one.is_least:
            yield float(size), one.cpu
        elif isinstance(one, int | float) and one:
            yield float(size), one
