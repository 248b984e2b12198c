"""Addresses in exports: of pages, of bodies in other authorities, and any address as the standards admit it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from ..identifiers import known

if TYPE_CHECKING:
    from ..records import Organization

#: Registers in the order in which scholars' tools prefer them.
_PREFERRED = ("viaf", "isni", "ror", "wikidata")
#: What an address may hold as it is (RFC 3986), and percent signs that belong to an escape.
_PLAIN = "!$&'()*+,;=:@/~-._"
#: Addresses with nothing in them that could be written otherwise: nearly all are so, and taking them apart costs much.
_VALID = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def page_url(site: str, docname: str, /) -> str:
    """Give the address of a page; `site` ends with a slash."""
    return f"{site}{docname}.html"


def valid(address: str, /) -> str:
    """Write an address with nothing in it that RFC 3986 does not admit; an address that is valid stays as it is."""
    if _VALID.fullmatch(address):
        return address
    try:
        parts = urlsplit(_STRAY_PERCENT.sub("%25", address))
    except ValueError:
        return quote(address, safe="")
    return urlunsplit(
        (
            parts.scheme,
            quote(parts.netloc, safe=_PLAIN + "%[]"),
            quote(parts.path, safe=_PLAIN + "%"),
            quote(parts.query, safe=_PLAIN + "%?"),
            quote(parts.fragment, safe=_PLAIN + "%?"),
        )
    )


def authority_urls(record: Organization, /) -> tuple[str, ...]:
    """Give the addresses of a body in other authorities."""
    urls = {register.key: register.body_url(id_) for register, id_ in known(record)}
    return tuple(urls[key] for key in _PREFERRED if key in urls)
