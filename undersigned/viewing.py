"""Makes views: asks the catalogue what each page shows beyond its own text.

The views of organizations, topics and listings are made in modules of their own.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from . import dates, downloads, short_addresses, wording
from .catalogue import Catalogue, Entry
from .correspondence import thread_of
from .exports import agents, citations
from .participation import Participation
from .records import Letter, Organization, Party, Topic, title_of
from .viewing_listings import listing_view
from .viewing_organizations import organization_view
from .viewing_topics import topic_view
from .views import Cited, LetterLine, LetterView, Link, OrganizationView, PageView, Tally, ThreadLetter, TopicView

if TYPE_CHECKING:
    from .domain import LettersDomain

#: Entries that lists of partners, topics and addressees show at most.
TOP = 12
#: Views that are kept: those of an archive of ten thousand letters take 400 MB, and are asked for page by page.
KEPT = 300
#: Related letters that a letter shows.
RELATED = 6
#: Signatories beyond which they can be grouped by kind and country.
MANY = 20
#: Stands for the kind of a signatory who is a person and signs for no body.
PERSON = "person"

#: Folder of the pages that list organizations by kind, by country, as addressees; and the page of pictures.
BROWSE = "browse"
ADDRESSEES = "browse/addressees"
PICTURES = "browse/pictures"

_YEAR = re.compile("letters/[0-9]{4}/index")


class Views:
    """Makes the views of one state of the catalogue; lines of letters are made once."""

    def __init__(self, domain: LettersDomain) -> None:
        self._domain = domain
        self._catalogue: Catalogue = domain.catalogue
        self._pages: dict[str, PageView] = {}

    def page(self, docname: str) -> PageView:
        """Give the view of a page: once to `rebuilding`, and again to the transforms and templates that write the page."""
        view = self._pages.get(docname)
        if view is None:
            if len(self._pages) >= KEPT:
                self._pages.clear()
            view = self._pages[docname] = self._page(docname)
        return view

    def _page(self, docname: str) -> PageView:
        record = self._domain.records.get(docname)
        own: LetterView | OrganizationView | TopicView | None = None
        if isinstance(record, Letter):
            own = self._letter(record)
        elif isinstance(record, Organization):
            own = organization_view(self, record)
        elif isinstance(record, Topic):
            own = topic_view(self, record)
        references = []
        for reference in self._domain.references.get(docname, ()):
            found = self._catalogue.find(reference.kind, reference.target)
            references.append(_link(found[0]) if len(found) == 1 else None)
        listings = tuple(listing_view(self, listing) for listing in self._domain.listings.get(docname, ()))
        parents = self._parents(docname, record)
        previous, following = self._years_beside(docname)
        files = downloads.files_of(docname, record, self._catalogue)
        told = self._told(record)
        return PageView(own, tuple(references), listings, parents, files, previous, following, told)

    def _told(self, record: object) -> agents.Correspondence | None:
        """Give what machines are told of a letter; nothing of one that cannot be listed, or has the id of another."""
        if not isinstance(record, Letter):
            return None
        entry = self._catalogue.letter.get(record.id)
        return agents.correspondence(record, self._catalogue) if entry is not None and entry.record is record else None

    @property
    def catalogue(self) -> Catalogue:
        """The records that the views are made of."""
        return self._catalogue

    @cached_property
    def participation(self) -> Participation:
        """What bodies have to do with letters."""
        return Participation(self._catalogue)

    def page_if_there(self, docname: str) -> str | None:
        """Give the name of a page that is no record, if there is one."""
        return docname if docname in self._catalogue.pages else None

    @cached_property
    def pages_of_names(self) -> tuple[Link, ...]:
        """Give the first page that lists all organizations by name."""
        for docname, listings in sorted(self._domain.listings.items()):
            if any(one.name == "organizations" and dict(one.options) == {"as": "names"} for one in listings):
                return (
                    (Link(docname, self._catalogue.pages[docname].title),) if docname in self._catalogue.pages else ()
                )
        return ()

    # ---------------------------------------------------------------- lines

    @cached_property
    def _lines(self) -> dict[str, LetterLine]:
        return {entry.record.id: _line(entry) for entry in self._catalogue.letters}

    def _letters(self, entries: Iterable[Entry[Letter]]) -> tuple[LetterLine, ...]:
        return tuple(self._lines[entry.record.id] for entry in entries)

    def line(self, entry: Entry[Letter]) -> LetterLine:
        """Give a letter as a line of lists."""
        return self._lines[entry.record.id]

    @staticmethod
    def link(entry: Entry[Any]) -> Link:
        """Give a page with its title."""
        return _link(entry)

    @staticmethod
    def tallies(ranked: list[tuple[Entry[Any], int]], limit: int | None = None) -> tuple[Tally, ...]:
        """Give the first of some counted pages."""
        return tuple(Tally(entry.docname, entry.record.name, count) for entry, count in ranked[: limit or TOP])

    def _parents(self, docname: str, record: object) -> tuple[Link, ...]:
        """Give the breadcrumbs of a page: the index pages above it that exist, and broader topics."""
        parts = docname.split("/")
        above = ["/".join([*parts[:depth], "index"]) for depth in range(1, len(parts))]
        if parts[0] == BROWSE:
            # Parts of the index of organizations; pictures are of everything.
            above = [] if docname == PICTURES else ["organizations/index"]
        pages = self._catalogue.pages
        found = [
            # Below "Letters" the year alone says it.
            Link(doc, doc.split("/")[1] if _YEAR.fullmatch(doc) else pages[doc].title)
            for doc in above
            if doc in pages and doc != docname
        ]
        return (*found, *(self._broader(record) if isinstance(record, Topic) else ()))

    def _broader(self, topic: Topic) -> tuple[Link, ...]:
        """List the topics above a topic, the widest first; a circle ends where it began."""
        found: list[Link] = []
        seen = {topic.id}
        above = self._catalogue.topic.get(topic.broader or "")
        while above is not None and above.record.id not in seen:
            found.insert(0, _link(above))
            seen.add(above.record.id)
            above = self._catalogue.topic.get(above.record.broader or "")
        return tuple(found)

    @cached_property
    def _year_pages(self) -> list[str]:
        return sorted(docname for docname in self._catalogue.pages if _YEAR.fullmatch(docname))

    def _years_beside(self, docname: str) -> tuple[Link | None, Link | None]:
        """Give the pages of the years before and after the year that a page lists."""
        if not _YEAR.fullmatch(docname):
            return None, None
        pages, place = self._year_pages, bisect_left(self._year_pages, docname)
        beside = pages[place - 1] if place else None, pages[place + 1] if place + 1 < len(pages) else None
        previous, following = (Link(doc, self._catalogue.pages[doc].title) if doc else None for doc in beside)
        return previous, following

    # ---------------------------------------------------------------- kinds of pages

    def _letter(self, letter: Letter) -> LetterView:
        catalogue = self._catalogue
        entry = catalogue.letter.get(letter.id)
        bodies = (catalogue.body_of(party) for party in letter.parties)
        named = LetterView(
            bodies=tuple(body.docname if body else None for body in bodies),
            topics=tuple(
                _link(topic) if topic else None for topic in (catalogue.topic_of(t.target) for t in letter.topics)
            ),
        )
        if entry is None or entry.record is not letter:
            # A page that cannot be listed, or with the id of another: reported, and left without surroundings.
            return named
        previous, following = catalogue.previous(letter), catalogue.next(letter)
        thread = thread_of(letter, catalogue, self._lines.__getitem__)
        shown = {line.line.docname for line in thread.entries if isinstance(line, ThreadLetter)}
        related = (found for found in catalogue.related(letter, RELATED + len(shown)) if found.docname not in shown)
        return replace(
            named,
            previous=_link(previous) if previous else None,
            next=_link(following) if following else None,
            related=self._letters(islice(related, RELATED)),
            thread=thread,
            signatories=tuple(map(self._signatory, letter.signatories)) if len(letter.signatories) > MANY else (),
            cited=self._cited(letter, entry.docname),
        )

    def _signatory(self, party: Party) -> tuple[str, str]:
        if party.is_person_alone:
            return (PERSON, "")
        body = self._catalogue.body_of(party)
        return (body.record.kind, body.record.country or "") if body else ("", "")

    def _cited(self, letter: Letter, docname: str) -> Cited:
        config = self._domain.env.config
        site = config.html_baseurl
        item = citations.citable(letter, docname, self._catalogue, site=site, archive=config.project)
        return Cited(
            json.dumps(item, ensure_ascii=False, separators=(",", ":")),
            letter.language,
            citations.short(item, dates.display(letter.date)),
            f"{site.rstrip('/')}/{docname}.html" if site else "",
            short_addresses.url_of(letter),
            self._stamp,
        )

    @cached_property
    def _stamp(self) -> str:
        try:
            return citations.stamp()
        except citations.CitationError:
            # Told by whoever cites; PDFs cite nothing.
            return ""


def _link(entry: Entry[Any]) -> Link:
    return Link(entry.docname, title_of(entry.record), getattr(entry.record, "language", "en"))


def _line(entry: Entry[Letter]) -> LetterLine:
    letter = entry.record
    return LetterLine(
        entry.docname, letter.title, letter.language, letter.date.plain, dates.display(letter.date),
        wording.short_parties(letter.to), wording.signature_count(letter),
    )  # fmt: skip
