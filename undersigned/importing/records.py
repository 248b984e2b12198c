"""Makes pages of the records that an archive gave away, this one or one that moves into it.

Comes after `record_reading`; `reconciling` fits in the records of another archive before. Existing pages are never
overwritten: a second import writes nothing, and what people changed since stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..catalogue import Catalogue
from ..exports.items import Item, item_of_page
from ..names import Authority
from ..records import Letter, Party, Record
from ..writing import missing_year_page, page_path, page_text
from .record_reading import Imported

#: Records and Markdown of the pages that are there, by path.
Existing = Mapping[str, tuple[Record | None, str]]


@dataclass(slots=True)
class Outcome:
    """What an import did or would do, by path of the page."""

    #: New pages with their text.
    written: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    #: Pages that differ from the record and were left as they are.
    kept: list[str] = field(default_factory=list)


def catalogue_of(existing: Existing, imported: Iterable[Imported] = ()) -> Catalogue:
    """Join the pages that are there with the records that come to them."""
    records = {page_path(item.record).removesuffix(".md"): item.record for item in imported}
    there = {path.removesuffix(".md"): record for path, (record, _) in existing.items() if record is not None}
    return Catalogue({**records, **there})


def plan(imported: Iterable[Imported], existing: Existing) -> Outcome:
    """Decide which pages to write.

    A page is unchanged if it would be given away as the record that comes in.
    """
    items = list(imported)
    catalogue = catalogue_of(existing, items)
    outcome = Outcome()
    years: set[int] = set()
    for item in items:
        path = page_path(item.record)
        if isinstance(item.record, Letter):
            years.add(int(item.record.id[:4]))
        if path not in existing:
            outcome.written[path] = page_text(settled(item.record, catalogue.authority), item.body)
            continue
        record, body = existing[path]
        same = isinstance(record, Item) and (
            item_of_page(record, body, catalogue) == item_of_page(item.record, item.body, catalogue)
        )
        (outcome.unchanged if same else outcome.kept).append(path)
    for year in sorted(years):
        outcome.written |= missing_year_page(f"{year:04d}", existing.__contains__)
    return outcome


def settled(record: Item, authority: Authority) -> Item:
    """Leave out the ids of bodies that the printed name decides anyway, as people write pages."""
    if not isinstance(record, Letter):
        return record
    return replace(
        record,
        to=_settled(record.to, authority), cc=_settled(record.cc, authority),
        signatories=_settled(record.signatories, authority),
        responses=tuple(
            replace(response, sender=_settled((response.sender,), authority)[0]) for response in record.responses
        ),
    )  # fmt: skip


def _settled(parties: Iterable[Party], authority: Authority) -> tuple[Party, ...]:
    found: dict[Party, None] = {}
    for party in parties:
        named = party.organization is not None and authority.resolve(party.organization) == (party.organization_id,)
        plain = replace(party, organization_id=None) if named else party
        # Where a letter prints one name twice, the id keeps the two entries apart, as a page must.
        found[party if plain in found else plain] = None
    return tuple(found)
