"""Writes and builds an archive that holds all hostile cases."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.hostile.case import Case
from tests.hostile.cases import CANARY, FILES
from tests.hostile.pictures import png
from undersigned.checking import check_archive

FRONT_MATTER = """---
title: A letter & *more*
date: 2020-01-01
source: {publisher: Somebody, url: "https://example.org/letter"}
evidence: ["https://example.org/letter"]
asks: [Do it]
---
"""
FIRST_LINE = FRONT_MATTER.count("\n") + 1
#: Line of the page on which the facts of a case begin.
FACTS_LINE = FIRST_LINE - 1
CONF = """
extensions = ["myst_parser", "undersigned"]
html_theme = "basic"
html_copy_source = False
"""
WARNING = re.compile(
    r"^(?P<path>[^\n]*?):(?P<line>\d+): WARNING: (?P<text>.*) \(see [^ ]+\) \[undersigned\.(?P<rule>[a-z-]+)\]$"
)


@dataclass(frozen=True)
class Built:
    """The built archive: messages of build and checker as `path:line rule text`, and the output folder."""

    warnings: tuple[str, ...]
    build: tuple[str, ...]
    check: tuple[str, ...]
    output: Path


def letter(name: str) -> str:
    return f"letters/2020/2020-01-01-{name}.md"


def page(case: Case | str, *, facts: bool = False) -> str:
    """Write a case, or a body, as a letter that is otherwise right."""
    content = case if isinstance(case, str) else case.content
    assert isinstance(content, str)
    if not facts:
        return FRONT_MATTER + content
    added, _, body = content.partition("\n---\n")
    return FRONT_MATTER.removesuffix("---\n") + added.removesuffix("\n") + f"\n---\n{body}"


def write_archive(root: Path, letters: Mapping[str, str], *, files: bool) -> Path:
    """Write an archive of these letters, the hostile files if wanted, and files outside it that must not be published; return its pages."""
    (root / "outside").mkdir(parents=True)
    for outside in ("outside.txt", "outside.png", "other.md", "outside/secret.md"):
        (root / outside).write_text(CANARY)
    pages = root / "docs"
    (pages / "letters/2020").mkdir(parents=True)
    (pages / "letters/2020/fine.png").write_bytes(png())
    (pages / "index.md").write_text("---\ntitle: Home\n---\n")
    for name, text in letters.items():
        (pages / letter(name)).write_text(text, encoding="utf-8")
    for path, case in FILES.items() if files else ():
        file, content = pages / path, case.content
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif content.startswith("symlink:"):
            file.symlink_to(content.removeprefix("symlink:"))
        elif content.startswith("pipe:"):
            os.mkfifo(file)
        elif content.startswith("folder:"):
            file.mkdir()
        else:
            file.write_text(content)
    (root / "conf.py").write_text(CONF)
    return pages


def build_archive(root: Path, letters: Mapping[str, str], *, files: bool = True) -> Built:
    """Write, build and check an archive below the empty folder `root`."""
    pages = write_archive(root, letters, files=files)
    log = io.StringIO()
    with patch_docutils(str(root)), docutils_namespace():
        app = Sphinx(pages, root, root / "html", root / "doctrees", "html", status=None, warning=log, freshenv=True)
        app.build()
    lines = tuple(re.sub(r"\x1b\[[0-9;]*m", "", line) for line in log.getvalue().splitlines())
    found = [match for line in lines if (match := WARNING.match(line))]
    build = tuple(
        f"{match['path'].removeprefix(f'{pages}/')}:{match['line']} {match['rule']} {match['text']}" for match in found
    )
    check = tuple(
        f"{message.path}:{message.line} {message.rule.id} {message.text}" for message in check_archive(pages).errors
    )
    return Built(lines, build, check, root / "html")
