"""Letters as an Atom feed, by which readers hear of new letters and of corrections.

Source: RFC 4287. Every stamp comes from a record, so that the same records give the same feed.
"""

from __future__ import annotations

import copy
import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from .. import dates, short_addresses, wording
from . import csl
from .plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..catalogue import Catalogue, Entry
    from ..records import Date, Letter

ATOM = "http://www.w3.org/2005/Atom"
#: Letters in a feed.
LIMIT = 50
#: Signatories that a letter's summary names.
NAMED = 6
_TAG = f"{{{ATOM}}}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself."""

    title: str
    #: Its own address, which is also its id, and that of the page it belongs to.
    address: str
    page: str
    author: str


def newest(letters: Iterable[Entry[Letter]], /) -> list[Entry[Letter]]:
    """Choose the letters of a feed: those changed last, the last first."""
    return heapq.nlargest(
        LIMIT, letters, key=lambda entry: (stamp(entry.record), entry.record.date.key, entry.record.id)
    )


def feed(about: Feed, letters: Sequence[tuple[Letter, etree._Element]], /) -> str:
    """Write a feed of letters with their entries, in the order of `newest`."""
    root = etree.Element(f"{_TAG}feed", {_LANGUAGE: "en"}, nsmap={None: ATOM})
    _add(root, "id", about.address)
    _add(root, "title", about.title)
    _add(root, "updated", stamp(letters[0][0]) if letters else "1970-01-01T00:00:00Z")
    _add(_add(root, "author"), "name", about.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=about.address)
    _add(root, "link", rel="alternate", type="text/html", href=about.page)
    # An element stands in one tree only, and a letter in many feeds.
    root.extend(copy.copy(element) for _, element in letters)
    etree.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def entry(letter: Letter, item: csl.Json, topics: Iterable[tuple[str, str]], /, site: str) -> etree._Element:
    """Make a letter's entry, from its record, its citation and the ids and names of its topics.

    Its id is the letter's short address, which stays when the letter is renamed.
    """
    element = etree.Element(f"{_TAG}entry", nsmap={None: ATOM})
    _add(element, "id", f"{site}{short_addresses.docname_of(letter)}.html")
    title = _add(element, "title", letter.title)
    if letter.language.partition("-")[0] != "en":
        title.set(_LANGUAGE, letter.language)
    _add(element, "link", rel="alternate", type="text/html", href=item["URL"])
    if letter.source.url:
        _add(element, "link", rel="via", href=letter.source.url)
    _add(element, "published", _instant(letter.date))
    _add(element, "updated", stamp(letter))
    for id_, name in topics:
        _add(element, "category", term=id_, label=name)
    _add(element, "summary", " ".join(_facts(letter, item)))
    return element


def stamp(letter: Letter, /) -> str:
    """Tell when a letter's record last changed: the day of its last correction, or else of the letter."""
    return max(_instant(date) for date in (*(change.date for change in letter.corrections), letter.date))


def topics_of(letter: Letter, catalogue: Catalogue, /) -> list[tuple[str, str]]:
    """List the topics of a letter that have pages, by id and name."""
    found: list[Entry] = [topic for topic in (catalogue.topic_of(named.target) for named in letter.topics) if topic]  # type: ignore[type-arg]
    return [(topic.record.id, topic.record.name) for topic in found]


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


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element with plain text; XML has no controls."""
    element = etree.SubElement(parent, _TAG + name, {key: one_line(value) for key, value in attributes.items()})
    element.text = one_line(text) or None
    return element
