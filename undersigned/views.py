"""What each page shows beyond its own text, as plain data; `viewing` makes it from the catalogue.

`rendering` turns a view into nodes and takes nothing from elsewhere; so a page must be written anew
exactly when its view differs from the one last written (see `fingerprint` and `rebuilding`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .charts.data import Chart, Years
from .downloads import Download
from .listings import Listing


@dataclass(frozen=True, slots=True)
class Link:
    """A page and its title, which for letters may be in another language."""

    docname: str
    title: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Tally:
    """A page (none: plain text), its title, and how many letters connect it with this one."""

    docname: str | None
    title: str
    count: int
    children: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter as one line of a list."""

    docname: str
    title: str
    language: str
    iso: str
    date: str
    to: str
    signers: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    """An organization as one line of an index."""

    docname: str
    name: str
    initial: str
    kind: str
    country: str
    signed: int
    received: int


@dataclass(frozen=True, slots=True)
class LetterView:
    """The surroundings of a letter."""

    previous: Link | None
    next: Link | None
    related: tuple[LetterLine, ...]
    thread: tuple[LetterLine, ...]
    #: The page of each party of masthead and signatories, in order; None for those without one.
    bodies: tuple[str | None, ...]
    topics: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """The record of an organization in letters."""

    parent: Link | None
    sections: tuple[Link, ...]
    signed: tuple[LetterLine, ...]
    received: tuple[LetterLine, ...]
    partners: tuple[Tally, ...]
    partner_count: int
    topics: tuple[Tally, ...]
    addressees: tuple[Tally, ...]
    timeline: Years | None = None


@dataclass(frozen=True, slots=True)
class TopicView:
    """The letters of a topic and who is in them."""

    broader: Link | None
    narrower: tuple[Tally, ...]
    related: tuple[Link, ...]
    letters: tuple[LetterLine, ...]
    organizations: tuple[Tally, ...]
    organization_count: int
    addressees: tuple[Tally, ...]
    timeline: Years | None = None


@dataclass(frozen=True, slots=True)
class ListingView:
    """The answer to a listing directive."""

    listing: Listing
    letters: tuple[LetterLine, ...] = ()
    organizations: tuple[OrganizationLine, ...] = ()
    tallies: tuple[Tally, ...] = ()
    total: int = 0
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that a page takes from other pages."""

    own: LetterView | OrganizationView | TopicView | None
    references: tuple[Link | None, ...]
    listings: tuple[ListingView, ...]
    parents: tuple[Link, ...]
    #: The files of letters that belong to the page.
    files: tuple[Download, ...] = ()


def fingerprint(view: PageView) -> str:
    """Digest a view: equal for equal views in every process and run."""
    return hashlib.blake2b(repr(view).encode(), digest_size=12).hexdigest()
