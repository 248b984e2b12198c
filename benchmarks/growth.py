"""Measure how the build grows: made-up archives of several sizes, built to HTML one after the other.

`make benchmark`, or `python -m benchmarks.growth [LETTERS ...]` from the top folder.
Seconds are CPU seconds of the whole command, with its children; machines differ, so read the ratios within one run.
The pages come from `benchmarks.synthetic`.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from dataclasses import dataclass
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import synthetic

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP = Path(__file__).resolve().parents[1]
SIZES = (500, 1000, 2000, 4000)


class MeasureError(Exception):
    """A measured command failed or warned: its time would mean nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command used."""

    #: CPU seconds, user and system.
    seconds: float
    #: Megabytes of memory at its peak.
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one size."""

    counts: synthetic.Counts
    fresh: Cost
    unchanged: Cost
    check: Cost | None


def measure(command: Sequence[str], log: Path) -> Cost:
    """Run `command` in the project's folder, its output into `log`; raise `MeasureError` where it fails."""
    with log.open("w", encoding="utf-8") as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        # Not subprocess: only wait4 gives the usage of this one child and what it started.
        child = os.posix_spawn(command[0], list(command), os.environ, file_actions=actions)
        _, status, used = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        message = f"{' '.join(command)} failed with {code}; it said at its end:\n{tail}"
        raise MeasureError(message)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Fit cost = a * size ** b by least squares of logarithms; give b: 1 is linear, 2 quadratic."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _run(folder: Path, letters: int, *, check: bool) -> Row:
    """Make, build, build again and check an archive of so many letters in `folder`."""
    docs = folder / "docs"
    counts = synthetic.write(docs, letters)
    # Serial, as parallel reading costs CPU for time; warnings are errors, as a page that fails is quickly built.
    build = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-c", str(TOP)]
    build += ["-d", str(folder / "doctrees"), str(docs), str(folder / "html")]
    fresh = measure(build, folder / "fresh.log")
    unchanged = measure(build, folder / "unchanged.log")
    checking = [sys.executable, "-m", "undersigned", "check", "--docs", str(docs)]
    return Row(counts, fresh, unchanged, measure(checking, folder / "check.log") if check else None)


def table(rows: Sequence[Row]) -> str:
    """Write the figures and their growth as text, one line a size; ratios are to the first."""
    first = rows[0]
    lines = [
        "                ------------- fresh build -------------   ratio of   unchanged   ----- check -----",
        "letters  pages    CPU s  ms a page   memory MB    ratio      pages       CPU s   CPU s   ms a page",
    ]
    for row in rows:
        pages, ratio = row.counts.pages, row.fresh.seconds / first.fresh.seconds
        line = f"{row.counts.letters:7}{pages:7}{row.fresh.seconds:9.1f}{1000 * row.fresh.seconds / pages:11.1f}"
        line += f"{row.fresh.memory:12.0f}{ratio:9.2f}{pages / first.counts.pages:11.2f}{row.unchanged.seconds:12.1f}"
        if row.check:
            line += f"{row.check.seconds:8.2f}{1000 * row.check.seconds / pages:12.2f}"
        lines.append(line)
    if len(rows) > 1:
        pages_of = [row.counts.pages for row in rows]
        fresh = [row.fresh.seconds for row in rows]
        lines += ["", "growth: cost = a * pages ** b, where b = 1 is linear"]
        # Organizations write more letters as an archive grows: pages get longer, and fewer for each letter.
        by_letters = exponent([row.counts.letters for row in rows], fresh)
        lines.append(
            f"  fresh build  b = {exponent(pages_of, fresh):.2f} (in letters instead of pages: {by_letters:.2f})"
        )
        lines.append(f"  unchanged    b = {exponent(pages_of, [row.unchanged.seconds for row in rows]):.2f}")
        if checks := [row.check.seconds for row in rows if row.check]:
            lines.append(f"  check        b = {exponent(pages_of, checks):.2f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sizes asked for and print the table; give 1 where a build failed or grows faster than allowed."""
    parser = ArgumentParser(prog="growth", description="Measure how the HTML build grows with the number of letters.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="LETTERS", help=f"sizes; {SIZES} unless told")
    parser.add_argument("--folder", type=Path, help="keep the archives and logs here; a temporary folder unless told")
    parser.add_argument("--no-check", action="store_true", help="leave out the check without a build")
    parser.add_argument(
        "--at-most", type=float, metavar="B", help="fail where a fresh build grows by more than this power"
    )
    options = parser.parse_args(arguments)
    sizes = sorted(set(options.sizes)) or list(SIZES)
    if options.at_most is not None and len(sizes) < 2:
        parser.error("growth needs two sizes or more")
    rows = []
    with nullcontext(options.folder) if options.folder else TemporaryDirectory(prefix="growth-") as folder:
        for letters in sizes:
            below = Path(folder) / str(letters)
            if below.exists():
                parser.error(f"{below} is there already; a fresh build needs a new folder")
            below.mkdir(parents=True)
            print(f"{letters} letters ...", file=sys.stderr, flush=True)
            try:
                rows.append(_run(below, letters, check=not options.no_check))
            except MeasureError as error:
                print(f"growth: {error}", file=sys.stderr)
                if rows:
                    print(table(rows))
                return 1
    print(table(rows))
    if options.at_most is None:
        return 0
    return int(exponent([row.counts.pages for row in rows], [row.fresh.seconds for row in rows]) > options.at_most)


if __name__ == "__main__":
    sys.exit(main())
