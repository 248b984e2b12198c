"""Addresses in exports: of pages, of bodies in other authorities, and any address as the standards admit it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from ..records import Organization

#: How the ids of other authorities are written as addresses, in the order in which scholars' tools prefer them.
AUTHORITIES = {
    "viaf": "https://viaf.org/viaf/{}",
    "isni": "https://isni.org/isni/{}",
    "ror": "https://ror.org/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
}
#: What an address may hold as it is (RFC 3986), and percent signs that belong to an escape.
_PLAIN = "!$&'()*+,;=:@/~-._"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def page_url(site: str, docname: str, /) -> str:
    """Give the address of a page; `site` ends with a slash."""
    return f"{site}{docname}.html"


def valid(address: str, /) -> str:
    """Write an address with nothing in it that RFC 3986 does not admit; an address that is valid stays as it is."""
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
    return tuple(_authority_urls(getattr(record, "identifiers", None) or {}))


def _authority_urls(identifiers: object) -> Iterator[str]:
    for name, form in AUTHORITIES.items():
        value = identifiers.get(name) if isinstance(identifiers, Mapping) else getattr(identifiers, name, None)
        if value:
            # Whether the record holds the bare id or its address.
            yield form.format(quote(str(value).rstrip("/").rpartition("/")[2].replace(" ", ""), safe=""))
