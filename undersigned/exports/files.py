"""Puts letters together to files of one format; what a letter is in it is made once, whatever number of files it is in.

Comes after `csl` and the modules of formats; `html.downloads` and `html.table_data` write what is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from . import bibtex, csl, feeds, formats, ris, spreadsheet
from .record import as_json

if TYPE_CHECKING:
    from lxml import etree

    from ..catalogue import Catalogue, Entry
    from ..records import Letter
    from .formats import Format

#: Formats in which a file is what it begins with and one letter after the other.
ENTRIES: dict[Format, Callable[[Letter, csl.Json], str]] = {
    formats.CSV: spreadsheet.entry,
    formats.BIBTEX: bibtex.entry,
    formats.RIS: ris.entry,
}
#: What stands between letters.
_BETWEEN = {formats.BIBTEX: "\n"}


class Texts:
    """Letters in one of the formats of `ENTRIES`; `site` is the address of the published site."""

    def __init__(self, format_: Format, catalogue: Catalogue, /, site: str) -> None:
        self._write = ENTRIES[format_]
        self._item = partial(_item, catalogue, site)
        self._entries: dict[str, str] = {}
        self._between = _BETWEEN.get(format_, "")
        #: What a file begins with.
        self.head = spreadsheet.head() if format_ is formats.CSV else ""

    def entry(self, letter: Entry[Letter], /) -> str:
        """Write one letter."""
        if letter.docname not in self._entries:
            self._entries[letter.docname] = self._write(letter.record, self._item(letter))
        return self._entries[letter.docname]

    def file(self, letters: Iterable[Entry[Letter]], /) -> str:
        """Write a file of letters, in their order."""
        return self.head + self._between.join(map(self.entry, letters))


class Feeds:
    """Feeds of letters; `site` is the address of the published site, `author` who publishes the archive."""

    def __init__(self, catalogue: Catalogue, /, *, site: str, author: str) -> None:
        self._catalogue, self._site, self._author = catalogue, site, author
        self._entries: dict[str, etree._Element] = {}

    def file(self, name: str, page: str, title: str, letters: Sequence[Entry[Letter]], /) -> str:
        """Write the feed `name` of the page `page`, both addresses below the site."""
        about = feeds.Feed(title, self._site + name, self._site + page, self._author)
        return feeds.feed(about, [(letter.record, self._entry(letter)) for letter in feeds.newest(letters)])

    def _entry(self, letter: Entry[Letter]) -> etree._Element:
        if letter.docname not in self._entries:
            item = _item(self._catalogue, self._site, letter)
            topics = feeds.topics_of(letter.record, self._catalogue)
            self._entries[letter.docname] = feeds.entry(letter.record, item, topics, self._site)
        return self._entries[letter.docname]


def citations(letters: Iterable[Entry[Letter]], catalogue: Catalogue, /, site: str) -> str:
    """Write letters as CSL-JSON."""
    return as_json([_item(catalogue, site, letter) for letter in letters]).decode()


def _item(catalogue: Catalogue, site: str, letter: Entry[Letter]) -> csl.Json:
    return csl.letter_item(letter.record, letter.docname, catalogue, site)
