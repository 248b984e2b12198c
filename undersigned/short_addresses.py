"""Short addresses of letters: `l/<code>.html` leads to a letter's page, and goes on doing so when the letter is renamed.

A code is computed from an id, so that nobody hands out numbers and no two contributions meet over one. The code that
is shown belongs to the first id that the letter ever had.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from . import site

if TYPE_CHECKING:
    from .records import Letter

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
    return f"l/{code_of((*letter.former_ids, letter.id)[0])}"


def url_of(letter: Letter, /) -> str:
    """Give a letter's short address on the published site."""
    return f"{site.base_url()}{docname_of(letter)}.html"
