"""The targets: what reads the bytes, seeds to begin with, and strategies that know the grammar.

A target's `check` takes any bytes and returns, or raises: whatever it raises is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import bodies, facts, layout, record_strategies, records, seeds, source_strategies, sources, strategies, words

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: Inputs that were findings once, one folder a target; replayed by the ordinary tests.
FOUND = Path(__file__).with_name("found")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads bytes of strangers."""

    name: str
    says: str
    check: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    strategy: Callable[[], SearchStrategy[bytes]]
    #: Whether coverage can guide it: not where other processes do the reading, or where one input costs much.
    guided: bool = True

    def found(self) -> list[Path]:
        """List the inputs that were findings once."""
        return sorted((FOUND / self.name).glob("*"))


TARGETS = {
    target.name: target
    for target in (
        Target("facts", "front matter: reader, schema, and the page written anew", facts.check, seeds.pages, strategies.pages),
        Target("words", "dates, names, identifiers, addresses, ids", words.check, seeds.words, strategies.words),
        Target("body", "Markdown of a page: the check alone", bodies.check_body, seeds.bodies, strategies.body),
        Target("site", "Markdown of pages: check, HTML build, and PDFs for some", bodies.check_site, seeds.sites, strategies.site, guided=False),
        Target("text", "import of plain text", sources.text, seeds.texts, source_strategies.text),
        Target("markdown", "import of Markdown", sources.markdown, seeds.markdowns, source_strategies.markdown),
        Target("html", "import of web pages", sources.html, seeds.htmls, source_strategies.html),
        Target("docx", "import of Word files, whole or member by member", sources.docx, seeds.docxs, source_strategies.docx),
        Target("pdf", "import of PDFs", sources.pdf, seeds.pdfs, source_strategies.pdf, guided=False),
        Target("layout", "lines and columns of a PDF's pieces of text", layout.check, seeds.layouts, source_strategies.layout),
        Target("cmif", "import of CMIF files", records.cmif, seeds.cmifs, record_strategies.cmif),
        Target("json", "import of records in JSON", records.json_records, seeds.jsons, record_strategies.json_records),
        Target("form", "filled-in issue forms", records.form, seeds.forms, record_strategies.form),
    )
}  # fmt: skip
