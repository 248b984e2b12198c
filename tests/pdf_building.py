"""Builds PDFs of a small project of letters, each test in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdf import PdfReader
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

TOP = Path(__file__).resolve().parents[1]
ROOT = TOP / "tests" / "roots" / "test-pdf"
#: Stands for the installed package where the tests run from a bare checkout.
ENTRY_POINT = ROOT.with_name("test-pdf-entry-point")
NEEDED = [] if entry_points(group="sphinx.builders", name="letterpdf") else [str(ENTRY_POINT)]


@dataclass(frozen=True)
class Project:
    """A copy of the project `test-pdf`, with its output and caches beside it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, pages: Mapping[str, str | bytes] | None = None) -> Project:
        """Copy the project, with `pages` added."""
        project = cls(folder)
        shutil.copytree(ROOT, project.source, ignore=shutil.ignore_patterns("__pycache__"))
        for name, text in (pages or {}).items():
            project.write(name, text)
        return project

    @property
    def source(self) -> Path:
        return self.folder / "docs"

    @property
    def output(self) -> Path:
        return self.folder / "html"

    @property
    def pieces(self) -> Path:
        return self.folder / "pieces" / "letters"

    def write(self, name: str, text: str | bytes) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(self, builder: str = "letterpdf", *, parallel: int = 1, **settings: Any) -> tuple[str, str]:
        """Build; give the error, or nothing, and the warnings."""
        sys.path.extend(path for path in NEEDED if path not in sys.path)
        warnings = StringIO()
        error = ""
        with patch_docutils(), docutils_namespace():
            try:
                app = Sphinx(
                    self.source, self.source, self.output, self.folder / "doctrees", builder,
                    confoverrides=settings, status=None, warning=warnings, parallel=parallel,
                )  # fmt: skip
                app.build()
            except SphinxError as raised:
                error = f"{raised.category}: {raised}"
            finally:
                sys.modules.pop("letters_stub", None)
                # A language stays in the process otherwise, as Sphinx's own tests know.
                locale.translators.clear()
        return error, warnings.getvalue()

    def command(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build as from a shell."""
        path = os.pathsep.join([str(TOP), *NEEDED])
        arguments = ["-q", "-b", "letterpdf", "-d", str(self.folder / "doctrees"), *options, "docs", "html"]
        return subprocess.run(
            [sys.executable, "-m", "sphinx", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def pdf(self, name: str) -> PdfReader:
        """Open a PDF of the output folder, or (absolute) another."""
        return PdfReader(self.output / f"{name}.pdf")

    def pdfs(self) -> list[str]:
        """Name the PDFs of the output folder, with their folders."""
        return [name for name in self.files() if name.endswith(".pdf")]

    def files(self) -> dict[str, bytes]:
        """Give all files of the output folder."""
        found = sorted(path for path in self.output.rglob("*") if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in found}


def text(reader: PdfReader, page: int | None = None) -> str:
    """Read a page's text, or that of all pages, as it is copied from a viewer: each run of blanks as one blank."""
    reader.stream.seek(0)
    document = pypdfium2.PdfDocument(reader.stream.read())
    pages = range(len(document)) if page is None else [page]
    found = " ".join(document[number].get_textpage().get_text_range() for number in pages)
    # The sign that PDFium gives for a hyphen at the end of a line.
    return " ".join(found.replace("\ufffe", "").replace("\xa0", " ").split())


def printed(reader: PdfReader, page: int | None = None) -> str:
    """Read what is printed, also where the PDF says that it stands for something else."""
    pages = reader.pages if page is None else [reader.pages[page]]
    return " ".join(" ".join(p.extract_text() for p in pages).replace("\xa0", " ").split())


def links(reader: PdfReader, page: int) -> list[str | tuple[int, float]]:
    """List a page's links: the address, or the page counted from 0 and the height to which they lead; one over two lines counts once."""
    found: list[str | tuple[int, float]] = []
    for annotation in reader.pages[page].get("/Annots", []):
        entry = annotation.get_object()
        if "/A" in entry:
            found.append(str(entry["/A"]["/URI"]))
        else:
            target = entry["/Dest"]
            number = reader.get_page_number(target[0].get_object())
            found.append((number, float(target[3]) if target[1] == "/XYZ" else 0.0))
    return [link for number, link in enumerate(found) if number == 0 or link != found[number - 1]]


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """List the bookmarks: level, title, page counted from 0."""

    def walk(items: list[Any], level: int) -> list[tuple[int, str, int]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found.extend(walk(item, level + 1))
            else:
                found.append((level, str(item.title), reader.get_destination_page_number(item)))
        return found

    return walk(reader.outline, 0)


def look_for_fonts_in(monkeypatch: pytest.MonkeyPatch, fetched: Path, *system: Path) -> None:
    """Let optional fonts be found in these folders alone."""
    from undersigned.pdf import fonts

    monkeypatch.setattr(fonts, "FETCHED", fetched)
    monkeypatch.setattr(fonts, "SYSTEM", system)
    monkeypatch.setattr(fonts, "_anywhere", cache(fonts._anywhere.__wrapped__))
