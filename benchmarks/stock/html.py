"""The same Markdown as a plain Sphinx project: with the theme `basic`, and with `sphinx_book_theme` as it comes.

A letter's page is its title and text; Sphinx has its tables of contents, its search and its index. Every page stands in
a table of contents, letters in that of their year, as Sphinx asks for and as any such project has it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks import changes
from benchmarks.measuring import TOP, Cost, measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Name of a tool -> its theme.
THEMES = {"basic": "basic", "book": "sphinx_book_theme"}


def write(content: Path) -> None:
    """Add what a Sphinx project of these pages needs: its tables of contents."""
    for year in sorted(content.glob("letters/*/")):
        (year / "index.md").write_text(_contents(f"Letters of {year.name}", "*"), "utf-8")
    (content / "letters/index.md").write_text(_contents("Letters", "*/index"), "utf-8")
    for kind in ("organizations", "topics"):
        (content / kind / "index.md").write_text(_contents(kind.title(), "*"), "utf-8")
    pages = "\n".join(f"{kind}/index" for kind in ("letters", "organizations", "topics"))
    (content / "index.md").write_text(_contents("A made-up archive", pages), "utf-8")


def _contents(title: str, pages: str) -> str:
    return f"# {title}\n\n```{{toctree}}\n:glob:\n\n{pages}\n```\n"


def run(
    folder: Path, tool: str, /, *, times: int = 2, limit: float | None = None
) -> Iterator[tuple[str, Cost | float]]:
    """Build the pages in `content` of a folder from nothing, and so many times after each kind of change.

    With a limit, the build from nothing is stopped at so many CPU seconds, and nothing else is measured.
    """
    content, output = folder / "content", folder / "html"
    command = [
        sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", str(TOP / "benchmarks/stock/site"),
        "-D", f"html_theme={THEMES[tool]}", "-d", str(folder / "doctrees"), "-b", "html", str(content), str(output),
    ]  # fmt: skip
    write(content)
    yield "html", measure(command, folder / "html.log", limit=limit)
    if limit is not None:
        return
    yield "bytes of html", sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    for change in ("unchanged", *changes.CHANGES):
        for number in range(1, times + 1):
            if change != "unchanged":
                changes.make(change, content, number)
            yield f"html {change}", measure(command, folder / f"{change}.log")
