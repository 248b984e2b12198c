"""What a listing directive asks for: its options as data, checked and answered from the catalogue.

Charts are listings too: what they show is counted by `charts.counting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import former_ids, rules
from .catalogue import Catalogue, Entry
from .charts.kinds import KINDS as CHARTS
from .diagnostics import Message, quote
from .records import KINDS, Letter, Organization
from .values import nearest

#: Options of each listing directive, with the values of those that are chosen from a list.
OPTIONS: dict[str, dict[str, tuple[str, ...] | None]] = {
    "letters": {
        "topic": None, "organization": None, "signatory": None, "addressee": None, "year": None,
        "as": ("list", "table", "count", "years", "pdf"), "order": ("newest", "oldest"), "limit": None,
    },
    "organizations": {
        "kind": KINDS, "as": ("list", "count", "active", "addressed", "addressees", "kinds", "countries", "names"),
        "limit": None,
    },
    "topics": {"as": ("tree", "count", "active"), "limit": None},
    "chart": {"topic": None, "organization": None, "signatory": None, "addressee": None, "limit": None},
}  # fmt: skip

#: Options that name a page, with its kind.
NAMES = {"topic": "topic", "organization": "organization", "signatory": "organization", "addressee": "organization"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing directive on a page: its name and the options as written, with the line of the directive."""

    name: str
    options: tuple[tuple[str, str], ...] = ()
    line: int = field(default=0, compare=False)
    #: What stands beside the name: the kind of a chart.
    argument: str = ""

    def get(self, option: str, default: str = "") -> str:
        """Give the value of an option."""
        return dict(self.options).get(option, default)

    @property
    def limit(self) -> int | None:
        """Tell how many entries are shown at most."""
        return number(self.get("limit"))


def number(text: str) -> int | None:
    """Read a limit or year; what is no number of at most four digits is told by `check` and passed over."""
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else None


def check(listing: Listing, catalogue: Catalogue, path: str) -> Iterator[Message]:
    """Report values that no listing takes, and options that name nothing of the archive.

    Unknown options are reported by `markup`, which knows the options of all directives.
    """
    if listing.name == "chart":
        yield from _check_chart(listing, path)
    for option, value in listing.options:
        choices = OPTIONS[listing.name].get(option)
        if choices is not None and value not in choices:
            yield Message(
                path,
                listing.line,
                rules.LISTING,
                f"{quote(option)} is {quote(value)}",
                f"choose one of {', '.join(choices)}",
            )
        elif option in ("limit", "year") and not number(value):
            yield Message(
                path, listing.line, rules.LISTING, f"{quote(option)} is {quote(value)}", "write a whole number"
            )
        elif (kind := NAMES.get(option)) and len(catalogue.find(kind, value)) != 1:
            if now := former_ids.renamed(kind, value, catalogue.former):
                yield Message(path, listing.line, rules.LISTING, now, former_ids.WRITE_NEW)
                continue
            near = nearest(value, catalogue.topic if kind == "topic" else catalogue.organization)
            mend = f"did you mean {quote(near[0])}?" if near else f"give the id of one {kind}"
            yield Message(path, listing.line, rules.LISTING, f"no {kind} is called {quote(value)}", mend)


def _check_chart(listing: Listing, path: str) -> Iterator[Message]:
    kind = CHARTS.get(listing.argument)
    if kind is None:
        near = nearest(listing.argument, CHARTS)
        mend = f"did you mean {quote(near[0])}?" if near else f"choose one of {', '.join(CHARTS)}"
        problem = f"no chart is called {quote(listing.argument)}" if listing.argument else "the chart has no kind"
        yield Message(path, listing.line, rules.LISTING, problem, mend)
    elif listing.limit is not None and not kind.most:
        problem = f"{quote('limit')} is not for the chart {kind.name}"
        yield Message(path, listing.line, rules.LISTING, problem, "remove it")
    elif listing.limit is not None and listing.limit > kind.most:
        problem = f"{quote('limit')} is {quote(listing.get('limit'))}"
        yield Message(path, listing.line, rules.LISTING, problem, f"the chart {kind.name} shows {kind.most} at most")


def select_letters(listing: Listing, catalogue: Catalogue) -> tuple[Entry[Letter], ...]:
    """Find the letters that keep all conditions of a `letters` listing; newest first unless order says oldest."""
    chosen: list[set[str]] = []
    for option in ("topic", "organization", "signatory", "addressee"):
        value = listing.get(option)
        if not value:
            continue
        found = catalogue.find("topic" if option == "topic" else "organization", value)
        id_ = found[0].record.id if len(found) == 1 else ""
        letters: set[str] = set()
        if option == "topic":
            letters |= {entry.record.id for entry in catalogue.by_topic(id_)}
        if option in ("organization", "signatory"):
            letters |= {entry.record.id for entry in catalogue.signed_by(id_)}
        if option in ("organization", "addressee"):
            letters |= {entry.record.id for entry in catalogue.received_by(id_)}
        chosen.append(letters)
    entries = catalogue.letters
    if year := listing.get("year"):
        entries = catalogue.by_year.get(number(year) or 0, ())
    kept = [entry for entry in entries if all(entry.record.id in letters for letters in chosen)]
    if listing.get("order", "newest") == "newest":
        kept.reverse()
    return tuple(kept[: listing.limit])


def select_organizations(listing: Listing, catalogue: Catalogue) -> tuple[Entry[Organization], ...]:
    """Find the organizations of a kind, by name."""
    from .names import name_key

    kind = listing.get("kind")
    kept = [entry for entry in catalogue.organization.values() if not kind or entry.record.kind == kind]
    return tuple(sorted(kept, key=lambda entry: (name_key(entry.record.name), entry.record.id)))
