"""Short addresses of letters: `l/<code>.html` leads to a letter's page, and goes on doing so when the letter is renamed.

A code is computed from an id, so that nobody hands out numbers and no two contributions meet over one. The code that
is shown belongs to the first id that the letter ever had. `html.redirects` writes the pages, `consistency` reports
letters that would share one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from . import former_ids, limits, rules, site
from .diagnostics import Message, quote
from .records import Letter, Record

#: Folder of the short addresses; no page of the archive may stand in it (see `tree`).
FOLDER = "l"

#: Signs of a code: 35 bits, so that among 10,000 letters two share one with a chance of 1 in 700.
LENGTH = 7
#: Digits and letters without those that are mistaken for others (Crockford's base 32).
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"


def code_of(letter_id: str, /) -> str:
    """Give the code of an id, whether it is one of today or a former one."""
    number = int.from_bytes(hashlib.blake2b(letter_id.encode(), digest_size=8).digest(), "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def docname_of(letter: Letter, /) -> str:
    """Name the page at a letter's short address, as a docname."""
    return _docname((*letter.former_ids, letter.id)[0])


def url_of(letter: Letter, /) -> str:
    """Give a letter's short address on the published site."""
    return f"{site.base_url()}{docname_of(letter)}.html"


def addresses(records: Mapping[str, Record], /) -> dict[str, str]:
    """Map the page at each short address to the page it leads to; of two letters that share one, the first has it."""
    found: dict[str, str] = {}
    for docname, letter in _letters(records):
        for id_ in _ids(letter):
            found.setdefault(_docname(id_), docname)
    return found


def check(records: Mapping[str, Record], /) -> Iterator[Message]:
    """Report letters whose short address belongs to another letter."""
    owners: dict[str, tuple[str, str]] = {}
    for docname, letter in _letters(records):
        for id_ in _ids(letter):
            owner, owned = owners.setdefault(_docname(id_), (docname, id_))
            # One id on two pages is told by `duplicate-id`.
            if owner != docname and owned != id_:
                yield Message(
                    f"{docname}.md", letter.line_of(id_), rules.SHORT_ADDRESS,
                    f"{quote(id_)} has the short address of {owner}.md, {_docname(id_)}.html",
                    "give the newer of the two files another name",
                )  # fmt: skip


def _docname(letter_id: str) -> str:
    return f"{FOLDER}/{code_of(letter_id)}"


def _letters(records: Mapping[str, Record]) -> Iterator[tuple[str, Letter]]:
    return (
        (docname, record) for docname, record in sorted(records.items()) if isinstance(record, Letter) and record.listed
    )


def _ids(letter: Letter) -> tuple[str, ...]:
    """List the ids of a letter that can be addresses, today's last."""
    former = letter.former_ids[: limits.now().former_ids]
    return (*(id_ for id_ in former if former_ids.problem_of(letter, id_) is None), letter.id)
