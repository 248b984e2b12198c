"""Other programs that make sites of Markdown, given the very files of an archive's letters, organizations and topics.

Each has a folder here with settings and templates, which show what a plain site would: a letter's date, addressees,
topics, asks, source, text and signatories; a list of letters by topic where the program has taxonomies (Hugo, Eleventy,
Pelican). None shows what an organization signed, and none makes PDFs, exports or citations.

They are installed into a folder of their own; one that cannot be is told with its reason.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import changes
from benchmarks.measuring import Cost, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HERE = Path(__file__).parent
#: Seconds after which an installation is given up.
_PATIENCE = 600


class AbsentError(Exception):
    """A program is not here and cannot be installed; says why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: how it is had, told its version, and made to build the folder in which it runs into `html`."""

    name: str
    #: Folder beside this file with settings and templates.
    files: str
    command: tuple[str, ...]
    #: Packages of PyPI or npm; none where the system has the program.
    packages: tuple[str, ...] = ()
    #: The package of PyPI whose version is told, or what makes the program tell its own.
    distribution: str = ""
    version: str = "--version"
    #: Where a topic's page lies, if not under the name it has in the archive.
    topics: str = ""
    is_node: bool = False

    def place(self, cache: Path) -> Path | None:
        """Give the folder below `cache` where it is installed, or will be; none where the system has it."""
        return cache / re.sub(r"\W+", "-", " ".join(self.packages)) if self.packages else None

    def installed(self, cache: Path) -> tuple[str, ...]:
        """Give the command, its program by path; install it below `cache` if need be. Raises AbsentError."""
        program, *options = self.command
        place = self.place(cache)
        if place is None:
            if found := shutil.which(program):
                return (found, *options)
            raise AbsentError(f"{program} is not installed here, and no registry has it")
        path = place / ("node_modules/.bin" if self.is_node else "bin") / program
        # Node takes a script by its own path, and other modules by the folder that it lies in.
        start = (_which("node"), str(path)) if self.is_node else (str(path),)
        if not path.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            if self.is_node:
                npm = (_which("npm"), "install", "--no-audit", "--no-fund", "--ignore-scripts")
                _run((*npm, "--prefix", str(place), *self.packages))
            else:
                _run((sys.executable, "-m", "venv", str(place)))
                pip = (str(place / "bin/python"), "-m", "pip", "install", "--disable-pip-version-check", "--quiet")
                _run((*pip, *self.packages))
        return (*start, *options)

    def told_version(self, cache: Path) -> str:
        """Give the version as digits and dots."""
        program, *_ = command = self.installed(cache)
        if self.distribution:
            tell = f"from importlib.metadata import version; print(version({self.distribution!r}))"
            return _run((str(Path(program).with_name("python")), "-c", tell)).strip()
        said = _run((*command[: 2 if self.is_node else 1], self.version))
        found = re.search(r"\d+(?:\.\d+)+", said)
        return found[0] if found else said.strip()

    def write(self, folder: Path, docs: Path) -> None:
        """Put settings, templates and the archive's pages below `folder`."""
        shutil.copytree(_HERE / self.files, folder, dirs_exist_ok=True)
        copy_pages(docs, folder / "content")
        if self.topics:
            for topic in sorted((folder / "content/topics").glob("*.md")):
                place = folder / "content" / self.topics.format(topic.stem)
                place.parent.mkdir(parents=True, exist_ok=True)
                topic.rename(place)

    def run(self, folder: Path, cache: Path, *, times: int = 2) -> Iterator[tuple[str, Cost | float]]:
        """Build from nothing, and so many times after each kind of change; count the bytes."""
        command, output = self.installed(cache), folder / "html"
        yield "html", measure(command, folder / "html.log", cwd=folder)
        files = [path for path in output.rglob("*") if path.is_file()]
        if not any(path.suffix == ".html" for path in files):
            raise AbsentError(f"{self.name} wrote no page")
        yield "bytes of html", sum(path.stat().st_size for path in files)
        for change in ("unchanged", *changes.CHANGES):
            for number in range(1, times + 1):
                if change != "unchanged":
                    changes.make(change, folder / "content", number)
                yield f"html {change}", measure(command, folder / f"{change}.log", cwd=folder)


def copy_pages(docs: Path, content: Path) -> None:
    """Copy the records of an archive; its other pages list records by directives that no other program knows."""
    for page in sorted(docs.rglob("*.md")):
        path = page.relative_to(docs)
        if path.parts[0] in ("letters", "organizations", "topics") and page.name != "index.md":
            (content / path.parent).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, content / path)


def _which(program: str) -> str:
    if found := shutil.which(program):
        return found
    raise AbsentError(f"{program} is not installed here")


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AbsentError(f"{Path(command[0]).name} did not run: {error}") from error
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise AbsentError(f"{Path(command[0]).name} failed: {lines[-1] if lines else 'it said nothing'}")
    return done.stdout


#: By the names under which figures are kept.
PEERS = {
    "hugo": Peer(
        "Hugo", "hugo", ("hugo", "--quiet", "--destination", "html"), version="version", topics="topics/{}/_index.md"
    ),
    "eleventy": Peer("Eleventy", "eleventy", ("eleventy", "--quiet"), ("@11ty/eleventy@3.1.8",), is_node=True),
    "pelican": Peer(
        "Pelican", "pelican", ("pelican", "--quiet"), ("pelican[markdown]==4.12.0", "PyYAML>=6,<7"), "pelican"
    ),
    "material": Peer(
        "MkDocs Material", "material", ("mkdocs", "build", "--quiet"), ("mkdocs==1.6.1", "mkdocs-material>=9.7,<9.8"),
        "mkdocs-material",
    ),
    "zensical": Peer("Zensical", "material", ("zensical", "build"), ("zensical>=0.0.73,<0.1",), "zensical"),
}  # fmt: skip
