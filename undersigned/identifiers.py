"""Ids of organizations in registers that archives and libraries share: their form, check digits and addresses.

`values` reads them from front matter; mastheads and exports link them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Organization

#: Crockford's digits of base 32, in which ROR counts.
_BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"

_URL = re.compile(
    r"https?://(?:www\.)?(viaf\.org/viaf|isni\.org(?:/isni)?|ror\.org|wikidata\.org/(?:wiki|entity))/([A-Z0-9]+)/?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Register:
    """A register of organizations."""

    #: Key of the front matter.
    key: str
    #: Its name as readers know it.
    label: str
    #: What an id looks like, in words; and what to write where it does not.
    says: str
    mend: str
    #: What the whole text matches, for Python and JavaScript alike.
    pattern: str
    #: Begins the address of an id's page.
    address: str
    #: Tells whether the check digits of an id of the right form are right.
    checks: Callable[[str], bool]
    #: Begins the address that stands for the body itself, where it is another than its page's.
    body: str = ""

    def read(self, text: str) -> str:
        """Read an id as written; raises ValueError with or without a reason."""
        if "/" in text:
            raise ValueError("is an address, not the id alone")
        if not re.fullmatch(self.pattern, text, re.ASCII):
            raise ValueError
        id_ = text.replace(" ", "")
        if not self.checks(id_):
            raise ValueError("has wrong check digits")
        return id_

    def url(self, id_: str) -> str:
        """Give the address of an id's page."""
        return self.address + id_

    def body_url(self, id_: str) -> str:
        """Give the address by which linked data mean the body of an id."""
        return (self.body or self.address) + id_

    def shown(self, id_: str) -> str:
        """Write an id for readers: an ISNI in groups of four."""
        return " ".join(re.findall("....", id_)) if self.key == "isni" else id_


def _checks_ror(id_: str) -> bool:
    """Check by ISO/IEC 7064 MOD 97-10, as ROR makes its ids."""
    from stdnum.iso7064 import mod_97_10

    number = 0
    for sign in id_[1:7]:
        number = 32 * number + _BASE_32.index(sign)
    return bool(mod_97_10.is_valid(f"{number}{id_[7:]}"))


def _checks_isni(id_: str) -> bool:
    from stdnum import isni

    return bool(isni.is_valid(id_))


REGISTERS = (
    Register(
        "ror", "ROR", "the nine signs of a ROR id, such as 05dxps055",
        "write what stands after https://ror.org/, such as 05dxps055", f"0[{_BASE_32}]{{6}}[0-9]{{2}}",
        "https://ror.org/", _checks_ror,
    ),
    Register(
        "wikidata", "Wikidata", "the id of a Wikidata item, such as Q161562",
        "write Q and a number, such as Q161562", "Q[1-9][0-9]{0,9}", "https://www.wikidata.org/wiki/", lambda id_: True,
        "http://www.wikidata.org/entity/",
    ),
    Register(
        "isni", "ISNI", "sixteen digits, the last of which may be X, such as 0000 0001 0706 8890",
        "write sixteen digits, such as 0000 0001 0706 8890", "(?:[0-9]{4} ?){3}[0-9]{3}[0-9X]",
        "https://isni.org/isni/", _checks_isni,
    ),
    Register(
        "viaf", "VIAF", "a VIAF number, such as 123456789",
        "write what stands after https://viaf.org/viaf/, digits only", "[1-9][0-9]{1,21}", "https://viaf.org/viaf/",
        lambda id_: True,
    ),
)  # fmt: skip


def read_url(url: str, /) -> tuple[str, str] | None:
    """Read the address of a body in a register as key and id; None for any other address and for a wrong id.

    Common ways to write the addresses are known beside those that the registers give out.
    """
    match = _URL.fullmatch(url.strip())
    if match is None:
        return None
    register = next(register for register in REGISTERS if register.key == match[1].partition(".")[0].lower())
    try:
        return register.key, register.read(match[2].lower() if register.key == "ror" else match[2].upper())
    except ValueError:
        return None


def known(record: Organization, /) -> Iterator[tuple[Register, str]]:
    """Yield the ids of an organization, with their registers."""
    for register in REGISTERS if record.identifiers else ():
        if (id_ := getattr(record.identifiers, register.key)) is not None:
            yield register, id_
