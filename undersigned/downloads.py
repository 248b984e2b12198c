"""Which files of letters stand beside which page: the builders that write them and the pages that link to them ask here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .exports.formats import ATOM, BIBTEX, CSL, CSV, JSON_FEED, PDF, RECORD, RIS, Format
from .records import Letter, Organization, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .catalogue import Catalogue, Entry
    from .records import Record

#: The index page of a year, as a docname.
_YEAR = re.compile(r"letters/([0-9]{4})/index")
#: The pages that stand for the whole archive, the first of them first of all, and their files without suffix.
WHOLE_PAGES = ("letters/index", "index")
WHOLE = "letters"
#: The feed of corrections, which belongs to those pages, without suffix.
CORRECTIONS = "corrections"

FEEDS = (ATOM, JSON_FEED)
_SEVERAL = (PDF, CSV, BIBTEX, RIS, CSL)
_ONE = (PDF, BIBTEX, RIS, CSL)


@dataclass(frozen=True, slots=True)
class Download:
    """A file of letters that belongs to a page."""

    format: Format
    #: Its address below the site.
    name: str
    #: How many letters it is made from; a feed shows what is newest of them.
    letters: int


def year_volume(year: int, /) -> str:
    """Name the PDF of a year's letters, without suffix."""
    return f"letters/{year:04d}"


def year_page(year: int, /) -> str:
    """Name the index page of a year."""
    return f"{year_volume(year)}/index"


def volume_of(
    docname: str, record: Record | None, catalogue: Catalogue, /
) -> tuple[str, tuple[Entry[Letter], ...]] | None:
    """Give the PDF that belongs to a page, without suffix, and the letters in it; None where there is none."""
    letters: tuple[Entry[Letter], ...] = ()
    name = docname
    if isinstance(record, Letter):
        letters = tuple(entry for entry in (catalogue.letter.get(record.id),) if entry and entry.docname == docname)
    elif isinstance(record, Organization):
        letters = catalogue.concerning(record.id)
    elif isinstance(record, Topic):
        letters = catalogue.by_topic(record.id)
    elif match := _YEAR.fullmatch(docname):
        letters = catalogue.by_year.get(int(match[1]), ())
        name = year_volume(int(match[1]))
    return (name, letters) if letters else None


def files_of(docname: str, record: Record | None, catalogue: Catalogue, /) -> tuple[Download, ...]:
    """List the files that belong to a page, its PDF first.

    A page without letters has none that is made of letters, but for the feeds of the whole archive, which readers may
    follow before there is a letter.
    """
    name, letters = letters_of(docname, record, catalogue)
    whole = docname in WHOLE_PAGES
    formats: list[Format] = []
    if letters:
        formats += _ONE if isinstance(record, Letter) else _SEVERAL
    if _has_record(docname, record, catalogue):
        formats.append(RECORD)
    if whole or (letters and isinstance(record, Organization | Topic)):
        formats += FEEDS
    found = [Download(format_, name + format_.suffix, len(letters)) for format_ in formats]
    if whole:
        found += (Download(format_, CORRECTIONS + format_.suffix, len(letters)) for format_ in FEEDS)
    return tuple(found)


def _has_record(docname: str, record: Record | None, catalogue: Catalogue) -> bool:
    """Tell whether the page's record is given away beside it (`exports.data`)."""
    shelves: dict[type, Mapping[str, Entry[Any]]] = {
        Letter: catalogue.letter, Organization: catalogue.organization, Topic: catalogue.topic,
    }  # fmt: skip
    entry = shelves.get(type(record), {}).get(getattr(record, "id", ""))
    return entry is not None and entry.docname == docname


def letters_of(docname: str, record: Record | None, catalogue: Catalogue, /) -> tuple[str, tuple[Entry[Letter], ...]]:
    """Give the name of a page's files, without suffix, and the letters in them, oldest first."""
    if docname in WHOLE_PAGES:
        return WHOLE, catalogue.letters
    return volume_of(docname, record, catalogue) or (docname, ())


def volumes(catalogue: Catalogue, /) -> Iterator[tuple[str, str, Record | None, tuple[Entry[Letter], ...]]]:
    """Yield every PDF of several letters but the compilation: page, name without suffix, record, letters."""
    pages: list[tuple[str, Record | None]] = [(year_page(year), None) for year in catalogue.by_year]
    pages += [(entry.docname, entry.record) for entry in catalogue.topic.values()]
    pages += [(entry.docname, entry.record) for entry in catalogue.organization.values()]
    for docname, record in pages:
        found = volume_of(docname, record, catalogue)
        if found is not None:
            yield docname, found[0], record, found[1]
