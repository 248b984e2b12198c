"""Measure the check: a whole archive, and one changed page of it, at several sizes.

`python -m benchmarks.checking [LETTERS ...]` from the top folder; needs git.
Seconds are CPU seconds of the whole command, with its children; machines differ, so read the ratios within one run.
The pages come from `benchmarks.synthetic`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import growth, synthetic

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Letters; 3,200 of them make an archive of 10,000 pages.
SIZES = (800, 1600, 3200)
#: Nobody's settings have a say in the repositories that are made here.
_GIT = ("git", "-c", "core.hooksPath=/dev/null", "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org")


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one size, in CPU seconds."""

    counts: synthetic.Counts
    whole: float
    #: A letter that signs with a body nobody knows.
    letter: float
    #: An organization that gained an alias.
    alias: float


def with_unknown_signatory(text: str) -> str:
    """Change a letter's page: its first addressee becomes a body that the archive does not know."""
    return re.sub(r"(?m)^(\W*organization:) .*$", r"\1 Plainly Unknown Body", text, count=1)


def with_alias(text: str) -> str:
    """Change an organization's page: it gains an alias."""
    alias = "- Another Made-up Name"
    if "\naliases:\n" in text:
        return text.replace("\naliases:\n", f"\naliases:\n{alias}\n", 1)
    return text.replace("\nkind:", f"\naliases:\n{alias}\nkind:", 1)


def _git(folder: Path, *arguments: str) -> None:
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run([*_GIT, *arguments], cwd=folder, env=quiet, check=True, stdout=subprocess.DEVNULL)


def _run(folder: Path, letters: int) -> Row:
    """Make an archive of so many letters in a repository, check it whole, then after each of two changes."""
    docs = folder / "docs"
    counts = synthetic.write(docs, letters)
    for step in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "All pages")):
        _git(folder, *step)
    command = [sys.executable, "-m", "undersigned", "check", "--docs", str(docs)]
    since = [*command, "--changed-since", "HEAD"]
    whole = growth.measure(command, folder / "whole.log").seconds
    page = sorted(docs.glob("organizations/sample-*.md"))[0]
    before = page.read_text("utf-8")
    page.write_text(with_alias(before), "utf-8")
    alias = growth.measure(since, folder / "alias.log").seconds
    page.write_text(before, "utf-8")
    page = sorted(docs.glob("letters/*/*-sample-letter-*.md"))[letters // 2]
    page.write_text(with_unknown_signatory(page.read_text("utf-8")), "utf-8")
    log = folder / "letter.log"
    # The check fails as it should; a command that finds nothing would be measured for nothing.
    changed = growth.measure(["/bin/sh", "-c", '"$@"; test $? -eq 1', "sh", *since], log).seconds
    return Row(counts, whole, changed, alias)


def table(rows: Sequence[Row]) -> str:
    """Write the figures as text, one line a size; ratios of a change are to the whole check of the same size."""
    lines = [
        "                -- whole check --   -- one letter --   -- one alias --",
        "letters  pages   CPU s  ms a page    CPU s  of whole    CPU s  of whole",
    ]
    for row in rows:
        line = f"{row.counts.letters:7}{row.counts.pages:7}{row.whole:8.2f}{1000 * row.whole / row.counts.pages:11.2f}"
        for seconds in (row.letter, row.alias):
            line += f"{seconds:9.2f}{seconds / row.whole:10.2f}"
        lines.append(line)
    if len(rows) > 1:
        pages = [row.counts.pages for row in rows]
        powers = [growth.exponent(pages, [getattr(row, name) for row in rows]) for name in ("whole", "letter", "alias")]
        lines += ["", "growth: cost = a * pages ** b, where b = 1 is linear"]
        lines.append("  whole b = {:.2f}, one letter b = {:.2f}, one alias b = {:.2f}".format(*powers))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sizes asked for and print the table; give 1 where a check failed."""
    parser = ArgumentParser(prog="checking", description="Measure the check of whole archives and of single changes.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="LETTERS", help=f"sizes; {SIZES} unless told")
    sizes = sorted(set(parser.parse_args(arguments).sizes)) or list(SIZES)
    rows = []
    for letters in sizes:
        print(f"{letters} letters ...", file=sys.stderr, flush=True)
        with TemporaryDirectory(prefix="checking-") as folder:
            try:
                rows.append(_run(Path(folder), letters))
            except growth.MeasureError as error:
                print(f"checking: {error}", file=sys.stderr)
                return 1
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
