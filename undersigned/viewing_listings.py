"""Answers listing directives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wording
from .catalogue import Entry
from .charts import counting
from .downloads import year_page
from .listings import Listing, select_letters, select_organizations
from .names import name_key
from .records import KINDS, Organization
from .viewing_organizations import kind_page
from .viewing_topics import topic_tally
from .views import AddresseeGroup, AddresseeLine, CollectiveLine, Link, ListingView, OrganizationLine, Tally

if TYPE_CHECKING:
    from .records import Letter
    from .viewing import Views

#: Rows that the table of a page has at most, if they stand elsewhere too: what the page needs at first stays below
#: 300 KB, unpacked, with its styles, scripts and data.
WHOLE_LETTERS, WHOLE_BODIES = 240, 800


def listing_view(views: Views, listing: Listing, /) -> ListingView:
    """Answer a listing directive."""
    if listing.name == "chart":
        return ListingView(listing, chart=counting.chart(listing, views.catalogue))
    if listing.name == "letters":
        return _letters(views, listing)
    if listing.name == "organizations":
        return _organizations(views, listing)
    return _topics(views, listing)


def _letters(views: Views, listing: Listing) -> ListingView:
    entries = select_letters(listing, views.catalogue)
    style = listing.get("as")
    if style in ("count", "pdf"):
        return ListingView(listing, total=len(entries), index=views.page_if_there("letters/index"))
    if style == "years":
        return ListingView(listing, tallies=_years(views, entries), total=len(entries))
    cut = style == "table" and len(entries) > WHOLE_LETTERS
    elsewhere = _years_of(views, entries) if cut else ()
    return ListingView(listing, letters=tuple(map(views.line, entries)), total=len(entries), elsewhere=elsewhere)


def _years_of(views: Views, entries: tuple[Entry[Letter], ...]) -> tuple[Link, ...]:
    """Give the pages of the years of some letters; none if a year has no page."""
    years = dict.fromkeys(entry.record.date.year for entry in entries)
    pages = [Link(docname, f"{year}") for year in years if (docname := views.page_if_there(year_page(year)))]
    return tuple(pages) if len(pages) == len(years) else ()


def _years(views: Views, entries: tuple[Entry[Letter], ...]) -> tuple[Tally, ...]:
    counts: dict[int, int] = {}
    for entry in entries:
        counts[entry.record.date.year] = counts.get(entry.record.date.year, 0) + 1
    return tuple(Tally(views.page_if_there(year_page(year)), f"{year}", count) for year, count in counts.items())


def _organizations(views: Views, listing: Listing) -> ListingView:
    catalogue = views.catalogue
    bodies = select_organizations(listing, catalogue)
    total, style = len(bodies), listing.get("as")
    if style == "count":
        return ListingView(listing, total=total, index=views.page_if_there("organizations/index"))
    if style == "kinds":
        return ListingView(listing, tallies=_kinds(views, bodies), total=total)
    if style == "addressees":
        received = tuple(entry for entry in bodies if catalogue.received_by(entry.record.id))
        # Who is addressed collectively is of no kind.
        collective = () if listing.get("kind") else _collective(views)
        groups = _addressees(views, received)
        elsewhere = views.pages_of_names if len(received) > WHOLE_BODIES else ()
        return ListingView(listing, groups=groups, collective=collective, total=len(received), elsewhere=elsewhere)
    if style == "active":
        signed = ((entry, len(catalogue.signed_by(entry.record.id))) for entry in bodies)
        return ListingView(listing, tallies=_most(views, listing, signed), total=total)
    if style == "addressed":
        letters = ((entry, len(catalogue.received_by(entry.record.id))) for entry in bodies)
        return ListingView(listing, tallies=_most(views, listing, letters), total=total)
    lines = tuple(_organization_line(views, entry) for entry in bodies[: listing.limit])
    cut = style in ("", "list") and len(lines) > WHOLE_BODIES
    return ListingView(listing, organizations=lines, total=total, elsewhere=views.pages_of_names if cut else ())


def _most(views: Views, listing: Listing, counted: object) -> tuple[Tally, ...]:
    ranked = sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])  # type: ignore[attr-defined]
    return views.tallies(ranked, listing.limit)


def _kinds(views: Views, bodies: tuple[Entry[Organization], ...]) -> tuple[Tally, ...]:
    counts = dict.fromkeys(KINDS, 0)
    for entry in bodies:
        counts[entry.record.kind] += 1
    return tuple(
        Tally(views.page_if_there(kind_page(kind)), wording.KIND_NAMES[kind][1], count)
        for kind, count in counts.items()
        if count
    )


def _organization_line(views: Views, entry: Entry[Organization]) -> OrganizationLine:
    record, catalogue = entry.record, views.catalogue
    first = name_key(record.name)[:1].upper()
    initial = first if "A" <= first <= "Z" else "0–9" if first.isdigit() else "Other scripts"
    return OrganizationLine(
        entry.docname, record.name, initial, wording.short_kind(record.kind),
        wording.country_name(record.country) if record.country else "", (record.country or "").lower(),
        len(catalogue.signed_by(record.id)), len(catalogue.received_by(record.id)),
    )  # fmt: skip


def _addressees(views: Views, bodies: tuple[Entry[Organization], ...]) -> tuple[AddresseeGroup, ...]:
    groups: dict[str, list[AddresseeLine]] = {kind: [] for kind in KINDS}
    for entry in bodies:
        letters = views.catalogue.received_by(entry.record.id)
        country = wording.country_name(entry.record.country) if entry.record.country else ""
        groups[entry.record.kind].append(
            AddresseeLine(
                entry.docname, entry.record.name, country, len(letters),
                letters[0].record.date.year, letters[-1].record.date.year,
            )
        )  # fmt: skip
    return tuple(
        AddresseeGroup(f"kind-{kind}", wording.KIND_NAMES[kind][1], tuple(sorted(lines, key=lambda a: -a.received)))
        for kind, lines in sorted(groups.items(), key=lambda group: -sum(line.received for line in group[1]))
        if lines
    )


def _collective(views: Views) -> tuple[CollectiveLine, ...]:
    return tuple(
        CollectiveLine(title, tuple(map(views.line, entries))) for title, entries in views.participation.collective
    )


def _topics(views: Views, listing: Listing) -> ListingView:
    catalogue = views.catalogue
    total, style = len(catalogue.topic), listing.get("as")
    if style == "count":
        return ListingView(listing, total=total, index=views.page_if_there("topics/index"))
    if style == "active":
        by_name = sorted(catalogue.topic.values(), key=lambda entry: (name_key(entry.record.name), entry.record.id))
        counted = ((entry, len(catalogue.by_topic(entry.record.id))) for entry in by_name)
        return ListingView(listing, tallies=_most(views, listing, counted), total=total)
    tree = tuple(topic_tally(views, entry) for entry in catalogue.narrower.get("", ()))
    return ListingView(listing, tallies=tree, total=total)
