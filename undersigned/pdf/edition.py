"""What the PDF builder takes from the catalogue: letters, and the volumes that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .. import dates, downloads, wording
from ..charts.printed import Choice
from ..names import name_key
from ..records import Organization, Topic

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..catalogue import Entry as Listed
    from ..charts.printed import Printed
    from ..records import Letter, Party


@dataclass(frozen=True, slots=True)
class Named:
    """A page that an index lists, and other forms of its name that the letter prints."""

    docname: str
    name: str
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter as volumes list it."""

    docname: str
    title: str
    #: The date for readers, such as `10 April 2013`.
    date: str
    year: int
    #: BCP 47; nothing if the page has the language of the archive, as summaries do.
    language: str
    #: BCP 47 of the title.
    title_language: str = ""
    signatories: tuple[Named, ...] = ()
    addressees: tuple[Named, ...] = ()
    topics: tuple[Named, ...] = ()
    #: Licence of a full text (SPDX).
    licence: str = ""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Name what the letter is about and whom it concerns, for the PDF's metadata."""
        return tuple(dict.fromkeys(named.name for named in (*self.topics, *self.addressees, *self.signatories)))


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume: its file below the output folder without suffix, its words, and its letters by docname."""

    name: str
    title: str
    scope: tuple[str, ...]
    letters: tuple[str, ...]
    #: Docname of the page whose letters these are, or nothing.
    page: str = ""
    #: What the page of figures shows; nothing for a volume without one.
    charts: tuple[Printed, ...] = ()


def entries(catalogue: Catalogue, found: Iterable[str], /) -> tuple[Entry, ...]:
    """List the letters whose pages are `found`, in the catalogue's order, which is that of their dates."""
    there = frozenset(found)
    return tuple(_entry(letter, catalogue) for letter in catalogue.letters if letter.docname in there)


def volumes(catalogue: Catalogue, letters: Iterable[Entry], compilation: Volume, /) -> list[Volume]:
    """List all volumes of the site: everything, each year, each topic, each organization that has letters."""
    there = {entry.docname for entry in letters}
    choice = Choice(catalogue)
    made = [replace(compilation, charts=choice.of_everything())]
    for page, name, record, found in downloads.volumes(catalogue):
        scope: tuple[str, ...] = ()
        if isinstance(record, Topic):
            title, scope = record.name, ("Letters on this topic",)
        elif isinstance(record, Organization):
            title, scope = record.name, ("Letters signed or received",)
        else:
            title = f"Open letters of {found[0].record.date.year}"
        own = tuple(entry.docname for entry in found if entry.docname in there)
        charts = choice.of_volume(record, found)
        made.append(Volume(name, title, scope, own, page if record or page in catalogue.pages else "", charts))
    return [volume for volume in made if volume.letters]


def _entry(listed: Listed[Letter], catalogue: Catalogue) -> Entry:
    letter = listed.record
    found = (catalogue.topic_of(topic.target) for topic in letter.topics)
    topics = {topic.docname: Named(topic.docname, topic.record.name) for topic in found if topic is not None}
    return Entry(
        docname=listed.docname,
        title=letter.title,
        date=dates.display(letter.date),
        year=letter.date.year,
        language=letter.language if letter.text == "full" else "",
        title_language="" if letter.language.partition("-")[0] == "en" else letter.language,
        signatories=_named(letter.signatories, catalogue),
        addressees=_named((*letter.to, *letter.cc), catalogue),
        topics=tuple(topics.values()),
        licence=letter.license or "",
    )


def _named(parties: Iterable[Party], catalogue: Catalogue) -> tuple[Named, ...]:
    found: dict[str, list[Any]] = {}
    for party in parties:
        body = catalogue.body_of(party)
        if body is None:
            continue
        known = found.setdefault(body.docname, [body.record.name, []])
        printed = wording.party_parts(party)[1]
        if party.organization and name_key(printed) != name_key(body.record.name) and printed not in known[1]:
            known[1].append(printed)
    return tuple(Named(docname, name, tuple(printed)) for docname, (name, printed) in found.items())
