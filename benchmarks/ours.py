"""Measures Undersigned: an archive built from nothing, after each kind of change, checked, and added to.

Names of figures: `html` is what `make html` builds, `site` what `make` does (that, and all PDFs), `pages` the HTML
without what no page shows (see `building`). One process builds, as more cost CPU for time; `html parallel` is the same
by two, beside `html serial`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from calendar import month_name
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from . import changes, synthetic
from .measuring import TOP, Cost, measure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    Found = tuple[str, Cost | float]

#: What can be asked for, as each takes builds of its own.
PARTS = ("pages", "html", "site", "changes", "parallel", "check", "import")
#: Nobody's settings have a say in the repositories that are made here.
_GIT = ("git", "-c", "core.hooksPath=/dev/null", "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org")
_QUIET = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def run(folder: Path, letters: int, wants: Collection[str], /, *, times: int = 2) -> Iterator[Found]:
    """Measure an archive of so many letters in a new folder: yield names with costs, or with counts.

    `wants` has some of `PARTS`; changes are made to what `html` built, and to PDFs if there are any.
    What is not built from nothing is measured so many times, and its name comes as often.
    """
    project = _Project(folder)
    counts = synthetic.write(project.docs, letters)
    yield "pages of the archive", counts.pages
    if "pages" in wants:
        yield "pages", project.built("pages", "bare")
        project.forget("bare")
    if "html" in wants:
        yield from _builds(project, letters, wants, times)
    if "parallel" in wants:
        # Beside each other, as what else runs on the machine tells in them.
        for _ in range(times):
            yield "html parallel", project.html("parallel", "-j", "2")
            project.forget("parallel")
            yield "html serial", project.html("serial")
            project.forget("serial")
    if "import" in wants:
        yield from _imports(project, times)
    if "check" in wants:
        yield from _checks(project, times)


def _builds(project: _Project, letters: int, wants: Collection[str], times: int) -> Iterator[Found]:
    html = project.built("whole", "html")
    yield "html", html
    yield from _stretches(project.folder / "html.json", "seconds of")
    yield from _sizes(project.folder, letters)
    if "site" in wants:
        pdf = project.pdf()
        yield "pdf", pdf
        yield "site", html + pdf
        yield "bytes of the site", _bytes(project.folder / "html")
        yield "bytes of the largest PDF", max(path.stat().st_size for path in (project.folder / "html").rglob("*.pdf"))
    if "changes" not in wants:
        return
    for change in ("unchanged", *changes.CHANGES):
        # Each time it is another change, for what was made is there.
        for number in range(1, times + 1):
            if change != "unchanged":
                changes.make(change, project.docs, number)
            html = project.html()
            yield f"html {change}", html
            if "site" in wants:
                yield f"site {change}", html + project.pdf()
    # Once more, to see where the time goes.
    changes.make("body", project.docs, times + 1)
    project.built("whole", "html")
    yield from _stretches(project.folder / "html.json", "changed: seconds of")


class _Project:
    def __init__(self, folder: Path) -> None:
        self.folder, self.docs = folder, folder / "docs"
        self._runs = 0

    def built(self, what: str, output: str) -> Cost:
        """Build from nothing, and note where the seconds went."""
        return self.measured(sys.executable, "-m", "benchmarks.building", what, str(self.folder), output)

    def html(self, output: str = "html", *options: str) -> Cost:
        """Build as `make html` does."""
        return self._sphinx("html", output, *options)

    def pdf(self) -> Cost:
        """Build the PDFs into the site, as `make pdf` does."""
        return self._sphinx("letterpdf", "html")

    def _sphinx(self, builder: str, output: str, *options: str) -> Cost:
        # Warnings are errors, as a page that fails is quickly built.
        return self.measured(
            sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", *options, "-c", str(TOP),
            "-d", str(self.folder / f"{output}-doctrees"), "-b", builder, str(self.docs), str(self.folder / output),
        )  # fmt: skip

    def measured(self, *command: str) -> Cost:
        """Measure a command, each with a log of its own."""
        self._runs += 1
        return measure(command, self.folder / f"{self._runs:02}.log", cwd=TOP)

    def forget(self, output: str) -> None:
        """Give the disk back."""
        shutil.rmtree(self.folder / output)
        shutil.rmtree(self.folder / f"{output}-doctrees")

    def git(self, *arguments: str) -> None:
        """Run git in the folder above the pages."""
        subprocess.run([*_GIT, *arguments], cwd=self.folder, env=_QUIET, check=True, stdout=subprocess.DEVNULL)


def _stretches(file: Path, called: str) -> Iterator[Found]:
    told = json.loads(file.read_text("utf-8"))
    for kind in ("stretches", "parts"):
        for name, seconds in told[kind].items():
            yield f"{called} {name}", seconds


def _sizes(folder: Path, letters: int) -> Iterator[Found]:
    """Count bytes: a frame is what a page has besides its own content."""
    pages = [page.read_bytes() for page in (folder / "html").rglob("*.html")]
    frames = [frame(page) for page in pages]
    yield "bytes of html", _bytes(folder / "html")
    yield "bytes of frames", sum(frames) / len(frames)
    yield "bytes of the largest frame", max(frames)
    yield "bytes of the largest frame without facts", max(frame(page) - told(page) for page in pages)
    yield "bytes of environment per letter", (folder / "html-doctrees/environment.pickle").stat().st_size / letters
    yield "files of html", sum(1 for path in (folder / "html").rglob("*") if path.is_file())


def frame(page: bytes) -> int:
    """Count the bytes of a page's HTML besides its own content: all but what stands in its `article`, or `main`."""
    for name in (b"article", b"main"):
        # What is outermost: articles may hold others.
        if found := re.search(rb"<%s\b[^>]*>(.*)</%s>" % (name, name), page, re.DOTALL):
            return len(page) - len(found[1])
    return len(page)


def told(page: bytes) -> int:
    """Count the bytes in which the head of a page tells machines what the page says: JSON-LD, citation, Dublin Core."""
    facts = rb'<script type="application/ld\+json">.*?</script>|<meta name="(?:citation_|DC\.)[^>]*>'
    return sum(len(found[0]) for found in re.finditer(facts, page, re.DOTALL))


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _imports(project: _Project, times: int) -> Iterator[Found]:
    """Import a letter as a contributor does, into a draft of its page: from a text, and from a publisher's page."""
    printed = max(
        (text for text in map(_read, project.docs.glob("letters/*/*-sample-letter-*.md")) if "\ntext: full\n" in text),
        key=lambda text: text.count("\n- Sample "),
    )
    for name, text in (("letter.txt", as_text(printed)), ("letter.html", as_html(as_text(printed)))):
        source = project.folder / name
        source.write_text(text, "utf-8")
        command = (sys.executable, "-m", "undersigned", "import", "--docs", str(project.docs), "--full-text")
        options = ("--license", "CC-BY-4.0", "--url", "https://example.org/joint-letter")
        for _ in range(times):
            draft = project.folder / "draft.md"
            draft.unlink(missing_ok=True)
            yield f"import {name[7:]}", project.measured(*command, *options, "--output", str(draft), str(source))


def _read(page: Path) -> str:
    return page.read_text("utf-8")


def as_text(page: str) -> str:
    """Print a letter as its senders would have: title, date, text, and who signed."""
    _, block, body = page.split("---\n", 2)
    facts = yaml.safe_load(block)
    year, month, day = map(int, f"{facts['date']}-01-01".split("-")[:3])
    date = f"{day} {month_name[month]} {year}"
    names = "\n".join(facts.get("signatories", ()))
    return "\n\n".join((facts["title"], date, body.strip(), names)) + "\n"


def as_html(text: str) -> str:
    """Put a printed letter on a page of a site, among what such pages have besides."""
    title, *blocks = text.strip().split("\n\n")
    paragraphs = "\n".join(f"<p>{escape(block).replace(chr(10), '<br>' + chr(10))}</p>" for block in blocks)
    links = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("news", "about", "donate", "contact"))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body><nav><ul>{links}</ul></nav>\n<main><article><h1>{escape(title)}</h1>\n{paragraphs}\n</article></main>\n"
        f"<footer><ul>{links}</ul></footer></body></html>\n"
    )


def _checks(project: _Project, times: int) -> Iterator[Found]:
    """Check the archive, then the change of one letter, which fails, and of one organization's aliases."""
    for step in (("init", "--quiet"), ("add", "docs"), ("commit", "--quiet", "--message", "All pages")):
        project.git(*step)
    command = (sys.executable, "-m", "undersigned", "check", "--docs", str(project.docs))
    since = (*command, "--changed-since", "HEAD")
    for _ in range(times):
        yield "check", project.measured(*command)
    page = sorted(project.docs.glob("organizations/sample-*.md"))[0]
    before = page.read_text("utf-8")
    page.write_text(changes.with_alias(before), "utf-8")
    yield "check alias", project.measured(*since)
    page.write_text(before, "utf-8")
    letters = sorted(project.docs.glob("letters/*/*-sample-letter-*.md"))
    page = letters[len(letters) // 2]
    page.write_text(changes.with_unknown_signatory(page.read_text("utf-8")), "utf-8")
    # The check fails as it should; a command that finds nothing would be measured for nothing.
    yield "check letter", project.measured("/bin/sh", "-c", '"$@"; test $? -eq 1', "sh", *since)
