"""What feeds tell: of new letters, and of corrections. `atom` and `jsonfeed` write it.

Every stamp comes from a record, so that the same records give the same feed.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import dates, short_addresses, wording
from . import csl
from .persons import WITHHELD, names_person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..catalogue import Catalogue, Entry
    from ..records import Date, Letter

#: Items in a feed.
LIMIT = 50
#: Signatories that a letter's text names.
NAMED = 6
#: Language of feeds and of what they say; letters have titles in their own.
LANGUAGE = "en"
#: Place of the corrections on a letter's page (`evidence`).
_CORRECTIONS = "#corrections"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself."""

    title: str
    #: Its address without suffix, and the address of the page it belongs to.
    stem: str
    page: str
    author: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed tells of a letter, or of a correction."""

    #: An address that stays when the letter is renamed.
    id: str
    title: str
    #: Language of the title.
    language: str
    #: Address of the letter's page.
    page: str
    published: str
    updated: str
    #: Ids and names of topics.
    topics: tuple[tuple[str, str], ...]
    text: str
    #: Address of the letter itself.
    original: str | None = None
    #: Whether the text is all there is to read, and not a summary of the page.
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A correction by its letter and its place among the letter's corrections."""

    entry: Entry[Letter]
    place: int

    @property
    def stamp(self) -> str:
        """Tell when the letter was corrected."""
        return _instant(self.entry.record.corrections[self.place].date)


def newest(letters: Iterable[Entry[Letter]], /) -> list[Entry[Letter]]:
    """Choose the letters of a feed: those changed last, the last first."""
    return heapq.nlargest(
        LIMIT, letters, key=lambda entry: (stamp(entry.record), entry.record.date.key, entry.record.id)
    )


def newest_corrections(letters: Iterable[Entry[Letter]], /) -> list[Place]:
    """Choose the corrections of a feed, the last first."""
    places = (Place(entry, place) for entry in letters for place in range(len(entry.record.corrections)))
    return heapq.nlargest(LIMIT, places, key=lambda found: (found.stamp, found.entry.record.id, found.place))


def of_letter(letter: Letter, item: csl.Json, topics: Iterable[tuple[str, str]], /, site: str) -> Item:
    """Tell of a letter, from its record, its citation and the ids and names of its topics."""
    return Item(
        id=_address(letter, site),
        title=letter.title,
        language=letter.language,
        page=item["URL"],
        published=_instant(letter.date),
        updated=stamp(letter),
        topics=tuple(topics),
        text=" ".join(_facts(letter, item)),
        original=letter.source.url,
    )


def of_correction(
    found: Place, topics: Iterable[tuple[str, str]], /, *, site: str, page: str, persons: Collection[str] = ()
) -> Item:
    """Tell of a correction; `page` is the address of the letter's page.

    Its id is made of its day and its place among the corrections of that day: notes may be reworded. A note that names
    one of `persons`, who sign for no body, is withheld, as in all data.
    """
    letter = found.entry.record
    change = letter.corrections[found.place]
    day = change.date.plain
    before = sum(other.date.plain == day for other in letter.corrections[: found.place])
    number = f".{before + 1}" if before else ""
    return Item(
        id=f"{_address(letter, site)}#correction-{day}{number}",
        title=f"Correction: {letter.title}",
        language=LANGUAGE,
        page=page + _CORRECTIONS,
        published=found.stamp,
        updated=found.stamp,
        topics=tuple(topics),
        text=WITHHELD if names_person(change.note, persons) else change.note,
        whole=True,
    )


def stamp(letter: Letter, /) -> str:
    """Tell when a letter's record last changed: the day of its last correction, or else of the letter."""
    return max(_instant(date) for date in (*(change.date for change in letter.corrections), letter.date))


def topics_of(letter: Letter, catalogue: Catalogue, /) -> list[tuple[str, str]]:
    """List the topics of a letter that have pages, by id and name, each once."""
    found = (catalogue.topic_of(named.target) for named in letter.topics)
    return list(dict.fromkeys((topic.record.id, topic.record.name) for topic in found if topic))


def _address(letter: Letter, site: str) -> str:
    return f"{site}{short_addresses.docname_of(letter)}.html"


def _instant(date: Date) -> str:
    return f"{date.year:04d}-{date.month or 1:02d}-{date.day or 1:02d}T00:00:00Z"


def _facts(letter: Letter, item: csl.Json) -> Iterator[str]:
    """Say who wrote to whom, one sentence each."""
    when, to = dates.display(letter.date), wording.short_parties(letter.to)
    yield _sentence(f"{when[:1].upper()}{when[1:]}{f', to {to}' if to else ''}")
    names = list(dict.fromkeys((*csl.names(item, "author"), *csl.names(item, "contributor"))))
    shown = names[:NAMED] if len(names) > NAMED + 1 else names
    more = [wording.plural(len(names) - len(shown), "other")] if len(names) > len(shown) else []
    said = wording.enumerate_words([*shown, *more])
    yield _sentence(f"Signed by: {wording.signature_count(letter)}{f' ({said})' if said else ''}")
    if topics := csl.keywords(item):
        yield _sentence(f"On {wording.enumerate_words(topics)}")


def _sentence(words: str) -> str:
    """End a sentence, whose last name may end with a full stop itself."""
    return f"{words.removesuffix('.')}."
