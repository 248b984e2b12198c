"""Ids that pages had before: whose they are now, which of them can be an address, and what is wrong with them.

Records say them (`former-ids`). `consistency` reports them, `html.redirects` gives each a page at its old address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from . import limits, rules, rules_markup
from .diagnostics import Message, Rule, quote
from .links import NAME
from .records import Letter, Page, Record, kind_name
from .tree import DEVICES
from .writing import page_path

#: The mend for a former id where an id is asked.
WRITE_NEW = "write the new id"

_LETTER_ID = re.compile(r"\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*")


def former_ids_of(record: Record) -> tuple[str, ...]:
    """List the ids that a page had before, as written."""
    return () if isinstance(record, Page) else record.former_ids


def former_docname(record: Record, former: str) -> str:
    """Name the page that a record was under a former id."""
    return page_path(replace(record, id=former)).removesuffix(".md")


def problem_of(record: Record, former: str) -> tuple[Rule, str, str] | None:
    """Say why a former id can be no address: rule, problem, mend."""
    shown = quote(former)
    if isinstance(record, Letter) and not _LETTER_ID.fullmatch(former):
        mend = "a letter's id begins with its year, as in 2013-04-10-words"
        return rules.FILE_NAME, f"the former id {shown} is no letter's id", mend
    if not NAME.fullmatch(former) or former in DEVICES or len(former) + len(".html") > limits.now().name:
        return rules.IDENTIFIER, f"the former id {shown} cannot be a file's name", "delete it; no page ever had it"
    return None


def addresses(records: Mapping[str, Record]) -> dict[str, str]:
    """Map each former page to the page that it is now; of several that claim it, the first, and never a live page."""
    found: dict[str, str] = {}
    for docname, record in sorted(records.items()):
        if not getattr(record, "listed", True):
            continue
        for former in former_ids_of(record)[: limits.now().former_ids]:
            if problem_of(record, former) is None and (old := former_docname(record, former)) not in records:
                found.setdefault(old, docname)
    return found


def check(records: Mapping[str, Record]) -> Iterator[Message]:
    """Report former ids that are no addresses, that belong to a page, or that two pages claim."""
    owners: dict[str, str] = {}
    for docname, record in sorted(records.items()):
        if isinstance(record, Page):
            continue
        path = f"{docname}.md"
        if len(record.former_ids) > limits.now().former_ids:
            problem = f"the page has {len(record.former_ids):,} former ids"
            line = record.line_of(record.former_ids[0])
            yield Message(path, line, rules_markup.SIZE, problem, f"a page has at most {limits.now().former_ids}")
            continue
        for former in record.former_ids:
            line = record.line_of(former)
            if (found := problem_of(record, former)) is not None:
                yield Message(path, line, *found)
                continue
            old = former_docname(record, former)
            owner = old if old in records else owners.setdefault(old, docname)
            if owner == docname and old == docname:
                problem = f"the former id {quote(former)} is the page's own"
                yield Message(path, line, rules.DUPLICATE_ID, problem, "delete it from former-ids")
            elif owner != docname:
                what = f"the former id {quote(former)} belongs to {owner}.md already"
                yield Message(path, line, rules.DUPLICATE_ID, what, "delete it from former-ids on one of the pages"
                              if owner != old else "delete it from former-ids")  # fmt: skip


def renamed(kind: str, given: str, former: Mapping[tuple[str, str], str]) -> str | None:
    """Say what a page is now called that is named by a former id; `kind` is letter, organization, topic or any."""
    kinds = ("organization", "topic", "letter") if kind == "any" else (kind,)
    for name in kinds:
        if (id_ := former.get((name, given))) is not None:
            return f"{quote(given)} is now called {quote(id_)}"
    return None


def by_kind(records: Mapping[str, Record]) -> dict[tuple[str, str], str]:
    """Map kind and former id to the id that the page has now; of several that claim it, the first."""
    found: dict[tuple[str, str], str] = {}
    for _, record in sorted(records.items()):
        for former in former_ids_of(record)[: limits.now().former_ids]:
            found.setdefault((kind_name(record), former), record.id)
    return found
