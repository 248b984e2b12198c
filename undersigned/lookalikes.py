"""Names that look alike although they are written with other signs: Cyrillic letters, a capital I for an l, rn for m.

`consistency` points out organizations and topics of which one could be taken for another. Every name is looked up
among all others by what it looks like, so that the cost grows with the number of names.
Source: Unicode Technical Standard 39, Unicode Security Mechanisms, "skeletons" and its table of confusable signs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from . import rules
from .diagnostics import Message, quote
from .names import name_key
from .records import Organization, Record, Reference, Topic

_MARKS = str.maketrans("", "", "\u200e\u200f")


@lru_cache(maxsize=65536)
def skeleton(name: str, /) -> str:
    """Reduce a name to what it looks like; names with one skeleton can be taken for each other.

    Case, accents and punctuation count as little as where names are compared; signs that look alike count as one,
    before capitals are made small (I and l) and after (M and rn).
    """
    table = _table()
    seen = name_key(unicodedata.normalize("NFKD", name).translate(table))
    # The dot of an i is no letter's own in every face; spaces are narrow.
    return seen.translate(table).replace(" ", "")


@cache
def _table() -> dict[int, str]:
    """Map each sign to the one that stands for all that look like it."""
    from confusable_homoglyphs.confusables import confusables_data  # reads a file of 0.9 MB

    near = {
        sign.translate(_MARKS): [other["c"].translate(_MARKS) for other in others]
        for sign, others in confusables_data.items()
    }
    table = {}
    for sign, others in near.items():
        # The table leads from each sign to the one that stands for it, and from that one to all; most have no other.
        if len(sign) == 1 and len(others) == 1 and not (len(near.get(others[0], ())) == 1 and others[0] > sign):
            table[ord(sign)] = others[0]
    return table


def check(records: Mapping[str, Record], references: Mapping[str, Iterable[Reference]], /) -> Iterator[Message]:
    """Point out names of organizations or topics that look like another's, on the later page.

    Equal names are told by `duplicate-name`. A pair is settled where each page names the other in its text:
    whoever adds a page that passes for another does not write that other.
    """
    owners: dict[tuple[type, str], tuple[str, str]] = {}
    for docname, record in sorted(records.items()):
        if not isinstance(record, (Organization, Topic)):
            continue
        aliases = (*record.aliases, *record.misprints) if isinstance(record, Organization) else ()
        for form in dict.fromkeys((record.name, *aliases)):
            owner, owned = owners.setdefault((type(record), skeleton(form)), (docname, form))
            settled = _names(references, docname, owner) and _names(references, owner, docname)
            if owner != docname and name_key(owned) != name_key(form) and not settled:
                yield Message(
                    f"{docname}.md", record.line_of(form), rules.LOOK_ALIKE,
                    f"the name {quote(form)} looks like {quote(owned)} of {owner}.md ({_signs(form, owned)})",
                    "make sure that it is the body's own name, and not meant to be taken for the other",
                )  # fmt: skip


def _names(references: Mapping[str, Iterable[Reference]], docname: str, other: str) -> bool:
    """Tell whether the text of a page names another page's body or topic by its id."""
    return any(reference.target == other.rpartition("/")[2] for reference in references.get(docname, ()))


def _signs(form: str, other: str) -> str:
    """Name the first sign in which two names differ."""
    if name_key(form).replace(" ", "") == name_key(other).replace(" ", ""):
        return "they differ in their spaces"
    place = next((n for n, (a, b) in enumerate(zip(form, other, strict=False)) if a != b), min(len(form), len(other)))
    here, there = form[place : place + 1], other[place : place + 1]
    return " for ".join(f"U+{ord(sign):04X}" if sign else "nothing" for sign in (here, there))
