"""Puts letters together to files of one format; what a letter is in it is made once, whatever number of files it is in.

Comes after `csl` and the modules of formats; `html.downloads` and `html.table_data` write what is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from . import atom, bibtex, csl, feeds, formats, jsonfeed, ris, spreadsheet
from .persons import names_of

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Entry
    from ..records import Letter
    from .formats import Format

#: Formats in which a file is what it begins with, one letter after the other, and what it ends with.
ENTRIES: dict[Format, Callable[[Letter, csl.Json], str]] = {
    formats.CSV: spreadsheet.entry,
    formats.BIBTEX: bibtex.entry,
    formats.RIS: ris.entry,
    formats.CSL: csl.entry,
}
_HEADS: dict[Format, Callable[[], str]] = {formats.CSV: spreadsheet.head, formats.CSL: lambda: "[\n"}
#: What stands between letters.
_BETWEEN = {formats.BIBTEX: "\n", formats.CSL: ",\n"}
_FEET = {formats.CSL: "\n]\n"}


class Texts:
    """Letters in one of the formats of `ENTRIES`; `site` is the address of the published site."""

    def __init__(self, format_: Format, catalogue: Catalogue, /, site: str) -> None:
        self._write = ENTRIES[format_]
        self._item = partial(_item, catalogue, site)
        self._entries: dict[str, str] = {}
        self._between = _BETWEEN.get(format_, "")
        #: What a file begins with.
        self.head = _HEADS[format_]() if format_ in _HEADS else ""
        self._foot = _FEET.get(format_, "")

    def entry(self, letter: Entry[Letter], /) -> str:
        """Write one letter."""
        if letter.docname not in self._entries:
            self._entries[letter.docname] = self._write(letter.record, self._item(letter))
        return self._entries[letter.docname]

    def file(self, letters: Iterable[Entry[Letter]], /) -> str:
        """Write a file of letters, in their order."""
        return self.head + self._between.join(map(self.entry, letters)) + self._foot


@dataclass(frozen=True, slots=True)
class _Told:
    """An item of a feed, in both formats."""

    updated: str
    atom: str
    json: str


class Feeds:
    """Feeds of letters and of corrections, each in two formats.

    `site` is the address of the published site, `author` who publishes the archive. `named` gives a letter as its page
    has it, with the names of persons who sign for no body: what names them is left out.
    """

    def __init__(
        self, catalogue: Catalogue, named: Callable[[Entry[Letter]], Letter], /, *, site: str, author: str
    ) -> None:
        self._catalogue, self._named, self._site, self._author = catalogue, named, site, author
        self._letters: dict[str, _Told] = {}

    def letters(
        self, stem: str, page: str, title: str, letters: Iterable[Entry[Letter]], /
    ) -> Iterator[tuple[str, str]]:
        """Yield the feed of a page's letters: name and text.

        `stem` is its name without suffix, `page` the page it belongs to, both below the site.
        """
        yield from self._feed(stem, page, title, list(map(self._letter, feeds.newest(letters))))

    def corrections(self, stem: str, page: str, title: str, /) -> Iterator[tuple[str, str]]:
        """Yield the feed of what was corrected in any letter: name and text."""
        found = feeds.newest_corrections(self._catalogue.letters)
        yield from self._feed(stem, page, title, list(map(self._correction, found)))

    def _feed(self, stem: str, page: str, title: str, told: Sequence[_Told]) -> Iterator[tuple[str, str]]:
        about = feeds.Feed(title, self._site + stem, self._site + page, self._author)
        updated = told[0].updated if told else None
        yield stem + formats.ATOM.suffix, atom.feed(about, updated, (one.atom for one in told))
        yield stem + formats.JSON_FEED.suffix, jsonfeed.feed(about, (one.json for one in told))

    def _letter(self, letter: Entry[Letter]) -> _Told:
        if letter.docname not in self._letters:
            item = _item(self._catalogue, self._site, letter)
            topics = feeds.topics_of(letter.record, self._catalogue)
            self._letters[letter.docname] = _told(feeds.of_letter(letter.record, item, topics, self._site))
        return self._letters[letter.docname]

    def _correction(self, found: feeds.Place) -> _Told:
        letter = found.entry
        alone = any(party.is_person_alone for party in letter.record.signatories)
        persons = names_of(self._named(letter)) if alone else ()
        topics = feeds.topics_of(letter.record, self._catalogue)
        page = _item(self._catalogue, self._site, letter)["URL"]
        return _told(feeds.of_correction(found, topics, site=self._site, page=page, persons=persons))


def _told(item: feeds.Item) -> _Told:
    return _Told(item.updated, atom.entry(item), jsonfeed.item(item))


def _item(catalogue: Catalogue, site: str, letter: Entry[Letter]) -> csl.Json:
    return csl.letter_item(letter.record, letter.docname, catalogue, site)
