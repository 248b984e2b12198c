"""Counts what charts show: asks the catalogue, each letter once.

Every count costs time in proportion to the letters asked about; what a chart holds is bounded, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from ..downloads import year_page
from ..listings import Listing, select_letters
from ..names import name_key
from . import kinds
from .data import Matrix, Named, Network, Pair, Period, Series, Years

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Entry
    from ..records import Letter
    from .data import Chart

#: Columns of a chart over time; a longer time is shown by decades or centuries.
MOST_PERIODS = 60
#: Letters that are worth a picture, and years that these must be of.
LEAST_LETTERS, LEAST_YEARS = 3, 2
#: Partners that a small picture shows.
CLOSEST = 8
#: Topics of a matrix.
COLUMNS = 12
#: Pairs of a network, beside each body's with its closest partner.
MOST_PAIRS = 80

Letters = Sequence["Entry[Letter]"]
#: Some letters with their name and page.
Group = tuple[str, str | None, Letters]


def years(groups: Iterable[Group], catalogue: Catalogue, about: str = "") -> Years | None:
    """Count groups of letters per year; None for no letters."""
    listed = [(title, docname, {entry.record.id: entry.record.date.year for entry in letters}) for title, docname, letters in groups]  # fmt: skip
    everything: dict[str, int] = {}
    for _, _, found in listed:
        everything.update(found)
    if not everything:
        return None
    periods = _periods(min(everything.values()), max(everything.values()), catalogue)
    start, step = periods[0].first, periods[0].last - periods[0].first + 1
    series = []
    for title, docname, found in listed:
        counts = [0] * len(periods)
        for year in found.values():
            counts[(year - start) // step] += 1
        series.append(Series(title, tuple(counts), len(found), docname))
    return Years(about, len(everything), periods, tuple(series))


def _periods(first: int, last: int, catalogue: Catalogue) -> tuple[Period, ...]:
    step = next(step for step in (1, 10, 100, 1000) if last // step - first // step < MOST_PERIODS)
    if step == 1:
        pages = catalogue.pages
        return tuple(
            Period(year, year, page if (page := year_page(year)) in pages else None) for year in range(first, last + 1)
        )
    return tuple(Period(year, year + step - 1) for year in range(first - first % step, last + 1, step))


def timeline(groups: Iterable[Group], catalogue: Catalogue) -> Years | None:
    """Count the letters of one organization or topic per year; None where there is little to see."""
    filled = [group for group in groups if group[2]]
    letters = {entry.record.id: entry.record.date.year for _, _, found in filled for entry in found}
    if len(letters) < LEAST_LETTERS or len(set(letters.values())) < LEAST_YEARS:
        return None
    return years(filled, catalogue)


def organization_timeline(organization: str, catalogue: Catalogue) -> Years | None:
    """Count what an organization signed and received."""
    signed, received = catalogue.signed_by(organization), catalogue.received_by(organization)
    return timeline((("signed", None, signed), ("received", None, received)), catalogue)


def topic_timeline(topic: str, catalogue: Catalogue) -> Years | None:
    """Count the letters on a topic."""
    return timeline((("", None, catalogue.by_topic(topic)),), catalogue)


def telling(entries: Iterable[Named]) -> tuple[Named, ...]:
    """Take the first of a ranked list; nobody, if the list is short or no number is above one."""
    shown = tuple(islice(entries, CLOSEST))
    return shown if len(shown) > 1 and shown[0].letters > 1 else ()


# ---------------------------------------------------------------- charts that pages ask for


def chart(listing: Listing, catalogue: Catalogue) -> Chart | None:
    """Answer a chart directive; None for one that `listings` reports, and where there is nothing to show."""
    kind = kinds.KINDS.get(listing.argument)
    if kind is None:
        return None
    letters = select_letters(Listing("letters", (*_conditions(listing), ("order", "oldest"))), catalogue)
    about = _about(listing, catalogue)
    limit = min(listing.limit or kind.usual, kind.most)
    if kind == kinds.PER_YEAR:
        return years((("", None, letters),), catalogue, about)
    if kind == kinds.NETWORK:
        return network(letters, catalogue, limit=limit, about=about)
    if kind == kinds.MATRIX:
        return matrix(letters, catalogue, limit=limit, about=about)
    shelf, of = (catalogue.topic, catalogue.by_topic) if kind == kinds.TOPICS else (catalogue.organization, catalogue.received_by)  # fmt: skip
    best = _most(shelf, of, letters, limit)
    return years(((entry.record.name, entry.docname, found) for entry, found in best), catalogue, about)


def _conditions(listing: Listing) -> tuple[tuple[str, str], ...]:
    return tuple((option, value) for option, value in listing.options if option != "limit")


def _about(listing: Listing, catalogue: Catalogue) -> str:
    """Say which letters a chart shows: `on Tibet, signed by Freedom House`."""
    words = {"topic": "on", "signatory": "signed by", "addressee": "to", "organization": "signed or received by"}
    parts = []
    for option, word in words.items():
        found = catalogue.find("topic" if option == "topic" else "organization", listing.get(option))
        if listing.get(option) and len(found) == 1:
            parts.append(f"{word} {found[0].record.name}")  # type: ignore[union-attr]
    return ", ".join(parts)


def _most(
    shelf: Mapping[str, Entry[Any]], letters_of: Any, letters: Letters, limit: int
) -> list[tuple[Entry[Any], Letters]]:
    """Find the pages with most of these letters, and those; ties by name."""
    chosen = {entry.record.id for entry in letters}
    found: list[tuple[Entry[Any], Letters]] = [
        (entry, [own for own in letters_of(id_) if own.record.id in chosen]) for id_, entry in shelf.items()
    ]
    filled = [pair for pair in found if pair[1]]
    filled.sort(key=lambda pair: (-len(pair[1]), name_key(pair[0].record.name), pair[0].record.id))
    return filled[:limit]


def _named(entry: Entry[Any], letters: Letters) -> Named:
    return Named(entry.docname, entry.record.name, len(letters))


def matrix(letters: Letters, catalogue: Catalogue, *, limit: int, about: str = "") -> Matrix | None:
    """Count the letters of the most active organizations on the most frequent topics."""
    bodies = _most(catalogue.organization, catalogue.signed_by, letters, limit)
    topics = _most(catalogue.topic, catalogue.by_topic, letters, COLUMNS)
    if not bodies or not topics:
        return None
    on = [{entry.record.id for entry in found} for _, found in topics]
    counts = tuple(tuple(sum(entry.record.id in ids for entry in found) for ids in on) for _, found in bodies)
    return Matrix(
        about, len(letters), tuple(_named(*body) for body in bodies), tuple(_named(*topic) for topic in topics), counts
    )  # fmt: skip


def network(letters: Letters, catalogue: Catalogue, *, limit: int, about: str = "") -> Network | None:
    """Count the letters that the most active organizations signed in pairs."""
    everybody = _most(catalogue.organization, catalogue.signed_by, letters, len(catalogue.organization))
    bodies = everybody[:limit]
    own = [{entry.record.id for entry in found} for _, found in bodies]
    common = {
        (one, other): count for one, other in combinations(range(len(own)), 2) if (count := len(own[one] & own[other]))
    }
    if not common:
        return None
    ranked = sorted(common.values(), reverse=True)
    # No pair is left out that is as strong as one that is shown.
    least = ranked[-1] if len(ranked) <= MOST_PAIRS else ranked[MOST_PAIRS] + 1
    chosen = {pair for pair, count in common.items() if count >= least}
    for place in range(len(own)):
        closest = [pair for pair in common if place in pair]
        if closest:
            chosen.add(min(closest, key=lambda pair: (-common[pair], pair)))
    pairs = (Pair(*pair, common[pair]) for pair in sorted(chosen, key=lambda pair: (-common[pair], pair)))
    return Network(about, len(letters), len(everybody), tuple(_named(*body) for body in bodies), tuple(pairs), least)
