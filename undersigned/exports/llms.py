"""llms.txt: where programs that read text begin. Source: https://llmstxt.org.

It names the indexes and not every letter, so that it stays short; each page that it names leads on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .. import downloads, wording
from ..records import Page
from .licences import RECORDS
from .markdown import SUFFIX, escaped

if TYPE_CHECKING:
    from ..catalogue import Catalogue

#: Data of the whole archive: file, what it is.
DATA = (
    ("cmif.xml", "all letters with senders and addressees, in the Correspondence Metadata Interchange Format (TEI)"),
    ("sitemap.xml", "all pages"),
    ("objects.inv", "all letters, organizations and topics by id, as a Sphinx inventory"),
)
_READING = (
    f"Every page of a letter, organization or topic has a Markdown version: put `{SUFFIX}` in the place of `.html`. "
    f"Records and summaries are under CC BY 4.0 ({RECORDS}); letters belong to those who wrote them. "
    "Lists of signatories may be partial, and say so. Titles in square brackets are the archive's own."
)
#: Pages that tell of the archive itself.
_ABOUT = ("about/index", "contribute/index")
_INDEXES = ("letters/index", "organizations/index", "topics/index")


def llms(catalogue: Catalogue, /, *, site: str, name: str, tagline: str) -> str:
    """Write the file."""
    letters = wording.plural(len(catalogue.letter), "letter")
    parts = [
        f"# {escaped(name)}",
        f"> {escaped(tagline)}: who signed, who was addressed, what was asked. {letters}.",
        _READING,
    ]
    parts += _section("Indexes", _pages(_INDEXES, catalogue, site))
    parts += _section("Letters by year", _years(catalogue, site))
    parts += _section("Topics", (
        f"[{escaped(entry.record.name)}]({site}{entry.docname}{SUFFIX})" for entry in catalogue.narrower.get("", ())
    ))  # fmt: skip
    parts += _section("Data", (f"[{file}]({site}{file}): {what}" for file, what in DATA))
    parts += _section("Optional", _pages(_ABOUT, catalogue, site))
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    if text := "\n".join(f"- {line}" for line in lines):
        yield f"## {title}\n\n{text}"


def _pages(docnames: Iterable[str], catalogue: Catalogue, site: str) -> Iterator[str]:
    for docname in docnames:
        page = catalogue.pages.get(docname)
        if isinstance(page, Page):
            about = f": {escaped(page.description)}" if page.description else ""
            yield f"[{escaped(page.title)}]({site}{docname}{SUFFIX}){about}"


def _years(catalogue: Catalogue, site: str) -> Iterator[str]:
    for year, entries in sorted(catalogue.by_year.items(), reverse=True):
        docname = downloads.year_page(year)
        if docname in catalogue.pages:
            yield f"[{year}]({site}{docname}{SUFFIX}): {wording.plural(len(entries), 'letter')}"
