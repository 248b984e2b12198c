"""Makes views: asks the catalogue what each page shows beyond its own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import dates, downloads, wording
from .catalogue import Catalogue, Entry
from .charts import counting
from .listings import Listing, select_letters, select_organizations
from .names import name_key
from .records import KINDS, Letter, Organization, Topic, title_of
from .views import (
    LetterLine,
    LetterView,
    Link,
    ListingView,
    OrganizationLine,
    OrganizationView,
    PageView,
    Tally,
    TopicView,
)

if TYPE_CHECKING:
    from .domain import LettersDomain

#: Entries that lists of partners, topics and addressees show at most.
TOP = 12


class Views:
    """Makes the views of one state of the catalogue; lines of letters are made once."""

    def __init__(self, domain: LettersDomain) -> None:
        self._domain = domain
        self._catalogue: Catalogue = domain.catalogue
        self._pages: dict[str, PageView] = {}

    def page(self, docname: str) -> PageView:
        """Give the view of a page; made once, as it is asked for by `rebuilding`, the transforms and the templates."""
        if docname not in self._pages:
            self._pages[docname] = self._page(docname)
        return self._pages[docname]

    def _page(self, docname: str) -> PageView:
        record = self._domain.records.get(docname)
        own: LetterView | OrganizationView | TopicView | None = None
        if isinstance(record, Letter):
            own = self._letter(record)
        elif isinstance(record, Organization):
            own = self._organization(record)
        elif isinstance(record, Topic):
            own = self._topic(record)
        references = []
        for reference in self._domain.references.get(docname, ()):
            found = self._catalogue.find(reference.kind, reference.target)
            references.append(_link(found[0]) if len(found) == 1 else None)
        listings = tuple(self.listing(listing) for listing in self._domain.listings.get(docname, ()))
        files = downloads.files_of(docname, record, self._catalogue)
        return PageView(own, tuple(references), listings, self._parents(docname, record), files)

    # ---------------------------------------------------------------- lines

    @cached_property
    def _lines(self) -> dict[str, LetterLine]:
        return {entry.record.id: _line(entry) for entry in self._catalogue.letters}

    def _letters(self, entries: Iterable[Entry[Letter]]) -> tuple[LetterLine, ...]:
        return tuple(self._lines[entry.record.id] for entry in entries)

    @staticmethod
    def _tallies(ranked: list[tuple[Entry[Any], int]], limit: int = TOP) -> tuple[Tally, ...]:
        return tuple(Tally(entry.docname, entry.record.name, count) for entry, count in ranked[:limit])

    def _parents(self, docname: str, record: object) -> tuple[Link, ...]:
        """Give the breadcrumbs of a page: the index pages above it that exist."""
        parts = docname.split("/")
        above = ["/".join([*parts[:depth], "index"]) for depth in range(1, len(parts))]
        pages = self._catalogue.pages
        return tuple(Link(doc, pages[doc].title) for doc in above if doc in pages and doc != docname)

    # ---------------------------------------------------------------- kinds of pages

    def _letter(self, letter: Letter) -> LetterView:
        catalogue = self._catalogue
        entry = catalogue.letter.get(letter.id)
        if entry is None or entry.record is not letter:
            # A page that cannot be listed, or with the id of another: reported, and left without surroundings.
            return LetterView(None, None, (), (), (), ())
        bodies = (catalogue.body_of(party) for party in letter.parties)
        previous, following = catalogue.previous(letter), catalogue.next(letter)
        return LetterView(
            previous=_link(previous) if previous else None,
            next=_link(following) if following else None,
            related=self._letters(catalogue.related(letter)),
            thread=self._thread(letter),
            bodies=tuple(body.docname if body else None for body in bodies),
            topics=tuple(
                _link(topic) if topic else None for topic in (catalogue.topic_of(t.target) for t in letter.topics)
            ),
        )

    def _thread(self, letter: Letter) -> tuple[LetterLine, ...]:
        lines = []
        for step in self._catalogue.thread(letter):
            remarks = [
                f"{wording.RELATION_NAMES[relation.kind]} the letter of {dates.display(self._catalogue.letter[relation.letter].record.date)}"
                for relation in step.relations
            ]
            if step.entry.record.id == letter.id:
                remarks.insert(0, "this letter")
            line = self._lines[step.entry.record.id]
            lines.append(replace(line, remark="; ".join(remarks)))
        return tuple(lines)

    def _organization(self, record: Organization) -> OrganizationView:
        catalogue = self._catalogue
        if catalogue.organization[record.id].record is not record:
            return OrganizationView(None, (), (), (), (), 0, (), ())
        signed, received = catalogue.signed_by(record.id), catalogue.received_by(record.id)
        partners = catalogue.co_signatories(record.id)
        parent = catalogue.organization.get(record.parent or "")
        return OrganizationView(
            parent=_link(parent) if parent else None,
            sections=tuple(_link(entry) for entry in catalogue.sections.get(record.id, ())),
            signed=self._letters(reversed(signed)),
            received=self._letters(reversed(received)),
            partners=self._tallies(partners),
            partner_count=len(partners),
            topics=self._tallies(catalogue.topics_of(catalogue.concerning(record.id))),
            addressees=self._tallies(catalogue.addressees_of(signed)),
            timeline=counting.organization_timeline(record.id, catalogue),
        )

    def _topic(self, record: Topic) -> TopicView:
        catalogue = self._catalogue
        if catalogue.topic[record.id].record is not record:
            return TopicView(None, (), (), (), (), 0, ())
        letters = catalogue.by_topic(record.id)
        organizations = catalogue.signatories_of(letters)
        broader = catalogue.topic.get(record.broader or "")
        return TopicView(
            broader=_link(broader) if broader else None,
            narrower=tuple(self._topic_tally(entry, deep=False) for entry in catalogue.narrower.get(record.id, ())),
            related=tuple(_link(catalogue.topic[id_]) for id_ in record.related if id_ in catalogue.topic),
            letters=self._letters(reversed(letters)),
            organizations=self._tallies(organizations),
            organization_count=len(organizations),
            addressees=self._tallies(catalogue.addressees_of(letters)),
            timeline=counting.topic_timeline(record.id, catalogue),
        )

    def _topic_tally(self, entry: Entry[Topic], *, deep: bool = True) -> Tally:
        below = self._catalogue.narrower.get(entry.record.id, ()) if deep else ()
        return Tally(
            entry.docname, entry.record.name, len(self._catalogue.by_topic(entry.record.id)),
            tuple(self._topic_tally(child) for child in below),
        )  # fmt: skip

    # ---------------------------------------------------------------- listings

    def listing(self, listing: Listing) -> ListingView:
        """Answer a listing directive."""
        catalogue = self._catalogue
        style = listing.get("as")
        if listing.name == "chart":
            return ListingView(listing, chart=counting.chart(listing, catalogue))
        if listing.name == "letters":
            entries = select_letters(listing, catalogue)
            if style == "count":
                return ListingView(listing, total=len(entries))
            if style == "years":
                return ListingView(listing, tallies=self._years(entries), total=len(entries))
            return ListingView(listing, letters=self._letters(entries), total=len(entries))
        if listing.name == "organizations":
            bodies = select_organizations(listing, catalogue)
            if style == "count":
                return ListingView(listing, total=len(bodies))
            if style == "kinds":
                return ListingView(listing, tallies=self._kinds(bodies), total=len(bodies))
            if style == "active":
                ranked = sorted(
                    ((entry, len(catalogue.signed_by(entry.record.id))) for entry in bodies), key=lambda pair: -pair[1]
                )
                return ListingView(listing, tallies=self._tallies(ranked, listing.limit or TOP), total=len(bodies))
            return ListingView(
                listing,
                organizations=tuple(self._organization_line(entry) for entry in bodies[: listing.limit]),
                total=len(bodies),
            )
        if style == "count":
            return ListingView(listing, total=len(catalogue.topic))
        tree = tuple(self._topic_tally(entry) for entry in catalogue.narrower.get("", ()))
        return ListingView(listing, tallies=tree, total=len(catalogue.topic))

    def _years(self, entries: tuple[Entry[Letter], ...]) -> tuple[Tally, ...]:
        counts: dict[int, int] = {}
        for entry in entries:
            counts[entry.record.date.year] = counts.get(entry.record.date.year, 0) + 1
        return tuple(
            Tally(self._page_if_there(f"letters/{year:04d}/index"), f"{year}", count) for year, count in counts.items()
        )

    def _page_if_there(self, docname: str) -> str | None:
        return docname if docname in self._catalogue.pages else None

    def _kinds(self, bodies: tuple[Entry[Organization], ...]) -> tuple[Tally, ...]:
        counts = dict.fromkeys(KINDS, 0)
        for entry in bodies:
            counts[entry.record.kind] += 1
        return tuple(
            Tally(self._page_if_there(f"browse/{kind}"), wording.KIND_NAMES[kind][1], count)
            for kind, count in counts.items()
            if count
        )

    def _organization_line(self, entry: Entry[Organization]) -> OrganizationLine:
        record = entry.record
        first = name_key(record.name)[:1].upper()
        initial = first if "A" <= first <= "Z" else "0–9" if first.isdigit() else "Other scripts"
        return OrganizationLine(
            entry.docname, record.name, initial, wording.short_kind(record.kind),
            wording.country_name(record.country) if record.country else "",
            len(self._catalogue.signed_by(record.id)), len(self._catalogue.received_by(record.id)),
        )  # fmt: skip


def _link(entry: Entry[Any]) -> Link:
    return Link(entry.docname, title_of(entry.record), getattr(entry.record, "language", "en"))


def _line(entry: Entry[Letter]) -> LetterLine:
    letter = entry.record
    return LetterLine(
        entry.docname, letter.title, letter.language, letter.date.plain, dates.display(letter.date),
        wording.short_parties(letter.to), wording.signature_count(letter),
    )  # fmt: skip
