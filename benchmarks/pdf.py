"""Measure the PDFs: a compilation beside rst2pdf's own, letters beside the compilation, and what a change costs.

`python -m benchmarks.pdf [LETTERS ...]` from the top folder; ten minutes and more, much of it rst2pdf's.
Seconds are CPU seconds of whole commands, in one process, as more cost CPU for time. Pages are read before by Sphinx's
builder `dummy`, which shares what it read: no PDF is charged with the reading. Goals compare what is left when Sphinx's
start, measured in the same run for each builder, is taken away on both sides; the table has both.
Machines differ, so read the ratios within one run. The pages come from `benchmarks.synthetic`.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import mock

import pypdfium2

from benchmarks import measuring, stock, synthetic
from benchmarks.changes import with_sentence
from undersigned.moving import Archive
from undersigned.pdf import edition
from undersigned.pdf.store import Store
from undersigned.reference.speed import exponent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.measuring import Cost

#: Letters of the compilations that are compared.
SIZES = (200, 800)
#: Letters of the archive that is changed, and of the long compilation.
ARCHIVE = 1000
#: Times the body of a letter that makes its PDF three or four pages long.
LONG = 12
PAGES = 3300
_START = "import sys; from benchmarks import pdf; sys.exit(pdf.start(*sys.argv[1:]))"
_PRINT = "import sys; from benchmarks import pdf; sys.exit(pdf.print_part(*sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Compilation:
    """The figures of one size."""

    letters: int
    pages: int
    #: Rendering all letters, and one volume of them.
    whole: Cost
    #: Sphinx's start with these pages, which prints nothing.
    start: Cost
    #: The PDFs of single letters, from the pieces of the compilation; None if left out.
    single: Cost | None = None
    #: rst2pdf's own PDF of the same words, Sphinx's start for it, and its pages; None if left out.
    stock: Cost | None = None
    stock_start: Cost | None = None
    stock_pages: int = 0

    @property
    def printing(self) -> float:
        """Give the seconds of printing alone."""
        return self.whole.seconds - self.start.seconds

    @property
    def stock_ratio(self) -> float | None:
        """Compare rst2pdf's printing alone with ours."""
        if self.stock is None or self.stock_start is None:
            return None
        return (self.stock.seconds - self.stock_start.seconds) / self.printing


@dataclass(frozen=True, slots=True)
class Rebuilds:
    """The figures of an archive with all its PDFs, before and after the body of one letter changed."""

    pdfs: int
    full: Cost
    #: Sphinx's start, which prints nothing.
    start: Cost
    unchanged: Cost
    changed: Cost
    #: The same for another change of the letter, with the reading of its page.
    read_too: Cost
    #: Pieces that were rendered for the change.
    pieces: int
    #: PDFs that were written for the change, by the times of files; those whose record changed; those that hold the letter.
    written: frozenset[str]
    recorded: frozenset[str]
    holding: frozenset[str]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked, and what was found."""

    name: str
    figure: float
    limit: float
    #: How figure and limit are written.
    form: str = "{:.2f}"
    #: Whether the limit is the least that is asked; else it is the most.
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        """Compare."""
        return self.figure >= self.limit if self.is_least else self.figure <= self.limit


class Project:
    """An archive of made-up letters in a folder of its own, with what is built of it."""

    def __init__(self, folder: Path, letters: int, /, *, times: int = 1) -> None:
        self.folder, self.docs, self.output = folder, folder / "docs", folder / "pdf"
        synthetic.write(self.docs, letters, full=0)
        if times > 1:
            for page in self.docs.glob("letters/*/*-sample-letter-*.md"):
                page.write_text(lengthened(page.read_text("utf-8"), times), "utf-8")
        (folder / "packet.json").write_text(json.dumps({
            "title": "All letters", "scope": [], "file": str(folder / "letters.pdf"), "letters": self.letters,
        }))  # fmt: skip

    @cached_property
    def archive(self) -> Archive:
        """The pages."""
        return Archive.read(self.docs)

    @property
    def letters(self) -> list[str]:
        """Docnames of the letters, by date."""
        return [entry.docname for entry in self.archive.catalogue.letters]

    def read(self) -> None:
        """Read what is not read, so that nothing else does."""
        self._sphinx("reading", "-b", "dummy", str(self.docs), str(self.folder / "dummy"))

    def start(self) -> Cost:
        """Start Sphinx with what was read, and have it write nothing."""
        return _started(measuring.TOP, self.docs, self.folder / "doctrees", "letterpdf", self.folder / "start.log")

    def print_all(self, name: str, /, *, is_read: bool = True) -> Cost:
        """Print what is not printed."""
        return self._sphinx(name, "-b", "letterpdf", str(self.docs), str(self.output), is_read=is_read)

    def print_part(self, part: str) -> Cost:
        """Print the compilation alone, or the PDFs of letters alone."""
        return measured([sys.executable, "-c", _PRINT, part, str(self.folder)], self.folder / f"{part}.log")

    def print_stock(self) -> tuple[Cost, Cost, int]:
        """Have rst2pdf's own builder print the letters; give Sphinx's start and the pages too."""
        pages, output = self.folder / "stock", self.folder / "stock-pdf"
        stock.write(pages, self.folder / "doctrees", self.letters)
        command = [sys.executable, "-m", "sphinx", "-W", "-c", str(measuring.TOP / "benchmarks" / "stock")]
        command += ["-d", str(self.folder / "stock-doctrees"), str(pages), str(output)]
        measuring.measure([*command, "-b", "dummy"], self.folder / "stock-reading.log")
        conf, doctrees = measuring.TOP / "benchmarks" / "stock", self.folder / "stock-doctrees"
        start = _started(conf, pages, doctrees, "pdf", self.folder / "stock-start.log")
        cost = measured([*command, "-b", "pdf"], self.folder / "stock.log")
        return cost, start, page_count(output / "letters.pdf")

    def _sphinx(self, name: str, *arguments: str, is_read: bool = False) -> Cost:
        command = [sys.executable, "-m", "sphinx", *_options(self.folder), *arguments]
        return (measured if is_read else measuring.measure)(command, self.folder / f"{name}.log")


def _options(folder: Path) -> list[str]:
    # Warnings are errors, as a page that fails is quickly built.
    return ["-W", "--keep-going", "-c", str(measuring.TOP), "-d", str(folder / "doctrees")]


def _started(conf: Path, pages: Path, doctrees: Path, builder: str, log: Path) -> Cost:
    return measured([sys.executable, "-c", _START, str(conf), str(pages), str(doctrees), builder], log)


def start(conf: str, pages: str, doctrees: str, builder: str) -> int:
    """Start Sphinx and have it look for changed pages, and no more; runs in a process of its own, to be measured.

    rst2pdf's own builder has its libraries imported then, and so has ours.
    """
    from sphinx.application import Sphinx

    Sphinx(pages, conf, f"{doctrees}-start", doctrees, builder).builder.read()
    if builder == "letterpdf":
        from undersigned.pdf import printing, render, rendering  # noqa: F401
    return 0


def print_part(part: str, folder: str) -> int:
    """Print the compilation alone or the PDFs of letters alone; runs in a process of its own, to be measured."""
    from sphinx.cmd.build import main as build

    below = Path(folder)
    arguments = [*_options(below), "-b", "letterpdf", str(below / "docs"), str(below / part)]
    if part == "compilation":
        return build([*arguments, "-D", f"letterpdf_packet={(below / 'packet.json').read_text('utf-8')}"])
    with mock.patch.object(edition, "volumes", return_value=[]):
        return build(arguments)


def measured(command: Sequence[str], log: Path) -> Cost:
    """Measure a command that prints pages that were read before. Raises MeasureError where it reads."""
    cost = measuring.measure(command, log)
    said = re.findall(r"updating environment:.*?(\d+) added, (\d+) changed", log.read_text("utf-8", "replace"))
    if said != [("0", "0")]:
        raise measuring.MeasureError(f"{' '.join(command)} read pages, and was to print them only")
    return cost


def page_count(file: Path) -> int:
    """Count the pages of a PDF. Raises MeasureError where it is none: rst2pdf fails without a word."""
    try:
        with pypdfium2.PdfDocument(file) as document:
            return len(document)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise measuring.MeasureError(f"{file} is no PDF: {error}") from error


def lengthened(text: str, times: int) -> str:
    """Change a letter's page: its body so many times over."""
    head, end, body = text.rpartition("---\n")
    return head + end + "\n" + "\n\n".join([body.strip()] * times) + "\n"


# ---- measuring


def compare(folder: Path, letters: int, /, *, with_stock: bool) -> Compilation:
    """Print a compilation of so many letters, the letters from its pieces, and rst2pdf's own compilation."""
    project = Project(folder, letters)
    project.read()
    start = project.start()
    whole = project.print_part("compilation")
    single = project.print_part("single")
    cost, stock_start, pages = project.print_stock() if with_stock else (None, None, 0)
    return Compilation(letters, page_count(folder / "letters.pdf"), whole, start, single, cost, stock_start, pages)


def lengthy(folder: Path, letters: int) -> Compilation:
    """Print a compilation of so many long letters."""
    project = Project(folder, letters, times=LONG)
    project.read()
    start = project.start()
    whole = project.print_part("compilation")
    return Compilation(letters, page_count(folder / "letters.pdf"), whole, start)


def rebuild(folder: Path, letters: int) -> Rebuilds:
    """Print an archive of so many letters, again without a change, and twice after a change of one letter."""
    project = Project(folder, letters)
    project.read()
    start = project.start()
    full = project.print_all("full")
    unchanged = project.print_all("unchanged")
    docname = project.letters[letters // 2]
    page = project.docs / f"{docname}.md"
    page.write_text(with_sentence(page.read_text("utf-8")), "utf-8")
    project.read()
    times, record, pieces = _times(project), Store(folder / "pieces").record(project.output), _pieces(project)
    changed = project.print_all("changed")
    written = frozenset(name for name, time in _times(project).items() if times.get(name) != time)
    after = Store(folder / "pieces").record(project.output)
    recorded = frozenset(
        name
        for name in after
        if name.endswith(".pdf") and (name not in record or record[name].made_from != after[name].made_from)
    )
    rendered = len(_pieces(project) - pieces)
    page.write_text(with_sentence(page.read_text("utf-8"), 2), "utf-8")
    read_too = project.print_all("read-too", is_read=False)
    return Rebuilds(
        len(times),
        full,
        start,
        unchanged,
        changed,
        read_too,
        rendered,
        written,
        recorded,
        holding(project.archive, docname),
    )


def holding(archive: Archive, docname: str) -> frozenset[str]:
    """List the PDFs that hold a letter, by file below the output folder: its own, and those of volumes."""
    entries = edition.entries(archive.catalogue, (entry.docname for entry in archive.catalogue.letters))
    everything = edition.Volume("letters", "", (), tuple(entry.docname for entry in entries))
    volumes = edition.volumes(archive.catalogue, entries, everything)
    return frozenset(f"{name}.pdf" for name in (docname, *(one.name for one in volumes if docname in one.letters)))


def _times(project: Project) -> dict[str, int]:
    """Tell when each PDF was written."""
    found = project.output.rglob("*.pdf")
    return {file.relative_to(project.output).as_posix(): file.stat().st_mtime_ns for file in found}


def _pieces(project: Project) -> set[str]:
    return {file.name for file in (project.folder / "pieces" / "letters").iterdir()}


# ---- telling


def goals(compilations: Sequence[Compilation], changes: Rebuilds, long: Compilation) -> Iterator[Goal]:
    """Set what is asked beside the figures."""
    for row in compilations:
        if row.stock_ratio is not None:
            name = f"CPU of rst2pdf's own compilation of {row.letters:,} letters, to ours"
            yield Goal(name, row.stock_ratio, 5, "{:.2f}x", is_least=True)
    for row in compilations:
        if row.single:
            name = f"CPU of {row.letters:,} single letters, to the compilation"
            yield Goal(name, (row.single.seconds - row.start.seconds) / row.printing, 1.5, "{:.2f}x")
    start, full = changes.start.seconds, changes.full.seconds - changes.start.seconds
    name = "CPU after one letter changed, of the full build"
    yield Goal(name, (changes.changed.seconds - start) / full, 0.1, "{:.1%}")
    name = "CPU where nothing changed, of the full build"
    yield Goal(name, (changes.unchanged.seconds - start) / full, 0.02, "{:.1%}")
    yield Goal("pieces rendered after one letter changed", changes.pieces, 1, "{:.0f}")
    others = (changes.written ^ changes.holding) | (changes.recorded ^ changes.holding)
    yield Goal("PDFs written that do not hold it, or that hold it and were not", len(others), 0, "{:.0f}")
    yield Goal("pages of the long compilation", long.pages, PAGES, "{:,.0f}", is_least=True)
    yield Goal("its memory at the peak", long.whole.memory * 2**20 / 1e9, 1, "{:.2f} GB")
    for first, second in pairwise(compilations):
        power = exponent([first.letters, second.letters], [first.printing, second.printing])
        # Not 1 sharp: what is linear measures a little more or less.
        yield Goal(f"growth from {first.letters:,} to {second.letters:,} letters, as a power", power, 1.1)


def table(compilations: Sequence[Compilation], changes: Rebuilds, long: Compilation) -> str:
    """Write the figures as text."""
    lines = [
        "                 start -------- compilation ---------   - single letters -   ------------- rst2pdf -------------",
        "letters  pages   CPU s   CPU s  ms a page  memory MB   CPU s    ms each     pages   start   CPU s  ms a page",
    ]
    for row in (*compilations, long):
        line = (
            f"{row.letters:7}{row.pages:7}{row.start.seconds:8.2f}{_each(row.whole, row.pages)}{row.whole.memory:11.0f}"
        )
        if row.single:
            line += _each(row.single, row.letters)
        if row.stock and row.stock_start:
            line += f"{row.stock_pages:10}{row.stock_start.seconds:8.2f}{_each(row.stock, row.stock_pages)}"
        lines.append(line)
    lines += ["", f"{changes.pdfs:,} PDFs                        CPU s   of full"]
    for name, cost in (
        ("Sphinx's start alone", changes.start), ("full build", changes.full), ("nothing changed", changes.unchanged), ("one letter changed", changes.changed),
        ("one letter changed, with reading", changes.read_too),
    ):  # fmt: skip
        lines.append(f"{name:32}{cost.seconds:7.1f}{cost.seconds / changes.full.seconds:10.1%}")
    lines.append(f"written for the change: {len(changes.written)} PDFs, of {changes.pieces} new piece(s)")
    lines += ["", *goal_lines(goals(compilations, changes, long))]
    return "\n".join(lines)


def _each(cost: Cost, count: int) -> str:
    """Write seconds, and milliseconds for each of `count`."""
    return f"{cost.seconds:8.2f}{1000 * cost.seconds / count:11.1f}"


def goal_lines(found: Iterable[Goal]) -> Iterator[str]:
    """Write the goals, one a line."""
    yield f"{'goal':64}{'asked':>15}{'found':>10}   met"
    for goal in found:
        asked = f"{'>=' if goal.is_least else '<='} {goal.form.format(goal.limit)}"
        yield f"{goal.name:64}{asked:>15}{goal.form.format(goal.figure):>10}   {'yes' if goal.is_met else 'NO'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; give 1 where a build failed, or where a goal is not met and that is asked for."""
    parser = ArgumentParser(prog="pdf", description="Measure the PDFs, and set the goals beside the figures.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="LETTERS", help=f"sizes; {SIZES} unless told")
    parser.add_argument(
        "--archive", type=int, default=ARCHIVE, metavar="LETTERS",
        help="letters of the archive that is changed, and of the long compilation; %(default)s unless told",
    )  # fmt: skip
    parser.add_argument("--no-stock", action="store_true", help="leave out rst2pdf's own compilation")
    parser.add_argument("--folder", type=Path, help="keep the archives and logs here; a temporary folder unless told")
    parser.add_argument("--strict", action="store_true", help="fail where a goal is not met")
    options = parser.parse_args(arguments)
    sizes = sorted(set(options.sizes)) or list(SIZES)
    with nullcontext(options.folder) if options.folder else TemporaryDirectory(prefix="pdf-") as folder:
        below = Path(folder)
        if below.exists() and any(below.iterdir()):
            parser.error(f"{below} is not empty; a cold build needs a new folder")
        try:
            found = _measure_all(below, sizes, options.archive, with_stock=not options.no_stock)
        except measuring.MeasureError as error:
            print(f"pdf: {error}", file=sys.stderr)
            return 1
    print(table(*found))
    return int(options.strict and not all(goal.is_met for goal in goals(*found)))


def _measure_all(
    folder: Path, sizes: Sequence[int], archive: int, *, with_stock: bool
) -> tuple[list[Compilation], Rebuilds, Compilation]:
    """Measure one thing after the other, and say which."""
    rows = []
    for letters in sizes:
        print(f"{letters} letters ...", file=sys.stderr, flush=True)
        rows.append(compare(folder / str(letters), letters, with_stock=with_stock))
    print(f"{archive} letters, with one changed ...", file=sys.stderr, flush=True)
    changes = rebuild(folder / "changed", archive)
    print(f"{archive} long letters ...", file=sys.stderr, flush=True)
    return rows, changes, lengthy(folder / "long", archive)


if __name__ == "__main__":
    sys.exit(main())
