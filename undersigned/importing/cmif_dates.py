"""Dates of CMIF as dates of the archive: single days, months or years; what cannot be said so is refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .. import dates
from ..records import Date

ATTRIBUTES = ("when", "from", "to", "notBefore", "notAfter")
#: A date or moment of XML Schema; what follows the day is dropped.
_MOMENT = re.compile(r"(-?\d{4,}(?:-\d{2}){0,2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?")
#: Years on either side of which a letter may lie and still be dated by one of them.
_APART = 1


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, and what it does not say."""

    date: Date
    note: str | None = None


def read(attributes: Mapping[str, str], text: str = "") -> Dated:
    """Read the attributes and text of a `date`; raises ValueError with a reason."""
    known = {name: _day(attributes[name]) for name in ATTRIBUTES if attributes.get(name, "").strip()}
    if not known:
        raise ValueError("the date has no machine-readable form" + (f" ({text!r})" if text else ""))
    if "when" in known:
        found = Dated(known["when"])
    elif {"from", "to"} <= known.keys():
        found = _between(known["from"], known["to"], "Written from {} to {}.")
    elif {"notBefore", "notAfter"} <= known.keys():
        found = _between(known["notBefore"], known["notAfter"], "Written between {} and {}.")
    else:
        ((name, day), *_) = known.items()
        words = {"from": "from", "to": "until", "notBefore": "not before", "notAfter": "not after"}[name]
        raise ValueError(f"is dated only {words} {dates.display(day)}")
    return _doubted(found, attributes)


def _day(text: str) -> Date:
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    try:
        return dates.parse(match[1])
    except ValueError as error:
        raise ValueError(f"{text!r} {error}") from None


def _between(first: Date, last: Date, words: str) -> Dated:
    """Give what both ends of a time share, and the ends in words."""
    if first == last:
        return Dated(first)
    precise = min(sum(map(bool, first.key)), sum(map(bool, last.key)))
    if last.key[:precise] < first.key[:precise]:
        raise ValueError(f"its time ends ({last}) before it begins ({first})")
    note = words.format(dates.display(first), dates.display(last))
    if first.year == last.year:
        month = first.month if first.month == last.month else 0
        return Dated(Date(first.year, month), note)
    if last.year - first.year > _APART:
        raise ValueError(f"is dated no closer than {dates.display(first)} to {dates.display(last)}")
    return Dated(Date(first.year, approximate=True), note)


def _doubted(found: Dated, attributes: Mapping[str, str]) -> Dated:
    """Take over that the source is not certain, or infers the date."""
    date, note = found.date, found.note
    if attributes.get("cert") in ("low", "medium", "unknown"):
        date = replace(date, uncertain=True)
    if attributes.get("evidence"):
        note = " ".join(filter(None, [note, "The source infers the date."]))
    return Dated(date, note)
